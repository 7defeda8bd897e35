import type { AlarmPlan } from './alarm';
import { dmsMetric, monitorMetric, type TaskDimensions } from './alarm-metrics';
import { GROWTH_PERIOD_SECONDS, GROWTH_PERIODS, GROWTH_SHARE, outOfOneMore, PERIOD_SECONDS, type AlarmThresholds } from './alarm-thresholds';
import { expiryAlarm, lagAlarms, lagAlarmsOfAll } from './alarms-lag';
import { TASK_METRICS, type MetricFacts } from './metrics';
import { MONITOR_INSTANCE_METRICS, MONITOR_TABLE_METRICS, MONITOR_TASK_METRICS, type MonitorMetric } from './monitor-metrics';

/** A task that has alarms of its own. */
export interface AlarmedTask extends TaskDimensions {
  readonly fullLoad: boolean;
  readonly cdc: boolean;
  readonly validated: boolean;
}

/** The alarms of one task. */
export function taskAlarms(task: AlarmedTask, thresholds: AlarmThresholds): AlarmPlan[] {
  const { fullLoad, cdc, validated } = task;
  const { logRetentionSeconds } = thresholds;
  return [
    failedTask(task),
    stoppedTask(task, thresholds),
    ...(fullLoad ? [stalledLoad(task, thresholds)] : []),
    ...(cdc ? [...lagAlarms(task, thresholds), ...backlogs(task, thresholds)] : []),
    ...(cdc && logRetentionSeconds !== undefined ? [expiryAlarm(task, logRetentionSeconds)] : []),
    ...(validated ? validationAlarms(task) : []),
  ];
}

/** The alarms of all tasks of an instance together, also of those that nobody has declared. */
export function alarmsOfAllTasks(instanceIdentifier: string, thresholds: AlarmThresholds): AlarmPlan[] {
  return [
    { ...failedTask({ instanceIdentifier }), metrics: [monitorMetric('failed', MONITOR_INSTANCE_METRICS.failedTasks, { instanceIdentifier })] },
    { ...stoppedTask({ instanceIdentifier }, thresholds), metrics: [monitorMetric('stopped', MONITOR_INSTANCE_METRICS.longestStop, { instanceIdentifier })] },
    ...lagAlarmsOfAll(instanceIdentifier, thresholds),
  ];
}

/** The monitor tells at once when DMS tells it, and every few minutes otherwise: between two looks nothing changes. */
const AS_IT_COMES = { periodSeconds: 60, periods: 1, missing: 'ignore', threshold: 0, comparison: 'GreaterThanThreshold' } as const;

/** A task, or all of an instance. */
type SomeTask = Pick<TaskDimensions, 'instanceIdentifier'> & Partial<TaskDimensions>;

function failedTask(task: SomeTask): AlarmPlan {
  return {
    kind: 'FailedTask',
    severity: 'critical',
    metrics: [monitorMetric('failed', MONITOR_TASK_METRICS.failed, task)],
    ...AS_IT_COMES,
    runbook: {
      means: 'The task has failed, or DMS has stopped it because it could not go on: for an error, or for want of memory or storage. It does not start again by itself.',
      look: ['LastFailureMessage of the task, and lines with ]E: in its log', 'memory and storage of the replication instance', 'the connections of its endpoints; resume the task when the cause is gone'],
      why: 'one task is one too many.',
    },
  };
}

function stoppedTask(task: SomeTask, { plannedStopSeconds }: AlarmThresholds): AlarmPlan {
  return {
    kind: 'StoppedTask',
    severity: 'critical',
    metrics: [monitorMetric('stopped', MONITOR_TASK_METRICS.stopTime, task)],
    periodSeconds: PERIOD_SECONDS,
    threshold: plannedStopSeconds,
    comparison: 'GreaterThanThreshold',
    periods: 1,
    missing: 'ignore',
    runbook: {
      means: 'The task stands still for longer than any planned stop takes. Nothing is migrated, and the source keeps its log for it.',
      look: ['who stopped it and why: its stop reason, CloudTrail, the messages of phase scaling', 'whether the source still has its log from there on', 'resume it (resume-processing), or delete it if the migration is over'],
      why: 'longer than a change of class, a deployment, a rotation of passwords or a maintenance takes.',
    },
  };
}

