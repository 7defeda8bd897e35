import * as sdk from '@aws-sdk/client-database-migration-service';
import { Dms, SimulatorServer, type BehaviourOptions } from '../../lib/simulator';
import { OPERATIONS } from '../../lib/simulator/operations';
import { MAPPINGS, STOP_AT_BOUNDARY, tablesOf, TEN_SECONDS } from './support';

let dms: Dms;
let server: SimulatorServer;
let client: sdk.DatabaseMigrationServiceClient;
const called = new Set<string>();

async function connect(behaviour: BehaviourOptions = {}, maxAttempts = 1): Promise<void> {
  dms = new Dms({ behaviour: { durations: TEN_SECONDS, ...behaviour } });
  dms.onCall(({ operation, outcome }) => outcome === 'ok' && called.add(operation));
  server = new SimulatorServer(dms);
  client = new sdk.DatabaseMigrationServiceClient({
    endpoint: await server.start(), region: 'us-east-1', maxAttempts, credentials: { accessKeyId: 'simulated', secretAccessKey: 'simulated' },
  });
}

beforeEach(async () => connect());
afterEach(async () => {
  client.destroy();
  await server.stop();
});

function pass(seconds: number): void {
  dms.advanceTo(dms.now + seconds * 1000);
}

/** Time goes on while the SDK waits. */
async function whileTimePasses<T>(waiting: Promise<T>): Promise<T> {
  const timer = setInterval(() => pass(5), 5);
  return waiting.finally(() => clearInterval(timer));
}

/** Quick, and long enough for everything here. */
const WAIT = { maxWaitTime: 20, minDelay: 0.01, maxDelay: 0.02 };

async function createInstance(identifier = 'Migration'): Promise<string> {
  const { ReplicationInstance } = await client.send(new sdk.CreateReplicationInstanceCommand({
    ReplicationInstanceIdentifier: identifier, ReplicationInstanceClass: 'dms.r6i.4xlarge', PubliclyAccessible: false, Tags: [{ Key: 'team', Value: 'orders' }],
  }));
  pass(10);
  return ReplicationInstance?.ReplicationInstanceArn ?? '';
}

async function createEndpoint(identifier: string, type: 'source' | 'target'): Promise<string> {
  const { Endpoint } = await client.send(new sdk.CreateEndpointCommand({
    EndpointIdentifier: identifier, EndpointType: type, EngineName: 'postgres', ServerName: 'db', Port: 5432, Password: 'secret',
    PostgreSQLSettings: { Password: 'secret', SlotName: 'a' },
  }));
  return Endpoint?.EndpointArn ?? '';
}

async function createTask(settings: object = {}): Promise<{ task: string; instance: string; source: string; target: string }> {
  const [instance, source, target] = [await createInstance(), await createEndpoint('orders', 'source'), await createEndpoint('warehouse', 'target')];
  for (const EndpointArn of [source, target]) await client.send(new sdk.TestConnectionCommand({ ReplicationInstanceArn: instance, EndpointArn }));
  pass(10);
  const { ReplicationTask } = await client.send(new sdk.CreateReplicationTaskCommand({
    ReplicationTaskIdentifier: 'Orders', SourceEndpointArn: source, TargetEndpointArn: target, ReplicationInstanceArn: instance,
    MigrationType: 'full-load-and-cdc', TableMappings: MAPPINGS, ReplicationTaskSettings: JSON.stringify(settings),
  }));
  pass(10);
  return { task: ReplicationTask?.ReplicationTaskArn ?? '', instance, source, target };
}

async function start(task: string, type: 'start-replication' | 'resume-processing' = 'start-replication'): Promise<void> {
  await client.send(new sdk.StartReplicationTaskCommand({ ReplicationTaskArn: task, StartReplicationTaskType: type }));
  pass(10);
}

async function seeTask(task: string) {
  const { ReplicationTasks } = await client.send(new sdk.DescribeReplicationTasksCommand({ Filters: [{ Name: 'replication-task-arn', Values: [task] }], WithoutSettings: true }));
  return ReplicationTasks?.[0];
}

