import { spawn, type ChildProcess } from 'node:child_process';
import * as path from 'node:path';
import { SimulatorServer, type Dms } from '../../../lib/simulator';
import { StubServices } from './stub-services';

export const TOPIC = 'arn:aws:sns:us-east-1:123456789012:topic';
export const STACK = 'arn:aws:cloudformation:us-east-1:123456789012:stack/orders/11111111-2222-3333-4444-555555555555';
/** What must never be seen outside of the answer's address. */
export const SIGNATURE = 'X-Amz-Signature=5ec12e7';
/** The function's timeout. */
const FUNCTION_MILLISECONDS = 300_000;
const MINUTE = 60_000;

/**
 * Time in the child is what it is told; waiting moves it on and takes a thousandth of the time, so that pauses and the SDK's retries take
 * milliseconds. Servers answer with the real date, which is kept from the SDK: it would take its own clock to be wrong, and try again
 * whatever was refused. What is written is kept and handed over with the outcome.
 */
const CHILD = `
  const { IncomingMessage } = require('node:http');
  const addHeader = IncomingMessage.prototype._addHeaderLine;
  IncomingMessage.prototype._addHeaderLine = function (name, ...rest) { if (name.toLowerCase() !== 'date') addHeader.call(this, name, ...rest); };
  let now = 0;
  const written = [];
  const realTimeout = setTimeout;
  Date.now = () => now;
  globalThis.setTimeout = (f, ms = 0, ...rest) => {
    const due = now + ms;
    return realTimeout(() => { now = Math.max(now, due); f(...rest); }, ms / 1000);
  };
  process.stdout.write = process.stderr.write = (text) => written.push(String(text)) > 0;
  const { handler } = require(process.env.BUNDLE);
  process.on('message', async ({ event, id, at, milliseconds }) => {
    now = at;
    const context = { awsRequestId: id, getRemainingTimeInMillis: () => at + milliseconds - now };
    let failure;
    try { await handler(event, context); } catch (thrown) { failure = thrown.name + ': ' + thrown.message; }
    process.send({ failure, output: written.splice(0).join(''), ended: now });
  });
`;

interface Outcome {
  readonly failure?: string;
  readonly output: string;
  /** Virtual time at the end, which sleeping moves on. */
  readonly ended: number;
}

/** The function as it is shipped, in a process of its own, before a simulated DMS and stubs of everything else. */
export class BundledController {
  public readonly services = new StubServices();
  /** All that the function has written. */
  public output = '';
  public failures: string[] = [];
  private readonly server: SimulatorServer;
  private child: ChildProcess | undefined;
  private invocations = 0;
  private readonly events: unknown[] = [];

  constructor(public readonly dms: Dms, private readonly instanceIdentifier: string) {
    this.server = new SimulatorServer(dms);
    dms.onEvent((event) => this.events.push(event));
  }

  public async start(): Promise<this> {
    const [dms, others] = await Promise.all([this.server.start(), this.services.start()]);
    const endpoints = ['CLOUDFORMATION', 'CLOUDWATCH', 'DYNAMODB', 'EVENTBRIDGE', 'SFN', 'SNS'].map((service) => [`AWS_ENDPOINT_URL_${service}`, others]);
    this.child = spawn(process.execPath, ['-e', CHILD], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        BUNDLE: path.join(__dirname, '../../../assets/phase-scaling/index.js'),
        ...Object.fromEntries(endpoints) as Record<string, string>,
        AWS_ENDPOINT_URL_DATABASE_MIGRATION_SERVICE: dms,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        NODE_NO_WARNINGS: '1',
        TABLE_NAME: 'memory',
        INSTANCE_IDENTIFIER: this.instanceIdentifier,
        TOPIC_ARN: TOPIC,
        STACK_ID: STACK,
      },
    });
    return this;
  }

  public async stop(): Promise<void> {
    this.child?.kill();
    await Promise.all([this.server.stop(), this.services.stop()]);
  }

  /** Has the function handle an event, and comes back when it is through. */
  public async invoke(event: unknown): Promise<Outcome> {
    const child = this.child;
    if (child === undefined) throw new Error('BundledController: it does not run; start it first');
    const outcome = await new Promise<Outcome>((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`the function's process ended with ${code}`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(message as Outcome);
      });
      child.send({ event, id: `invocation-${++this.invocations}`, at: this.dms.now, milliseconds: FUNCTION_MILLISECONDS });
    });
    this.output += outcome.output;
    if (outcome.failure !== undefined) this.failures.push(outcome.failure);
    return outcome;
  }

  /** What a rule for a schedule delivers. */
  public tick(): Promise<Outcome> {
    return this.invoke({ 'version': '0', 'source': 'aws.events', 'detail-type': 'Scheduled Event', 'time': new Date(this.dms.now).toISOString(), 'detail': {} });
  }

  /** A request of CloudFormation. */
  public request(RequestType: 'Create' | 'Update' | 'Delete', Part: 'Class' | 'Watch', properties: object, old?: object): Promise<Outcome> {
    const id = `${RequestType}-${Part}-${this.invocations}`;
    const common = { Part, InstanceIdentifier: this.instanceIdentifier };
    return this.invoke({
      RequestType,
      ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:controller',
      ResponseURL: `${this.services.url}/answers/${id}?${SIGNATURE}`,
      StackId: STACK,
      RequestId: id,
      LogicalResourceId: Part,
      ResourceType: 'Custom::DmsPhaseScaling',
      ...(RequestType !== 'Create' && { PhysicalResourceId: `${this.instanceIdentifier}/${Part}` }),
      ResourceProperties: { ...common, ...properties },
      ...(RequestType === 'Update' && { OldResourceProperties: { ...common, ...old } }),
    });
  }

  /** Lets virtual time pass: events of DMS are delivered as they happen, and the schedule calls every minute while its rule is on. */
  public async run(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute++) {
      const until = this.dms.now + MINUTE;
      for (let due = this.dms.nextDue(); due !== undefined && due <= until; due = this.dms.nextDue()) {
        this.dms.advanceTo(due);
        for (const event of this.events.splice(0)) await this.invoke(event);
      }
      this.dms.advanceTo(until);
      if ([...this.services.rules.values()].includes('rate(1 minute)')) await this.tick();
    }
  }

  /** Lets time pass until something is so. */
  public async runUntil(isSo: () => boolean, minutes = 240): Promise<void> {
    for (let minute = 0; minute < minutes; minute++) {
      if (isSo()) return;
      await this.run(1);
    }
    throw new Error(`it did not come to that in ${minutes} minutes: ${isSo.toString()}`);
  }

  /** Lines of the log that are of decisions. */
  public get decisions(): Record<string, unknown>[] {
    return this.lines.filter((line) => 'Decisions' in line);
  }

  /** All lines of the log; each is JSON. */
  public get lines(): Record<string, unknown>[] {
    return this.output.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}
