import type { ColumnFacts, LobFacts } from '../../../profile/profile';
import type { Row } from '../session';
import { defined, flagIn, optionalText, textOf } from '../values';

/**
 * What DMS makes LOBs of [DMS User Guide, Source data types for PostgreSQL]: text and citext (NCLOB), json, jsonb, arrays, composites and hstore
 * (NCLOB), xml, tsvector, tsquery, path and polygon (CLOB), bytea (BLOB). A varchar without a length is none: it becomes one of 8000 bytes.
 */
const LOBS: Readonly<Record<string, LobFacts['content']>> = {
  bytea: 'binary',
  citext: 'character',
  hstore: 'character',
  json: 'json',
  jsonb: 'json',
  path: 'spatial',
  polygon: 'spatial',
  text: 'character',
  tsquery: 'character',
  tsvector: 'character',
  xml: 'xml',
  // PostGIS: DMS takes them for LOBs where both sides have the extension [DMS User Guide, Migrating PostGIS data].
  geography: 'spatial',
  geometry: 'spatial',
};

/** Whether DMS carries a column as a LOB, and what is in it. */
export function lobContentOf(row: Row): LobFacts['content'] | undefined {
  if (textOf(row, 'category') === 'A' || textOf(row, 'baseTypeType') === 'c') return 'other';
  return LOBS[textOf(row, 'baseName')];
}

export function columnOf(row: Row): ColumnFacts {
  const content = lobContentOf(row);
  const generated = optionalText(row, 'generated');
  return defined<ColumnFacts>({
    name: textOf(row, 'name'),
    type: textOf(row, 'type'),
    typeKind: typeKindOf(row),
    baseType: optionalText(row, 'baseType'),
    nullable: !flagIn(row, 'notNull'),
    generated: generated === 's' ? 'stored' : generated === 'v' ? 'virtual' : undefined,
    identity: flagIn(row, 'identity') || undefined,
    lob: content === undefined ? undefined : { content, basis: 'none' },
  });
}

function typeKindOf(row: Row): ColumnFacts['typeKind'] {
  if (textOf(row, 'typeType') === 'd') return 'domain';
  if (textOf(row, 'category') === 'A') return 'array';
  switch (textOf(row, 'baseTypeType')) {
    case 'c': return 'composite';
    case 'e': return 'enum';
    case 'r':
    case 'm': return 'range';
    default: return flagIn(row, 'foreign') ? 'extension' : undefined;
  }
}
