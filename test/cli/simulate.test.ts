import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { main } from '../../lib/cli/main';

/** A terminal with somebody before it. */
class Terminal {
  public output = '';
  public errors = '';
  public interrupt!: () => void;
  private readonly interrupted: Promise<void>;

  constructor(private readonly files: Readonly<Record<string, string>> = {}) {
    this.interrupted = new Promise((resolve) => (this.interrupt = resolve));
  }

  public async run(...argv: readonly string[]): Promise<number> {
    return main(argv, {
      out: (text) => (this.output += text),
      err: (text) => (this.errors += text),
      readFile: (file) => {
        if (!(file in this.files)) throw new Error(`ENOENT: no such file or directory, open '${file}'`);
        return this.files[file];
      },
      interrupted: this.interrupted,
    });
  }

  /** Until the output has it; gives the match. */
  public async sees(what: RegExp): Promise<RegExpExecArray> {
    for (let tries = 0; tries < 200; tries++) {
      const match = what.exec(this.output);
      if (match !== null) return match;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`${what} is not in:\n${this.output}`);
  }
}

const URL_LINE = /AWS DMS is simulated at (http:\/\/127\.0\.0\.1:\d+)/;

async function call(url: string, operation: string, body: object = {}): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'x-amz-target': `AmazonDMSv20160101.${operation}` }, body: JSON.stringify(body) });
}

test('simulates until it is interrupted, and tells calls and events', async () => {
  const terminal = new Terminal();
  const done = terminal.run('simulate', '--port', '0', '--speed', 'manual');
  const [, url] = await terminal.sees(URL_LINE);
  expect(terminal.output).toContain(`  export AWS_ENDPOINT_URL_DATABASE_MIGRATION_SERVICE=${url}\n`);
  expect(terminal.output).toContain('  export AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=simulated AWS_SECRET_ACCESS_KEY=simulated\n');
  expect(terminal.output).toContain(`time stands still; advance it with: curl -d '{"seconds":60}' ${url}/_simulator/advance\n`);
  await call(url, 'CreateReplicationInstance', { ReplicationInstanceIdentifier: 'main', ReplicationInstanceClass: 'dms.t3.medium' });
  await call(url, 'StopReplicationTask', { ReplicationTaskArn: 'none' });
  await terminal.sees(/\n2026-01-05 00:00:00 {2}DMS-EVENT-0067 {2}main: A replication instance is being created\.\n/);
  await terminal.sees(/\n2026-01-05 00:00:00 {2}CreateReplicationInstance\n/);
  await terminal.sees(/\n2026-01-05 00:00:00 {2}StopReplicationTask: ResourceNotFoundFault\n/);
  terminal.interrupt();
  expect(await done).toBe(0);
  expect(terminal.errors).toBe('');
  await expect(call(url, 'DescribeEndpoints')).rejects.toThrow();
});

test('begins with a scenario, and lets time go by', async () => {
  const scenario = { region: 'eu-west-1', instances: [{ identifier: 'main', class: 'dms.r6i.large' }], behaviour: { durations: { reboot: [10, 10] } } };
  const terminal = new Terminal({ 'a.json': JSON.stringify(scenario) });
  const done = terminal.run('simulate', '--port', '0', '--speed', '1000', '--scenario', 'a.json');
  const [, url] = await terminal.sees(URL_LINE);
  expect(terminal.output).toContain('time goes by 1000 times faster');
  expect(terminal.output).toContain('AWS_REGION=eu-west-1');
  const { instances: [{ arn }] } = await (await fetch(`${url}/_simulator/state`)).json() as { instances: { arn: string }[] };
  await call(url, 'RebootReplicationInstance', { ReplicationInstanceArn: arn });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await (await fetch(`${url}/_simulator/state`)).json()).toMatchObject({ instances: [{ status: 'available' }] });
  terminal.interrupt();
  expect(await done).toBe(0);
});

test.each([
  [{ 'a.json': '{' }, 'error: a.json is not JSON: '],
  [{}, "error: a.json cannot be read: ENOENT: no such file or directory, open 'a.json'"],
  [{ 'a.json': '{"seed":"x","tasks":{}}' }, 'error: a.json: the scenario has 2 problems:\n  seed: must be a whole number of at least 0, got "x"\n  tasks: must be a list, got {}\n'],
])('fails for a bad scenario: %j', async (files, message) => {
  const terminal = new Terminal(files);
  expect(await terminal.run('simulate', '--scenario', 'a.json')).toBe(1);
  expect(terminal.errors).toContain(message);
});

test('fails for a port that is in use', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const terminal = new Terminal();
  expect(await terminal.run('simulate', '--port', String(port))).toBe(1);
  expect(terminal.errors).toBe(`error: port ${port} is in use; choose another with --port, or 0 for any that is free\n`);
  await new Promise((resolve) => other.close(resolve));
});

test.each([
  [['simulate', '--port', 'http'], "error: option '--port <number>' argument 'http' is invalid. It must be a whole number from 0 to 65535."],
  [['simulate', '--port', '65536'], 'It must be a whole number from 0 to 65535.'],
  [['simulate', '--speed', '0'], "error: option '--speed <factor>' argument '0' is invalid. It must be a number above 0, or \"manual\"."],
  [['simulate', '--colour'], "error: unknown option '--colour'"],
  [['dance'], "error: unknown command 'dance'"],
])('fails for %j', async (argv, message) => {
  const terminal = new Terminal();
  expect(await terminal.run(...argv)).toBe(1);
  expect(terminal.errors).toContain(message);
});

test.each([[['--help'], 'simulate [options]'], [['simulate', '--help'], '--scenario <file>'], [['--version'], '0.1.0']])('%j', async (argv, text) => {
  const terminal = new Terminal();
  expect(await terminal.run(...argv)).toBe(0);
  expect(terminal.output).toContain(text);
});

describe('the command that is installed', () => {
  // What `npm run bundle` has made of it.
  const COMMAND = path.resolve(__dirname, '../../bin/dms-migrations.mjs');

  test('ends cleanly on Ctrl-C', async () => {
    const child = spawn(process.execPath, [COMMAND, 'simulate', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const exited = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
    const listening = new Promise<string>((resolve) => child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, url] = URL_LINE.exec(output) ?? [];
      if (url !== undefined && output.includes('Ctrl-C')) resolve(url);
    }));
    expect((await call(await listening, 'DescribeEndpoints')).status).toBe(200);
    child.kill('SIGINT');
    expect(await exited).toBe(0);
    expect(output).toMatch(/Stopped; nothing of it is kept\.\n$/);
  });

  test('reads a scenario from a file, and tells what is wrong with it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'scenario-'));
    const file = path.join(folder, 'bad.json');
    writeFileSync(file, '{"instances":[{}]}');
    const child = spawn(process.execPath, [COMMAND, 'simulate', '--scenario', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(1);
    expect(errors).toBe(`error: ${file}: the scenario has 2 problems:\n  instances[0].identifier: is missing\n  instances[0].class: is missing\n`);
    rmSync(folder, { recursive: true });
  });
});
