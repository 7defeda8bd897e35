import { Token, Tokenization } from 'aws-cdk-lib';
import type { S3Settings, S3SourceSettings, S3TargetSettings } from '../constructs/s3-settings';
import type { S3SourceTable } from '../constructs/s3-source-table';
import { bytes, kibibytes, seconds } from './amounts';
import { listOf, withoutNulls } from './read-props';
import { rendered, type RenderedSettings } from './rendered-settings';

export function renderS3Source(given: S3SourceSettings = {}): RenderedSettings {
  return rendered({ ...s3Settings(given), ignoreHeaderRows: flag(given.ignoreHeaderRow) }, {});
}

export function renderS3Target(given: S3TargetSettings = {}): RenderedSettings {
  return rendered({
    ...s3Settings(given),
    addColumnName: given.addColumnName,
    addTrailingPaddingCharacter: given.addTrailingPaddingCharacter,
    cannedAclForObjects: given.cannedAclForObjects,
    cdcInsertsAndUpdates: given.cdcInsertsAndUpdates,
    cdcInsertsOnly: given.cdcInsertsOnly,
    cdcMaxBatchInterval: seconds(given.cdcMaxBatchInterval),
    cdcMinFileSize: kibibytes(given.cdcMinFileSize),
    compressionType: given.compressionType,
    csvNoSupValue: given.csvNoSupValue,
    dataFormat: given.dataFormat,
    dataPageSize: bytes(given.dataPageSize),
    datePartitionDelimiter: given.datePartitionDelimiter,
    datePartitionEnabled: given.datePartitionEnabled,
    datePartitionSequence: given.datePartitionSequence,
    datePartitionTimezone: given.datePartitionTimezone,
    dictPageSizeLimit: bytes(given.dictPageSizeLimit),
    enableStatistics: given.enableStatistics,
    encodingType: given.encodingType,
    glueCatalogGeneration: given.glueCatalogGeneration,
    includeOpForFullLoad: given.includeOpForFullLoad,
    maxFileSize: kibibytes(given.maxFileSize),
    parquetTimestampInMillisecond: given.parquetTimestampInMillisecond,
    parquetVersion: given.parquetVersion,
    preserveTransactions: given.preserveTransactions,
    rowGroupLength: given.rowGroupLength,
    timestampColumnName: given.timestampColumnName,
    useCsvNoSupValue: given.useCsvNoSupValue,
    useTaskStartTimeForFullLoadTimestamp: given.useTaskStartTimeForFullLoadTimestamp,
  }, {});
}

function s3Settings(given: S3Settings): Record<string, unknown> {
  return {
    bucketFolder: given.bucketFolder,
    cdcPath: given.cdcPath,
    csvDelimiter: given.csvDelimiter,
    csvNullValue: given.csvNullValue,
    csvRowDelimiter: given.csvRowDelimiter,
    expectedBucketOwner: given.expectedBucketOwner,
    rfc4180: given.rfc4180,
  };
}

/** CloudFormation takes a number of rows that is 0 or 1. */
function flag(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}

/** The definition of tables in the form that DMS takes it, in which numbers and flags are text. */
export function externalTables(tables: readonly S3SourceTable[] | undefined): Record<string, unknown> {
  const rows = listOf(tables).map((table) => {
    const { schema, name, path, columns } = withoutNulls(table);
    const rendering = listOf(columns).map((column) => {
      const { name: columnName, type, nullable, primaryKey, dateFormat } = withoutNulls(column);
      return {
        ColumnName: columnName,
        ...type?._render?.(),
        ColumnNullable: nullable,
        ColumnIsPk: primaryKey,
        ColumnDateFormat: dateFormat,
      };
    });
    return { TableName: name, TablePath: path ?? `${schema}/${name}/`, TableOwner: schema, TableColumns: rendering, TableColumnsTotal: rendering.length };
  });
  return { TableCount: rows.length, Tables: rows };
}

/** The same as DMS takes it: numbers and flags are text, also those that are known only at deployment. */
export function asTexts(value: unknown): unknown {
  if (typeof value === 'number') return Tokenization.stringifyNumber(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value !== 'object' || value === null || Token.isUnresolved(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asTexts(member)]));
}
