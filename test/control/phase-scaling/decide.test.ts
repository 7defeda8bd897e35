import * as fc from 'fast-check';
import { decide } from '../../../lib/control/phase-scaling/decide';
import type { Decision } from '../../../lib/control/phase-scaling/decision';
import type { Memory, PendingAnswer } from '../../../lib/control/phase-scaling/memory';
import type { Policy } from '../../../lib/control/phase-scaling/policy';
import type { Observation } from '../../../lib/control/phase-scaling/situation';
import { LARGE, POLICY, SMALL } from '../../support/phase-scaling/account';
import {
  boundaryTask, CUSTOMERS, flip, loaded, loadingTask, LONG_AGO, memory, NOW, observe, ORDERS, pending, task, type Given,
} from '../../support/phase-scaling/observations';

const MINUTE = 60_000;
const BOTH = loaded(ORDERS, CUSTOMERS);
const AT_LOAD: Partial<Memory> = { policy: POLICY, settled: { phase: 'full-load', class: LARGE } };
const AT_CDC: Partial<Memory> = { policy: POLICY, settled: { phase: 'cdc', class: SMALL }, ...BOTH };
const COMPLETED = { states: { 'Table completed': 3 }, errored: [] };
const TABLES = { [ORDERS]: COMPLETED, [CUSTOMERS]: COMPLETED };

function decided(given: Given, policy: Partial<Policy> = {}): Decision {
  return decide(observe(given), { ...POLICY, ...policy }, NOW);
}

describe('while tables are loaded', () => {
  test('the first look settles the phase that the instance is in', () => {
    expect(decided({ tasks: [loadingTask()] })).toMatchObject({ kind: 'wait', why: 'loads to be over', memory: { settled: { phase: 'full-load', class: LARGE } } });
  });

  test('a task at its boundary is resumed at once', () => {
    const tasks = [loadingTask(), boundaryTask({ arn: CUSTOMERS })];
    expect(decided({ tasks, memory: AT_LOAD })).toMatchObject({
      kind: 'resumeTasks', tasks: [CUSTOMERS], memory: { resumes: { [CUSTOMERS]: { at: NOW, tries: 1 } }, stops: { [CUSTOMERS]: { at: NOW - MINUTE } } },
    });
  });

  test('a task at its boundary waits for the others, if it is to be held', () => {
    const tasks = [loadingTask(), boundaryTask({ arn: CUSTOMERS })];
    expect(decided({ tasks, memory: AT_LOAD }, { strategy: 'hold' })).toMatchObject({ kind: 'wait', why: 'loads to be over' });
  });

  test('a task whose load was stopped by an operator is left alone', () => {
    const tasks = [loadingTask(), loadingTask({ arn: CUSTOMERS, status: 'stopped', stopReason: 'NORMAL' })];
    expect(decided({ tasks, memory: AT_LOAD })).toMatchObject({ kind: 'wait', why: 'loads to be over' });
  });

  test.each([
    ['that nobody has started', task({ arn: CUSTOMERS, status: 'ready', progress: { percent: 0, tablesLoaded: 0 } }), 'taskNotStarted'],
    ['that stands in its load', loadingTask({ arn: CUSTOMERS, status: 'failed' }), 'taskStandsInLoad'],
  ])('a task %s and keeps the instance large is told after a quarter of an hour, once', (_, idler, code) => {
    const given: Given = { tasks: [task(), idler], memory: { ...AT_LOAD, ...loaded() } };
    const first = decide(observe(given), POLICY, NOW).memory;
    expect(decide({ ...observe(given), memory: first }, POLICY, NOW + 14 * MINUTE).memory.outbox).toEqual([]);
    const told = decide({ ...observe(given), memory: first }, POLICY, NOW + 15 * MINUTE).memory;
    expect(told.outbox).toEqual([expect.objectContaining({ code })]);
    expect(decide({ ...observe(given), memory: told }, POLICY, NOW + 60 * MINUTE).memory.outbox).toEqual(told.outbox);
  });
});

