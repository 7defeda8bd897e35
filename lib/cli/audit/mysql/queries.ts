/**
 * What is read of the catalogue of MySQL and MariaDB. `?` are the names of databases. All columns have an alias: MySQL 8 names those of
 * information_schema in capitals.
 */

export const SERVER = `select version() as version, database() as name, @@version_comment as comment, @@basedir as basedir,
  @@global.character_set_server as "characterSet", @@global.read_only as "readOnly", current_user() as login`;

/** There only in Aurora; then it has a row. */
export const AURORA = "show global variables like 'aurora_version'";

export const SETTINGS = 'show global variables where variable_name in (?)';

/** Until MySQL 8.2, and in MariaDB. */
export const LOG_STATUS = 'show master status';
export const LOG_STATUS_SINCE_MYSQL_8_2 = 'show binary log status';
export const LOG_FILES = 'show binary logs';

/** Amazon RDS: how long binary logs are kept. */
export const RDS_CONFIGURATION = "select name, value from mysql.rds_configuration where name = 'binlog retention hours'";

export const GRANTS = 'show grants';
export const ACTIVE_ROLES = 'select current_role() as roles';

export const SCHEMAS = `select schema_name as name from information_schema.schemata
  where schema_name not in ('information_schema', 'mysql', 'performance_schema', 'sys', 'innodb', 'tmp')`;

export const TABLES = `select table_schema as \`schema\`, table_name as name, table_type as type, engine, table_rows as \`rows\`,
  data_length as bytes, row_format as "rowFormat", create_options as options
  from information_schema.tables where table_schema in (?) and table_type in ('BASE TABLE', 'SYSTEM VERSIONED')`;

export const COLUMNS = `select table_schema as \`schema\`, table_name as \`table\`, column_name as name, column_type as type, data_type as "dataType",
  is_nullable as nullable, extra, numeric_precision as \`precision\`, ordinal_position as number
  from information_schema.columns where table_schema in (?)`;

export const INDEXES = `select table_schema as \`schema\`, table_name as \`table\`, index_name as name, non_unique as "nonUnique", index_type as type,
  column_name as \`column\`, seq_in_index as place, sub_part as prefix
  from information_schema.statistics where table_schema in (?)`;

export const FOREIGN_KEY_COLUMNS = `select table_schema as \`schema\`, table_name as \`table\`, constraint_name as name, column_name as \`column\`,
  ordinal_position as place, referenced_table_schema as "referencedSchema", referenced_table_name as referenced
  from information_schema.key_column_usage where table_schema in (?) and referenced_table_name is not null`;

export const FOREIGN_KEY_ACTIONS = `select constraint_schema as \`schema\`, table_name as \`table\`, constraint_name as name, delete_rule as "onDelete",
  update_rule as "onUpdate" from information_schema.referential_constraints where constraint_schema in (?)`;

export const TRIGGERS = `select event_object_schema as \`schema\`, event_object_table as \`table\`, trigger_name as name
  from information_schema.triggers where event_object_schema in (?)`;

export const PARTITIONS = `select table_schema as \`schema\`, table_name as \`table\`, partition_name as name, subpartition_name as subpartition,
  partition_method as method, partition_expression as expression, table_rows as \`rows\`, data_length as bytes
  from information_schema.partitions where table_schema in (?) and partition_name is not null`;

/** MariaDB: of ANALYZE TABLE … PERSISTENT, which takes LOBs only if they are named. */
export const COLUMN_STATISTICS = `select db_name as \`schema\`, table_name as \`table\`, column_name as name, nulls_ratio as "nullShare", avg_length as average
  from mysql.column_stats where db_name in (?)`;

export const OBJECTS = `select kind, concat(home, '.', name) as name from (
  select 'view' as kind, table_schema as home, table_name as name from information_schema.views where table_schema in (?)
  union all select 'sequence', table_schema, table_name from information_schema.tables where table_schema in (?) and table_type = 'SEQUENCE'
  union all select lower(routine_type), routine_schema, routine_name from information_schema.routines where routine_schema in (?)
  union all select 'event', event_schema, event_name from information_schema.events where event_schema in (?)) as found`;

/** Needs the privilege PROCESS. */
export const TRANSACTIONS = `select timestampdiff(second, min(trx_started), now()) as oldest, count(*) as open
  from information_schema.innodb_trx where trx_mysql_thread_id <> connection_id()`;
export const STREAMS = `select count(*) as streams from information_schema.processlist where command like 'Binlog Dump%'`;
export const PREPARED = 'xa recover';

export const CLOCK = 'select unix_timestamp(now(6)) as seconds';
/** MariaDB. */
export const COMMITS = "show global status like 'Binlog_commits'";
/** Redo, where there is no binary log. */
export const REDO = "show global status like 'Innodb_os_log_written'";
/** Empty if the Performance Schema is off. */
export const LOOK_AT_TABLES = `select object_schema as \`schema\`, object_name as name, count_insert as inserted, count_update as updated, count_delete as deleted
  from performance_schema.table_io_waits_summary_by_table where object_type = 'TABLE' and object_schema in (?)`;

export function bounds(schema: string, table: string, column: string): string {
  return `select min(${quote(column)}) as low, max(${quote(column)}) as high from ${quote(schema)}.${quote(table)}`;
}

export function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
