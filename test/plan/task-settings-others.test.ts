import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { checkSection, checkSections, codesOf } from '../support/task-settings';

const BEFORE_IMAGE = { EnableBeforeImage: true, FieldName: 'before-image' };
const LOOPBACK = { EnableLoopbackPrevention: true, SourceSchema: 'a', TargetSchema: 'b' };
const STORAGE = { ServiceAccessRoleArn: 'arn:aws:iam::111122223333:role/dms-tt-s3-access-role', BucketName: 'records' };
const TIME_TRAVEL = { EnableTT: true, TTS3Settings: STORAGE };
const FULL_LOAD = { migrationType: 'full-load' };

testRules([
  {
    code: 'updateRecordLobs',
    bad: checkSection('ErrorBehavior', { ApplyErrorUpdatePolicy: 'UPDATE_RECORD' }),
    message: '\'ErrorBehavior.ApplyErrorUpdatePolicy\' is UPDATE_RECORD while TargetMetadata.SupportLobs is true. '
      + 'With it DMS disables LOB columns for the whole task, whatever the LOB settings say. '
      + 'Choose another policy, or set SupportLobs to false if the tables have no LOBs. [updateRecordLobs]',
    unknown: checkSection('ErrorBehavior', { ApplyErrorUpdatePolicy: UNKNOWN }),
  },
  {
    code: 'unmaskedData',
    bad: checkSection('ErrorBehavior', { DataMaskingErrorPolicy: 'LOG_ERROR' }),
    message: '\'ErrorBehavior.DataMaskingErrorPolicy\' is LOG_ERROR. DMS then loads the data that it could not mask as it is. '
      + 'Choose STOP_TASK, SUSPEND_TABLE or IGNORE_RECORD. [unmaskedData]',
    unknown: checkSection('ErrorBehavior', { DataMaskingErrorPolicy: UNKNOWN }),
  },
  {
    code: 'applyErrorsIgnored',
    bad: checkSection('ErrorBehavior', { ApplyErrorInsertPolicy: 'IGNORE_RECORD' }),
    message: '\'ErrorBehavior.ApplyErrorInsertPolicy\' is IGNORE_RECORD. '
      + 'Changes that fail are then dropped, and the target differs from the source with nothing in the log. '
      + 'Choose LOG_ERROR, which is the default, SUSPEND_TABLE or STOP_TASK. [applyErrorsIgnored]',
    unknown: checkSection('ErrorBehavior', { ApplyErrorInsertPolicy: UNKNOWN }),
  },
  {
    code: 'beforeImageField',
    bad: checkSection('BeforeImageSettings', { EnableBeforeImage: true, FieldName: '' }),
    message: '\'BeforeImageSettings.FieldName\' must be set with EnableBeforeImage. '
      + 'DMS puts the values from before an update into an attribute of this name. Set it, such as "before-image". [beforeImageField]',
    unknown: checkSection('BeforeImageSettings', { EnableBeforeImage: true, FieldName: UNKNOWN }),
  },
  {
    code: 'beforeImageMigrationType',
    bad: checkSection('BeforeImageSettings', BEFORE_IMAGE, FULL_LOAD),
    message: '\'BeforeImageSettings.EnableBeforeImage\' is true on a task of type full-load. '
      + 'Only updates have a before image, and such a task captures none. '
      + 'Leave BeforeImageSettings out, or choose a type that captures changes. [beforeImageMigrationType]',
    unknown: checkSection('BeforeImageSettings', BEFORE_IMAGE, { migrationType: UNKNOWN }),
  },
  {
    code: 'beforeImageTarget',
    bad: checkSection('BeforeImageSettings', BEFORE_IMAGE, { targetEngine: 's3' }),
    message: '\'BeforeImageSettings.EnableBeforeImage\' is true with the target engine "s3". '
      + 'S3 targets have no BeforeImageSettings (DMS User Guide, Using Amazon S3 as a target). '
      + 'Take TransformationRule.table(...).addBeforeImageColumns() in the table mappings. [beforeImageTarget]',
    unknown: checkSection('BeforeImageSettings', BEFORE_IMAGE, { targetEngine: UNKNOWN }),
  },
  {
    code: 'timeTravelNeeds',
    variant: 'bucket',
    bad: checkSection('TTSettings', { EnableTT: true, TTS3Settings: { ...STORAGE, BucketName: '' } }),
    message: '\'TTSettings.TTS3Settings.BucketName\' must be set with EnableTT. '
      + 'DMS writes the Time Travel logs to this bucket, by this role, with this key. Set it, or leave TTSettings out. [timeTravelNeeds]',
    unknown: checkSection('TTSettings', { EnableTT: true, TTS3Settings: UNKNOWN }),
  },
  {
    code: 'timeTravelNeeds',
    variant: 'key',
    bad: checkSection('TTSettings', { EnableTT: true, TTS3Settings: { ...STORAGE, EncryptionMode: 'SSE_KMS' } }),
    message: '\'TTSettings.TTS3Settings.ServerSideEncryptionKmsKeyId\' must be set with EncryptionMode SSE_KMS. '
      + 'DMS writes the Time Travel logs to this bucket, by this role, with this key. Set it, or leave TTSettings out. [timeTravelNeeds]',
    unknown: checkSection('TTSettings', { EnableTT: true, TTS3Settings: { ...STORAGE, EncryptionMode: UNKNOWN } }),
  },
  {
    code: 'timeTravelRole',
    bad: checkSection('TTSettings', { EnableTT: true, TTS3Settings: { ...STORAGE, ServiceAccessRoleArn: 'arn:aws:iam::111122223333:role/records' } }),
    message: '\'TTSettings.TTS3Settings.ServiceAccessRoleArn\' must be the ARN of a role named dms-tt-s3-access-role, '
      + 'got "arn:aws:iam::111122223333:role/records". DMS takes no other role for Time Travel. Name the role dms-tt-s3-access-role. [timeTravelRole]',
    unknown: checkSection('TTSettings', { EnableTT: true, TTS3Settings: { ...STORAGE, ServiceAccessRoleArn: UNKNOWN } }),
  },
  {
    code: 'timeTravelMigrationType',
    bad: checkSection('TTSettings', TIME_TRAVEL, FULL_LOAD),
    message: '\'TTSettings.EnableTT\' is true on a task of type full-load. Time Travel records changes, and such a task captures none. '
      + 'Leave TTSettings out, or choose a type that captures changes. [timeTravelMigrationType]',
    unknown: checkSection('TTSettings', TIME_TRAVEL, { migrationType: UNKNOWN }),
  },
  {
    code: 'timeTravelOperations',
    bad: checkSection('TTSettings', { ...TIME_TRAVEL, TTRecordSettings: { OperationsToLog: 'INSERT,UPSERT' } }),
    message: '\'TTSettings.TTRecordSettings.OperationsToLog\' must be INSERT, UPDATE, DELETE, COMMIT, ROLLBACK or ALL, or several of them with commas '
      + 'between, got "INSERT,UPSERT". The DMS User Guide has no other operation (Time Travel task settings). '
      + 'Write it such as "DELETE,UPDATE", or leave it out: DMS takes ALL. [timeTravelOperations]',
    unknown: checkSection('TTSettings', { ...TIME_TRAVEL, TTRecordSettings: { OperationsToLog: UNKNOWN } }),
  },
  {
    code: 'timeTravelEngine',
    bad: checkSection('TTSettings', TIME_TRAVEL, { targetEngine: 'redshift' }),
    message: '\'TTSettings.EnableTT\' is true with the target engine "redshift". DMS documents Time Travel for PostgreSQL and MySQL as target. '
      + 'Leave TTSettings out, or try it on a test task first. [timeTravelEngine]',
    unknown: checkSection('TTSettings', TIME_TRAVEL, { targetEngine: UNKNOWN }),
  },
  {
    code: 'loopbackSchemas',
    bad: checkSection('LoopbackPreventionSettings', { EnableLoopbackPrevention: true, SourceSchema: 'a' }),
    message: '\'LoopbackPreventionSettings.TargetSchema\' must be set with EnableLoopbackPrevention. '
      + 'DMS keeps its table awsdms_loopback_prevention in this schema, and finds its own changes by it. '
      + 'Set both schemas, swapped in the task of the other direction. [loopbackSchemas]',
    unknown: checkSection('LoopbackPreventionSettings', { EnableLoopbackPrevention: true, SourceSchema: 'a', TargetSchema: UNKNOWN }),
  },
  {
    code: 'loopbackMigrationType',
    bad: checkSection('LoopbackPreventionSettings', LOOPBACK, FULL_LOAD),
    message: '\'LoopbackPreventionSettings.EnableLoopbackPrevention\' is true on a task of type full-load. '
      + 'Only changes can come back, and such a task captures none. '
      + 'Leave LoopbackPreventionSettings out, or choose a type that captures changes. [loopbackMigrationType]',
    unknown: checkSection('LoopbackPreventionSettings', LOOPBACK, { migrationType: UNKNOWN }),
  },
  {
    code: 'loopbackEngine',
    bad: checkSection('LoopbackPreventionSettings', LOOPBACK, { sourceEngine: 'mongodb' }),
    message: '\'LoopbackPreventionSettings.EnableLoopbackPrevention\' is true with the source engine "mongodb". '
      + 'DMS documents bidirectional replication for Oracle, SQL Server, MySQL and PostgreSQL as source. '
      + 'Leave LoopbackPreventionSettings out, or try it on a test task first. [loopbackEngine]',
    unknown: checkSection('LoopbackPreventionSettings', LOOPBACK, { sourceEngine: UNKNOWN }),
  },
  {
    code: 'substitutionEngine',
    bad: checkSection('CharacterSetSettings', { CharacterReplacements: [] }, { targetEngine: 's3' }),
    message: '\'CharacterSetSettings\' is given with the target engine "s3". '
      + 'DMS documents character substitution for Oracle, SQL Server, MySQL, PostgreSQL, SAP ASE and Redshift as target. '
      + 'Leave it out, or try it on a test task first. [substitutionEngine]',
    unknown: checkSection('CharacterSetSettings', UNKNOWN, { targetEngine: 's3' }),
  },
]);

test('deletes of rows that are not there may be ignored, as DMS does by default', () => {
  expect(codesOf(checkSection('ErrorBehavior', { ApplyErrorDeletePolicy: 'IGNORE_RECORD' })())).toEqual([]);
});

test('UPDATE_RECORD is right where there are no LOBs', () => {
  const sections = { ErrorBehavior: { ApplyErrorUpdatePolicy: 'UPDATE_RECORD' }, TargetMetadata: { SupportLobs: false } };
  expect(codesOf(checkSections(sections)())).toEqual([]);
});

test('the guide\'s example of Time Travel is right', () => {
  const guide = {
    EnableTT: true,
    TTS3Settings: { ...STORAGE, EncryptionMode: 'SSE_KMS', ServerSideEncryptionKmsKeyId: 'arn:aws:kms:us-west-2:111122223333:key/k', BucketFolder: 'f' },
    TTRecordSettings: { EnableRawData: true, OperationsToLog: 'DELETE,UPDATE', MaxRecordSize: 64 },
  };
  expect(codesOf(checkSection('TTSettings', guide, { migrationType: 'cdc', sourceEngine: 'postgres', targetEngine: 'mysql' })())).toEqual([]);
});
