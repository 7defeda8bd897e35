import type { Dms } from '../../../lib/simulator';
import type { DeploymentBehaviour, Properties, ResourceDefinition, StackTemplate } from '../../../lib/simulator/cloudformation';
import { MAPPINGS } from '../support';
import { Account, custom, failing, getAtt, inOrder, ref, template } from './support';

// Resources of DMS, made by its API.

const SETTINGS = JSON.stringify({ FullLoadSettings: { MaxFullLoadSubTasks: 4 } });
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

type Changes = Readonly<Record<string, Properties>>;

/** An instance, two endpoints and a task, with other properties of some. */
function migration(changes: Changes = {}, rest: Readonly<Record<string, ResourceDefinition>> = {}): StackTemplate {
  const of = (id: string, type: string, properties: Properties): ResourceDefinition => ({ Type: `AWS::DMS::${type}`, Properties: { ...properties, ...changes[id] } });
  return template({
    Task: of('Task', 'ReplicationTask', {
      ReplicationTaskIdentifier: 'task', MigrationType: 'full-load-and-cdc', TableMappings: MAPPINGS, ReplicationTaskSettings: SETTINGS,
      ReplicationInstanceArn: ref('Instance'), SourceEndpointArn: ref('Source'), TargetEndpointArn: ref('Target'),
    }),
    Source: of('Source', 'Endpoint', { EndpointType: 'source', EngineName: 'postgres', PostgreSqlSettings: { HeartbeatEnable: true } }),
    Target: of('Target', 'Endpoint', { EndpointType: 'target', EngineName: 'mysql', Port: '3306', Tags: [{ Key: 'a', Value: '1' }] }),
    Instance: of('Instance', 'ReplicationInstance', {
      ReplicationInstanceClass: 'dms.r6i.large', AllocatedStorage: '50', MultiAZ: 'false', ReplicationSubnetGroupIdentifier: ref('Subnets'),
    }),
    Subnets: of('Subnets', 'ReplicationSubnetGroup', { ReplicationSubnetGroupDescription: 'x', SubnetIds: ['subnet-1', 'subnet-2'] }),
    ...rest,
  }, { Outputs: { Task: { Value: ref('Task') }, Addresses: { Value: getAtt('Instance', 'ReplicationInstancePrivateIpAddresses') } } });
}

async function deployed(behaviour: Partial<DeploymentBehaviour> = {}): Promise<Account> {
  const account = new Account({ behaviour });
  expect(await account.deployer.deploy('Test', migration())).toMatchObject({ succeeded: true });
  return account;
}

interface Answers {
  readonly ReplicationTasks: readonly Record<string, unknown>[];
  readonly Endpoints: readonly Record<string, unknown>[];
  readonly ReplicationInstances: readonly Record<string, unknown>[];
}

function look(dms: Dms, what: keyof Answers): readonly Record<string, unknown>[] {
  return (dms.call(`Describe${what}`) as Answers)[what];
}

function run({ dms, deployer }: Account): void {
  const idOf = (id: string): string | undefined => deployer.stack('Test')?.resources[id].physicalId;
  for (const id of ['Source', 'Target']) dms.call('TestConnection', { ReplicationInstanceArn: idOf('Instance'), EndpointArn: idOf(id) });
  dms.advanceTo(dms.now + 60_000);
  dms.call('StartReplicationTask', { ReplicationTaskArn: idOf('Task'), StartReplicationTaskType: 'start-replication' });
  dms.advanceTo(dms.now + 60_000);
}

test('are made in order, waited for, and known by their ARNs', async () => {
  const { dms, deployer, changes, seconds } = await deployed();
  expect(changes).toEqual(['CreateEndpoint', 'CreateEndpoint', 'CreateReplicationSubnetGroup', 'CreateReplicationInstance', 'CreateReplicationTask']);
  // Ten seconds for the instance, and ten for the task.
  expect(seconds).toBe(20);
  const stack = deployer.stack('Test');
  expect(stack?.outputs.Task.value).toBe(look(dms, 'ReplicationTasks')[0].ReplicationTaskArn);
  expect(stack?.outputs.Addresses.value).toEqual(look(dms, 'ReplicationInstances')[0].ReplicationInstancePrivateIpAddresses);
  expect(stack?.resources.Subnets.physicalId).toMatch(/^test-subnets-[a-z0-9]{12}$/);
  expect(look(dms, 'ReplicationInstances')[0]).toMatchObject({ AllocatedStorage: 50, MultiAZ: false, ReplicationInstanceStatus: 'available' });
  expect(look(dms, 'Endpoints')).toMatchObject([{ PostgreSQLSettings: { HeartbeatEnable: true } }, { Port: 3306 }]);
});

