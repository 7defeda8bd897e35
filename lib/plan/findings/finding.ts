/** The worst first. */
export const FINDING_SEVERITIES = ['error', 'warning', 'note'] as const;

/** `error`: the migration cannot work, or loses data; `warning`: it will hurt; `note`: somebody should know. */
export type FindingSeverity = typeof FINDING_SEVERITIES[number];

/** Something in the source that will hurt a migration. */
export interface Finding {
  /** Stable name of the rule, in kebab-case; part of the public contract. */
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly title: string;
  /** What it was found at, all of it, sorted: `schema.table`, `schema.table.column`, `setting = value`. */
  readonly evidence: readonly string[];
  /** What DMS does with it: full sentences. */
  readonly effect: string;
  /** How to mend it: full sentences. */
  readonly mend: string;
  /** What can be run in the source database to mend it, with identifiers quoted. */
  readonly statements: readonly string[];
  /** What can be written in the CDK app to mend it. */
  readonly prop?: string;
  /** Where the fact stands. */
  readonly source: string;
  /** The individual premigration assessment of DMS that looks for the same. */
  readonly assessment?: string;
}

/** A rule that nothing can be said of, because the profile lacks what it reads. */
export interface UnjudgedRule {
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly title: string;
  /** What the profile would have to have: `setting wal_level`, `grant replication`. Sorted. */
  readonly missing: readonly string[];
}

export interface Findings {
  /** Sorted by severity, then by code. */
  readonly findings: readonly Finding[];
  /** Sorted by code. */
  readonly unjudged: readonly UnjudgedRule[];
  /** Codes of the rules that apply to this engine and this migration and have nothing to say, sorted. */
  readonly passed: readonly string[];
}
