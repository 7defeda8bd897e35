import type { Decision } from '../../../lib/control/phase-scaling/decision';
import { stepHooks } from '../../../lib/control/phase-scaling/hooks';
import type { HookNote, Memory } from '../../../lib/control/phase-scaling/memory';
import type { HookPolicy } from '../../../lib/control/phase-scaling/policy';
import { boundaryTask, CUSTOMERS, LONG_AGO, NOW, ORDERS, situation, task, type Given } from '../../support/phase-scaling/observations';

const HOOK: HookPolicy = { stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:indexes', timeoutSeconds: 1800, onFailure: 'resume' };
const NOTE: HookNote = { load: LONG_AGO, executionName: `ORDERS-${LONG_AGO}`, started: NOW - 60_000, state: 'running' };
const RUNNING: Given = { tasks: [boundaryTask()], memory: { hooks: { [ORDERS]: NOTE } } };

/** The decision, or what is remembered when hooks have nothing to decide. */
function step(given: Given, hook = HOOK): Decision {
  return stepHooks(situation(given, { hook }), ({ memory }) => ({ kind: 'none', why: 'no hook', memory }));
}

function noted(given: Given, hook?: HookPolicy): Memory['hooks'] {
  return step(given, hook).memory.hooks;
}

test('every task at its boundary has its hook started, under a name that says which load it is for', () => {
  const given: Given = { tasks: [boundaryTask(), task({ arn: 'a:b:RUNS' }), boundaryTask({ arn: CUSTOMERS })] };
  expect(step(given)).toMatchObject({
    kind: 'startHooks', tasks: [ORDERS, CUSTOMERS], memory: {
      hooks: {
        [ORDERS]: { load: LONG_AGO, executionName: `ORDERS-${LONG_AGO}`, started: NOW, state: 'running' },
        [CUSTOMERS]: { load: LONG_AGO, executionName: `CUSTOMERS-${LONG_AGO}`, started: NOW, state: 'running' },
      },
    },
  });
});

test('a name is such as Step Functions takes', () => {
  const arn = `arn:aws:dms:us-east-1:123456789012:task:${'A_b'.repeat(40)}`;
  const { executionName } = noted({ tasks: [boundaryTask({ arn })] })[arn];
  expect(executionName).toMatch(/^[A-Za-z0-9-]{80}$/);
  expect(executionName).toMatch(new RegExp(`-${LONG_AGO}$`));
});

test('nothing is started if there is no hook', () => {
  const decision = stepHooks(situation({ tasks: [boundaryTask()] }), ({ memory }) => ({ kind: 'none', why: 'no hook', memory }));
  expect(decision).toMatchObject({ kind: 'none', memory: { hooks: {} } });
});

test('nothing is started when the controller goes away', () => {
  expect(step({ tasks: [boundaryTask()], memory: { retiring: true } })).toMatchObject({ kind: 'none', memory: { hooks: {} } });
});

test('a hook that runs is looked after', () => {
  expect(step(RUNNING)).toMatchObject({ kind: 'look', at: 'hooks', tasks: [ORDERS] });
  expect(noted({ ...RUNNING, hooks: { [NOTE.executionName]: 'running' } })).toEqual({ [ORDERS]: NOTE });
});

test('a hook that has succeeded is noted, and told to nobody', () => {
  const { memory } = step({ ...RUNNING, hooks: { [NOTE.executionName]: 'succeeded' } });
  expect([memory.hooks, memory.outbox]).toEqual([{ [ORDERS]: { ...NOTE, state: 'succeeded' } }, []]);
});

test.each(['resume', 'hold'] as const)('a hook that has failed is told; on failure: %s', (onFailure) => {
  const { memory } = step({ ...RUNNING, hooks: { [NOTE.executionName]: 'failed' } }, { ...HOOK, onFailure });
  expect(memory.hooks).toEqual({ [ORDERS]: { ...NOTE, state: 'failed' } });
  expect(memory.outbox).toEqual([expect.objectContaining({
    code: 'hookFailed', severity: onFailure === 'hold' ? 'critical' : 'warning', subject: 'Boundary hook of DMS task orders failed',
  })]);
});

test('a hook takes too long when its time is over, whatever its state machine thinks', () => {
  const since = (seconds: number): Given => ({
    tasks: [boundaryTask()], memory: { hooks: { [ORDERS]: { ...NOTE, started: NOW - seconds * 1000 } } }, hooks: { [NOTE.executionName]: 'running' },
  });
  expect(noted(since(1799))[ORDERS].state).toBe('running');
  expect(noted(since(1800))[ORDERS].state).toBe('timedOut');
});

test('a hook whose execution is not there after a minute was never started, and is begun anew', () => {
  const missing = (seconds: number): Given => ({
    tasks: [boundaryTask()], memory: { hooks: { [ORDERS]: { ...NOTE, started: NOW - seconds * 1000 } } }, hooks: {},
  });
  expect(noted(missing(59))).toEqual({ [ORDERS]: { ...NOTE, started: NOW - 59_000 } });
  expect(noted(missing(60))).toEqual({});
});

test('a hook that has ended is not looked after any more', () => {
  for (const state of ['succeeded', 'failed', 'timedOut'] as const) {
    expect(step({ tasks: [boundaryTask()], memory: { hooks: { [ORDERS]: { ...NOTE, state } } } })).toMatchObject({ kind: 'none' });
  }
});
