import { drawsEachTask, type DashboardFacts, type DashboardTask } from './dashboard-facts';
import { ofDms, ofMonitor, taskGraph, taskLine, totalOfTasks } from './dashboard-graphs';
import { row, type Axis, type ExpressionLine, type GraphContent, type MetricLine, type Row } from './dashboard-widgets';
import { TASK_METRICS } from './metrics';
import { MONITOR_TABLE_METRICS, MONITOR_TASK_METRICS } from './monitor-metrics';

const PERIOD_SECONDS = 300;
const GRAPH_HEIGHT = 6;
const LOW_HEIGHT = 5;

const ROWS = { label: 'rows/s' };
const KILOBYTES = { label: 'KB/s' };
const TABLES: Axis = { label: 'tables' };

/** Tables are in one of these states, in the order in which they pass through them. */
const STATES = [
  ['queued', MONITOR_TASK_METRICS.tablesQueued],
  ['loading', MONITOR_TASK_METRICS.tablesLoading],
  ['loaded', MONITOR_TASK_METRICS.tablesLoaded],
  ['errored', MONITOR_TASK_METRICS.tablesErrored],
] as const;

const loads = ({ fullLoad }: DashboardTask): boolean => fullLoad;

/** Full load: how fast, how far, and for how long. */
export function fullLoadRows(facts: DashboardFacts): Row[] {
  return [
    row(GRAPH_HEIGHT,
      throughput(facts, 'Rows read from the source', TASK_METRICS.fullLoadThroughputRowsSource, ROWS),
      throughput(facts, 'Rows written to the target', TASK_METRICS.fullLoadThroughputRowsTarget, ROWS)),
    row(GRAPH_HEIGHT,
      throughput(facts, 'KB read from the source', TASK_METRICS.fullLoadThroughputBandwidthSource, KILOBYTES),
      throughput(facts, 'KB written to the target', TASK_METRICS.fullLoadThroughputBandwidthTarget, KILOBYTES)),
    ...(facts.monitor === undefined ? [] : progressRows(facts, facts.monitor.periodSeconds)),
  ];
}

function throughput(facts: DashboardFacts, title: string, metric: Parameters<typeof ofDms>[0], axis: Axis): GraphContent {
  return taskGraph(facts, { title, metric: ofDms(metric), axis, periodSeconds: PERIOD_SECONDS, has: loads, ofMany: 'total' });
}

function progressRows(facts: DashboardFacts, periodSeconds: number): Row[] {
  const graph = { periodSeconds, has: loads };
  const percent = taskGraph(facts, {
    ...graph, title: 'Full load done', metric: ofMonitor(MONITOR_TASK_METRICS.fullLoadPercent), axis: { label: '%', max: 100 }, ofMany: 'lowest',
  });
  const times = [
    taskGraph(facts, { ...graph, title: 'Time left, at least', metric: ofMonitor(MONITOR_TABLE_METRICS.timeLeftLow), axis: { label: 'seconds' } }),
    taskGraph(facts, { ...graph, title: 'Time left, at most', metric: ofMonitor(MONITOR_TABLE_METRICS.timeLeftHigh), axis: { label: 'seconds' } }),
  ];
  if (drawsEachTask(facts)) return [row(GRAPH_HEIGHT, tablesByState(facts, periodSeconds), percent), row(LOW_HEIGHT, ...times)];
  return [row(LOW_HEIGHT, ...tablesOfMany(facts, periodSeconds)), row(LOW_HEIGHT, percent, ...times)];
}

/** An area for each state, over all tasks. */
function tablesByState(facts: DashboardFacts, periodSeconds: number): GraphContent {
  const tasks = facts.tasks.filter(loads);
  const lines = STATES.flatMap(([state, metric]): (MetricLine | ExpressionLine)[] => {
    const each = tasks.map((task, index) => taskLine(facts, ofMonitor(metric), task, { id: `${state}${index}`, visible: false }));
    const [only] = tasks;
    if (tasks.length === 1) return [taskLine(facts, ofMonitor(metric), only, { label: state })];
    const sum = `SUM([${each.map(({ options }) => options?.id).join(',')}])`;
    return [...each, { expression: sum, options: { id: state, label: state } }];
  });
  return { kind: 'graph', title: 'Tables by state', lines, periodSeconds, left: TABLES, stacked: true };
}

/** A graph has one query at most, so each state has a graph; which tasks have tables with errors matters more than how many tables. */
function tablesOfMany(facts: DashboardFacts, periodSeconds: number): GraphContent[] {
  return STATES.map(([state, metric]): GraphContent => {
    const title = `Tables ${state}`;
    if (state === 'errored') return taskGraph(facts, { title, metric: ofMonitor(metric), axis: TABLES, periodSeconds });
    return { kind: 'graph', title: `${title}, all tasks`, lines: totalOfTasks(facts, ofMonitor(metric)), periodSeconds, left: TABLES, stacked: true };
  });
}
