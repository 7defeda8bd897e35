import type { Decision } from '../../../lib/control/phase-scaling/decision';
import type { Policy } from '../../../lib/control/phase-scaling/policy';
import { resumeOwed } from '../../../lib/control/phase-scaling/resume';
import { boundaryTask, CUSTOMERS, loaded, loadingTask, NOW, ORDERS, situation, task, type Given } from '../../support/phase-scaling/observations';

const MINUTE = 60_000;
const STOPPED = task({ status: 'stopped', stopReason: 'NORMAL' });
const STOPS = { ...loaded(), stops: { [ORDERS]: { at: NOW - 5 * MINUTE } } };
const GOOD = ['source', 'target'].map((endpointArn) => ({ endpointArn, status: 'successful' }));

/** The decision; `waiting` is said in the reason of that which is made otherwise. */
function resume(given: Given, policy: Partial<Policy> = {}): Decision {
  return resumeOwed(situation(given, policy), ({ memory }, waiting) => ({ kind: 'none', why: waiting ? 'waiting' : 'nobody', memory }));
}

/** A task that was resumed a while ago, and stands still again. */
function resumedBefore(seconds: number, tries = 1): Given {
  return { tasks: [STOPPED], memory: { ...STOPS, resumes: { [ORDERS]: { at: NOW - seconds * 1000, tries } } }, connections: GOOD };
}

test('all who are owed a run are resumed at once, and it is written down since when they have been standing still', () => {
  expect(resume({ tasks: [STOPPED, boundaryTask({ arn: CUSTOMERS })], memory: STOPS })).toMatchObject({
    kind: 'resumeTasks', tasks: [ORDERS, CUSTOMERS], why: 'they are owed a run', memory: {
      resumes: { [ORDERS]: { at: NOW, tries: 1 }, [CUSTOMERS]: { at: NOW, tries: 1 } },
      stops: { [ORDERS]: { at: NOW - 5 * MINUTE }, [CUSTOMERS]: { at: NOW - MINUTE } },
    },
  });
});

test.each<[string, Given]>([
  ['whoever runs', { tasks: [task()], memory: STOPS }],
  ['whoever is stopping', { tasks: [task({ status: 'stopping' })], memory: STOPS }],
  ['whom an operator stopped', { tasks: [STOPPED], memory: loaded() }],
  ['who failed by itself', { tasks: [task({ status: 'failed' })], memory: loaded() }],
  ['who has done all it had to', { tasks: [task({ migrationType: 'full-load', status: 'stopped', stopReason: 'FULL_LOAD_ONLY_FINISHED' })], memory: loaded() }],
])('nobody resumes %s', (_, given) => {
  expect(resume(given)).toMatchObject({ kind: 'none', why: 'nobody' });
});

test('a task that failed after the controller had stopped it is resumed', () => {
  expect(resume({ tasks: [task({ status: 'failed' })], memory: STOPS })).toMatchObject({ kind: 'resumeTasks', tasks: [ORDERS] });
});

test('nobody is resumed on an instance that does not take it, and that is waited for', () => {
  expect(resume({ tasks: [STOPPED], memory: STOPS, instance: { status: 'modifying' } })).toMatchObject({ kind: 'none', why: 'waiting' });
});

test('whoever has just been resumed is given time, which grows', () => {
  expect(resume(resumedBefore(59))).toMatchObject({ kind: 'none', why: 'waiting' });
  expect(resume(resumedBefore(60))).toMatchObject({ kind: 'resumeTasks', memory: { resumes: { [ORDERS]: { at: NOW, tries: 2 } } } });
  expect(resume(resumedBefore(239, 3))).toMatchObject({ kind: 'none', why: 'waiting' });
  expect(resume(resumedBefore(240, 3))).toMatchObject({ kind: 'resumeTasks' });
});

test('that a task does not stay resumed is told after three tries, once', () => {
  expect(resume(resumedBefore(240, 2)).memory.outbox).toEqual([]);
  const { outbox, told } = resume(resumedBefore(240, 3)).memory;
  expect(outbox).toEqual([expect.objectContaining({ code: 'taskNotResumed' })]);
  const again = resumedBefore(480, 4);
  expect(resume({ ...again, memory: { ...again.memory, told } }).memory.outbox).toEqual([]);
});

