import { isMissing, type Values } from './aggregation';
import type { AlarmState, TreatMissingData } from './alarm-definitions';

/** How an alarm judges the values of its evaluation range. */
export interface Judgement {
  /** Evaluation periods, N. */
  readonly periods: number;
  /** Data points to alarm, M. */
  readonly datapoints: number;
  readonly missing: TreatMissingData;
  readonly breaches: (value: number) => boolean;
}

export interface Verdict {
  /** `unchanged` retains the state in which the alarm is. */
  readonly state: AlarmState | 'unchanged';
  /** Data points that were looked at, at most N. */
  readonly found: number;
  /** How many of them breach. */
  readonly breaching: number;
}

/**
 * Judges the values of an evaluation range, the oldest first.
 *
 * All from [CloudWatch User Guide, Configuring how CloudWatch alarms treat missing data]: more values than N are retrieved, and of those
 * that exist the youngest N count, from farther back if need be, so that as few as possible are filled in. What is filled in comes only
 * to the count; where in time it would be makes no difference.
 */
export function judge(values: Values, { periods, datapoints, missing, breaches }: Judgement): Verdict {
  let [found, breaching, oldest] = [0, 0, 0];
  for (let age = 1; age <= values.length && found < periods; age++) {
    const value = values[values.length - age];
    if (isMissing(value)) continue;
    found += 1;
    if (breaches(value)) breaching += 1;
    oldest = age;
  }
  const counted = breaching + (missing === 'breaching' ? periods - found : 0);
  if (counted >= datapoints) return { state: 'ALARM', found, breaching };
  const isDecided = found === periods || missing === 'breaching' || missing === 'notBreaching' || breaching < found;
  return { state: isDecided ? 'OK' : undecided(missing, found, oldest >= datapoints), found, breaching };
}

/**
 * Fewer than M data points breach, there are fewer than N, and none is within the threshold.
 *
 * An alarm goes to ALARM "when the oldest available breaching datapoint [...] is at least as old as the value of Datapoints to Alarm, and
 * all other more recent data points are breaching or missing" [ibid., Avoiding premature transitions to alarm state]. Read by itself that
 * also fits `0 - X - -` of a 2 out of 3 alarm, for which the table has OK: so any data point within the threshold is held to speak
 * against it. Where it is too young, the guide only says that the alarm "does not go immediately into ALARM state"; an edition of 2019 has
 * such a row in its tables, with INSUFFICIENT_DATA. Missing data that is to be ignored retains the state in all these rows.
 */
function undecided(missing: TreatMissingData, found: number, oldEnough: boolean): Verdict['state'] {
  if (missing === 'ignore') return 'unchanged';
  return found > 0 && oldEnough ? 'ALARM' : 'INSUFFICIENT_DATA';
}
