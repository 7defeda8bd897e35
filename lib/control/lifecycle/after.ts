import { bringToRest } from './before';
import { isNew, settled, type Notes } from './notes';
import type { DeclaredTask, DeclaredTasks, StackFate } from './request';
import { decideStart, type StartInput } from './start';
import { isAtRest, type SeenConnection, type SeenTask } from './task';
import { some, type Verdict } from './verdict';

/** What stands behind a change. */
export interface AfterInput {
  readonly old: DeclaredTasks;
  readonly new: DeclaredTasks;
  readonly fate: StackFate;
  readonly tasks: Readonly<Record<string, SeenTask>>;
  readonly connections: readonly SeenConnection[];
  readonly notes: Notes;
}

/**
 * What happens after CloudFormation has changed everything: what was stopped for it runs again, and what was never run is started.
 *
 * A task that somebody else has stopped stays as it is. Tasks that have left the template in a rollback are stopped, since they are about to be
 * deleted. A rollback does not fail for a task that does not start: what is left to do is done when it is over.
 */
export function decideAfter(input: AfterInput, at: number): Verdict {
  const { old, new: now, tasks, notes } = input;
  const names = new Set(Object.values(now).map(({ identifier }) => identifier));
  const leaving = Object.values(old).filter(({ identifier, kept }) => !kept && !names.has(identifier)).map(({ identifier }) => identifier);
  const rest = bringToRest(leaving, tasks, notes, at);
  return rest.kind === 'done' ? bringToRun(input, at) : rest;
}

function bringToRun(input: AfterInput, at: number): Verdict {
  const { new: now, tasks, notes, fate } = input;
  const declared = Object.values(now).filter(({ identifier }) => tasks[identifier] !== undefined);
  const failed = declared.map(({ identifier }) => tasks[identifier])
    .filter(({ status, identifier }) => status === 'failed' && notes.starts[identifier] !== undefined);
  const verdict: Verdict | undefined = failed.length > 0
    ? { kind: 'failed', reason: failures(failed), notes }
    : decideStart({ ...input, wanted: declared.flatMap((task) => wanted(task, tasks, notes)) }, at);
  if (verdict?.kind === 'failed' && fate === 'goesBack') return { kind: 'done', notes, because: `left for when the rollback is over: ${verdict.reason}` };
  if (verdict !== undefined) return verdict;

  const moving = declared.map(({ identifier }) => tasks[identifier]).filter((task) => !isAtRest(task) && task.status !== 'running');
  if (moving.length > 0) return { kind: 'wait', because: moving.map(({ identifier, status }) => `${identifier} is ${status}`).join(', ') };
  const done = declared.map(({ identifier }) => identifier);
  return { kind: 'done', notes: settled(notes, done), because: `as they should be: ${some(done)}` };
}

/**
 * How a task is brought to run, if it is to. DMS takes `start-replication` for a first run, when it loads all tables; a task that was stopped is
 * always resumed, in whatever status it is shown, for starting it would load everything again.
 */
function wanted({ identifier, start }: DeclaredTask, tasks: AfterInput['tasks'], { stops }: Notes): StartInput['wanted'] {
  const task = tasks[identifier];
  if (!isAtRest(task)) return [];
  if (stops[identifier] !== undefined) return [{ task, type: 'resume-processing' }];
  return task.status === 'ready' && start ? [{ task, type: 'start-replication' }] : [];
}

/**
 * What happens when the resource behind the tasks is deleted: if they go, too, they are stopped first, since DMS deletes none that runs. Of a
 * deployment that goes back, those go which it has started.
 */
export function decideLeaving({ old, tasks, notes, fate }: Pick<AfterInput, 'old' | 'tasks' | 'notes' | 'fate'>, at: number): Verdict {
  const goes = (identifier: string): boolean => fate === 'goes' || (fate === 'goesBack' && isNew(notes, identifier, at));
  const going = Object.values(old).filter(({ identifier, kept }) => !kept && goes(identifier));
  return bringToRest(going.map(({ identifier }) => identifier), tasks, notes, at);
}

function failures(tasks: readonly SeenTask[]): string {
  return tasks.map(({ identifier, failure = 'DMS does not say why; see its log' }) =>
    `The migration task ${identifier} failed when it was started: ${failure}`).join(' ');
}
