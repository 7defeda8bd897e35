import { answers } from '../../../lib/control/phase-scaling/answers';
import type { Memory, PendingAnswer } from '../../../lib/control/phase-scaling/memory';
import { LARGE, POLICY, SMALL } from '../../support/phase-scaling/account';
import { boundaryTask, flip, loaded, loadingTask, memory, NOW, pending, situation, task, type Given } from '../../support/phase-scaling/observations';

const HOUR = 3_600_000;
/** An instance that has been made small, while the template still says large. */
const SMALL_ONE: Partial<Memory> = { ...loaded(), policy: POLICY, settled: { phase: 'cdc', class: SMALL }, answeredClass: LARGE };

/** The answer to a request, without the memory; or nothing. */
function answerTo(request: Partial<PendingAnswer>, given: Given = {}): unknown {
  const remembered = { ...SMALL_ONE, ...given.memory, pending: [pending(request)] };
  const decision = answers(situation({ instance: { class: SMALL }, ...given, memory: remembered }));
  if (decision?.kind !== 'answer') return decision?.kind;
  return { status: decision.status, ...('data' in decision ? decision.data : { reason: decision.reason }) };
}

describe('the class in the template', () => {
  test('stays what it was, if nothing else of the instance changes', () => {
    expect(answerTo({})).toEqual({ status: 'SUCCESS', InstanceClass: LARGE });
  });

  test('becomes the one that the instance has, if something else changes', () => {
    expect(answerTo({ instanceChanges: true })).toEqual({ status: 'SUCCESS', InstanceClass: SMALL });
  });

  test('is the one that the instance has, if none was ever answered', () => {
    expect(answerTo({}, { memory: { answeredClass: undefined } })).toEqual({ status: 'SUCCESS', InstanceClass: SMALL });
  });

  test('is the one for the load as long as there is no instance, and is remembered', () => {
    const request = pending({ requestType: 'Create' });
    expect(answers({ world: { tasks: [] }, memory: memory({ pending: [request] }), now: NOW })).toEqual({
      kind: 'answer', requestId: 'request', status: 'SUCCESS', data: { InstanceClass: LARGE }, why: 'it is as the deployment needs it',
      memory: memory({ answeredClass: LARGE, pending: [request] }),
    });
  });

  test('that was answered is remembered, and the deployment is given time to change the instance', () => {
    const decision = answers(situation({ instance: { class: SMALL }, memory: { ...SMALL_ONE, pending: [pending({ instanceChanges: true })] } }));
    expect(decision?.memory).toMatchObject({ answeredClass: SMALL, deployingUntil: NOW + HOUR });
  });

  test('that stays is no reason to wait for the instance to be changed', () => {
    const decision = answers(situation({ instance: { class: SMALL }, memory: { ...SMALL_ONE, pending: [pending()] } }));
    expect(decision?.memory).not.toHaveProperty('deployingUntil');
  });
});

test.each<[string, Given]>([
  ['while the class is being changed', { memory: { flip: flip() } }],
  ['while the instance is at work', { instance: { status: 'modifying' } }],
  ['while a modification is pending', { instance: { pendingClass: LARGE } }],
])('no class is answered %s, until it is late: then the deployment fails', (_, given) => {
  expect(answerTo({}, given)).toBeUndefined();
  expect(answerTo({ since: NOW - HOUR + 600_001 }, given)).toBeUndefined();
  expect(answerTo({ since: NOW - HOUR + 600_000 }, given)).toEqual({
    status: 'FAILED', reason: `the instance is ${given.instance?.status ?? 'available'}, and could not be brought to rest in time`,
  });
});

describe('a deployment that brings a load', () => {
  test('waits until the instance is large', () => {
    expect(answerTo({ raise: true })).toBeUndefined();
    expect(answerTo({ raise: true }, { instance: { class: LARGE }, memory: { settled: { phase: 'full-load', class: LARGE } } }))
      .toEqual({ status: 'SUCCESS', InstanceClass: LARGE });
  });

  test('fails as soon as the instance could not be made large', () => {
    const retry = { after: NOW, failures: 1, reason: 'DMS refused it (InsufficientResourceCapacityFault: none)', to: LARGE };
    expect(answerTo({ raise: true }, { memory: { retry } })).toEqual({
      status: 'FAILED', reason: 'the instance could not be brought up for the load: DMS refused it (InsufficientResourceCapacityFault: none)',
    });
  });
});

test('a deletion of the class is answered whatever happens', () => {
  expect(answerTo({ requestType: 'Delete' }, { instance: { status: 'modifying' }, memory: { flip: flip() } })).toEqual({ status: 'SUCCESS' });
});

describe('the part that watches', () => {
  test.each(['Create', 'Update'] as const)('is answered at once on %s', (requestType) => {
    expect(answerTo({ part: 'Watch', requestType }, { instance: { status: 'modifying' }, memory: { flip: flip() } })).toEqual({ status: 'SUCCESS' });
  });

  test.each<[string, Given]>([
    ['while the class is being changed', { memory: { flip: flip() } }],
    ['while the instance is at work', { instance: { status: 'modifying' } }],
    ['while a task stands still that has to run', { tasks: [boundaryTask()], stackIsLeaving: false }],
  ])('is not answered on deletion %s, until it is late', (_, given) => {
    const request = { part: 'Watch', requestType: 'Delete' } as const;
    expect(answerTo(request, given)).toBeUndefined();
    expect(answerTo({ ...request, since: NOW - HOUR + 600_000 }, given)).toEqual({ status: 'SUCCESS' });
  });

  test('asks on deletion whether the tasks go, too, and leaves them standing if they do', () => {
    const request = { part: 'Watch', requestType: 'Delete' } as const;
    expect(answerTo(request, { tasks: [boundaryTask()] })).toBe('look');
    expect(answerTo(request, { tasks: [boundaryTask()], stackIsLeaving: true })).toEqual({ status: 'SUCCESS' });
  });

  test.each<[string, Given]>([
    ['tasks run', { tasks: [task()] }],
    ['tasks load', { tasks: [loadingTask()] }],
    ['an operator has stopped a task', { tasks: [task({ status: 'stopped', stopReason: 'NORMAL' })] }],
  ])('is answered on deletion when %s', (_, given) => {
    expect(answerTo({ part: 'Watch', requestType: 'Delete' }, given)).toEqual({ status: 'SUCCESS' });
  });
});

test('requests are answered one at a time, and one that has to wait holds up no other', () => {
  const waits = pending({ requestId: 'first', raise: true });
  const second = pending({ requestId: 'second', requestType: 'Delete' });
  expect(answers(situation({ memory: { ...SMALL_ONE, pending: [waits, second] } }))).toMatchObject({ kind: 'answer', requestId: 'second' });
  expect(answers(situation({ memory: { ...SMALL_ONE, pending: [] } }))).toBeUndefined();
});
