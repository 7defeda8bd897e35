import { clearsTables, dropsTables } from '../../lib/plan/table-prep';
import { UNKNOWN } from '../../lib/plan/unknown';

test('reads whether settings drop tables', () => {
  const settings = (TargetTablePrepMode: unknown): unknown => ({ FullLoadSettings: { TargetTablePrepMode } });
  expect(['DROP_AND_CREATE', 'TRUNCATE_BEFORE_LOAD', 'DO_NOTHING', UNKNOWN, undefined].map((mode) => dropsTables(settings(mode))))
    .toEqual([true, false, false, false, false]);
  expect([undefined, null, {}, { FullLoadSettings: null }].map(dropsTables)).toEqual([false, false, false, false]);
});

test('tables are cleared by dropping and by emptying them', () => {
  expect(['drop_and_create', 'TRUNCATE_BEFORE_LOAD', 'DO_NOTHING', undefined].map((mode) => clearsTables({ FullLoadSettings: { TargetTablePrepMode: mode } })))
    .toEqual([true, true, false, false]);
});
