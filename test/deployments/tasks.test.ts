import { InstanceClass } from '../../lib/constructs/instance-class';
import { TaskRestart } from '../../lib/constructs/task-restart';
import { TaskSettings } from '../../lib/constructs/task-settings';
import type { StackTemplate } from '../../lib/simulator/cloudformation';
import { Cloud, type CloudOptions } from '../support/lifecycle/cloud';
import { RUNNING, STACK, twoTasks, type Variation } from '../support/lifecycle/two-tasks';

// Deployments of tasks by CloudFormation's documented rules, on the simulated DMS, with the function that is shipped.

interface StartInput {
  readonly StartReplicationTaskType: string;
}

const first = twoTasks();
const otherSettings = twoTasks({ sales: { taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: 4 } }) } });

async function deployed(options?: CloudOptions): Promise<Cloud> {
  const cloud = new Cloud(options);
  expect(await cloud.deploy(STACK, first)).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(cloud.statuses()).toEqual(RUNNING);
  return cloud;
}

test('a new stack tests its connections, makes its tasks, and starts them', async () => {
  const { changes, steps } = await deployed();
  expect(steps).toEqual(['Create of Before', 'Create of Connections', 'Create of After']);
  expect(changes.filter((operation) => operation === 'StartReplicationTask')).toHaveLength(2);
  expect(changes.lastIndexOf('TestConnection')).toBeLessThan(changes.indexOf('CreateReplicationTask'));
  expect(changes).not.toContain('StopReplicationTask');
});

test('a deployment without a change makes no call that changes anything', async () => {
  const cloud = await deployed();
  const before = cloud.changes.length;
  expect(await cloud.deploy(STACK, twoTasks())).toMatchObject({ changed: false, status: 'CREATE_COMPLETE' });
  expect(cloud.since(before)).toEqual([]);
});

test('a change of one task stops, changes and resumes that one', async () => {
  const cloud = await deployed();
  const before = cloud.changes.length;
  expect(await cloud.deploy(STACK, otherSettings)).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(cloud.since(before)).toEqual(['StopReplicationTask', 'ModifyReplicationTask', 'StartReplicationTask']);
  expect(cloud.statuses()).toEqual(RUNNING);
});

test('a change of an endpoint stops both tasks, tests the connection anew, and resumes them', async () => {
  const cloud = await deployed();
  const before = cloud.changes.length;
  const changed = twoTasks({ change: ({ target }) => target.addPropertyOverride('ExtraConnectionAttributes', 'maxFileSize=512') });
  expect(await cloud.deploy(STACK, changed)).toMatchObject({ status: 'UPDATE_COMPLETE' });
  const calls = cloud.since(before);
  expect(calls.filter((operation) => operation === 'StopReplicationTask')).toHaveLength(2);
  expect(calls.indexOf('ModifyEndpoint')).toBeGreaterThan(calls.lastIndexOf('StopReplicationTask'));
  expect(calls.indexOf('TestConnection')).toBeGreaterThan(calls.indexOf('ModifyEndpoint'));
  expect(calls.filter((operation) => operation === 'StartReplicationTask')).toHaveLength(2);
  expect(cloud.statuses()).toEqual(RUNNING);
});

test('a change of the instance\'s class stops both tasks first, and resumes them', async () => {
  const cloud = await deployed();
  const before = cloud.changes.length;
  expect(await cloud.deploy(STACK, twoTasks({ instanceClass: InstanceClass.R6I_XLARGE }))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  const calls = cloud.since(before);
  expect(calls.indexOf('ModifyReplicationInstance')).toBeGreaterThan(calls.lastIndexOf('StopReplicationTask'));
  expect(cloud.statuses()).toEqual(RUNNING);
});

describe('a deployment that fails', () => {
  const invalid = twoTasks({
    sales: { taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: 4 } }) },
    change: ({ sales }) => sales.addPropertyOverride('TableMappings', 'no JSON'),
  });

  test.each(['nothing', 'update'] as const)('goes back to tasks that run, where a failed update is taken back by %s', async (rollbackOfFailedUpdate) => {
    const cloud = await deployed({ deployment: { rollbackOfFailedUpdate } });
    expect(await cloud.deploy(STACK, invalid)).toMatchObject({ succeeded: false, status: 'UPDATE_ROLLBACK_COMPLETE' });
    await cloud.pass(30);
    expect(cloud.statuses()).toEqual(RUNNING);
    expect([cloud.isScheduled, cloud.notes.stops]).toEqual([false, {}]);
    expect(cloud.changes).not.toContain('ReloadTables');
  });

  test('because a connection fails leaves both tasks running, on the endpoint that they had', async () => {
    const cloud = new Cloud();
    const withPort = (port: number): StackTemplate => twoTasks({ change: ({ target }) => target.addPropertyOverride('ExtraConnectionAttributes', `port=${port}`) });
    await cloud.deploy(STACK, withPort(5432));
    const endpoint = cloud.dms.snapshot().endpoints.find(({ type }) => type.toLowerCase() === 'target')!;
    cloud.dms.onCall(({ operation, input }) => {
      const { ExtraConnectionAttributes: attributes } = input as { ExtraConnectionAttributes?: string };
      if (operation === 'ModifyEndpoint') cloud.dms.setEndpointFailure(endpoint.arn, attributes === 'port=1' ? 'Cannot connect: Connection refused' : undefined);
    });
    const result = await cloud.deploy(STACK, withPort(1));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(result.events.map(({ reason = '' }) => reason).join('\n')).toMatch(/The connection test failed\.\nTarget .*: connection refused\./);
    await cloud.pass(30);
    expect(cloud.statuses()).toEqual(RUNNING);
  });

  test('and leaves a connection that does not come back has its tasks tried again for a day, until it does', async () => {
    const cloud = await deployed();
    const [endpoint] = cloud.dms.snapshot().endpoints;
    cloud.dms.onCall(({ operation }) => { if (operation === 'ModifyEndpoint') cloud.dms.setEndpointFailure(endpoint.arn, 'timeout expired'); });
    const changed = twoTasks({ change: ({ target }) => target.addPropertyOverride('ExtraConnectionAttributes', 'x=1') });
    await cloud.deploy(STACK, changed);
    await cloud.pass(120);
    expect(Object.values(cloud.statuses())).not.toContain('running');
    expect(cloud.isScheduled).toBe(true);
    cloud.dms.setEndpointFailure(endpoint.arn);
    await cloud.pass(40);
    expect(cloud.statuses()).toEqual(RUNNING);
    expect(cloud.isScheduled).toBe(false);
  });
});

