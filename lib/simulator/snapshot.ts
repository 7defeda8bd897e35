import { availableMemoryBytes, lagAt } from './latency';
import type { World } from './world';

/** A short look at everything, also at what DMS does not tell. */
export interface Snapshot {
  /** Milliseconds of the epoch. */
  readonly now: number;
  readonly nextDue?: number;
  readonly instances: readonly {
    readonly arn: string; readonly identifier: string; readonly status: string; readonly class: string; readonly availableMemoryBytes?: number;
  }[];
  readonly endpoints: readonly { readonly arn: string; readonly identifier: string; readonly type: string; readonly status: string }[];
  readonly tasks: readonly {
    readonly arn: string; readonly identifier: string; readonly status: string; readonly stage?: string; readonly stopReason?: string;
    readonly latencySeconds: number;
  }[];
  /** Serverless ones, if there are any. */
  readonly replications?: readonly { readonly arn: string; readonly identifier: string; readonly status: string; readonly isProvisioned: boolean }[];
}

/** @internal */
export function snapshotOf(world: World): Snapshot {
  const { now, agenda, instances, endpoints, tasks, replications } = world.state;
  return {
    now,
    ...agenda.length > 0 && { nextDue: agenda[0].at },
    instances: [...instances.values()].map((instance) => {
      const { arn, identifier, status, class: instanceClass } = instance;
      const available = availableMemoryBytes(world, instance);
      return { arn, identifier, status, class: instanceClass, ...available !== undefined && { availableMemoryBytes: available } };
    }),
    endpoints: [...endpoints.values()].map(({ arn, identifier, type, status }) => ({ arn, identifier, type, status })),
    tasks: [...tasks.values()].map(({ arn, identifier, status, stage, stopReason, lag }) => ({
      arn, identifier, status, ...stage !== undefined && { stage }, ...stopReason !== undefined && { stopReason }, latencySeconds: lagAt(lag, now),
    })),
    ...replications.size > 0 && {
      replications: [...replications.values()].map(({ arn, identifier, status, isProvisioned }) => ({ arn, identifier, status, isProvisioned })),
    },
  };
}
