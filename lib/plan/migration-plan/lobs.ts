import type { ColumnFacts, LobFacts, TableFacts } from '../../profile/profile';
import { RECOMMENDED_LOB_CHUNK_KIB } from '../lob';
import { kindOf } from '../table-mapping-engines';
import type { LobPlan, PlannedLobMode } from './data';
import { MAX_LOB_KIB, type TableOverride } from './options';

/** The two ends, as DMS names their kinds: `PostgreSQL`. */
export interface Ends {
  readonly source?: string;
  readonly target?: string;
}

/** Limited LOB mode slows a load down beyond this [DMS User Guide, Setting LOB support for source databases in an AWS DMS task]. */
export const FAST_LOB_KIB = 63;
/** DMS's default for `LobMaxSize` [DMS User Guide, Target metadata task settings]. */
export const LEAST_LOB_KIB = 32;
/**
 * DMS measures LOBs in their binary form, and tells to multiply the size of the largest by three [DMS User Guide, Table and collection settings
 * rules]. What is binary at the source already is taken as it is [derived].
 */
const CHARACTER_FACTOR = 3;
/** What LOBs may grow by until cutover [choice]. */
const GROWTH = 1.25;
/** How much longer than the average the long ones are taken to be, where statistics have nothing else [choice]. */
const ABOVE_AVERAGE = 4;
/** Where nothing is known of the sizes and whole values cannot be had: sixteen times what is fast, at 1/16 of the rows at once [choice]. */
const BLIND_LIMIT_KIB = 1024;

/** Ends without full LOB mode, in which LOBs are looked up [DMS User Guide, each target's page; Using Amazon S3 as a source]. */
const NO_FULL_LOB = ['S3', 'Redshift', 'Kinesis', 'Kafka', 'Redis', 'DynamoDB', 'OpenSearch', 'Neptune'];
/** Documents are not tables: what is a LOB in them is a matter of their own. */
const DOCUMENT_KINDS = ['MongoDB', 'DocumentDB'];
/** Ends for which a table can have LOB settings of its own [DMS User Guide, Table and collection settings rules]. */
const TABLE_LOB_KINDS = ['Oracle', 'SQL Server', 'MySQL', 'PostgreSQL', 'SAP ASE'];

/** Whether LOB settings of single tables are documented for both ends. */
export function hasTableLobs({ source, target }: Ends): boolean {
  return source !== undefined && TABLE_LOB_KINDS.includes(source) && (target === undefined || TABLE_LOB_KINDS.includes(target));
}

export function endsOf(sourceEngine: string, targetEngine: string | undefined): Ends {
  return { source: kindOf(sourceEngine), target: kindOf(targetEngine) };
}

/** How the LOBs of one table are carried; undefined for a table that has none. */
export function planLobs(table: TableFacts, ends: Ends, override: TableOverride = {}): LobPlan | undefined {
  const columns = table.columns.filter(({ lob }) => lob !== undefined);
  if (columns.length === 0 || (ends.source !== undefined && DOCUMENT_KINDS.includes(ends.source))) return undefined;
  const sizes = sizesOf(columns);
  const lookups = lookupObstacle(table, ends);
  const known = { columns: columns.length, ...sizes.largestKiB !== undefined && { largestKiB: sizes.largestKiB } };
  if (override.lobMode !== undefined) return { ...byHand(override.lobMode, override.lobKiB, sizes), ...known };
  const { mode, kib, whole, why } = decide(sizes, lookups);
  return { mode, ...kib !== undefined && { kib }, ...known, whole, why };
}

interface Sizes {
  /** Above the largest LOB, as far as anything is known, and with room to grow. */
  readonly neededKiB?: number;
  /** The same for 99 of 100. */
  readonly mostKiB?: number;
  /** The largest LOB there is; absent unless every row was read. */
  readonly largestKiB?: number;
  /** What is not known, as it is told. */
  readonly doubt?: string;
  readonly told: string;
}

function sizesOf(columns: readonly ColumnFacts[]): Sizes {
  const each = columns.map(({ name, lob }) => ({ name, ...sizeOf(lob!) }));
  const unknown = each.filter(({ neededKiB }) => neededKiB === undefined).map(({ name }) => name);
  const unproven = each.filter(({ largestKiB }) => largestKiB === undefined).map(({ name }) => name);
  const largest = (pick: (size: ColumnSizes) => number | undefined): number => Math.max(...each.map((size) => pick(size) ?? 0));
  const neededKiB = unknown.length > 0 ? undefined : largest((size) => size.neededKiB);
  const doubt = unknown.length > 0 ? `nothing is known of the sizes in ${unknown.join(', ')}`
    : unproven.length > 0 ? `not every row of ${unproven.join(', ')} was read` : undefined;
  return {
    ...neededKiB !== undefined && { neededKiB, mostKiB: largest((size) => size.mostKiB) },
    ...unproven.length === 0 && { largestKiB: largest((size) => size.largestKiB) },
    ...doubt !== undefined && { doubt },
    told: neededKiB === undefined ? 'sizes unknown' : `${neededKiB} KB needed`,
  };
}

