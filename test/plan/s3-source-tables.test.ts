import { checkExternalTables } from '../../lib/plan/s3-source-tables';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const check = (column: object, table: object = {}) => checkExternalTables({
  Tables: [{ TableName: 'orders', TableOwner: 'sales', TableColumns: [{ ColumnName: 'id', ColumnType: 'INT4' }, column], ...table }],
});

const LONG = 'x'.repeat(2 * 1024 * 1024);

testRules([
  {
    code: 's3TablesMissing',
    bad: () => checkExternalTables({ Tables: [] }),
    message: "'tables' is empty. DMS reads nothing but the tables that are defined, and refuses the endpoint without any. "
      + 'Define the tables with their columns. [s3TablesMissing]',
    unknown: () => check({ ColumnName: 'a', ColumnType: 'INT4' }),
  },
  {
    code: 's3ColumnsMissing',
    bad: () => check({}, { TableColumns: [] }),
    message: "'tables[0].columns' is empty. DMS reads the values of a row by the order of the columns. "
      + 'Define the columns in the order that they have in the files. [s3ColumnsMissing]',
    unknown: () => check({ ColumnName: UNKNOWN, ColumnType: 'INT4' }),
  },
  {
    code: 's3NameMissing',
    bad: () => check({ ColumnName: '', ColumnType: 'INT4' }),
    message: "'tables[0].columns[1].name' must be a name, got \"\". DMS finds files and maps tables by the names of schemas, tables and columns. "
      + 'Give the name. [s3NameMissing]',
    unknown: () => check({ ColumnName: UNKNOWN, ColumnType: 'INT4' }),
  },
  {
    code: 's3ColumnType',
    bad: () => check({ ColumnName: 'a' }),
    message: "'tables[0].columns[1].type' is not given. DMS has to know what the text in the files stands for. "
      + 'Give one of S3ColumnType: S3ColumnType.string(50). [s3ColumnType]',
    unknown: () => check({ ColumnName: 'a', ColumnType: UNKNOWN }),
  },
  {
    code: 's3ColumnRange',
    variant: 'length',
    bad: () => check({ ColumnName: 'a', ColumnType: 'STRING', ColumnLength: 0 }),
    message: "'tables[0].columns[1].type' must have a length from 1 to 2147483647, got 0. DMS takes no others. Set it in that range. [s3ColumnRange]",
    unknown: () => check({ ColumnName: 'a', ColumnType: 'STRING', ColumnLength: UNKNOWN }),
  },
  {
    code: 's3ColumnRange',
    variant: 'scale',
    bad: () => check({ ColumnName: 'a', ColumnType: 'NUMERIC', ColumnPrecision: 38, ColumnScale: 32 }),
    message: "'tables[0].columns[1].type' must have a scale from 0 to 31, got 32. DMS takes no others. Set it in that range. [s3ColumnRange]",
    unknown: () => check({ ColumnName: 'a', ColumnType: 'NUMERIC', ColumnPrecision: UNKNOWN, ColumnScale: UNKNOWN }),
  },
  {
    code: 's3ColumnRange',
    variant: 'fractions of seconds',
    bad: () => check({ ColumnName: 'a', ColumnType: 'DATETIME', ColumnScale: 10 }),
    message: "'tables[0].columns[1].type' must have fractions of seconds with digits from 0 to 9, got 10. DMS takes no others. Set it in that range. "
      + '[s3ColumnRange]',
    unknown: () => check({ ColumnName: 'a', ColumnType: 'DATETIME', ColumnScale: UNKNOWN }),
  },
  {
    code: 's3TablesSize',
    bad: () => check({ ColumnName: LONG, ColumnType: 'INT4' }),
    message: "'tables' are 2097303 bytes as JSON, more than 2097152. DMS takes no larger definition. Read the tables by several endpoints. [s3TablesSize]",
    unknown: () => check({ ColumnName: UNKNOWN, ColumnType: 'INT4' }),
  },
]);
