import type { Grid, Values } from './aggregation';

/** What an expression is evaluated over: the periods, and what was worked out for them already. */
export interface Frame {
  readonly grid: Grid;
  readonly known: Map<string, Values>;
}

/** A number; NaN if there was nothing to make one of. */
export interface ScalarTerm {
  readonly kind: 'scalar';
  readonly run: (frame: Frame) => number;
}

/** A value for each period of the frame that has one. */
export interface SeriesTerm {
  readonly kind: 'series';
  /** Set for a metric itself, not for what is made of metrics. */
  readonly metric?: true;
  readonly run: (frame: Frame) => Values;
}

/** Several series, which only some functions take. */
export interface ListTerm {
  readonly kind: 'list';
  readonly items: readonly SeriesTerm[];
}

/** A word such as REPEAT. */
export interface WordTerm {
  readonly kind: 'word';
  readonly word: string;
}

export type Term = ScalarTerm | SeriesTerm | ListTerm | WordTerm;

/**
 * What an operator makes of an operand that has no value in a period where the other one has a value.
 *
 * `zero` is what is documented: "Missing values in a time series are treated as 0", for arithmetic as for comparisons [CloudWatch User
 * Guide, Using math expressions with CloudWatch metrics: Basic arithmetic functions; Comparison and logical operators]. `missing` makes the
 * result missing, which is what many expect; whether that is to be had anywhere nobody verified.
 */
export type MissingOperand = 'zero' | 'missing';

export function scalar(run: ScalarTerm['run']): ScalarTerm {
  return { kind: 'scalar', run };
}

export function series(run: SeriesTerm['run']): SeriesTerm {
  return { kind: 'series', run };
}

/**
 * What is no finite number is dropped.
 *
 * A point that would be divided by zero is dropped [ibid., Basic arithmetic functions]; CloudWatch words it so: "One or more data-points have
 * been dropped due to non-numeric values (NaN, -Infinite, +Infinite)" [grafana/grafana#78608].
 */
export function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}
