import type { Size } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** Operations that Time Travel records. */
export enum TimeTravelOperation {
  /** Rows that come. */
  INSERT = 'INSERT',
  /** Rows that change. */
  UPDATE = 'UPDATE',
  /** Rows that go. */
  DELETE = 'DELETE',
  /** Transactions that are committed. */
  COMMIT = 'COMMIT',
  /** Transactions that are rolled back. */
  ROLLBACK = 'ROLLBACK',
  /** All of these. */
  ALL = 'ALL',
}

/** How Time Travel writes rows. */
export enum RawDataFormat {
  /** As text. */
  TEXT = 'TEXT',
  /** As hexadecimal digits. */
  HEX = 'HEX',
}

/** A record of all changes in S3, for finding errors: the section TTSettings. */
export interface TimeTravelSettings {
  /** Where the records go. */
  readonly bucket: s3.IBucket;

  /** Writes the records. DMS wants it to be named `dms-tt-s3-access-role`. */
  readonly role: iam.IRole;

  /**
   * Folder in the bucket.
   *
   * @default - DMS's: dms-time-travel-logs
   */
  readonly bucketFolder?: string;

  /**
   * Encrypts the records. It must be a symmetric key that is managed by the customer.
   *
   * @default - S3 encrypts them with keys of its own (SSE_S3)
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether the records go with the task.
   *
   * @default - DMS's: false
   */
  readonly deleteLogsOnTaskDelete?: boolean;

  /**
   * Whether the task fails when records cannot be written.
   *
   * @default - DMS's: false
   */
  readonly failTaskOnFailure?: boolean;

  /**
   * Whether rows are recorded, and not only what was done to them.
   *
   * @default - DMS's: false
   */
  readonly rawData?: boolean;

  /**
   * How rows are written, from engine 3.5.0 on.
   *
   * @default - DMS's
   */
  readonly rawDataFormat?: RawDataFormat;

  /**
   * What is recorded.
   *
   * @default - DMS's: all
   */
  readonly operationsToLog?: TimeTravelOperation[];

  /**
   * Longest record of a row.
   *
   * @default - DMS's: 64 KiB
   */
  readonly maxRecordSize?: Size;

  /**
   * Whether changes are recorded.
   *
   * @default true
   */
  readonly enabled?: boolean;
}
