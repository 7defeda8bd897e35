import type { TableProgress } from '../../../lib/control/monitor/turns';
import { makeHandler } from '../../../lib/handlers/monitor/handler';
import { FakeDms, named } from '../../support/monitor/fake-dms';
import { HOUR, loadingTask, MINUTE, NOW, stoppedTask, table } from '../../support/monitor/looks';

const SCHEDULE = { 'detail-type': 'Scheduled Event', 'time': new Date(NOW).toISOString() };
const DENIED = Object.assign(new Error('not you'), { name: 'AccessDeniedException' });

type Line = Readonly<Record<string, unknown>>;

/** The handler before a fake, and what it writes. */
class MonitorFunction {
  public readonly dms = new FakeDms();
  public readonly lines: Line[] = [];
  private readonly handler;

  constructor(tableProgress: TableProgress = 'validatedTasks', private readonly timeout = 3 * MINUTE) {
    const { dms, lines } = this;
    this.handler = makeHandler({ dms, now: () => dms.now, log: (entry) => lines.push(JSON.parse(JSON.stringify(entry)) as Line) }, { identifier: 'orders-db', tableProgress });
  }

  public async call(event: unknown = SCHEDULE): Promise<void> {
    const ends = this.dms.now + this.timeout;
    await this.handler(event, { getRemainingTimeInMillis: () => ends - this.dms.now });
  }

  public ofTask(name: string): Line | undefined {
    return this.lines.filter(({ task }) => task === name).pop();
  }
}

test('writes a line for the instance and one for each task, in the embedded metric format', async () => {
  const fn = new MonitorFunction();
  const { dms, lines } = fn;
  dms.present = [named('orders'), named('customers', stoppedTask('NORMAL', { resourceId: 'CUSTOMERS', migrationType: 'cdc', load: { tablesLoaded: 0 } }))];
  await fn.call();
  const Timestamp = dms.now;
  expect(lines).toEqual([
    {
      status: 'available', class: 'dms.r6i.xlarge', ReplicationInstanceIdentifier: 'orders-db',
      Phase: 2, Vcpus: 4, MemoryGiB: 32, RunningTasks: 1, FailedTasks: 0, LongestStop: 3600, IdleTime: 0,
      _aws: {
        Timestamp,
        CloudWatchMetrics: [{
          Namespace: 'cdk-dms-migrations',
          Dimensions: [['ReplicationInstanceIdentifier']],
          Metrics: [
            { Name: 'Phase', Unit: 'None' }, { Name: 'Vcpus', Unit: 'Count' }, { Name: 'MemoryGiB', Unit: 'None' }, { Name: 'RunningTasks', Unit: 'Count' },
            { Name: 'FailedTasks', Unit: 'Count' }, { Name: 'LongestStop', Unit: 'Seconds' }, { Name: 'IdleTime', Unit: 'Seconds' },
          ],
        }],
      },
    },
    {
      task: 'orders', status: 'running', ReplicationInstanceIdentifier: 'orders-db', ReplicationTaskIdentifier: 'ORDERS',
      Failed: 0, StopTime: 0, TablesQueued: 0, TablesLoading: 0, TablesLoaded: 3, TablesErrored: 0, FullLoadPercent: 100,
      _aws: {
        Timestamp,
        CloudWatchMetrics: [{
          Namespace: 'cdk-dms-migrations',
          Dimensions: [['ReplicationInstanceIdentifier', 'ReplicationTaskIdentifier']],
          Metrics: [
            { Name: 'Failed', Unit: 'Count' }, { Name: 'StopTime', Unit: 'Seconds' }, { Name: 'TablesQueued', Unit: 'Count' }, { Name: 'TablesLoading', Unit: 'Count' },
            { Name: 'TablesLoaded', Unit: 'Count' }, { Name: 'TablesErrored', Unit: 'Count' }, { Name: 'FullLoadPercent', Unit: 'Percent' },
          ],
        }],
      },
    },
    {
      task: 'customers', status: 'stopped', stopReason: 'NORMAL', ReplicationInstanceIdentifier: 'orders-db', ReplicationTaskIdentifier: 'CUSTOMERS', Failed: 0, StopTime: 3600,
      _aws: {
        Timestamp,
        CloudWatchMetrics: [{
          Namespace: 'cdk-dms-migrations',
          Dimensions: [['ReplicationInstanceIdentifier', 'ReplicationTaskIdentifier']],
          Metrics: [{ Name: 'Failed', Unit: 'Count' }, { Name: 'StopTime', Unit: 'Seconds' }],
        }],
      },
    },
  ]);
});

test('publishes nothing of an instance that is not there, and says so', async () => {
  const fn = new MonitorFunction();
  fn.dms.described = undefined;
  await fn.call();
  expect(fn.lines).toEqual([{ kind: 'noInstance', instance: 'orders-db' }]);
  expect(fn.dms.calls).toEqual(['instance']);
});

test('publishes no capacity of a class that the library does not know', async () => {
  const fn = new MonitorFunction();
  fn.dms.described = { ...fn.dms.described!, class: 'dms.r9z.large' };
  await fn.call();
  expect(fn.lines[0]).toMatchObject({ class: 'dms.r9z.large', Phase: 3 });
  expect(fn.lines[0]).not.toHaveProperty('Vcpus');
});

