import { InvalidArgumentError } from 'commander';
import { likelyEngineName } from '../../plan/engines';
import type { FindingContext, LobMode } from '../../plan/findings/context';
import { FINDING_SEVERITIES, type FindingSeverity } from '../../plan/findings/finding';
import { RULES } from '../../plan/findings/rules';
import { TARGET_ENGINES } from '../../plan/findings/targets';

export const FORMATS = ['text', 'json', 'sarif', 'junit', 'markdown'] as const;
export type Format = typeof FORMATS[number];

export const FAIL_ON = [...FINDING_SEVERITIES, 'never'] as const;

/** The command's options, read. */
export interface FindingsOptions {
  readonly format: Format;
  readonly output?: string;
  readonly failOn: FindingSeverity | 'never';
  readonly target?: string;
  readonly fullLoadOnly?: boolean;
  readonly cdcOnly?: boolean;
  readonly tasks?: number;
  readonly lobs?: LobMode;
  readonly batchApply?: boolean;
  readonly validation?: boolean;
  readonly logReader?: NonNullable<FindingContext['logReader']>;
  readonly ignore: readonly string[];
  readonly all?: boolean;
}

export function contextOf(options: FindingsOptions): FindingContext {
  const { fullLoadOnly = false, cdcOnly = false, target, tasks, lobs, batchApply, validation, logReader } = options;
  return {
    ...target !== undefined && { targetEngine: target },
    fullLoad: !cdcOnly,
    cdc: !fullLoadOnly,
    ...tasks !== undefined && { tasks },
    ...lobs !== undefined && { lobs },
    ...batchApply !== undefined && { batchApply },
    ...validation !== undefined && { validation },
    ...logReader !== undefined && { logReader },
  };
}

export function readTarget(text: string): string {
  if (TARGET_ENGINES.includes(text)) return text;
  const likely = likelyEngineName(text);
  throw new InvalidArgumentError(likely === undefined ? `DMS knows these targets: ${TARGET_ENGINES.join(', ')}.` : `DMS calls it "${likely}".`);
}

export function readTasks(text: string): number {
  const tasks = Number(text);
  if (!/^\d+$/.test(text) || tasks < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return tasks;
}

/** `limited:64`, `full`, `inline`, `none`. */
export function readLobs(text: string): LobMode {
  const [, limit] = /^limited:(\d+)$/.exec(text) ?? [];
  if (limit !== undefined && Number(limit) > 0) return { mode: 'limited', maxKiB: Number(limit) };
  if (text === 'full' || text === 'inline' || text === 'none') return { mode: text };
  throw new InvalidArgumentError('It must be "limited:<KiB>", "full", "inline" or "none".');
}

/** Codes between commas; the option may come several times. */
export function readCodes(text: string, before: readonly string[]): readonly string[] {
  const codes = text.split(',').map((code) => code.trim()).filter((code) => code !== '');
  const unknown = codes.filter((code) => !RULES.some((rule) => rule.code === code));
  if (unknown.length > 0) throw new InvalidArgumentError(`There is no finding ${unknown.map((code) => `"${code}"`).join(', ')}.`);
  return [...before, ...codes];
}
