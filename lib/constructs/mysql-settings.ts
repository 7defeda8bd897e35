import type { Duration, Size } from 'aws-cdk-lib';

// What each setting does, its unit, its default and the end that reads it:
// [DMS API reference, MySQLSettings], [DMS User Guide, Using a MySQL-compatible database as a source, and as a target: endpoint settings].

/** Where the tables of several schemas go in a MySQL-compatible target. */
export enum MySqlTargetDbType {
  /** All of them into the database that the endpoint names. */
  SPECIFIC_DATABASE = 'specific-database',
  /** Those of each schema into a database of its own. */
  MULTIPLE_DATABASES = 'multiple-databases',
}

/** Settings of an endpoint that is a MySQL, MariaDB or Aurora MySQL database, at either end. */
export interface MySqlSettings {
  /**
   * SQL that DMS runs right after it has connected; several statements with semicolons between. The task goes on if it fails.
   *
   * On a target, `SET FOREIGN_KEY_CHECKS=0` keeps foreign keys from being checked while DMS writes.
   *
   * @default - none
   */
  readonly afterConnectScript?: string;

  /**
   * How long DMS waits for a connection, in whole seconds.
   *
   * Rendered as an extra connection attribute.
   *
   * @default Duration.seconds(10)
   */
  readonly connectionTimeout?: Duration;
}

/** Settings of a MySQL, MariaDB or Aurora MySQL source. */
export interface MySqlSourceSettings extends MySqlSettings {
  /**
   * Whether DMS reads a table's definition anew where what it remembers does not fit the binary log.
   *
   * @default false
   */
  readonly cleanSourceMetadataOnMismatch?: boolean;

  /**
   * How often DMS looks into the binary log while the source is idle; 1 to 60 whole seconds.
   *
   * @default Duration.seconds(5)
   */
  readonly eventsPollInterval?: Duration;

  /**
   * How long one statement may run, in whole seconds.
   *
   * Rendered as an extra connection attribute.
   *
   * @default Duration.seconds(60)
   */
  readonly executeTimeout?: Duration;

  /**
   * Whether a task may start while XA transactions are open. Say false if the source has XA transactions.
   *
   * Rendered as an extra connection attribute.
   *
   * @default true
   */
  readonly ignoreOpenXaTransactionsCheck?: boolean;

  /**
   * The time zone of the source, such as `US/Pacific`, without quotes.
   *
   * @default - UTC
   */
  readonly serverTimezone?: string;

  /**
   * Whether changes of a table's partitions are passed over. Otherwise such a change suspends the table.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly skipTableSuspensionForPartitionDdl?: boolean;
}

/** Settings of a MySQL, MariaDB or Aurora MySQL target. */
export interface MySqlTargetSettings extends MySqlSettings {
  /**
   * A statement that DMS runs on every connection, such as `SET FOREIGN_KEY_CHECKS=0`; no semicolons.
   *
   * Rendered as the extra connection attribute `Initstmt`. For several statements use `afterConnectScript`.
   *
   * @default - none
   */
  readonly initStatement?: string;

  /**
   * Whether the full load writes with `LOAD DATA`. Single inserts are slower.
   *
   * Rendered as an extra connection attribute.
   *
   * @default true
   */
  readonly loadUsingCsv?: boolean;

  /**
   * The largest file that one `LOAD DATA` of the full load reads, in whole KiB; at most 1 GiB.
   *
   * @default Size.mebibytes(32)
   */
  readonly maxFileSize?: Size;

  /**
   * With how many connections each table is loaded; 1 to 5. Counts for each of the tables that a task loads at once.
   *
   * @default 1
   */
  readonly parallelLoadThreads?: number;

  /**
   * Whether all schemas go into one database.
   *
   * @default MySqlTargetDbType.MULTIPLE_DATABASES
   */
  readonly targetDbType?: MySqlTargetDbType;
}
