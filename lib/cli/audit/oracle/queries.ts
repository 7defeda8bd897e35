/** What is read of Oracle's catalogue: views of ALL_, which DMS's own login reads too. `:names` are the names of schemas. */

export const SERVER = `select (select max(version) from product_component_version where upper(product) like 'ORACLE%') as "version",
  (select max(banner) from v$version where banner like 'Oracle%') as "banner", sys_context('USERENV', 'DB_NAME') as "name",
  sys_context('USERENV', 'CON_NAME') as "container", sys_context('USERENV', 'CON_ID') as "con_id",
  (select count(*) from all_users where username = 'RDSADMIN') as "rds" from dual`;

export const DATABASE = 'select * from v$database';

export const PARAMETERS = `select name as "name", value as "value" from v$parameter where name in (:names)`;

export const CHARACTER_SETS = `select lower(parameter) as "name", value as "value" from nls_database_parameters
  where parameter in ('NLS_CHARACTERSET', 'NLS_NCHAR_CHARACTERSET')`;

export const ARCHIVED_LOG = `select min(dest_id) as "dest_id" from v$archived_log where archived = 'YES' and name is not null`;

export const REDO_IN_ASM = `select max(case when member like '+%' then 'TRUE' else 'FALSE' end) as "asm" from v$logfile`;

export const ENCRYPTED_TABLESPACES = `select count(*) as "tablespaces" from dba_tablespaces where encrypted = 'YES'`;

export const IDLE_TIME = `select limit as "limit" from user_resource_limits where resource_name = 'IDLE_TIME'`;

export const RDS_CONFIGURATION = `select name as "name", value as "value" from rdsadmin.rds_configuration where name = 'archivelog retention hours'`;

export const PRIVILEGES = `select privilege as "privilege" from session_privs union select role from session_roles`;

/** The login sees only what it has a privilege on. */
export const READABLE = `select object_name as "name" from all_objects where owner = 'SYS' and object_name in (:names)`;

/** Oracle 12 and later. */
export const SCHEMAS = `select username as "name" from all_users where oracle_maintained = 'N' and username <> 'RDSADMIN'`;

/** With `*`: later versions have more columns. */
export const TABLES = `select * from all_tables where owner in (:names) and (iot_type is null or iot_type = 'IOT')`;

export const OVERFLOWS = `select owner as "owner", iot_name as "table" from all_tables where owner in (:names) and iot_type = 'IOT_OVERFLOW'`;

export const EXTERNAL_TABLES = `select owner as "owner", table_name as "table" from all_external_tables where owner in (:names)`;

export const MATERIALIZED_VIEWS = `select owner as "owner", mview_name as "table" from all_mviews where owner in (:names)`;

/** Segments that are neither indexes nor their LOBs' indexes; needs SELECT on DBA_SEGMENTS and DBA_LOBS. */
export const SIZES = `select owner as "owner", table_name as "table", sum(bytes) as "bytes" from (
  select s.owner, s.segment_name as table_name, s.bytes from dba_segments s where s.owner in (:names) and s.segment_type like 'TABLE%'
  union all select l.owner, l.table_name, s.bytes from dba_lobs l join dba_segments s on s.owner = l.owner and s.segment_name = l.segment_name
    where l.owner in (:names) and s.segment_type like 'LOB%'
  union all select i.owner, i.table_name, s.bytes from dba_indexes i join dba_segments s on s.owner = i.owner and s.segment_name = i.index_name
    where i.owner in (:names) and i.index_type = 'IOT - TOP') group by owner, table_name`;

/** By statistics, without LOBs: the size of a block is 8192 unless the tablespace says something else. */
export const SIZES_BY_STATISTICS = `select t.owner as "owner", t.table_name as "table", t.blocks * nvl(p.block_size, 8192) as "bytes"
  from all_tables t left join user_tablespaces p on p.tablespace_name = t.tablespace_name where t.owner in (:names) and t.blocks is not null`;

export const COLUMNS = `select * from all_tab_cols where owner in (:names) and user_generated = 'YES'`;

/** Oracle 12.1 has no USER_GENERATED. */
export const COLUMNS_12_1 = `select * from all_tab_cols where owner in (:names) and (hidden_column = 'NO' or column_id is not null)`;

export const ENCRYPTED_COLUMNS = `select owner as "owner", table_name as "table", column_name as "column" from all_encrypted_columns where owner in (:names)`;

