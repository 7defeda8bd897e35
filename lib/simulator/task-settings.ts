import { invalidValue } from './fault';
import type { ReadSettings } from './state';

type Json = Record<string, unknown>;

/** What DMS fills in, of the sections that matter here [DMS User Guide, CHAP_Tasks.CustomizingTasks.TaskSettings, ...Saving]. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  TargetMetadata: {
    TargetSchema: '', SupportLobs: true, FullLobMode: false, LobChunkSize: 0, LimitedSizeLobMode: true, LobMaxSize: 32, InlineLobMaxSize: 0,
    LoadMaxFileSize: 0, ParallelLoadThreads: 0, ParallelLoadBufferSize: 0, BatchApplyEnabled: false, TaskRecoveryTableEnabled: false,
  },
  FullLoadSettings: {
    TargetTablePrepMode: 'DROP_AND_CREATE', CreatePkAfterFullLoad: false, StopTaskCachedChangesApplied: false, StopTaskCachedChangesNotApplied: false,
    MaxFullLoadSubTasks: 8, TransactionConsistencyTimeout: 600, CommitRate: 10000,
  },
  Logging: { EnableLogging: false, CloudWatchLogGroup: null, CloudWatchLogStream: null },
  ValidationSettings: { EnableValidation: false },
};

/** Most tables that DMS loads at a time [DMS User Guide, ...TaskSettings.FullLoad]. */
const MAX_SUB_TASKS = 49;

function parse(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below, as any other text that is no JSON object.
  }
  throw invalidValue('Invalid task settings JSON');
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Each of two sections' members, those of the second where both have one. */
function merged(first: Json, second: Json): Json {
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.fromEntries([...keys].map((key) => {
    const [one, other] = [first[key], second[key]];
    return [key, isObject(one) && isObject(other) ? merged(one, other) : key in second ? other : one];
  }));
}

/** The settings that a new task has: what was given, over what DMS fills in. */
export function settingsOnCreate(given: string | undefined): string {
  const settings = given === undefined || given === '' ? {} : parse(given);
  const logging = isObject(settings.Logging) ? settings.Logging : {};
  if (logging.CloudWatchLogGroup != null || logging.CloudWatchLogStream != null) {
    throw invalidValue('Task Settings CloudWatchLogGroup or CloudWatchLogStream cannot be set on create.');
  }
  return JSON.stringify(merged(DEFAULTS, settings));
}

export function settingsOnModify(current: string, given: string): string {
  return JSON.stringify(merged(parse(current), parse(given)));
}

/** Whether two settings differ in nothing but the severities of log components, which may be changed while a task runs. */
export function differInSeveritiesOnly(one: string, other: string): boolean {
  const withoutSeverities = (text: string): string => {
    const settings = parse(text);
    return JSON.stringify({ ...settings, Logging: { ...isObject(settings.Logging) ? settings.Logging : {}, LogComponents: undefined } });
  };
  return withoutSeverities(one) === withoutSeverities(other);
}

export function readSettings(text: string): ReadSettings {
  const settings = parse(text);
  const section = (name: string): Json => {
    const value = settings[name];
    return isObject(value) ? value : {};
  };
  const { MaxFullLoadSubTasks, StopTaskCachedChangesApplied, StopTaskCachedChangesNotApplied } = section('FullLoadSettings');
  if (typeof MaxFullLoadSubTasks === 'number' && (MaxFullLoadSubTasks < 1 || MaxFullLoadSubTasks > MAX_SUB_TASKS)) {
    throw invalidValue(`Invalid task settings: MaxFullLoadSubTasks must be between 1 and ${MAX_SUB_TASKS}`);
  }
  return {
    maxSubTasks: typeof MaxFullLoadSubTasks === 'number' ? MaxFullLoadSubTasks : 8,
    stopCachedApplied: StopTaskCachedChangesApplied === true,
    stopCachedNotApplied: StopTaskCachedChangesNotApplied === true,
    validation: section('ValidationSettings').EnableValidation === true,
  };
}
