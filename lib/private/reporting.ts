import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { describeProblem, type Problem } from '../plan/problem';
import { UNKNOWN } from '../plan/unknown';

/** Prefix of the ids of this library's warnings, as `Annotations.acknowledgeWarning` takes them. */
export const WARNING_PREFIX = 'cdk-dms-migrations';

/**
 * Has a construct's problems told at synthesis: all errors of all constructs at once, and warnings beside them.
 *
 * The rules run when the tree is complete, so what `addXxx` methods brought later is seen.
 */
export function reportProblems(construct: IConstruct, findProblems: () => Problem[]): void {
  construct.node.addValidation({
    validate: () => {
      const problems = findProblems();
      for (const problem of problems.filter(({ severity }) => severity === 'warning')) {
        Annotations.of(construct).addWarningV2(`${WARNING_PREFIX}:${problem.code}`, describeProblem(problem));
      }
      return problems.filter(({ severity }) => severity === 'error').map(describeProblem);
    },
  });
}

/**
 * A copy of plain data with {@link UNKNOWN} in the place of everything that is known only at deployment.
 *
 * Objects that are not plain (constructs, class instances) are passed on as they are.
 */
export function markUnknown(value: unknown): unknown {
  if (Token.isUnresolved(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(markUnknown);
  if (isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, markUnknown(member)]));
  }
  return value;
}

/** Whether plain data has a token in it anywhere. */
export function hasTokens(value: unknown): boolean {
  if (Token.isUnresolved(value)) return true;
  if (Array.isArray(value)) return value.some(hasTokens);
  return isPlainObject(value) && Object.values(value).some(hasTokens);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
