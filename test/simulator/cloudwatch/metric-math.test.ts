import { compileMath } from '../../../lib/simulator/cloudwatch/math-compilation';
import { series, type MissingOperand } from '../../../lib/simulator/cloudwatch/math-terms';
import { failureOf } from './support';

type Line = readonly (number | '-')[];

/** The values of an expression over periods of a minute, where `-` has no value. */
function run(expression: string, lines: Readonly<Record<string, Line>>, missingOperand: MissingOperand = 'zero'): Line {
  const count = Math.max(...Object.values(lines).map((line) => line.length));
  const scope = (id: string) => ({ ...series(() => lines[id].map((value) => (value === '-' ? NaN : value))), metric: true as const });
  const values = compileMath(expression, scope, missingOperand).run({ grid: { start: 0, periodMs: 60_000, count }, known: new Map() });
  // Minus zero is as good as zero.
  return values.map((value) => (Number.isNaN(value) ? '-' : value + 0));
}

// [CloudWatch User Guide, Using math expressions with CloudWatch metrics: Comparison and logical operators], its table
test.each<[string, Line]>([
  ['(metric1 < metric2)', [0, 0, 1, 0]],
  ['(metric1 >= 30)', [1, 0, 0, 0]],
  ['(metric1 > 15 AND metric2 > 15)', [1, 0, 0, 0]],
])('%s is as the guide has it', (expression, result) => {
  expect(run(expression, { metric1: [30, 20, 0, 0], metric2: [20, '-', 20, '-'] })).toEqual(result);
});

// [ibid., Using IF expressions], its tables
test.each<[string, Line]>([
  ['IF(metric1, metric2, metric3)', [30, 0, 20, '-', '-']],
  ['IF(metric1, 5, metric3)', [5, 5, 20, '-', '-']],
  ['IF(metric1, metric2, 5)', [30, 0, 5, 5, '-']],
])('%s is as the guide has it', (expression, result) => {
  expect(run(expression, { metric1: [1, 1, 0, 0, '-'], metric2: [30, '-', 0, 0, 30], metric3: [0, 0, 20, '-', 20] })).toEqual(result);
});

const M: Line = [5, '-', -3, 8];
const N: Line = [1, 2, '-', 4];

test.each<[string, Line]>([
  ['IF(m > 0, m)', [5, '-', '-', 8]],
  ['IF(1, m, n)', M],
  ['IF(0, m, n)', N],
  ['IF(0, m)', ['-', '-', '-', '-']],
])('IF without an other value, and with a number for its condition: %s', (expression, result) => {
  expect(run(expression, { m: M, n: N })).toEqual(result);
});

test.each<[string, Line]>([
  ['m + n', [6, 2, -3, 12]],
  ['m - n', [4, -2, -3, 4]],
  ['m * n', [5, 0, 0, 32]],
  ['n / m', [0.2, '-', 0, 0.5]],
  ['m / n', [5, 0, '-', 2]],
  ['m != n', [1, 1, 1, 1]],
  ['m == 5', [1, '-', 0, 0]],
  ['m OR 0', [1, '-', 1, 1]],
])('%s takes a missing operand for 0, and drops what is divided by 0', (expression, result) => {
  expect(run(expression, { m: M, n: N })).toEqual(result);
});

test.each<[string, Line]>([
  ['m + n', [6, '-', '-', 12]],
  ['m < n', [0, '-', '-', 0]],
  ['m AND n', [1, '-', '-', 1]],
  ['IF(n, m, 7)', [5, '-', '-', 8]],
])('%s has no value where an operand has none, if told so', (expression, result) => {
  expect(run(expression, { m: M, n: N }, 'missing')).toEqual(result);
});

test.each<[string, number]>([
  ['1 + 2 * 3', 7], ['(1 + 2) * 3', 9], ['8 - 4 - 2', 2], ['16 / 4 / 2', 2], ['2 ^ 3 ^ 2', 512], ['-2 ^ 2', -4], ['2 ^ -1', 0.5], ['--3', 3],
  ['1 + 1 == 2 AND 3 > 2', 1], ['0 AND 0 OR 1', 1], ['1 OR 0 AND 0', 1], ['0 || 1 && 0', 0], ['2 >= 2', 1], ['2 <= 1', 0], ['1.5e1 - .5', 14.5],
])('%s is %d', (expression, value) => {
  expect(run(`m * 0 + (${expression})`, { m: [1] })).toEqual([value]);
});

test.each<[string, Line]>([
  ['FILL(m, 0)', [5, 0, -3, 8]],
  ['FILL(m, n)', [5, 2, -3, 8]],
  ['FILL(n, m)', [1, 2, -3, 4]],
  ['FILL(late, 9)', [1, 2, 3, 9]],
  ['FILL(m, MIN(m))', [5, -3, -3, 8]],
  ['FILL(m, REPEAT)', [5, 5, -3, 8]],
  ['FILL(early, REPEAT)', ['-', 2, 2, 2]],
  ['FILL(none, 1)', [1, 1, 1, 1]],
])('%s fills every period, also the latest one', (expression, result) => {
  expect(run(expression, { m: M, n: N, late: [1, 2, 3, '-'], early: ['-', 2, '-', '-'], none: ['-', '-', '-', '-'] })).toEqual(result);
});

