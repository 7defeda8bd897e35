import { MetricStore, type MetricId } from '../../../lib/simulator/cloudwatch/metric-store';
import { failureOf, metric, MINUTE, putValues, START } from './support';

function filled(...values: readonly number[]): MetricStore {
  const store = new MetricStore();
  for (const [index, value] of values.entries()) store.put(metric('m'), START + index * 10_000, value);
  return store;
}

test.each([
  ['Average', 4], ['Sum', 12], ['Minimum', 1], ['Maximum', 9], ['SampleCount', 3],
])('%s of 2, 9 and 1 in a period is %d', (statistic, value) => {
  expect(filled(2, 9, 1).series(metric('m'), statistic, 60, START, START + MINUTE)).toEqual(new Map([[START, value]]));
});

test('values are of whole periods that are aligned to the epoch', () => {
  const store = new MetricStore();
  putValues(store, 'm', [1, 2, 3, 4, 5, 6, 7, 8], START);
  const series = store.series(metric('m'), 'Sum', 120, START + 1, START + 8 * MINUTE - 1);
  expect(series).toEqual(new Map([[START + 2 * MINUTE, 7], [START + 4 * MINUTE, 11]]));
});

test('a data point at the end of a period belongs to the next one', () => {
  const store = filled();
  store.put(metric('m'), START + MINUTE, 5);
  expect(store.series(metric('m'), 'Sum', 60, START, START + 2 * MINUTE)).toEqual(new Map([[START + MINUTE, 5]]));
});

test('periods without data are absent', () => {
  const store = new MetricStore();
  putValues(store, 'm', [1, undefined, 3], START);
  expect([...store.series(metric('m'), 'Sum', 60, START, START + 5 * MINUTE).keys()]).toEqual([START, START + 2 * MINUTE]);
});

test('there is no value where there is no whole period', () => {
  expect(filled(1).series(metric('m'), 'Sum', 60, START, START + MINUTE - 1).size).toBe(0);
  expect(filled(1).series(metric('m'), 'Sum', 60, START + MINUTE, START).size).toBe(0);
});

test('data points may come in any order', () => {
  const store = new MetricStore();
  for (const minute of [3, 0, 2, 1]) store.put(metric('m'), START + minute * MINUTE, minute);
  expect([...store.series(metric('m'), 'Sum', 60, START, START + 4 * MINUTE).values()]).toEqual([0, 1, 2, 3]);
});

test('other dimensions make another metric, their order does not', () => {
  const store = new MetricStore();
  const id = (dimensions: Record<string, string>): MetricId => ({ namespace: 'Test', name: 'm', dimensions });
  store.put(id({ a: '1', b: '2' }), START, 5);
  const valuesOf = (dimensions: Record<string, string>): number[] => [...store.series(id(dimensions), 'Sum', 60, START, START + MINUTE).values()];
  expect(valuesOf({ b: '2', a: '1' })).toEqual([5]);
  expect(valuesOf({ a: '1' })).toEqual([]);
  expect(valuesOf({ a: '2', b: '1' })).toEqual([]);
});

test('metrics are found by exactly their dimensions, each once, if they were ever published', () => {
  const store = new MetricStore();
  const id = (dimensions: Record<string, string>, name = 'm'): MetricId => ({ namespace: 'Test', name, dimensions });
  store.series(id({ a: 'asked', b: 'for' }), 'Sum', 60, START, START + MINUTE);
  for (const at of [0, 1]) store.put(id({ a: '1', b: '1' }), START + at, 1);
  store.put(id({ b: '2', a: '1' }), START, 1);
  store.put(id({ a: '1' }), START, 1);
  store.put(id({ a: '1', b: '1' }, 'other'), START, 1);
  expect(store.find('Test', 'm', ['b', 'a'])).toEqual([id({ a: '1', b: '1' }), id({ a: '1', b: '2' })]);
  expect(store.find('Test', 'm', [])).toEqual([]);
});

test.each([Number.NaN, Infinity])('fails for a data point of %d', (value) => {
  expect(failureOf(() => new MetricStore().put(metric('m'), START, value))).toBe(`Test m: a data point must be a finite number, got ${value}`);
});