test('have the tags of the stack beside their own', async () => {
  const account = new Account();
  const tagsOf = (id: string): unknown => (account.dms.call('ListTagsForResource', { ResourceArn: account.deployer.stack('Test')?.resources[id].physicalId }) as { TagList: unknown }).TagList;
  await account.deployer.deploy('Test', migration(), { tags: { a: 'stack', b: 'stack' } });
  expect(tagsOf('Target')).toEqual([{ Key: 'a', Value: '1' }, { Key: 'b', Value: 'stack' }]);
  await account.deployer.deploy('Test', migration(), { tags: { b: 'new' } });
  expect(tagsOf('Target')).toEqual([{ Key: 'a', Value: '1' }, { Key: 'b', Value: 'new' }]);
  expect(tagsOf('Task')).toEqual([{ Key: 'b', Value: 'new' }]);
  expect(account.changes.filter((each) => each.startsWith('Modify'))).toEqual([]);
});

test.each<[string, Changes, string[]]>([
  ['an instance', { Instance: { ReplicationInstanceClass: 'dms.r6i.xlarge' } }, ['ModifyReplicationInstance']],
  ['an endpoint', { Source: { ServerName: 'new' } }, ['ModifyEndpoint']],
  ['a task', { Task: { TableMappings: MAPPINGS.replace('"1"', '"2"') } }, ['ModifyReplicationTask']],
  ['a subnet group', { Subnets: { SubnetIds: ['subnet-1', 'subnet-3'] } }, ['ModifyReplicationSubnetGroup']],
])('%s is modified, and waited for', async (_, changes, calls) => {
  const account = await deployed();
  const before = account.changes.length;
  expect(await account.deployer.deploy('Test', migration(changes))).toMatchObject({ succeeded: true, status: 'UPDATE_COMPLETE' });
  expect(account.changes.slice(before)).toEqual(calls);
  expect(look(account.dms, 'ReplicationInstances')[0]).toMatchObject({ ReplicationInstanceStatus: 'available', PendingModifiedValues: {} });
  expect(look(account.dms, 'ReplicationTasks')[0].Status).toBe('ready');
});

test('a setting that is taken away is gone', async () => {
  const account = await deployed();
  await account.deployer.deploy('Test', migration({ Source: { PostgreSqlSettings: { CaptureDdls: false } } }));
  expect(look(account.dms, 'Endpoints')[0].PostgreSQLSettings).toEqual({ CaptureDdls: false });
});

test.each(['changed', 'all'] as const)('an update sends what is %s', async (propertiesSent) => {
  const account = await deployed({ propertiesSent });
  await account.deployer.deploy('Test', migration({ Instance: { AllocatedStorage: 60 } }));
  const call = account.dms.calls.find(({ operation }) => operation === 'ModifyReplicationInstance');
  expect(call?.input).toEqual({
    ReplicationInstanceArn: expect.any(String), AllocatedStorage: 60, ApplyImmediately: true,
    ...propertiesSent === 'all' && { ReplicationInstanceClass: 'dms.r6i.large', MultiAZ: false },
  });
});

test('an instance can be left to its maintenance window', async () => {
  const account = await deployed({ instanceChanges: 'inMaintenanceWindow' });
  await account.deployer.deploy('Test', migration({ Instance: { ReplicationInstanceClass: 'dms.r6i.xlarge' } }));
  expect(look(account.dms, 'ReplicationInstances')[0]).toMatchObject({
    ReplicationInstanceClass: 'dms.r6i.large', PendingModifiedValues: { ReplicationInstanceClass: 'dms.r6i.xlarge' },
  });
});

test('a task is replaced for another type of migration, if its name lets it be', async () => {
  const account = await deployed();
  const old = account.deployer.stack('Test')?.resources.Task.physicalId;
  const clash = await account.deployer.deploy('Test', migration({ Task: { MigrationType: 'cdc' } }));
  expect(clash.events.find(({ status }) => status === 'UPDATE_FAILED')?.reason)
    .toBe('Replication Task already exists: task (Service: AWSDatabaseMigrationService; Status Code: 400; Error Code: ResourceAlreadyExistsFault)');
  expect(clash).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', stack: { resources: { Task: { physicalId: old } } } });
  const result = await account.deployer.deploy('Test', migration({ Task: { MigrationType: 'cdc', ReplicationTaskIdentifier: 'other' } }));
  expect(result.status).toBe('UPDATE_COMPLETE');
  expect(look(account.dms, 'ReplicationTasks')).toMatchObject([{ ReplicationTaskIdentifier: 'other', MigrationType: 'cdc' }]);
});

