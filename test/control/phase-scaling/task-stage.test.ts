import type { Memory } from '../../../lib/control/phase-scaling/memory';
import { erroredTables, hasCachedChanges, hasTablesLoading, isAllLoaded, looksLoaded, stageOf, type Stage } from '../../../lib/control/phase-scaling/task-stage';
import type { SeenTask } from '../../../lib/control/phase-scaling/world';
import { boundaryTask, loaded, loadingTask, LONG_AGO, memory, NOW, ORDERS, task } from '../../support/phase-scaling/observations';

const NOTED = loaded();
/** What is remembered of a task's boundary. */
function boundary(is: 'ahead' | 'passed' | 'none', load = LONG_AGO): Pick<Memory, 'boundaries'> {
  return { boundaries: { [ORDERS]: { load, is, at: LONG_AGO } } };
}

const COMPLETED = { states: { 'Table completed': 3 }, errored: [] };

/** One case a line: what it is, the task, what is remembered, and the stage. */
test.each<[string, SeenTask, Partial<Memory>, Stage]>([
  ['that was never started', task({ status: 'ready', progress: { percent: 0, tablesLoaded: 0, freshStart: undefined, started: undefined } }), {}, 'unstarted'],
  ['that was never started, and has a stop reason all the same [API, DescribeReplicationTasks, example 2]', task({ status: 'ready', stopReason: 'NORMAL' }), NOTED, 'unstarted'],
  ['that is being created', task({ status: 'creating' }), {}, 'unstarted'],
  ['that loads tables', loadingTask(), {}, 'loading'],
  ['that has tables waiting', task({ progress: { tablesQueued: 1 } }), NOTED, 'loading'],
  ['that loads a table again', task({ progress: { tablesLoading: 1 } }), NOTED, 'loading'],
  ['whose load is over, but has been seen to be so only now', task(), { ...NOTED, loads: { [ORDERS]: { load: LONG_AGO, at: NOW } } }, 'loading'],
  ['whose load is over, but is not noted', task(), {}, 'loading'],
  ['whose load is over, but whose note is of an earlier load', task(), { ...NOTED, loads: { [ORDERS]: { load: LONG_AGO - 1, at: LONG_AGO } } }, 'loading'],
  ['that has loaded its tables, and has its boundary ahead', task(), { ...NOTED, ...boundary('ahead') }, 'loading'],
  ['that has loaded its tables, and has no boundary', task(), { ...NOTED, ...boundary('none') }, 'capturing'],
  ['whose boundary is not known', task(), { loads: NOTED.loads }, 'loading'],
  ['whose boundary was that of an earlier load', task(), { ...NOTED, ...boundary('passed', LONG_AGO - 1) }, 'loading'],
  ['that an operator stopped in its load', loadingTask({ status: 'stopped', stopReason: 'NORMAL' }), {}, 'loading'],
  ['that failed in its load', loadingTask({ status: 'failed' }), {}, 'loading'],
  ['that ended itself after its cached changes', boundaryTask(), {}, 'boundary'],
  ['that ended itself before its cached changes', boundaryTask({ stopReason: 'STOPPED_AFTER_FULL_LOAD' }), {}, 'boundary'],
  ['that ended itself with the other word for it', boundaryTask({ stopReason: 'FULL_LOAD_ONLY_FINISHED' }), {}, 'boundary'],
  ['that runs again, and keeps its old reason', task({ stopReason: 'STOPPED_AFTER_CACHED_EVENTS' }), NOTED, 'capturing'],
  ['that captures changes', task(), NOTED, 'capturing'],
  ['that captures changes only', task({ migrationType: 'cdc' }), {}, 'capturing'],
  ['that an operator stopped after its load', task({ status: 'stopped', stopReason: 'NORMAL' }), NOTED, 'resting'],
  ['that captures changes only and was never started', task({ migrationType: 'cdc', status: 'ready' }), {}, 'resting'],
  ['that has no changes to capture and is done', task({ migrationType: 'full-load', status: 'stopped', stopReason: 'FULL_LOAD_ONLY_FINISHED' }), {}, 'resting'],
  ['that failed after its load', task({ status: 'failed' }), NOTED, 'failed'],
  ['that could not be moved', task({ status: 'failed-move' }), NOTED, 'failed'],
  ['that is stopping', task({ status: 'stopping' }), NOTED, 'changing'],
  ['that is starting', task({ status: 'starting' }), NOTED, 'changing'],
  ['in a status that nobody knows', task({ status: 'hovering' }), NOTED, 'changing'],
])('a task %s', (_, seen, remembered, stage) => {
  expect(stageOf(seen, memory(remembered), NOW)).toBe(stage);
});

