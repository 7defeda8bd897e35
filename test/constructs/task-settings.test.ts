import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Lazy, Size, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LobHandling } from '../../lib/constructs/lob-handling';
import { TaskSettings, type TaskSettingsProps } from '../../lib/constructs/task-settings';
import { BeforeImageColumns } from '../../lib/constructs/task-settings-changes';
import {
  ApplyErrorEscalationPolicy, ApplyErrorInsertPolicy, ApplyErrorUpdatePolicy, DataErrorPolicy, EventErrorPolicy, TableErrorPolicy,
} from '../../lib/constructs/task-settings-errors';
import { TargetTablePrepMode } from '../../lib/constructs/task-settings-load';
import { LogComponent, LogSeverity } from '../../lib/constructs/task-settings-logging';
import { RawDataFormat, TimeTravelOperation } from '../../lib/constructs/task-settings-time-travel';
import { Validation, ValidationMode } from '../../lib/constructs/validation';
import { describeProblem, type Problem } from '../../lib/plan/problem';
import type { Settings } from '../../lib/plan/task-settings-schema';
import { LOG_COMPONENTS, TASK_SETTINGS } from '../../lib/plan/task-settings-sections';
import { testRules } from '../support/rule-cases';

const DEFAULT_LOGGING = {
  EnableLogging: true,
  LogComponents: [
    { Id: 'SOURCE_UNLOAD', Severity: 'LOGGER_SEVERITY_DEFAULT' },
    { Id: 'TARGET_LOAD', Severity: 'LOGGER_SEVERITY_DEFAULT' },
    { Id: 'SOURCE_CAPTURE', Severity: 'LOGGER_SEVERITY_DEFAULT' },
    { Id: 'TARGET_APPLY', Severity: 'LOGGER_SEVERITY_DEFAULT' },
  ],
};
/** Nothing is said of LOBs, as none is longer than what DMS carries by itself. */
const SHORT_LOBS = { largestLobKiB: 1 };

function rendered(props?: TaskSettingsProps): Record<string, unknown> {
  return TaskSettings.of(props)._render().document ?? {};
}

function messages(problems: Problem[]): string[] {
  return problems.map(describeProblem);
}

function problemsOf(props: TaskSettingsProps, context = {}): string[] {
  return messages(TaskSettings.of(props)._problems({}, { ...SHORT_LOBS, ...context }));
}

testRules([
  {
    code: 'taskSettingUnit',
    bad: () => TaskSettings.of({ fullLoad: { transactionConsistencyTimeout: Duration.minutes(aNumber()) } })._problems({}, {}),
    message: '\'taskSettings.FullLoadSettings.TransactionConsistencyTimeout\' must be given in seconds, since its amount is known only at deployment. '
      + 'The CDK cannot convert such an amount to the unit that DMS takes. Write it as Duration.seconds(). [taskSettingUnit]',
    unknown: () => TaskSettings.of({ fullLoad: { transactionConsistencyTimeout: Duration.seconds(aNumber()) } })._problems({}, {}),
  },
  {
    code: 'taskSettingUnit',
    variant: 'of a size',
    bad: () => TaskSettings.of()._problems({ lobHandling: LobHandling.limited(Size.mebibytes(aNumber())) }, {}),
    message: '\'lobHandling.TargetMetadata.LobMaxSize\' must be given in KB, since its amount is known only at deployment. '
      + 'The CDK cannot convert such an amount to the unit that DMS takes. Write it as Size.kibibytes(). [taskSettingUnit]',
    unknown: () => TaskSettings.of()._problems({ lobHandling: LobHandling.limited(Size.kibibytes(aNumber())) }, {}),
  },
]);

function aNumber(): number {
  return Lazy.number({ produce: () => 5 });
}

