import { taskAnswer } from './answers';
import { alreadyExists, invalidCombination, invalidState, invalidValue, notFound, quotaExceeded } from './fault';
import { filtered, listingShape, page } from './listing';
import { QUOTAS } from './quotas';
import { flag, identifier, oneOf, operation, required, resourceIdentifier, text, time } from './shape';
import type { Task } from './state';
import { putTags, tagsMember } from './tags';
import { stopPosition } from './task-machine';
import { differInSeveritiesOnly, readSettings, settingsOnCreate, settingsOnModify } from './task-settings';
import { fullWorkload } from './workload';
import type { World } from './world';

// Creating, describing, modifying and deleting tasks. What makes them run is in task-runs.ts.

const migrationType = oneOf(['full-load', 'cdc', 'full-load-and-cdc']);

interface CdcPositions {
  readonly CdcStartTime?: number;
  readonly CdcStartPosition?: string;
  readonly CdcStopPosition?: string;
}

/** Where changes are captured from and to; a start time is given back as a position [API, DescribeReplicationTasks, example 3]. */
export function positions({ CdcStartTime, CdcStartPosition, CdcStopPosition }: CdcPositions): Pick<Task, 'cdcStartPosition' | 'cdcStopPosition'> {
  if (CdcStartTime !== undefined && CdcStartPosition !== undefined) {
    throw invalidCombination('Only one of CdcStartTime and CdcStartPosition can be specified.');
  }
  if (CdcStopPosition !== undefined && stopPosition(CdcStopPosition) === undefined) {
    throw invalidValue(`Invalid CdcStopPosition: ${CdcStopPosition}. It must be of the form server_time:2018-02-09T12:12:12 or commit_time:2018-02-09T12:12:12`);
  }
  const start = CdcStartPosition ?? (CdcStartTime === undefined ? undefined : new Date(CdcStartTime).toISOString().slice(0, 19));
  return { ...start !== undefined && { cdcStartPosition: start }, ...CdcStopPosition !== undefined && { cdcStopPosition: CdcStopPosition } };
}

export function requireMappings(mappings: string): void {
  try {
    const { rules } = JSON.parse(mappings) as { rules?: unknown };
    if (Array.isArray(rules)) return;
  } catch {
    // Told below.
  }
  throw invalidValue('Invalid table mappings document. Table mapping must be a JSON document with rules');
}

function workloadOf({ state }: World, arn: string, name: string): Task['workload'] {
  return state.workloads.get(arn) ?? state.workloads.get(name) ?? fullWorkload();
}

export const createReplicationTask = operation({
  ReplicationTaskIdentifier: required(identifier(255)),
  SourceEndpointArn: required(text()),
  TargetEndpointArn: required(text()),
  ReplicationInstanceArn: required(text()),
  MigrationType: required(migrationType),
  TableMappings: required(text()),
  ReplicationTaskSettings: text(),
  CdcStartTime: time,
  CdcStartPosition: text(),
  CdcStopPosition: text(),
  Tags: tagsMember,
  TaskData: text(),
  ResourceIdentifier: resourceIdentifier,
}, (world, input) => {
  const { tasks } = world.state;
  const name = input.ReplicationTaskIdentifier;
  const instance = world.instance(input.ReplicationInstanceArn);
  const ends = [['source', input.SourceEndpointArn], ['target', input.TargetEndpointArn]] as const;
  for (const [type, arn] of ends) {
    if (world.endpoint(arn).type !== type) throw invalidValue(`Endpoint ${arn} is not a ${type} endpoint.`);
  }
  const arn = world.newArn('task', input.ResourceIdentifier);
  if (tasks.has(arn) || [...tasks.values()].some((each) => each.identifier === name)) throw alreadyExists(`Replication Task already exists: ${name}`);
  if (tasks.size >= QUOTAS.ReplicationTasks) throw quotaExceeded('Replication task quota exceeded.');
  if (world.tasksOf(instance.arn).length >= QUOTAS.ReplicationTasksPerInstance) throw quotaExceeded('Replication tasks per instance quota exceeded.');
  if (instance.status !== 'available') throw invalidState(`Replication Instance ${instance.identifier} is not available: its status is ${instance.status}.`);
  requireMappings(input.TableMappings);
  const settings = settingsOnCreate(input.ReplicationTaskSettings);
  const workload = workloadOf(world, arn, name);
  const task = world.putTask({
    arn,
    identifier: name,
    type: input.MigrationType,
    sourceArn: input.SourceEndpointArn,
    targetArn: input.TargetEndpointArn,
    instanceArn: instance.arn,
    tableMappings: input.TableMappings,
    settings,
    read: readSettings(settings),
    ...positions(input),
    ...input.TaskData !== undefined && { taskData: input.TaskData },
    createdAt: world.now,
    status: 'creating',
    startFlag: 'fresh start',
    tables: [],
    workload,
    boundaryStops: 0,
    lag: { seconds: 0, at: world.now, slope: 0 },
  });
  putTags(world, arn, input.Tags);
  world.schedule('task-created', arn, world.now + world.draw(world.behaviour.durations.createTask));
  return { ReplicationTask: taskAnswer(world, task) };
});

