import { noteStop, type Notes } from './notes';
import { newRestart, type DeclaredTask, type DeclaredTasks, type StackFate } from './request';
import { hasRun, isAtRest, isServerless, type SeenTask } from './task';
import { some, type Act, type Verdict } from './verdict';

/** What stands in front of a change. */
export interface BeforeInput {
  readonly old: DeclaredTasks;
  readonly new: DeclaredTasks;
  readonly fate: StackFate;
  /** Tasks by name, of all that are named. */
  readonly tasks: Readonly<Record<string, SeenTask>>;
  readonly notes: Notes;
}

/**
 * What happens before CloudFormation touches anything: tasks are stopped about which something is to change, and only those.
 *
 * A replacement that was not asked for is refused here, where nothing has been touched yet.
 */
export function decideBefore({ old, new: now, fate, tasks, notes }: BeforeInput, at: number): Verdict {
  const loses = (identifier: string): boolean => tasks[identifier] !== undefined && hasRun(tasks[identifier]);
  const refused = replaced(old, now).filter(({ task, next }) => !next.allowReload && loses(task.identifier));
  if (refused.length > 0) return { kind: 'failed', reason: refusal(refused), notes };
  return bringToRest(toChange(old, now, fate), tasks, notes, at);
}

/** Stops tasks that run, and waits for those that are about to be something else. */
export function bringToRest(identifiers: readonly string[], tasks: BeforeInput['tasks'], notes: Notes, at: number): Verdict {
  const moving = identifiers.flatMap((identifier) => tasks[identifier] ?? []).filter((task) => !isAtRest(task));
  if (moving.length === 0) return { kind: 'done', notes, because: identifiers.length === 0 ? 'nothing changes' : `at rest: ${some(identifiers)}` };
  const running = moving.filter(({ status }) => status === 'running');
  if (running.length === 0) return { kind: 'wait', because: moving.map(({ identifier, status }) => `${identifier} is ${status}`).join(', ') };
  return {
    kind: 'act',
    acts: running.map(({ arn: taskArn, identifier }): Act => ({ kind: 'stop', taskArn, identifier })),
    notes: running.reduce((noted, task) => noteStop(noted, task.identifier, at, isServerless(task)), notes),
    because: `something about them changes: ${some(running.map(({ identifier }) => identifier))}`,
  };
}

/**
 * Stops tasks that are about to be deleted. A serverless replication is deleted only without its compute, which DMS takes from it some time after its
 * stop [LocalStack's recording of 2025; apache/airflow#43988]; how long after is not documented, so after a while CloudFormation tries, and DMS says.
 */
export function bringToDeletion(identifiers: readonly string[], tasks: BeforeInput['tasks'], notes: Notes, at: number): Verdict {
  const rest = bringToRest(identifiers, tasks, notes, at);
  if (rest.kind !== 'done') return rest;
  const provisioned = identifiers.flatMap((identifier) => tasks[identifier] ?? [])
    .filter(({ isProvisioned = false, lastStop }) => isProvisioned && lastStop !== undefined && at - lastStop < DEPROVISIONING_MILLISECONDS);
  return provisioned.length === 0 ? rest : { kind: 'wait', because: `DMS takes back the compute of ${some(provisioned.map(({ identifier }) => identifier))}` };
}

/** Less than CloudFormation waits. */
const DEPROVISIONING_MILLISECONDS = 40 * 60_000;

/** Names of the tasks that are changed, restarted, replaced or deleted. */
function toChange(old: DeclaredTasks, now: DeclaredTasks, fate: StackFate): string[] {
  return Object.entries(old).filter(([id, task]) => {
    const next = now[id];
    if (next === undefined) return !task.kept;
    return next.definition !== task.definition || next.identifier !== task.identifier || newRestart(id, old, now, fate) !== undefined;
  }).map(([, { identifier }]) => identifier);
}

interface Replacement {
  readonly id: string;
  readonly task: DeclaredTask;
  readonly next: DeclaredTask;
}

function replaced(old: DeclaredTasks, now: DeclaredTasks): Replacement[] {
  return Object.entries(old)
    .filter(([id, { identifier }]) => now[id] !== undefined && now[id].identifier !== identifier)
    .map(([id, task]) => ({ id, task, next: now[id] }));
}

function refusal(refused: readonly Replacement[]): string {
  const names = some(refused.map(({ id, task: { identifier } }) => `${id} (${identifier})`));
  return `This change replaces ${refused.length === 1 ? 'the migration task' : 'the migration tasks'} ${names}: CloudFormation would make a new task, which`
    + ' loads every table again, and delete the old one with its position in the log of the source. Its instance, an endpoint of it, or another property'
    + ' that DMS cannot change has changed. Take the change back, or say allowReload: true at the task if all of it is to be loaded again.'
    + ' Nothing was touched.';
}
