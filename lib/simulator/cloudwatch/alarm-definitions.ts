/** The state of an alarm [CloudWatch User Guide, Alarm evaluation: Metric alarm states]. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** A dimension as CloudFormation has it. */
export interface MetricDimension {
  readonly Name: string;
  readonly Value: string;
}

/** A metric and how it is summed up. */
export interface MetricStat {
  readonly Metric: {
    readonly Namespace: string;
    readonly MetricName: string;
    /** @default - none */
    readonly Dimensions?: readonly MetricDimension[];
  };
  /** In seconds. */
  readonly Period: number;
  readonly Stat: string;
  /** Units are not simulated: to set one is an error. @default - any */
  readonly Unit?: string;
}

/** A metric, a math expression or a query that an alarm looks at: either `MetricStat` or `Expression` is given. */
export interface MetricDataQuery {
  readonly Id: string;
  readonly MetricStat?: MetricStat;
  readonly Expression?: string;
  /** In seconds; of a query. @default - that of the metrics */
  readonly Period?: number;
  /** Whether this is what the alarm is about; exactly one is. @default true */
  readonly ReturnData?: boolean;
}

/** What an alarm does with periods that have no data. */
export type TreatMissingData = 'notBreaching' | 'breaching' | 'ignore' | 'missing';

/** The properties of `AWS::CloudWatch::Alarm` which tell when it changes its state. Tokens must have been resolved. */
export interface MetricAlarm {
  readonly ComparisonOperator: string;
  readonly EvaluationPeriods: number;
  /** @default - as many as `EvaluationPeriods` */
  readonly DatapointsToAlarm?: number;
  readonly Threshold?: number;
  /** @default 'missing' */
  readonly TreatMissingData?: string;
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly MetricDimension[];
  readonly Statistic?: string;
  /** In seconds. */
  readonly Period?: number;
  /** Instead of `Namespace` to `Period`. */
  readonly Metrics?: readonly MetricDataQuery[];
  /** Percentiles are not simulated: to set one is an error. */
  readonly ExtendedStatistic?: string;
  /** Anomaly detection is not simulated: to set it is an error. */
  readonly ThresholdMetricId?: string;
  /** Units are not simulated: to set one is an error. */
  readonly Unit?: string;
}

/** The property of `AWS::CloudWatch::CompositeAlarm` which tells when it changes its state. Tokens must have been resolved. */
export interface CompositeAlarm {
  readonly AlarmRule: string;
}

export type AlarmDefinition = MetricAlarm | CompositeAlarm;

export function isComposite(definition: AlarmDefinition): definition is CompositeAlarm {
  return 'AlarmRule' in definition;
}
