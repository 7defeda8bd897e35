import type { Memory } from '../../../lib/control/phase-scaling/memory';
import { admit, type Request } from '../../../lib/control/phase-scaling/requests';
import { LARGE, POLICY, SMALL } from '../../support/phase-scaling/account';
import { flip, memory, NOW, pending } from '../../support/phase-scaling/observations';

const RETRY = { after: NOW, failures: 3, reason: 'any', to: SMALL };
const SETTLED = { policy: POLICY, settled: { phase: 'cdc', class: SMALL } } as const;

function watch(change: Partial<Extract<Request, { kind: 'watch' }>> = {}): Request {
  return { kind: 'watch', answer: pending({ part: 'Watch' }), policy: POLICY, scheduleRule: 'schedule', ...change };
}

function ofClass(change: Partial<Extract<Request, { kind: 'class' }>> = {}): Request {
  return { kind: 'class', answer: pending(), fullLoadClass: LARGE, cdcClass: SMALL, bringsLoad: false, ...change };
}

test.each<[string, Request, Partial<Memory>]>([
  ['of an operator for the load', { kind: 'operator', wants: 'full-load' }, SETTLED],
  ['of an operator for changes', { kind: 'operator', wants: 'cdc' }, { ...SETTLED, request: { at: NOW, by: 'operator' } }],
  ['to watch', watch(), SETTLED],
  ['to watch no more', watch({ answer: pending({ part: 'Watch', requestType: 'Delete' }) }), SETTLED],
  ['for the class', ofClass(), SETTLED],
  ['for the class, with a new load', ofClass({ bringsLoad: true }), SETTLED],
])('the same request %s twice is one', (_, request, remembered) => {
  const once = admit(memory(remembered), request, NOW);
  expect(admit(once, request, NOW)).toEqual(once);
});

test('an operator who wants the load has it tried at once', () => {
  expect(admit(memory({ ...SETTLED, retry: RETRY }), { kind: 'operator', wants: 'full-load' }, NOW))
    .toEqual(memory({ ...SETTLED, request: { at: NOW, by: 'operator' } }));
});

test('an operator who wants the load is told if the instance is ready for it', () => {
  const ready: Partial<Memory> = { policy: POLICY, settled: { phase: 'full-load', class: LARGE } };
  expect(admit(memory(ready), { kind: 'operator', wants: 'full-load' }, NOW).outbox).toEqual([expect.objectContaining({ code: 'readyForLoad' })]);
  expect(admit(memory({ ...ready, flip: flip() }), { kind: 'operator', wants: 'full-load' }, NOW).outbox).toEqual([]);
});

test('an operator takes a request back by wanting changes only', () => {
  expect(admit(memory({ ...SETTLED, request: { at: NOW, by: 'operator' }, retry: RETRY }), { kind: 'operator', wants: 'cdc' }, NOW)).toEqual(memory(SETTLED));
});

test('a deployment that watches has its policy and its rule, and everything that stood in the way tried once more', () => {
  const before = memory({ deployingUntil: NOW, retry: RETRY, retiring: true, pace: 'off', denied: { orders: true } });
  expect(admit(before, watch(), NOW)).toEqual(memory({ policy: POLICY, scheduleRule: 'schedule', pending: [pending({ part: 'Watch' })] }));
});

test('another policy begins anew, but for the size that alarms asked for above the same class', () => {
  const learned = { policy: POLICY, floor: 'dms.r6i.xlarge', starved: { at: NOW, task: 'orders', reason: 'any' } };
  expect(admit(memory(learned), watch(), NOW)).toMatchObject(learned);
  const settle = admit(memory(learned), watch({ policy: { ...POLICY, settleSeconds: 60 } }), NOW);
  expect(settle).toMatchObject({ floor: 'dms.r6i.xlarge' });
  expect(settle).not.toHaveProperty('starved');
  const larger = admit(memory(learned), watch({ policy: { ...POLICY, cdcClass: 'dms.r6i.xlarge' } }), NOW);
  expect(larger).not.toHaveProperty('floor');
  expect(larger).not.toHaveProperty('starved');
});

test('a deletion has the controller go away, and keeps what it knows until then', () => {
  const answer = pending({ part: 'Watch', requestType: 'Delete' });
  expect(admit(memory(SETTLED), watch({ answer }), NOW)).toEqual(memory({ ...SETTLED, retiring: true, pending: [answer] }));
});

test('classes of an update count at once', () => {
  expect(admit(memory(SETTLED), ofClass({ fullLoadClass: 'dms.r6i.8xlarge', cdcClass: 'dms.r6i.xlarge' }), NOW).policy)
    .toEqual({ ...POLICY, fullLoadClass: 'dms.r6i.8xlarge', cdcClass: 'dms.r6i.xlarge' });
});

test.each(['Create', 'Delete'] as const)('classes of a %s wait for the policy', (requestType) => {
  const answer = pending({ requestType });
  expect(admit(memory(SETTLED), ofClass({ answer, fullLoadClass: 'dms.r6i.8xlarge' }), NOW)).toEqual(memory({ ...SETTLED, pending: [answer] }));
});

test.each<[string, Partial<Memory>, boolean]>([
  ['in the CDC phase is answered when the instance is large', SETTLED, true],
  ['while others still load has nothing to wait for', { policy: POLICY, settled: { phase: 'full-load', class: LARGE } }, false],
  ['before the first deployment is through has nothing to wait for', {}, false],
])('an update that brings a load %s', (_, remembered, waits) => {
  const admitted = admit(memory({ ...remembered, retry: RETRY }), ofClass({ bringsLoad: true }), NOW);
  expect(admitted.pending).toEqual([waits ? { ...pending(), raise: true } : pending()]);
  expect(admitted.request).toEqual(waits ? { at: NOW, by: 'deployment' } : undefined);
  expect(admitted.retry).toEqual(waits ? undefined : RETRY);
});