describe('typed settings', () => {
  test('say nothing but that there is a log, in the detail that Security Hub asks for and in DMS\'s order', () => {
    expect(rendered()).toEqual({ Logging: DEFAULT_LOGGING });
    expect(rendered({ fullLoad: {}, errorBehavior: {}, changeProcessingTuning: {} })).toEqual({ Logging: DEFAULT_LOGGING });
    expect(problemsOf({})).toEqual([]);
  });

  test('can set every setting of DMS, and render it in DMS\'s order', () => {
    const settings = TaskSettings.of(everything());
    const { document } = settings._render({ validation: everyValidation(), lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(16) }) });
    // Those for LOBs in limited mode are of another LobHandling; what PostProcessingRules takes, nobody has documented.
    const missing = ['TargetMetadata.LobMaxSize', 'PostProcessingRules'];
    expect(namesIn(document ?? {}, TASK_SETTINGS)).toEqual(writable(TASK_SETTINGS).filter((name) => !missing.includes(name)));
  });

  test('come in DMS\'s units', () => {
    expect(rendered(everything())).toMatchObject({
      TargetMetadata: { LoadMaxFileSize: 1024 },
      FullLoadSettings: { TransactionConsistencyTimeout: 300 },
      ControlTablesSettings: { HistoryTimeslotInMinutes: 10 },
      StreamBufferSettings: { StreamBufferSizeInMB: 16, CtrlStreamBufferSizeInMB: 8 },
      ChangeProcessingTuning: { BatchApplyMemoryLimit: 1024, BatchApplyTimeoutMax: 60, MemoryKeepTime: 120 },
      ErrorBehavior: { RecoverableErrorThrottlingMax: 3600 },
      ResyncSettings: { MaxResyncTime: 60 },
      TTSettings: { TTRecordSettings: { MaxRecordSize: 128, OperationsToLog: 'DELETE,UPDATE' } },
    });
  });

  test('are the same text whatever the order in which they are said', () => {
    const one = rendered({ fullLoad: { commitRate: 5000, maxFullLoadSubTasks: 4 }, controlTables: { statusTableEnabled: true } });
    const other = rendered({ controlTables: { statusTableEnabled: true }, fullLoad: { maxFullLoadSubTasks: 4, commitRate: 5000 } });
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  test('keep sections switched on by being there, unless they say otherwise', () => {
    expect(rendered({ loopbackPrevention: { sourceSchema: 'a', targetSchema: 'b' } }).LoopbackPreventionSettings).toEqual({
      EnableLoopbackPrevention: true, SourceSchema: 'a', TargetSchema: 'b',
    });
    expect(rendered({ beforeImage: { fieldName: 'before', enabled: false } }).BeforeImageSettings).toEqual({ EnableBeforeImage: false, FieldName: 'before' });
  });

  test('write code points as the guide does: digits as numbers, others as text', () => {
    const characterSubstitution = { replacements: [{ sourceCodePoint: '62', targetCodePoint: '61' }, { sourceCodePoint: '00B8' }] };
    expect(rendered({ characterSubstitution }).CharacterSetSettings).toEqual({
      CharacterReplacements: [
        { SourceCharacterCodePoint: 62, TargetCharacterCodePoint: 61 },
        { SourceCharacterCodePoint: '00B8', TargetCharacterCodePoint: 0 },
      ],
    });
  });

  test('take a Time Travel bucket, role and key as constructs', () => {
    const stack = new Stack();
    const timeTravel = {
      bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'records'),
      role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/dms-tt-s3-access-role'),
    };
    expect(rendered({ timeTravel }).TTSettings).toEqual({
      EnableTT: true,
      TTS3Settings: { ServiceAccessRoleArn: 'arn:aws:iam::111122223333:role/dms-tt-s3-access-role', BucketName: 'records' },
    });
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/k');
    expect(rendered({ timeTravel: { ...timeTravel, encryptionKey } }).TTSettings).toMatchObject({
      TTS3Settings: { EncryptionMode: 'SSE_KMS', ServerSideEncryptionKmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/k' },
    });
    expect(problemsOf({ timeTravel: { ...timeTravel, encryptionKey } })).toEqual([]);
  });

  test('keep what is known only at deployment, and do not judge it', () => {
    const stack = new Stack(new App(), 'Stack');
    const settings = TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: Lazy.number({ produce: () => 7 }) } });
    expect(messages(settings._problems({}, SHORT_LOBS))).toEqual([]);
    const text = stack.resolve(stack.toJsonString(settings._render().document)) as string;
    expect(JSON.parse(text)).toMatchObject({ FullLoadSettings: { MaxFullLoadSubTasks: 7 } });
  });

  test('fails for every setting at once, and does not throw', () => {
    const found = problemsOf({ fullLoad: { maxFullLoadSubTasks: -5, commitRate: 0 }, streamBuffer: { ctrlStreamBufferSize: Size.mebibytes(9) } });
    expect(found).toEqual([
      '\'taskSettings.FullLoadSettings.MaxFullLoadSubTasks\' must be a whole number from 1 to 49, got -5. '
      + 'A smaller number has no meaning to DMS. Set it in that range, or leave it out: DMS takes 8. [taskSettingRange]',
      '\'taskSettings.FullLoadSettings.CommitRate\' must be a whole number from 1 to 50000, got 0. '
      + 'A smaller number has no meaning to DMS. Set it in that range, or leave it out: DMS takes 10000. [taskSettingRange]',
      '\'taskSettings.StreamBufferSettings.CtrlStreamBufferSizeInMB\' must be a whole number of MB from 1 to 8, got 9. '
      + 'The DMS User Guide has this range (Stream buffer task settings). Set it in that range, or leave it out: DMS takes 5. [taskSettingRange]',
    ]);
  });

  test('fails for a duration that is no whole number of the unit', () => {
    expect(problemsOf({ resync: { maxResyncTime: Duration.seconds(330), resyncSchedule: '0 0 * * 6', validationTaskId: 'ABC' } })).toEqual([
      '\'taskSettings.ResyncSettings.MaxResyncTime\' must be a whole number of minutes from 5 to 14400, got 5.5. '
      + 'So the DMS User Guide has it (Data resync settings). Give a whole number of minutes from 5 to 14400, or leave it out. [taskSettingType]',
    ]);
  });
});

