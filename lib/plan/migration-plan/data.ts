/**
 * A migration plan, as it is written to a file: what follows from a workload profile.
 *
 * Plain data. Lists are sorted by name, so that the same profile gives the same file. `planMigration` makes it, the constructs build it, and the
 * next plan can start from it.
 */
export interface MigrationPlanData {
  readonly version: 1;
  readonly source: PlannedSource;
  /** The DMS engine name of the target: `aurora-postgresql`. Without it, what differs by target is decided as for one that can do all. */
  readonly targetEngine?: string;
  readonly migrationType: PlannedMigrationType;
  readonly instances: readonly InstancePlan[];
  readonly tasks: readonly TaskPlan[];
  readonly leftOut: readonly LeftOutTable[];
  /** Absent where nothing is loaded. */
  readonly load?: LoadEstimate;
  readonly cost: CostEstimate;
  /** Why the plan is what it is, but for single tables: those have their reasons with them. */
  readonly decisions: readonly Decision[];
  /** What will not work, or may lose data, unless somebody does something. */
  readonly warnings: readonly PlanWarning[];
}

export const PLANNED_MIGRATION_TYPES = ['full-load', 'full-load-and-cdc', 'cdc'] as const;
export type PlannedMigrationType = typeof PLANNED_MIGRATION_TYPES[number];

export interface PlannedSource {
  /** As the profile has it: `postgresql`. */
  readonly engine: string;
  readonly database: string;
  readonly tables: number;
  /** Of the tables that are migrated. */
  readonly bytes: number;
}

export interface InstancePlan {
  readonly id: string;
  /** Absent where nothing is loaded. */
  readonly fullLoad?: PhasePlan;
  /** Absent where no changes are captured. */
  readonly cdc?: PhasePlan;
  readonly multiAz: boolean;
  readonly storageGiB: number;
  readonly storageReasons: readonly string[];
}

export interface PhasePlan {
  readonly instanceClass: string;
  readonly vcpu: number;
  readonly memoryGiB: number;
  /** The arithmetic, a line each. */
  readonly reasons: readonly string[];
}

export interface TaskPlan {
  readonly id: string;
  readonly instance: string;
  /** `MaxFullLoadSubTasks` */
  readonly parallelTables: number;
  /** `CommitRate` */
  readonly commitRate: number;
  /** How LOBs are carried, but for tables with settings of their own. */
  readonly lobMode: TaskLobMode;
  /** `LobMaxSize` in limited mode, `InlineLobMaxSize` in inline mode. */
  readonly lobKiB: number;
  /** Whether tables are selected by their names, or by schema with the others excluded. */
  readonly selection: 'names' | 'schemas';
  /** Of its tables, as far as known or assumed. */
  readonly bytes: number;
  readonly tables: readonly TablePlan[];
  /** Tables of the same schemas that are not in this task, where it selects by schema. */
  readonly excluded?: readonly TableName[];
}

export interface TableName {
  readonly schema: string;
  readonly name: string;
}

export const TASK_LOB_MODES = ['limited', 'inline'] as const;
export type TaskLobMode = typeof TASK_LOB_MODES[number];

export interface TablePlan {
  readonly schema: string;
  readonly name: string;
  readonly bytes: number;
  /** The profile has no size: it was taken from rows, or is not known and counts as nothing. */
  readonly bytesAssumed?: boolean;
  /** Tables with the same word belong together: foreign keys or transactions join them. */
  readonly group?: string;
  /** Higher ones begin earlier. */
  readonly loadOrder?: number;
  /** Has no primary key: without one, DMS cannot look LOBs up, and a table has no LOB settings of its own. */
  readonly keyless?: boolean;
  readonly lobs?: LobPlan;
  readonly parallelLoad?: ParallelLoadPlan;
  /** What is selected in its place: the partitions of a table in PostgreSQL, which DMS takes for tables of their own. */
  readonly partitions?: readonly string[];
}

export const LOB_MODES = ['limited', 'inline', 'full'] as const;
export type PlannedLobMode = typeof LOB_MODES[number];

export interface LobPlan {
  readonly mode: PlannedLobMode;
  /** Limited: larger ones are cut. Inline: larger ones are looked up. */
  readonly kib?: number;
  /** LOB columns of the table. */
  readonly columns: number;
  /** The largest LOB, in KiB as DMS counts; absent where it is not known. */
  readonly largestKiB?: number;
  /** Whether no LOB of today can be cut. */
  readonly whole: boolean;
  readonly why: string;
}

export const PARALLEL_LOAD_TYPES = ['partitions-auto', 'subpartitions-auto', 'ranges'] as const;

export interface ParallelLoadPlan {
  readonly type: typeof PARALLEL_LOAD_TYPES[number];
  readonly segments: number;
  /** Of ranges. */
  readonly column?: string;
  readonly boundaries?: readonly string[];
  /** Of the largest segment. */
  readonly largestBytes: number;
  readonly why: string;
}

export interface LeftOutTable {
  readonly schema: string;
  readonly name: string;
  readonly why: string;
}

export interface LoadEstimate {
  /** Tables and segments that load at once, over all tasks. */
  readonly parallelTables: number;
  readonly bytes: number;
  readonly fastestHours: number;
  readonly likelyHours: number;
  readonly slowestHours: number;
  /** What decides how long it takes: `schema.table`, or all tasks alike. */
  readonly bottleneck: string;
  readonly assumptions: readonly string[];
}

export interface CostEstimate {
  /** What the CDC phase costs an hour, against 1 for the full load; absent where there is one phase, or where the classes cannot be compared. */
  readonly cdcToFullLoad?: number;
  /** USD, all instances, with Multi-AZ; absent without prices. */
  readonly fullLoadPerHour?: number;
  readonly cdcPerHour?: number;
  readonly notes: readonly string[];
}

export interface Decision {
  /** What is decided: `tasks`, `lobs`, … */
  readonly about: string;
  readonly choice: string;
  readonly inputs: readonly string[];
  readonly rule: string;
  readonly source: string;
}

export interface PlanWarning {
  /** Stable name, in kebab-case. */
  readonly code: string;
  /** A full sentence. */
  readonly what: string;
  /** How to mend it, a full sentence. */
  readonly mend: string;
  /** `schema.table` or ids of tasks, sorted. */
  readonly at: readonly string[];
}

/** `schema.table`: how a table is named in profiles and plans. */
export function tableKey({ schema, name }: TableName): string {
  return `${schema}.${name}`;
}
