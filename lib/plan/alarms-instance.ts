import type { AlarmPlan } from './alarm';
import { dmsMetric, monitorMetric } from './alarm-metrics';
import { CPU_PERCENT, PERIOD_SECONDS, type AlarmThresholds } from './alarm-thresholds';
import { INSTANCE_METRICS } from './metrics';
import { MONITOR_INSTANCE_METRICS } from './monitor-metrics';

/** An instance, and where its own alarms go off; amounts may be known only at deployment. */
export interface AlarmedInstance {
  readonly instanceIdentifier: string;
  readonly memoryBytes: { readonly warning: number; readonly critical: number };
  readonly swapBytes: number;
  /** Absent if it is not known how much storage there is. */
  readonly storageBytes?: { readonly warning: number; readonly critical: number };
  /** Absent for classes that are not burstable. */
  readonly baselinePercent?: number;
  /** What an idle instance costs, in words. */
  readonly cost: string;
  /** How often the monitor looks. */
  readonly monitorSeconds: number;
}

/** What an instance costs that does nothing: at the price for an hour if it is given, else in hours of its smallest class. */
export function costOfIdling(classes: readonly string[], hourlyPrice: number | undefined): string {
  if (hourlyPrice !== undefined) return `${(hourlyPrice * DAY_HOURS).toFixed(2)} a day at the price that was given.`;
  const smallest = classes[classes.length - 1];
  return `each day ${DAY_HOURS} hours${smallest === undefined ? '' : ` of ${smallest}`}, twice that with Multi-AZ.`;
}

const DAY_HOURS = 24;
const HOUR_SECONDS = 3600;
const CREDIT_HOURS = 6;
/** Looks of the monitor that may fail in a row before anybody is told. */
const SILENT_LOOKS = 3;

/** The alarms of an instance itself. */
export function instanceAlarms(instance: AlarmedInstance, thresholds: AlarmThresholds): AlarmPlan[] {
  return [
    ...(['warning', 'critical'] as const).flatMap((severity) => [memory(instance, severity), ...storage(instance, severity)]),
    swap(instance),
    cpu(instance),
    ...credits(instance),
    idle(instance, thresholds),
    silentMonitor(instance),
  ];
}

/** FILL takes the latest point for missing when it only comes late, and would hide it there: so three of four have to be low. */
function memory({ instanceIdentifier, memoryBytes }: AlarmedInstance, severity: 'warning' | 'critical'): AlarmPlan {
  return {
    kind: 'LowMemory',
    severity,
    metrics: [
      dmsMetric('available', INSTANCE_METRICS.availableMemory, { instanceIdentifier }),
      dmsMetric('freeable', INSTANCE_METRICS.freeableMemory, { instanceIdentifier }),
    ],
    expression: 'FILL(available, freeable)',
    periodSeconds: PERIOD_SECONDS,
    threshold: memoryBytes[severity],
    comparison: 'LessThanThreshold',
    periods: 4,
    datapoints: 3,
    missing: 'notBreaching',
    runbook: {
      means: 'The instance has little memory left. When there is none, Linux kills a task, or DMS stops it.',
      look: ['which task takes it: MemoryUsage by task', 'a full load: fewer tables at once, LOB settings, a larger class', 'CDC: large transactions, MemoryLimitTotal and batches, a larger class'],
      why: `${severity === 'critical' ? 'a twentieth' : 'a tenth'} of the memory of the smallest class that the instance goes through (AvailableMemory, FreeableMemory where that is missing).`,
    },
  };
}

function storage({ instanceIdentifier, storageBytes }: AlarmedInstance, severity: 'warning' | 'critical'): AlarmPlan[] {
  if (storageBytes === undefined) return [];
  return [{
    kind: 'LowStorage',
    severity,
    metrics: [dmsMetric('storage', INSTANCE_METRICS.freeStorageSpace, { instanceIdentifier })],
    periodSeconds: PERIOD_SECONDS,
    threshold: storageBytes[severity],
    comparison: 'LessThanThreshold',
    periods: 2,
    missing: 'notBreaching',
    runbook: {
      means: 'The instance has little storage left. When it is full, all tasks stop.',
      look: ['changes that wait on disk: CDCChangesDiskSource and CDCChangesDiskTarget by task', 'logs: their level, and how old they are', 'give it more storage: that needs no pause, and cannot be undone'],
      why: `${severity === 'critical' ? '15' : '25'} % of the storage; DMS itself tells of it at 10 %.`,
    },
  }];
}

