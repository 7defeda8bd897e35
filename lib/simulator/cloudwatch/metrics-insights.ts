import { aggregate, statisticOf, type Grid, type Points } from './aggregation';
import type { MetricStore, StoredMetric } from './metric-store';
import { Scanner } from './scanner';

/** A query that sums up all metrics of a name, with exactly these dimensions, to one time series. */
export interface Query {
  readonly statistic: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensionKeys: readonly string[];
  /** What some of the dimensions have to be. */
  readonly where: Readonly<Record<string, string>>;
}

/** [CloudWatch User Guide, Metrics Insights query components and syntax: SELECT] */
const STATISTICS: Readonly<Record<string, string>> = { AVG: 'Average', COUNT: 'SampleCount', MAX: 'Maximum', MIN: 'Minimum', SUM: 'Sum' };

/** Whether an expression is a query, not a math expression. Keywords may be in any case [ibid.]. */
export function isQuery(expression: string): boolean {
  return new Scanner(expression, 'the expression').keyword('SELECT');
}

/** Reads `SELECT MAX(Name) FROM SCHEMA("NS", DimA, DimB) [WHERE DimA = 'x' [AND ...]]`. Nothing else is simulated; it throws. */
export function parseQuery(text: string): Query {
  const scanner = new Scanner(text, 'the query');
  needKeyword(scanner, 'SELECT');
  const statistic = selected(scanner);
  scanner.expect('(');
  const name = identifier(scanner);
  scanner.expect(')');
  needKeyword(scanner, 'FROM');
  needKeyword(scanner, 'SCHEMA');
  scanner.expect('(');
  const namespace = identifier(scanner);
  const dimensionKeys: string[] = [];
  while (scanner.take(',') !== undefined) dimensionKeys.push(identifier(scanner));
  scanner.expect(')');
  const where = conditions(scanner);
  if (!scanner.done) scanner.fail(`only SCHEMA(...) and WHERE with = and AND are simulated; cannot go on`);
  return { statistic, namespace, name, dimensionKeys, where };
}

/**
 * Makes a query ready to be run, many times.
 *
 * It gives one value a period, of the observations of all metrics that match [CloudWatch User Guide, SQL inference: Time bucketing].
 */
export function compileQuery(store: MetricStore, { statistic, namespace, name, dimensionKeys, where }: Query): (grid: Grid) => number[] {
  const wanted = Object.entries(where);
  const matches = ({ metric }: StoredMetric): boolean => wanted.every(([key, value]) => metric.dimensions[key] === value);
  const summarize = statisticOf(statistic);
  let [found, matching]: [readonly StoredMetric[] | undefined, Points[]] = [undefined, []];
  return (grid) => {
    const all = store.search(namespace, name, dimensionKeys);
    // The store makes a new list when there is a new metric.
    if (all !== found) [found, matching] = [all, all.filter(matches).map(({ points }) => points)];
    return aggregate(matching, summarize, grid);
  };
}

function selected(scanner: Scanner): string {
  const name = scanner.peekWord()?.toUpperCase() ?? '';
  if (!Object.hasOwn(STATISTICS, name)) scanner.fail(`expected one of ${Object.keys(STATISTICS).join(', ')}`);
  scanner.word();
  return STATISTICS[name];
}

function conditions(scanner: Scanner): Record<string, string> {
  const found: Record<string, string> = {};
  if (!scanner.keyword('WHERE')) return found;
  do {
    const key = identifier(scanner);
    scanner.expect('=');
    if (Object.hasOwn(found, key)) scanner.fail(`${key} is there twice`);
    found[key] = scanner.quoted('\'') ?? scanner.fail('expected a value in single quotation marks');
  } while (scanner.keyword('AND'));
  return found;
}

/** Names of other characters than letters, digits and underscores have to be in double quotation marks [ibid.]. */
function identifier(scanner: Scanner): string {
  return scanner.quoted('"') ?? scanner.word() ?? scanner.fail('expected a name');
}

function needKeyword(scanner: Scanner, keyword: string): void {
  if (!scanner.keyword(keyword)) scanner.fail(`expected ${keyword}`);
}
