import { fullLobMemory, limitedLobMemory } from '../lob';
import { CDC_TASKS_PER_VCPU, changesMemory, DEFAULT_BUFFERS, sizePhase, storageNeed, TABLES_PER_VCPU, type MemoryTerm, type PhaseNeed } from '../sizing';
import type { InstancePlan, PhasePlan, PlannedMigrationType, TaskPlan } from './data';
import { compare } from './hashing';
import { LOB_CHUNK_KIB, type Ends } from './lobs';
import type { PlanOverrides } from './options';
import { sum } from './sizes';
import { ownLobSettings } from './table-lobs';
import type { UnplacedTask } from './tasks';

/** Gives each task an instance: by the tables that it loads at once, largest first, to the instance with the fewest. */
export function placeOnInstances(tasks: readonly UnplacedTask[], count: number, previous: ReadonlyMap<string, string>): TaskPlan[] {
  const ids = Array.from({ length: Math.min(count, tasks.length) }, (_, index) => (index === 0 ? 'main' : `instance-${index + 1}`));
  const load = new Map(ids.map((id) => [id, 0]));
  const chosen = new Map<string, string>();
  const add = (task: UnplacedTask, id: string): void => {
    chosen.set(task.id, id);
    load.set(id, load.get(id)! + task.parallelTables);
  };
  // A task on another instance is another task.
  for (const task of tasks) if (load.has(previous.get(task.id) ?? '')) add(task, previous.get(task.id)!);
  const open = tasks.filter(({ id }) => !chosen.has(id)).sort((a, b) => b.parallelTables - a.parallelTables || compare(a.id, b.id));
  for (const task of open) add(task, [...load].sort(([a, loadOfA], [b, loadOfB]) => loadOfA - loadOfB || compare(a, b))[0][0]);
  return tasks.map(({ id, ...task }) => ({ id, instance: chosen.get(id)!, ...task }));
}

export interface InstanceInputs {
  readonly migrationType: PlannedMigrationType;
  readonly ends: Ends;
  readonly overrides: PlanOverrides;
  /** Rows and bytes of tables that have both, for the size of a row. */
  readonly rowBytes: number;
  /** Of the log, of which each instance caches what its tables have. */
  readonly logBytesPerSecond?: number;
  /** Hours for which changes are cached, if the load goes badly. */
  readonly cautiousHours: number;
  /** The age of the oldest open transaction. */
  readonly oldestTransactionSeconds?: number;
}

/** Sizes an instance for its tasks. */
export function planInstance(id: string, tasks: readonly TaskPlan[], inputs: InstanceInputs): InstancePlan {
  const { migrationType, overrides: { fullLoadClass, cdcClass, storageGiB, multiAz } } = inputs;
  const [loads, captures] = [migrationType !== 'cdc', migrationType !== 'full-load'];
  const storage = planStorage(inputs, captures);
  return {
    id,
    ...loads && { fullLoad: withClass(fullLoadNeed(tasks, inputs, captures), fullLoadClass) },
    ...captures && { cdc: withClass(cdcNeed(tasks), cdcClass) },
    multiAz: multiAz ?? captures,
    storageGiB: storageGiB ?? storage.storageGiB,
    storageReasons: storageGiB === undefined ? storage.storageReasons : [...storage.storageReasons, `${storageGiB} GiB, by hand`],
  };
}

function withClass({ instanceClass, ...need }: PhaseNeed, byHand: string | undefined): PhasePlan {
  return byHand === undefined ? { instanceClass, ...need } : { ...need, instanceClass: byHand, reasons: [...need.reasons, `${byHand}, by hand`] };
}

function fullLoadNeed(tasks: readonly TaskPlan[], inputs: InstanceInputs, captures: boolean): PhaseNeed {
  const parallel = sum(tasks.map(({ parallelTables }) => parallelTables));
  const terms = tasks.flatMap((task) => [...rowsInFlight(task, inputs.rowBytes), ...lobMemory(task, inputs.ends)]);
  return sizePhase(
    { vcpu: Math.max(2, Math.ceil(parallel / TABLES_PER_VCPU)), text: `${parallel} tables at once, ${TABLES_PER_VCPU} a vCPU` },
    [...terms, ...captures ? [changesMemory(tasks.length, false)] : []],
  );
}

