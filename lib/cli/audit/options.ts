import { InvalidArgumentError } from 'commander';
import type { LobBasis } from '../../profile/profile';
import type { TlsMode } from './driver';

export interface AuditOptions {
  readonly output?: string;
  readonly schemas?: string;
  readonly lobSizes: LobBasis;
  readonly changes: number;
  readonly tls?: TlsMode;
  readonly ca?: string;
  readonly secret?: string;
  readonly user?: string;
  readonly timeout: number;
}

export const DEFAULT_CHANGE_SECONDS = 10;
export const DEFAULT_TIMEOUT_SECONDS = 300;
export const CONNECT_SECONDS = 15;
/** Loading a smaller table by ranges saves less than it costs [derived]. */
export const RANGES_FROM_ROWS = 1_000_000;

export const EXIT_CODES = `
Exit codes: 0 a profile was written, 1 wrong use, 3 no connection, 4 the audit did not come to its end, 130 interrupted.`;
export const NO_CONNECTION = 3;
export const NOT_FINISHED = 4;

const HOUR_SECONDS = 3600;

export function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds > HOUR_SECONDS) throw new InvalidArgumentError(`It must be a whole number from 0 to ${HOUR_SECONDS}.`);
  return seconds;
}

export function readTimeout(text: string): number {
  const seconds = readSeconds(text);
  if (seconds === 0) throw new InvalidArgumentError('It must be 1 or more.');
  return seconds;
}
