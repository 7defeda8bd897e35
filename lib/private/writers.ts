import type { IConstruct } from 'constructs';
import type { WritingTask } from '../plan/shared-tables-rules';

/** The tasks of each app, by the database that they write. */
const writers = new WeakMap<IConstruct, Map<string, WritingTask[]>>();

/**
 * Tells of a task that writes to a database.
 *
 * @returns those of the whole app that were there before and write to the same.
 */
export function writesTo(construct: IConstruct, target: string, task: WritingTask): readonly WritingTask[] {
  const { root } = construct.node;
  const ofApp = writers.get(root) ?? new Map<string, WritingTask[]>();
  writers.set(root, ofApp);
  const tasks = ofApp.get(target) ?? [];
  ofApp.set(target, tasks);
  const earlier = [...tasks];
  tasks.push(task);
  return earlier;
}
