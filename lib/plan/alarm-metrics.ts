import type { AlarmMetric } from './alarm';
import { INSTANCE_DIMENSION, NAMESPACE, TASK_DIMENSION, type MetricFacts } from './metrics';
import { MONITOR_NAMESPACE, type MonitorMetric } from './monitor-metrics';

/** What a task's metrics go by: the instance's name, and the last part of the task's ARN. */
export interface TaskDimensions {
  readonly instanceIdentifier: string;
  readonly resourceId: string;
}

/** One of DMS's own metrics, of a task or, without one, of the instance. */
export function dmsMetric(id: string, { name, statistic }: MetricFacts, of: DimensionsOf): AlarmMetric {
  return { id, namespace: NAMESPACE, name, statistic, dimensions: dimensionsOf(of) };
}

/** One of the monitor's metrics. */
export function monitorMetric(id: string, { name, statistic }: MonitorMetric, of: DimensionsOf): AlarmMetric {
  return { id, namespace: MONITOR_NAMESPACE, name, statistic, dimensions: dimensionsOf(of) };
}

type DimensionsOf = Omit<TaskDimensions, 'resourceId'> & Partial<TaskDimensions>;

function dimensionsOf({ instanceIdentifier, resourceId }: DimensionsOf): Record<string, string> {
  return { [INSTANCE_DIMENSION]: instanceIdentifier, ...(resourceId !== undefined && { [TASK_DIMENSION]: resourceId }) };
}

/** A Metrics Insights query for the highest value among all tasks of an instance, also those that come later. */
export function highestOfTasks({ name }: MetricFacts, instanceIdentifier: string): string {
  return `SELECT MAX(${name}) FROM SCHEMA("${NAMESPACE}", ${INSTANCE_DIMENSION}, ${TASK_DIMENSION}) WHERE ${INSTANCE_DIMENSION} = '${instanceIdentifier}'`;
}
