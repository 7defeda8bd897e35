import type { Duration, Size } from 'aws-cdk-lib';

// What each setting does, its unit and its default: [DMS API reference, IBMDb2Settings], [DMS User Guide, Using IBM Db2 for Linux, Unix,
// Windows as a source: endpoint settings].

/** Settings of a Db2 source. */
export interface Db2SourceSettings {
  /**
   * The position in the log (LSN) from which changes are captured.
   *
   * @default - where the task starts
   */
  readonly currentLsn?: string;

  /**
   * How much of the log is read at once, in whole KiB.
   *
   * @default Size.kibibytes(64)
   */
  readonly maxReadSize?: Size;

  /**
   * Whether DMS turns on the capture of changes (DATA CAPTURE CHANGES) for the tables of a task.
   *
   * @default true
   */
  readonly setDataCaptureChanges?: boolean;

  /**
   * From where on the log is read, in one of the forms of the user guide: a time, or a position.
   *
   * Rendered as an extra connection attribute.
   *
   * @default - where the task starts
   */
  readonly startFromContext?: string;
}

/** Settings of a Db2 target. */
export interface Db2TargetSettings {
  /**
   * Whether DMS keeps the CSV files that it loaded, for analysis.
   *
   * @default false
   */
  readonly keepCsvFiles?: boolean;

  /**
   * How long one operation may take, in whole milliseconds as the API reference says. It also says that 1200 are 20 minutes, which would be
   * seconds: then the time is longer than asked for, never shorter.
   *
   * @default Duration.minutes(20)
   */
  readonly loadTimeout?: Duration;

  /**
   * How large a CSV file may become, in whole KiB.
   *
   * @default - not documented
   */
  readonly maxFileSize?: Size;

  /**
   * How much of a file DMS keeps in memory while it writes it to its disk, in whole KiB.
   *
   * @default Size.mebibytes(1)
   */
  readonly writeBufferSize?: Size;
}
