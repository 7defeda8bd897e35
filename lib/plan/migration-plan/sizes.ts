import type { TableFacts } from '../../profile/profile';

/** What a table weighs. */
export interface TableSize {
  readonly bytes: number;
  /** Whether the profile has no bytes of it. */
  readonly assumed: boolean;
}

/** Of a row, where the profile has rows and no bytes of any table to go by [choice]. */
const ROW_BYTES = 256;
/** What beginning and ending a table costs beside its rows: about three seconds at 10 GB an hour [choice, unmeasured]. */
export const TABLE_OVERHEAD_BYTES = 8 * 2 ** 20;

/** The bytes of tables: as the profile has them, else by their rows and what rows of the others weigh, else none. */
export function sizesOf(tables: readonly TableFacts[]): TableSize[] {
  const known = tables.filter(({ rows, bytes }) => rows !== undefined && rows > 0 && bytes !== undefined);
  const rowBytes = known.length === 0 ? ROW_BYTES : sum(known.map(({ bytes }) => bytes!)) / sum(known.map(({ rows }) => rows!));
  return tables.map(({ bytes, rows = 0 }) => ({ bytes: bytes ?? Math.round(rows * rowBytes), assumed: bytes === undefined }));
}

export function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** In GiB, with one decimal. */
export function gib(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}
