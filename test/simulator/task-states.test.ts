import { TestWorld } from './support';

/** How to bring a task into each of its statuses. */
const STATUSES: Readonly<Record<string, (world: TestWorld) => string>> = {
  'creating': (world) => {
    const { ReplicationTask } = world.call('CreateReplicationTask', {
      ReplicationTaskIdentifier: 'orders', SourceEndpointArn: world.source, TargetEndpointArn: world.target, ReplicationInstanceArn: world.instance,
      MigrationType: 'full-load-and-cdc', TableMappings: '{"rules":[]}',
    });
    return ReplicationTask.ReplicationTaskArn;
  },
  'ready': (world) => world.task(),
  'starting': (world) => {
    const task = world.task();
    world.call('StartReplicationTask', { ReplicationTaskArn: task, StartReplicationTaskType: 'start-replication' });
    return task;
  },
  'running': (world) => world.runningTask(),
  'stopping': (world) => {
    const task = world.runningTask();
    world.call('StopReplicationTask', { ReplicationTaskArn: task });
    return task;
  },
  'stopped': (world) => {
    const task = world.runningTask();
    world.stop(task);
    return task;
  },
  'failed': (world) => {
    const task = world.runningTask();
    world.dms.failTask(task);
    return task;
  },
  'modifying': (world) => {
    const task = world.task();
    world.call('ModifyReplicationTask', { ReplicationTaskArn: task, TableMappings: '{"rules":[]}' });
    return task;
  },
  'testing': (world) => {
    const task = world.task();
    world.call('StartReplicationTaskAssessment', { ReplicationTaskArn: task });
    return task;
  },
  'moving': (world) => {
    const task = STATUSES.stopped(world);
    world.call('MoveReplicationTask', { ReplicationTaskArn: task, TargetReplicationInstanceArn: addInstance(world, 'third') });
    return task;
  },
  'failed-move': (world) => {
    const task = STATUSES.stopped(world);
    const target = addInstance(world, 'third');
    world.call('MoveReplicationTask', { ReplicationTaskArn: task, TargetReplicationInstanceArn: target });
    world.call('DeleteReplicationInstance', { ReplicationInstanceArn: target });
    world.pass(10);
    return task;
  },
  'deleting': (world) => {
    const task = world.task();
    world.call('DeleteReplicationTask', { ReplicationTaskArn: task });
    return task;
  },
};

function addInstance(world: TestWorld, identifier: string): string {
  const { ReplicationInstance } = world.call('CreateReplicationInstance', { ReplicationInstanceIdentifier: identifier, ReplicationInstanceClass: 'dms.t3.medium' });
  world.pass(10);
  return ReplicationInstance.ReplicationInstanceArn;
}

const OPERATIONS: Readonly<Record<string, (otherInstance: string) => [operation: string, input: object]>> = {
  start: () => ['StartReplicationTask', { StartReplicationTaskType: 'start-replication' }],
  resume: () => ['StartReplicationTask', { StartReplicationTaskType: 'resume-processing' }],
  reload: () => ['StartReplicationTask', { StartReplicationTaskType: 'reload-target' }],
  stop: () => ['StopReplicationTask', {}],
  reloadTables: () => ['ReloadTables', { TablesToReload: [{ SchemaName: 'app', TableName: 'orders' }] }],
  modify: () => ['ModifyReplicationTask', { TableMappings: '{"rules":[{}]}' }],
  move: (otherInstance) => ['MoveReplicationTask', { TargetReplicationInstanceArn: otherInstance }],
  assess: () => ['StartReplicationTaskAssessment', {}],
  remove: () => ['DeleteReplicationTask', {}],
};

const NO = 'InvalidResourceStateFault';
const WRONG = 'InvalidParameterCombinationException';

