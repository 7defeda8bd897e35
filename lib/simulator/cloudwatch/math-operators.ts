import { isMissing } from './aggregation';
import type { Operator } from './math-syntax';
import { finite, scalar, series, type MissingOperand, type ScalarTerm, type SeriesTerm } from './math-terms';

type Arithmetic = (left: number, right: number) => number;

const OPERATORS: Readonly<Record<Operator, Arithmetic>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  'AND': (left, right) => Number(left !== 0 && right !== 0),
  'OR': (left, right) => Number(left !== 0 || right !== 0),
};

/** Two scalars give a scalar; a series on either side gives a series. Truth is 1 or 0. */
export function operate(
  operator: Operator, left: ScalarTerm | SeriesTerm, right: ScalarTerm | SeriesTerm, missingOperand: MissingOperand,
): ScalarTerm | SeriesTerm {
  const apply = whole(OPERATORS[operator]);
  if (left.kind === 'scalar') {
    return right.kind === 'scalar'
      ? scalar((frame) => apply(left.run(frame), right.run(frame)))
      : series((frame) => {
        const one = left.run(frame);
        return right.run(frame).map((value) => apply(one, value));
      });
  }
  if (right.kind === 'scalar') {
    return series((frame) => {
      const other = right.run(frame);
      return left.run(frame).map((value) => apply(value, other));
    });
  }
  const pair = missingOperand === 'missing' ? apply : either(apply);
  return series((frame) => {
    const others = right.run(frame);
    return left.run(frame).map((value, index) => pair(value, others[index]));
  });
}

/**
 * Has a value only if both have one.
 *
 * A scalar stands in every period, but does not make one: where the series has no value, neither has the result. That follows from the
 * example `metric1 > 15 AND metric2 > 15` only loosely, and is an assumption for arithmetic.
 */
function whole(apply: Arithmetic): Arithmetic {
  return (left, right) => (isMissing(left) || isMissing(right) ? NaN : finite(apply(left, right)));
}

/** Has a value if one of them has one: the other counts as 0. */
function either(apply: Arithmetic): Arithmetic {
  return (left, right) => {
    if (!isMissing(left)) return apply(left, isMissing(right) ? 0 : right);
    return isMissing(right) ? NaN : apply(0, right);
  };
}
