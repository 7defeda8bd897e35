import type { Duration, Size } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { InstanceClass } from './instance-class';
import type { IMigrationTask } from './migration-task';
import type { IReplicationInstance } from './replication-instance';
import type { TaskMonitor } from './task-monitor';

/** Kinds of alarms. */
export enum AlarmKind {
  /** A task reads changes late (`CDCLatencySource`). Warning and critical. */
  SOURCE_LAG = 'SourceLag',
  /** A task writes changes late (`CDCLatencyTarget`). Warning and critical. */
  TARGET_LAG = 'TargetLag',
  /** Tables are loading, and no row arrives. Critical. */
  STALLED_LOAD = 'StalledLoad',
  /** Changes pile up in the memory of the instance. Warning. */
  MEMORY_BACKLOG = 'MemoryBacklog',
  /** Changes pile up on the disk of the instance. Warning. */
  DISK_BACKLOG = 'DiskBacklog',
  /** A task has failed, or DMS has stopped it because it could not go on. Critical. */
  FAILED_TASK = 'FailedTask',
  /** A task stands still for longer than any planned stop takes. Critical. */
  STOPPED_TASK = 'StoppedTask',
  /** Rows at the target are not what they are at the source. Warning; for tasks with validation. */
  MISMATCHED_RECORDS = 'MismatchedRecords',
  /** Rows could not be compared. Warning; for tasks with validation. */
  SUSPENDED_RECORDS = 'SuspendedRecords',
  /** Tables without a key, which are not compared. Warning; for tasks with validation. */
  TABLES_WITHOUT_KEY = 'TablesWithoutKey',
  /** The instance has little memory left. Warning and critical. */
  LOW_MEMORY = 'LowMemory',
  /** The instance swaps. Warning. */
  SWAP = 'Swap',
  /** The instance has little storage left. Warning and critical. */
  LOW_STORAGE = 'LowStorage',
  /** The CPU of the instance is busy for an hour. Warning. */
  HIGH_CPU = 'HighCpu',
  /** A burstable instance uses more CPU than it earns credits for. Warning. */
  CPU_CREDITS = 'CpuCredits',
  /** A source on RDS keeps much of its log: replication slots and write-ahead log of PostgreSQL, binary log of MySQL. Warning and critical. */
  SOURCE_LOG = 'SourceLog',
  /** The source may throw changes away before they are read. Critical; where `sourceLogRetention` is given. */
  SOURCE_LOG_EXPIRES = 'SourceLogExpires',
  /** No task does anything, and the instance still costs money. Warning. */
  IDLE = 'Idle',
  /** What tells of failed, stopped and stalled tasks has fallen silent. Warning, by the state INSUFFICIENT_DATA. */
  SILENT_MONITOR = 'SilentMonitor',
}

/** How bad it is. */
export enum AlarmSeverity {
  /** Somebody is woken. */
  CRITICAL = 'critical',
  /** Somebody is told. */
  WARNING = 'warning',
}

/** How far a task may be behind. */
export interface LagThresholds {
  /**
   * Lag from which somebody is told.
   *
   * @default Duration.minutes(5)
   */
  readonly warning?: Duration;

  /**
   * Lag from which somebody is woken.
   *
   * @default Duration.minutes(15)
   */
  readonly critical?: Duration;

  /**
   * How long it has to last. A multiple of 5 minutes, at most 2 hours. Whole periods of 5 minutes count, so it may be a few minutes less.
   *
   * @default Duration.minutes(15)
   */
  readonly sustained?: Duration;
}

/** How much log a source on RDS may keep. It follows from the storage that it can spare. */
export interface SourceLogThresholds {
  /**
   * Log from which somebody is told.
   *
   * @default Size.gibibytes(20)
   */
  readonly warning?: Size;

  /**
   * Log from which somebody is woken.
   *
   * @default Size.gibibytes(50)
   */
  readonly critical?: Size;
}

