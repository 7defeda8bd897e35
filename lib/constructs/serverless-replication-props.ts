import type * as logs from 'aws-cdk-lib/aws-logs';
import type { EndpointPair } from './endpoint-pair';
import type { MigrationTaskOptions } from './migration-task-props';
import type { ServerlessCapacity } from './serverless-capacity';

/** The compute of serverless replications. */
export interface ServerlessComputeOptions {
  /**
   * Between which capacities DMS scales.
   *
   * @default ServerlessCapacity.unlimited()
   */
  readonly capacity?: ServerlessCapacity;

  /**
   * Whether there is a standby in another Availability Zone.
   *
   * @default - true, unless tables are loaded alone
   */
  readonly multiAz?: boolean;

  /**
   * The Availability Zone, where `multiAz` is false.
   *
   * @default - DMS chooses one
   */
  readonly availabilityZone?: string;

  /**
   * When DMS may maintain it, at least 30 minutes in UTC: `sun:06:00-sun:06:30`.
   *
   * @default - DMS chooses
   */
  readonly preferredMaintenanceWindow?: string;

  /**
   * Whether the log group is made beforehand, encrypted and with a retention. DMS makes one of that name otherwise, and keeps logs for ever.
   *
   * @default true
   */
  readonly createLogGroup?: boolean;

  /**
   * How long logs are kept.
   *
   * @default logs.RetentionDays.SIX_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * What a serverless replication does, apart from where: the options of a migration task, except for `cdcStart` and `cdcStop`, which it cannot have.
 *
 * `migrationTaskIdentifier` is its name, and `taskData` its supplemental settings.
 */
export interface ServerlessReplicationOptions extends MigrationTaskOptions, ServerlessComputeOptions {}

/** Properties of a serverless replication. */
export interface ServerlessReplicationProps extends ServerlessReplicationOptions {
  /** Source, target, and the serverless network between them. */
  readonly endpointPair: EndpointPair;
}
