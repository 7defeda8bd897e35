import { classFacts } from './instance-classes';

/** Where alarms go off, in seconds, shares and bytes. All of them are choices of this library: AWS publishes no figures. */
export interface AlarmThresholds {
  readonly lag: { readonly warningSeconds: number; readonly criticalSeconds: number; readonly sustainedPeriods: number };
  readonly stalledLoadPeriods: number;
  readonly plannedStopSeconds: number;
  readonly idleSeconds: number;
  /** How long the source keeps its log, if that was said. */
  readonly logRetentionSeconds?: number;
  readonly backlogChanges: number;
}

/** The period of most alarms: the monitor looks as often. */
export const PERIOD_SECONDS = 300;
/** Growth is looked at over longer stretches, so that a batch job at night is none. */
export const GROWTH_PERIOD_SECONDS = 900;
export const GROWTH_PERIODS = 4;
/** Growth in a period, as a share of the backlog, that is more than noise. */
export const GROWTH_SHARE = 0.02;

/** A lag that shrinks by a tenth of the time that passes is being caught up with. */
export const CATCHING_UP_SECONDS = PERIOD_SECONDS / 10;

/**
 * So many periods out of one more. DIFF has nothing to say of the first that CloudWatch looks at, and whether it looks at more than it counts
 * is up to it [CloudWatch User Guide, Configuring how CloudWatch alarms treat missing data].
 */
export function outOfOneMore(periods: number): { readonly periods: number; readonly datapoints: number } {
  return { periods: periods + 1, datapoints: periods };
}

export const MEMORY_SHARE = { warning: 0.1, critical: 0.05 };
export const SWAP_SHARE = 0.05;
/** DMS itself tells of low storage when more than 90 % are in use [DMS User Guide, CHAP_Events, DMS-EVENT-0007]. */
export const STORAGE_SHARE = { warning: 0.25, critical: 0.15 };
export const CPU_PERCENT = 90;
/** Of a class that is not known here. */
const UNKNOWN_MEMORY_GIB = 8;

/** CPU that a burstable class may use for ever, in percent of all its vCPUs [EC2 User Guide, Key concepts for burstable performance instances]. */
const BASELINE_PERCENT: Readonly<Record<string, number>> = { 'dms.t3.micro': 10, 'dms.t3.small': 20, 'dms.t3.medium': 20, 'dms.t3.large': 30 };

/** Memory of the smallest of the classes that an instance goes through, in bytes: what is low there is low in any phase. */
export function smallestMemoryBytes(classes: readonly string[]): number {
  const known = classes.flatMap((name) => classFacts(name)?.memoryGiB ?? []);
  return (known.length === 0 ? UNKNOWN_MEMORY_GIB : Math.min(...known)) * 2 ** 30;
}

/** The lowest baseline of the burstable ones among the classes; undefined if there is none. */
export function baselinePercent(classes: readonly string[]): number | undefined {
  const burstable = classes.flatMap((name) => BASELINE_PERCENT[name] ?? []);
  return burstable.length === 0 ? undefined : Math.min(...burstable);
}

/** A share of something in bytes, as whole bytes. */
export function shareOf(bytes: number, share: number): number {
  return Math.round(bytes * share);
}
