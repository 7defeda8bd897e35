import type { TableWorkload } from './workload';

/** What has become of one table's load. */
export interface TableLoad {
  /** `planned` has a start and an end, which may lie in the past; the others are settled. */
  readonly state: 'before' | 'planned' | 'completed' | 'cancelled' | 'error';
  readonly start?: number;
  readonly end?: number;
  /** Loads that were begun. */
  readonly attempts: number;
  /** Whether it was reloaded by ReloadTables. */
  readonly reloaded: boolean;
}

/** [API, TableStatistics.TableState] */
export type TableState = 'Before load' | 'Full load' | 'Table completed' | 'Table cancelled' | 'Table error' | 'Table is being reloaded';

/** Tables of which nothing was loaded yet, or is to be. */
export function unloaded(count: number, state: 'before' | 'completed'): TableLoad[] {
  return Array.from({ length: count }, () => ({ state, attempts: 0, reloaded: false }));
}

/** The state that DMS tells at a moment. */
export function tableState(table: TableLoad, work: TableWorkload, now: number): TableState {
  switch (table.state) {
    case 'before':
      return 'Before load';
    case 'completed':
      return 'Table completed';
    case 'cancelled':
      return 'Table cancelled';
    case 'error':
      return 'Table error';
    case 'planned':
      if (now < (table.start ?? 0)) return 'Before load';
      if (now < (table.end ?? 0)) return table.reloaded ? 'Table is being reloaded' : 'Full load';
      return fails(table, work) ? 'Table error' : 'Table completed';
  }
}

/** A table is loaded as often as it takes to be over its errors. */
function fails(table: TableLoad, work: TableWorkload): boolean {
  return table.attempts <= (work.errors ?? 0);
}

export interface Plan {
  /** Time now. */
  readonly now: number;
  /** Tables loaded at a time. */
  readonly lanes: number;
  /** What the seconds of a table are multiplied with on the class at hand. */
  readonly slowdown: number;
}

/**
 * Gives each of the chosen tables a time, in their order, as soon as one of the lanes is free of what is planned already.
 *
 * So nothing has to happen while a load goes on: what a table's state is follows from the plan.
 */
export function planLoads(
  tables: readonly TableLoad[], works: readonly TableWorkload[], chosen: (table: TableLoad, index: number) => boolean, { now, lanes, slowdown }: Plan,
): TableLoad[] {
  const busy = tables.filter((table, index) => table.state === 'planned' && !chosen(table, index)).map(({ end = now }) => end).filter((end) => end > now);
  const free = [...busy.sort((one, other) => other - one).slice(0, lanes)];
  while (free.length < lanes) free.push(now);
  return tables.map((table, index) => {
    if (!chosen(table, index)) return table;
    let lane = 0;
    for (let other = 1; other < lanes; other++) {
      if (free[other] < free[lane]) lane = other;
    }
    const start = free[lane];
    const end = start + Math.max(1, Math.round(works[index].seconds * slowdown * 1000));
    free[lane] = end;
    return { ...table, state: 'planned', start, end, attempts: table.attempts + 1 };
  });
}

/** Whether a table's load is yet to be done. */
export function isUnfinished({ state }: TableLoad): boolean {
  return state === 'before' || state === 'cancelled';
}

/** When the last load that is planned ends, or now. */
export function endOfLoads(tables: readonly TableLoad[], now: number): number {
  return tables.reduce((last, { state, end = now }) => (state === 'planned' && end > last ? end : last), now);
}

/** What is left of a plan when the task no longer runs: loads in progress are cancelled, those to come are not begun. */
export function settleLoads(tables: readonly TableLoad[], works: readonly TableWorkload[], now: number): TableLoad[] {
  return tables.map((table, index): TableLoad => {
    if (table.state !== 'planned') return table;
    switch (tableState(table, works[index], now)) {
      case 'Table completed':
        return { ...table, state: 'completed' };
      case 'Table error':
        return { ...table, state: 'error' };
      case 'Before load':
        return { state: 'before', attempts: table.attempts - 1, reloaded: table.reloaded };
      default:
        return { ...table, state: 'cancelled', end: now };
    }
  });
}

export interface LoadCounts {
  readonly loaded: number;
  readonly loading: number;
  readonly queued: number;
  readonly errored: number;
  /** Of the work, in whole percent; 100 if there is none, as DMS has it [recorded 2023-04-19: a failed task with no tables]. */
  readonly percent: number;
}

export function countLoads(tables: readonly TableLoad[], works: readonly TableWorkload[], now: number, reloadCounts: boolean): LoadCounts {
  let loaded = 0;
  let loading = 0;
  let queued = 0;
  let errored = 0;
  let done = 0;
  let all = 0;
  tables.forEach((table, index) => {
    const seconds = Math.max(works[index].seconds, 0.001);
    all += seconds;
    const state = tableState(table, works[index], now);
    if (state === 'Table completed' || (table.reloaded && !reloadCounts && state === 'Table is being reloaded')) {
      loaded++;
      done += seconds;
    } else if (state === 'Table error') {
      errored++;
      done += seconds;
    } else if (state === 'Full load' || state === 'Table is being reloaded') {
      loading++;
      const { start = now, end = now } = table;
      done += seconds * ((now - start) / (end - start));
    } else {
      queued++;
    }
  });
  return { loaded, loading, queued, errored, percent: all === 0 ? 100 : Math.floor((100 * done) / all + 1e-9) };
}
