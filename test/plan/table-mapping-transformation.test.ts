import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { besides, check, column, selection, transformation } from '../support/table-mapping-documents';

const TABLE = { 'schema-name': 'sales', 'table-name': 'orders' };
const tablespace = (members: Readonly<Record<string, unknown>> = {}) => transformation({
  'rule-target': 'table-tablespace',
  'object-locator': { ...TABLE, 'table-tablespace-name': 'USERS' },
  ...members,
});
const key = (members: Readonly<Record<string, unknown>>) => transformation({
  'rule-action': 'define-primary-key',
  'value': undefined,
  'primary-key-def': { name: 'pk', columns: ['id'], ...members },
});
const dataType = (value: unknown) => column({ 'rule-action': 'change-data-type', 'data-type': value });
const beforeImage = (definition: unknown) => column({
  'object-locator': TABLE, 'rule-action': 'add-before-image-columns', 'before-image-def': definition,
});
const added = (expression: unknown) => column({
  'object-locator': TABLE, 'rule-action': 'add-column', 'value': 'op', expression, 'data-type': { type: 'string', length: 50 },
});

testRules([
  {
    code: 'mappingWord',
    variant: 'transformation action',
    bad: () => besides(transformation({ 'rule-action': 'rename-table' })),
    message: `'rules[1].rule-action' must be rename, convert-lowercase, convert-uppercase, add-prefix, remove-prefix, replace-prefix, add-suffix, remove-suffix, replace-suffix, add-column, include-column, remove-column, change-data-type, add-before-image-columns, data-masking-digits-mask, data-masking-digits-randomize, data-masking-hash-mask or define-primary-key, got "rename-table". DMS takes these words only as it documents them, in lower case. Write "rename". [mappingWord]`,
    unknown: () => besides(transformation({ 'rule-action': UNKNOWN })),
  },
  {
    code: 'mappingWordUnknown',
    variant: 'transformation action',
    bad: () => besides(transformation({ 'rule-action': 'translate-to-latin' })),
    message: `'rules[1].rule-action' is a value that this library does not know, "translate-to-latin". DMS documents rename, convert-lowercase, convert-uppercase, add-prefix, remove-prefix, replace-prefix, add-suffix, remove-suffix, replace-suffix, add-column, include-column, remove-column, change-data-type, add-before-image-columns, data-masking-digits-mask, data-masking-digits-randomize, data-masking-hash-mask and define-primary-key; what it adds later is passed on unchecked. Check the spelling, or ignore this if DMS has the value now. [mappingWordUnknown]`,
    unknown: () => besides(transformation({ 'rule-action': UNKNOWN })),
  },
  {
    code: 'mappingWord',
    variant: 'rule-target',
    bad: () => besides(transformation({ 'rule-target': 'tables' })),
    message: `'rules[1].rule-target' must be schema, table, column, table-tablespace or index-tablespace, got "tables". DMS takes these words only as it documents them, in lower case. Write "table". [mappingWord]`,
    unknown: () => besides(transformation({ 'rule-target': UNKNOWN })),
  },
  {
    code: 'ruleTargetMissing',
    bad: () => besides(transformation({ 'rule-target': undefined })),
    message: `'rules[1].rule-target' must be given. DMS must know whether the rule is about a schema, a table, a column or a tablespace. Write "schema", "table", "column", "table-tablespace" or "index-tablespace". [ruleTargetMissing]`,
    unknown: () => besides(transformation({ 'rule-target': UNKNOWN })),
  },
  {
    code: 'actionForTarget',
    variant: 'masking',
    bad: () => besides(transformation({ 'rule-action': 'data-masking-hash-mask', 'value': undefined })),
    message: `'rules[1].rule-action' must not be "data-masking-hash-mask" for the rule-target "table". DMS has this action for the rule-target "column" only. Change the rule-target or the rule-action. [actionForTarget]`,
    unknown: () => besides(transformation({ 'rule-action': UNKNOWN, 'value': undefined })),
  },
  {
    code: 'actionForTarget',
    variant: 'primary key',
    bad: () => besides(column({ 'rule-action': 'define-primary-key', 'primary-key-def': { name: 'pk', columns: ['id'] } })),
    message: `'rules[1].rule-action' must not be "define-primary-key" for the rule-target "column". DMS has this action for the rule-target "table" only. Change the rule-target or the rule-action. [actionForTarget]`,
    unknown: () => besides(column({ 'rule-target': UNKNOWN, 'rule-action': 'define-primary-key' })),
  },
  {
    code: 'mappingLocatorMember',
    variant: 'column',
    bad: () => besides(column({ 'object-locator': TABLE, 'rule-action': 'remove-column' })),
    message: `'rules[1].object-locator.column-name' must be given, got nothing. DMS needs schema-name, table-name and column-name to find what a transformation rule is about. Name it, or write "%" where wildcards are allowed and all are meant. [mappingLocatorMember]`,
    unknown: () => besides(column({ 'object-locator': { ...TABLE, 'column-name': UNKNOWN }, 'rule-action': 'remove-column' })),
  },
  {
    code: 'schemaRuleTable',
    bad: () => besides(transformation({ 'rule-target': 'schema' })),
    message: `'rules[1].object-locator.table-name' is given for the rule-target "schema". A schema is transformed as a whole, and DMS documents schema-name alone in its locator. Leave it out. [schemaRuleTable]`,
    unknown: () => besides(transformation({ 'rule-target': UNKNOWN })),
  },
  {
    code: 'tablespaceBoth',
    bad: () => besides(tablespace({ 'object-locator': { ...TABLE, 'table-tablespace-name': 'USERS', 'index-tablespace-name': 'INDX' } })),
    message: `'rules[1].object-locator' must not have both table-tablespace-name and index-tablespace-name. DMS takes one of them in a rule. Write one rule for the table's tablespace and one for that of the indexes. [tablespaceBoth]`,
    unknown: () => besides(tablespace({ 'object-locator': UNKNOWN })),
  },
  {
    code: 'mappingEngine',
    variant: 'tablespace rules',
    bad: () => check([selection(), tablespace()], { targetEngine: 'aurora-postgresql' }),
    message: `'rules[1].rule-target' cannot be used with the target engine "aurora-postgresql". DMS has tablespace rules for Oracle as target only. Leave it out, or move the rule to a task between other endpoints. [mappingEngine]`,
    unknown: () => check([selection(), tablespace()], { targetEngine: UNKNOWN }),
  },
  {
    code: 'mappingEngine',
    variant: 'tablespace names',
    bad: () => check([selection(), tablespace()], { sourceEngine: 'sqlserver' }),
    message: `'rules[1].object-locator.table-tablespace-name' cannot be used with the source engine "sqlserver". DMS has tablespace names for Oracle as source only. Leave it out, or move the rule to a task between other endpoints. [mappingEngine]`,
    unknown: () => check([selection(), tablespace()], { sourceEngine: UNKNOWN }),
  },
  {
    code: 'transformationMember',
    variant: 'value',
    bad: () => besides(transformation({ 'rule-action': 'add-prefix', 'value': '' })),
    message: `'rules[1].value' must be given for the rule-action "add-prefix", got "". DMS cannot carry the action out without it. Add it. [transformationMember]`,
    unknown: () => besides(transformation({ 'rule-action': 'add-prefix', 'value': UNKNOWN })),
  },
  {
    code: 'transformationMember',
    variant: 'new name',
    bad: () => besides(transformation({ value: null })),
    message: `'rules[1].value' must be given for the rule-action "rename", got null. DMS cannot carry the action out without it. Give the new name, or an expression that makes it. [transformationMember]`,
    unknown: () => besides(transformation({ value: UNKNOWN })),
  },
  {
    code: 'transformationMember',
    variant: 'old-value',
    bad: () => besides(transformation({ 'rule-action': 'replace-suffix', 'value': '_new' })),
    message: `'rules[1].old-value' must be given for the rule-action "replace-suffix", got nothing. DMS cannot carry the action out without it. Add it. [transformationMember]`,
    unknown: () => besides(transformation({ 'rule-action': 'replace-suffix', 'value': '_new', 'old-value': UNKNOWN })),
  },
  {
    code: 'transformationMember',
    variant: 'data-type',
    bad: () => besides(column({ 'object-locator': TABLE, 'rule-action': 'add-column', 'value': 'op' })),
    message: `'rules[1].data-type' must be given for the rule-action "add-column", got nothing. DMS cannot carry the action out without it. Add it. [transformationMember]`,
    unknown: () => besides(column({ 'object-locator': TABLE, 'rule-action': 'add-column', 'value': 'op', 'data-type': UNKNOWN })),
  },
  {
    code: 'transformationMember',
    variant: 'primary-key-def',
    bad: () => besides(transformation({ 'rule-action': 'define-primary-key', 'value': undefined })),
    message: `'rules[1].primary-key-def' must be given for the rule-action "define-primary-key", got nothing. DMS cannot carry the action out without it. Add it. [transformationMember]`,
    unknown: () => besides(transformation({ 'rule-action': 'define-primary-key', 'value': undefined, 'primary-key-def': UNKNOWN })),
  },
  {
    code: 'transformationMemberUnused',
    bad: () => besides(transformation({ 'rule-action': 'convert-lowercase' })),
    message: `'rules[1].value' is given for the rule-action "convert-lowercase". DMS reads it for rename, add-prefix, remove-prefix, replace-prefix, add-suffix, remove-suffix, replace-suffix, add-column and data-masking-digits-mask only. Leave it out, or change the rule-action. [transformationMemberUnused]`,
    unknown: () => besides(transformation({ 'rule-action': UNKNOWN })),
  },
  {
    code: 'renamedTwice',
    bad: () => besides(transformation({ expression: '$AR_M_SOURCE_TABLE_NAME' })),
    message: `'rules[1]' has both a value and an expression for the new name. DMS does not document which of them it takes. Leave one of them out. [renamedTwice]`,
    unknown: () => besides(transformation({ 'rule-action': UNKNOWN, 'expression': '$AR_M_SOURCE_TABLE_NAME' })),
  },
  {
    code: 'renamesManyToOne',
    bad: () => check([selection({ 'object-locator': { 'schema-name': 'sales', 'table-name': '%' } }), transformation({ 'object-locator': { 'schema-name': 'sales', 'table-name': 'ord%' } })]),
    message: `'rules[1].object-locator.table-name' gives one new name to every table that matches "ord%". DMS does not support two tables of the source in one of the target. Name one exactly, or make the new name by an expression, a prefix or a suffix. [renamesManyToOne]`,
    unknown: () => besides(transformation({ 'object-locator': { 'schema-name': 'sales', 'table-name': UNKNOWN } })),
  },
  {
    code: 'columnNotTransformable',
    bad: () => besides(column({ 'object-locator': { ...TABLE, 'column-name': 'unit-price' }, 'rule-action': 'remove-column' })),
    message: `'rules[1].object-locator.column-name' must not have #, \\, /, - or right-to-left letters, got "unit-price". DMS cannot transform columns whose names have these characters. Rename the column at the source, or leave the rule out and rename it on the target. [columnNotTransformable]`,
    unknown: () => besides(column({ 'object-locator': { ...TABLE, 'column-name': UNKNOWN }, 'rule-action': 'remove-column' })),
  },
  {
    code: 'primaryKeyWildcard',
    bad: () => besides({ ...key({}), 'object-locator': { 'schema-name': 'sales', 'table-name': '%' } }),
    message: `'rules[1].object-locator.table-name' must be an exact name, got "%". DMS defines a primary key for one table at a time. Write one rule for each table. [primaryKeyWildcard]`,
    unknown: () => besides({ ...key({}), 'object-locator': { 'schema-name': 'sales', 'table-name': UNKNOWN } }),
  },
  {
    code: 'primaryKeyName',
    bad: () => besides(key({ name: undefined })),
    message: `'rules[1].primary-key-def.name' must be given, got nothing. DMS names the key or index on the target so. Give the key a name that the target does not have yet. [primaryKeyName]`,
    unknown: () => besides(key({ name: UNKNOWN })),
  },
  {
    code: 'primaryKeyColumns',
    bad: () => besides(key({ columns: ['id', 'id'] })),
    message: `'rules[1].primary-key-def.columns' must be a list of different columns, got ["id","id"]. A key has at least one column, and none twice. List the columns in the order that the key is to have. [primaryKeyColumns]`,
    unknown: () => besides(key({ columns: UNKNOWN })),
  },
  {
    code: 'mappingWord',
    variant: 'origin of a key',
    bad: () => besides(key({ origin: 'unique_index' })),
    message: `'rules[1].primary-key-def.origin' must be primary-key or unique-index, got "unique_index". DMS takes these words only as it documents them, in lower case. Write "unique-index". [mappingWord]`,
    unknown: () => besides(key({ origin: UNKNOWN })),
  },
  {
    code: 'beforeImageAffixes',
    bad: () => besides(beforeImage({ 'column-prefix': '' })),
    message: `'rules[1].before-image-def' must have a column-prefix or a column-suffix that is not empty. The before-image columns would have the names of the columns themselves. Leave the column-prefix out, and DMS takes "BI_". [beforeImageAffixes]`,
    unknown: () => besides(beforeImage({ 'column-prefix': '', 'column-suffix': UNKNOWN })),
  },
  {
    code: 'beforeImageWithoutCdc',
    bad: () => check([selection(), beforeImage(undefined)], { migrationType: 'full-load' }),
    message: `'rules[1]' adds before-image columns in a full-load task. Only a change has a before image, so the columns stay empty. Leave the rule out. [beforeImageWithoutCdc]`,
    unknown: () => check([selection(), beforeImage(undefined)], { migrationType: UNKNOWN }),
  },
  {
    code: 'maskCharacter',
    bad: () => besides(column({ 'rule-action': 'data-masking-digits-mask', 'value': '**' })),
    message: `'rules[1].value' must be one printable ASCII character that is no space, got "**". DMS puts it in the place of each digit. Write a single character such as "#". [maskCharacter]`,
    unknown: () => besides(column({ 'rule-action': 'data-masking-digits-mask', 'value': UNKNOWN })),
  },
  {
    code: 'dataTypeShape',
    bad: () => besides(dataType('int8')),
    message: `'rules[1].data-type' must be an object with a type, got "int8". DMS reads the data type of a column from a JSON object. Write it as {"type": "string", "length": 50}. [dataTypeShape]`,
    unknown: () => besides(dataType(UNKNOWN)),
  },
  {
    code: 'dataTypeName',
    bad: () => besides(dataType({ type: 'float8' })),
    message: `'rules[1].data-type.type' must be one of the data types of DMS, got "float8". Here stands the type that DMS itself works with, not that of the source or target database. Write "real8". [dataTypeName]`,
    unknown: () => besides(dataType({ type: UNKNOWN })),
  },
  {
    code: 'dataTypeUnknown',
    bad: () => besides(dataType({ type: 'geography' })),
    message: `'rules[1].data-type.type' is a data type that this library does not know, "geography". DMS documents bytes, date, time, datetime, int1, int2, int4, int8, numeric, real4, real8, string, uint1, uint2, uint4, uint8, wstring, blob, nclob, clob, boolean, set, list, map and tuple. Check the spelling, or ignore this if DMS has the type now. [dataTypeUnknown]`,
    unknown: () => besides(dataType({ type: UNKNOWN })),
  },
  {
    code: 'dataTypeNumber',
    bad: () => besides(dataType({ type: 'string', length: '0' })),
    message: `'rules[1].data-type.length' must be a whole number of at least 1, got "0". DMS declares the column on the target with it. Correct it, or leave it out. [dataTypeNumber]`,
    unknown: () => besides(dataType({ type: 'string', length: UNKNOWN })),
  },
  {
    code: 'expressionQuotes',
    bad: () => besides(added('CASE WHEN $a THEN \u2018yes\u2019 END')),
    message: `'rules[1].expression' must have straight quotes, got "CASE WHEN $a THEN ‘yes’ END". SQLite, which computes the expression, takes typographic quotes for part of a name. Write ' instead; the examples in the DMS User Guide cannot be copied as they are. [expressionQuotes]`,
    unknown: () => besides(added(UNKNOWN)),
  },
  {
    code: 'expressionHeader',
    bad: () => besides(added('$AR_H_POSITION')),
    message: `'rules[1].expression' has a header that DMS does not document, "$AR_H_POSITION". DMS takes it for a column of the source; it documents $AR_H_STREAM_POSITION, $AR_H_TIMESTAMP, $AR_H_COMMIT_TIMESTAMP, $AR_H_OPERATION, $AR_H_USER, $AR_H_CHANGE_SEQ, $AR_M_SOURCE_SCHEMA, $AR_M_SOURCE_TABLE_NAME, $AR_M_SOURCE_COLUMN_NAME and $AR_M_SOURCE_COLUMN_DATATYPE. Write one of them, or ignore this if DMS has the header now. [expressionHeader]`,
    unknown: () => besides(added(UNKNOWN)),
  },
  {
    code: 'expressionTimestamp',
    bad: () => besides(added('$timestamp')),
    message: `'rules[1].expression' has "$timestamp", which is no function of DMS. "$" and a name stand for a column of the source, so this works only for tables with a column of that name. Write "datetime()" for the time of the load, "$AR_H_TIMESTAMP" for that of the change, or ignore this if there is such a column. [expressionTimestamp]`,
    unknown: () => besides(added(UNKNOWN)),
  },
  {
    code: 'mappingText',
    variant: 'value',
    bad: () => besides(transformation({ value: 5 })),
    message: `'rules[1].value' must be text, got 5. DMS documents text here, even for numbers. Put it in quotes. [mappingText]`,
    unknown: () => besides(transformation({ value: UNKNOWN })),
  },
]);
