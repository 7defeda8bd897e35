import type { Duration, Size } from 'aws-cdk-lib';

// What each setting does, its unit, its default and the end that reads it:
// [DMS API reference, PostgreSQLSettings], [DMS User Guide, Using a PostgreSQL database as an AWS DMS source, and as a target: endpoint settings].

/** The output plugin with which DMS reads the write-ahead log of a PostgreSQL source. */
export enum PostgreSqlPlugin {
  /** DMS takes pglogical where the database has it, else test_decoding. */
  NO_PREFERENCE = 'no-preference',
  /** pglogical: decodes the tables of the task only, so less is sent; has to be loaded by the database (`shared_preload_libraries`). */
  PGLOGICAL = 'pglogical',
  /** test_decoding: part of PostgreSQL; decodes the changes of all tables. */
  TEST_DECODING = 'test-decoding',
}

/** The type that DMS gives to long `varchar` columns of a PostgreSQL source. */
export enum PostgreSqlLongVarcharType {
  /** A string of Unicode characters. */
  WSTRING = 'wstring',
  /** A large object of characters. */
  CLOB = 'clob',
  /** A large object of Unicode characters. */
  NCLOB = 'nclob',
}

/** How DMS treats a PostgreSQL target. */
export enum PostgreSqlDatabaseMode {
  /** As PostgreSQL. */
  DEFAULT = 'default',
  /** As Babelfish for Aurora PostgreSQL: tables that were made with T-SQL. */
  BABELFISH = 'babelfish',
}

/** Settings of an endpoint that is a PostgreSQL or Aurora PostgreSQL database, at either end. */
export interface PostgreSqlSettings {
  /**
   * SQL that DMS runs right after it has connected.
   *
   * On a target, `SET session_replication_role='replica'` keeps foreign keys and triggers from firing while DMS writes.
   *
   * @default - none
   */
  readonly afterConnectScript?: string;

  /**
   * How long one statement may run, in whole seconds.
   *
   * @default Duration.seconds(60)
   */
  readonly executeTimeout?: Duration;

  /**
   * Whether booleans travel as booleans. Takes effect only if it is set on the source and on the target.
   *
   * @default false - as varchar(5): "true" and "false"
   */
  readonly mapBooleanAsBoolean?: boolean;

  /**
   * Whether numerics without precision and scale travel as strings, so that no digit is lost.
   *
   * Only from PostgreSQL to PostgreSQL, and only if it is set on both ends. Rendered as an extra connection attribute.
   *
   * @default false - as numeric(28, 6)
   */
  readonly mapUnboundedNumericAsString?: boolean;
}

/** Settings of a PostgreSQL or Aurora PostgreSQL source. */
export interface PostgreSqlSourceSettings extends PostgreSqlSettings {
  /**
   * Whether changes of table definitions are captured. For that, DMS makes a table and an event trigger in the source.
   *
   * @default true
   */
  readonly captureDdls?: boolean;

  /**
   * Whether, of several events with the same log sequence number, the first alone is replicated.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false - all of them are
   */
  readonly consumeMonotonicEvents?: boolean;

  /**
   * The schema of the objects that `captureDdls` makes.
   *
   * @default 'public'
   */
  readonly ddlArtifactsSchema?: string;

  /**
   * Whether filters of selection rules are compared without Unicode, so that the source can use an index on a text column.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly disableUnicodeSourceFilter?: boolean;

  /**
   * Whether a task fails where a LOB is larger than its limit, instead of cutting it off.
   *
   * @default false
   */
  readonly failTasksOnLobTruncation?: boolean;

  /**
   * How many rows one fetch of the full load brings.
   *
   * Rendered as an extra connection attribute.
   *
   * @default 10000
   */
  readonly fetchCacheSize?: number;

  /**
   * Whether DMS writes to the source now and then, so that the replication slot of a source with few changes moves on.
   *
   * Without it, the slot keeps the write-ahead log of the whole server until a table of the task changes, and the disk may fill up.
   *
   * @default false
   */
  readonly heartbeatEnable?: boolean;

  /**
   * How often the heartbeat writes, in whole minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly heartbeatFrequency?: Duration;

  /**
   * The schema of the objects that the heartbeat makes.
   *
   * @default 'public'
   */
  readonly heartbeatSchema?: string;

  /**
   * Whether `jsonb` travels as CLOB.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false - as NCLOB
   */
  readonly mapJsonbAsClob?: boolean;

  /**
   * The type of `varchar` columns of more than 16387 characters.
   *
   * Rendered as an extra connection attribute.
   *
   * @default PostgreSqlLongVarcharType.WSTRING
   */
  readonly mapLongVarcharAs?: PostgreSqlLongVarcharType;

  /**
   * The plugin with which DMS makes its replication slot.
   *
   * @default PostgreSqlPlugin.PGLOGICAL - if the database has it, else test_decoding
   */
  readonly pluginName?: PostgreSqlPlugin;

  /**
   * A replication slot that exists. Such a task captures changes only, and has to say at which position in the log it starts.
   *
   * @default - DMS makes a slot for each task
   */
  readonly slotName?: string;

  /**
   * Whether spaces at the end of `char` and `nchar` values are cut off.
   *
   * Rendered as an extra connection attribute.
   *
   * @default true
   */
  readonly trimSpaceInChar?: boolean;

  /**
   * The most that is kept of a `varchar` without a length, in whole bytes; at most 10485760.
   *
   * Rendered as an extra connection attribute.
   *
   * @default - 8000 bytes
   */
  readonly unboundedVarcharMaxSize?: Size;
}

/** Settings of a PostgreSQL or Aurora PostgreSQL target. */
export interface PostgreSqlTargetSettings extends PostgreSqlSettings {
  /**
   * The T-SQL database in Babelfish that is written to. Not `babelfish_db`: that is the database name of the endpoint.
   *
   * @default - none; needed with `PostgreSqlDatabaseMode.BABELFISH`
   */
  readonly babelfishDatabaseName?: string;

  /**
   * How long DMS waits for a connection, in whole seconds.
   *
   * Rendered as an extra connection attribute.
   *
   * @default Duration.seconds(10)
   */
  readonly connectionTimeout?: Duration;

  /**
   * Whether the target is treated as PostgreSQL or as Babelfish.
   *
   * @default PostgreSqlDatabaseMode.DEFAULT
   */
  readonly databaseMode?: PostgreSqlDatabaseMode;

  /**
   * Whether the full load writes with `COPY`. Single inserts are slower.
   *
   * Rendered as an extra connection attribute.
   *
   * @default true
   */
  readonly loadUsingCsv?: boolean;

  /**
   * The largest file that one `COPY` of the full load reads, in whole KiB; at most 1 GiB.
   *
   * @default Size.mebibytes(32)
   */
  readonly maxFileSize?: Size;
}
