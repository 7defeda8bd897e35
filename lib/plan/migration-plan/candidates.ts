import type { TableFacts } from '../../profile/profile';
import type { LobPlan, ParallelLoadPlan, TablePlan } from './data';
import type { Group } from './groups';
import { hash } from './hashing';
import { endsOf, FAST_LOB_KIB, planLobs, type Ends } from './lobs';
import type { PlanOptions } from './options';
import { partitionBytes, planParallelLoad, segmentBytes } from './parallel-load';
import type { SelectedTable } from './selection';
import { sizesOf, sum, TABLE_OVERHEAD_BYTES } from './sizes';

/** A table on its way into a task. */
export interface Candidate extends SelectedTable {
  readonly bytes: number;
  readonly assumed: boolean;
  /** The word for the tables that it belongs together with; absent for a table by itself. */
  readonly group?: string;
  readonly lobs?: LobPlan;
  readonly parallelLoad?: ParallelLoadPlan;
  readonly partitions?: readonly string[];
  /** What is loaded in one go, in bytes, with what beginning it costs. */
  readonly pieces: readonly number[];
}

/** Tables that are placed together. */
export interface Unit {
  readonly anchor: string;
  readonly tables: readonly Candidate[];
  readonly load: number;
}

/** Groups below this stay with the others of their schema: to name each of thousands makes long documents and saves no time [choice]. */
const SMALL_BYTES = 2 ** 28;
/** Small tables of a schema are parted where one task would have more than this of them [choice]: AWS's rule of thumb is fewer than 60,000 in all. */
const MOST_SMALL_TABLES = 25_000;

/** How tables are split and carried: what is known before they have a task. */
export function candidatesOf(
  tables: readonly SelectedTable[], groups: readonly Group[], engine: string, options: PlanOptions, parallelTables: number,
): Candidate[] {
  const sizes = sizesOf(tables.map(({ facts }) => facts));
  const ends = endsOf(dmsEngine(engine), options.targetEngine);
  const words = wordsOf(groups, tables.length);
  const loads = options.migrationType !== 'cdc';
  const limit = segmentBytes(sum(sizes.map(({ bytes }) => bytes)), parallelTables);
  return tables.map(({ key, facts }, place) => {
    const { bytes, assumed } = sizes[place];
    const { parallelLoad: override, ...ofLobs } = options.overrides?.tables?.[key] ?? {};
    const lobs = planLobs(facts, ends, ofLobs);
    const partitions = partitionsOf(facts, ends);
    const parallelLoad = loads && partitions === undefined ? planParallelLoad(facts, ends, bytes, limit, override) : undefined;
    return {
      key, facts, bytes, assumed,
      ...words[place] !== undefined && { group: words[place] },
      ...lobs !== undefined && { lobs },
      ...parallelLoad !== undefined && { parallelLoad },
      ...partitions !== undefined && { partitions },
      pieces: piecesOf(facts, bytes, parallelLoad, partitions),
    };
  });
}

function wordsOf(groups: readonly Group[], count: number): (string | undefined)[] {
  const words = new Array<string | undefined>(count).fill(undefined);
  for (const { anchor, members } of groups) {
    if (members.length > 1) for (const place of members) words[place] = anchor;
  }
  return words;
}

/** What DMS calls the audited engine as a source. */
export function dmsEngine(engine: string): string {
  return engine === 'postgresql' ? 'postgres' : engine;
}

/**
 * DMS takes PostgreSQL's partitions for tables of their own, and reads changes under their names: selected are the partitions, and the parent is not
 * [DMS User Guide, Using a PostgreSQL database as a source]. They are looked for in the parent's schema: a profile has no other.
 */
function partitionsOf({ kind, partitioning }: TableFacts, { source }: Ends): readonly string[] | undefined {
  return source === 'PostgreSQL' && kind === 'partitioned' && (partitioning?.partitions.length ?? 0) > 0
    ? partitioning!.partitions.map(({ name }) => name) : undefined;
}

function piecesOf(
  { partitioning }: TableFacts, bytes: number, parallelLoad: ParallelLoadPlan | undefined, partitions: readonly string[] | undefined,
): readonly number[] {
  const begun = (piece: number): number => piece + TABLE_OVERHEAD_BYTES;
  if (partitions !== undefined) return partitionBytes(partitioning!.partitions, bytes).map(begun);
  if (parallelLoad === undefined) return [begun(bytes)];
  if (parallelLoad.type !== 'ranges' && partitioning !== undefined && partitioning.partitions.length === parallelLoad.segments) {
    return partitionBytes(partitioning.partitions, bytes).map(begun);
  }
  const { segments, largestBytes } = parallelLoad;
  const others = segments > 1 ? (bytes - largestBytes) / (segments - 1) : 0;
  return [begun(largestBytes), ...new Array<number>(segments - 1).fill(begun(others))];
}

/** Groups of candidates, small ones of a schema as one. */
export function unitsOf(candidates: readonly Candidate[], groups: readonly Group[], options: PlanOptions): Unit[] {
  const byHand = options.overrides?.tables ?? {};
  const perSchema = new Map<string, number>();
  for (const { facts: { schema } } of candidates) perSchema.set(schema, (perSchema.get(schema) ?? 0) + 1);
  const units = new Map<string, Candidate[]>();
  for (const { anchor, members } of groups) {
    const tables = members.map((place) => candidates[place]);
    const isApart = tables.some((table) => byHand[table.key]?.task !== undefined || forcesLimit(table));
    const isSmall = !isApart && sum(tables.map(({ bytes }) => bytes)) < SMALL_BYTES;
    const place = isSmall ? placeOfSmall(anchor, tables.find(({ key }) => key === anchor)!.facts.schema, perSchema) : anchor;
    const unit = units.get(place);
    if (unit === undefined) units.set(place, tables);
    else for (const table of tables) unit.push(table);
  }
  return [...units].map(([anchor, tables]) => ({ anchor, tables, load: sum(tables.map(loadOf)) }));
}

/**
 * Whether the table makes its whole task reserve memory for LOBs that are long: it has no primary key, and so neither lookups nor LOB settings of
 * its own [DMS User Guide, Table and collection settings rules].
 */
export function forcesLimit({ facts, lobs }: Candidate): boolean {
  return facts.primaryKey === undefined && lobs?.mode === 'limited' && (lobs.kib ?? 0) > FAST_LOB_KIB;
}

/** With the small tables of its schema, or of a part of them. */
function placeOfSmall(anchor: string, schema: string, perSchema: ReadonlyMap<string, number>): string {
  const count = perSchema.get(schema)!;
  if (count <= MOST_SMALL_TABLES) return schema;
  return `${schema}#${hash(anchor) % 2 ** Math.ceil(Math.log2(count / MOST_SMALL_TABLES))}`;
}

export function loadOf({ pieces }: Candidate): number {
  return sum(pieces);
}

/** The table as the plan has it. */
export function tablePlan({ facts, bytes, assumed, group, lobs, parallelLoad, partitions }: Candidate): TablePlan {
  const { schema, name, primaryKey } = facts;
  return {
    schema, name, bytes,
    ...assumed && { bytesAssumed: true },
    ...group !== undefined && { group },
    ...primaryKey === undefined && { keyless: true },
    ...lobs !== undefined && { lobs },
    ...parallelLoad !== undefined && { parallelLoad },
    ...partitions !== undefined && { partitions },
  };
}
