import { Token, Tokenization } from 'aws-cdk-lib';
import type { TableMappingRuleOptions } from '../constructs/table-mapping-rule';
import type { Problem } from '../plan/problem';
import { withoutNulls } from './read-props';

/** A rule of a table mapping before `TableMappings` numbers and names it. Members that are `undefined` are left out. */
export interface RuleParts {
  readonly members: Record<string, unknown>;
  /** What a name can be made of, most telling first. */
  readonly words: string[];
  /** Set where the rule could not be read. */
  readonly problem?: Problem;
}

/** What a transformation rule is about. */
export interface TransformedObject {
  readonly target: string;
  readonly locator: Record<string, string>;
}

/** The members that stand first in every rule. */
export function ruleHead(type: string, options: TableMappingRuleOptions): Record<string, unknown> {
  const { ruleId, ruleName } = withoutNulls(options);
  return { 'rule-type': type, 'rule-id': digits(ruleId), 'rule-name': ruleName };
}

/** A number as text, as DMS's examples have most of them. One that is known only at deployment stays so. */
export function digits(value: number | undefined): string | undefined {
  return value === undefined ? undefined : Tokenization.stringifyNumber(value);
}

/** A number as such, or as text where it is known only at deployment: DMS reads both. */
export function numberOrDigits(value: number | undefined): number | string | undefined {
  return Token.isUnresolved(value) ? digits(value) : value;
}

/** A copy of plain data without the members that are `undefined`. */
export function plainCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainCopy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined).map(([key, member]) => [key, plainCopy(member)]));
}
