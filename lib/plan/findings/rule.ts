import { AUDITED_ENGINES, type AuditedEngine, type Profile } from '../../profile/profile';
import type { FindingContext } from './context';
import type { FindingSeverity } from './finding';

/** What a rule has found. */
export interface Evidence {
  /** Sorted and freed of duplicates by whoever asks. */
  readonly items: readonly string[];
  readonly statements?: readonly string[];
  /** In the place of the rule's own: where it depends on who runs the server, or on what was found. */
  readonly mend?: string;
  readonly prop?: string;
}

/** What a rule would have to know and the profile does not have. */
export interface Missing {
  readonly missing: readonly string[];
}

/** Nothing at all means that all is well. */
export type Verdict = Evidence | Missing | undefined;

/** One prerequisite of DMS, or one of its traps. Pure: the same profile and context give the same verdict. */
export interface Rule {
  /** In kebab-case, begins with the engine if it is one engine's own. */
  readonly code: string;
  readonly engines: readonly AuditedEngine[];
  readonly severity: FindingSeverity;
  /** What is wrong, as a short sentence without its full stop. */
  readonly title: string;
  /** The part of a migration that it matters to; both without it. */
  readonly phase?: 'cdc' | 'full-load';
  readonly effect: string;
  readonly mend: string;
  readonly prop?: string;
  readonly source: string;
  readonly assessment?: string;
  readonly check: (profile: Profile, context: FindingContext) => Verdict;
}

/** A rule without its check, which the makers below bring. */
export type RuleText = Omit<Rule, 'check'>;

export const POSTGRESQL: readonly AuditedEngine[] = ['postgresql'];
export const MYSQL: readonly AuditedEngine[] = ['mysql', 'mariadb'];
export const SQL_SERVER: readonly AuditedEngine[] = ['sqlserver'];
export const ORACLE: readonly AuditedEngine[] = ['oracle'];
export const MONGODB: readonly AuditedEngine[] = ['mongodb'];
export const RELATIONAL: readonly AuditedEngine[] = AUDITED_ENGINES.filter((engine) => engine !== 'mongodb');
export const ALL: readonly AuditedEngine[] = AUDITED_ENGINES;

export function isMissing(verdict: Verdict): verdict is Missing {
  return verdict !== undefined && 'missing' in verdict;
}

export function appliesTo({ engines, phase }: Rule, { database }: Profile, { cdc, fullLoad }: FindingContext): boolean {
  if (!engines.includes(database.engine)) return false;
  return phase === undefined || (phase === 'cdc' ? cdc : fullLoad);
}
