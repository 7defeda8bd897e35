import { endpointFailure } from './connection-machine';
import { slowdown } from './instance-classes';
import { lagAt, settleInstance } from './latency';
import { endOfLoads, isUnfinished, planLoads, settleLoads, unloaded, type Plan } from './load';
import type { Task } from './state';
import type { World } from './world';

// What happens to tasks by themselves. Operations begin things and leave it to these functions to go on.

/** Words of [API, ReplicationTask.StopReason] that come up here. */
export type StopWord =
  | 'NORMAL' | 'FULL_LOAD_ONLY_FINISHED' | 'STOPPED_AFTER_FULL_LOAD' | 'STOPPED_AFTER_CACHED_EVENTS' | 'STOPPED_DUE_TO_LOW_MEMORY'
  | 'STOPPED_DUE_TO_LOW_DISK' | 'STOPPED_AT_SERVER_TIME' | 'STOPPED_AT_COMMIT_TIME' | 'RECONFIGURATION_RESTART';

/** Whether the task is doing what it was started for, or is about to. */
export function isActive({ status }: Task): boolean {
  return status === 'starting' || status === 'running' || status === 'stopping';
}

/** From now on it is `starting`; the rest happens by itself. */
export function beginStart(world: World, arn: string, startFlag: Task['startFlag']): Task {
  const task = world.changeTask(arn, { status: 'starting', startFlag, stopReason: undefined, lastFailure: undefined, afterReboot: undefined });
  world.cancel(arn);
  world.schedule('task-started', arn, world.now + world.draw(world.behaviour.durations.start));
  settleInstance(world, task.instanceArn);
  return task;
}

export function taskStarted(world: World, arn: string): void {
  const task = world.task(arn);
  const unreachable = [task.sourceArn, task.targetArn].map((endpoint) => endpointFailure(world, endpoint)).find((failure) => failure !== undefined);
  if (unreachable !== undefined) return fail(world, arn, unreachable);
  const fresh = task.startFlag === 'fresh start';
  const loads = task.type !== 'cdc';
  world.changeTask(arn, {
    status: 'running',
    runningSince: world.now,
    stage: task.stage ?? (loads ? 'load' : 'cdc'),
    ...fresh && {
      freshStartAt: world.now,
      stoppedAt: undefined,
      loadStartedAt: world.now,
      loadFinishedAt: loads ? undefined : world.now,
      // Tables of a task that only captures changes count as loaded [API, DescribeReplicationTasks, example 3].
      tables: unloaded(task.workload.tables.length, loads ? 'before' : 'completed'),
      boundaryStops: 0,
      lag: { seconds: 0, at: world.now, slope: 0 },
    },
  });
  world.emitOfTask(fresh ? 'started' : 'resumed', task);
  enterStage(world, arn);
}

/** Goes on with what its stage is. */
function enterStage(world: World, arn: string): void {
  const task = world.task(arn);
  switch (task.stage) {
    case 'load':
      planRest(world, task);
      break;
    case 'cached':
      world.schedule('cached-applied', arn, world.now + cachedMilliseconds(world, task));
      break;
    default:
      if (task.boundaryStops === 1 && world.behaviour.stopFlagAfterResume === 'again') {
        world.schedule('caught-up', arn, world.now + cachedMilliseconds(world, task));
      }
      watchStopPosition(world, task);
      planRestOfReload(world, task);
  }
  settleInstance(world, task.instanceArn);
}

function planFor(world: World, { instanceArn, workload, read }: Task): Plan {
  const { firstClass, class: instanceClass } = world.instance(instanceArn);
  return { now: world.now, lanes: read.maxSubTasks, slowdown: slowdown(workload.measuredOn ?? firstClass, instanceClass) };
}

function planRest(world: World, task: Task): void {
  const tables = planLoads(task.tables, task.workload.tables, isUnfinished, planFor(world, task));
  world.changeTask(task.arn, { tables });
  world.schedule('load-ended', task.arn, endOfLoads(tables, world.now));
}

