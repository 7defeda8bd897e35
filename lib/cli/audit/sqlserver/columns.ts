import type { ColumnFacts, LobFacts } from '../../../profile/profile';
import type { Row } from '../session';
import { defined, flagIn, numberIn, textOf } from '../values';

/** What DMS makes LOBs of [DMS User Guide, Source data types for SQL Server]; beside them, types with a length of `max`. */
const LOBS: Readonly<Record<string, LobFacts['content']>> = {
  geography: 'spatial',
  geometry: 'spatial',
  image: 'binary',
  ntext: 'character',
  text: 'character',
  xml: 'xml',
};
const MAX_LENGTH = -1;

const PLAIN = new Set([
  'bigint', 'binary', 'bit', 'char', 'date', 'datetime', 'datetime2', 'decimal', 'float', 'int', 'money', 'nchar', 'numeric', 'nvarchar', 'real',
  'smalldatetime', 'smallint', 'smallmoney', 'time', 'tinyint', 'uniqueidentifier', 'varbinary', 'varchar',
]);

/** A type of the database's own is named by what it is made of; a type of .NET has no such name. */
export function typeNameOf(row: Row): string {
  return flagIn(row, 'is_assembly_type') ? textOf(row, 'type_name') : textOf(row, 'system_type_name');
}

export function lobContentOf(row: Row): LobFacts['content'] | undefined {
  const type = typeNameOf(row);
  if (LOBS[type] !== undefined) return LOBS[type];
  if (numberIn(row, 'max_length') !== MAX_LENGTH) return undefined;
  return type === 'varbinary' ? 'binary' : type === 'varchar' || type === 'nvarchar' ? 'character' : undefined;
}

export function columnOf(row: Row): ColumnFacts {
  const content = lobContentOf(row);
  const isUserDefined = flagIn(row, 'is_user_defined');
  return defined<ColumnFacts>({
    name: textOf(row, 'name'),
    type: isUserDefined ? textOf(row, 'type_name') : spelled(row),
    typeKind: isUserDefined ? 'domain' : undefined,
    baseType: isUserDefined && !flagIn(row, 'is_assembly_type') ? spelled(row) : undefined,
    nullable: flagIn(row, 'is_nullable'),
    generated: flagIn(row, 'is_computed') ? (flagIn(row, 'is_persisted') ? 'stored' : 'virtual')
      : (numberIn(row, 'generated_always_type') ?? 0) > 0 ? 'stored' : undefined,
    identity: flagIn(row, 'is_identity') || undefined,
    invisible: flagIn(row, 'is_hidden') || undefined,
    protection: numberIn(row, 'encryption_type') !== undefined ? 'encrypted' : flagIn(row, 'is_masked') ? 'masked' : undefined,
    sparse: flagIn(row, 'is_sparse') || undefined,
    lob: content === undefined ? undefined : { content, basis: 'none' },
  });
}

export function matters(row: Row): boolean {
  const { lob, generated, identity, invisible, protection, sparse, typeKind } = columnOf(row);
  return [lob, generated, identity, invisible, protection, sparse, typeKind].some((fact) => fact !== undefined) || !PLAIN.has(typeNameOf(row));
}

function spelled(row: Row): string {
  const type = typeNameOf(row);
  const length = numberIn(row, 'max_length') ?? 0;
  switch (type) {
    case 'char': case 'varchar': case 'binary': case 'varbinary':
      return `${type}(${length === MAX_LENGTH ? 'max' : length})`;
    case 'nchar': case 'nvarchar':
      return `${type}(${length === MAX_LENGTH ? 'max' : length / 2})`;
    case 'decimal': case 'numeric':
      return `${type}(${textOf(row, 'precision')},${textOf(row, 'scale')})`;
    case 'datetime2': case 'datetimeoffset': case 'time':
      return `${type}(${textOf(row, 'scale')})`;
    default:
      return type;
  }
}
