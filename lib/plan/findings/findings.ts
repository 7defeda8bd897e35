import type { Profile } from '../../profile/profile';
import { FULL_LOAD_AND_CDC, type FindingContext } from './context';
import { FINDING_SEVERITIES, type Finding, type Findings, type FindingSeverity, type UnjudgedRule } from './finding';
import { sorted } from './reading';
import { appliesTo, isMissing, type Evidence, type Rule } from './rule';
import { RULES } from './rules';

/** What in a source database will hurt a migration: all findings, and the rules that the profile is too thin for. */
export function findingsOf(profile: Profile, context: FindingContext = FULL_LOAD_AND_CDC, rules: readonly Rule[] = RULES): Findings {
  const findings: Finding[] = [];
  const unjudged: UnjudgedRule[] = [];
  const passed: string[] = [];
  for (const rule of rules.filter((each) => appliesTo(each, profile, context))) {
    const verdict = rule.check(profile, context);
    if (verdict === undefined) {
      passed.push(rule.code);
    } else if (isMissing(verdict)) {
      unjudged.push({ code: rule.code, severity: rule.severity, title: rule.title, missing: sorted(verdict.missing) });
    } else {
      findings.push(findingOf(rule, verdict));
    }
  }
  return { findings: findings.sort(bySeverity), unjudged: unjudged.sort(byCode), passed: sorted(passed) };
}

function findingOf(rule: Rule, { items, statements = [], mend = rule.mend, prop = rule.prop }: Evidence): Finding {
  return {
    code: rule.code,
    severity: rule.severity,
    title: rule.title,
    evidence: sorted(items),
    effect: rule.effect,
    mend,
    statements,
    ...prop !== undefined && { prop },
    source: rule.source,
    ...rule.assessment !== undefined && { assessment: rule.assessment },
  };
}

function byCode(a: { readonly code: string }, b: { readonly code: string }): number {
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}

function bySeverity(a: Finding, b: Finding): number {
  return rankOf(a.severity) - rankOf(b.severity) || byCode(a, b);
}

/** 0 is the worst. */
export function rankOf(severity: FindingSeverity): number {
  return FINDING_SEVERITIES.indexOf(severity);
}
