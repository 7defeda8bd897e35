import { STOP_AT_BOUNDARY, tablesOf, TestWorld, type Answer } from './support';

const NO_CACHE = { cachedChangesSeconds: 0 };

describe('a full load', () => {
  test('loads as many tables at a time as the settings say, in their order', () => {
    const world = new TestWorld();
    const task = world.runningTask({ workload: { tables: tablesOf(100, 50, 50, 50) }, settings: { FullLoadSettings: { MaxFullLoadSubTasks: 2 } } });
    expect(world.tables(task)).toEqual(['t1: Full load', 't2: Full load', 't3: Before load', 't4: Before load']);
    world.pass(50);
    expect(world.tables(task)).toEqual(['t1: Full load', 't2: Table completed', 't3: Full load', 't4: Before load']);
    world.pass(50);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table completed', 't3: Table completed', 't4: Full load']);
  });

  test('tells its progress', () => {
    const world = new TestWorld();
    const task = world.runningTask({ workload: { tables: tablesOf(100, 100) }, settings: { FullLoadSettings: { MaxFullLoadSubTasks: 1 } } });
    world.pass(150);
    expect(world.seeTask(task).ReplicationTaskStats).toMatchObject({
      FullLoadProgressPercent: 75, TablesLoaded: 1, TablesLoading: 1, TablesQueued: 0, TablesErrored: 0, ElapsedTimeMillis: 150_000,
    });
    const [, second] = world.call('DescribeTableStatistics', { ReplicationTaskArn: task }).TableStatistics;
    expect(second).toMatchObject({ FullLoadRows: 500 });
    expect(second).not.toHaveProperty('FullLoadEndTime');
  });

  test('of a full-load task ends in a stop of its own', () => {
    const world = new TestWorld();
    const task = world.runningTask({ type: 'full-load', workload: { tables: tablesOf(100) } });
    world.pass(100);
    expect(world.seeTask(task)).toMatchObject({
      Status: 'stopped', StopReason: 'Stop Reason FULL_LOAD_ONLY_FINISHED', ReplicationTaskStats: { FullLoadProgressPercent: 100, TablesLoaded: 1 },
    });
    expect(world.newEvents().slice(-2)).toEqual(['0069', '0079']);
  });

  test.each([
    ['dms.r6i.4xlarge', 'dms.r6i.4xlarge', 100],
    ['dms.r6i.4xlarge', 'dms.r6i.2xlarge', 200],
    ['dms.r6i.4xlarge', 'dms.r6i.8xlarge', 50],
    ['dms.r6i.4xlarge', 'dms.of-tomorrow.large', 100],
    [undefined, 'dms.r6i.2xlarge', 100],
  ])('measured on %s takes its time on %s', (measuredOn, instanceClass, seconds) => {
    const world = new TestWorld({}, instanceClass.replace('of-tomorrow', 'x9'));
    const task = world.runningTask({ type: 'full-load', workload: { tables: tablesOf(100), ...measuredOn !== undefined && { measuredOn } } });
    world.pass(seconds - 1);
    expect(world.seeTask(task).Status).toBe('running');
    world.pass(1);
    expect(world.seeTask(task).Status).toBe('stopped');
  });

  test('that is stopped loads unfinished tables from their beginning when it is resumed, and finished ones no more', () => {
    const world = new TestWorld();
    const task = world.runningTask({ type: 'full-load', workload: { tables: tablesOf(50, 100, 100) }, settings: { FullLoadSettings: { MaxFullLoadSubTasks: 2 } } });
    world.pass(90);
    world.stop(task);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table cancelled', 't3: Table cancelled']);
    world.start(task);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Full load', 't3: Full load']);
    world.pass(99);
    expect(world.seeTask(task).Status).toBe('running');
    world.pass(1);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table completed', 't3: Table completed']);
    expect(world.seeTask(task).Status).toBe('stopped');
  });

  test('is done all over by reload-target', () => {
    const world = new TestWorld();
    const task = world.runningTask({ type: 'full-load', workload: { tables: tablesOf(100) } });
    world.settle();
    const { FreshStartDate: first } = world.seeTask(task).ReplicationTaskStats;
    world.start(task, 'reload-target');
    expect(world.tables(task)).toEqual(['t1: Full load']);
    expect(world.seeTask(task).ReplicationTaskStats.FreshStartDate).toBeGreaterThan(first);
    expect(world.events.at(-1)?.detail.detailMessage).toBe('Replication task started, with flag, fresh start');
  });

  test('can leave tables in error, which a resumption does not load', () => {
    const world = new TestWorld();
    const task = world.runningTask({ workload: { tables: tablesOf(100, 100).map((table, index) => ({ ...table, errors: index })), ...NO_CACHE } });
    world.pass(100);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table error']);
    expect(world.seeTask(task).ReplicationTaskStats).toMatchObject({ FullLoadProgressPercent: 100, TablesLoaded: 1, TablesErrored: 1 });
    world.stop(task);
    world.start(task);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table error']);
  });

  test('counts a table that was only waiting when the task stopped as not tried', () => {
    const world = new TestWorld();
    const tables = tablesOf(100, 100).map((table, index) => ({ ...table, errors: index }));
    const task = world.runningTask({ workload: { tables, ...NO_CACHE }, settings: { FullLoadSettings: { MaxFullLoadSubTasks: 1 } } });
    world.pass(50);
    world.stop(task);
    expect(world.tables(task)).toEqual(['t1: Table cancelled', 't2: Before load']);
    world.start(task);
    world.pass(200);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table error']);
  });

  test('is none for a task that only captures changes: its tables count as loaded', () => {
    const world = new TestWorld();
    const task = world.runningTask({ type: 'cdc', workload: { tables: tablesOf(100, 100) } });
    world.pass(3600);
    expect(world.seeTask(task).ReplicationTaskStats).toMatchObject({
      FullLoadProgressPercent: 100, TablesLoaded: 2, TablesLoading: 0, TablesQueued: 0, TablesErrored: 0, ElapsedTimeMillis: 0,
    });
    expect(world.call('DescribeTableStatistics', { ReplicationTaskArn: task }).TableStatistics[0]).toMatchObject({ TableState: 'Table completed', FullLoadRows: 0 });
  });

  test('tells its dates only where DMS is taken to', () => {
    const dates = (fullLoadDates: 'present' | 'absent'): unknown[] => {
      const world = new TestWorld({ behaviour: { fullLoadDates } });
      const task = world.runningTask({ workload: { tables: tablesOf(100) } });
      world.pass(200);
      const { FullLoadStartDate: start, FullLoadFinishDate: finish } = world.seeTask(task).ReplicationTaskStats;
      return [start, finish].map((date: number | undefined) => (date === undefined ? date : date - world.dms.now / 1000));
    };
    expect(dates('present')).toEqual([-200, -100]);
    expect(dates('absent')).toEqual([undefined, undefined]);
  });

  test.each([['kept', 3], ['zeroed', 0]] as const)('leaves counts %s when the task has stopped', (statsWhenStopped, loaded) => {
    const world = new TestWorld({ behaviour: { statsWhenStopped } });
    const task = world.runningTask({ type: 'full-load' });
    world.settle();
    expect(world.seeTask(task).ReplicationTaskStats).toMatchObject({ TablesLoaded: loaded, FullLoadProgressPercent: 100 });
  });
});