describe('tables', () => {
  const TABLES = [table({ validationState: 'Mismatched records', failedRecords: 2 })];

  function withTasks(tableProgress: TableProgress): MonitorFunction {
    const fn = new MonitorFunction(tableProgress);
    fn.dms.present = [named('loading', loadingTask({ resourceId: 'LOADING' })), named('validated'), named('capturing')];
    fn.dms.validatedNames.add('validated');
    fn.dms.tablesOf.set('validated', TABLES);
    return fn;
  }

  test.each<[TableProgress, string[]]>([
    ['none', []],
    ['validatedTasks', ['validated loading validated capturing', 'tables validated']],
    ['untilBoundary', ['validated loading validated capturing', 'tables loading', 'tables validated']],
    ['always', ['tables capturing', 'tables loading', 'tables validated']],
  ])('of %s are looked at by %j', async (tableProgress, expected) => {
    const fn = withTasks(tableProgress);
    await fn.call();
    expect(fn.dms.calls.slice(2).sort()).toEqual([...expected].sort());
  });

  test('make metrics of their task', async () => {
    const fn = withTasks('validatedTasks');
    await fn.call();
    expect(fn.ofTask('validated')).toMatchObject({ RowsLoaded: 1000, ValidationPendingRecords: 0, ValidationFailedRecords: 2, ValidationSuspendedRecords: 0, TablesWithoutPrimaryKey: 0 });
    expect(fn.ofTask('capturing')).not.toHaveProperty('ValidationFailedRecords');
  });

  test('need settings, which are read once an hour, and at once for a new task', async () => {
    const fn = withTasks('validatedTasks');
    const reads = () => fn.dms.calls.filter((call) => call.startsWith('validated'));
    for (let look = 0; look < 3; look++) {
      await fn.call();
      fn.dms.now += 15 * MINUTE;
    }
    expect(reads()).toEqual(['validated loading validated capturing']);
    fn.dms.present.push(named('new'));
    await fn.call();
    expect(reads().slice(1)).toEqual(['validated new']);
    fn.dms.now += HOUR;
    await fn.call();
    expect(reads().slice(2)).toEqual(['validated loading validated capturing new']);
  });

  test('of a task that may not be looked into are left out, and it is said', async () => {
    const fn = withTasks('always');
    fn.dms.tablesOf.set('loading', undefined);
    await fn.call();
    expect(fn.lines).toContainEqual({ kind: 'denied', task: 'loading', why: 'the monitor may look into the tables of tasks only that the app declares or names' });
    expect(fn.ofTask('loading')).toMatchObject({ TablesLoading: 1 });
    expect(fn.ofTask('loading')).not.toHaveProperty('RowsLoaded');
    expect(fn.ofTask('validated')).toHaveProperty('RowsLoaded');
  });

  test('are looked at as long as there is time, and each task gets its turn', async () => {
    const fn = new MonitorFunction('always', 60_000);
    fn.dms.present = Array.from({ length: 12 }, (_, index) => named(`task${index}`));
    fn.dms.millisecondsACall = 5_000;
    const into = () => new Set(fn.dms.calls.filter((call) => call.startsWith('tables')));
    await fn.call();
    expect(into().size).toBe(5);
    expect(fn.lines[0]).toEqual({ kind: 'late', tasksNotLookedInto: 7 });
    expect(fn.lines.filter(({ ReplicationTaskIdentifier: id }) => id !== undefined)).toHaveLength(12);
    await fn.call();
    expect(into().size).toBe(10);
    await fn.call();
    expect(into().size).toBe(12);
  });
});

describe('a fault', () => {
  test.each(['instance', 'tasks'] as const)('of %s is written and thrown, for nothing is known then', async (call) => {
    const fn = new MonitorFunction();
    fn.dms.faults.set(call, DENIED);
    await expect(fn.call()).rejects.toThrow('not you');
    expect(fn.lines).toEqual([{ kind: 'failed', instance: 'orders-db', message: 'AccessDeniedException: not you' }]);
  });

  test.each(['validated', 'tables'] as const)('of %s is thrown when the rest is published', async (call) => {
    const fn = new MonitorFunction();
    fn.dms.present = [named('orders')];
    fn.dms.validatedNames.add('orders');
    fn.dms.faults.set(call, new Error('Rate exceeded'));
    await expect(fn.call()).rejects.toThrow('Rate exceeded');
    expect(fn.lines.map(({ Phase, Failed, kind }) => [Phase, Failed, kind])).toEqual([[2, undefined, undefined], [undefined, 0, undefined], [undefined, undefined, 'failed']]);
  });
});

describe('an event', () => {
  const event = (time: number) => ({ 'detail-type': 'DMS Replication Task State Change', 'time': new Date(time).toISOString() });

  test('that happened before the last look is not looked after again', async () => {
    const fn = new MonitorFunction();
    await fn.call(event(NOW - MINUTE));
    await fn.call(event(NOW - 10_000));
    expect(fn.dms.calls).toEqual(['instance', 'tasks']);
    expect(fn.lines.at(-1)).toEqual({ kind: 'seen', why: 'the instance was looked at after that' });
  });

  test('that happened after it, or just before, is', async () => {
    const fn = new MonitorFunction();
    await fn.call(event(NOW - MINUTE));
    await fn.call(event(NOW - 2_000));
    await fn.call(event(NOW + MINUTE));
    expect(fn.dms.calls.filter((call) => call === 'instance')).toHaveLength(3);
  });

  test('that came to a look which failed is looked after again', async () => {
    const fn = new MonitorFunction();
    fn.dms.faults.set('tasks', DENIED);
    await expect(fn.call(event(NOW - MINUTE))).rejects.toThrow('not you');
    fn.dms.faults.clear();
    await fn.call(event(NOW - MINUTE));
    expect(fn.lines.at(-1)).toMatchObject({ Phase: 3 });
  });

  test.each([[SCHEDULE], [{}], [undefined], ['anything'], [{ 'detail-type': 'x', 'time': 'never' }]])('without a time that counts is a reason to look: %j', async (given) => {
    const fn = new MonitorFunction();
    await fn.call(given);
    await fn.call(given);
    expect(fn.dms.calls.filter((call) => call === 'instance')).toHaveLength(2);
  });
});
