import type { TableFacts } from '../../../profile/profile';
import { MYSQL_SETTINGS } from '../../../profile/vocabulary';
import { readLobs } from '../lob-sampling';
import { MOST_RANGES } from '../ranges';
import { chooseSchemas } from '../schemas';
import type { AuditScope, CatalogueReader, EngineAudit, ProfileParts, Row } from '../session';
import { numberIn, optionalText, textOf } from '../values';
import { isLob } from './columns';
import { databaseOf, isMariaDb, objectsOf, replicationOf, settingsOf, transactionsOf } from './facts';
import { grantsOf, privilegesOf, type Privileges } from './grants';
import { MYSQL_LOB_READING } from './lob-reading';
import { look } from './look';
import * as queries from './queries';
import { tablesOf } from './tables';

const LOCK_TIMEOUT_SECONDS = 3;
const MILLISECONDS = 1000;

/** MySQL, MariaDB, and what Amazon RDS and Aurora make of them. */
export const MYSQL_AUDIT: EngineAudit = {
  look,
  read: async (reader, scope): Promise<ProfileParts> => {
    const [server] = await reader.need('the server', queries.SERVER);
    const mariaDb = isMariaDb(server);
    await reader.run("set session sql_mode = ''");
    await reader.run(`set session lock_wait_timeout = ${LOCK_TIMEOUT_SECONDS}`);
    await reader.run(mariaDb ? `set session max_statement_time = ${scope.statementSeconds}`
      : `set session max_execution_time = ${scope.statementSeconds * MILLISECONDS}`);
    await reader.run('set session transaction isolation level repeatable read');
    await reader.run('start transaction with consistent snapshot, read only');
    const schemas = chooseSchemas((await reader.need('schemas', queries.SCHEMAS)).map((row) => textOf(row, 'name')), scope);
    const aurora = (await reader.want('whether it is Aurora', queries.AURORA) ?? []).length > 0;
    const database = { server, aurora };
    const settings = await readSettings(reader, server, databaseOf(database, schemas, []).hosting === 'rds');
    const privileges = await readPrivileges(reader, server);
    const tables = await withRanges(reader, scope, await readTables(reader, schemas, privileges, mariaDb));
    const objects = await reader.want('other objects', queries.OBJECTS, Array.from({ length: 5 }, () => schemas));
    const streams = await reader.want('replication streams', queries.STREAMS);
    const seesAll = privileges === undefined || privileges.global.has('PROCESS') || privileges.global.has('ALL PRIVILEGES');
    if (!seesAll) reader.note("Who streams the binary log could not be read: the login does not see others' connections; grant it PROCESS.");
    const transactions = transactionsOf(await reader.want('open transactions', queries.TRANSACTIONS), await reader.want('XA transactions', queries.PREPARED));
    await reader.run('commit');
    const replication = seesAll ? replicationOf(streams) : undefined;
    if (scope.lobSizes === 'statistics' && tables.some(({ columns }) => columns.some(({ lob }) => lob?.basis === 'none'))) {
      reader.note('The server keeps no statistics of LOBs, so their sizes are not known; --lob-sizes sample reads some rows of each table.');
    }
    return {
      // Only rows of tables are in the snapshot: information_schema shows what is there at the moment.
      oneSnapshot: false,
      database: databaseOf(database, schemas, tables),
      settings,
      grants: privileges === undefined ? {} : grantsOf(privileges, tables.every(({ traits }) => !traits.includes('not-selectable'))),
      tables: await readLobs(reader, MYSQL_LOB_READING, tables, scope),
      objects: objectsOf(objects ?? [], schemas, tables),
      ...replication !== undefined && { replication },
      transactions,
    };
  },
};

async function readSettings(reader: CatalogueReader, server: Row, onRds: boolean): Promise<Record<string, string>> {
  const variables = await reader.need('settings', queries.SETTINGS, [MYSQL_SETTINGS]);
  const isOn = variables.some((row) => textOf(row, 'Variable_name') === 'log_bin' && textOf(row, 'Value') === 'ON');
  const status = isOn ? await reader.want('the status of the binary log', logStatement(server)) : undefined;
  const retention = onRds ? await reader.want("RDS's configuration", queries.RDS_CONFIGURATION) : undefined;
  return settingsOf(variables, status, retention);
}

