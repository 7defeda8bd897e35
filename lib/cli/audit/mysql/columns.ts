import type { ColumnFacts, LobFacts } from '../../../profile/profile';
import type { Row } from '../session';
import { defined, numberIn, rounded, textOf } from '../values';

/**
 * What DMS makes LOBs of: TEXT and BLOB of 64 KB are none, but strings and bytes of 65535 [DMS User Guide, Source data types for MySQL].
 */
const LOBS: Readonly<Record<string, LobFacts['content']>> = {
  geomcollection: 'spatial',
  geometry: 'spatial',
  geometrycollection: 'spatial',
  json: 'json',
  linestring: 'spatial',
  longblob: 'binary',
  longtext: 'character',
  mediumblob: 'binary',
  mediumtext: 'character',
  multilinestring: 'spatial',
  multipoint: 'spatial',
  multipolygon: 'spatial',
  point: 'spatial',
  polygon: 'spatial',
};

/** Types about which there is nothing to say by themselves. */
const PLAIN = new Set([
  'bigint', 'binary', 'bit', 'blob', 'char', 'date', 'datetime', 'double', 'float', 'int', 'mediumint', 'smallint', 'text', 'time', 'timestamp',
  'tinyblob', 'tinyint', 'tinytext', 'varbinary', 'varchar', 'year',
]);

/** [DMS User Guide, Data types for AWS DMS] */
const LARGEST_PRECISION = 38;

export function isLob(row: Row): boolean {
  return LOBS[textOf(row, 'dataType')] !== undefined;
}

/** Whether the profile has the column though no key has it. */
export function matters(row: Row): boolean {
  const type = textOf(row, 'dataType');
  const column = columnOf(row, undefined);
  if (column.generated !== undefined || column.identity === true || column.invisible === true) return true;
  return type === 'decimal' ? (numberIn(row, 'precision') ?? 0) > LARGEST_PRECISION : !PLAIN.has(type);
}

export function columnOf(row: Row, statistics: Row | undefined): ColumnFacts {
  const extra = textOf(row, 'extra').toLowerCase();
  const type = textOf(row, 'dataType');
  const content = LOBS[type];
  return defined<ColumnFacts>({
    name: textOf(row, 'name'),
    type: textOf(row, 'type'),
    typeKind: type === 'enum' ? 'enum' : undefined,
    nullable: textOf(row, 'nullable').toUpperCase() === 'YES',
    // "default_generated" is a default that is an expression.
    generated: /\b(stored|persistent) generated|\bpersistent\b/.test(extra) ? 'stored' : /\bvirtual\b/.test(extra) ? 'virtual' : undefined,
    identity: extra.includes('auto_increment') || undefined,
    invisible: extra.includes('invisible') || undefined,
    lob: content === undefined ? undefined : lobOf(content, statistics),
  });
}

function lobOf(content: LobFacts['content'], statistics: Row | undefined): LobFacts {
  const average = statistics && numberIn(statistics, 'average');
  if (statistics === undefined || average === undefined) return { content, basis: 'none' };
  const nullShare = numberIn(statistics, 'nullShare');
  return defined<LobFacts>({
    content, basis: 'statistics', nullShare: nullShare === undefined ? undefined : rounded(nullShare), averageBytes: rounded(average),
  });
}
