import type { ColumnFacts, TableFacts } from '../../profile/profile';
import { columnRule, generatedColumnRule, keyRule, tableRule } from './makers';
import { quoteTable } from './quoting';
import { baseType, hasTrait } from './reading';
import { POSTGRESQL, type Rule } from './rule';
import { isPostgreSql } from './targets';

const SOURCE = 'DMS User Guide, Using a PostgreSQL database as an AWS DMS source';
const POSTGIS = ['geometry', 'geography', 'raster'];

/** Whether the log has what tells the old row of an UPDATE or DELETE. */
function hasIdentity({ primaryKey, replicaIdentity }: TableFacts): boolean {
  switch (replicaIdentity) {
    case 'full':
    case 'index':
      return true;
    case 'nothing':
      return false;
    case 'default':
      return hasPrimaryKey({ primaryKey });
    case undefined:
      return true; // not known
  }
}

function hasPrimaryKey({ primaryKey }: Pick<TableFacts, 'primaryKey'>): boolean {
  return primaryKey !== undefined && primaryKey.valid !== false;
}

export function isArray(column: ColumnFacts): boolean {
  return /\[\]$|\barray\b/i.test(column.type.trim());
}

/** Their names have the schema of the extension before them where that is not searched. */
function isPostGis(column: ColumnFacts): boolean {
  return POSTGIS.includes(baseType(column).replace(/^.*\./, ''));
}

function isUnboundedNumeric(column: ColumnFacts): boolean {
  return /^(numeric|decimal)$/i.test(column.type.trim());
}

