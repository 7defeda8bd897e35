/** Periods of equal length, one after the other. Times are milliseconds of the epoch. */
export interface Grid {
  readonly start: number;
  readonly periodMs: number;
  readonly count: number;
}

/** One value a period of a grid; NaN where there is none. CloudWatch itself takes no NaN, so nothing is lost by it. */
export type Values = readonly number[];

/** Whether a period has no value. */
export const isMissing = Number.isNaN;

/** What was observed in one period. */
interface Bucket {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** Makes one value of what was observed in a period; it was observed at least once. */
export type Statistic = (bucket: Bucket) => number;

/** [CloudWatch User Guide, CloudWatch statistics definitions] */
const STATISTICS: Readonly<Record<string, Statistic>> = {
  Average: ({ sum, count }) => sum / count,
  Sum: ({ sum }) => sum,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
  SampleCount: ({ count }) => count,
};

/** Percentiles and trimmed statistics are not among those that are known. */
export function statisticOf(name: string): Statistic {
  if (!Object.hasOwn(STATISTICS, name)) throw new Error(`the statistic '${name}' is not simulated; known are ${Object.keys(STATISTICS).join(', ')}`);
  return STATISTICS[name];
}

/** The data points of one metric, in the order of their time. */
export class Points {
  /** Both have an entry for each point. They are read in a loop that runs millions of times, where a call for each costs too much. */
  public readonly times: number[] = [];
  public readonly values: number[] = [];

  public get isEmpty(): boolean {
    return this.times.length === 0;
  }

  /** A point may come late, that is after younger ones. */
  public add(at: number, value: number): void {
    const place = this.isEmpty || at >= this.times[this.times.length - 1] ? this.times.length : this.firstFrom(at);
    this.times.splice(place, 0, at);
    this.values.splice(place, 0, value);
  }

  /** The index of the first point that is not before this time. */
  public firstFrom(time: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.times[middle] < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Gathers the data points of all these metrics in each period of the grid, as if they were of one metric. */
export function aggregate(sources: readonly Points[], statistic: Statistic, { start, periodMs, count: periods }: Grid): number[] {
  const next = sources.map((points) => points.firstFrom(start));
  const summaries: number[] = [];
  for (let period = 0; period < periods; period++) {
    const end = start + (period + 1) * periodMs;
    let count = 0;
    let sum = 0;
    let min = Infinity;
    let max = -Infinity;
    for (let index = 0; index < sources.length; index++) {
      const { times, values } = sources[index];
      let at = next[index];
      for (; at < times.length && times[at] < end; at++) {
        const value = values[at];
        count += 1;
        sum += value;
        if (value < min) min = value;
        if (value > max) max = value;
      }
      next[index] = at;
    }
    summaries.push(count === 0 ? NaN : statistic({ count, sum, min, max }));
  }
  return summaries;
}
