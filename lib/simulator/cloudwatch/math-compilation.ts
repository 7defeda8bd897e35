import { functionOf } from './math-functions';
import { operate } from './math-operators';
import { parseMath, type Expression } from './math-syntax';
import { scalar, series, type MissingOperand, type ScalarTerm, type SeriesTerm, type Term } from './math-terms';

/** What the Ids in an expression mean; throws for one that nobody knows. */
export type Scope = (id: string) => SeriesTerm;

/** Makes ready to be evaluated, many times, what a text says. */
export function compileMath(text: string, scope: Scope, missingOperand: MissingOperand): SeriesTerm {
  const expression = parseMath(text);
  const term = inContext(text, () => compile(expression, scope, missingOperand));
  // "The final result of any math expression must be a single time series or an array", and an alarm takes no array
  // [CloudWatch User Guide, Using math expressions with CloudWatch metrics; Create a CloudWatch alarm based on a metric math expression].
  if (term.kind !== 'series') throw new Error(`the math expression '${text}' gives a ${term.kind}; an alarm needs a time series`);
  return term;
}

function inContext<T>(text: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new Error(`the math expression '${text}': ${(error as Error).message}`, { cause: error });
  }
}

function compile(expression: Expression, scope: Scope, missingOperand: MissingOperand): Term {
  const inner = (of: Expression): Term => compile(of, scope, missingOperand);
  switch (expression.kind) {
    case 'number': return scalar(() => expression.value);
    case 'reference': return scope(expression.id);
    case 'word': return expression;
    case 'negation': return negate(value(inner(expression.of)));
    case 'operation': return operate(expression.operator, value(inner(expression.left)), value(inner(expression.right)), missingOperand);
    case 'call': return functionOf(expression.name)(expression.args.map(inner), missingOperand);
    case 'list': return { kind: 'list', items: expression.items.map((item) => line(inner(item))) };
  }
}

function negate(term: ScalarTerm | SeriesTerm): ScalarTerm | SeriesTerm {
  return term.kind === 'scalar' ? scalar((frame) => -term.run(frame)) : series((frame) => term.run(frame).map((each) => -each));
}

function value(term: Term): ScalarTerm | SeriesTerm {
  if (term.kind === 'word') throw new Error(`${term.word} is not known here`);
  if (term.kind === 'list') throw new Error('arithmetic with [...] is not simulated');
  return term;
}

function line(term: Term): SeriesTerm {
  if (term.kind !== 'series') throw new Error(`[...] takes time series, not a ${term.kind}`);
  return term;
}
