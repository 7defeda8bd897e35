import type { ForeignKeyFacts, KeyFacts, PartitionFacts, PartitioningFacts, TableFacts, TableKind } from '../../../profile/profile';
import type { Trait } from '../../../profile/vocabulary';
import type { Row } from '../session';
import { byName, countIn, defined, groupBy, numberIn, optionalText, tableKey, textOf } from '../values';
import { columnOf, matters } from './columns';

export interface TableRows {
  readonly tables: readonly Row[];
  readonly overflows: readonly Row[];
  readonly externalTables: readonly Row[];
  readonly materializedViews: readonly Row[];
  readonly sizes?: readonly Row[];
  readonly columns: readonly Row[];
  readonly encryptedColumns?: readonly Row[];
  readonly constraints: readonly Row[];
  readonly constraintColumns: readonly Row[];
  readonly indexes: readonly Row[];
  readonly indexColumns: readonly Row[];
  readonly triggers: readonly Row[];
  readonly partitioned: readonly Row[];
  readonly partitionColumns: readonly Row[];
  readonly partitions: readonly Row[];
  readonly subpartitions: readonly Row[];
  readonly logGroups?: readonly Row[];
  readonly policies?: readonly Row[];
  /** Undefined if the login may read any table. */
  readonly selectable?: readonly Row[];
}

export function tablesOf(rows: TableRows, login: string): TableFacts[] {
  const of = (row: Row): string => tableKey(textOf(row, 'owner'), textOf(row, 'table'));
  const keyIn = (row: Row): string => tableKey(textOf(row, 'OWNER'), textOf(row, 'TABLE_NAME'));
  const namesIn = (list: readonly Row[] | undefined): ReadonlySet<string> => new Set((list ?? []).map(of));
  const columns = groupBy(rows.columns, keyIn);
  const encrypted = groupBy(rows.encryptedColumns ?? [], of);
  const constraints = groupBy(rows.constraints, of);
  const constraintColumns = groupBy(rows.constraintColumns, of);
  const indexes = groupBy(rows.indexes, of);
  const indexColumns = groupBy(rows.indexColumns, of);
  const triggers = groupBy(rows.triggers, of);
  const partitioned = new Map(rows.partitioned.map((row) => [of(row), row]));
  const partitionColumns = groupBy(rows.partitionColumns, of);
  const partitions = groupBy(rows.partitions, of);
  const subpartitions = groupBy(rows.subpartitions, of);
  const sizes = new Map((rows.sizes ?? []).map((row) => [of(row), countIn(row, 'bytes')]));
  const sets = {
    overflow: namesIn(rows.overflows), external: namesIn(rows.externalTables), materialized: namesIn(rows.materializedViews),
    secured: namesIn(rows.policies), selectable: rows.selectable === undefined ? undefined : namesIn(rows.selectable),
  };
  const logGroups = groupBy(rows.logGroups ?? [], of);

  return rows.tables.map((row): TableFacts => {
    const key = keyIn(row);
    const owner = textOf(row, 'OWNER');
    const own = constraints.get(key) ?? [];
    const keys = keysOf(own, constraintColumns.get(key) ?? [], indexes.get(key) ?? [], indexColumns.get(key) ?? []);
    const references = foreignKeysOf(own, constraintColumns.get(key) ?? []);
    const hidden = new Set((encrypted.get(key) ?? []).map((each) => textOf(each, 'column')));
    const all = [...columns.get(key) ?? []].sort((a, b) => (numberIn(a, 'INTERNAL_COLUMN_ID') ?? 0) - (numberIn(b, 'INTERNAL_COLUMN_ID') ?? 0));
    const named = new Set([...keys.all, ...references].flatMap((each) => each.columns));
    const count = countIn(row, 'NUM_ROWS');
    return defined<TableFacts>({
      schema: owner,
      name: textOf(row, 'TABLE_NAME'),
      kind: kindOf(row, sets.external.has(key), sets.materialized.has(key)),
      rows: count,
      bytes: sizes.get(key),
      columnCount: all.length,
      columns: all.filter((each) => named.has(textOf(each, 'COLUMN_NAME')) || hidden.has(textOf(each, 'COLUMN_NAME')) || matters(each))
        .map((each) => columnOf(each, count, hidden.has(textOf(each, 'COLUMN_NAME')))),
      primaryKey: keys.primary,
      uniqueKeys: keys.unique,
      secondaryIndexes: (indexes.get(key) ?? []).filter((each) => textOf(each, 'uniqueness') !== 'UNIQUE').length,
      foreignKeys: references,
      triggers: (triggers.get(key) ?? []).map((each) => ({ name: textOf(each, 'name'), enabled: textOf(each, 'status') === 'ENABLED' }))
        .sort((a, b) => byName(a.name, b.name)),
      partitioning: partitioningOf(partitioned.get(key), partitionColumns.get(key) ?? [], partitions.get(key) ?? [], subpartitions.get(key) ?? []),
      traits: [
        ...traitsOf(row, (logGroups.get(key) ?? []).map((each) => textOf(each, 'type'))),
        ...sets.external.has(key) ? ['external'] : [],
        ...sets.overflow.has(key) ? ['iot-overflow'] : [],
        ...sets.secured.has(key) ? ['row-level-security'] : [],
        ...sets.selectable !== undefined && owner !== login && !sets.selectable.has(key) ? ['not-selectable'] : [],
      ].sort(byName),
    });
  }).sort((a, b) => byName(a.schema, b.schema) || byName(a.name, b.name));
}

