import { readFileSync } from 'node:fs';
import { asJson } from '../private/read-props';
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
    return new WorkloadProfile(() => parseProfile(asJson(json)));
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

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (failure) {
    throw new Error(`${path} cannot be read: ${(failure as NodeJS.ErrnoException).code ?? String(failure)}`, { cause: failure });
  }
}