interface ColumnSizes {
  readonly neededKiB?: number;
  readonly mostKiB?: number;
  readonly largestKiB?: number;
}

function sizeOf({ content, basis, averageBytes, p99Bytes, maxBytes }: LobFacts): ColumnSizes {
  const factor = content === 'binary' || content === 'spatial' ? 1 : CHARACTER_FACTOR;
  const kib = (bytes: number, room = GROWTH): number => Math.max(1, Math.ceil((bytes * factor * room) / 1024));
  const usual = p99Bytes ?? (averageBytes === undefined ? undefined : averageBytes * ABOVE_AVERAGE);
  const longest = Math.max(maxBytes ?? 0, usual ?? 0);
  if (basis === 'none' || (maxBytes === undefined && usual === undefined)) return {};
  return {
    neededKiB: kib(longest),
    mostKiB: kib(usual ?? longest),
    ...basis === 'scan' && maxBytes !== undefined && { largestKiB: kib(maxBytes, 1) },
  };
}

/** Why LOBs of the table cannot be looked up one by one. */
function lookupObstacle(table: TableFacts, { source, target }: Ends): string | undefined {
  // Lookups find the row by its primary key [DMS User Guide, Best practices: migrating large binary objects].
  if (table.primaryKey === undefined) return 'it has no primary key to look LOBs up by';
  for (const [end, kind] of [['source', source], ['target', target]] as const) {
    if (kind !== undefined && NO_FULL_LOB.includes(kind)) return `${kind} as ${end} has no full LOB mode`;
  }
  // [DMS User Guide, Using SQL Server as a source]
  const spatial = source === 'SQL Server' && table.columns.some(({ lob }) => lob?.content === 'spatial');
  return spatial ? 'SQL Server\'s spatial columns cannot be carried in full LOB mode' : undefined;
}

interface Choice {
  readonly mode: PlannedLobMode;
  readonly kib?: number;
  readonly whole: boolean;
  readonly why: string;
}

function decide({ neededKiB, mostKiB, largestKiB, doubt, told }: Sizes, obstacle: string | undefined): Choice {
  if (largestKiB !== undefined && neededKiB! <= FAST_LOB_KIB) {
    return { mode: 'limited', kib: step(neededKiB!), whole: true, why: `every row was read, and ${told} at most` };
  }
  if (obstacle === undefined) {
    const because = doubt ?? `the largest LOB needs ${neededKiB} KB`;
    if ((mostKiB ?? 0) > FAST_LOB_KIB) {
      return { mode: 'full', whole: true, why: `${because}; most are above ${FAST_LOB_KIB} KB, so all are looked up` };
    }
    const kib = Math.max(LEAST_LOB_KIB, step(Math.min(FAST_LOB_KIB, neededKiB ?? LEAST_LOB_KIB)));
    return { mode: 'inline', kib, whole: true, why: `${because}; longer ones than ${kib} KB are looked up, none is cut` };
  }
  const kib = Math.min(MAX_LOB_KIB, step(neededKiB ?? BLIND_LIMIT_KIB));
  const whole = largestKiB !== undefined && largestKiB <= kib;
  return { mode: 'limited', kib, whole, why: `${obstacle}; ${doubt ?? told}${whole ? '' : `, and what is longer than ${kib} KB is cut`}` };
}

function byHand(mode: PlannedLobMode, kib: number | undefined, { largestKiB, neededKiB }: Sizes): Choice {
  if (mode !== 'limited') return { mode, ...mode === 'inline' && { kib: Math.min(kib ?? LEAST_LOB_KIB, MAX_LOB_KIB) }, whole: true, why: 'by hand' };
  const limit = kib ?? Math.min(MAX_LOB_KIB, step(neededKiB ?? LEAST_LOB_KIB));
  return { mode, kib: limit, whole: largestKiB !== undefined && largestKiB <= limit, why: 'by hand' };
}

/** Sizes in powers of two, and the last one that is fast: so that a plan does not change with every audit. */
function step(kib: number): number {
  if (kib > LEAST_LOB_KIB && kib <= FAST_LOB_KIB) return FAST_LOB_KIB;
  return 2 ** Math.ceil(Math.log2(Math.max(1, kib)));
}

/** Pieces in which LOBs are looked up. */
export const LOB_CHUNK_KIB = RECOMMENDED_LOB_CHUNK_KIB;
