import * as fc from 'fast-check';
import { describeProblem } from '../../lib/plan/problem';
import {
  checkAdditionalSettings, checkAgreement, checkTaskSettings, readTaskSettings, unreadableFile,
} from '../../lib/plan/task-settings-rules';
import type { Setting, Settings } from '../../lib/plan/task-settings-schema';
import { TASK_SETTINGS } from '../../lib/plan/task-settings-sections';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { checkSection, checkSections, codesOf, LOGGED } from '../support/task-settings';

const NO_EFFECT = 'DMS ignores or refuses what it does not know in a place, so the setting would have no effect';

testRules([
  {
    code: 'taskSettingsShape',
    bad: () => checkTaskSettings(['FullLoadSettings']),
    message: '\'\' must be a JSON object, got ["FullLoadSettings"]. DMS reads task settings from an object that has a member for each section. '
      + 'Write {"TargetMetadata": {...}, "FullLoadSettings": {...}}, or leave the settings out. [taskSettingsShape]',
    unknown: () => checkTaskSettings(UNKNOWN),
  },
  {
    code: 'taskSettingsShape',
    variant: 'additional settings',
    bad: () => checkAdditionalSettings(5),
    message: '\'\' must be a JSON object, got 5. DMS reads task settings from an object that has a member for each section. '
      + 'Write {"TargetMetadata": {...}, "FullLoadSettings": {...}}, or leave the settings out. [taskSettingsShape]',
    unknown: () => checkAdditionalSettings(UNKNOWN),
  },
  {
    code: 'taskSettingType',
    variant: 'a number as text',
    bad: checkSection('FullLoadSettings', { MaxFullLoadSubTasks: '8' }),
    message: '\'FullLoadSettings.MaxFullLoadSubTasks\' must be a whole number from 1 to 49, got "8". '
      + 'So the DMS User Guide has it (Full-load task settings). Write 8 without quotes. [taskSettingType]',
    unknown: checkSection('FullLoadSettings', { MaxFullLoadSubTasks: UNKNOWN }),
  },
  {
    code: 'taskSettingType',
    variant: 'a flag as text',
    bad: checkSection('TargetMetadata', { BatchApplyEnabled: 'True' }),
    message: '\'TargetMetadata.BatchApplyEnabled\' must be true or false, got "True". '
      + 'So the DMS User Guide has it (Target metadata task settings). Write true without quotes. [taskSettingType]',
    unknown: checkSection('TargetMetadata', { BatchApplyEnabled: UNKNOWN }),
  },
  {
    code: 'taskSettingType',
    variant: 'a fraction',
    bad: checkSection('TargetMetadata', { LobMaxSize: 1.5 }),
    message: '\'TargetMetadata.LobMaxSize\' must be a whole number of KB of at least 0, got 1.5. '
      + 'So the DMS User Guide has it (Target metadata task settings). Give a whole number of KB of at least 0, or leave it out. [taskSettingType]',
    unknown: checkSection('TargetMetadata', { LobMaxSize: UNKNOWN }),
  },
  {
    code: 'taskSettingType',
    variant: 'a section that is none',
    bad: checkSection('ErrorBehavior', 'STOP_TASK'),
    message: '\'ErrorBehavior\' must be an object, got "STOP_TASK". '
      + 'So the DMS User Guide has it (Error handling task settings). Give an object, or leave it out. [taskSettingType]',
    unknown: checkSection('ErrorBehavior', UNKNOWN),
  },
  {
    code: 'taskSettingType',
    variant: 'a list that is none',
    bad: checkSections({ Logging: { ...LOGGED, LogComponents: {} } }),
    message: '\'Logging.LogComponents\' must be a list, got {}. '
      + 'So the DMS User Guide has it (Logging task settings). Give a list, or leave it out. [taskSettingType]',
    unknown: checkSections({ Logging: { ...LOGGED, LogComponents: UNKNOWN } }),
  },
  {
    code: 'taskSettingType',
    variant: 'a code point',
    bad: checkSection('CharacterSetSettings', { CharacterReplacements: [{ SourceCharacterCodePoint: 'b', TargetCharacterCodePoint: 'U+0061' }] }),
    message: '\'CharacterSetSettings.CharacterReplacements[0].TargetCharacterCodePoint\' must be a code point in hexadecimal digits, got "U+0061". '
      + 'So the DMS User Guide has it (Character substitution task settings). Give a code point in hexadecimal digits, or leave it out. [taskSettingType]',
    unknown: checkSection('CharacterSetSettings', { CharacterReplacements: [{ SourceCharacterCodePoint: 'b', TargetCharacterCodePoint: UNKNOWN }] }),
  },
  {
    code: 'taskSettingRange',
    variant: 'above',
    bad: checkSection('FullLoadSettings', { CommitRate: 50_001 }),
    message: '\'FullLoadSettings.CommitRate\' must be a whole number from 1 to 50000, got 50001. '
      + 'The DMS User Guide has this range (Full-load task settings). Set it in that range, or leave it out: DMS takes 10000. [taskSettingRange]',
    unknown: checkSection('FullLoadSettings', { CommitRate: UNKNOWN }),
  },
  {
    code: 'taskSettingRange',
    variant: 'below',
    bad: checkSection('ResyncSettings', { EnableResync: false, MaxResyncTime: 1 }),
    message: '\'ResyncSettings.MaxResyncTime\' must be a whole number of minutes from 5 to 14400, got 1. '
      + 'A smaller number has no meaning to DMS. Set it in that range, or leave it out. [taskSettingRange]',
    unknown: checkSection('ResyncSettings', { EnableResync: false, MaxResyncTime: UNKNOWN }),
  },
  {
    code: 'taskSettingValue',
    bad: checkSection('FullLoadSettings', { TargetTablePrepMode: 'BANANA' }),
    message: '\'FullLoadSettings.TargetTablePrepMode\' must be DO_NOTHING, DROP_AND_CREATE or TRUNCATE_BEFORE_LOAD, got "BANANA". '
      + 'The DMS User Guide has no other value (Full-load task settings). Take one of these, or leave it out. [taskSettingValue]',
    unknown: checkSection('FullLoadSettings', { TargetTablePrepMode: UNKNOWN }),
  },
  {
    code: 'taskSettingValue',
    variant: 'a slip of the pen',
    bad: checkSection('FullLoadSettings', { TargetTablePrepMode: 'do_nothing' }),
    message: '\'FullLoadSettings.TargetTablePrepMode\' must be DO_NOTHING, DROP_AND_CREATE or TRUNCATE_BEFORE_LOAD, got "do_nothing". '
      + 'The DMS User Guide has no other value (Full-load task settings). Write "DO_NOTHING". [taskSettingValue]',
    unknown: checkSection('FullLoadSettings', { TargetTablePrepMode: UNKNOWN }),
  },
  {
    code: 'taskSettingUndocumentedValue',
    bad: checkSection('ErrorBehavior', { TableErrorEscalationPolicy: 'SUSPEND_TABLE' }),
    message: '\'ErrorBehavior.TableErrorEscalationPolicy\' is "SUSPEND_TABLE", which is not documented. '
      + 'The DMS User Guide has STOP_TASK only (Error handling task settings). Write STOP_TASK, or try it on a test task first. '
      + '[taskSettingUndocumentedValue]',
    unknown: checkSection('ErrorBehavior', { TableErrorEscalationPolicy: UNKNOWN }),
  },
  {
    code: 'taskSettingReadOnly',
    bad: checkSections({ Logging: { ...LOGGED, CloudWatchLogGroup: 'dms-tasks-main' } }),
    message: '\'Logging.CloudWatchLogGroup\' must be absent or null, got "dms-tasks-main". DMS fills it in, and refuses a task that is created with it: '
      + '"Task Settings CloudWatchLogGroup or CloudWatchLogStream cannot be set on create". '
      + 'Leave it out; settings that are copied from another task have it. [taskSettingReadOnly]',
    unknown: checkSections({ Logging: { ...LOGGED, CloudWatchLogGroup: UNKNOWN } }),
  },
  {
    code: 'taskSettingEchoed',
    bad: checkSection('ControlTablesSettings', { historyTimeslotInMinutes: 5 }),
    message: '\'ControlTablesSettings.historyTimeslotInMinutes\' is written by DMS and means nothing when it is sent. '
      + 'DMS adds this twin of HistoryTimeslotInMinutes to the settings that it shows. Leave it out, and set HistoryTimeslotInMinutes. [taskSettingEchoed]',
    unknown: checkSection('ControlTablesSettings', { historyTimeslotInMinutes: UNKNOWN }),
  },
  {
    code: 'taskSettingMisspelt',
    bad: checkSection('ControlTablesSettings', { statusTableEnabled: true }),
    message: `'ControlTablesSettings.statusTableEnabled' is not a setting of DMS; StatusTableEnabled is. ${NO_EFFECT}. `
      + 'Write "StatusTableEnabled". [taskSettingMisspelt]',
    unknown: checkSection('ControlTablesSettings', UNKNOWN),
  },
  {
    code: 'taskSettingMisspelt',
    variant: 'a section',
    bad: checkSection('FullLoadSetting', {}),
    message: `'FullLoadSetting' is not a setting of DMS; FullLoadSettings is. ${NO_EFFECT}. Write "FullLoadSettings". [taskSettingMisspelt]`,
    unknown: () => checkTaskSettings(UNKNOWN),
  },
  {
    code: 'taskSettingMisspelt',
    variant: 'as the guide itself has it elsewhere',
    bad: checkSection('ChangeProcessingTuning', { MinimumTransactionSize: 1000 }),
    message: `'ChangeProcessingTuning.MinimumTransactionSize' is not a setting of DMS; MinTransactionSize is. ${NO_EFFECT}. `
      + 'Write "MinTransactionSize". [taskSettingMisspelt]',
    unknown: checkSection('ChangeProcessingTuning', UNKNOWN),
  },
  {
    code: 'taskSettingWrongSection',
    bad: checkSection('ChangeProcessingTuning', { BatchApplyEnabled: true }),
    message: `'ChangeProcessingTuning.BatchApplyEnabled' is in the wrong place: DMS has TargetMetadata.BatchApplyEnabled. ${NO_EFFECT}. `
      + 'Move it to TargetMetadata.BatchApplyEnabled. [taskSettingWrongSection]',
    unknown: checkSection('ChangeProcessingTuning', UNKNOWN),
  },
  {
    code: 'taskSettingWrongSection',
    variant: 'a section within another',
    bad: checkSection('ChangeProcessingTuning', { LoopbackPreventionSettings: null }),
    message: `'ChangeProcessingTuning.LoopbackPreventionSettings' is in the wrong place: DMS has LoopbackPreventionSettings, a section of its own. ${NO_EFFECT}. `
      + 'Move it to LoopbackPreventionSettings. [taskSettingWrongSection]',
    unknown: checkSection('ChangeProcessingTuning', UNKNOWN),
  },
  {
    code: 'taskSettingWrongSection',
    variant: 'misspelt too, and in two sections',
    bad: checkSection('FullLoadSettings', { targetSchema: 'app' }),
    message: `'FullLoadSettings.targetSchema' is in the wrong place: DMS has TargetMetadata.TargetSchema or LoopbackPreventionSettings.TargetSchema. ${NO_EFFECT}. `
      + 'Move it to TargetMetadata.TargetSchema or LoopbackPreventionSettings.TargetSchema. [taskSettingWrongSection]',
    unknown: checkSection('FullLoadSettings', UNKNOWN),
  },
  {
    code: 'taskSettingUnknown',
    bad: checkSection('FullLoadSettings', { WarpSpeed: true }),
    message: '\'FullLoadSettings.WarpSpeed\' is not known to this library, and is passed on as it is. '
      + `${NO_EFFECT}. Check its spelling against the settings of FullLoadSettings; if DMS has it by now, acknowledge this warning. [taskSettingUnknown]`,
    unknown: checkSection('FullLoadSettings', UNKNOWN),
  },
  {
    code: 'taskSettingsJson',
    bad: () => readTaskSettings('{"Logging": ', false).problems,
    message: '\'\' must be JSON, got "{\\"Logging\\": ". It cannot be read: Unexpected end of JSON input. '
      + 'Mend the JSON; comments and commas at the end of lists are not allowed in it. [taskSettingsJson]',
    unknown: () => readTaskSettings('{"Logging": ', true).problems,
  },
  {
    code: 'taskSettingsFile',
    bad: () => [unreadableFile('settings.json', 'ENOENT: no such file or directory')],
    message: '\'\' cannot be read from the file "settings.json". ENOENT: no such file or directory. '
      + 'Give the path of a JSON file, from the directory that the app runs in. [taskSettingsFile]',
    // A file is read at synthesis, so nothing about it waits for deployment.
    unknown: () => [],
  },
  {
    code: 'taskSettingsContradiction',
    bad: () => checkAgreement({ TargetMetadata: { FullLobMode: true } }, { prop: 'lobHandling', settings: { TargetMetadata: { FullLobMode: false } } }),
    message: '\'TargetMetadata.FullLobMode\' is true, and lobHandling asks for false. A task has one value for it. '
      + 'Take it out of the task settings, or leave lobHandling out. [taskSettingsContradiction]',
    unknown: () => checkAgreement({ TargetMetadata: { FullLobMode: UNKNOWN } }, { prop: 'lobHandling', settings: { TargetMetadata: { FullLobMode: false } } }),
  },
  {
    code: 'taskSettingsOpaque',
    bad: () => checkAgreement(UNKNOWN, { prop: 'lobHandling', settings: { TargetMetadata: { FullLobMode: true } } }),
    message: '\'\' must be known before deployment together with lobHandling. What lobHandling asks for has to be written into them, and text that is '
      + 'known only at deployment cannot be changed. Write what lobHandling says into these settings, or give them as TaskSettings.of(). '
      + '[taskSettingsOpaque]',
    // Such settings alone are left as they are.
    unknown: () => checkAgreement(UNKNOWN, { prop: 'lobHandling', settings: {} }),
  },
  {
    code: 'taskSettingsOpaque',
    variant: 'a section',
    bad: () => checkAgreement({ TargetMetadata: UNKNOWN }, { prop: 'lobHandling', settings: { TargetMetadata: { FullLobMode: true } } }),
    message: '\'TargetMetadata\' must be known before deployment together with lobHandling. What lobHandling asks for has to be written into them, and '
      + 'text that is known only at deployment cannot be changed. Write what lobHandling says into these settings, or give them as TaskSettings.of(). '
      + '[taskSettingsOpaque]',
    unknown: () => checkAgreement({ TargetMetadata: UNKNOWN }, { prop: 'lobHandling', settings: { FullLoadSettings: { CommitRate: 1 } } }),
  },
]);

