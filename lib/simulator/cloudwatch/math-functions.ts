import { isMissing, type Values } from './aggregation';
import { finite, scalar, series, type Frame, type MissingOperand, type ScalarTerm, type SeriesTerm, type Term } from './math-terms';

/** Makes a term of the arguments of a call; throws what is wrong with them. */
type MathFunction = (args: readonly Term[], missingOperand: MissingOperand) => ScalarTerm | SeriesTerm;

/**
 * Those functions that are simulated [CloudWatch User Guide, Using math expressions with CloudWatch metrics: Functions supported for metric
 * math]. Not simulated are those that take apart or sort lists, look for metrics, or know the calendar.
 */
const FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  ABS: each(Math.abs),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  DIFF: steps((value, before) => value - before),
  DIFF_TIME: steps((_value, _before, seconds) => seconds),
  RATE: steps((value, before, seconds) => (value - before) / seconds),
  RUNNING_SUM: oneSeries(runningSum),
  MAX: summary((values) => Math.max(...values)),
  MIN: summary((values) => Math.min(...values)),
  SUM: summary(sum),
  // Of several series, "missing values are treated as 0"; that it is not so of one series is an assumption.
  AVG: summary((values, all) => sum(values) / all),
  PERIOD: period,
  FILL: fill,
  IF: choose,
};

export function functionOf(name: string): MathFunction {
  if (!Object.hasOwn(FUNCTIONS, name)) throw new Error(`the function ${name} is not simulated; known are ${Object.keys(FUNCTIONS).join(', ')}`);
  return (args, missingOperand) => {
    try {
      return FUNCTIONS[name](args, missingOperand);
    } catch (error) {
      throw new Error(`${name} ${(error as Error).message}`, { cause: error });
    }
  };
}

function oneSeries(run: (values: Values, frame: Frame) => Values): MathFunction {
  return (args) => {
    const [of] = args;
    if (args.length !== 1 || of.kind !== 'series') throw new Error('takes one time series');
    return series((frame) => run(of.run(frame), frame));
  };
}

function each(change: (value: number) => number): MathFunction {
  return oneSeries((values) => values.map(change));
}

/**
 * Between each value and the preceding one.
 *
 * The guide says "the preceding value from that time series". That this is the last one there is, however far back, and not only that of the
 * period before, is an assumption; that there is a DIFF_TIME speaks for it. So is that nothing before the evaluation range is looked at, so
 * that the oldest value there has no result.
 */
function steps(step: (value: number, before: number, seconds: number) => number): MathFunction {
  return oneSeries((values, { grid }) => {
    let last = -1;
    return values.map((value, index) => {
      if (isMissing(value)) return NaN;
      const result = last < 0 ? NaN : step(value, values[last], (index - last) * grid.periodMs / 1000);
      last = index;
      return result;
    });
  });
}

/** Where there is no value there is no sum either: an assumption. */
function runningSum(values: Values): Values {
  let total = 0;
  return values.map((value) => {
    if (!isMissing(value)) total += value;
    return isMissing(value) ? NaN : total;
  });
}

function sum(values: Values): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Of one series a scalar, of several a series.
 *
 * A period has a value if one of the series has one. That MAX and MIN look only at those which have, and do not take the others for 0, is an
 * assumption.
 */
function summary(of: (values: Values, all: number) => number): MathFunction {
  return (args) => {
    const [subject] = args;
    if (args.length === 1 && subject.kind === 'series') {
      return scalar((frame) => {
        const values = subject.run(frame).filter((value) => !isMissing(value));
        return values.length === 0 ? NaN : of(values, values.length);
      });
    }
    if (args.length !== 1 || subject.kind !== 'list' || subject.items.length === 0) throw new Error('takes one time series, or [several]');
    return series((frame) => {
      const lines = subject.items.map((item) => item.run(frame));
      return lines[0].map((_, index) => {
        const values = lines.map((line) => line[index]).filter((value) => !isMissing(value));
        return values.length === 0 ? NaN : of(values, lines.length);
      });
    });
  };
}

/** "Valid input is metrics, not the results of other expressions." */
function period(args: readonly Term[]): ScalarTerm {
  const [of] = args;
  if (args.length !== 1 || of.kind !== 'series' || of.metric === undefined) throw new Error('takes one metric');
  return scalar(({ grid }) => grid.periodMs / 1000);
}

/**
 * Fills every period of the evaluation range, also the latest one.
 *
 * That is the documented trap: "if your metrics are being published with a slight delay, and the most recent minute never has data", then
 * "the latest data point for the metric" is always the filler, and the alarm stuck. That a metric without any data is filled too, and that
 * REPEAT leaves missing what comes before the first value, are assumptions.
 */
function fill(args: readonly Term[]): SeriesTerm {
  const [of, filler] = args;
  if (args.length !== 2 || of.kind !== 'series') throw new Error('takes a time series and what to fill it with');
  if (filler.kind === 'scalar') {
    return series((frame) => {
      const value = filler.run(frame);
      return of.run(frame).map((given) => (isMissing(given) ? value : given));
    });
  }
  if (filler.kind === 'series') {
    return series((frame) => {
      const others = filler.run(frame);
      return of.run(frame).map((given, index) => (isMissing(given) ? others[index] : given));
    });
  }
  if (filler.kind !== 'word' || filler.word !== 'REPEAT') {
    throw new Error(`with ${filler.kind === 'word' ? filler.word : 'a list'} is not simulated; known are a number, a time series and REPEAT`);
  }
  return series((frame) => {
    let last = NaN;
    return of.run(frame).map((given) => (isMissing(given) ? last : last = given));
  });
}

/**
 * Takes the one or the other, period by period.
 *
 * A condition that is missing gives nothing. Where it is true and the value to take is missing, the result is 0; where it is false and the
 * other value is missing or not given, there is none. A condition that is a number takes the one series or the other as it is, and then
 * both have to be series [ibid., Using IF expressions, with tables].
 */
function choose(args: readonly Term[], missingOperand: MissingOperand): ScalarTerm | SeriesTerm {
  const [condition, whenTrue, whenFalse] = args;
  if (args.length < 2 || args.length > 3 || !isValue(condition) || !isValue(whenTrue) || !(whenFalse === undefined || isValue(whenFalse))) {
    throw new Error('takes a condition and one or two time series or numbers');
  }
  if (condition.kind === 'scalar' && [whenTrue, whenFalse].some((term) => term?.kind === 'scalar')) {
    throw new Error('takes only time series if its condition is a number');
  }
  const otherwise = whenFalse ?? series((frame) => everywhere(NaN, frame));
  const absent = missingOperand === 'zero' ? 0 : NaN;
  return series((frame) => {
    const [conditions, yes, no] = [condition, whenTrue, otherwise].map((term) => spread(term, frame));
    return conditions.map((holds, index) => {
      if (isMissing(holds)) return NaN;
      if (holds === 0) return no[index];
      return isMissing(yes[index]) && condition.kind === 'series' ? absent : finite(yes[index]);
    });
  });
}

function isValue(term: Term): term is ScalarTerm | SeriesTerm {
  return term.kind === 'scalar' || term.kind === 'series';
}

function spread(term: ScalarTerm | SeriesTerm, frame: Frame): Values {
  return term.kind === 'series' ? term.run(frame) : everywhere(term.run(frame), frame);
}

/** Not by Array.from, which takes ten times as long. */
function everywhere(value: number, { grid }: Frame): Values {
  return new Array<number>(grid.count).fill(value);
}
