import fc from 'fast-check';
import { decideAfter, decideLeaving, type AfterInput } from '../../../lib/control/lifecycle/after';
import { decideBefore } from '../../../lib/control/lifecycle/before';
import { begun, isNew, NO_NOTES, noteStart, noteStop, type Notes } from '../../../lib/control/lifecycle/notes';
import { fateOf, isSettled, type DeclaredTask } from '../../../lib/control/lifecycle/request';
import { decideSettle } from '../../../lib/control/lifecycle/settle';
import { statusOfReplication, type SeenTask } from '../../../lib/control/lifecycle/task';

const NOW = Date.UTC(2026, 0);
const HOUR = 3_600_000;

function seen(identifier: string, status: string, failure?: string): SeenTask {
  return { identifier, status, failure, arn: `arn:${identifier}`, instanceArn: 'instance', sourceEndpointArn: 'source', targetEndpointArn: 'target' };
}

function declared(identifier: string, change: Partial<DeclaredTask> = {}): DeclaredTask {
  return { identifier, definition: 'first', start: true, allowReload: false, kept: false, ...change };
}

const GOOD = ['source', 'target'].map((endpointArn) => ({ instanceArn: 'instance', endpointArn, status: 'successful' }));

function after(status: string, change: Partial<AfterInput> = {}): ReturnType<typeof decideAfter> {
  const tasks = { a: seen('a', status, 'no replication slot') };
  return decideAfter({ old: {}, new: { A: declared('a') }, fate: 'stays', tasks, connections: GOOD, notes: NO_NOTES, ...change }, NOW);
}

describe('behind the changes', () => {
  test('a task that was never run is started, and is not resumed', () => {
    expect(after('ready')).toMatchObject({ kind: 'act', acts: [{ kind: 'start', type: 'start-replication' }] });
  });

  test.each(['stopped', 'failed', 'failed-move', 'ready'])('a task that was stopped for the change is resumed, and never started, also if it shows as %s', (status) => {
    expect(after(status, { notes: noteStop(NO_NOTES, 'a', NOW) })).toMatchObject({ kind: 'act', acts: [{ kind: 'start', type: 'resume-processing' }] });
  });

  test.each(['stopped', 'failed'])('a task that is %s for other reasons stays so', (status) => {
    expect(after(status)).toMatchObject({ kind: 'done' });
  });

  test('a task that fails when it is started makes the deployment fail with what DMS says', () => {
    expect(after('failed', { notes: noteStart(NO_NOTES, seen('a', 'ready'), NOW) }))
      .toMatchObject({ kind: 'failed', reason: 'The migration task a failed when it was started: no replication slot' });
  });

  test('a rollback does not fail for it, and leaves it for later', () => {
    const notes = noteStart(noteStop(NO_NOTES, 'a', NOW), seen('a', 'stopped'), NOW);
    expect(after('failed', { notes, fate: 'goesBack' })).toMatchObject({ kind: 'done', notes: { stops: { a: { at: NOW } } } });
  });

  test('connections are tested first where they are not known to be good', () => {
    expect(after('ready', { connections: [] })).toMatchObject({ kind: 'act', acts: [{ kind: 'test', endpointArn: 'source' }, { kind: 'test', endpointArn: 'target' }] });
    expect(after('ready', { connections: GOOD.map((each) => ({ ...each, status: 'testing' })) })).toMatchObject({ kind: 'wait' });
  });

  test('a start that comes to nothing is tried three times, a minute apart', () => {
    let notes: Notes = NO_NOTES;
    const kinds: string[] = [];
    for (let minute = 0; minute < 4; minute++) {
      const verdict = decideAfter({ old: {}, new: { A: declared('a') }, fate: 'stays', tasks: { a: seen('a', 'ready') }, connections: GOOD, notes }, NOW + minute * 60_000);
      kinds.push(verdict.kind);
      if (verdict.kind === 'act') notes = verdict.notes;
    }
    expect(kinds).toEqual(['act', 'act', 'act', 'failed']);
    expect(after('ready', { notes: noteStart(NO_NOTES, seen('a', 'ready'), NOW - 1000) })).toMatchObject({ kind: 'wait' });
  });
});

