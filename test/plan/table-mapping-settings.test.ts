import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { besides, check, selection, settings } from '../support/table-mapping-documents';

const load = (parallelLoad: unknown) => settings({ 'parallel-load': parallelLoad });
const lobs = (lobSettings: unknown) => settings({ 'lob-settings': lobSettings });
const ranges = (members: Readonly<Record<string, unknown>>) => load({ type: 'ranges', columns: ['id', 'region'], boundaries: [['1000', 'N']], ...members });
const about = (members: Readonly<Record<string, unknown>>) => ({
  'rule-id': '2', 'rule-name': 'other', 'object-locator': { 'schema-name': 'sales', 'table-name': 'orders' }, ...members,
});
const mapping = about({ 'rule-type': 'object-mapping', 'rule-action': 'map-record-to-record' });
const tags = (tagSet: unknown) => about({ 'rule-type': 'post-processing', 'rule-action': 'add-tag', 'tag-set': tagSet });
const validation = (members: Readonly<Record<string, unknown>>) => about({
  'rule-type': 'validation',
  'rule-target': 'column',
  'rule-action': 'override-validation-function',
  'object-locator': { 'schema-name': 'sales', 'table-name': 'orders', 'column-name': 'note' },
  ...members,
});

testRules([
  {
    code: 'tableSettingsWildcard',
    bad: () => besides(settings({ 'object-locator': { 'schema-name': 'sales', 'table-name': '%' } })),
    message: `'rules[1].object-locator.table-name' must be an exact name, got "%". DMS refuses it: "Exact schema and table name required when using table settings rule". Write one table-settings rule for each table. [tableSettingsWildcard]`,
    unknown: () => besides(settings({ 'object-locator': { 'schema-name': 'sales', 'table-name': UNKNOWN } })),
  },
  {
    code: 'tableSettingsEmpty',
    bad: () => besides(settings()),
    message: `'rules[1]' has neither parallel-load nor lob-settings. A table-settings rule without either changes nothing. Add one of them, or leave the rule out. [tableSettingsEmpty]`,
    unknown: () => besides(lobs(UNKNOWN)),
  },
  {
    code: 'parallelLoadType',
    bad: () => besides(load({ partitions: ['p1'] })),
    message: `'rules[1].parallel-load.type' must be partitions-auto, subpartitions-auto, partitions-list, ranges or none, got nothing. DMS splits a table only in a way that it is told. Name the type, or leave parallel-load out. [parallelLoadType]`,
    unknown: () => besides(load({ type: UNKNOWN })),
  },
  {
    code: 'mappingWord',
    variant: 'type of parallel load',
    bad: () => besides(load({ type: 'partition-auto' })),
    message: `'rules[1].parallel-load.type' must be partitions-auto, subpartitions-auto, partitions-list, ranges or none, got "partition-auto". DMS takes these words only as it documents them, in lower case. Write "partitions-auto". [mappingWord]`,
    unknown: () => besides(load({ type: UNKNOWN })),
  },
  {
    code: 'parallelLoadUnused',
    bad: () => besides(load({ type: 'partitions-auto', columns: ['id'], boundaries: [['1']] })),
    message: `'rules[1].parallel-load' has columns and boundaries with the type "partitions-auto". DMS reads them with another type of parallel load. Leave them out, or change the type. [parallelLoadUnused]`,
    unknown: () => besides(load({ type: UNKNOWN, columns: ['id'], boundaries: [['1']] })),
  },
  {
    code: 'parallelLoadWithoutLoad',
    bad: () => check([selection(), load({ type: 'partitions-auto' })], { migrationType: 'cdc' }),
    message: `'rules[1].parallel-load' is given in a cdc task. Parallel load splits the full load, and this task has none. Leave it out. [parallelLoadWithoutLoad]`,
    unknown: () => check([selection(), load({ type: 'partitions-auto' })], { migrationType: UNKNOWN }),
  },
  {
    code: 'partitionsMissing',
    bad: () => besides(load({ type: 'partitions-list' })),
    message: `'rules[1].parallel-load.partitions' must be given with the type "partitions-list". DMS loads the partitions that are listed, and here none is. List partitions or subpartitions, or use the type "partitions-auto". [partitionsMissing]`,
    unknown: () => besides(load({ type: 'partitions-list', partitions: UNKNOWN })),
  },
  {
    code: 'parallelLoadNames',
    bad: () => besides(load({ type: 'partitions-list', partitions: [] })),
    message: `'rules[1].parallel-load.partitions' must be a list of names, got []. DMS reads it from a JSON array of texts with at least one in it. List the names in brackets, each in quotes. [parallelLoadNames]`,
    unknown: () => besides(load({ type: 'partitions-list', partitions: [UNKNOWN] })),
  },
  {
    code: 'parallelLoadTwice',
    bad: () => besides(load({ type: 'partitions-list', partitions: ['p1', 'p2', 'p1'] })),
    message: `'rules[1].parallel-load.partitions' must name each only once, got "p1" twice. Its rows would be loaded twice, which ends in duplicates or in a primary-key violation. Leave one of them out. [parallelLoadTwice]`,
    unknown: () => besides(load({ type: 'partitions-list', partitions: ['p1', UNKNOWN, UNKNOWN] })),
  },
  {
    code: 'rangesMissing',
    bad: () => besides(load({ type: 'ranges' })),
    message: `'rules[1].parallel-load' must have columns and boundaries with the type "ranges". DMS splits the table at the boundaries, which are values of the columns. Add them. [rangesMissing]`,
    unknown: () => besides(load({ type: 'ranges', columns: UNKNOWN, boundaries: UNKNOWN })),
  },
  {
    code: 'rangesColumns',
    bad: () => besides(ranges({ columns: [...'abcdefghijk'], boundaries: [[...'12345678901']] })),
    message: `'rules[1].parallel-load.columns' must name at most 10 columns, got 11. DMS compares no more in one boundary. Leave the least significant columns out. [rangesColumns]`,
    unknown: () => besides(ranges({ columns: UNKNOWN })),
  },
  {
    code: 'rangesBoundaries',
    bad: () => besides(ranges({ boundaries: [] })),
    message: `'rules[1].parallel-load.boundaries' must be a list of at least one boundary, got []. Without a boundary the table is one segment and is loaded by one thread. Give the upper end of each segment but the last as a list of values. [rangesBoundaries]`,
    unknown: () => besides(ranges({ boundaries: UNKNOWN })),
  },
  {
    code: 'rangesWidth',
    bad: () => besides(ranges({ boundaries: [['1000', 'N'], ['2000']] })),
    message: `'rules[1].parallel-load.boundaries[1]' must be a list of 2 values, got ["2000"]. A boundary has one value for each of the columns, in their order. Give a value for "id" and "region". [rangesWidth]`,
    unknown: () => besides(ranges({ boundaries: [['1000', 'N'], UNKNOWN] })),
  },
  {
    code: 'mappingEngine',
    variant: 'subpartitions',
    bad: () => check([selection(), load({ type: 'subpartitions-auto' })], { sourceEngine: 'postgres' }),
    message: `'rules[1].parallel-load.type' cannot be used with the source engine "postgres". DMS has subpartitions for Oracle as source only. Leave it out, or move the rule to a task between other endpoints. [mappingEngine]`,
    unknown: () => check([selection(), load({ type: 'subpartitions-auto' })], { sourceEngine: UNKNOWN }),
  },
  {
    code: 'mappingEngine',
    variant: 'list of subpartitions',
    bad: () => check([selection(), load({ type: 'partitions-list', subpartitions: ['s1'] })], { sourceEngine: 'mysql' }),
    message: `'rules[1].parallel-load.subpartitions' cannot be used with the source engine "mysql". DMS has subpartitions for Oracle as source only. Leave it out, or move the rule to a task between other endpoints. [mappingEngine]`,
    unknown: () => check([selection(), load({ type: 'partitions-list', subpartitions: ['s1'] })], { sourceEngine: UNKNOWN }),
  },
  {
    code: 'mappingEngine',
    variant: 'partitions of collections',
    bad: () => check([selection(), load({ type: 'partitions-list', partitions: ['p1'] })], { sourceEngine: 'docdb' }),
    message: `'rules[1].parallel-load.type' cannot be used with the source engine "docdb". DMS has lists of partitions for Oracle, SQL Server, MySQL, Db2 and SAP ASE as source only. Leave it out, or move the rule to a task between other endpoints. [mappingEngine]`,
    unknown: () => check([selection(), load({ type: 'partitions-list', partitions: ['p1'] })], { sourceEngine: UNKNOWN }),
  },
  {
    code: 'mappingEngineUnlisted',
    variant: 'source of parallel load',
    bad: () => check([selection(), ranges({})], { sourceEngine: 's3' }),
    message: `'rules[1].parallel-load' is not documented for the source engine "s3". DMS lists parallel load for Oracle, SQL Server, MySQL, PostgreSQL, Db2, SAP ASE, MongoDB and DocumentDB as source. Leave it out, or try it on a small table first. [mappingEngineUnlisted]`,
    unknown: () => check([selection(), ranges({})], { sourceEngine: UNKNOWN }),
  },
  {
    code: 'mappingEngineUnlisted',
    variant: 'target of parallel load',
    bad: () => check([selection(), ranges({})], { targetEngine: 'kinesis' }),
    message: `'rules[1].parallel-load' is not documented for the target engine "kinesis". DMS lists parallel load for Oracle, SQL Server, MySQL, PostgreSQL, S3, SAP ASE, Redshift, MongoDB and DocumentDB as target. Leave it out, or try it on a small table first. [mappingEngineUnlisted]`,
    unknown: () => check([selection(), ranges({})], { targetEngine: UNKNOWN }),
  },
  {
    code: 'mappingEngineUnlisted',
    variant: 'partitions of PostgreSQL',
    bad: () => check([selection(), load({ type: 'partitions-auto' })], { sourceEngine: 'aurora-postgresql' }),
    message: `'rules[1].parallel-load.type' is not documented for the source engine "aurora-postgresql". DMS lists parallel load by partitions for Oracle, SQL Server, MySQL, Db2, SAP ASE, MongoDB and DocumentDB as source. Leave it out, or try it on a small table first. [mappingEngineUnlisted]`,
    unknown: () => check([selection(), load({ type: 'partitions-auto' })], { sourceEngine: UNKNOWN }),
  },
  {
    code: 'mappingEngineUnlisted',
    variant: 'segments of collections',
    bad: () => check([selection(), load({ 'type': 'partitions-auto', 'number-of-partitions': 16 })], { sourceEngine: 'oracle' }),
    message: `'rules[1].parallel-load' is not documented for the source engine "oracle". DMS lists number-of-partitions for MongoDB and DocumentDB as source. Leave it out, or try it on a small table first. [mappingEngineUnlisted]`,
    unknown: () => check([selection(), load({ 'type': 'partitions-auto', 'number-of-partitions': 16 })], { sourceEngine: UNKNOWN }),
  },
  {
    code: 'lobSettingsShape',
    bad: () => besides(lobs('limited')),
    message: `'rules[1].lob-settings' must be an object with mode and bulk-max-size, got "limited". DMS reads a table's LOB settings from a JSON object. Write {"mode": "limited", "bulk-max-size": "32"}, or leave it out. [lobSettingsShape]`,
    unknown: () => besides(lobs(UNKNOWN)),
  },
  {
    code: 'mappingWord',
    variant: 'LOB mode',
    bad: () => besides(lobs({ mode: 'full' })),
    message: `'rules[1].lob-settings.mode' must be limited, unlimited or none, got "full". DMS takes these words only as it documents them, in lower case. Write "unlimited". [mappingWord]`,
    unknown: () => besides(lobs({ mode: UNKNOWN })),
  },
  {
    code: 'lobBulkSize',
    variant: 'limited',
    bad: () => besides(lobs({ mode: 'limited' })),
    message: `'rules[1].lob-settings.bulk-max-size' must be a whole number of KB of at least 1 in limited LOB mode, got nothing. DMS cuts LOBs off at this size, and refuses a limited mode without it. Give the size of the largest LOB times three: DMS measures LOBs in their binary form. [lobBulkSize]`,
    unknown: () => besides(lobs({ 'mode': 'limited', 'bulk-max-size': UNKNOWN })),
  },
  {
    code: 'lobBulkSize',
    variant: 'unlimited',
    bad: () => besides(lobs({ 'mode': 'unlimited', 'bulk-max-size': '1.5' })),
    message: `'rules[1].lob-settings.bulk-max-size' must be a whole number of KB of at least 0 in unlimited LOB mode, got "1.5". DMS refuses other sizes. Give the size of the largest LOB times three: DMS measures LOBs in their binary form. [lobBulkSize]`,
    unknown: () => besides(lobs({ 'mode': 'unlimited', 'bulk-max-size': UNKNOWN })),
  },
  {
    code: 'lobBulkSizeLarge',
    bad: () => besides(lobs({ 'mode': 'limited', 'bulk-max-size': '102401' })),
    message: `'rules[1].lob-settings.bulk-max-size' is above 102400 KB, "102401". DMS reserves this much memory for each LOB of each row that it loads at once. Use the mode "unlimited" with a bulk-max-size of 0 for LOBs of more than 100 MB. [lobBulkSizeLarge]`,
    unknown: () => besides(lobs({ 'mode': 'limited', 'bulk-max-size': UNKNOWN })),
  },
  {
    code: 'lobCombinedMode',
    bad: () => check([selection(), lobs({ 'mode': 'unlimited', 'bulk-max-size': 64 })], { sourceEngine: 'postgres', targetEngine: 'oracle' }),
    message: `'rules[1].lob-settings' must have a bulk-max-size of 0 with the mode "unlimited" from "postgres" to "oracle", got 64. DMS combines inline and looked-up LOBs only from Db2, and from or to SAP ASE. Set it to 0, or use the mode "limited". [lobCombinedMode]`,
    unknown: () => check([selection(), lobs({ 'mode': 'unlimited', 'bulk-max-size': 64 })], { sourceEngine: 'postgres', targetEngine: UNKNOWN }),
  },
  {
    code: 'mappingEngineUnlisted',
    variant: 'LOB settings of a table',
    bad: () => check([selection(), lobs({ 'mode': 'limited', 'bulk-max-size': 64 })], { targetEngine: 's3' }),
    message: `'rules[1].lob-settings' is not documented for the target engine "s3". DMS lists LOB settings of a table for Oracle, SQL Server, MySQL, PostgreSQL and SAP ASE as target. Leave it out, or try it on a small table first. [mappingEngineUnlisted]`,
    unknown: () => check([selection(), lobs({ 'mode': 'limited', 'bulk-max-size': 64 })], { targetEngine: UNKNOWN }),
  },
  {
    code: 'mappingEngineUnlisted',
    variant: 'object mapping',
    bad: () => check([selection(), mapping], { targetEngine: 'oracle' }),
    message: `'rules[1].rule-type' is not documented for the target engine "oracle". DMS lists object mapping for DynamoDB, Kinesis and Kafka as target. Leave it out, or try it on a small table first. [mappingEngineUnlisted]`,
    unknown: () => check([selection(), mapping], { targetEngine: UNKNOWN }),
  },
  {
    code: 'tagSet',
    bad: () => besides(tags([])),
    message: `'rules[1].tag-set' must be a list of 1 to 10 tags, got 0. An S3 object has no more tags than that. List the tags as {"key": "...", "value": "..."}. [tagSet]`,
    unknown: () => besides(tags(UNKNOWN)),
  },
  {
    code: 'tag',
    bad: () => besides(tags([{ key: 'team' }])),
    message: `'rules[1].tag-set[0]' must have a key of 1 to 128 and a value of up to 256 characters, got {"key":"team"}. S3 refuses other tags, and with them the object. Shorten the tag, or add what is missing. [tag]`,
    unknown: () => besides(tags([{ key: 'team', value: UNKNOWN }])),
  },
  {
    code: 'validationFunction',
    bad: () => besides(validation({})),
    message: '\'rules[1]\' must have a source-function or a target-function. The rule exists to put a function in the place of the one that DMS compares the column by. Add one of them, with ${column-name} for the column. [validationFunction]',
    unknown: () => besides(validation({ 'source-function': UNKNOWN })),
  },
]);

test('lets MongoDB collections be split into segments', () => {
  const split = load({ 'type': 'partitions-auto', 'number-of-partitions': 5, 'collection-count-from-metadata': 'true', 'batch-size': 50000 });
  expect(check([selection(), split], { sourceEngine: 'mongodb', targetEngine: 'docdb' })).toEqual([]);
});

test('lets Oracle tables be loaded by subpartitions', () => {
  const listed = load({ type: 'partitions-list', partitions: ['P1'], subpartitions: ['S1'] });
  expect(check([selection(), listed], { sourceEngine: 'oracle', targetEngine: 'aurora-postgresql' })).toEqual([]);
});
