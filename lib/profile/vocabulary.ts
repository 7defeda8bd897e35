/**
 * The names that may stand in a profile: settings, grants, traits of tables, kinds of objects. What an audit writes and what a finding reads is
 * spelled here once, so that none of them can ask for what the others do not know.
 */
import type { AuditedEngine } from './profile';

/** PostgreSQL's settings, printed as `SHOW` does: `on`, `1min`, `64MB`, `-1`. As the login has them: with what its role or database sets. */
export const POSTGRESQL_SETTINGS = [
  'autovacuum_max_workers',
  // Google Cloud SQL's switch for logical decoding.
  'cloudsql.logical_decoding',
  'default_transaction_read_only',
  'hot_standby_feedback',
  'idle_in_transaction_session_timeout',
  // PostgreSQL 18 and later.
  'idle_replication_slot_timeout',
  'idle_session_timeout',
  'lock_timeout',
  'logical_decoding_work_mem',
  'max_connections',
  'max_locks_per_transaction',
  'max_logical_replication_workers',
  'max_parallel_workers',
  'max_prepared_transactions',
  'max_replication_slots',
  'max_slot_wal_keep_size',
  'max_wal_senders',
  'max_worker_processes',
  'password_encryption',
  // Amazon RDS and Aurora: `1` or `on`.
  'rds.logical_replication',
  'server_encoding',
  'session_replication_role',
  'shared_preload_libraries',
  'ssl',
  'statement_timeout',
  'timezone',
  // PostgreSQL 17 and later.
  'transaction_timeout',
  // Until PostgreSQL 12: files of 16 MB.
  'wal_keep_segments',
  'wal_keep_size',
  'wal_level',
  'wal_sender_timeout',
] as const;

/** Global variables of MySQL and MariaDB, as `SHOW GLOBAL VARIABLES` prints them: `ON`, `ROW`, `28800`. Each server has a part of them. */
export const MYSQL_SETTINGS = [
  'binlog_annotate_row_events',
  'binlog_checksum',
  // Not a variable: Binlog_Do_DB and Binlog_Ignore_DB of `SHOW MASTER STATUS`; empty if all is logged.
  'binlog_do_db',
  'binlog_encryption',
  'binlog_expire_logs_seconds',
  'binlog_format',
  'binlog_ignore_db',
  'binlog_row_image',
  'binlog_row_metadata',
  // PARTIAL_JSON: changed parts of documents only.
  'binlog_row_value_options',
  'binlog_transaction_compression',
  'character_set_server',
  'collation_server',
  'encrypt_binlog',
  'expire_logs_days',
  'gtid_mode',
  'gtid_strict_mode',
  'innodb_read_only',
  'local_infile',
  'log_bin',
  // MariaDB.
  'log_bin_compress',
  'log_replica_updates',
  'log_slave_updates',
  'lower_case_table_names',
  'max_allowed_packet',
  'max_connections',
  // MySQL: milliseconds, SELECT only.
  'max_execution_time',
  // MariaDB: seconds.
  'max_statement_time',
  'net_read_timeout',
  'net_write_timeout',
  // Not a variable: `binlog retention hours` of mysql.rds_configuration; `NULL` if it is not set.
  'rds.binlog_retention_hours',
  'read_only',
  'require_secure_transport',
  'server_id',
  'sql_generate_invisible_primary_key',
  'sql_mode',
  'super_read_only',
  'system_time_zone',
  'time_zone',
  'wait_timeout',
] as const;

/**
 * SQL Server: columns of sys.databases for the audited database (`1`, `0`, or the text of the `_desc` column), options of sys.configurations, and
 * facts of msdb that are marked below. Dates are ISO 8601.
 */
export const SQL_SERVER_SETTINGS = [
  // `RUNNING`, `STOPPED`; of sys.dm_server_services.
  'agent_status',
  // `PRIMARY`, `SECONDARY`; absent without an availability group.
  'availability_group_role',
  // MS-CDC's capture job in msdb.dbo.cdc_jobs, seconds.
  'cdc_pollinginterval',
  // Its clean-up job, minutes.
  'cdc_retention',
  'collation_name',
  'compatibility_level',
  // `DISABLED`, `ALLOWED`, `FORCED`.
  'delayed_durability',
  // Whether a distributor is configured: `1`, `0`; of sys.servers.
  'has_distributor',
  'is_accelerated_database_recovery_on',
  'is_cdc_enabled',
  'is_encrypted',
  'is_published',
  'is_read_committed_snapshot_on',
  'is_read_only',
  // Of the last full backup in msdb.dbo.backupset: `1`, `0`.
  'last_full_backup_encrypted',
  // When it ended; `none` if there is none.
  'last_full_backup_finished',
  // Files or devices that it is striped over.
  'last_full_backup_stripes',
  // Whether it went to a URL: `1`, `0`.
  'last_full_backup_to_url',
  // Bytes; -1 is no limit. sys.configurations.
  'max text repl size (b)',
  // `FULL`, `BULK_LOGGED`, `SIMPLE`.
  'recovery_model',
  // `ON`, `OFF`.
  'snapshot_isolation_state',
] as const;