describe('instances', () => {
  test('are created, described, modified, rebooted and deleted', async () => {
    const instance = await createInstance();
    const modified = await client.send(new sdk.ModifyReplicationInstanceCommand({
      ReplicationInstanceArn: instance, ReplicationInstanceClass: 'dms.r6i.large', ApplyImmediately: true,
    }));
    expect(modified.ReplicationInstance).toMatchObject({ ReplicationInstanceStatus: 'available', PendingModifiedValues: { ReplicationInstanceClass: 'dms.r6i.large' } });
    pass(20);
    const { ReplicationInstances } = await client.send(new sdk.DescribeReplicationInstancesCommand({ Filters: [{ Name: 'replication-instance-id', Values: ['migration'] }] }));
    expect(ReplicationInstances).toEqual([expect.objectContaining({
      ReplicationInstanceArn: instance, ReplicationInstanceIdentifier: 'migration', ReplicationInstanceClass: 'dms.r6i.large', InstanceCreateTime: new Date(Date.UTC(2026, 0, 5, 0, 0, 10)),
    })]);
    const rebooted = await client.send(new sdk.RebootReplicationInstanceCommand({ ReplicationInstanceArn: instance }));
    expect(rebooted.ReplicationInstance?.ReplicationInstanceStatus).toBe('rebooting');
    pass(10);
    const deleted = await client.send(new sdk.DeleteReplicationInstanceCommand({ ReplicationInstanceArn: instance }));
    expect(deleted.ReplicationInstance?.ReplicationInstanceStatus).toBe('deleting');
    pass(10);
    await expect(client.send(new sdk.DescribeReplicationInstancesCommand({ Filters: [{ Name: 'replication-instance-arn', Values: [instance] }] }))).rejects.toThrow(sdk.ResourceNotFoundFault);
  });

  test('fail with the faults of the SDK', async () => {
    const instance = await createInstance();
    await expect(createInstance()).rejects.toThrow(sdk.ResourceAlreadyExistsFault);
    dms.setNoCapacity(['dms.r6i.large']);
    await expect(client.send(new sdk.ModifyReplicationInstanceCommand({ ReplicationInstanceArn: instance, ReplicationInstanceClass: 'dms.r6i.large' })))
      .rejects.toThrow(sdk.InsufficientResourceCapacityFault);
    await expect(client.send(new sdk.ModifyReplicationInstanceCommand({ ReplicationInstanceArn: instance }))).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException', message: 'No modifications were requested on replication instance: migration', $metadata: { httpStatusCode: 400 },
    });
    await client.send(new sdk.RebootReplicationInstanceCommand({ ReplicationInstanceArn: instance }));
    await expect(client.send(new sdk.RebootReplicationInstanceCommand({ ReplicationInstanceArn: instance })))
      .rejects.toThrow(sdk.InvalidResourceStateFault);
  });

  test('are waited for, and the waiter is too early for a change of class', async () => {
    const instance = await createInstance();
    await whileTimePasses(sdk.waitUntilReplicationInstanceAvailable({ client, ...WAIT }, {}));
    await client.send(new sdk.ModifyReplicationInstanceCommand({ ReplicationInstanceArn: instance, ReplicationInstanceClass: 'dms.r6i.large', ApplyImmediately: true }));
    expect((await sdk.waitUntilReplicationInstanceAvailable({ client, ...WAIT }, {})).state).toBe('SUCCESS');
    const { ReplicationInstances } = await client.send(new sdk.DescribeReplicationInstancesCommand({}));
    expect(ReplicationInstances?.[0].ReplicationInstanceClass).toBe('dms.r6i.4xlarge');
  });
});