function cdcNeed(tasks: readonly TaskPlan[]): PhaseNeed {
  const count = tasks.length === 1 ? '1 task' : `${tasks.length} tasks`;
  return sizePhase(
    { vcpu: Math.max(2, Math.ceil(tasks.length / CDC_TASKS_PER_VCPU)), text: `${count} with changes, ${CDC_TASKS_PER_VCPU} a vCPU, at least 2` },
    [changesMemory(tasks.length, false)],
  );
}

function rowsInFlight({ id, parallelTables, commitRate }: TaskPlan, rowBytes: number): MemoryTerm[] {
  const bytes = Math.ceil(rowBytes);
  return [{
    mib: (parallelTables * commitRate * bytes) / 2 ** 20,
    text: `for rows in flight of ${id}: ${parallelTables} tables x ${commitRate} rows x ${bytes} bytes`,
  }];
}

/**
 * LOBs by AWS's formulas; of a task with both modes, each is counted as if it had all tables that load at once.
 *
 * Stream buffers: size of a LOB or piece x LOB columns x buffers x tables x 3 [DMS User Guide, Stream buffer task settings]; what DMS has anyway is
 * counted elsewhere.
 */
function lobMemory(task: TaskPlan, ends: Ends): MemoryTerm[] {
  const { id, parallelTables, commitRate } = task;
  const withLobs = task.tables.filter(({ lobs }) => lobs !== undefined);
  if (withLobs.length === 0) return [];
  const lobColumns = Math.round((sum(withLobs.map(({ lobs }) => lobs!.columns)) / withLobs.length) * 10) / 10;
  const own = withLobs.map((table) => ownLobSettings(task, table, ends));
  const largest = Math.max(task.lobMode === 'limited' ? task.lobKiB : 0, ...own.map((each) => (each?.mode === 'limited' ? each.kib : 0)));
  const load = { lobColumns, parallelTables, commitRate };
  const looked = task.lobMode === 'inline' || own.some((each) => each?.mode === 'unlimited');
  const limited = largest > 0 ? limitedLobMemory({ ...load, maxLobKiB: largest }) : undefined;
  const full = looked ? fullLobMemory({ ...load, chunkKiB: LOB_CHUNK_KIB }) : undefined;
  const inline = task.lobMode === 'inline' ? limitedLobMemory({ ...load, maxLobKiB: task.lobKiB }) : undefined;
  const piece = Math.max(largest, looked ? LOB_CHUNK_KIB : 0, task.lobKiB);
  const buffersKiB = piece * lobColumns * DEFAULT_BUFFERS * parallelTables * 3;
  return [
    ...limited === undefined ? [] : [{ mib: limited.kib / 1024, text: `for LOBs of ${id}, limited: ${limited.arithmetic}` }],
    ...inline === undefined ? [] : [{ mib: inline.kib / 1024, text: `for LOBs of ${id}, inline [derived: as limited]: ${inline.arithmetic}` }],
    ...full === undefined ? [] : [{ mib: full.kib / 1024, text: `for LOBs of ${id}, looked up: ${full.arithmetic}` }],
    { mib: buffersKiB / 1024, text: `for stream buffers of ${id}: ${piece} KB x ${lobColumns} LOB columns x ${DEFAULT_BUFFERS} buffers x ${parallelTables} tables x 3` },
  ];
}

function planStorage({ logBytesPerSecond = 0, cautiousHours, oldestTransactionSeconds = 0, migrationType }: InstanceInputs, captures: boolean): {
  readonly storageGiB: number; readonly storageReasons: string[];
} {
  const mibPerSecond = logBytesPerSecond / 2 ** 20;
  const cached = captures && migrationType !== 'cdc' && mibPerSecond > 0;
  const spill = captures ? mibPerSecond * oldestTransactionSeconds : 0;
  return storageNeed([
    ...cached ? [{
      gib: (mibPerSecond * 3600 * cautiousHours) / 1024,
      text: `for changes cached in ${round(cautiousHours)} h of loading at half the likely rate: ${round(mibPerSecond)} MiB/s of the source's log, more than DMS keeps of it`,
    }] : [],
    ...spill > 0 ? [{
      gib: (2 * spill) / 1024,
      text: `for a transaction spilled on both sides that is as long as the oldest open one (${oldestTransactionSeconds} s) and writes all of the log`,
    }] : [],
  ]);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
