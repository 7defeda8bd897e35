/** A task that has a line of its own. Texts but the label may be known only at deployment. */
export interface DashboardTask {
  /** What the lines of the task are called. */
  readonly label: string;
  /** The last part of the task's ARN, which its metrics and its log stream go by. */
  readonly resourceId: string;
  /** The task's name; absent if this app does not know it. */
  readonly name?: string;
  readonly fullLoad: boolean;
  readonly cdc: boolean;
  /** Whether its rows are compared. */
  readonly validated: boolean;
}

/** What a dashboard is made of. Texts may be known only at deployment. */
export interface DashboardFacts {
  /** Where the dashboard stands in the app. */
  readonly path: string;
  readonly instanceIdentifier: string;
  readonly region: string;
  /** The domain of the console; absent where it is not known. */
  readonly consoleDomain?: string;
  /** The log group of the tasks. */
  readonly logGroupName: string;
  /** All tasks that this app knows and can refer to. */
  readonly tasks: readonly DashboardTask[];
  /** What tells of tasks what DMS does not; absent if nothing does. */
  readonly monitor?: { readonly periodSeconds: number };
  /** Whether the class of the instance changes with the phase. */
  readonly scaled: boolean;
  readonly alarmArns: readonly string[];
  /** Lag at which somebody is told, in seconds. */
  readonly lagThresholds: { readonly source: readonly LagThreshold[]; readonly target: readonly LagThreshold[] };
  /** Storage of the instance; absent if it is not known. */
  readonly storageGiB?: number;
}

/** Lag at which somebody is told. */
export interface LagThreshold {
  readonly seconds: number;
  readonly label: 'warning' | 'critical' | 'alarm';
}

/** So many lines in a graph can be told from each other [choice]. */
export const MAX_LINES = 10;

/**
 * Whether each task has lines of its own.
 *
 * Where there are more tasks than can be told from each other, or nobody has declared any, queries find those that matter: whatever runs on
 * the instance by then. So the dashboard does not grow with the number of tasks.
 */
export function drawsEachTask({ tasks }: DashboardFacts): boolean {
  return tasks.length > 0 && tasks.length <= MAX_LINES;
}
