import type { TaskSettingsProps } from '../constructs/task-settings';
import type { CharacterSubstitutionSettings } from '../constructs/task-settings-changes';
import { LogSeverity, type LoggingSettings } from '../constructs/task-settings-logging';
import type { TimeTravelSettings } from '../constructs/task-settings-time-travel';
import { DEFAULT_LOB_MAX_KIB } from '../plan/lob';
import { within } from '../plan/problem';
import { CONTROLLED_COMPONENTS } from '../plan/task-settings-logging-rules';
import { LOG_COMPONENTS } from '../plan/task-settings-sections';
import { listOf, readProps, withoutNulls } from './read-props';
import { inDmsOrder, isObject, mergeSettings, renderDocument, renderGroup, type RenderedGroup, type SettingsObject } from './task-settings-rendering';

/** The document of typed settings, but for `additionalJson`. */
export function renderTaskSettings(props: TaskSettingsProps): RenderedGroup {
  const { settings, problems } = renderDocument({
    TargetMetadata: renderGroup('TargetMetadata', props.targetMetadata),
    FullLoadSettings: renderGroup('FullLoadSettings', props.fullLoad),
    Logging: renderLogging(props.logging),
    ControlTablesSettings: renderGroup('ControlTablesSettings', props.controlTables),
    StreamBufferSettings: renderGroup('StreamBufferSettings', props.streamBuffer),
    ChangeProcessingTuning: renderGroup('ChangeProcessingTuning', props.changeProcessingTuning),
    ChangeProcessingDdlHandlingPolicy: renderGroup('ChangeProcessingDdlHandlingPolicy', props.ddlHandling),
    ErrorBehavior: renderGroup('ErrorBehavior', props.errorBehavior),
    BeforeImageSettings: renderSwitched('BeforeImageSettings', 'enableBeforeImage', props.beforeImage),
    CharacterSetSettings: renderCharacters(props.characterSubstitution),
    LoopbackPreventionSettings: renderSwitched('LoopbackPreventionSettings', 'enableLoopbackPrevention', props.loopbackPrevention),
    TTSettings: renderTimeTravel(props.timeTravel),
    ResyncSettings: renderSwitched('ResyncSettings', 'enableResync', props.resync),
  });
  const { failTaskWhenCleanTaskResourceFailed: failTask } = props;
  const document = failTask === undefined ? settings : { ...settings, FailTaskWhenCleanTaskResourceFailed: failTask };
  return { ...(document !== undefined && { settings: inDmsOrder(document) }), problems };
}

/**
 * The same settings, with as much of each LOB validated as is carried [DMS User Guide, Setting LOB support for source databases in an AWS DMS
 * task: the two sizes must be the same].
 */
export function withPartialLobSize(settings: SettingsObject): SettingsObject {
  const lobs = sectionOf(settings, 'TargetMetadata');
  const validation = sectionOf(settings, 'ValidationSettings');
  const limited = lobs.SupportLobs !== false && lobs.FullLobMode !== true && lobs.LimitedSizeLobMode !== false;
  const wanted = validation.EnableValidation === true && validation.SkipLobColumns !== true && validation.ValidationPartialLobSize === undefined;
  if (!limited || !wanted) return settings;
  return mergeSettings(settings, { ValidationSettings: { ValidationPartialLobSize: lobs.LobMaxSize ?? DEFAULT_LOB_MAX_KIB } });
}

function sectionOf(settings: SettingsObject, name: string): SettingsObject {
  const section = settings[name];
  return isObject(section) ? section : {};
}

/** A section that is switched on by being there, unless its struct says otherwise. */
function renderSwitched(section: string, flag: string, props: { readonly enabled?: boolean } | undefined): RenderedGroup {
  return renderGroup(section, props && { ...props, [flag]: withoutNulls(props).enabled ?? true });
}

function renderLogging(props: LoggingSettings | undefined): RenderedGroup {
  const { enabled = true, components: given, enableLogContext, deleteTaskLogs } = withoutNulls(props);
  const said = listOf(given).map((each) => ({ Id: each?.component?.componentId, Severity: each?.severity }));
  const controlled = enabled === false ? [] : CONTROLLED_COMPONENTS.filter((id) => !said.some((each) => each.Id === id));
  const components = [...said, ...controlled.map((id) => ({ Id: id, Severity: LogSeverity.DEFAULT }))]
    .sort((a, b) => placeOf(a.Id) - placeOf(b.Id));
  return renderGroup('Logging', {
    enableLogging: enabled,
    enableLogContext,
    logComponents: components.length > 0 ? components : undefined,
    deleteTaskLogs,
  });
}

function placeOf(componentId: string): number {
  const place = LOG_COMPONENTS.indexOf(componentId);
  return place < 0 ? LOG_COMPONENTS.length : place;
}

function renderCharacters(props: CharacterSubstitutionSettings | undefined): RenderedGroup {
  const { replacements, characterSet, replaceWithCodePoint } = withoutNulls(props);
  return renderGroup('CharacterSetSettings', {
    characterReplacements: replacements && listOf(replacements).map(withoutNulls).map(({ sourceCodePoint, targetCodePoint = '0' }) => ({
      SourceCharacterCodePoint: codePoint(sourceCodePoint),
      TargetCharacterCodePoint: codePoint(targetCodePoint),
    })),
    characterSetSupport: renderGroup('CharacterSetSettings.CharacterSetSupport', {
      characterSet,
      replaceWithCharacterCodePoint: replaceWithCodePoint === undefined ? undefined : codePoint(replaceWithCodePoint),
    }).settings,
  });
}

/** A number where its hexadecimal digits allow it, as on the guide's page of task settings; text otherwise, as on its page on Db2 for z/OS. */
function codePoint(hexadecimal: string): string | number {
  return /^(0|[1-9]\d*)$/.test(hexadecimal) ? Number(hexadecimal) : hexadecimal;
}

function renderTimeTravel(props: TimeTravelSettings | undefined): RenderedGroup {
  if (props === undefined) return { problems: [] };
  const { given, problems } = readProps(props, { bucket: 's3.IBucket', role: 'iam.IRole', encryptionKey: 'kms.IKey' });
  const storage = renderGroup('TTSettings.TTS3Settings', {
    encryptionMode: given.encryptionKey && 'SSE_KMS',
    serverSideEncryptionKmsKeyId: given.encryptionKey?.keyArn,
    serviceAccessRoleArn: given.role?.roleArn,
    bucketName: given.bucket?.bucketName,
    bucketFolder: given.bucketFolder,
    enableDeletingFromS3OnTaskDelete: given.deleteLogsOnTaskDelete,
  });
  const records = renderGroup('TTSettings.TTRecordSettings', {
    enableRawData: given.rawData,
    rawDataFormat: given.rawDataFormat,
    operationsToLog: given.operationsToLog && listOf(given.operationsToLog).join(','),
    maxRecordSize: given.maxRecordSize,
  });
  const switches = renderGroup('TTSettings', { enableTT: given.enabled ?? true, failTaskOnTTFailure: given.failTaskOnFailure });
  const groups = renderDocument({ TTS3Settings: storage, TTRecordSettings: records });
  return { settings: { ...switches.settings, ...groups.settings }, problems: [...within('timeTravel', problems), ...groups.problems] };
}
