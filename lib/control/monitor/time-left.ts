/**
 * How much longer a full load takes.
 *
 * DMS tells of each table how many rows are loaded, and since when, but not how many there are. All that it tells of the rest is a percentage,
 * which it reckons from the statistics of the source [DMS User Guide, CHAP_Monitoring]; whether of rows, of bytes or of tables, it does not
 * say. Two estimates come of it:
 *
 * - by work: what was loaded took so many seconds of lanes; what is left takes its share of that, by the lanes that are at work.
 * - by speed: what is left in rows, by the rows a second of the tables that are being loaded now.
 *
 * Either is of a load whose lanes all end together. They do not: the last table is alone in the end, and the later it is, the more of the
 * rest is in few tables. And statistics are out of date. How far this goes was measured on generated loads: see bench/monitor. Neither
 * estimate looks at when the task was started, so a pause does no harm.
 */
import type { LookedTable } from './look';

/** Seconds. */
export interface TimeLeft {
  readonly low: number;
  readonly high: number;
}

/** Below, too little is done to go by; above, so little is left that the percentage, which is whole, does not say how much. */
const PERCENT = { min: 3, max: 98 };
/** A table that was begun just now has shown no speed yet. */
const LEAST_MILLISECONDS = 1000;

/**
 * The bounds as shares of the estimate: those which are narrowest, and hold for nine looks of ten at generated loads. With more lanes, the last
 * one ends later, by a power of their number; and the nearer the end, by a power of what is done over what is left, the more is in few tables.
 */
const LOW = { share: 0.42, lanes: 0.2, odds: 0.1 };
const HIGH = { share: 1.9, lanes: 0.4, odds: 0.15 };

/** The states of a table whose rows are being loaded [AWS SDK, TableStatistics.TableState]. */
const LOADING = ['Full load', 'Table is being reloaded'];

/** Bounds of the time that is left; undefined while too little is known. */
export function timeLeft(percent: number | undefined, tables: readonly LookedTable[], now: number): TimeLeft | undefined {
  if (percent === undefined || percent < PERCENT.min || percent > PERCENT.max) return undefined;
  const { lanes, rows, rowsPerMillisecond, work } = readLoad(tables, now);
  if (rowsPerMillisecond === 0) return undefined;
  const done = (percent + 0.5) / 100; // the percentage is rounded down
  const odds = done / (1 - done);
  const estimate = Math.sqrt(work / lanes * (rows / rowsPerMillisecond)) / odds / 1000;
  return { low: estimate * bound(LOW, lanes, odds), high: estimate * bound(HIGH, lanes, odds) };
}

function bound(of: typeof LOW, lanes: number, odds: number): number {
  return of.share * lanes ** of.lanes * odds ** of.odds;
}

interface LoadSoFar {
  /** Tables that are being loaded. */
  readonly lanes: number;
  readonly rows: number;
  readonly rowsPerMillisecond: number;
  /** Milliseconds, over all lanes. */
  readonly work: number;
}

function readLoad(tables: readonly LookedTable[], now: number): LoadSoFar {
  let [lanes, rows, rowsPerMillisecond, work] = [0, 0, 0, 0];
  for (const { state, rows: loaded, loadStarted, loadEnded } of tables) {
    rows += loaded;
    if (loadStarted === undefined) continue;
    if (LOADING.includes(state)) {
      const age = Math.max(LEAST_MILLISECONDS, now - loadStarted);
      lanes++;
      work += age;
      rowsPerMillisecond += loaded / age;
    } else {
      work += Math.max(0, (loadEnded ?? loadStarted) - loadStarted);
    }
  }
  return { lanes, rows, rowsPerMillisecond, work };
}
