/** What the user decided about the phases of an instance, as plain data: the controller's only input besides the world. */
export interface Policy {
  /** Class while tables are loaded: `dms.r6i.4xlarge`. */
  readonly fullLoadClass: string;
  /** Class while only changes are captured; the smallest that the controller ever chooses. */
  readonly cdcClass: string;
  readonly strategy: BoundaryStrategy;
  /** How long all loads must have been done before the instance is made smaller. */
  readonly settleSeconds: number;
  /** How long after the controller stopped a task, or a task stopped itself, it runs again whatever happens. */
  readonly deadlineSeconds: number;
  /** Whether a table that could not be loaded keeps the instance large, or is left behind. */
  readonly erroredTables: 'block' | 'leave';
  /** What runs for each task between its load and its changes. */
  readonly hook?: HookPolicy;
  /** When to go one size up again; absent: never. */
  readonly rebound?: ReboundPolicy;
  /** What the smaller class saves of the instance's price, from 0 to 1; absent if the classes are not of one family. */
  readonly saves?: number;
}

/**
 * How the end of a task's load is found, and what happens to the task then.
 *
 * - `stopAtBoundary`: DMS stops the task; it is resumed at once while others still load.
 * - `hold`: DMS stops the task; it waits for the others.
 * - `keepRunning`: the task goes on; the end of its load is read off its statistics.
 */
export type BoundaryStrategy = 'stopAtBoundary' | 'hold' | 'keepRunning';

export interface HookPolicy {
  /** ARN of the state machine. */
  readonly stateMachineArn: string;
  readonly timeoutSeconds: number;
  /** What becomes of the task when the hook failed or took too long. */
  readonly onFailure: 'resume' | 'hold';
}

export interface ReboundPolicy {
  /** Names of the alarms that say that the class is too small. */
  readonly alarmNames: readonly string[];
  /** Classes from the one for CDC up to the largest that may be gone back to, in order of size. */
  readonly ladder: readonly string[];
  /** How long after a change of class alarms are not listened to: the pause itself makes lag. */
  readonly cooldownSeconds: number;
}
