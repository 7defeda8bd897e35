import type { ForeignKeyFacts, KeyFacts, PartitionFacts, PartitioningFacts, RangeFacts, TableFacts, TableKind } from '../../../profile/profile';
import type { Trait } from '../../../profile/vocabulary';
import { MOST_RANGES, thinned } from '../ranges';
import type { Row } from '../session';
import { byName, countIn, defined, flagIn, groupBy, numberIn, optionalFlag, textOf } from '../values';
import { columnOf, matters } from './columns';

export interface TableRows {
  readonly tables: readonly Row[];
  readonly sizes?: readonly Row[];
  readonly columns: readonly Row[];
  readonly indexes: readonly Row[];
  readonly indexColumns: readonly Row[];
  readonly foreignKeys: readonly Row[];
  readonly triggers: readonly Row[];
  readonly partitioned: readonly Row[];
  readonly histograms?: readonly Row[];
  readonly policies?: readonly Row[];
}

export function tablesOf(rows: TableRows): TableFacts[] {
  const id = (row: Row): string => textOf(row, 'object_id');
  const columns = groupBy(rows.columns, id);
  const indexes = groupBy(rows.indexes, id);
  const indexColumns = groupBy(rows.indexColumns, id);
  const foreignKeys = groupBy(rows.foreignKeys, id);
  const triggers = groupBy(rows.triggers, id);
  const sizes = groupBy(rows.sizes ?? [], id);
  const partitioned = new Map(rows.partitioned.map((row) => [id(row), row]));
  const histograms = groupBy(rows.histograms ?? [], id);
  const secured = new Set((rows.policies ?? []).filter((row) => flagIn(row, 'is_enabled')).map(id));

  return rows.tables.map((row): TableFacts => {
    const of = id(row);
    const parts = sizes.get(of) ?? [];
    const tableIndexes = indexes.get(of) ?? [];
    const keys = tableIndexes.filter((index) => flagIn(index, 'is_unique')).map((index) => keyOf(index, indexColumns.get(of) ?? []));
    const primaryName = tableIndexes.find((index) => flagIn(index, 'is_primary_key'))?.name;
    const primary = keys.find(({ name }) => name === primaryName);
    const references = foreignKeysOf(foreignKeys.get(of) ?? []);
    const all = [...columns.get(of) ?? []].sort((a, b) => (numberIn(a, 'column_id') ?? 0) - (numberIn(b, 'column_id') ?? 0));
    const named = new Set([...keys, ...references].flatMap((each) => each.columns));
    const isPartitioned = partitioned.has(of);
    return defined<TableFacts>({
      schema: textOf(row, 'schema_name'),
      name: textOf(row, 'name'),
      kind: kindOf(row, tableIndexes, isPartitioned),
      rows: rows.sizes === undefined ? undefined : total(parts, 'rows'),
      bytes: rows.sizes === undefined ? undefined : total(parts, 'bytes'),
      columnCount: all.length,
      columns: all.filter((each) => named.has(textOf(each, 'name')) || matters(each)).map(columnOf),
      primaryKey: primary,
      uniqueKeys: keys.filter((key) => key !== primary).sort((a, b) => byName(a.name, b.name)),
      secondaryIndexes: tableIndexes.filter((index) => !flagIn(index, 'is_unique') && (numberIn(index, 'index_id') ?? 0) > 1).length,
      foreignKeys: references,
      triggers: (triggers.get(of) ?? []).map((each) => ({ name: textOf(each, 'name'), enabled: !flagIn(each, 'is_disabled') }))
        .sort((a, b) => byName(a.name, b.name)),
      partitioning: isPartitioned ? partitioningOf(parts, indexColumns.get(of) ?? []) : undefined,
      ranges: rangesOf(histograms.get(of) ?? []),
      traits: traitsOf(row, parts, secured.has(of)),
    });
  }).sort((a, b) => byName(a.schema, b.schema) || byName(a.name, b.name));
}

/** Undefined if none was read: a memory-optimized table has no pages. */
function total(rows: readonly Row[], column: string): number | undefined {
  const numbers = rows.map((row) => countIn(row, column)).filter((number) => number !== undefined);
  return numbers.length === 0 ? undefined : numbers.reduce((sum, number) => sum + number, 0);
}

const COLUMNSTORE_TYPES = [5, 6];

