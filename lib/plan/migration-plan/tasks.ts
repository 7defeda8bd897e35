import type { TableFacts } from '../../profile/profile';
import { BULK_ARRAY_ROWS } from '../lob';
import { forcesLimit, loadOf, tablePlan, type Candidate, type Unit } from './candidates';
import type { MigrationPlanData, TableName, TablePlan, TaskLobMode, TaskPlan } from './data';
import { compare } from './hashing';
import { FAST_LOB_KIB, hasTableLobs, LEAST_LOB_KIB, type Ends } from './lobs';
import { MAX_PARALLEL_TABLES } from './options';
import { sum } from './sizes';
import { makespanOf, piecesOf, shareWorkers, type Pieces } from './workers';

/** A task before it has an instance. */
export type UnplacedTask = Omit<TaskPlan, 'instance'>;

export interface TaskSet {
  readonly tasks: readonly UnplacedTask[];
  /** How long the load takes, in bytes that one table at once gets through; and without any idle. */
  readonly makespan: number;
  readonly leastMakespan: number;
  /** The task that is done last. */
  readonly last: string;
}

/** Rows that DMS commits together; its default [DMS User Guide, Full-load task settings]. */
const COMMIT_RATE = 10_000;
/** With LOBs, AWS advises fewer: memory is reserved for those of each row [DMS User Guide, Setting LOB support]. How few is a choice. */
const LOB_COMMIT_RATE = 1_000;
const HUGE_LOB_COMMIT_RATE = 100;
const HUGE_LOB_KIB = 1024;
/** Memory that one task may reserve for long LOBs [choice: 32 GiB]. */
const MOST_LOB_KIB = 32 * 2 ** 20;
const DEFAULT_PARALLEL_TABLES = 8;
/** Tables that a document can name, so that a few tasks still fit into one template [choice; CloudFormation: 1 MB a template]. */
const MOST_NAMED = 2_000;
/** What was decided before stays while it costs no more than this. */
const TOLERATED = 1.1;

export interface TaskInputs {
  readonly units: readonly Unit[];
  readonly taskOf: ReadonlyMap<string, string>;
  readonly ends: Ends;
  readonly loads: boolean;
  readonly parallelTables: number;
  /** All tables that there are, also those that are left out. */
  readonly all: readonly TableFacts[];
  readonly previous?: MigrationPlanData;
}

/** Makes tasks of the units that are in each. */
export function makeTasks(inputs: TaskInputs): TaskSet {
  const { units, taskOf, loads, parallelTables, previous } = inputs;
  const contents = new Map<string, Candidate[]>();
  for (const { anchor, tables } of units) {
    const id = taskOf.get(anchor)!;
    const content = contents.get(id) ?? [];
    contents.set(id, content);
    for (const table of tables) content.push(table);
  }
  const ids = [...contents.keys()].sort(compare);
  const pieces = ids.map((id) => piecesOf(contents.get(id)!.flatMap(({ pieces: each }) => each), parallelTables, mostAtOnce(contents.get(id)!)));
  const shares = loads ? shareWith(ids, pieces, parallelTables, previous) : { workers: ids.map(() => DEFAULT_PARALLEL_TABLES), makespan: 0 };
  const spans = pieces.map((each, index) => makespanOf(each, shares.workers[index]));
  const schemas = bySchema(inputs.all);
  return {
    tasks: ids.map((id, index) => makeTask(id, contents.get(id)!, shares.workers[index], inputs, schemas)),
    makespan: loads ? Math.max(...spans) : 0,
    leastMakespan: loads ? sum(pieces.map(({ total }) => total)) / sum(shares.workers) : 0,
    last: ids[spans.indexOf(Math.max(...spans))],
  };
}

/** With LOBs for which much memory is reserved, few tables load at once. */
function mostAtOnce(tables: readonly Candidate[]): number {
  const kib = Math.max(0, ...tables.map((table) => (forcesLimit(table) ? table.lobs!.kib! * table.lobs!.columns : 0)));
  return kib === 0 ? MAX_PARALLEL_TABLES : Math.max(1, Math.min(MAX_PARALLEL_TABLES, Math.floor(MOST_LOB_KIB / (kib * BULK_ARRAY_ROWS))));
}

/** As the plan before has it, while that is nearly as good: another number of tables at once means stopping the task to modify it. */
function shareWith(
  ids: readonly string[], pieces: readonly Pieces[], parallelTables: number, previous: MigrationPlanData | undefined,
): { readonly workers: readonly number[]; readonly makespan: number } {
  const best = shareWorkers(pieces, parallelTables);
  const before = new Map(previous?.tasks.map((task) => [task.id, task.parallelTables]));
  if (!ids.every((id) => before.has(id))) return best;
  const workers = ids.map((id) => before.get(id)!);
  const makespan = Math.max(...pieces.map((each, index) => makespanOf(each, workers[index])));
  return makespan <= best.makespan * TOLERATED && sum(workers) <= Math.max(sum(best.workers) * TOLERATED, ids.length) ? { workers, makespan } : best;
}

