/** What is read of PostgreSQL's catalogue, in as many queries for ten tables as for ten thousand. `$1` are the names of schemas. */

/** What the statements below depend on. */
export interface ServerVersion {
  /** `server_version_num`: 170004 */
  readonly number: number;
}

/** Below it, the catalogue has no identity columns and no partitions. */
export const OLDEST_VERSION = 100000;

export const SERVER = `select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
  current_database() as name, pg_is_in_recovery() as standby, pg_encoding_to_char(d.encoding) as encoding,
  exists (select from pg_settings where name like 'rds.%') as rds,
  exists (select from pg_proc where proname = 'aurora_version') as aurora,
  exists (select from pg_settings where name like 'cloudsql.%' or name like 'alloydb.%') as google,
  exists (select from pg_settings where name like 'azure.%') as azure
  from pg_database d where d.datname = current_database()`;

export const SETTINGS = 'select name, current_setting(name) as value from pg_settings where lower(name) = any($1)';

export const GRANTS = `select r.rolsuper as superuser, r.rolreplication as replication, r.rolbypassrls as bypassrls,
  has_database_privilege(current_database(), 'CREATE') as "create-schema",
  (select pg_has_role(oid, 'USAGE') from pg_roles where rolname = 'pg_monitor') as pg_monitor,
  (select pg_has_role(oid, 'USAGE') from pg_roles where rolname = 'rds_replication') as rds_replication,
  (select pg_has_role(oid, 'USAGE') from pg_roles where rolname = 'rds_superuser') as rds_superuser
  from pg_roles r where r.rolname = current_user`;

/** Schemas that people have made. */
export const SCHEMAS = `select nspname as name from pg_namespace
  where nspname <> 'information_schema' and nspname not like 'pg\\_%'`;

/** Partitions come with it: what they have is counted for the table that they belong to. */
export const TABLES = `select c.oid::text as id, n.nspname as schema, c.relname as name, c.relkind::text as kind,
  c.relpersistence::text as persistence, c.relispartition as "isPartition", c.relreplident::text as "replicaIdentity",
  c.reltuples::float8 as rows, c.relpages as pages, pg_stat_get_live_tuples(c.oid) as live, t.relpages as "toastPages",
  case when c.relrowsecurity then row_security_active(c.oid) else false end as "rowSecurity",
  c.relnatts as columns,
  has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'SELECT') as selectable,
  c.oid in (select objid from pg_depend where refclassid = 'pg_extension'::regclass and classid = 'pg_class'::regclass and deptype = 'e') as "ofExtension",
  i.inhparent::text as parent
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join pg_class t on t.oid = c.reltoastrelid and c.reltoastrelid <> 0
  left join (select inhrelid, min(inhparent) as inhparent from pg_inherits group by inhrelid) i on i.inhrelid = c.oid
  where n.nspname = any($1) and c.relkind in ('r', 'p', 'f', 'm')`;

/**
 * Rows, and the large values that lie beside them: files of data only, without their indexes and maps, which are four fifths of all files. Waits
 * for nobody longer than lock_timeout: somebody may have a table locked.
 */
export const SIZES = `select c.oid::text as id, pg_relation_size(c.oid) as "heapBytes",
  case when c.reltoastrelid <> 0 then pg_relation_size(c.reltoastrelid) else 0 end as "toastBytes"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and c.relkind in ('r', 'm')`;

/** By the last VACUUM or ANALYZE; locks nothing. */
export const SIZES_BY_STATISTICS = `select c.oid::text as id, c.relpages::bigint * current_setting('block_size')::int as "heapBytes",
  coalesce(t.relpages, 0)::bigint * current_setting('block_size')::int as "toastBytes"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_class t on t.oid = c.reltoastrelid and c.reltoastrelid <> 0
  where n.nspname = any($1) and c.relkind in ('r', 'm') and c.relpages > 0`;

export const DROPPED_COLUMNS = `select a.attrelid::text as id, count(*) as dropped from pg_attribute a
  join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and a.attnum > 0 and a.attisdropped group by a.attrelid`;

/** Types about which there is nothing to say, unless the column is part of a key, generated, or an identity. */
const PLAIN_TYPES = ['int2', 'int4', 'int8', 'float4', 'float8', 'date', 'timestamp', 'timestamptz', 'time', 'uuid', 'bpchar', 'char', 'name'];

/** Types of which only columns without a length (a precision) have something to say. */
const LIMITED_TYPES = ['varchar', 'numeric', 'bit', 'varbit'];

function quoted(names: readonly string[]): string {
  return names.map((name) => `'pg_catalog.${name}'::regtype`).join(', ');
}

/** Precision 38 is the most that DMS has for numbers [DMS User Guide, Data types for AWS DMS]; it is in the upper half of the modifier. */
const LARGEST_PLAIN_NUMERIC = (38 << 16) + 4 + 0xffff;

