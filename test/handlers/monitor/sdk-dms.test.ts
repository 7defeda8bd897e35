import {
  DatabaseMigrationServiceClient, DescribeReplicationInstancesCommand, DescribeReplicationTasksCommand, DescribeTableStatisticsCommand,
  InvalidResourceStateFault, ResourceNotFoundFault,
} from '@aws-sdk/client-database-migration-service';
import { mockClient } from 'aws-sdk-client-mock';
import { SdkDms } from '../../../lib/handlers/monitor/sdk-dms';
import { NOW } from '../../support/monitor/looks';

const aws = mockClient(DatabaseMigrationServiceClient);
const NOT_FOUND = new ResourceNotFoundFault({ message: 'none', $metadata: { httpStatusCode: 400 } });
const DENIED = Object.assign(new Error('not you'), { name: 'AccessDeniedException' });
const SLOW_DOWN = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
const ARN = 'arn:aws:dms:us-west-2:123456789012:task:WZVIPF3D4AJSNJASB42D4Z7GBE';

process.env.AWS_REGION = 'us-east-1';
const dms = new SdkDms();

beforeEach(() => aws.reset());

/** What a command was called with; the SDK goes on with the same object from page to page, so it is copied. */
function pagesOf(stub: { callsFake(fake: (input: object) => unknown): unknown }, ...pages: object[]): object[] {
  const asked: object[] = [];
  stub.callsFake((input: object) => {
    asked.push({ ...input });
    return pages.shift();
  });
  return asked;
}

describe('the instance', () => {
  test('is found by its name', async () => {
    aws.on(DescribeReplicationInstancesCommand).resolves({ ReplicationInstances: [{
      ReplicationInstanceArn: 'instance', ReplicationInstanceClass: 'dms.r6i.large', ReplicationInstanceStatus: 'Available', InstanceCreateTime: new Date(NOW),
    }] });
    expect(await dms.instance('orders')).toEqual({ arn: 'instance', class: 'dms.r6i.large', status: 'available', created: NOW });
    expect(aws.commandCalls(DescribeReplicationInstancesCommand)[0].args[0].input).toEqual({ Filters: [{ Name: 'replication-instance-id', Values: ['orders'] }] });
  });

  test('is not there if DMS finds none, or lists none', async () => {
    aws.on(DescribeReplicationInstancesCommand).rejectsOnce(NOT_FOUND).resolvesOnce({ ReplicationInstances: [] }).resolves({});
    for (let time = 0; time < 3; time++) expect(await dms.instance('orders')).toBeUndefined();
  });
});

describe('tasks', () => {
  test('are those of all pages, without their settings', async () => {
    const asked = pagesOf(aws.on(DescribeReplicationTasksCommand), { ReplicationTasks: [{ ReplicationTaskArn: ARN }], Marker: 'one' }, { ReplicationTasks: [{ ReplicationTaskArn: 'a:b' }] });
    expect((await dms.tasks('instance')).map(({ resourceId }) => resourceId)).toEqual(['WZVIPF3D4AJSNJASB42D4Z7GBE', 'b']);
    const Filters = [{ Name: 'replication-instance-arn', Values: ['instance'] }];
    expect(asked).toEqual([{ Filters, WithoutSettings: true, MaxRecords: 100, Marker: undefined }, { Filters, WithoutSettings: true, MaxRecords: 100, Marker: 'one' }]);
  });

  test('are read as DMS describes them', async () => {
    // As recorded in 2023, with the names of people and places taken out.
    aws.on(DescribeReplicationTasksCommand).resolves({ ReplicationTasks: [{
      ReplicationTaskIdentifier: 'orders', ReplicationTaskArn: ARN, MigrationType: 'cdc', Status: 'stopped', StopReason: 'Stop Reason NORMAL',
      ReplicationTaskStats: {
        FullLoadProgressPercent: 100, ElapsedTimeMillis: 4262, TablesLoaded: 3, TablesLoading: 0, TablesQueued: 0, TablesErrored: 0,
        FreshStartDate: new Date(NOW - 2000), StartDate: new Date(NOW - 1000), StopDate: new Date(NOW),
      },
    }] });
    expect(await dms.tasks('instance')).toEqual([{
      arn: ARN, resourceId: 'WZVIPF3D4AJSNJASB42D4Z7GBE', name: 'orders', migrationType: 'cdc', status: 'stopped', stopReason: 'NORMAL', started: NOW - 1000, stopped: NOW,
      load: { percent: 100, tablesQueued: 0, tablesLoading: 0, tablesLoaded: 3, tablesErrored: 0 },
    }]);
  });

  test('are none if DMS finds none', async () => {
    aws.on(DescribeReplicationTasksCommand).rejects(NOT_FOUND);
    expect(await dms.tasks('instance')).toEqual([]);
  });
});