/** MySQL 8.4 knows only the newer statement, MySQL 8.0 and MariaDB only the older one. */
function logStatement(server: Row): string {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(textOf(server, 'version')) ?? [];
  const isNewer = !isMariaDb(server) && Number(major) * 100 + Number(minor) >= 802;
  return isNewer ? queries.LOG_STATUS_SINCE_MYSQL_8_2 : queries.LOG_STATUS;
}

async function readPrivileges(reader: CatalogueReader, server: Row): Promise<Privileges | undefined> {
  const rows = await reader.want('grants', await grantsStatement(reader, server));
  return rows && privilegesOf(rows.map((row) => String(Object.values(row)[0])));
}

/** MySQL shows what roles bring only if they are named. MariaDB always does, and knows no USING. */
async function grantsStatement(reader: CatalogueReader, server: Row): Promise<string> {
  if (isMariaDb(server) || /^5\./.test(textOf(server, 'version'))) return queries.GRANTS;
  const [row] = await reader.want('active roles', queries.ACTIVE_ROLES) ?? [];
  const roles = row && optionalText(row, 'roles');
  return roles === undefined || roles === 'NONE' || roles === '' ? queries.GRANTS : `${queries.GRANTS} for current_user() using ${roles}`;
}

async function readTables(
  reader: CatalogueReader, schemas: readonly string[], privileges: Privileges | undefined, mariaDb: boolean,
): Promise<TableFacts[]> {
  const values = [schemas];
  const tables = await reader.need('tables', queries.TABLES, values);
  const columns = await reader.need('columns', queries.COLUMNS, values);
  return tablesOf({
    tables,
    columns,
    indexes: await reader.need('indexes', queries.INDEXES, values),
    foreignKeyColumns: await reader.need('foreign keys', queries.FOREIGN_KEY_COLUMNS, values),
    foreignKeyActions: await reader.need('what foreign keys do', queries.FOREIGN_KEY_ACTIONS, values),
    triggers: await reader.need('triggers', queries.TRIGGERS, values),
    partitions: await reader.need('partitions', queries.PARTITIONS, values),
    statistics: mariaDb && columns.some(isLob) ? await reader.want('statistics of columns', queries.COLUMN_STATISTICS, values) : undefined,
    privileges,
  });
}

/**
 * Numbers that the server gave out one after the other are spread evenly, so the smallest and the largest tell the ranges: two looks at the
 * index.
 */
async function withRanges(reader: CatalogueReader, { rangesFromRows }: AuditScope, tables: readonly TableFacts[]): Promise<TableFacts[]> {
  const done: TableFacts[] = [];
  for (const table of tables) {
    const [key, ...others] = table.primaryKey?.columns ?? [];
    const column = table.columns.find(({ name }) => name === key);
    const isSuitable = (table.rows ?? 0) >= rangesFromRows && others.length === 0 && column?.identity === true && !table.traits.includes('not-selectable');
    const [row] = isSuitable ? await reader.want(`the bounds of ${table.schema}.${table.name}`, queries.bounds(table.schema, table.name, key)) ?? [] : [];
    done.push({ ...table, ...row && rangesBetween(key, numberIn(row, 'low'), numberIn(row, 'high')) });
  }
  return done;
}

export function rangesBetween(column: string, low: number | undefined, high: number | undefined): Pick<TableFacts, 'ranges'> {
  if (low === undefined || high === undefined || !Number.isSafeInteger(high) || high - low < MOST_RANGES) return {};
  const bounds = Array.from({ length: MOST_RANGES - 1 }, (_, index) => String(Math.floor(low + ((high - low) * (index + 1)) / MOST_RANGES)));
  return { ranges: { column, bounds } };
}
