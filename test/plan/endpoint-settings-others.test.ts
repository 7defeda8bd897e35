import { brokerPorts, checkBrokers } from '../../lib/plan/endpoint-settings-kafka';
import { checkStreamAccount } from '../../lib/plan/endpoint-settings-kinesis';
import { checkEndpointSettings, checkSourceForCapture, type EndpointSettingsInput } from '../../lib/plan/endpoint-settings-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

type Settings = Readonly<Record<string, unknown>>;
const input = (family: EndpointSettingsInput['family'], role: EndpointSettingsInput['role'], settings: Settings): EndpointSettingsInput => ({
  family, role, settings,
});
const s3 = (settings: Settings) => checkEndpointSettings(input('s3', 'target', settings));
const redshift = (settings: Settings) => checkEndpointSettings(input('redshift', 'target', settings));
const mongoDb = (settings: Settings) => checkEndpointSettings(input('mongodb', 'source', settings));

testRules([
  {
    code: 's3CdcPathMissing',
    bad: () => checkSourceForCapture(input('s3', 'source', { bucketName: 'exports' })),
    message: "'settings.cdcPath' is not given, but a task captures changes. DMS reads the changes of an S3 source in the files of that folder. "
      + 'Give the folder, or choose MigrationType.FULL_LOAD. [s3CdcPathMissing]',
    unknown: () => checkSourceForCapture(input('s3', 'source', { cdcPath: UNKNOWN })),
  },
  {
    code: 's3TransactionsPath',
    bad: () => s3({ preserveTransactions: true }),
    message: "'settings.preserveTransactions' is true without cdcPath. DMS writes the changes in the order of their transactions to the folder that "
      + 'cdcPath names, and refuses to do it without. Give cdcPath. [s3TransactionsPath]',
    unknown: () => s3({ preserveTransactions: true, cdcPath: UNKNOWN }),
  },
  {
    code: 's3TransactionsFormat',
    bad: () => s3({ preserveTransactions: true, cdcPath: 'changes', dataFormat: 'parquet' }),
    message: "'settings.preserveTransactions' is true with the data format Parquet. DMS always writes changes in the order of their transactions as CSV, "
      + 'so that loaded and changed rows have different formats. Leave one of the two out, or let the readers of the files know. [s3TransactionsFormat]',
    unknown: () => s3({ preserveTransactions: true, cdcPath: 'changes', dataFormat: UNKNOWN }),
  },
  {
    code: 's3TransactionsWith',
    bad: () => s3({ cdcPath: 'changes', datePartitionEnabled: true }),
    message: "'settings.datePartitionEnabled' is true together with cdcPath. DMS does not support the two together: files of changes in the order of their "
      + 'transactions belong to no table and no date. Leave datePartitionEnabled or cdcPath out. [s3TransactionsWith]',
    unknown: () => s3({ cdcPath: 'changes', datePartitionEnabled: UNKNOWN }),
  },
  {
    code: 's3InsertsTwice',
    bad: () => s3({ cdcInsertsOnly: true, cdcInsertsAndUpdates: true }),
    message: "'settings.cdcInsertsOnly' is true together with cdcInsertsAndUpdates. One says that updates are written, the other that they are not, and DMS "
      + 'refuses both at once. Leave one of the two out. [s3InsertsTwice]',
    unknown: () => s3({ cdcInsertsOnly: true, cdcInsertsAndUpdates: UNKNOWN }),
  },
  {
    code: 's3OtherFormat',
    variant: 'Parquet in CSV',
    bad: () => s3({ rowGroupLength: 5000 }),
    message: "'settings.rowGroupLength' is given, but the data format is CSV. It is a setting of Parquet files, so it has no effect here. "
      + 'Leave it out, or give the other dataFormat. [s3OtherFormat]',
    unknown: () => s3({ rowGroupLength: 5000, dataFormat: UNKNOWN }),
  },
  {
    code: 's3OtherFormat',
    variant: 'CSV in Parquet',
    bad: () => s3({ csvDelimiter: ';', dataFormat: 'parquet' }),
    message: "'settings.csvDelimiter' is given, but the data format is Parquet. It is a setting of CSV files, so it has no effect here. "
      + 'Leave it out, or give the other dataFormat. [s3OtherFormat]',
    unknown: () => s3({ csvDelimiter: UNKNOWN, dataFormat: 'parquet' }),
  },
  {
    code: 's3CatalogOperations',
    bad: () => s3({ glueCatalogGeneration: true }),
    message: "'settings.glueCatalogGeneration' is true for CSV files without includeOpForFullLoad. Rows of changes begin with the operation and loaded ones "
      + 'do not, so that one table of the catalog does not fit both. Write includeOpForFullLoad: true, or choose Parquet. [s3CatalogOperations]',
    unknown: () => s3({ glueCatalogGeneration: true, dataFormat: UNKNOWN }),
  },
  {
    code: 's3PartitionOff',
    bad: () => s3({ datePartitionSequence: 'YYYYMM', datePartitionTimezone: 'Europe/Berlin' }),
    message: "'settings.datePartitionSequence' is given, but datePartitionEnabled is not true. DMS puts the files into folders of dates only if it is. "
      + 'Write datePartitionEnabled: true, or leave datePartitionSequence and datePartitionTimezone out. [s3PartitionOff]',
    unknown: () => s3({ datePartitionSequence: 'YYYYMM', datePartitionEnabled: UNKNOWN }),
  },
  {
    code: 's3KeyMissing',
    bad: () => s3({ encryptionMode: 'SSE_KMS' }),
    message: "'settings.encryptionMode' is sse-kms without a key. DMS names the key with every file that it writes. "
      + 'Give S3ObjectEncryption.kms(key). [s3KeyMissing]',
    unknown: () => s3({ encryptionMode: 'sse-kms', serverSideEncryptionKmsKeyId: UNKNOWN }),
  },
  {
    code: 's3PublicAcl',
    bad: () => s3({ cannedAclForObjects: 'public-read' }),
    message: "'settings.cannedAclForObjects' is \"public-read\". The migrated data can then be read by people outside of your account. "
      + 'Leave it out, and let others in by a bucket policy. [s3PublicAcl]',
    unknown: () => s3({ cannedAclForObjects: UNKNOWN }),
  },
  {
    code: 'redshiftDateFormat',
    bad: () => redshift({ acceptAnyDate: true }),
    message: "'settings.acceptAnyDate' is true without dateFormat. Redshift writes NULL in the place of each date that is not of its own format, without an "
      + "error. Give the format of the dates: dateFormat: 'auto'. [redshiftDateFormat]",
    unknown: () => redshift({ acceptAnyDate: UNKNOWN }),
  },
  {
    code: 'redshiftReplacement',
    bad: () => redshift({ replaceChars: '-' }),
    message: "'settings.replaceChars' is given without replaceInvalidChars. It says what characters are replaced by, and nothing says which. "
      + 'Give replaceInvalidChars, or leave it out. [redshiftReplacement]',
    unknown: () => redshift({ replaceChars: '-', replaceInvalidChars: UNKNOWN }),
  },
  {
    code: 'redshiftKeyMissing',
    bad: () => redshift({ encryptionMode: 'sse-kms' }),
    message: "'settings.encryptionMode' is sse-kms without a key. DMS names the key with every file that it stages. "
      + 'Give S3ObjectEncryption.kms(key) as the encryption of the staged files. [redshiftKeyMissing]',
    unknown: () => redshift({ encryptionMode: UNKNOWN }),
  },
  {
    code: 'documentsToInvestigate',
    bad: () => mongoDb({ docsToInvestigate: '500' }),
    message: "'settings.docsToInvestigate' is given in document mode. DMS looks into documents for columns in table mode alone. "
      + 'Leave it out, or choose table mode. [documentsToInvestigate]',
    unknown: () => mongoDb({ docsToInvestigate: '500', nestingLevel: UNKNOWN }),
  },
  {
    code: 'documentIdInTableMode',
    bad: () => mongoDb({ extractDocId: 'true', nestingLevel: 'one' }),
    message: "'settings.extractDocId' is true in table mode. It makes a column of the _id beside the whole document, and table mode has columns of all "
      + 'members anyway. Leave it out, or choose document mode. [documentIdInTableMode]',
    unknown: () => mongoDb({ extractDocId: 'true', nestingLevel: UNKNOWN }),
  },
  {
    code: 'streamAccount',
    bad: () => checkStreamAccount({ stream: '444455556666', own: '111122223333' }),
    message: "'stream' is in the account \"444455556666\", and the endpoint in \"111122223333\". DMS writes to streams of its own account only. "
      + 'Give a stream of this account, and let a consumer of it pass the records on. [streamAccount]',
    unknown: () => checkStreamAccount({ stream: '444455556666', own: UNKNOWN }),
  },
  {
    code: 'brokersMissing',
    bad: () => checkBrokers([]),
    message: "'brokers' is empty. DMS connects to at least one broker, which tells it of the others. "
      + "Give two or more: brokers: ['b-1.example.com:9094', 'b-2.example.com:9094']. [brokersMissing]",
    unknown: () => checkBrokers([UNKNOWN], 9094),
  },
  {
    code: 'brokerForm',
    bad: () => checkBrokers(['b-1.example.com:9094', 'b-2.example.com']),
    message: "'brokers[1]' must be a host and a port, got \"b-2.example.com\". DMS connects to what stands there, and knows no usual port. "
      + "Write it as 'b-1.example.com:9094'. [brokerForm]",
    unknown: () => checkBrokers(['b-1.example.com:9094', UNKNOWN]),
  },
  {
    code: 'brokerPortUnknown',
    bad: () => checkBrokers([UNKNOWN]),
    message: "'port' is not given, and the brokers are known only at deployment. The port has to be opened for the replication instance, and cannot be read "
      + 'from them. Give it: 9094 for TLS with Amazon MSK, 9096 for SASL. [brokerPortUnknown]',
    unknown: () => checkBrokers([UNKNOWN], UNKNOWN),
  },
]);