describe('the log', () => {
  const logging = (props: TaskSettingsProps['logging']): unknown => rendered({ logging: props }).Logging;

  test('can be switched off in words, and then Security Hub is not content', () => {
    expect(logging({ enabled: false })).toEqual({ EnableLogging: false });
    expect(TaskSettings.of({ logging: { enabled: false } })._problems({}, SHORT_LOBS).map(({ code }) => code)).toEqual(['targetLogging', 'sourceLogging']);
  });

  test('has the components that are asked for beside those that Security Hub wants, in DMS\'s order', () => {
    const components = [
      { component: LogComponent.of('NEW'), severity: LogSeverity.INFO },
      { component: LogComponent.TARGET_APPLY, severity: LogSeverity.DETAILED_DEBUG },
      { component: LogComponent.TRANSFORMATION, severity: LogSeverity.INFO },
    ];
    expect(logging({ components })).toEqual({
      EnableLogging: true,
      LogComponents: [
        { Id: 'TRANSFORMATION', Severity: 'LOGGER_SEVERITY_INFO' },
        { Id: 'SOURCE_UNLOAD', Severity: 'LOGGER_SEVERITY_DEFAULT' },
        { Id: 'TARGET_LOAD', Severity: 'LOGGER_SEVERITY_DEFAULT' },
        { Id: 'SOURCE_CAPTURE', Severity: 'LOGGER_SEVERITY_DEFAULT' },
        { Id: 'TARGET_APPLY', Severity: 'LOGGER_SEVERITY_DETAILED_DEBUG' },
        { Id: 'NEW', Severity: 'LOGGER_SEVERITY_INFO' },
      ],
    });
  });

  test('knows every component that the guide has', () => {
    const known = Object.values(LogComponent).flatMap((each: unknown) => (each instanceof LogComponent ? [each.componentId] : []));
    expect(known).toEqual(LOG_COMPONENTS);
  });

  test('fails for a component that is named twice', () => {
    const components = [LogSeverity.DEFAULT, LogSeverity.DEBUG].map((severity) => ({ component: LogComponent.SORTER, severity }));
    expect(TaskSettings.of({ logging: { components } })._problems({}, SHORT_LOBS).map(({ code }) => code)).toEqual(['logComponentDuplicate']);
  });
});

describe('settings that DMS has and this library does not', () => {
  test('are put over the typed ones', () => {
    const additionalJson = '{"FullLoadSettings": {"WarpSpeed": 9}, "FutureSettings": {"Enable": true}, "StreamBufferSettings": {"StreamBufferCount": 4}}';
    expect(rendered({ fullLoad: { commitRate: 500 }, streamBuffer: { streamBufferCount: 3 }, additionalJson })).toEqual({
      FullLoadSettings: { CommitRate: 500, WarpSpeed: 9 },
      Logging: DEFAULT_LOGGING,
      StreamBufferSettings: { StreamBufferCount: 4 },
      FutureSettings: { Enable: true },
    });
  });

  test('fails if they are no JSON object', () => {
    expect(TaskSettings.of({ additionalJson: '[]' })._problems({}, SHORT_LOBS)).toMatchObject([
      { code: 'taskSettingsShape', where: 'taskSettings.additionalJson' },
    ]);
    expect(TaskSettings.of({ additionalJson: '{' })._problems({}, SHORT_LOBS)).toMatchObject([
      { code: 'taskSettingsJson', where: 'taskSettings.additionalJson' },
    ]);
  });

  test('fails if they are known only at deployment, since then they cannot be put over others', () => {
    expect(TaskSettings.of({ additionalJson: Lazy.string({ produce: () => '{}' }) })._problems({}, SHORT_LOBS)).toMatchObject([
      { code: 'taskSettingsOpaque', where: 'taskSettings.additionalJson' },
    ]);
  });
});