describe('the boundary', () => {
  const atBoundary = (behaviour = {}, settings: object = STOP_AT_BOUNDARY): [TestWorld, string] => {
    const world = new TestWorld({ behaviour });
    return [world, world.runningTask({ workload: { tables: tablesOf(100), cachedChangesSeconds: 30 }, settings })];
  };

  test('comes after the cached changes, with a stop of the task', () => {
    const [world, task] = atBoundary();
    world.pass(129);
    expect(world.seeTask(task)).toMatchObject({ Status: 'running', ReplicationTaskStats: { FullLoadProgressPercent: 100, TablesLoading: 0 } });
    world.pass(1);
    expect(world.seeTask(task)).toMatchObject({ Status: 'stopped', StopReason: 'Stop Reason STOPPED_AFTER_CACHED_EVENTS' });
    expect(world.newEvents().at(-1)).toBe('0079');
  });

  test('may have another stop reason', () => {
    const [world, task] = atBoundary({ boundaryStopReason: 'FULL_LOAD_ONLY_FINISHED' });
    world.settle();
    expect(world.seeTask(task).StopReason).toBe('Stop Reason FULL_LOAD_ONLY_FINISHED');
  });

  test.each([['once', 1], ['again', 2]] as const)('stops a task %s', (stopFlagAfterResume, stops) => {
    const [world, task] = atBoundary({ stopFlagAfterResume });
    for (let resumes = 0; resumes < 4; resumes++) {
      world.settle();
      if (world.seeTask(task).Status === 'stopped') world.start(task);
    }
    expect(world.seeTask(task).Status).toBe('running');
    expect(world.newEvents().filter((id) => id === '0079')).toHaveLength(stops);
  });

  test('without a flag passes unseen', () => {
    const [world, task] = atBoundary({}, {});
    world.settle();
    expect(world.seeTask(task).Status).toBe('running');
    expect(world.newEvents()).not.toContain('0079');
  });

  test('is there again after a reload', () => {
    const [world, task] = atBoundary();
    world.settle();
    world.start(task, 'reload-target');
    world.settle();
    expect(world.seeTask(task).StopReason).toBe('Stop Reason STOPPED_AFTER_CACHED_EVENTS');
  });

  test('has a stop before it, of the other flag', () => {
    const [world, task] = atBoundary({}, { FullLoadSettings: { StopTaskCachedChangesApplied: true, StopTaskCachedChangesNotApplied: true } });
    world.pass(100);
    expect(world.seeTask(task).StopReason).toBe('Stop Reason STOPPED_AFTER_FULL_LOAD');
    world.start(task);
    world.pass(30);
    expect(world.seeTask(task).StopReason).toBe('Stop Reason STOPPED_AFTER_CACHED_EVENTS');
    world.start(task);
    world.settle();
    expect(world.seeTask(task).Status).toBe('running');
  });

  test('leaves no stop reason while the task runs again', () => {
    const [world, task] = atBoundary();
    world.settle();
    world.call('StartReplicationTask', { ReplicationTaskArn: task, StartReplicationTaskType: 'resume-processing' });
    expect(world.seeTask(task)).not.toHaveProperty('StopReason');
  });
});

