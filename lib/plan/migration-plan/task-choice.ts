import { forcesLimit, type Candidate, type Unit } from './candidates';
import type { Decision, MigrationPlanData } from './data';
import { compare } from './hashing';
import { FAST_LOB_KIB } from './lobs';
import { MAX_PARALLEL_TABLES, PlanError, type PlanOptions } from './options';
import { placeUnits } from './placement';
import { gib, sum } from './sizes';

/** Fewer than 60,000 tables in a task [DMS User Guide, Troubleshooting]; the rest is room for new ones. */
export const MOST_TABLES = 59_999;
const PLANNED_TABLES = 50_000;
/**
 * Tables that one task should load at once. AWS advises against more than eight [DMS User Guide, Choosing the right replication instance]; where
 * changes are captured, another task reads the source's whole log once more, so that twice as many are put up with before there is one [choice].
 */
const PARALLEL_PER_TASK = { load: 8, cdc: 16 };
/** A task of its own for large LOBs has to be worth reading the log for [choice]. */
const LEAST_TASK_BYTES = 10 * 2 ** 30;
/** A table below it has few LOBs to look up, and needs no task of its own for them [choice]. */
const LARGE_LOB_TABLE_BYTES = 2 ** 30;

const MAIN = 'main';
/** Large LOBs that are looked up. */
const LOBS = 'lobs';
/** Long LOBs of tables without a primary key, for which much memory is reserved. */
const KEYLESS = 'lobs-without-key';
const LANES = [MAIN, LOBS, KEYLESS] as const;

/** Which task each unit is in, and why there are so many. */
export interface TaskChoice {
  /** By the unit's anchor. */
  readonly taskOf: ReadonlyMap<string, string>;
  readonly decision: Decision;
}

/**
 * Gives each unit a task.
 *
 * Names of tasks say nothing of their order or size: `main`, `main-2`, … are places on a ring that tables fall on by their own names. Where a plan
 * goes before, tables stay where it has them.
 */
export function chooseTasks(units: readonly Unit[], options: PlanOptions, parallelTables: number): TaskChoice {
  const taskOf = new Map<string, string>();
  const byHand = placeByHand(units, options);
  const kept = keepPlaces(units.filter(({ anchor }) => !byHand.has(anchor)), options);
  for (const [anchor, task] of [...byHand, ...kept]) taskOf.set(anchor, task);
  const open = units.filter(({ anchor }) => !taskOf.has(anchor));
  const existing = new Set(kept.values());
  const counts = laneCounts(units.filter(({ anchor }) => !byHand.has(anchor)), options, parallelTables, new Set(byHand.values()).size);
  const lanes = existing.size > 0 ? lanesOf(existing)
    : { [MAIN]: places(MAIN, counts.main), [LOBS]: places(LOBS, counts.lobs), [KEYLESS]: places(KEYLESS, counts.keyless) };
  for (const lane of LANES) {
    const goesHere = open.filter((unit) => laneOf(unit, lanes) === lane);
    const targets = [lane, ...LANES].map((each) => lanes[each]).find((each) => each.length > 0)!;
    const room = MOST_TABLES - Math.max(0, ...targets.map((place) => tablesIn(units, taskOf, place)));
    const placed = placeUnits(goesHere.map(({ anchor, tables }) => ({ anchor, tables: tables.length })), targets, room);
    for (const [anchor, task] of placed) taskOf.set(anchor, task);
  }
  return { taskOf, decision: { ...counts.decision, choice: [...new Set(taskOf.values())].sort(compare).join(', ') } };
}

function placeByHand(units: readonly Unit[], { overrides = {} }: PlanOptions): Map<string, string> {
  const placed = new Map<string, string>();
  for (const { anchor, tables } of units) {
    const wishes = tables.map(({ key }) => ({ key, task: overrides.tables?.[key]?.task })).filter(({ task }) => task !== undefined);
    const other = wishes.find(({ task }) => task !== wishes[0].task);
    if (other !== undefined) {
      throw new PlanError(`${wishes[0].key} and ${other.key} belong together (foreign keys, or written together) and cannot be in the tasks `
        + `${wishes[0].task} and ${other.task}`);
    }
    if (wishes.length > 0) placed.set(anchor, wishes[0].task!);
  }
  return placed;
}

