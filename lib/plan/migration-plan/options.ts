import { show } from '../problem';
import { kindOf } from '../table-mapping-engines';
import { PLANNED_MIGRATION_TYPES, type MigrationPlanData, type PlannedLobMode, type PlannedMigrationType } from './data';
import type { MeasuredLoad } from './measured';
import type { HourlyPrices } from './prices';

/** What is asked of a plan. */
export interface PlanOptions {
  /** The DMS engine name of the target. */
  readonly targetEngine?: string;
  /** Full load and CDC unless told otherwise. */
  readonly migrationType?: PlannedMigrationType;
  /** Patterns `schema.table` with `*`; all tables unless told otherwise. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** No more tasks than these. */
  readonly maxTasks?: number;
  /** Replication instances that the tasks are split over; 1 unless told otherwise. */
  readonly instances?: number;
  /** Hours in which the load has to be done. */
  readonly loadWindowHours?: number;
  /** GB (10^9 bytes) an hour that a rehearsal of this load reached. */
  readonly measuredGBPerHour?: number;
  /** What DMS has recorded of a load. */
  readonly measured?: MeasuredLoad;
  readonly prices?: HourlyPrices;
  readonly overrides?: PlanOverrides;
  /** The plan that is deployed: tables stay where they are unless a limit is broken. */
  readonly previous?: MigrationPlanData;
}

/** Single decisions that are taken by hand. */
export interface PlanOverrides {
  readonly fullLoadClass?: string;
  readonly cdcClass?: string;
  readonly storageGiB?: number;
  readonly multiAz?: boolean;
  /** Tables that load at once, over all tasks. */
  readonly parallelTables?: number;
  /** By `schema.table`. */
  readonly tables?: Readonly<Record<string, TableOverride>>;
}

export interface TableOverride {
  /** The id of a task; one that there is not is made. */
  readonly task?: string;
  readonly lobMode?: PlannedLobMode;
  /** With `limited` and `inline`. */
  readonly lobKiB?: number;
  readonly parallelLoad?: 'none' | 'partitions' | 'ranges';
}

/** Options with which no plan can be made. */
export class PlanError extends Error {
  public override readonly name = 'PlanError';
}

export const MAX_PARALLEL_TABLES = 49;
/** Tasks per instance and per account, and instances per account and Region [DMS User Guide, Quotas for AWS Database Migration Service]. */
export const QUOTAS = { tasksPerInstance: 200, tasksPerAccount: 600, instances: 60 };
/** DMS takes 0 to 102400 KB [DMS User Guide, Target metadata task settings]. */
export const MAX_LOB_KIB = 102_400;
const PARALLEL_LOADS = ['none', 'partitions', 'ranges'];
const TASK_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Ends with what is wrong with the options. */
export function checkOptions(options: PlanOptions): void {
  const { migrationType, targetEngine, include = [], exclude = [], maxTasks, instances = 1 } = options;
  const { loadWindowHours, measuredGBPerHour, overrides = {} } = options;
  const whole = (name: string, value: number | undefined, most: number): string[] =>
    value === undefined || (Number.isInteger(value) && value >= 1 && value <= most) ? [] : [`${name} must be a whole number from 1 to ${most}, got ${show(value)}`];
  const above = (name: string, value: number | undefined): string[] =>
    value === undefined || (Number.isFinite(value) && value > 0) ? [] : [`${name} must be above 0, got ${show(value)}`];
  const oneOf = (name: string, value: unknown, known: readonly string[]): string[] =>
    value === undefined || known.includes(value as string) ? [] : [`${name} must be one of ${known.join(', ')}, got ${show(value)}`];
  const problems = [
    ...oneOf('the migration type', migrationType, PLANNED_MIGRATION_TYPES),
    ...[...include, ...exclude].filter((pattern) => typeof pattern !== 'string')
      .map((pattern) => `tables to include and exclude must be given as "schema.table", got ${show(pattern)}`),
    ...whole('instances', instances, QUOTAS.instances),
    ...whole('maxTasks', maxTasks, Math.min(QUOTAS.tasksPerAccount, QUOTAS.tasksPerInstance * instances)),
    ...maxTasks !== undefined && maxTasks < instances ? [`maxTasks must be at least the number of instances, ${instances}, got ${maxTasks}`] : [],
    ...above('the load window', loadWindowHours),
    ...above('the measured rate', measuredGBPerHour),
    ...whole('parallelTables', overrides.parallelTables, MAX_PARALLEL_TABLES * QUOTAS.tasksPerAccount),
    ...whole('storage', overrides.storageGiB, 6144),
    ...targetEngine !== undefined && (typeof targetEngine !== 'string' || kindOf(targetEngine) === undefined)
      ? [`the target engine ${show(targetEngine)} is none that DMS has; it is for example postgres, aurora-postgresql, mysql, aurora, sqlserver, oracle`] : [],
    ...Object.entries(overrides.tables ?? {}).flatMap(([name, { task, lobKiB, parallelLoad }]) => [
      ...oneOf(`the parallel load of ${name}`, parallelLoad, PARALLEL_LOADS),
      ...task === undefined || (typeof task === 'string' && TASK_ID.test(task)) ? [] : [`the task of ${name} must be lower-case letters, digits and single hyphens, got ${show(task)}`],
      ...whole(`the LOB size of ${name} in KiB`, lobKiB, MAX_LOB_KIB),
    ]),
  ];
  if (problems.length > 0) throw new PlanError(problems.join('; '));
}
