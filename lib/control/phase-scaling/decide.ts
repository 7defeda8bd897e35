/**
 * What the phase controller does next.
 *
 * Lifecycle of an instance: `full-load` until every task that has tables to load has loaded them, then `cdc`, and back as soon as a load is
 * ahead again. Whoever calls, and how often, makes no difference: the decision follows from the world and from what was written down.
 *
 * In this order:
 * 1. a change of class that is under way goes on (flip.ts);
 * 2. hooks of tasks at their boundary are started and looked after;
 * 3. if the class is not the one of the phase, and nothing stands against it (blockers.ts), a change begins;
 * 4. tasks that are owed a run are resumed: those which the controller stopped, and those which stopped themselves at their boundary;
 * 5. CloudFormation gets its answers (answers.ts);
 * 6. alarms are listened to, and may ask for one size more (pressure.ts).
 *
 * Invariants, each held by a property over all interleavings (test/phase-scaling): no class changes while a table loads; who ran, or stopped
 * itself at its boundary, runs again before the deadline; who was stopped by an operator stays so; never smaller than the policy says, nor
 * after a task ran out of memory or disk; one change a boundary; failures are tried again at a bounded rate.
 */
import { answers } from './answers';
import { blockers } from './blockers';
import { tell, tellOnce, type Decision } from './decision';
import { stepFlip } from './flip';
import { stepHooks } from './hooks';
import type { Flip, FlipCause, Memory, Settled } from './memory';
import * as messages from './messages';
import { doubts, notice } from './notice';
import type { Policy } from './policy';
import { listenToAlarms } from './pressure';
import { resumeOwed } from './resume';
import { desired, isAtRest, isHeldByHook, isLoadingNow, owed, situate, tasksToLookAt, type Observation, type Situation } from './situation';
import { hasCachedChanges } from './task-stage';
import { PATIENCE_SECONDS, STOPPED_BY } from './timing';
import { without } from './without';

/**
 * @param policy nothing before the first deployment is through.
 * @param now in milliseconds of the epoch.
 */
export function decide(observation: Observation, policy: Policy | undefined, now: number): Decision {
  const { world } = observation;
  const memory = notice(observation, now);
  const { instance } = world;
  if (policy === undefined || instance === undefined) {
    const quiet = without(memory, 'flip');
    return answers({ ...observation, memory: quiet, now }) ?? { kind: 'none', why: 'there is no instance, or no policy yet', memory: quiet };
  }
  const doubt = doubts({ ...observation, memory });
  if (doubt !== undefined) return doubt;
  let situation = situate({ ...observation, memory }, policy, instance, now);
  if (memory.flip !== undefined) {
    const step = stepFlip(situation, memory.flip);
    if ('next' in step) return step.next;
    situation = situate({ ...observation, memory: step.ended }, policy, instance, now);
  }
  return stepHooks(situation, (next) => beginFlip(next, (quiet) => resumeOwed(quiet, rest)));
}

/** Begins a change of class that is due, if nothing stands against it. */
function beginFlip(situation: Situation, otherwise: (situation: Situation) => Decision): Decision {
  const { instance, memory, now } = situation;
  const target = desired(situation);
  const { settled } = memory;
  const isDue = settled?.phase !== target.phase || settled.class !== target.class;
  if (!isDue || memory.retiring) return otherwise(situation);
  if (instance.class === target.class && isAtRest(situation)) {
    // Nothing to change: it is there already, whoever brought it there.
    const kept = without(memory, 'retry');
    const isReady = target.phase === 'full-load' && memory.request?.by === 'operator';
    const remembered: Memory = { ...(isReady ? tell(kept, messages.raised(target.class)) : kept), settled: target };
    return otherwise({ ...situation, memory: remembered });
  }
  if (hasToWait(situation, target)) return otherwise(situation);
  const against = blockers(situation, target.phase);
  if (against.length > 0) return otherwise({ ...situation, memory: tellBlockers(situation, against) });
  const unseen = tasksToLookAt(situation);
  if (unseen.length > 0) return { kind: 'look', at: 'tables', tasks: unseen, memory };

  const flip: Flip = {
    phase: target.phase, from: instance.class, to: target.class, cause: causeOf(situation, target.phase), began: now,
    pausedSince: pausedSince(situation),
  };
  const step = stepFlip({ ...situation, memory: { ...memory, flip } }, flip);
  if ('ended' in step) return otherwise({ ...situation, memory: step.ended });
  return { ...step.next, memory: tell(step.next.memory, messages.changing(flip, situation.policy)) };
}

