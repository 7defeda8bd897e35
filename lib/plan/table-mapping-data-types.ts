import { error, list, show, warning, type Problem } from './problem';
import { asObject, asWhole, checkMembers, isAbsent, probablyMeant, type JsonObject } from './table-mapping-reading';
import { isKnown, UNKNOWN } from './unknown';

/** DMS's own data types, which columns can be changed to [DMS User Guide, Transformation rules and actions]. */
const DATA_TYPES = [
  'bytes', 'date', 'time', 'datetime', 'int1', 'int2', 'int4', 'int8', 'numeric', 'real4', 'real8', 'string',
  'uint1', 'uint2', 'uint4', 'uint8', 'wstring', 'blob', 'nclob', 'clob', 'boolean', 'set', 'list', 'map', 'tuple',
];

/** What databases call them. */
const DATABASE_TYPES: ReadonlyMap<string, string> = new Map([
  ['bigint', 'int8'], ['binary', 'bytes'], ['bool', 'boolean'], ['bytea', 'bytes'], ['char', 'string'], ['decimal', 'numeric'],
  ['double', 'real8'], ['float', 'real8'], ['float4', 'real4'], ['float8', 'real8'], ['int', 'int4'], ['integer', 'int4'],
  ['nchar', 'wstring'], ['number', 'numeric'], ['nvarchar', 'wstring'], ['real', 'real4'], ['smallint', 'int2'], ['text', 'clob'],
  ['timestamp', 'datetime'], ['tinyint', 'int1'], ['varbinary', 'bytes'], ['varchar', 'string'],
]);

/** Checks the `data-type` object of a rule that adds or changes a column. */
export function checkDataType(where: string, value: unknown): Problem[] {
  if (!isKnown(value) || value === '') return [];
  const dataType = asObject(value);
  if (!dataType || isAbsent(dataType.type) || dataType.type === '') {
    return [error({
      code: 'dataTypeShape',
      where,
      what: `must be an object with a type, got ${show(value)}`,
      why: 'DMS reads the data type of a column from a JSON object',
      mend: 'Write it as {"type": "string", "length": 50}',
    })];
  }
  return [
    ...checkMembers(where, dataType, ['type', 'length', 'precision', 'scale']),
    ...checkType(where, dataType.type),
    ...checkNumbers(where, dataType),
  ];
}

function checkType(where: string, type: unknown): Problem[] {
  if (type === UNKNOWN || (typeof type === 'string' && DATA_TYPES.includes(type))) return [];
  const meant = typeof type === 'string' ? probablyMeant(type, DATA_TYPES, DATABASE_TYPES) : undefined;
  const at = `${where}.type`;
  if (meant === undefined && typeof type === 'string') {
    return [warning({
      code: 'dataTypeUnknown',
      where: at,
      what: `is a data type that this library does not know, ${show(type)}`,
      why: `DMS documents ${list(DATA_TYPES)}`,
      mend: 'Check the spelling, or ignore this if DMS has the type now',
    })];
  }
  return [error({
    code: 'dataTypeName',
    where: at,
    what: `must be one of the data types of DMS, got ${show(type)}`,
    why: 'Here stands the type that DMS itself works with, not that of the source or target database',
    mend: meant === undefined ? `Write one of ${list(DATA_TYPES, 'or')}` : `Write ${show(meant)}`,
  })];
}

/** Empty text is as good as none: DMS's own examples have `"scale": ""`. The scale is not judged: it may be a date-time value as well. */
function checkNumbers(where: string, dataType: JsonObject): Problem[] {
  return ['length', 'precision'].filter((name) => isKnown(dataType[name]) && dataType[name] !== '').flatMap((name) => {
    const number = asWhole(dataType[name]);
    const least = name === 'length' ? 1 : 0;
    return number !== undefined && number >= least ? [] : [error({
      code: 'dataTypeNumber',
      where: `${where}.${name}`,
      what: `must be a whole number of at least ${least}, got ${show(dataType[name])}`,
      why: 'DMS declares the column on the target with it',
      mend: 'Correct it, or leave it out',
    })];
  });
}
