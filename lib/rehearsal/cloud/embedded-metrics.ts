import type { MetricStore } from '../../simulator/cloudwatch/metric-store';

interface EmbeddedMetrics {
  readonly Timestamp: number;
  readonly CloudWatchMetrics: readonly {
    readonly Namespace: string;
    readonly Dimensions: readonly (readonly string[])[];
    readonly Metrics: readonly { readonly Name: string }[];
  }[];
}

/** Metrics that a line of a log has in it [CloudWatch User Guide, Embedded metric format specification]; gives whether it has any. */
export function publishEmbeddedMetrics(store: MetricStore, line: string): boolean {
  if (!line.includes('"_aws"')) return false;
  const values = JSON.parse(line) as Readonly<Record<string, unknown>> & { readonly _aws: EmbeddedMetrics };
  for (const { Namespace: namespace, Dimensions: sets, Metrics: metrics } of values._aws.CloudWatchMetrics) {
    for (const names of sets) {
      const dimensions = Object.fromEntries(names.map((name) => [name, String(values[name])]));
      for (const { Name: name } of metrics) store.put({ namespace, name, dimensions }, values._aws.Timestamp, Number(values[name]));
    }
  }
  return true;
}
