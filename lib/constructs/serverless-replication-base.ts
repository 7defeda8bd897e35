import { Resource, type IResource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { NAMESPACE, REPLICATION_DIMENSION, REPLICATION_METRICS, type MetricFacts } from '../plan/metrics';

/** A serverless replication, defined or imported. */
export interface IServerlessReplication extends IResource {
  /**
   * The ARN of its configuration.
   *
   * @attribute
   */
  readonly replicationConfigArn: string;

  /** The last part of the ARN: what its metrics and its log group go by. */
  readonly replicationConfigResourceId: string;

  /** The log group: DMS chooses its name, which cannot be changed. */
  readonly logGroupName: string;

  /** Lets the grantee do the given actions to the replication. */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /** Lets the grantee start, resume and stop the replication. */
  grantControl(grantee: iam.IGrantable): iam.Grant;

  /** Lets the grantee read how far each table is. */
  grantReadTableStatistics(grantee: iam.IGrantable): iam.Grant;

  /**
   * A rule for what becomes of the replication: that it starts, runs, stops, fails. EventBridge delivers this at best effort.
   *
   * @param id of the rule, which is made in the replication's own scope.
   * @param options target, and more of the pattern.
   */
  onStateChange(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A metric of the replication.
   *
   * There are no data points while it does not run. Under which name its dimension goes has been verified by nobody: it is
   * `ReplicationConfigIdentifier`, unless `dimensionsMap` says otherwise. Look before you rely on an alarm.
   *
   * @param metricName as in the namespace AWS/DMS.
   * @param props statistic, period and so on.
   */
  metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Memory in use, in percent of what there is. Always near 100 means that the capacity is too small, and the replication may fail.
   *
   * @default - Maximum over 5 minutes
   */
  metricCapacityUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Changes that wait to be applied.
   *
   * @default - Maximum over 5 minutes
   */
  metricCdcIncomingChanges(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Seconds between the last change that was read and now. Grows while a transaction is open on the source; 0 when there is nothing to read.
   *
   * @default - Maximum over 5 minutes
   */
  metricCdcLatencySource(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Seconds between the first change that waits to be committed to the target and now. The whole lag is source and target together.
   *
   * @default - Maximum over 5 minutes
   */
  metricCdcLatencyTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Changes written to the target, in KB a second.
   *
   * @default - Average over 5 minutes
   */
  metricCdcThroughputBandwidthTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Changed rows read from the source, a second.
   *
   * @default - Average over 5 minutes
   */
  metricCdcThroughputRowsSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Changed rows written to the target, a second.
   *
   * @default - Average over 5 minutes
   */
  metricCdcThroughputRowsTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Data written to the target during the full load, in KB a second.
   *
   * @default - Average over 5 minutes
   */
  metricFullLoadThroughputBandwidthTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Rows written to the target during the full load, a second.
   *
   * @default - Average over 5 minutes
   */
  metricFullLoadThroughputRowsTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/**
 * What defined and imported replications have in common.
 *
 * @internal
 */
export abstract class _ServerlessReplicationBase extends Resource implements IServerlessReplication {
  public abstract readonly replicationConfigArn: string;
  public abstract readonly replicationConfigResourceId: string;

  public get logGroupName(): string {
    return `dms-serverless-replication-${this.replicationConfigResourceId}`;
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.replicationConfigArn] });
  }

  public grantControl(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'dms:StartReplication', 'dms:StopReplication');
  }

  public grantReadTableStatistics(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'dms:DescribeReplicationTableStatistics');
  }

  public onStateChange(id: string, options: events.OnEventOptions = {}): events.Rule {
    const rule = new events.Rule(this, id, options);
    // [EventBridge events reference, AWS Database Migration Service]
    rule.addEventPattern({ source: ['aws.dms'], detailType: ['DMS Replication State Change'], resources: [this.replicationConfigArn] });
    rule.addTarget(options.target);
    return rule;
  }

  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: NAMESPACE, metricName, dimensionsMap: { [REPLICATION_DIMENSION]: this.replicationConfigResourceId }, ...props,
    }).attachTo(this);
  }

  public metricCapacityUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(REPLICATION_METRICS.capacityUtilization, props);
  }

  public metricCdcIncomingChanges(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(REPLICATION_METRICS.cdcIncomingChanges, props);
  }

  public metricCdcLatencySource(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(REPLICATION_METRICS.cdcLatencySource, props);
  }

  public metricCdcLatencyTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(REPLICATION_METRICS.cdcLatencyTarget, props);
  }

  public metricCdcThroughputBandwidthTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(REPLICATION_METRICS.cdcThroughputBandwidthTarget, props);
  }

  public metricCdcThroughputRowsSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(REPLICATION_METRICS.cdcThroughputRowsSource, props);
  }

  public metricCdcThroughputRowsTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(REPLICATION_METRICS.cdcThroughputRowsTarget, props);
  }

  public metricFullLoadThroughputBandwidthTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(REPLICATION_METRICS.fullLoadThroughputBandwidthTarget, props);
  }

  public metricFullLoadThroughputRowsTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(REPLICATION_METRICS.fullLoadThroughputRowsTarget, props);
  }

  private knownMetric({ name, statistic }: MetricFacts, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(name, { statistic, ...props });
  }
}
