import type { Outcome } from '../outcome';
import { tellOnce, type Act } from './decision';
import { failed } from './flip';
import type { Memory } from './memory';
import * as messages from './messages';
import { without } from './without';

/** What is remembered after an act: `outcomes` by task or endpoint, or under the act's kind. */
export function learn(memory: Memory, act: Act, outcomes: Readonly<Record<string, Outcome>>, now: number): Memory {
  switch (act.kind) {
    case 'stopTasks': return learnStops(memory, outcomes);
    case 'resumeTasks': return learnResumes(memory, outcomes);
    case 'changeClass': return learnChange(memory, outcomes[act.kind] ?? { kind: 'unknown' }, now);
    case 'testConnections': return learnTests(memory, outcomes);
    case 'startHooks': return learnHooks(memory, outcomes, now);
    case 'answer': return outcomes[act.kind]?.kind === 'done' ? learnAnswer(memory, act) : memory;
    default: return unreachable(act);
  }
}

/** A stop that was refused, or not tried, is none of the controller's: if the task stands still, somebody else stopped it. */
function learnStops(memory: Memory, outcomes: Readonly<Record<string, Outcome>>): Memory {
  const stops = Object.fromEntries(Object.entries(memory.stops).filter(([task]) => !['refused', 'skipped'].includes(outcomes[task]?.kind ?? '')));
  const denied = Object.entries(outcomes).filter(([, outcome]) => outcome.kind === 'refused' && outcome.fault.startsWith('AccessDenied'));
  return { ...memory, stops, denied: { ...memory.denied, ...Object.fromEntries(denied.map(([task]) => [task, true as const])) } };
}

/** What was not tried does not count as a try. */
function learnResumes(memory: Memory, outcomes: Readonly<Record<string, Outcome>>): Memory {
  return { ...memory, resumes: Object.fromEntries(Object.entries(memory.resumes).filter(([task]) => outcomes[task]?.kind !== 'skipped')) };
}

function learnChange(memory: Memory, outcome: Outcome, now: number): Memory {
  const { flip } = memory;
  if (flip === undefined || outcome.kind === 'done' || outcome.kind === 'unknown') return memory;
  if (outcome.kind === 'skipped') return { ...memory, flip: { ...without(flip, 'askedAt'), asks: (flip.asks ?? 1) - 1 } };
  // It is asked for already, or there: the next look shows which.
  if (outcome.fault.startsWith('InvalidParameterCombination')) return memory;
  return failed(memory, flip, `DMS refused it (${outcome.fault}: ${outcome.message})`, now);
}

function learnTests(memory: Memory, outcomes: Readonly<Record<string, Outcome>>): Memory {
  return { ...memory, tests: Object.fromEntries(Object.entries(memory.tests).filter(([endpoint]) => outcomes[endpoint]?.kind !== 'skipped')) };
}

/** A hook that cannot be started has failed. */
function learnHooks(memory: Memory, outcomes: Readonly<Record<string, Outcome>>, now: number): Memory {
  let next = memory;
  for (const [task, outcome] of Object.entries(outcomes)) {
    const note = memory.hooks[task];
    if (note === undefined || outcome.kind === 'done' || outcome.kind === 'unknown') continue;
    const others = without(next.hooks, task);
    if (outcome.kind === 'skipped') {
      next = { ...next, hooks: others };
    } else {
      const held = memory.policy?.hook?.onFailure === 'hold';
      next = tellOnce({ ...next, hooks: { ...others, [task]: { ...note, state: 'failed' } } }, `hook ${note.executionName}`,
        messages.hookFailed(task.split(':').pop() ?? task, `failed (${outcome.fault}: ${outcome.message})`, held), now);
    }
  }
  return next;
}

function learnAnswer(memory: Memory, { requestId, status }: Extract<Act, { kind: 'answer' }>): Memory {
  const answered = memory.pending.find((each) => each.requestId === requestId);
  const next: Memory = { ...memory, pending: memory.pending.filter((each) => each.requestId !== requestId) };
  if (status === 'SUCCESS' || answered?.raise !== true) return next;
  return without(next, 'request'); // the deployment is rolled back, and with it the load that the instance was wanted for
}

function unreachable(value: never): never {
  throw new Error(`unknown act ${JSON.stringify(value)}`);
}
