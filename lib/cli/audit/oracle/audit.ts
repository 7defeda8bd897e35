import { ORACLE_GRANTS } from '../../../profile/vocabulary';
import { UserError } from '../../io';
import { readLobs, type LobReading } from '../lob-sampling';
import { withNames } from '../name-list';
import { chooseSchemas } from '../schemas';
import type { CatalogueReader, EngineAudit, Look, ProfileParts, Row } from '../session';
import { defined, numberIn, textOf } from '../values';
import { databaseOf, grantsOf, isPrivilege, objectsOf, settingsOf } from './facts';
import * as queries from './queries';
import { tablesOf, type TableRows } from './tables';

/** Older ones do not say which users are Oracle's own. */
const OLDEST_VERSION = 12;

/** Oracle, and Amazon RDS for Oracle. Written by the documentation of the catalogue and tested on rows of its shape; no server has run it so far. */
export const ORACLE_AUDIT: EngineAudit = {
  look,
  read: async (reader, scope): Promise<ProfileParts> => {
    // All that follows is of one moment; the views of v$ are of their own.
    await reader.run('set transaction read only');
    const [server] = await reader.need('the server', queries.SERVER);
    const [major, minor] = textOf(server, 'version').split('.').map(Number);
    if (major < OLDEST_VERSION) throw new UserError(`Oracle ${textOf(server, 'version')} cannot be audited: its catalogue is older than Oracle 12c's`);
    const [database] = await reader.want('the database', queries.DATABASE) ?? [];
    const characterSets = await reader.want('character sets', queries.CHARACTER_SETS);
    const isRds = (numberIn(server, 'rds') ?? 0) > 0;
    const settings = settingsOf({
      server,
      database,
      characterSets,
      parameters: await want(reader, 'parameters', queries.PARAMETERS, queries.PARAMETER_NAMES),
      archivedLog: await reader.want('archived logs', queries.ARCHIVED_LOG),
      redo: await reader.want('places of redo logs', queries.REDO_IN_ASM),
      tablespaces: await reader.want('encrypted tablespaces', queries.ENCRYPTED_TABLESPACES),
      idleTime: await reader.want('limits of the login', queries.IDLE_TIME),
      rds: isRds ? await reader.want("RDS's configuration", queries.RDS_CONFIGURATION) : undefined,
    });
    const schemas = chooseSchemas((await reader.need('schemas', queries.SCHEMAS)).map((row) => textOf(row, 'name')), scope);
    const privileges = await reader.want('privileges', queries.PRIVILEGES);
    const readable = await want(reader, 'objects of SYS', queries.READABLE, ORACLE_GRANTS.filter((name) => !isPrivilege(name)));
    const readsAny = (privileges ?? []).some((row) => textOf(row, 'privilege') === 'SELECT ANY TABLE');
    const [login] = await reader.need('the login', 'select user as "name" from dual');
    const isOld = major === OLDEST_VERSION && minor < 2;
    const tables = tablesOf(await readCatalogue(reader, schemas, isOld ? queries.COLUMNS_12_1 : queries.COLUMNS, readsAny), textOf(login, 'name'));
    const objects = [
      ...await want(reader, 'other objects', queries.OBJECTS, schemas) ?? [],
      ...await want(reader, 'accounts without a login', queries.SCHEMA_ONLY, schemas) ?? [],
    ];
    const [open] = await reader.want('open transactions', queries.TRANSACTIONS) ?? [];
    const [prepared] = await reader.want('prepared transactions', queries.PREPARED) ?? [];
    await reader.run('commit');
    if (scope.lobSizes !== 'none' && tables.some(({ columns }) => columns.some(({ lob }) => lob?.content === 'character'))) {
      reader.note('Sizes of CLOB and NCLOB columns, where there are any, are in characters: Oracle does not tell their bytes.');
    }
    return {
      oneSnapshot: true,
      database: databaseOf(server, database, characterSets ?? [], tables),
      settings,
      grants: grantsOf(privileges, readable, tables),
      tables: await readLobs(reader, LOB_READING, tables, scope),
      objects: objectsOf(objects, schemas, tables),
      transactions: defined({
        oldestSeconds: open && Math.max(0, Math.round(numberIn(open, 'oldest') ?? 0)),
        prepared: prepared && numberIn(prepared, 'prepared'),
      }),
    };
  },
};

const mark = (index: number): string => `:n${index}`;

async function need(reader: CatalogueReader, what: string, sql: string, names: readonly string[]): Promise<readonly Row[]> {
  return reader.need(what, withNames(sql, names, mark), names);
}

