import type { Look, LookedLoad, LookedTable, LookedTask } from '../../../lib/control/monitor/look';

/** A moment at which everything else has happened before. */
export const NOW = Date.UTC(2026, 0, 5, 12);
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

type TaskChange = Partial<Omit<LookedTask, 'load'>> & { readonly load?: Partial<LookedLoad> };

/** A task that was started two days ago, has loaded its three tables, and captures changes. */
export function task({ load, ...change }: TaskChange = {}): LookedTask {
  return {
    resourceId: 'ORDERS',
    migrationType: 'full-load-and-cdc',
    status: 'running',
    started: NOW - 48 * HOUR,
    load: { percent: 100, tablesQueued: 0, tablesLoading: 0, tablesLoaded: 3, tablesErrored: 0, ...load },
    ...change,
  };
}

/** The same in the middle of its load. */
export function loadingTask(change: TaskChange = {}): LookedTask {
  return task({ ...change, load: { percent: 40, tablesLoaded: 1, tablesLoading: 1, tablesQueued: 1, ...change.load } });
}

/** The same, stopped an hour ago. */
export function stoppedTask(stopReason?: string, change: TaskChange = {}): LookedTask {
  return task({ status: 'stopped', stopped: NOW - HOUR, stopReason, ...change });
}

/** The same, not run yet. */
export function newTask(change: TaskChange = {}): LookedTask {
  return task({ status: 'ready', started: undefined, ...change, load: { percent: 0, tablesLoaded: 0, ...change.load } });
}

export function table(change: Partial<LookedTable> = {}): LookedTable {
  return { name: 'app.orders', state: 'Table completed', rows: 1000, loadStarted: NOW - 2 * HOUR, loadEnded: NOW - HOUR, validationState: 'Not enabled', ...change };
}

/** An instance that was made ten days ago. */
export function look(...tasks: readonly LookedTask[]): Look {
  return { instance: { created: NOW - 240 * HOUR, vcpus: 4, memoryGiB: 32 }, tasks };
}