function kindOf(row: Row, indexes: readonly Row[], isPartitioned: boolean): TableKind {
  if (flagIn(row, 'is_memory_optimized')) return 'memory-optimized';
  // 1: the history of such a table; 2: the table itself.
  if ((numberIn(row, 'temporal_type') ?? 0) > 0) return 'temporal';
  if (flagIn(row, 'is_external')) return 'foreign';
  if (indexes.some((index) => COLUMNSTORE_TYPES.includes(numberIn(index, 'type') ?? 0))) return 'columnstore';
  return isPartitioned ? 'partitioned' : 'table';
}

function traitsOf(row: Row, sizes: readonly Row[], isSecured: boolean): Trait[] {
  const traits: Trait[] = [];
  if (sizes.some((size) => ['ROW', 'PAGE'].includes(textOf(size, 'compression')))) traits.push('compressed');
  if (flagIn(row, 'is_external')) traits.push('external');
  if (flagIn(row, 'is_filetable')) traits.push('filetable');
  if ((numberIn(row, 'ledger_type') ?? 0) > 0) traits.push('ledger');
  if (flagIn(row, 'is_published')) traits.push('published');
  if (flagIn(row, 'is_tracked_by_cdc')) traits.push('tracked-by-cdc');
  if (optionalFlag(row, 'selectable') === false) traits.push('not-selectable');
  if (isSecured) traits.push('row-level-security');
  return traits.sort(byName);
}

function keyOf(index: Row, columns: readonly Row[]): KeyFacts {
  return defined<KeyFacts>({
    name: textOf(index, 'name'),
    columns: columns.filter((row) => row.index_id === index.index_id && (numberIn(row, 'key_ordinal') ?? 0) > 0)
      .sort((a, b) => (numberIn(a, 'key_ordinal') ?? 0) - (numberIn(b, 'key_ordinal') ?? 0)).map((row) => textOf(row, 'name')),
    partial: flagIn(index, 'has_filter') || undefined,
    valid: flagIn(index, 'is_disabled') ? false : undefined,
  });
}

const ACTIONS: Readonly<Record<string, ForeignKeyFacts['onDelete']>> = { CASCADE: 'cascade', SET_NULL: 'set-null', SET_DEFAULT: 'set-default' };

function foreignKeysOf(rows: readonly Row[]): ForeignKeyFacts[] {
  return [...groupBy(rows, (row) => textOf(row, 'name')).entries()].map(([name, parts]) => defined<ForeignKeyFacts>({
    name,
    columns: [...parts].sort((a, b) => (numberIn(a, 'place') ?? 0) - (numberIn(b, 'place') ?? 0)).map((row) => textOf(row, 'column_name')),
    references: `${textOf(parts[0], 'referenced_schema')}.${textOf(parts[0], 'referenced')}`,
    onDelete: ACTIONS[textOf(parts[0], 'on_delete')],
    onUpdate: ACTIONS[textOf(parts[0], 'on_update')],
  })).sort((a, b) => byName(a.name, b.name));
}

/** Partitions have numbers; there is no other method than ranges. */
function partitioningOf(sizes: readonly Row[], columns: readonly Row[]): PartitioningFacts {
  return {
    method: 'range',
    columns: [...new Set(columns.filter((row) => [0, 1].includes(numberIn(row, 'index_id') ?? -1) && (numberIn(row, 'partition_ordinal') ?? 0) > 0)
      .map((row) => textOf(row, 'name')))],
    partitions: [...sizes].sort((a, b) => (numberIn(a, 'partition_number') ?? 0) - (numberIn(b, 'partition_number') ?? 0)).map((size) => (
      defined<PartitionFacts>({ name: textOf(size, 'partition_number'), rows: countIn(size, 'rows'), bytes: countIn(size, 'bytes') }))),
  };
}

function rangesOf(steps: readonly Row[]): RangeFacts | undefined {
  const bounds = [...steps].sort((a, b) => (numberIn(a, 'step_number') ?? 0) - (numberIn(b, 'step_number') ?? 0)).map((row) => textOf(row, 'bound'));
  const inner = thinned(bounds.slice(1, -1), MOST_RANGES - 1);
  return inner.length === 0 ? undefined : { column: textOf(steps[0], 'column_name'), bounds: inner };
}
