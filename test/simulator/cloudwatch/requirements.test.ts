import { requires, searches } from '../../../lib/simulator/cloudwatch/requirements';
import { ABOVE_50 } from './support';

test('an alarm on one metric requires it', () => {
  expect(requires({ ...ABOVE_50, Dimensions: [{ Name: 'host', Value: 'one' }] })).toEqual([{ namespace: 'Test', name: 'load', dimensions: { host: 'one' } }]);
  expect(searches(ABOVE_50)).toEqual([]);
});

test('an alarm on an expression requires all its metrics, and tells its queries', () => {
  const alarm = {
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    Metrics: [
      { Id: 'a', MetricStat: { Metric: { Namespace: 'N', MetricName: 'one', Dimensions: [{ Name: 'd', Value: 'v' }] }, Period: 60, Stat: 'Sum' } },
      { Id: 'b', MetricStat: { Metric: { Namespace: 'N', MetricName: 'two' }, Period: 60, Stat: 'Sum' } },
      { Id: 'q', Expression: 'SELECT MAX(three) FROM SCHEMA(N, d)' },
      { Id: 'e', Expression: 'a + b + q' },
    ],
  };
  expect(requires(alarm)).toEqual([{ namespace: 'N', name: 'one', dimensions: { d: 'v' } }, { namespace: 'N', name: 'two', dimensions: {} }]);
  expect(searches(alarm)).toEqual([{ statistic: 'Maximum', namespace: 'N', name: 'three', dimensionKeys: ['d'], where: {} }]);
});

test('a composite alarm looks at no metric', () => {
  expect([requires({ AlarmRule: 'ALARM(a)' }), searches({ AlarmRule: 'ALARM(a)' })]).toEqual([[], []]);
});
