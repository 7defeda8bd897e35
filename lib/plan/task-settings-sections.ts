import { SettingsPage, type Settings } from './task-settings-schema';

/**
 * Every setting of a DMS task.
 *
 * Names, ranges and defaults are those of the DMS User Guide, each page of which is named below; where the guide's text differs from the
 * settings that DMS writes for a new task (its page "Saving task settings"), or one copy of a page from another, a comment says so. The order
 * is that in which DMS writes them [DMS User Guide, Saving task settings; AWS CLI, describe-replication-configs], what it does not show last.
 */

const target = new SettingsPage('Target metadata task settings');
const fullLoad = new SettingsPage('Full-load task settings');
const logging = new SettingsPage('Logging task settings');
const controlTables = new SettingsPage('Control table task settings');
const streamBuffer = new SettingsPage('Stream buffer task settings');
const ddl = new SettingsPage('Task settings for change processing DDL handling');
const errors = new SettingsPage('Error handling task settings');
const validation = new SettingsPage('Data validation task settings');
const tuning = new SettingsPage('Change processing tuning settings');
const saving = new SettingsPage('Saving task settings');
const characters = new SettingsPage('Character substitution task settings');
const loopback = new SettingsPage('Creating tasks for ongoing replication using AWS DMS');
const beforeImage = new SettingsPage('Before image task settings');
const timeTravel = new SettingsPage('Time Travel task settings');
const resync = new SettingsPage('Data resync settings');

/** What the guide lists for an error in one record. */
const RECORD_POLICIES = ['IGNORE_RECORD', 'LOG_ERROR', 'SUSPEND_TABLE', 'STOP_TASK'];
const TABLE_POLICIES = ['SUSPEND_TABLE', 'STOP_TASK'];

/** Components of the task log, in the order in which DMS writes them; VALIDATOR, which it only lists in the guide, is last. */
export const LOG_COMPONENTS: readonly string[] = [
  'TRANSFORMATION', 'SOURCE_UNLOAD', 'IO', 'TARGET_LOAD', 'PERFORMANCE', 'SOURCE_CAPTURE', 'SORTER', 'REST_SERVER', 'VALIDATOR_EXT',
  'TARGET_APPLY', 'TASK_MANAGER', 'TABLES_MANAGER', 'METADATA_MANAGER', 'FILE_FACTORY', 'COMMON', 'ADDONS', 'DATA_STRUCTURE',
  'COMMUNICATION', 'FILE_TRANSFER', 'VALIDATOR',
];

/** From the least to the most that is logged. */
export const LOG_SEVERITIES: readonly string[] = [
  'LOGGER_SEVERITY_ERROR', 'LOGGER_SEVERITY_WARNING', 'LOGGER_SEVERITY_INFO', 'LOGGER_SEVERITY_DEFAULT', 'LOGGER_SEVERITY_DEBUG',
  'LOGGER_SEVERITY_DETAILED_DEBUG',
];

