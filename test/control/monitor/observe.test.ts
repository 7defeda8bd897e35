import type { LookedTask } from '../../../lib/control/monitor/look';
import { observe, type TaskFigures } from '../../../lib/control/monitor/observe';
import { HOUR, loadingTask, look, newTask, NOW, stoppedTask, table, task } from '../../support/monitor/looks';

const COUNTS = { tablesQueued: 0, tablesLoading: 0, tablesLoaded: 3, tablesErrored: 0 };

function figuresOf(looked: LookedTask): TaskFigures {
  return observe(look(looked), NOW).tasks[0].figures;
}

function instanceOf(...tasks: readonly LookedTask[]) {
  return observe(look(...tasks), NOW).instance;
}

test('tells of the instance and of each task', () => {
  expect(observe(look(task(), stoppedTask('NORMAL', { resourceId: 'CUSTOMERS', migrationType: 'cdc' })), NOW)).toEqual({
    instance: { phase: 2, vcpus: 4, memoryGiB: 32, runningTasks: 1, failedTasks: 0, longestStop: 3600, idleTime: 0 },
    tasks: [
      { resourceId: 'ORDERS', figures: { failed: 0, stopTime: 0, ...COUNTS, fullLoadPercent: 100 } },
      { resourceId: 'CUSTOMERS', figures: { failed: 0, stopTime: 3600, ...COUNTS } },
    ],
  });
});

describe('the instance', () => {
  test('is in phase 1 while one task loads, 2 while one is active, 3 while none is', () => {
    expect(instanceOf(task(), loadingTask()).phase).toBe(1);
    expect(instanceOf(task(), stoppedTask('NORMAL'), newTask()).phase).toBe(2);
    expect(instanceOf(newTask({ status: 'testing' })).phase).toBe(2);
    expect(instanceOf(stoppedTask('NORMAL'), newTask(), task({ status: 'failed' })).phase).toBe(3);
    expect(instanceOf().phase).toBe(3);
  });

  test('has no capacity if its class is not known', () => {
    const { instance } = observe({ instance: {}, tasks: [task()] }, NOW);
    expect(instance).toEqual({ phase: 2, runningTasks: 1, failedTasks: 0, longestStop: 0, idleTime: 0 });
  });

  test('counts tasks that run and that have failed, and the longest stop', () => {
    const tasks = [task(), task({ status: 'starting' }), task({ status: 'failed' }), stoppedTask('STOPPED_DUE_TO_LOW_DISK'), stoppedTask('NORMAL', { stopped: NOW - 3 * HOUR }), stoppedTask('NORMAL')];
    expect(instanceOf(...tasks)).toMatchObject({ runningTasks: 2, failedTasks: 2, longestStop: 3 * 3600 });
  });

  test('is idle since the last task stopped', () => {
    expect(instanceOf(stoppedTask('NORMAL', { stopped: NOW - 5 * HOUR }), stoppedTask('STOPPED_AT_SERVER_TIME'), newTask()).idleTime).toBe(3600);
  });

  test('is idle since a task was started of whose end DMS does not say the time', () => {
    expect(instanceOf(task({ status: 'failed' })).idleTime).toBe(48 * 3600);
  });

  test('is idle since it was made, if no task has ever run', () => {
    expect(instanceOf().idleTime).toBe(240 * 3600);
    expect(instanceOf(newTask()).idleTime).toBe(240 * 3600);
    expect(observe({ instance: {}, tasks: [] }, NOW).instance.idleTime).toBeUndefined();
  });

  test('is not idle while a task is about to be something else', () => {
    expect(instanceOf(stoppedTask('NORMAL', { status: 'modifying' })).idleTime).toBe(0);
  });

  test('forgets tasks that are being deleted', () => {
    const { instance, tasks } = observe(look(task({ status: 'deleting', stopped: NOW - HOUR })), NOW);
    expect(tasks).toEqual([]);
    expect(instance).toMatchObject({ phase: 3, idleTime: 240 * 3600 });
  });

  test('has no time below 0, though clocks are apart', () => {
    expect(instanceOf(stoppedTask('NORMAL', { stopped: NOW + 5000 }))).toMatchObject({ longestStop: 0, idleTime: 0 });
  });
});