describe('when all tables are loaded', () => {
  const tasks = [task(), boundaryTask({ arn: CUSTOMERS })];
  const over: Given = { tasks, memory: { ...AT_LOAD, ...BOTH }, tables: TABLES };

  test('the downsize begins, after a look at the tables', () => {
    expect(decided({ ...over, tables: undefined })).toMatchObject({ kind: 'look', at: 'tables', tasks: [ORDERS, CUSTOMERS] });
    expect(decided(over)).toMatchObject({
      kind: 'stopTasks', tasks: [ORDERS],
      memory: { flip: { phase: 'cdc', from: LARGE, to: SMALL, cause: 'boundary', began: NOW, pausedSince: NOW - MINUTE }, stops: { [ORDERS]: { at: NOW } } },
    });
  });

  test('the downsize waits for the time in which loads have to stay over', () => {
    const settling = (seconds: number) => decided({ ...over, memory: { ...over.memory, loadedSince: NOW - seconds * 1000 } }, { settleSeconds: 600 });
    expect(settling(599)).toMatchObject({ kind: 'resumeTasks', tasks: [CUSTOMERS] });
    expect(settling(600)).toMatchObject({ kind: 'stopTasks' });
  });

  test('the downsize waits for cached changes, which the large instance applies faster', () => {
    expect(decided({ ...over, tasks: [task(), boundaryTask({ arn: CUSTOMERS, stopReason: 'STOPPED_AFTER_FULL_LOAD' })] }))
      .toMatchObject({ kind: 'resumeTasks', tasks: [CUSTOMERS] });
  });

  test('the downsize waits for a task that has stood still for long, which runs first', () => {
    const long = boundaryTask({ arn: CUSTOMERS, progress: { stopped: NOW - 12 * MINUTE } });
    expect(decided({ ...over, tasks: [task(), long] })).toMatchObject({ kind: 'resumeTasks', tasks: [CUSTOMERS] });
  });

  test('the downsize waits for its next try after a failure, and the tasks run', () => {
    const retry = { after: NOW + 1, failures: 1, reason: 'any', to: SMALL };
    expect(decided({ ...over, memory: { ...over.memory, retry } })).toMatchObject({ kind: 'resumeTasks', tasks: [CUSTOMERS] });
  });

  test('what stands against the downsize and does not pass is told once, and the tasks run', () => {
    const given: Given = { ...over, tasks: [task({ progress: { tablesErrored: 1 } }), boundaryTask({ arn: CUSTOMERS })] };
    const { kind, memory: remembered } = decided(given);
    expect([kind, remembered.outbox]).toEqual(['resumeTasks', [expect.objectContaining({ code: 'classBlocked' })]]);
    expect(decide({ ...observe(given), memory: remembered }, POLICY, NOW + 1).memory.outbox).toEqual(remembered.outbox);
  });

  test('an instance that is small already is as it should be', () => {
    expect(decided({ ...over, instance: { class: SMALL }, tasks: [task(), task({ arn: CUSTOMERS })] }))
      .toMatchObject({ kind: 'none', why: 'nothing is left to do', memory: { settled: { phase: 'cdc', class: SMALL }, outbox: [] } });
  });
});

describe('while changes are captured', () => {
  const quiet: Given = { tasks: [task(), task({ arn: CUSTOMERS })], instance: { class: SMALL }, memory: AT_CDC };

  test('nothing is left to do', () => {
    expect(decided(quiet)).toMatchObject({ kind: 'none', why: 'nothing is left to do' });
  });

  test('a task that an operator stopped stays so', () => {
    expect(decided({ ...quiet, tasks: [task({ status: 'stopped', stopReason: 'NORMAL' })] })).toMatchObject({ kind: 'none' });
  });

  test('a task that the controller stopped is resumed', () => {
    const stopped = task({ status: 'stopped', stopReason: 'NORMAL' });
    expect(decided({ ...quiet, tasks: [stopped], memory: { ...AT_CDC, stops: { [ORDERS]: { at: NOW - MINUTE } } } })).toMatchObject({ kind: 'resumeTasks', tasks: [ORDERS] });
  });

  test('a new task with tables has the instance made large', () => {
    const fresh = task({ arn: CUSTOMERS, status: 'ready', progress: { percent: 0, tablesLoaded: 0, freshStart: undefined, started: undefined } });
    expect(decided({ ...quiet, tasks: [task(), fresh], tables: TABLES })).toMatchObject({ kind: 'stopTasks', tasks: [ORDERS], memory: { flip: { cause: 'load', to: LARGE } } });
  });

  test('a class that was changed in the code is made so', () => {
    expect(decided({ ...quiet, tables: TABLES }, { cdcClass: 'dms.r6i.xlarge' })).toMatchObject({ kind: 'stopTasks', memory: { flip: { cause: 'policy', to: 'dms.r6i.xlarge' } } });
  });

  test('one size more is made so', () => {
    expect(decided({ ...quiet, tables: TABLES, memory: { ...AT_CDC, floor: 'dms.r6i.xlarge' } }))
      .toMatchObject({ kind: 'stopTasks', memory: { flip: { cause: 'pressure', to: 'dms.r6i.xlarge' } } });
  });

  test('an operator who makes the instance another class has it left so', () => {
    expect(decided({ ...quiet, instance: { class: 'dms.c6i.large' } })).toMatchObject({ kind: 'none' });
  });
});

