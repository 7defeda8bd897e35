import * as fc from 'fast-check';
import type { LookedTable } from '../../../lib/control/monitor/look';
import { timeLeft } from '../../../lib/control/monitor/time-left';
import { HOUR, NOW, table } from '../../support/monitor/looks';

/** One table of two is loaded, in an hour, and the other one has been loading for half an hour. */
const TABLES: readonly LookedTable[] = [
  table({ rows: 1000, loadStarted: NOW - 1.5 * HOUR, loadEnded: NOW - HOUR / 2 }),
  table({ state: 'Full load', rows: 500, loadStarted: NOW - HOUR / 2, loadEnded: undefined }),
];

test('lies around what a steady load by one lane takes', () => {
  const { low, high } = timeLeft(75, TABLES, NOW) ?? { low: NaN, high: NaN };
  // Three quarters took an hour and a half.
  expect(low).toBeLessThan(1800);
  expect(high).toBeGreaterThan(1800);
  expect(high / low).toBeLessThan(6);
});

test('is the shorter the more is done', () => {
  const [early, middle, late] = [25, 50, 90].map((percent) => timeLeft(percent, TABLES, NOW)!);
  expect(early.low).toBeGreaterThan(middle.low);
  expect(middle.low).toBeGreaterThan(late.low);
  expect(early.high).toBeGreaterThan(middle.high);
  expect(middle.high).toBeGreaterThan(late.high);
});

test('is not moved by a pause of the whole task', () => {
  const pause = 100 * HOUR;
  const earlier = TABLES.map((each) => (each.state === 'Full load' ? each : { ...each, loadStarted: each.loadStarted! - pause, loadEnded: each.loadEnded! - pause }));
  expect(timeLeft(75, earlier, NOW)).toEqual(timeLeft(75, TABLES, NOW));
});

test.each<[string, number | undefined, readonly LookedTable[]]>([
  ['DMS gives no percentage', undefined, TABLES],
  ['hardly anything is done', 2, TABLES],
  ['DMS has no statistics of the source', 0, TABLES],
  ['the percentage says no more what is left', 99, TABLES],
  ['no table is being loaded', 75, TABLES.slice(0, 1)],
  ['the tables that are being loaded show no rows', 75, [TABLES[0], { ...TABLES[1], rows: 0 }]],
  ['there are no tables', 75, []],
])('is not known if %s', (_, percent, tables) => {
  expect(timeLeft(percent, tables, NOW)).toBeUndefined();
});

test('is a range of numbers whatever DMS shows', () => {
  const time = fc.option(fc.integer({ min: NOW - 100 * HOUR, max: NOW + HOUR }), { nil: undefined });
  const tables = fc.array(fc.record({
    name: fc.constant('a.b'), state: fc.constantFrom('Before load', 'Full load', 'Table completed', 'Table error', 'Table is being reloaded', 'new'),
    rows: fc.nat(), loadStarted: time, loadEnded: time,
  }));
  fc.assert(fc.property(fc.integer({ min: 0, max: 100 }), tables, (percent, shown) => {
    const left = timeLeft(percent, shown, NOW);
    return left === undefined || (Number.isFinite(left.high) && left.low > 0 && left.low < left.high);
  }));
});
