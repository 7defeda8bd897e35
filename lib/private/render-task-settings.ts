import type { TaskSettingsProps } from '../constructs/task-settings';
import type { CharacterSubstitutionSettings } from '../constructs/task-settings-changes';
import { LogSeverity, type LoggingSettings } from '../constructs/task-settings-logging';
import type { TimeTravelSettings } from '../constructs/task-settings-time-travel';
import { DEFAULT_LOB_MAX_KIB } from '../plan/lob';
import { CONTROLLED_COMPONENTS } from '../plan/task-settings-logging-rules';
import { LOG_COMPONENTS } from '../plan/task-settings-sections';
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
  return renderGroup(section, props && { ...props, [flag]: props.enabled ?? true });
}

function renderLogging(props: LoggingSettings = {}): RenderedGroup {
  const enabled = props.enabled ?? true;
  const said = (props.components ?? []).map(({ component, severity }) => ({ Id: component.componentId, Severity: severity }));
  const controlled = enabled === false ? [] : CONTROLLED_COMPONENTS.filter((id) => !said.some((each) => each.Id === id));
  const components = [...said, ...controlled.map((id) => ({ Id: id, Severity: LogSeverity.DEFAULT }))]
    .sort((a, b) => placeOf(a.Id) - placeOf(b.Id));
  return renderGroup('Logging', {
    enableLogging: enabled,
    enableLogContext: props.enableLogContext,
    logComponents: components.length > 0 ? components : undefined,
    deleteTaskLogs: props.deleteTaskLogs,
  });
}

function placeOf(componentId: string): number {
  const place = LOG_COMPONENTS.indexOf(componentId);
  return place < 0 ? LOG_COMPONENTS.length : place;
}

function renderCharacters(props: CharacterSubstitutionSettings = {}): RenderedGroup {
  return renderGroup('CharacterSetSettings', {
    characterReplacements: props.replacements?.map(({ sourceCodePoint, targetCodePoint = '0' }) => ({
      SourceCharacterCodePoint: codePoint(sourceCodePoint),
      TargetCharacterCodePoint: codePoint(targetCodePoint),
    })),
    characterSetSupport: renderGroup('CharacterSetSettings.CharacterSetSupport', {
      characterSet: props.characterSet,
      replaceWithCharacterCodePoint: props.replaceWithCodePoint === undefined ? undefined : codePoint(props.replaceWithCodePoint),
    }).settings,
  });
}

/** A number where its hexadecimal digits allow it, as on the guide's page of task settings; text otherwise, as on its page on Db2 for z/OS. */
function codePoint(hexadecimal: string): string | number {
  return /^(0|[1-9]\d*)$/.test(hexadecimal) ? Number(hexadecimal) : hexadecimal;
}

function renderTimeTravel(props: TimeTravelSettings | undefined): RenderedGroup {
  if (props === undefined) return { problems: [] };
  const storage = renderGroup('TTSettings.TTS3Settings', {
    encryptionMode: props.encryptionKey && 'SSE_KMS',
    serverSideEncryptionKmsKeyId: props.encryptionKey?.keyArn,
    serviceAccessRoleArn: props.role.roleArn,
    bucketName: props.bucket.bucketName,
    bucketFolder: props.bucketFolder,
    enableDeletingFromS3OnTaskDelete: props.deleteLogsOnTaskDelete,
  });
  const records = renderGroup('TTSettings.TTRecordSettings', {
    enableRawData: props.rawData,
    rawDataFormat: props.rawDataFormat,
    operationsToLog: props.operationsToLog?.join(','),
    maxRecordSize: props.maxRecordSize,
  });
  const switches = renderGroup('TTSettings', { enableTT: props.enabled ?? true, failTaskOnTTFailure: props.failTaskOnFailure });
  const groups = renderDocument({ TTS3Settings: storage, TTRecordSettings: records });
  return { settings: { ...switches.settings, ...groups.settings }, problems: groups.problems };
}