/** A reload that a stop has cut short is done when the task goes on [derived from what resuming does to a load]. */
function planRestOfReload(world: World, task: Task): void {
  if (!task.tables.some(isUnfinished)) return;
  const reloads = task.tables.map((table) => (isUnfinished(table) ? { ...table, reloaded: true } : table));
  world.changeTask(task.arn, { tables: planLoads(reloads, task.workload.tables, isUnfinished, planFor(world, task)) });
}

function cachedMilliseconds(world: World, task: Task): number {
  return Math.round(task.workload.cachedChangesSeconds * planFor(world, task).slowdown * 1000);
}

/** `server_time:2018-02-09T12:12:12` or `commit_time:...` [API, StartReplicationTask.CdcStopPosition] */
export function stopPosition(position: string | undefined): { readonly at: number; readonly word: StopWord } | undefined {
  const [, clock, time] = /^(server_time|commit_time):\s*(\S+?)Z?$/.exec(position ?? '') ?? [];
  const at = Date.parse(`${time}Z`);
  return Number.isNaN(at) ? undefined : { at, word: clock === 'server_time' ? 'STOPPED_AT_SERVER_TIME' : 'STOPPED_AT_COMMIT_TIME' };
}

function watchStopPosition(world: World, { arn, cdcStopPosition }: Task): void {
  const position = stopPosition(cdcStopPosition);
  if (position !== undefined) world.schedule('stop-position', arn, position.at);
}

/** All tables are loaded, as well as they can be. */
export function loadEnded(world: World, arn: string): void {
  const task = world.task(arn);
  world.changeTask(arn, { tables: settleLoads(task.tables, task.workload.tables, world.now), loadFinishedAt: world.now });
  if (task.type === 'full-load') return stopItself(world, arn, 'FULL_LOAD_ONLY_FINISHED');
  world.changeTask(arn, { stage: 'cached' });
  if (task.read.stopCachedNotApplied) return stopItself(world, arn, 'STOPPED_AFTER_FULL_LOAD');
  enterStage(world, arn);
}

/** What was cached during the load is in the target: the boundary. */
export function cachedApplied(world: World, arn: string): void {
  const task = world.task(arn);
  const seconds = lagAt(task.lag, world.now) + task.workload.backlogSeconds;
  world.changeTask(arn, { stage: 'cdc', lag: { seconds, at: world.now, slope: 0 } });
  if (task.read.stopCachedApplied) return stopAtBoundary(world, arn);
  enterStage(world, arn);
}

export function stopAtBoundary(world: World, arn: string): void {
  world.changeTask(arn, { boundaryStops: world.task(arn).boundaryStops + 1 });
  stopItself(world, arn, world.behaviour.boundaryStopReason);
}

/** It is `stopped` without having been `stopping`, as finished loads are seen to be [aws-sdk-ruby#2492]. */
export function stopItself(world: World, arn: string, reason: StopWord): void {
  endRun(world, arn, { status: 'stopped', stopReason: `Stop Reason ${reason}` });
  world.emitOfTask('stopped', world.task(arn));
}

export function reachedStopPosition(world: World, arn: string): void {
  stopItself(world, arn, stopPosition(world.task(arn).cdcStopPosition)?.word ?? 'NORMAL');
}

/** StopReplicationTask is through. */
export function taskStopped(world: World, arn: string): void {
  const { stopReasonAfterStopCall } = world.behaviour;
  if (stopReasonAfterStopCall === 'NORMAL') return stopItself(world, arn, 'NORMAL');
  endRun(world, arn, { status: 'stopped', stopReason: undefined });
  world.emitOfTask('stopped', world.task(arn));
}

/** A failed task has a free text as its stop reason, with the words of the reason in its middle [recorded 2023-04-19]. */
export function fail(world: World, arn: string, message: string): void {
  endRun(world, arn, {
    status: 'failed', lastFailure: `Last Error ${message}`, stopReason: `Last Error ${message} Stop Reason FATAL_ERROR Error Level FATAL`,
  });
  world.emitOfTask('failed', world.task(arn));
}

