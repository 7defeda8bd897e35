import { error, show, type Problem } from './problem';
import { isKnown } from './unknown';

// [DMS User Guide, Defining external tables for Amazon S3 as a source for AWS DMS; Source data types for Amazon S3].

const MAX_DEFINITION_BYTES = 2 * 1024 * 1024;
const MAX_LENGTH = 2_147_483_647;
const MAX_PRECISION = 38;
const MAX_SCALE = 31;
const MAX_FRACTION = 9;

interface Column {
  readonly ColumnName?: unknown;
  readonly ColumnType?: unknown;
  readonly ColumnLength?: unknown;
  readonly ColumnPrecision?: unknown;
  readonly ColumnScale?: unknown;
}

interface Table {
  readonly TableName?: unknown;
  readonly TableOwner?: unknown;
  readonly TableColumns: readonly Column[];
}

/** Checks the tables of an S3 source. */
export function checkExternalTables(definition: { readonly Tables?: unknown }): Problem[] {
  const tables = definition.Tables as readonly Table[];
  if (tables.length === 0) {
    return [error({
      code: 's3TablesMissing',
      where: 'tables',
      what: 'is empty',
      why: 'DMS reads nothing but the tables that are defined, and refuses the endpoint without any',
      mend: 'Define the tables with their columns',
    })];
  }
  return [...tables.flatMap((table, index) => checkTable(`tables[${index}]`, table)), ...checkSize(definition)];
}

function checkTable(where: string, { TableName: name, TableOwner: schema, TableColumns: columns }: Table): Problem[] {
  return [
    ...checkName(`${where}.name`, name),
    ...checkName(`${where}.schema`, schema),
    ...(columns.length > 0 ? [] : [error({
      code: 's3ColumnsMissing',
      where: `${where}.columns`,
      what: 'is empty',
      why: 'DMS reads the values of a row by the order of the columns',
      mend: 'Define the columns in the order that they have in the files',
    })]),
    ...columns.flatMap((column, index) => checkColumn(`${where}.columns[${index}]`, column)),
  ];
}

function checkName(where: string, name: unknown): Problem[] {
  if (name !== undefined && (!isKnown(name) || (typeof name === 'string' && name !== ''))) return [];
  return [error({
    code: 's3NameMissing',
    where,
    what: `must be a name, got ${show(name)}`,
    why: 'DMS finds files and maps tables by the names of schemas, tables and columns',
    mend: 'Give the name',
  })];
}

function checkColumn(where: string, column: Column): Problem[] {
  const { ColumnName: name, ColumnType: type, ColumnLength: length, ColumnPrecision: precision, ColumnScale: scale } = column;
  const problems = checkName(`${where}.name`, name);
  if (type === undefined) {
    return [...problems, error({
      code: 's3ColumnType',
      where: `${where}.type`,
      what: 'is not given',
      why: 'DMS has to know what the text in the files stands for',
      mend: 'Give one of S3ColumnType: S3ColumnType.string(50)',
    })];
  }
  return [
    ...problems,
    ...checkRange(where, 'a length', length, 1, MAX_LENGTH),
    ...checkRange(where, 'a precision', precision, 1, MAX_PRECISION),
    ...checkRange(where, type === 'NUMERIC' ? 'a scale' : 'fractions of seconds with digits', scale, 0, type === 'NUMERIC' ? MAX_SCALE : MAX_FRACTION),
  ];
}

function checkRange(where: string, what: string, value: unknown, min: number, max: number): Problem[] {
  if (!isKnown(value) || (Number.isInteger(value) && Number(value) >= min && Number(value) <= max)) return [];
  return [error({
    code: 's3ColumnRange',
    where: `${where}.type`,
    what: `must have ${what} from ${min} to ${max}, got ${show(value)}`,
    why: 'DMS takes no others',
    mend: 'Set it in that range',
  })];
}

function checkSize(definition: unknown): Problem[] {
  // Numbers are text to DMS, which takes two quotation marks each; what is known only at deployment is not counted.
  const bytes = Buffer.byteLength(JSON.stringify(definition, (_, value: unknown) => (typeof value === 'number' ? String(value) : value)));
  return bytes <= MAX_DEFINITION_BYTES ? [] : [error({
    code: 's3TablesSize',
    where: 'tables',
    what: `are ${bytes} bytes as JSON, more than ${MAX_DEFINITION_BYTES}`,
    why: 'DMS takes no larger definition',
    mend: 'Read the tables by several endpoints',
  })];
}
