import { stepFlip } from '../../../lib/control/phase-scaling/flip';
import type { Flip, Memory } from '../../../lib/control/phase-scaling/memory';
import type { Policy } from '../../../lib/control/phase-scaling/policy';
import { LARGE, POLICY, SMALL } from '../../support/phase-scaling/account';
import {
  boundaryTask, CUSTOMERS, flip, loaded, loadingTask, memory, NOW, ORDERS, situation, task, type Given,
} from '../../support/phase-scaling/observations';

const MINUTE = 60_000;
const DEADLINE = POLICY.deadlineSeconds * 1000;
const TABLES = { [ORDERS]: { states: { 'Table completed': 3 }, errored: [] } };
const STOPPED = task({ status: 'stopped', stopReason: 'NORMAL', progress: { stopped: NOW - MINUTE } });
const STOPS = { ...loaded(), stops: { [ORDERS]: { at: NOW - 2 * MINUTE } } };
const SUCCESSFUL = ['source', 'target'].map((endpointArn) => ({ endpointArn, status: 'successful' }));

function step(change: Partial<Flip> = {}, given: Given = {}, policy: Partial<Policy> = {}) {
  const under = flip(change);
  return stepFlip(situation({ ...given, memory: { ...STOPS, ...given.memory, flip: under } }, policy), under);
}

/** The memory and reason with which a flip ends that comes to nothing. */
function failure(reason: string, to = SMALL) {
  return { ended: expect.objectContaining({ retry: { after: NOW + 900_000, failures: 1, reason, to } }) };
}

describe('tasks', () => {
  test('that run are stopped, all at once, and that is written down', () => {
    const tasks = [task(), task({ arn: CUSTOMERS }), boundaryTask({ arn: 'a:b:third' })];
    const stops = { [ORDERS]: { at: NOW }, [CUSTOMERS]: { at: NOW } };
    expect(step({}, { tasks, memory: { ...loaded(ORDERS, CUSTOMERS), stops: {} } })).toEqual({
      next: { kind: 'stopTasks', tasks: [ORDERS, CUSTOMERS], why: 'for dms.r6i.large', memory: expect.objectContaining({ stops, flip: flip() }) },
    });
  });

  test('are given a minute to show that they stop, and are stopped once more then', () => {
    const asked = (ago: number) => step({}, { tasks: [task()], memory: { stops: { [ORDERS]: { at: NOW - ago } } } });
    expect(asked(59_000)).toMatchObject({ next: { kind: 'wait', why: 'orders to stop' } });
    expect(asked(60_000)).toMatchObject({ next: { kind: 'stopTasks', tasks: [ORDERS] } });
  });

  test('that are stopping are waited for', () => {
    expect(step({}, { tasks: [task({ status: 'stopping' })] })).toMatchObject({ next: { kind: 'wait', why: 'orders to stop' } });
  });

  test('that do not stop in time end it', () => {
    const late = { began: NOW - DEADLINE * 0.35, pausedSince: NOW - DEADLINE * 0.35 };
    expect(step(late, { tasks: [task({ status: 'stopping' })] })).toEqual(failure('orders did not stop in time'));
  });

  test('that begin to load again end it', () => {
    expect(step({}, { tasks: [loadingTask()] })).toEqual(failure('task orders is loading tables (1 at the moment, 1 waiting)'));
  });
});

