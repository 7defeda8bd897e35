import { diagnose } from '../connection/diagnose';
import { decideAssessments, type AssessedTask, type Assessment, type SeenRun } from './assessment';
import { bringToDeletion, bringToRest } from './before';
import { hasGoneOn, isNew, noteRestarts, settled, type Notes } from './notes';
import { newRestart, type DeclaredTask, type DeclaredTasks, type Restart, type StackFate } from './request';
import { decideConnected, decideStart, type StartInput } from './start';
import { hasRun, isAtRest, isServerless, type SeenConnection, type SeenTask } from './task';
import { some, type Act, type Verdict } from './verdict';

/** What stands behind a change. */
export interface AfterInput {
  readonly old: DeclaredTasks;
  readonly new: DeclaredTasks;
  readonly fate: StackFate;
  readonly tasks: Readonly<Record<string, SeenTask>>;
  readonly connections: readonly SeenConnection[];
  /** Assessments that were begun. @default - none */
  readonly runs?: readonly SeenRun[];
  /** Tells this deployment from all others. @default - empty */
  readonly deployment?: string;
  readonly notes: Notes;
}

/**
 * What happens after CloudFormation has changed everything: what was stopped for it runs again, and what was never run is started.
 *
 * A task that somebody else has stopped stays as it is. Tasks that have left the template in a rollback are stopped, since they are about to be
 * deleted. Nothing else is done in a rollback: in which order it goes back is not documented, so something may still be about to change, and it must
 * not fail. What was stopped is resumed when it is over.
 */
export function decideAfter(input: AfterInput, at: number): Verdict {
  const { old, new: now, tasks, notes } = input;
  const names = new Set(Object.values(now).map(({ identifier }) => identifier));
  const leaving = Object.values(old).filter(({ identifier, kept }) => !kept && !names.has(identifier)).map(({ identifier }) => identifier);
  const restarts = restartsOf(input);
  const rest = bringToRest([...leaving, ...due(restarts, input).map(({ identifier }) => identifier)], tasks, notes, at);
  if (rest.kind !== 'done') return rest;
  const gone = bringToDeletion(leaving, tasks, notes, at);
  if (gone.kind !== 'done') return gone;
  return input.fate === 'goesBack' ? { kind: 'done', notes, because: 'what was stopped is resumed when the rollback is over' } : bringToRun(input, restarts, at);
}

/** A task that is started from the beginning in this change. */
interface RestartedTask extends Restart {
  readonly identifier: string;
}

function restartsOf({ old, new: now, fate, tasks }: AfterInput): RestartedTask[] {
  return Object.entries(now).flatMap(([id, { identifier }]) => {
    const restart = newRestart(id, old, now, fate);
    return restart !== undefined && tasks[identifier] !== undefined && hasRun(tasks[identifier]) ? [{ ...restart, identifier }] : [];
  });
}

/**
 * Restarts that have not happened yet. That one has is seen by the date of the last fresh start, which must be another one than before it was asked
 * for; or else, if DMS tells none, by the task's going on.
 */
function due(restarts: readonly RestartedTask[], { tasks, notes }: Pick<AfterInput, 'tasks' | 'notes'>): RestartedTask[] {
  return restarts.filter(({ identifier, name }) => {
    const begun = notes.restarts?.[identifier];
    if (begun?.name !== name) return true;
    const { freshStart } = tasks[identifier];
    return freshStart === begun.freshStart && isAtRest(tasks[identifier]);
  });
}

function bringToRun(input: AfterInput, restarts: readonly RestartedTask[], at: number): Verdict {
  const { new: now, tasks, notes } = input;
  const declared = Object.values(now).filter(({ identifier }) => tasks[identifier] !== undefined);
  const failed = declared.map(({ identifier }) => tasks[identifier])
    .filter(({ status, identifier }) => status === 'failed' && notes.starts[identifier] !== undefined);
  const owed = due(restarts, input);
  const verdict: Verdict | undefined = failed.length > 0
    ? { kind: 'failed', reason: failures(failed), notes }
    : bringToStart(declared.flatMap((task) => wanted(task, owed, input)), input, at);
  if (verdict?.kind === 'act') return { ...verdict, notes: noteRestarts(verdict.notes, begunBy(verdict.acts, owed, tasks)) };
  if (verdict !== undefined) return verdict;

  const moving = declared.map(({ identifier }) => tasks[identifier]).filter((task) => !isAtRest(task) && task.status !== 'running');
  if (moving.length > 0) return { kind: 'wait', because: moving.map(({ identifier, status }) => `${identifier} is ${status}`).join(', ') };
  const done = declared.map(({ identifier }) => identifier);
  return { kind: 'done', notes: settled(notes, done), because: `as they should be: ${some(done)}` };
}

