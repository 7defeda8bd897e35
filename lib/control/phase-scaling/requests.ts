import { tell } from './decision';
import type { Memory, PendingAnswer } from './memory';
import * as messages from './messages';
import type { Policy } from './policy';
import { without } from './without';

/** What somebody wants of the controller; everything else that calls it only makes it look. */
export type Request =
  | { readonly kind: 'class'; readonly answer: PendingAnswer; readonly fullLoadClass: string; readonly cdcClass: string; readonly bringsLoad: boolean }
  | { readonly kind: 'watch'; readonly answer: PendingAnswer; readonly policy: Policy; readonly scheduleRule: string }
  | { readonly kind: 'operator'; readonly wants: 'full-load' | 'cdc' };

/** The memory with a request in it. The same request twice is one. */
export function admit(memory: Memory, request: Request, now: number): Memory {
  switch (request.kind) {
    case 'operator': return admitOperator(memory, request.wants, now);
    case 'class': return admitClass(withAnswer(memory, request.answer), request, now);
    case 'watch': return admitWatch(withAnswer(memory, request.answer), request);
    default: return unreachable(request);
  }
}

function admitOperator(memory: Memory, wants: 'full-load' | 'cdc', now: number): Memory {
  const rest = without(memory, 'request', 'retry');
  if (wants === 'cdc') return rest;
  const next: Memory = { ...rest, request: { at: now, by: 'operator' } };
  const isUp = memory.settled?.phase === 'full-load' && memory.flip === undefined;
  return isUp ? tell(next, messages.raised(memory.settled.class)) : next;
}

/** The classes count from here on: a load that the deployment brings finds the instance as the new code wants it. */
function admitClass(memory: Memory, { answer, fullLoadClass, cdcClass, bringsLoad }: Extract<Request, { kind: 'class' }>, now: number): Memory {
  if (answer.requestType !== 'Update' || memory.policy === undefined) return memory;
  const raise = bringsLoad && memory.settled?.phase === 'cdc';
  const next = withPolicy(memory, { ...memory.policy, fullLoadClass, cdcClass });
  if (!raise) return next;
  const rest = without(next, 'retry');
  return {
    ...rest,
    request: { at: now, by: 'deployment' },
    pending: rest.pending.map((each) => each.requestId === answer.requestId ? { ...each, raise: true } : each),
  };
}

function admitWatch(memory: Memory, { answer, policy, scheduleRule }: Extract<Request, { kind: 'watch' }>): Memory {
  if (answer.requestType === 'Delete') return { ...memory, retiring: true };
  // The instance is through, and whoever deployed has had a chance to mend what stood against the class.
  return { ...without(withPolicy(memory, policy), 'deployingUntil', 'retry', 'retiring', 'pace'), scheduleRule, denied: {} };
}

/** Another policy begins anew with what was learned under the old one. */
function withPolicy(memory: Memory, policy: Policy): Memory {
  if (JSON.stringify(memory.policy) === JSON.stringify(policy)) return memory;
  const { floor, policy: before } = memory;
  return { ...without(memory, 'starved', 'floor'), policy, ...(floor !== undefined && before?.cdcClass === policy.cdcClass && { floor }) };
}

function withAnswer(memory: Memory, answer: PendingAnswer): Memory {
  return { ...memory, pending: [...memory.pending.filter(({ requestId }) => requestId !== answer.requestId), answer] };
}

function unreachable(value: never): never {
  throw new Error(`unknown request ${JSON.stringify(value)}`);
}
