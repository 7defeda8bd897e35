import type { Observed } from '../../control/monitor/observe';
import { INSTANCE_DIMENSION, TASK_DIMENSION } from '../../plan/metrics';
import { MONITOR_INSTANCE_METRICS, MONITOR_NAMESPACE, MONITOR_TABLE_METRICS, MONITOR_TASK_METRICS, type MonitorMetric } from '../../plan/monitor-metrics';

/** What a figure is called: the types see to it that there is a metric for each. */
const INSTANCE: Readonly<Record<keyof Observed['instance'], MonitorMetric>> = MONITOR_INSTANCE_METRICS;
const TASK: Readonly<Record<keyof Observed['tasks'][number]['figures'], MonitorMetric>> = { ...MONITOR_TASK_METRICS, ...MONITOR_TABLE_METRICS };

/** A line about the instance, which is its metrics, too. */
export function instanceLine(identifier: string, figures: Observed['instance'], now: number): object {
  return metricLine({ [INSTANCE_DIMENSION]: identifier }, INSTANCE, figures, now);
}

/** A line about a task, which is its metrics, too. */
export function taskLine(identifier: string, { resourceId, figures }: Observed['tasks'][number], now: number): object {
  return metricLine({ [INSTANCE_DIMENSION]: identifier, [TASK_DIMENSION]: resourceId }, TASK, figures, now);
}

/**
 * Figures in CloudWatch's embedded metric format, in one directive, which may have 100 metrics [CloudWatch User Guide, Embedded metric format
 * specification]. What is absent is not published.
 */
function metricLine(
  dimensions: Readonly<Record<string, string>>, metrics: Readonly<Record<string, MonitorMetric>>, figures: object, now: number,
): object {
  const present = Object.entries(figures).map(([key, value]) => ({ ...metrics[key], value: value as number }));
  return {
    ...dimensions,
    ...Object.fromEntries(present.map(({ name, value }) => [name, value])),
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [{
        Namespace: MONITOR_NAMESPACE,
        Dimensions: [Object.keys(dimensions)],
        Metrics: present.map(({ name, unit }) => ({ Name: name, Unit: unit })),
      }],
    },
  };
}
