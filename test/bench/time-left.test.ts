import { sampleLoad, SHAPES, showLoad, type Shape } from '../../bench/monitor/load';
import { measureTimeLeft } from '../../bench/monitor/measure';

describe('the bounds of the time that a load still takes', () => {
  const { coverage, ratioMedian, published, byShape } = measureTimeLeft(1500, 1_000_001);

  test('hold for nine looks of ten', () => {
    expect(coverage).toBeGreaterThanOrEqual(0.9);
  });

  test('are less than six times apart in half of the looks', () => {
    expect(ratioMedian).toBeLessThan(6);
  });

  test('are there for nearly all looks at loads that DMS knows a percentage of', () => {
    expect(published).toBeGreaterThan(0.95);
  });

  test.each(Object.keys(SHAPES) as Shape[])('hold also for loads whose tables are %s', (shape) => {
    expect(byShape[shape]).toBeGreaterThan(0.84);
  });
});

describe('a generated load', () => {
  const loads = Array.from({ length: 300 }, (_, index) => sampleLoad(index + 1));

  test('follows from its seed alone', () => {
    expect(sampleLoad(7)).toEqual(loads[6]);
    expect(sampleLoad(8)).not.toEqual(loads[6]);
  });

  test('has no more tables at a time than it has lanes, and ends with its last table', () => {
    for (const { tables, lanes, begin, end } of loads) {
      const atOnce = tables.map(({ start }) => tables.filter((other) => other.start <= start && start < other.end).length);
      expect(Math.max(...atOnce)).toBeLessThanOrEqual(lanes);
      expect(Math.min(...tables.map(({ start }) => start))).toBe(begin);
      expect(Math.max(...tables.map((each) => each.end))).toBe(end);
    }
  });

  test('shows tables and rows that never become fewer', () => {
    for (const load of loads.slice(0, 50)) {
      const shown = [0, 0.25, 0.5, 0.75, 1].map((share) => showLoad(load, load.begin + share * (load.end - load.begin)));
      const rows = shown.map(({ tables }) => tables.reduce((sum, each) => sum + each.rows, 0));
      expect(rows).toEqual([...rows].sort((one, other) => one - other));
      const percents = shown.map(({ percent }) => percent);
      expect(percents).toEqual([...percents].sort((one, other) => one - other));
      expect(shown[4].tables.every(({ state }) => state === 'Table completed')).toBe(true);
      expect(shown[0].tables.some(({ state }) => state === 'Table completed')).toBe(false);
    }
  });
});
