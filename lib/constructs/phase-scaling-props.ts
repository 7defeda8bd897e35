import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { BoundaryHook } from './boundary-hook';
import type { IEndpoint } from './endpoint';
import type { InstanceClass } from './instance-class';
import type { IMigrationTask } from './migration-task';
import type { Rebound } from './rebound';
import type { IReplicationInstance } from './replication-instance';

/** How the end of a task's load is found, and what happens to the task then. */
export enum BoundaryStrategy {
  /**
   * DMS stops each task when its load is over and its cached changes are applied (`StopTaskCachedChangesApplied`). It is resumed at once
   * while others still load; when the last one is there, all pause for the change of class.
   */
  STOP_AT_BOUNDARY = 'stopAtBoundary',
  /** DMS stops each task so, and it waits for the others. Its changes wait in the source's log meanwhile. */
  HOLD = 'hold',
  /**
   * Tasks go on. The end of their load is read off their statistics; all pause once, for the change of class. What was changed during the load
   * may still be being applied then, as DMS shows nothing of that: `settleTime` leaves it time.
   */
  KEEP_RUNNING = 'keepRunning',
}

/** What happens when a table could not be loaded. */
export enum ErroredTables {
  /** The instance stays large, so that the table can be loaded again. It is told. */
  BLOCK = 'block',
  /** The table is left behind, and the instance made smaller. */
  LEAVE = 'leave',
}

/** How a replication instance goes from the class for the full load to that for CDC, and back. */
export interface PhaseScalingOptions {
  /**
   * Class while tables are loaded.
   *
   * @default - as the sizing of the instance has it
   */
  readonly fullLoadClass?: InstanceClass;

  /**
   * Class while only changes are captured. The instance never gets a smaller one.
   *
   * @default - as the sizing of the instance has it
   */
  readonly cdcClass?: InstanceClass;

  /**
   * How the end of a task's load is found, and what happens to the task then.
   *
   * @default BoundaryStrategy.STOP_AT_BOUNDARY
   */
  readonly boundaryStrategy?: BoundaryStrategy;

  /**
   * What runs for each task between its load and its changes, such as making indexes, foreign keys and triggers at the target.
   *
   * @default - nothing
   */
  readonly boundaryHook?: BoundaryHook;

  /**
   * How long all loads must have been done before the instance is made smaller.
   *
   * @default - not at all where DMS stops the tasks, 10 minutes with `BoundaryStrategy.KEEP_RUNNING`
   */
  readonly settleTime?: Duration;

  /**
   * How long after a task was stopped it runs again, whatever happens and on whatever class is there. From 15 minutes to 24 hours; the
   * source has to keep its log for so long.
   *
   * @default Duration.hours(1)
   */
  readonly pauseDeadline?: Duration;

  /**
   * What happens when a table could not be loaded.
   *
   * @default ErroredTables.BLOCK
   */
  readonly erroredTables?: ErroredTables;

  /**
   * When the instance goes one size up again.
   *
   * @default Rebound.onPressure()
   */
  readonly rebound?: Rebound;

  /**
   * Where it is told what is done, why, and what it saves. The key of a topic that is encrypted has to let the controller and CloudWatch
   * alarms use it.
   *
   * @default - one is made, encrypted by `encryptionKey`
   */
  readonly topic?: sns.ITopic;

  /**
   * The key that encrypts topic, queue, table and logs. Its policy has to let CloudWatch Logs and CloudWatch alarms use it; that of a key
   * which this app defines is extended so.
   *
   * @default - the key of the instance if this app defines it, else one is made, with rotation
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Tasks on the instance that this app does not declare, and that may be stopped and resumed.
   *
   * Without these rights, a task that this app does not know of keeps the instance as it is.
   *
   * @default - none
   */
  readonly tasks?: IMigrationTask[];

  /**
   * Endpoints that those tasks read and write, so that their connections can be tested after a change of class.
   *
   * @default - none
   */
  readonly endpoints?: IEndpoint[];

  /**
   * Whether a concurrency of one is reserved for the controller, so that its runs come one after the other. Lambda refuses it in accounts
   * whose quota leaves fewer than 100 for all others; without it, the controller's own lock sees to that.
   *
   * @default true
   */
  readonly reserveConcurrency?: boolean;

  /**
   * How long the logs of the controller are kept.
   *
   * @default logs.RetentionDays.SIX_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;
}

/** Properties of phase scaling. */
export interface PhaseScalingProps extends PhaseScalingOptions {
  /** The instance: a `ReplicationInstance` that the same stack defines. */
  readonly instance: IReplicationInstance;
}