/** Where the plan before has them: for a unit that was in several tasks, where most of its load is. */
function keepPlaces(units: readonly Unit[], { previous, maxTasks = Infinity }: PlanOptions): Map<string, string> {
  if (previous === undefined) return new Map();
  const tasks = keptTasks(previous, maxTasks);
  const kept = new Map<string, string>();
  for (const { anchor, tables } of units) {
    const loads = new Map<string, number>();
    for (const { key, bytes } of tables) {
      const task = tasks.get(key);
      if (task !== undefined) loads.set(task, (loads.get(task) ?? 0) + bytes + 1);
    }
    const [best] = [...loads].sort(([a, loadOfA], [b, loadOfB]) => loadOfB - loadOfA || compare(a, b));
    if (best !== undefined) kept.set(anchor, best[0]);
  }
  return kept;
}

/** The task of each table in the plan before; of more tasks than are allowed, the smallest are given up. */
function keptTasks({ tasks }: MigrationPlanData, maxTasks: number): Map<string, string> {
  const kept = [...tasks].sort((a, b) => b.bytes - a.bytes || compare(a.id, b.id)).slice(0, maxTasks);
  return new Map(kept.flatMap(({ id, tables }) => tables.map(({ schema, name }): [string, string] => [`${schema}.${name}`, id])));
}

type Lanes = Readonly<Record<typeof LANES[number], readonly string[]>>;

function lanesOf(existing: ReadonlySet<string>): Lanes {
  const all = [...existing].sort(compare);
  const isLobTask = (id: string): boolean => id === LOBS || /^lobs-\d+$/.test(id);
  return {
    [MAIN]: all.filter((id) => !isLobTask(id) && id !== KEYLESS), [LOBS]: all.filter(isLobTask), [KEYLESS]: all.filter((id) => id === KEYLESS),
  };
}

function laneOf(unit: Unit, lanes: Lanes): typeof LANES[number] {
  if (lanes[KEYLESS].length > 0 && unit.tables.some(forcesLimit)) return KEYLESS;
  return lanes[LOBS].length > 0 && hasMostlyLobs(unit) ? LOBS : MAIN;
}

function places(lane: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? lane : `${lane}-${index + 1}`));
}

function tablesIn(units: readonly Unit[], taskOf: ReadonlyMap<string, string>, place: string): number {
  return sum(units.filter(({ anchor }) => taskOf.get(anchor) === place).map(({ tables }) => tables.length));
}

/** Whether most of a unit's bytes are in large tables whose LOBs have to be looked up. */
function hasMostlyLobs({ tables }: Unit): boolean {
  const all = sum(tables.map(({ bytes }) => bytes));
  return all > 0 && sum(tables.filter(hasLargeLobs).map(({ bytes }) => bytes)) > all / 2;
}

function hasLargeLobs({ bytes, lobs }: Candidate): boolean {
  return bytes >= LARGE_LOB_TABLE_BYTES && lobs !== undefined && lobs.mode !== 'limited';
}

interface LaneCounts {
  readonly main: number;
  readonly lobs: number;
  readonly keyless: number;
  readonly decision: Decision;
}

