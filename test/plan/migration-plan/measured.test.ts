import { MeasureError, readMeasuredLoad } from '../../../lib/plan/migration-plan/measured';
import { planMigration } from '../../../lib/plan/migration-plan/plan';
import { profileOf, tableOf } from '../../support/plan/profiles';

const statistics = (...tables: object[]): object => ({ TableStatistics: tables });

const ORDERS = {
  SchemaName: 'sales', TableName: 'orders', FullLoadRows: 4_194_304,
  FullLoadStartTime: '2026-03-01T10:00:00+00:00', FullLoadEndTime: '2026-03-01T10:06:00+00:00',
};

test('times are read as the AWS CLI prints them, as ISO 8601 or as seconds', () => {
  const inSeconds = { ...ORDERS, TableName: 'lines', FullLoadStartTime: 1_772_359_200, FullLoadEndTime: 1_772_359_260 };
  expect(readMeasuredLoad(statistics(ORDERS, inSeconds))).toEqual({
    tables: [{ key: 'sales.orders', rows: 4_194_304, seconds: 360 }, { key: 'sales.lines', rows: 4_194_304, seconds: 60 }],
  });
});

test('tables that have no rows, or did not come to an end, tell nothing', () => {
  const { FullLoadEndTime, ...running } = ORDERS;
  expect(FullLoadEndTime).toBeDefined();
  expect(readMeasuredLoad(statistics(ORDERS, { ...running, TableName: 'running' }, { ...ORDERS, TableName: 'empty', FullLoadRows: 0 })).tables).toHaveLength(1);
  expect(() => readMeasuredLoad(statistics(running))).toThrow('none of its tables has rows, a start and an end of its full load');
});

test.each([[[]], [null], [{ Tables: [] }], ['text']])('%j is no answer of DMS', (value) => {
  expect(() => readMeasuredLoad(value)).toThrow(MeasureError);
});

test('what was measured makes the range of the load narrower than what is on record', () => {
  const profile = profileOf([tableOf('sales.orders', 100), tableOf('sales.lines', 80)]);
  const spread = ({ load }: ReturnType<typeof planMigration>): number => load!.slowestHours / load!.fastestHours;
  const lines = { ...ORDERS, TableName: 'lines', FullLoadEndTime: '2026-03-01T10:08:00+00:00' };
  const measured = planMigration(profile, { measured: readMeasuredLoad(statistics(ORDERS, lines)) });
  expect(spread(measured)).toBeLessThan(spread(planMigration(profile)) / 5);
  // A GiB, as 4,194,304 rows of that table weigh, took 6 minutes, and 8 of the other.
  expect(measured.load!.fastestHours).toBeGreaterThan(9);
  expect(measured.load!.slowestHours).toBeLessThan(15);
});