test.each<[string, Line]>([
  ['DIFF(m)', ['-', '-', -8, 11]],
  ['DIFF_TIME(m)', ['-', '-', 120, 60]],
  ['RATE(m)', ['-', '-', -8 / 120, 11 / 60]],
  ['RUNNING_SUM(m)', [5, '-', 2, 10]],
])('%s goes by the values that exist', (expression, result) => {
  expect(run(expression, { m: M })).toEqual(result);
});

test.each<[string, Line]>([
  ['ABS(x)', [1.5, 1.5]], ['CEIL(x)', [-1, 2]], ['FLOOR(x)', [-2, 1]], ['-x', [1.5, -1.5]], ['x / PERIOD(x)', [-0.025, 0.025]],
])('%s changes each value', (expression, result) => {
  expect(run(expression, { x: [-1.5, 1.5] })).toEqual(result);
});

test.each<[string, number]>([['MAX', 8], ['MIN', -3], ['SUM', 10], ['AVG', 10 / 3]])('%s of one series is one number', (name, value) => {
  expect(run(`m * 0 + ${name}(m)`, { m: M })).toEqual([value, '-', value, value]);
});

test.each<[string, Line]>([
  ['MAX', [5, 2, -3, 8]], ['MIN', [1, 2, -3, 4]], ['SUM', [6, 2, -3, 12]], ['AVG', [3, 1, -1.5, 6]],
])('%s of several series has a value where one of them has', (name, result) => {
  expect(run(`${name}([m, n])`, { m: M, n: N })).toEqual(result);
});

test('a number made of no data leaves nothing', () => {
  expect(run('m + MAX(none)', { m: [1, 2], none: ['-', '-'] })).toEqual(['-', '-']);
  expect(run('m > MAX(none)', { m: [1, 2], none: ['-', '-'] })).toEqual(['-', '-']);
});

test.each([
  ['STDDEV(m)', 'the function STDDEV is not simulated; known are ABS, CEIL, FLOOR, DIFF, DIFF_TIME, RATE, RUNNING_SUM, MAX, MIN, SUM, AVG, PERIOD, FILL, IF'],
  ['abs(m)', 'the function abs is not simulated; known are ABS, CEIL, FLOOR, DIFF, DIFF_TIME, RATE, RUNNING_SUM, MAX, MIN, SUM, AVG, PERIOD, FILL, IF'],
  ['FILL(m, LINEAR)', 'FILL with LINEAR is not simulated; known are a number, a time series and REPEAT'],
  ['FILL(m, [n])', 'FILL with a list is not simulated; known are a number, a time series and REPEAT'],
  ['FILL(m)', 'FILL takes a time series and what to fill it with'],
  ['DIFF(1)', 'DIFF takes one time series'],
  ['PERIOD(m + 1)', 'PERIOD takes one metric'],
  ['MAX([])', 'MAX takes one time series, or [several]'],
  ['MAX(m, n)', 'MAX takes one time series, or [several]'],
  ['MAX([m, 0])', '[...] takes time series, not a scalar'],
  ['IF(m)', 'IF takes a condition and one or two time series or numbers'],
  ['IF(1, 2, m)', 'IF takes only time series if its condition is a number'],
  ['100 / [m, n]', 'arithmetic with [...] is not simulated'],
  ['m + REPEAT', 'REPEAT is not known here'],
])('fails for %s', (expression, problem) => {
  expect(failureOf(() => run(expression, { m: M, n: N }))).toBe(`the math expression '${expression}': ${problem}`);
});

test.each([
  ['m +', `expected a number, an Id or a function at its end`],
  ['m n', `expected an operator or the end at 'n'`],
  ['(m', `expected ')' at its end`],
  ['MAX([m)', `expected ']' at ')'`],
  ['m % 2', `expected an operator or the end at '% 2'`],
  ['METRICS("x")', `expected a number, an Id or a function at '"x")'`],
  ['.', `expected a number, an Id or a function at '.'`],
  ['', `expected a number, an Id or a function at its end`],
])('fails to read %s', (expression, problem) => {
  expect(failureOf(() => run(expression, { m: M }))).toBe(`the math expression '${expression}': ${problem}`);
});

test.each([['[m, n]', 'list'], ['1 + 1', 'scalar'], ['REPEAT', 'word']])('fails for %s as the result', (expression, kind) => {
  expect(failureOf(() => run(expression, { m: M, n: N }))).toBe(`the math expression '${expression}' gives a ${kind}; an alarm needs a time series`);
});