test('without a policy, or an instance, nothing is done but to answer', () => {
  expect(decide(observe({ tasks: [boundaryTask()] }), undefined, NOW)).toMatchObject({ kind: 'none', why: 'there is no instance, or no policy yet' });
  expect(decide({ world: { tasks: [] }, memory: memory({ ...AT_CDC, flip: flip() }) }, POLICY, NOW)).toMatchObject({ kind: 'none' });
  expect(decide({ world: { tasks: [] }, memory: memory({ pending: [pending({ requestType: 'Create' })] }) }, undefined, NOW)).toMatchObject({ kind: 'answer' });
});

// What holds of whatever is seen and remembered.

const XLARGE = 'dms.r6i.xlarge';
const CLASSES = [LARGE, XLARGE, SMALL];
const GONE = 'arn:aws:dms:us-east-1:123456789012:task:GONE';

/** A moment, or none. Everything has happened by now. */
const time = fc.constantFrom(undefined, NOW, NOW - 1_000, NOW - 30_000, NOW - 90_000, NOW - 10 * MINUTE, NOW - 59 * MINUTE, LONG_AGO);
const moment = time.map((at) => at ?? NOW - 5 * MINUTE);
/** When a load began, in the world or in memory: mostly the same. */
const beginning = fc.oneof({ weight: 4, arbitrary: fc.constant(LONG_AGO) }, { weight: 1, arbitrary: time });
const few = fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1);

/** A value, or absent, which is so once in so many times. */
function maybe<T>(value: fc.Arbitrary<T>, freq = 2): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined, freq });
}

/** A value now and then. */
function seldom<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

/** A record of some of the tasks. */
function byTask<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  return fc.dictionary(fc.constantFrom(ORDERS, CUSTOMERS, GONE), value, { maxKeys: 3, noNullPrototype: true });
}

const seenTask = (arn: string) => fc.record({
  arn: fc.constant(arn),
  identifier: fc.constant(arn.split(':').pop()!.toLowerCase()),
  migrationType: fc.constantFrom('full-load-and-cdc', 'full-load-and-cdc', 'full-load', 'cdc', 'tomorrow'),
  status: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('running', 'running', 'stopped') },
    { weight: 3, arbitrary: fc.constantFrom('failed', 'starting', 'stopping', 'ready', 'creating', 'deleting', 'moving', 'failed-move') },
    { weight: 1, arbitrary: fc.string() },
  ),
  stopReason: fc.constantFrom(
    undefined, 'NORMAL', 'STOPPED_AFTER_CACHED_EVENTS', 'STOPPED_AFTER_FULL_LOAD', 'FULL_LOAD_ONLY_FINISHED', 'STOPPED_DUE_TO_LOW_DISK', 'FATAL_ERROR',
  ),
  sourceEndpointArn: fc.constant('source'),
  targetEndpointArn: fc.constantFrom('target', 'other'),
  progress: fc.record({
    percent: fc.constantFrom(undefined, 0, 40, 100, 100),
    tablesLoaded: fc.constantFrom(0, 3, 3),
    tablesLoading: few,
    tablesQueued: few,
    tablesErrored: few,
    freshStart: beginning, started: beginning, stopped: time,
  }),
});

