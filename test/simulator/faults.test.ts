import { Dms, DmsFault } from '../../lib/simulator';
import { faultOf, tablesOf, TestWorld } from './support';

describe('faults on demand', () => {
  const create = (dms: Dms, identifier = 'one'): object => dms.call('CreateEndpoint', { EndpointIdentifier: identifier, EndpointType: 'source', EngineName: 'mysql' });
  const codes = (dms: Dms, calls: number): string[] => Array.from({ length: calls }, (_, index) => {
    try {
      create(dms, `e${index}`);
      return 'ok';
    } catch (fault) {
      return (fault as DmsFault).code;
    }
  });

  test('before: the call is refused and nothing is done', () => {
    const dms = new Dms();
    dms.faults.add({ operation: 'CreateEndpoint', fault: { code: 'AccessDeniedFault', message: 'not you' } });
    expect(() => create(dms)).toThrow(new DmsFault('AccessDeniedFault', 'not you'));
    expect(dms.call('DescribeEndpoints')).toEqual({ Endpoints: [] });
    expect(() => create(dms)).not.toThrow();
  });

  test('after: it is done, and the answer is lost', () => {
    const dms = new Dms();
    dms.faults.add({ operation: 'CreateEndpoint', when: 'after' });
    expect(() => create(dms)).toThrow(faultOf('NetworkingError'));
    expect(dms.snapshot().endpoints).toHaveLength(1);
    expect(() => create(dms)).toThrow(faultOf('ResourceAlreadyExistsFault'));
  });

  test('come as often as they are to, after as many calls as are to pass', () => {
    const dms = new Dms();
    dms.faults.add({ operation: 'CreateEndpoint', times: 2, after: 1 });
    dms.faults.add({ operation: 'DescribeEndpoints' });
    expect(codes(dms, 4)).toEqual(['ok', 'ThrottlingException', 'ThrottlingException', 'ok']);
    expect(dms.faults.pending).toEqual([{ operation: 'DescribeEndpoints', after: 0, times: 1 }]);
  });

  test('of any operation, and taken back', () => {
    const dms = new Dms();
    dms.faults.add({ operation: '*', times: 5 });
    expect(codes(dms, 2)).toEqual(['ThrottlingException', 'ThrottlingException']);
    dms.faults.clear();
    expect(codes(dms, 1)).toEqual(['ok']);
  });

  test('are kept with the calls', () => {
    const dms = new Dms({ startTime: 1000 });
    dms.faults.add({ operation: 'DescribeEndpoints' });
    expect(() => dms.call('DescribeEndpoints')).toThrow('Rate exceeded');
    dms.call('DescribeEndpoints', { MaxRecords: 20 });
    expect(dms.calls).toEqual([
      { at: 1000, operation: 'DescribeEndpoints', input: {}, outcome: 'ThrottlingException' },
      { at: 1000, operation: 'DescribeEndpoints', input: { MaxRecords: 20 }, outcome: 'ok' },
    ]);
  });
});

test('calls beyond the budget are throttled until it fills again', () => {
  const dms = new Dms({ behaviour: { throttling: { perSecond: 2, burst: 3 } } });
  const outcomes = (calls: number): boolean[] => Array.from({ length: calls }, () => {
    try {
      return dms.call('DescribeEndpoints') !== undefined;
    } catch (fault) {
      expect(fault).toMatchObject({ code: 'ThrottlingException', message: 'Rate exceeded' });
      return false;
    }
  });
  expect(outcomes(5)).toEqual([true, true, true, false, false]);
  dms.advanceTo(dms.now + 1000);
  expect(outcomes(3)).toEqual([true, true, false]);
  dms.advanceTo(dms.now + 100_000);
  expect(outcomes(4)).toEqual([true, true, true, false]);
});

