import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { DmsEvent } from '../../lib/simulator';
import { TestWorld } from './support';

// Against answers that were recorded or printed by AWS: the members that are there, and what is in them.

function sample(name: string): object {
  return JSON.parse(readFileSync(path.join(__dirname, 'samples', `${name}.json`), 'utf8')) as object;
}

/** `Subnets[].SubnetStatus: string` of everything in a document. */
function shape(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((each) => shape(each, `${at}[]`)))];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, member]) => shape(member, at === '' ? name : `${at}.${name}`));
  }
  return [`${at}: ${value === null ? 'null' : typeof value}`];
}

/** On the wire dates are numbers; the tools that printed the samples made text of some. */
function withoutDateTexts(shapes: readonly string[]): string[] {
  return shapes.map((each) => each.replace(/((Date|Time)): string$/, '$1: number'));
}

/** What the simulator's answer lacks of the sample, and has beyond it. */
function difference(answer: object, name: string): string[] {
  const [ours, theirs] = [shape(answer), withoutDateTexts(shape(sample(name)))];
  return [...theirs.filter((each) => !ours.includes(each)).map((each) => `- ${each}`), ...ours.filter((each) => !theirs.includes(each)).map((each) => `+ ${each}`)];
}

describe('an instance that is being created', () => {
  test('has the shape that AWS prints', () => {
    const { ReplicationInstance } = new TestWorld().call('CreateReplicationInstance', { ReplicationInstanceIdentifier: 'other', ReplicationInstanceClass: 'dms.t3.micro' });
    expect(difference({ ReplicationInstance }, 'instances-cli-create-creating-2020')).toEqual([]);
  });
});

describe('an instance that is available', () => {
  test('has the shape that was recorded in 2023', () => {
    // The recording was made of an instance without an address: null where others, and the simulator, have one.
    expect(difference({ ReplicationInstances: [new TestWorld().seeInstance()] }, 'instances-recorded-available-2023')).toEqual([
      '- ReplicationInstances[].ReplicationInstancePrivateIpAddress: null',
      '- ReplicationInstances[].ReplicationInstancePrivateIpAddresses[]: null',
      '+ ReplicationInstances[].ReplicationInstancePrivateIpAddress: string',
      '+ ReplicationInstances[].ReplicationInstancePrivateIpAddresses[]: string',
    ]);
  });

  test('has the new class pending in the response to a change of class, as recorded in 2018', () => {
    const world = new TestWorld();
    const answer = world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, ReplicationInstanceClass: 'dms.r6i.large', ApplyImmediately: true });
    expect(difference(answer, 'instances-custodian-2-modify-response-available-pending-class-2018')).toEqual([]);
    const { ReplicationInstanceStatus, ReplicationInstanceClass, PendingModifiedValues } = answer.ReplicationInstance;
    expect([ReplicationInstanceStatus, ReplicationInstanceClass, PendingModifiedValues]).toEqual(['available', 'dms.r6i.4xlarge', { ReplicationInstanceClass: 'dms.r6i.large' }]);
  });

  test('has the shape that AWS prints when it is deleted', () => {
    const world = new TestWorld();
    const { ReplicationInstance } = world.call('CreateReplicationInstance', { ReplicationInstanceIdentifier: 'other', ReplicationInstanceClass: 'dms.t3.micro', MultiAZ: true });
    world.pass(10);
    const answer = world.call('DeleteReplicationInstance', { ReplicationInstanceArn: ReplicationInstance.ReplicationInstanceArn });
    expect(difference(answer, 'instances-cli-delete-multiaz-deleting-2020')).toEqual([]);
  });
});

