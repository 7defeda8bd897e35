import type { DashboardFacts } from './dashboard-facts';
import { instanceLine, ofDms, ofMonitor } from './dashboard-graphs';
import { row, type Annotation, type Axis, type GraphContent, type GraphMetric, type LineOptions, type Row } from './dashboard-widgets';
import { INSTANCE_METRICS } from './metrics';
import { MONITOR_INSTANCE_METRICS } from './monitor-metrics';

const PERIOD_SECONDS = 300;
const HEIGHT = 5;

/** Changes of the class, which phase scaling publishes; these are counted, so a sum is right. */
export const CLASS_CHANGES = { name: 'ClassChanges', statistic: 'Sum' } as const;

/** What `Phase` means. */
const PHASES: readonly Annotation[] = [{ value: 1, label: 'full load' }, { value: 2, label: 'CDC' }, { value: 3, label: 'nothing runs' }];
const ABOVE_PHASES = 4;

/** General purpose storage gives this without bursts, and never less than the second [EBS User Guide, General Purpose SSD volumes (gp2)]. */
const IOPS_PER_GIB = 3;
const LEAST_IOPS = 100;

type LineSpec = readonly [metric: GraphMetric, label: string, options?: LineOptions];

/** In which phase the instance is, on which class, and how many of its tasks run. */
export function phaseRows(facts: DashboardFacts): Row[] {
  const { monitor, scaled } = facts;
  const { phase, vcpus, memoryGiB, runningTasks, failedTasks, longestStop } = MONITOR_INSTANCE_METRICS;
  const classChanges: LineSpec[] = scaled ? [[ofMonitor(CLASS_CHANGES), 'changes of the class']] : [];
  if (monitor === undefined) {
    return scaled ? [row(HEIGHT, graph(facts, 'Changes of the instance class', classChanges, { label: 'changes' }))] : [];
  }
  const look = { periodSeconds: monitor.periodSeconds };
  return [row(HEIGHT,
    graph(facts, 'Phase', [[ofMonitor(phase), 'phase']], { label: 'phase', max: ABOVE_PHASES }, { ...look, annotations: PHASES }),
    graph(facts, 'Instance class', [
      [ofMonitor(vcpus), 'vCPUs'], [ofMonitor(memoryGiB), 'memory', { yAxis: 'right' }], ...classChanges,
    ], { label: 'vCPUs' }, { ...look, right: { label: 'GiB' } }),
    graph(facts, 'Tasks', [
      [ofMonitor(runningTasks), 'running'], [ofMonitor(failedTasks), 'failed'], [ofMonitor(longestStop), 'longest stop', { yAxis: 'right' }],
    ], { label: 'tasks' }, { ...look, right: { label: 'seconds' } }))];
}

/** How the instance itself is. */
export function healthRows(facts: DashboardFacts): Row[] {
  const of = INSTANCE_METRICS;
  return [
    row(HEIGHT,
      graph(facts, 'CPU', [[ofDms(of.cpuUtilization), 'in use']], { label: '%', max: 100 }),
      graph(facts, 'Memory', [[ofDms(of.availableMemory), 'available'], [ofDms(of.freeableMemory), 'freeable']], { label: 'bytes' }),
      graph(facts, 'Swap', [[ofDms(of.swapUsage), 'in use']], { label: 'bytes' })),
    row(HEIGHT,
      graph(facts, 'Storage left', [[ofDms(of.freeStorageSpace), 'free']], { label: 'bytes' }),
      graph(facts, 'Waiting for the disk', [[ofDms(of.diskQueueDepth), 'requests']], { label: 'requests' }),
      iops(facts),
      graph(facts, 'Network', [[ofDms(of.networkReceiveThroughput), 'received'], [ofDms(of.networkTransmitThroughput), 'sent']], { label: 'bytes/s' })),
  ];
}

/** Reads and writes together are what the storage limits. */
function iops(facts: DashboardFacts): GraphContent {
  const { storageGiB } = facts;
  const { readIops, writeIops } = INSTANCE_METRICS;
  const drawn = graph(facts, 'Reads and writes a second', [[ofDms(readIops), 'reads', { id: 'reads' }], [ofDms(writeIops), 'writes', { id: 'writes' }]], { label: 'IOPS' });
  return {
    ...drawn,
    lines: [...drawn.lines, { expression: 'reads + writes', options: { id: 'both', label: 'together' } }],
    ...(storageGiB !== undefined && { annotations: [{ value: Math.max(LEAST_IOPS, IOPS_PER_GIB * storageGiB), label: `${IOPS_PER_GIB} per GiB of storage` }] }),
  };
}

type Look = Partial<Pick<GraphContent, 'periodSeconds' | 'right' | 'annotations'>>;

function graph(facts: DashboardFacts, title: string, lines: readonly LineSpec[], left: Axis, look: Look = {}): GraphContent {
  return {
    kind: 'graph', title, lines: lines.map(([metric, label, options]) => instanceLine(facts, metric, label, options)), periodSeconds: PERIOD_SECONDS, left, ...look,
  };
}
