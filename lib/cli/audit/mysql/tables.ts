import type { ForeignKeyFacts, KeyFacts, PartitionFacts, PartitioningFacts, TableFacts } from '../../../profile/profile';
import type { Trait } from '../../../profile/vocabulary';
import type { Row } from '../session';
import { byName, countIn, defined, flagIn, groupBy, numberIn, optionalText, tableKey, textOf } from '../values';
import { columnOf, matters } from './columns';
import type { Privileges } from './grants';

export interface TableRows {
  readonly tables: readonly Row[];
  readonly columns: readonly Row[];
  readonly indexes: readonly Row[];
  readonly foreignKeyColumns: readonly Row[];
  readonly foreignKeyActions: readonly Row[];
  readonly triggers: readonly Row[];
  readonly partitions: readonly Row[];
  readonly statistics?: readonly Row[];
  readonly privileges?: Privileges;
}

const PRIMARY = 'PRIMARY';
/** Storage engines that count their rows. */
const COUNTING = new Set(['Aria', 'MEMORY', 'MyISAM']);

export function tablesOf(rows: TableRows): TableFacts[] {
  const of = (row: Row): string => tableKey(textOf(row, 'schema'), textOf(row, 'table'));
  const columns = groupBy(rows.columns, of);
  const indexes = groupBy(rows.indexes, of);
  const foreignKeys = groupBy(rows.foreignKeyColumns, of);
  const actions = groupBy(rows.foreignKeyActions, of);
  const triggers = groupBy(rows.triggers, of);
  const partitions = groupBy(rows.partitions, of);
  const statistics = groupBy(rows.statistics ?? [], of);

  return rows.tables.map((row): TableFacts => {
    const key = tableKey(textOf(row, 'schema'), textOf(row, 'name'));
    const { primary, unique, secondary, types } = keysOf(indexes.get(key) ?? []);
    const references = foreignKeysOf(foreignKeys.get(key) ?? [], actions.get(key) ?? []);
    const named = new Set([...primary ? [primary] : [], ...unique, ...references].flatMap((each) => each.columns));
    const all = [...columns.get(key) ?? []].sort((a, b) => (numberIn(a, 'number') ?? 0) - (numberIn(b, 'number') ?? 0));
    const parts = partitions.get(key) ?? [];
    const count = rowsOf(row);
    const engine = optionalText(row, 'engine');
    return defined<TableFacts>({
      schema: textOf(row, 'schema'),
      name: textOf(row, 'name'),
      kind: parts.length === 0 ? 'table' : 'partitioned',
      rows: count,
      rowsExact: (count !== undefined && engine !== undefined && COUNTING.has(engine)) || undefined,
      bytes: countIn(row, 'bytes'),
      columnCount: all.length,
      columns: all.filter((each) => named.has(textOf(each, 'name')) || matters(each)).map((each) => columnOf(each,
        statistics.get(key)?.find((statistic) => textOf(statistic, 'name') === textOf(each, 'name')))),
      primaryKey: primary,
      uniqueKeys: unique,
      secondaryIndexes: secondary,
      foreignKeys: references,
      triggers: (triggers.get(key) ?? []).map((each) => ({ name: textOf(each, 'name'), enabled: true })).sort((a, b) => byName(a.name, b.name)),
      partitioning: partitioningOf(parts),
      storageEngine: engine,
      traits: traitsOf(row, all, types, primary, rows.privileges),
    });
  }).sort((a, b) => byName(a.schema, b.schema) || byName(a.name, b.name));
}

/** The largest page of InnoDB: a table that has more than one is not empty, whatever its statistics say. */
const LARGEST_PAGE_BYTES = 65536;

function rowsOf(row: Row): number | undefined {
  const count = countIn(row, 'rows');
  return count === 0 && (countIn(row, 'bytes') ?? 0) > LARGEST_PAGE_BYTES ? undefined : count;
}

interface Keys {
  readonly primary: KeyFacts | undefined;
  readonly unique: KeyFacts[];
  readonly secondary: number;
  readonly types: ReadonlySet<string>;
}

