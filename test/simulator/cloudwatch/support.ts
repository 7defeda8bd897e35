import type { MetricAlarm } from '../../../lib/simulator/cloudwatch/alarm-definitions';
import { Alarms, type AlarmsOptions } from '../../../lib/simulator/cloudwatch/alarms';
import { MetricStore, type MetricId } from '../../../lib/simulator/cloudwatch/metric-store';

export const MINUTE = 60_000;
/** On the minute, the hour and the day. */
export const START = Date.UTC(2026, 0, 5);

/** A metric without dimensions. */
export function metric(name: string): MetricId {
  return { namespace: 'Test', name, dimensions: {} };
}

/** Above 50 for three minutes. */
export const ABOVE_50 = {
  Namespace: 'Test',
  MetricName: 'load',
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 3,
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: 50,
} as const satisfies MetricAlarm;

/** What the signs of AWS's tables mean for an alarm above 50. */
const SIGNS: Readonly<Record<string, number | undefined>> = { '0': 0, 'X': 100, '-': undefined };

/** Puts `0 - X`, a minute each, so that the last one is over at `end`. */
export function putSigns(store: MetricStore, signs: string, end: number): void {
  const values = signs.split(' ').map((sign) => SIGNS[sign]);
  putValues(store, 'load', values, end - values.length * MINUTE);
}

/** Puts a value a minute from `start` on. */
export function putValues(store: MetricStore, name: string, values: readonly (number | undefined)[], start: number): void {
  for (const [index, value] of values.entries()) {
    if (value !== undefined) store.put(metric(name), start + index * MINUTE, value);
  }
}

/** One alarm in a world of its own. */
export function worldWith(alarm: MetricAlarm, options?: AlarmsOptions): { readonly store: MetricStore; readonly alarms: Alarms } {
  const store = new MetricStore();
  return { store, alarms: new Alarms(store, { alarm }, options) };
}

/** The whole message with which it fails, whatever caused it. */
export function failureOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'it did not fail';
}
