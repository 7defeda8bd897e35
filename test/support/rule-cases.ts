import { describeProblem, type Problem } from '../../lib/plan/problem';

/** One rule: the whole message it gives, and the same input with the offending value known only at deployment. */
export interface RuleCase {
  /** The rule's code, written as `code: '...'`: `rules.test.ts` checks that no rule of the library is without a case. */
  readonly code: string;
  /** Says which variant of the rule this is, where one code has several. */
  readonly variant?: string;
  /** Runs the rules on bad input. */
  readonly bad: () => Problem[];
  /** The whole message. */
  readonly message: string;
  /** Runs the rules on the same input with `UNKNOWN` in the place of the offending value. */
  readonly unknown: () => Problem[];
}

/** Two tests a rule: the whole message, and that a value known only at deployment passes. */
export function testRules(cases: readonly RuleCase[]): void {
  describe.each(cases.map((each) => [each.variant === undefined ? each.code : `${each.code} (${each.variant})`, each] as const))('%s', (_, each) => {
    test('is told in full', () => {
      const found = each.bad().filter(({ code }) => code === each.code);
      expect(found.map(describeProblem)).toContain(each.message);
    });
    test('passes what is known only at deployment', () => {
      expect(each.unknown().filter(({ code }) => code === each.code)).toEqual([]);
    });
  });
}