function laneCounts(
  all: readonly Unit[], options: PlanOptions, parallelTables: number, tasksByHand: number,
): LaneCounts {
  const { maxTasks = Infinity, instances = 1, migrationType = 'full-load-and-cdc' } = options;
  const perTask = migrationType === 'full-load' ? PARALLEL_PER_TASK.load : PARALLEL_PER_TASK.cdc;
  const most = Math.max(1, maxTasks - tasksByHand);
  const tablesOf = (some: readonly Unit[]): number => sum(some.map(({ tables }) => tables.length));
  const loadOf = (some: readonly Unit[]): number => sum(some.map(({ load }) => load));
  const keylessTables = all.filter((unit) => unit.tables.some(forcesLimit));
  const keyless = most > 1 && keylessTables.length > 0 && keylessTables.length < all.length ? 1 : 0;
  const units = keyless === 0 ? all : all.filter((unit) => !unit.tables.some(forcesLimit));
  const [withLobs, others] = [units.filter(hasMostlyLobs), units.filter((unit) => !hasMostlyLobs(unit))];
  const apart = most > 1 + keyless && migrationType !== 'cdc' && loadOf(withLobs) >= LEAST_TASK_BYTES && loadOf(others) >= LEAST_TASK_BYTES;
  const lobs = apart ? Math.max(1, Math.ceil(tablesOf(withLobs) / PLANNED_TABLES)) : 0;
  const forLoad = migrationType === 'cdc' ? 1 : Math.ceil(parallelTables / perTask);
  const forTables = Math.ceil(tablesOf(apart ? others : units) / PLANNED_TABLES);
  const wanted = Math.max(1, Math.max(forLoad, instances) - lobs - keyless, forTables);
  const main = Math.max(1, Math.min(wanted, most - lobs - keyless, apart ? others.length : units.length));
  const whole = tablesOf(all);
  return {
    main,
    lobs,
    keyless,
    decision: {
      about: 'tasks',
      choice: '',
      inputs: [
        `${whole} tables in ${all.length} units that stay whole`,
        ...migrationType === 'cdc' ? [] : [`${parallelTables} tables at once, up to ${perTask} a task`],
        ...apart ? [`${gib(loadOf(withLobs))} GiB in tables with large LOBs, apart from ${gib(loadOf(others))} GiB`] : [],
        ...keyless === 0 ? [] : [`${tablesOf(keylessTables)} tables with LOBs above ${FAST_LOB_KIB} KB and no primary key, or with one of these, apart`],
        ...main < wanted ? [`as few as ${Number.isFinite(maxTasks) ? 'maxTasks' : 'the units'} allow`] : [],
      ],
      rule: `${migrationType === 'full-load' ? '' : 'as few tasks as can be, since each reads the whole log of the source: '}`
        + `one for every ${perTask} tables that load at once; large LOBs apart; fewer than 60,000 tables a task`,
      source: 'DMS User Guide, Best practices and Troubleshooting; the numbers of tables at once are a choice of this library',
    },
  };
}

/** Tables and segments that load at once, over all tasks. */
export function parallelTablesFor(bytes: number, options: PlanOptions): { readonly count: number; readonly decision: Decision } {
  const { overrides = {}, loadWindowHours } = options;
  const byData = BY_DATA.find(({ upToBytes }) => bytes <= upToBytes)!.count;
  const forWindow = loadWindowHours === undefined ? undefined
    : Math.max(BY_DATA[0].count, powerOfTwo(bytes / 1e9 / loadWindowHours / LIKELY_GB_PER_HOUR));
  const count = overrides.parallelTables ?? forWindow ?? byData;
  return {
    count,
    decision: {
      about: 'tables at once',
      choice: String(count),
      inputs: [`${gib(bytes)} GiB`, ...loadWindowHours === undefined ? [] : [`to be loaded in ${loadWindowHours} h`]],
      rule: overrides.parallelTables !== undefined ? 'by hand'
        : forWindow !== undefined ? `as many as load that much in this time at ${LIKELY_GB_PER_HOUR} GB an hour each, in powers of two, at least 8`
          : '8 up to 500 GiB, 16 up to 2 TiB, 32 above: more cost a larger instance and burden the source',
      source: 'a choice of this library: AWS publishes no such number. DMS itself takes 8 a task, and at most 49',
    },
  };
}

/**
 * What one table that loads beside seven others gets [old edition of the DMS User Guide, Best practices: 1 TB in 12 to 13 hours under ideal
 * conditions, with the default of eight tables at once: about 80 GB an hour].
 */
export const LIKELY_GB_PER_HOUR = 10;

const BY_DATA: readonly { readonly upToBytes: number; readonly count: number }[] = [
  { upToBytes: 500 * 2 ** 30, count: 8 },
  { upToBytes: 2 ** 41, count: 16 },
  { upToBytes: Infinity, count: 32 },
];
const MOST_FOR_WINDOW = 4 * MAX_PARALLEL_TABLES;

function powerOfTwo(value: number): number {
  return Math.min(MOST_FOR_WINDOW, 2 ** Math.ceil(Math.log2(Math.max(1, value))));
}
