import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { describeAlarm, type AlarmKindName, type AlarmMetric, type AlarmPlan, type AlarmQuery, type AlarmSeverity } from '../plan/alarm';

/** What an alarm is about, as texts and constructs have it. */
export interface AlarmSubject {
  /** `Task orders-sales on replication instance orders-instance`: how its description begins. */
  readonly text: string;
  /** The construct that the alarm is about. */
  readonly of: object;
}

/** An alarm, and what it is. */
export interface MadeAlarm {
  readonly kind: AlarmKindName;
  readonly severity: AlarmSeverity;
  readonly of: object;
  readonly alarm: cloudwatch.Alarm;
}

const COMPARISONS: Readonly<Record<AlarmPlan['comparison'], cloudwatch.ComparisonOperator>> = {
  GreaterThanThreshold: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
  GreaterThanOrEqualToThreshold: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  LessThanThreshold: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
};
const MISSING: Readonly<Record<AlarmPlan['missing'], cloudwatch.TreatMissingData>> = {
  notBreaching: cloudwatch.TreatMissingData.NOT_BREACHING,
  ignore: cloudwatch.TreatMissingData.IGNORE,
  missing: cloudwatch.TreatMissingData.MISSING,
};

/** Makes an alarm as it is planned. Its id is its kind, with its severity where there are two of the kind. */
export function makeAlarm(scope: Construct, plan: AlarmPlan, { text, of }: AlarmSubject, id = idOf(plan)): MadeAlarm {
  const alarm = new cloudwatch.Alarm(scope, id, {
    alarmDescription: describeAlarm(text, plan.runbook),
    metric: metricOf(plan),
    threshold: plan.threshold,
    comparisonOperator: COMPARISONS[plan.comparison],
    evaluationPeriods: plan.periods,
    datapointsToAlarm: plan.datapoints,
    treatMissingData: MISSING[plan.missing],
  });
  return { kind: plan.kind, severity: plan.severity, of, alarm };
}

function idOf({ kind, severity }: AlarmPlan): string {
  return `${kind}${severity === 'critical' ? 'Critical' : 'Warning'}`;
}

function metricOf({ metrics, expression, periodSeconds }: AlarmPlan): cloudwatch.IMetric {
  const period = Duration.seconds(periodSeconds);
  if (expression === undefined) return l2Metric(metrics[0], period);
  const usingMetrics = Object.fromEntries(metrics.map((metric) => [metric.id, l2Metric(metric, period)]));
  return new cloudwatch.MathExpression({ expression, usingMetrics, period });
}

function l2Metric(of: AlarmMetric | AlarmQuery, period: Duration): cloudwatch.IMetric {
  if ('query' in of) return new cloudwatch.MathExpression({ expression: of.query, usingMetrics: {}, period });
  const { namespace, name, statistic, dimensions } = of;
  return new cloudwatch.Metric({ namespace, metricName: name, statistic, dimensionsMap: dimensions, period });
}
