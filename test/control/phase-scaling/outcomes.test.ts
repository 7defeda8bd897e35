import type { Outcome } from '../../../lib/control/outcome';
import type { Act } from '../../../lib/control/phase-scaling/decision';
import type { Memory } from '../../../lib/control/phase-scaling/memory';
import { learn } from '../../../lib/control/phase-scaling/outcomes';
import { POLICY, SMALL } from '../../support/phase-scaling/account';
import { CUSTOMERS, flip, memory, NOW, ORDERS, pending } from '../../support/phase-scaling/observations';

const DONE: Outcome = { kind: 'done' };
const UNKNOWN: Outcome = { kind: 'unknown' };
const SKIPPED: Outcome = { kind: 'skipped' };
const REFUSED: Outcome = { kind: 'refused', fault: 'InvalidResourceStateFault', message: 'not now' };
const DENIED: Outcome = { kind: 'refused', fault: 'AccessDeniedException', message: 'not you' };

function learned(remembered: Partial<Memory>, act: Act, outcomes: Readonly<Record<string, Outcome>>): Memory {
  return learn(memory(remembered), act, outcomes, NOW);
}

describe('a stop', () => {
  const act: Act = { kind: 'stopTasks', tasks: [ORDERS, CUSTOMERS], why: 'any' };
  const stops = { [ORDERS]: { at: NOW }, [CUSTOMERS]: { at: NOW } };

  test.each([
    ['done', true, DONE], ['unknown', true, UNKNOWN], ['skipped', false, SKIPPED], ['refused', false, REFUSED],
  ] as const)('that is %s counts as the controller\'s: %s', (_, isMine, outcome) => {
    expect(learned({ stops }, act, { [ORDERS]: outcome, [CUSTOMERS]: DONE }))
      .toEqual(memory({ stops: isMine ? stops : { [CUSTOMERS]: { at: NOW } } }));
  });

  test('that is denied is remembered, so that the class is left alone', () => {
    expect(learned({ stops }, act, { [ORDERS]: DENIED, [CUSTOMERS]: REFUSED })).toEqual(memory({ denied: { [ORDERS]: true } }));
  });
});

describe('a resume', () => {
  const act: Act = { kind: 'resumeTasks', tasks: [ORDERS], why: 'any' };
  const resumes = { [ORDERS]: { at: NOW, tries: 2 }, [CUSTOMERS]: { at: NOW, tries: 1 } };

  test.each([
    ['done', true, DONE], ['unknown', true, UNKNOWN], ['skipped', false, SKIPPED], ['refused', true, REFUSED],
  ] as const)('that is %s counts as a try: %s', (_, counts, outcome) => {
    expect(learned({ resumes }, act, { [ORDERS]: outcome })).toEqual(memory({ resumes: counts ? resumes : { [CUSTOMERS]: { at: NOW, tries: 1 } } }));
  });
});

describe('a change of class', () => {
  const act: Act = { kind: 'changeClass', to: SMALL, why: 'boundary' };
  const asked = flip({ askedAt: NOW, asks: 2 });

  test.each([['done', DONE], ['unknown', UNKNOWN]] as const)('that is %s goes on', (_, outcome) => {
    expect(learned({ flip: asked }, act, { changeClass: outcome })).toEqual(memory({ flip: asked }));
  });

  test('that is skipped has not been asked for', () => {
    expect(learned({ flip: asked }, act, { changeClass: SKIPPED })).toEqual(memory({ flip: flip({ asks: 1 }) }));
  });

  test('that DMS says is there, or asked for, goes on', () => {
    const outcome: Outcome = { kind: 'refused', fault: 'InvalidParameterCombinationException', message: 'No modifications were requested' };
    expect(learned({ flip: asked }, act, { changeClass: outcome })).toEqual(memory({ flip: asked }));
  });

  test('that is refused has failed, is told, and is tried again later', () => {
    const outcome: Outcome = { kind: 'refused', fault: 'InsufficientResourceCapacityFault', message: 'no capacity' };
    const reason = 'DMS refused it (InsufficientResourceCapacityFault: no capacity)';
    const once = learned({ flip: asked }, act, { changeClass: outcome });
    expect(once).toEqual(memory({
      retry: { after: NOW + 900_000, failures: 1, reason, to: SMALL },
      outbox: [{
        code: 'classNotChanged',
        severity: 'warning',
        subject: 'DMS instance could not be made dms.r6i.large',
        text: `The class stays dms.r6i.4xlarge: ${reason}. The tasks are resumed as they were. It is tried again in 15 minutes.`,
      }],
    }));
    expect(learned({ flip: asked, retry: once.retry }, act, { changeClass: outcome }).retry).toMatchObject({ after: NOW + 3_600_000, failures: 2 });
    expect(learned({ flip: { ...asked, to: 'dms.r6i.xlarge' }, retry: once.retry }, act, { changeClass: outcome }).retry).toMatchObject({ failures: 1 });
  });
});