describe('a reload of tables', () => {
  const reload = (world: TestWorld, task: string, ...names: readonly string[]): Answer => world.call('ReloadTables', {
    ReplicationTaskArn: task, TablesToReload: names.map((TableName) => ({ SchemaName: 'app', TableName })),
  });

  test.each([[true, 1, 1], [false, 0, 2]])('counts as loading: %s', (reloadCountsAsLoading, TablesLoading, TablesLoaded) => {
    const world = new TestWorld({ behaviour: { reloadCountsAsLoading } });
    const task = world.runningTask({ workload: { tables: tablesOf(100, 100), ...NO_CACHE } });
    world.pass(150);
    expect(reload(world, task, 't2')).toEqual({ ReplicationTaskArn: task });
    expect(world.newEvents().at(-1)).toBe('0081');
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table is being reloaded']);
    expect(world.seeTask(task).ReplicationTaskStats).toMatchObject({ TablesLoading, TablesLoaded });
    world.pass(100);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table completed']);
    expect(world.call('DescribeTableStatistics', { ReplicationTaskArn: task }).TableStatistics[1]).toMatchObject({ FullLoadReloaded: true });
  });

  test('mends a table in error', () => {
    const world = new TestWorld();
    const task = world.runningTask({ workload: { tables: tablesOf(100).map((table) => ({ ...table, errors: 1 })), ...NO_CACHE } });
    world.pass(100);
    reload(world, task, 't1');
    world.pass(100);
    expect(world.tables(task)).toEqual(['t1: Table completed']);
  });

  test('makes a load that is going on end later', () => {
    const world = new TestWorld();
    const task = world.runningTask({ type: 'full-load', workload: { tables: tablesOf(50, 100) } });
    world.pass(80);
    reload(world, task, 't1');
    world.pass(49);
    expect(world.seeTask(task).Status).toBe('running');
    world.pass(1);
    expect(world.seeTask(task).Status).toBe('stopped');
  });

  test('waits for its turn behind all that is planned', () => {
    const world = new TestWorld();
    const settings = { FullLoadSettings: { MaxFullLoadSubTasks: 1 } };
    const task = world.runningTask({ workload: { tables: tablesOf(100, 100, 100, 100), ...NO_CACHE }, settings });
    world.pass(150);
    reload(world, task, 't1');
    world.pass(249);
    expect(world.tables(task)).toEqual(['t1: Before load', 't2: Table completed', 't3: Table completed', 't4: Full load']);
    world.pass(1);
    expect(world.tables(task)).toEqual(['t1: Table is being reloaded', 't2: Table completed', 't3: Table completed', 't4: Table completed']);
  });

  test('that a stop cuts short is done when the task is resumed', () => {
    const world = new TestWorld();
    const task = world.runningTask({ workload: { tables: tablesOf(100, 100), ...NO_CACHE } });
    world.pass(100);
    reload(world, task, 't2');
    world.pass(50);
    world.stop(task);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table cancelled']);
    world.start(task);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table is being reloaded']);
    world.pass(100);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table completed']);
  });

  test('fails for a table that the task has not, and for more than ten', () => {
    const world = new TestWorld();
    const task = world.runningTask();
    expect(() => reload(world, task, 'nothing')).toThrow('Table app.nothing is not part of replication task orders.');
    expect(() => reload(world, task, ...Array.from({ length: 11 }, () => 'orders'))).toThrow('must not have more than 10 members');
  });
});

test('a task stops at a position that was given', () => {
  const world = new TestWorld({ startTime: Date.UTC(2026, 0, 5) });
  const task = world.task({ type: 'cdc' });
  world.call('StartReplicationTask', { ReplicationTaskArn: task, StartReplicationTaskType: 'start-replication', CdcStopPosition: 'server_time:2026-01-05T12:00:00' });
  world.dms.advanceTo(Date.UTC(2026, 0, 5, 11, 59, 59));
  expect(world.seeTask(task).Status).toBe('running');
  world.settle();
  expect(world.seeTask(task)).toMatchObject({ Status: 'stopped', StopReason: 'Stop Reason STOPPED_AT_SERVER_TIME' });
  expect(world.dms.now).toBe(Date.UTC(2026, 0, 5, 12));
  expect(world.outcome('StartReplicationTask', { ReplicationTaskArn: task, StartReplicationTaskType: 'resume-processing', CdcStopPosition: 'noon' })).toBe('InvalidParameterValueException');
});

test.each([['NORMAL', 'Stop Reason NORMAL'], ['absent', undefined]] as const)('a stop leaves its reason %s', (stopReasonAfterStopCall, reason) => {
  const world = new TestWorld({ behaviour: { stopReasonAfterStopCall } });
  const task = world.runningTask();
  world.stop(task);
  expect(world.seeTask(task).StopReason).toBe(reason);
});