function swap({ instanceIdentifier, swapBytes }: AlarmedInstance): AlarmPlan {
  return {
    kind: 'Swap',
    severity: 'warning',
    metrics: [dmsMetric('swap', INSTANCE_METRICS.swapUsage, { instanceIdentifier })],
    periodSeconds: PERIOD_SECONDS,
    threshold: swapBytes,
    comparison: 'GreaterThanThreshold',
    periods: 3,
    missing: 'notBreaching',
    runbook: {
      means: 'The instance swaps: it needs more memory than it has, and gets slow.',
      look: ['available memory over the last hours', 'which task takes it: MemoryUsage by task', 'fewer tables at once, smaller batches, or a larger class'],
      why: 'a twentieth of the memory of the smallest class that the instance goes through.',
    },
  };
}

function cpu({ instanceIdentifier }: AlarmedInstance): AlarmPlan {
  return {
    kind: 'HighCpu',
    severity: 'warning',
    metrics: [dmsMetric('cpu', INSTANCE_METRICS.cpuUtilization, { instanceIdentifier })],
    periodSeconds: PERIOD_SECONDS,
    threshold: CPU_PERCENT,
    comparison: 'GreaterThanThreshold',
    periods: HOUR_SECONDS / PERIOD_SECONDS,
    missing: 'notBreaching',
    runbook: {
      means: 'The CPU of the instance has been busy for an hour, and holds the tasks up.',
      look: ['which task takes it: CPUUtilization by task', 'a full load: a larger class ends it sooner', 'CDC: transformations, validation and logging at a high level'],
      why: `${CPU_PERCENT} % for an hour: a peak of a few minutes is what CPUs are for.`,
    },
  };
}

/** DMS has no metric for credits [DMS User Guide, CHAP_Monitoring]. */
function credits({ instanceIdentifier, baselinePercent }: AlarmedInstance): AlarmPlan[] {
  if (baselinePercent === undefined) return [];
  return [{
    kind: 'CpuCredits',
    severity: 'warning',
    metrics: [dmsMetric('cpu', INSTANCE_METRICS.cpuUtilization, { instanceIdentifier })],
    periodSeconds: HOUR_SECONDS,
    threshold: baselinePercent,
    comparison: 'GreaterThanThreshold',
    periods: CREDIT_HOURS,
    missing: 'notBreaching',
    runbook: {
      means: 'The burstable instance uses more CPU than it earns credits for. T3 is unlimited by default: it does not slow down, the surplus is charged.',
      look: ['CPUUtilization over the last day', 'which task takes it', 'a class that is not burstable, if it goes on like this'],
      why: `the baseline of the class, for ${CREDIT_HOURS} hours.`,
    },
  }];
}

function idle({ instanceIdentifier, cost }: AlarmedInstance, { idleSeconds }: AlarmThresholds): AlarmPlan {
  return {
    kind: 'Idle',
    severity: 'warning',
    metrics: [monitorMetric('idle', MONITOR_INSTANCE_METRICS.idleTime, { instanceIdentifier })],
    periodSeconds: PERIOD_SECONDS,
    threshold: idleSeconds,
    comparison: 'GreaterThanThreshold',
    periods: 1,
    missing: 'ignore',
    runbook: {
      means: `No task does anything, and the instance costs what it always costs: ${cost} It cannot be stopped, only deleted.`,
      look: ['whether the migration is over: then delete its stack (cdk destroy), and the replication slot at the source', 'whether a task was to be started or resumed', 'if it is kept for a way back: the smallest class, one zone'],
      why: 'longer than a night, so that nobody is told of a pause over lunch.',
    },
  };
}

/** Goes to INSUFFICIENT_DATA, which is what is told: a new alarm begins there, so that it tells of nothing before there was something. */
function silentMonitor({ instanceIdentifier, monitorSeconds }: AlarmedInstance): AlarmPlan {
  return {
    kind: 'SilentMonitor',
    severity: 'warning',
    metrics: [{ ...monitorMetric('looks', MONITOR_INSTANCE_METRICS.runningTasks, { instanceIdentifier }), statistic: 'SampleCount' }],
    periodSeconds: SILENT_LOOKS * monitorSeconds,
    threshold: 1,
    comparison: 'LessThanThreshold',
    periods: 1,
    missing: 'missing',
    runbook: {
      means: 'INSUFFICIENT_DATA here means that the monitor has fallen silent: failed and stopped tasks, stalled loads and an idle instance are seen by nobody.',
      look: ['errors in the log of the monitor\'s function', 'its schedule, its role, and throttling of the DMS API', 'the tasks, by hand'],
      why: 'the monitor looks every few minutes.',
    },
  };
}
