import { tellOnce, type Decision } from './decision';
import type { Memory } from './memory';
import * as messages from './messages';
import { noteTests } from './notes';
import { isHeldByHook, isHeldForOthers, isWaitingForResume, owed, type Situation, type StagedTask } from './situation';
import { LOOK_SECONDS, TEST_SECONDS } from './timing';

/** Tries after which it is told that a task does not stay resumed. */
const TRIES_BEFORE_TELLING = 3;

/**
 * Resumes whoever is owed a run, if the instance can do it.
 *
 * A resume that was refused or did not last is tried again at growing intervals, after a new test of the connections: DMS refuses to start a
 * task whose last test has failed, and a test that failed because the instance was rebooting stays failed.
 *
 * @param otherwise what is decided if nobody can be resumed now; told whether somebody is still waiting for it.
 */
export function resumeOwed(situation: Situation, otherwise: (situation: Situation, waiting: boolean) => Decision): Decision {
  const { connections, instance, memory, now } = situation;
  const due = tasksToResume(situation);
  const told = { ...situation, memory: tellStubborn(memory, due, now) };
  const next = due.filter((task) => !isWaitingForResume(situation, task));
  if (next.length === 0 || instance.status !== 'available') return otherwise(told, due.length > 0);

  const doubtful = next.filter(({ arn }) => memory.resumes[arn] !== undefined);
  if (doubtful.length > 0 && connections === undefined) return { kind: 'look', at: 'connections', memory: told.memory };
  const toTest = new Set(doubtful.flatMap((task) => endpointsOf(task).filter((endpoint) => needsTest(situation, task, endpoint))));
  const able = next.filter((task) => !doubtful.includes(task)
    || endpointsOf(task).every((endpoint) => !toTest.has(endpoint) && !isBeingTested(situation, endpoint)));
  if (able.length > 0) return resume(told.memory, able, now);
  if (toTest.size === 0) return otherwise(told, true);
  const endpoints = [...toTest];
  return { kind: 'testConnections', endpoints, why: 'a task could not be resumed', memory: noteTests(told.memory, endpoints, now) };
}

function tasksToResume(situation: Situation): StagedTask[] {
  // On the way out, nobody is resumed who may be about to be deleted.
  if (situation.memory.retiring === true && situation.stackIsLeaving !== false) return [];
  return owed(situation).map(({ task }) => task).filter((task) => !isHeldByHook(situation, task) && !isHeldForOthers(situation, task));
}

function resume(memory: Memory, tasks: readonly StagedTask[], now: number): Decision {
  const notes = Object.fromEntries(tasks.map(({ arn }) => [arn, { at: now, tries: (memory.resumes[arn]?.tries ?? 0) + 1 }]));
  // Whoever stopped itself is owed a run until it has one, as if the controller had stopped it: its start may fail.
  const standing = Object.fromEntries(tasks.filter(({ arn }) => memory.stops[arn] === undefined)
    .map(({ arn, progress: { stopped = now } }) => [arn, { at: Math.min(stopped, now) }]));
  const next: Memory = {
    ...memory,
    resumes: { ...memory.resumes, ...notes },
    stops: { ...memory.stops, ...standing },
    ...(tasks.some(({ stage }) => stage === 'boundary') && { lookUntil: now + LOOK_SECONDS * 1000 }),
  };
  return { kind: 'resumeTasks', tasks: tasks.map(({ arn }) => arn), why: 'they are owed a run', memory: next };
}

function endpointsOf({ sourceEndpointArn, targetEndpointArn }: StagedTask): string[] {
  return [sourceEndpointArn, targetEndpointArn];
}

/** Whether a connection that is not known to be good has not been tested since the task was last resumed. */
function needsTest({ connections = [], memory: { resumes, tests } }: Situation, { arn }: StagedTask, endpoint: string): boolean {
  const isGood = connections.some(({ endpointArn, status }) => endpointArn === endpoint && ['successful', 'testing'].includes(status));
  return !isGood && (tests[endpoint] ?? 0) < (resumes[arn]?.at ?? 0);
}

function isBeingTested({ connections = [], memory: { tests }, now }: Situation, endpoint: string): boolean {
  const isTesting = connections.some(({ endpointArn, status }) => endpointArn === endpoint && status === 'testing');
  return isTesting && now - (tests[endpoint] ?? 0) < TEST_SECONDS * 1000;
}

function tellStubborn(memory: Memory, tasks: readonly StagedTask[], now: number): Memory {
  return tasks.reduce((sum, { arn, identifier }) => {
    const tries = sum.resumes[arn]?.tries ?? 0;
    return tries < TRIES_BEFORE_TELLING ? sum : tellOnce(sum, `notResumed ${identifier}`, messages.notResumed(identifier, tries), now);
  }, memory);
}
