import type { MetricAlarm } from '../../../lib/simulator/cloudwatch/alarm-definitions';
import { Alarms } from '../../../lib/simulator/cloudwatch/alarms';
import { MetricStore } from '../../../lib/simulator/cloudwatch/metric-store';
import { ABOVE_50, failureOf, metric, MINUTE, putSigns, putValues, START, worldWith } from './support';

const ONE_OF_ONE = { ...ABOVE_50, EvaluationPeriods: 1 } as const;

test('alarms begin with INSUFFICIENT_DATA, and tell nothing as long as there is none', () => {
  const { alarms } = worldWith(ABOVE_50);
  expect(alarms.stateOf('alarm')).toBe('INSUFFICIENT_DATA');
  expect(alarms.evaluate(START)).toEqual([]);
});

test('changes are told once, with the data that led to them', () => {
  const { store, alarms } = worldWith({ ...ABOVE_50, EvaluationPeriods: 2 });
  putValues(store, 'load', [60, 70], START);
  expect(alarms.evaluate(START + 2 * MINUTE)).toEqual([{
    at: START + 2 * MINUTE,
    alarm: 'alarm',
    from: 'INSUFFICIENT_DATA',
    to: 'ALARM',
    reason: '2 of the last 2 data points [60 (2026-01-05T00:00:00.000Z), 70 (2026-01-05T00:01:00.000Z)] were greater than the threshold (50); 2 of 2 make an alarm',
  }]);
  expect(alarms.evaluate(START + 2 * MINUTE)).toEqual([]);
});

test('reasons tell what was missing', () => {
  const { store, alarms } = worldWith({ ...ABOVE_50, TreatMissingData: 'breaching' });
  expect(alarms.evaluate(START)[0].reason).toBe('no data in the last 5 periods, treated as breaching');
  putValues(store, 'load', [10], START);
  expect(alarms.evaluate(START + MINUTE)[0].reason)
    .toBe('0 of the last 1 data points [10 (2026-01-05T00:00:00.000Z)] were greater than the threshold (50), 2 missing treated as breaching; 3 of 3 make an alarm');
});

test('an alarm follows its metric: three breaching periods to ALARM, one other back to OK, one breaching period changes nothing', () => {
  // The example of the figure in [CloudWatch User Guide, Alarm evaluation].
  const { store, alarms } = worldWith(ABOVE_50);
  const values = [10, 20, 60, 70, 80, 40, 30, 20, 60, 10];
  const states = values.map((value, index) => {
    store.put(metric('load'), START + index * MINUTE, value);
    alarms.evaluate(START + (index + 1) * MINUTE);
    return alarms.stateOf('alarm');
  });
  expect(states.slice(2)).toEqual(['OK', 'OK', 'ALARM', 'OK', 'OK', 'OK', 'OK', 'OK']);
});

test('a period counts only when it is over', () => {
  const { store, alarms } = worldWith(ONE_OF_ONE);
  store.put(metric('load'), START, 100);
  alarms.evaluate(START + MINUTE - 1);
  expect(alarms.stateOf('alarm')).toBe('INSUFFICIENT_DATA');
  alarms.evaluate(START + MINUTE);
  expect(alarms.stateOf('alarm')).toBe('ALARM');
});

test('a data point counts from when it is put, however late', () => {
  const { store, alarms } = worldWith({ ...ABOVE_50, TreatMissingData: 'notBreaching' });
  putSigns(store, 'X - X', START + 3 * MINUTE);
  alarms.evaluate(START + 3 * MINUTE);
  expect(alarms.stateOf('alarm')).toBe('OK');
  store.put(metric('load'), START + MINUTE, 100);
  alarms.evaluate(START + 3 * MINUTE);
  expect(alarms.stateOf('alarm')).toBe('ALARM');
});