export const CONSTRAINTS = `select c.owner as "owner", c.table_name as "table", c.constraint_name as "name", c.constraint_type as "type",
  c.status as "status", c.validated as "validated", c.delete_rule as "onDelete", c.index_name as "index", r.owner as "referencedOwner",
  r.table_name as "referenced" from all_constraints c left join all_constraints r on r.owner = c.r_owner and r.constraint_name = c.r_constraint_name
  where c.owner in (:names) and c.constraint_type in ('P', 'U', 'R')`;

export const CONSTRAINT_COLUMNS = `select owner as "owner", table_name as "table", constraint_name as "name", column_name as "column", position as "place"
  from all_cons_columns where owner in (:names) and position is not null`;

export const INDEXES = `select table_owner as "owner", table_name as "table", index_name as "name", uniqueness as "uniqueness", index_type as "type",
  status as "status" from all_indexes where table_owner in (:names) and index_type not in ('LOB', 'IOT - TOP')`;

export const INDEX_COLUMNS = `select c.table_owner as "owner", c.table_name as "table", c.index_name as "name", c.column_name as "column",
  c.column_position as "place" from all_ind_columns c join all_indexes i on i.owner = c.index_owner and i.index_name = c.index_name
  where c.table_owner in (:names) and i.uniqueness = 'UNIQUE'`;

export const TRIGGERS = `select table_owner as "owner", table_name as "table", trigger_name as "name", status as "status"
  from all_triggers where table_owner in (:names) and table_name is not null`;

export const PARTITIONED = `select owner as "owner", table_name as "table", partitioning_type as "method", subpartitioning_type as "submethod"
  from all_part_tables where owner in (:names)`;

export const PARTITION_COLUMNS = `select owner as "owner", name as "table", column_name as "column", column_position as "place"
  from all_part_key_columns where owner in (:names) and object_type = 'TABLE'`;

export const PARTITIONS = `select table_owner as "owner", table_name as "table", partition_name as "name", num_rows as "rows", composite as "composite"
  from all_tab_partitions where table_owner in (:names)`;

export const SUBPARTITIONS = `select table_owner as "owner", table_name as "table", subpartition_name as "name", num_rows as "rows"
  from all_tab_subpartitions where table_owner in (:names)`;

export const LOG_GROUPS = `select owner as "owner", table_name as "table", log_group_type as "type" from all_log_groups
  where owner in (:names) and always in ('ALWAYS', 'UNCONDITIONAL')`;

export const POLICIES = `select object_owner as "owner", object_name as "table" from all_policies
  where object_owner in (:names) and enable = 'YES' and sel = 'YES'`;

/** Tables that the login may read by any way: a table is in ALL_TABLES also for a privilege that is none to read it. */
export const SELECTABLE = `select table_schema as "owner", table_name as "table" from all_tab_privs
  where table_schema in (:names) and privilege in ('SELECT', 'READ')
  and grantee in (select user from dual union all select 'PUBLIC' from dual union all select role from session_roles)`;

export const OBJECTS = `select case object_type when 'TYPE' then 'object-type' when 'MATERIALIZED VIEW' then 'materialized-view'
    else lower(object_type) end as "kind", owner || '.' || object_name as "name" from all_objects
  where owner in (:names) and object_type in ('VIEW', 'SEQUENCE', 'FUNCTION', 'PROCEDURE', 'PACKAGE', 'SYNONYM', 'TYPE', 'MATERIALIZED VIEW', 'JOB', 'QUEUE')
  union all select 'database-link', owner || '.' || db_link from all_db_links where owner in (:names)
  union all select 'materialized-view-log', log_owner || '.' || master from all_mview_logs where log_owner in (:names)`;

/** Of 23ai and 18c on: users who cannot log in, only own. DBA_USERS is needed to see it. */
export const SCHEMA_ONLY = `select 'schema-only-account' as "kind", username as "name" from dba_users
  where authentication_type = 'NONE' and oracle_maintained = 'N' and username in (:names)`;

export const TRANSACTIONS = `select (sysdate - min(start_date)) * 86400 as "oldest" from v$transaction`;

export const PREPARED = `select count(*) as "prepared" from dba_2pc_pending where state = 'prepared'`;

/** Of all nodes that this one can see: v$ is the node itself. */
export const LOOK = `select (cast(sys_extract_utc(systimestamp) as date) - date '2020-01-01') * 86400
    + mod(extract(second from systimestamp), 1) as "seconds",
  (select value from v$sysstat where name = 'redo size') as "logBytes",
  (select value from v$sysstat where name = 'user commits') as "transactions" from dual`;

/** Names of v$parameter that a profile has. */
export const PARAMETER_NAMES = ['adg_redirect_dml', 'cluster_database', 'compatible', 'enable_goldengate_replication', 'max_string_size', 'open_cursors', 'processes'];

export function quote(name: string): string {
  return `"${name}"`;
}