describe('settings as JSON', () => {
  const json = '{\n  "Logging": {"EnableLogging": true},\n  "FullLoadSettings": {"CommitRate": 1e3}\n}\n';

  test('are rendered byte for byte', () => {
    expect(TaskSettings.fromJsonString(json)._render()).toEqual({ text: json });
  });

  test('are rendered byte for byte from a file, without its byte order mark', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'task-settings-')), 'settings.json');
    writeFileSync(file, `\uFEFF${json}`);
    expect(TaskSettings.fromFile(file)._render()).toEqual({ text: json });
  });

  test('are checked like typed ones', () => {
    const found = TaskSettings.fromJsonString('{"FullLoadSettings": {"MaxFullLoadSubTasks": 50}}')._problems({}, SHORT_LOBS);
    expect(found.map(({ code }) => code)).toEqual(['taskSettingRange', 'targetLogging', 'sourceLogging']);
    expect(found[0].where).toBe('taskSettings.FullLoadSettings.MaxFullLoadSubTasks');
  });

  test('keep their order and what the library does not know when something is written into them', () => {
    const settings = TaskSettings.fromJsonString('{"FutureSettings": {"a": 1}, "ErrorBehavior": {}, "TargetMetadata": {"TargetSchema": "app"}}');
    const { document } = settings._render({ lobHandling: LobHandling.none(), stopTaskCachedChangesApplied: true });
    expect(JSON.stringify(document)).toBe(JSON.stringify({
      FutureSettings: { a: 1 },
      ErrorBehavior: {},
      TargetMetadata: { TargetSchema: 'app', SupportLobs: false },
      FullLoadSettings: { StopTaskCachedChangesApplied: true },
    }));
  });

  test('fails where they and another prop do not say the same', () => {
    const settings = TaskSettings.fromJsonString(
      '{"TargetMetadata": {"FullLobMode": true, "LobChunkSize": 64, "LimitedSizeLobMode": false}, "ValidationSettings": {"EnableValidation": true},'
      + ' "FullLoadSettings": {"StopTaskCachedChangesApplied": false}}',
    );
    const parts = { lobHandling: LobHandling.limited(Size.kibibytes(32)), validation: Validation.disabled(), stopTaskCachedChangesApplied: true };
    const found = settings._problems(parts, SHORT_LOBS).filter(({ code }) => ['taskSettingsContradiction', 'stopFlagOff'].includes(code));
    expect(found.map(({ where, what }) => `${where} ${what}`)).toEqual([
      'taskSettings.TargetMetadata.FullLobMode is true, and lobHandling asks for false',
      'taskSettings.TargetMetadata.LimitedSizeLobMode is false, and lobHandling asks for true',
      'taskSettings.ValidationSettings.EnableValidation is true, and validation asks for false',
      'taskSettings.FullLoadSettings.StopTaskCachedChangesApplied is false, and phase scaling asks for true',
    ]);
  });

  test('stay byte for byte when they have the stop that phase scaling asks for', () => {
    const text = '{"FullLoadSettings":   {"StopTaskCachedChangesApplied": true}}';
    expect(TaskSettings.fromJsonString(text)._render({ stopTaskCachedChangesApplied: true })).toEqual({ text });
  });

  test('cannot get the stop of phase scaling when they are known only at deployment: it is told', () => {
    const settings = TaskSettings.fromJsonString(Lazy.string({ produce: () => '{}' }));
    const found = settings._problems({ stopTaskCachedChangesApplied: true }, SHORT_LOBS);
    expect(found.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning stopFlagOpaque']);
    expect(settings._problems({}, SHORT_LOBS)).toEqual([]);
  });

  test('may say the same as another prop', () => {
    const settings = TaskSettings.fromJsonString('{"TargetMetadata": {"SupportLobs": false}}');
    expect(settings._problems({ lobHandling: LobHandling.none() }, SHORT_LOBS).map(({ code }) => code)).toEqual(['targetLogging', 'sourceLogging']);
  });

  test('may hold tokens, or be one', () => {
    const leaf = `{"TargetMetadata": {"TargetSchema": "${Lazy.string({ produce: () => 'app' })}", "LobMaxSize": 16}}`;
    expect(TaskSettings.fromJsonString(leaf)._render()).toEqual({ text: leaf });
    expect(TaskSettings.fromJsonString(leaf)._problems({}, { ...SHORT_LOBS, targetEngine: 'mysql' }).map(({ code }) => code))
      .toEqual(['targetLogging', 'sourceLogging']);
    const whole = Lazy.string({ produce: () => '{}' });
    expect(TaskSettings.fromJsonString(whole)._render()).toEqual({ text: whole });
    expect(TaskSettings.fromJsonString(whole)._problems({}, {})).toEqual([]);
    const middle = `{"FullLoadSettings": {"CommitRate": ${Token.asString({ Ref: 'Rate' })}}}`;
    expect(TaskSettings.fromJsonString(middle)._problems({}, {})).toEqual([]);
  });

  test('fails where something has to be written into settings that are known only at deployment', () => {
    const settings = TaskSettings.fromJsonString(Lazy.string({ produce: () => '{}' }));
    expect(settings._problems({ lobHandling: LobHandling.full() }, {})).toMatchObject([{ code: 'taskSettingsOpaque', where: 'taskSettings' }]);
  });

  test('fails for what is no JSON, and says nothing else of it', () => {
    const settings = TaskSettings.fromJsonString('{"Logging": ');
    expect(settings._problems({ lobHandling: LobHandling.full() }, {})).toMatchObject([{ code: 'taskSettingsJson', where: 'taskSettings' }]);
    expect(settings._render({ lobHandling: LobHandling.full() })).toEqual({ text: '{"Logging": ' });
  });

  test.each(['null', '[]', '5', '"text"'])('fails for %s, and renders it as it is', (text) => {
    const settings = TaskSettings.fromJsonString(text);
    expect(settings._problems({}, {})).toMatchObject([{ code: 'taskSettingsShape', where: 'taskSettings' }]);
    expect(settings._render({ lobHandling: LobHandling.full() })).toEqual({ text });
  });

  test('fails for a file that is not there', () => {
    expect(TaskSettings.fromFile('no/such.json')._problems({ lobHandling: LobHandling.full() }, {})).toMatchObject([
      { code: 'taskSettingsFile', where: 'taskSettings', what: 'cannot be read from the file "no/such.json"' },
    ]);
  });
});

