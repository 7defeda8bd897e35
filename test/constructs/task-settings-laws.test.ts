import { Duration, Size } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { LobHandling } from '../../lib/constructs/lob-handling';
import { TaskSettings, type TaskSettingsProps } from '../../lib/constructs/task-settings';
import { BeforeImageColumns } from '../../lib/constructs/task-settings-changes';
import {
  ApplyErrorEscalationPolicy, ApplyErrorInsertPolicy, ApplyErrorUpdatePolicy, DataErrorPolicy, EventErrorPolicy, TableErrorPolicy,
} from '../../lib/constructs/task-settings-errors';
import { TargetTablePrepMode } from '../../lib/constructs/task-settings-load';
import { LogComponent, LogSeverity } from '../../lib/constructs/task-settings-logging';
import { RawDataFormat } from '../../lib/constructs/task-settings-time-travel';
import { Validation, ValidationMode } from '../../lib/constructs/validation';
import { checkTaskSettings } from '../../lib/plan/task-settings-rules';
import { settingAt } from '../../lib/plan/task-settings-schema';
import { LOG_SEVERITIES, TASK_SETTINGS } from '../../lib/plan/task-settings-sections';

type Document = Record<string, Record<string, unknown> | undefined>;

function rendered(props?: TaskSettingsProps): Document {
  return (TaskSettings.of(props)._render().document ?? {}) as Document;
}

function codes(settings: TaskSettings, parts: Parameters<TaskSettings['_problems']>[0] = {}): string[] {
  return settings._problems(parts, { largestLobKiB: 1 }).map(({ code }) => code);
}