describe('what goes wrong by itself', () => {
  test('a task fails, and DMS starts it again', () => {
    const world = new TestWorld();
    const task = world.runningTask();
    world.dms.failTask('orders', 'connection lost', { retryAfterSeconds: 60 });
    expect(world.seeTask(task)).toMatchObject({ Status: 'failed', LastFailureMessage: 'Last Error connection lost' });
    world.pass(60);
    expect(world.seeTask(task).Status).toBe('starting');
    world.pass(10);
    expect(world.seeTask(task)).toMatchObject({ Status: 'running' });
    expect(world.newEvents().slice(-3)).toEqual(['0069', '0078', '0069']);
  });

  test('an event of a failure can lack its id, as was recorded', () => {
    const world = new TestWorld({ behaviour: { failedEventHasId: false } });
    world.dms.failTask(world.runningTask());
    expect(world.newEvents().at(-1)).toBe('REPLICATION_TASK_FAILED');
  });

  test('a task that does not run cannot break', () => {
    const world = new TestWorld();
    world.task();
    expect(() => world.dms.failTask('orders')).toThrow("task 'orders' is ready, and only what runs can break; advance the time until it runs");
  });

  test.each([['memory', 'MEMORY'], ['disk', 'DISK']] as const)('a task stops for want of %s', (want, word) => {
    const world = new TestWorld();
    const task = world.runningTask();
    world.dms.stopTaskFor('orders', want);
    expect(world.seeTask(task)).toMatchObject({ Status: 'stopped', StopReason: `Stop Reason STOPPED_DUE_TO_LOW_${word}` });
  });

  test('a table errs while it is loaded', () => {
    const world = new TestWorld();
    const task = world.runningTask({ workload: { tables: tablesOf(100, 100), cachedChangesSeconds: 0 } });
    world.pass(50);
    world.dms.errorTable('orders', 'app', 't1');
    expect(world.tables(task)).toEqual(['t1: Table error', 't2: Full load']);
    expect(world.seeTask(task).ReplicationTaskStats).toMatchObject({ TablesErrored: 1, TablesLoading: 1 });
    expect(() => world.dms.errorTable('orders', 'app', 't3')).toThrow('Table app.t3 is not being loaded by task orders.');
  });

  test('storage is used up: tasks stop, and more of it helps', () => {
    const world = new TestWorld();
    const task = world.runningTask();
    world.dms.fillStorage('migration');
    expect(world.seeInstance().ReplicationInstanceStatus).toBe('storage-full');
    expect(world.seeTask(task).StopReason).toBe('Stop Reason STOPPED_DUE_TO_LOW_DISK');
    expect(world.newEvents().slice(-2)).toEqual(['0007', '0079']);
    world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, AllocatedStorage: 200, ApplyImmediately: true });
    world.pass(20);
    expect(world.seeInstance()).toMatchObject({ ReplicationInstanceStatus: 'available', AllocatedStorage: 200 });
  });
});

describe('an endpoint that cannot be reached', () => {
  const UNREACHABLE = 'Test Endpoint failed: Application-Status: 1020912, Application-Message: OCI connection failure.';

  test('fails its test, and a task that needs it is not started', () => {
    const world = new TestWorld();
    const task = world.task();
    world.dms.setEndpointFailure('warehouse', UNREACHABLE);
    world.test();
    expect(world.call('DescribeConnections').Connections).toEqual([
      expect.objectContaining({ EndpointArn: world.source, Status: 'successful' }),
      expect.objectContaining({ EndpointArn: world.target, Status: 'failed', LastFailureMessage: UNREACHABLE }),
    ]);
    const start = { ReplicationTaskArn: task, StartReplicationTaskType: 'start-replication' };
    expect(() => world.call('StartReplicationTask', start))
      .toThrow('Test connection for replication instance migration and endpoint warehouse should be successful for starting the replication task');
    world.dms.setEndpointFailure('warehouse');
    world.test();
    expect(world.outcome('StartReplicationTask', start)).toBe('ok');
  });

  test('fails a task that was started with an older test', () => {
    const world = new TestWorld();
    const task = world.task();
    world.dms.setEndpointFailure(world.source, UNREACHABLE);
    world.start(task, 'start-replication');
    expect(world.seeTask(task)).toMatchObject({ Status: 'failed', LastFailureMessage: `Last Error ${UNREACHABLE}` });
  });

  test('matters not where no test is needed', () => {
    const world = new TestWorld({ behaviour: { connectionTestNeeded: false } });
    const task = world.task();
    world.call('TestConnection', { ReplicationInstanceArn: world.instance, EndpointArn: world.source });
    world.start(task, 'start-replication');
    expect(world.seeTask(task).Status).toBe('running');
  });

  test('is not tested on an instance that is being modified', () => {
    const world = new TestWorld();
    world.changeClass('dms.r6i.large');
    world.pass(5);
    world.call('TestConnection', { ReplicationInstanceArn: world.instance, EndpointArn: world.source });
    world.pass(10);
    expect(world.call('DescribeConnections', { Filters: [{ Name: 'endpoint-arn', Values: [world.source] }] }).Connections[0])
      .toMatchObject({ Status: 'failed', LastFailureMessage: 'Test Endpoint failed: replication instance is modifying' });
  });

  test.each([
    ['retested', 'testing'], ['forgotten', undefined], ['kept', 'successful'],
  ] as const)('has its tests %s when it is modified', (connectionsAfterModifyEndpoint, status) => {
    const world = new TestWorld({ behaviour: { connectionsAfterModifyEndpoint } });
    world.call('ModifyEndpoint', { EndpointArn: world.source, Port: 5433 });
    const [connection] = world.call('DescribeConnections').Connections.filter(({ EndpointArn }) => EndpointArn === world.source);
    expect(connection?.Status).toBe(status);
  });
});