/** Which alarms there are, where they go off, and who is told. */
export interface LagAlarmsOptions {
  /**
   * Where the composite of all critical alarms goes, once for all of them, and critical events: the topic to wake somebody by. The key of a topic
   * that is encrypted has to let CloudWatch alarms and EventBridge use it.
   *
   * @default - one is made, encrypted by `encryptionKey`
   */
  readonly criticalTopic?: sns.ITopic;

  /**
   * Where each alarm goes by itself, with its runbook, and events that are warnings.
   *
   * @default - `criticalTopic`
   */
  readonly warningTopic?: sns.ITopic;

  /**
   * What else the composite of all critical alarms does.
   *
   * @default - nothing
   */
  readonly criticalActions?: cloudwatch.IAlarmAction[];

  /**
   * What else each alarm does.
   *
   * @default - nothing
   */
  readonly warningActions?: cloudwatch.IAlarmAction[];

  /**
   * The key that encrypts the topic, and the logs of the monitor.
   *
   * @default - the key of the instance if this app defines it, else one is made, with rotation
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How far a task may be behind.
   *
   * @default - warning from 5 minutes, critical from 15, for a quarter of an hour
   */
  readonly lag?: LagThresholds;

  /**
   * How long no row may arrive while tables load. A multiple of 5 minutes, at most 2 hours.
   *
   * @default Duration.minutes(30)
   */
  readonly stalledLoad?: Duration;

  /**
   * How long a task may stand still: for a change of class, a deployment, a rotation of passwords, a maintenance.
   *
   * @default Duration.minutes(45), or a quarter of an hour more than the `pauseDeadline` of phase scaling if that is longer
   */
  readonly plannedStop?: Duration;

  /**
   * How long all tasks may be finished or stopped before it is told that the instance still costs money.
   *
   * @default Duration.hours(24)
   */
  readonly idle?: Duration;

  /**
   * Price of the instance for an hour, in whatever currency, from AWS's price list; for Multi-AZ the whole of it. It makes the alarm of an
   * idle instance say what that costs.
   *
   * @default - told in hours of the instance
   */
  readonly hourlyPrice?: number;

  /**
   * Changes that may wait on the instance, in memory or on disk each, however they grow.
   *
   * @default 10000
   */
  readonly backlogChanges?: number;

  /**
   * How long the source keeps its log (`binlog retention hours`, retention of archived logs, of the transaction log's backups).
   *
   * @default - not known; then there is no alarm for it
   */
  readonly sourceLogRetention?: Duration;

  /**
   * How much log a source on RDS may keep.
   *
   * @default - warning from 20 GiB, critical from 50 GiB
   */
  readonly sourceLog?: SourceLogThresholds;

  /**
   * How many tasks have alarms of their own, at most 20. All others, also those that nobody has declared, are watched together: for lag,
   * failure, and standing still.
   *
   * @default 10
   */
  readonly tasksWithOwnAlarms?: number;

  /**
   * Kinds of alarms that are left out.
   *
   * @default - none
   */
  readonly exclude?: AlarmKind[];

  /**
   * Whether events of DMS go to the topics, too: failures, paused reading, low storage, failover and so on, as sentences.
   *
   * @default true
   */
  readonly events?: boolean;
}

/** Properties of alarms. */
export interface LagAlarmsProps extends LagAlarmsOptions {
  /** The instance, defined or imported. */
  readonly instance: IReplicationInstance;

  /**
   * Tasks that have alarms of their own.
   *
   * @default - all that this app defines on the instance
   */
  readonly tasks?: IMigrationTask[];

  /**
   * What tells of failed, stopped and stalled tasks. It has to look at least every 5 minutes.
   *
   * @default - the one that the instance has, or else one is made
   */
  readonly monitor?: TaskMonitor;

  /**
   * Classes of an imported instance, the largest and the smallest that it goes through. Memory is measured by the smallest.
   *
   * @default - as the sizing of the instance has them; 8 GiB of memory where that is not known
   */
  readonly instanceClasses?: InstanceClass[];

  /**
   * Storage of an imported instance.
   *
   * @default - as the instance has it; no alarm for storage where that is not known, but DMS's own event
   */
  readonly storage?: Size;
}