describe('a task', () => {
  test('has failed, or has not', () => {
    expect(figuresOf(task({ status: 'failed' })).failed).toBe(1);
    expect(figuresOf(stoppedTask('STOPPED_DUE_TO_LOW_MEMORY'))).toMatchObject({ failed: 1, stopTime: 0 });
    expect(figuresOf(stoppedTask('NORMAL'))).toMatchObject({ failed: 0, stopTime: 3600 });
  });

  test('has its tables counted, unless it does not run and DMS counts none any more', () => {
    const none = { tablesQueued: 0, tablesLoading: 0, tablesLoaded: 0, tablesErrored: 0 };
    expect(figuresOf(loadingTask())).toMatchObject({ tablesQueued: 1, tablesLoading: 1, tablesLoaded: 1, tablesErrored: 0, fullLoadPercent: 40 });
    expect(figuresOf(stoppedTask('NORMAL', { load: none }))).toEqual({ failed: 0, stopTime: 3600, fullLoadPercent: 100 });
    expect(figuresOf(newTask())).toMatchObject(none);
    expect(figuresOf(task({ status: 'starting', load: none }))).toMatchObject(none);
  });

  test('has no percentage if it only captures changes, or DMS gives none', () => {
    expect(figuresOf(task({ migrationType: 'cdc' }))).not.toHaveProperty('fullLoadPercent');
    expect(figuresOf(task({ load: { percent: undefined } }))).not.toHaveProperty('fullLoadPercent');
  });

  test('has rows and the time that is left once its tables are looked at', () => {
    const tables = [table(), table({ state: 'Full load', rows: 500, loadStarted: NOW - HOUR, loadEnded: undefined }), table({ state: 'Before load', rows: 0, loadStarted: undefined, loadEnded: undefined })];
    const { rowsLoaded, timeLeftLow = NaN, timeLeftHigh = NaN } = figuresOf(loadingTask({ tables }));
    expect(rowsLoaded).toBe(1500);
    expect(timeLeftLow).toBeGreaterThan(0);
    expect(timeLeftHigh).toBeGreaterThan(timeLeftLow);
  });

  test('has no time left once it loads no more, or has stopped in the middle', () => {
    const tables = [table(), table({ state: 'Full load', loadEnded: undefined })];
    for (const looked of [task({ tables }), loadingTask({ status: 'stopped', stopped: NOW, tables })]) {
      expect(figuresOf(looked)).toMatchObject({ rowsLoaded: 2000 });
      expect(figuresOf(looked)).not.toHaveProperty('timeLeftLow');
      expect(figuresOf(looked)).not.toHaveProperty('timeLeftHigh');
    }
  });

  test('has no rows loaded if it only captures changes', () => {
    expect(figuresOf(task({ migrationType: 'cdc', tables: [table({ rows: 0 })] }))).not.toHaveProperty('rowsLoaded');
  });

  test('has what validation finds, over all tables', () => {
    const tables = [
      table({ validationState: 'Pending records', pendingRecords: 7, failedRecords: 0, suspendedRecords: 1 }),
      table({ validationState: 'Mismatched records', pendingRecords: 1, failedRecords: 2, suspendedRecords: 0 }),
      table({ validationState: 'No primary key' }),
    ];
    expect(figuresOf(task({ migrationType: 'cdc', tables }))).toEqual({
      failed: 0, stopTime: 0, ...COUNTS, validationPending: 8, validationFailed: 2, validationSuspended: 1, tablesWithoutKey: 1,
    });
  });

  test.each([['is not enabled', 'Not enabled'], ['is not spoken of', undefined]])('has nothing of validation that %s', (_, validationState) => {
    const figures = figuresOf(task({ tables: [table({ validationState, pendingRecords: 0, failedRecords: 0 })] }));
    expect(Object.keys(figures).filter((key) => /validation|Key/.test(key))).toEqual([]);
  });
});
