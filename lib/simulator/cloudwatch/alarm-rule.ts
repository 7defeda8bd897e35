import type { AlarmState } from './alarm-definitions';
import { Scanner } from './scanner';

/** The rule of a composite alarm as it was read. */
export type Rule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'not'; readonly of: Rule }
  | { readonly kind: 'and' | 'or'; readonly left: Rule; readonly right: Rule };

const STATES: readonly AlarmState[] = ['ALARM', 'OK', 'INSUFFICIENT_DATA'];

/**
 * Reads a rule; throws an error that tells what cannot be read, and where.
 *
 * NOT binds more than AND, and AND more than OR: that is how nearly every language has it, the API reference does not say
 * [CloudWatch API reference, PutCompositeAlarm: AlarmRule]. AT_LEAST is not simulated.
 */
export function parseRule(text: string): Rule {
  const scanner = new Scanner(text, 'the alarm rule');
  const rule = disjunction(scanner);
  if (!scanner.done) scanner.fail('expected AND, OR or the end');
  return rule;
}

/** Names of the alarms that a rule looks at, each once. */
export function alarmsIn(rule: Rule): string[] {
  switch (rule.kind) {
    case 'constant': return [];
    case 'state': return [rule.alarm];
    case 'not': return alarmsIn(rule.of);
    default: return [...new Set([...alarmsIn(rule.left), ...alarmsIn(rule.right)])];
  }
}

/** Whether the rule is true while the alarms are in these states. */
export function holds(rule: Rule, stateOf: (alarm: string) => AlarmState): boolean {
  switch (rule.kind) {
    case 'constant': return rule.value;
    case 'state': return stateOf(rule.alarm) === rule.state;
    case 'not': return !holds(rule.of, stateOf);
    case 'and': return holds(rule.left, stateOf) && holds(rule.right, stateOf);
    case 'or': return holds(rule.left, stateOf) || holds(rule.right, stateOf);
  }
}

function disjunction(scanner: Scanner): Rule {
  let left = conjunction(scanner);
  while (scanner.keyword('OR')) left = { kind: 'or', left, right: conjunction(scanner) };
  return left;
}

function conjunction(scanner: Scanner): Rule {
  let left = negation(scanner);
  while (scanner.keyword('AND')) left = { kind: 'and', left, right: negation(scanner) };
  return left;
}

function negation(scanner: Scanner): Rule {
  return scanner.keyword('NOT') ? { kind: 'not', of: negation(scanner) } : primary(scanner);
}

function primary(scanner: Scanner): Rule {
  if (scanner.take('(') !== undefined) {
    const inner = disjunction(scanner);
    scanner.expect(')');
    return inner;
  }
  if (scanner.keyword('TRUE')) return { kind: 'constant', value: true };
  if (scanner.keyword('FALSE')) return { kind: 'constant', value: false };
  const state = STATES.find((each) => scanner.keyword(each));
  if (state === undefined) return scanner.fail(`expected ${STATES.join(', ')}, TRUE, FALSE, NOT or (`);
  scanner.expect('(');
  const alarm = scanner.quoted('"\'') ?? scanner.until(')');
  scanner.expect(')');
  return { kind: 'state', state, alarm: nameOf(alarm) };
}

/** An alarm may be named by its ARN: arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME, where the name may hold colons too. */
function nameOf(alarm: string): string {
  const parts = alarm.split(':');
  return parts[0] === 'arn' && parts[2] === 'cloudwatch' && parts[5] === 'alarm' ? parts.slice(6).join(':') : alarm;
}
