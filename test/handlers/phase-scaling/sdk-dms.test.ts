import {
  DatabaseMigrationServiceClient, DescribeConnectionsCommand, DescribeReplicationInstancesCommand, DescribeReplicationTasksCommand,
  DescribeTableStatisticsCommand, InvalidResourceStateFault, ModifyReplicationInstanceCommand, ResourceNotFoundFault, StartReplicationTaskCommand,
  StopReplicationTaskCommand, TestConnectionCommand,
} from '@aws-sdk/client-database-migration-service';
import { mockClient } from 'aws-sdk-client-mock';
import { SdkDms } from '../../../lib/handlers/phase-scaling/sdk-dms';

const aws = mockClient(DatabaseMigrationServiceClient);
const NOT_FOUND = new ResourceNotFoundFault({ message: 'none', $metadata: { httpStatusCode: 400 } });
const DENIED = Object.assign(new Error('not you'), { name: 'AccessDeniedException' });
const INSTANCE = { ReplicationInstanceArn: 'instance', ReplicationInstanceClass: 'dms.r6i.large', ReplicationInstanceStatus: 'available' };

process.env.AWS_REGION = 'us-east-1';
const dms = new SdkDms();

beforeEach(() => aws.reset());

/** Gives pages one after the other; the list fills with what is asked for. The SDK goes on with the same object, so it is copied. */
function pagesOf(stub: { callsFake(fake: (input: object) => unknown): unknown }, ...pages: object[]): object[] {
  const asked: object[] = [];
  stub.callsFake((input: object) => {
    asked.push({ ...input });
    return pages.shift();
  });
  return asked;
}

/** What the last page may say of a next one. */
const LAST_MARKERS: (string | undefined)[][] = [[undefined], ['']];

describe('the world', () => {
  test.each(LAST_MARKERS)('has all tasks of all pages; the last marker is %j', async (last) => {
    aws.on(DescribeReplicationInstancesCommand).resolves({ ReplicationInstances: [INSTANCE] });
    const asked = pagesOf(aws.on(DescribeReplicationTasksCommand),
      { ReplicationTasks: [{ ReplicationTaskArn: 'a' }, { ReplicationTaskArn: 'b' }], Marker: 'one' },
      { Marker: 'two' },
      { ReplicationTasks: [{ ReplicationTaskArn: 'c' }], Marker: last });
    const { instance, tasks } = await dms.world('orders');
    expect(instance).toEqual({ arn: 'instance', class: 'dms.r6i.large', status: 'available', otherPending: [] });
    expect(tasks.map(({ arn }) => arn)).toEqual(['a', 'b', 'c']);
    const Filters = [{ Name: 'replication-instance-arn', Values: ['instance'] }];
    expect(aws.commandCalls(DescribeReplicationInstancesCommand)[0].args[0].input).toEqual({ Filters: [{ Name: 'replication-instance-id', Values: ['orders'] }] });
    expect(asked).toEqual([
      { Filters, WithoutSettings: true, MaxRecords: 100, Marker: undefined },
      { Filters, WithoutSettings: true, MaxRecords: 100, Marker: 'one' },
      { Filters, WithoutSettings: true, MaxRecords: 100, Marker: 'two' },
    ]);
  });

  test('has no instance if DMS finds none, or lists none', async () => {
    aws.on(DescribeReplicationInstancesCommand).rejectsOnce(NOT_FOUND).resolvesOnce({ ReplicationInstances: [] });
    expect(await dms.world('orders')).toEqual({ tasks: [] });
    expect(await dms.world('orders')).toEqual({ tasks: [] });
    expect(aws.commandCalls(DescribeReplicationTasksCommand)).toEqual([]);
  });

  test('has no tasks if DMS finds none', async () => {
    aws.on(DescribeReplicationInstancesCommand).resolves({ ReplicationInstances: [INSTANCE] });
    aws.on(DescribeReplicationTasksCommand).rejects(NOT_FOUND);
    expect(await dms.world('orders')).toMatchObject({ tasks: [] });
  });

  test('fails with any other fault, for half a world would be acted upon', async () => {
    aws.on(DescribeReplicationInstancesCommand).rejectsOnce(DENIED).resolves({ ReplicationInstances: [INSTANCE] });
    aws.on(DescribeReplicationTasksCommand).resolvesOnce({ ReplicationTasks: [{ ReplicationTaskArn: 'a' }], Marker: 'one' }).rejects(DENIED);
    await expect(dms.world('orders')).rejects.toThrow('not you');
    await expect(dms.world('orders')).rejects.toThrow('not you');
  });
});