describe('what settings do', () => {
  test('batch apply takes effect: it is in the section where DMS looks for it', () => {
    const document = rendered({ targetMetadata: { batchApplyEnabled: true } });
    expect(document.TargetMetadata).toEqual({ BatchApplyEnabled: true });
    expect(document.ChangeProcessingTuning).toBeUndefined();
  });

  test('fails for batch apply in the section where DMS does not look for it', () => {
    expect(codes(TaskSettings.fromJsonString('{"ChangeProcessingTuning": {"BatchApplyEnabled": true}}'))).toContain('taskSettingWrongSection');
  });

  test('full LOB mode never comes without a chunk size', () => {
    const { document } = TaskSettings.of()._render({ lobHandling: LobHandling.full() });
    expect(document?.TargetMetadata).toMatchObject({ FullLobMode: true, LobChunkSize: 64 });
    expect(codes(TaskSettings.fromJsonString('{"TargetMetadata": {"FullLobMode": true, "LimitedSizeLobMode": false}}'))).toContain('lobChunkSize');
  });

  test.each<[string, Record<string, string>]>([
    ['ErrorBehavior.DataErrorPolicy', DataErrorPolicy],
    ['ErrorBehavior.DataTruncationErrorPolicy', DataErrorPolicy],
    ['ErrorBehavior.DataMaskingErrorPolicy', DataErrorPolicy],
    ['ErrorBehavior.DataErrorEscalationPolicy', TableErrorPolicy],
    ['ErrorBehavior.EventErrorPolicy', EventErrorPolicy],
    ['ErrorBehavior.TableErrorPolicy', TableErrorPolicy],
    ['ErrorBehavior.ApplyErrorDeletePolicy', DataErrorPolicy],
    ['ErrorBehavior.ApplyErrorInsertPolicy', ApplyErrorInsertPolicy],
    ['ErrorBehavior.ApplyErrorUpdatePolicy', ApplyErrorUpdatePolicy],
    ['ErrorBehavior.ApplyErrorEscalationPolicy', ApplyErrorEscalationPolicy],
    ['FullLoadSettings.TargetTablePrepMode', TargetTablePrepMode],
    ['BeforeImageSettings.ColumnFilter', BeforeImageColumns],
    ['TTSettings.TTRecordSettings.RawDataFormat', RawDataFormat],
    ['ValidationSettings.ValidationMode', ValidationMode],
  ])('what can be chosen for %s is what DMS has for it, all of it', (path, choices) => {
    expect(Object.values(choices)).toEqual(settingAt(TASK_SETTINGS, path.split('.'))?.values);
  });

  test('the policy for data errors leaves the policy for their escalation alone', () => {
    expect(rendered({ errorBehavior: { dataErrorPolicy: DataErrorPolicy.IGNORE_RECORD } }).ErrorBehavior).toEqual({ DataErrorPolicy: 'IGNORE_RECORD' });
  });

  test('failed inserts and updates are not dropped in silence', () => {
    expect(rendered({ errorBehavior: { tableErrorPolicy: TableErrorPolicy.STOP_TASK } }).ErrorBehavior).toEqual({ TableErrorPolicy: 'STOP_TASK' });
    expect(codes(TaskSettings.of({ errorBehavior: { applyErrorInsertPolicy: ApplyErrorInsertPolicy.IGNORE_RECORD } }))).toEqual(['applyErrorsIgnored']);
  });

  test('error handling is DMS\'s own unless told otherwise', () => {
    expect(rendered({ fullLoad: { commitRate: 5000 } }).ErrorBehavior).toBeUndefined();
    expect(TaskSettings.none()._render()).toEqual({});
  });

  test('control tables are spelt as DMS spells them, all of them', () => {
    const controlTables = { controlSchema: 'dms', historyTableEnabled: true, suspendedTablesTableEnabled: true, statusTableEnabled: true };
    expect(rendered({ controlTables }).ControlTablesSettings).toEqual({
      ControlSchema: 'dms', HistoryTableEnabled: true, SuspendedTablesTableEnabled: true, StatusTableEnabled: true,
    });
    const twins = '{"ControlTablesSettings": {"statusTableEnabled": true, "historyTableEnabled": true, "replicationTaskTableEnabled": true}}';
    expect(codes(TaskSettings.fromJsonString(twins)).slice(0, 3)).toEqual(['taskSettingMisspelt', 'taskSettingMisspelt', 'taskSettingUnknown']);
  });

  test('every group of props reaches a section', () => {
    const groups = {
      targetMetadata: { taskRecoveryTableEnabled: true },
      fullLoad: { transactionConsistencyTimeout: Duration.minutes(10) },
      controlTables: { statusTableEnabled: true },
      streamBuffer: { streamBufferCount: 4 },
      changeProcessingTuning: { memoryLimitTotal: Size.gibibytes(2) },
      ddlHandling: { handleSourceTableDropped: false },
      errorBehavior: { failOnNoTablesCaptured: true },
    };
    expect(rendered(groups)).toMatchObject({
      TargetMetadata: { TaskRecoveryTableEnabled: true },
      FullLoadSettings: { TransactionConsistencyTimeout: 600 },
      ControlTablesSettings: { StatusTableEnabled: true },
      StreamBufferSettings: { StreamBufferCount: 4 },
      ChangeProcessingTuning: { MemoryLimitTotal: 2048 },
      ChangeProcessingDdlHandlingPolicy: { HandleSourceTableDropped: false },
      ErrorBehavior: { FailOnNoTablesCaptured: true },
    });
  });

  test('the log has every severity of DMS, INFO too', () => {
    expect(Object.values(LogSeverity)).toEqual(LOG_SEVERITIES);
    expect(LogSeverity.INFO).toBe('LOGGER_SEVERITY_INFO');
  });

  test('fails for -5 tables at once, for the prep mode BANANA and for a commit rate of 0', () => {
    const json = '{"FullLoadSettings": {"MaxFullLoadSubTasks": -5, "TargetTablePrepMode": "BANANA", "CommitRate": 0}}';
    expect(codes(TaskSettings.fromJsonString(json)).slice(0, 3)).toEqual(['taskSettingRange', 'taskSettingValue', 'taskSettingRange']);
    expect(codes(TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: -5, commitRate: 0 } }))).toEqual(['taskSettingRange', 'taskSettingRange']);
  });
});

