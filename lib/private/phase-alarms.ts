import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { highestOfTasks } from '../plan/alarm-metrics';
import { TASK_METRICS, type MetricFacts } from '../plan/metrics';
import { notify } from './notices';

const PERIOD = Duration.minutes(5);
/** A quarter of an hour, and half an hour, of periods. */
const MEMORY_PERIODS = 3;
const LATENCY_PERIODS = 6;
/** Errors in a quarter of an hour that are more than a service that was away for a moment: each event is tried three times. */
const MANY_ERRORS = 3;

/** The name of an alarm and its ARN. */
export interface AlarmIdentity {
  readonly name: string;
  readonly arn: string;
}

/** What pressure is. */
export interface PressureProps {
  readonly instanceIdentifier: string;
  readonly availableMemory: cloudwatch.IMetric;
  readonly minAvailableBytes: number;
  readonly maxLatencySeconds: number;
  readonly topic: ITopic;
}

/** Alarms that say that the class is too small for the changes. */
export function pressureAlarms(scope: Construct, props: PressureProps): AlarmIdentity[] {
  const memory = new cloudwatch.Alarm(scope, 'LowMemory', {
    alarmDescription: `Replication instance ${props.instanceIdentifier} has little memory left. If it was made smaller after the full load, it is made`
      + ' one size larger again; during a full load, lower the number of tables that are loaded at once.',
    metric: props.availableMemory,
    threshold: props.minAvailableBytes,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: MEMORY_PERIODS,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  memory.addAlarmAction(notify(props.topic));
  return [
    { name: memory.alarmName, arn: memory.alarmArn },
    latencyAlarm(scope, 'SourceLatency', TASK_METRICS.cdcLatencySource, 'to read changes from its source', props),
    latencyAlarm(scope, 'TargetLatency', TASK_METRICS.cdcLatencyTarget, 'to write changes to its target', props),
  ];
}

/**
 * One alarm for all tasks of the instance, also those that come later: an alarm on metric math takes 10 metrics at most, and AWS advises to
 * query for more of them [CloudWatch User Guide, Limits].
 */
function latencyAlarm(scope: Construct, id: string, metric: MetricFacts, doing: string, props: PressureProps): AlarmIdentity {
  const { instanceIdentifier, maxLatencySeconds, topic } = props;
  const alarm = new cloudwatch.CfnAlarm(scope, id, {
    alarmDescription: `A task on replication instance ${instanceIdentifier} is late ${doing} (${metric.name}). If the instance was made smaller after the full`
      + ' load, it is made one size larger again; if that does not help, look at the databases.',
    metrics: [{
      id: 'latency',
      expression: highestOfTasks(metric, instanceIdentifier),
      period: PERIOD.toSeconds(),
      returnData: true,
    }],
    threshold: maxLatencySeconds,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: LATENCY_PERIODS,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING, // there is no data while a task is stopped
    alarmActions: [topic.topicArn],
  });
  return { name: alarm.ref, arn: alarm.attrArn };
}

/** What says that the controller fails. */
export interface FailureProps {
  readonly instanceIdentifier: string;
  readonly fn: IFunction;
  readonly deadLetterQueue: IQueue;
  readonly topic: ITopic;
}

/** An alarm for a controller that fails again and again, or has given an event up. */
export function failureAlarm(scope: Construct, { instanceIdentifier, fn, deadLetterQueue, topic }: FailureProps): cloudwatch.Alarm {
  const alarm = new cloudwatch.Alarm(scope, 'Failure', {
    alarmDescription: `The phase controller of replication instance ${instanceIdentifier} fails. Its class stays as it is, and tasks may wait to be`
      + ' resumed: look into its logs, and at the tasks.',
    metric: new cloudwatch.MathExpression({
      expression: `IF(FILL(errors, 0) >= ${MANY_ERRORS} OR FILL(dead, 0) > 0, 1, 0)`,
      usingMetrics: {
        errors: fn.metricErrors({ statistic: 'Sum' }),
        dead: deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      },
      period: Duration.minutes(15),
    }),
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(notify(topic));
  return alarm;
}
