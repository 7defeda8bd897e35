import type { LoadEstimate } from './data';
import type { MeasuredLoad } from './measured';
import { LIKELY_GB_PER_HOUR } from './task-choice';
import type { TaskSet } from './tasks';

/**
 * What one of the tables that load at once gets, in GB (10^9 bytes) an hour. Public measurements are few, and none but the likely one says how many
 * tables loaded at once:
 * - slowest: DMS Serverless with 4 DCU, MySQL to S3, about 6 GB an hour in all, taken as eight at once [a user's post, 2026, who extrapolated it].
 * - likely: see LIKELY_GB_PER_HOUR.
 * - fastest: MySQL to S3 with 49 threads, 250 to 300 MiB/s in all [AWS DMS step-by-step walkthroughs, MySQL to S3].
 */
const SLOWEST_GB_PER_HOUR = 0.75;
const FASTEST_GB_PER_HOUR = 20;
/** No faster load is on record. */
const CEILING_GB_PER_HOUR = 1000;
/** Share of tables that a measured range leaves out at each end, where there are enough of them. */
const TAIL = 0.1;

export interface EstimateInputs {
  readonly set: TaskSet;
  readonly bytes: number;
  readonly parallelTables: number;
  readonly largestPiece: { readonly key: string; readonly bytes: number };
  /** Bytes of a row, by `schema.table`. */
  readonly rowBytes: (key: string) => number | undefined;
  readonly measuredGBPerHour?: number;
  readonly measured?: MeasuredLoad;
}

interface Rates {
  /** GB an hour for one of the tables that load at once. */
  readonly slowest: number;
  readonly likely: number;
  readonly fastest: number;
  readonly assumptions: readonly string[];
}

/** How long the full load takes, as a range. */
export function estimateLoad(inputs: EstimateInputs): LoadEstimate {
  const { set, bytes, parallelTables, largestPiece } = inputs;
  const { slowest, likely, fastest, assumptions } = ratesOf(inputs);
  const hours = (work: number, rate: number): number => round(work / 1e9 / rate);
  const alone = largestPiece.bytes >= set.makespan * 0.999;
  return {
    parallelTables,
    bytes,
    fastestHours: hours(set.makespan, fastest),
    likelyHours: hours(set.makespan, likely),
    slowestHours: hours(set.makespan, slowest),
    bottleneck: alone ? largestPiece.key : 'no single table: all that load at once are done at about the same time',
    assumptions: [
      ...assumptions,
      ...alone ? [`${largestPiece.key} has ${(largestPiece.bytes / 2 ** 30).toFixed(1)} GiB in one piece, and decides how long all takes`] : [],
      'LOBs that are looked up one by one load slower; by how much is not on record',
    ],
  };
}

/** Hours for which changes have to be cached: of a load at half the likely rate. */
export function cautiousHours({ likelyHours }: LoadEstimate): number {
  return 2 * likelyHours;
}

function ratesOf(inputs: EstimateInputs): Rates {
  const { measured, measuredGBPerHour, parallelTables, set } = inputs;
  const byTable = measured === undefined ? [] : measuredRates(measured, inputs.rowBytes);
  if (byTable.length > 0) return ofTables(byTable);
  if (measuredGBPerHour !== undefined) {
    const each = measuredGBPerHour / parallelTables;
    const busy = set.makespan / Math.max(1, set.leastMakespan);
    return {
      slowest: each, likely: each, fastest: each * busy,
      assumptions: [
        `a rehearsal of this load reached ${measuredGBPerHour} GB/h in all; the fastest has none of the tables that load at once idle at the end`,
        ...measured === undefined ? [] : [NOT_FOUND],
      ],
    };
  }
  const ceiling = CEILING_GB_PER_HOUR / parallelTables;
  return {
    slowest: SLOWEST_GB_PER_HOUR,
    likely: Math.min(LIKELY_GB_PER_HOUR, ceiling),
    fastest: Math.min(FASTEST_GB_PER_HOUR, ceiling),
    assumptions: [
      `nothing was measured: each of the ${parallelTables} tables that load at once gets ${SLOWEST_GB_PER_HOUR} to ${FASTEST_GB_PER_HOUR} GB/h, ${LIKELY_GB_PER_HOUR} likely. `
        + 'Loads on record reached 6 to 1000 GB/h in all; source, target and network decide more than the class does',
      ...measured === undefined ? [] : [NOT_FOUND],
    ],
  };
}

const NOT_FOUND = 'none of the measured tables has rows and bytes in the profile, so they are not counted';

function ofTables(rates: readonly { readonly rate: number; readonly bytes: number; readonly seconds: number }[]): Rates {
  const sorted = rates.map(({ rate }) => rate).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  const bytes = rates.reduce((sum, each) => sum + each.bytes, 0);
  const seconds = rates.reduce((sum, each) => sum + each.seconds, 0);
  const enough = rates.length >= 10;
  return {
    slowest: at(enough ? TAIL : 0),
    likely: (bytes / seconds) * 3.6e-6,
    fastest: at(enough ? 1 - TAIL : 1),
    assumptions: [
      `each of the tables that load at once gets what ${rates.length} measured ${rates.length === 1 ? 'table' : 'tables'} got: all together for the likely time, `
        + `${enough ? 'the tenth slowest and fastest' : 'the slowest and the fastest'} for the range`,
    ],
  };
}

function measuredRates({ tables }: MeasuredLoad, rowBytes: EstimateInputs['rowBytes']): { readonly rate: number; readonly bytes: number; readonly seconds: number }[] {
  return tables.flatMap(({ key, rows, seconds }) => {
    const each = rowBytes(key);
    return each === undefined || each === 0 ? [] : [{ rate: ((rows * each) / seconds) * 3.6e-6, bytes: rows * each, seconds }];
  });
}

function round(hours: number): number {
  return Math.round(hours * 100) / 100;
}
