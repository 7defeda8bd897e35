import type { Duration, Size } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Problem } from '../plan/problem';
import { checkKind } from '../plan/value-kinds';

// What each setting does, its unit, its default and the end that reads it:
// [DMS API reference, S3Settings], [DMS User Guide, Using Amazon S3 as a source for AWS DMS, and as a target: endpoint settings].

/** The format of the files that DMS writes. */
export enum S3DataFormat {
  /** One row a line, values separated by commas. */
  CSV = 'csv',
  /** Apache Parquet: by columns, smaller, and faster to query. */
  PARQUET = 'parquet',
}

/** Whether files are compressed. */
export enum S3Compression {
  /** They are not. */
  NONE = 'none',
  /** By gzip. */
  GZIP = 'gzip',
}

/** The version of the Parquet format. */
export enum S3ParquetVersion {
  /** Version 1.0. */
  PARQUET_1_0 = 'parquet-1-0',
  /** Version 2.0. */
  PARQUET_2_0 = 'parquet-2-0',
}

/** How the values of a Parquet file are encoded. */
export enum S3ParquetEncoding {
  /** As they are. */
  PLAIN = 'plain',
  /** By a dictionary for each chunk of a column. */
  PLAIN_DICTIONARY = 'plain-dictionary',
  /** By bit-packing and run lengths: repeated values take little room. */
  RLE_DICTIONARY = 'rle-dictionary',
}

/** The order of year, month, day and hour in the names of date folders. */
export enum S3DatePartitionSequence {
  /** Year, month, day. */
  YYYYMMDD = 'YYYYMMDD',
  /** Year, month, day, hour. */
  YYYYMMDDHH = 'YYYYMMDDHH',
  /** Year, month. */
  YYYYMM = 'YYYYMM',
  /** Month, year, day. */
  MMYYYYDD = 'MMYYYYDD',
  /** Day, month, year. */
  DDMMYYYY = 'DDMMYYYY',
}

/** What stands between the parts of a date in the names of date folders. */
export enum S3DatePartitionDelimiter {
  /** A slash: each part is a folder. */
  SLASH = 'SLASH',
  /** An underscore. */
  UNDERSCORE = 'UNDERSCORE',
  /** A hyphen. */
  DASH = 'DASH',
  /** Nothing. */
  NONE = 'NONE',
}

/** A canned access control list for the files that DMS writes. */
export enum S3CannedAcl {
  /** None. */
  NONE = 'none',
  /** The owner alone. */
  PRIVATE = 'private',
  /** Everybody reads. */
  PUBLIC_READ = 'public-read',
  /** Everybody reads and writes. */
  PUBLIC_READ_WRITE = 'public-read-write',
  /** Whoever has an account of AWS reads. */
  AUTHENTICATED_READ = 'authenticated-read',
  /** Amazon EC2 reads images. */
  AWS_EXEC_READ = 'aws-exec-read',
  /** The owner of the bucket reads. */
  BUCKET_OWNER_READ = 'bucket-owner-read',
  /** The owner of the bucket has full control. */
  BUCKET_OWNER_FULL_CONTROL = 'bucket-owner-full-control',
}

/** How S3 encrypts the files that DMS writes. */
export abstract class S3ObjectEncryption {
  /** With keys of S3's own (SSE-S3). DMS cannot change an endpoint from here to a KMS key later. */
  public static s3Managed(): S3ObjectEncryption {
    return new KnownObjectEncryption({ problems: [] });
  }

  /** With a KMS key (SSE-KMS). The role of the endpoint may use it; the policy of a key of another account has to let it. */
  public static kms(key: kms.IKey): S3ObjectEncryption {
    const problems = checkKind('key', key, 'kms.IKey');
    return new KnownObjectEncryption({ problems, ...(problems.length === 0 && { key }) });
  }

  /** @internal */
  public abstract _bind(): _S3ObjectEncryptionConfig;
}

/** @internal */
export interface _S3ObjectEncryptionConfig {
  readonly key?: kms.IKey;
  readonly problems: Problem[];
}

class KnownObjectEncryption extends S3ObjectEncryption {
  constructor(private readonly config: _S3ObjectEncryptionConfig) {
    super();
  }

  public _bind(): _S3ObjectEncryptionConfig {
    return this.config;
  }
}

/** Settings of an S3 endpoint, at either end. */
export interface S3Settings {
  /**
   * The folder in the bucket: tables are at `folder/schema/table/`.
   *
   * @default - none; tables are at `schema/table/`
   */
  readonly bucketFolder?: string;

  /**
   * The folder of the files with changes, below `bucketFolder`.
   *
   * A source that changes are captured from needs one. In a target, it is where `preserveTransactions` writes to.
   *
   * @default - none
   */
  readonly cdcPath?: string;

  /**
   * What separates the columns of a CSV file.
   *
   * @default ','
   */
  readonly csvDelimiter?: string;

  /**
   * The text that stands for NULL in CSV files.
   *
   * @default 'NULL'
   */
  readonly csvNullValue?: string;

  /**
   * What separates the rows of a CSV file.
   *
   * @default - a newline
   */
  readonly csvRowDelimiter?: string;

  /**
   * The account that owns the bucket: DMS refuses to read or write a bucket of another one.
   *
   * @default - the account that the bucket is known to be in
   */
  readonly expectedBucketOwner?: string;

  /**
   * Whether CSV files keep to RFC 4180: values with quotation marks, commas or newlines stand in quotation marks, those inside are doubled.
   *
   * @default true
   */
  readonly rfc4180?: boolean;
}