describe('windows', () => {
  const fiveMinutes: MetricAlarm = { ...ONE_OF_ONE, Period: 300, Statistic: 'Sum', Threshold: 4.5 };

  test('of five minutes slide along each minute', () => {
    // "at the end of minute 5 the alarm evaluates based on data from minutes 1 to 5. Then at the end of minute 6 [...] 2 to 6" [ibid.]
    const { store, alarms } = worldWith(fiveMinutes, { extraPeriods: 0 });
    putValues(store, 'load', [0, 1, 1, 1, 1, 1, 0], START);
    const states = [5, 6, 7].map((minute) => {
      alarms.evaluate(START + minute * MINUTE);
      return alarms.stateOf('alarm');
    });
    expect(states).toEqual(['OK', 'ALARM', 'OK']);
  });

  test('are aligned to the epoch if told so', () => {
    const { store, alarms } = worldWith(fiveMinutes, { extraPeriods: 0, windows: 'aligned' });
    putValues(store, 'load', [0, 1, 1, 1, 1, 1, 0, 1, 1, 1], START);
    const transitions = [5, 6, 7, 8, 9, 10].flatMap((minute) => alarms.evaluate(START + minute * MINUTE));
    expect(transitions.map(({ at, to }) => [(at - START) / MINUTE, to])).toEqual([[5, 'OK']]);
  });

  test('of less than a minute slide along each ten seconds', () => {
    const { store, alarms } = worldWith({ ...ONE_OF_ONE, Period: 30, Statistic: 'Sum' }, { extraPeriods: 0 });
    store.put(metric('load'), START, 60);
    const states = [9, 10, 39, 40].map((second) => {
      alarms.evaluate(START + second * 1000);
      return alarms.stateOf('alarm');
    });
    expect(states).toEqual(['INSUFFICIENT_DATA', 'ALARM', 'ALARM', 'INSUFFICIENT_DATA']);
  });

  test('of more than a day in all look at data up to the hour', () => {
    // The example of a job that fails at 10:02 [CloudWatch User Guide, Alarm evaluation: Example of evaluating a multi-day alarm].
    const { store, alarms } = worldWith({ ...ONE_OF_ONE, EvaluationPeriods: 3, DatapointsToAlarm: 1, Period: 86_400 });
    const at = (hour: number, minute: number): number => START + (hour * 60 + minute) * MINUTE;
    store.put(metric('load'), at(8, 0), 0);
    store.put(metric('load'), at(10, 2), 100);
    alarms.evaluate(at(10, 3));
    expect(alarms.stateOf('alarm')).toBe('OK');
    alarms.evaluate(at(11, 3));
    expect(alarms.stateOf('alarm')).toBe('ALARM');
  });
});

test.each([
  ['GreaterThanThreshold', [49, 50], [51]],
  ['GreaterThanOrEqualToThreshold', [49], [50, 51]],
  ['LessThanThreshold', [50, 51], [49]],
  ['LessThanOrEqualToThreshold', [51], [49, 50]],
])('%s is within the threshold for %p and breaches for %p', (ComparisonOperator, within, breaching) => {
  const stateFor = (value: number): string => {
    const { store, alarms } = worldWith({ ...ONE_OF_ONE, ComparisonOperator });
    store.put(metric('load'), START, value);
    alarms.evaluate(START + MINUTE);
    return alarms.stateOf('alarm');
  };
  expect(within.map(stateFor)).toEqual(within.map(() => 'OK'));
  expect(breaching.map(stateFor)).toEqual(breaching.map(() => 'ALARM'));
});

test('data from before an alarm was made counts, but it changes no state before', () => {
  const { store, alarms } = worldWith(ABOVE_50, { createdAt: START });
  putSigns(store, 'X X X X X', START - MINUTE);
  expect(alarms.evaluate(START - 1)).toEqual([]);
  expect(alarms.evaluate(START).map(({ to }) => to)).toEqual(['ALARM']);
});

