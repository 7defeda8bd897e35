import { ServerlessCapacity } from '../../lib/constructs/serverless-capacity';
import { TaskRestart } from '../../lib/constructs/task-restart';
import { TaskSettings } from '../../lib/constructs/task-settings';
import { Cloud, type CloudOptions } from '../support/lifecycle/cloud';
import { twoReplications } from '../support/lifecycle/serverless';
import { STACK } from '../support/lifecycle/two-tasks';

// Deployments of serverless replications by CloudFormation's documented rules, on the simulated DMS, with the function that is shipped.

const RUNNING = { sales: 'running', stock: 'running' };

const first = twoReplications();
const otherSettings = twoReplications({ sales: { taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: 4 } }) } });

function statuses({ dms }: Cloud): Record<string, string> {
  return Object.fromEntries((dms.snapshot().replications ?? []).map(({ identifier, status }) => [identifier.replace(/^test-|-[0-9a-f]{8}$/g, ''), status]));
}

function starts({ dms }: Cloud): unknown[] {
  return dms.calls.filter(({ operation }) => operation === 'StartReplication').map(({ input }) => (input as { StartReplicationType: unknown }).StartReplicationType);
}

function replicationOf({ dms }: Cloud, name: string): { readonly arn: string } {
  return dms.snapshot().replications!.find(({ identifier }) => identifier.startsWith(`test-${name}`))!;
}

async function deployed(options?: CloudOptions): Promise<Cloud> {
  const cloud = new Cloud(options);
  expect(await cloud.deploy(STACK, first)).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(statuses(cloud)).toEqual(RUNNING);
  return cloud;
}

test('a new stack makes its replications, starts them, and is done when they run', async () => {
  const { changes, steps, dms } = await deployed();
  expect(steps).toEqual(['Create of Before', 'Create of After']);
  expect(changes.filter((operation) => operation === 'StartReplication')).toHaveLength(2);
  expect(changes).not.toContain('TestConnection');
  expect(dms.call('DescribeReplicationConfigs')).toMatchObject({ ReplicationConfigs: [{ ComputeConfig: { MinCapacityUnits: 1, MaxCapacityUnits: 384, MultiAZ: true } }, {}] });
});

test('a new stack whose replication cannot connect fails with what DMS says and what it means, and goes away', async () => {
  const cloud = new Cloud();
  cloud.dms.onCall(({ operation, input }) => {
    const { EndpointIdentifier: name, EndpointType: type } = input as { EndpointIdentifier: string; EndpointType: string };
    if (operation === 'CreateEndpoint' && type === 'source') cloud.dms.setEndpointFailure(name, 'Test connection failed for endpoint source: Connection refused');
  });
  const result = await cloud.deploy(STACK, first);
  expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
  expect(result.events.map(({ reason = '' }) => reason).join('\n'))
    .toMatch(/The serverless replication test-sales-\w+ failed when it was started: Test connection failed .*: Connection refused\. .*Check: /);
  expect(statuses(cloud)).toEqual({});
});

test('a deployment without a change makes no call that changes anything', async () => {
  const cloud = await deployed();
  const before = cloud.changes.length;
  expect(await cloud.deploy(STACK, twoReplications())).toMatchObject({ changed: false, status: 'CREATE_COMPLETE' });
  expect(cloud.since(before)).toEqual([]);
});

test.each([
  ['its settings', otherSettings],
  ['its capacity', twoReplications({ sales: { capacity: ServerlessCapacity.between(2, 16) } })],
])('a change of %s stops, changes and resumes that one', async (_, template) => {
  const cloud = await deployed();
  const before = cloud.changes.length;
  expect(await cloud.deploy(STACK, template)).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(cloud.since(before)).toEqual(['StopReplication', 'ModifyReplicationConfig', 'StartReplication']);
  expect([starts(cloud).slice(2), statuses(cloud)]).toEqual([['resume-processing'], RUNNING]);
});

test('a change of an endpoint stops both, and resumes them', async () => {
  const cloud = await deployed();
  const before = cloud.changes.length;
  const changed = twoReplications({ change: ({ target }) => target.addPropertyOverride('ExtraConnectionAttributes', 'maxFileSize=512') });
  expect(await cloud.deploy(STACK, changed)).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(cloud.since(before)).toEqual(['StopReplication', 'StopReplication', 'ModifyEndpoint', 'StartReplication', 'StartReplication']);
  expect(statuses(cloud)).toEqual(RUNNING);
});

