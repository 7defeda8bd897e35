/**
 * What is read of SQL Server's catalogue. `:names` are the names of schemas. Where older versions lack a column, a whole row is read, and what
 * is not in it is not known.
 */

export const SERVER = `select cast(serverproperty('ProductVersion') as nvarchar(100)) as version, cast(serverproperty('Edition') as nvarchar(100)) as edition,
  cast(serverproperty('EngineEdition') as int) as engineEdition, db_id('rdsadmin') as rds, db_name() as name`;

export const DATABASE = 'select * from sys.databases where database_id = db_id()';

export const CONFIGURATION = "select name, cast(value_in_use as bigint) as value from sys.configurations where name = 'max text repl size (B)'";

export const DISTRIBUTOR = 'select count(*) as distributors from sys.servers where is_distributor = 1';

export const AGENT = "select status_desc as status from sys.dm_server_services where servicename like 'SQL Server Agent%'";

export const AVAILABILITY_GROUP = 'select sys.fn_hadr_is_primary_replica(db_name()) as isPrimary';

export const CDC_JOBS = 'select job_type as type, pollinginterval, retention from msdb.dbo.cdc_jobs where database_id = db_id()';

export const LAST_BACKUP = `select top (1) convert(nvarchar(30), b.backup_finish_date, 126) as finished,
  case when b.encryptor_type is null then 0 else 1 end as encrypted,
  (select count(*) from msdb.dbo.backupmediafamily f where f.media_set_id = b.media_set_id and f.mirror = 0) as stripes,
  (select count(*) from msdb.dbo.backupmediafamily f where f.media_set_id = b.media_set_id and f.device_type = 9) as urls
  from msdb.dbo.backupset b where b.database_name = db_name() and b.type = 'D' order by b.backup_finish_date desc`;

export const GRANTS = `select is_srvrolemember('sysadmin') as [sysadmin], is_member('db_owner') as [db_owner],
  has_perms_by_name(null, null, 'VIEW SERVER STATE') as [VIEW SERVER STATE],
  has_perms_by_name(null, null, 'VIEW ANY DEFINITION') as [VIEW ANY DEFINITION],
  has_perms_by_name(db_name(), 'DATABASE', 'VIEW DEFINITION') as [VIEW DEFINITION],
  has_perms_by_name(db_name(), 'DATABASE', 'VIEW DATABASE STATE') as [VIEW DATABASE STATE]`;

/** Schemas of fixed roles have numbers from 16384 on. */
export const SCHEMAS = `select name from sys.schemas
  where schema_id < 16384 and name not in ('sys', 'INFORMATION_SCHEMA', 'guest', 'cdc')`;

export const TABLES = `select s.name as schema_name, has_perms_by_name(quotename(s.name) + '.' + quotename(t.name), 'OBJECT', 'SELECT') as selectable, t.*
  from sys.tables t join sys.schemas s on s.schema_id = t.schema_id where t.is_ms_shipped = 0 and s.name in (:names)`;

const IN_SCOPE = 'join sys.tables t on t.object_id = x.object_id join sys.schemas s on s.schema_id = t.schema_id where t.is_ms_shipped = 0 and s.name in (:names)';

/** Heaps and clustered indexes: what is not an index beside the table. */
export const SIZES = `select x.object_id, x.partition_number, max(x.rows) as rows, sum(a.used_pages) * cast(8192 as bigint) as bytes,
  max(x.data_compression_desc) as compression
  from (select p.*, p.hobt_id as container, 1 as kind from sys.partitions p union all select p.*, p.partition_id, 2 from sys.partitions p) x
  join sys.allocation_units a on a.container_id = x.container and (x.kind = 1 and a.type in (1, 3) or x.kind = 2 and a.type = 2)
  ${IN_SCOPE} and x.index_id in (0, 1) group by x.object_id, x.partition_number`;

export const COLUMNS = `select x.*, y.name as type_name, y.is_user_defined, y.is_assembly_type, type_name(x.system_type_id) as system_type_name, k.is_persisted
  from sys.columns x join sys.types y on y.user_type_id = x.user_type_id
  left join sys.computed_columns k on k.object_id = x.object_id and k.column_id = x.column_id ${IN_SCOPE}`;

export const INDEXES = `select x.object_id, x.index_id, x.name, x.type, x.is_unique, x.is_primary_key, x.is_disabled, x.has_filter
  from sys.indexes x ${IN_SCOPE} and x.type > 0 and x.is_hypothetical = 0`;

export const INDEX_COLUMNS = `select x.object_id, x.index_id, x.key_ordinal, x.partition_ordinal, c.name
  from sys.index_columns x join sys.columns c on c.object_id = x.object_id and c.column_id = x.column_id
  join sys.indexes i on i.object_id = x.object_id and i.index_id = x.index_id ${IN_SCOPE}
  and (x.partition_ordinal > 0 or i.is_unique = 1 and x.is_included_column = 0)`;

