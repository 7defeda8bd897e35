import { conditionOf, isLoading, isRunning, standsSince } from '../../../lib/control/monitor/condition';
import type { LookedTask } from '../../../lib/control/monitor/look';
import { HOUR, loadingTask, newTask, NOW, stoppedTask, task } from '../../support/monitor/looks';

const WENT_ON = ['NORMAL', 'STOPPED_AFTER_CACHED_EVENTS', 'STOPPED_AFTER_FULL_LOAD', 'FULL_LOAD_ONLY_FINISHED', 'STOPPED_AFTER_DDL_APPLY', 'RECONFIGURATION_RESTART', 'RECYCLE_TASK'];
const COULD_NOT = ['FATAL_ERROR', 'RECOVERABLE_ERROR', 'STOPPED_DUE_TO_LOW_MEMORY', 'STOPPED_DUE_TO_LOW_DISK', 'EXPRESS_LICENSE_LIMITS_REACHED'];

describe('a task that goes on to changes', () => {
  test.each([...WENT_ON, undefined])('stands still since it stopped for %s', (reason) => {
    expect(conditionOf(stoppedTask(reason))).toBe('standing');
    expect(standsSince(stoppedTask(reason))).toBe(NOW - HOUR);
  });

  test.each(COULD_NOT)('has failed if it stopped for %s, and does not stand still', (reason) => {
    expect(conditionOf(stoppedTask(reason))).toBe('failed');
    expect(standsSince(stoppedTask(reason))).toBeUndefined();
  });

  test.each(['STOPPED_AT_SERVER_TIME', 'STOPPED_AT_COMMIT_TIME'])('is finished if it stopped for %s', (reason) => {
    expect(conditionOf(stoppedTask(reason))).toBe('finished');
    expect(standsSince(stoppedTask(reason))).toBeUndefined();
  });
});

describe('a task that only loads', () => {
  const fullLoad = { migrationType: 'full-load' };

  test.each(['FULL_LOAD_ONLY_FINISHED', 'STOPPED_AFTER_FULL_LOAD', 'STOPPED_AFTER_CACHED_EVENTS'])('is finished if it stopped for %s', (reason) => {
    expect(conditionOf(stoppedTask(reason, fullLoad))).toBe('finished');
  });

  test.each(['NORMAL', undefined])('is finished if it stopped for %s with everything loaded, also if no tables are counted any more', (reason) => {
    expect(conditionOf(stoppedTask(reason, fullLoad))).toBe('finished');
    expect(conditionOf(stoppedTask(reason, { ...fullLoad, load: { tablesLoaded: 0 } }))).toBe('finished');
  });

  test('stands still if it stopped before', () => {
    expect(conditionOf(stoppedTask('NORMAL', { ...fullLoad, load: { percent: 60 } }))).toBe('standing');
    expect(conditionOf(stoppedTask('NORMAL', { ...fullLoad, load: { tablesQueued: 1 } }))).toBe('standing');
  });
});

test.each(['failed', 'failed-move'])('a task has failed if DMS says %s', (status) => {
  expect(conditionOf(task({ status, stopped: NOW - HOUR }))).toBe('failed');
  expect(standsSince(task({ status, stopped: NOW - HOUR }))).toBeUndefined();
});

test('a task that is ready has never run, unless it was stopped before it was changed', () => {
  expect(conditionOf(newTask())).toBe('unstarted');
  expect(standsSince(newTask())).toBeUndefined();
  expect(conditionOf(newTask({ stopReason: 'NORMAL' }))).toBe('unstarted'); // DMS gives one even so (recorded in 2024)
  expect(conditionOf(stoppedTask('NORMAL', { status: 'ready' }))).toBe('standing');
  expect(conditionOf(stoppedTask('FULL_LOAD_ONLY_FINISHED', { status: 'ready', migrationType: 'full-load' }))).toBe('finished');
});

describe('a task that is about to be something else', () => {
  test.each(['starting', 'stopping', 'modifying', 'testing', 'moving', 'creating', 'some-status-of-tomorrow'])('is active while it is %s, and stands still if it has not run since its stop', (status) => {
    const hanging = stoppedTask('NORMAL', { status });
    expect(conditionOf(hanging)).toBe('active');
    expect(standsSince(hanging)).toBe(NOW - HOUR);
    expect(standsSince({ ...hanging, started: NOW - HOUR / 2 })).toBeUndefined();
    expect(standsSince({ ...hanging, started: undefined, stopped: undefined })).toBeUndefined();
  });

  test.each([['finished', 'STOPPED_AT_SERVER_TIME'], ['failed', 'FATAL_ERROR']])('does not stand still since it %s', (_, reason) => {
    expect(standsSince(stoppedTask(reason, { status: 'starting' }))).toBeUndefined();
  });
});

test('a task that runs does not stand still, whatever it was stopped for before', () => {
  expect(standsSince(stoppedTask('NORMAL', { status: 'running', started: NOW - HOUR / 2 }))).toBeUndefined();
  expect(standsSince(stoppedTask('NORMAL', { status: 'running' }))).toBeUndefined();
});

test('a task runs while it is running or starting', () => {
  const running = ['creating', 'ready', 'starting', 'running', 'stopping', 'stopped', 'modifying', 'failed'].filter((status) => isRunning(task({ status })));
  expect(running).toEqual(['starting', 'running']);
});

test.each<[string, LookedTask]>([
  ['tables are being loaded', loadingTask({ load: { tablesQueued: 0 } })],
  ['tables wait', loadingTask({ load: { tablesLoading: 0 } })],
  ['its tables are not known yet', task({ status: 'starting', load: { percent: 0, tablesLoaded: 0 } })],
  ['the percentage is below 100', task({ load: { percent: 99 } })],
  ['a table is loaded again', task({ migrationType: 'cdc', load: { tablesLoading: 1 } })],
  ['it is stopping', loadingTask({ status: 'stopping' })],
])('a task loads while %s', (_, loading) => {
  expect(isLoading(loading)).toBe(true);
});

test.each<[string, LookedTask]>([
  ['everything is loaded', task()],
  ['it has stopped', loadingTask({ status: 'stopped' })],
  ['it has failed', loadingTask({ status: 'failed' })],
  ['it is changed', loadingTask({ status: 'modifying' })],
  ['it only captures changes', task({ migrationType: 'cdc', load: { percent: 0 } })],
  ['what is left could not be loaded', task({ load: { percent: 90, tablesErrored: 1 } })],
  ['DMS gives no percentage', task({ load: { percent: undefined } })],
])('a task does not load if %s', (_, other) => {
  expect(isLoading(other)).toBe(false);
});
