import { PERIOD_SECONDS } from './alarm-thresholds';
import { error, show, type Problem, type ProblemText } from './problem';
import { isKnown } from './unknown';

/** What was said of alarms, as far as there are rules for it; durations in seconds, sizes in bytes. */
export interface AlarmsInput {
  readonly lagWarning?: unknown;
  readonly lagCritical?: unknown;
  readonly lagSustained?: unknown;
  readonly stalledLoad?: unknown;
  readonly plannedStop?: unknown;
  readonly idle?: unknown;
  readonly backlogChanges?: unknown;
  readonly logRetention?: unknown;
  readonly sourceLogWarning?: unknown;
  readonly sourceLogCritical?: unknown;
  readonly hourlyPrice?: unknown;
  readonly tasksWithOwnAlarms?: unknown;
  /** How often the monitor looks. */
  readonly monitorInterval?: unknown;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A query looks back 3 hours at most [CloudWatch User Guide, Limits that apply to alarms based on Metrics Insights queries]. */
const MAX_SUSTAINED = 2 * HOUR;
export const MAX_TASKS_WITH_OWN_ALARMS = 20;
/** Unless said otherwise: their alarms leave room for all else in a stack. */
export const TASKS_WITH_OWN_ALARMS = 10;

/** Checks what was said of alarms. */
export function checkAlarms(input: AlarmsInput): Problem[] {
  return [...checkLag(input), ...checkDurations(input), ...checkAmounts(input), ...checkMonitor(input)];
}

function checkLag({ lagWarning, lagCritical, lagSustained }: AlarmsInput): Problem[] {
  const lag = { code: 'alarmLag', min: MINUTE, max: DAY, unit: 'seconds', why: 'Lag comes once a minute, as the age of a batch' };
  return [
    ...whole({ ...lag, where: 'lag.warning' }, lagWarning),
    ...whole({ ...lag, where: 'lag.critical' }, lagCritical),
    ...ascending('lag', lagWarning, lagCritical, 'seconds'),
    ...periods('lag.sustained', lagSustained, PERIOD_SECONDS),
  ];
}

function checkDurations({ stalledLoad, plannedStop, idle, logRetention }: AlarmsInput): Problem[] {
  return [
    ...periods('stalledLoad', stalledLoad, 2 * PERIOD_SECONDS),
    ...whole({
      code: 'alarmPlannedStop', where: 'plannedStop', min: PERIOD_SECONDS, max: DAY, unit: 'seconds',
      why: 'The monitor looks every few minutes, and a task that stands still for a day is not planned to',
    }, plannedStop),
    ...whole({ code: 'alarmIdle', where: 'idle', min: HOUR, max: 30 * DAY, unit: 'seconds', why: 'An instance is idle between the steps of any migration' }, idle),
    ...whole({
      code: 'alarmLogRetention', where: 'sourceLogRetention', min: HOUR, max: 365 * DAY, unit: 'seconds',
      why: 'The alarm goes off at half of it, and somebody has to be able to act by then',
    }, logRetention),
  ];
}

function checkAmounts({ backlogChanges, sourceLogWarning, sourceLogCritical, hourlyPrice, tasksWithOwnAlarms }: AlarmsInput): Problem[] {
  return [
    ...whole({ code: 'alarmBacklog', where: 'backlogChanges', min: 1, max: 1e12, why: 'It is a number of changes' }, backlogChanges),
    ...ascending('sourceLog', sourceLogWarning, sourceLogCritical, 'bytes'),
    ...whole({
      code: 'alarmTasks', where: 'tasksWithOwnAlarms', min: 0, max: MAX_TASKS_WITH_OWN_ALARMS,
      why: 'Each task has up to a dozen alarms, and a stack 500 resources; the others are watched by queries over all tasks',
    }, tasksWithOwnAlarms),
    ...checkPrice(hourlyPrice),
  ];
}

function checkPrice(price: unknown): Problem[] {
  if (!isKnown(price) || (typeof price === 'number' && Number.isFinite(price) && price > 0)) return [];
  return [error({
    code: 'alarmPrice',
    where: 'hourlyPrice',
    what: `must be a number greater than 0, got ${show(price)}`,
    why: 'The alarm of an idle instance tells what it costs',
    mend: 'Take the price of the instance for an hour from AWS\'s price list, or leave it out',
  })];
}

function checkMonitor({ monitorInterval: seconds }: AlarmsInput): Problem[] {
  if (!isKnown(seconds) || Number(seconds) <= PERIOD_SECONDS) return [];
  return [error({
    code: 'alarmMonitorInterval',
    where: 'monitor',
    what: `must look at least every ${PERIOD_SECONDS / MINUTE} minutes, and looks every ${Number(seconds) / MINUTE}`,
    why: 'Alarms take what it tells in periods of so long, and would not see a load that is stalled',
    mend: 'Set its interval to 5 minutes or less',
  })];
}

interface WholeNumber {
  readonly code: string;
  readonly where: string;
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  readonly why: string;
}

function whole({ code, where, min, max, unit, why }: WholeNumber, value: unknown): Problem[] {
  if (!isKnown(value) || (Number.isInteger(value) && Number(value) >= min && Number(value) <= max)) return [];
  const of = unit === undefined ? '' : ` ${unit}`;
  return [rangeError({ code, where, what: `must be a whole number from ${min} to ${max}${of}, got ${show(value)}`, why })];
}

function periods(where: string, seconds: unknown, min: number): Problem[] {
  if (!isKnown(seconds) || (Number(seconds) % PERIOD_SECONDS === 0 && Number(seconds) >= min && Number(seconds) <= MAX_SUSTAINED)) return [];
  return [rangeError({
    code: 'alarmPeriods',
    where,
    what: `must be a multiple of 5 minutes, from ${min / MINUTE} minutes to ${MAX_SUSTAINED / HOUR} hours, got ${show(seconds)} seconds`,
    why: 'Alarms look at periods of 5 minutes',
  })];
}

function ascending(where: string, warning: unknown, critical: unknown, unit: string): Problem[] {
  if (!isKnown(warning) || !isKnown(critical) || Number(warning) < Number(critical)) return [];
  return [error({
    code: 'alarmOrder',
    where,
    what: `has a warning at ${show(warning)} ${unit} that is not below its critical threshold, ${show(critical)}`,
    why: 'Somebody would be woken before anybody was warned',
    mend: 'Give the critical threshold a higher value than the warning',
  })];
}

function rangeError(text: Omit<ProblemText, 'mend'>): Problem {
  return error({ ...text, mend: 'Set it in that range, or leave it out' });
}