export function taskCreated(world: World, arn: string): void {
  const { stopReasonWhenReady } = world.behaviour;
  const task = world.changeTask(arn, { status: 'ready', ...stopReasonWhenReady === 'NORMAL' && { stopReason: 'Stop Reason NORMAL' } });
  world.emitOfTask('created', task);
}

export const describeReplicationTasks = operation({ ...listingShape(), WithoutSettings: flag }, (world, { WithoutSettings = false, ...input }) => {
  const found = filtered('Tasks', [...world.state.tasks.values()], input.Filters, {
    'replication-task-arn': ({ arn }) => arn,
    'replication-task-id': (task) => task.identifier,
    'migration-type': ({ type }) => type,
    'replication-instance-arn': ({ instanceArn }) => instanceArn,
    'endpoint-arn': ({ sourceArn, targetArn }) => [sourceArn, targetArn],
  });
  const { items, marker } = page(found, ({ arn }) => arn, input);
  return { ReplicationTasks: items.map((task) => taskAnswer(world, task, { settings: !WithoutSettings, stats: true })), ...marker };
});

/** Statuses in which a task can be changed; while it runs, only the severities of log components can [cloud-platform-environments#6529]. */
const MODIFIABLE = ['ready', 'stopped', 'failed', 'failed-move'];

export const modifyReplicationTask = operation({
  ReplicationTaskArn: required(text()),
  ReplicationTaskIdentifier: identifier(255),
  MigrationType: migrationType,
  TableMappings: text(),
  ReplicationTaskSettings: text(),
  CdcStartTime: time,
  CdcStartPosition: text(),
  CdcStopPosition: text(),
  TaskData: text(),
}, (world, input) => {
  const before = world.task(input.ReplicationTaskArn);
  const { arn, status } = before;
  const { ReplicationTaskIdentifier: newName, MigrationType: newType, TableMappings: mappings, ReplicationTaskSettings: given } = input;
  const settings = given === undefined ? before.settings : settingsOnModify(before.settings, given);
  const onlySettings = newName === undefined && newType === undefined && mappings === undefined && input.CdcStartTime === undefined
    && input.CdcStartPosition === undefined && input.CdcStopPosition === undefined && input.TaskData === undefined;
  if (status === 'running' && onlySettings && given !== undefined && differInSeveritiesOnly(before.settings, settings)) {
    return { ReplicationTask: taskAnswer(world, world.changeTask(arn, { settings })) };
  }
  if (!MODIFIABLE.includes(status)) {
    throw invalidState(`Replication Task, excluding logging severity task settings, cannot be modified while it is ${status} state`);
  }
  if (newName !== undefined && [...world.state.tasks.values()].some((each) => each.arn !== arn && each.identifier === newName)) {
    throw alreadyExists(`Replication Task already exists: ${newName}`);
  }
  if (newType !== undefined && newType !== before.type && world.behaviour.migrationTypeChange === 'refused') {
    throw invalidCombination('The migration type of a replication task cannot be changed.');
  }
  if (mappings !== undefined) requireMappings(mappings);
  const task = world.changeTask(arn, {
    status: 'modifying',
    returnTo: status,
    settings,
    read: readSettings(settings),
    ...positions(input),
    ...newName !== undefined && { identifier: newName },
    ...newType !== undefined && { type: newType },
    ...mappings !== undefined && { tableMappings: mappings },
    ...input.TaskData !== undefined && { taskData: input.TaskData },
  });
  world.schedule('task-modified', arn, world.now + world.draw(world.behaviour.durations.modifyTask));
  return { ReplicationTask: taskAnswer(world, task) };
});

export function taskModified(world: World, arn: string): void {
  world.emitOfTask('modified', goBack(world, arn));
}

/** From `modifying`, `testing` or `moving` to the status before. */
export function goBack(world: World, arn: string): Task {
  const { returnTo = 'ready' } = world.task(arn);
  return world.changeTask(arn, { status: returnTo, returnTo: undefined });
}

/** A task that is being moved can be deleted, one that runs cannot [DMS User Guide, CHAP_Tasks.Moving; API, DeleteReplicationTask]. */
const DELETABLE = [...MODIFIABLE, 'moving'];

export const deleteReplicationTask = operation({ ReplicationTaskArn: required(text()) }, (world, { ReplicationTaskArn }) => {
  const { arn, status, identifier: name } = world.task(ReplicationTaskArn);
  if (!DELETABLE.includes(status)) throw invalidState(`Replication Task ${name} cannot be deleted while its status is ${status}.`);
  world.cancel(arn);
  const task = world.changeTask(arn, { status: 'deleting' });
  world.schedule('task-deleted', arn, world.now + world.draw(world.behaviour.durations.deleteTask));
  return { ReplicationTask: taskAnswer(world, task) };
});

export function taskDeleted(world: World, arn: string): void {
  world.emitOfTask('deleted', world.task(arn));
  world.removeTask(arn);
}

/** The task of that ARN or name. */
export function findTask({ state }: World, arnOrName: string): Task {
  const task = state.tasks.get(arnOrName) ?? [...state.tasks.values()].find((each) => each.identifier === arnOrName);
  if (task === undefined) throw notFound(`Replication Task ${arnOrName} not found.`);
  return task;
}
