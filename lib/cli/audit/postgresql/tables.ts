import type { ColumnFacts, ForeignKeyFacts, KeyFacts, PartitionFacts, PartitioningFacts, TableFacts, TableKind } from '../../../profile/profile';
import type { Trait } from '../../../profile/vocabulary';
import type { Row } from '../session';
import { byName, countIn, defined, flagIn, groupBy, numberIn, optionalText, textOf, wholeSum } from '../values';
import { columnOf } from './columns';
import { lobFactsOf, type ToastFacts } from './lob-statistics';
import { rangesOf } from './ranges';

const REPLICA_IDENTITIES: Readonly<Record<string, TableFacts['replicaIdentity']>> = { d: 'default', f: 'full', i: 'index', n: 'nothing' };

/** Rows of the queries, by their names. What could not be read is undefined. */
export interface TableRows {
  readonly tables: readonly Row[];
  readonly sizes?: readonly Row[];
  readonly dropped: readonly Row[];
  readonly columns: readonly Row[];
  readonly uniqueKeys: readonly Row[];
  readonly indexCounts?: readonly Row[];
  readonly foreignKeys: readonly Row[];
  readonly triggers: readonly Row[];
  readonly partitioned: readonly Row[];
  readonly statistics?: readonly Row[];
  readonly histograms?: readonly Row[];
}

/** Tables with their parts. Partitions are parts of their table, on whatever level they are. */
export function tablesOf(rows: TableRows): TableFacts[] {
  const id = (row: Row): string => textOf(row, 'id');
  const sizes = new Map((rows.sizes ?? []).map((row) => [id(row), row]));
  const dropped = new Map(rows.dropped.map((row) => [id(row), countIn(row, 'dropped') ?? 0]));
  const columns = groupBy(rows.columns, id);
  const keys = groupBy(rows.uniqueKeys, id);
  const indexes = rows.indexCounts === undefined ? undefined : new Map(rows.indexCounts.map((row) => [id(row), countIn(row, 'indexes')]));
  const foreignKeys = groupBy(rows.foreignKeys, id);
  const triggers = groupBy(rows.triggers, id);
  const partitioned = new Map(rows.partitioned.map((row) => [id(row), row]));
  const statistics = groupBy(rows.statistics ?? [], id);
  const histograms = new Map((rows.histograms ?? []).map((row) => [id(row), row]));
  const below = groupBy(rows.tables.filter((row) => flagIn(row, 'isPartition')), (row) => textOf(row, 'parent'));

  return rows.tables.filter((row) => !flagIn(row, 'isPartition')).map((row): TableFacts => {
    const of = id(row);
    const leaves = leavesOf(of, below);
    const parts = leaves.length === 0 ? [row] : leaves;
    const tableRows = textOf(row, 'kind') === 'f' ? undefined : wholeSum(parts.map((part) => rowsOf(part, sizes.get(id(part)))));
    const sizeRows = parts.map((part) => sizes.get(id(part)));
    const bytes = isStored(row) ? wholeSum(sizeRows.map(bytesIn)) : undefined;
    const toast: ToastFacts = { rows: tableRows, bytes: wholeSum(sizeRows.map((size) => size && countIn(size, 'toastBytes'))) };
    const namesOf = namesIn(columns.get(of) ?? []);
    const [primary, ...unique] = keysOf(keys.get(of) ?? [], namesOf);
    return defined<TableFacts>({
      schema: textOf(row, 'schema'),
      name: textOf(row, 'name'),
      kind: kindOf(row),
      rows: tableRows,
      rowsExact: tableRows === 0 && parts.every((part) => countIn(sizes.get(id(part)) ?? {}, 'heapBytes') === 0) ? true : undefined,
      bytes,
      columnCount: (countIn(row, 'columns') ?? 0) - (dropped.get(of) ?? 0),
      columns: columnsOf(columns.get(of) ?? [], statistics.get(of), toast),
      primaryKey: primary,
      uniqueKeys: unique.filter((key) => key !== undefined),
      secondaryIndexes: indexes === undefined ? undefined : indexes.get(of) ?? 0,
      foreignKeys: (foreignKeys.get(of) ?? []).map((each) => foreignKeyOf(each, namesOf)).sort((a, b) => byName(a.name, b.name)),
      triggers: (triggers.get(of) ?? []).map((each) => ({ name: textOf(each, 'name'), enabled: flagIn(each, 'enabled') }))
        .sort((a, b) => byName(a.name, b.name)),
      partitioning: partitioningOf(partitioned.get(of), namesOf, of, leaves, below, sizes),
      ranges: rangesOf(histograms.get(of)),
      replicaIdentity: ['r', 'p'].includes(textOf(row, 'kind')) ? REPLICA_IDENTITIES[textOf(row, 'replicaIdentity')] : undefined,
      traits: traitsOf(row),
    });
  }).sort((a, b) => byName(a.schema, b.schema) || byName(a.name, b.name));
}

function bytesIn(size: Row | undefined): number | undefined {
  return size && wholeSum([countIn(size, 'heapBytes'), countIn(size, 'toastBytes')]);
}

function isStored(row: Row): boolean {
  return textOf(row, 'kind') !== 'f';
}

