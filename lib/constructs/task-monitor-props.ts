import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { IMigrationTask } from './migration-task';
import type { IReplicationInstance } from './replication-instance';

/** Of which tasks the tables are looked at, each time that the monitor looks: a call for each 500 tables of each of them. */
export enum TableProgress {
  /** Of none: nothing is known of validation, nor of how long a load still takes. */
  NONE = 'none',
  /** Of tasks whose rows are compared, as their settings say. */
  VALIDATED_TASKS = 'validatedTasks',
  /** Of those, and of tasks that load tables, until they have loaded them. */
  UNTIL_BOUNDARY = 'untilBoundary',
  /** Of all tasks that have ever run. */
  ALWAYS = 'always',
}

/** How a monitor looks at the tasks of an instance. */
export interface TaskMonitorOptions {
  /**
   * Tasks on the instance that this app does not declare, and whose tables may be looked at.
   *
   * @default - those that this app defines on the instance; of an imported instance, all tasks of the account
   */
  readonly tasks?: IMigrationTask[];

  /**
   * Of which tasks the tables are looked at.
   *
   * @default TableProgress.VALIDATED_TASKS
   */
  readonly tableProgress?: TableProgress;

  /**
   * How often the monitor looks, beside when DMS tells that something has happened. From 1 to 60 whole minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly interval?: Duration;

  /**
   * The key that encrypts logs, queue and environment. Its policy has to let CloudWatch Logs use it; that of a key which this app defines is
   * extended so.
   *
   * @default - the key of the instance if this app defines it, else one is made, with rotation
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether a concurrency of one is reserved for the monitor, so that its runs come one after the other. Lambda refuses it in accounts whose
   * quota leaves fewer than 100 for all others; without it, events that come together are looked at together.
   *
   * @default true
   */
  readonly reserveConcurrency?: boolean;

  /**
   * How long the logs of the monitor are kept.
   *
   * @default logs.RetentionDays.SIX_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;
}

/** Properties of a monitor. */
export interface TaskMonitorProps extends TaskMonitorOptions {
  /** The instance whose tasks are looked at. */
  readonly instance: IReplicationInstance;
}
