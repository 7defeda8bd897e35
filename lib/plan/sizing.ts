import type { Workload } from '../profile/workload';
import { counted } from './counted';
import { INCLUDED_STORAGE_GIB, INSTANCE_CLASSES, type ClassFacts } from './instance-classes';
import { fullLobMemory, limitedLobMemory } from './lob';

/** What one phase needs of its instance. */
export interface PhaseNeed {
  readonly vcpu: number;
  readonly memoryGiB: number;
  /** Class that fits, by its name. */
  readonly instanceClass: string;
  /** The arithmetic, one line a step, in words a reviewer can check. */
  readonly reasons: string[];
}

/** The sizing decision for an instance. */
export interface SizingPlan {
  /** Absent when nothing is loaded. */
  readonly fullLoad?: PhaseNeed;
  /** Absent when no changes are captured. */
  readonly cdc?: PhaseNeed;
  readonly storageGiB: number;
  readonly storageReasons: string[];
}

/** Families to choose from: the newest whose figures AWS's own table gives; r for memory, c where CPU is what is short. */
const FAMILIES: readonly string[] = ['c6i', 'r6i'];

// Figures of DMS itself [DMS User Guide, CHAP_Tasks.CustomizingTasks.TaskSettings.*]
const DEFAULT_PARALLEL_TABLES = 8;
const DEFAULT_COMMIT_RATE = 10_000;
/** `MemoryLimitTotal`: changes kept in memory per task before they spill to disk. */
const CHANGES_MIB_PER_TASK = 1024;
/** `BatchApplyMemoryLimit` */
const BATCH_MIB_PER_TASK = 500;
/** `StreamBufferCount` */
export const DEFAULT_BUFFERS = 3;
/** Two sets of `StreamBufferCount` x `StreamBufferSizeInMB`, and the control buffer. */
const STREAM_BUFFERS_MIB_PER_TASK = 2 * DEFAULT_BUFFERS * 8 + 5;

// Choices of this library. AWS publishes no number of tasks or tables per class.
/** What the operating system and DMS itself take. */
const BASE_MIB = 1024;
/** What a table that is being loaded takes beside its LOBs: rows of one commit in flight, at about 1 KiB a row. */
const ROW_KIB = 1;
/** Share of the memory that a plan may fill; the rest is page cache and surprises. */
const USABLE_SHARE = 0.7;
export const TABLES_PER_VCPU = 2;
export const CDC_TASKS_PER_VCPU = 2;
/** A small database is loaded before more CPUs would pay: vCPUs worth having up to a size in GiB. */
const VCPU_BY_DATA: readonly { readonly upToGiB: number; readonly vcpu: number }[] = [
  { upToGiB: 100, vcpu: 2 },
  { upToGiB: 500, vcpu: 4 },
  { upToGiB: 2048, vcpu: 8 },
  { upToGiB: Infinity, vcpu: 16 },
];
/** Load rate for which cached changes are provided for. Measured rates on record range from 6 to 1000 GB/h. */
const CAUTIOUS_LOAD_GIB_PER_HOUR = 40;
/** Logs, control tables and swap. */
const HOUSEKEEPING_GIB = 20;
/** Largest volume [unverified: the validator of Terraform's provider]. */
const MAX_STORAGE_GIB = 6144;

/** Sizes an instance for each of its phases. */
export function sizeInstance(workload: Workload): SizingPlan {
  const fullLoad = workload.fullLoad ? sizePhase(fullLoadVcpu(workload), fullLoadMemory(workload)) : undefined;
  const cdc = workload.cdc ? sizePhase(cdcVcpu(workload), cdcMemory(workload)) : undefined;
  return { ...(fullLoad && { fullLoad }), ...(cdc && { cdc }), ...storage(workload) };
}

/** Memory that something takes. */
export interface MemoryTerm {
  readonly mib: number;
  /** What for, with the numbers: `for rows in flight: 1 task x ...`. */
  readonly text: string;
}

/** CPUs that something keeps busy. */
export interface CpuNeed {
  readonly vcpu: number;
  readonly text: string;
}

/** The class for what is at work at once, beside DMS itself. */
export function sizePhase(cpu: CpuNeed, terms: readonly MemoryTerm[]): PhaseNeed {
  const memory = [{ mib: BASE_MIB, text: 'for DMS itself' }, ...terms];
  const usedMiB = memory.reduce((sum, { mib }) => sum + mib, 0);
  const memoryGiB = round(usedMiB / 1024 / USABLE_SHARE);
  const chosen = smallestClass(cpu.vcpu, memoryGiB);
  return {
    vcpu: cpu.vcpu,
    memoryGiB,
    instanceClass: chosen.name,
    reasons: [
      ...memory.map(({ mib, text }) => `${mebibytes(mib)} ${text}`),
      `= ${mebibytes(usedMiB)}, which may fill ${USABLE_SHARE * 100} % of the memory: ${memoryGiB} GiB`,
      `${cpu.vcpu} vCPU: ${cpu.text}`,
      `${chosen.name} has ${chosen.vcpu} vCPU and ${chosen.memoryGiB} GiB${fits(chosen, cpu.vcpu, memoryGiB) ? '' : ', the largest there is: too small for this'}`,
    ],
  };
}

/** The class with the fewest vCPUs that fits, then the least memory: within a family, price goes with size. */
function smallestClass(vcpu: number, memoryGiB: number): ClassFacts {
  const candidates = INSTANCE_CLASSES
    .filter(({ family }) => FAMILIES.includes(family))
    .sort((a, b) => a.vcpu - b.vcpu || a.memoryGiB - b.memoryGiB);
  return candidates.find((each) => fits(each, vcpu, memoryGiB)) ?? candidates[candidates.length - 1];
}

