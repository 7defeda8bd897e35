import { tablesOf, TestWorld } from './support';

const HOUR = 3600;
const GIB = 1024 ** 3;

describe('latency', () => {
  const capturing = (workload = {}, instanceClass?: string): [TestWorld, string] => {
    const world = new TestWorld({}, instanceClass);
    const task = world.runningTask({ workload: { tables: tablesOf(100), cachedChangesSeconds: 0, ...workload } });
    world.pass(100);
    return [world, task];
  };

  test('is nothing for a task that keeps pace', () => {
    const [world] = capturing({ cdcVcpu: 8 });
    world.pass(HOUR);
    expect(world.dms.latencySeconds('orders')).toBe(0);
  });

  test('grows by a second each second while the task does not run, and then goes down as fast as the class allows', () => {
    const [world, task] = capturing({ cdcVcpu: 8 });
    world.call('StopReplicationTask', { ReplicationTaskArn: task });
    world.pass(1000);
    expect(world.dms.latencySeconds(task)).toBe(1000);
    // 16 vCPU where 8 keep pace: a second of lag goes each second.
    world.start(task);
    world.pass(500);
    expect(world.dms.latencySeconds(task)).toBe(510);
    world.pass(HOUR);
    expect(world.dms.latencySeconds(task)).toBe(0);
  });

  test('goes down no faster than the workload allows', () => {
    const [world, task] = capturing({ cdcVcpu: 1, catchUpFactor: 2 });
    world.stop(task);
    world.start(task);
    world.pass(10);
    expect(world.dms.latencySeconds(task)).toBe(10);
  });

  test('grows on a class that is too small', () => {
    const [world] = capturing({ cdcVcpu: 4 }, 'dms.r6i.large');
    world.pass(HOUR);
    expect(world.dms.latencySeconds('orders')).toBe(HOUR / 2);
  });

  test('is shared by the tasks of an instance', () => {
    const [world] = capturing({ cdcVcpu: 12 });
    const other = world.task({ identifier: 'other', type: 'cdc', workload: { cdcVcpu: 12 } });
    world.start(other, 'start-replication');
    world.pass(900);
    // 16 vCPU for 24: a third of the time is lag.
    expect(world.dms.latencySeconds('orders')).toBeCloseTo(300, 6);
    expect(world.dms.latencySeconds('other')).toBeCloseTo(300, 6);
    world.stop(other);
    world.pass(900);
    expect(world.dms.latencySeconds('orders')).toBe(0);
  });

  test('begins with the backlog that the load left', () => {
    const [world] = capturing({ backlogSeconds: 600, catchUpFactor: 3 });
    expect(world.dms.latencySeconds('orders')).toBe(600);
    world.pass(100);
    expect(world.dms.latencySeconds('orders')).toBe(400);
  });

  test('counts from the end of the load for a task that stopped before its cached changes', () => {
    const world = new TestWorld();
    const task = world.runningTask({
      workload: { tables: tablesOf(100), cachedChangesSeconds: 30 }, settings: { FullLoadSettings: { StopTaskCachedChangesNotApplied: true } },
    });
    world.pass(400);
    world.start(task);
    world.pass(30);
    expect(world.dms.latencySeconds(task)).toBe(310);
  });

  test('shows in the statistics of tables', () => {
    const world = new TestWorld({}, 'dms.r6i.large');
    const task = world.runningTask({
      workload: { tables: tablesOf(100).map((table) => ({ ...table, insertsPerSecond: 10 })), cachedChangesSeconds: 0, cdcVcpu: 4 },
    });
    world.pass(300);
    const [table] = world.call('DescribeTableStatistics', { ReplicationTaskArn: task }).TableStatistics;
    expect(table).toMatchObject({ Inserts: 3000, AppliedInserts: 2000 });
  });

  test('can be had of no task that there is not', () => {
    expect(() => new TestWorld().dms.latencySeconds('nothing')).toThrow('Replication Task nothing not found.');
  });
});

describe('memory', () => {
  const WORKLOAD = { tables: tablesOf(100), cachedChangesSeconds: 0, loadMemoryGiB: 64, cdcMemoryGiB: 20 };

  test('is what tasks leave of the class', () => {
    const world = new TestWorld();
    const task = world.runningTask({ workload: WORKLOAD });
    expect(world.dms.availableMemoryBytes('migration')).toBe((128 - 0.5 - 64) * GIB);
    world.pass(100);
    expect(world.dms.availableMemoryBytes(world.instance)).toBe((128 - 0.5 - 20) * GIB);
    world.stop(task);
    expect(world.dms.availableMemoryBytes('migration')).toBe((128 - 0.5) * GIB);
  });

  test('of a class that is not known is not known', () => {
    expect(new TestWorld({}, 'dms.x9.large').dms.availableMemoryBytes('migration')).toBeUndefined();
  });

  test.each([
    ['fail', 'failed', 'Last Error Replication task out of memory. Stop Reason FATAL_ERROR Error Level FATAL'],
    ['stop', 'stopped', 'Stop Reason STOPPED_DUE_TO_LOW_MEMORY'],
    ['swap', 'running', undefined],
  ] as const)('that does not suffice: %s', (outOfMemory, status, reason) => {
    const world = new TestWorld({ behaviour: { outOfMemory, durations: { outOfMemory: [600, 600] } } });
    const task = world.runningTask({ workload: WORKLOAD });
    const small = world.task({ identifier: 'small', type: 'cdc', workload: { cdcMemoryGiB: 1 } });
    world.start(small, 'start-replication');
    world.pass(100);
    world.changeClass('dms.r6i.large');
    world.pass(30);
    expect(world.dms.availableMemoryBytes('migration')).toBe(0);
    expect(world.seeTask(task).Status).toBe('running');
    world.pass(600);
    expect([world.seeTask(task).Status, world.seeTask(task).StopReason]).toEqual([status, reason]);
    expect(world.seeTask(small).Status).toBe('running');
  });

  test('that does suffice again in time hurts nobody', () => {
    const world = new TestWorld({ behaviour: { durations: { outOfMemory: [600, 600] } } });
    const task = world.runningTask({ workload: WORKLOAD });
    world.pass(100);
    world.changeClass('dms.r6i.large');
    world.pass(300);
    world.changeClass('dms.r6i.4xlarge');
    world.pass(HOUR);
    expect(world.seeTask(task).Status).toBe('running');
  });
});
