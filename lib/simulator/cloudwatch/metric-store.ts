import { aggregate, isMissing, Points, statisticOf, type Grid } from './aggregation';

/** What makes a metric that metric: the same name with other dimensions is another one [CloudWatch User Guide, CloudWatch concepts: Dimensions]. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A value for each period that has one, by the time at which the period begins. */
export type Series = ReadonlyMap<number, number>;

/** A metric with its data points. */
export interface StoredMetric {
  readonly metric: MetricId;
  readonly points: Points;
}

const NONE: readonly StoredMetric[] = [];

/** The data points of all metrics. Units, and data points of different resolution, are not told apart. */
export class MetricStore {
  private readonly byId = new Map<string, Points>();
  private readonly bySchema = new Map<string, StoredMetric[]>();

  /** Takes a data point, which may come late. */
  public put(metric: MetricId, at: number, value: number): void {
    // PutMetricData takes neither NaN nor infinity [CloudWatch API reference, MetricDatum].
    if (!Number.isFinite(value)) throw new Error(`${metric.namespace} ${metric.name}: a data point must be a finite number, got ${value}`);
    const points = this.pointsOf(metric);
    if (points.isEmpty) this.enlist({ metric, points });
    points.add(at, value);
  }

  /** Values of the whole periods in [from, to), aligned to the epoch; periods without data are absent. */
  public series(metric: MetricId, statistic: string, periodSeconds: number, from: number, to: number): Series {
    const periodMs = periodSeconds * 1000;
    const start = Math.ceil(from / periodMs) * periodMs;
    const grid: Grid = { start, periodMs, count: Math.max(0, Math.floor((to - start) / periodMs)) };
    const values = aggregate([this.pointsOf(metric)], statisticOf(statistic), grid);
    return new Map(values.flatMap((value, index) => (isMissing(value) ? [] : [[start + index * periodMs, value] as const])));
  }

  /** All metrics of this name that have exactly these dimensions, in any order, and were ever published. */
  public find(namespace: string, name: string, dimensionKeys: readonly string[]): MetricId[] {
    return this.search(namespace, name, dimensionKeys).map(({ metric }) => metric);
  }

  /** @internal As `find`, with the data points; the same list as long as no metric is added. */
  public search(namespace: string, name: string, dimensionKeys: readonly string[]): readonly StoredMetric[] {
    return this.bySchema.get(schemaOf(namespace, name, dimensionKeys)) ?? NONE;
  }

  /** @internal The data points of a metric, to which later ones are added; none if it was never published. */
  public pointsOf(metric: MetricId): Points {
    const id = idOf(metric);
    const points = this.byId.get(id) ?? new Points();
    this.byId.set(id, points);
    return points;
  }

  private enlist(stored: StoredMetric): void {
    const { namespace, name, dimensions } = stored.metric;
    const schema = schemaOf(namespace, name, Object.keys(dimensions));
    // A new list, so that those who have the old one can tell.
    this.bySchema.set(schema, [...this.bySchema.get(schema) ?? [], stored]);
  }
}

function idOf({ namespace, name, dimensions }: MetricId): string {
  return `${namespace}\n${name}\n${keyOf(dimensions)}`;
}

/** By the object, since metrics come again and again with the same one. */
const keys = new WeakMap<MetricId['dimensions'], string>();

function keyOf(dimensions: MetricId['dimensions']): string {
  const known = keys.get(dimensions);
  if (known !== undefined) return known;
  const names = Object.keys(dimensions).sort();
  const key = JSON.stringify([names, names.map((name) => dimensions[name])]);
  keys.set(dimensions, key);
  return key;
}

function schemaOf(namespace: string, name: string, dimensionKeys: readonly string[]): string {
  return JSON.stringify([namespace, name, [...dimensionKeys].sort()]);
}
