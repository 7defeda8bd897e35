import type { PartitionFacts, TableFacts } from '../../profile/profile';
import type { ParallelLoadPlan } from './data';
import type { Ends } from './lobs';
import type { TableOverride } from './options';
import { gib } from './sizes';

/** Ends of which DMS can split tables [DMS User Guide, Table and collection settings rules]. */
const SOURCES = ['Oracle', 'SQL Server', 'MySQL', 'PostgreSQL', 'Db2', 'SAP ASE', 'MongoDB', 'DocumentDB'];
const TARGETS = ['Oracle', 'SQL Server', 'MySQL', 'PostgreSQL', 'S3', 'SAP ASE', 'Redshift', 'MongoDB', 'DocumentDB'];
/** Of PostgreSQL, DMS splits by ranges only [same page]. MongoDB is split by segments that DMS finds, 16 of them [same page]. */
const BY_PARTITIONS = ['Oracle', 'SQL Server', 'MySQL', 'Db2', 'SAP ASE'];
const DOCUMENTS = ['MongoDB', 'DocumentDB'];
const DOCUMENT_SEGMENTS = 16;
/** Below it, starting a segment costs more than it saves [choice]. */
const LEAST_SEGMENT_BYTES = 2 ** 30;
/** Column types by which DMS does not split [same page], as engines spell them. */
const UNFIT_TYPES = /^(float|double|real|binary_float|binary_double)/i;

/** How large a part of a load may be that is not split: a quarter of what one of the tables that load at once has to do [choice]. */
export function segmentBytes(totalBytes: number, parallelTables: number): number {
  const share = totalBytes / parallelTables / 4;
  // In powers of two, so that a plan does not change with every audit.
  return Math.max(LEAST_SEGMENT_BYTES, share > 0 ? 2 ** Math.floor(Math.log2(share)) : 0);
}

/** How one table is split; undefined for one that is not. */
export function planParallelLoad(
  table: TableFacts, ends: Ends, bytes: number, limit: number, override: TableOverride['parallelLoad'],
): ParallelLoadPlan | undefined {
  const { source, target } = ends;
  if (override === 'none' || (override === undefined && bytes <= limit)) return undefined;
  if (source === undefined || !SOURCES.includes(source) || (target !== undefined && !TARGETS.includes(target))) return undefined;
  const why = override !== undefined ? 'by hand' : `${gib(bytes)} GiB, and nothing above ${gib(limit)} GiB is left in one piece where it can be split`;
  if (DOCUMENTS.includes(source)) {
    const largestBytes = Math.ceil(bytes / DOCUMENT_SEGMENTS);
    return { type: 'partitions-auto', segments: DOCUMENT_SEGMENTS, largestBytes, why: `${why}; DMS finds the segments` };
  }
  const byPartitions = override === 'ranges' || !BY_PARTITIONS.includes(source) ? undefined : partitions(table, source, bytes, why);
  return byPartitions ?? (override === 'partitions' ? undefined : ranges(table, bytes, limit, why));
}

function partitions({ partitioning }: TableFacts, source: string, bytes: number, why: string): ParallelLoadPlan | undefined {
  if (partitioning === undefined || partitioning.partitions.length < 2) return undefined;
  const { partitions: leaves, subpartitions = false } = partitioning;
  return {
    // Subpartitions can be told of Oracle only [same page].
    type: subpartitions && source === 'Oracle' ? 'subpartitions-auto' : 'partitions-auto',
    segments: leaves.length,
    largestBytes: largestPartition(leaves, bytes),
    why: `${why}; it has ${leaves.length} ${subpartitions ? 'subpartitions' : 'partitions'}`,
  };
}

/** Of partitions without a size, each has an equal part of what those with one leave. */
export function largestPartition(leaves: readonly PartitionFacts[], bytes: number): number {
  return Math.ceil(Math.max(...partitionBytes(leaves, bytes)));
}

export function partitionBytes(leaves: readonly PartitionFacts[], bytes: number): number[] {
  const known = leaves.reduce((sum, leaf) => sum + (leaf.bytes ?? 0), 0);
  const without = leaves.filter((leaf) => leaf.bytes === undefined).length;
  const scale = without === 0 && known > 0 ? bytes / known : 1;
  const each = without === 0 ? 0 : Math.max(0, bytes - known) / without;
  if (known === 0 && without === 0) return leaves.map(() => bytes / leaves.length);
  return leaves.map((leaf) => (leaf.bytes === undefined ? each : leaf.bytes * scale));
}

function ranges({ ranges: facts, columns }: TableFacts, bytes: number, limit: number, why: string): ParallelLoadPlan | undefined {
  if (facts === undefined || facts.bounds.length === 0) return undefined;
  const column = columns.find(({ name }) => name === facts.column);
  // Rows with NULL in the column would not be loaded [same page].
  if (column === undefined || column.nullable || column.lob !== undefined || UNFIT_TYPES.test(column.type)) return undefined;
  const wanted = Math.min(facts.bounds.length + 1, 2 ** Math.max(1, Math.ceil(Math.log2(bytes / limit))));
  const boundaries = evenly(facts.bounds, wanted - 1);
  // The bounds part the table into as many rows each; those that are taken leave runs of them.
  const longest = longestRun(facts.bounds, boundaries);
  return {
    type: 'ranges',
    segments: boundaries.length + 1,
    column: facts.column,
    boundaries,
    largestBytes: Math.ceil((bytes * longest) / (facts.bounds.length + 1)),
    why: `${why}; ${boundaries.length + 1} ranges of ${facts.column} with about as many rows each`,
  };
}

function evenly(bounds: readonly string[], count: number): string[] {
  const taken = Array.from({ length: count }, (_, index) => bounds[Math.round(((index + 1) * (bounds.length + 1)) / (count + 1)) - 1]);
  return [...new Set(taken)];
}

function longestRun(bounds: readonly string[], taken: readonly string[]): number {
  const places = [0, ...taken.map((bound) => bounds.indexOf(bound) + 1), bounds.length + 1];
  return Math.max(...places.slice(1).map((place, index) => place - places[index]));
}