describe('a restart', () => {
  const RELOAD = { name: 'second', type: 'reload-target' } as const;
  const old = { A: declared('a', { restart: { ...RELOAD, name: 'first' } }) };
  const now = { A: declared('a', { restart: RELOAD }) };
  const at = (status: string, freshStart?: number): Record<string, SeenTask> => ({ a: { ...seen('a', status), freshStart } });
  const change = (tasks: Record<string, SeenTask>, notes = NO_NOTES, fate: AfterInput['fate'] = 'stays'): ReturnType<typeof decideAfter> =>
    decideAfter({ old, new: now, fate, tasks, connections: GOOD, notes }, NOW);
  const notesOf = (verdict: ReturnType<typeof decideAfter>): Notes => (verdict.kind === 'wait' ? NO_NOTES : verdict.notes);

  test('with a new name stops the task, and starts it from the beginning', () => {
    expect(decideBefore({ old, new: now, fate: 'stays', tasks: at('running'), notes: NO_NOTES }, NOW)).toMatchObject({ acts: [{ kind: 'stop' }] });
    expect(change(at('running'))).toMatchObject({ acts: [{ kind: 'stop' }] });
    expect(change(at('stopped', 1))).toMatchObject({ acts: [{ kind: 'start', type: 'reload-target' }], notes: { restarts: { a: { name: 'second', freshStart: 1 } } } });
  });

  test('is of a task that somebody has stopped, too', () => {
    expect(change(at('stopped'))).toMatchObject({ acts: [{ kind: 'start', type: 'reload-target' }] });
  });

  test('happens once: the date of the fresh start tells, also if the task has come to its end by then', () => {
    const { notes } = change(at('stopped', 1)) as { notes: Notes };
    for (const status of ['running', 'stopped']) expect(change(at(status, 2), notes).kind).toBe('done');
    expect(change(at('running', 2), notesOf(change(at('running', 2), notes))).kind).toBe('done');
  });

  test('that did not come about is tried again', () => {
    const { notes } = change(at('stopped', 1)) as { notes: Notes };
    expect(decideAfter({ old, new: now, fate: 'stays', tasks: at('stopped', 1), connections: GOOD, notes }, NOW + 60_000))
      .toMatchObject({ acts: [{ kind: 'start', type: 'reload-target' }] });
  });

  test('starts at the position that is declared', () => {
    const restart = { name: 'second', type: 'start-replication', cdcStartPosition: 'log.7:4' } as const;
    expect(decideAfter({ old, new: { A: declared('a', { restart }) }, fate: 'stays', tasks: at('stopped'), connections: GOOD, notes: NO_NOTES }, NOW))
      .toMatchObject({ acts: [{ kind: 'start', type: 'start-replication', cdcStartPosition: 'log.7:4' }] });
  });

  test('is none in a deployment that goes back, under the same name, or of a task that is new or was never run', () => {
    expect(change(at('stopped'), noteStop(NO_NOTES, 'a', NOW), 'goesBack')).toMatchObject({ kind: 'done', notes: { stops: { a: { at: NOW } } } });
    expect(decideBefore({ old, new: now, fate: 'goesBack', tasks: at('running'), notes: NO_NOTES }, NOW)).toMatchObject({ kind: 'done' });
    expect(decideAfter({ old: now, new: now, fate: 'stays', tasks: at('stopped'), connections: GOOD, notes: NO_NOTES }, NOW)).toMatchObject({ kind: 'done' });
    expect(decideAfter({ old: {}, new: now, fate: 'stays', tasks: at('stopped'), connections: GOOD, notes: NO_NOTES }, NOW)).toMatchObject({ kind: 'done' });
    expect(change(at('ready'))).toMatchObject({ acts: [{ type: 'start-replication' }] });
  });
});