function stalledLoad(task: TaskDimensions, { stalledLoadPeriods }: AlarmThresholds): AlarmPlan {
  return {
    kind: 'StalledLoad',
    severity: 'critical',
    metrics: [
      dmsMetric('rows', { ...TASK_METRICS.fullLoadThroughputRowsTarget, statistic: 'Maximum' }, task),
      monitorMetric('loading', MONITOR_TASK_METRICS.tablesLoading, task),
      monitorMetric('stopped', MONITOR_TASK_METRICS.stopTime, task),
    ],
    expression: 'IF(loading > 0 AND stopped == 0 AND FILL(rows, 0) == 0, 1, 0)',
    periodSeconds: PERIOD_SECONDS,
    threshold: 0,
    comparison: 'GreaterThanThreshold',
    periods: stalledLoadPeriods,
    missing: 'notBreaching',
    runbook: {
      means: 'Tables are loading, and no row arrives at the target.',
      look: ['locks and long queries at the source: a table may be sorted or waited for before its first row', 'locks, full disks and constraints at the target', 'lines with ]E: and ]W: in the log of the task'],
      why: 'a choice: longer than a large table takes to be begun, or a LOB to be carried.',
    },
  };
}

/** Changes that wait on the instance and become more and more. While tables load they are kept on purpose. */
function backlogs(task: TaskDimensions, { backlogChanges }: AlarmThresholds): AlarmPlan[] {
  const backlog = (kind: 'MemoryBacklog' | 'DiskBacklog', source: MetricFacts, target: MetricFacts, means: string): AlarmPlan => ({
    kind,
    severity: 'warning',
    metrics: [
      dmsMetric('source', { ...source, statistic: 'Average' }, task),
      dmsMetric('target', { ...target, statistic: 'Average' }, task),
      monitorMetric('loading', MONITOR_TASK_METRICS.tablesLoading, task),
    ],
    expression: `IF(FILL(loading, 0) == 0 AND source + target > ${backlogChanges} AND DIFF(source + target) > ${GROWTH_SHARE} * (source + target), 1, 0)`,
    periodSeconds: GROWTH_PERIOD_SECONDS,
    threshold: 0,
    comparison: 'GreaterThanThreshold',
    ...outOfOneMore(GROWTH_PERIODS),
    missing: 'notBreaching',
    runbook: {
      means,
      look: ['what the target waits for: locks, indexes, write load', 'large transactions at the source', 'memory and storage that the instance has left'],
      why: `more than ${backlogChanges} changes that have grown in each quarter of an hour for an hour: longer than a batch job takes.`,
    },
  });
  return [
    backlog('MemoryBacklog', TASK_METRICS.cdcChangesMemorySource, TASK_METRICS.cdcChangesMemoryTarget,
      'Changes come faster than they are applied, and pile up in the memory of the instance.'),
    backlog('DiskBacklog', TASK_METRICS.cdcChangesDiskSource, TASK_METRICS.cdcChangesDiskTarget,
      'Changes come faster than they are applied, and pile up on the disk of the instance. When it is full, the task stops.'),
  ];
}

function validationAlarms(task: TaskDimensions): AlarmPlan[] {
  const count = (kind: AlarmPlan['kind'], metric: MonitorMetric, means: string, look: AlarmPlan['runbook']['look']): AlarmPlan => ({
    kind,
    severity: 'warning',
    metrics: [monitorMetric('records', metric, task)],
    ...AS_IT_COMES,
    runbook: { means, look, why: 'the target is to have what the source has.' },
  });
  return [
    count('MismatchedRecords', MONITOR_TABLE_METRICS.validationFailed, 'Rows at the target are not what they are at the source.',
      ['the table awsdms_control.awsdms_validation_failures_v1 (or _v2) at the target', 'LOBs that were cut off, and transformations', 'who else writes to the target']),
    count('SuspendedRecords', MONITOR_TABLE_METRICS.validationSuspended, 'Rows change too often to be compared, or comparing them failed too often: nobody knows whether they are right.',
      ['which tables, by the statistics of the task', 'load on both databases', 'revalidate when it is quieter']),
    count('TablesWithoutKey', MONITOR_TABLE_METRICS.tablesWithoutKey, 'Tables have no primary key or unique index, and so are not compared.',
      ['which tables, by ValidationState in the statistics of the task', 'whether the target lost a key that the source has', 'compare them by other means before cutover']),
  ];
}