test('what DMS itself writes for a task has no errors', () => {
  const written = readDefaults(TASK_SETTINGS);
  expect(checkTaskSettings(written).filter(({ severity }) => severity === 'error').map(describeProblem)).toEqual([]);
});

test('null is as good as absent, in every section and setting', () => {
  const nulls = (settings: Settings): unknown => Object.fromEntries(
    Object.entries(settings).map(([name, { members }]) => [name, members === undefined ? null : nulls(members)]),
  );
  const sections = Object.fromEntries(Object.keys(TASK_SETTINGS).map((name) => [name, null]));
  expect(codesOf(checkTaskSettings(sections, { largestLobKiB: 1 }))).toEqual(['targetLogging', 'sourceLogging']);
  expect(codesOf(checkTaskSettings(nulls(TASK_SETTINGS), { largestLobKiB: 1 }))).toEqual(['targetLogging', 'sourceLogging', 'resyncEnable']);
});

test('every number says whether it can be 0, and every list of values is one that DMS\'s default is in', () => {
  for (const { setting } of leaves(TASK_SETTINGS)) {
    if (setting.type === 'whole') expect(setting.min).toBeDefined();
    if (setting.type === 'whole' && setting.byDefault !== undefined) {
      expect(setting.byDefault).toBeGreaterThanOrEqual(setting.min ?? 0);
      expect(setting.byDefault).toBeLessThanOrEqual(setting.max ?? Infinity);
    }
    if (setting.values !== undefined && setting.byDefault !== undefined) expect(setting.values).toContain(setting.byDefault);
    expect(setting.page).not.toBe('');
  }
});