/** Settings of an S3 source. */
export interface S3SourceSettings extends S3Settings {
  /**
   * Whether the first row of each file is a header, and is skipped.
   *
   * @default false
   */
  readonly ignoreHeaderRow?: boolean;
}

/** Settings of an S3 target. */
export interface S3TargetSettings extends S3Settings {
  /**
   * Whether CSV files begin with the names of the columns. Not together with `preserveTransactions` or `cdcPath`.
   *
   * @default false
   */
  readonly addColumnName?: boolean;

  /**
   * Whether strings are padded to the length of their columns.
   *
   * @default false
   */
  readonly addTrailingPaddingCharacter?: boolean;

  /**
   * The access control list that each file gets. The role of the endpoint may set it then.
   *
   * @default S3CannedAcl.NONE
   */
  readonly cannedAclForObjects?: S3CannedAcl;

  /**
   * Whether inserts and updates alone are written, no deletes.
   *
   * @default false
   */
  readonly cdcInsertsAndUpdates?: boolean;

  /**
   * Whether inserts alone are written.
   *
   * @default false
   */
  readonly cdcInsertsOnly?: boolean;

  /**
   * How long changes are collected at most before a file is written, in whole seconds.
   *
   * @default Duration.seconds(60)
   */
  readonly cdcMaxBatchInterval?: Duration;

  /**
   * How large a file of changes has to be to be written before that, in whole KiB.
   *
   * @default Size.kibibytes(32000)
   */
  readonly cdcMinFileSize?: Size;

  /**
   * Whether files are compressed.
   *
   * @default S3Compression.NONE
   */
  readonly compressionType?: S3Compression;

  /**
   * What stands for columns that the source's supplemental log does not have, with `useCsvNoSupValue`.
   *
   * @default - NULL
   */
  readonly csvNoSupValue?: string;

  /**
   * The format of the files.
   *
   * @default S3DataFormat.CSV
   */
  readonly dataFormat?: S3DataFormat;

  /**
   * Size of a data page of Parquet, in whole bytes.
   *
   * @default Size.mebibytes(1)
   */
  readonly dataPageSize?: Size;

  /**
   * What stands between the parts of a date in the names of date folders.
   *
   * @default S3DatePartitionDelimiter.SLASH
   */
  readonly datePartitionDelimiter?: S3DatePartitionDelimiter;

  /**
   * Whether files of changes are put into folders by the dates of their transactions. Not together with `preserveTransactions` or `cdcPath`.
   *
   * @default false
   */
  readonly datePartitionEnabled?: boolean;

  /**
   * The order of the parts of a date in the names of date folders.
   *
   * @default S3DatePartitionSequence.YYYYMMDD
   */
  readonly datePartitionSequence?: S3DatePartitionSequence;

  /**
   * The time zone of date folders and of the names of files with changes, as `Area/Location`: `Europe/Berlin`.
   *
   * @default - UTC
   */
  readonly datePartitionTimezone?: string;

  /**
   * Up to which size a column of Parquet has a dictionary, in whole bytes.
   *
   * @default Size.mebibytes(1)
   */
  readonly dictPageSizeLimit?: Size;

  /**
   * Whether Parquet pages and row groups have statistics (NULL, DISTINCT, MAX, MIN).
   *
   * @default true
   */
  readonly enableStatistics?: boolean;

  /**
   * How the values of a Parquet file are encoded.
   *
   * @default S3ParquetEncoding.RLE_DICTIONARY
   */
  readonly encodingType?: S3ParquetEncoding;

  /**
   * Whether DMS makes AWS Glue's catalog of the files, so that Athena can query them. The role of the endpoint may then use Glue and Athena.
   *
   * Not together with `preserveTransactions` or `cdcPath`. For CSV, say `includeOpForFullLoad: true` as well.
   *
   * @default false
   */
  readonly glueCatalogGeneration?: boolean;

  /**
   * Whether loaded rows too begin with the operation, `I`, as changed ones do.
   *
   * @default false
   */
  readonly includeOpForFullLoad?: boolean;

  /**
   * How large a CSV file of the full load may become, in whole KiB, at most 1 GiB.
   *
   * @default Size.gibibytes(1)
   */
  readonly maxFileSize?: Size;

  /**
   * Whether Parquet files have timestamps to the millisecond, as Athena and AWS Glue need them.
   *
   * @default false - to the microsecond
   */
  readonly parquetTimestampInMillisecond?: boolean;

  /**
   * The version of the Parquet format.
   *
   * @default S3ParquetVersion.PARQUET_1_0
   */
  readonly parquetVersion?: S3ParquetVersion;

  /**
   * Whether changes are written in the order of their transactions to `cdcPath`, always as CSV.
   *
   * @default false
   */
  readonly preserveTransactions?: boolean;

  /**
   * How many rows a row group of Parquet has.
   *
   * @default 10000
   */
  readonly rowGroupLength?: number;

  /**
   * The name of a column that DMS adds: when a row was loaded, or its change committed.
   *
   * @default - none is added
   */
  readonly timestampColumnName?: string;

  /**
   * Whether `csvNoSupValue` stands for columns that the source's supplemental log does not have.
   *
   * @default false - NULL stands for them
   */
  readonly useCsvNoSupValue?: boolean;

  /**
   * Whether that column has the time at which the task started, for loaded rows.
   *
   * @default false - the time at which a row was written
   */
  readonly useTaskStartTimeForFullLoadTimestamp?: boolean;
}