export const POSTGRESQL_TABLE_RULES: readonly Rule[] = [
  tableRule({
    code: 'postgresql-no-replica-identity',
    engines: POSTGRESQL,
    severity: 'error',
    phase: 'cdc',
    title: 'Updates and deletes of tables are lost',
    where: (table) => table.kind !== 'unlogged' && !hasIdentity(table),
    statements: (table) => [`ALTER TABLE ${quoteTable('postgresql', table)} REPLICA IDENTITY ${hasPrimaryKey(table) ? 'DEFAULT' : 'FULL'};`],
    effect: 'Without a primary key or another replica identity the log does not tell which row was changed: DMS migrates inserts, and ignores every UPDATE and DELETE.',
    mend: 'Give the tables a primary key. Where that cannot be, set REPLICA IDENTITY FULL, which makes the log larger and needs the plugin test_decoding.',
    prop: 'settings: { pluginName: PostgreSqlPlugin.TEST_DECODING }',
    source: SOURCE,
    assessment: 'postgres-check-pk',
  }),
  tableRule({
    code: 'postgresql-replica-identity-full',
    engines: POSTGRESQL,
    severity: 'note',
    phase: 'cdc',
    title: 'Tables have REPLICA IDENTITY FULL',
    where: ({ replicaIdentity }) => replicaIdentity === 'full',
    effect: 'The log has the whole old row of every change. The plugin pglogical does not support it.',
    mend: 'Use the plugin test_decoding for them; or set REPLICA IDENTITY DEFAULT where there is a primary key.',
    prop: 'settings: { pluginName: PostgreSqlPlugin.TEST_DECODING }',
    source: SOURCE,
  }),
  tableRule({
    code: 'postgresql-unlogged-table',
    engines: POSTGRESQL,
    severity: 'error',
    phase: 'cdc',
    title: 'Changes of unlogged tables are not captured',
    where: ({ kind }) => kind === 'unlogged',
    statements: (table) => [`ALTER TABLE ${quoteTable('postgresql', table)} SET LOGGED;`],
    effect: 'They are not in the write-ahead log: what changes after the load never reaches the target.',
    mend: 'Set the tables LOGGED, which writes them once as a whole; or exclude them.',
    source: 'PostgreSQL documentation, CREATE TABLE, UNLOGGED [the effect on DMS is derived]',
  }),
  tableRule({
    code: 'postgresql-partitioned-table',
    engines: POSTGRESQL,
    severity: 'warning',
    title: 'Partitioned tables are migrated partition by partition',
    where: ({ kind }) => kind === 'partitioned',
    effect: 'DMS takes parent and partitions for tables of their own and creates them so: the target has no partitions. Partitions that are added, dropped or '
      + 'truncated later are not replicated. A parent that is selected beside its partitions gives duplicate keys.',
    mend: 'Create parent and partitions in the target beforehand, truncate instead of dropping, and select either the parent or the partitions.',
    prop: 'taskSettings: TaskSettings.of({ fullLoad: { targetTablePrepMode: TargetTablePrepMode.TRUNCATE_BEFORE_LOAD } })',
    source: SOURCE,
  }),
  tableRule({
    code: 'postgresql-inherited-table',
    engines: POSTGRESQL,
    severity: 'warning',
    title: 'Tables inherit from others',
    where: ({ kind }) => kind === 'inherited',
    effect: 'A parent is read with the rows of its children, and the children are loaded too: their rows come twice, or give duplicate keys.',
    mend: 'Select either the parent or the children; in a target with the same inheritance, the children.',
    source: `${SOURCE} (of partitions) [for inheritance derived]`,
  }),
  tableRule({
    code: 'postgresql-foreign-table',
    engines: POSTGRESQL,
    severity: 'note',
    title: 'Foreign tables are not migrated',
    anyKind: true,
    where: ({ kind }) => kind === 'foreign',
    effect: 'Their rows are in another server, and their changes are not in the log of this one.',
    mend: 'Migrate them from the server that has them, or exclude them.',
    source: 'PostgreSQL documentation, CREATE FOREIGN TABLE [the effect on DMS is derived]',
  }),
  tableRule({
    code: 'postgresql-materialized-view',
    engines: POSTGRESQL,
    severity: 'note',
    title: 'Materialized views are not migrated',
    anyKind: true,
    where: ({ kind }) => kind === 'materialized-view',
    effect: 'DMS creates tables and primary keys only; a refresh is not in the log as changes.',
    mend: 'Create them in the target and refresh them after the migration.',
    source: 'DMS User Guide, Best practices [for materialized views of PostgreSQL derived]',
  }),
  tableRule({
    code: 'postgresql-array-without-key',
    engines: POSTGRESQL,
    severity: 'error',
    title: 'Tables with array columns have no primary key',
    where: (table) => table.primaryKey === undefined && table.columns.some(isArray),
    effect: 'DMS suspends such a table during the full load.',
    mend: 'Give the tables a primary key.',
    source: SOURCE,
    assessment: 'postgres-check-table-with-array',
  }),
  columnRule({
    code: 'postgresql-unbounded-numeric',
    engines: POSTGRESQL,
    severity: 'error',
    title: 'Numbers without precision are rounded',
    where: isUnboundedNumeric,
    effect: 'DMS takes NUMERIC without precision and scale for NUMERIC(28,6): further decimals are cut, and larger numbers fail.',
    mend: 'Have them carried as strings, at both ends; or give the columns a precision and scale.',
    prop: 'settings: { mapUnboundedNumericAsString: true }',
    source: SOURCE,
  }),
  columnRule({
    code: 'postgresql-wide-numeric',
    engines: POSTGRESQL,
    severity: 'warning',
    title: 'Numbers of more than 38 digits become strings',
    where: ({ type }) => Number(/^(?:numeric|decimal)\s*\(\s*(\d+)/i.exec(type.trim())?.[1] ?? 0) > 38,
    effect: 'DMS has numbers of 38 digits at most; wider ones arrive as STRING, and a target that DMS creates has a column of text.',
    mend: 'Create the target table beforehand, with the type you want.',
    source: SOURCE,
  }),
  columnRule({
    code: 'postgresql-postgis-column',
    engines: POSTGRESQL,
    severity: 'error',
    title: 'PostGIS columns go to PostgreSQL only',
    where: (column, { context: { targetEngine } }) => targetEngine !== undefined && !isPostgreSql(targetEngine) && isPostGis(column),
    effect: 'DMS supports PostGIS types between PostgreSQL databases only; elsewhere the columns are not carried.',
    mend: 'Exclude the columns, or migrate a text form of them (ST_AsText) in a column of its own.',
    source: SOURCE,
    assessment: 'postgres-check-postgis-data-type',
  }),
  generatedColumnRule({
    code: 'postgresql-generated-column',
    engines: POSTGRESQL,
    source: 'PostgreSQL documentation, Generated columns [the effect on DMS is derived]',
  }),
  columnRule({
    code: 'postgresql-identity-column',
    engines: POSTGRESQL,
    severity: 'warning',
    title: 'Sequences behind columns are not migrated',
    where: ({ identity }) => identity === true,
    effect: 'DMS writes the values and leaves the sequences of the target where they are: the first insert after the cutover takes a number that is there already. '
      + 'Columns that are GENERATED ALWAYS AS IDENTITY in the target refuse values.',
    mend: 'Have GENERATED BY DEFAULT in the target, and set the sequences above the largest value before the cutover (setval).',
    source: 'DMS User Guide, Best practices [for identity columns of PostgreSQL derived]',
  }),
  columnRule({
    code: 'postgresql-boolean-to-sqlserver',
    engines: POSTGRESQL,
    severity: 'warning',
    title: 'Booleans arrive wrong in SQL Server',
    where: (column, { context: { targetEngine } }) => targetEngine === 'sqlserver' && ['boolean', 'bool'].includes(baseType(column)),
    effect: 'DMS writes them to SQL Server as bit with inconsistent values.',
    mend: 'Create the target columns as VARCHAR(1) and read F and T.',
    source: SOURCE,
  }),
  keyRule({
    code: 'postgresql-unique-expression',
    engines: POSTGRESQL,
    severity: 'warning',
    title: 'Unique indexes are on expressions',
    where: ({ expression }) => expression === true,
    effect: 'DMS does not replicate a table with a unique index on coalesce(…); other expressions are no key for it either.',
    mend: 'Give the tables a primary key or a unique index on columns, and check that DMS takes them; create the index in the target by hand.',
    source: SOURCE,
  }),
  tableRule({
    code: 'postgresql-extension-table',
    engines: POSTGRESQL,
    severity: 'note',
    title: 'Tables belong to extensions',
    where: (table) => hasTrait(table, 'extension-member'),
    effect: 'CREATE EXTENSION makes them in the target, with rows of their own: DMS would load the same rows beside them, or drop the tables.',
    mend: 'Create the extension in the target, and exclude its tables.',
    prop: "SelectionRule.exclude({ schema: 'public', table: 'spatial_ref_sys' })",
    source: 'PostgreSQL documentation, CREATE EXTENSION [the effect on DMS is derived]',
  }),
  tableRule({
    code: 'postgresql-row-level-security',
    engines: POSTGRESQL,
    severity: 'error',
    phase: 'full-load',
    title: 'Row-level security hides rows',
    where: (table) => hasTrait(table, 'row-level-security'),
    effect: 'The load reads what the policies let its login see, and misses the rest without an error.',
    mend: 'Use a login that has BYPASSRLS, or that owns the tables (without FORCE ROW LEVEL SECURITY).',
    source: 'PostgreSQL documentation, Row security policies [the effect on DMS is derived]',
  }),
];
