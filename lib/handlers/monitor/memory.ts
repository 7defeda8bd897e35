import type { DescribedTask, DmsApi } from './surroundings';

/** Settings can be changed only while a task does not run; they are read again after this. */
const SETTINGS_MILLISECONDS = 3_600_000;

/**
 * What the function remembers from one run to the next, for as long as Lambda keeps it: all of it can be found out again.
 */
export class Memory {
  /** When the tables of each task were looked at last, by the last part of its ARN. */
  public readonly lookedInto = new Map<string, number>();
  /** When DMS was last asked for everything. */
  public lookedAt: number | undefined;
  private readonly settings = new Map<string, { readonly at: number; readonly isValidated: boolean }>();

  /** Whether the rows of a task are compared, as far as its settings have been read. */
  public isValidated(arn: string): boolean {
    return this.settings.get(arn)?.isValidated ?? false;
  }

  /** Reads the settings of tasks that are new, or whose settings were read long ago. */
  public async learnSettings(dms: DmsApi, tasks: readonly DescribedTask[], now: number): Promise<void> {
    const unknown = tasks.map(({ arn }) => arn).filter((arn) => now - (this.settings.get(arn)?.at ?? -Infinity) >= SETTINGS_MILLISECONDS);
    if (unknown.length === 0) return;
    const validated = await dms.validated(unknown);
    for (const arn of unknown) this.settings.set(arn, { at: now, isValidated: validated.includes(arn) });
  }
}
