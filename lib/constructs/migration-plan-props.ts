import type { Duration, Size } from 'aws-cdk-lib';
import type { InstanceClass } from './instance-class';
import type { LobHandling } from './lob-handling';
import type { MigrationPlan } from './migration-plan';
import type { MigrationType } from './migration-type';

/** How a table that loads is split, as far as the profile has what is needed for it. */
export enum PlannedParallelLoad {
  /** Not at all. */
  NONE = 'none',
  /** By its partitions. */
  PARTITIONS = 'partitions',
  /** By ranges of its primary key. */
  RANGES = 'ranges',
}

/** What is decided by hand for one table. */
export interface PlannedTableOptions {
  /**
   * The id of its task, which is made if there is none. Tables that belong together go with it. Another task loads the table again.
   *
   * @default - as planned
   */
  readonly task?: string;

  /**
   * How its LOBs are carried.
   *
   * @default - as planned
   */
  readonly lobHandling?: LobHandling;

  /**
   * Whether and how it is split for the load.
   *
   * @default - as planned
   */
  readonly parallelLoad?: PlannedParallelLoad;
}

/** What is asked of a plan, and what of it is decided by hand. */
export interface MigrationPlanOptions {
  /**
   * DMS's name of the target's engine, for example `aurora-postgresql`.
   *
   * @default - that of the stack's target; a plan that is used without a stack takes all targets for alike
   */
  readonly targetEngine?: string;

  /**
   * What the tasks do.
   *
   * @default MigrationType.FULL_LOAD_AND_CDC
   */
  readonly migrationType?: MigrationType;

  /**
   * Tables to migrate, as `schema.table`; `*` stands for any characters.
   *
   * @default - all
   */
  readonly include?: string[];

  /**
   * Tables to leave out, as `schema.table`; `*` stands for any characters.
   *
   * @default - none but those that DMS cannot migrate
   */
  readonly exclude?: string[];

  /**
   * No more tasks than these.
   *
   * @default - as few as pay
   */
  readonly maxTasks?: number;

  /**
   * Replication instances that the tasks are split over.
   *
   * @default 1
   */
  readonly instances?: number;

  /**
   * Time in which the tables have to be loaded.
   *
   * @default - no limit: as many tables load at once as pay for their size
   */
  readonly loadWindow?: Duration;

  /**
   * Tables and segments that load at once, over all tasks.
   *
   * @default - by the size of the data, or the `loadWindow`
   */
  readonly parallelTables?: number;

  /**
   * Class of the instance while tables are loaded.
   *
   * @default - by what is at work at once
   */
  readonly fullLoadClass?: InstanceClass;

  /**
   * Class of the instance while only changes are captured.
   *
   * @default - by the number of tasks
   */
  readonly cdcClass?: InstanceClass;

  /**
   * Storage of the instance. It can grow later and never shrink.
   *
   * @default - by the changes that are cached during the load
   */
  readonly storage?: Size;

  /**
   * Whether a standby takes over when the instance fails.
   *
   * @default - with changes, not for a load alone
   */
  readonly multiAz?: boolean;

  /**
   * What is decided by hand for single tables, by `schema.table`.
   *
   * @default - nothing
   */
  readonly tables?: { [table: string]: PlannedTableOptions };

  /**
   * The plan that is deployed: tables stay in their tasks unless a limit is broken. Another task loads a table again.
   *
   * @default - none: tables have their tasks by their names alone
   */
  readonly previous?: MigrationPlan;

  /**
   * Findings about the source that you know of and accept, by their codes, as the messages and `npx dms-migrations findings` have them.
   *
   * @default - none: errors among them stop the synthesis
   */
  readonly acknowledgedFindings?: string[];
}
