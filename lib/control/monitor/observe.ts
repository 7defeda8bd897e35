/**
 * From one look at DMS to what is published of it. Pure: the same look at the same time gives the same figures.
 *
 * The members are named as those of `MONITOR_INSTANCE_METRICS`, `MONITOR_TASK_METRICS` and `MONITOR_TABLE_METRICS`, which say what each means
 * and what it is called; what is not known is absent.
 */
import { conditionOf, isLoading, isRunning, standsSince } from './condition';
import type { Look, LookedInstance, LookedTable, LookedTask } from './look';
import { timeLeft } from './time-left';

export interface InstanceFigures {
  readonly phase: number;
  readonly vcpus?: number;
  readonly memoryGiB?: number;
  readonly runningTasks: number;
  readonly failedTasks: number;
  readonly longestStop: number;
  readonly idleTime?: number;
}

export interface TaskFigures {
  readonly failed: number;
  readonly stopTime: number;
  readonly tablesQueued?: number;
  readonly tablesLoading?: number;
  readonly tablesLoaded?: number;
  readonly tablesErrored?: number;
  readonly fullLoadPercent?: number;
  readonly rowsLoaded?: number;
  readonly timeLeftLow?: number;
  readonly timeLeftHigh?: number;
  readonly validationPending?: number;
  readonly validationFailed?: number;
  readonly validationSuspended?: number;
  readonly tablesWithoutKey?: number;
}

export interface Observed {
  readonly instance: InstanceFigures;
  readonly tasks: readonly { readonly resourceId: string; readonly figures: TaskFigures }[];
}

export function observe({ instance, tasks: all }: Look, now: number): Observed {
  const tasks = all.filter(({ status }) => status !== 'deleting');
  return {
    instance: instanceFigures(instance, tasks, now),
    tasks: tasks.map((task) => ({ resourceId: task.resourceId, figures: taskFigures(task, now) })),
  };
}

function instanceFigures(instance: LookedInstance, tasks: readonly LookedTask[], now: number): InstanceFigures {
  const isActive = tasks.some((task) => conditionOf(task) === 'active');
  const { vcpus, memoryGiB } = instance;
  return {
    phase: tasks.some(isLoading) ? 1 : isActive ? 2 : 3,
    ...(vcpus !== undefined && { vcpus }),
    ...(memoryGiB !== undefined && { memoryGiB }),
    runningTasks: tasks.filter(isRunning).length,
    failedTasks: tasks.filter((task) => conditionOf(task) === 'failed').length,
    longestStop: Math.max(0, ...tasks.map((task) => secondsSince(standsSince(task), now))),
    ...(isActive ? { idleTime: 0 } : idleTime(instance, tasks, now)),
  };
}

/** Since the last that a task did, or the instance was made. Tasks that have been deleted since are not to be seen any more. */
function idleTime({ created }: LookedInstance, tasks: readonly LookedTask[], now: number): Pick<InstanceFigures, 'idleTime'> {
  const active = tasks.flatMap(({ started, stopped }) => [started, stopped]).filter((time) => time !== undefined);
  const last = active.length > 0 ? Math.max(...active) : created;
  return last === undefined ? {} : { idleTime: secondsSince(last, now) };
}

function taskFigures(task: LookedTask, now: number): TaskFigures {
  const { migrationType, load: { percent, ...counts }, tables } = task;
  const condition = conditionOf(task);
  // Of a task that does not run, DMS may count no tables at all [DMS User Guide, CHAP_Monitoring]: that says nothing.
  const hasCounts = isRunning(task) || condition === 'unstarted' || Object.values(counts).some((count) => count > 0);
  return {
    failed: condition === 'failed' ? 1 : 0,
    stopTime: secondsSince(standsSince(task), now),
    ...(hasCounts && counts),
    ...(migrationType !== 'cdc' && percent !== undefined && { fullLoadPercent: percent }),
    ...(tables !== undefined && { ...loadFigures(task, tables, now), ...validationFigures(tables) }),
  };
}

function loadFigures(task: LookedTask, tables: readonly LookedTable[], now: number): Partial<TaskFigures> {
  const { migrationType, load: { percent } } = task;
  if (migrationType === 'cdc') return {};
  const left = task.status === 'running' && isLoading(task) ? timeLeft(percent, tables, now) : undefined;
  return { rowsLoaded: sum(tables, ({ rows }) => rows), ...(left !== undefined && { timeLeftLow: left.low, timeLeftHigh: left.high }) };
}

/** Nothing of a task that does not compare rows. */
function validationFigures(tables: readonly LookedTable[]): Partial<TaskFigures> {
  if (!tables.some(({ validationState }) => validationState !== undefined && validationState !== 'Not enabled')) return {};
  return {
    validationPending: sum(tables, ({ pendingRecords = 0 }) => pendingRecords),
    validationFailed: sum(tables, ({ failedRecords = 0 }) => failedRecords),
    validationSuspended: sum(tables, ({ suspendedRecords = 0 }) => suspendedRecords),
    tablesWithoutKey: tables.filter(({ validationState }) => validationState === 'No primary key').length,
  };
}

function sum(tables: readonly LookedTable[], of: (table: LookedTable) => number): number {
  return tables.reduce((total, table) => total + of(table), 0);
}

/** Whole seconds, and none of what is not so; clocks may be apart. */
function secondsSince(time: number | undefined, now: number): number {
  return time === undefined ? 0 : Math.max(0, Math.floor((now - time) / 1000));
}
