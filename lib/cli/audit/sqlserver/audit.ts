import { classCounts, readLobs, type LobReading } from '../lob-sampling';
import { withNames } from '../name-list';
import { chooseSchemas, schemasIn } from '../schemas';
import type { AuditScope, CatalogueReader, EngineAudit, Look, ProfileParts, Row } from '../session';
import { defined, numberIn, tableKey, textOf } from '../values';
import { databaseOf, grantsOf, objectsOf, settingsOf } from './facts';
import * as queries from './queries';
import { tablesOf, type TableRows } from './tables';

const LOCK_TIMEOUT_MILLISECONDS = 3000;

/**
 * SQL Server, and Amazon RDS for SQL Server. Written by the documentation of the catalogue and tested on rows of its shape; no server has run it
 * so far.
 */
export const SQL_SERVER_AUDIT: EngineAudit = {
  look,
  read: async (reader, scope): Promise<ProfileParts> => {
    await reader.run(`set lock_timeout ${LOCK_TIMEOUT_MILLISECONDS}`);
    const [server] = await reader.need('the server', queries.SERVER);
    const [database] = await reader.want('the database', queries.DATABASE) ?? [];
    const settings = settingsOf({
      database,
      configuration: await reader.want('configuration', queries.CONFIGURATION),
      distributor: await reader.want('the distributor', queries.DISTRIBUTOR),
      agent: await reader.want('the agent', queries.AGENT),
      availabilityGroup: await reader.want('the availability group', queries.AVAILABILITY_GROUP),
      cdcJobs: database?.is_cdc_enabled === true ? await reader.want('jobs of MS-CDC', queries.CDC_JOBS) : [],
      backup: await reader.want('the last full backup', queries.LAST_BACKUP),
    });
    const schemas = chooseSchemas((await reader.need('schemas', queries.SCHEMAS)).map((row) => textOf(row, 'name')), scope);
    const policies = await reader.want('security policies', queries.SECURITY_POLICIES);
    const tables = tablesOf({ ...await readCatalogue(reader, schemas, scope), policies });
    const objects = await want(reader, 'other objects', queries.OBJECTS, schemas) ?? [];
    const [transactions] = await reader.want('open transactions', queries.TRANSACTIONS) ?? [];
    if (scope.lobSizes === 'statistics' && tables.some(({ columns }) => columns.some(({ lob }) => lob !== undefined))) {
      reader.note('The server keeps no statistics of LOBs, so their sizes are not known; --lob-sizes sample reads some rows of each table.');
    }
    return {
      oneSnapshot: false,
      database: databaseOf(server, database, tables),
      settings,
      grants: grantsOf(await reader.want('grants', queries.GRANTS) ?? [], tables),
      tables: await readLobs(reader, LOB_READING, tables, scope),
      objects: objectsOf([...objects, ...policies ?? []], schemas, tables),
      ...transactions !== undefined && { transactions: { oldestSeconds: Math.max(0, numberIn(transactions, 'oldest') ?? 0) } },
    };
  },
};

async function readCatalogue(reader: CatalogueReader, schemas: readonly string[], { rangesFromRows }: AuditScope): Promise<TableRows> {
  return {
    tables: await need(reader, 'tables', queries.TABLES, schemas),
    sizes: await want(reader, 'sizes of tables', queries.SIZES, schemas),
    columns: await need(reader, 'columns', queries.COLUMNS, schemas),
    indexes: await need(reader, 'indexes', queries.INDEXES, schemas),
    indexColumns: await need(reader, 'columns of indexes', queries.INDEX_COLUMNS, schemas),
    foreignKeys: await need(reader, 'foreign keys', queries.FOREIGN_KEYS, schemas),
    triggers: await need(reader, 'triggers', queries.TRIGGERS, schemas),
    partitioned: await need(reader, 'partitions', queries.PARTITIONED, schemas),
    histograms: await want(reader, 'histograms', queries.HISTOGRAMS.replace(':rows', String(rangesFromRows)), schemas),
  };
}

const mark = (index: number): string => `@p${index}`;

async function need(reader: CatalogueReader, what: string, sql: string, schemas: readonly string[]): Promise<readonly Row[]> {
  return reader.need(what, withNames(sql, schemas, mark), schemas);
}

async function want(reader: CatalogueReader, what: string, sql: string, schemas: readonly string[]): Promise<readonly Row[] | undefined> {
  return reader.want(what, withNames(sql, schemas, mark), schemas);
}

async function look(reader: CatalogueReader, scope: AuditScope): Promise<Look | undefined> {
  const [position] = await reader.want('the position of the log', queries.LOOK) ?? [];
  const seconds = position && numberIn(position, 'seconds');
  if (seconds === undefined) return undefined;
  const schemas = schemasIn(await reader.need('schemas', queries.SCHEMAS), scope);
  const tables = schemas.length === 0 ? [] : await want(reader, 'counters of changes', queries.LOOK_AT_TABLES, schemas) ?? [];
  return defined<Look>({
    seconds,
    logBytes: numberIn(position, 'logBytes'),
    transactions: numberIn(position, 'transactions'),
    tables: new Map(tables.map((row) => [
      tableKey(textOf(row, 'schema_name'), textOf(row, 'name')),
      [numberIn(row, 'inserted') ?? 0, numberIn(row, 'updated') ?? 0, numberIn(row, 'deleted') ?? 0],
    ])),
  });
}

export const LOB_READING: LobReading = {
  statement: ({ schema, name }, columns, sampleRows) => {
    const values = columns.map(({ name: column }, index) => `datalength(${queries.quote(column)}) as b${index}`).join(', ');
    const facts = columns.map((_, index) => [
      `count(b${index}) as n${index}`, `avg(cast(b${index} as float)) as a${index}`, `max(b${index}) as m${index}`, classCounts(`b${index}`, index),
    ].join(', ')).join(', ');
    // Pages are chosen at random, whole.
    const sample = sampleRows === undefined ? '' : ` tablesample (${sampleRows} rows)`;
    return `select count_big(*) as rows, ${facts} from (select ${values} from ${queries.quote(schema)}.${queries.quote(name)}${sample}) sampled`;
  },
};
