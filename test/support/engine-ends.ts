import { Duration, Size } from 'aws-cdk-lib';
import type { Db2SourceSettings, Db2TargetSettings } from '../../lib/constructs/db2-settings';
import type { KafkaTargetSettings } from '../../lib/constructs/kafka-settings';
import { MessageFormat, type MessageSettings } from '../../lib/constructs/message-settings';
import {
  DocumentMode, MongoDbAuthMechanism, type DocumentDbSourceSettings, type DocumentDbTargetSettings, type MongoDbSourceSettings,
} from '../../lib/constructs/mongodb-settings';
import type { NeptuneTargetSettings } from '../../lib/constructs/neptune-settings';
import type { OpenSearchTargetSettings } from '../../lib/constructs/opensearch-settings';
import type { RedshiftTargetSettings } from '../../lib/constructs/redshift-settings';
import {
  S3CannedAcl, S3Compression, S3DataFormat, S3DatePartitionDelimiter, S3DatePartitionSequence, S3ParquetEncoding, S3ParquetVersion,
  type S3SourceSettings, type S3TargetSettings,
} from '../../lib/constructs/s3-settings';
import type { SapAseSettings, SapAseSourceSettings } from '../../lib/constructs/sap-ase-settings';
import type { EndpointSettingsInput } from '../../lib/plan/endpoint-settings-rules';
import { renderDocumentDbSource, renderDocumentDbTarget, renderMongoDbSource } from '../../lib/private/render-document-settings';
import { renderKafkaTarget, renderKinesisTarget } from '../../lib/private/render-message-settings';
import {
  renderDb2Source, renderDb2Target, renderNeptuneTarget, renderOpenSearchTarget, renderRedshiftTarget, renderSapAseSource, renderSapAseTarget,
} from '../../lib/private/render-other-settings';
import { renderS3Source, renderS3Target } from '../../lib/private/render-s3-settings';
import type { RenderedSettings } from '../../lib/private/rendered-settings';

/** One end of a family of engines, with all settings that it has. */
export interface End {
  readonly name: string;
  readonly all: object;
  readonly render: (settings: object) => RenderedSettings;
  readonly family: EndpointSettingsInput['family'];
  readonly role: EndpointSettingsInput['role'];
}

export const s3Source: Required<S3SourceSettings> = {
  bucketFolder: 'exports',
  cdcPath: 'changes',
  csvDelimiter: ';',
  csvNullValue: '-',
  csvRowDelimiter: '\r\n',
  expectedBucketOwner: '111122223333',
  ignoreHeaderRow: true,
  rfc4180: false,
};

export const s3Target: Required<S3TargetSettings> = {
  addColumnName: true,
  addTrailingPaddingCharacter: true,
  bucketFolder: 'lake',
  cannedAclForObjects: S3CannedAcl.BUCKET_OWNER_FULL_CONTROL,
  cdcInsertsAndUpdates: true,
  cdcInsertsOnly: false,
  cdcMaxBatchInterval: Duration.minutes(2),
  cdcMinFileSize: Size.mebibytes(64),
  cdcPath: 'changes',
  compressionType: S3Compression.GZIP,
  csvDelimiter: ';',
  csvNoSupValue: '?',
  csvNullValue: '-',
  csvRowDelimiter: '\n',
  dataFormat: S3DataFormat.PARQUET,
  dataPageSize: Size.kibibytes(512),
  datePartitionDelimiter: S3DatePartitionDelimiter.DASH,
  datePartitionEnabled: true,
  datePartitionSequence: S3DatePartitionSequence.YYYYMMDDHH,
  datePartitionTimezone: 'Europe/Berlin',
  dictPageSizeLimit: Size.mebibytes(2),
  enableStatistics: false,
  encodingType: S3ParquetEncoding.PLAIN,
  expectedBucketOwner: '111122223333',
  glueCatalogGeneration: true,
  includeOpForFullLoad: true,
  maxFileSize: Size.mebibytes(512),
  parquetTimestampInMillisecond: true,
  parquetVersion: S3ParquetVersion.PARQUET_2_0,
  preserveTransactions: true,
  rfc4180: true,
  rowGroupLength: 20_000,
  timestampColumnName: 'changed_at',
  useCsvNoSupValue: true,
  useTaskStartTimeForFullLoadTimestamp: true,
};

const messages: Required<MessageSettings> = {
  includeControlDetails: true,
  includeNullAndEmpty: true,
  includePartitionValue: true,
  includeTableAlterOperations: true,
  includeTransactionDetails: true,
  messageFormat: MessageFormat.JSON_UNFORMATTED,
  noHexPrefix: true,
  partitionIncludeSchemaTable: true,
};