describe('the class', () => {
  test('is asked for when all tasks stand still and their tables have been looked at once more', () => {
    const asked = flip({ askedAt: NOW, asks: 1 });
    expect(step({}, { tasks: [STOPPED] })).toMatchObject({ next: { kind: 'look', at: 'tables', tasks: [ORDERS] } });
    expect(step({}, { tasks: [STOPPED], tables: TABLES })).toMatchObject({ next: { kind: 'changeClass', to: SMALL, why: 'boundary', memory: { flip: asked } } });
  });

  test('is not asked for while tables turn out not to be loaded', () => {
    const tables = { [ORDERS]: { states: { 'Before load': 1 }, errored: [] } };
    expect(step({}, { tasks: [STOPPED], tables })).toEqual(failure('task orders has tables that are not loaded'));
  });

  test('is asked for without a look at tables if no task has any', () => {
    expect(step({}, { tasks: [task({ status: 'stopped', migrationType: 'cdc' })] })).toMatchObject({ next: { kind: 'changeClass' } });
  });

  test('is waited for as long as DMS shows that it changes', () => {
    const asked = { askedAt: NOW - 30 * MINUTE, asks: 1 };
    expect(step(asked, { tasks: [STOPPED], instance: { status: 'modifying', pendingClass: SMALL } })).toMatchObject({
      next: { kind: 'wait', why: 'the class to become dms.r6i.large', memory: { flip: { changingSince: NOW } } },
    });
    expect(step(asked, { tasks: [STOPPED], instance: { pendingClass: SMALL } })).toMatchObject({ next: { kind: 'wait', memory: { flip: flip(asked) } } });
  });

  test('is asked for again when DMS shows nothing of it after a minute, three times in all', () => {
    const again = (askedAt: number, asks: number) => step({ askedAt, asks }, { tasks: [STOPPED], tables: TABLES });
    expect(again(NOW - 59_000, 1)).toMatchObject({ next: { kind: 'wait' } });
    expect(again(NOW - 60_000, 1)).toMatchObject({ next: { kind: 'changeClass', memory: { flip: { asks: 2 } } } });
    expect(again(NOW - 60_000, 3)).toEqual(failure('DMS took the change 3 times and did not make it'));
  });

  test('is not asked for when half of the time is over', () => {
    expect(step({ pausedSince: NOW - DEADLINE / 2 }, { tasks: [STOPPED], tables: TABLES })).toEqual(failure('too little is left of the time that tasks may stand still'));
  });

  test('that somebody else has changed ends it', () => {
    expect(step({}, { tasks: [STOPPED], instance: { class: 'dms.r6i.xlarge' } })).toMatchObject({
      ended: { settled: { phase: 'cdc', class: SMALL }, outbox: [{ code: 'classLeft' }] },
    });
  });

  test('is left alone when the controller goes away', () => {
    expect(step({}, { tasks: [STOPPED], tables: TABLES, memory: { retiring: true } })).toEqual(failure('phase scaling is being taken away'));
  });

  test('that is pending and not applied ends it before the time is over, for tasks can run', () => {
    expect(step({ askedAt: NOW - 40 * MINUTE, pausedSince: NOW - DEADLINE * 0.8 }, { tasks: [STOPPED], instance: { pendingClass: SMALL } }))
      .toEqual(failure('DMS has the class pending and does not apply it'));
  });

  test.each(['storage-full', 'failed', 'incompatible-network', 'a status of tomorrow'])('that cannot come to an instance that is %s ends it', (status) => {
    expect(step({ askedAt: NOW - MINUTE }, { tasks: [STOPPED], instance: { status } })).toEqual(failure(`the instance is ${status}`));
  });

  test('that takes longer than tasks may stand still is told once', () => {
    const late = step({ askedAt: NOW - 50 * MINUTE, changingSince: NOW - 49 * MINUTE, pausedSince: NOW - DEADLINE }, { tasks: [STOPPED], instance: { status: 'modifying' } });
    expect(late).toMatchObject({ next: { kind: 'wait', memory: { outbox: [{ code: 'deadlinePassed' }], told: { deadline: NOW } } } });
  });

  test('has a task that somebody started meanwhile owed a run', () => {
    expect(step({ askedAt: NOW - MINUTE }, { tasks: [task()], instance: { status: 'modifying' }, memory: { stops: {} } }))
      .toMatchObject({ next: { kind: 'wait', memory: { stops: { [ORDERS]: { at: NOW } } } } });
  });
});