/** Whether a change that is due is not begun yet, though nothing stands against it. */
function hasToWait(situation: Situation, target: Settled): boolean {
  const { memory: { loadedSince = 0, retry, settled }, now, policy, tasks } = situation;
  if (retry?.to === target.class && now < retry.after) return true;
  // Tasks that have stood still for long run first.
  if (now - pausedSince(situation) >= policy.deadlineSeconds * STOPPED_BY / 2 * 1000) return true;
  if (target.phase === 'full-load') return false;
  // The settle time belongs to the boundary; a class changed in the code later need not wait.
  const settles = settled?.phase !== 'cdc' && now - loadedSince < policy.settleSeconds * 1000;
  return settles || tasks.some(hasCachedChanges);
}

/** Since when the task stands still that has been doing so the longest; held tasks do not count until the change begins. */
function pausedSince(situation: Situation): number {
  const { now, policy } = situation;
  return policy.strategy === 'hold' ? now : Math.min(now, ...ready(situation).map(({ since }) => since));
}

function causeOf({ memory }: Situation, phase: Flip['phase']): FlipCause {
  if (phase === 'full-load') return 'load';
  if (memory.settled?.phase !== 'cdc') return 'boundary';
  return memory.floor !== undefined ? 'pressure' : 'policy';
}

/** Tells what stands against a change of class and does not go away by itself. */
function tellBlockers(situation: Situation, against: ReturnType<typeof blockers>): Memory {
  const { memory, now } = situation;
  const target = desired(situation);
  return against.filter(({ passes }) => !passes)
    .reduce((sum, blocker) => tellOnce(sum, blocker.code, messages.blocked(target.phase, target.class, blocker), now), memory);
}

/** Tasks that are owed a run and may have it, as far as hooks are concerned. */
function ready(situation: Situation): ReturnType<typeof owed> {
  return owed(situation).filter(({ task }) => !isHeldByHook(situation, task));
}

/** Answers, alarms, and whether the world has to be looked at again. */
function rest(situation: Situation, waiting: boolean): Decision {
  const answer = answers(situation);
  if (answer !== undefined) return answer;
  const { memory, now } = situation;
  const listened = listenToAlarms(situation);
  if ('next' in listened) return listened.next;
  const after = { ...situation, memory: tellIdlers({ ...situation, memory: listened.memory }) };
  const why = whyToLookAgain(after, waiting);
  if (why !== undefined) return { kind: 'wait', why, pace: 'minutes', memory: after.memory };
  if (after.tasks.length > 0 && !memory.retiring && now < (memory.lookUntil ?? 0)) {
    return { kind: 'wait', why: 'tasks that may stop themselves once more', pace: 'hours', memory: after.memory };
  }
  return { kind: 'none', why: 'nothing is left to do', memory: after.memory };
}

function whyToLookAgain(situation: Situation, waiting: boolean): string | undefined {
  const { memory, now, tasks } = situation;
  const target = desired(situation);
  if (waiting) return 'tasks to run again';
  if (memory.pending.length > 0) return 'an answer to CloudFormation';
  if (memory.retiring === true) return undefined;
  if (Object.values(memory.hooks).some(({ state }) => state === 'running')) return 'a hook';
  if (tasks.length === 0) return undefined;
  if (memory.settled?.phase !== target.phase || memory.settled.class !== target.class) return `the change to ${target.class}`;
  if (target.phase === 'full-load') return 'loads to be over';
  if (Object.keys(memory.stops).length > 0) return 'stopped tasks';
  return now < (memory.watchUntil ?? 0) ? 'the time after a change' : undefined;
}

/** Tells of tasks that keep the instance large and do nothing for it. */
function tellIdlers(situation: Situation): Memory {
  const { memory, now, policy, tasks } = situation;
  const ahead = tasks.filter(({ stage }) => stage === 'unstarted' || stage === 'loading');
  const idle = ahead.filter((task) => !isLoadingNow(task));
  if (idle.length === 0 || ahead.some(isLoadingNow)) return memory;
  const key = `idle ${idle.map(({ identifier }) => identifier).join(' ')}`;
  const since = memory.told[`${key} seen`];
  if (since === undefined) return { ...memory, told: { ...memory.told, [`${key} seen`]: now } };
  if (now - since < PATIENCE_SECONDS * 1000) return memory;
  return idle.reduce((sum, { identifier, stage, status }) => tellOnce(sum, `${key} ${identifier}`, stage === 'unstarted'
    ? messages.unstarted(identifier, policy.cdcClass) : messages.standsInLoad(identifier, status, policy.cdcClass), now), memory);
}
