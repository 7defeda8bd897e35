import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** Where alarms on a metric go off, each threshold once; alarms on expressions have thresholds of something else. */
export function thresholdsOf(alarms: readonly cloudwatch.IAlarm[], metricName: string): number[] {
  const thresholds = alarms
    .filter((alarm): alarm is cloudwatch.Alarm => alarm instanceof cloudwatch.Alarm)
    .filter(({ metric }) => metric instanceof cloudwatch.Metric && metric.metricName === metricName)
    .map((alarm) => alarm.toAnnotation().value);
  return [...new Set(thresholds)];
}