function keysOf(rows: readonly Row[]): Keys {
  const indexes = [...groupBy(rows, (row) => textOf(row, 'name')).entries()].sort(([a], [b]) => byName(a, b));
  const keys = indexes.filter(([, [row]]) => !flagIn(row, 'nonUnique')).map(([name, parts]): KeyFacts => {
    const inOrder = [...parts].sort((a, b) => (numberIn(a, 'place') ?? 0) - (numberIn(b, 'place') ?? 0));
    return defined<KeyFacts>({
      name,
      columns: inOrder.map((row) => optionalText(row, 'column')).filter((column) => column !== undefined),
      partial: inOrder.some((row) => numberIn(row, 'prefix') !== undefined) || undefined,
      expression: inOrder.some((row) => optionalText(row, 'column') === undefined) || undefined,
    });
  });
  return {
    primary: keys.find(({ name }) => name === PRIMARY),
    unique: keys.filter(({ name }) => name !== PRIMARY),
    secondary: indexes.length - keys.length,
    types: new Set(rows.map((row) => textOf(row, 'type'))),
  };
}

const ACTIONS: Readonly<Record<string, ForeignKeyFacts['onDelete']>> = { 'CASCADE': 'cascade', 'SET NULL': 'set-null', 'SET DEFAULT': 'set-default' };

function foreignKeysOf(columns: readonly Row[], actions: readonly Row[]): ForeignKeyFacts[] {
  return [...groupBy(columns, (row) => textOf(row, 'name')).entries()].map(([name, parts]): ForeignKeyFacts => {
    const action = actions.find((row) => textOf(row, 'name') === name) ?? {};
    return defined<ForeignKeyFacts>({
      name,
      columns: [...parts].sort((a, b) => (numberIn(a, 'place') ?? 0) - (numberIn(b, 'place') ?? 0)).map((row) => textOf(row, 'column')),
      references: `${textOf(parts[0], 'referencedSchema')}.${textOf(parts[0], 'referenced')}`,
      onDelete: ACTIONS[textOf(action, 'onDelete')],
      onUpdate: ACTIONS[textOf(action, 'onUpdate')],
    });
  }).sort((a, b) => byName(a.name, b.name));
}

function partitioningOf(rows: readonly Row[]): PartitioningFacts | undefined {
  if (rows.length === 0) return undefined;
  const method = textOf(rows[0], 'method').toLowerCase();
  const subpartitions = rows.some((row) => optionalText(row, 'subpartition') !== undefined);
  return defined<PartitioningFacts>({
    method: /^range/.test(method) ? 'range' : /^list/.test(method) ? 'list' : /hash|key/.test(method) ? 'hash' : 'other',
    columns: columnsIn(textOf(rows[0], 'expression')),
    partitions: rows.map((row) => defined<PartitionFacts>({
      name: optionalText(row, 'subpartition') ?? textOf(row, 'name'), rows: rowsOf(row), bytes: countIn(row, 'bytes'),
    })).sort((a, b) => byName(a.name, b.name)),
    subpartitions: subpartitions || undefined,
  });
}

/** Columns of a partitioning expression: their names stand in backticks. */
function columnsIn(expression: string): string[] {
  return [...new Set([...expression.matchAll(/`((?:[^`]|``)+)`/g)].map(([, name]) => name.replaceAll('``', '`')))];
}

function traitsOf(
  row: Row, columns: readonly Row[], indexTypes: ReadonlySet<string>, primary: KeyFacts | undefined, privileges?: Privileges,
): Trait[] {
  const traits: Trait[] = [];
  const options = textOf(row, 'options').toLowerCase();
  if (textOf(row, 'rowFormat') === 'Compressed' || /page_compressed=?["'`]?(1|on|yes)|compression=["']?(zlib|lz4)/.test(options)) traits.push('compressed');
  if (indexTypes.has('FULLTEXT')) traits.push('full-text-index');
  if (indexTypes.has('SPATIAL')) traits.push('spatial-index');
  if (textOf(row, 'type') === 'SYSTEM VERSIONED') traits.push('system-versioned');
  const hidden = columns.find((each) => textOf(each, 'name') === 'my_row_id');
  if (hidden !== undefined && /invisible/i.test(textOf(hidden, 'extra')) && primary?.columns.join() === 'my_row_id') {
    traits.push('generated-invisible-primary-key');
  }
  if (privileges?.maySelect(textOf(row, 'schema'), textOf(row, 'name')) === false) traits.push('not-selectable');
  return traits.sort(byName);
}
