import type { ChangeFacts, TableChangeFacts, TableFacts } from '../../profile/profile';
import type { Look } from './session';
import { defined, rounded, tableKey } from './values';

/** How much was written between two looks. A counter that went back was reset: then nothing is known. */
export function changesBetween(first: Look, second: Look): ChangeFacts | undefined {
  const seconds = second.seconds - first.seconds;
  const log = rate(0, logWritten(first, second), seconds);
  if (log === undefined) return undefined;
  return defined<ChangeFacts>({
    seconds: rounded(seconds),
    logBytesPerSecond: log,
    transactionsPerSecond: rate(first.transactions, second.transactions, seconds),
  });
}

function logWritten(first: Look, second: Look): number | undefined {
  if (first.logBytes !== undefined && second.logBytes !== undefined) {
    return second.logBytes < first.logBytes ? undefined : second.logBytes - first.logBytes;
  }
  const from = first.logFiles?.at(-1);
  const place = second.logFiles?.findIndex(({ name }) => name === from?.name) ?? -1;
  // The file that was written then is gone: more has been written than is kept.
  if (from === undefined || second.logFiles === undefined || place < 0) return undefined;
  const written = second.logFiles.slice(place).reduce((sum, { bytes }) => sum + bytes, -from.bytes);
  return written < 0 ? undefined : written;
}

export function withChanges(tables: readonly TableFacts[], first: Look, second: Look): TableFacts[] {
  const seconds = second.seconds - first.seconds;
  return tables.map((table) => {
    const key = tableKey(table.schema, table.name);
    const changes = tableChanges(first.tables.get(key), second.tables.get(key), seconds);
    return changes === undefined ? table : { ...table, changes };
  });
}

type Counters = readonly [number, number, number];

function tableChanges(before: Counters | undefined, after: Counters | undefined, seconds: number): TableChangeFacts | undefined {
  if (before === undefined || after === undefined) return undefined;
  const [insertsPerSecond, updatesPerSecond, deletesPerSecond] = after.map((count, index) => rate(before[index], count, seconds));
  if (insertsPerSecond === undefined || updatesPerSecond === undefined || deletesPerSecond === undefined) return undefined;
  return { insertsPerSecond, updatesPerSecond, deletesPerSecond };
}

function rate(before: number | undefined, after: number | undefined, seconds: number): number | undefined {
  if (before === undefined || after === undefined || after < before || seconds <= 0) return undefined;
  return rounded((after - before) / seconds);
}
