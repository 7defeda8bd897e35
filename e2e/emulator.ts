import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The account and Region that the sample with a VPC of its own is bound to. */
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
/** Signatures are checked. */
export const SECRET = 'emulated';

const READY_SECONDS = 60;
const STOP_SECONDS = 10;

export interface EmulatorOptions {
  /** Where its log and temporary files go. */
  readonly directory: string;
  readonly simulatorUrl: string;
  readonly timeUrl: string;
  readonly leapFile: string;
}

/** An invocation that failed also when it was tried again. */
export interface Failure {
  readonly function: string;
  /** The detail-type of the event. */
  readonly event: string;
  readonly result: string;
}

/** What became of functions that EventBridge called. */
export interface Invocations {
  /** Functions that run on and on, and do not wait for a time; none, if all is well. */
  readonly running: readonly string[];
  /** When the first of those goes on, in seconds of the epoch. */
  readonly wakesAt: number | null;
  readonly failures: readonly Failure[];
  /** Invocations that failed, and were not tried again, because their function was gone by then. */
  readonly abandoned: readonly Failure[];
  readonly counts: Readonly<Record<string, number>>;
}

/** ministack with the adapter, in a process of its own. */
export class Emulator {
  public static async start(options: EmulatorOptions): Promise<Emulator> {
    const python = install();
    const port = await freePort();
    const log = openSync(path.join(options.directory, 'ministack.log'), 'w');
    const child = spawn(python, [path.join(__dirname, 'adapter.py')], {
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        GATEWAY_PORT: String(port),
        BIND_HOST: '127.0.0.1', // by default it listens to everybody
        MINISTACK_HOST: '127.0.0.1',
        MINISTACK_REGION: REGION,
        MINISTACK_ACCOUNT_ID: ACCOUNT,
        AUTH: 'true', // policies are enforced, for the CDK's roles and for those of functions
        AWS_ACCESS_KEY_ID: ACCOUNT,
        AWS_SECRET_ACCESS_KEY: SECRET,
        IOT_MTLS_ENABLED: '0',
        SFTP_ENABLED: '0',
        TMPDIR: options.directory,
        S3_DATA_DIR: path.join(options.directory, 's3'),
        NO_PROXY: '127.0.0.1,localhost',
        SIMULATOR_URL: options.simulatorUrl,
        TIME_URL: options.timeUrl,
        LEAP_FILE: options.leapFile,
        // For the functions; ministack gives them its own environment.
        // The runtime of Lambda has the AWS SDK, so here the functions get the one that is installed.
        NODE_PATH: path.join(__dirname, '../node_modules'),
        NODE_OPTIONS: `--require ${path.join(__dirname, 'virtual-time.cjs')}`,
      },
    });
    process.once('exit', () => child.kill('SIGKILL'));
    const emulator = new Emulator(child, `http://127.0.0.1:${port}`);
    await emulator.untilReady();
    return emulator;
  }

  private constructor(private readonly child: ChildProcess, public readonly url: string) {}

  /** What the AWS CLI, the CDK and the SDKs need to speak to it; the access key says which account. */
  public get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_EC2_METADATA_DISABLED: 'true',
      NO_PROXY: '127.0.0.1,localhost',
    };
  }

  /** Has EventBridge deliver an event whose source is AWS itself. */
  public async putEvent(event: object): Promise<void> {
    await this.control('PutEvent', event);
  }

  /** Has EventBridge call what is due by the time of the test. */
  public async tick(): Promise<void> {
    await this.control('Tick', {});
  }

  /** Has functions go on that have waited until now, in milliseconds of the epoch, and comes back when none runs any more. */
  public async idle(now: number): Promise<Invocations> {
    const invocations = await this.control('WaitUntilIdle', { now }) as Invocations;
    if (invocations.running.length > 0) throw new Error(`functions run on and on: ${invocations.running.join(', ')}; see the log of ministack`);
    return invocations;
  }

  public async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await Promise.race([ended, pause(STOP_SECONDS * 1000, undefined, { ref: false })]);
    this.child.kill('SIGKILL');
  }

  private async untilReady(): Promise<void> {
    for (let tries = 0; tries < READY_SECONDS * 5; tries++) {
      if (this.child.exitCode !== null) throw new Error(`ministack ended with ${this.child.exitCode}; see its log`);
      const answer = await fetch(`${this.url}/_ministack/health`).catch(() => undefined);
      if (answer?.ok === true) return;
      await pause(200);
    }
    throw new Error(`ministack does not answer at ${this.url} after ${READY_SECONDS} s; see its log`);
  }

  private async control(operation: string, input: object): Promise<unknown> {
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-amz-target': `DmsE2e.${operation}`,
        'authorization': `AWS4-HMAC-SHA256 Credential=${ACCOUNT}/20260101/${REGION}/dms/aws4_request, SignedHeaders=host, Signature=none`,
      },
      body: JSON.stringify(input),
    });
    if (!answer.ok) throw new Error(`${operation}: ministack answers ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }
}

/** Gives the Python of a virtual environment that has what requirements.txt asks for. */
function install(): string {
  const venv = path.join(__dirname, '.venv');
  const pip = path.join(venv, 'bin/pip');
  const file = path.join(__dirname, 'requirements.txt');
  if (!existsSync(pip)) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  const have = execFileSync(pip, ['freeze', '--disable-pip-version-check'], { encoding: 'utf8' }).split('\n');
  if (!readFileSync(file, 'utf8').trim().split('\n').every((line) => have.includes(line))) {
    execFileSync(pip, ['install', '--quiet', '--disable-pip-version-check', '-r', file], { stdio: 'inherit' });
  }
  return path.join(venv, 'bin/python');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
