/**
 * One change of the instance's class, from the first stopped task to the tested connections.
 *
 * Stop all tasks, see that they have stopped, look at the tables once more, change the class, wait until class, pending class and status all
 * say that it is done, test the connections. That is AWS's own procedure [DMS User Guide, Modifying a replication instance]. Resuming is not
 * part of it: whatever stands still because of the controller is owed a run, and gets it when no flip is under way any more. So a flip may
 * end at any point, for any reason, and nothing has to be undone.
 */
import { blockers } from './blockers';
import { tell, tellOnce, type Decision } from './decision';
import type { Flip, Memory } from './memory';
import * as messages from './messages';
import { noteStops, noteTests } from './notes';
import { isAtRest, isHeldByHook, isMoving, owed, tasksToLookAt, type Situation } from './situation';
import { ALARM_SECONDS, ASKED_BY, GRACE_SECONDS, MOST_ASKS, retrySeconds, STOPPED_BY, TEST_SECONDS, TESTED_BY, WATCH_SECONDS } from './timing';
import { without } from './without';

/** Statuses that DMS leaves by itself. */
const AT_WORK = ['modifying', 'upgrading', 'rebooting', 'maintenance'];

/** The next step of a flip, or what is remembered of one that has ended. */
export type FlipStep = { readonly next: Decision } | { readonly ended: Memory };

export function stepFlip(situation: Situation, flip: Flip): FlipStep {
  const { instance, memory, now, policy } = situation;
  if (flip.changed !== undefined) return stepTests(situation, flip, flip.changed);
  if (isAtRest(situation) && instance.class === flip.to) {
    return stepTests(situation, { ...flip, changed: now }, now);
  }
  if (isAtRest(situation) && instance.class !== flip.from) return leave(situation, flip);

  const asked = flip.askedAt !== undefined;
  const isShown = !isAtRest(situation);
  if (asked && (isShown || !isOlder(flip.askedAt, GRACE_SECONDS, now))) return stepChange(situation, flip);
  if (asked && (flip.asks ?? 0) >= MOST_ASKS) return fail(situation, flip, `DMS took the change ${MOST_ASKS} times and did not make it`);
  if (memory.retiring) return fail(situation, flip, 'phase scaling is being taken away');
  if (seconds(flip.pausedSince, now) >= policy.deadlineSeconds * ASKED_BY) return fail(situation, flip, 'too little is left of the time that tasks may stand still');
  return stepStop(situation, flip);
}

/** Sees that every task stands still, and then asks for the class. */
function stepStop(situation: Situation, flip: Flip): FlipStep {
  const { memory, now, policy, tasks } = situation;
  const against = blockers(situation, flip.phase).find(({ passes }) => !passes);
  if (against !== undefined) return fail(situation, flip, against.what);

  const running = tasks.filter(({ status }) => status === 'running');
  const moving = tasks.filter(isMoving);
  if (running.length + moving.length > 0) {
    const names = [...running, ...moving].map(({ identifier }) => identifier).join(', ');
    if (seconds(flip.pausedSince, now) >= policy.deadlineSeconds * STOPPED_BY) return fail(situation, flip, `${names} did not stop in time`);
    const toStop = running.map(({ arn }) => arn).filter((arn) => isOlder(memory.stops[arn]?.at, GRACE_SECONDS, now));
    if (toStop.length === 0) return wait({ ...memory, flip }, `${names} to stop`);
    return { next: { kind: 'stopTasks', tasks: toStop, why: `for ${flip.to}`, memory: noteStops({ ...memory, flip }, toStop, now) } };
  }
  if (!isAtRest(situation)) return wait({ ...memory, flip }, 'the instance to be available');
  const unseen = tasksToLookAt(situation);
  if (unseen.length > 0) return { next: { kind: 'look', at: 'tables', tasks: unseen, memory: { ...memory, flip } } };
  const asking: Flip = { ...flip, askedAt: now, asks: (flip.asks ?? 0) + 1 };
  return { next: { kind: 'changeClass', to: flip.to, why: flip.cause, memory: { ...memory, flip: asking } } };
}

/** Waits for the class, and takes note of tasks that somebody starts meanwhile: the change may stop them. */
function stepChange(situation: Situation, flip: Flip): FlipStep {
  const { instance, memory, now, policy, tasks } = situation;
  const changing = flip.changingSince ?? (instance.status === 'available' ? undefined : now);
  const caught = tasks.filter(({ arn, stage, status }) => status === 'running' && stage === 'capturing' && memory.stops[arn] === undefined);
  const going: Memory = { ...memory, flip: changing === undefined ? flip : { ...flip, changingSince: changing } };
  const noted = noteStops(going, caught.map(({ arn }) => arn), now);
  const elapsed = seconds(flip.pausedSince, now);
  const canRun = instance.status === 'available';
  if (!canRun && !AT_WORK.includes(instance.status)) return fail({ ...situation, memory: noted }, flip, `the instance is ${instance.status}`);
  if (canRun && elapsed >= policy.deadlineSeconds * TESTED_BY) return fail({ ...situation, memory: noted }, flip, 'DMS has the class pending and does not apply it');
  const told = elapsed >= policy.deadlineSeconds ? tellOnce(noted, 'deadline', messages.late(instance.status, elapsed), now) : noted;
  return wait(told, `the class to become ${flip.to}`);
}