function fits(facts: ClassFacts, vcpu: number, memoryGiB: number): boolean {
  return facts.vcpu >= vcpu && facts.memoryGiB >= memoryGiB;
}

function fullLoadVcpu({ tasks, parallelTables = DEFAULT_PARALLEL_TABLES, dataGiB }: Workload): CpuNeed {
  const wanted = Math.max(2, Math.ceil((tasks * parallelTables) / TABLES_PER_VCPU));
  const worth = VCPU_BY_DATA.find(({ upToGiB }) => (dataGiB ?? 0) <= upToGiB)?.vcpu ?? 2;
  const parallel = `${counted(tasks, 'task')} x ${parallelTables} tables at once, ${TABLES_PER_VCPU} a vCPU`;
  if (dataGiB === undefined || wanted <= worth) return { vcpu: wanted, text: parallel };
  return { vcpu: worth, text: `${parallel}, but more do not pay for ${dataGiB} GiB` };
}

function fullLoadMemory(workload: Workload): MemoryTerm[] {
  const { tasks, cdc, parallelTables = DEFAULT_PARALLEL_TABLES, commitRate = DEFAULT_COMMIT_RATE } = workload;
  return [
    { mib: (tasks * parallelTables * commitRate * ROW_KIB) / 1024, text: `for rows in flight: ${counted(tasks, 'task')} x ${parallelTables} tables x ${commitRate} rows x ${ROW_KIB} KB` },
    ...lobTerm(workload, parallelTables, commitRate),
    ...(cdc ? [changesMemory(tasks, workload.batchApply ?? false)] : []),
  ];
}

function lobTerm({ tasks, lobColumns = 0, lobKiB = 32, fullLobMode = false }: Workload, parallelTables: number, commitRate: number): MemoryTerm[] {
  if (lobColumns <= 0) return [];
  const load = { lobColumns, parallelTables, commitRate };
  const { kib, arithmetic } = fullLobMode ? fullLobMemory({ ...load, chunkKiB: lobKiB }) : limitedLobMemory({ ...load, maxLobKiB: lobKiB });
  return [{ mib: (tasks * kib) / 1024, text: `for LOBs: ${counted(tasks, 'task')} x ${arithmetic}` }];
}

function cdcVcpu({ tasks }: Workload): CpuNeed {
  return { vcpu: Math.max(2, Math.ceil(tasks / CDC_TASKS_PER_VCPU)), text: `${counted(tasks, 'task')} with changes, ${CDC_TASKS_PER_VCPU} a vCPU, at least 2` };
}

function cdcMemory({ tasks, batchApply = false }: Workload): MemoryTerm[] {
  return [changesMemory(tasks, batchApply)];
}

/** What tasks keep of changes in memory, by DMS's own settings. */
export function changesMemory(tasks: number, batchApply: boolean): MemoryTerm {
  const perTask = CHANGES_MIB_PER_TASK + STREAM_BUFFERS_MIB_PER_TASK + (batchApply ? BATCH_MIB_PER_TASK : 0);
  return { mib: tasks * perTask, text: `for changes: ${counted(tasks, 'task')} x ${perTask} MiB before they spill to disk${batchApply ? ', batches included' : ''}` };
}

function storage({ cdc, fullLoad, dataGiB = 0, changeMiBPerSecond = 0, largestTransactionMiB = 0 }: Workload): StorageNeed {
  const loadHours = fullLoad ? dataGiB / CAUTIOUS_LOAD_GIB_PER_HOUR : 0;
  const cachedGiB = cdc ? (changeMiBPerSecond * 3600 * loadHours) / 1024 : 0;
  const spillGiB = (2 * largestTransactionMiB) / 1024;
  return storageNeed([
    { gib: cachedGiB, text: `for changes cached while ${dataGiB} GiB load at ${CAUTIOUS_LOAD_GIB_PER_HOUR} GiB/h, ${changeMiBPerSecond} MiB/s` },
    { gib: spillGiB, text: 'for the largest transaction, spilled on both sides' },
  ]);
}

/** Storage that something takes. */
export interface StorageTerm {
  readonly gib: number;
  readonly text: string;
}

export type StorageNeed = Pick<SizingPlan, 'storageGiB' | 'storageReasons'>;

/** The volume for what is kept on it, beside logs, control tables and swap. */
export function storageNeed(terms: readonly StorageTerm[]): StorageNeed {
  const wanted = Math.ceil(HOUSEKEEPING_GIB + terms.reduce((sum, { gib }) => sum + gib, 0));
  const storageGiB = Math.min(MAX_STORAGE_GIB, Math.max(INCLUDED_STORAGE_GIB.other, wanted));
  return {
    storageGiB,
    storageReasons: [
      ...terms.filter(({ gib }) => gib > 0).map(({ gib, text }) => `${round(gib)} GiB ${text}`),
      `${HOUSEKEEPING_GIB} GiB for logs, control tables and swap`,
      wanted <= INCLUDED_STORAGE_GIB.other ? `${INCLUDED_STORAGE_GIB.other} GiB are in the price` : `= ${wanted} GiB${wanted > MAX_STORAGE_GIB ? `, capped at ${MAX_STORAGE_GIB}` : ''}`,
    ],
  };
}

function mebibytes(mib: number): string {
  return mib >= 10_240 ? `${round(mib / 1024)} GiB` : `${Math.ceil(mib)} MiB`;
}

function round(value: number): number {
  return Math.ceil(value * 10) / 10;
}
