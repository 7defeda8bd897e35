import { counted } from '../../plan/counted';
import type { FindingContext } from '../../plan/findings/context';
import { FINDING_SEVERITIES, type Finding, type Findings, type FindingSeverity } from '../../plan/findings/finding';
import { rankOf } from '../../plan/findings/findings';
import type { DatabaseFacts } from '../../profile/profile';

/** What the formats print: what was found, without what the user wants to hear no more of. */
export interface Report {
  /** The profile's file, as it was given. */
  readonly file: string;
  /** Name and version of what prints it. */
  readonly by: { readonly name: string; readonly version: string };
  readonly database: DatabaseFacts;
  /** When the profile was made. */
  readonly auditedAt: string;
  readonly context: FindingContext;
  readonly findings: readonly Finding[];
  /** Found, and ignored by their codes. */
  readonly ignored: readonly Finding[];
  readonly unjudged: Findings['unjudged'];
  readonly passed: readonly string[];
  readonly failOn: FindingSeverity | 'never';
}

/** How many there are of each severity, the worst first. */
export function countsOf(findings: readonly Finding[]): { readonly severity: FindingSeverity; readonly count: number }[] {
  return FINDING_SEVERITIES.map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }));
}

/** `2 errors, 1 warning, 3 notes`. */
export function countsText(findings: readonly Finding[]): string {
  return countsOf(findings).map(({ severity, count }) => counted(count, severity)).join(', ');
}

/** Whether a finding is as bad as what the user wants to fail on. */
export function isFailure({ severity }: Pick<Finding, 'severity'>, failOn: Report['failOn']): boolean {
  return failOn !== 'never' && rankOf(severity) <= rankOf(failOn);
}

/** `full load and CDC to aurora-postgresql`. */
export function migrationText({ fullLoad, cdc, targetEngine }: FindingContext): string {
  const type = fullLoad ? (cdc ? 'full load and CDC' : 'full load only') : 'CDC only';
  return targetEngine === undefined ? type : `${type}, to ${targetEngine}`;
}

/** `postgresql 16.4, database shop, self-managed`. */
export function databaseText({ engine, version, name, hosting }: DatabaseFacts): string {
  return `${engine} ${version}, database ${name}${hosting === 'unknown' ? '' : `, ${hosting}`}`;
}
