import { ENGINES } from '../../../lib/cli/audit/engines';
import { driver as mysql } from '../../../lib/cli/audit/open-mysql';
import { driver as postgresql } from '../../../lib/cli/audit/open-postgresql';
import type { AuditOptions } from '../../../lib/cli/audit/options';
import { runAudit } from '../../../lib/cli/audit/run';
import type { AuditWorld } from '../../../lib/cli/audit/world';
import { ExitCode, UserError, type Io } from '../../../lib/cli/io';
import type { Profile } from '../../../lib/profile/profile';
import { parseProfile } from '../../../lib/profile/read-profile';

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  readonly profile: Profile | undefined;
}

const clock = { now: Date.now, sleep: async (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds)) };

/** A world without password files, without secrets, and with nobody to ask. */
export function worldOf(over: Partial<AuditWorld> = {}): AuditWorld {
  return {
    engines: {
      ...ENGINES,
      mysql: { ...ENGINES.mysql, driver: async () => mysql },
      postgresql: { ...ENGINES.postgresql, driver: async () => postgresql },
    },
    clock,
    env: {},
    home: '/nowhere',
    userName: 'somebody',
    readPrivateFile: () => undefined,
    secret: async () => { throw new Error('no secrets here'); },
    ask: undefined,
    progressColumns: undefined,
    ...over,
  };
}

/** Runs the command as main does, without the reading of options. */
export async function run(
  source: string, options: Partial<AuditOptions> = {}, world: Partial<AuditWorld> = {}, ioOver: Partial<Io> = {},
): Promise<Ran> {
  let [out, err] = ['', ''];
  const io: Io = {
    out: (text) => { out += text; },
    err: (text) => { err += text; },
    readFile: () => { throw new Error('no files here'); },
    interrupted: new Promise(() => undefined),
    ...ioOver,
  };
  const whole: AuditOptions = { lobSizes: 'statistics', changes: 0, timeout: 60, ...options };
  try {
    await runAudit(source, whole, io, worldOf(world), 'dms-migrations test');
    return { exitCode: 0, out, err, profile: parseProfile(out) };
  } catch (error) {
    if (error instanceof ExitCode) return { exitCode: error.exitCode, out, err, profile: undefined };
    if (error instanceof UserError) return { exitCode: 1, out, err: `${err}error: ${error.message}\n`, profile: undefined };
    throw error;
  }
}
