import { STARVED_REASONS } from '../stop-reason';
import type { LookedTask } from './look';

/**
 * How a task is doing, as far as somebody should be told.
 *
 * - `unstarted`: has never run.
 * - `active`: runs, or is about to be something else.
 * - `standing`: was stopped, by somebody or by itself, and has more to do.
 * - `finished`: has done all that it was asked to.
 * - `failed`: has failed, or DMS has stopped it because it could not go on.
 */
export type Condition = 'unstarted' | 'active' | 'standing' | 'finished' | 'failed';

/** Statuses that a task stays in until something is done to it [AWS SDK, ReplicationTask.Status]. */
const SETTLED = ['ready', 'stopped', 'failed', 'failed-move'];
/** Statuses in which a task has rows to move, or is about to. */
const RUNNING = ['running', 'starting'];

/** Reasons that say that a task could not go on [AWS SDK, ReplicationTask.StopReason]. */
const FAULTS = [...STARVED_REASONS, 'FATAL_ERROR', 'RECOVERABLE_ERROR', 'EXPRESS_LICENSE_LIMITS_REACHED'];
/** Reasons that say that a task has come to where it was told to stop [likewise]. */
const POSITIONS = ['STOPPED_AT_SERVER_TIME', 'STOPPED_AT_COMMIT_TIME'];
/** Reasons that say that tables are loaded: a task that does nothing else has finished then [likewise]. */
const LOADED = ['FULL_LOAD_ONLY_FINISHED', 'STOPPED_AFTER_FULL_LOAD', 'STOPPED_AFTER_CACHED_EVENTS'];

export function conditionOf(task: LookedTask): Condition {
  if (task.status === 'failed' || task.status === 'failed-move') return 'failed';
  if (!SETTLED.includes(task.status)) return 'active';
  // A task that was changed may be ready again: it has run all the same.
  return task.status === 'ready' && task.stopped === undefined ? 'unstarted' : lastStop(task);
}

/** Whether a task runs, or is about to. */
export function isRunning({ status }: LookedTask): boolean {
  return RUNNING.includes(status);
}

/**
 * Whether a task is loading tables.
 *
 * Before it knows its tables, DMS counts none. A percentage below 100 with nothing left to load and with tables that could not be loaded is
 * what a load with errors ends with.
 */
export function isLoading(task: LookedTask): boolean {
  const { migrationType, load: { percent = 100, tablesQueued, tablesLoading, tablesErrored } } = task;
  if (!isRunning(task) && task.status !== 'stopping') return false;
  return tablesLoading > 0 || tablesQueued > 0 || (migrationType !== 'cdc' && percent < 100 && tablesErrored === 0);
}

/**
 * Since when a task stands still; undefined if it does not.
 *
 * One that is about to be something else does so since its last stop: a start that hangs must not look like a task that runs. What it was
 * stopped for stays to be seen in these statuses, and one that had finished or failed counts from its start only.
 */
export function standsSince(task: LookedTask): number | undefined {
  const { status, started, stopped } = task;
  const isStanding = conditionOf(task) === 'standing';
  if (stopped === undefined || status === 'running' || (!isStanding && conditionOf(task) !== 'active')) return undefined;
  if (isStanding) return stopped;
  return lastStop(task) === 'standing' && (started === undefined || stopped > started) ? stopped : undefined;
}

/** What the last stop was. DMS keeps the reason through other statuses, so this is asked only of a task that has not run since. */
function lastStop({ migrationType, stopReason, load: { percent, tablesLoading, tablesQueued } }: LookedTask): 'standing' | 'finished' | 'failed' {
  if (stopReason !== undefined && FAULTS.includes(stopReason)) return 'failed';
  if (stopReason !== undefined && POSITIONS.includes(stopReason)) return 'finished';
  if (migrationType !== 'full-load') return 'standing';
  if (stopReason !== undefined && LOADED.includes(stopReason)) return 'finished';
  // DMS has not always given a reason (recorded in 2016), and NORMAL says nothing more.
  const isOver = percent === 100 && tablesLoading === 0 && tablesQueued === 0;
  return isOver && (stopReason === undefined || stopReason === 'NORMAL') ? 'finished' : 'standing';
}