test('everything that needs an instance is replaced with it', async () => {
  const account = await deployed();
  const before = account.changes.length;
  const given = migration({ Instance: { PubliclyAccessible: false, ReplicationInstanceIdentifier: 'new' }, Task: { ReplicationTaskIdentifier: 'other' } });
  expect(await account.deployer.deploy('Test', given)).toMatchObject({ succeeded: true });
  expect(account.changes.slice(before)).toEqual(['CreateReplicationInstance', 'CreateReplicationTask', 'DeleteReplicationTask', 'DeleteReplicationInstance']);
});

test('a certificate is imported and, when it is another, replaced', async () => {
  const certificate = (name: string): StackTemplate => migration({}, {
    Certificate: { Type: 'AWS::DMS::Certificate', Properties: { CertificateIdentifier: name, CertificatePem: PEM } },
  });
  const account = new Account();
  await account.deployer.deploy('Test', certificate('one'));
  await account.deployer.deploy('Test', certificate('two'));
  expect(account.dms.call('DescribeCertificates')).toMatchObject({ Certificates: [{ CertificateIdentifier: 'two', CertificatePem: PEM }] });
});

test('a task that runs cannot be changed: the update is taken back', async () => {
  const account = await deployed();
  run(account);
  const result = await account.deployer.deploy('Test', migration({ Task: { TableMappings: '{"rules":[]}' } }));
  expect(result).toMatchObject({ succeeded: false, status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'The following resource(s) failed to update: [Task]. ' });
  expect(result.events.find(({ status }) => status === 'UPDATE_FAILED')?.reason).toBe(
    'Replication Task, excluding logging severity task settings, cannot be modified while it is running state '
    + '(Service: AWSDatabaseMigrationService; Status Code: 400; Error Code: InvalidResourceStateFault)',
  );
  expect(look(account.dms, 'ReplicationTasks')[0]).toMatchObject({ Status: 'running', TableMappings: MAPPINGS });
});

test('nor can it be taken back, if CloudFormation updates in a rollback what it could not update', async () => {
  const account = await deployed({ rollbackOfFailedUpdate: 'update' });
  run(account);
  expect(await account.deployer.deploy('Test', migration({ Task: { TableMappings: '{"rules":[]}' } }))).toMatchObject({ status: 'UPDATE_ROLLBACK_FAILED' });
});

test('a task that runs cannot be deleted, unless CloudFormation stops it', async () => {
  const refused = await deployed();
  run(refused);
  expect(await refused.deployer.destroy('Test')).toMatchObject({ status: 'DELETE_FAILED', reason: 'The following resource(s) failed to delete: [Task].' });
  const stopped = await deployed({ deletionOfRunningTask: 'stopsIt' });
  run(stopped);
  expect(await stopped.deployer.destroy('Test')).toMatchObject({ status: 'DELETE_COMPLETE' });
});

test('are deleted in the reverse order, with what is gone already left out', async () => {
  const account = await deployed();
  account.dms.call('DeleteReplicationTask', { ReplicationTaskArn: account.deployer.stack('Test')?.resources.Task.physicalId });
  account.dms.advanceTo(account.dms.now + 600_000);
  const { events, succeeded } = await account.deployer.destroy('Test');
  expect(succeeded).toBe(true);
  const order = inOrder(events, 'DELETE_COMPLETE');
  expect(order[0]).toBe('Task');
  expect(order.indexOf('Instance')).toBeLessThan(order.indexOf('Subnets'));
  expect(Object.values(account.dms.call('DescribeReplicationInstances')).flat()).toEqual([]);
});

test('what has been begun when something fails is finished, and then deleted', async () => {
  const account = new Account();
  account.answering = failing(({ RequestType }) => RequestType === 'Create');
  const result = await account.deployer.deploy('Test', migration({}, { Fails: custom() }));
  expect(result.status).toBe('ROLLBACK_COMPLETE');
  expect(look(account.dms, 'ReplicationInstances').length + look(account.dms, 'Endpoints').length).toBe(0);
});

test('an instance for which there is no capacity fails with what DMS says', async () => {
  const account = new Account();
  account.dms.setNoCapacity(['dms.r6i.large']);
  const { events } = await account.deployer.deploy('Test', migration());
  expect(events.find(({ status }) => status === 'CREATE_FAILED')).toMatchObject({ logicalId: 'Instance', reason: expect.stringContaining('InsufficientResourceCapacityFault') });
});

test('an event subscription, which is not simulated, is a placeholder', async () => {
  const account = new Account();
  const { stack } = await account.deployer.deploy('Test', template({ S: { Type: 'AWS::DMS::EventSubscription', Properties: { SubscriptionName: 'named', SnsTopicArn: 'x' } } }));
  expect(stack.resources.S.physicalId).toBe('named');
  expect(account.changes).toEqual([]);
});
