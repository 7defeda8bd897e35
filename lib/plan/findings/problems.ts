import { error, listSome, warning, type Problem } from '../problem';
import type { Finding, Findings } from './finding';
import { RULES } from './rules';

/** What a construct that is made from a profile says of it. */
export interface FindingsReport {
  /** The prop that the profile came with. */
  readonly where: string;
  /** Codes of findings that somebody knows of and accepts. */
  readonly acknowledged?: readonly string[];
}

/**
 * Findings as problems of a construct: errors stop the synthesis and warnings are printed with it, unless they are acknowledged; notes are left to
 * the command `findings`. A problem has the code of its finding, as that command prints it.
 */
export function problemsOf({ findings }: Pick<Findings, 'findings'>, { where, acknowledged = [] }: FindingsReport): Problem[] {
  const told = findings.filter(({ code }) => !acknowledged.includes(code));
  return [...told.flatMap((finding) => problemOf(finding, where)), ...unknownCodes(acknowledged, where)];
}

function problemOf({ code, severity, title, evidence, effect, mend, prop }: Finding, where: string): Problem[] {
  if (severity === 'note') return [];
  const text = {
    code,
    where,
    what: `finds in the source: ${title} (${listSome(evidence)})`,
    why: sentence(effect),
    mend: prop === undefined ? sentence(mend) : `${sentence(mend)}. In the app: ${prop}`,
  };
  return [severity === 'error' ? error(text) : warning(text)];
}

function sentence(text: string): string {
  return text.replace(/\.$/, '');
}

function unknownCodes(acknowledged: readonly string[], where: string): Problem[] {
  const known = new Set(RULES.map(({ code }) => code));
  const unknown = acknowledged.filter((code) => !known.has(code));
  if (unknown.length === 0) return [];
  return [warning({
    code: 'unknownFindingCode',
    where,
    what: `acknowledges findings that there are none of: ${listSome(unknown)}`,
    why: 'Nothing is acknowledged by that, and the finding that was meant is told as before',
    mend: 'Take the code from the message of the finding',
  })];
}
