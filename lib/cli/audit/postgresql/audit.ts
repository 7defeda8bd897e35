import { MAX_EXAMPLES, POSTGRESQL_SETTINGS } from '../../../profile/vocabulary';
import { UserError } from '../../io';
import { readLobs } from '../lob-sampling';
import { chooseSchemas } from '../schemas';
import type { CatalogueReader, EngineAudit, Look, ProfileParts, Row } from '../session';
import { countIn, flagIn, groupBy, numberIn, textOf } from '../values';
import { lobContentOf } from './columns';
import { databaseOf, grantsOf, lookOf, objectsOf, replicationOf, settingsOf, transactionsOf } from './facts';
import { POSTGRESQL_LOB_READING } from './lob-reading';
import * as queries from './queries';
import * as state from './state-queries';
import { tablesOf } from './tables';

const LOCK_TIMEOUT_SECONDS = 3;

/** PostgreSQL, Amazon RDS and Aurora PostgreSQL. */
export const POSTGRESQL_AUDIT: EngineAudit = {
  look: async (reader, scope): Promise<Look | undefined> => {
    const position = await reader.want('the position of the log', state.LOOK);
    if (position === undefined) return undefined;
    const schemas = await reader.need('schemas', queries.SCHEMAS);
    const names = schemas.map((row) => textOf(row, 'name')).filter(scope.includes);
    const tables = await reader.want('counters of changes', state.LOOK_AT_TABLES, [names]);
    return lookOf(position, tables ?? []);
  },
  read: async (reader, scope): Promise<ProfileParts> => {
    // Before anything is set for this session: settings are those that the login has.
    const settings = await reader.want('settings', queries.SETTINGS, [POSTGRESQL_SETTINGS]);
    await reader.run('set default_transaction_read_only = on');
    await reader.run('set search_path = pg_catalog');
    await reader.run(`set statement_timeout = '${scope.statementSeconds}s'`);
    await reader.run(`set lock_timeout = '${LOCK_TIMEOUT_SECONDS}s'`);
    await reader.run('begin transaction isolation level repeatable read read only');
    const [server] = await reader.need('the server', queries.SERVER);
    const version = { number: numberIn(server, 'number') ?? 0 };
    if (version.number < queries.OLDEST_VERSION) {
      throw new UserError(`PostgreSQL ${textOf(server, 'version')} cannot be audited: its catalogue is older than PostgreSQL 10's`);
    }
    const schemas = chooseSchemas((await reader.need('schemas', queries.SCHEMAS)).map((row) => textOf(row, 'name')), scope);
    const catalogue = await readCatalogue(reader, schemas, version, scope.rangesFromRows);
    const tables = tablesOf(catalogue);
    const grants = grantsOf(await reader.want('grants', queries.GRANTS) ?? [], tables);
    const objects = objectsOf(await reader.want('other objects', state.objectsQuery(version, MAX_EXAMPLES), [schemas]) ?? []);
    const replication = replicationOf(await reader.want('replication slots', state.SLOTS), await reader.want('replication streams', state.STREAMS));
    const activity = await reader.want('open transactions', state.TRANSACTIONS);
    if (activity?.[0] !== undefined && !flagIn(activity[0], 'seesAll')) {
      reader.note("Open transactions could not be read: the login does not see others' activity; grant it pg_read_all_stats.");
    }
    const transactions = transactionsOf(activity, await reader.want('prepared transactions', state.PREPARED));
    // A snapshot that is held for long keeps VACUUM from its work: rows are read after it.
    await reader.run('commit');
    return {
      oneSnapshot: true,
      database: databaseOf(server, tables),
      settings: settingsOf(settings ?? []),
      grants,
      tables: await readLobs(reader, POSTGRESQL_LOB_READING, tables, scope),
      objects,
      ...replication !== undefined && { replication },
      transactions,
    };
  },
};

async function readCatalogue(
  reader: CatalogueReader, schemas: readonly string[], version: queries.ServerVersion, rangesFromRows: number,
): Promise<Parameters<typeof tablesOf>[0]> {
  const values = [schemas];
  const tables = await reader.need('tables', queries.TABLES, values);
  const columns = await reader.need('columns', queries.columnsQuery(version), values);
  const withLobs = [...groupBy(columns.filter((row) => lobContentOf(row) !== undefined), (row) => textOf(row, 'id')).keys()];
  const large = tables.filter((row) => (countIn(row, 'rows') ?? 0) >= rangesFromRows || textOf(row, 'kind') === 'p').map((row) => textOf(row, 'id'));
  return {
    tables,
    columns,
    sizes: await readSizes(reader, values),
    dropped: await reader.need('dropped columns', queries.DROPPED_COLUMNS, values),
    uniqueKeys: await reader.need('keys', queries.uniqueKeysQuery(version), values),
    indexCounts: await reader.want('indexes', queries.INDEX_COUNTS, values),
    foreignKeys: await reader.need('foreign keys', queries.FOREIGN_KEYS, values),
    triggers: await reader.need('triggers', queries.TRIGGERS, values),
    partitioned: await reader.need('partitions', queries.PARTITIONED, values),
    statistics: await reader.want('statistics of columns', queries.COLUMN_STATISTICS, [schemas, withLobs]),
    histograms: large.length === 0 ? [] : await reader.want('histograms', queries.HISTOGRAMS, [schemas, large]),
  };
}

async function readSizes(reader: CatalogueReader, values: readonly unknown[]): Promise<readonly Row[] | undefined> {
  const sizes = await reader.want('sizes of tables', queries.SIZES, values);
  if (sizes !== undefined) return sizes;
  reader.note('Sizes of tables are those of the last VACUUM or ANALYZE; tables that had none have no size.');
  return reader.want('sizes of tables by statistics', queries.SIZES_BY_STATISTICS, values);
}
