/** What the template says of a task, as the custom resources have it. */
export interface DeclaredTask {
  /** Its name. Another one under the same key means that CloudFormation replaces the task. */
  readonly identifier: string;
  /** All that its resource, its endpoints and its instance are made from: another one means that CloudFormation is about to change something. */
  readonly definition: string;
  /** Whether it is started when it is ready, and was never run. */
  readonly start: boolean;
  /** Whether it may be replaced, and so load all its tables again. */
  readonly allowReload: boolean;
  /** Whether it stays in DMS when it leaves the template. */
  readonly kept: boolean;
}

/** Tasks by the ids of their constructs. */
export type DeclaredTasks = Readonly<Record<string, DeclaredTask>>;

/** Where the stack is, as far as it matters to a custom resource that is deleted. */
export type StackFate = 'stays' | 'goes' | 'goesBack';

/**
 * What becomes of a stack that is in a state.
 *
 * @param status as CloudFormation has it.
 */
export function fateOf(status: string): StackFate {
  // A stack whose creation has failed deletes all that it has.
  if (status.startsWith('DELETE_') || status.startsWith('ROLLBACK_')) return 'goes';
  return status.startsWith('UPDATE_ROLLBACK_') ? 'goesBack' : 'stays';
}

/** Whether a stack is at rest: no deployment is going on. */
export function isSettled(status: string): boolean {
  return !status.endsWith('_IN_PROGRESS');
}
