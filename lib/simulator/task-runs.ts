import { tableAnswer, taskAnswer } from './answers';
import { isOlder } from './engine-versions';
import { invalidCombination, invalidState, invalidValue, quotaExceeded } from './fault';
import { listingShape, narrowed, page } from './listing';
import { tableState } from './load';
import { QUOTAS } from './quotas';
import { listOf, oneOf, operation, required, structure, text, time } from './shape';
import { connectionKey, type Task } from './state';
import { beginStart, beginStop, reloadTables } from './task-machine';
import { goBack, positions } from './tasks';
import type { World } from './world';

const START_TYPES = ['start-replication', 'resume-processing', 'reload-target'] as const;

/** Statuses in which a task that has run can be started again. */
const RESTARTABLE = ['stopped', 'failed', 'failed-move'];

/**
 * Which start is legal: the first is `start-replication`, a later one resumes or reloads; a task that only captures changes can be
 * started anew from another position [API, StartReplicationTask; terraform-provider-aws#24047].
 */
function requireLegalStart({ identifier, status, type, freshStartAt, startedAt }: Task, startType: (typeof START_TYPES)[number]): void {
  if (status !== 'ready' && !RESTARTABLE.includes(status)) {
    throw invalidState(`Replication Task ${identifier} cannot be started: its status is ${status}.`);
  }
  const neverRan = freshStartAt === undefined && (status === 'ready' || startedAt === undefined);
  if (neverRan && startType !== 'start-replication') {
    throw invalidCombination(`Start Type : ${startType.toUpperCase().replace('-', '_')}, valid only for tasks running more than once`);
  }
  if (!neverRan && startType === 'start-replication' && type !== 'cdc') {
    throw invalidCombination('Start Type : START_REPLICATION, valid only for tasks running for the first time');
  }
}

function requireReachableEnds(world: World, { instanceArn, sourceArn, targetArn }: Task): void {
  const { identifier, status } = world.instance(instanceArn);
  if (status !== 'available') throw invalidState(`Replication Instance ${identifier} is not available: its status is ${status}.`);
  if (!world.behaviour.connectionTestNeeded) return;
  for (const endpointArn of [sourceArn, targetArn]) {
    if (world.state.connections.get(connectionKey(instanceArn, endpointArn))?.status !== 'successful') {
      const endpoint = world.endpoint(endpointArn).identifier;
      throw invalidState(`Test connection for replication instance ${identifier} and endpoint ${endpoint} should be successful for starting the replication task`);
    }
  }
}

export const startReplicationTask = operation({
  ReplicationTaskArn: required(text()),
  StartReplicationTaskType: required(oneOf(START_TYPES)),
  CdcStartTime: time,
  CdcStartPosition: text(),
  CdcStopPosition: text(),
}, (world, input) => {
  const before = world.task(input.ReplicationTaskArn);
  const from = positions(input);
  requireLegalStart(before, input.StartReplicationTaskType);
  requireReachableEnds(world, before);
  const anew = input.StartReplicationTaskType !== 'resume-processing';
  world.changeTask(before.arn, { ...from, startedAt: world.now, ...anew && { stage: undefined } });
  // A task that failed before it ever ran has nothing to resume.
  const task = beginStart(world, before.arn, anew || before.freshStartAt === undefined ? 'fresh start' : 'resume');
  return { ReplicationTask: taskAnswer(world, task) };
});

/** A task that is still `starting` is not running: its stop was refused [recorded in a project's notes]. */
export const stopReplicationTask = operation({ ReplicationTaskArn: required(text()) }, (world, { ReplicationTaskArn }) => {
  const { arn, status } = world.task(ReplicationTaskArn);
  if (status !== 'running') throw invalidState(`Replication Task ${arn} is not running: its status is ${status}.`);
  return { ReplicationTask: taskAnswer(world, beginStop(world, arn)) };
});

