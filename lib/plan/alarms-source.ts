import type { AlarmMetric, AlarmPlan } from './alarm';
import { PERIOD_SECONDS } from './alarm-thresholds';

/** What a source database on RDS is, as far as its metrics differ. */
export type SourceMetricsEngine = 'postgres' | 'mysql' | 'aurora-postgresql' | 'aurora-mysql';

/** What DMS calls the engine of a source on RDS, by what its metrics are; Aurora's metrics are those of the cluster's writer. */
export function sourceMetricsEngine(engineName: string | undefined, isCluster: boolean): SourceMetricsEngine | undefined {
  switch (engineName) {
    case 'postgres': return isCluster ? undefined : 'postgres';
    case 'mysql': case 'mariadb': return isCluster ? undefined : 'mysql';
    case 'aurora-postgresql': return isCluster ? 'aurora-postgresql' : undefined;
    case 'aurora': return isCluster ? 'aurora-mysql' : undefined;
    default: return undefined;
  }
}

/** A source database whose metrics are in the same account and Region. */
export interface AlarmedSource {
  readonly engine: SourceMetricsEngine;
  /** Name of the database instance, or of the cluster for Aurora. */
  readonly identifier: string;
  /** Log that may wait before it is told, and before somebody is woken. */
  readonly waitingLogBytes: { readonly warning: number; readonly critical: number };
}

interface LogMetric {
  readonly name: string;
  readonly means: string;
}

const WAL_WAITS = 'The source keeps write-ahead log that nobody has read: a replication slot holds it. It grows until the storage of the source is full, and the database stops.';
const BINLOG_WAITS = 'The binary log of the source is large. It is kept for as long as its retention says, also when it fills the storage of the source.';

/** [RDS User Guide, Amazon CloudWatch metrics for Amazon RDS; Aurora User Guide, Amazon CloudWatch metrics for Amazon Aurora] */
const LOG_METRICS: Readonly<Record<SourceMetricsEngine, readonly LogMetric[]>> = {
  'postgres': [{ name: 'OldestReplicationSlotLag', means: WAL_WAITS }, { name: 'TransactionLogsDiskUsage', means: WAL_WAITS }],
  'aurora-postgresql': [{ name: 'OldestReplicationSlotLag', means: WAL_WAITS }, { name: 'TransactionLogsDiskUsage', means: WAL_WAITS }],
  'mysql': [{ name: 'BinLogDiskUsage', means: BINLOG_WAITS }],
  'aurora-mysql': [{ name: 'SumBinaryLogSize', means: BINLOG_WAITS }],
};

/** Alarms of a source that waits for DMS, metric by metric. */
export function sourceAlarms(source: AlarmedSource): { readonly metric: string; readonly plans: AlarmPlan[] }[] {
  return LOG_METRICS[source.engine].map(({ name, means }) => ({ metric: name, plans: (['warning', 'critical'] as const).map((severity): AlarmPlan => ({
    kind: 'SourceLog',
    severity,
    metrics: [metricOf(source, name)],
    periodSeconds: PERIOD_SECONDS,
    threshold: source.waitingLogBytes[severity],
    comparison: 'GreaterThanThreshold',
    periods: 3,
    missing: 'notBreaching',
    runbook: {
      means,
      look: [
        'whether the task runs and reads: its state and the lag of its source',
        source.engine.includes('postgres') ? 'replication slots that nobody uses any more: pg_replication_slots' : 'the retention that is set: binlog retention hours',
        'free storage of the source: give it more before it stops',
      ],
      why: 'a choice: it follows from the storage that the source can spare, so set it.',
    },
  })) }));
}

function metricOf({ engine, identifier }: AlarmedSource, name: string): AlarmMetric {
  const dimensions: Record<string, string> = engine.startsWith('aurora')
    ? { DBClusterIdentifier: identifier, Role: 'WRITER' }
    : { DBInstanceIdentifier: identifier };
  return { id: 'log', namespace: 'AWS/RDS', name, statistic: 'Maximum', dimensions };
}
