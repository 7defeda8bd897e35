import { conditionOf, isLoading } from './condition';
import type { LookedTask } from './look';

/** Of which tasks the tables are looked at. */
export type TableProgress = 'none' | 'validatedTasks' | 'untilBoundary' | 'always';

/** Steps of this share of a circle come to no place twice before they have come near to all others. */
const GOLDEN = 0.618_033_988_749_895;
const MINUTE = 60_000;

/** Whether it has to be known which tasks compare rows. */
export function asksForValidation(progress: TableProgress): boolean {
  return progress === 'validatedTasks' || progress === 'untilBoundary';
}

/** The tasks whose tables are to be looked at. One that has never run has none yet. */
export function tasksToLookInto<T extends LookedTask>(tasks: readonly T[], progress: TableProgress, isValidated: (task: T) => boolean): T[] {
  return tasks.filter((task) => {
    if (conditionOf(task) === 'unstarted' || task.status === 'creating' || task.status === 'deleting') return false;
    switch (progress) {
      case 'none': return false;
      case 'validatedTasks': return isValidated(task);
      case 'untilBoundary': return isValidated(task) || isLoading(task);
      default: return true;
    }
  });
}

/**
 * The same tasks, those first whose turn it is: there may not be time for all of them.
 *
 * @param lookedInto when each was looked into last, if that is remembered; what is not begins somewhere else each time.
 */
export function inTurn<T extends LookedTask>(tasks: readonly T[], lookedInto: ReadonlyMap<string, number>, now: number): T[] {
  const first = Math.floor((now / MINUTE * GOLDEN) % 1 * tasks.length);
  const last = (task: T): number => lookedInto.get(task.resourceId) ?? 0;
  return [...tasks.slice(first), ...tasks.slice(0, first)].sort((one, other) => last(one) - last(other));
}