describe('a task', () => {
  const finished = (): [TestWorld, string] => {
    const world = new TestWorld();
    const task = world.runningTask({ type: 'full-load' });
    world.settle();
    return [world, task];
  };

  test('has the shape that AWS prints when it is created', () => {
    const world = new TestWorld();
    const answer = world.call('CreateReplicationTask', {
      ReplicationTaskIdentifier: 'orders', SourceEndpointArn: world.source, TargetEndpointArn: world.target, ReplicationInstanceArn: world.instance,
      MigrationType: 'full-load', TableMappings: '{"rules":[]}',
    });
    expect(difference(answer, 'tasks-cli-create-creating-2020')).toEqual([]);
  });

  test('has the shape that AWS prints when it has not run', () => {
    const world = new TestWorld();
    expect(difference({ ReplicationTasks: [world.seeTask(world.task())] }, 'tasks-apiref-ready-never-run-2024')).toEqual([]);
  });

  test('has the shape that AWS prints when it is started', () => {
    const world = new TestWorld();
    const answer = world.call('StartReplicationTask', { ReplicationTaskArn: world.task(), StartReplicationTaskType: 'start-replication' });
    expect(difference(answer, 'tasks-cli-start-starting-2020')).toEqual([]);
  });

  test('has the shape that AWS prints when it is stopped', () => {
    const world = new TestWorld();
    const answer = world.call('StopReplicationTask', { ReplicationTaskArn: world.runningTask() });
    expect(difference(answer, 'tasks-cli-stop-stopping-2020')).toEqual([]);
  });

  test('has the shape that AWS prints when its load is over', () => {
    const [world, task] = finished();
    expect(difference({ ReplicationTasks: [world.seeTask(task)] }, 'tasks-cli-stopped-full-load-only-finished-2020')).toEqual([]);
  });

  test('has the shape that AWS prints when it has captured changes and was stopped', () => {
    const world = new TestWorld();
    const task = world.task({ type: 'cdc' });
    world.call('ModifyReplicationTask', { ReplicationTaskArn: task, CdcStartPosition: '2023-12-07T15:38:51' });
    world.pass(10);
    world.start(task, 'start-replication');
    world.stop(task);
    expect(difference({ ReplicationTasks: [world.seeTask(task)] }, 'tasks-apiref-cdc-stopped-normal-2023')).toEqual([]);
  });

  test.each([
    ['ModifyReplicationTask', 'tasks-cli-modify-modifying-2020'],
    ['DeleteReplicationTask', 'tasks-cli-delete-deleting-2020'],
  ])('keeps its old stop reason through %s', (operation, name) => {
    const [world, task] = finished();
    const answer = world.call(operation, { ReplicationTaskArn: task });
    expect(difference(answer, name)).toEqual([]);
    expect(answer.ReplicationTask.StopReason).toBe('Stop Reason FULL_LOAD_ONLY_FINISHED');
  });
});

test('statistics of tables have the shape that AWS prints', () => {
  const world = new TestWorld();
  const task = world.runningTask();
  world.settle();
  // In the sample, and in no model of the API: ScheduledForReload.
  expect(difference(world.call('DescribeTableStatistics', { ReplicationTaskArn: task }), 'table-stats-apiref-three-tables-completed-2022')).toEqual([
    '- TableStatistics[].ScheduledForReload: boolean',
  ]);
});

describe('a connection', () => {
  test.each([
    ['TestConnection', 'connections-cli-test-testing'],
    ['DeleteConnection', 'connections-cli-delete-deleting'],
  ])('has the shape that AWS prints for %s', (operation, name) => {
    const world = new TestWorld();
    expect(difference(world.call(operation, { ReplicationInstanceArn: world.instance, EndpointArn: world.source }), name)).toEqual([]);
  });

  test('has the shape that AWS prints when it is described', () => {
    expect(difference(new TestWorld().call('DescribeConnections'), 'connections-cli-describe-successful')).toEqual([]);
  });
});

describe('an event', () => {
  test.each(['created', 'started', 'stopped'] as const)('of a task %s is the one that was recorded in 2023, but for its names and times', (what) => {
    const world = new TestWorld({ account: '123456789012', region: 'us-east-1' });
    const task = world.runningTask({ type: 'full-load' });
    world.settle();
    const recorded = sample(`events-recorded-task-${what}-2023`) as DmsEvent;
    const event = world.events.find(({ detail }) => detail.eventId === recorded.detail.eventId);
    expect({ ...event, id: recorded.id, time: recorded.time, resources: recorded.resources }).toEqual(recorded);
    expect(Object.keys(event ?? {}).sort()).toEqual(Object.keys(recorded).sort());
    expect(event?.resources).toEqual([task]);
  });

  test('is listed in the shape that AWS prints', () => {
    const answer = new TestWorld().call('DescribeEvents', { SourceType: 'replication-instance' });
    // The event in the sample has no categories.
    expect(difference({ Events: answer.Events }, 'events-cli-describe-events-instance-shutdown-2020')).toEqual(['+ Events[].EventCategories[]: string']);
  });
});
