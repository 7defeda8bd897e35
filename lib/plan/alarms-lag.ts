import type { AlarmMetric, AlarmPlan, AlarmQuery, AlarmSeverity, Runbook } from './alarm';
import { dmsMetric, highestOfTasks, monitorMetric, type TaskDimensions } from './alarm-metrics';
import { CATCHING_UP_SECONDS, outOfOneMore, PERIOD_SECONDS, type AlarmThresholds } from './alarm-thresholds';
import { TASK_METRICS } from './metrics';
import { MONITOR_INSTANCE_METRICS, MONITOR_TASK_METRICS } from './monitor-metrics';

const KINDS = [
  ['SourceLag', TASK_METRICS.cdcLatencySource],
  ['TargetLag', TASK_METRICS.cdcLatencyTarget],
] as const;
/** The value of the monitor's metric Phase while a task loads tables. */
const LOADING_PHASE = 1;
const CATCHING_UP = 'a lag that shrinks by a tenth of the time that passes does not count';
const SEVERITIES: readonly AlarmSeverity[] = ['warning', 'critical'];

/**
 * How far a task is behind, at its source and at its target.
 *
 * After any pause a task is behind, and catches up: a lag that shrinks is none. DMS may count what it keeps for a table that still loads as
 * lag of the target, which is not documented; so that counts only when no table loads. Without data, that is while the task does not run
 * and before it has begun, it is quiet: a task that stands still has an alarm of its own.
 */
export function lagAlarms(task: TaskDimensions, { lag }: AlarmThresholds): AlarmPlan[] {
  const loading = monitorMetric('loading', MONITOR_TASK_METRICS.tablesLoading, task);
  return KINDS.flatMap(([kind, metric]) => plansOf(kind, dmsMetric('lag', metric, task), { metric: loading, when: 'FILL(loading, 0) > 0' }, lag));
}

/**
 * The same over all tasks of an instance at once: of the one that is behind most.
 *
 * Math may be done on a query that gives one series, in alarms too [CloudWatch API reference, MetricDataQuery; nobody has tried it here].
 */
export function lagAlarmsOfAll(instanceIdentifier: string, { lag }: AlarmThresholds): AlarmPlan[] {
  const phase = monitorMetric('phase', MONITOR_INSTANCE_METRICS.phase, { instanceIdentifier });
  return KINDS.flatMap(([kind, metric]) =>
    plansOf(kind, { id: 'lag', query: highestOfTasks(metric, instanceIdentifier) }, { metric: phase, when: `FILL(phase, 0) == ${LOADING_PHASE}` }, lag));
}

/** What says that tables load. */
interface Loading {
  readonly metric: AlarmMetric;
  readonly when: string;
}

function plansOf(kind: 'SourceLag' | 'TargetLag', of: AlarmMetric | AlarmQuery, loading: Loading, lag: AlarmThresholds['lag']): AlarmPlan[] {
  const notShrinking = `IF(DIFF(lag) < -${CATCHING_UP_SECONDS}, 0, lag)`;
  const isTarget = kind === 'TargetLag';
  return SEVERITIES.map((severity) => ({
    kind,
    severity,
    metrics: isTarget ? [of, loading.metric] : [of],
    expression: isTarget ? `IF(${loading.when}, 0, ${notShrinking})` : notShrinking,
    periodSeconds: PERIOD_SECONDS,
    threshold: severity === 'critical' ? lag.criticalSeconds : lag.warningSeconds,
    comparison: 'GreaterThanThreshold',
    missing: 'notBreaching',
    ...outOfOneMore(lag.sustainedPeriods),
    runbook: runbookOf(kind),
  }));
}

/**
 * Changes that the source may have thrown away before they are read.
 *
 * While the task runs its lag tells how old the oldest of them is; while it stands still, the time since it stopped.
 */
export function expiryAlarm(task: TaskDimensions, retentionSeconds: number): AlarmPlan {
  return {
    kind: 'SourceLogExpires',
    severity: 'critical',
    metrics: [dmsMetric('lag', TASK_METRICS.cdcLatencySource, task), monitorMetric('stopped', MONITOR_TASK_METRICS.stopTime, task)],
    expression: '2 * MAX([FILL(lag, 0), FILL(stopped, 0)])',
    periodSeconds: PERIOD_SECONDS,
    threshold: retentionSeconds,
    comparison: 'GreaterThanThreshold',
    periods: 2,
    missing: 'notBreaching',
    runbook: {
      means: 'Changes wait at the source for half of the time that it keeps its log. When the log is gone, the task cannot go on, and all tables have to be loaded again.',
      look: ['lengthen the retention of the source\'s log now', 'resume the task if it stands still', 'see what holds it up: open transactions, the target, the size of the instance'],
      why: 'half of the retention that was given.',
    },
  };
}

function runbookOf(kind: 'SourceLag' | 'TargetLag'): Runbook {
  return kind === 'SourceLag'
    ? {
      means: 'The task reads changes late: CDCLatencySource is the age of what it reads.',
      look: ['long open transactions at the source', 'load and log settings of the source, and the network to it', 'CPU and memory of the replication instance'],
      why: `a choice, longer than a batch takes and shorter than a source keeps its log; ${CATCHING_UP}.`,
    }
    : {
      means: 'The task writes changes late: CDCLatencyTarget is the age of what waits to be committed. If the lag of the source is as high, begin there.',
      look: ['locks, missing indexes and write load at the target', 'BatchApplyEnabled, and tables without a primary key', 'memory and swap of the replication instance'],
      why: `a choice, longer than a batch takes and shorter than a cutover can wait; ${CATCHING_UP}.`,
    };
}
