import { Annotations, Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { describeProblem, listSome, type Problem } from '../plan/problem';
import { UNKNOWN } from '../plan/unknown';

/** Prefix of the ids of this library's warnings, as `Annotations.acknowledgeWarning` takes them. */
export const WARNING_PREFIX = 'cdk-dms-migrations';

/** A construct, and the rules that are to look at it. */
interface Reporter {
  readonly construct: IConstruct;
  readonly findProblems: () => Problem[];
}

/**
 * Has a construct's problems told at synthesis: all errors of all constructs at once, and warnings beside them.
 *
 * The rules run when the tree is complete, so what `addXxx` methods brought later is seen. A warning that many constructs of a stack
 * share word for word is told once, at the first of them, with the names of the others.
 */
export function reportProblems(construct: IConstruct, findProblems: () => Problem[]): void {
  const stage = Stage.of(construct) ?? construct.node.root;
  const report = reports.get(stage) ?? new Report();
  reports.set(stage, report);
  const reporter = { construct, findProblems };
  report.reporters.push(reporter);
  construct.node.addValidation({ validate: () => report.errorsOf(reporter) });
}

/** The reports of stages: what is synthesized, and so validated, together. */
const reports = new WeakMap<IConstruct, Report>();

class Report {
  public readonly reporters: Reporter[] = [];
  /** What was found in this synthesis and not asked for yet. */
  private readonly found = new Map<Reporter, Problem[]>();

  /** Whoever is asked first finds the problems of all; whoever is asked twice is in another synthesis. */
  public errorsOf(reporter: Reporter): string[] {
    if (!this.found.has(reporter)) {
      for (const each of this.reporters) this.found.set(each, each.findProblems());
      this.warn();
    }
    const problems = this.found.get(reporter) ?? [];
    this.found.delete(reporter);
    return problems.filter(({ severity }) => severity === 'error').map(describeProblem);
  }

  private warn(): void {
    const constructs = new Map<string, { readonly problem: Problem; readonly at: IConstruct[] }>();
    for (const [{ construct }, problems] of this.found) {
      for (const problem of problems.filter(({ severity }) => severity === 'warning')) {
        const key = `${Stack.of(construct).node.path} ${describeProblem(problem)}`;
        const group = constructs.get(key) ?? { problem, at: [] };
        constructs.set(key, group);
        if (!group.at.includes(construct)) group.at.push(construct);
      }
    }
    for (const { problem, at } of constructs.values()) warnOnce(problem, at);
  }
}

/** Warns at the first construct that has not acknowledged it. */
function warnOnce(problem: Problem, constructs: readonly IConstruct[]): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0; // the stack of a warning that is found at synthesis leads nowhere, and takes longer than the rules
  try {
    constructs.filter((construct) => !isAcknowledged(construct, problem)).some((construct, index, remaining) => {
      const before = construct.node.metadata.length;
      const others = remaining.slice(index + 1).map(({ node }) => node.path);
      const also = others.length === 0 ? '' : ` (also at ${listSome(others)})`;
      Annotations.of(construct).addWarningV2(`${WARNING_PREFIX}:${problem.code}`, `${describeProblem(problem)}${also}`);
      return construct.node.metadata.length > before;
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Whether the construct itself has acknowledged the warning.
 *
 * `Annotations` finds acknowledgements of ancestors. Of the construct's own it only removes warnings that are there by then, which these
 * are not yet; so it is looked up where it keeps them. Where a version of the CDK keeps them elsewhere, nothing is acknowledged.
 */
function isAcknowledged(construct: IConstruct, { code }: Problem): boolean {
  const kept: unknown = Reflect.get(construct.node.root, Symbol.for('@aws-cdk/core.Acknowledgements'));
  const acks: unknown = typeof kept === 'object' && kept !== null && 'acks' in kept ? kept.acks : undefined;
  const own: unknown = acks instanceof Map ? acks.get(construct.node.path) : undefined;
  return own instanceof Set && own.has(`${WARNING_PREFIX}:${code}`);
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
