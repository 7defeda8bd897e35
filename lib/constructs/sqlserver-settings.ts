import type { Duration, Size } from 'aws-cdk-lib';

// What each setting does, its unit, its default and the end that reads it:
// [DMS API reference, MicrosoftSQLServerSettings], [DMS User Guide, Using a Microsoft SQL Server database as a source for AWS DMS, and as a
// target: endpoint settings]. ignoreMsReplicationEnablement: [DMS User Guide, SQL Server assessments]; ignoreTxnCtxValidityCheck:
// [DMS User Guide, Troubleshooting migration tasks]; forceFullLob: [DMS User Guide, Using a PostgreSQL database as a target, Babelfish].

/** How DMS keeps SQL Server from truncating the transaction log before it has been read. */
export enum SqlServerSafeguardPolicy {
  /** DMS holds a transaction open. Needs the Log Reader Agent to run; any number of tasks may read the database. */
  RELY_ON_SQL_SERVER_REPLICATION_AGENT = 'rely-on-sql-server-replication-agent',
  /**
   * DMS itself marks the log as read (`sp_repldone`) and stops the Log Reader Agent.
   *
   * One task alone may read the database, and nobody else may use replication. Not on Amazon RDS.
   */
  EXCLUSIVE_AUTOMATIC_TRUNCATION = 'exclusive-automatic-truncation',
  /** The API has it, AWS does not describe it. */
  SHARED_AUTOMATIC_TRUNCATION = 'shared-automatic-truncation',
}

/** Where DMS reads the changes of a SQL Server source. */
export enum SqlServerTlogAccessMode {
  /** In backups of the transaction log alone. */
  BACKUP_ONLY = 'BackupOnly',
  /** In backups where there are any, else in the active log. */
  PREFER_BACKUP = 'PreferBackup',
  /** In the active log where it reaches back far enough, else in backups. */
  PREFER_TLOG = 'PreferTlog',
  /** In the active log alone. */
  TLOG_ONLY = 'TlogOnly',
}

/** Settings of an endpoint that is a SQL Server database, at either end. */
export interface SqlServerSettings {
  /**
   * How long DMS waits for a connection, in whole seconds.
   *
   * Rendered as an extra connection attribute.
   *
   * @default Duration.seconds(10)
   */
  readonly connectionTimeout?: Duration;

  /**
   * How long one statement may run, in whole seconds.
   *
   * Rendered as an extra connection attribute.
   *
   * @default Duration.seconds(60)
   */
  readonly executeTimeout?: Duration;
}

/** Settings of a SQL Server source. */
export interface SqlServerSourceSettings extends SqlServerSettings {
  /**
   * Whether DMS keeps the transaction log from being truncated, as `safeguardPolicy` says.
   *
   * Rendered as an extra connection attribute.
   *
   * @default true
   */
  readonly activateSafeguard?: boolean;

  /**
   * Whether the node that the endpoint leads to has all log backups of its Always On cluster. If false, DMS asks all nodes for them.
   *
   * Rendered as an extra connection attribute.
   *
   * @default true
   */
  readonly alwaysOnSharedSynchedBackupIsEnabled?: boolean;

  /**
   * Whether DMS works without the sysadmin role on a standalone server, through the wrapper functions that the user guide describes.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly enableNonSysadminWrapper?: boolean;

  /**
   * Whether a task fails if the recovery model of the source is "simple", under which no changes can be captured.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly fatalOnSimpleModel?: boolean;

  /**
   * Whether every LOB is read in full LOB mode. AWS names it for targets with Babelfish before 3.2 whose tables fail to load.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly forceFullLob?: boolean;

  /**
   * Whether LOBs that are stored in the row are looked up all the same.
   *
   * @default false
   */
  readonly forceLobLookup?: boolean;

  /**
   * Whether DMS leaves MS-Replication alone and captures changes with MS-CDC. For databases on premises or on EC2 that use MS-CDC.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly ignoreMsReplicationEnablement?: boolean;

  /**
   * Whether DMS goes on where it meets the end of a transaction whose start it has not seen ("Bad Envelope"), after a start at a time.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly ignoreTxnCtxValidityCheck?: boolean;

  /**
   * Whether DMS tries all addresses of an availability group's listener when the connection breaks.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly multiSubnetFailover?: boolean;

  /**
   * Whether DMS asks one node of an Always On cluster alone for log backups.
   *
   * The API reference describes another setting here; this meaning is taken from the name.
   *
   * @default false
   */
  readonly querySingleAlwaysOnNode?: boolean;

  /**
   * Whether changes are read in backups of the transaction log alone: the active log can be kept small, changes arrive later.
   *
   * Needs the sysadmin role. Not on Amazon RDS.
   *
   * @default false
   */
  readonly readBackupOnly?: boolean;

  /**
   * Whether DMS connects to a read-only replica of the availability group (`ApplicationIntent=ReadOnly`).
   *
   * Needs `activateSafeguard: false`, and MS-CDC or distribution set up beforehand. Rendered as an extra connection attribute.
   *
   * @default false - to the primary
   */
  readonly readOnlyReplica?: boolean;

  /**
   * How the transaction log is kept from being truncated.
   *
   * @default SqlServerSafeguardPolicy.RELY_ON_SQL_SERVER_REPLICATION_AGENT
   */
  readonly safeguardPolicy?: SqlServerSafeguardPolicy;

  /**
   * Whether DMS turns on MS-CDC for the database and for the tables of a task that are not replicated otherwise.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly setUpMsCdcForTables?: boolean;

  /**
   * Where changes are read.
   *
   * @default SqlServerTlogAccessMode.PREFER_TLOG
   */
  readonly tlogAccessMode?: SqlServerTlogAccessMode;

  /**
   * Whether spaces at the end of `char` and `nchar` values are cut off.
   *
   * @default true
   */
  readonly trimSpaceInChar?: boolean;

  /**
   * Whether log backups of other tools are read, if they are in SQL Server's own format.
   *
   * @default false
   */
  readonly useThirdPartyBackupDevice?: boolean;
}

/** Settings of a SQL Server target. */
export interface SqlServerTargetSettings extends SqlServerSettings {
  /**
   * Size of the packets of a bulk copy, in whole bytes.
   *
   * @default - what DMS takes; not documented
   */
  readonly bcpPacketSize?: Size;

  /**
   * The file group of DMS's control tables.
   *
   * @default - the database's default
   */
  readonly controlTablesFileGroup?: string;

  /**
   * Whether the full load writes by bulk copy (BCP). Say false if target tables have computed columns, or identity columns that the source has not.
   *
   * @default true
   */
  readonly useBcpFullLoad?: boolean;
}
