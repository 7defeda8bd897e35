import type { Memory } from '../../../lib/control/phase-scaling/memory';
import { notice } from '../../../lib/control/phase-scaling/notice';
import type { SeenTask } from '../../../lib/control/phase-scaling/world';
import { boundaryTask, instance, loaded, loadingTask, LONG_AGO, memory, NOW, ORDERS, pending, task } from '../../support/phase-scaling/observations';

const MINUTE = 60_000;

function after(seen: SeenTask, remembered: Partial<Memory> = {}): Memory {
  return notice(memory(remembered), { instance: instance(), tasks: [seen] }, NOW);
}

test.each<[string, SeenTask, Partial<Memory>, Memory['loads']]>([
  ['is noted when its figures say so', task(), {}, { [ORDERS]: { load: LONG_AGO, at: NOW } }],
  ['is noted when the task stopped itself, whatever its figures', boundaryTask({ progress: { percent: 0, tablesLoaded: 0 } }), {}, { [ORDERS]: { load: LONG_AGO, at: NOW } }],
  ['is noted without its beginning, if DMS does not say that', task({ progress: { freshStart: undefined } }), {}, { [ORDERS]: { at: NOW } }],
  ['is noted once', task(), loaded(), loaded().loads],
  ['stays noted when the figures are gone', task({ status: 'stopped', progress: { percent: 0, tablesLoaded: 0 } }), loaded(), loaded().loads],
  ['stays noted while the task starts again', task({ status: 'starting' }), loaded(), loaded().loads],
  ['is forgotten when another load has begun', loadingTask({ progress: { freshStart: NOW - MINUTE } }), loaded(), {}],
  ['is forgotten when a table is loaded again', task({ progress: { tablesLoading: 1 } }), loaded(), {}],
  ['is forgotten when the task was made anew', task({ status: 'ready', progress: { percent: 0, tablesLoaded: 0 } }), loaded(), {}],
  ['is not noted of a task that has no load', task({ migrationType: 'cdc' }), {}, {}],
])('the end of a load %s', (_, seen, remembered, loads) => {
  expect(after(seen, remembered).loads).toEqual(loads);
});

test.each<[string, SeenTask, number, boolean]>([
  ['stands still', task({ status: 'stopped' }), 5 * MINUTE, true],
  ['still runs, as it may for a while', task(), 5 * MINUTE, true],
  ['runs, though the stop was ten minutes ago', task(), 10 * MINUTE, false],
  ['was started after the stop', task({ progress: { started: NOW - MINUTE } }), 5 * MINUTE, false],
  ['was started at the time of the stop, as clocks go', task({ progress: { started: NOW - 5 * MINUTE + 10_000 } }), 5 * MINUTE, true],
  ['is starting, which comes to nothing yet', task({ status: 'starting', progress: { started: NOW - MINUTE } }), 5 * MINUTE, true],
  ['was started, and failed', task({ status: 'failed', progress: { started: NOW - MINUTE } }), 5 * MINUTE, true],
  ['was made anew', task({ status: 'ready' }), 5 * MINUTE, false],
])('a stop stays noted of a task that %s: %#', (_, seen, ago, isNoted) => {
  expect(after(seen, { stops: { [ORDERS]: { at: NOW - ago } } }).stops).toEqual(isNoted ? { [ORDERS]: { at: NOW - ago } } : {});
});

test('a resume is forgotten when the task has run for five minutes', () => {
  const resumes = (ago: number) => ({ resumes: { [ORDERS]: { at: NOW - ago, tries: 2 } } });
  expect(after(task(), resumes(4 * MINUTE)).resumes).toEqual(resumes(4 * MINUTE).resumes);
  expect(after(task(), resumes(5 * MINUTE)).resumes).toEqual({});
  expect(after(boundaryTask(), resumes(60 * MINUTE)).resumes).toEqual(resumes(60 * MINUTE).resumes);
});

test('a hook counts for the load that it ran for, and no other', () => {
  const hooks = { [ORDERS]: { load: LONG_AGO, executionName: 'one', started: LONG_AGO, state: 'succeeded' as const } };
  expect(after(boundaryTask(), { hooks }).hooks).toEqual(hooks);
  expect(after(boundaryTask({ progress: { freshStart: NOW } }), { hooks }).hooks).toEqual({});
});

test('nothing is kept of a task that is gone', () => {
  const remembered = {
    ...loaded(), stops: { [ORDERS]: { at: NOW } }, resumes: { [ORDERS]: { at: NOW, tries: 1 } }, denied: { [ORDERS]: true as const },
    hooks: { [ORDERS]: { executionName: 'one', started: NOW, state: 'running' as const } },
  };
  expect(notice(memory(remembered), { instance: instance(), tasks: [] }, NOW))
    .toMatchObject({ loads: {}, stops: {}, resumes: {}, denied: {}, hooks: {} });
});

test.each(['STOPPED_DUE_TO_LOW_MEMORY', 'STOPPED_DUE_TO_LOW_DISK'])('a task that stopped with %s is remembered when it runs again', (stopReason) => {
  const starved = { at: NOW, task: 'orders', reason: stopReason };
  const remembered = after(task({ status: 'stopped', stopReason }));
  expect(remembered.starved).toEqual(starved);
  expect(after(task({ stopReason }), remembered).starved).toEqual(starved);
  expect(after(task({ stopReason })).starved).toBeUndefined();
});

test.each<[string, SeenTask, Partial<Memory>, boolean]>([
  ['as long as nobody makes use of it', task(), loaded(), true],
  ['until a load has begun after it', loadingTask({ progress: { freshStart: NOW - MINUTE } }), {}, false],
  ['until a table is loaded again', task({ progress: { tablesLoading: 1 } }), loaded(), false],
  ['through a load that had begun before', loadingTask(), {}, true],
])('a request lasts %s', (_, seen, remembered, lasts) => {
  const request = { at: NOW - 5 * MINUTE, by: 'operator' as const };
  expect(after(seen, { ...remembered, request }).request).toEqual(lasts ? request : undefined);
});

test('a request lasts for a day', () => {
  const request = { at: NOW - 24 * 60 * MINUTE, by: 'operator' as const };
  const old = task({ progress: { freshStart: NOW - 48 * 60 * MINUTE } });
  expect(after(old, { request: { ...request, at: request.at + 1 } }).request).toBeDefined();
  expect(after(old, { request }).request).toBeUndefined();
});

test('a deployment may change the instance until its time is over', () => {
  expect(after(task(), { deployingUntil: NOW + 1 }).deployingUntil).toBe(NOW + 1);
  expect(after(task(), { deployingUntil: NOW }).deployingUntil).toBeUndefined();
});

test('a request that CloudFormation has given up on is forgotten', () => {
  const [fresh, old] = [pending({ since: NOW - 59 * MINUTE }), pending({ since: NOW - 60 * MINUTE, requestId: 'old' })];
  expect(after(task(), { pending: [old, fresh] }).pending).toEqual([fresh]);
});

test('the time since which all loads are over begins anew with each load, and needs a task', () => {
  const over = { ...loaded(), loadedSince: LONG_AGO };
  expect(after(task(), over).loadedSince).toBe(LONG_AGO);
  expect(after(task({ progress: { tablesLoading: 1 } }), over).loadedSince).toBeUndefined();
  expect(after(task({ status: 'ready' }), over).loadedSince).toBeUndefined();
  expect(after(boundaryTask()).loadedSince).toBe(NOW);
  expect(notice(memory(over), { instance: instance(), tasks: [] }, NOW).loadedSince).toBeUndefined();
});
