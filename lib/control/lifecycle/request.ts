import type { Assessment } from './assessment';

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
  /** Has it start from the beginning once more, when the name is a new one. */
  readonly restart?: Restart;
  /** What it has to pass before its first start. */
  readonly assessment?: Assessment;
  /** Whether it is a serverless replication. */
  readonly serverless?: boolean;
}

/** A start of a task that has run already. */
export interface Restart {
  readonly name: string;
  readonly type: 'reload-target' | 'start-replication';
  readonly cdcStartPosition?: string;
}

/** Tasks by the ids of their constructs. */
export type DeclaredTasks = Readonly<Record<string, DeclaredTask>>;

/** The restart that a task is to have in this change; none in one that goes back, or for a task that is new. */
export function newRestart(id: string, old: DeclaredTasks, now: DeclaredTasks, fate: StackFate): Restart | undefined {
  const before = old[id];
  const { identifier, restart } = now[id] ?? {};
  if (fate !== 'stays' || before === undefined || before.identifier !== identifier) return undefined;
  return restart?.name === before.restart?.name ? undefined : restart;
}

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
