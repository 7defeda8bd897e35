import type { Duration, Size } from 'aws-cdk-lib';

// What each setting does, its unit and its default: [DMS API reference, NeptuneSettings].

/** Settings of a Neptune target. */
export interface NeptuneTargetSettings {
  /**
   * How long DMS waits before it tries a bulk load again, in whole milliseconds.
   *
   * @default Duration.millis(250)
   */
  readonly errorRetryDuration?: Duration;

  /**
   * Whether DMS signs its requests, so that IAM decides what it may do. The role then needs the rights on the cluster.
   *
   * @default true
   */
  readonly iamAuthEnabled?: boolean;

  /**
   * How large a file of graph data may become before it is loaded, in whole KiB, at most 1 GiB.
   *
   * @default Size.gibibytes(1)
   */
  readonly maxFileSize?: Size;

  /**
   * How often DMS tries a bulk load again.
   *
   * @default 5
   */
  readonly maxRetryCount?: number;
}
