import type { Settings, SettingsFacts } from './endpoint-settings-facts';
import type { EndpointRole } from './engines';
import { error, list, show, warning, type Problem } from './problem';
import { isKnown } from './unknown';

const PARQUET = ['dataPageSize', 'dictPageSizeLimit', 'enableStatistics', 'encodingType', 'parquetTimestampInMillisecond', 'parquetVersion', 'rowGroupLength'];
const CSV = ['addColumnName', 'csvDelimiter', 'csvNoSupValue', 'csvNullValue', 'csvRowDelimiter', 'rfc4180', 'useCsvNoSupValue'];
const PARTITION = ['datePartitionDelimiter', 'datePartitionSequence', 'datePartitionTimezone'];

/** [DMS API reference, S3Settings], [DMS User Guide, Using Amazon S3 as a source for AWS DMS, and as a target]. */
export const S3_SETTINGS: SettingsFacts = {
  addColumnName: { type: 'boolean', role: 'target' },
  addTrailingPaddingCharacter: { type: 'boolean', role: 'target' },
  bucketFolder: { type: 'text' },
  bucketName: { type: 'text' },
  cannedAclForObjects: {
    type: 'text',
    role: 'target',
    words: [
      'none', 'private', 'public-read', 'public-read-write', 'authenticated-read', 'aws-exec-read', 'bucket-owner-read', 'bucket-owner-full-control',
    ],
  },
  cdcInsertsAndUpdates: { type: 'boolean', role: 'target' },
  cdcInsertsOnly: { type: 'boolean', role: 'target' },
  cdcMaxBatchInterval: { type: 'whole', role: 'target', min: 1, unit: 'seconds' },
  cdcMinFileSize: { type: 'whole', role: 'target', min: 1, unit: 'KiB' },
  cdcPath: { type: 'text' },
  compressionType: { type: 'text', role: 'target', words: ['none', 'gzip'] },
  csvDelimiter: { type: 'text' },
  csvNoSupValue: { type: 'text', role: 'target' },
  csvNullValue: { type: 'text' },
  csvRowDelimiter: { type: 'text' },
  dataFormat: { type: 'text', role: 'target', words: ['csv', 'parquet'] },
  dataPageSize: { type: 'whole', role: 'target', min: 1, unit: 'bytes' },
  datePartitionDelimiter: { type: 'text', role: 'target', words: ['SLASH', 'UNDERSCORE', 'DASH', 'NONE'] },
  datePartitionEnabled: { type: 'boolean', role: 'target' },
  datePartitionSequence: { type: 'text', role: 'target', words: ['YYYYMMDD', 'YYYYMMDDHH', 'YYYYMM', 'MMYYYYDD', 'DDMMYYYY'] },
  datePartitionTimezone: { type: 'text', role: 'target' },
  dictPageSizeLimit: { type: 'whole', role: 'target', min: 1, unit: 'bytes' },
  enableStatistics: { type: 'boolean', role: 'target' },
  encodingType: { type: 'text', role: 'target', words: ['plain', 'plain-dictionary', 'rle-dictionary'] },
  encryptionMode: { type: 'text', role: 'target', words: ['sse-s3', 'sse-kms'] },
  expectedBucketOwner: { type: 'text' },
  externalTableDefinition: { type: 'text', role: 'source' },
  glueCatalogGeneration: { type: 'boolean', role: 'target' },
  ignoreHeaderRows: { type: 'whole', role: 'source', min: 0, max: 1, unit: 'rows' },
  includeOpForFullLoad: { type: 'boolean', role: 'target' },
  maxFileSize: { type: 'whole', role: 'target', min: 1, max: 1_048_576, unit: 'KiB' },
  parquetTimestampInMillisecond: { type: 'boolean', role: 'target' },
  parquetVersion: { type: 'text', role: 'target', words: ['parquet-1-0', 'parquet-2-0'] },
  preserveTransactions: { type: 'boolean', role: 'target' },
  rfc4180: { type: 'boolean' },
  rowGroupLength: { type: 'whole', role: 'target', min: 1, unit: 'rows' },
  serverSideEncryptionKmsKeyId: { type: 'text', role: 'target' },
  serviceAccessRoleArn: { type: 'text' },
  timestampColumnName: { type: 'text', role: 'target' },
  useCsvNoSupValue: { type: 'boolean', role: 'target' },
  useTaskStartTimeForFullLoadTimestamp: { type: 'boolean', role: 'target' },
};

/** Checks what the settings of an S3 endpoint say together. */
export function checkS3Settings(settings: Settings, role: EndpointRole): Problem[] {
  if (role === 'source') return [];
  return [
    ...checkTransactions(settings),
    ...checkWhichChanges(settings),
    ...checkFormat(settings),
    ...checkCatalog(settings),
    ...checkPartition(settings),
    ...checkKey(settings),
    ...checkAcl(settings),
  ];
}

/** For a source of which changes are captured [DMS User Guide, Using CDC with Amazon S3 as a source for AWS DMS]. */
export function checkS3ForCapture({ get }: Settings): Problem[] {
  if (get('cdcPath') !== undefined) return [];
  return [error({
    code: 's3CdcPathMissing',
    where: 'settings.cdcPath',
    what: 'is not given, but a task captures changes',
    why: 'DMS reads the changes of an S3 source in the files of that folder',
    mend: 'Give the folder, or choose MigrationType.FULL_LOAD',
  })];
}