test('a stopped task whose figures are gone is loaded if all its tables are', () => {
  const zeroed = task({ status: 'stopped', stopReason: 'NORMAL', progress: { tablesLoaded: 0 } });
  const past = memory({ boundaries: NOTED.boundaries });
  expect(stageOf(zeroed, past, NOW)).toBe('loading');
  expect(stageOf(zeroed, past, NOW, COMPLETED)).toBe('resting');
  expect(stageOf(zeroed, past, NOW, { ...COMPLETED, states: { 'Table completed': 2, 'Table error': 1 } })).toBe('loading');
});

test('of a task that runs, tables alone do not say that its load is over', () => {
  expect(stageOf(task(), memory(), NOW, COMPLETED)).toBe('loading');
});

test.each<[string, SeenTask, boolean]>([
  ['says 100 % and has loaded tables', task(), true],
  ['captures changes only', task({ migrationType: 'cdc', progress: { percent: 0, tablesLoaded: 0 } }), true],
  ['has left a table behind', task({ progress: { tablesLoaded: 2, tablesErrored: 1 } }), true],
  ['says 100 % of no table, as a failed one did in 2023', task({ status: 'failed', progress: { tablesLoaded: 0 } }), false],
  ['says 99 %', task({ progress: { percent: 99 } }), false],
  ['says nothing', task({ progress: { percent: undefined, tablesLoaded: 0 } }), false],
  ['is loading a table', task({ progress: { tablesLoading: 1 } }), false],
  ['has a table waiting', task({ progress: { tablesQueued: 1 } }), false],
  ['is starting, and may show the figures of its last run', task({ status: 'starting' }), false],
])('a task that %s', (_, seen, looks) => {
  expect(looksLoaded(seen)).toBe(looks);
});

test('cached changes are still to be applied after the one reason alone', () => {
  expect(hasCachedChanges(boundaryTask({ stopReason: 'STOPPED_AFTER_FULL_LOAD' }))).toBe(true);
  expect(hasCachedChanges(boundaryTask())).toBe(false);
  expect(hasCachedChanges(task({ stopReason: 'STOPPED_AFTER_FULL_LOAD' }))).toBe(false);
});

test.each([
  [{ 'Table completed': 3 }, { all: true, loading: false, errored: 0 }],
  [{ 'Table completed': 2, 'Before load': 1 }, { all: false, loading: true, errored: 0 }],
  [{ 'Table completed': 2, 'Full load': 1 }, { all: false, loading: true, errored: 0 }],
  [{ 'Table completed': 2, 'Table is being reloaded': 1 }, { all: false, loading: true, errored: 0 }],
  [{ 'Table completed': 1, 'Table error': 1, 'Table cancelled': 1, 'Table does not exist': 1 }, { all: false, loading: false, errored: 3 }],
  [{ 'Table completed': 1, 'Table of tomorrow': 1 }, { all: false, loading: false, errored: 0 }],
  [{ 'Table completed': 1, 'Full load': 0 }, { all: true, loading: false, errored: 0 }],
  [{}, { all: false, loading: false, errored: 0 }],
])('tables %j', (states, { all, loading, errored }) => {
  const tables = { states, errored: [] };
  expect([isAllLoaded(tables), hasTablesLoading(tables), erroredTables(tables)]).toEqual([all, loading, errored]);
});