// The status after the call, or the fault [DMS User Guide, CHAP_Tasks; API].
const TABLE: Readonly<Record<string, Readonly<Record<keyof typeof OPERATIONS, string>>>> = {
  'creating': { start: NO, resume: NO, reload: NO, stop: NO, reloadTables: NO, modify: NO, move: NO, assess: NO, remove: NO },
  'ready': { start: 'starting', resume: WRONG, reload: WRONG, stop: NO, reloadTables: NO, modify: 'modifying', move: NO, assess: 'testing', remove: 'deleting' },
  'starting': { start: NO, resume: NO, reload: NO, stop: NO, reloadTables: NO, modify: NO, move: NO, assess: NO, remove: NO },
  'running': { start: NO, resume: NO, reload: NO, stop: 'stopping', reloadTables: 'running', modify: NO, move: NO, assess: NO, remove: NO },
  'stopping': { start: NO, resume: NO, reload: NO, stop: NO, reloadTables: NO, modify: NO, move: NO, assess: NO, remove: NO },
  'stopped': { start: WRONG, resume: 'starting', reload: 'starting', stop: NO, reloadTables: NO, modify: 'modifying', move: 'moving', assess: 'testing', remove: 'deleting' },
  'failed': { start: WRONG, resume: 'starting', reload: 'starting', stop: NO, reloadTables: NO, modify: 'modifying', move: 'moving', assess: 'testing', remove: 'deleting' },
  'modifying': { start: NO, resume: NO, reload: NO, stop: NO, reloadTables: NO, modify: NO, move: NO, assess: NO, remove: NO },
  'testing': { start: NO, resume: NO, reload: NO, stop: NO, reloadTables: NO, modify: NO, move: NO, assess: NO, remove: NO },
  'moving': { start: NO, resume: NO, reload: NO, stop: NO, reloadTables: NO, modify: NO, move: NO, assess: NO, remove: 'deleting' },
  'failed-move': { start: WRONG, resume: 'starting', reload: 'starting', stop: NO, reloadTables: NO, modify: 'modifying', move: 'moving', assess: NO, remove: 'deleting' },
  'deleting': { start: NO, resume: NO, reload: NO, stop: NO, reloadTables: NO, modify: NO, move: NO, assess: NO, remove: NO },
};

describe.each(Object.keys(TABLE))('a task that is %s', (status) => {
  test.each(Object.keys(OPERATIONS))('%s', (name) => {
    const world = new TestWorld();
    const other = addInstance(world, 'other');
    const task = STATUSES[status](world);
    expect(world.seeTask(task).Status).toBe(status);
    const [operation, input] = OPERATIONS[name](other);
    const outcome = world.outcome(operation, { ReplicationTaskArn: task, ...input });
    expect(outcome === 'ok' ? world.seeTask(task).Status : outcome).toBe(TABLE[status][name]);
  });
});

test('the table has every status that a task can have', () => {
  expect(Object.keys(TABLE)).toEqual(Object.keys(STATUSES));
});

describe('what was begun comes to its end', () => {
  test.each([
    ['creating', 'ready'],
    ['starting', 'running'],
    ['stopping', 'stopped'],
    ['modifying', 'ready'],
    ['testing', 'ready'],
    ['moving', 'stopped'],
  ])('%s: %s', (from, to) => {
    const world = new TestWorld();
    const task = STATUSES[from](world);
    world.pass(9);
    expect(world.seeTask(task).Status).toBe(from);
    world.pass(1);
    expect(world.seeTask(task).Status).toBe(to);
  });

  test('deleting: it is gone', () => {
    const world = new TestWorld();
    const task = STATUSES.deleting(world);
    world.pass(10);
    expect(world.outcome('DescribeReplicationTasks', { Filters: [{ Name: 'replication-task-arn', Values: [task] }] })).toBe('ResourceNotFoundFault');
  });

  test('moving: it is on the other instance', () => {
    const world = new TestWorld();
    const task = STATUSES.moving(world);
    const { TargetReplicationInstanceArn: target } = world.seeTask(task);
    world.pass(10);
    expect(world.seeTask(task)).toMatchObject({ ReplicationInstanceArn: target });
    expect(world.seeTask(task)).not.toHaveProperty('TargetReplicationInstanceArn');
  });
});
