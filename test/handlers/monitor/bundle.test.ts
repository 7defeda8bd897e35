import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { SimulatorServer } from '../../../lib/simulator';
import { tablesOf, TestWorld } from '../../simulator/support';

/**
 * Time is what it is told, and stands still but for waiting, which takes a thousandth of the time. The server's date, which is the real one, is
 * kept from the SDK: it would take its own clock to be wrong.
 */
const CHILD = `
  const { IncomingMessage } = require('node:http');
  const addHeader = IncomingMessage.prototype._addHeaderLine;
  IncomingMessage.prototype._addHeaderLine = function (name, ...rest) { if (name.toLowerCase() !== 'date') addHeader.call(this, name, ...rest); };
  let now = Number(process.env.NOW);
  const realTimeout = setTimeout;
  Date.now = () => now;
  globalThis.setTimeout = (f, ms = 0, ...rest) => {
    const due = now + ms;
    return realTimeout(() => { now = Math.max(now, due); f(...rest); }, ms / 1000);
  };
  const { handler } = require(process.env.BUNDLE);
  const ends = now + 180000;
  handler(JSON.parse(process.env.EVENT), { getRemainingTimeInMillis: () => ends - now }).catch((thrown) => { console.log(JSON.stringify({ thrown: thrown.name })); });
`;

const world = new TestWorld();
const server = new SimulatorServer(world.dms);
/** What the function has called. */
const called = new Set<string>();
let endpoint: string;

beforeAll(async () => { endpoint = await server.start(); });
afterAll(() => server.stop());

/** What the function writes, as it is shipped, in a process of its own. */
async function invoke(tableProgress: string, identifier = 'migration'): Promise<Record<string, unknown>[]> {
  const before = world.dms.calls.length;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', CHILD], { env: {
    PATH: process.env.PATH,
    BUNDLE: path.join(__dirname, '../../../assets/monitor/index.js'),
    NOW: String(world.dms.now),
    EVENT: JSON.stringify({ 'detail-type': 'Scheduled Event' }),
    AWS_ENDPOINT_URL_DATABASE_MIGRATION_SERVICE: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    NODE_NO_WARNINGS: '1',
    INSTANCE_IDENTIFIER: identifier,
    TABLE_PROGRESS: tableProgress,
  } });
  for (const { operation } of world.dms.calls.slice(before)) called.add(operation);
  return stdout.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a migration is seen from its first load to its last stop', async () => {
  expect(await invoke('untilBoundary')).toEqual([expect.objectContaining({
    status: 'available', class: 'dms.r6i.4xlarge', ReplicationInstanceIdentifier: 'migration', Phase: 3, Vcpus: 16, MemoryGiB: 128, RunningTasks: 0,
  })]);

  const seconds = Array.from({ length: 20 }, () => 600);
  const orders = world.runningTask({ identifier: 'orders', workload: { tables: tablesOf(...seconds) }, settings: { ValidationSettings: { EnableValidation: true } } });
  world.task({ identifier: 'customers', type: 'cdc' });
  world.pass(600);
  const [instance, ...tasks] = await invoke('untilBoundary');
  expect(instance).toMatchObject({ Phase: 1, RunningTasks: 1, FailedTasks: 0, LongestStop: 0, IdleTime: 0 });
  expect(tasks.map(({ task }) => task).sort()).toEqual(['customers', 'orders']);
  const loading = tasks.find(({ task }) => task === 'orders')!;
  expect(loading).toMatchObject({
    status: 'running', ReplicationTaskIdentifier: orders.split(':').pop(), Failed: 0, StopTime: 0, RowsLoaded: expect.any(Number), ValidationFailedRecords: 0, TablesWithoutPrimaryKey: 0,
  });
  // Eight at a time: three rounds of ten minutes.
  const left = 30 * 60 - 600;
  expect(loading.FullLoadTimeLeftLow).toBeLessThan(left);
  expect(loading.FullLoadTimeLeftHigh).toBeGreaterThan(left);

  world.settle();
  const [, ...loaded] = await invoke('untilBoundary');
  expect(loaded.find(({ task }) => task === 'orders')).toMatchObject({ FullLoadPercent: 100, TablesLoaded: 20, RowsLoaded: 20_000 });
  expect(loaded.find(({ task }) => task === 'orders')).not.toHaveProperty('FullLoadTimeLeftLow');

  world.stop(orders);
  world.pass(3600);
  const [idle, ...stopped] = await invoke('none');
  expect(idle).toMatchObject({ Phase: 3, RunningTasks: 0 });
  expect(idle.IdleTime).toBeGreaterThanOrEqual(3600);
  expect(idle.LongestStop).toBe(idle.IdleTime);
  expect(stopped.find(({ task }) => task === 'orders')).toMatchObject({ status: 'stopped', stopReason: 'NORMAL', StopTime: idle.LongestStop });
});

test('DMS that throttles is asked again', async () => {
  world.dms.faults.add({ operation: 'DescribeReplicationTasks', times: 3 });
  expect((await invoke('none'))[0]).toMatchObject({ ReplicationInstanceIdentifier: 'migration', Phase: 3 });
});

test('DMS that throttles for ever makes the function fail', async () => {
  world.dms.faults.add({ operation: 'DescribeReplicationInstances', times: 8 });
  expect(await invoke('none')).toEqual([
    { kind: 'failed', instance: 'migration', message: expect.stringContaining('ThrottlingException') }, { thrown: 'ThrottlingException' },
  ]);
});

test('an instance that is not there is told of', async () => {
  expect(await invoke('none', 'nobody')).toEqual([{ kind: 'noInstance', instance: 'nobody' }]);
});

test('nothing is called but what only reads', () => {
  expect([...called].sort()).toEqual(['DescribeReplicationInstances', 'DescribeReplicationTasks', 'DescribeTableStatistics']);
});
