import { endpointFailure } from './connection-machine';
import { endOfLoads, isUnfinished, planLoads, settleLoads, unloaded } from './load';
import type { Replication, ReplicationStatus } from './state';
import type { StopWord } from './task-machine';
import type { World } from './world';

// What happens to serverless replications by themselves. Events of theirs are not simulated: their ids are not documented.

/** On the way to `running`, one after the other [DMS User Guide, CHAP_Serverless.Components; names as LocalStack has recorded them in 2025]. */
const WAY = [
  'initializing', 'preparing_metadata_resources', 'testing_connection', 'fetching_metadata', 'calculating_capacity', 'provisioning_capacity',
  'replication_starting',
] as const satisfies readonly ReplicationStatus[];

type OnTheWay = (typeof WAY)[number];

function isOnTheWay(status: ReplicationStatus): status is OnTheWay {
  return (WAY as readonly string[]).includes(status);
}

/** Whether the replication is doing what it was started for, or is about to. */
export function isReplicating({ status }: Replication): boolean {
  return status === 'running' || status === 'stopping' || isOnTheWay(status);
}

/** From now on it is on its way to `running`; after a stop it goes all of it again [derived: nothing says otherwise]. */
export function beginReplication(world: World, arn: string, fresh: boolean): Replication {
  world.cancel(arn);
  const { stage } = world.replication(arn);
  const replication = world.changeReplication(arn, {
    status: 'initializing', fresh: fresh || stage === undefined, stopReason: undefined, failures: [], deprovisionAt: undefined,
    ...fresh && { stage: undefined },
  });
  world.schedule('replication-step', arn, world.now + world.draw(world.behaviour.durations.replicationStep));
  return replication;
}

export function replicationStep(world: World, arn: string): void {
  const { status, sourceArn, targetArn, minUnits } = world.replication(arn);
  if (status === 'testing_connection') {
    const failure = [sourceArn, targetArn].map((endpoint) => endpointFailure(world, endpoint)).find((each) => each !== undefined);
    if (failure !== undefined) return failReplication(world, arn, failure);
  }
  if (!isOnTheWay(status)) return;
  const next = WAY[WAY.indexOf(status) + 1];
  if (next === undefined) return run(world, arn);
  const { replicationStep: step, provisioning } = world.behaviour.durations;
  world.changeReplication(arn, { status: next, ...next === 'replication_starting' && { capacityUnits: minUnits, isProvisioned: true, wasProvisioned: true } });
  world.schedule('replication-step', arn, world.now + world.draw(next === 'provisioning_capacity' ? provisioning : step));
}

function run(world: World, arn: string): void {
  const { type, workload, fresh, stage, tables } = world.replication(arn);
  const loads = type !== 'cdc';
  const replication = world.changeReplication(arn, {
    status: 'running',
    startedAt: world.now,
    stage: stage ?? (loads ? 'load' : 'cdc'),
    ...fresh && { freshStartAt: world.now, tables: unloaded(workload.tables.length, loads ? 'before' : 'completed') },
    ...!fresh && { tables },
  });
  if (replication.stage !== 'load') return;
  const planned = planLoads(replication.tables, workload.tables, isUnfinished, { now: world.now, lanes: replication.read.maxSubTasks, slowdown: 1 });
  world.changeReplication(arn, { tables: planned });
  world.schedule('replication-loaded', arn, endOfLoads(planned, world.now));
}

export function replicationLoaded(world: World, arn: string): void {
  const { type, tables, workload, read } = world.replication(arn);
  world.changeReplication(arn, { tables: settleLoads(tables, workload.tables, world.now), stage: 'cdc' });
  if (type === 'full-load') return endReplication(world, arn, 'FULL_LOAD_ONLY_FINISHED');
  if (read.stopCachedNotApplied) return endReplication(world, arn, 'STOPPED_AFTER_FULL_LOAD');
  if (read.stopCachedApplied) endReplication(world, arn, 'STOPPED_AFTER_CACHED_EVENTS');
}

export function beginStopOfReplication(world: World, arn: string): Replication {
  world.cancel(arn);
  const replication = world.changeReplication(arn, { status: 'stopping' });
  world.schedule('replication-stopped', arn, world.now + world.draw(world.behaviour.durations.stop));
  return replication;
}

/** What it was loading is loaded again when it goes on; its compute stays for a while [API, StopReplication, ReplicationDeprovisionTime]. */
export function endReplication(world: World, arn: string, word: StopWord): void {
  end(world, arn, { status: 'stopped', stopReason: `Stop Reason ${word}` });
}

export function failReplication(world: World, arn: string, failure: string): void {
  end(world, arn, { status: 'failed', failures: [failure], stopReason: 'Stop Reason FATAL_ERROR' });
}

function end(world: World, arn: string, change: Partial<Replication>): void {
  world.cancel(arn);
  const { tables, workload, isProvisioned } = world.replication(arn);
  const deprovisionAt = isProvisioned ? world.now + world.draw(world.behaviour.durations.deprovisioning) : undefined;
  world.changeReplication(arn, { ...change, tables: settleLoads(tables, workload.tables, world.now), stoppedAt: world.now, deprovisionAt });
  if (deprovisionAt !== undefined) world.schedule('replication-deprovisioned', arn, deprovisionAt);
}

/** With its compute go its statistics [DMS User Guide, CHAP_Serverless.Limitations]; where it is in the source's log stays. */
export function replicationDeprovisioned(world: World, arn: string): void {
  world.changeReplication(arn, { isProvisioned: false, capacityUnits: undefined, deprovisionAt: undefined });
}

export function replicationModified(world: World, arn: string): void {
  const { returnTo = 'created' } = world.replication(arn);
  world.changeReplication(arn, { status: returnTo, returnTo: undefined });
}
