import type { ColumnFacts, LobFacts } from '../../../profile/profile';
import type { Row } from '../session';
import { defined, flagIn, numberIn, rounded, textOf } from '../values';

/** What DMS makes LOBs of [DMS User Guide, Source data types for Oracle]. BFILE is no longer carried; it is said what is in it all the same. */
const LOBS: Readonly<Record<string, LobFacts['content']>> = {
  'BFILE': 'binary',
  'BLOB': 'binary',
  'CLOB': 'character',
  'JSON': 'json',
  'LONG': 'character',
  'LONG RAW': 'binary',
  'NCLOB': 'character',
  'SDO_GEOMETRY': 'spatial',
  'XMLTYPE': 'xml',
};

const PLAIN = new Set(['BINARY_DOUBLE', 'BINARY_FLOAT', 'CHAR', 'DATE', 'NCHAR', 'NVARCHAR2', 'RAW', 'VARCHAR2']);
/** Longer ones are kept as LOBs by Oracle (MAX_STRING_SIZE = EXTENDED). */
const LONGEST_PLAIN_BYTES = 4000;

export function columnOf(row: Row, rows: number | undefined, isEncrypted: boolean): ColumnFacts {
  const type = textOf(row, 'DATA_TYPE');
  const content = LOBS[type];
  return defined<ColumnFacts>({
    name: textOf(row, 'COLUMN_NAME'),
    type: spelled(row),
    typeKind: textOf(row, 'DATA_TYPE_OWNER') !== '' && content === undefined ? 'composite' : undefined,
    nullable: textOf(row, 'NULLABLE') === 'Y',
    generated: flagIn(row, 'VIRTUAL_COLUMN') ? 'virtual' : undefined,
    identity: flagIn(row, 'IDENTITY_COLUMN') || undefined,
    invisible: flagIn(row, 'HIDDEN_COLUMN') || undefined,
    protection: isEncrypted ? 'encrypted' : undefined,
    lob: content === undefined ? undefined : lobOf(content, row, rows),
  });
}

/** The average of a LOB column in statistics is that of its locator, with what is kept in the row [derived]: it is left out. */
function lobOf(content: LobFacts['content'], row: Row, rows: number | undefined): LobFacts {
  const nulls = numberIn(row, 'NUM_NULLS');
  if (nulls === undefined || rows === undefined || rows === 0) return { content, basis: 'none' };
  return { content, basis: 'statistics', nullShare: Math.min(1, rounded(nulls / rows)) };
}

export function matters(row: Row): boolean {
  const { generated, identity, invisible, lob, typeKind } = columnOf(row, undefined, false);
  if ([generated, identity, invisible, lob, typeKind].some((fact) => fact !== undefined)) return true;
  const type = textOf(row, 'DATA_TYPE');
  // DMS needs to be told how to carry a number of any scale.
  if (type === 'NUMBER') return textOf(row, 'DATA_SCALE') === '' || (numberIn(row, 'DATA_SCALE') ?? 0) < 0;
  if (/^TIMESTAMP\(\d\)$/.test(type)) return false;
  return !PLAIN.has(type) || (numberIn(row, 'DATA_LENGTH') ?? 0) > LONGEST_PLAIN_BYTES;
}

function spelled(row: Row): string {
  const type = textOf(row, 'DATA_TYPE');
  switch (type) {
    case 'NUMBER': {
      const [precision, scale] = [textOf(row, 'DATA_PRECISION'), textOf(row, 'DATA_SCALE')];
      if (precision === '') return scale === '0' ? 'NUMBER(*,0)' : 'NUMBER';
      return scale === '0' || scale === '' ? `NUMBER(${precision})` : `NUMBER(${precision},${scale})`;
    }
    case 'VARCHAR2':
    case 'CHAR':
      return `${type}(${textOf(row, 'CHAR_LENGTH')}${textOf(row, 'CHAR_USED') === 'C' ? ' CHAR' : ''})`;
    case 'NVARCHAR2':
    case 'NCHAR':
      return `${type}(${textOf(row, 'CHAR_LENGTH')})`;
    case 'RAW':
    case 'UROWID':
      return `${type}(${textOf(row, 'DATA_LENGTH')})`;
    default:
      return textOf(row, 'DATA_TYPE_OWNER') === '' || LOBS[type] !== undefined ? type : `${textOf(row, 'DATA_TYPE_OWNER')}.${type}`;
  }
}
