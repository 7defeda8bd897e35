/** Who is to be woken by an alarm, and who is to be told in the morning. */
export type AlarmSeverity = 'critical' | 'warning';

/** Kinds of alarms: the values of `AlarmKind`. */
export type AlarmKindName =
  | 'SourceLag' | 'TargetLag' | 'StalledLoad' | 'MemoryBacklog' | 'DiskBacklog' | 'FailedTask' | 'StoppedTask'
  | 'MismatchedRecords' | 'SuspendedRecords' | 'TablesWithoutKey'
  | 'LowMemory' | 'Swap' | 'LowStorage' | 'HighCpu' | 'CpuCredits' | 'SourceLog' | 'SourceLogExpires' | 'Idle' | 'SilentMonitor';

/** A query that gives one series, by Metrics Insights. */
export interface AlarmQuery {
  /** What the alarm's expression calls it. */
  readonly id: string;
  readonly query: string;
}

/** A metric that an alarm looks at. Dimensions may be known only at deployment. */
export interface AlarmMetric {
  /** What the alarm's expression calls it. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly statistic: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What an operator reads at night. Each a full sentence. */
export interface Runbook {
  /** What the alarm means. */
  readonly means: string;
  /** The first three things to look at, each without its full stop. */
  readonly look: readonly [string, string, string];
  /** Why the threshold is what it is. */
  readonly why: string;
}

/** An alarm as plain data, in CloudWatch's own words. */
export interface AlarmPlan {
  readonly kind: AlarmKindName;
  readonly severity: AlarmSeverity;
  /** One metric, or several with an expression. */
  readonly metrics: readonly (AlarmMetric | AlarmQuery)[];
  readonly expression?: string;
  readonly periodSeconds: number;
  readonly threshold: number;
  readonly comparison: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly periods: number;
  /** How many of them have to breach; all, if absent. */
  readonly datapoints?: number;
  readonly missing: 'notBreaching' | 'ignore' | 'missing';
  readonly runbook: Runbook;
}

/** Longest description of an alarm [CloudWatch API reference, PutMetricAlarm]. */
export const MAX_DESCRIPTION = 1024;

/** The text of an alarm: what it is about, what it means, what to look at, and why it went off there. */
export function describeAlarm(subject: string, { means, look, why }: Runbook): string {
  return `${subject}: ${means} Look at: ${look.map((step, index) => `(${index + 1}) ${step}`).join('; ')}. Threshold: ${why}`;
}

/** Alarms of one composite: its rule has at most 10,240 characters, and a name 255 [CloudWatch API reference, PutCompositeAlarm]. */
export const ALARMS_PER_COMPOSITE = 35;

/** The rule of a composite that is in ALARM when one of the alarms is. */
export function anyOf(names: readonly string[]): string {
  return names.length === 0 ? 'FALSE' : names.map((name) => `ALARM("${name}")`).join(' OR ');
}
