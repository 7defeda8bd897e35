import { Duration, Size, Token } from 'aws-cdk-lib';
import type { LagAlarmsOptions } from '../constructs/lag-alarms-props';
import { TASKS_WITH_OWN_ALARMS, type AlarmsInput } from '../plan/alarm-rules';
import { PERIOD_SECONDS, type AlarmThresholds } from '../plan/alarm-thresholds';
import type { Problem } from '../plan/problem';
import { inBytes, inSeconds, type Converted } from './converted';
import { withoutNulls } from './read-props';

const DEFAULTS = {
  lagWarning: Duration.minutes(5),
  lagCritical: Duration.minutes(15),
  lagSustained: Duration.minutes(15),
  stalledLoad: Duration.minutes(30),
  plannedStop: Duration.minutes(45),
  idle: Duration.hours(24),
  sourceLogWarning: Size.gibibytes(20),
  sourceLogCritical: Size.gibibytes(50),
  backlogChanges: 10_000,
};

/** What was decided about alarms, in the units of CloudWatch; amounts may be known only at deployment. */
export interface AlarmOptions extends AlarmThresholds {
  /** Whether `plannedStop` was given in words. */
  readonly plannedStopGiven: boolean;
  readonly waitingLogBytes: { readonly warning: number; readonly critical: number };
  readonly tasksWithOwnAlarms: number;
  /** As the rules look at them. */
  readonly input: AlarmsInput;
  readonly problems: Problem[];
}

/** Reads options, with defaults in the place of what was not said. */
export function readAlarmOptions(given: LagAlarmsOptions): AlarmOptions {
  const lag = withoutNulls(given.lag);
  const log = withoutNulls(given.sourceLog);
  const seconds = {
    lagWarning: inSeconds('lag.warning', lag.warning ?? DEFAULTS.lagWarning),
    lagCritical: inSeconds('lag.critical', lag.critical ?? DEFAULTS.lagCritical),
    lagSustained: inSeconds('lag.sustained', lag.sustained ?? DEFAULTS.lagSustained),
    stalledLoad: inSeconds('stalledLoad', given.stalledLoad ?? DEFAULTS.stalledLoad),
    plannedStop: inSeconds('plannedStop', given.plannedStop ?? DEFAULTS.plannedStop),
    idle: inSeconds('idle', given.idle ?? DEFAULTS.idle),
    logRetention: inSeconds('sourceLogRetention', given.sourceLogRetention),
    sourceLogWarning: inBytes('sourceLog.warning', log.warning ?? DEFAULTS.sourceLogWarning),
    sourceLogCritical: inBytes('sourceLog.critical', log.critical ?? DEFAULTS.sourceLogCritical),
  };
  const { hourlyPrice, backlogChanges = DEFAULTS.backlogChanges, tasksWithOwnAlarms = TASKS_WITH_OWN_ALARMS } = given;
  const values = Object.fromEntries(
    Object.entries(seconds).map(([name, { value }]) => [name, value]),
  ) as Record<keyof typeof seconds, number | undefined>;
  return {
    lag: {
      warningSeconds: values.lagWarning ?? 0,
      criticalSeconds: values.lagCritical ?? 0,
      sustainedPeriods: periodsOf(seconds.lagSustained, DEFAULTS.lagSustained),
    },
    stalledLoadPeriods: periodsOf(seconds.stalledLoad, DEFAULTS.stalledLoad),
    plannedStopSeconds: values.plannedStop ?? DEFAULTS.plannedStop.toSeconds(),
    plannedStopGiven: given.plannedStop !== undefined,
    idleSeconds: values.idle ?? 0,
    logRetentionSeconds: values.logRetention,
    backlogChanges,
    waitingLogBytes: { warning: values.sourceLogWarning ?? 0, critical: values.sourceLogCritical ?? 0 },
    tasksWithOwnAlarms: Token.isUnresolved(tasksWithOwnAlarms) ? TASKS_WITH_OWN_ALARMS : tasksWithOwnAlarms,
    input: { ...values, hourlyPrice, backlogChanges, tasksWithOwnAlarms },
    problems: Object.values(seconds).flatMap(({ problems }) => problems),
  };
}

/** Evaluation periods; a duration that is known only at deployment cannot be divided, and stays what it is by default. */
function periodsOf({ value }: Converted, otherwise: Duration): number {
  const seconds = value === undefined || Token.isUnresolved(value) ? otherwise.toSeconds() : value;
  return Math.max(1, Math.round(seconds / PERIOD_SECONDS));
}