function kindOf(row: Row, isExternal: boolean, isMaterialized: boolean): TableKind {
  if (textOf(row, 'TEMPORARY') === 'Y') return 'temporary';
  if (textOf(row, 'NESTED') === 'YES') return 'nested';
  if (isExternal && textOf(row, 'HYBRID') !== 'YES') return 'foreign';
  if (isMaterialized) return 'materialized-view';
  if (textOf(row, 'IOT_TYPE') === 'IOT') return 'index-organized';
  return textOf(row, 'PARTITIONED') === 'YES' ? 'partitioned' : 'table';
}

const LOG_GROUP_TRAITS: Readonly<Record<string, Trait>> = {
  'ALL COLUMN LOGGING': 'supplemental-log-all',
  'PRIMARY KEY LOGGING': 'supplemental-log-pk',
  'UNIQUE KEY LOGGING': 'supplemental-log-ui',
  'USER LOG GROUP': 'supplemental-log-group',
};

function traitsOf(row: Row, logGroups: readonly string[]): Trait[] {
  const traits: Trait[] = [];
  if (textOf(row, 'COMPRESSION') === 'ENABLED') traits.push(/QUERY|ARCHIVE/.test(textOf(row, 'COMPRESS_FOR')) ? 'compressed-hcc' : 'compressed');
  if (textOf(row, 'HYBRID') === 'YES') traits.push('hybrid-partitioned');
  for (const type of new Set(logGroups)) {
    if (LOG_GROUP_TRAITS[type] !== undefined) traits.push(LOG_GROUP_TRAITS[type]);
  }
  return traits;
}

interface Keys {
  readonly all: readonly KeyFacts[];
  readonly primary: KeyFacts | undefined;
  readonly unique: KeyFacts[];
}

/** Constraints, and unique indexes that belong to none. */
function keysOf(constraints: readonly Row[], constraintColumns: readonly Row[], indexes: readonly Row[], indexColumns: readonly Row[]): Keys {
  const keys = constraints.filter((row) => textOf(row, 'type') !== 'R').map((row) => ({
    isPrimary: textOf(row, 'type') === 'P',
    key: defined<KeyFacts>({
      name: textOf(row, 'name'),
      columns: inOrder(constraintColumns, textOf(row, 'name')),
      valid: textOf(row, 'status') === 'ENABLED' && textOf(row, 'validated') === 'VALIDATED' ? undefined : false,
    }),
  }));
  const used = new Set(constraints.map((row) => textOf(row, 'index')));
  const unique = indexes.filter((row) => textOf(row, 'uniqueness') === 'UNIQUE' && !used.has(textOf(row, 'name'))).map((row) => {
    const isExpression = textOf(row, 'type').startsWith('FUNCTION-BASED');
    return defined<KeyFacts>({
      name: textOf(row, 'name'),
      // What stands for an expression is a column that Oracle made.
      columns: inOrder(indexColumns, textOf(row, 'name')).filter((column) => !isExpression || !/^SYS_NC\d+\$$/.test(column)),
      expression: isExpression || undefined,
      valid: textOf(row, 'status') === 'UNUSABLE' ? false : undefined,
    });
  });
  const primary = keys.find(({ isPrimary }) => isPrimary)?.key;
  const others = [...keys.filter(({ isPrimary }) => !isPrimary).map(({ key }) => key), ...unique].sort((a, b) => byName(a.name, b.name));
  return { all: [...primary ? [primary] : [], ...others], primary, unique: others };
}

function inOrder(rows: readonly Row[], name: string): string[] {
  return rows.filter((row) => textOf(row, 'name') === name).sort((a, b) => (numberIn(a, 'place') ?? 0) - (numberIn(b, 'place') ?? 0))
    .map((row) => textOf(row, 'column'));
}

function foreignKeysOf(constraints: readonly Row[], columns: readonly Row[]): ForeignKeyFacts[] {
  return constraints.filter((row) => textOf(row, 'type') === 'R' && optionalText(row, 'referenced') !== undefined).map((row) => defined<ForeignKeyFacts>({
    name: textOf(row, 'name'),
    columns: inOrder(columns, textOf(row, 'name')),
    references: `${textOf(row, 'referencedOwner')}.${textOf(row, 'referenced')}`,
    onDelete: textOf(row, 'onDelete') === 'CASCADE' ? 'cascade' : textOf(row, 'onDelete') === 'SET NULL' ? 'set-null' : undefined,
  })).sort((a, b) => byName(a.name, b.name));
}

function partitioningOf(
  row: Row | undefined, columns: readonly Row[], partitions: readonly Row[], subpartitions: readonly Row[],
): PartitioningFacts | undefined {
  if (row === undefined) return undefined;
  const method = textOf(row, 'method');
  const leaves = subpartitions.length > 0 ? subpartitions : partitions;
  return defined<PartitioningFacts>({
    method: method === 'RANGE' ? 'range' : method === 'LIST' ? 'list' : method === 'HASH' ? 'hash' : 'other',
    columns: [...columns].sort((a, b) => (numberIn(a, 'place') ?? 0) - (numberIn(b, 'place') ?? 0)).map((each) => textOf(each, 'column')),
    partitions: leaves.map((leaf) => defined<PartitionFacts>({ name: textOf(leaf, 'name'), rows: countIn(leaf, 'rows') }))
      .sort((a, b) => byName(a.name, b.name)),
    subpartitions: subpartitions.length > 0 || undefined,
  });
}
