import type { Duration, Size } from 'aws-cdk-lib';

// What each setting does, its unit and its default: [DMS API reference, RedshiftSettings].

/** Settings of a Redshift target. */
export interface RedshiftTargetSettings {
  /**
   * Whether dates of any form are loaded without an error, also impossible ones. Give `dateFormat` as well: Redshift writes NULL for dates that
   * do not have it.
   *
   * @default false
   */
  readonly acceptAnyDate?: boolean;

  /**
   * SQL that DMS runs right after it has connected.
   *
   * @default - none
   */
  readonly afterConnectScript?: string;

  /**
   * The folder of the staged files in the bucket.
   *
   * @default - none
   */
  readonly bucketFolder?: string;

  /**
   * Whether names of schemas are case-sensitive. Say true if Redshift is set up so.
   *
   * @default false
   */
  readonly caseSensitiveNames?: boolean;

  /**
   * Whether Redshift chooses compression when a table is empty.
   *
   * @default true
   */
  readonly compUpdate?: boolean;

  /**
   * How long DMS waits for a connection, in whole milliseconds.
   *
   * @default - not documented
   */
  readonly connectionTimeout?: Duration;

  /**
   * The form of dates, or `auto`.
   *
   * @default 'YYYY-MM-DD'
   */
  readonly dateFormat?: string;

  /**
   * Whether empty strings become NULL.
   *
   * @default false
   */
  readonly emptyAsNull?: boolean;

  /**
   * Whether identity columns have the values of the source. Full load only.
   *
   * @default false - Redshift makes new ones
   */
  readonly explicitIds?: boolean;

  /**
   * In how many parts a file is uploaded at once; 1 to 64.
   *
   * @default 10
   */
  readonly fileTransferUploadStreams?: number;

  /**
   * How long one COPY, INSERT, DELETE or UPDATE may run, in whole milliseconds.
   *
   * @default - not documented
   */
  readonly loadTimeout?: Duration;

  /**
   * Whether booleans travel as booleans. Takes effect only if it is set on the source and on the target.
   *
   * @default false - as varchar(1)
   */
  readonly mapBooleanAsBoolean?: boolean;

  /**
   * How large a staged file may become, in whole KiB, at most 1 GiB.
   *
   * @default Size.gibibytes(1)
   */
  readonly maxFileSize?: Size;

  /**
   * Whether quotation marks around strings are taken off.
   *
   * @default false
   */
  readonly removeQuotes?: boolean;

  /**
   * What `replaceInvalidChars` are replaced by.
   *
   * @default '?'
   */
  readonly replaceChars?: string;

  /**
   * The characters that are replaced.
   *
   * @default - none
   */
  readonly replaceInvalidChars?: string;

  /**
   * The form of times: `auto`, `epochsecs`, `epochmillisecs`, or a pattern.
   *
   * @default - not clear from the API reference
   */
  readonly timeFormat?: string;

  /**
   * Whether spaces at the end of VARCHAR values are cut off.
   *
   * @default false
   */
  readonly trimBlanks?: boolean;

  /**
   * Whether values that are too long for their columns are cut off.
   *
   * @default false - loading them fails
   */
  readonly truncateColumns?: boolean;

  /**
   * How much of a file DMS keeps in memory while it writes it to its disk, in whole KiB.
   *
   * @default Size.kibibytes(1000)
   */
  readonly writeBufferSize?: Size;
}