/** [DMS User Guide, CHAP_Tasks.Moving] */
export const moveReplicationTask = operation({
  ReplicationTaskArn: required(text()), TargetReplicationInstanceArn: required(text()),
}, (world, { ReplicationTaskArn, TargetReplicationInstanceArn }) => {
  const before = world.task(ReplicationTaskArn);
  const source = world.instance(before.instanceArn);
  const target = world.instance(TargetReplicationInstanceArn);
  if (!RESTARTABLE.includes(before.status)) throw invalidState(`Replication Task ${before.identifier} cannot be moved while its status is ${before.status}.`);
  if (target.arn === source.arn) throw invalidCombination('The target replication instance must be different from the current replication instance.');
  if (target.status !== 'available') throw invalidState(`Replication Instance ${target.identifier} is not available: its status is ${target.status}.`);
  if (isOlder(target.engineVersion, source.engineVersion)) {
    throw invalidCombination(`The engine version ${target.engineVersion} of the target replication instance is lower than ${source.engineVersion}.`);
  }
  if (world.tasksOf(target.arn).length >= QUOTAS.ReplicationTasksPerInstance) throw quotaExceeded('Replication tasks per instance quota exceeded.');
  const task = world.changeTask(before.arn, { status: 'moving', returnTo: before.status, moveTarget: target.arn });
  world.schedule('task-moved', before.arn, world.now + world.draw(world.behaviour.durations.moveTask));
  return { ReplicationTask: taskAnswer(world, task) };
});

/** Without room for it, or without its target, a task stays where it is, as `failed-move`. */
export function taskMoved(world: World, arn: string): void {
  const { moveTarget = '' } = world.task(arn);
  const arrived = world.state.instances.get(moveTarget)?.status === 'available';
  if (arrived) {
    goBack(world, arn);
    world.changeTask(arn, { instanceArn: moveTarget, moveTarget: undefined });
  } else {
    world.changeTask(arn, { status: 'failed-move', returnTo: undefined, moveTarget: undefined });
  }
}

/** Only of a task that runs, and at most 10 tables a call [DMS User Guide, CHAP_Tasks.ReloadTables]. */
export const reloadTablesOperation = operation({
  ReplicationTaskArn: required(text()),
  TablesToReload: required(listOf(structure({ SchemaName: required(text()), TableName: required(text()) }), 10)),
  ReloadOption: oneOf(['data-reload', 'validate-only']),
}, (world, { ReplicationTaskArn, TablesToReload, ReloadOption = 'data-reload' }) => {
  const { arn, identifier, status, stage, workload } = world.task(ReplicationTaskArn);
  if (status !== 'running') throw invalidState(`Replication Task ${identifier} is not running: its status is ${status}.`);
  const chosen = TablesToReload.map(({ SchemaName, TableName }) => {
    const index = workload.tables.findIndex(({ schema, name }) => schema === SchemaName && name === TableName);
    if (index < 0) throw invalidValue(`Table ${SchemaName}.${TableName} is not part of replication task ${identifier}.`);
    return index;
  });
  if (ReloadOption === 'data-reload' && stage !== undefined) reloadTables(world, arn, (index) => chosen.includes(index));
  return { ReplicationTaskArn: arn };
});

export const describeTableStatistics = operation({
  ReplicationTaskArn: required(text()), ...listingShape(500),
}, (world, { ReplicationTaskArn, ...input }) => {
  const task = world.task(ReplicationTaskArn);
  const tables = task.tables.map((table, index) => ({ table, work: task.workload.tables[index] }));
  // That filters which no table passes give an empty list is unverified.
  const found = narrowed(tables, input.Filters, {
    'schema-name': ({ work }) => work.schema,
    'table-name': ({ work }) => work.name,
    'table-state': ({ table, work }) => tableState(table, work, world.now),
  });
  const { items, marker } = page(found, ({ work }) => `${work.schema}.${work.name}`, input);
  return { ReplicationTaskArn: task.arn, TableStatistics: items.map(({ table, work }) => tableAnswer(world, task, table, work)), ...marker };
});

export const startReplicationTaskAssessment = operation({ ReplicationTaskArn: required(text()) }, (world, { ReplicationTaskArn }) => {
  const { arn, status, identifier } = world.task(ReplicationTaskArn);
  if (status !== 'ready' && status !== 'stopped' && status !== 'failed') {
    throw invalidState(`Replication Task ${identifier} cannot be assessed while its status is ${status}.`);
  }
  const task = world.changeTask(arn, { status: 'testing', returnTo: status });
  world.schedule('task-assessed', arn, world.now + world.draw(world.behaviour.durations.assessTask));
  return { ReplicationTask: taskAnswer(world, task) };
});