test('a task that has been resumed, and has come to its end before the next look, is as it should be', () => {
  const stopped = { ...seen('a', 'stopped'), lastStart: 1 };
  const notes = noteStart(noteStop(NO_NOTES, 'a', NOW), stopped, NOW);
  const gone = { a: { ...stopped, lastStart: 2 } };
  expect(after('stopped', { notes, tasks: gone })).toMatchObject({ kind: 'done' });
  expect(decideSettle({ stackStatus: 'UPDATE_COMPLETE', tasks: gone, connections: GOOD, notes }, NOW)).toMatchObject({ kind: 'done', notes: { stops: {} } });
  expect(after('stopped', { notes, tasks: { a: stopped } }).kind).toBe('wait');
});

test('a task that is about to be something else is waited for', () => {
  const input = { old: { A: declared('a') }, new: { A: declared('a', { definition: 'second' }) }, fate: 'stays' as const, notes: NO_NOTES };
  for (const status of ['starting', 'modifying', 'testing', 'moving', 'stopping', 'creating', 'deleting']) {
    expect(decideBefore({ ...input, tasks: { a: seen('a', status) } }, NOW)).toMatchObject({ kind: 'wait', because: `a is ${status}` });
  }
  for (const status of ['ready', 'stopped', 'failed', 'failed-move']) {
    expect(decideBefore({ ...input, tasks: { a: seen('a', status) } }, NOW)).toMatchObject({ kind: 'done' });
  }
});

test('a stop that is asked for twice was asked for at first', () => {
  expect(noteStop(noteStop(NO_NOTES, 'a', NOW), 'a', NOW + HOUR).stops).toEqual({ a: { at: NOW } });
});

test('a task is new for three hours, and what was tried before a step does not count in it', () => {
  const notes = noteStart(NO_NOTES, seen('a', 'ready'), NOW);
  expect([0, 2, 4].map((hours) => isNew(notes, 'a', NOW + hours * HOUR))).toEqual([true, true, false]);
  expect(begun(notes, NOW + HOUR)).toMatchObject({ starts: {}, firsts: { a: NOW } });
  expect(begun(notes, NOW + 4 * HOUR).firsts).toEqual({});
});

test.each([
  ['CREATE_IN_PROGRESS', 'stays', false], ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'stays', false], ['UPDATE_COMPLETE', 'stays', true],
  ['UPDATE_ROLLBACK_IN_PROGRESS', 'goesBack', false], ['UPDATE_ROLLBACK_FAILED', 'goesBack', true], ['ROLLBACK_IN_PROGRESS', 'goes', false],
  ['DELETE_IN_PROGRESS', 'goes', false],
])('in %s a stack %s', (status, fate, settled) => {
  expect([fateOf(status), isSettled(status)]).toEqual([fate, settled]);
});

const STATUSES = ['creating', 'ready', 'starting', 'running', 'stopping', 'stopped', 'failed', 'failed-move', 'modifying', 'moving', 'testing', 'deleting'];
const anyTask = fc.record({ status: fc.constantFrom(...STATUSES), noted: fc.boolean(), started: fc.boolean() });

test('whatever is seen, nothing is loaded again, and nothing is stopped that does not change', () => {
  fc.assert(fc.property(anyTask, fc.boolean(), fc.constantFrom('stays' as const, 'goes' as const, 'goesBack' as const), ({ status, noted, started }, changes, fate) => {
    const tasks = { a: seen('a', status) };
    let notes = noted ? noteStop(NO_NOTES, 'a', NOW) : NO_NOTES;
    if (started) notes = noteStart(notes, seen('a', 'stopped'), NOW);
    const old = { A: declared('a') };
    const now = { A: declared('a', changes ? { definition: 'second' } : {}) };
    const verdicts = [
      decideBefore({ old, new: now, fate, tasks, notes }, NOW),
      decideAfter({ old, new: now, fate, tasks, connections: GOOD, notes }, NOW),
      decideSettle({ stackStatus: 'UPDATE_COMPLETE', tasks, connections: GOOD, notes }, NOW),
      ...(fate === 'stays' ? [decideLeaving({ old, tasks, notes, fate }, NOW)] : []),
    ];
    const acts = verdicts.flatMap((verdict) => (verdict.kind === 'act' ? verdict.acts : []));
    expect(acts.filter((act) => act.kind === 'start' && act.type === 'start-replication' && (status !== 'ready' || noted))).toEqual([]);
    expect(acts.filter((act) => act.kind === 'stop' && (!changes || status !== 'running'))).toEqual([]);
  }));
});

