import type { ServerVersion } from './queries';

/** What is read of a PostgreSQL server beside its tables: other objects, slots, transactions, and where its log stands. */

/** Not what an extension brought. */
function own(catalogue: string, alias: string): string {
  return `not exists (select from pg_depend e where e.classid = '${catalogue}'::regclass and e.objid = ${alias}.oid and e.deptype = 'e')`;
}

/** Some of each kind are named. */
export function objectsQuery({ number }: ServerVersion, examples: number): string {
  const procedure = number >= 110000 ? "case p.prokind when 'a' then 'aggregate' when 'p' then 'procedure' else 'function' end"
    : "case when p.proisagg then 'aggregate' else 'function' end";
  return `with found(kind, name) as (
    select case c.relkind when 'S' then 'sequence' when 'v' then 'view' else 'materialized-view' end, n.nspname || '.' || c.relname
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and c.relkind in ('S', 'v', 'm') and ${own('pg_class', 'c')}
    union all select 'composite-type', n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and c.relkind = 'c' and not exists (
        select from pg_depend e where e.classid = 'pg_type'::regclass and e.objid = c.reltype and e.deptype = 'e')
    union all select 'temporary-table', c.relname from pg_class c where c.relpersistence = 't' and c.relkind in ('r', 'p')
    union all select ${procedure}, n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = any($1) and ${own('pg_proc', 'p')}
    union all select case t.typtype when 'd' then 'domain' when 'e' then 'enum-type' else 'range-type' end, n.nspname || '.' || t.typname
      from pg_type t join pg_namespace n on n.oid = t.typnamespace
      where n.nspname = any($1) and t.typtype in ('d', 'e', 'r') and ${own('pg_type', 't')}
    union all select 'operator', n.nspname || '.' || o.oprname from pg_operator o join pg_namespace n on n.oid = o.oprnamespace
      where n.nspname = any($1) and ${own('pg_operator', 'o')}
    union all select 'collation', n.nspname || '.' || l.collname from pg_collation l join pg_namespace n on n.oid = l.collnamespace where n.nspname = any($1)
    union all select 'rule', n.nspname || '.' || c.relname || ': ' || w.rulename
      from pg_rewrite w join pg_class c on c.oid = w.ev_class join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and w.rulename <> '_RETURN'
    union all select 'event-trigger', v.evtname from pg_event_trigger v where v.evtenabled <> 'D' and ${own('pg_event_trigger', 'v')}
    union all select 'extension', x.extname from pg_extension x where x.extname <> 'plpgsql'
    union all select 'foreign-server', f.srvname from pg_foreign_server f
    union all select 'publication', b.pubname from pg_publication b
    union all select 'subscription', s.subname from pg_subscription s join pg_database d on d.oid = s.subdbid where d.datname = current_database()
    union all select 'large-object', null from pg_largeobject_metadata
    union all select 'empty-schema', n.nspname from pg_namespace n
      where n.nspname = any($1) and not exists (select from pg_class c where c.relnamespace = n.oid and c.relkind in ('r', 'p', 'f', 'm')))
  select kind, count(*) as count, (array_agg(name order by name collate "C") filter (where place <= ${examples} and name is not null)) as examples
  from (select kind, name, row_number() over (partition by kind order by name collate "C") as place from found) ranked group by kind`;
}

/** A standby has no log of its own; what it has replayed is where it stands. */
const POSITION = 'case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end';

export const SLOTS = `select slot_name as name, plugin, active, pg_wal_lsn_diff(${POSITION}, restart_lsn) as retained from pg_replication_slots`;

export const STREAMS = 'select count(*) as streams from pg_stat_replication';

/** Of all databases of the server: a logical slot waits for each transaction that was open when it began to be made. */
export const TRANSACTIONS = `select
  (select extract(epoch from max(clock_timestamp() - xact_start)) from pg_stat_activity where xact_start is not null and pid <> pg_backend_pid()) as oldest,
  (select count(*) from pg_stat_activity where pid <> pg_backend_pid() and xact_start is not null) as open,
  pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') as "seesAll"`;

export const PREPARED = 'select count(*) as prepared from pg_prepared_xacts';

export const LOOK = `select extract(epoch from clock_timestamp()) as seconds, pg_wal_lsn_diff(${POSITION}, '0/0') as log,
  (select xact_commit + xact_rollback from pg_stat_database where datname = current_database()) as transactions`;

/** Partitions count for the table that they belong to. */
export const LOOK_AT_TABLES = `with recursive roots(id, root) as (
    select oid, oid from pg_class where relkind in ('r', 'p') and not relispartition
    union all select i.inhrelid, r.root from roots r join pg_inherits i on i.inhparent = r.id join pg_class c on c.oid = i.inhrelid and c.relispartition)
  select n.nspname as schema, c.relname as name, sum(pg_stat_get_tuples_inserted(r.id)) as inserted,
  sum(pg_stat_get_tuples_updated(r.id)) as updated, sum(pg_stat_get_tuples_deleted(r.id)) as deleted
  from roots r join pg_class c on c.oid = r.root join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) group by n.nspname, c.relname`;
