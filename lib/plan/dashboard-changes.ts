import type { DashboardFacts, DashboardTask, LagThreshold } from './dashboard-facts';
import { ofDms, ofMonitor, taskGraph } from './dashboard-graphs';
import { row, type Annotation, type GraphContent, type Row } from './dashboard-widgets';
import { TASK_METRICS, type MetricFacts } from './metrics';
import { MONITOR_TABLE_METRICS, type MonitorMetric } from './monitor-metrics';

/** DMS publishes once a minute, and a cutover waits for minutes. */
const PERIOD_SECONDS = 60;

const GRAPH_HEIGHT = 6;
const LOW_HEIGHT = 5;

const COLORS: Readonly<Record<LagThreshold['label'], string>> = { warning: '#ff7f0e', critical: '#d62728', alarm: '#d62728' };

const captures = ({ cdc }: DashboardTask): boolean => cdc;

/** How far tasks are behind, on each side: the whole lag is both together [DMS User Guide, CHAP_Monitoring]. */
export function lagRows(facts: DashboardFacts): Row[] {
  const { source, target } = facts.lagThresholds;
  return [row(GRAPH_HEIGHT,
    changes(facts, 'Lag of reading from the source', TASK_METRICS.cdcLatencySource, 'seconds', source.map(annotationOf)),
    changes(facts, 'Lag of writing to the target', TASK_METRICS.cdcLatencyTarget, 'seconds', target.map(annotationOf)))];
}

/** What waits on the instance, and how fast it comes and goes. */
export function backlogRows(facts: DashboardFacts): Row[] {
  return [
    row(GRAPH_HEIGHT,
      changes(facts, 'Changes waiting to be applied', TASK_METRICS.cdcIncomingChanges, 'changes'),
      changes(facts, 'Changes read from the source', TASK_METRICS.cdcThroughputRowsSource, 'rows/s'),
      changes(facts, 'Changes written to the target', TASK_METRICS.cdcThroughputRowsTarget, 'rows/s')),
    row(LOW_HEIGHT,
      changes(facts, 'In memory, uncommitted at the source', TASK_METRICS.cdcChangesMemorySource, 'rows'),
      changes(facts, 'In memory, for the target', TASK_METRICS.cdcChangesMemoryTarget, 'rows'),
      changes(facts, 'On disk, uncommitted at the source', TASK_METRICS.cdcChangesDiskSource, 'rows'),
      changes(facts, 'On disk, for the target', TASK_METRICS.cdcChangesDiskTarget, 'rows')),
    row(LOW_HEIGHT,
      changes(facts, 'KB of changes read from the source', TASK_METRICS.cdcThroughputBandwidthSource, 'KB/s'),
      changes(facts, 'KB of changes written to the target', TASK_METRICS.cdcThroughputBandwidthTarget, 'KB/s')),
  ];
}

/** What the comparison of rows finds. */
export function validationRows(facts: DashboardFacts, periodSeconds: number): Row[] {
  const found = (title: string, metric: MonitorMetric, label: string): GraphContent =>
    taskGraph(facts, { title, metric: ofMonitor(metric), axis: { label }, periodSeconds, has: ({ validated }) => validated });
  return [row(LOW_HEIGHT,
    found('Rows to compare', MONITOR_TABLE_METRICS.validationPending, 'rows'),
    found('Rows that differ', MONITOR_TABLE_METRICS.validationFailed, 'rows'),
    found('Rows that cannot be compared', MONITOR_TABLE_METRICS.validationSuspended, 'rows'),
    found('Tables without a key', MONITOR_TABLE_METRICS.tablesWithoutKey, 'tables'))];
}

function changes(facts: DashboardFacts, title: string, metric: MetricFacts, label: string, annotations: readonly Annotation[] = []): GraphContent {
  return taskGraph(facts, { title, metric: ofDms(metric), axis: { label }, periodSeconds: PERIOD_SECONDS, has: captures, annotations });
}

function annotationOf({ seconds, label }: LagThreshold): Annotation {
  return { value: seconds, label, color: COLORS[label] };
}