/** Whatever it was at, it is no longer: tables in load are cancelled, and nothing more happens by itself. */
function endRun(world: World, arn: string, change: Pick<Task, 'status' | 'stopReason'> & Partial<Task>): void {
  const task = world.task(arn);
  world.cancel(arn);
  world.changeTask(arn, {
    ...change,
    afterReboot: undefined,
    stoppedAt: world.now,
    tables: settleLoads(task.tables, task.workload.tables, world.now),
    ...task.type !== 'full-load' && { recoveryCheckpoint: checkpoint(world) },
  });
  settleInstance(world, task.instanceArn);
}

/** [API, ReplicationTask.RecoveryCheckpoint] shows one of this form for MySQL. */
function checkpoint(world: World): string {
  return `checkpoint:V1#27#mysql-bin-changelog.${String(world.now).slice(0, 6)}:${world.now % 1_000_000}:-1:2002:${world.now}:mysql-bin-changelog#0#0#*#0#93`;
}

/** It will not go on with what it does: from now on it is `stopping`. */
export function beginStop(world: World, arn: string): Task {
  const { tables, workload, instanceArn } = world.task(arn);
  world.cancel(arn);
  const task = world.changeTask(arn, { status: 'stopping', stopReason: undefined, afterReboot: undefined, tables: settleLoads(tables, workload.tables, world.now) });
  world.schedule('task-stopped', arn, world.now + world.draw(world.behaviour.durations.stop));
  settleInstance(world, instanceArn);
  return task;
}

/** Tables that are loaded once more while the task goes on; if it is loading, its load ends when they are done, too. */
export function reloadTables(world: World, arn: string, chosen: (index: number) => boolean): void {
  const task = world.task(arn);
  const settled = task.stage === 'load' ? task.tables : settleLoads(task.tables, task.workload.tables, world.now);
  const reset = settled.map((table, index) => (chosen(index) ? { ...table, reloaded: true } : table));
  const tables = planLoads(reset, task.workload.tables, (_, index) => chosen(index), planFor(world, task));
  world.changeTask(arn, { tables });
  if (task.stage === 'load') {
    world.cancel(arn, 'load-ended');
    world.schedule('load-ended', arn, endOfLoads(tables, world.now));
  }
  world.emitOfTask('reloadRequested', task);
}

/** What a reboot of its instance does to a task that is active. */
export function interrupt(world: World, task: Task): void {
  const { runningTasksOnClassChange, loadingTasksOnClassChange, statusDuringReboot } = world.behaviour;
  if (task.status !== 'running' && task.status !== 'starting') return;
  const loading = task.type !== 'cdc' && (task.stage === undefined || task.stage === 'load');
  const fate = loading ? loadingTasksOnClassChange : runningTasksOnClassChange;
  if (fate === 'fail') return fail(world, task.arn, 'Replication task was interrupted by a reboot of its replication instance.');
  if (fate === 'stop') return stopItself(world, task.arn, 'RECONFIGURATION_RESTART');
  world.cancel(task.arn);
  world.changeTask(task.arn, {
    afterReboot: fate === 'error' ? 'resume-with-errors' : 'resume',
    tables: settleLoads(task.tables, task.workload.tables, world.now),
    ...statusDuringReboot === 'failed' && { status: 'failed' },
  });
}

/** The instance is back. */
export function goOnAfterReboot(world: World, { arn, afterReboot, tables, startFlag }: Task): void {
  if (afterReboot === undefined) return;
  if (afterReboot === 'resume-with-errors') {
    world.changeTask(arn, { tables: tables.map((table) => (isUnfinished(table) ? { ...table, state: 'error' } : table)) });
  }
  // A task that had not begun yet begins now.
  beginStart(world, arn, world.task(arn).stage === undefined ? startFlag : 'resume');
}
