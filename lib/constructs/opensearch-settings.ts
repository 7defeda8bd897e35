import type { Duration } from 'aws-cdk-lib';

// What each setting does, its unit and its default: [DMS API reference, ElasticsearchSettings].

/** Settings of an OpenSearch target. */
export interface OpenSearchTargetSettings {
  /**
   * How long requests that fail are tried again, in whole seconds.
   *
   * @default - not documented
   */
  readonly errorRetryDuration?: Duration;

  /**
   * The share of records that may fail before a full load stops, in percent. It counts after the first 1000 records.
   *
   * @default - not documented
   */
  readonly fullLoadErrorPercentage?: number;
}
