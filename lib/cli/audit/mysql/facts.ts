import type { DatabaseFacts, ObjectFacts, ReplicationFacts, TableFacts, TransactionFacts } from '../../../profile/profile';
import { MAX_EXAMPLES } from '../../../profile/vocabulary';
import type { Row } from '../session';
import { byName, countIn, defined, groupBy, numberIn, optionalFlag, optionalText, textOf } from '../values';

export interface ServerRows {
  readonly server: Row;
  readonly aurora: boolean;
}

export function isMariaDb(server: Row): boolean {
  return /mariadb/i.test(`${textOf(server, 'version')} ${textOf(server, 'comment')}`);
}

export function databaseOf({ server, aurora }: ServerRows, schemas: readonly string[], tables: readonly TableFacts[]): DatabaseFacts {
  const version = textOf(server, 'version');
  const sizes = tables.map(({ bytes }) => bytes);
  return defined<DatabaseFacts>({
    engine: isMariaDb(server) ? 'mariadb' : 'mysql',
    version,
    name: optionalText(server, 'name') ?? schemas.join(','),
    hosting: aurora ? 'aurora' : textOf(server, 'basedir').startsWith('/rdsdbbin') ? 'rds' : /google/i.test(version) ? 'google-cloud'
      : /azure/i.test(`${version} ${textOf(server, 'comment')}`) ? 'azure' : 'self-managed',
    readOnly: optionalFlag(server, 'readOnly'),
    bytes: sizes.every((bytes) => bytes !== undefined) ? sizes.reduce((sum, bytes) => sum + bytes, 0) : undefined,
    characterSet: optionalText(server, 'characterSet'),
  });
}

/** Variables, and what is not a variable: which databases are logged, and how long RDS keeps the log. */
export function settingsOf(variables: readonly Row[], status: readonly Row[] | undefined, rds: readonly Row[] | undefined): Record<string, string> {
  const found: [string, string][] = variables.map((row) => [textOf(row, 'Variable_name').toLowerCase(), textOf(row, 'Value')]);
  const [log] = status ?? [];
  if (log !== undefined) found.push(['binlog_do_db', textOf(log, 'Binlog_Do_DB')], ['binlog_ignore_db', textOf(log, 'Binlog_Ignore_DB')]);
  const [retention] = rds ?? [];
  if (retention !== undefined) found.push(['rds.binlog_retention_hours', optionalText(retention, 'value') ?? 'NULL']);
  return Object.fromEntries(found.sort(([a], [b]) => byName(a, b)));
}

export function objectsOf(rows: readonly Row[], schemas: readonly string[], tables: readonly TableFacts[]): ObjectFacts[] {
  const filled = new Set(tables.map(({ schema }) => schema));
  const empty = schemas.filter((schema) => !filled.has(schema)).map((name) => ({ kind: 'empty-schema', name }));
  return [...groupBy([...rows, ...empty], (row) => textOf(row, 'kind')).entries()].map(([kind, found]) => ({
    kind,
    count: found.length,
    examples: found.map((row) => textOf(row, 'name')).sort(byName).slice(0, MAX_EXAMPLES),
  })).sort((a, b) => byName(a.kind, b.kind));
}

export function replicationOf(streams: readonly Row[] | undefined): ReplicationFacts | undefined {
  const count = streams?.[0] && countIn(streams[0], 'streams');
  return count === undefined ? undefined : { slots: [], streams: count };
}

export function transactionsOf(open: readonly Row[] | undefined, prepared: readonly Row[] | undefined): TransactionFacts {
  return defined<TransactionFacts>({
    oldestSeconds: open?.[0] && Math.max(0, numberIn(open[0], 'oldest') ?? 0),
    prepared: prepared?.length,
  });
}
