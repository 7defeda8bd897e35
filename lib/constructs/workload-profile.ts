import { show } from '../plan/problem';
import { readText } from '../private/read-text';
import type { Profile } from '../profile/profile';
import { parseProfile } from '../profile/read-profile';

/**
 * What an audit has found out about a database: its tables, their sizes, keys and LOBs, and how much it changes.
 *
 * `npx dms-migrations audit` writes one. It has no row of the data in it, but names of tables and columns, and bounds of ranges of primary keys.
 */
export class WorkloadProfile {
  /**
   * A profile in a file, read now.
   *
   * @param path from the directory that the app runs in.
   */
  public static fromFile(path: string): WorkloadProfile {
    return new WorkloadProfile(() => parseProfile(readText(path)));
  }

  /** A profile as JSON. */
  public static fromJson(json: string): WorkloadProfile {
    return new WorkloadProfile(() => parseProfile(textOf(json)));
  }

  /**
   * The profile; undefined if it cannot be read.
   *
   * @internal
   */
  public readonly _profile: Profile | undefined;

  /**
   * Why it cannot be read.
   *
   * @internal
   */
  public readonly _failure: string | undefined;

  private constructor(read: () => Profile) {
    try {
      this._profile = read();
    } catch (failure) {
      this._failure = failure instanceof Error ? failure.message : String(failure);
    }
  }
}

/** Plain JavaScript can pass what the text was parsed to. */
function textOf(json: string): string {
  if (typeof json !== 'string') throw new Error(`it must be given as JSON text, got ${show(json)}`);
  return json;
}
