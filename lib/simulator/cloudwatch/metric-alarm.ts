import { aggregate, isMissing, statisticOf, type Grid, type Values } from './aggregation';
import type { AlarmState, MetricAlarm, MetricDataQuery, MetricDimension, TreatMissingData } from './alarm-definitions';
import { judge, type Judgement, type Verdict } from './judgement';
import { compileMath } from './math-compilation';
import { series, type MissingOperand, type SeriesTerm } from './math-terms';
import type { MetricId, MetricStore } from './metric-store';
import { compileQuery, isQuery, parseQuery } from './metrics-insights';

/** What is not documented, or was not seen, of how CloudWatch reads data; see `AlarmsOptions`. */
export interface Reading {
  readonly extraPeriods: number;
  readonly windows: 'sliding' | 'aligned';
  readonly missingOperand: MissingOperand;
}

interface Comparison {
  readonly breaches: (value: number, threshold: number) => boolean;
  readonly words: string;
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  GreaterThanThreshold: { breaches: (value, threshold) => value > threshold, words: 'greater than' },
  GreaterThanOrEqualToThreshold: { breaches: (value, threshold) => value >= threshold, words: 'greater than or equal to' },
  LessThanThreshold: { breaches: (value, threshold) => value < threshold, words: 'less than' },
  LessThanOrEqualToThreshold: { breaches: (value, threshold) => value <= threshold, words: 'less than or equal to' },
};

const TREATMENTS: readonly TreatMissingData[] = ['notBreaching', 'breaching', 'ignore', 'missing'];

const DAY_SECONDS = 86_400;

/** An alarm on a metric, a math expression or a query, ready to be evaluated. */
export class MetricAlarmEvaluation {
  private readonly values: SeriesTerm;
  private readonly judgement: Judgement;
  private readonly periodMs: number;
  private readonly stepMs: number;
  private readonly words: string;

  constructor(store: MetricStore, alarm: MetricAlarm, private readonly reading: Reading) {
    refuse(alarm);
    const threshold = alarm.Threshold;
    if (typeof threshold !== 'number') throw new Error(`Threshold must be a number, got ${JSON.stringify(threshold)}`);
    const comparison = known(COMPARISONS, alarm.ComparisonOperator, 'ComparisonOperator');
    const periods = alarm.EvaluationPeriods;
    const datapoints = alarm.DatapointsToAlarm ?? periods;
    if (!(Number.isInteger(periods) && Number.isInteger(datapoints) && datapoints >= 1 && datapoints <= periods)) {
      throw new Error(`DatapointsToAlarm must be from 1 to EvaluationPeriods, got ${datapoints} of ${periods}`);
    }
    const queries = queriesOf(alarm);
    const periodSeconds = periodOf(queries);
    this.periodMs = periodSeconds * 1000;
    this.stepMs = stepSeconds(periodSeconds, periods) * 1000;
    this.judgement = { periods, datapoints, missing: treatmentOf(alarm, queries), breaches: (value) => comparison.breaches(value, threshold) };
    this.words = `${comparison.words} the threshold (${threshold})`;
    this.values = watched(store, queries, reading.missingOperand);
  }

  /** The state at this time and why, unless the alarm stays in its state. */
  public evaluate(now: number, before: AlarmState): { readonly state: AlarmState; readonly reason: string } | undefined {
    const grid = this.gridAt(now);
    const values = this.values.run({ grid, known: new Map() });
    const verdict = judge(values, this.judgement);
    if (verdict.state === 'unchanged' || verdict.state === before) return undefined;
    return { state: verdict.state, reason: this.reasonFor(verdict, values, grid) };
  }

  /** The evaluation range: it ends with the last period that is over. */
  private gridAt(now: number): Grid {
    const stepMs = this.reading.windows === 'aligned' ? this.periodMs : this.stepMs;
    const end = Math.floor(now / stepMs) * stepMs;
    const count = this.judgement.periods + this.reading.extraPeriods;
    return { start: end - count * this.periodMs, periodMs: this.periodMs, count };
  }

  private reasonFor({ found, breaching }: Verdict, values: Values, { start, periodMs, count }: Grid): string {
    if (found === 0) return `no data in the last ${count} periods, treated as ${this.judgement.missing}`;
    const { periods, datapoints, missing } = this.judgement;
    const points = values.map((value, index) => ({ value, at: start + index * periodMs })).filter(({ value }) => !isMissing(value)).slice(-found);
    const list = points.map(({ value, at }) => `${value} (${new Date(at).toISOString()})`).join(', ');
    const filled = found < periods ? `, ${periods - found} missing treated as ${missing}` : '';
    return `${breaching} of the last ${found} data points [${list}] ${breaching === 1 ? 'was' : 'were'} ${this.words}${filled}; `
      + `${datapoints} of ${periods} make an alarm`;
  }
}

/** What an alarm watches, whichever way it is written. */
export function queriesOf(alarm: MetricAlarm): readonly MetricDataQuery[] {
  if (alarm.Metrics !== undefined) return alarm.Metrics;
  const { Namespace, MetricName, Dimensions, Statistic, Period } = alarm;
  if (Namespace === undefined || MetricName === undefined || Statistic === undefined || Period === undefined) {
    throw new Error('needs Metrics, or Namespace, MetricName, Statistic and Period');
  }
  return [{ Id: 'metric', MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat: Statistic } }];
}