describe('an alarm on an expression', () => {
  const minute = (Id: string): object => ({
    Id, MetricStat: { Metric: { Namespace: 'Test', MetricName: Id }, Period: 60, Stat: 'Average' }, ReturnData: false,
  });
  const alarmOn = (Expression: string, ...more: object[]): MetricAlarm => ({
    Metrics: [minute('a'), minute('b'), ...more, { Id: 'result', Expression }] as MetricAlarm['Metrics'],
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 50,
    TreatMissingData: 'notBreaching',
  });

  test('watches its result', () => {
    const { store, alarms } = worldWith(alarmOn('a + b'));
    putValues(store, 'a', [30, 30], START);
    putValues(store, 'b', [10, 30], START);
    alarms.evaluate(START + MINUTE);
    expect(alarms.stateOf('alarm')).toBe('OK');
    alarms.evaluate(START + 2 * MINUTE);
    expect(alarms.stateOf('alarm')).toBe('ALARM');
  });

  test('may be made of other expressions', () => {
    const { store, alarms } = worldWith(alarmOn('double + 1', { Id: 'double', Expression: '2 * a', ReturnData: false }));
    putValues(store, 'a', [25], START);
    alarms.evaluate(START + MINUTE);
    expect(alarms.stateOf('alarm')).toBe('ALARM');
  });

  test('is stuck if FILL fills the latest period before its data comes', () => {
    const { store, alarms } = worldWith({ ...alarmOn('FILL(a, 0)'), TreatMissingData: 'breaching' });
    for (let at = START; at < START + 10 * MINUTE; at += MINUTE) {
      alarms.evaluate(at + MINUTE);
      expect(alarms.stateOf('alarm')).toBe('OK');
      store.put(metric('a'), at, 100);
    }
  });

  test('treats a missing operand as told', () => {
    const watch = (missingOperand: 'zero' | 'missing'): string => {
      const { store, alarms } = worldWith(alarmOn('a + b'), { missingOperand });
      putValues(store, 'a', [60], START);
      alarms.evaluate(START + MINUTE);
      return alarms.stateOf('alarm');
    };
    expect(watch('zero')).toBe('ALARM');
    expect(watch('missing')).toBe('OK');
  });

  test('may be a query, which finds metrics that come later', () => {
    const { store, alarms } = worldWith({
      Metrics: [{ Id: 'q', Expression: 'SELECT MAX(load) FROM SCHEMA("Test", host)', Period: 60 }],
      EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold', Threshold: 50,
    });
    alarms.evaluate(START);
    for (const [host, value] of [['one', 10], ['two', 90]] as const) store.put({ namespace: 'Test', name: 'load', dimensions: { host } }, START, value);
    alarms.evaluate(START + MINUTE);
    expect(alarms.stateOf('alarm')).toBe('ALARM');
  });

  test.each<[string, MetricAlarm, string]>([
    ['an unknown Id', alarmOn('a + c'), `alarm 'alarm': the math expression 'a + c': there is no metric or expression 'c'`],
    ['a circle', alarmOn('result + a'), `alarm 'alarm': the math expression 'result + a': the expression 'result' refers to itself`],
    ['a scalar as the result', alarmOn('MAX(a)'), `alarm 'alarm': the math expression 'MAX(a)' gives a scalar; an alarm needs a time series`],
    ['two results', { ...alarmOn('a'), Metrics: [{ Id: 'x', Expression: 'y', Period: 60 }, { Id: 'y', Expression: 'x' }] },
      `alarm 'alarm': needs ReturnData for exactly one of its metrics, got 2`],
    ['two periods', alarmOn('a', { Id: 'q', Expression: 'SELECT MAX(m) FROM SCHEMA("N")', Period: 300, ReturnData: false }),
      `alarm 'alarm': needs one period for all its metrics, got 60 and 300`],
    ['neither metric nor expression', { ...alarmOn('a'), Metrics: [{ Id: 'x', Period: 60 }] }, `alarm 'alarm': 'x' needs MetricStat or Expression`],
  ])('fails for %s', (_, alarm, message) => {
    expect(failureOf(() => worldWith(alarm))).toBe(message);
  });
});