export function columnsQuery({ number }: ServerVersion): string {
  return `with recursive bases(oid, base) as (
    select oid, typbasetype from pg_type where typtype = 'd'
    union all select b.oid, t.typbasetype from bases b join pg_type t on t.oid = b.base where t.typtype = 'd'),
  base as (select b.oid, b.base from bases b join pg_type t on t.oid = b.base where t.typtype <> 'd'),
  keys(relation, number) as (
    select i.indrelid, k from pg_index i, unnest(i.indkey::int2[]) k where i.indisunique
    union all select f.conrelid, k from pg_constraint f, unnest(f.conkey) k where f.contype = 'f'
    union all select p.partrelid, k from pg_partitioned_table p, unnest(p.partattrs::int2[]) k)
  select a.attrelid::text as id, a.attnum as number, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "notNull",
    a.attidentity <> '' as identity, ${number >= 120000 ? 'a.attgenerated::text' : "''"} as generated, a.attstorage::text as storage,
    t.typtype::text as "typeType", coalesce(b.typname, t.typname) as "baseName", coalesce(b.typtype, t.typtype)::text as "baseTypeType",
    coalesce(b.typcategory, t.typcategory)::text as category,
    case when t.typtype = 'd' then format_type(b.oid, case when t.typbasetype = b.oid then t.typtypmod else -1 end) end as "baseType",
    t.typnamespace <> 'pg_catalog'::regnamespace and t.typtype = 'b' and t.typelem = 0 as foreign
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_type t on t.oid = a.atttypid left join base d on d.oid = t.oid left join pg_type b on b.oid = d.base
  where n.nspname = any($1) and c.relkind in ('r', 'p', 'f', 'm') and not c.relispartition and a.attnum > 0 and not a.attisdropped and (
    not (a.atttypid in (${quoted(PLAIN_TYPES)}) or a.atttypid in (${quoted(LIMITED_TYPES)}) and a.atttypmod between 1 and ${LARGEST_PLAIN_NUMERIC})
    or a.attidentity <> ''${number >= 120000 ? " or a.attgenerated <> ''" : ''}
    or (a.attrelid, a.attnum) in (select relation, number from keys))`;
}

/** `columns` are numbers; of an expression, it is 0. Those of `INCLUDE` stand last, and are more than `parts`. */
export function uniqueKeysQuery({ number }: ServerVersion): string {
  return `select i.indrelid::text as id, x.relname as name, i.indisprimary as "isPrimary", i.indisvalid and i.indisready as valid,
    i.indpred is not null as partial, i.indexprs is not null as expression, i.indkey::text as columns,
    ${number >= 110000 ? 'i.indnkeyatts' : 'i.indnatts'} as parts
  from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and i.indisunique and not c.relispartition`;
}

export const INDEX_COUNTS = `select i.indrelid::text as id, count(*) as indexes
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and not i.indisunique and not c.relispartition group by i.indrelid`;

export const FOREIGN_KEYS = `select f.conrelid::text as id, f.conname as name, rn.nspname as "referencedSchema", r.relname as referenced,
  f.confdeltype::text as "onDelete", f.confupdtype::text as "onUpdate", array_to_string(f.conkey, ' ') as columns
  from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_class r on r.oid = f.confrelid join pg_namespace rn on rn.oid = r.relnamespace
  where n.nspname = any($1) and f.contype = 'f' and not c.relispartition and not r.relispartition`;

export const TRIGGERS = `select t.tgrelid::text as id, t.tgname as name, t.tgenabled <> 'D' as enabled
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and not t.tgisinternal and not c.relispartition`;

export const PARTITIONED = `select p.partrelid::text as id, p.partstrat::text as strategy, p.partattrs::text as columns
  from pg_partitioned_table p join pg_class c on c.oid = p.partrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and not c.relispartition`;

/** `$2`: ids of tables that may get ranges. A histogram has most values by their order, and unique columns have nothing else. */
export const HISTOGRAMS = `select c.oid::text as id, a.attname as column, s.histogram_bounds::text::text[] as bounds
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
  join pg_stats s on s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname and s.inherited = (c.relkind = 'p')
  where n.nspname = any($1) and c.oid = any($2::oid[]) and i.indisprimary and s.histogram_bounds is not null
  and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype, 'date'::regtype, 'timestamp'::regtype, 'uuid'::regtype)`;

/** `$2`: ids of tables with LOBs. */
export const COLUMN_STATISTICS = `select c.oid::text as id, s.attname as name, s.null_frac as "nullShare", s.avg_width as width
  from pg_stats s join pg_namespace n on n.nspname = s.schemaname join pg_class c on c.relnamespace = n.oid and c.relname = s.tablename
  where n.nspname = any($1) and c.oid = any($2::oid[]) and s.inherited = (c.relkind = 'p')`;