const anything = fc.anything({ withDate: false, withMap: false, withSet: false, withBigInt: false });

/** JSON that looks like task settings: real names, with any values. */
const almostSettings = fc.dictionary(
  fc.oneof(fc.constantFrom(...Object.keys(TASK_SETTINGS)), fc.string()),
  fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.oneof(fc.constantFrom(...leaves(TASK_SETTINGS).map(({ name }) => name)), fc.string()),
      fc.oneof(fc.jsonValue(), fc.constant(UNKNOWN)),
    ),
  ),
);

const context = fc.record({
  migrationType: fc.constantFrom('full-load', 'cdc', 'full-load-and-cdc', UNKNOWN, 'other'),
  sourceEngine: fc.constantFrom('oracle', 's3', 'postgres', UNKNOWN, 'other', 5),
  targetEngine: fc.constantFrom('redshift', 'kinesis', 'mysql', UNKNOWN, 'other', null),
  instanceMemoryGiB: fc.oneof(fc.double(), fc.constant(UNKNOWN)),
  lobColumns: fc.oneof(fc.nat(), fc.constant(UNKNOWN)),
  largestLobKiB: fc.oneof(fc.nat(), fc.constant(UNKNOWN)),
}, { requiredKeys: [] });

test('never throws, whatever the JSON, and says the same of the same', () => {
  fc.assert(fc.property(fc.oneof(fc.jsonValue(), almostSettings, anything), context, (settings, about) => {
    const problems = checkTaskSettings(settings, about);
    expect(checkTaskSettings(settings, about)).toEqual(problems);
    expect(problems.every(({ what, why, mend }) => what !== '' && why !== '' && mend !== '')).toBe(true);
  }), { numRuns: 300 });
});

