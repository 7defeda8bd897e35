import type { DatabaseFacts, ObjectFacts, TableFacts } from '../../../profile/profile';
import { MAX_EXAMPLES, ORACLE_GRANTS } from '../../../profile/vocabulary';
import type { Row } from '../session';
import { byName, defined, groupBy, numberIn, optionalText, textOf, wholeSum } from '../values';

export function databaseOf(server: Row, database: Row | undefined, characterSets: readonly Row[], tables: readonly TableFacts[]): DatabaseFacts {
  const sizes = tables.filter(({ kind }) => kind !== 'foreign' && kind !== 'temporary').map(({ bytes }) => bytes);
  const container = textOf(server, 'container');
  const openMode = database && optionalText(database, 'OPEN_MODE');
  return defined<DatabaseFacts>({
    engine: 'oracle',
    version: textOf(server, 'version'),
    name: container === '' || container === 'CDB$ROOT' ? textOf(server, 'name') : container,
    hosting: (numberIn(server, 'rds') ?? 0) > 0 ? 'rds' : 'self-managed',
    edition: /(Enterprise|Standard|Express|Free|Personal)[^-]*/.exec(textOf(server, 'banner'))?.[0].trim(),
    readOnly: openMode === undefined ? undefined : openMode.startsWith('READ ONLY'),
    bytes: wholeSum(sizes),
    characterSet: characterSets.filter((row) => textOf(row, 'name') === 'nls_characterset').map((row) => textOf(row, 'value'))[0],
  });
}

export interface SettingRows {
  readonly server: Row;
  readonly database?: Row;
  readonly parameters?: readonly Row[];
  readonly characterSets?: readonly Row[];
  readonly archivedLog?: readonly Row[];
  readonly redo?: readonly Row[];
  readonly tablespaces?: readonly Row[];
  readonly idleTime?: readonly Row[];
  readonly rds?: readonly Row[];
}

/** Columns of v$database, by what they are called in a profile. Those of other versions are not in the row. */
const DATABASE_COLUMNS: Readonly<Record<string, string>> = {
  cdb: 'CDB',
  database_role: 'DATABASE_ROLE',
  force_logging: 'FORCE_LOGGING',
  log_mode: 'LOG_MODE',
  open_mode: 'OPEN_MODE',
  supplemental_log_data_all: 'SUPPLEMENTAL_LOG_DATA_ALL',
  supplemental_log_data_fk: 'SUPPLEMENTAL_LOG_DATA_FK',
  supplemental_log_data_min: 'SUPPLEMENTAL_LOG_DATA_MIN',
  supplemental_log_data_pk: 'SUPPLEMENTAL_LOG_DATA_PK',
  supplemental_log_data_ui: 'SUPPLEMENTAL_LOG_DATA_UI',
};

export function settingsOf(rows: SettingRows): Record<string, string> {
  const { server, database = {}, parameters = [], characterSets = [] } = rows;
  const first = (list: readonly Row[] | undefined, column: string): string | undefined => list?.[0] && optionalText(list[0], column);
  const found: [string, string | undefined][] = [
    ...Object.entries(DATABASE_COLUMNS).map(([name, column]): [string, string | undefined] => [name, optionalText(database, column)]),
    ...[...parameters, ...characterSets].map((row): [string, string | undefined] => [textOf(row, 'name'), optionalText(row, 'value')]),
    ['archived_log_dest_id', first(rows.archivedLog, 'dest_id')],
    ['con_id', optionalText(server, 'con_id')],
    ['encrypted_tablespaces', first(rows.tablespaces, 'tablespaces')],
    ['idle_time', first(rows.idleTime, 'limit')],
    ['rds.archivelog_retention_hours', first(rows.rds, 'value')],
    ['redo_in_asm', first(rows.redo, 'asm')],
  ];
  return Object.fromEntries(found.filter((each): each is [string, string] => each[1] !== undefined).sort(([a], [b]) => byName(a, b)));
}

/** Privileges and roles by their names; objects, if the login sees them. */
export function grantsOf(
  privileges: readonly Row[] | undefined, readable: readonly Row[] | undefined, tables: readonly TableFacts[],
): Record<string, boolean> {
  const held = new Set((privileges ?? []).map((row) => textOf(row, 'privilege')));
  const seen = new Set((readable ?? []).map((row) => textOf(row, 'name')));
  const known: Record<string, boolean> = {};
  for (const name of ORACLE_GRANTS) {
    if (name === 'select-all-tables') {known[name] = tables.every(({ traits }) => !traits.includes('not-selectable'));} else if (isPrivilege(name)) {
      if (privileges !== undefined) known[name] = held.has(name);
    } else if (readable !== undefined) {known[name] = seen.has(name);}
  }
  return known;
}

export function isPrivilege(name: string): boolean {
  return name === 'LOGMINING' || name.includes(' ');
}

export function objectsOf(rows: readonly Row[], schemas: readonly string[], tables: readonly TableFacts[]): ObjectFacts[] {
  const filled = new Set(tables.map(({ schema }) => schema));
  const more = [
    ...schemas.filter((schema) => !filled.has(schema)).map((name) => ({ kind: 'empty-schema', name })),
    ...tables.filter(({ kind }) => kind === 'temporary').map(({ schema, name }) => ({ kind: 'global-temporary-table', name: `${schema}.${name}` })),
  ];
  return [...groupBy([...rows, ...more], (row) => textOf(row, 'kind')).entries()].map(([kind, found]) => ({
    kind, count: found.length, examples: found.map((row) => textOf(row, 'name')).sort(byName).slice(0, MAX_EXAMPLES),
  })).sort((a, b) => byName(a.kind, b.kind));
}