describe('endpoints and connections', () => {
  test('are created, described, modified, tested and deleted', async () => {
    const [instance, endpoint] = [await createInstance(), await createEndpoint('Orders', 'source')];
    await client.send(new sdk.TestConnectionCommand({ ReplicationInstanceArn: instance, EndpointArn: endpoint }));
    await whileTimePasses(sdk.waitUntilTestConnectionSucceeds({ client, ...WAIT }, { Filters: [{ Name: 'endpoint-arn', Values: [endpoint] }] }));
    const modified = await client.send(new sdk.ModifyEndpointCommand({ EndpointArn: endpoint, Port: 5433, PostgreSQLSettings: { PluginName: 'pglogical' } }));
    expect(modified.Endpoint).toMatchObject({ EndpointIdentifier: 'orders', Port: 5433, ServerName: 'db', PostgreSQLSettings: { SlotName: 'a', PluginName: 'pglogical' } });
    expect(JSON.stringify(modified)).not.toContain('secret');
    const exact = await client.send(new sdk.ModifyEndpointCommand({ EndpointArn: endpoint, ExactSettings: true, PostgreSQLSettings: { PluginName: 'pglogical' } }));
    expect(exact.Endpoint?.PostgreSQLSettings).toEqual({ PluginName: 'pglogical' });
    pass(10);
    const { Connections } = await client.send(new sdk.DescribeConnectionsCommand({ Filters: [{ Name: 'replication-instance-arn', Values: [instance] }] }));
    expect(Connections).toMatchObject([{ Status: 'successful', EndpointIdentifier: 'orders', ReplicationInstanceIdentifier: 'migration' }]);
    await client.send(new sdk.DeleteConnectionCommand({ ReplicationInstanceArn: instance, EndpointArn: endpoint }));
    pass(10);
    expect((await client.send(new sdk.DescribeConnectionsCommand({}))).Connections).toEqual([]);
    expect((await client.send(new sdk.DeleteEndpointCommand({ EndpointArn: endpoint }))).Endpoint?.Status).toBe('deleting');
    pass(10);
    expect((await client.send(new sdk.DescribeEndpointsCommand({}))).Endpoints).toEqual([]);
  });

  test('in use are not changed or deleted', async () => {
    const { task, source, instance } = await createTask();
    await start(task);
    await expect(client.send(new sdk.ModifyEndpointCommand({ EndpointArn: source, Port: 1 }))).rejects.toThrow('is in use by replication task orders, which must be stopped first');
    await expect(client.send(new sdk.DeleteEndpointCommand({ EndpointArn: source }))).rejects.toThrow(sdk.InvalidResourceStateFault);
    await expect(client.send(new sdk.DeleteConnectionCommand({ ReplicationInstanceArn: instance, EndpointArn: source })))
      .rejects.toThrow(sdk.InvalidResourceStateFault);
  });

  test('come in pages', async () => {
    for (let index = 0; index < 45; index++) await createEndpoint(`endpoint-${index}`, index < 30 ? 'source' : 'target');
    const pages: number[] = [];
    const names = new Set<string | undefined>();
    for await (const { Endpoints = [] } of sdk.paginateDescribeEndpoints({ client, pageSize: 20 }, {})) {
      pages.push(Endpoints.length);
      Endpoints.forEach(({ EndpointIdentifier }) => names.add(EndpointIdentifier));
    }
    expect(pages).toEqual([20, 20, 5]);
    expect(names.size).toBe(45);
    const whole = await client.send(new sdk.DescribeEndpointsCommand({ MaxRecords: 45 }));
    expect([whole.Endpoints?.length, whole.Marker]).toEqual([45, undefined]);
    const filtered = await client.send(new sdk.DescribeEndpointsCommand({ Filters: [{ Name: 'endpoint-type', Values: ['target'] }, { Name: 'engine-name', Values: ['postgres', 'mysql'] }] }));
    expect(filtered.Endpoints).toHaveLength(15);
    expect(filtered.Marker).toBeUndefined();
  });

  test.each([
    [{ MaxRecords: 19 }, 'The parameter MaxRecords must be a number between 20 and 100. Got: 19'],
    [{ MaxRecords: 101 }, 'The parameter MaxRecords must be a number between 20 and 100. Got: 101'],
    [{ Marker: 'nonsense' }, 'Invalid marker: nonsense'],
    [{ Filters: [{ Name: 'colour', Values: ['red'] }] }, 'Unrecognized filter name: colour. Valid filter names: endpoint-arn | endpoint-type | endpoint-id | engine-name'],
  ])('fail for %j', async (input, message) => {
    await expect(client.send(new sdk.DescribeEndpointsCommand(input))).rejects.toMatchObject({ name: 'InvalidParameterValueException', message });
  });
});

