import { Bench } from './functions';

test('a function sees virtual time, and sleeps in it', async () => {
  const bench = new Bench(`exports.handler = async () => {
    console.log(new Date().toISOString(), Date.now() - Date.UTC(2026, 0, 5), new Date(0) instanceof Date);
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    console.log(new Date().toISOString());
    const timer = setInterval(() => console.log('again'), 1000);
    await require('node:timers/promises').setTimeout(2500);
    clearInterval(timer);
  };`);
  bench.invoke();
  await bench.pass(30);
  expect(bench.output).toEqual(['0 2026-01-05T00:00:00.000Z 0 true', '10 2026-01-05T00:00:10.000Z', '11 again', '12 again']);
  expect(bench.outcomes).toEqual([false]);
});

test('a function has its own environment, and neither that of the user, nor files, nor other modules', async () => {
  process.env.REHEARSAL_SECRET = 'of the user';
  const bench = new Bench(`exports.handler = async () => {
    console.log(process.env.OWN, process.env.AWS_LAMBDA_FUNCTION_NAME, process.env.REHEARSAL_SECRET, Object.keys(globalThis.process.env).length > 5);
    for (const act of [() => require('fs').readFileSync('/etc/hostname'), () => require('node:net'), () => require('pg'), () => require('../outside')]) {
      try { act(); console.log('got through'); } catch (error) { console.log(error.code ?? error.message, error instanceof Error); }
    }
    await require('node:fs/promises').readFile('/etc/hostname').catch((error) => console.log(error.code));
  };`);
  bench.invoke();
  await bench.pass(1);
  delete process.env.REHEARSAL_SECRET;
  expect(bench.output.slice(0, 4)).toEqual(['0 set fn undefined true', '0 ENOENT true', '0 MODULE_NOT_FOUND true', '0 MODULE_NOT_FOUND true']);
  expect(bench.output[4]).toMatch(/^0 Cannot find module /);
  expect(bench.output[5]).toBe('0 ENOENT');
});

test('chance is the same in every run, and another one at each call', async () => {
  const code = `exports.handler = async () => console.log(Math.random(), crypto.randomUUID(), require('crypto').randomUUID(), require('crypto').randomBytes(4).toString('hex'));`;
  const outputs = [];
  for (let run = 0; run < 2; run++) {
    const bench = new Bench(code);
    bench.invoke();
    await bench.pass(1);
    bench.invoke();
    await bench.pass(1);
    outputs.push(bench.output.map((line) => line.replace(/^\S+ /, '')));
  }
  expect(outputs[0]).toEqual(outputs[1]);
  expect(outputs[0][0]).not.toBe(outputs[0][1]);
  expect(outputs[0][0]).toMatch(/^0\.\d+ [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12} /);
});

test('requests go to the services and nowhere else, by https, by fetch, and by the SDK of the runtime', async () => {
  const bench = new Bench(`
    const { request } = require('https');
    const { IAMClient, GetRoleCommand, paginateListRolePolicies } = require('@aws-sdk/client-iam');
    exports.handler = async () => {
      const answer = await new Promise((resolve, reject) => {
        const sent = request({ hostname: 'a.example.com', path: '/b', method: 'POST', headers: { 'X-C': 1 } }, (response) => {
          let text = '';
          response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(response.statusCode + ' ' + text));
        });
        sent.on('error', reject).end('body');
      });
      const put = await fetch('https://d.example.com/e?f', { method: 'PUT', body: 'g' });
      const role = await new IAMClient({}).send(new GetRoleCommand({ RoleName: 'r' }));
      const pages = [];
      for await (const page of paginateListRolePolicies({ client: new IAMClient({}) }, { RoleName: 'r' })) pages.push(page.operation);
      console.log(answer, put.status, await put.text(), role, pages);
      await fetch('https://d.example.com/lost').catch((error) => console.log(error.message, error instanceof TypeError));
    };`);
  bench.invoke();
  await bench.pass(1);
  expect(bench.output).toEqual([
    '0.2 201 got body 201 got g {"service":"iam","operation":"GetRole","input":{"RoleName":"r"}} ["ListRolePolicies"]', '0.25 fetch failed true',
  ]);
  expect(bench.requests).toMatchObject([
    { method: 'POST', host: 'a.example.com', path: '/b', headers: { 'x-c': '1' }, body: 'body' },
    { method: 'PUT', host: 'd.example.com', path: '/e?f', body: 'g' },
    { method: 'GET', host: 'd.example.com', path: '/lost' },
  ]);
});

test('modules beside the code are loaded once, also those that are imported when they are needed', async () => {
  const bench = new Bench('exports.handler = async () => console.log((await import("./other.js")).next(), (await import("./other.js")).next());', {}, {
    'other.js': 'let count = 0; exports.next = () => ++count;',
  });
  bench.invoke();
  await bench.pass(1);
  expect(bench.output).toEqual(['0 1 2']);
});

test('a process serves one call after the other, and another one what comes meanwhile', async () => {
  const bench = new Bench(`let calls = 0;
    exports.handler = async () => {
      console.log(++calls);
      await new Promise((resolve) => setTimeout(resolve, 5000));
    };`);
  bench.invoke();
  bench.invoke();
  await bench.pass(10);
  bench.invoke();
  await bench.pass(10);
  expect(bench.output).toEqual(['0 1', '0 1', '10 2']);
});

test('a call that fails is tried again after one minute and two, and then given up', async () => {
  const bench = new Bench('exports.handler = async () => { console.log("tries"); throw new Error("it broke"); };');
  bench.invoke({ 'detail-type': 'Something' });
  await bench.pass(3600);
  expect(bench.output).toEqual(['0 tries', '60 tries', '180 tries']);
  expect(bench.dead).toBe(1);
  expect(bench.chronicle.problems).toMatchObject([{ code: 'FUNCTION_FAILED', where: 'Fn', what: 'a Something could not be handled: it broke' }]);
});

test('a call that takes too long is ended, and does nothing any more', async () => {
  const bench = new Bench(`exports.handler = async () => {
    setTimeout(() => { console.log('too late'); fetch('https://a.example.com/'); }, 90_000);
    await new Promise(() => undefined);
  };`, { retries: 0 });
  bench.invoke({ RequestType: 'Create' });
  await bench.pass(600);
  expect(bench.output).toEqual([]);
  expect(bench.requests).toEqual([]);
  expect(bench.outcomes).toEqual([true]);
  expect(bench.chronicle.problems[0].what).toBe('a Create request of CloudFormation could not be handled: Task timed out after 60.00 seconds');
});

test('a call that finds no concurrency comes again, later and later', async () => {
  const bench = new Bench(`exports.handler = async ({ name }) => {
    console.log(name);
    await new Promise((resolve) => setTimeout(resolve, 20_000));
  };`, { concurrency: 1 });
  bench.invoke({ name: 'first' });
  bench.invoke({ name: 'second' });
  await bench.pass(120);
  expect(bench.output).toEqual(['0 first', '31 second']); // tried after 1, 3, 7, 15 and 31 seconds
});

test('a handler that is not there is a failure', async () => {
  const bench = new Bench('exports.other = () => undefined;', { retries: 0 });
  bench.invoke();
  await bench.pass(1);
  expect(bench.chronicle.moments.map(({ text }) => text)).toEqual(['fails: index.handler is undefined or not exported']);
});