const optional = { requiredKeys: [] as [] };
const count = fc.integer({ min: -5, max: 60_000 });
const flag = fc.boolean();
const duration = fc.oneof(
  fc.nat(10_000).map((n) => Duration.seconds(n)), fc.nat(10_000).map((n) => Duration.millis(n)), fc.nat(100).map((n) => Duration.hours(n)),
);
const size = fc.oneof(
  fc.nat(200_000).map((n) => Size.kibibytes(n)), fc.nat(10_000).map((n) => Size.bytes(n)), fc.nat(100).map((n) => Size.gibibytes(n)),
);
const component = fc.oneof(
  fc.constantFrom(LogComponent.COMMON, LogComponent.SORTER, LogComponent.SOURCE_UNLOAD), fc.string().map((id) => LogComponent.of(id)),
);
const choice = (choices: Record<string, string>) => fc.constantFrom(...Object.values(choices)) as fc.Arbitrary<never>;

const typed: fc.Arbitrary<TaskSettingsProps> = fc.record({
  targetMetadata: fc.record({ targetSchema: fc.string(), loadMaxFileSize: size, parallelLoadThreads: count, batchApplyEnabled: flag }, optional),
  fullLoad: fc.record({
    targetTablePrepMode: choice(TargetTablePrepMode), maxFullLoadSubTasks: count, commitRate: count, transactionConsistencyTimeout: duration,
    stopTaskCachedChangesApplied: flag, stopTaskCachedChangesNotApplied: flag,
  }, optional),
  logging: fc.record({
    enabled: flag,
    components: fc.array(fc.record({ component, severity: choice(LogSeverity) })),
  }, optional),
  streamBuffer: fc.record({ streamBufferCount: count, streamBufferSize: size, ctrlStreamBufferSize: size }, optional),
  controlTables: fc.record({ historyTimeslot: duration, controlSchema: fc.string() }, optional),
  changeProcessingTuning: fc.record({
    memoryLimitTotal: size, batchApplyTimeoutMin: duration, batchApplyTimeoutMax: duration, recoveryTimeout: count,
  }, optional),
  errorBehavior: fc.record({
    applyErrorUpdatePolicy: choice(ApplyErrorUpdatePolicy), recoverableErrorCount: count, recoverableErrorInterval: duration,
  }, optional),
  beforeImage: fc.record({ fieldName: fc.string(), columnFilter: choice(BeforeImageColumns) }, { requiredKeys: ['fieldName'] }),
  characterSubstitution: fc.record({ replacements: fc.array(fc.record({ sourceCodePoint: fc.string() })), characterSet: fc.string() }, optional),
  resync: fc.record({ resyncSchedule: fc.string(), maxResyncTime: duration, enabled: flag }, optional),
}, optional);

const parts = fc.record({
  lobHandling: fc.oneof(
    size.map((max) => LobHandling.limited(max)),
    size.map((chunkSize) => LobHandling.full({ chunkSize })),
    size.map((inlineMaxSize) => LobHandling.inline({ inlineMaxSize })),
    fc.constant(LobHandling.none()),
  ),
  validation: fc.oneof(
    fc.record({ threadCount: count, recordFailureDelay: duration, skipLobColumns: flag }, optional).map((options) => Validation.enabled(options)),
    fc.constant(Validation.disabled()),
  ),
  stopTaskCachedChangesApplied: flag,
}, optional);

test('whatever is said in types is rendered as JSON that has no problem but those that are told', () => {
  fc.assert(fc.property(typed, parts, (props, others) => {
    const settings = TaskSettings.of(props);
    const { document } = settings._render(others);
    const read = JSON.parse(JSON.stringify(document)) as unknown;
    const told = codes(settings, others);
    for (const { code } of checkTaskSettings(read, { largestLobKiB: 1 })) expect(told).toContain(code);
  }), { numRuns: 200 });
});

test('the same words give the same text, byte for byte', () => {
  fc.assert(fc.property(typed, parts, (props, others) => {
    const text = () => JSON.stringify(TaskSettings.of(props)._render(others));
    expect(text()).toBe(text());
  }));
});

test('no text given as JSON throws, and none is changed', () => {
  fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), parts, (text, others) => {
    const settings = TaskSettings.fromJsonString(text);
    expect(settings._render()).toEqual({ text });
    expect(() => settings._render(others)).not.toThrow();
    expect(() => settings._problems(others, {})).not.toThrow();
  }));
});
