import type { Decision } from './decision';
import type { Memory, PendingAnswer } from './memory';
import { noteStops } from './notes';
import { isAtRest, isInMotion, owed, type Observation, type Situation, type StagedTask } from './situation';
import { DEPLOYMENT_SECONDS, GRACE_SECONDS } from './timing';

/** An answer is given before CloudFormation stops waiting for it. */
const LATEST_SECONDS = DEPLOYMENT_SECONDS - 600;

/** A situation, which is only partly known before there is an instance. */
type Known = Observation & Pick<Situation, 'now'> & Partial<Situation>;

/** The next answer that CloudFormation can be given, if any. */
export function answers(situation: Known): Decision | undefined {
  for (const request of situation.memory.pending) {
    const decision = request.part === 'Class' ? answerClass(situation, request) : answerWatch(situation, request);
    if (decision !== undefined) return decision;
  }
  return undefined;
}

/** The class for the template, or nothing as long as the instance is being brought to where the deployment needs it. */
function answerClass(situation: Known, request: PendingAnswer): Decision | undefined {
  const { memory, now, world: { instance } } = situation;
  if (request.requestType === 'Delete') return succeed(memory, request, {});
  if (instance === undefined) {
    const { fullLoadClass = '' } = request;
    return succeed({ ...memory, answeredClass: fullLoadClass }, request, { InstanceClass: fullLoadClass });
  }

  const isLate = now - request.since >= LATEST_SECONDS * 1000;
  const isRaised = request.raise !== true || memory.policy === undefined || memory.settled?.phase === 'full-load';
  const isStill = memory.flip === undefined && situation.policy !== undefined ? isAtRest(situation as Situation) : memory.flip === undefined;
  if (!isRaised && memory.retry !== undefined) {
    return refuse(memory, request, `the instance could not be brought up for the load: ${memory.retry.reason}`);
  }
  if (!isRaised || !isStill) {
    return isLate ? refuse(memory, request, `the instance is ${instance.status}, and could not be brought to rest in time`) : undefined;
  }

  // CloudFormation would ask DMS for a class that is there already, which DMS refuses if nothing else is asked for ("No modifications were
  // requested") [terraform-provider-aws]. So the class in the template changes only together with another property.
  const answered = request.instanceChanges === true || memory.answeredClass === undefined ? instance.class : memory.answeredClass;
  const isTouched = request.requestType === 'Update' && request.instanceChanges === true;
  return succeed({
    ...memory,
    answeredClass: answered,
    ...(isTouched && { deployingUntil: now + DEPLOYMENT_SECONDS * 1000 }),
  }, request, { InstanceClass: answered });
}

/**
 * On deletion nothing is left half done: no class is changing, and no task stands still because of the controller. If the whole stack goes,
 * tasks that go with it are stopped instead, for DMS deletes none that runs [DMS API, DeleteReplicationTask: InvalidResourceStateFault].
 */
function answerWatch(situation: Known, request: PendingAnswer): Decision | undefined {
  const { memory, now, stackIsLeaving, world: { instance } } = situation;
  if (request.requestType !== 'Delete' || instance === undefined || situation.policy === undefined) return succeed(memory, request, {});
  if (now - request.since >= LATEST_SECONDS * 1000) return succeed(memory, request, {});
  const known = situation as Situation;
  const leaving = known.tasks.filter((task) => request.leavingTasks?.includes(task.identifier) && isInMotion(task) && !memory.denied[task.arn]);
  const isAnyStanding = owed(known).length > 0 || Object.keys(memory.stops).length > 0;
  if (stackIsLeaving === undefined && (isAnyStanding || leaving.length > 0)) return { kind: 'look', at: 'stack', memory };
  if (memory.flip !== undefined || !isAtRest(known)) return undefined;
  if (stackIsLeaving === true && leaving.length > 0) return stopLeaving(known, leaving);
  return isAnyStanding && stackIsLeaving !== true ? undefined : succeed(memory, request, {});
}

function stopLeaving({ memory, now }: Situation, leaving: readonly StagedTask[]): Decision | undefined {
  const isDue = ({ arn, status }: StagedTask): boolean => status === 'running' && now - (memory.stops[arn]?.at ?? 0) >= GRACE_SECONDS * 1000;
  const next = leaving.filter(isDue).map(({ arn }) => arn);
  if (next.length === 0) return undefined;
  return { kind: 'stopTasks', tasks: next, why: 'they are deleted with the stack', memory: noteStops(memory, next, now) };
}

function succeed(memory: Memory, request: PendingAnswer, data: Record<string, string>): Decision {
  return { kind: 'answer', requestId: request.requestId, status: 'SUCCESS', data, why: 'it is as the deployment needs it', memory };
}

function refuse(memory: Memory, request: PendingAnswer, reason: string): Decision {
  return { kind: 'answer', requestId: request.requestId, status: 'FAILED', reason, why: reason, memory };
}