test('numbers and flags that the API takes as text are checked as what they stand for', () => {
  const codes = (settings: Settings): string[] => mongoDb({ nestingLevel: 'one', ...settings }).map(({ code }) => code);
  expect(codes({ docsToInvestigate: '500' })).toEqual([]);
  expect(codes({ docsToInvestigate: '0' })).toEqual(['settingRange']);
  expect(codes({ docsToInvestigate: 'many' })).toEqual(['settingType']);
  expect(codes({ extractDocId: 'false' })).toEqual([]);
});

test('Parquet with its own settings, and CSV with its own, have no problems', () => {
  expect(s3({ dataFormat: 'parquet', parquetVersion: 'parquet-2-0', datePartitionEnabled: true, datePartitionSequence: 'YYYYMMDD' })).toEqual([]);
  expect(s3({ csvDelimiter: ';', encryptionMode: 'sse-kms', serverSideEncryptionKmsKeyId: 'arn' })).toEqual([]);
});

test('an S3 source is not judged by what targets do', () => {
  expect(checkEndpointSettings(input('s3', 'source', { cdcPath: 'changes', bucketName: 'exports' }))).toEqual([]);
});

test.each([
  ['s3', 'target', { maxFileSize: 2_000_000 }, 'settingRange'],
  ['s3', 'target', { compressionType: 'zip' }, 'settingWord'],
  ['s3', 'source', { dataFormat: 'csv' }, 'settingOfOtherEnd'],
  ['s3', 'target', { externalTableDefinition: '{}' }, 'settingOfOtherEnd'],
  ['redshift', 'target', { fileTransferUploadStreams: 65 }, 'settingRange'],
  ['opensearch', 'target', { fullLoadErrorPercentage: 101 }, 'settingRange'],
  ['kafka', 'target', { saslPassword: 'hunter2' }, 'settingReadable'],
  ['redis', 'target', { authPassword: 'hunter2' }, 'settingReadable'],
  ['kinesis', 'target', { messageFormat: 'xml' }, 'settingWord'],
  ['db2', 'target', { currentLsn: '0' }, 'settingOfOtherEnd'],
  ['sybase', 'source', { charset: 'utf8' }, 'settingNotInCloudFormation'],
  ['dynamodb', 'target', { serviceAccessRolArn: 'x' }, 'settingUnknown'],
  ['neptune', 'target', { maxRetryCount: 1.5 }, 'settingRange'],
] as const)('of %s as %s, %j is told', (family, role, settings, code) => {
  expect(checkEndpointSettings(input(family, role, settings)).map((problem) => problem.code)).toEqual([code]);
});

test('attributes that stand for typed settings conflict with them, whatever the engine', () => {
  const conflicts = (family: EndpointSettingsInput['family'], settings: Settings, extraConnectionAttributes: string): string[] =>
    checkEndpointSettings({ family, role: 'target', settings, extraConnectionAttributes }).map(({ code }) => code);
  expect(conflicts('s3', { dataFormat: 'parquet' }, 'dataFormat=csv')).toEqual(['attributeDoublesSetting']);
  expect(conflicts('redshift', { maxFileSize: 1024 }, 'MaxFileSize=2048')).toEqual(['attributeDoublesSetting']);
  expect(conflicts('kinesis', { messageFormat: 'json' }, 'MessageFormat=json-unformatted')).toEqual(['attributeDoublesSetting']);
  expect(conflicts('s3', {}, 'dataFromat=csv')).toEqual(['attributeTypo']);
});

test('the ports of brokers are each opened once', () => {
  expect(brokerPorts(['b-1.example.com:9094', 'b-2.example.com:9094', 'c.example.com:9092', UNKNOWN, 'd'])).toEqual([9092, 9094]);
});
