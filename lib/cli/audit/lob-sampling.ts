import type { ColumnFacts, LobFacts, TableFacts } from '../../profile/profile';
import type { Trait } from '../../profile/vocabulary';
import type { AuditScope, CatalogueReader, Row } from './session';
import { countIn, defined, numberIn, rounded } from './values';

export type LobColumn = ColumnFacts & { readonly lob: LobFacts };

/** How an engine reads the sizes of LOBs from rows. */
export interface LobReading {
  /**
   * A statement that gives one row: `rows`, and for the n-th column `n0` values that are not null, `a0` average, `m0` largest and `p0` the 99th
   * percentile, in bytes; or in the place of that, `c0_0`, `c0_1`, … how many values are not larger than each of `SIZE_CLASSES`. About as many
   * rows as `sampleRows` says; all of them if it is undefined.
   */
  readonly statement: (table: TableFacts, columns: readonly LobColumn[], sampleRows: number | undefined) => string;
  /** Columns whose sizes the engine cannot tell are left as they are; without it, it can tell all. */
  readonly canRead?: (column: LobColumn) => boolean;
}

/** Enough for a percentile, and little to read. */
export const SAMPLE_ROWS = 10_000;

/** What is behind row-level security looks like fewer rows, and smaller ones, than there are. */
const UNREADABLE: readonly Trait[] = ['not-selectable', 'row-level-security'];

/** Reads rows only if that was asked for: one statement for each table that has LOBs. */
export async function readLobs(
  reader: CatalogueReader, { statement, canRead = () => true }: LobReading, tables: readonly TableFacts[], { lobSizes }: AuditScope,
): Promise<TableFacts[]> {
  if (lobSizes === 'none') return tables.map(withoutLobSizes);
  if (lobSizes === 'statistics') return [...tables];
  const done: TableFacts[] = [];
  for (const table of tables) {
    const columns = table.columns.filter((column): column is LobColumn => column.lob !== undefined).filter(canRead);
    if (columns.length === 0 || table.kind === 'foreign' || UNREADABLE.some((trait) => table.traits.includes(trait))) {
      done.push(table);
      continue;
    }
    if (table.rows === 0 && table.rowsExact === true) {
      done.push(withLobSizes(table, columns, {}, lobSizes));
      continue;
    }
    const name = `${table.schema}.${table.name}`;
    const sql = statement(table, columns, lobSizes === 'sample' ? SAMPLE_ROWS : undefined);
    const [row] = await reader.want(`sizes of LOBs in ${name} (${done.length + 1} of ${tables.length} tables)`, sql) ?? [];
    done.push(row === undefined ? table : withLobSizes(table, columns, row, lobSizes));
  }
  return done;
}

function withoutLobSizes(table: TableFacts): TableFacts {
  return { ...table, columns: table.columns.map((column) => (column.lob ? { ...column, lob: { content: column.lob.content, basis: 'none' } } : column)) };
}

export function withLobSizes(table: TableFacts, columns: readonly LobColumn[], row: Row, asked: 'sample' | 'scan'): TableFacts {
  const rowsRead = countIn(row, 'rows') ?? 0;
  if (rowsRead === 0 && asked === 'sample') return table;
  const lobs = new Map(columns.map(({ name, lob }, index) => {
    const values = countIn(row, `n${index}`) ?? 0;
    const average = numberIn(row, `a${index}`);
    return [name, defined<LobFacts>({
      content: lob.content,
      basis: asked,
      rowsRead,
      nullShare: rowsRead === 0 ? undefined : rounded(1 - values / rowsRead),
      averageBytes: average === undefined ? undefined : rounded(average),
      p99Bytes: countIn(row, `p${index}`) ?? p99ByClasses(row, index, values),
      // Who has seen all rows knows that no value is larger than none.
      maxBytes: countIn(row, `m${index}`) ?? (asked === 'scan' ? 0 : undefined),
    })] as const;
  }));
  return {
    ...table,
    ...asked === 'scan' && { rows: rowsRead, rowsExact: true },
    columns: table.columns.map((column) => (lobs.has(column.name) ? { ...column, lob: lobs.get(column.name) } : column)),
  };
}

const SMALLEST_CLASS = 8;
const LARGEST_CLASS = 28;

/** For engines without percentiles: 256 bytes to 256 MiB, each larger than the one before by the root of 2. */
export const SIZE_CLASSES: readonly number[] = Array.from({ length: (LARGEST_CLASS - SMALLEST_CLASS) * 2 + 1 },
  (_, index) => Math.ceil(2 ** (SMALLEST_CLASS + index / 2)));

/** Expressions that count the values of each class. */
export function classCounts(bytes: string, index: number): string {
  return SIZE_CLASSES.map((bound, place) => `sum(case when ${bytes} <= ${bound} then 1 else 0 end) as c${index}_${place}`).join(', ');
}

/** The smallest class that 99 of 100 values are in, or the largest value, if that is smaller: never too little. */
function p99ByClasses(row: Row, index: number, values: number): number | undefined {
  if (values === 0) return undefined;
  const place = SIZE_CLASSES.findIndex((_, each) => (countIn(row, `c${index}_${each}`) ?? 0) >= 0.99 * values);
  const largest = countIn(row, `m${index}`);
  if (place < 0) return largest;
  return largest === undefined ? SIZE_CLASSES[place] : Math.min(largest, SIZE_CLASSES[place]);
}