async function want(reader: CatalogueReader, what: string, sql: string, names: readonly string[]): Promise<readonly Row[] | undefined> {
  return reader.want(what, withNames(sql, names, mark), names);
}

async function readCatalogue(reader: CatalogueReader, schemas: readonly string[], columns: string, readsAny: boolean): Promise<TableRows> {
  return {
    tables: await need(reader, 'tables', queries.TABLES, schemas),
    overflows: await need(reader, 'overflow segments', queries.OVERFLOWS, schemas),
    externalTables: await need(reader, 'external tables', queries.EXTERNAL_TABLES, schemas),
    materializedViews: await need(reader, 'materialized views', queries.MATERIALIZED_VIEWS, schemas),
    sizes: await readSizes(reader, schemas),
    columns: await need(reader, 'columns', columns, schemas),
    encryptedColumns: await want(reader, 'encrypted columns', queries.ENCRYPTED_COLUMNS, schemas),
    constraints: await need(reader, 'constraints', queries.CONSTRAINTS, schemas),
    constraintColumns: await need(reader, 'columns of constraints', queries.CONSTRAINT_COLUMNS, schemas),
    indexes: await need(reader, 'indexes', queries.INDEXES, schemas),
    indexColumns: await need(reader, 'columns of indexes', queries.INDEX_COLUMNS, schemas),
    triggers: await need(reader, 'triggers', queries.TRIGGERS, schemas),
    partitioned: await need(reader, 'partitioned tables', queries.PARTITIONED, schemas),
    partitionColumns: await need(reader, 'columns of partitions', queries.PARTITION_COLUMNS, schemas),
    partitions: await need(reader, 'partitions', queries.PARTITIONS, schemas),
    subpartitions: await need(reader, 'subpartitions', queries.SUBPARTITIONS, schemas),
    logGroups: await want(reader, 'supplemental log groups', queries.LOG_GROUPS, schemas),
    policies: await want(reader, 'policies', queries.POLICIES, schemas),
    selectable: readsAny ? undefined : await want(reader, 'privileges on tables', queries.SELECTABLE, schemas),
  };
}

async function readSizes(reader: CatalogueReader, schemas: readonly string[]): Promise<readonly Row[] | undefined> {
  const sizes = await want(reader, 'sizes of tables', queries.SIZES, schemas);
  if (sizes !== undefined) return sizes;
  reader.note('Sizes of tables are those of statistics, without LOBs; for whole ones, grant SELECT on DBA_SEGMENTS, DBA_LOBS and DBA_INDEXES.');
  return want(reader, 'sizes of tables by statistics', queries.SIZES_BY_STATISTICS, schemas);
}

/** No rates of tables: Oracle writes their counters down every few minutes only. */
async function look(reader: CatalogueReader): Promise<Look | undefined> {
  const [position] = await reader.want('the redo log', queries.LOOK) ?? [];
  const seconds = position && numberIn(position, 'seconds');
  if (seconds === undefined) return undefined;
  return defined<Look>({ seconds, logBytes: numberIn(position, 'logBytes'), transactions: numberIn(position, 'transactions'), tables: new Map() });
}

const MEASURABLE = new Set(['BLOB', 'CLOB', 'NCLOB']);
const LARGEST_SHARE = 99.999;
const SMALLEST_SHARE = 0.000001;

export const LOB_READING: LobReading = {
  statement: ({ schema, name, rows }, columns, sampleRows) => {
    const values = columns.map(({ name: column, type }, index) => (
      `${MEASURABLE.has(type) ? `dbms_lob.getlength(${queries.quote(column)})` : 'cast(null as number)'} as b${index}`)).join(', ');
    const facts = columns.map((_, index) => [
      `count(b${index}) as "n${index}"`, `avg(b${index}) as "a${index}"`, `max(b${index}) as "m${index}"`,
      `percentile_disc(0.99) within group (order by b${index}) as "p${index}"`,
    ].join(', ')).join(', ');
    const share = sampleRows === undefined || rows === undefined || rows <= sampleRows ? undefined
      : Math.min(LARGEST_SHARE, Math.max(SMALLEST_SHARE, (100 * sampleRows) / rows));
    return `select count(*) as "rows", ${facts} from (select ${values} from ${queries.quote(schema)}.${queries.quote(name)}`
      + `${share === undefined ? '' : ` sample block (${share.toFixed(6)})`}${sampleRows === undefined ? '' : ` where rownum <= ${sampleRows * 2}`})`;
  },
  canRead: ({ type }) => MEASURABLE.has(type),
};
