import { request } from 'node:http';
import { Dms, SimulatorServer, type SimulatorServerOptions } from '../../lib/simulator';
import { tablesOf, TestWorld } from './support';

let server: SimulatorServer;
afterEach(async () => server.stop());

async function serve(dms: Dms, options: SimulatorServerOptions = {}): Promise<string> {
  server = new SimulatorServer(dms, options);
  return server.start();
}

async function post(url: string, body: string | object | undefined, headers: Record<string, string> = {}, method = 'POST'): Promise<{ status: number; headers: Headers; body: unknown }> {
  const response = await fetch(url, { method, headers, ...body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) } });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const target = (operation: string): Record<string, string> => ({ 'x-amz-target': `AmazonDMSv20160101.${operation}` });

describe('the protocol', () => {
  test('answers with JSON 1.1 and the id of the request', async () => {
    const url = await serve(new Dms());
    const { status, headers, body } = await post(url, {}, target('DescribeEndpoints'));
    expect([status, body, headers.get('content-type')]).toEqual([200, { Endpoints: [] }, 'application/x-amz-json-1.1']);
    expect(headers.get('x-amzn-requestid')).toBe('00000000-0000-4000-8000-000000000001');
  });

  test.each([
    ['a fault', target('DescribeEndpoints'), { Filters: [{ Name: 'endpoint-id', Values: ['none'] }] }, 'ResourceNotFoundFault', 'No Endpoints found matching provided filters'],
    ['an unknown operation', target('DoIt'), {}, 'UnknownOperationException', 'Unknown operation: DoIt'],
    ['another service', { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, {}, 'UnknownOperationException', "This is a simulated AWS DMS: it takes POST with X-Amz-Target: AmazonDMSv20160101.<operation>, got POST with 'DynamoDB_20120810.ListTables'"],
    ['no JSON', target('DescribeEndpoints'), 'no JSON', 'SerializationException', 'The body of the request is not a JSON object'],
    ['another type', target('DescribeEndpoints'), { MaxRecords: 'many' }, 'SerializationException', "The value at 'maxRecords' is not a number"],
  ])('answers 400 to %s', async (_, headers, input, code, message) => {
    const url = await serve(new Dms());
    const { status, headers: answered, body } = await post(url, input, headers);
    expect([status, body, answered.get('x-amzn-errortype')]).toEqual([400, { __type: code, message }, code]);
  });

  test('refuses a body that is too large', async () => {
    const url = await serve(new Dms());
    expect(await post(url, ' '.repeat(7 * 1024 * 1024), target('DescribeEndpoints'))).toMatchObject({ status: 413 });
  });

  test('cuts the connection where an answer is to be lost', async () => {
    const dms = new Dms();
    dms.faults.add({ operation: 'DescribeEndpoints', when: 'after' });
    const url = await serve(dms);
    await expect(new Promise((resolve, reject) => {
      request(url, { method: 'POST', headers: target('DescribeEndpoints') }, resolve).on('error', reject).end('{}');
    })).rejects.toThrow('socket hang up');
  });
});

describe('the clock', () => {
  test('goes by as fast as it is told, also while nobody asks', async () => {
    let real = 5000;
    const world = new TestWorld();
    const url = await serve(world.dms, { speed: 60, clock: () => real });
    const before = world.dms.now;
    real += 1000;
    await post(url, {}, target('DescribeEndpoints'));
    expect(world.dms.now - before).toBe(60_000);
  });

  test('lets things happen when they are due', async () => {
    const world = new TestWorld();
    await serve(world.dms, { speed: 1000 });
    world.changeClass('dms.r6i.large');
    // Any request makes the clock look for what is due next.
    await post(server.url, {}, target('DescribeEndpoints'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(world.seeInstance().ReplicationInstanceClass).toBe('dms.r6i.large');
  });

  test('stands still without a speed, and is advanced by hand', async () => {
    const world = new TestWorld();
    const url = await serve(world.dms);
    const before = world.dms.now;
    world.changeClass('dms.r6i.large');
    await post(url, {}, target('DescribeEndpoints'));
    expect(world.dms.now).toBe(before);
    expect(await post(`${url}/_simulator/advance`, {})).toMatchObject({ body: { now: before + 10_000, instances: [{ status: 'modifying' }] } });
    expect(await post(`${url}/_simulator/advance`, { seconds: 10 })).toMatchObject({ body: { now: before + 20_000, instances: [{ class: 'dms.r6i.large' }] } });
    expect(await post(`${url}/_simulator/advance`, { until: '2026-02-01T00:00:00Z' })).toMatchObject({ body: { now: Date.UTC(2026, 1, 1) } });
  });

  test('goes on from where it was advanced to by hand', async () => {
    let real = 0;
    const dms = new Dms();
    const url = await serve(dms, { speed: 10, clock: () => real });
    const before = dms.now;
    await post(`${url}/_simulator/advance`, { seconds: 3600 });
    real += 1000;
    await post(url, {}, target('DescribeEndpoints'));
    expect(dms.now - before).toBe(3_610_000);
  });
});

describe('the calls to the simulator itself', () => {
  test('show the world', async () => {
    const world = new TestWorld();
    world.runningTask({ workload: { tables: tablesOf(100), cdcMemoryGiB: 1 } });
    const url = await serve(world.dms);
    expect(await post(`${url}/_simulator/state`, undefined, {}, 'GET')).toMatchObject({
      status: 200,
      body: {
        now: world.dms.now,
        instances: [{ identifier: 'migration', status: 'available', class: 'dms.r6i.4xlarge', availableMemoryBytes: 127.5 * 1024 ** 3 }],
        endpoints: [{ identifier: 'orders', type: 'source' }, { identifier: 'warehouse', type: 'target' }],
        tasks: [{ identifier: 'orders', status: 'running', stage: 'load', latencySeconds: 0 }],
      },
    });
    expect((await post(`${url}/_simulator/calls`, undefined, {}, 'GET')).body).toEqual({ calls: world.dms.calls });
    expect((await post(`${url}/_simulator/timeline`, undefined, {}, 'GET')).body).toEqual({ timeline: world.dms.timeline });
  });

  test('give work, take capacity, break things', async () => {
    const world = new TestWorld();
    const url = await serve(world.dms);
    const control = async (name: string, body: object): Promise<number> => (await post(`${url}/_simulator/${name}`, body)).status;
    expect(await control('workload', { task: 'orders', workload: { tables: [{ schema: 'app', name: 'only', seconds: 100 }] } })).toBe(200);
    const task = world.runningTask();
    expect(world.tables(task)).toEqual(['only: Full load']);
    expect(await control('break', { how: 'table-error', task: 'orders', schema: 'app', table: 'only' })).toBe(200);
    expect(world.tables(task)).toEqual(['only: Table error']);
    expect(await control('break', { how: 'fail', task: 'orders', reason: 'by hand', retryAfterSeconds: 5 })).toBe(200);
    expect(world.seeTask(task)).toMatchObject({ Status: 'failed', LastFailureMessage: 'Last Error by hand' });
    world.pass(15);
    expect(await control('break', { how: 'low-memory', task: 'orders' })).toBe(200);
    world.start(task);
    expect(await control('break', { how: 'low-disk', task: 'orders' })).toBe(200);
    expect(world.seeTask(task).StopReason).toBe('Stop Reason STOPPED_DUE_TO_LOW_DISK');
    expect(await control('no-capacity', { classes: ['dms.r6i.large'] })).toBe(200);
    expect(world.outcome('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, ReplicationInstanceClass: 'dms.r6i.large' })).toBe('InsufficientResourceCapacityFault');
    expect(await control('endpoint-failure', { endpoint: 'orders', message: 'refused' })).toBe(200);
    world.test();
    expect(world.call('DescribeConnections').Connections[0]).toMatchObject({ Status: 'failed', LastFailureMessage: 'refused' });
    expect(await control('break', { how: 'storage-full', instance: 'migration' })).toBe(200);
    expect(world.seeInstance().ReplicationInstanceStatus).toBe('storage-full');
  });

  test('plan faults and take them back', async () => {
    const dms = new Dms();
    const url = await serve(dms);
    await post(`${url}/_simulator/fault`, { operation: 'DescribeEndpoints', times: 3 });
    expect((await post(`${url}/_simulator/fault`, undefined, {}, 'GET')).body).toEqual({ faults: [{ operation: 'DescribeEndpoints', times: 3, after: 0 }] });
    expect((await post(url, {}, target('DescribeEndpoints'))).status).toBe(400);
    await post(`${url}/_simulator/fault`, undefined, {}, 'DELETE');
    expect((await post(url, {}, target('DescribeEndpoints'))).status).toBe(200);
  });

  test.each([
    ['advance', { seconds: -1, minutes: 5 }, ['minutes: is not known; known here: seconds, until', 'seconds: must be a number of at least 0, got -1']],
    ['advance', '[]', undefined],
    ['workload', {}, ['task: is missing', 'workload: is missing']],
    ['break', { how: 'fail' }, ["task: is missing, and 'fail' needs it"]],
    ['break', { how: 'fail', task: 'none' }, undefined],
    ['break', { how: 'explode' }, ['how: must be one of fail, low-memory, low-disk, table-error, storage-full, got "explode"']],
  ])('answer 400 to %s with %j', async (name, body, problems) => {
    const url = await serve(new Dms());
    const answer = await post(`${url}/_simulator/${name}`, body);
    expect(answer.status).toBe(400);
    if (problems !== undefined) expect(answer.body).toEqual({ problems });
  });

  test('tell what there is', async () => {
    const url = await serve(new Dms());
    const { status, body } = await post(`${url}/_simulator/nothing`, {});
    expect(status).toBe(400);
    expect(body).toEqual({ problems: [expect.stringContaining('there is no POST /_simulator/nothing; there is GET /_simulator/state, ')] });
  });

  test('refuse what cannot be', async () => {
    const world = new TestWorld();
    world.runningTask();
    const url = await serve(world.dms);
    const { status, body } = await post(`${url}/_simulator/workload`, { task: 'orders', workload: { tables: [] } });
    expect([status, body]).toEqual([400, { problems: ["task 'orders' has begun to load its 3 tables, and a workload with 0 cannot take their place; give it before the first start"] }]);
  });
});

describe('the server', () => {
  test('is for this machine only', async () => {
    await serve(new Dms());
    expect(() => new SimulatorServer(new Dms(), { host: '0.0.0.0' as '127.0.0.1' })).toThrow("SimulatorServer: 'host' must be 127.0.0.1, ::1 or localhost, got 0.0.0.0;");
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('needs a speed above nothing', async () => {
    await serve(new Dms());
    expect(() => new SimulatorServer(new Dms(), { speed: 0 })).toThrow("SimulatorServer: 'speed' must be above 0, got 0; leave it out to advance time by hand");
  });

  test('has no URL before it listens', async () => {
    await serve(new Dms());
    expect(() => new SimulatorServer(new Dms()).url).toThrow('it does not listen; start it first');
  });

  test('says when a port is taken', async () => {
    const url = await serve(new Dms());
    await expect(new SimulatorServer(new Dms(), { port: Number(new URL(url).port) }).start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