/** [DMS User Guide, Using Amazon S3 as a target: Limitations, and endpoint settings]. */
function checkTransactions({ get, where, word }: Settings): Problem[] {
  const problems: Problem[] = [];
  const preserves = get('preserveTransactions') === true;
  if (preserves && get('cdcPath') === undefined) {
    problems.push(error({
      code: 's3TransactionsPath',
      where: where('preserveTransactions'),
      what: 'is true without cdcPath',
      why: 'DMS writes the changes in the order of their transactions to the folder that cdcPath names, and refuses to do it without',
      mend: 'Give cdcPath',
    }));
  }
  if (preserves && word('dataFormat') === 'parquet') {
    problems.push(warning({
      code: 's3TransactionsFormat',
      where: where('preserveTransactions'),
      what: 'is true with the data format Parquet',
      why: 'DMS always writes changes in the order of their transactions as CSV, so that loaded and changed rows have different formats',
      mend: 'Leave one of the two out, or let the readers of the files know',
    }));
  }
  if (!preserves && !isKnown(get('cdcPath'))) return problems;
  const given = preserves ? 'preserveTransactions' : 'cdcPath';
  const others = ['addColumnName', 'datePartitionEnabled', 'glueCatalogGeneration'].filter((name) => get(name) === true);
  return [...problems, ...others.map((name) => error({
    code: 's3TransactionsWith',
    where: where(name),
    what: `is true together with ${given}`,
    why: 'DMS does not support the two together: files of changes in the order of their transactions belong to no table and no date',
    mend: `Leave ${name} or ${given} out`,
  }))];
}

function checkWhichChanges({ get, where }: Settings): Problem[] {
  if (get('cdcInsertsOnly') !== true || get('cdcInsertsAndUpdates') !== true) return [];
  return [error({
    code: 's3InsertsTwice',
    where: where('cdcInsertsOnly'),
    what: 'is true together with cdcInsertsAndUpdates',
    why: 'One says that updates are written, the other that they are not, and DMS refuses both at once',
    mend: 'Leave one of the two out',
  })];
}

function checkFormat({ given, where, word, get }: Settings): Problem[] {
  const format = get('dataFormat') === undefined ? 'csv' : word('dataFormat');
  if (format !== 'csv' && format !== 'parquet') return [];
  return given(format === 'csv' ? PARQUET : CSV).filter((name) => get(name) !== false).map((name) => warning({
    code: 's3OtherFormat',
    where: where(name),
    what: `is given, but the data format is ${format === 'csv' ? 'CSV' : 'Parquet'}`,
    why: `It is a setting of ${format === 'csv' ? 'Parquet' : 'CSV'} files, so it has no effect here`,
    mend: 'Leave it out, or give the other dataFormat',
  }));
}

/** [DMS User Guide, Using AWS Glue Data Catalog with an Amazon S3 target for AWS DMS]. */
function checkCatalog({ get, word, where }: Settings): Problem[] {
  const isCsv = get('dataFormat') === undefined || word('dataFormat') === 'csv';
  const marksLoaded = get('includeOpForFullLoad');
  if (get('glueCatalogGeneration') !== true || !isCsv || (marksLoaded !== undefined && marksLoaded !== false)) return [];
  return [warning({
    code: 's3CatalogOperations',
    where: where('glueCatalogGeneration'),
    what: 'is true for CSV files without includeOpForFullLoad',
    why: 'Rows of changes begin with the operation and loaded ones do not, so that one table of the catalog does not fit both',
    mend: 'Write includeOpForFullLoad: true, or choose Parquet',
  })];
}

function checkPartition({ given, get, where }: Settings): Problem[] {
  const useless = given(PARTITION);
  const enabled = get('datePartitionEnabled');
  if (useless.length === 0 || (enabled !== undefined && enabled !== false)) return [];
  return [warning({
    code: 's3PartitionOff',
    where: where(useless[0]),
    what: 'is given, but datePartitionEnabled is not true',
    why: 'DMS puts the files into folders of dates only if it is',
    mend: `Write datePartitionEnabled: true, or leave ${list(useless)} out`,
  })];
}

function checkKey({ word, get, where }: Settings): Problem[] {
  const key = get('serverSideEncryptionKmsKeyId');
  if (word('encryptionMode') === 'sse-kms' && key === undefined) {
    return [error({
      code: 's3KeyMissing',
      where: where('encryptionMode'),
      what: 'is sse-kms without a key',
      why: 'DMS names the key with every file that it writes',
      mend: 'Give S3ObjectEncryption.kms(key)',
    })];
  }
  return [];
}

function checkAcl({ word, where, text }: Settings): Problem[] {
  const acl = word('cannedAclForObjects') ?? '';
  if (!acl.startsWith('public') && acl !== 'authenticated-read') return [];
  return [warning({
    code: 's3PublicAcl',
    where: where('cannedAclForObjects'),
    what: `is ${show(text('cannedAclForObjects'))}`,
    why: `The migrated data can then be ${acl === 'public-read-write' ? 'read and changed' : 'read'} by people outside of your account`,
    mend: 'Leave it out, and let others in by a bucket policy',
  })];
}