describe('no settings', () => {
  test('are no settings at all', () => {
    expect(TaskSettings.none()._render()).toEqual({});
    expect(TaskSettings.none()._problems({}, SHORT_LOBS)).toEqual([]);
  });

  test('leave room for what else the task says', () => {
    expect(TaskSettings.none()._render({ lobHandling: LobHandling.none(), stopTaskCachedChangesApplied: true })).toEqual({
      document: { TargetMetadata: { SupportLobs: false }, FullLoadSettings: { StopTaskCachedChangesApplied: true } },
    });
  });
});

/** A value for every prop. */
function everything(): TaskSettingsProps {
  const stack = new Stack();
  return {
    failTaskWhenCleanTaskResourceFailed: true,
    resync: { resyncSchedule: '0 0 * * 6', maxResyncTime: Duration.hours(1), validationTaskId: 'ABC', enabled: true },
    timeTravel: {
      bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'records'),
      role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/dms-tt-s3-access-role'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/k'),
      bucketFolder: 'folder',
      deleteLogsOnTaskDelete: true,
      failTaskOnFailure: true,
      rawData: true,
      rawDataFormat: RawDataFormat.HEX,
      operationsToLog: [TimeTravelOperation.DELETE, TimeTravelOperation.UPDATE],
      maxRecordSize: Size.kibibytes(128),
    },
    loopbackPrevention: { sourceSchema: 'a', targetSchema: 'b' },
    characterSubstitution: { replacements: [{ sourceCodePoint: '62' }], characterSet: 'UTF-8', replaceWithCodePoint: '3F' },
    beforeImage: { fieldName: 'before', columnFilter: BeforeImageColumns.ALL },
    errorBehavior: {
      dataErrorPolicy: DataErrorPolicy.STOP_TASK,
      dataTruncationErrorPolicy: DataErrorPolicy.STOP_TASK,
      dataMaskingErrorPolicy: DataErrorPolicy.SUSPEND_TABLE,
      dataErrorEscalationPolicy: TableErrorPolicy.STOP_TASK,
      dataErrorEscalationCount: 1,
      eventErrorPolicy: EventErrorPolicy.STOP_TASK,
      tableErrorPolicy: TableErrorPolicy.STOP_TASK,
      tableErrorEscalationPolicy: TableErrorPolicy.STOP_TASK,
      tableErrorEscalationCount: 1,
      recoverableErrorCount: 3,
      recoverableErrorInterval: Duration.seconds(10),
      recoverableErrorThrottling: false,
      recoverableErrorThrottlingMax: Duration.hours(1),
      recoverableErrorStopRetryAfterThrottlingMax: false,
      applyErrorDeletePolicy: DataErrorPolicy.LOG_ERROR,
      applyErrorInsertPolicy: ApplyErrorInsertPolicy.INSERT_RECORD,
      applyErrorUpdatePolicy: ApplyErrorUpdatePolicy.UPDATE_RECORD,
      applyErrorEscalationPolicy: ApplyErrorEscalationPolicy.SUSPEND_TABLE,
      applyErrorEscalationCount: 1,
      applyErrorFailOnTruncationDdl: true,
      failOnNoTablesCaptured: false,
      failOnTransactionConsistencyBreached: true,
      fullLoadIgnoreConflicts: false,
    },
    ddlHandling: { handleSourceTableAltered: false, handleSourceTableDropped: false, handleSourceTableTruncated: false },
    changeProcessingTuning: {
      batchApplyPreserveTransaction: false,
      batchApplyTimeoutMin: Duration.seconds(2),
      batchApplyTimeoutMax: Duration.minutes(1),
      batchApplyMemoryLimit: Size.gibibytes(1),
      batchSplitSize: 5000,
      minTransactionSize: 500,
      commitTimeout: Duration.seconds(5),
      memoryLimitTotal: Size.gibibytes(2),
      memoryKeepTime: Duration.minutes(2),
      statementCacheSize: 200,
      recoveryTimeout: -1,
    },
    streamBuffer: { streamBufferCount: 4, streamBufferSize: Size.mebibytes(16), ctrlStreamBufferSize: Size.mebibytes(8) },
    controlTables: {
      controlSchema: 'dms',
      historyTimeslot: Duration.minutes(10),
      historyTableEnabled: true,
      suspendedTablesTableEnabled: true,
      statusTableEnabled: true,
      fullLoadExceptionTableEnabled: true,
    },
    logging: { enableLogContext: true, deleteTaskLogs: true },
    fullLoad: {
      targetTablePrepMode: TargetTablePrepMode.TRUNCATE_BEFORE_LOAD,
      createPkAfterFullLoad: true,
      stopTaskCachedChangesApplied: true,
      stopTaskCachedChangesNotApplied: true,
      maxFullLoadSubTasks: 4,
      transactionConsistencyTimeout: Duration.minutes(5),
      commitRate: 5000,
    },
    targetMetadata: {
      targetSchema: 'app',
      loadMaxFileSize: Size.mebibytes(1),
      parallelLoadThreads: 2,
      parallelLoadBufferSize: 100,
      parallelLoadQueuesPerThread: 2,
      parallelApplyThreads: 2,
      parallelApplyBufferSize: 200,
      parallelApplyQueuesPerThread: 2,
      batchApplyEnabled: true,
      taskRecoveryTableEnabled: true,
    },
  };
}

function everyValidation(): Validation {
  return Validation.enabled({
    threadCount: 1, partitionSize: 1, failureMaxCount: 1, tableFailureMaxCount: 1, maxKeyColumnSize: 1,
    handleCollationDiff: true, skipLobColumns: true,
    recordFailureDelay: Duration.minutes(1), recordFailureDelayLimit: Duration.minutes(1), recordSuspendDelay: Duration.minutes(1),
    validationQueryCdcDelay: Duration.seconds(1), validationPartialLobSize: Size.kibibytes(1), validationMode: ValidationMode.ROW_LEVEL,
  });
}

/** The paths of all settings that can be sent, in DMS's order. */
function writable(settings: Settings, where = ''): string[] {
  // Validation.only() has the one more.
  return Object.entries(settings).filter(([name, { readOnly }]) => readOnly === undefined && name !== 'ValidationOnly').flatMap(([name, { members }]) => (
    members === undefined ? [where + name] : writable(members, `${where}${name}.`)
  ));
}

function namesIn(document: object, settings: Settings, where = ''): string[] {
  return Object.entries(document).flatMap(([name, value]) => {
    const members = settings[name]?.members;
    return members === undefined ? [where + name] : namesIn(value as object, members, `${where}${name}.`);
  });
}
