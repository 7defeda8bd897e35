import { Scanner } from './scanner';

const COMPARISONS = ['<=', '<', '>=', '>', '==', '!='] as const;

export type Operator = '+' | '-' | '*' | '/' | '^' | 'AND' | 'OR' | (typeof COMPARISONS)[number];

/** A math expression as it was read. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  /** A metric or another expression, by its Id. */
  | { readonly kind: 'reference'; readonly id: string }
  /** A word that only some function understands, as REPEAT. */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'negation'; readonly of: Expression }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] };

/** An operator that comes next, and how tightly it binds. */
type Level = (scanner: Scanner) => Operator | undefined;

/**
 * Binary operators from those which bind least to those which bind most.
 *
 * That `m1 > 15 AND m2 > 15` needs no parentheses is documented by example [CloudWatch User Guide, Using math expressions with CloudWatch
 * metrics: Comparison and logical operators]. The rest is how nearly every language has it, which the guide does not say.
 */
const LEVELS: readonly Level[] = [
  (scanner) => (scanner.keyword('OR') || scanner.take('||') !== undefined ? 'OR' : undefined),
  (scanner) => (scanner.keyword('AND') || scanner.take('&&') !== undefined ? 'AND' : undefined),
  (scanner) => scanner.take(...COMPARISONS),
  (scanner) => scanner.take('+', '-'),
  (scanner) => scanner.take('*', '/'),
];

/** Reads a math expression; throws an error that tells what cannot be read, and where. */
export function parseMath(text: string): Expression {
  const scanner = new Scanner(text, 'the math expression');
  const expression = binary(scanner, 0);
  if (!scanner.done) scanner.fail('expected an operator or the end');
  return expression;
}

function binary(scanner: Scanner, level: number): Expression {
  if (level === LEVELS.length) return unary(scanner);
  let left = binary(scanner, level + 1);
  for (let operator = LEVELS[level](scanner); operator !== undefined; operator = LEVELS[level](scanner)) {
    left = { kind: 'operation', operator, left, right: binary(scanner, level + 1) };
  }
  return left;
}

function unary(scanner: Scanner): Expression {
  return scanner.take('-') === undefined ? power(scanner) : { kind: 'negation', of: unary(scanner) };
}

/** Binds more than a minus before it and less than one behind it, and from the right: `-a ^ -b ^ c` is `-(a ^ (-(b ^ c)))`. */
function power(scanner: Scanner): Expression {
  const left = primary(scanner);
  return scanner.take('^') === undefined ? left : { kind: 'operation', operator: '^', left, right: unary(scanner) };
}

function primary(scanner: Scanner): Expression {
  if (scanner.take('(') !== undefined) {
    const inner = binary(scanner, 0);
    scanner.expect(')');
    return inner;
  }
  if (scanner.take('[') !== undefined) return { kind: 'list', items: separated(scanner, ']') };
  const value = scanner.number();
  if (value !== undefined) return { kind: 'number', value };
  return named(scanner);
}

/** Ids begin with a lower-case letter, functions are in upper case [ibid., Metric math syntax and functions]. */
function named(scanner: Scanner): Expression {
  const word = scanner.word();
  if (word === undefined) return scanner.fail('expected a number, an Id or a function');
  if (scanner.take('(') !== undefined) return { kind: 'call', name: word, args: separated(scanner, ')') };
  return word[0] >= 'a' && word[0] <= 'z' ? { kind: 'reference', id: word } : { kind: 'word', word };
}

function separated(scanner: Scanner, end: ')' | ']'): Expression[] {
  const items: Expression[] = [];
  if (scanner.take(end) !== undefined) return items;
  do items.push(binary(scanner, 0)); while (scanner.take(',') !== undefined);
  scanner.expect(end);
  return items;
}