function bySchema(all: readonly TableFacts[]): ReadonlyMap<string, TableFacts[]> {
  const schemas = new Map<string, TableFacts[]>();
  for (const table of all) {
    const tables = schemas.get(table.schema);
    if (tables === undefined) schemas.set(table.schema, [table]);
    else tables.push(table);
  }
  return schemas;
}

function makeTask(
  id: string, candidates: readonly Candidate[], parallelTables: number, inputs: TaskInputs, schemas: ReadonlyMap<string, TableFacts[]>,
): UnplacedTask {
  const sorted = [...candidates].sort((a, b) => compare(a.key, b.key));
  const { lobMode, lobKiB } = lobSettings(sorted, inputs.ends);
  const excluded = excludedFrom(sorted, schemas);
  const tables = sorted.map((each): TablePlan => {
    const plan = tablePlan(each);
    return inputs.loads && excluded === undefined ? { ...plan, loadOrder: loadOrder(each) } : plan;
  });
  return {
    id,
    parallelTables,
    commitRate: commitRate(lobMode, lobKiB, sorted),
    lobMode,
    lobKiB,
    selection: excluded === undefined ? 'names' : 'schemas',
    bytes: sum(sorted.map(({ bytes }) => bytes)),
    tables,
    ...excluded !== undefined && { excluded },
  };
}

/** Larger pieces first, in steps of the square root of two, so that a table that grows a little keeps its number. */
function loadOrder({ pieces }: Candidate): number {
  return Math.max(1, Math.round(2 * Math.log2(Math.max(...pieces) / 2 ** 20)));
}

/** What a task that would name too many tables leaves out of whole schemas; undefined if it can name its tables. */
function excludedFrom(tables: readonly Candidate[], schemas: ReadonlyMap<string, TableFacts[]>): TableName[] | undefined {
  const named = sum(tables.map(({ partitions }) => partitions?.length ?? 1));
  if (named <= MOST_NAMED) return undefined;
  const own = new Set(tables.map(({ facts }) => facts));
  const excluded = [...new Set(tables.map(({ facts }) => facts.schema))].sort(compare)
    .flatMap((schema) => schemas.get(schema)!.filter((table) => !own.has(table)))
    .map(({ schema, name }) => ({ schema, name }));
  return excluded.length < named ? excluded.sort((a, b) => compare(a.schema, b.schema) || compare(a.name, b.name)) : undefined;
}

/**
 * The mode of a task: that of most of its LOBs.
 *
 * A table without primary key has none to look LOBs up by, and so keeps the whole task in limited mode; the others have settings of their own.
 */
function lobSettings(tables: readonly Candidate[], ends: Ends): { readonly lobMode: TaskLobMode; readonly lobKiB: number } {
  const withLobs = tables.filter(({ lobs }) => lobs !== undefined);
  const looked = withLobs.filter(({ lobs }) => lobs!.mode !== 'limited');
  const keyless = withLobs.some(({ facts, lobs }) => facts.primaryKey === undefined && lobs!.mode === 'limited');
  const most = sum(looked.map(loadOf)) >= sum(withLobs.map(loadOf)) / 2;
  if (looked.length > 0 && !keyless && (most || !hasTableLobs(ends))) {
    return { lobMode: 'inline', lobKiB: Math.max(LEAST_LOB_KIB, ...looked.map(({ lobs }) => lobs!.kib ?? 0)) };
  }
  const isOwn = ({ facts, lobs }: Candidate): boolean => hasTableLobs(ends) && facts.primaryKey !== undefined && (lobs!.kib ?? 0) > FAST_LOB_KIB;
  const shared = withLobs.filter((each) => each.lobs!.mode === 'limited' && !isOwn(each));
  return { lobMode: 'limited', lobKiB: Math.max(LEAST_LOB_KIB, ...shared.map(({ lobs }) => lobs!.kib ?? 0)) };
}

function commitRate(lobMode: TaskLobMode, lobKiB: number, tables: readonly Candidate[]): number {
  const largest = Math.max(lobKiB, ...tables.map(({ lobs }) => (lobs?.mode === 'limited' ? lobs.kib ?? 0 : 0)));
  if (lobMode === 'limited' && largest > HUGE_LOB_KIB) return HUGE_LOB_COMMIT_RATE;
  const looked = tables.some(({ lobs }) => lobs !== undefined && lobs.mode !== 'limited');
  return lobMode === 'inline' || looked || largest > FAST_LOB_KIB ? LOB_COMMIT_RATE : COMMIT_RATE;
}
