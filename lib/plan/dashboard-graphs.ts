import { drawsEachTask, MAX_LINES, type DashboardFacts, type DashboardTask } from './dashboard-facts';
import type { Annotation, Axis, ExpressionLine, GraphContent, GraphMetric, LineOptions, MetricLine } from './dashboard-widgets';
import { INSTANCE_DIMENSION, NAMESPACE, TASK_DIMENSION, type MetricFacts } from './metrics';
import { MONITOR_NAMESPACE, type MonitorMetric } from './monitor-metrics';

/** Tasks that an instance has at most, unless the quota has been raised [DMS User Guide, CHAP_Limits]. */
const TASKS_OF_INSTANCE = 200;

const FUNCTIONS: Readonly<Record<string, string>> = { Average: 'AVG', Maximum: 'MAX', Minimum: 'MIN' };

/** One of DMS's own metrics. */
export function ofDms({ name, statistic }: MetricFacts): GraphMetric {
  return { namespace: NAMESPACE, name, statistic };
}

/** One of the metrics that this library publishes. */
export function ofMonitor({ name, statistic }: Pick<MonitorMetric, 'name' | 'statistic'>): GraphMetric {
  return { namespace: MONITOR_NAMESPACE, name, statistic };
}

/** A metric of the tasks as a graph. */
export interface TaskGraph {
  readonly title: string;
  readonly metric: GraphMetric;
  readonly axis: Axis;
  readonly periodSeconds: number;
  /** Which tasks have it; all if absent. */
  readonly has?: (task: DashboardTask) => boolean;
  /** Of many tasks: those with the highest values, if absent; those with the lowest; or all together. */
  readonly ofMany?: 'lowest' | 'total';
  readonly annotations?: readonly Annotation[];
}

/** A line for each task or, of many, what matters of them. */
export function taskGraph(facts: DashboardFacts, graph: TaskGraph): GraphContent {
  const { title, metric, axis, periodSeconds, annotations, ofMany, has = () => true } = graph;
  const look = { kind: 'graph', periodSeconds, left: axis, annotations } as const;
  if (drawsEachTask(facts)) {
    const lines = facts.tasks.filter(has).map((task) => taskLine(facts, metric, task, { label: task.label }));
    return { ...look, title, lines, stacked: ofMany === 'total' };
  }
  if (ofMany === 'total') return { ...look, title: `${title}, all tasks`, lines: totalOfTasks(facts, metric), stacked: true };
  return {
    ...look,
    title: `${title}, ${MAX_LINES} ${ofMany ?? 'highest'}`,
    lines: [query(facts, metric, { order: ofMany === 'lowest' ? 'ASC' : 'DESC', limit: MAX_LINES })],
  };
}

/** A metric of a task. */
export function taskLine({ instanceIdentifier }: DashboardFacts, metric: GraphMetric, task: DashboardTask, options: LineOptions): MetricLine {
  return { metric, dimensions: { [INSTANCE_DIMENSION]: instanceIdentifier, [TASK_DIMENSION]: task.resourceId }, options };
}

/** A metric of the instance. */
export function instanceLine({ instanceIdentifier }: DashboardFacts, metric: GraphMetric, label: string, options: LineOptions = {}): MetricLine {
  return { metric, dimensions: { [INSTANCE_DIMENSION]: instanceIdentifier }, options: { ...options, label } };
}

/**
 * All tasks together.
 *
 * The sum is over tasks. One over time would count a level as often as it was published, so tasks are queried one by one, and added up by an
 * expression of its own, as an expression cannot have a query in it [CloudWatch User Guide, Dashboard body structure and syntax].
 */
export function totalOfTasks(facts: DashboardFacts, metric: GraphMetric): ExpressionLine[] {
  const each = query(facts, metric, { order: 'DESC', limit: TASKS_OF_INSTANCE });
  return [{ ...each, options: { ...each.options, visible: false } }, { expression: 'SUM(q)', options: { id: 'total', label: 'all tasks' } }];
}

/** Which of the tasks a query finds. */
interface Chosen {
  readonly order: 'ASC' | 'DESC';
  readonly limit: number;
}

/** The label of what a query finds is the last part of the task's ARN: CloudWatch knows no other name of it. */
function query({ instanceIdentifier }: DashboardFacts, metric: GraphMetric, { order, limit }: Chosen): ExpressionLine {
  const { namespace, name, statistic } = metric;
  const aggregate = FUNCTIONS[statistic];
  const from = `SCHEMA("${namespace}", ${INSTANCE_DIMENSION}, ${TASK_DIMENSION}) WHERE ${INSTANCE_DIMENSION} = '${instanceIdentifier}'`;
  const expression = `SELECT ${aggregate}(${name}) FROM ${from} GROUP BY ${TASK_DIMENSION} ORDER BY ${aggregate}() ${order} LIMIT ${limit}`;
  return { expression, options: { id: 'q' } };
}