/** Tests the connections that tasks need to be resumed, unless time is short; what the tests say is told, and holds nobody up. */
function stepTests(situation: Situation, flip: Flip, changed: number): FlipStep {
  const { connections, now, policy } = situation;
  const remembered = noteBroken(situation, flip);
  const endpoints = [...new Set(owed({ ...situation, memory: remembered }).filter(({ task }) => !isHeldByHook(situation, task))
    .flatMap(({ task }) => [task.sourceEndpointArn, task.targetEndpointArn]))];
  const isLate = seconds(flip.pausedSince, now) >= policy.deadlineSeconds * TESTED_BY || seconds(changed, now) >= TEST_SECONDS;
  if (endpoints.length === 0 || isLate) return succeed(situation, flip, remembered);

  const untested = endpoints.filter((endpoint) => (remembered.tests[endpoint] ?? 0) < changed);
  if (untested.length > 0) {
    const next = noteTests({ ...remembered, flip }, untested, now);
    return { next: { kind: 'testConnections', endpoints: untested, why: `after the change to ${flip.to}`, memory: next } };
  }
  if (connections === undefined) return { next: { kind: 'look', at: 'connections', memory: { ...remembered, flip } } };
  const seen = connections.filter(({ endpointArn }) => endpoints.includes(endpointArn));
  const isOpen = endpoints.some((endpoint) => !seen.some(({ endpointArn, status }) => endpointArn === endpoint && ['successful', 'failed'].includes(status)));
  if (isOpen) return wait({ ...remembered, flip }, 'connections to be tested');
  const broken = seen.filter(({ status }) => status === 'failed');
  const told = broken.reduce((sum, { endpointArn, failure = 'no reason given' }) => tell(sum, messages.connectionFailed(endpointArn, failure)), remembered);
  return succeed(situation, flip, told);
}

/**
 * Tasks that somebody started during the flip and that the change of class broke. It is not documented whether such a task resumes by
 * itself, fails, or stays stopped [the User Guide's pages disagree]; only the last could be an operator's doing, so a stop counts only if
 * it came while the instance was being changed, when DMS takes no stops.
 */
function noteBroken({ memory, now, tasks }: Situation, { began, askedAt = now, changingSince }: Flip): Memory {
  const broken = tasks.filter(({ arn, status, progress: { started = 0, stopped = now } }) => memory.stops[arn] === undefined && started >= began
    && ((status === 'failed' && stopped >= askedAt) || (status === 'stopped' && changingSince !== undefined && stopped >= changingSince)));
  return noteStops(memory, broken.map(({ arn }) => arn), now);
}

function succeed({ now, policy }: Situation, flip: Flip, memory: Memory): FlipStep {
  const wasRequested = flip.cause === 'load' && memory.request?.by === 'operator';
  const done: Memory = {
    ...without(memory, 'flip', 'retry'),
    // What it was brought to: if somebody has changed it since, that is theirs.
    settled: { phase: flip.phase, class: flip.to },
    changedAt: now,
    watchUntil: now + Math.max(WATCH_SECONDS, (policy.rebound?.cooldownSeconds ?? 0) + ALARM_SECONDS) * 1000,
    told: {},
  };
  const told = tell(done, messages.changed(flip, policy, seconds(flip.pausedSince, now)));
  return { ended: wasRequested ? tell(told, messages.raised(flip.to)) : told };
}

/** Ends a flip into which somebody has come with a class of their own: it is theirs until the next load, or another class in the code. */
function leave({ instance, memory }: Situation, flip: Flip): FlipStep {
  const left: Memory = { ...without(memory, 'flip', 'retry'), settled: { phase: flip.phase, class: flip.to } };
  return { ended: tell(left, messages.left(flip, instance.class)) };
}

/** Ends a flip that cannot go on; it is tried again later, ever less often. */
function fail({ memory, now }: Situation, flip: Flip, reason: string): FlipStep {
  return { ended: failed(memory, flip, reason, now) };
}

/** What is remembered of a flip that failed. */
export function failed(memory: Memory, flip: Flip, reason: string, now: number): Memory {
  const failures = (memory.retry?.to === flip.to ? memory.retry.failures : 0) + 1;
  const after = now + retrySeconds(failures) * 1000;
  return tell({ ...without(memory, 'flip'), retry: { after, failures, reason, to: flip.to } }, messages.notChanged(flip, reason, after, now));
}

function wait(memory: Memory, why: string): FlipStep {
  return { next: { kind: 'wait', why, pace: 'minutes', memory } };
}

/** Whether something never happened, or longer ago than that. */
function isOlder(time: number | undefined, thanSeconds: number, now: number): boolean {
  return time === undefined || seconds(time, now) >= thanSeconds;
}

function seconds(since: number, now: number): number {
  return (now - since) / 1000;
}