test('any value of the right type and in its range is no error by itself', () => {
  for (const { name, path, setting } of leaves(TASK_SETTINGS)) {
    if (setting.readOnly !== undefined || setting.type === 'anything') continue;
    const document = path.reduceRight<unknown>((value, part) => ({ [part]: value }), { [name]: sample(setting) });
    expect(codesOf(checkTaskSettings(document)).filter((code) => code.startsWith('taskSetting'))).toEqual([]);
  }
});

interface Leaf {
  readonly name: string;
  readonly path: readonly string[];
  readonly setting: Setting;
}

function leaves(settings: Settings, path: readonly string[] = []): Leaf[] {
  return Object.entries(settings).flatMap(([name, setting]) => (
    setting.members === undefined ? [{ name, path, setting }] : leaves(setting.members, [...path, name])
  ));
}

function sample({ type, max, min, values }: Setting): unknown {
  switch (type) {
    case 'flag': return true;
    case 'whole': return max ?? min;
    case 'text': return values?.[0] ?? 'text';
    case 'codePoint': return '00B8';
    case 'list': return [];
    default: return {};
  }
}

/** All defaults, written out as DMS does. */
function readDefaults(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, { readOnly }]) => readOnly === undefined).map(
    ([name, { members, byDefault }]) => [name, members === undefined ? byDefault ?? null : readDefaults(members)],
  ));
}
