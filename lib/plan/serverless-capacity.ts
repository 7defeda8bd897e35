/** DMS capacity units that a serverless replication can have [DMS API reference, ComputeConfig]. */
export const CAPACITY_UNITS: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384];

/** Memory of one unit [same page]. */
const GIB_PER_UNIT = 2;

export const MIN_UNITS = 1;
/** AWS recommends the largest: what is not used is not paid for [DMS User Guide, Tuning autoscaling in AWS DMS serverless]. */
export const MAX_UNITS = 384;

/** Memory of the instance classes that would do, in GiB. */
export interface CapacityNeed {
  readonly fullLoadGiB: number;
  readonly cdcGiB: number;
}

/**
 * The units that stand in for an instance: at least those with the memory of its class for CDC, since a unit that is missing in a burst of changes
 * takes its time to come; at most those with the memory of its class for the load, twice, which leaves room to scale before anything fails [derived
 * from Tuning autoscaling in AWS DMS serverless, which has no figures].
 */
export function capacityFor({ fullLoadGiB, cdcGiB }: CapacityNeed): { readonly min: number; readonly max: number } {
  const min = unitsWith(cdcGiB);
  return { min, max: Math.max(min, unitsWith(2 * fullLoadGiB)) };
}

/** The fewest units with that much memory, or the most that there are. */
function unitsWith(memoryGiB: number): number {
  return CAPACITY_UNITS.find((units) => units * GIB_PER_UNIT >= memoryGiB) ?? MAX_UNITS;
}