describe('tables', () => {
  test.each(LAST_MARKERS)('are those of all pages; the last marker is %j', async (last) => {
    const asked = pagesOf(aws.on(DescribeTableStatisticsCommand),
      { TableStatistics: [{ TableState: 'Table completed' }], Marker: 'one' }, { TableStatistics: [{ TableState: 'Full load' }], Marker: last });
    expect(await dms.tables('task')).toEqual({ states: { 'Table completed': 1, 'Full load': 1 }, errored: [] });
    expect(asked).toEqual([
      { ReplicationTaskArn: 'task', MaxRecords: 500, Marker: undefined }, { ReplicationTaskArn: 'task', MaxRecords: 500, Marker: 'one' },
    ]);
  });

  test.each([['is gone', NOT_FOUND], ['has none yet', new InvalidResourceStateFault({ message: 'not now', $metadata: {} })]])('are none of a task that %s', async (_, fault) => {
    aws.on(DescribeTableStatisticsCommand).rejects(fault);
    expect(await dms.tables('task')).toEqual({ states: {}, errored: [] });
  });

  test('fail with any other fault', async () => {
    aws.on(DescribeTableStatisticsCommand).rejects(DENIED);
    await expect(dms.tables('task')).rejects.toThrow('not you');
  });
});

test('stop flags are asked for ten tasks at a time, with their settings', async () => {
  const arns = Array.from({ length: 12 }, (_, index) => `task${index}`);
  const ReplicationTaskSettings = '{"FullLoadSettings":{"StopTaskCachedChangesApplied":true}}';
  aws.on(DescribeReplicationTasksCommand)
    .resolvesOnce({ ReplicationTasks: [{ ReplicationTaskArn: 'task0', ReplicationTaskSettings }, { ReplicationTaskArn: 'task1' }] })
    .resolvesOnce({ ReplicationTasks: [{ ReplicationTaskArn: 'task11', ReplicationTaskSettings }] });
  expect(await dms.stopFlags(arns)).toEqual({ task0: true, task1: false, task11: true });
  const asked = aws.commandCalls(DescribeReplicationTasksCommand).map(({ args }) => args[0].input);
  expect(asked.map(({ Filters }) => Filters)).toEqual([
    [{ Name: 'replication-task-arn', Values: arns.slice(0, 10) }], [{ Name: 'replication-task-arn', Values: ['task10', 'task11'] }],
  ]);
  for (const { WithoutSettings } of asked) expect(WithoutSettings).toBeUndefined();
});

describe('connections', () => {
  test('are those of all pages', async () => {
    aws.on(DescribeConnectionsCommand)
      .resolvesOnce({ Connections: [{ EndpointArn: 'source', Status: 'successful' }], Marker: 'one' })
      .resolvesOnce({ Connections: [{ EndpointArn: 'target', Status: 'testing' }], Marker: '' });
    expect(await dms.connections('instance')).toEqual([{ endpointArn: 'source', status: 'successful' }, { endpointArn: 'target', status: 'testing' }]);
  });

  test('are none if none was ever tested', async () => {
    aws.on(DescribeConnectionsCommand).rejects(NOT_FOUND);
    expect(await dms.connections('instance')).toEqual([]);
  });

  test('fail with any other fault', async () => {
    aws.on(DescribeConnectionsCommand).rejects(DENIED);
    await expect(dms.connections('instance')).rejects.toThrow('not you');
  });
});

describe('a change', () => {
  test.each([
    ['stops a task', StopReplicationTaskCommand, () => dms.stopTask('task'), { ReplicationTaskArn: 'task' }],
    ['resumes a task, and never loads it again', StartReplicationTaskCommand, () => dms.resumeTask('task'), { ReplicationTaskArn: 'task', StartReplicationTaskType: 'resume-processing' }],
    ['changes the class at once', ModifyReplicationInstanceCommand, () => dms.changeClass('instance', 'dms.r6i.large'), {
      ReplicationInstanceArn: 'instance', ReplicationInstanceClass: 'dms.r6i.large', ApplyImmediately: true,
    }],
    ['tests a connection', TestConnectionCommand, () => dms.testConnection('instance', 'source'), { ReplicationInstanceArn: 'instance', EndpointArn: 'source' }],
  ] as const)('%s, and says what came of it', async (_, command, change, input) => {
    const fault = new InvalidResourceStateFault({ message: 'not now', $metadata: { httpStatusCode: 400 } });
    aws.on(command as never).resolvesOnce({}).rejectsOnce(fault);
    expect(await change()).toEqual({ kind: 'done' });
    expect(await change()).toEqual({ kind: 'refused', fault: 'InvalidResourceStateFault', message: 'not now' });
    expect(aws.calls().map(({ args }): unknown => args[0].input)).toEqual([input, input]);
  });
});