/** The task settings document. */
export const TASK_SETTINGS: Settings = {
  TargetMetadata: target.group({
    TargetSchema: target.text(''),
    SupportLobs: target.flag(true),
    FullLobMode: target.flag(false),
    // 64 in the guide's example and in newer echoes, 0 in its saved settings: it counts in full LOB mode only.
    LobChunkSize: target.whole(undefined, { unit: 'KB' }),
    LimitedSizeLobMode: target.flag(true),
    LobMaxSize: target.whole(32, { unit: 'KB' }),
    // "0 and the range is 1-102400"; older copies say up to 2 GB.
    InlineLobMaxSize: target.whole(0, { unit: 'KB', max: 102_400 }),
    LoadMaxFileSize: target.whole(0, { unit: 'KB', max: 100_000 }),
    ParallelLoadThreads: target.whole(0),
    // The defaults of this, of the queues and of the apply buffers are those of the text; DMS writes 0. For Redshift the text has 100.
    ParallelLoadBufferSize: target.whole(50, { max: 1000 }),
    BatchApplyEnabled: target.flag(false),
    TaskRecoveryTableEnabled: target.flag(false),
    ParallelLoadQueuesPerThread: target.whole(1, { max: 512 }),
    ParallelApplyThreads: target.whole(0),
    ParallelApplyBufferSize: target.whole(100, { max: 1000 }),
    ParallelApplyQueuesPerThread: target.whole(1, { max: 512 }),
  }),
  FullLoadSettings: fullLoad.group({
    // The guide names no default; a task that was made without settings had DROP_AND_CREATE [go-to-k/cdk-real-drift, issue 1557, 2026].
    TargetTablePrepMode: fullLoad.choice(undefined, ['DO_NOTHING', 'DROP_AND_CREATE', 'TRUNCATE_BEFORE_LOAD']),
    CreatePkAfterFullLoad: fullLoad.flag(false),
    StopTaskCachedChangesApplied: fullLoad.flag(false),
    StopTaskCachedChangesNotApplied: fullLoad.flag(false),
    MaxFullLoadSubTasks: fullLoad.whole(8, { min: 1, max: 49 }),
    TransactionConsistencyTimeout: fullLoad.whole(600, { unit: 'seconds' }),
    CommitRate: fullLoad.whole(10_000, { min: 1, max: 50_000 }),
  }),
  Logging: logging.group({
    EnableLogging: logging.flag(false),
    // On by default from 3.5.0 on [DMS User Guide, Monitoring AWS DMS tasks]; echoes of newer tasks have either value.
    EnableLogContext: logging.flag(),
    LogComponents: logging.list(logging.group({
      Id: logging.text(),
      Severity: logging.choice(undefined, LOG_SEVERITIES),
    })),
    DeleteTaskLogs: logging.flag(false),
    CloudWatchLogGroup: saving.text(undefined, { readOnly: 'refused' }),
    CloudWatchLogStream: saving.text(undefined, { readOnly: 'refused' }),
  }),
  ControlTablesSettings: controlTables.group({
    // A twin of HistoryTimeslotInMinutes that DMS adds when it writes settings [GitHub, terraform-provider-aws, replication_task.go].
    historyTimeslotInMinutes: saving.whole(5, { unit: 'minutes', readOnly: 'echoed' }),
    ControlSchema: controlTables.text(''),
    HistoryTimeslotInMinutes: controlTables.whole(5, { unit: 'minutes' }),
    HistoryTableEnabled: controlTables.flag(false),
    SuspendedTablesTableEnabled: controlTables.flag(false),
    StatusTableEnabled: controlTables.flag(false),
    FullLoadExceptionTableEnabled: saving.flag(false),
  }),
  StreamBufferSettings: streamBuffer.group({
    StreamBufferCount: streamBuffer.whole(3, { min: 1 }),
    StreamBufferSizeInMB: streamBuffer.whole(8, { min: 1, unit: 'MB' }),
    CtrlStreamBufferSizeInMB: streamBuffer.whole(5, { min: 1, max: 8, unit: 'MB' }),
  }),
  ChangeProcessingDdlHandlingPolicy: ddl.group({
    HandleSourceTableDropped: ddl.flag(true),
    HandleSourceTableTruncated: ddl.flag(true),
    HandleSourceTableAltered: ddl.flag(true),
  }),
  ErrorBehavior: errors.group({
    DataErrorPolicy: errors.choice('LOG_ERROR', RECORD_POLICIES),
    // The guide names no default; DMS writes this one.
    EventErrorPolicy: errors.choice('IGNORE', ['IGNORE', 'STOP_TASK']),
    DataTruncationErrorPolicy: errors.choice('LOG_ERROR', RECORD_POLICIES),
    DataErrorEscalationPolicy: errors.choice('SUSPEND_TABLE', TABLE_POLICIES),
    DataErrorEscalationCount: errors.whole(0),
    TableErrorPolicy: errors.choice('SUSPEND_TABLE', TABLE_POLICIES),
    TableErrorEscalationPolicy: errors.choice('STOP_TASK', ['STOP_TASK'], { undocumented: ['SUSPEND_TABLE'] }),
    TableErrorEscalationCount: errors.whole(0),
    // -1 lets DMS choose how often by the kind of error; older copies say "indefinitely".
    RecoverableErrorCount: errors.whole(-1, { min: -1 }),
    RecoverableErrorInterval: errors.whole(5, { unit: 'seconds' }),
    RecoverableErrorThrottling: errors.flag(true),
    RecoverableErrorThrottlingMax: errors.whole(1800, { unit: 'seconds' }),
    RecoverableErrorStopRetryAfterThrottlingMax: errors.flag(true),
    ApplyErrorDeletePolicy: errors.choice('IGNORE_RECORD', RECORD_POLICIES),
    ApplyErrorInsertPolicy: errors.choice('LOG_ERROR', [...RECORD_POLICIES, 'INSERT_RECORD']),
    ApplyErrorUpdatePolicy: errors.choice('LOG_ERROR', [...RECORD_POLICIES, 'UPDATE_RECORD']),
    ApplyErrorEscalationPolicy: errors.choice('LOG_ERROR', ['LOG_ERROR', 'SUSPEND_TABLE', 'STOP_TASK']),
    ApplyErrorEscalationCount: errors.whole(0),
    ApplyErrorFailOnTruncationDdl: errors.flag(false),
    FullLoadIgnoreConflicts: errors.flag(true),
    FailOnTransactionConsistencyBreached: errors.flag(false),
    // The copy of 2023 says false; today's page and what DMS writes say true.
    FailOnNoTablesCaptured: errors.flag(true),
    // From engine 3.5.4 on.
    DataMaskingErrorPolicy: errors.choice('STOP_TASK', RECORD_POLICIES),
  }),
  ValidationSettings: validation.group({
    EnableValidation: validation.flag(false),
    // Copies before engine 3.5.4 have ROW_LEVEL only. Since then DMS chooses GROUP_LEVEL itself between some engines.
    ValidationMode: validation.choice(undefined, ['ROW_LEVEL', 'GROUP_LEVEL']),
    ThreadCount: validation.whole(5, { min: 1 }),
    PartitionSize: validation.whole(10_000, { min: 1 }),
    // The guide's text has these defaults; its example has the two counts swapped.
    FailureMaxCount: validation.whole(10_000),
    RecordFailureDelayInMinutes: validation.whole(undefined, { unit: 'minutes' }),
    RecordSuspendDelayInMinutes: validation.whole(undefined, { unit: 'minutes' }),
    MaxKeyColumnSize: validation.whole(),
    TableFailureMaxCount: validation.whole(1000),
    ValidationOnly: validation.flag(false),
    HandleCollationDiff: validation.flag(false),
    RecordFailureDelayLimitInMinutes: validation.whole(0, { unit: 'minutes' }),
    SkipLobColumns: validation.flag(false),
    ValidationPartialLobSize: validation.whole(0, { unit: 'KB' }),
    ValidationQueryCdcDelaySeconds: validation.whole(undefined, { unit: 'seconds' }),
  }),
  ChangeProcessingTuning: tuning.group({
    BatchApplyPreserveTransaction: tuning.flag(true),
    BatchApplyTimeoutMin: tuning.whole(1, { unit: 'seconds' }),
    BatchApplyTimeoutMax: tuning.whole(30, { unit: 'seconds' }),
    BatchApplyMemoryLimit: tuning.whole(500, { unit: 'MB' }),
    // Older copies say 10,000.
    BatchSplitSize: tuning.whole(0),
    MinTransactionSize: tuning.whole(1000),
    CommitTimeout: tuning.whole(1, { unit: 'seconds' }),
    MemoryLimitTotal: tuning.whole(1024, { unit: 'MB' }),
    MemoryKeepTime: tuning.whole(60, { unit: 'seconds' }),
    StatementCacheSize: tuning.whole(50, { max: 200 }),
    // Not in the guide; newer engines write -1 [seen in saved settings; what it means, and its unit, is unverified].
    RecoveryTimeout: saving.whole(-1, { min: -1 }),
  }),
  // Its content is documented nowhere; DMS writes null.
  PostProcessingRules: saving.anything(),
  CharacterSetSettings: characters.group({
    CharacterReplacements: characters.list(characters.group({
      SourceCharacterCodePoint: characters.codePoint(),
      TargetCharacterCodePoint: characters.codePoint(),
    })),
    CharacterSetSupport: characters.group({
      CharacterSet: characters.text(),
      ReplaceWithCharacterCodePoint: characters.codePoint(),
    }),
  }),
  LoopbackPreventionSettings: loopback.group({
    EnableLoopbackPrevention: loopback.flag(false),
    SourceSchema: loopback.text(),
    TargetSchema: loopback.text(),
  }),
  BeforeImageSettings: beforeImage.group({
    EnableBeforeImage: beforeImage.flag(false),
    FieldName: beforeImage.text(),
    // non-lob is in the before-image table-mapping rule only [DMS User Guide, Transformation rules and actions].
    ColumnFilter: beforeImage.choice('pk-only', ['pk-only', 'non-lob', 'all']),
  }),
  FailTaskWhenCleanTaskResourceFailed: saving.flag(false),
  TTSettings: timeTravel.group({
    EnableTT: timeTravel.flag(false),
    // Not in the guide; DMS writes it [AWS CLI, describe-replication-configs].
    FailTaskOnTTFailure: timeTravel.flag(false),
    TTS3Settings: timeTravel.group({
      EncryptionMode: timeTravel.choice('SSE_S3', ['SSE_S3', 'SSE_KMS']),
      ServerSideEncryptionKmsKeyId: timeTravel.text(),
      ServiceAccessRoleArn: timeTravel.text(),
      BucketName: timeTravel.text(),
      BucketFolder: timeTravel.text(),
      EnableDeletingFromS3OnTaskDelete: timeTravel.flag(false),
    }),
    TTRecordSettings: timeTravel.group({
      EnableRawData: timeTravel.flag(false),
      // From engine 3.5.0 on.
      RawDataFormat: timeTravel.choice(undefined, ['TEXT', 'HEX']),
      // One operation, or several with commas between them.
      OperationsToLog: timeTravel.text('ALL'),
      MaxRecordSize: timeTravel.whole(64, { unit: 'KB' }),
    }),
  }),
  // From engine 3.6.1 on.
  ResyncSettings: resync.group({
    EnableResync: resync.flag(false),
    ResyncSchedule: resync.text(),
    MaxResyncTime: resync.whole(undefined, { unit: 'minutes', min: 5, max: 14_400 }),
    ValidationTaskId: resync.text(),
  }),
};