describe('a deployment that fails', () => {
  const invalid = twoReplications({
    sales: { taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: 4 } }) },
    change: ({ sales }) => sales.addPropertyOverride('ComputeConfig.MaxCapacityUnits', 3),
  });

  test.each(['nothing', 'update'] as const)('goes back to replications that run, where a failed update is taken back by %s', async (rollbackOfFailedUpdate) => {
    const cloud = await deployed({ deployment: { rollbackOfFailedUpdate } });
    expect(await cloud.deploy(STACK, invalid)).toMatchObject({ succeeded: false, status: 'UPDATE_ROLLBACK_COMPLETE' });
    await cloud.pass(60);
    expect(statuses(cloud)).toEqual(RUNNING);
    expect([cloud.isScheduled, cloud.notes.stops]).toEqual([false, {}]);
    expect(starts(cloud).slice(2)).toEqual(['resume-processing']);
  });

  test('because DMS changes nothing that was ever started leaves them running', async () => {
    const cloud = await deployed({ behaviour: { replicationChangeAfterStart: 'refused' } });
    const result = await cloud.deploy(STACK, otherSettings);
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(result.events.map(({ reason = '' }) => reason).join('\n')).toContain('its replication has been started');
    await cloud.pass(60);
    expect(statuses(cloud)).toEqual(RUNNING);
  });

  test('because the new endpoint fails leaves them running on the endpoint that they had', async () => {
    const withPort = (port: number): typeof first => twoReplications({ change: ({ target }) => target.addPropertyOverride('ExtraConnectionAttributes', `port=${port}`) });
    const cloud = new Cloud();
    await cloud.deploy(STACK, withPort(5432));
    const endpoint = cloud.dms.snapshot().endpoints.find(({ type }) => type.toLowerCase() === 'target')!;
    cloud.dms.onCall(({ operation, input }) => {
      const { ExtraConnectionAttributes: attributes } = input as { ExtraConnectionAttributes?: string };
      if (operation === 'ModifyEndpoint') cloud.dms.setEndpointFailure(endpoint.arn, attributes === 'port=1' ? 'Cannot connect: Connection refused' : undefined);
    });
    const result = await cloud.deploy(STACK, withPort(1));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
    await cloud.pass(60);
    expect(statuses(cloud)).toEqual(RUNNING);
  });
});

test('a change that replaces one is refused, and nothing is touched; unless it is asked for', async () => {
  const cloud = await deployed();
  const before = cloud.changes.length;
  const result = await cloud.deploy(STACK, twoReplications({ sales: { resourceIdentifier: 'other' } }));
  expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(result.events.map(({ reason = '' }) => reason).join('\n')).toContain('This change replaces the migration task Sales');
  expect([cloud.since(before), statuses(cloud)]).toEqual([[], RUNNING]);
  expect(await cloud.deploy(STACK, twoReplications({ sales: { resourceIdentifier: 'other', allowReload: true } }))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  await cloud.pass(10);
  expect(statuses(cloud)).toEqual({ other: 'running', stock: 'running' });
});

test('a restart with a new name loads everything once more', async () => {
  const cloud = await deployed();
  expect(await cloud.deploy(STACK, twoReplications({ sales: { restart: TaskRestart.reload('2026-03-01') } }))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect([starts(cloud).slice(2), statuses(cloud)]).toEqual([['reload-target'], RUNNING]);
});

test('one that an operator has stopped stays so through a deployment', async () => {
  const cloud = await deployed();
  cloud.dms.call('StopReplication', { ReplicationConfigArn: replicationOf(cloud, 'sales').arn });
  await cloud.pass(60);
  expect(await cloud.deploy(STACK, otherSettings)).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(statuses(cloud)).toEqual({ ...RUNNING, sales: 'stopped' });
});

test.each(['deprovisioned', 'stopped'] as const)('one that leaves is stopped, and deleted when DMS has taken its compute, where DMS deletes what is %s', async (replicationDeletion) => {
  const cloud = await deployed({ behaviour: { replicationDeletion } });
  expect(await cloud.deploy(STACK, twoReplications({ withStock: false }))).toMatchObject({ status: 'UPDATE_COMPLETE' });
  await cloud.pass(10);
  expect(statuses(cloud)).toEqual({ sales: 'running' });
});

test('a stack that is destroyed stops them first', async () => {
  const cloud = await deployed();
  expect(await cloud.deployer.destroy(STACK)).toMatchObject({ status: 'DELETE_COMPLETE' });
  expect(statuses(cloud)).toEqual({});
});
