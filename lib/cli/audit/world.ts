import { readFileSync, statSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { UserError } from '../io';
import type { AuditClock } from './audit';
import type { Engines } from './driver';
import { ENGINES } from './engines';
import type { PasswordWorld } from './login';
import { askSecretly } from './terminal';

/** What an audit has of the world, besides what every command has. */
export interface AuditWorld extends PasswordWorld {
  readonly engines: Engines;
  readonly clock: AuditClock;
  /** Of this machine's user, for who names none. */
  readonly userName: string;
  /** Of the terminal that progress is shown on; undefined if it goes elsewhere. */
  readonly progressColumns: number | undefined;
}

const OTHERS = 0o077;
/** Of terminals that do not say how wide they are. */
const COLUMNS = 80;

export function processWorld(): AuditWorld {
  return {
    engines: ENGINES,
    clock: { now: Date.now, sleep: async (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)) },
    env: process.env,
    home: homedir(),
    userName: userNameOf(),
    readPrivateFile,
    secret: secretOf,
    ask: process.stdin.isTTY && process.stderr.isTTY ? askSecretly : undefined,
    progressColumns: process.stderr.isTTY ? process.stderr.columns || COLUMNS : undefined,
  };
}

function readPrivateFile(path: string): ReturnType<PasswordWorld['readPrivateFile']> {
  try {
    const { mode } = statSync(path);
    // Windows knows no such mode.
    return { text: readFileSync(path, 'utf8'), othersMayRead: process.platform !== 'win32' && (mode & OTHERS) !== 0 };
  } catch {
    return undefined;
  }
}

async function secretOf(arn: string): Promise<string> {
  try {
    return await (await import('./sdk-secret.js')).readSecret(arn);
  } catch (error) {
    throw new UserError(`the secret ${arn} cannot be read: ${(error as Error).message}`);
  }
}

function userNameOf(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