const seenInstance = fc.record({
  arn: fc.constant('instance'),
  class: fc.constantFrom(...CLASSES, 'dms.c6i.large'),
  status: fc.oneof(
    { weight: 8, arbitrary: fc.constant('available') }, { weight: 2, arbitrary: fc.constantFrom('modifying', 'storage-full') }, { weight: 1, arbitrary: fc.string() },
  ),
  pendingClass: seldom(fc.constantFrom(...CLASSES)),
  otherPending: fc.constantFrom([], [], [], [], ['MultiAZ']),
});

const policies: fc.Arbitrary<Policy> = fc.record({
  fullLoadClass: fc.constant(LARGE),
  cdcClass: fc.constant(SMALL),
  strategy: fc.constantFrom('stopAtBoundary', 'hold', 'keepRunning'),
  settleSeconds: fc.constantFrom(0, 0, 600),
  deadlineSeconds: fc.constantFrom(3600, 7200),
  erroredTables: fc.constantFrom('block', 'leave'),
  hook: maybe(fc.record({
    stateMachineArn: fc.constant('arn'), timeoutSeconds: fc.constant(1800), onFailure: fc.constantFrom('resume', 'hold'),
  })),
  rebound: maybe(fc.constant({ alarmNames: ['lag'], ladder: [SMALL, XLARGE, LARGE], cooldownSeconds: 900 })),
});

const flips = fc.record({
  phase: fc.constantFrom('full-load', 'cdc'),
  from: fc.constantFrom(...CLASSES),
  to: fc.constantFrom(...CLASSES),
  cause: fc.constantFrom('boundary', 'load', 'pressure', 'policy'),
  began: moment, pausedSince: moment, askedAt: time, asks: fc.constantFrom(undefined, 1, 2, 3), changingSince: time, changed: time,
});

const hookState = fc.constantFrom('running', 'succeeded', 'failed', 'timedOut');

const requests = fc.record({
  part: fc.constantFrom('Class', 'Watch'), requestType: fc.constantFrom('Create', 'Update', 'Delete'), since: moment, raise: maybe(fc.boolean()), instanceChanges: maybe(fc.boolean()),
}).map((change) => pending(change as Partial<PendingAnswer>));

const memories: fc.Arbitrary<Memory> = fc.record({
  lookedAt: time,
  settled: maybe(fc.record({ phase: fc.constantFrom('full-load', 'cdc'), class: fc.constantFrom(...CLASSES) })),
  flip: seldom(flips),
  boundaries: byTask(fc.record({ load: beginning, is: fc.constantFrom('ahead', 'passed', 'none'), at: moment })),
  loads: byTask(fc.record({ load: beginning, at: moment })),
  stops: byTask(fc.record({ at: moment })),
  resumes: byTask(fc.record({ at: moment, tries: fc.constantFrom(1, 4, 20) })),
  tests: fc.dictionary(fc.constantFrom('source', 'target'), moment, { noNullPrototype: true }),
  hooks: byTask(fc.record({ load: beginning, executionName: fc.constantFrom('a', 'b'), started: moment, state: hookState })),
  loadedSince: time,
  retry: seldom(fc.record({
    after: fc.constantFrom(NOW - MINUTE, NOW + MINUTE), failures: fc.nat(9), reason: fc.string(), to: fc.constantFrom(...CLASSES),
  })),
  starved: seldom(fc.record({ at: moment, task: fc.constant('orders'), reason: fc.constant('STOPPED_DUE_TO_LOW_DISK') })),
  floor: fc.constantFrom(undefined, undefined, XLARGE, LARGE),
  changedAt: time,
  watchUntil: fc.constantFrom(undefined, NOW - MINUTE, NOW + MINUTE),
  request: seldom(fc.record({ at: moment, by: fc.constantFrom('operator', 'deployment') })),
  deployingUntil: seldom(fc.constantFrom(NOW - MINUTE, NOW + MINUTE)),
  answeredClass: fc.constantFrom(undefined, ...CLASSES),
  pending: seldom(fc.array(requests, { maxLength: 2 })).map((waiting = []) => waiting),
  retiring: seldom(fc.constant(true)),
  denied: fc.constantFrom({}, {}, {}, {}, { [ORDERS]: true }),
  told: fc.dictionary(fc.string(), moment, { maxKeys: 2, noNullPrototype: true }),
  outbox: fc.constant([]),
  scheduleRule: fc.constantFrom(undefined, 'schedule'),
  pace: maybe(fc.constantFrom('minutes', 'hours', 'off')),
}) as fc.Arbitrary<Memory>;

