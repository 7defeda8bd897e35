/** A table that a task loads. */
export interface TableWorkload {
  readonly schema: string;
  readonly name: string;
  /** How long its load takes on the class that the workload was measured on. */
  readonly seconds: number;
  /** @default 1000 */
  readonly rows?: number;
  /** How many loads of it end in an error before one does not; `Infinity`: none succeeds. @default 0 */
  readonly errors?: number;
  /** Rows inserted at the source while changes are captured. @default 0 */
  readonly insertsPerSecond?: number;
}

/** What a task has to do: the simulator has no databases, so the amount of work is told. */
export interface TaskWorkload {
  /** @default - three tables of one minute each */
  readonly tables?: readonly TableWorkload[];
  /** The class on which tables take their seconds. @default - the class that the instance had first */
  readonly measuredOn?: string;
  /** How long the changes that were cached during the load take to be applied, on the same class. @default 60 */
  readonly cachedChangesSeconds?: number;
  /** vCPU that keep pace with the changes; with less, latency grows. @default 0 */
  readonly cdcVcpu?: number;
  /** How many times faster than they come changes are applied at best, once there is a backlog. @default 4 */
  readonly catchUpFactor?: number;
  /** Latency at the beginning of change capture, from transactions that waited for the load. @default 0 */
  readonly backlogSeconds?: number;
  /** Memory that the task needs while it loads, in GiB. @default 0 */
  readonly loadMemoryGiB?: number;
  /** Memory that the task needs while it captures changes, in GiB. @default 0 */
  readonly cdcMemoryGiB?: number;
}

/** A workload with nothing left out. */
export type FullWorkload = Required<Omit<TaskWorkload, 'measuredOn'>> & Pick<TaskWorkload, 'measuredOn'>;

const DEFAULT_WORKLOAD: FullWorkload = {
  tables: ['customers', 'orders', 'products'].map((name) => ({ schema: 'app', name, seconds: 60 })),
  cachedChangesSeconds: 60,
  cdcVcpu: 0,
  catchUpFactor: 4,
  backlogSeconds: 0,
  loadMemoryGiB: 0,
  cdcMemoryGiB: 0,
};

export function fullWorkload(workload: TaskWorkload = {}): FullWorkload {
  return { ...DEFAULT_WORKLOAD, ...workload };
}
