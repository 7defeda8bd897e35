import { Annotations, App, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Annotations as Assert, Match } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { error, warning, type Problem } from '../../lib/plan/problem';
import { UNKNOWN } from '../../lib/plan/unknown';
import { hasTokens, markUnknown, reportProblems } from '../../lib/private/reporting';
import { synthesisErrors, testStack } from '../support/stacks';

const text = { code: 'tooSmall', where: 'size', what: 'is 1', why: 'It has to be 2', mend: 'Make it 2' };

function reporting(scope: Construct, id: string, ...problems: Problem[]): Construct {
  const construct = new Construct(scope, id);
  reportProblems(construct, () => problems);
  return construct;
}

function warningsOf(stack: Stack): string[] {
  return Assert.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id, entry }) => `${id} ${String(entry.data)}`);
}

describe('errors', () => {
  test('of all constructs are told at once', () => {
    const stack = testStack();
    reporting(stack, 'A', error(text), error({ ...text, where: 'depth' }));
    reporting(stack, 'B', error(text));
    expect(synthesisErrors(stack)).toEqual([
      "[Test/A] 'size' is 1. It has to be 2. Make it 2. [tooSmall]",
      "[Test/A] 'depth' is 1. It has to be 2. Make it 2. [tooSmall]",
      "[Test/B] 'size' is 1. It has to be 2. Make it 2. [tooSmall]",
    ]);
  });

  test('are told in every synthesis', () => {
    const stack = testStack();
    reporting(stack, 'A', error(text));
    expect(synthesisErrors(stack)).toHaveLength(1);
    expect(synthesisErrors(stack)).toHaveLength(1);
  });

  test('of a stage are told in that stage', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    reporting(new Stack(stage, 'Test'), 'A', error(text));
    expect(() => stage.synth()).toThrow('[Prod/Test/A]');
  });
});

describe('warnings', () => {
  test('do not stop the synthesis', () => {
    const stack = testStack();
    reporting(stack, 'A', warning(text));
    expect(warningsOf(stack)).toEqual(["/Test/A 'size' is 1. It has to be 2. Make it 2. [tooSmall] [ack: cdk-dms-migrations:tooSmall]"]);
  });

  test('that are the same word for word are told once, with who else has them', () => {
    const stack = testStack();
    for (const id of ['A', 'B', 'C', 'D', 'E', 'F']) reporting(stack, id, warning(text));
    reporting(stack, 'G', warning({ ...text, what: 'is 0' }));
    expect(warningsOf(stack)).toEqual([
      expect.stringContaining('/Test/A'),
      expect.stringMatching(/^\/Test\/G 'size' is 0/),
    ]);
    expect(warningsOf(stack)[0]).toContain('[tooSmall] (also at Test/B, Test/C, Test/D and 2 more)');
  });

  test('that one construct has acknowledged are told at the next', () => {
    const stack = testStack();
    Annotations.of(reporting(stack, 'A', warning(text))).acknowledgeWarning('cdk-dms-migrations:tooSmall');
    reporting(stack, 'B', warning(text));
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/^\/Test\/B .*\[tooSmall\] \[ack/)]);
  });

  test('that are acknowledged for the whole stack are not told', () => {
    const stack = testStack();
    Annotations.of(stack).acknowledgeWarning('cdk-dms-migrations:tooSmall');
    reporting(stack, 'A', warning(text));
    reporting(stack, 'B', warning(text));
    expect(warningsOf(stack)).toEqual([]);
  });

  test('leave stack traces as they were', () => {
    const limit = Error.stackTraceLimit;
    const stack = testStack();
    reporting(stack, 'A', warning(text));
    warningsOf(stack);
    expect(Error.stackTraceLimit).toBe(limit);
  });
});

test('tokens are unknown, wherever they are', () => {
  const late = Lazy.string({ produce: () => 'late' });
  const data = { a: [late, 'b'], c: { d: `x-${late}`, e: Lazy.number({ produce: () => 1 }) }, f: null };
  expect(markUnknown(data)).toEqual({ a: [UNKNOWN, 'b'], c: { d: UNKNOWN, e: UNKNOWN }, f: null });
  expect(hasTokens(data)).toBe(true);
  expect(hasTokens({ a: ['b'], c: 1 })).toBe(false);
});