describe('validation', () => {
  test('is read off the settings of ten tasks at a time', async () => {
    const arns = Array.from({ length: 12 }, (_, index) => `task${index}`);
    const settings = (EnableValidation: unknown) => JSON.stringify({ ValidationSettings: { EnableValidation } });
    aws.on(DescribeReplicationTasksCommand).resolvesOnce({ ReplicationTasks: [
      { ReplicationTaskArn: 'task0', ReplicationTaskSettings: settings(true) }, { ReplicationTaskArn: 'task1', ReplicationTaskSettings: settings(false) },
      { ReplicationTaskArn: 'task2', ReplicationTaskSettings: '{' }, { ReplicationTaskArn: 'task3' },
    ] }).resolvesOnce({ ReplicationTasks: [{ ReplicationTaskArn: 'task11', ReplicationTaskSettings: settings(true) }] });
    expect(await dms.validated(arns)).toEqual(['task0', 'task11']);
    const asked = aws.commandCalls(DescribeReplicationTasksCommand).map(({ args }) => args[0].input);
    expect(asked).toEqual([arns.slice(0, 10), arns.slice(10)].map((Values) => ({ Filters: [{ Name: 'replication-task-arn', Values }], MaxRecords: 100 })));
  });

  test('is none of tasks that have just been deleted', async () => {
    aws.on(DescribeReplicationTasksCommand).rejects(NOT_FOUND);
    expect(await dms.validated(['task'])).toEqual([]);
  });
});

describe('tables', () => {
  test('are those of all pages', async () => {
    const asked = pagesOf(aws.on(DescribeTableStatisticsCommand), { TableStatistics: [{ SchemaName: 'app', TableName: 'a' }], Marker: 'one' }, { TableStatistics: [{ SchemaName: 'app', TableName: 'b' }], Marker: '' });
    expect((await dms.tables(ARN))?.map(({ name }) => name)).toEqual(['app.a', 'app.b']);
    expect(asked).toEqual([{ ReplicationTaskArn: ARN, MaxRecords: 500, Marker: undefined }, { ReplicationTaskArn: ARN, MaxRecords: 500, Marker: 'one' }]);
  });

  test('are read as DMS lists them', async () => {
    aws.on(DescribeTableStatisticsCommand).resolves({ TableStatistics: [{
      SchemaName: 'DMS_TEST', TableName: 'REVIEWS', FullLoadRows: 3500, FullLoadStartTime: new Date(NOW - 2346), FullLoadEndTime: new Date(NOW), TableState: 'Table completed',
      ValidationPendingRecords: 0, ValidationFailedRecords: 1, ValidationSuspendedRecords: 0, ValidationState: 'Mismatched records',
    }] });
    expect(await dms.tables(ARN)).toEqual([{
      name: 'DMS_TEST.REVIEWS', state: 'Table completed', rows: 3500, loadStarted: NOW - 2346, loadEnded: NOW, validationState: 'Mismatched records',
      pendingRecords: 0, failedRecords: 1, suspendedRecords: 0,
    }]);
  });

  test.each([NOT_FOUND, new InvalidResourceStateFault({ message: 'not now', $metadata: {} })])('are none of a task that has none yet, or no more: $name', async (fault) => {
    aws.on(DescribeTableStatisticsCommand).rejects(fault);
    expect(await dms.tables(ARN)).toEqual([]);
  });

  test.each(['AccessDeniedException', 'AccessDeniedFault'])('are not known of a task that may not be looked into: %s', async (name) => {
    aws.on(DescribeTableStatisticsCommand).rejects(Object.assign(new Error('not you'), { name }));
    expect(await dms.tables(ARN)).toBeUndefined();
  });
});

test('any other fault is thrown', async () => {
  aws.on(DescribeReplicationInstancesCommand).rejects(DENIED);
  aws.on(DescribeReplicationTasksCommand).rejects(DENIED);
  aws.on(DescribeTableStatisticsCommand).rejects(SLOW_DOWN);
  await expect(dms.instance('orders')).rejects.toThrow('not you');
  await expect(dms.tasks('instance')).rejects.toThrow('not you');
  await expect(dms.validated([ARN])).rejects.toThrow('not you');
  await expect(dms.tables(ARN)).rejects.toThrow('Rate exceeded');
});