describe('a resume that did not last', () => {
  test('is tried again after a look at the connections', () => {
    expect(resume({ ...resumedBefore(60), connections: undefined })).toMatchObject({ kind: 'look', at: 'connections' });
  });

  test('is tried again after a new test of those that are not known to be good', () => {
    const connections = [GOOD[0], { endpointArn: 'target', status: 'failed', failure: 'no route' }];
    expect(resume({ ...resumedBefore(60), connections })).toMatchObject({
      kind: 'testConnections', endpoints: ['target'], why: 'a task could not be resumed', memory: { tests: { target: NOW } },
    });
    expect(resume({ ...resumedBefore(60), connections: [] })).toMatchObject({ kind: 'testConnections', endpoints: ['source', 'target'] });
  });

  test('waits for the tests, and does not wait for ever', () => {
    const testing = (seconds: number): Given => ({
      ...resumedBefore(600), memory: { ...resumedBefore(600).memory, tests: { target: NOW - seconds * 1000 } },
      connections: [GOOD[0], { endpointArn: 'target', status: 'testing' }],
    });
    expect(resume(testing(299))).toMatchObject({ kind: 'none', why: 'waiting' });
    expect(resume(testing(300))).toMatchObject({ kind: 'resumeTasks' });
  });

  test('is tried again whatever the new tests say', () => {
    const given = resumedBefore(120);
    const connections = [GOOD[0], { endpointArn: 'target', status: 'failed' }];
    expect(resume({ ...given, memory: { ...given.memory, tests: { target: NOW - MINUTE } }, connections })).toMatchObject({ kind: 'resumeTasks' });
  });

  test('holds up no other', () => {
    const connections = [{ endpointArn: 'target', status: 'failed' }];
    const given = resumedBefore(60);
    const tasks = [STOPPED, boundaryTask({ arn: CUSTOMERS })];
    expect(resume({ ...given, tasks, connections })).toMatchObject({ kind: 'resumeTasks', tasks: [CUSTOMERS] });
  });
});

describe('a task at its boundary', () => {
  const hook = { stateMachineArn: 'arn', timeoutSeconds: 60, onFailure: 'hold' as const };
  const noted = (state: 'running' | 'succeeded' | 'failed' | 'timedOut'): Given =>
    ({ tasks: [boundaryTask()], memory: { hooks: { [ORDERS]: { executionName: 'any', started: NOW, state } } } });

  test.each([
    ['running', 'resume', false], ['running', 'hold', false], ['succeeded', 'hold', true],
    ['failed', 'resume', true], ['failed', 'hold', false], ['timedOut', 'resume', true], ['timedOut', 'hold', false],
  ] as const)('whose hook is %s, with %s on failure, is resumed: %s', (state, onFailure, isResumed) => {
    expect(resume(noted(state), { hook: { ...hook, onFailure } }).kind).toBe(isResumed ? 'resumeTasks' : 'none');
  });

  test('whose hook has not begun is not resumed', () => {
    expect(resume({ tasks: [boundaryTask()] }, { hook }).kind).toBe('none');
  });

  test('waits for those that load, if it is to be held, and for nobody else', () => {
    const tasks = [boundaryTask(), loadingTask({ arn: CUSTOMERS })];
    expect(resume({ tasks }, { strategy: 'hold' }).kind).toBe('none');
    expect(resume({ tasks: [tasks[0], loadingTask({ arn: CUSTOMERS, status: 'stopped' })] }, { strategy: 'hold' }).kind).toBe('resumeTasks');
    expect(resume({ tasks }).kind).toBe('resumeTasks');
  });
});

test('when the controller goes away, tasks are resumed that stay, and none of a stack that goes', () => {
  const leaving: Given = { tasks: [STOPPED], memory: { ...STOPS, retiring: true } };
  expect(resume({ ...leaving, stackIsLeaving: false })).toMatchObject({ kind: 'resumeTasks' });
  expect(resume({ ...leaving, stackIsLeaving: true })).toMatchObject({ kind: 'none', why: 'nobody' });
  expect(resume(leaving)).toMatchObject({ kind: 'none', why: 'nobody' });
});
