import { EMPTY_MEMORY, type Flip, type Memory, type PendingAnswer } from '../../../lib/control/phase-scaling/memory';
import type { Policy } from '../../../lib/control/phase-scaling/policy';
import { situate, type Observation, type Situation } from '../../../lib/control/phase-scaling/situation';
import type { SeenInstance, SeenTask, TaskProgress } from '../../../lib/control/phase-scaling/world';
import { LARGE, POLICY, SMALL } from './account';

/** A moment at which everything else has happened long ago. */
export const NOW = Date.UTC(2026, 0, 5, 12);
export const LONG_AGO = NOW - 10 * 3_600_000;
export const ORDERS = 'arn:aws:dms:us-east-1:123456789012:task:ORDERS';
export const CUSTOMERS = 'arn:aws:dms:us-east-1:123456789012:task:CUSTOMERS';

/** An instance of the class for the load, at rest. */
export function instance(change: Partial<SeenInstance> = {}): SeenInstance {
  return { arn: 'arn:aws:dms:us-east-1:123456789012:rep:ORDERS', class: LARGE, status: 'available', otherPending: [], ...change };
}

type TaskChange = Partial<Omit<SeenTask, 'progress'>> & { readonly progress?: Partial<TaskProgress> };

/** A task that has loaded its three tables and runs. */
export function task({ progress, ...change }: TaskChange = {}): SeenTask {
  const arn = change.arn ?? ORDERS;
  return {
    arn,
    identifier: arn.split(':').pop()!.toLowerCase(),
    migrationType: 'full-load-and-cdc',
    status: 'running',
    sourceEndpointArn: 'source',
    targetEndpointArn: 'target',
    ...change,
    progress: {
      percent: 100, tablesLoaded: 3, tablesLoading: 0, tablesQueued: 0, tablesErrored: 0, freshStart: LONG_AGO, started: LONG_AGO, ...progress,
    },
  };
}

/** The same in the middle of its load. */
export function loadingTask(change: TaskChange = {}): SeenTask {
  return task({ ...change, progress: { percent: 40, tablesLoaded: 1, tablesLoading: 1, tablesQueued: 1, ...change.progress } });
}

/** The same, stopped by itself at its boundary. */
export function boundaryTask(change: TaskChange = {}): SeenTask {
  return task({ status: 'stopped', stopReason: 'STOPPED_AFTER_CACHED_EVENTS', ...change, progress: { stopped: NOW - 60_000, ...change.progress } });
}

export function memory(change: Partial<Memory> = {}): Memory {
  return { ...EMPTY_MEMORY, ...change };
}

/** A memory in which the loads of tasks are over, and their boundaries behind them. */
export function loaded(...arns: readonly string[]): Pick<Memory, 'boundaries' | 'loads'> {
  const tasks = arns.length === 0 ? [ORDERS] : arns;
  return {
    boundaries: Object.fromEntries(tasks.map((arn) => [arn, { load: LONG_AGO, is: 'passed', at: LONG_AGO }])),
    loads: Object.fromEntries(tasks.map((arn) => [arn, { load: LONG_AGO, at: LONG_AGO }])),
  };
}

/** The downsize, begun a minute ago. */
export function flip(change: Partial<Flip> = {}): Flip {
  return { phase: 'cdc', from: LARGE, to: SMALL, cause: 'boundary', began: NOW - 60_000, pausedSince: NOW - 60_000, ...change };
}

export interface Given extends Partial<Omit<Observation, 'world' | 'memory'>> {
  readonly instance?: Partial<SeenInstance>;
  readonly tasks?: readonly SeenTask[];
  readonly memory?: Partial<Memory>;
}

export function observe({ instance: seen, tasks = [task()], memory: remembered, ...looked }: Given = {}): Observation {
  return { world: { instance: instance(seen), tasks }, memory: memory(remembered), ...looked };
}

export function situation(given: Given = {}, policy: Partial<Policy> = {}): Situation {
  return situate(observe(given), { ...POLICY, ...policy }, instance(given.instance), NOW);
}

/** A request of CloudFormation that came a minute ago. */
export function pending(change: Partial<PendingAnswer> = {}): PendingAnswer {
  return {
    part: 'Class', requestType: 'Update', responseUrl: 'https://answers.example/1?signature=secret', stackId: 'stack', requestId: 'request', logicalResourceId: 'Class',
    physicalResourceId: 'orders/Class', since: NOW - 60_000, fullLoadClass: LARGE, instanceChanges: false, ...change,
  };
}
