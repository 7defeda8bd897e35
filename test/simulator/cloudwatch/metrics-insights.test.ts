import { MetricStore } from '../../../lib/simulator/cloudwatch/metric-store';
import { compileQuery, isQuery, parseQuery } from '../../../lib/simulator/cloudwatch/metrics-insights';
import { failureOf, MINUTE, START } from './support';

test('reads a query', () => {
  expect(parseQuery(`SELECT MAX(CDCLatencySource) FROM SCHEMA("AWS/DMS", Instance, "Task-Id") WHERE Instance = 'it\\'s' AND "Task-Id" = 't'`)).toEqual({
    statistic: 'Maximum',
    namespace: 'AWS/DMS',
    name: 'CDCLatencySource',
    dimensionKeys: ['Instance', 'Task-Id'],
    where: { 'Instance': `it's`, 'Task-Id': 't' },
  });
});

test('keywords may be in any case', () => {
  expect(parseQuery('select avg("My.Metric") from schema(Test)')).toEqual({
    statistic: 'Average', namespace: 'Test', name: 'My.Metric', dimensionKeys: [], where: {},
  });
});

test('tells queries from math expressions', () => {
  expect([' SELECT MAX(m) FROM SCHEMA(N)', 'select x', 'selected + 1', 'MAX(m)', ''].map(isQuery)).toEqual([true, true, false, false, false]);
});

const store = new MetricStore();
for (const [instance, task, ...values] of [['i1', 't1', 1, 2], ['i1', 't2', 5], ['i2', 't1', 9]] as const) {
  for (const value of values) store.put({ namespace: 'N', name: 'm', dimensions: { instance, task } }, START, value);
}
store.put({ namespace: 'N', name: 'm', dimensions: { instance: 'i1' } }, START, 100);

function run(query: string): number[] {
  return compileQuery(store, parseQuery(query))({ start: START, periodMs: MINUTE, count: 2 });
}

test.each([['MAX', 9], ['MIN', 1], ['SUM', 17], ['AVG', 4.25], ['COUNT', 4]])('%s is over all observations of metrics with exactly these dimensions', (name, value) => {
  expect(run(`SELECT ${name}(m) FROM SCHEMA(N, task, instance)`)).toEqual([value, NaN]);
});

test('WHERE keeps those metrics whose dimensions are so', () => {
  expect(run(`SELECT SUM(m) FROM SCHEMA(N, task, instance) WHERE instance = 'i1'`)).toEqual([8, NaN]);
  expect(run(`SELECT SUM(m) FROM SCHEMA(N, task, instance) WHERE instance = 'i1' AND task = 't2'`)).toEqual([5, NaN]);
  expect(run(`SELECT SUM(m) FROM SCHEMA(N, task, instance) WHERE instance = 'i3'`)).toEqual([NaN, NaN]);
});

test.each([
  ['SELECT m FROM SCHEMA(N)', `expected one of AVG, COUNT, MAX, MIN, SUM at 'm FROM SCHEMA(N)'`],
  ['SELECT MAX(m) FROM "AWS/DMS"', `expected SCHEMA at '"AWS/DMS"'`],
  ['SELECT MAX(m)', `expected FROM at its end`],
  ['SELECT MAX(*) FROM SCHEMA(N)', `expected a name at '*) FROM SCHEMA(N)'`],
  ['SELECT MAX(m) FROM SCHEMA(N, a) GROUP BY a', `only SCHEMA(...) and WHERE with = and AND are simulated; cannot go on at 'GROUP BY a'`],
  ['SELECT MAX(m) FROM SCHEMA(N, a) WHERE a != \'b\'', `expected '=' at '!= 'b''`],
  ['SELECT MAX(m) FROM SCHEMA(N, a) WHERE a = "b"', `expected a value in single quotation marks at '"b"'`],
  ['SELECT MAX(m) FROM SCHEMA(N, a) WHERE a = \'b\' AND a = \'c\'', `a is there twice at ''c''`],
  ['SELECT MAX(m) FROM SCHEMA(N, a) WHERE a = \'b', `the ' is never closed at ''b'`],
])('fails for %s', (query, problem) => {
  expect(failureOf(() => parseQuery(query))).toBe(`the query '${query}': ${problem}`);
});
