/** Namespace of the metrics that this library publishes. */
export const MONITOR_NAMESPACE = 'cdk-dms-migrations';

/** A metric that the monitor publishes: its name, the statistic that makes sense of it, and the unit that it is published with. */
export interface MonitorMetric {
  readonly name: string;
  readonly statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum';
  /** As CloudWatch spells it. */
  readonly unit: 'Count' | 'Seconds' | 'Percent' | 'None';
}

/**
 * What the monitor tells of an instance, each time it looks; the dimension is the instance's name, as in DMS's own metrics.
 *
 * DMS itself has none of these [DMS User Guide, CHAP_Monitoring].
 */
export const MONITOR_INSTANCE_METRICS = {
  /** 1 while a task loads tables, 2 while tasks capture changes only, 3 while no task does anything. */
  phase: { name: 'Phase', statistic: 'Maximum', unit: 'None' },
  /** vCPUs of the class that the instance has now; absent for a class that the library does not know. */
  vcpus: { name: 'Vcpus', statistic: 'Maximum', unit: 'Count' },
  /** Memory of that class, in GiB; absent likewise. */
  memoryGiB: { name: 'MemoryGiB', statistic: 'Maximum', unit: 'None' },
  /** Tasks that run, or are about to. */
  runningTasks: { name: 'RunningTasks', statistic: 'Maximum', unit: 'Count' },
  /** Tasks that have failed, or that DMS has stopped because they could not go on: for an error, or for want of memory, storage or a licence. */
  failedTasks: { name: 'FailedTasks', statistic: 'Maximum', unit: 'Count' },
  /** For how long the task that has stood still longest has done so, of those that are neither finished nor failed; 0 if there is none. */
  longestStop: { name: 'LongestStop', statistic: 'Maximum', unit: 'Seconds' },
  /** For how long no task has done anything; 0 while one does. Tasks that have been deleted are forgotten. */
  idleTime: { name: 'IdleTime', statistic: 'Maximum', unit: 'Seconds' },
} as const satisfies Record<string, MonitorMetric>;

/** What the monitor tells of each task without looking at its tables; dimensions are those of DMS's own metrics of tasks. */
export const MONITOR_TASK_METRICS = {
  /** 1 if the task has failed, or DMS has stopped it because it could not go on (see {@link MONITOR_INSTANCE_METRICS}.failedTasks); else 0. */
  failed: { name: 'Failed', statistic: 'Maximum', unit: 'Count' },
  /**
   * For how long the task has stood still; 0 while it runs, has never run, is finished or has failed. A start or a change that hangs counts, too:
   * since the stop before it.
   */
  stopTime: { name: 'StopTime', statistic: 'Maximum', unit: 'Seconds' },
  // Tables of a task that does not run are absent if DMS counts none any more.
  tablesQueued: { name: 'TablesQueued', statistic: 'Maximum', unit: 'Count' },
  tablesLoading: { name: 'TablesLoading', statistic: 'Maximum', unit: 'Count' },
  tablesLoaded: { name: 'TablesLoaded', statistic: 'Maximum', unit: 'Count' },
  tablesErrored: { name: 'TablesErrored', statistic: 'Maximum', unit: 'Count' },
  /** How much of the full load is done, as DMS estimates it; absent for a task that only captures changes. */
  fullLoadPercent: { name: 'FullLoadPercent', statistic: 'Maximum', unit: 'Percent' },
} as const satisfies Record<string, MonitorMetric>;

/** What the monitor tells of each task whose tables it looks at. */
export const MONITOR_TABLE_METRICS = {
  /** Rows loaded so far, over all tables; absent for a task that only captures changes. */
  rowsLoaded: { name: 'RowsLoaded', statistic: 'Maximum', unit: 'Count' },
  /** The full load is expected to take at least this much longer; absent while nothing can be said, and when it is over. */
  timeLeftLow: { name: 'FullLoadTimeLeftLow', statistic: 'Maximum', unit: 'Seconds' },
  /** And at most this much. */
  timeLeftHigh: { name: 'FullLoadTimeLeftHigh', statistic: 'Maximum', unit: 'Seconds' },
  // What follows is absent for tasks whose rows are not compared.
  validationPending: { name: 'ValidationPendingRecords', statistic: 'Maximum', unit: 'Count' },
  validationFailed: { name: 'ValidationFailedRecords', statistic: 'Maximum', unit: 'Count' },
  validationSuspended: { name: 'ValidationSuspendedRecords', statistic: 'Maximum', unit: 'Count' },
  /** Tables that DMS does not validate because they have no primary key, of tasks with validation on. */
  tablesWithoutKey: { name: 'TablesWithoutPrimaryKey', statistic: 'Maximum', unit: 'Count' },
} as const satisfies Record<string, MonitorMetric>;
