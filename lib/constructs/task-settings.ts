import { readFileSync } from 'node:fs';
import { Token } from 'aws-cdk-lib';
import { within, type Problem } from '../plan/problem';
import { checkStopFlag } from '../plan/stop-flag-rules';
import {
  checkAdditionalSettings, checkAgreement, checkTaskSettings, readTaskSettings, unreadableFile, type OtherSettings, type TaskSettingsContext,
} from '../plan/task-settings-rules';
import { UNKNOWN } from '../plan/unknown';
import { withoutNulls } from '../private/read-props';
import { renderTaskSettings, withPartialLobSize } from '../private/render-task-settings';
import { markUnknown } from '../private/reporting';
import { inDmsOrder, isObject, mergeSettings, type RenderedGroup, type SettingsObject } from '../private/task-settings-rendering';
import type { LobHandling } from './lob-handling';
import type {
  BeforeImageSettings, ChangeProcessingTuning, CharacterSubstitutionSettings, DdlHandlingPolicy, LoopbackPreventionSettings, ResyncSettings,
} from './task-settings-changes';
import type { ErrorBehavior } from './task-settings-errors';
import type { ControlTablesSettings, FullLoadSettings, StreamBufferSettings, TargetMetadataSettings } from './task-settings-load';
import type { LoggingSettings } from './task-settings-logging';
import type { TimeTravelSettings } from './task-settings-time-travel';
import type { Validation } from './validation';

/** Settings of a task, by the sections that DMS has for them. Those for LOBs and validation are told by `LobHandling` and `Validation`. */
export interface TaskSettingsProps {
  /**
   * How rows reach the target.
   *
   * @default - as DMS has it
   */
  readonly targetMetadata?: TargetMetadataSettings;

  /**
   * How tables are loaded.
   *
   * @default - as DMS has it
   */
  readonly fullLoad?: FullLoadSettings;

  /**
   * The task log.
   *
   * @default - on, in the detail that the Security Hub controls DMS.7 and DMS.8 ask for
   */
  readonly logging?: LoggingSettings;

  /**
   * The tables that DMS writes at the target about its own work.
   *
   * @default - as DMS has it
   */
  readonly controlTables?: ControlTablesSettings;

  /**
   * The buffers between source and target.
   *
   * @default - as DMS has it
   */
  readonly streamBuffer?: StreamBufferSettings;

  /**
   * How changes are collected and applied.
   *
   * @default - as DMS has it
   */
  readonly changeProcessingTuning?: ChangeProcessingTuning;

  /**
   * Which changes of the source's tables themselves are made at the target.
   *
   * @default - as DMS has it: all
   */
  readonly ddlHandling?: DdlHandlingPolicy;

  /**
   * What the task does when something goes wrong.
   *
   * @default - as DMS has it
   */
  readonly errorBehavior?: ErrorBehavior;

  /**
   * Values from before an update, for targets such as Kinesis and Kafka.
   *
   * @default - none
   */
  readonly beforeImage?: BeforeImageSettings;

  /**
   * Characters that the target cannot have.
   *
   * @default - none
   */
  readonly characterSubstitution?: CharacterSubstitutionSettings;

  /**
   * Keeps changes that a task made from coming back by the task of the other direction.
   *
   * @default - changes come back
   */
  readonly loopbackPrevention?: LoopbackPreventionSettings;

  /**
   * A record of all changes in S3, for finding errors.
   *
   * @default - none
   */
  readonly timeTravel?: TimeTravelSettings;

  /**
   * Mends at the target what validation found.
   *
   * @default - nothing is mended
   */
  readonly resync?: ResyncSettings;

  /**
   * Whether the task fails when DMS cannot clean up what it left at the source or the target.
   *
   * @default - DMS's: false
   */
  readonly failTaskWhenCleanTaskResourceFailed?: boolean;

  /**
   * Settings as a JSON object, put over all others: for what DMS has and this library does not.
   *
   * @default - none
   */
  readonly additionalJson?: string;
}

/** What a task says beside its settings, and that belongs into them. */
interface TaskSettingsParts {
  readonly lobHandling?: LobHandling;
  readonly validation?: Validation;
  /** Whether phase scaling has the task stop at the end of its load. */
  readonly stopTaskCachedChangesApplied?: boolean;
}

/** What a task's settings are in the template: nothing, a document, or text that is taken as it is. */
interface RenderedTaskSettings {
  readonly document?: SettingsObject;
  readonly text?: string;
}

/** What settings are made from. `settings` is undefined where there are none, `UNKNOWN` where they cannot be read before deployment. */
interface Source {
  /** As they were given, to be rendered byte for byte. */
  readonly text?: string;
  readonly settings?: unknown;
  readonly problems: Problem[];
}

/** Settings of a migration task. */
export class TaskSettings {
  /** Settings by sections. Only what is said is rendered, and a task log in the detail that Security Hub asks for. */
  public static of(props: TaskSettingsProps = {}): TaskSettings {
    const given = withoutNulls(props);
    const { settings, problems } = renderTaskSettings(given);
    const { additionalJson } = given;
    if (additionalJson === undefined) return new TaskSettings({ settings, problems });
    const more = readTaskSettings(additionalJson, Token.isUnresolved(additionalJson));
    const found = more.problems.length > 0 ? more.problems : checkAdditionalSettings(more.settings);
    return new TaskSettings({
      settings: isObject(more.settings) ? inDmsOrder(mergeSettings(settings ?? {}, more.settings)) : settings,
      problems: [...problems, ...within('additionalJson', found)],
    });
  }

