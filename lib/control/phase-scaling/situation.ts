import type { HookNote, Memory, Phase } from './memory';
import type { Policy } from './policy';
import { looksLoaded, stageOf, type Stage } from './task-stage';
import { resumeSeconds } from './timing';
import type { SeenConnection, SeenInstance, SeenTables, SeenTask, World } from './world';

/** Everything that a decision is made from. What is absent has not been looked at; the decision asks for it if it matters. */
export interface Observation {
  readonly world: World;
  readonly memory: Memory;
  /** Tables of tasks, by the task's ARN. */
  readonly tables?: Readonly<Record<string, SeenTables>>;
  /** Tasks whose settings have them stop themselves when their load is over, among those that were looked at, by the task's ARN. */
  readonly stopFlags?: Readonly<Record<string, boolean>>;
  readonly connections?: readonly SeenConnection[];
  /** How the executions of hooks are doing, by their names. */
  readonly hooks?: Readonly<Record<string, HookNote['state']>>;
  /** Names of the policy's alarms that are in the state ALARM. */
  readonly alarms?: readonly string[];
  /** Whether CloudFormation is deleting the whole stack. */
  readonly stackIsLeaving?: boolean;
}

/** An observation of an instance that is there and has a policy, with what follows from it. */
export interface Situation extends Observation {
  readonly policy: Policy;
  readonly instance: SeenInstance;
  readonly now: number;
  readonly tasks: readonly StagedTask[];
}

export interface StagedTask extends SeenTask {
  readonly stage: Stage;
}

export function situate(observation: Observation, policy: Policy, instance: SeenInstance, now: number): Situation {
  const { memory, tables = {} } = observation;
  const tasks = observation.world.tasks
    .filter(({ status }) => status !== 'deleting')
    .map((task) => ({ ...task, stage: stageOf(task, memory, now, tables[task.arn]) }));
  return { ...observation, policy, instance, now, tasks };
}

/**
 * The phase that the tasks are in, and the class that belongs to it.
 *
 * A task whose tables are all loaded, and whose boundary has not been seen, keeps a large instance large, but is no reason to make a small one
 * large: all that it may have to do is to apply what was changed meanwhile.
 */
export function desired({ tasks, memory, policy }: Situation): { readonly phase: Phase; readonly class: string } {
  const isSmall = memory.settled?.phase === 'cdc';
  const ahead = memory.request !== undefined
    || tasks.some((task) => task.stage === 'unstarted' || (task.stage === 'loading' && !(isSmall && looksLoaded(task))));
  return ahead ? { phase: 'full-load', class: policy.fullLoadClass } : { phase: 'cdc', class: memory.floor ?? policy.cdcClass };
}

/** Whether nothing is being done to the instance, or waits to be. */
export function isAtRest({ instance }: Situation): boolean {
  return instance.status === 'available' && instance.pendingClass === undefined;
}

/** Why a task stands still that has to run: the controller stopped it, or it stopped itself when its load was over. */
export interface Owed {
  readonly task: StagedTask;
  /** Since when it stands still. */
  readonly since: number;
}

/** Tasks that are owed a run, whether it is time for it or not. A task that an operator stopped is none of them. */
export function owed({ tasks, memory, now }: Situation): Owed[] {
  return tasks.flatMap((task): Owed[] => {
    const stop = memory.stops[task.arn];
    if (stop !== undefined && ['stopped', 'failed'].includes(task.status)) return [{ task, since: stop.at }];
    if (task.stage === 'boundary') return [{ task, since: task.progress.stopped ?? memory.loads[task.arn]?.at ?? now }];
    return [];
  });
}

/** Whether the hook of a task's load keeps it from running: it has not ended, or it failed and the user wants the task held. */
export function isHeldByHook({ memory, policy }: Situation, { arn, stage }: StagedTask): boolean {
  if (policy.hook === undefined || stage !== 'boundary') return false;
  const state = memory.hooks[arn]?.state;
  return state === undefined || state === 'running' || (state !== 'succeeded' && policy.hook.onFailure === 'hold');
}

/** With `hold`, early finishers wait as long as others are loading. */
export function isHeldForOthers({ policy, tasks }: Situation, { stage }: StagedTask): boolean {
  return policy.strategy === 'hold' && stage === 'boundary' && tasks.some(isLoadingNow);
}

/** Statuses in which a task works on tables or changes, or is on its way there or back. */
const IN_MOTION = ['starting', 'running', 'stopping'];

/** Whether a task is at work, or on its way there or back. */
export function isInMotion({ status }: SeenTask): boolean {
  return IN_MOTION.includes(status);
}

/** Statuses that a task stays in until something is done to it. */
const SETTLED = ['running', 'stopped', 'failed', 'failed-move', 'ready'];

/** Whether a task is on its way from one status to another. */
export function isMoving({ status }: SeenTask): boolean {
  return !SETTLED.includes(status);
}

/** Whether tables of the task are being loaded at this moment. */
export function isLoadingNow(task: StagedTask): boolean {
  return task.stage === 'loading' && isInMotion(task);
}

/** Whether a task has just been resumed, or is to wait longer because resumes of it have not lasted. */
export function isWaitingForResume({ memory, now }: Situation, { arn }: StagedTask): boolean {
  const resume = memory.resumes[arn];
  return resume !== undefined && now - resume.at < resumeSeconds(resume.tries) * 1000;
}

/** ARNs of the tasks whose tables have not been looked at. One that has never run has none yet. */
export function tasksToLookAt({ tables = {}, tasks }: Situation): string[] {
  return tasks.filter(({ arn, migrationType, status }) => migrationType !== 'cdc' && !['ready', 'creating'].includes(status) && tables[arn] === undefined)
    .map(({ arn }) => arn);
}
