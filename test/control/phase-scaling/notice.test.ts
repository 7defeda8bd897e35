import type { BoundaryNote, Memory } from '../../../lib/control/phase-scaling/memory';
import { doubts, notice } from '../../../lib/control/phase-scaling/notice';
import type { Observation } from '../../../lib/control/phase-scaling/situation';
import type { SeenTask } from '../../../lib/control/phase-scaling/world';
import { boundaryTask, instance, loaded, loadingTask, LONG_AGO, memory, NOW, ORDERS, pending, task } from '../../support/phase-scaling/observations';

const MINUTE = 60_000;
/** Nothing is known of a task but that its boundary is behind it. */
const PAST = { boundaries: loaded().boundaries };

function after(seen: SeenTask, remembered: Partial<Memory> = {}): Memory {
  return notice({ world: { instance: instance(), tasks: [seen] }, memory: memory(remembered) }, NOW);
}

test.each<[string, SeenTask, Partial<Memory>, Memory['loads']]>([
  ['is noted when its figures say so, and its boundary is not ahead', task(), PAST, { [ORDERS]: { load: LONG_AGO, at: NOW } }],
  ['is noted when the task stopped itself, whatever its figures', boundaryTask({ progress: { percent: 0, tablesLoaded: 0 } }), {}, { [ORDERS]: { load: LONG_AGO, at: NOW } }],
  ['is noted without its beginning, if DMS does not say that', task({ progress: { freshStart: undefined } }), { boundaries: { [ORDERS]: { is: 'none', at: LONG_AGO } } }, { [ORDERS]: { at: NOW } }],
  ['is noted once', task(), loaded(), loaded().loads],
  ['stays noted when the figures are gone', task({ status: 'stopped', progress: { percent: 0, tablesLoaded: 0 } }), loaded(), loaded().loads],
  ['stays noted while the task starts again', task({ status: 'starting' }), loaded(), loaded().loads],
  ['is forgotten when another load has begun', loadingTask({ progress: { freshStart: NOW - MINUTE } }), loaded(), {}],
  ['is forgotten when a table is loaded again', task({ progress: { tablesLoading: 1 } }), loaded(), {}],
  ['is forgotten when the task was made anew', task({ status: 'ready', progress: { percent: 0, tablesLoaded: 0 } }), loaded(), {}],
  ['is not noted while its boundary is ahead', task(), { boundaries: { [ORDERS]: { load: LONG_AGO, is: 'ahead', at: LONG_AGO } } }, {}],
  ['is not noted as long as its boundary is not known', task(), {}, {}],
  ['is noted of a task without changes by its figures alone', task({ migrationType: 'full-load' }), {}, { [ORDERS]: { load: LONG_AGO, at: NOW } }],
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
  expect(notice({ world: { instance: instance(), tasks: [] }, memory: memory(remembered) }, NOW))
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
  expect(notice({ world: { instance: instance(), tasks: [] }, memory: memory(over) }, NOW).loadedSince).toBeUndefined();
});

describe('the boundary', () => {
  const completed = { states: { 'Table completed': 3 }, errored: [] };
  const note = (is: BoundaryNote['is'], change: Partial<BoundaryNote> = {}) => ({ [ORDERS]: { load: LONG_AGO, is, at: LONG_AGO, ...change } });

  /** What is remembered of it after a look. */
  function boundaryAfter(seen: SeenTask, boundaries: Memory['boundaries'], looked: Pick<Observation, 'stopFlags' | 'tables'> = {}): Memory['boundaries'] {
    return notice({ world: { instance: instance(), tasks: [seen] }, memory: memory({ boundaries }), ...looked }, NOW).boundaries;
  }

  test('is ahead of a task that stops itself, and none of one that does not', () => {
    expect(boundaryAfter(task(), {}, { stopFlags: { [ORDERS]: true } })).toEqual(note('ahead', { at: NOW }));
    expect(boundaryAfter(task(), {}, { stopFlags: { [ORDERS]: false } })).toEqual(note('none', { at: NOW }));
    expect(boundaryAfter(task(), {})).toEqual({});
  });

  test('is passed when the task has stopped itself', () => {
    expect(boundaryAfter(boundaryTask(), note('ahead'))).toEqual(note('passed'));
    expect(boundaryAfter(task(), note('passed'))).toEqual(note('passed'));
  });

  test('is passed when somebody resumed the task after its tables were loaded', () => {
    const resumed = task({ progress: { started: NOW - MINUTE } });
    const tables = { [ORDERS]: { ...completed, lastLoaded: NOW - 5 * MINUTE } };
    const fresh = note('ahead', { at: NOW });
    expect(boundaryAfter(resumed, fresh, { tables })).toEqual(note('passed', { at: NOW }));
    expect(boundaryAfter(resumed, fresh, { tables: { [ORDERS]: { ...completed, lastLoaded: NOW - MINUTE } } })).toEqual(fresh);
    expect(boundaryAfter(resumed, fresh, { tables: { [ORDERS]: completed } })).toEqual(fresh);
  });

  test('that has not come in a day is taken to be none', () => {
    const at = NOW - 24 * 60 * MINUTE;
    expect(boundaryAfter(task(), note('ahead', { at: at + 1 }))).toEqual(note('ahead', { at: at + 1 }));
    expect(boundaryAfter(task(), note('ahead', { at }))).toEqual(note('none', { at }));
  });

  test('is that of the load that is shown, and of a task that loads and captures', () => {
    expect(boundaryAfter(loadingTask({ progress: { freshStart: NOW - MINUTE } }), note('passed'))).toEqual({});
    expect(boundaryAfter(task({ migrationType: 'cdc' }), {}, { stopFlags: { [ORDERS]: true } })).toEqual({});
  });

  test('is asked for once all tables are loaded, and not before', () => {
    const doubt = (seen: SeenTask, change: Partial<Observation> = {}) =>
      doubts({ world: { instance: instance(), tasks: [seen] }, memory: memory(), ...change });
    expect(doubt(task())).toMatchObject({ kind: 'look', at: 'stopFlags', tasks: [ORDERS] });
    expect(doubt(task(), { stopFlags: { [ORDERS]: true } })).toBeUndefined();
    expect(doubt(task(), { memory: memory({ boundaries: note('ahead') }) })).toBeUndefined();
    expect(doubt(loadingTask())).toBeUndefined();
    expect(doubt(task({ migrationType: 'full-load' }))).toBeUndefined();
  });

  test('that is ahead of a task which was started again is looked for in its tables', () => {
    const restarted = task({ progress: { started: NOW - MINUTE } });
    const observation = { world: { instance: instance(), tasks: [restarted] }, memory: memory({ boundaries: note('ahead', { at: NOW }) }) };
    expect(doubts(observation)).toMatchObject({ kind: 'look', at: 'tables', tasks: [ORDERS] });
    expect(doubts({ ...observation, tables: { [ORDERS]: completed } })).toBeUndefined();
    expect(doubts({ ...observation, memory: memory({ boundaries: note('ahead', { at: NOW - 2 * MINUTE }) }) })).toBeUndefined();
  });

  test('is not passed by a task that somebody stopped and resumed on the way there', () => {
    const resumed = task({ progress: { started: NOW - MINUTE } });
    const tables = { [ORDERS]: { ...completed, lastLoaded: NOW - 5 * MINUTE } };
    const asked = note('ahead', { at: NOW - 4 * MINUTE });
    expect(boundaryAfter(resumed, asked, { tables })).toEqual(asked);
  });
});