test.each([
  ['done', true, DONE], ['unknown', true, UNKNOWN], ['skipped', false, SKIPPED], ['refused', true, REFUSED],
] as const)('a test of a connection that is %s counts: %s', (_, counts, outcome) => {
  const tests = { source: NOW, target: NOW };
  expect(learned({ tests }, { kind: 'testConnections', endpoints: ['source'], why: 'any' }, { source: outcome }))
    .toEqual(memory({ tests: counts ? tests : { target: NOW } }));
});

describe('a hook', () => {
  const act: Act = { kind: 'startHooks', tasks: [ORDERS], why: 'any' };
  const hooks = { [ORDERS]: { executionName: 'ORDERS-1', started: NOW, state: 'running' as const } };
  const policy = { ...POLICY, hook: { stateMachineArn: 'arn', timeoutSeconds: 60, onFailure: 'hold' as const } };

  test.each([['done', DONE], ['unknown', UNKNOWN]] as const)('that is %s runs', (_, outcome) => {
    expect(learned({ hooks }, act, { [ORDERS]: outcome })).toEqual(memory({ hooks }));
  });

  test('that is skipped was not started', () => {
    expect(learned({ hooks }, act, { [ORDERS]: SKIPPED })).toEqual(memory());
  });

  test('that is refused has failed, and is told once', () => {
    const { hooks: failed, outbox } = learned({ policy, hooks }, act, { [ORDERS]: DENIED });
    expect(failed).toEqual({ [ORDERS]: { ...hooks[ORDERS], state: 'failed' } });
    expect(outbox).toEqual([{
      code: 'hookFailed',
      severity: 'critical',
      subject: 'Boundary hook of DMS task ORDERS failed (AccessDeniedException: not you)',
      text: 'The task stays stopped, as `onFailure` says. Do by hand what the hook was to do, then resume the task.',
    }]);
  });
});

describe('an answer', () => {
  const act: Act = { kind: 'answer', requestId: 'request', why: 'any', status: 'SUCCESS', data: {} };
  const failed: Act = { kind: 'answer', requestId: 'request', why: 'any', status: 'FAILED', reason: 'any' };
  const request = { at: NOW, by: 'deployment' as const };

  test('that was delivered is not given again', () => {
    const other = pending({ requestId: 'other' });
    expect(learned({ pending: [pending(), other] }, act, { answer: DONE })).toEqual(memory({ pending: [other] }));
  });

  test('that was not delivered is given again', () => {
    expect(learned({ pending: [pending()] }, act, { answer: UNKNOWN })).toEqual(memory({ pending: [pending()] }));
  });

  test('of failure takes back the load that the deployment wanted the instance for', () => {
    expect(learned({ request, pending: [pending({ raise: true })] }, failed, { answer: DONE })).toEqual(memory());
    expect(learned({ request, pending: [pending()] }, failed, { answer: DONE })).toEqual(memory({ request }));
    expect(learned({ request, pending: [pending({ raise: true })] }, act, { answer: DONE })).toEqual(memory({ request }));
  });
});
