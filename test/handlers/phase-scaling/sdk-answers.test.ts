import type {
  Connection, DescribeReplicationInstancesResponse, DescribeReplicationTasksResponse, ModifyReplicationInstanceResponse, ReplicationInstance,
  ReplicationTask, StartReplicationTaskResponse, TableStatistics,
} from '@aws-sdk/client-database-migration-service';
import { seenConnection, seenInstance, seenStopFlag, seenTables, seenTask } from '../../../lib/handlers/phase-scaling/sdk-answers';
import { sample } from '../../support/phase-scaling/samples';

/** The task of a list, or of an answer to a change. */
function sampleTask(name: string): ReplicationTask {
  const { ReplicationTasks: [first] = [], ReplicationTask: one } = sample<DescribeReplicationTasksResponse & StartReplicationTaskResponse>(name);
  return first ?? one!;
}

/** The instance of a list, or of an answer to a change. */
function sampleInstance(name: string): ReplicationInstance {
  const found = sample<DescribeReplicationInstancesResponse & ModifyReplicationInstanceResponse>(name);
  return found.ReplicationInstances?.[0] ?? found.ReplicationInstance!;
}

describe('a task', () => {
  test('that captured changes and was stopped [2023]', () => {
    expect(seenTask(sampleTask('task-cdc-stopped-2023'))).toEqual({
      arn: '<Task ARN>',
      identifier: '<Task identifier>',
      migrationType: 'cdc',
      status: 'stopped',
      stopReason: 'NORMAL',
      sourceEndpointArn: '<Source Endpoint ARN>',
      targetEndpointArn: '<Target Endpoint ARN>',
      progress: {
        percent: 100, tablesLoaded: 3, tablesLoading: 0, tablesQueued: 0, tablesErrored: 0,
        freshStart: Date.UTC(2023, 11, 7, 17, 31, 16, 987),
        started: Date.UTC(2023, 11, 7, 17, 31, 16, 987),
        stopped: Date.UTC(2023, 11, 7, 17, 39, 30, 181),
      },
    });
  });

  test('that never ran has a stop reason, and no times [2024]', () => {
    const { status, stopReason, progress } = seenTask(sampleTask('task-never-run-2024'));
    expect({ status, stopReason, progress }).toEqual({
      status: 'ready', stopReason: 'NORMAL', progress: { percent: 0, tablesLoaded: 0, tablesLoading: 0, tablesQueued: 0, tablesErrored: 0 },
    });
  });

  test('that is stopped without a reason, and without times [2016]', () => {
    const { status, stopReason, progress } = seenTask(sampleTask('task-stopped-without-reason-2016'));
    expect({ status, stopReason, progress }).toEqual({
      status: 'stopped', stopReason: undefined, progress: { percent: 100, tablesLoaded: 0, tablesLoading: 0, tablesQueued: 0, tablesErrored: 0 },
    });
  });

  test('that has loaded all and ended counts no table [2020]', () => {
    const { status, stopReason, progress } = seenTask(sampleTask('task-finished-2020'));
    expect({ status, stopReason, progress }).toEqual({
      status: 'stopped', stopReason: 'FULL_LOAD_ONLY_FINISHED', progress: {
        percent: 100, tablesLoaded: 0, tablesLoading: 0, tablesQueued: 0, tablesErrored: 0,
        freshStart: 1590619811528, started: 1590619811528, stopped: 1590619842068,
      },
    });
  });

  test('that starts has no figures at all [2020]', () => {
    expect(seenTask(sampleTask('task-starting-2020'))).toMatchObject({
      status: 'starting', progress: { tablesLoaded: 0, tablesLoading: 0, tablesQueued: 0, tablesErrored: 0 },
    });
  });

  test.each([
    ['Stop Reason STOPPED_AFTER_CACHED_EVENTS', 'STOPPED_AFTER_CACHED_EVENTS'],
    ['Last Error Task error notification received from subtask 0, thread 0 Stop Reason FATAL_ERROR Error Level FATAL', 'FATAL_ERROR'],
    ['Stop Reason RECOVERABLE_ERROR Error Level RECOVERABLE', 'RECOVERABLE_ERROR'],
    ['NORMAL', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('stopped for %p', (StopReason, word) => {
    expect(seenTask({ StopReason }).stopReason).toBe(word);
  });

  test('has its status in lower case, whatever DMS writes', () => {
    expect(seenTask({ Status: 'Failed-Move' }).status).toBe('failed-move');
  });

  test('of which DMS says nothing is nothing that is known', () => {
    expect(seenTask({})).toEqual({
      arn: '', identifier: '', migrationType: '', status: '', sourceEndpointArn: '', targetEndpointArn: '',
      progress: { tablesLoaded: 0, tablesLoading: 0, tablesQueued: 0, tablesErrored: 0 },
    });
  });
});

test.each([
  ['{"FullLoadSettings":{"StopTaskCachedChangesApplied":true,"StopTaskCachedChangesNotApplied":false}}', true],
  ['{"FullLoadSettings":{"StopTaskCachedChangesApplied":false,"StopTaskCachedChangesNotApplied":true}}', true],
  ['{"FullLoadSettings":{"StopTaskCachedChangesApplied":false}}', false],
  ['{"FullLoadSettings":{"StopTaskCachedChangesApplied":"true"}}', false],
  ['{"Logging":{}}', false],
  ['...output omitted...', false],
  [undefined, false],
])('a task with the settings %s stops itself when its load is over: %s', (ReplicationTaskSettings, stops) => {
  expect(seenStopFlag({ ReplicationTaskSettings })).toBe(stops);
});

describe('an instance', () => {
  test('that nobody changes [2018 and 2023]', () => {
    expect(seenInstance(sampleInstance('instance-before-change-2018'))).toEqual({
      arn: 'arn:aws:dms:us-east-1:123456789012:rep:RGF5QFEZKDBSNCIQYF4XPIEFAE', class: 'dms.t2.small', status: 'available', otherPending: [],
    });
    expect(seenInstance(sampleInstance('instance-available-2023'))).toMatchObject({ class: 'dms.t3.medium', status: 'available', otherPending: [] });
  });

  test('that took a new class a second ago is available, and still has its old one [2018]', () => {
    expect(seenInstance(sampleInstance('instance-after-change-2018'))).toEqual({
      arn: 'arn:aws:dms:us-east-1:123456789012:rep:RGF5QFEZKDBSNCIQYF4XPIEFAE', class: 'dms.t2.small', status: 'available', pendingClass: 'dms.t2.medium', otherPending: [],
    });
  });

  test('that will be something else in its maintenance window [2020]', () => {
    expect(seenInstance(sampleInstance('instance-pending-multi-az-2020'))).toMatchObject({ class: 'dms.t2.micro', status: 'available', otherPending: ['MultiAZ'] });
    expect(seenInstance(sampleInstance('instance-pending-multi-az-2020'))).not.toHaveProperty('pendingClass');
  });

  test('names what is pending in one order, and not what only has a name', () => {
    const PendingModifiedValues = { MultiAZ: false, EngineVersion: '3.6.1', AllocatedStorage: 200, NetworkType: undefined, ReplicationInstanceClass: 'dms.r6i.large' };
    expect(seenInstance({ PendingModifiedValues })).toMatchObject({ pendingClass: 'dms.r6i.large', otherPending: ['AllocatedStorage', 'EngineVersion', 'MultiAZ'] });
  });
});

describe('tables', () => {
  test('are counted by their state, and the last of them is remembered [2022]', () => {
    const { TableStatistics: rows } = sample<{ TableStatistics: TableStatistics[] }>('tables-completed-2022');
    expect(seenTables(rows)).toEqual({ states: { 'Table completed': 3 }, errored: [], lastLoaded: Date.UTC(2022, 6, 22, 1, 44, 53, 712) });
  });

  test('that could not be loaded are named, the first five of them', () => {
    const rows = ['Table error', 'Table cancelled', 'Table does not exist', 'Full load', 'Table error', 'Table error', 'Table error']
      .map((TableState, index) => ({ SchemaName: 'app', TableName: `t${index}`, TableState }));
    expect(seenTables(rows)).toEqual({
      states: { 'Table error': 4, 'Table cancelled': 1, 'Table does not exist': 1, 'Full load': 1 }, errored: ['app.t0', 'app.t1', 'app.t2', 'app.t4', 'app.t5'],
    });
  });

  test('without a state are not taken for loaded', () => {
    expect(seenTables([{ SchemaName: 'app', TableName: 't' }])).toEqual({ states: { unknown: 1 }, errored: [] });
  });
});

describe('a connection', () => {
  test('that is good, and one that is being tested', () => {
    const { Connections: [good] } = sample<{ Connections: Connection[] }>('connection-successful');
    const { Connection: testing } = sample<{ Connection: Connection }>('connection-testing');
    expect(seenConnection(good)).toEqual({ endpointArn: expect.stringContaining(':endpoint:'), status: 'successful' });
    expect(seenConnection(testing)).toEqual({ endpointArn: 'arn:aws:dms:us-east-1:123456789012:endpoint:6GGI6YPWWGAYUVLKIB732KEVWA', status: 'testing' });
  });

  test('that failed says why, in the words of DMS', () => {
    expect(seenConnection({ EndpointArn: 'source', Status: 'failed', LastFailureMessage: 'Test Endpoint failed' }))
      .toEqual({ endpointArn: 'source', status: 'failed', failure: 'Test Endpoint failed' });
  });

  test('that did not fail has an empty message, or none', () => {
    expect(seenConnection({ EndpointArn: 'source', Status: 'successful', LastFailureMessage: '' })).toEqual({ endpointArn: 'source', status: 'successful' });
  });
});