/** A task that is to run, perhaps only if it passes an assessment. */
type Wanted = StartInput['wanted'][number] & { readonly assessment?: Assessment };

/** Starts tasks; those that are assessed first come last, so that nothing which was stopped stands still meanwhile. */
function bringToStart(all: readonly Wanted[], input: AfterInput, at: number): Verdict | undefined {
  const assessed = all.flatMap(({ task, assessment }): AssessedTask[] => (assessment === undefined ? [] : [{ task, assessment }]));
  return decideStart({ ...input, wanted: all.filter(({ assessment }) => assessment === undefined) }, at)
    ?? decideConnected(assessed.map(({ task }) => task), input, at)
    ?? decideAssessments({ wanted: assessed, runs: input.runs ?? [], deployment: input.deployment ?? '', notes: input.notes }, at)
    ?? decideStart({ ...input, wanted: all.filter(({ assessment }) => assessment !== undefined) }, at);
}

/**
 * How a task is brought to run, if it is to. DMS takes `start-replication` for a first run, when it loads all tables; a task that was stopped is
 * always resumed, in whatever status it is shown, for starting it would load everything again.
 */
function wanted({ identifier, start, assessment }: DeclaredTask, owed: readonly RestartedTask[], { tasks, notes }: AfterInput): Wanted[] {
  const task = tasks[identifier];
  if (!isAtRest(task)) return [];
  const restart = owed.find((each) => each.identifier === identifier);
  if (restart !== undefined) return [{ task, how: { type: restart.type, ...(restart.type === 'start-replication' && { cdcStartPosition: restart.cdcStartPosition }) } }];
  if (hasGoneOn(notes, task)) return [];
  if (notes.stops[identifier] !== undefined) return [{ task, how: { type: 'resume-processing' } }];
  return task.status === 'ready' && start ? [{ task, how: { type: 'start-replication' }, assessment }] : [];
}

/** Restarts among acts: what has to be known to see later that they have happened. */
function begunBy(acts: readonly Act[], owed: readonly RestartedTask[], tasks: AfterInput['tasks']): NonNullable<Notes['restarts']> {
  const started = new Set(acts.flatMap((act) => (act.kind === 'start' ? [act.identifier] : [])));
  return Object.fromEntries(owed.filter(({ identifier }) => started.has(identifier)).map(({ identifier, name }) => {
    const { freshStart } = tasks[identifier];
    return [identifier, { name, ...(freshStart !== undefined && { freshStart }) }];
  }));
}

/**
 * What happens when the resource behind the tasks is deleted: if they go, too, they are stopped first, since DMS deletes none that runs. Of a
 * deployment that goes back, those go which it has started.
 */
export function decideLeaving({ old, tasks, notes, fate }: Pick<AfterInput, 'old' | 'tasks' | 'notes' | 'fate'>, at: number): Verdict {
  const goes = (identifier: string): boolean => fate === 'goes' || (fate === 'goesBack' && isNew(notes, identifier, at));
  const going = Object.values(old).filter(({ identifier, kept }) => !kept && goes(identifier));
  return bringToDeletion(going.map(({ identifier }) => identifier), tasks, notes, at);
}

function failures(tasks: readonly SeenTask[]): string {
  return tasks.map((task) => (isServerless(task) ? failureOfReplication(task)
    : `The migration task ${task.identifier} failed when it was started: ${task.failure ?? NO_REASON}`)).join(' ');
}

const NO_REASON = 'DMS does not say why; see its log';

/**
 * Nothing tests the connections of a serverless replication before it is started: it does so itself, and its failure is where it tells. Of which
 * end it speaks is seen from its own words, if at all.
 */
function failureOfReplication({ identifier, failure }: SeenTask): string {
  const told = `The serverless replication ${identifier} failed when it was started: ${failure ?? NO_REASON}`;
  const role = /\btarget\b/i.test(failure ?? '') ? 'target' : 'source';
  const { cause, words, checks } = diagnose(failure, { role });
  return cause === 'unknown' ? told : `${told}. ${words} Check: ${checks.join('; ')}.`;
}