  /**
   * Settings as JSON, rendered as they are and checked like all others.
   *
   * Only if a task says something beside them that belongs into them (such as `lobHandling`) are they written anew.
   */
  public static fromJsonString(json: string): TaskSettings {
    return new TaskSettings({ text: json, ...readTaskSettings(json, Token.isUnresolved(json)) });
  }

  /**
   * Settings in a JSON file, rendered as they are and checked like all others.
   *
   * @param path from the directory that the app runs in.
   */
  public static fromFile(path: string): TaskSettings {
    try {
      // A byte order mark belongs to the file, not to the JSON.
      return TaskSettings.fromJsonString(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    } catch (cause) {
      return new TaskSettings({ settings: UNKNOWN, problems: [unreadableFile(path, cause instanceof Error ? cause.message : String(cause))] });
    }
  }

  /** No settings: all is as DMS has it, without a task log. What else the task says (such as `lobHandling`) is still rendered. */
  public static none(): TaskSettings {
    return new TaskSettings({ problems: [] });
  }

  private readonly found = new Map<string, Problem[]>();
  private stopping?: { readonly document?: SettingsObject };

  private constructor(private readonly source: Source) {}

  /**
   * The settings together with what else the task says.
   *
   * @internal
   */
  public _render(parts: TaskSettingsParts = {}): RenderedTaskSettings {
    const { text } = this.source;
    const document = this.merged(parts);
    if (text !== undefined && (document === undefined || document === this.source.settings)) return { text };
    return document === undefined ? {} : { document };
  }

  /**
   * What is wrong with the settings, together with what else the task says.
   *
   * @internal
   */
  public _problems(parts: TaskSettingsParts, context: TaskSettingsContext): Problem[] {
    const { lobHandling, validation, stopTaskCachedChangesApplied } = parts;
    if (lobHandling !== undefined || validation !== undefined) return this.findProblems(parts, context);
    // Most tasks of an app share their settings and stand in the same place: what is found for one holds for all.
    const place = Object.entries({ ...context, stopTaskCachedChangesApplied }).map(([name, value]) => `${name} ${String(value)}`).join('\n');
    const found = this.found.get(place) ?? this.findProblems(parts, context);
    this.found.set(place, found);
    return found;
  }

  private findProblems(parts: TaskSettingsParts, context: TaskSettingsContext): Problem[] {
    const settings = markUnknown(this.source.settings);
    const effective = isObject(settings) || settings === undefined ? markUnknown(this.merged(parts)) : settings;
    const unreadable = settings === UNKNOWN && this.source.problems.length > 0;
    return [
      ...within('lobHandling', parts.lobHandling?._render().problems ?? []),
      ...within('validation', parts.validation?._render().problems ?? []),
      ...within('taskSettings', [
        ...this.source.problems,
        ...(unreadable ? [] : otherSettings(parts).flatMap((other) => checkAgreement(settings, markUnknown(other) as OtherSettings))),
        ...(unreadable || parts.stopTaskCachedChangesApplied !== true ? [] : checkStopFlag(settings)),
        ...checkTaskSettings(effective, context),
      ]),
    ];
  }

  /** All settings in one document: undefined if there are none, or if they cannot be read. */
  private merged(parts: TaskSettingsParts): SettingsObject | undefined {
    const { lobHandling, validation, stopTaskCachedChangesApplied } = parts;
    if (lobHandling !== undefined || validation !== undefined || stopTaskCachedChangesApplied !== true) return this.merge(parts);
    // The same for most tasks of an app.
    this.stopping ??= { document: this.merge(parts) };
    return this.stopping.document;
  }

  private merge(parts: TaskSettingsParts): SettingsObject | undefined {
    const { text, settings } = this.source;
    if (settings !== undefined && !isObject(settings)) return undefined;
    const others = [...otherSettings(parts), ...stopFlag(parts, settings)];
    if (others.length === 0) return settings;
    const merged = others.reduce((under, other) => mergeSettings(under, other.settings), settings ?? {});
    const document = parts.validation === undefined ? merged : withPartialLobSize(merged);
    // Settings that the user wrote keep their order.
    return text === undefined ? inDmsOrder(document) : document;
  }
}

function otherSettings({ lobHandling, validation }: TaskSettingsParts): OtherSettings[] {
  return [
    ...section('lobHandling', 'TargetMetadata', lobHandling?._render()),
    ...section('validation', 'ValidationSettings', validation?._render()),
  ];
}

/** The flag for phase scaling, unless it is there already: then the settings stay as they were written. */
function stopFlag({ stopTaskCachedChangesApplied }: TaskSettingsParts, settings: SettingsObject | undefined): OtherSettings[] {
  const said = settings?.FullLoadSettings;
  if (stopTaskCachedChangesApplied !== true || (isObject(said) && said.StopTaskCachedChangesApplied === true)) return [];
  return [{ prop: 'phase scaling', settings: { FullLoadSettings: { StopTaskCachedChangesApplied: true } } }];
}

function section(prop: string, name: string, group: RenderedGroup | undefined): OtherSettings[] {
  return group?.settings === undefined ? [] : [{ prop, settings: { [name]: group.settings } }];
}