const kafka: Required<KafkaTargetSettings> = { ...messages, messageMaxBytes: Size.kibibytes(512), topic: 'orders' };

const documentDbSource: Required<DocumentDbSourceSettings> = {
  docsToInvestigate: 500,
  extractDocId: false,
  nestingLevel: DocumentMode.TABLE,
  replicateShardCollections: true,
  useUpdateLookUp: true,
};

const mongoDb: Required<MongoDbSourceSettings> = {
  ...documentDbSource,
  authMechanism: MongoDbAuthMechanism.SCRAM_SHA_1,
  authSource: 'users',
  socketTimeout: Duration.minutes(1),
};

const documentDbTarget: Required<DocumentDbTargetSettings> = { replicateShardCollections: true };

const db2Source: Required<Db2SourceSettings> = {
  currentLsn: '0000000000051D2A',
  maxReadSize: Size.kibibytes(128),
  setDataCaptureChanges: false,
  startFromContext: 'timestamp:2026-03-01T00:00:00',
};

const db2Target: Required<Db2TargetSettings> = {
  keepCsvFiles: true,
  loadTimeout: Duration.minutes(30),
  maxFileSize: Size.mebibytes(32),
  writeBufferSize: Size.mebibytes(2),
};

const sapAseSource: Required<SapAseSourceSettings> = { charset: 'utf8', driver: 'Adaptive Server Enterprise 16.03.06', enableReplication: false };
const sapAseTarget: Required<SapAseSettings> = { driver: 'Adaptive Server Enterprise 16.03.06' };

const redshift: Required<RedshiftTargetSettings> = {
  acceptAnyDate: true,
  afterConnectScript: 'SET query_group TO dms',
  bucketFolder: 'staged',
  caseSensitiveNames: true,
  compUpdate: false,
  connectionTimeout: Duration.seconds(30),
  dateFormat: 'auto',
  emptyAsNull: true,
  explicitIds: true,
  fileTransferUploadStreams: 20,
  loadTimeout: Duration.minutes(10),
  mapBooleanAsBoolean: true,
  maxFileSize: Size.mebibytes(256),
  removeQuotes: true,
  replaceChars: '-',
  replaceInvalidChars: '|',
  timeFormat: 'auto',
  trimBlanks: true,
  truncateColumns: true,
  writeBufferSize: Size.kibibytes(2000),
};

const neptune: Required<NeptuneTargetSettings> = {
  errorRetryDuration: Duration.seconds(1),
  iamAuthEnabled: true,
  maxFileSize: Size.mebibytes(512),
  maxRetryCount: 10,
};

const openSearch: Required<OpenSearchTargetSettings> = { errorRetryDuration: Duration.minutes(5), fullLoadErrorPercentage: 20 };

/** The ends of the engines that are not on Amazon RDS. */
export const OTHER_ENDS: readonly End[] = [
  { name: 'S3 source', all: s3Source, render: renderS3Source, family: 's3', role: 'source' },
  { name: 'S3 target', all: s3Target, render: renderS3Target, family: 's3', role: 'target' },
  { name: 'Kinesis target', all: messages, render: renderKinesisTarget, family: 'kinesis', role: 'target' },
  { name: 'Kafka target', all: kafka, render: renderKafkaTarget, family: 'kafka', role: 'target' },
  { name: 'MongoDB source', all: mongoDb, render: renderMongoDbSource, family: 'mongodb', role: 'source' },
  { name: 'DocumentDB source', all: documentDbSource, render: renderDocumentDbSource, family: 'docdb', role: 'source' },
  { name: 'DocumentDB target', all: documentDbTarget, render: renderDocumentDbTarget, family: 'docdb', role: 'target' },
  { name: 'Db2 source', all: db2Source, render: renderDb2Source, family: 'db2', role: 'source' },
  { name: 'Db2 target', all: db2Target, render: renderDb2Target, family: 'db2', role: 'target' },
  { name: 'SAP ASE source', all: sapAseSource, render: renderSapAseSource, family: 'sybase', role: 'source' },
  { name: 'SAP ASE target', all: sapAseTarget, render: renderSapAseTarget, family: 'sybase', role: 'target' },
  { name: 'Redshift target', all: redshift, render: renderRedshiftTarget, family: 'redshift', role: 'target' },
  { name: 'Neptune target', all: neptune, render: renderNeptuneTarget, family: 'neptune', role: 'target' },
  { name: 'OpenSearch target', all: openSearch, render: renderOpenSearchTarget, family: 'opensearch', role: 'target' },
];
