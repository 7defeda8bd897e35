/** Namespace of all DMS metrics. */
export const NAMESPACE = 'AWS/DMS';

/**
 * Dimensions, and what DMS puts into them: the instance's identifier (its name, in lower case, which is not in its ARN), and
 * the last part of the task's ARN (not the task's name). A task's metric carries both
 * [DMS User Guide, CHAP_Monitoring; values as the Prometheus CloudWatch exporter finds them].
 */
export const INSTANCE_DIMENSION = 'ReplicationInstanceIdentifier';
export const TASK_DIMENSION = 'ReplicationTaskIdentifier';

/** A metric's name, the statistic that makes sense of it, and what it tells. */
export interface MetricFacts {
  readonly name: string;
  readonly statistic: 'Average' | 'Maximum' | 'Minimum';
  /** What DMS documents as its unit. */
  readonly unit: string;
}

// Sum is never right here: a metric is a level or a rate, and the sum over a period multiplies it by the number of points.

/** Metrics of an instance [DMS User Guide, CHAP_Monitoring]. */
export const INSTANCE_METRICS = {
  cpuUtilization: { name: 'CPUUtilization', statistic: 'Average', unit: 'Percent' },
  availableMemory: { name: 'AvailableMemory', statistic: 'Minimum', unit: 'Bytes' },
  freeMemory: { name: 'FreeMemory', statistic: 'Minimum', unit: 'Bytes' },
  freeableMemory: { name: 'FreeableMemory', statistic: 'Minimum', unit: 'Bytes' },
  swapUsage: { name: 'SwapUsage', statistic: 'Maximum', unit: 'Bytes' },
  freeStorageSpace: { name: 'FreeStorageSpace', statistic: 'Minimum', unit: 'Bytes' },
  diskQueueDepth: { name: 'DiskQueueDepth', statistic: 'Average', unit: 'Count' },
  readIops: { name: 'ReadIOPS', statistic: 'Average', unit: 'Count/Second' },
  writeIops: { name: 'WriteIOPS', statistic: 'Average', unit: 'Count/Second' },
  readThroughput: { name: 'ReadThroughput', statistic: 'Average', unit: 'Bytes/Second' },
  writeThroughput: { name: 'WriteThroughput', statistic: 'Average', unit: 'Bytes/Second' },
  readLatency: { name: 'ReadLatency', statistic: 'Average', unit: 'Milliseconds' },
  writeLatency: { name: 'WriteLatency', statistic: 'Average', unit: 'Milliseconds' },
  networkTransmitThroughput: { name: 'NetworkTransmitThroughput', statistic: 'Average', unit: 'Bytes/Second' },
  networkReceiveThroughput: { name: 'NetworkReceiveThroughput', statistic: 'Average', unit: 'Bytes/Second' },
} as const satisfies Record<string, MetricFacts>;

/** Metrics of a task [DMS User Guide, CHAP_Monitoring; the Source variants: CloudWatch's own list of DMS metrics]. */
export const TASK_METRICS = {
  cpuAllocated: { name: 'CPUAllocated', statistic: 'Maximum', unit: 'Percent' },
  cpuUtilization: { name: 'CPUUtilization', statistic: 'Average', unit: 'Percent' },
  memoryAllocated: { name: 'MemoryAllocated', statistic: 'Maximum', unit: 'MiB' },
  memoryUsage: { name: 'MemoryUsage', statistic: 'Maximum', unit: 'Bytes' },
  swapUsage: { name: 'SwapUsage', statistic: 'Maximum', unit: 'Bytes' },
  fullLoadThroughputBandwidthSource: { name: 'FullLoadThroughputBandwidthSource', statistic: 'Average', unit: 'Kilobytes/Second' },
  fullLoadThroughputBandwidthTarget: { name: 'FullLoadThroughputBandwidthTarget', statistic: 'Average', unit: 'Kilobytes/Second' },
  fullLoadThroughputRowsSource: { name: 'FullLoadThroughputRowsSource', statistic: 'Average', unit: 'Count/Second' },
  fullLoadThroughputRowsTarget: { name: 'FullLoadThroughputRowsTarget', statistic: 'Average', unit: 'Count/Second' },
  cdcIncomingChanges: { name: 'CDCIncomingChanges', statistic: 'Maximum', unit: 'Count' },
  cdcChangesMemorySource: { name: 'CDCChangesMemorySource', statistic: 'Maximum', unit: 'Count' },
  cdcChangesMemoryTarget: { name: 'CDCChangesMemoryTarget', statistic: 'Maximum', unit: 'Count' },
  cdcChangesDiskSource: { name: 'CDCChangesDiskSource', statistic: 'Maximum', unit: 'Count' },
  cdcChangesDiskTarget: { name: 'CDCChangesDiskTarget', statistic: 'Maximum', unit: 'Count' },
  cdcThroughputBandwidthSource: { name: 'CDCThroughputBandwidthSource', statistic: 'Average', unit: 'Kilobytes/Second' },
  cdcThroughputBandwidthTarget: { name: 'CDCThroughputBandwidthTarget', statistic: 'Average', unit: 'Kilobytes/Second' },
  cdcThroughputRowsSource: { name: 'CDCThroughputRowsSource', statistic: 'Average', unit: 'Count/Second' },
  cdcThroughputRowsTarget: { name: 'CDCThroughputRowsTarget', statistic: 'Average', unit: 'Count/Second' },
  cdcLatencySource: { name: 'CDCLatencySource', statistic: 'Maximum', unit: 'Seconds' },
  cdcLatencyTarget: { name: 'CDCLatencyTarget', statistic: 'Maximum', unit: 'Seconds' },
} as const satisfies Record<string, MetricFacts>;

/**
 * The dimension of a serverless replication's metrics, and in it the last part of its ARN [unverified: the guide says that they are grouped by
 * replication, and not under which name].
 */
export const REPLICATION_DIMENSION = 'ReplicationConfigIdentifier';

/** Metrics of a serverless replication [DMS User Guide, AWS DMS serverless replication metrics]. */
export const REPLICATION_METRICS = {
  capacityUtilization: { name: 'CapacityUtilization', statistic: 'Maximum', unit: 'Percent' },
  cdcIncomingChanges: TASK_METRICS.cdcIncomingChanges,
  cdcLatencySource: TASK_METRICS.cdcLatencySource,
  cdcLatencyTarget: TASK_METRICS.cdcLatencyTarget,
  cdcThroughputBandwidthTarget: TASK_METRICS.cdcThroughputBandwidthTarget,
  cdcThroughputRowsSource: TASK_METRICS.cdcThroughputRowsSource,
  cdcThroughputRowsTarget: TASK_METRICS.cdcThroughputRowsTarget,
  fullLoadThroughputBandwidthTarget: TASK_METRICS.fullLoadThroughputBandwidthTarget,
  fullLoadThroughputRowsTarget: TASK_METRICS.fullLoadThroughputRowsTarget,
} as const satisfies Record<string, MetricFacts>;
