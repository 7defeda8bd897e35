import { kindOf } from './table-mapping-engines';
import { settingAt } from './task-settings-schema';
import { TASK_SETTINGS } from './task-settings-sections';
import { isKnown, UNKNOWN, type MaybeUnknown } from './unknown';

/** What the rules know about the task besides its settings. What is absent, or known only at deployment, is not judged by. */
export interface TaskSettingsContext {
  /** `full-load`, `cdc` or `full-load-and-cdc`. */
  readonly migrationType?: unknown;
  /** `EngineName` of each endpoint. */
  readonly sourceEngine?: unknown;
  readonly targetEngine?: unknown;
  /** Memory of the instance in the phase in which the task loads. */
  readonly instanceMemoryGiB?: unknown;
  /** LOB columns of a table, on average over the tables that have any; 0 if none has. */
  readonly lobColumns?: unknown;
  /** The longest LOB of the source. */
  readonly largestLobKiB?: unknown;
  /** Whether the source endpoint has the task fail where a LOB would be cut off (`FailTasksOnLobTruncation`). */
  readonly failTasksOnLobTruncation?: unknown;
}

/** How large objects are carried. Undefined where the settings contradict each other, which is a problem of its own. */
export type LobMode = 'none' | 'limited' | 'full' | 'inline' | undefined;

/** An end of the task whose engine a feature is not documented for. */
export interface UnlistedEnd {
  readonly end: string;
  readonly engine: unknown;
  /** The kinds of engine that it is documented for. */
  readonly kinds: readonly string[];
}

/**
 * Task settings as DMS would take them, for rules that look at several at once.
 *
 * A setting that is absent or null has DMS's default. One of the wrong type is as good as unknown: it is reported where types are, and no
 * other rule builds on it.
 */
export class TaskSettingsReader {
  constructor(private readonly settings: unknown, public readonly context: TaskSettingsContext) {}

  /** What is written, as it is: undefined if absent or null. */
  public given(path: string): unknown {
    let value = this.settings;
    for (const name of path.split('.')) {
      if (value === UNKNOWN) return UNKNOWN;
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
      value = (value as Record<string, unknown>)[name];
    }
    return value ?? undefined;
  }

  /** Whether something is written that DMS would not write itself for a setting that nobody touched: the default, or 0. */
  public isChanged(path: string): boolean {
    const value = this.given(path);
    return isKnown(value) && value !== defaultOf(path) && value !== 0;
  }

  public isOn(path: string): boolean {
    return this.effective(path) === true;
  }

  public isOff(path: string): boolean {
    return this.effective(path) === false;
  }

  /** A whole number, if it is known. */
  public whole(path: string): number | undefined {
    const value = this.effective(path);
    return Number.isInteger(value) ? value as number : undefined;
  }

  /** A text, if it is known. */
  public text(path: string): string | undefined {
    const value = this.effective(path);
    return typeof value === 'string' ? value : undefined;
  }

  /** Whether nothing is written, or an empty text. */
  public isMissing(path: string): boolean {
    const value = this.given(path);
    return value === undefined || value === '';
  }

  /** Whether the task captures changes; undefined if that is not known. */
  public get capturesChanges(): boolean | undefined {
    const { migrationType } = this.context;
    if (migrationType === 'full-load') return false;
    return migrationType === 'cdc' || migrationType === 'full-load-and-cdc' ? true : undefined;
  }

  /** The kind of the source's engine, if this library knows it. */
  public get sourceKind(): string | undefined {
    return kindOf(this.context.sourceEngine);
  }

  /** The kind of the target's engine, if this library knows it. */
  public get targetKind(): string | undefined {
    return kindOf(this.context.targetEngine);
  }

  /** The ends of the task whose kind of engine is known, and not among those listed. */
  public unlistedEnds(sources: readonly string[], targets: readonly string[]): UnlistedEnd[] {
    const { sourceEngine, targetEngine } = this.context;
    return [
      { end: 'source', engine: sourceEngine, kind: this.sourceKind, kinds: sources },
      { end: 'target', engine: targetEngine, kind: this.targetKind, kinds: targets },
    ].filter(({ kind, kinds }) => kind !== undefined && !kinds.includes(kind));
  }

  /** Whether it is known that no table has LOB columns. */
  public get hasNoLobs(): boolean {
    return this.context.lobColumns === 0;
  }

  public get lobMode(): MaybeUnknown<LobMode> {
    if (this.isOff('TargetMetadata.SupportLobs')) return 'none';
    const full = this.effective('TargetMetadata.FullLobMode');
    // Full LOB mode alone is taken at its word: see the rule lobModeUnstated.
    const limited = full === true && this.isMissing('TargetMetadata.LimitedSizeLobMode') ? false : this.effective('TargetMetadata.LimitedSizeLobMode');
    if (!this.isOn('TargetMetadata.SupportLobs') || full === UNKNOWN || limited === UNKNOWN) return UNKNOWN;
    if (full === limited) return undefined;
    if (limited === true) return 'limited';
    return (this.whole('TargetMetadata.InlineLobMaxSize') ?? 0) > 0 ? 'inline' : 'full';
  }

  private effective(path: string): unknown {
    const value = this.given(path);
    if (value === undefined) return defaultOf(path);
    const type = settingAt(TASK_SETTINGS, path.split('.'))?.type;
    const expected = type === 'flag' ? 'boolean' : type === 'whole' ? 'number' : 'string';
    return typeof value === expected ? value : UNKNOWN;
  }
}

/** What DMS takes for a setting that is absent, if that is documented. */
function defaultOf(path: string): unknown {
  return settingAt(TASK_SETTINGS, path.split('.'))?.byDefault;
}