describe('a change that replaces a task', () => {
  const replaced: Variation = { sales: { resourceIdentifier: 'other' } };

  test('is refused, and nothing is touched', async () => {
    const cloud = await deployed();
    const before = cloud.changes.length;
    const result = await cloud.deploy(STACK, twoTasks(replaced));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(result.events.map(({ reason = '' }) => reason).join('\n')).toContain('This change replaces the migration task Sales');
    await cloud.pass(10);
    expect(cloud.since(before)).toEqual([]);
    expect(cloud.statuses()).toEqual(RUNNING);
  });

  test('is made if it is asked for: the new task loads, and the old one is deleted', async () => {
    const cloud = await deployed();
    expect(await cloud.deploy(STACK, twoTasks({ sales: { ...replaced.sales, allowReload: true } }))).toMatchObject({ status: 'UPDATE_COMPLETE' });
    await cloud.pass(10);
    expect(cloud.statuses()).toEqual(RUNNING);
  });
});

test('a restart with a new name loads everything once more, in that deployment alone, also of a task that has been stopped by hand', async () => {
  const restarted = twoTasks({ sales: { restart: TaskRestart.reload('2026-03-01') } });
  const cloud = await deployed();
  const before = cloud.changes.length;
  expect(await cloud.deploy(STACK, restarted)).toMatchObject({ status: 'UPDATE_COMPLETE' });
  const starts = (): unknown[] => cloud.dms.calls.filter(({ operation }) => operation === 'StartReplicationTask').map(({ input }) => (input as StartInput).StartReplicationTaskType);
  expect([cloud.since(before), starts()]).toEqual([['StopReplicationTask', 'StartReplicationTask'], ['start-replication', 'start-replication', 'reload-target']]);
  expect(cloud.statuses()).toEqual(RUNNING);

  const changed = { restart: TaskRestart.reload('2026-03-01'), taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: 4 } }) };
  await cloud.deploy(STACK, twoTasks({ sales: changed }));
  expect(starts().slice(3)).toEqual(['resume-processing']);

  cloud.dms.call('StopReplicationTask', { ReplicationTaskArn: cloud.dms.snapshot().tasks.find(({ identifier }) => identifier.startsWith('test-sales'))!.arn });
  await cloud.pass(10);
  await cloud.deploy(STACK, twoTasks({ sales: { ...changed, restart: TaskRestart.reload('2026-03-02') } }));
  expect([starts().slice(4), cloud.statuses()]).toEqual([['reload-target'], RUNNING]);
});

test('a task that leaves is stopped and deleted, and the other one runs on', async () => {
  const cloud = await deployed();
  expect(await cloud.deploy(STACK, twoTasks({ withStock: false }))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  await cloud.pass(10);
  expect(cloud.statuses()).toEqual({ 'test-sales': 'running' });
});

test('a stack that is destroyed stops its tasks first', async () => {
  const cloud = await deployed();
  expect(await cloud.deployer.destroy(STACK)).toMatchObject({ status: 'DELETE_COMPLETE' });
  expect(cloud.statuses()).toEqual({});
});

test('a task that an operator has stopped stays so through a deployment', async () => {
  const cloud = await deployed();
  const { arn } = cloud.dms.snapshot().tasks.find(({ identifier }) => identifier.startsWith('test-sales'))!;
  cloud.dms.call('StopReplicationTask', { ReplicationTaskArn: arn });
  await cloud.pass(60);
  expect(await cloud.deploy(STACK, otherSettings)).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(cloud.statuses()).toEqual({ ...RUNNING, 'test-sales': 'stopped' });
});