describe('a serverless replication', () => {
  const replication = (status: string, change: Partial<SeenTask> = {}): SeenTask => ({
    identifier: 'r', status: statusOfReplication(status), arn: 'arn:r', sourceEndpointArn: 'source', targetEndpointArn: 'target', ...change,
  });
  const r = declared('r', { serverless: true });
  const behind = (task: SeenTask, change: Partial<AfterInput> = {}): ReturnType<typeof decideAfter> =>
    decideAfter({ old: {}, new: { R: r }, fate: 'stays', tasks: { r: task }, connections: [], notes: NO_NOTES, ...change }, NOW);

  test('is started without a test of its connections, which it makes itself', () => {
    expect(behind(replication('created'))).toMatchObject({ kind: 'act', acts: [{ kind: 'start', type: 'start-replication', taskArn: 'arn:r' }] });
  });

  test.each(['initializing', 'testing_connection', 'provisioning_capacity', 'replication_starting', 'modifying', 'deprovisioning'])('that is %s is waited for', (status) => {
    expect(behind(replication(status))).toMatchObject({ kind: 'wait', because: `r is ${status}` });
  });

  test('that fails makes the deployment fail with its words, and with what they mean', () => {
    const notes = noteStart(NO_NOTES, replication('created'), NOW);
    const failure = 'Test Endpoint failed: Cannot connect to the target: Connection refused';
    const { reason } = behind(replication('failed', { failure }), { notes }) as { reason: string };
    expect(reason).toMatch(/^The serverless replication r failed when it was started: Test Endpoint failed: .* refused\. .*target.* Check: .+\.$/);
    expect(behind(replication('failed'), { notes })).toMatchObject({
      kind: 'failed', reason: 'The serverless replication r failed when it was started: DMS does not say why; see its log',
    });
  });

  test('that runs is stopped for a change, which is noted as one of its kind, and resumed', () => {
    const before = decideBefore({ old: { R: r }, new: { R: { ...r, definition: 'second' } }, fate: 'stays', tasks: { r: replication('running') }, notes: NO_NOTES }, NOW);
    expect(before).toMatchObject({ kind: 'act', acts: [{ kind: 'stop' }], notes: { stops: { r: { at: NOW, serverless: true } } } });
    const { notes } = before as { notes: Notes };
    expect(behind(replication('stopped'), { notes })).toMatchObject({ acts: [{ kind: 'start', type: 'resume-processing' }] });
    expect(decideSettle({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE', tasks: { r: replication('stopped') }, connections: [], notes }, NOW))
      .toMatchObject({ acts: [{ kind: 'start', type: 'resume-processing' }] });
  });

  test('that goes is waited for until DMS has taken its compute, but not for ever', () => {
    const leave = (task: SeenTask): string => decideLeaving({ old: { R: r }, tasks: { r: task }, notes: NO_NOTES, fate: 'goes' }, NOW).kind;
    expect(leave(replication('running', { isProvisioned: true }))).toBe('act');
    expect(leave(replication('stopped', { isProvisioned: true, lastStop: NOW - 60_000 }))).toBe('wait');
    expect(leave(replication('stopped', { isProvisioned: false, lastStop: NOW - 60_000 }))).toBe('done');
    expect(leave(replication('stopped', { isProvisioned: true, lastStop: NOW - HOUR }))).toBe('done');
    expect(leave(replication('failed'))).toBe('done');
  });
});
