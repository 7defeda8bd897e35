import { classFacts } from '../plan/instance-classes';
import type { Problem } from '../plan/problem';
import { capacityFor, MAX_UNITS, MIN_UNITS } from '../plan/serverless-capacity';
import { checkKind } from '../plan/value-kinds';
import { readProps } from '../private/read-props';
import type { _ObservedWorkload, InstanceSizing } from './instance-sizing';

/**
 * Between which capacities a serverless replication scales, in DMS capacity units of 2 GiB of memory each: 1, 2, 4, 8, 16, 32, 64, 128, 192, 256 or
 * 384.
 *
 * DMS scales up when memory runs short and down after a longer time of little use, never during a full load; only what is used is paid for.
 */
export class ServerlessCapacity {
  /**
   * From the smallest to the largest there is: what AWS recommends as a maximum. Nothing but the use limits the cost.
   */
  public static unlimited(): ServerlessCapacity {
    return new ServerlessCapacity(() => ({ min: MIN_UNITS, max: MAX_UNITS }));
  }

  /**
   * From the smallest up to a maximum. A burst of changes may have to wait until DMS has scaled up.
   *
   * @param max in DMS capacity units. One that is too small makes the replication fail for want of memory.
   */
  public static upTo(max: number): ServerlessCapacity {
    return ServerlessCapacity.between(MIN_UNITS, max);
  }

  /**
   * Between two capacities.
   *
   * @param min in DMS capacity units: what bursts of changes need. It is paid for at all times.
   * @param max in DMS capacity units.
   */
  public static between(min: number, max: number): ServerlessCapacity {
    return new ServerlessCapacity(() => ({ min, max }));
  }

  /**
   * As much as the replication instance would have that the sizing chooses: at least the memory of its class for CDC, and at most twice that of its
   * class for the load.
   *
   * @param sizing what the instance would have.
   */
  public static forSizing(sizing: InstanceSizing): ServerlessCapacity {
    const { given, problems } = readProps({ sizing }, { sizing: 'InstanceSizing' });
    return new ServerlessCapacity((workload) => {
      if (given.sizing === undefined) return { min: MIN_UNITS, max: MAX_UNITS };
      const { fullLoadClass, cdcClass } = given.sizing._decide(workload);
      const memory = (name: string): number | undefined => classFacts(name)?.memoryGiB;
      const fullLoadGiB = memory(fullLoadClass);
      if (fullLoadGiB === undefined) return { min: MIN_UNITS, max: MAX_UNITS };
      return capacityFor({ fullLoadGiB, cdcGiB: workload.cdc ? memory(cdcClass) ?? fullLoadGiB : 0 });
    }, sizing === undefined ? checkKind('sizing', sizing, 'InstanceSizing') : problems);
  }

  private constructor(
    /** @internal */
    public readonly _decide: (workload: _ObservedWorkload) => { readonly min: number; readonly max: number },
    /** @internal */
    public readonly _problems: Problem[] = [],
  ) {}
}