test.each<[string, Partial<MetricAlarm>, string]>([
  ['no threshold', { Threshold: undefined }, 'Threshold must be a number, got undefined'],
  ['an unknown operator', { ComparisonOperator: 'GreaterThanUpperThreshold' }, `ComparisonOperator 'GreaterThanUpperThreshold' is not simulated; known are GreaterThanThreshold, GreaterThanOrEqualToThreshold, LessThanThreshold, LessThanOrEqualToThreshold`],
  ['more data points than periods', { DatapointsToAlarm: 4 }, 'DatapointsToAlarm must be from 1 to EvaluationPeriods, got 4 of 3'],
  ['an unknown treatment', { TreatMissingData: 'notbreaching' }, `TreatMissingData 'notbreaching' is not known; known are notBreaching, breaching, ignore, missing`],
  ['a percentile', { ExtendedStatistic: 'p99' }, 'ExtendedStatistic is not simulated'],
  ['a percentile as a statistic', { Statistic: 'p99' }, `the statistic 'p99' is not simulated; known are Average, Sum, Minimum, Maximum, SampleCount`],
  ['anomaly detection', { ThresholdMetricId: 'ad1' }, 'ThresholdMetricId is not simulated'],
  ['a unit', { Unit: 'Seconds' }, 'Unit is not simulated'],
  ['no metric', { MetricName: undefined }, 'needs Metrics, or Namespace, MetricName, Statistic and Period'],
])('fails for %s', (_, change, message) => {
  expect(failureOf(() => worldWith({ ...ABOVE_50, ...change }))).toBe(`alarm 'alarm': ${message}`);
});

test('fails for the state of an alarm that is not there', () => {
  expect(failureOf(() => worldWith(ABOVE_50).alarms.stateOf('other'))).toBe(`there is no alarm 'other'`);
});

describe('a composite alarm', () => {
  const high = { ...ONE_OF_ONE, MetricName: 'high' };
  const low = { ...ONE_OF_ONE, MetricName: 'low' };

  test('follows the alarms that it refers to, at the same time and after them', () => {
    const store = new MetricStore();
    // The outer one is before the inner one.
    const alarms = new Alarms(store, { outer: { AlarmRule: 'ALARM("inner")' }, inner: { AlarmRule: 'ALARM("high") AND NOT ALARM("low")' }, high, low });
    putValues(store, 'high', [100, 100], START);
    putValues(store, 'low', [0, 100], START);
    const changes = (at: number): string[] => alarms.evaluate(at).map(({ alarm, to }) => `${alarm} ${to}`);
    expect(changes(START + MINUTE)).toEqual(['high ALARM', 'low OK', 'inner ALARM', 'outer ALARM']);
    expect(changes(START + 2 * MINUTE)).toEqual(['low ALARM', 'inner OK', 'outer OK']);
  });

  test('tells its rule, and is INSUFFICIENT_DATA only before its first evaluation', () => {
    const alarms = new Alarms(new MetricStore(), { all: { AlarmRule: 'ALARM("high")' }, high });
    expect(alarms.stateOf('all')).toBe('INSUFFICIENT_DATA');
    expect(alarms.evaluate(START)).toEqual([{ at: START, alarm: 'all', from: 'INSUFFICIENT_DATA', to: 'OK', reason: 'ALARM("high") is FALSE' }]);
  });

  test('fails for a circle', () => {
    expect(failureOf(() => new Alarms(new MetricStore(), { a: { AlarmRule: 'OK("b")' }, b: { AlarmRule: 'NOT OK("a") OR TRUE' } })))
      .toBe('composite alarms refer to each other in a circle: a -> b -> a');
  });

  test('fails for an alarm that is not there', () => {
    expect(failureOf(() => new Alarms(new MetricStore(), { a: { AlarmRule: 'OK("b")' } }))).toBe(`alarm 'a': its rule refers to 'b', which is not there`);
  });

  test('fails for a rule that cannot be read', () => {
    expect(failureOf(() => new Alarms(new MetricStore(), { a: { AlarmRule: 'OK' } }))).toBe(`alarm 'a': the alarm rule 'OK': expected '(' at its end`);
  });
});
