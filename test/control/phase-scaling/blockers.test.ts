import { blockers, type Blocker } from '../../../lib/control/phase-scaling/blockers';
import type { Phase } from '../../../lib/control/phase-scaling/memory';
import type { Policy } from '../../../lib/control/phase-scaling/policy';
import { SMALL } from '../../support/phase-scaling/account';
import { boundaryTask, loaded, loadingTask, NOW, ORDERS, situation, task, type Given } from '../../support/phase-scaling/observations';

const QUIET: Given = { memory: loaded() };

function against(given: Given, phase: Phase = 'cdc', policy: Partial<Policy> = {}): Blocker[] {
  return blockers(situation(given, policy), phase);
}

test('nothing stands against a change while all tasks capture changes', () => {
  expect(against(QUIET)).toEqual([]);
  expect(against(QUIET, 'full-load')).toEqual([]);
});

test.each<[string, Given, Blocker]>([
  ['an instance that is being changed', { instance: { status: 'modifying' } }, {
    code: 'instanceBusy', passes: true, what: 'the instance is modifying', mend: '',
  }],
  ['an instance that is about to be changed', { instance: { pendingClass: SMALL } }, {
    code: 'instanceBusy', passes: true, what: 'the instance is about to be changed', mend: '',
  }],
  ['a deployment', { memory: { ...loaded(), deployingUntil: NOW + 1 } }, {
    code: 'deployment', passes: true, what: 'a deployment may be changing the instance', mend: '',
  }],
  ['other modifications', { instance: { otherPending: ['AllocatedStorage', 'MultiAZ'] } }, {
    code: 'otherModifications', passes: false,
    what: 'AllocatedStorage, MultiAZ of the instance is waiting for the maintenance window, and a change of class would apply it at once',
    mend: 'Apply it at a time that suits, or take it back.',
  }],
  ['a task that loads', { tasks: [loadingTask()] }, {
    code: 'loading orders', passes: false, what: 'task orders is loading tables (1 at the moment, 1 waiting)', mend: 'It goes on when that is done.',
  }],
  ['a task that may not have applied what was cached', { memory: {} }, {
    code: 'loading orders', passes: false, what: 'task orders is applying what was changed during its load', mend: 'It goes on when that is done.',
  }],
  ['a task that the controller may not stop', { memory: { ...loaded(), denied: { [ORDERS]: true } } }, {
    code: 'denied orders', passes: false, what: 'task orders runs on the instance, and the controller may not stop it',
    mend: 'Give it to PhaseScaling in `tasks`, or stop it while the class changes.',
  }],
  ['a task that has just been started', { tasks: [task({ progress: { started: NOW - 59_000 } })] }, {
    code: 'moving orders', passes: true, what: 'task orders is newly started', mend: '',
  }],
  ['a task on its way', { tasks: [task({ status: 'moving' })] }, {
    code: 'moving orders', passes: true, what: 'task orders is moving', mend: '',
  }],
  ['tables that are loaded again behind the figures', { tables: { [ORDERS]: { states: { 'Table completed': 2, 'Table is being reloaded': 1 }, errored: [] } } }, {
    code: 'reloading orders', passes: false, what: 'task orders has tables that are not loaded', mend: 'It goes on when they are.',
  }],
])('%s stands against either change', (_, given, blocker) => {
  expect(against({ ...QUIET, ...given })).toEqual([blocker]);
  expect(against({ ...QUIET, ...given }, 'full-load')).toEqual([blocker]);
});

test.each<[string, Given, Blocker]>([
  ['a task that ran out of memory', { memory: { ...loaded(), starved: { at: NOW, task: 'orders', reason: 'STOPPED_DUE_TO_LOW_MEMORY' } } }, {
    code: 'starved orders', passes: false, what: 'task orders stopped with STOPPED_DUE_TO_LOW_MEMORY, so the instance is not made smaller',
    mend: 'Choose larger classes or more storage, and deploy.',
  }],
  ['a task that has failed', { tasks: [task({ status: 'failed' })] }, {
    code: 'failed orders', passes: false, what: 'task orders has failed', mend: 'Find the cause in its log, and resume or delete it.',
  }],
  ['a table that could not be loaded', { tasks: [task({ progress: { tablesErrored: 1 } })] }, {
    code: 'errored orders', passes: false, what: 'task orders could not load 1 table', mend: 'Mend the cause and reload them, or let them be left behind (`erroredTables`).',
  }],
  ['tables that could not be loaded, two of them with names', {
    tasks: [task({ progress: { tablesErrored: 2 } })], tables: { [ORDERS]: { states: { 'Table completed': 1, 'Table error': 2 }, errored: ['app.a', 'app.b'] } },
  }, {
    code: 'errored orders', passes: false, what: 'task orders could not load 2 tables: app.a, app.b', mend: 'Mend the cause and reload them, or let them be left behind (`erroredTables`).',
  }],
  ['more tables than are worth naming', { tables: { [ORDERS]: { states: { 'Table completed': 1, 'Table cancelled': 3 }, errored: ['app.a', 'app.b'] } } }, {
    code: 'errored orders', passes: false, what: 'task orders could not load 3 tables: app.a, app.b ...', mend: 'Mend the cause and reload them, or let them be left behind (`erroredTables`).',
  }],
])('%s stands against a smaller instance, and not against a larger one', (_, given, blocker) => {
  expect(against({ ...QUIET, ...given })).toEqual([blocker]);
  expect(against({ ...QUIET, ...given }, 'full-load')).toEqual([]);
});

test('tables that are left behind by choice stand against nothing', () => {
  expect(against({ ...QUIET, tasks: [task({ progress: { tablesErrored: 2 } })] }, 'cdc', { erroredTables: 'leave' })).toEqual([]);
});

test('a task that failed because the controller stopped it stands against nothing', () => {
  expect(against({ tasks: [task({ status: 'failed' })], memory: { ...loaded(), stops: { [ORDERS]: { at: NOW } } } })).toEqual([]);
});

test('a load that an operator stopped does not stand against a larger instance, which does it good', () => {
  const stopped: Given = { tasks: [loadingTask({ status: 'stopped', stopReason: 'NORMAL' })], tables: { [ORDERS]: { states: { 'Before load': 1 }, errored: [] } } };
  expect(against(stopped, 'full-load')).toEqual([]);
  expect(against(stopped, 'cdc')).toEqual([expect.objectContaining({ code: 'reloading orders' })]);
});

test('everything that stands against a change is found at once', () => {
  const codes = against({
    tasks: [loadingTask(), boundaryTask({ arn: 'a:b:other', progress: { tablesErrored: 1 } })],
    instance: { status: 'modifying', otherPending: ['MultiAZ'] },
  }).map(({ code }) => code);
  expect(codes).toEqual(['instanceBusy', 'otherModifications', 'loading orders', 'errored other']);
});