/** The metric that is meant; `undefined` for an expression. */
export function metricOf({ MetricStat: stat }: MetricDataQuery): MetricId | undefined {
  if (stat === undefined) return undefined;
  const { Namespace: namespace, MetricName: name, Dimensions = [] } = stat.Metric;
  return { namespace, name, dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }: MetricDimension) => [Name, Value])) };
}

function refuse(alarm: MetricAlarm): void {
  const units = [alarm.Unit, ...(alarm.Metrics ?? []).map(({ MetricStat: stat }) => stat?.Unit)];
  if (units.some((unit) => unit !== undefined)) throw new Error('Unit is not simulated');
  for (const property of ['ExtendedStatistic', 'ThresholdMetricId'] as const) {
    if (alarm[property] !== undefined) throw new Error(`${property} is not simulated`);
  }
}

/**
 * How often the end of the evaluation range moves.
 *
 * "For any period of one minute or longer, an alarm is evaluated every minute": with a period of 5 minutes "at the end of minute 5 the alarm
 * evaluates based on data from minutes 1 to 5. Then at the end of minute 6 [...] from minutes 2 to 6". Shorter periods are evaluated every
 * 10 seconds, and what spans more than a day once an hour, with data "up to the current hour" [CloudWatch User Guide, Alarm evaluation].
 */
function stepSeconds(periodSeconds: number, periods: number): number {
  if (periodSeconds < 60) return 10;
  return periodSeconds * periods > DAY_SECONDS ? 3600 : 60;
}

/** Alarms in the namespace AWS/DynamoDB ignore missing data unless told otherwise [ibid., Configuring how CloudWatch alarms treat missing data]. */
function treatmentOf({ TreatMissingData: given }: MetricAlarm, queries: readonly MetricDataQuery[]): TreatMissingData {
  if (given === undefined) return queries.some((query) => metricOf(query)?.namespace === 'AWS/DynamoDB') ? 'ignore' : 'missing';
  const treatment = TREATMENTS.find((each) => each === given);
  if (treatment === undefined) throw new Error(`TreatMissingData '${given}' is not known; known are ${TREATMENTS.join(', ')}`);
  return treatment;
}

/** All metrics of an alarm have one period [ibid., Alarms on math expressions]. */
function periodOf(queries: readonly MetricDataQuery[]): number {
  const periods = [...new Set(queries.flatMap(({ MetricStat: stat, Period }) => stat?.Period ?? Period ?? []))];
  if (periods.length !== 1) throw new Error(`needs one period for all its metrics, got ${periods.length === 0 ? 'none' : periods.join(' and ')}`);
  return periods[0];
}

/** The one series that the alarm is about, made of the others. */
function watched(store: MetricStore, queries: readonly MetricDataQuery[], missingOperand: MissingOperand): SeriesTerm {
  const returned = queries.filter(({ ReturnData }) => ReturnData !== false);
  if (returned.length !== 1) throw new Error(`needs ReturnData for exactly one of its metrics, got ${returned.length}`);
  const terms = new Map<string, SeriesTerm | 'begun'>();
  const termOf = (id: string): SeriesTerm => {
    const done = terms.get(id);
    if (done === 'begun') throw new Error(`the expression '${id}' refers to itself`);
    if (done !== undefined) return done;
    const query = queries.find(({ Id }) => Id === id);
    if (query === undefined) throw new Error(`there is no metric or expression '${id}'`);
    terms.set(id, 'begun');
    const term = once(id, sourceOf(store, query, (text) => compileMath(text, termOf, missingOperand)));
    terms.set(id, term);
    return term;
  };
  for (const { Id } of queries) termOf(Id);
  return termOf(returned[0].Id);
}

function sourceOf(store: MetricStore, query: MetricDataQuery, compile: (text: string) => SeriesTerm): SeriesTerm {
  const metric = metricOf(query);
  if (metric !== undefined && query.MetricStat !== undefined) {
    const [sources, statistic] = [[store.pointsOf(metric)], statisticOf(query.MetricStat.Stat)];
    return { ...series(({ grid }) => aggregate(sources, statistic, grid)), metric: true };
  }
  if (query.Expression === undefined) throw new Error(`'${query.Id}' needs MetricStat or Expression`);
  if (!isQuery(query.Expression)) return compile(query.Expression);
  const run = compileQuery(store, parseQuery(query.Expression));
  return { ...series(({ grid }) => run(grid)), metric: true };
}

/** Worked out once for a frame, however often an expression refers to it. */
function once(id: string, term: SeriesTerm): SeriesTerm {
  return {
    ...term,
    run: (frame) => {
      const values = frame.known.get(id) ?? term.run(frame);
      frame.known.set(id, values);
      return values;
    },
  };
}

function known<T>(table: Readonly<Record<string, T>>, name: string, property: string): T {
  if (!Object.hasOwn(table, name)) throw new Error(`${property} '${name}' is not simulated; known are ${Object.keys(table).join(', ')}`);
  return table[name];
}
