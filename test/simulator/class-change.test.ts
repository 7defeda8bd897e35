import type { BehaviourOptions } from '../../lib/simulator';
import { STOP_AT_BOUNDARY, tablesOf, TestWorld } from './support';

/** What a task looks like before, during and after a change of the class of its instance. */
function statuses(world: TestWorld, task: string): string[] {
  const seen = [world.seeTask(task).Status];
  world.changeClass('dms.r6i.2xlarge');
  world.pass(15);
  seen.push(world.seeTask(task).Status);
  world.pass(15);
  seen.push(world.seeTask(task).Status);
  return seen;
}

const WORKLOAD = { tables: tablesOf(100, 1000), cachedChangesSeconds: 0 };

describe('of tasks that capture changes', () => {
  const during = (behaviour: BehaviourOptions): [TestWorld, string, string[]] => {
    const world = new TestWorld({ behaviour });
    const task = world.runningTask({ workload: WORKLOAD });
    world.pass(2000);
    world.newEvents();
    return [world, task, statuses(world, task)];
  };

  test('resume', () => {
    const [world, , seen] = during({ runningTasksOnClassChange: 'resume' });
    expect(seen).toEqual(['running', 'failed', 'running']);
    expect(world.newEvents()).toEqual(['0012', '0014', '0069']);
  });

  test('resume, and are said to run all the while', () => {
    const [world, , seen] = during({ runningTasksOnClassChange: 'resume', statusDuringReboot: 'running' });
    expect(seen).toEqual(['running', 'running', 'running']);
    expect(world.newEvents()).toEqual(['0012', '0014', '0069']);
  });

  test('fail', () => {
    const [world, task, seen] = during({ runningTasksOnClassChange: 'fail' });
    expect(seen).toEqual(['running', 'failed', 'failed']);
    expect(world.newEvents()).toEqual(['0012', '0078', '0014']);
    expect(world.seeTask(task).StopReason).toMatch(/^Last Error .* Stop Reason FATAL_ERROR Error Level FATAL$/);
    world.start(task);
    expect(world.seeTask(task).Status).toBe('running');
  });

  test('stop', () => {
    const [world, task, seen] = during({ runningTasksOnClassChange: 'stop' });
    expect(seen).toEqual(['running', 'stopped', 'stopped']);
    expect(world.newEvents()).toEqual(['0012', '0079', '0014']);
    expect(world.seeTask(task).StopReason).toBe('Stop Reason RECONFIGURATION_RESTART');
  });
});

describe('of tasks that load', () => {
  const during = (behaviour: BehaviourOptions, settings: object = {}): [TestWorld, string, string[]] => {
    const world = new TestWorld({ behaviour });
    const task = world.runningTask({ workload: WORKLOAD, settings });
    world.pass(500);
    return [world, task, statuses(world, task)];
  };

  test('tables that were not loaded are in error, and the task goes on', () => {
    const [world, task, seen] = during({ loadingTasksOnClassChange: 'error' });
    expect(seen).toEqual(['running', 'failed', 'running']);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table error']);
  });

  test('a boundary after that is one with errors', () => {
    const [world, task] = during({ loadingTasksOnClassChange: 'error' }, STOP_AT_BOUNDARY);
    world.settle();
    expect(world.seeTask(task)).toMatchObject({
      StopReason: 'Stop Reason STOPPED_AFTER_CACHED_EVENTS', ReplicationTaskStats: { FullLoadProgressPercent: 100, TablesErrored: 1, TablesLoaded: 1 },
    });
  });

  test('tables are loaded from their beginning, at the pace of the new class', () => {
    const [world, task, seen] = during({ loadingTasksOnClassChange: 'restart' });
    expect(seen).toEqual(['running', 'failed', 'running']);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Full load']);
    world.pass(1999);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Full load']);
    world.pass(1);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table completed']);
  });

  test('a load that would have ended meanwhile does not', () => {
    const world = new TestWorld({ behaviour: { loadingTasksOnClassChange: 'restart', statusDuringReboot: 'running', durations: { classChange: [600, 600] } } });
    const task = world.runningTask({ type: 'full-load', workload: { tables: tablesOf(100) } });
    world.changeClass('dms.r6i.2xlarge');
    world.pass(10 + 600 - 1);
    expect(world.seeTask(task)).toMatchObject({ Status: 'running', ReplicationTaskStats: { TablesLoaded: 0 } });
    expect(world.newEvents()).not.toContain('0079');
  });

  test('the task fails, and can be resumed', () => {
    const [world, task, seen] = during({ loadingTasksOnClassChange: 'fail' });
    expect(seen).toEqual(['running', 'failed', 'failed']);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Table cancelled']);
    world.start(task);
    expect(world.tables(task)).toEqual(['t1: Table completed', 't2: Full load']);
  });
});

test('a task that is stopped stays stopped, and cannot be started while the instance is away', () => {
  const world = new TestWorld();
  const task = world.runningTask({ workload: WORKLOAD, settings: STOP_AT_BOUNDARY });
  world.settle();
  world.changeClass('dms.r6i.2xlarge');
  world.pass(15);
  const resume = { ReplicationTaskArn: task, StartReplicationTaskType: 'resume-processing' };
  expect(() => world.call('StartReplicationTask', resume)).toThrow('Replication Instance migration is not available: its status is modifying.');
  world.pass(15);
  expect(world.seeTask(task).Status).toBe('stopped');
  expect(world.outcome('StartReplicationTask', resume)).toBe('ok');
});

test('a task that was stopping when its instance went away is stopped', () => {
  const world = new TestWorld({ behaviour: { durations: { stop: [60, 60] } } });
  const task = world.runningTask({ workload: WORKLOAD });
  world.changeClass('dms.r6i.2xlarge');
  world.call('StopReplicationTask', { ReplicationTaskArn: task });
  world.pass(59);
  expect(world.seeTask(task).Status).toBe('stopping');
  world.pass(1);
  expect(world.seeTask(task)).toMatchObject({ Status: 'stopped', StopReason: 'Stop Reason NORMAL' });
});

test('a task that was starting when its instance went away starts when it is back', () => {
  const world = new TestWorld({ behaviour: { durations: { start: [60, 60] }, loadingTasksOnClassChange: 'restart' } });
  const task = world.task({ workload: WORKLOAD });
  world.call('StartReplicationTask', { ReplicationTaskArn: task, StartReplicationTaskType: 'start-replication' });
  world.changeClass('dms.r6i.2xlarge');
  world.pass(20 + 60);
  expect(world.seeTask(task).Status).toBe('running');
  expect(world.tables(task)).toEqual(['t1: Full load', 't2: Full load']);
  expect(world.events.at(-1)?.detail.detailMessage).toBe('Replication task started, with flag, fresh start');
});

test('a stop during the reboot of a task that is said to run keeps it from going on', () => {
  const world = new TestWorld({ behaviour: { statusDuringReboot: 'running' } });
  const task = world.runningTask({ type: 'cdc' });
  world.changeClass('dms.r6i.2xlarge');
  world.pass(12);
  world.call('StopReplicationTask', { ReplicationTaskArn: task });
  world.pass(60);
  expect(world.seeTask(task).Status).toBe('stopped');
});