const worlds: fc.Arbitrary<Observation['world']> = fc.record({
  instance: maybe(seenInstance, 20),
  tasks: fc.tuple(seenTask(ORDERS), seenTask(CUSTOMERS), fc.nat(2)).map(([one, other, count]) => [one, other].slice(0, count)),
});

const tableStates = fc.dictionary(
  fc.constantFrom('Table completed', 'Table completed', 'Full load', 'Before load', 'Table error', 'Table of tomorrow'), fc.nat(3), { maxKeys: 2, noNullPrototype: true },
);

/** What is seen wherever a decision asks to look. */
const looks = fc.record({
  tables: byTask(fc.record({ states: tableStates, lastLoaded: time, errored: fc.constantFrom([], ['app.t']) })),
  stopFlags: byTask(fc.boolean()),
  connections: fc.array(fc.record({
    endpointArn: fc.constantFrom('source', 'target', 'other'), status: fc.constantFrom('successful', 'testing', 'failed', 'deleting'), failure: maybe(fc.string()),
  }), { maxLength: 3 }),
  hooks: fc.dictionary(fc.constantFrom('a', 'b'), hookState, { noNullPrototype: true }),
  alarms: fc.subarray(['lag', 'other']),
  stackIsLeaving: fc.boolean(),
});
const NO_TABLES = { states: {}, errored: [] };
type Looks = typeof looks extends fc.Arbitrary<infer T> ? T : never;

/** What is known after a look, of tasks those that were asked for. */
function lookedAt(observation: Observation, what: Extract<Decision, { kind: 'look' }>, { tables, stopFlags, connections, hooks, alarms, stackIsLeaving }: Looks) {
  switch (what.at) {
    case 'tables': return { tables: { ...observation.tables, ...Object.fromEntries(what.tasks.map((arn) => [arn, tables[arn] ?? NO_TABLES])) } };
    case 'stopFlags': return { stopFlags: Object.fromEntries(what.tasks.map((arn) => [arn, stopFlags[arn] ?? false])) };
    case 'connections': return { connections };
    case 'hooks': return { hooks };
    case 'alarms': return { alarms };
    case 'stack': return { stackIsLeaving };
  }
}

/** Decides as the handler does: looks at what is asked for, and decides again. */
function decideByLooking(world: Observation['world'], remembered: Memory, seen: Looks, policy: Policy | undefined, now: number): Decision {
  let observation = { world, memory: remembered } as Observation;
  const looked: string[] = [];
  for (;;) {
    const decision = decide(observation, policy, now);
    if (decision.kind !== 'look') return decision;
    // Nothing is looked at twice, so it comes to an end.
    const asked = 'tasks' in decision ? decision.tasks.map((arn) => `${decision.at} of ${arn}`) : [decision.at];
    expect(looked.filter((each) => asked.includes(each))).toEqual([]);
    looked.push(...asked);
    observation = { ...observation, ...lookedAt(observation, decision, seen) };
  }
}

/** Whatever is decided about whatever is seen and remembered. */
function always(holds: (decision: Decision, given: { world: Observation['world']; seen: Looks; policy: Policy | undefined; before: Memory }) => void): void {
  fc.assert(fc.property(worlds, memories, looks, maybe(policies, 20), (world, before, seen, policy) => {
    holds(decideByLooking(world, before, seen, policy, NOW), { world, before, seen, policy });
  }), { numRuns: 3_000 });
}

/** What an act is done to. */
function subjectsOf(decision: Decision): readonly string[] {
  switch (decision.kind) {
    case 'stopTasks': case 'resumeTasks': case 'startHooks': return decision.tasks;
    case 'testConnections': return decision.endpoints;
    case 'changeClass': return [decision.to];
    default: return [];
  }
}

