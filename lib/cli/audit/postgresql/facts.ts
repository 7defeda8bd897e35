import type { DatabaseFacts, ObjectFacts, ReplicationFacts, TableFacts, TransactionFacts } from '../../../profile/profile';
import { POSTGRESQL_GRANTS } from '../../../profile/vocabulary';
import type { Look, Row } from '../session';
import { byName, countIn, defined, flagIn, numberIn, optionalFlag, optionalText, tableKey, textOf, textsIn } from '../values';

export function databaseOf(server: Row, tables: readonly TableFacts[]): DatabaseFacts {
  const sizes = tables.filter(({ kind }) => kind !== 'foreign').map(({ bytes }) => bytes);
  return defined<DatabaseFacts>({
    engine: 'postgresql',
    version: textOf(server, 'version'),
    name: textOf(server, 'name'),
    hosting: flagIn(server, 'aurora') ? 'aurora' : flagIn(server, 'rds') ? 'rds' : flagIn(server, 'google') ? 'google-cloud'
      : flagIn(server, 'azure') ? 'azure' : 'self-managed',
    readOnly: optionalFlag(server, 'standby'),
    bytes: sizes.every((bytes) => bytes !== undefined) ? sizes.reduce((sum, bytes) => sum + bytes, 0) : undefined,
    characterSet: optionalText(server, 'encoding'),
  });
}

export function settingsOf(rows: readonly Row[]): Record<string, string> {
  return Object.fromEntries(rows.map((row) => [textOf(row, 'name').toLowerCase(), textOf(row, 'value')] as const).sort(([a], [b]) => byName(a, b)));
}

export function grantsOf([row]: readonly Row[], tables: readonly TableFacts[]): Record<string, boolean> {
  const known: Record<string, boolean> = {};
  for (const name of POSTGRESQL_GRANTS) {
    const value = name === 'select-all-tables' ? tables.every(({ traits }) => !traits.includes('not-selectable')) : row && optionalFlag(row, name);
    if (value !== undefined) known[name] = value;
  }
  return known;
}

export function objectsOf(rows: readonly Row[]): ObjectFacts[] {
  return rows.map((row) => ({ kind: textOf(row, 'kind'), count: countIn(row, 'count') ?? 0, examples: textsIn(row, 'examples') }))
    .sort((a, b) => byName(a.kind, b.kind));
}

export function replicationOf(slots: readonly Row[] | undefined, streams: readonly Row[] | undefined): ReplicationFacts | undefined {
  if (slots === undefined) return undefined;
  return defined<ReplicationFacts>({
    slots: slots.map((row) => defined({
      name: textOf(row, 'name'), plugin: optionalText(row, 'plugin'), active: flagIn(row, 'active'), retainedBytes: countIn(row, 'retained'),
    })).sort((a, b) => byName(a.name, b.name)),
    streams: streams?.[0] && countIn(streams[0], 'streams'),
  });
}

/** Whoever does not see others' transactions cannot say that there are none. */
export function transactionsOf(activity: readonly Row[] | undefined, prepared: readonly Row[] | undefined): TransactionFacts {
  const [row] = activity ?? [];
  return defined<TransactionFacts>({
    oldestSeconds: row !== undefined && flagIn(row, 'seesAll') ? Math.max(0, Math.round(numberIn(row, 'oldest') ?? 0)) : undefined,
    prepared: prepared?.[0] && countIn(prepared[0], 'prepared'),
  });
}

export function lookOf([row]: readonly Row[], tables: readonly Row[]): Look | undefined {
  const seconds = row && numberIn(row, 'seconds');
  if (seconds === undefined) return undefined;
  return defined<Look>({
    seconds,
    logBytes: numberIn(row, 'log'),
    transactions: numberIn(row, 'transactions'),
    tables: new Map(tables.map((each) => [
      tableKey(textOf(each, 'schema'), textOf(each, 'name')),
      [numberIn(each, 'inserted') ?? 0, numberIn(each, 'updated') ?? 0, numberIn(each, 'deleted') ?? 0],
    ])),
  });
}