/**
 * By the last VACUUM or ANALYZE; else by the counters of changes, else a table without a page has no rows. Until PostgreSQL 13, zero rows in zero
 * pages mean that nothing was counted; later, -1 does.
 */
function rowsOf(row: Row, size: Row | undefined): number | undefined {
  if (size !== undefined && countIn(size, 'heapBytes') === 0) return 0;
  const counted = numberIn(row, 'rows');
  if (counted !== undefined && counted >= 0 && (counted > 0 || (countIn(row, 'pages') ?? 0) > 0)) return Math.round(counted);
  const live = countIn(row, 'live');
  return live === undefined || live === 0 ? undefined : live;
}

function kindOf(row: Row): TableKind {
  switch (textOf(row, 'kind')) {
    case 'p': return 'partitioned';
    case 'f': return 'foreign';
    case 'm': return 'materialized-view';
    default: break;
  }
  if (textOf(row, 'persistence') === 'u') return 'unlogged';
  return optionalText(row, 'parent') === undefined ? 'table' : 'inherited';
}

function traitsOf(row: Row): Trait[] {
  const traits: Trait[] = [];
  if (flagIn(row, 'ofExtension')) traits.push('extension-member');
  if (!flagIn(row, 'selectable')) traits.push('not-selectable');
  if (flagIn(row, 'rowSecurity')) traits.push('row-level-security');
  return traits.sort(byName);
}

function columnsOf(rows: readonly Row[], statistics: readonly Row[] | undefined, toast: ToastFacts): ColumnFacts[] {
  const inOrder = [...rows].sort((a, b) => (numberIn(a, 'number') ?? 0) - (numberIn(b, 'number') ?? 0));
  const columns = inOrder.map((row) => ({ row, column: columnOf(row) }));
  const outOfLine = columns.filter(({ row, column }) => column.lob !== undefined && textOf(row, 'storage') !== 'p').length;
  return columns.map(({ row, column }) => (column.lob === undefined ? column : {
    ...column,
    lob: lobFactsOf(column.lob, statistics?.find((each) => textOf(each, 'name') === textOf(row, 'name')), { ...toast, columns: outOfLine }),
  }));
}

type NamesOf = (numbers: string, parts?: number) => string[];

/** The catalogue has columns of keys by their numbers, with spaces between; what is not a column is 0. */
function namesIn(columns: readonly Row[]): NamesOf {
  const names = new Map(columns.map((row) => [textOf(row, 'number'), textOf(row, 'name')]));
  return (numbers, parts) => numbers.split(' ').slice(0, parts).map((number) => names.get(number)).filter((name) => name !== undefined);
}

/** The primary key first, if there is one. */
function keysOf(rows: readonly Row[], namesOf: NamesOf): (KeyFacts | undefined)[] {
  const keys = rows.map((row) => ({
    isPrimary: flagIn(row, 'isPrimary'),
    key: defined<KeyFacts>({
      name: textOf(row, 'name'),
      columns: namesOf(textOf(row, 'columns'), countIn(row, 'parts')),
      partial: flagIn(row, 'partial') || undefined,
      expression: flagIn(row, 'expression') || undefined,
      valid: flagIn(row, 'valid') ? undefined : false,
    }),
  })).sort((a, b) => byName(a.key.name, b.key.name));
  return [keys.find(({ isPrimary }) => isPrimary)?.key, ...keys.filter(({ isPrimary }) => !isPrimary).map(({ key }) => key)];
}

const ACTIONS: Readonly<Record<string, 'cascade' | 'set-null' | 'set-default'>> = { c: 'cascade', n: 'set-null', d: 'set-default' };

function foreignKeyOf(row: Row, namesOf: NamesOf): ForeignKeyFacts {
  return defined<ForeignKeyFacts>({
    name: textOf(row, 'name'),
    columns: namesOf(textOf(row, 'columns')),
    references: `${textOf(row, 'referencedSchema')}.${textOf(row, 'referenced')}`,
    onDelete: ACTIONS[textOf(row, 'onDelete')],
    onUpdate: ACTIONS[textOf(row, 'onUpdate')],
  });
}

function leavesOf(id: string, below: ReadonlyMap<string, Row[]>): Row[] {
  return (below.get(id) ?? []).flatMap((row) => (textOf(row, 'kind') === 'p' ? leavesOf(textOf(row, 'id'), below) : [row]));
}

function partitioningOf(
  row: Row | undefined, namesOf: NamesOf, id: string, leaves: readonly Row[], below: ReadonlyMap<string, Row[]>, sizes: ReadonlyMap<string, Row>,
): PartitioningFacts | undefined {
  if (row === undefined) return undefined;
  const subpartitions = (below.get(id) ?? []).some((each) => textOf(each, 'kind') === 'p');
  return defined<PartitioningFacts>({
    method: ({ r: 'range', l: 'list', h: 'hash' } as const)[textOf(row, 'strategy')] ?? 'other',
    columns: namesOf(textOf(row, 'columns')),
    partitions: leaves.map((leaf): PartitionFacts => {
      const size = sizes.get(textOf(leaf, 'id'));
      return defined<PartitionFacts>({ name: textOf(leaf, 'name'), rows: rowsOf(leaf, size), bytes: bytesIn(size) });
    }).sort((a, b) => byName(a.name, b.name)),
    subpartitions: subpartitions || undefined,
  });
}
