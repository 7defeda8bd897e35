import type { DatabaseFacts, ObjectFacts, TableFacts } from '../../../profile/profile';
import { MAX_EXAMPLES, SQL_SERVER_GRANTS } from '../../../profile/vocabulary';
import type { Row } from '../session';
import { byName, countIn, defined, flagIn, groupBy, numberIn, optionalFlag, optionalText, textOf, wholeSum } from '../values';

/** EngineEdition: Azure SQL Database, Azure Synapse, SQL Managed Instance [SQL Server documentation, SERVERPROPERTY]. */
const AZURE_EDITIONS = [5, 6, 8, 9, 11];

export function databaseOf(server: Row, database: Row | undefined, tables: readonly TableFacts[]): DatabaseFacts {
  const sizes = tables.filter(({ kind }) => kind !== 'foreign').map(({ bytes }) => bytes);
  return defined<DatabaseFacts>({
    engine: 'sqlserver',
    version: textOf(server, 'version'),
    name: textOf(server, 'name'),
    hosting: AZURE_EDITIONS.includes(numberIn(server, 'engineEdition') ?? 0) ? 'azure' : optionalText(server, 'rds') !== undefined ? 'rds' : 'self-managed',
    edition: optionalText(server, 'edition'),
    readOnly: database && optionalFlag(database, 'is_read_only'),
    bytes: wholeSum(sizes),
    characterSet: database && optionalText(database, 'collation_name'),
  });
}

export interface SettingRows {
  readonly database?: Row;
  readonly configuration?: readonly Row[];
  readonly distributor?: readonly Row[];
  readonly agent?: readonly Row[];
  readonly availabilityGroup?: readonly Row[];
  readonly cdcJobs?: readonly Row[];
  readonly backup?: readonly Row[];
}

/** Columns of sys.databases, by what they are called in a profile. */
const DATABASE_SETTINGS: Readonly<Record<string, string>> = {
  collation_name: 'collation_name',
  compatibility_level: 'compatibility_level',
  delayed_durability: 'delayed_durability_desc',
  is_accelerated_database_recovery_on: 'is_accelerated_database_recovery_on',
  is_cdc_enabled: 'is_cdc_enabled',
  is_encrypted: 'is_encrypted',
  is_published: 'is_published',
  is_read_committed_snapshot_on: 'is_read_committed_snapshot_on',
  is_read_only: 'is_read_only',
  recovery_model: 'recovery_model_desc',
  snapshot_isolation_state: 'snapshot_isolation_state_desc',
};

export function settingsOf(rows: SettingRows): Record<string, string> {
  const found: [string, string | undefined][] = Object.entries(DATABASE_SETTINGS).map(([name, column]) => [name, plain(rows.database?.[column])]);
  const add = (name: string, list: readonly Row[] | undefined, column: string): void => void found.push([name, plain(list?.[0]?.[column])]);
  add('max text repl size (b)', rows.configuration, 'value');
  add('agent_status', rows.agent, 'status');
  const [isPrimary] = rows.availabilityGroup ?? [];
  if (plain(isPrimary?.isPrimary) !== undefined) found.push(['availability_group_role', flagIn(isPrimary, 'isPrimary') ? 'PRIMARY' : 'SECONDARY']);
  if (rows.distributor !== undefined) found.push(['has_distributor', numberIn(rows.distributor[0] ?? {}, 'distributors') === 0 ? '0' : '1']);
  add('cdc_pollinginterval', rows.cdcJobs?.filter((row) => textOf(row, 'type').trim() === 'capture'), 'pollinginterval');
  add('cdc_retention', rows.cdcJobs?.filter((row) => textOf(row, 'type').trim() === 'cleanup'), 'retention');
  if (rows.backup !== undefined) {
    const [backup] = rows.backup;
    found.push(['last_full_backup_finished', backup === undefined ? 'none' : textOf(backup, 'finished')]);
    add('last_full_backup_encrypted', rows.backup, 'encrypted');
    add('last_full_backup_stripes', rows.backup, 'stripes');
    if (backup !== undefined) found.push(['last_full_backup_to_url', (countIn(backup, 'urls') ?? 0) > 0 ? '1' : '0']);
  }
  return Object.fromEntries(found.filter((each): each is [string, string] => each[1] !== undefined).sort(([a], [b]) => byName(a, b)));
}

function plain(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

export function grantsOf([row]: readonly Row[], tables: readonly TableFacts[]): Record<string, boolean> {
  const known: Record<string, boolean> = {};
  for (const name of SQL_SERVER_GRANTS) {
    const value = name === 'select-all-tables' ? tables.every(({ traits }) => !traits.includes('not-selectable')) : row && optionalFlag(row, name);
    if (value !== undefined) known[name] = value;
  }
  return known;
}

export function objectsOf(rows: readonly Row[], schemas: readonly string[], tables: readonly TableFacts[]): ObjectFacts[] {
  const filled = new Set(tables.map(({ schema }) => schema));
  const empty = schemas.filter((schema) => !filled.has(schema)).map((name) => ({ kind: 'empty-schema', name }));
  return [...groupBy([...rows, ...empty], (row) => textOf(row, 'kind')).entries()].map(([kind, found]) => {
    const names = [...new Set(found.map((row) => textOf(row, 'name')))].sort(byName);
    return { kind, count: names.length, examples: names.slice(0, MAX_EXAMPLES) };
  }).sort((a, b) => byName(a.kind, b.kind));
}