/** Oracle: columns of v$database, v$instance and parameters of v$parameter in lower case, and facts that are marked below. */
export const ORACLE_SETTINGS = [
  'adg_redirect_dml',
  // The smallest DEST_ID of archived logs in v$archived_log; absent if there are none.
  'archived_log_dest_id',
  // `YES`, `NO`.
  'cdb',
  // RAC: `TRUE`, `FALSE`.
  'cluster_database',
  'compatible',
  // Of SYS_CONTEXT: 0 is no container database, 1 its root, above 1 a pluggable database.
  'con_id',
  // `PRIMARY`, `PHYSICAL STANDBY`, `LOGICAL STANDBY`, `SNAPSHOT STANDBY`.
  'database_role',
  'enable_goldengate_replication',
  // Tablespaces that are encrypted (TDE), counted.
  'encrypted_tablespaces',
  'force_logging',
  // IDLE_TIME of the login's profile: minutes, `UNLIMITED`, `DEFAULT`.
  'idle_time',
  // `ARCHIVELOG`, `NOARCHIVELOG`.
  'log_mode',
  // `STANDARD` (4000 bytes in a VARCHAR2), `EXTENDED` (32767).
  'max_string_size',
  'nls_characterset',
  'nls_nchar_characterset',
  'open_cursors',
  'open_mode',
  'processes',
  // `archivelog retention hours` of rdsadmin.rds_configuration.
  'rds.archivelog_retention_hours',
  // Whether redo logs lie in ASM: `TRUE`, `FALSE`; of v$logfile.
  'redo_in_asm',
  'supplemental_log_data_all',
  'supplemental_log_data_fk',
  // `YES`, `IMPLICIT`, `NO`.
  'supplemental_log_data_min',
  'supplemental_log_data_pk',
  'supplemental_log_data_ui',
] as const;

/** MongoDB, which has no audit yet: facts of `hello`, `serverStatus`, `getParameter` and `local.oplog.rs`. */
export const MONGODB_SETTINGS = [
  'feature_compatibility_version',
  // Between its first and its last entry.
  'oplog_hours',
  'oplog_megabytes',
  'set_name',
  'storage_engine',
  // `standalone`, `replica-set`, `sharded`.
  'topology',
] as const;

/** PostgreSQL: what the login may do. */
export const POSTGRESQL_GRANTS = [
  // Row-level security does not hold for it.
  'bypassrls',
  // Create schemas in the database, for what DMS keeps of its own.
  'create-schema',
  // Read all statistics and activity; a superuser has it.
  'pg_monitor',
  // Members of Amazon's roles; absent where there is no such role.
  'rds_replication',
  'rds_superuser',
  // The attribute of the role.
  'replication',
  // SELECT on each table that was audited, and USAGE on its schema.
  'select-all-tables',
  'superuser',
] as const;

/** MySQL and MariaDB: privileges, as `SHOW GRANTS` names them, also by a role that is active at login. */
export const MYSQL_GRANTS = [
  'PROCESS',
  // Also MariaDB's BINLOG MONITOR, which it became in 10.5.
  'REPLICATION CLIENT',
  'REPLICATION SLAVE',
  // On each table that was audited. A table on which the login has no privilege is in no catalogue that it can read.
  'SELECT',
  'SUPER',
] as const;

/** SQL Server. */
export const SQL_SERVER_GRANTS = [
  'db_owner',
  // SELECT on each table that was audited.
  'select-all-tables',
  'sysadmin',
  'VIEW ANY DEFINITION',
  'VIEW DATABASE STATE',
  'VIEW DEFINITION',
  'VIEW SERVER STATE',
] as const;

/** Oracle: system privileges, roles, and objects that the login can select from (or run), by the names that DMS's documentation has. */
export const ORACLE_GRANTS = [
  'ALL_CATALOG', 'ALL_CONS_COLUMNS', 'ALL_CONSTRAINTS', 'ALL_ENCRYPTED_COLUMNS', 'ALL_IND_COLUMNS', 'ALL_INDEXES', 'ALL_LOG_GROUPS',
  'ALL_OBJECTS', 'ALL_TAB_COLS', 'ALL_TAB_PARTITIONS', 'ALL_TABLES', 'ALL_USERS', 'ALL_VIEWS',
  // So that DMS adds supplemental logging itself.
  'ALTER ANY TABLE',
  'CREATE SESSION',
  'DBA_REGISTRY', 'DBA_TABLESPACES',
  'DBMS_CRYPTO',
  'DBMS_LOGMNR',
  'LOGMINING',
  'OBJ$',
  'SELECT ANY TABLE', 'SELECT ANY TRANSACTION',
  // SELECT on each table that was audited, by any way.
  'select-all-tables',
  'V_$ARCHIVED_LOG', 'V_$CONTAINERS', 'V_$DATABASE', 'V_$LOG', 'V_$LOGFILE', 'V_$LOGMNR_CONTENTS', 'V_$LOGMNR_LOGS', 'V_$NLS_PARAMETERS',
  'V_$PARAMETER', 'V_$THREAD', 'V_$TIMEZONE_NAMES', 'V_$TRANSACTION', 'V_$TRANSPORTABLE_PLATFORM',
] as const;

