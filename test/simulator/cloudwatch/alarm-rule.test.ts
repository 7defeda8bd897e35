import { alarmsIn, holds, parseRule } from '../../../lib/simulator/cloudwatch/alarm-rule';
import { failureOf } from './support';

/** Alarms a and b are in ALARM, o and p are OK, and i has no data. */
function stateOf(alarm: string): 'ALARM' | 'OK' | 'INSUFFICIENT_DATA' {
  return 'ab'.includes(alarm) ? 'ALARM' : 'op'.includes(alarm) ? 'OK' : 'INSUFFICIENT_DATA';
}

test.each([
  ['ALARM("a")', true], ['ALARM("o")', false], ['OK("o")', true], ['OK("i")', false], ['INSUFFICIENT_DATA("i")', true], ['INSUFFICIENT_DATA("a")', false],
  ['TRUE', true], ['FALSE', false], ['NOT FALSE', true], ['not not true', true],
  ['ALARM(a) AND ALARM(b)', true], ['ALARM(a) AND ALARM(o)', false], ['ALARM(o) OR ALARM(a)', true], ['ALARM(o) OR ALARM(p)', false],
  ['ALARM(a) AND NOT ALARM(o)', true],
  ['(ALARM(a) OR ALARM(o)) AND OK(a)', false], ['ALARM(a) OR ALARM(o) AND OK(a)', true], ['NOT ALARM(o) AND ALARM(o)', false],
  ['NOT (ALARM(o) AND ALARM(o))', true], ['  ALARM  (\n"a" )\tOR FALSE ', true],
])('%s is %p', (rule, value) => {
  expect(holds(parseRule(rule), stateOf)).toBe(value);
});

test.each([
  ['ALARM("my alarm (1)")', 'my alarm (1)'],
  [`OK('single')`, 'single'],
  ['OK( bare-name_1.x )', 'bare-name_1.x'],
  ['ALARM("say \\"x\\"")', 'say "x"'],
  ['ALARM("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:of:mine")', 'of:mine'],
  ['ALARM(arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:mine)', 'mine'],
  ['ALARM("arn:alarm:mine")', 'arn:alarm:mine'],
])('%s refers to %s', (rule, name) => {
  expect(alarmsIn(parseRule(rule))).toEqual([name]);
});

test('tells the alarms that it refers to, each once', () => {
  expect(alarmsIn(parseRule('(ALARM(a) OR NOT OK(b)) AND ALARM(c) AND OK(a) OR TRUE'))).toEqual(['a', 'b', 'c']);
});

test.each([
  ['', 'expected ALARM, OK, INSUFFICIENT_DATA, TRUE, FALSE, NOT or ( at its end'],
  ['AT_LEAST(2, ALARM, (a, b))', `expected ALARM, OK, INSUFFICIENT_DATA, TRUE, FALSE, NOT or ( at 'AT_LEAST(2, ALARM, ('`],
  ['ALARM(a) ALARM(b)', `expected AND, OR or the end at 'ALARM(b)'`],
  ['ALARM("a"', `expected ')' at its end`],
  ['ALARM("a)', `the " is never closed at '"a)'`],
  ['ALARM(a', `expected ')' at 'a'`],
  ['(ALARM(a)', `expected ')' at its end`],
])('fails for %s', (rule, problem) => {
  expect(failureOf(() => parseRule(rule))).toBe(`the alarm rule '${rule}': ${problem}`);
});
