import { CLASS_SIZES, type ClassSize } from './instance-classes';
import { availableMemoryBytes, lagAt } from './latency';
import { countLoads } from './load';
import type { Task } from './state';
import type { World } from './world';

/** An instance, with what CloudWatch would need to know of it. */
export interface InspectedInstance {
  readonly arn: string;
  readonly identifier: string;
  readonly status: string;
  readonly class: string;
  /** Absent for a class of which nothing is known. */
  readonly size?: ClassSize;
  readonly multiAz: boolean;
  readonly storageGiB: number;
  readonly availableMemoryBytes?: number;
}

/** A task, with what it does. */
export interface InspectedTask {
  readonly arn: string;
  readonly identifier: string;
  readonly instanceArn: string;
  readonly type: 'full-load' | 'cdc' | 'full-load-and-cdc';
  readonly status: string;
  /** Whether it works: it runs, and its instance does not reboot. */
  readonly works: boolean;
  readonly stage?: 'load' | 'cached' | 'cdc';
  readonly stopReason?: string;
  readonly lastFailure?: string;
  readonly latencySeconds: number;
  readonly tables: { readonly loaded: number; readonly loading: number; readonly queued: number; readonly errored: number };
  readonly percent: number;
  /** vCPU that keep pace with its changes. */
  readonly cdcVcpu: number;
  /** Rows that its load brings to the target each second, at this moment. */
  readonly rowsPerSecond: number;
}

/** A connection that was ever tested. */
export interface InspectedConnection {
  readonly instance: string;
  readonly endpoint: string;
  readonly status: string;
  readonly failure?: string;
}

/** A longer look at everything than a snapshot, for those who measure. */
export interface Inspection {
  readonly instances: readonly InspectedInstance[];
  readonly tasks: readonly InspectedTask[];
  readonly connections: readonly InspectedConnection[];
}

/** @internal */
export function inspect(world: World): Inspection {
  const { instances, endpoints, tasks, connections } = world.state;
  return {
    instances: [...instances.values()].map((instance) => {
      const { arn, identifier, status, class: instanceClass, multiAz, storageGiB } = instance;
      const size = CLASS_SIZES.get(instanceClass);
      const available = availableMemoryBytes(world, instance);
      return {
        arn, identifier, status, class: instanceClass, multiAz, storageGiB,
        ...size && { size }, ...available !== undefined && { availableMemoryBytes: available },
      };
    }),
    tasks: [...tasks.values()].map((task) => inspectTask(world, task)),
    connections: [...connections.values()].map(({ instanceArn, endpointArn, status, failure }) => ({
      instance: instances.get(instanceArn)?.identifier ?? instanceArn,
      endpoint: endpoints.get(endpointArn)?.identifier ?? endpointArn,
      status,
      ...failure !== undefined && { failure },
    })),
  };
}

function inspectTask(world: World, task: Task): InspectedTask {
  const { now, behaviour } = world;
  const { arn, identifier, instanceArn, type, status, stage, stopReason, lastFailure, lag, afterReboot } = task;
  const { percent, ...tables } = countLoads(task.tables, task.workload.tables, now, behaviour.reloadCountsAsLoading);
  const works = status === 'running' && afterReboot === undefined;
  return {
    arn, identifier, instanceArn, type, status, works, tables, percent,
    ...stage !== undefined && { stage }, ...stopReason !== undefined && { stopReason }, ...lastFailure !== undefined && { lastFailure },
    latencySeconds: lagAt(lag, now),
    cdcVcpu: task.workload.cdcVcpu,
    rowsPerSecond: works ? rowsPerSecond(task, now) : 0,
  };
}

function rowsPerSecond({ tables, workload }: Task, now: number): number {
  return tables.reduce((sum, { state, start = now, end = now }, index) => (
    state === 'planned' && start <= now && now < end ? sum + ((workload.tables[index].rows ?? 1000) * 1000) / (end - start) : sum
  ), 0);
}