export const FOREIGN_KEYS = `select x.parent_object_id as object_id, x.name, rs.name as referenced_schema, r.name as referenced,
  x.delete_referential_action_desc as on_delete, x.update_referential_action_desc as on_update, c.name as column_name, k.constraint_column_id as place
  from sys.foreign_keys x join sys.foreign_key_columns k on k.constraint_object_id = x.object_id
  join sys.columns c on c.object_id = k.parent_object_id and c.column_id = k.parent_column_id
  join sys.tables r on r.object_id = x.referenced_object_id join sys.schemas rs on rs.schema_id = r.schema_id
  join sys.schemas s on s.schema_id = x.schema_id where s.name in (:names)`;

export const TRIGGERS = `select x.parent_id as object_id, x.name, x.is_disabled from sys.triggers x
  join sys.tables t on t.object_id = x.parent_id join sys.schemas s on s.schema_id = t.schema_id where s.name in (:names)`;

/** Of the heap or clustered index. */
export const PARTITIONED = `select x.object_id, x.index_id, f.type_desc as method from sys.indexes x
  join sys.partition_schemes h on h.data_space_id = x.data_space_id join sys.partition_functions f on f.function_id = h.function_id
  ${IN_SCOPE} and x.index_id in (0, 1)`;

/** SQL Server 2016 SP1 CU2 and later. The key's own statistics have the number of its index. */
export const HISTOGRAMS = `select x.object_id, c.name as column_name, convert(nvarchar(100), h.range_high_key, 121) as bound, h.step_number
  from sys.indexes x cross apply sys.dm_db_stats_histogram(x.object_id, x.index_id) h
  join sys.index_columns k on k.object_id = x.object_id and k.index_id = x.index_id and k.key_ordinal = 1
  join sys.columns c on c.object_id = k.object_id and c.column_id = k.column_id
  join (select object_id, sum(rows) as rows from sys.partitions where index_id in (0, 1) group by object_id) n on n.object_id = x.object_id
  ${IN_SCOPE} and x.is_primary_key = 1 and n.rows >= :rows`;

export const OBJECTS = `select kind, name from (
  select case o.type when 'V' then 'view' when 'P' then 'procedure' when 'SO' then 'sequence' when 'SN' then 'synonym' else 'function' end as kind,
    s.name + '.' + o.name as name
    from sys.objects o join sys.schemas s on s.schema_id = o.schema_id
    where o.is_ms_shipped = 0 and o.type in ('V', 'P', 'SO', 'SN', 'FN', 'IF', 'TF', 'AF') and s.name in (:names)
  union all select 'clr-assembly', name from sys.assemblies where is_user_defined = 1
  union all select 'user-defined-type', s.name + '.' + y.name from sys.types y join sys.schemas s on s.schema_id = y.schema_id where y.is_user_defined = 1
  union all select 'xml-schema-collection', name from sys.xml_schema_collections where schema_id <> 4
  union all select 'partition-function', name from sys.partition_functions) found`;

/** SQL Server 2016 and later. */
export const SECURITY_POLICIES = `select 'security-policy' as kind, p.name, r.target_object_id as object_id, p.is_enabled from sys.security_policies p
  left join sys.security_predicates r on r.object_id = p.object_id and r.predicate_type = 0`;

export const TRANSACTIONS = `select max(datediff(second, a.transaction_begin_time, getdate())) as oldest
  from sys.dm_tran_active_transactions a join sys.dm_tran_session_transactions x on x.transaction_id = a.transaction_id
  where x.is_user_transaction = 1 and x.session_id <> @@spid`;

/** Counters that are called "a second" only grow. */
export const LOOK = `select cast(datediff(second, '2020-01-01', sysutcdatetime()) as float) + datepart(millisecond, sysutcdatetime()) / 1000.0 as seconds,
  (select cntr_value from sys.dm_os_performance_counters where counter_name = 'Log Bytes Flushed/sec' and instance_name = db_name()) as logBytes,
  (select cntr_value from sys.dm_os_performance_counters where counter_name = 'Write Transactions/sec' and instance_name = db_name()) as transactions`;

/** Since the table was last brought into memory. */
export const LOOK_AT_TABLES = `select s.name as schema_name, t.name, sum(x.leaf_insert_count) as inserted, sum(x.leaf_update_count) as updated,
  sum(x.leaf_delete_count + x.leaf_ghost_count) as deleted from sys.dm_db_index_operational_stats(db_id(), null, null, null) x
  ${IN_SCOPE} and x.index_id in (0, 1) group by s.name, t.name`;

export function quote(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}
