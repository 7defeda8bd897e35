import { hasGoneOn, isOpen, postponed, settled, type Notes } from './notes';
import { isSettled } from './request';
import { decideStart } from './start';
import { isAtRest, type SeenConnection, type SeenTask } from './task';
import { some, type Verdict } from './verdict';

/** What is looked at while notes are left. */
export interface SettleInput {
  /** Of the stack, as CloudFormation has it; absent if there is none. */
  readonly stackStatus?: string;
  readonly tasks: Readonly<Record<string, SeenTask>>;
  readonly connections: readonly SeenConnection[];
  readonly notes: Notes;
}

/**
 * Sees to it that tasks run again that a deployment has stopped, if the deployment itself did not: when it fails, CloudFormation does not call
 * what would have resumed them.
 */
export function decideSettle(input: SettleInput, at: number): Verdict {
  const { stackStatus, tasks, notes } = input;
  if (!isOpen(notes)) return { kind: 'done', notes, because: 'nothing is noted' };
  if (stackStatus !== undefined && !isSettled(stackStatus)) return { kind: 'wait', because: `the stack is in ${stackStatus}` };
  if (at < (notes.quietUntil ?? 0)) return { kind: 'wait', because: 'it was just tried, and failed' };
  const noted = Object.keys(notes.stops).flatMap((identifier) => tasks[identifier] ?? []);
  const started = decideStart({ ...input, wanted: noted.filter((task) => isAtRest(task) && !hasGoneOn(notes, task)).map((task) => ({ task, how: { type: 'resume-processing' as const } })) }, at);
  if (started?.kind === 'failed') return { ...started, notes: postponed(notes, at) };
  if (started !== undefined) return started;
  const moving = noted.filter((task) => task.status !== 'running' && !hasGoneOn(notes, task));
  if (moving.length > 0) return { kind: 'wait', because: moving.map(({ identifier, status }) => `${identifier} is ${status}`).join(', ') };
  return { kind: 'done', notes: settled(notes, Object.keys(notes.stops)), because: `settled: ${some(Object.keys(notes.stops))}` };
}