/** MongoDB: actions of the login's roles. */
export const MONGODB_GRANTS = [
  'changeStream',
  'find',
  // Read the oplog: `find` on local.
  'find-local',
] as const;

/** What of an engine's own matters about a table. */
export const TRAITS = [
  // Oracle: basic, advanced, hybrid columnar; SQL Server: ROW, PAGE; InnoDB: COMPRESSED, page compression.
  'compressed',
  // Oracle: for hybrid columnar compression.
  'compressed-hcc',
  // Its rows lie outside the database: Oracle's and SQL Server's external tables.
  'external',
  // Made by an extension (PostgreSQL): belongs to it, not to the application.
  'extension-member',
  // SQL Server.
  'filetable', 'ledger',
  // The login cannot SELECT from it.
  'not-selectable',
  // Oracle: partitions inside and outside the database, an index-organized table with an overflow segment, columns that are tables.
  'hybrid-partitioned', 'iot-overflow', 'nested-table-column',
  // SQL Server: is an article of a publication.
  'published',
  // Rows that the login does not see: PostgreSQL's row-level security, if it holds for this login; SQL Server's security policies, Oracle's VPD.
  'row-level-security',
  // MySQL and MariaDB.
  'full-text-index', 'spatial-index',
  // Oracle: supplemental log groups of the table that are ALWAYS there, by what they cover.
  'supplemental-log-all', 'supplemental-log-pk', 'supplemental-log-ui', 'supplemental-log-group',
  // MariaDB's WITH SYSTEM VERSIONING.
  'system-versioned',
  // SQL Server: MS-CDC (sys.tables.is_tracked_by_cdc), change tracking.
  'tracked-by-cdc', 'change-tracking',
  // MySQL made the primary key itself (my_row_id), and does not show it.
  'generated-invisible-primary-key',
  // MongoDB: sharded.
  'sharded',
] as const;

/** Things beside tables. */
export const OBJECT_KINDS = [
  // PostgreSQL.
  'aggregate', 'collation', 'composite-type', 'domain', 'enum-type', 'event-trigger', 'extension', 'foreign-server', 'large-object', 'operator',
  'publication', 'range-type', 'rule', 'subscription',
  // MySQL and MariaDB: events of the scheduler.
  'event',
  // SQL Server.
  'clr-assembly', 'partition-function', 'security-policy', 'synonym', 'user-defined-type', 'xml-schema-collection',
  // Oracle.
  'database-link', 'global-temporary-table', 'job', 'materialized-view-log', 'object-type', 'package', 'queue', 'schema-only-account',
  // Several engines.
  'function', 'materialized-view', 'procedure', 'sequence', 'temporary-table', 'view',
  // Schemas (databases) that were audited and have no table.
  'empty-schema',
] as const;

/** How many of a kind are named. */
export const MAX_EXAMPLES = 20;

type OneOf<List extends readonly string[]> = List[number];
export type SettingName = OneOf<typeof POSTGRESQL_SETTINGS> | OneOf<typeof MYSQL_SETTINGS> | OneOf<typeof SQL_SERVER_SETTINGS>
  | OneOf<typeof ORACLE_SETTINGS> | OneOf<typeof MONGODB_SETTINGS>;
export type GrantName = OneOf<typeof POSTGRESQL_GRANTS> | OneOf<typeof MYSQL_GRANTS> | OneOf<typeof SQL_SERVER_GRANTS>
  | OneOf<typeof ORACLE_GRANTS> | OneOf<typeof MONGODB_GRANTS>;
export type Trait = OneOf<typeof TRAITS>;
export type ObjectKind = OneOf<typeof OBJECT_KINDS>;

/** What an engine's audit may write. */
export interface Vocabulary {
  readonly settings: readonly SettingName[];
  readonly grants: readonly GrantName[];
}

const MYSQL: Vocabulary = { settings: MYSQL_SETTINGS, grants: MYSQL_GRANTS };

export const VOCABULARY: Readonly<Record<AuditedEngine, Vocabulary>> = {
  postgresql: { settings: POSTGRESQL_SETTINGS, grants: POSTGRESQL_GRANTS },
  mysql: MYSQL,
  mariadb: MYSQL,
  sqlserver: { settings: SQL_SERVER_SETTINGS, grants: SQL_SERVER_GRANTS },
  oracle: { settings: ORACLE_SETTINGS, grants: ORACLE_GRANTS },
  mongodb: { settings: MONGODB_SETTINGS, grants: MONGODB_GRANTS },
};
