import type { Duration, Size } from 'aws-cdk-lib';

/** What happens to the tables of the target before the full load. */
export enum TargetTablePrepMode {
  /** Tables that are there stay as they are, with their rows; missing ones are made. */
  DO_NOTHING = 'DO_NOTHING',
  /** Tables are dropped, with all that hangs on them, and made anew. */
  DROP_AND_CREATE = 'DROP_AND_CREATE',
  /** Tables are emptied. */
  TRUNCATE_BEFORE_LOAD = 'TRUNCATE_BEFORE_LOAD',
}

/** How rows reach the target: the section TargetMetadata, but for LOBs, which are told by `LobHandling`. */
export interface TargetMetadataSettings {
  /**
   * Schema of the target's tables. Leave it out for targets of the MySQL family.
   *
   * @default - that of the source's tables
   */
  readonly targetSchema?: string;

  /**
   * Largest file that rows are collected in, for targets that are loaded from files (MySQL, PostgreSQL, Redshift).
   *
   * @default - the endpoint's setting
   */
  readonly loadMaxFileSize?: Size;

  /**
   * Threads that load one table, for DynamoDB, Kinesis, Kafka, OpenSearch and Redshift; there are `maxFullLoadSubTasks` times as many in all.
   *
   * @default - DMS's: 0
   */
  readonly parallelLoadThreads?: number;

  /**
   * Records in the buffer of the threads that load.
   *
   * @default - DMS's: 50, for Redshift 100
   */
  readonly parallelLoadBufferSize?: number;

  /**
   * Queues from which each thread that loads takes records, for Kinesis and Kafka.
   *
   * @default - DMS's: 1
   */
  readonly parallelLoadQueuesPerThread?: number;

  /**
   * Threads that apply changes, for DocumentDB, Kinesis, Kafka, OpenSearch and Redshift.
   *
   * @default - DMS's: 0
   */
  readonly parallelApplyThreads?: number;

  /**
   * Records in each buffer of the threads that apply changes.
   *
   * @default - DMS's: 100
   */
  readonly parallelApplyBufferSize?: number;

  /**
   * Queues from which each thread that applies changes takes records.
   *
   * @default - DMS's: 1
   */
  readonly parallelApplyQueuesPerThread?: number;

  /**
   * Whether changes are applied in batches instead of one transaction after the other.
   *
   * Faster, but needs a primary key on the source's tables, breaks foreign keys for a while, and carries LOBs in limited mode only.
   *
   * @default - DMS's: false
   */
  readonly batchApplyEnabled?: boolean;

  /**
   * Whether DMS keeps its position in the table awsdms_txn_state of the target, for recovery.
   *
   * @default - DMS's: false
   */
  readonly taskRecoveryTableEnabled?: boolean;
}

/** How tables are loaded: the section FullLoadSettings. */
export interface FullLoadSettings {
  /**
   * What happens to the tables of the target before.
   *
   * @default - DMS's own, which its guide does not name. A task that was made without settings had TargetTablePrepMode.DROP_AND_CREATE: say another
   * one where tables are there that are to stay
   */
  readonly targetTablePrepMode?: TargetTablePrepMode;

  /**
   * Whether primary keys and unique indexes are made only after the load.
   *
   * @default - DMS's: false
   */
  readonly createPkAfterFullLoad?: boolean;

  /**
   * Whether the task stops when its load is done and the changes made meanwhile are applied.
   *
   * @default - DMS's: false, or as phase scaling needs it
   */
  readonly stopTaskCachedChangesApplied?: boolean;

  /**
   * Whether the task stops when its load is done, before the changes made meanwhile are applied.
   *
   * @default - DMS's: false
   */
  readonly stopTaskCachedChangesNotApplied?: boolean;

  /**
   * Tables that are loaded at the same time, 1 to 49.
   *
   * @default - DMS's: 8
   */
  readonly maxFullLoadSubTasks?: number;

  /**
   * How long the load waits for open transactions to end.
   *
   * @default - DMS's: 600 seconds
   */
  readonly transactionConsistencyTimeout?: Duration;

  /**
   * Rows that are transferred together, 1 to 50000.
   *
   * @default - DMS's: 10000
   */
  readonly commitRate?: number;
}

/** The buffers between source and target: the section StreamBufferSettings. */
export interface StreamBufferSettings {
  /**
   * Number of buffers.
   *
   * @default - DMS's: 3
   */
  readonly streamBufferCount?: number;

  /**
   * Size of each buffer. Large LOBs need larger ones.
   *
   * @default - DMS's: 8 MiB
   */
  readonly streamBufferSize?: Size;

  /**
   * Size of the control buffer, 1 to 8 MiB. Tens of thousands of tables need a larger one.
   *
   * @default - DMS's: 5 MiB
   */
  readonly ctrlStreamBufferSize?: Size;
}

/** The tables that DMS writes at the target about its own work: the section ControlTablesSettings. */
export interface ControlTablesSettings {
  /**
   * Their schema.
   *
   * @default - DMS's: by engine, such as `public` in PostgreSQL, `dbo` in SQL Server and `awsdms_control` in MySQL
   */
  readonly controlSchema?: string;

  /**
   * Time that one row of the history table stands for.
   *
   * @default - DMS's: 5 minutes
   */
  readonly historyTimeslot?: Duration;

  /**
   * Whether there is the table awsdms_history.
   *
   * @default - DMS's: false
   */
  readonly historyTableEnabled?: boolean;

  /**
   * Whether there is the table awsdms_suspended_tables.
   *
   * @default - DMS's: false
   */
  readonly suspendedTablesTableEnabled?: boolean;

  /**
   * Whether there is the table awsdms_status.
   *
   * @default - DMS's: false
   */
  readonly statusTableEnabled?: boolean;

  /**
   * Whether there is a table of the exceptions of the full load.
   *
   * @default - DMS's: false
   */
  readonly fullLoadExceptionTableEnabled?: boolean;
}