describe('connections', () => {
  const small: Given = { tasks: [STOPPED], instance: { class: SMALL } };

  test('are tested once the class is there', () => {
    expect(step({ askedAt: NOW - 10 * MINUTE }, small)).toMatchObject({
      next: { kind: 'testConnections', endpoints: ['source', 'target'], why: 'after the change to dms.r6i.large', memory: { flip: { changed: NOW }, tests: { source: NOW, target: NOW } } },
    });
  });

  test('are tested anew after each change', () => {
    const tests = { source: NOW - 20 * MINUTE, target: NOW - MINUTE };
    expect(step({ changed: NOW - 2 * MINUTE }, { ...small, memory: { tests } })).toMatchObject({ next: { kind: 'testConnections', endpoints: ['source'] } });
  });

  const tested = { changed: NOW - 2 * MINUTE };
  const TESTS = { tests: { source: NOW - MINUTE, target: NOW - MINUTE } };

  test('are waited for', () => {
    expect(step(tested, { ...small, memory: TESTS })).toMatchObject({ next: { kind: 'look', at: 'connections' } });
    const connections = [SUCCESSFUL[0], { endpointArn: 'target', status: 'testing' }];
    expect(step(tested, { ...small, memory: TESTS, connections })).toMatchObject({ next: { kind: 'wait', why: 'connections to be tested' } });
  });

  test('are no more waited for after five minutes, or when the time is nearly over', () => {
    expect(step({ changed: NOW - 5 * MINUTE }, { ...small, memory: TESTS, connections: [] })).toMatchObject({ ended: { settled: { phase: 'cdc', class: SMALL } } });
    expect(step({ ...tested, pausedSince: NOW - DEADLINE * 0.8 }, { ...small, connections: [] })).toMatchObject({ ended: { settled: { phase: 'cdc', class: SMALL } } });
  });

  test('that fail are told, and hold nobody up', () => {
    const connections = [SUCCESSFUL[0], { endpointArn: 'target', status: 'failed', failure: 'no route' }];
    expect(step(tested, { ...small, memory: TESTS, connections })).toMatchObject({
      ended: { settled: { phase: 'cdc', class: SMALL }, outbox: [{ code: 'connectionFailed' }, { code: 'classChanged' }] },
    });
  });

  test('are not tested if nobody is owed a run', () => {
    expect(step(tested, { instance: { class: SMALL }, memory: { stops: {} } })).toMatchObject({ ended: { settled: { class: SMALL } } });
  });

  test('that are good end it: the phase is settled, and what was told may be told again', () => {
    const remembered: Partial<Memory> = { ...TESTS, told: { any: NOW }, retry: { after: NOW, failures: 1, reason: 'any', to: SMALL } };
    const { ended } = step(tested, { ...small, memory: remembered, connections: SUCCESSFUL }) as { ended: Memory };
    expect(ended).toEqual(memory({
      ...STOPS, ...TESTS, settled: { phase: 'cdc', class: SMALL }, changedAt: NOW, watchUntil: NOW + 30 * MINUTE, told: {},
      outbox: [expect.objectContaining({ code: 'classChanged' })],
    }));
  });

  test('that are good tell an operator that the load can begin', () => {
    const up = { changed: NOW - 2 * MINUTE, phase: 'full-load', from: SMALL, to: LARGE, cause: 'load' } as const;
    expect(step(up, { tasks: [STOPPED], memory: { ...TESTS, request: { at: NOW, by: 'operator' } }, connections: SUCCESSFUL })).toMatchObject({
      ended: { settled: { phase: 'full-load', class: LARGE }, outbox: [{ code: 'classChanged' }, { code: 'readyForLoad' }] },
    });
  });
});

test.each<[string, Given['tasks'], boolean]>([
  ['failed in it', [task({ status: 'failed', progress: { started: NOW - 5 * MINUTE, stopped: NOW - 3 * MINUTE } })], true],
  ['stopped while the instance was changing', [task({ status: 'stopped', progress: { started: NOW - 5 * MINUTE, stopped: NOW - 2 * MINUTE } })], true],
  ['was stopped before the instance was changing', [task({ status: 'stopped', progress: { started: NOW - 5 * MINUTE, stopped: NOW - 4 * MINUTE } })], false],
  ['was started before it, and failed', [task({ status: 'failed', progress: { stopped: NOW - 3 * MINUTE } })], false],
])('a task that somebody started during the change and that %s is owed a run: %#', (_, tasks, isOwed) => {
  const under = { began: NOW - 6 * MINUTE, askedAt: NOW - 4 * MINUTE, changingSince: NOW - 3 * MINUTE, changed: NOW - MINUTE };
  const result = step(under, { tasks, instance: { class: SMALL }, memory: { ...loaded(), stops: {} } });
  expect('next' in result ? result.next : 'ended').toEqual(isOwed ? expect.objectContaining({ kind: 'testConnections' }) : 'ended');
});

test('each failure of the same change waits longer than the one before', () => {
  const retry = { after: NOW, failures: 2, reason: 'any', to: SMALL };
  const { ended } = step({}, { tasks: [loadingTask()], memory: { retry } }) as { ended: Memory };
  expect(ended.retry).toMatchObject({ failures: 3, after: NOW + 4 * 3_600_000 });
  expect(ended.flip).toBeUndefined();
});