describe('tasks', () => {
  test('go their way through boundary and resumption, with the waiters of the SDK', async () => {
    dms.setWorkload('orders', { tables: tablesOf(30, 60), cachedChangesSeconds: 10 });
    const { task } = await createTask(STOP_AT_BOUNDARY);
    const filter = { Filters: [{ Name: 'replication-task-arn', Values: [task] }] };
    await start(task);
    await sdk.waitUntilReplicationTaskRunning({ client, ...WAIT }, filter);
    await whileTimePasses(sdk.waitUntilReplicationTaskStopped({ client, ...WAIT }, filter));
    expect(await seeTask(task)).toMatchObject({ StopReason: 'Stop Reason STOPPED_AFTER_CACHED_EVENTS', ReplicationTaskStats: { FreshStartDate: expect.any(Date) } });
    await start(task, 'resume-processing');
    expect((await seeTask(task))?.Status).toBe('running');
    const reloaded = await client.send(new sdk.ReloadTablesCommand({ ReplicationTaskArn: task, TablesToReload: [{ SchemaName: 'app', TableName: 't1' }] }));
    expect(reloaded.ReplicationTaskArn).toBe(task);
    const { ReplicationTask } = await client.send(new sdk.StopReplicationTaskCommand({ ReplicationTaskArn: task }));
    expect(ReplicationTask?.Status).toBe('stopping');
    pass(10);
    await client.send(new sdk.DeleteReplicationTaskCommand({ ReplicationTaskArn: task }));
    await whileTimePasses(sdk.waitUntilReplicationTaskDeleted({ client, ...WAIT }, filter));
  });

  test('are assessed by many assessments', async () => {
    const { task } = await createTask();
    const { ReplicationTaskAssessmentRun: run } = await client.send(new sdk.StartReplicationTaskAssessmentRunCommand({
      ReplicationTaskArn: task, AssessmentRunName: 'first', ServiceAccessRoleArn: 'arn:aws:iam::123456789012:role/results', ResultLocationBucket: 'results',
    }));
    expect(run).toMatchObject({ Status: 'starting', ReplicationTaskAssessmentRunCreationDate: expect.any(Date) });
    pass(10);
    const arn = run?.ReplicationTaskAssessmentRunArn;
    const Filters = [{ Name: 'replication-task-assessment-run-arn', Values: [arn!] }];
    const { ReplicationTaskAssessmentRuns: runs } = await client.send(new sdk.DescribeReplicationTaskAssessmentRunsCommand({ Filters }));
    expect(runs).toMatchObject([{ Status: 'passed', AssessmentProgress: { IndividualAssessmentCount: 3, IndividualAssessmentCompletedCount: 3 } }]);
    const { ReplicationTaskIndividualAssessments: all } = await client.send(new sdk.DescribeReplicationTaskIndividualAssessmentsCommand({ Filters }));
    expect(all?.map(({ Status }) => Status)).toEqual(['passed', 'passed', 'passed']);
    const deleted = await client.send(new sdk.DeleteReplicationTaskAssessmentRunCommand({ ReplicationTaskAssessmentRunArn: arn }));
    expect(deleted.ReplicationTaskAssessmentRun?.Status).toBe('deleting');
  });

  test('are modified, assessed and moved', async () => {
    const { task } = await createTask();
    const target = await createInstance('other');
    const { ReplicationTask } = await client.send(new sdk.ModifyReplicationTaskCommand({ ReplicationTaskArn: task, ReplicationTaskIdentifier: 'Renamed', CdcStartTime: new Date(Date.UTC(2026, 0, 1)) }));
    expect(ReplicationTask).toMatchObject({ Status: 'modifying', ReplicationTaskIdentifier: 'renamed', CdcStartPosition: '2026-01-01T00:00:00' });
    pass(10);
    await client.send(new sdk.StartReplicationTaskAssessmentCommand({ ReplicationTaskArn: task }));
    expect((await seeTask(task))?.Status).toBe('testing');
    pass(10);
    await start(task);
    await client.send(new sdk.StopReplicationTaskCommand({ ReplicationTaskArn: task }));
    pass(10);
    const moving = await client.send(new sdk.MoveReplicationTaskCommand({ ReplicationTaskArn: task, TargetReplicationInstanceArn: target }));
    expect(moving.ReplicationTask).toMatchObject({ Status: 'moving', TargetReplicationInstanceArn: target });
    pass(10);
    expect(await seeTask(task)).toMatchObject({ Status: 'stopped', ReplicationInstanceArn: target });
  });

  test('have their settings filled in, and leave them out when they are not wanted', async () => {
    await createTask({ FullLoadSettings: { MaxFullLoadSubTasks: 4 }, Extra: { a: [1] } });
    const [withSettings] = (await client.send(new sdk.DescribeReplicationTasksCommand({}))).ReplicationTasks ?? [];
    expect(JSON.parse(withSettings.ReplicationTaskSettings ?? '')).toMatchObject({ FullLoadSettings: { MaxFullLoadSubTasks: 4, CommitRate: 10000 }, Extra: { a: [1] }, Logging: { EnableLogging: false } });
    const [without] = (await client.send(new sdk.DescribeReplicationTasksCommand({ WithoutSettings: true }))).ReplicationTasks ?? [];
    expect(without).not.toHaveProperty('ReplicationTaskSettings');
    expect(without).not.toHaveProperty('TableMappings');
  });

  test('have tables in pages of up to 500, by state', async () => {
    dms.setWorkload('orders', { tables: tablesOf(...Array.from({ length: 1100 }, () => 10)) });
    const { task } = await createTask();
    expect((await client.send(new sdk.DescribeTableStatisticsCommand({ ReplicationTaskArn: task }))).TableStatistics).toEqual([]);
    await start(task);
    const pages: number[] = [];
    for await (const { TableStatistics = [] } of sdk.paginateDescribeTableStatistics({ client, pageSize: 500 }, { ReplicationTaskArn: task })) {
      pages.push(TableStatistics.length);
    }
    expect(pages).toEqual([500, 500, 100]);
    const loading = await client.send(new sdk.DescribeTableStatisticsCommand({ ReplicationTaskArn: task, Filters: [{ Name: 'table-state', Values: ['Full load'] }] }));
    expect(loading.TableStatistics).toHaveLength(8);
  });

  test.each([
    [{ TableMappings: 'no json' }, 'InvalidParameterValueException', 'Invalid table mappings document'],
    [{ ReplicationTaskSettings: '[]' }, 'InvalidParameterValueException', 'Invalid task settings JSON'],
    [{ ReplicationTaskSettings: '{"Logging":{"CloudWatchLogGroup":"a"}}' }, 'InvalidParameterValueException', 'CloudWatchLogGroup or CloudWatchLogStream cannot be set on create'],
    [{ ReplicationTaskSettings: '{"FullLoadSettings":{"MaxFullLoadSubTasks":50}}' }, 'InvalidParameterValueException', 'MaxFullLoadSubTasks must be between 1 and 49'],
    [{ MigrationType: 'everything' as 'cdc' }, 'ValidationException', "Value 'everything' at 'migrationType' failed to satisfy constraint: Member must satisfy enum value set: [full-load, cdc, full-load-and-cdc]"],
    [{ ReplicationTaskIdentifier: undefined }, 'InvalidParameterValueException', 'The parameter ReplicationTaskIdentifier must be provided and must not be blank.'],
    [{ ReplicationTaskIdentifier: '1st' }, 'InvalidParameterValueException', 'must begin with a letter'],
    [{ ResourceIdentifier: 'a'.repeat(32) }, 'InvalidParameterValueException', 'must not be longer than 31 characters'],
    [{ CdcStartPosition: 'a', CdcStartTime: new Date() }, 'InvalidParameterCombinationException', 'Only one of CdcStartTime and CdcStartPosition'],
    [{ SourceEndpointArn: 'arn:aws:dms:us-east-1:123456789012:endpoint:NONE' }, 'ResourceNotFoundFault', 'Endpoint arn:aws:dms:us-east-1:123456789012:endpoint:NONE not found.'],
  ])('fail for %j', async (change, name, message) => {
    const { instance, source, target } = await createTask();
    await expect(client.send(new sdk.CreateReplicationTaskCommand({
      ReplicationTaskIdentifier: 'second', SourceEndpointArn: source, TargetEndpointArn: target, ReplicationInstanceArn: instance, MigrationType: 'cdc', TableMappings: MAPPINGS,
      ...change,
    }))).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  test('take a name for the end of their ARN', async () => {
    const { instance, source, target } = await createTask();
    const { ReplicationTask } = await client.send(new sdk.CreateReplicationTaskCommand({
      ReplicationTaskIdentifier: 'second', SourceEndpointArn: source, TargetEndpointArn: target, ReplicationInstanceArn: instance, MigrationType: 'cdc', TableMappings: MAPPINGS,
      ResourceIdentifier: 'orders-2',
    }));
    expect(ReplicationTask?.ReplicationTaskArn).toBe('arn:aws:dms:us-east-1:123456789012:task:orders-2');
  });

  test('that run take a change of log severities only', async () => {
    const { task } = await createTask({ Logging: { EnableLogging: true } });
    await start(task);
    const severities = JSON.stringify({ Logging: { LogComponents: [{ Id: 'SORTER', Severity: 'LOGGER_SEVERITY_DEBUG' }] } });
    expect((await client.send(new sdk.ModifyReplicationTaskCommand({ ReplicationTaskArn: task, ReplicationTaskSettings: severities }))).ReplicationTask?.Status).toBe('running');
    await expect(client.send(new sdk.ModifyReplicationTaskCommand({ ReplicationTaskArn: task, ReplicationTaskSettings: '{"FullLoadSettings":{"CommitRate":1}}' })))
      .rejects.toThrow('Replication Task, excluding logging severity task settings, cannot be modified while it is running state');
  });

  test.each(['refused', 'accepted'] as const)('have a change of their type %s', async (migrationTypeChange) => {
    await server.stop();
    await connect({ migrationTypeChange });
    const { task } = await createTask();
    const change = client.send(new sdk.ModifyReplicationTaskCommand({ ReplicationTaskArn: task, MigrationType: 'cdc' }));
    if (migrationTypeChange === 'refused') await expect(change).rejects.toMatchObject({ name: 'InvalidParameterCombinationException' });
    else expect((await change).ReplicationTask?.MigrationType).toBe('cdc');
  });
});

describe('all the rest', () => {
  test('subnet groups', async () => {
    const group = { ReplicationSubnetGroupIdentifier: 'Private', ReplicationSubnetGroupDescription: 'private subnets', SubnetIds: ['subnet-0a', 'subnet-0b'] };
    const { ReplicationSubnetGroup } = await client.send(new sdk.CreateReplicationSubnetGroupCommand(group));
    expect(ReplicationSubnetGroup).toMatchObject({ ReplicationSubnetGroupIdentifier: 'private', SubnetGroupStatus: 'Complete' });
    await expect(client.send(new sdk.CreateReplicationSubnetGroupCommand(group))).rejects.toThrow(sdk.ResourceAlreadyExistsFault);
    await expect(client.send(new sdk.CreateReplicationSubnetGroupCommand({ ...group, ReplicationSubnetGroupIdentifier: 'one', SubnetIds: ['subnet-0a'] })))
      .rejects.toMatchObject({ name: 'ReplicationSubnetGroupDoesNotCoverEnoughAZs' });
    await expect(client.send(new sdk.CreateReplicationSubnetGroupCommand({ ...group, ReplicationSubnetGroupIdentifier: 'odd', SubnetIds: ['subnet-0a', 'net'] })))
      .rejects.toMatchObject({ name: 'InvalidSubnet', message: 'Invalid subnet: net' });
    const modified = await client.send(new sdk.ModifyReplicationSubnetGroupCommand({ ReplicationSubnetGroupIdentifier: 'private', SubnetIds: ['subnet-0a', 'subnet-0c'] }));
    expect(modified.ReplicationSubnetGroup?.Subnets?.map(({ SubnetIdentifier }) => SubnetIdentifier)).toEqual(['subnet-0a', 'subnet-0c']);
    await client.send(new sdk.CreateReplicationInstanceCommand({ ReplicationInstanceIdentifier: 'a', ReplicationInstanceClass: 'dms.t3.small', ReplicationSubnetGroupIdentifier: 'private' }));
    await expect(client.send(new sdk.DeleteReplicationSubnetGroupCommand({ ReplicationSubnetGroupIdentifier: 'private' }))).rejects.toThrow('is in use by replication instance a.');
    await expect(client.send(new sdk.CreateReplicationInstanceCommand({ ReplicationInstanceIdentifier: 'b', ReplicationInstanceClass: 'dms.t3.small', ReplicationSubnetGroupIdentifier: 'none' })))
      .rejects.toThrow(sdk.ResourceNotFoundFault);
    await client.send(new sdk.CreateReplicationSubnetGroupCommand({ ...group, ReplicationSubnetGroupIdentifier: 'unused' }));
    await client.send(new sdk.DeleteReplicationSubnetGroupCommand({ ReplicationSubnetGroupIdentifier: 'unused' }));
    const { ReplicationSubnetGroups } = await client.send(new sdk.DescribeReplicationSubnetGroupsCommand({}));
    expect(ReplicationSubnetGroups?.map(({ ReplicationSubnetGroupIdentifier }) => ReplicationSubnetGroupIdentifier)).toEqual(['private']);
  });

  test('certificates', async () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
    const { Certificate } = await client.send(new sdk.ImportCertificateCommand({ CertificateIdentifier: 'Authority', CertificatePem: pem }));
    expect(Certificate).toMatchObject({ CertificateIdentifier: 'authority', CertificatePem: pem, CertificateCreationDate: expect.any(Date) });
    await expect(client.send(new sdk.ImportCertificateCommand({ CertificateIdentifier: 'odd', CertificatePem: 'odd' }))).rejects.toMatchObject({ name: 'InvalidCertificateFault' });
    const wallet = await client.send(new sdk.ImportCertificateCommand({ CertificateIdentifier: 'wallet', CertificateWallet: new Uint8Array([1, 2, 3]) }));
    expect(wallet.Certificate?.CertificateWallet).toEqual(new Uint8Array([1, 2, 3]));
    await client.send(new sdk.CreateEndpointCommand({ EndpointIdentifier: 'a', EndpointType: 'source', EngineName: 'mysql', SslMode: 'verify-full', CertificateArn: Certificate?.CertificateArn }));
    await expect(client.send(new sdk.DeleteCertificateCommand({ CertificateArn: Certificate?.CertificateArn }))).rejects.toThrow('is in use by endpoint a.');
    await client.send(new sdk.DeleteCertificateCommand({ CertificateArn: wallet.Certificate?.CertificateArn }));
    expect((await client.send(new sdk.DescribeCertificatesCommand({}))).Certificates).toHaveLength(1);
  });

  test('tags', async () => {
    const instance = await createInstance();
    await client.send(new sdk.AddTagsToResourceCommand({ ResourceArn: instance, Tags: [{ Key: 'stage', Value: 'test' }, { Key: 'team', Value: 'other' }] }));
    expect((await client.send(new sdk.ListTagsForResourceCommand({ ResourceArn: instance }))).TagList).toEqual([{ Key: 'team', Value: 'other' }, { Key: 'stage', Value: 'test' }]);
    await client.send(new sdk.RemoveTagsFromResourceCommand({ ResourceArn: instance, TagKeys: ['team'] }));
    expect((await client.send(new sdk.ListTagsForResourceCommand({ ResourceArnList: [instance] }))).TagList).toEqual([{ Key: 'stage', Value: 'test', ResourceArn: instance }]);
    await expect(client.send(new sdk.AddTagsToResourceCommand({ ResourceArn: 'arn', Tags: [] }))).rejects.toThrow(sdk.ResourceNotFoundFault);
  });

  test('events of the last hour, or of the time that is asked for', async () => {
    const instance = await createInstance();
    pass(7200);
    expect((await client.send(new sdk.DescribeEventsCommand({}))).Events).toEqual([]);
    await client.send(new sdk.DeleteReplicationInstanceCommand({ ReplicationInstanceArn: instance }));
    const recent = await client.send(new sdk.DescribeEventsCommand({ SourceType: 'replication-instance', SourceIdentifier: 'migration' }));
    expect(recent.Events).toEqual([{
      SourceIdentifier: 'migration', SourceType: 'replication-instance', Message: 'The replication instance is being deleted.', EventCategories: ['deletion'], Date: new Date(dms.now),
    }]);
    const all = await client.send(new sdk.DescribeEventsCommand({ Duration: 20_000 }));
    expect(all.Events?.map(({ EventCategories }) => EventCategories)).toEqual([['creation'], ['creation'], ['deletion']]);
    const creations = await client.send(new sdk.DescribeEventsCommand({ StartTime: new Date(0), EventCategories: ['creation'], Filters: [{ Name: 'replication-instance-id', Values: ['migration'] }] }));
    expect(creations.Events).toHaveLength(2);
    await expect(client.send(new sdk.DescribeEventsCommand({ SourceIdentifier: 'migration' }))).rejects.toMatchObject({ name: 'InvalidParameterCombinationException' });
  });

  test('quotas, versions and classes', async () => {
    await createInstance();
    const { AccountQuotas } = await client.send(new sdk.DescribeAccountAttributesCommand({}));
    expect(AccountQuotas).toContainEqual({ AccountQuotaName: 'ReplicationInstances', Used: 1, Max: 60 });
    expect(AccountQuotas).toContainEqual({ AccountQuotaName: 'AllocatedStorage', Used: 100, Max: 30_000 });
    const { EngineVersions } = await client.send(new sdk.DescribeEngineVersionsCommand({}));
    expect(EngineVersions?.filter(({ Lifecycle }) => Lifecycle === 'DEFAULT_VERSION')).toMatchObject([{ Version: '3.5.4', AvailableUpgrades: ['3.6.1', '3.6.0'], LaunchDate: expect.any(Date) }]);
    const { OrderableReplicationInstances, Marker } = await client.send(new sdk.DescribeOrderableReplicationInstancesCommand({ MaxRecords: 20 }));
    expect(OrderableReplicationInstances?.[0]).toMatchObject({ ReplicationInstanceClass: 'dms.t3.micro', IncludedAllocatedStorage: 50 });
    expect(Marker).toEqual(expect.any(String));
  });

  test('serverless replications', async () => {
    const ends = [await createEndpoint('from', 'source'), await createEndpoint('to', 'target')];
    const { ReplicationConfig: config } = await client.send(new sdk.CreateReplicationConfigCommand({
      ReplicationConfigIdentifier: 'orders', SourceEndpointArn: ends[0], TargetEndpointArn: ends[1], ReplicationType: 'cdc',
      ComputeConfig: { MaxCapacityUnits: 4 }, TableMappings: MAPPINGS,
    }));
    const of = { ReplicationConfigArn: config?.ReplicationConfigArn };
    await client.send(new sdk.StartReplicationCommand({ ...of, StartReplicationType: 'start-replication' }));
    dms.advanceTo(dms.now + 3600_000);
    const { Replications } = await client.send(new sdk.DescribeReplicationsCommand({ Filters: [{ Name: 'replication-config-id', Values: ['orders'] }] }));
    expect(Replications).toMatchObject([{ Status: 'running', ReplicationStats: { StartDate: expect.any(Date) }, ProvisionData: { ProvisionedCapacityUnits: 1 } }]);
    const { ReplicationTableStatistics } = await client.send(new sdk.DescribeReplicationTableStatisticsCommand(of));
    expect(ReplicationTableStatistics?.map(({ TableState }) => TableState)).toEqual(['Table completed', 'Table completed', 'Table completed']);
    await client.send(new sdk.StopReplicationCommand(of));
    dms.advanceTo(dms.now + 3600_000);
    await client.send(new sdk.ModifyReplicationConfigCommand({ ...of, ComputeConfig: { MaxCapacityUnits: 8 } }));
    dms.advanceTo(dms.now + 3600_000);
    const described = await client.send(new sdk.DescribeReplicationConfigsCommand({}));
    expect(described.ReplicationConfigs).toMatchObject([{ ComputeConfig: { MaxCapacityUnits: 8 } }]);
    expect((await client.send(new sdk.DeleteReplicationConfigCommand(of))).ReplicationConfig).toMatchObject({ ReplicationConfigIdentifier: 'orders' });
  });

  test('an operation that is not simulated', async () => {
    await expect(client.send(new sdk.DescribeDataProvidersCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException', message: 'Unknown operation: DescribeDataProviders' });
  });
});

describe('what the SDK does about faults', () => {
  test('it asks again when it is throttled', async () => {
    await server.stop();
    await connect({}, 3);
    dms.faults.add({ operation: 'DescribeEndpoints', times: 2 });
    expect((await client.send(new sdk.DescribeEndpointsCommand({}))).Endpoints).toEqual([]);
    expect(dms.calls.map(({ outcome }) => outcome)).toEqual(['ThrottlingException', 'ThrottlingException', 'ok']);
  });

  test('it asks again when the answer is lost, and then finds that it was done', async () => {
    await server.stop();
    await connect({}, 3);
    dms.faults.add({ operation: 'CreateEndpoint', when: 'after' });
    await expect(createEndpoint('orders', 'source')).rejects.toThrow(sdk.ResourceAlreadyExistsFault);
    expect(dms.snapshot().endpoints).toHaveLength(1);
  });

  test('it fails when the service does, again and again', async () => {
    dms.faults.add({ operation: 'DescribeEndpoints', fault: { code: 'InternalFailure', message: 'sorry', statusCode: 500 } });
    await expect(client.send(new sdk.DescribeEndpointsCommand({}))).rejects.toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 }, $fault: 'server' });
  });
});

test('every operation was called with success', () => {
  expect(Object.keys(OPERATIONS).filter((operation) => !called.has(operation))).toEqual([]);
});