test('there is always a decision, with a memory that can be written as JSON', () => {
  const kinds = new Set<string>();
  always((decision) => {
    kinds.add(decision.kind);
    expect(JSON.parse(JSON.stringify(decision.memory))).toEqual(decision.memory);
  });
  // What is drawn reaches every kind of decision.
  expect([...kinds].sort()).toEqual(['answer', 'changeClass', 'none', 'resumeTasks', 'startHooks', 'stopTasks', 'testConnections', 'wait']);
});

test('the class is never changed while a task is in motion or shows tables to load, nor on an instance that is at work', () => {
  always((decision, { world: { instance, tasks }, seen }) => {
    if (decision.kind !== 'changeClass') return;
    expect(instance).toMatchObject({ status: 'available', pendingClass: undefined });
    for (const { arn, status, migrationType } of tasks.filter((each) => each.status !== 'deleting')) {
      expect(['stopped', 'failed', 'failed-move', 'ready']).toContain(status);
      const wasRunning = decision.memory.stops[arn] !== undefined && status !== 'ready' && migrationType !== 'cdc';
      const { 'Full load': loading = 0, 'Before load': waiting = 0 } = seen.tables[arn]?.states ?? {};
      if (wasRunning) expect([loading, waiting]).toEqual([0, 0]);
    }
  });
});

test('the class for changes is never asked for with tables that could not be loaded, or after a task ran out of memory or disk', () => {
  always((decision, { world: { tasks }, policy }) => {
    if (decision.kind !== 'changeClass' || decision.memory.flip?.phase !== 'cdc') return;
    expect(decision.memory.starved).toBeUndefined();
    if (policy?.erroredTables !== 'block') return;
    for (const { status, progress } of tasks) expect(status === 'deleting' || progress.tablesErrored === 0).toBe(true);
  });
});

test('only a task that runs, and loads nothing, is stopped', () => {
  always((decision, { world: { tasks } }) => {
    if (decision.kind !== 'stopTasks') return;
    for (const arn of decision.tasks) {
      const { status, migrationType, progress } = tasks.find((each) => each.arn === arn)!;
      expect(status).toBe('running');
      // Tables of a task without a load cannot be loaded, whatever its figures say [DMS User Guide, CHAP_Tasks.ReloadTables].
      if (migrationType !== 'cdc') expect(progress).toMatchObject({ tablesLoading: 0, tablesQueued: 0 });
      expect(decision.memory.stops[arn]).toEqual({ at: NOW });
    }
  });
});

test('only a task that stands still is resumed, if the controller or its boundary stopped it, and on an instance that takes it', () => {
  always((decision, { world: { instance, tasks }, before }) => {
    if (decision.kind !== 'resumeTasks') return;
    expect(instance?.status).toBe('available');
    for (const arn of decision.tasks) {
      const { status, stopReason = '' } = tasks.find((each) => each.arn === arn)!;
      expect(['stopped', 'failed']).toContain(status);
      const atBoundary = /STOPPED_AFTER|FULL_LOAD_ONLY/.test(stopReason) && status === 'stopped';
      expect(atBoundary || before.stops[arn] !== undefined || decision.memory.stops[arn] !== undefined).toBe(true);
    }
  });
});

test('no class is chosen but those of the policy', () => {
  always((decision, { policy }) => {
    if (decision.kind === 'changeClass') expect([policy?.fullLoadClass, policy?.cdcClass, ...policy?.rebound?.ladder ?? [], XLARGE]).toContain(decision.to);
    if (policy !== undefined && decision.memory.flip !== undefined) expect(CLASSES).toContain(decision.memory.flip.to);
  });
});

test('asked again before anything shows, the same is not done again', () => {
  fc.assert(fc.property(worlds, memories, looks, policies, fc.integer({ min: 0, max: 59_000 }), (world, before, seen, policy, later) => {
    const first = decideByLooking(world, before, seen, policy, NOW);
    const second = decideByLooking(world, first.memory, seen, policy, NOW + later);
    if (second.kind === first.kind) expect(subjectsOf(second).filter((subject) => subjectsOf(first).includes(subject))).toEqual([]);
  }), { numRuns: 3_000 });
});
