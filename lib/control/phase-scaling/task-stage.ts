import type { Memory } from './memory';
import { GRACE_SECONDS } from './timing';
import type { SeenTables, SeenTask } from './world';

/**
 * Where a task is in its life, as far as phases are concerned.
 *
 * - `unstarted`: has tables to load and was never started.
 * - `loading`: its load is not over, whether it runs at the moment or not.
 * - `boundary`: its load is over, and it stopped itself because of that.
 * - `capturing`: its load is over, or it has none, and it runs.
 * - `resting`: its load is over, or it has none, and it was stopped, or has done all it had to.
 * - `failed`: its load is over, or it has none, and it failed.
 * - `changing`: its load is over, or it has none, and it is about to be something else.
 */
export type Stage = 'unstarted' | 'loading' | 'boundary' | 'capturing' | 'resting' | 'failed' | 'changing';

/**
 * Reasons for which a task stops itself when its load is over. Only the last says so of a task with changes in so many words, but what the SDK
 * says of the first does not rule it out; what was cached is applied after the second [AWS SDK, ReplicationTask.StopReason].
 */
const BOUNDARY_REASONS = ['FULL_LOAD_ONLY_FINISHED', 'STOPPED_AFTER_FULL_LOAD', 'STOPPED_AFTER_CACHED_EVENTS'];

/** States of a table that is still to be loaded [AWS SDK, TableStatistics.TableState]. */
const LOADING_STATES = ['Before load', 'Full load', 'Table is being reloaded'];
/** States of a table that was not loaded, and will not be by itself. */
export const ERRORED_STATES = ['Table error', 'Table cancelled', 'Table does not exist'];

export function stageOf(task: SeenTask, memory: Memory, now: number, tables?: SeenTables): Stage {
  const { status } = task;
  if (status === 'stopped' && task.migrationType === 'full-load-and-cdc' && stoppedAtBoundary(task)) return 'boundary';
  if (!isLoadOver(task, memory, now, tables)) return status === 'ready' || status === 'creating' ? 'unstarted' : 'loading';
  switch (status) {
    case 'running': return 'capturing';
    case 'stopped': case 'ready': return 'resting';
    case 'failed': case 'failed-move': return 'failed';
    default: return 'changing';
  }
}

/** A reason stays through later states, so it counts only while the task is stopped. */
export function stoppedAtBoundary({ status, stopReason }: SeenTask): boolean {
  return status === 'stopped' && stopReason !== undefined && BOUNDARY_REASONS.includes(stopReason);
}

/** Whether cached changes are still to be applied; the large instance does that faster. */
export function hasCachedChanges({ status, stopReason }: SeenTask): boolean {
  return status === 'stopped' && stopReason === 'STOPPED_AFTER_FULL_LOAD';
}

/** Whether the statistics themselves say that nothing is left to be loaded. */
export function looksLoaded({ progress, status, migrationType }: SeenTask): boolean {
  if (migrationType === 'cdc') return true;
  // A percentage alone proves nothing: a failed task without a table showed 100 (recorded in 2023).
  const { percent, tablesLoaded, tablesLoading, tablesQueued, tablesErrored } = progress;
  return percent === 100 && tablesLoading === 0 && tablesQueued === 0 && tablesLoaded + tablesErrored > 0
    && status !== 'creating' && status !== 'ready' && status !== 'starting';
}

/**
 * Whether a task is past the boundary of its load, or has none.
 *
 * When all tables are loaded, what was changed meanwhile is still to be applied, and that can take hours; no figure tells when it is done. A
 * task that stops itself then says so by its stop. Of one whose settings have not been looked at it is not known.
 */
export function isPastBoundary({ arn, migrationType, progress: { freshStart } }: SeenTask, { boundaries }: Memory): boolean {
  const note = boundaries[arn];
  return migrationType !== 'full-load-and-cdc' || (note !== undefined && note.load === freshStart && note.is !== 'ahead');
}

function isLoadOver(task: SeenTask, memory: Memory, now: number, tables?: SeenTables): boolean {
  if (task.migrationType === 'cdc' || stoppedAtBoundary(task)) return true;
  const { progress: { freshStart, tablesLoading, tablesQueued }, status } = task;
  if (tablesLoading > 0 || tablesQueued > 0) return false; // also tables that are loaded again
  if (!isPastBoundary(task, memory)) return false;
  const note = memory.loads[task.arn];
  if (note !== undefined && note.load === freshStart && status !== 'creating' && status !== 'ready') {
    // Of a running task it has to be seen twice.
    return status !== 'running' || now - note.at >= GRACE_SECONDS / 2 * 1000;
  }
  return tables !== undefined && status === 'stopped' && isAllLoaded(tables);
}

/** Whether every table is loaded; of no table at all that cannot be said. */
export function isAllLoaded({ states }: SeenTables): boolean {
  const present = Object.entries(states).filter(([, count]) => count > 0).map(([state]) => state);
  return present.length > 0 && present.every((state) => state === 'Table completed');
}

export function hasTablesLoading({ states }: SeenTables): boolean {
  return LOADING_STATES.some((state) => (states[state] ?? 0) > 0);
}

export function erroredTables({ states }: SeenTables): number {
  return ERRORED_STATES.reduce((sum, state) => sum + (states[state] ?? 0), 0);
}
