import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Dms, SimulatorServer, type CallRecord, type DmsEvent, type TaskWorkload } from '../lib/simulator';
import type { World as SimulatedWorld } from '../lib/simulator/world';
import type { Change } from './changes';
import { Unexpected } from './checking';
import { ACCOUNT, REGION, type Emulator, type Invocations } from './emulator';

const MINUTE = 60_000;
/** Real milliseconds between two minutes, and between two steps of a function that waits: for CloudFormation and the CDK to do their part. */
const PAUSE = 1000;
const SHORT_PAUSE = 20;
const NO_INVOCATIONS: Invocations = { running: [], wakesAt: null, failures: [], abandoned: [], counts: {} };

/**
 * The simulated DMS behind HTTP, and the time.
 *
 * Time goes by as it really does, and in leaps: to what happens next in DMS, to when a function that waits goes on, or by a minute. All that the
 * test can move takes part in a leap: DMS, the clocks of functions, what they wait for, and the schedules of EventBridge. Nobody leaps while a
 * function runs and does not wait.
 */
export class World {
  public readonly dms = new Dms({ startTime: Date.now(), account: ACCOUNT, region: REGION });
  public url = '';
  public timeUrl = '';
  private readonly server = new SimulatorServer(this.dms, { speed: 1 });
  private readonly timeServer: Server;
  private readonly names = new Map<string, string>();
  private readonly changes: Change[] = [];
  private readonly events: DmsEvent[] = [];
  private readonly workloads = new Map<string, TaskWorkload>();
  private emulator: Emulator | undefined;
  private lastLeap = Promise.resolve();
  private nextTick = 0;

  constructor(public readonly leapFile: string) {
    this.dms.onEvent((event) => this.events.push(event));
    this.dms.onCall((call) => this.note(call));
    this.timeServer = createServer((_, response) => {
      this.step(Infinity).then(() => response.end('{}'), (fault: Error) => {
        response.statusCode = 500;
        response.end(JSON.stringify({ message: fault.message }));
      });
    });
  }

  public async start(): Promise<void> {
    this.url = await this.server.start();
    await new Promise<void>((resolve) => this.timeServer.listen(0, '127.0.0.1', resolve));
    this.timeUrl = `http://127.0.0.1:${(this.timeServer.address() as AddressInfo).port}`;
    writeFileSync(this.leapFile, '0');
  }

  public async stop(): Promise<void> {
    this.timeServer.closeAllConnections();
    await Promise.all([this.server.stop(), new Promise((resolve) => this.timeServer.close(resolve))]);
  }

  /** From now on, events go there. */
  public deliverTo(emulator: Emulator): void {
    this.emulator = emulator;
  }

  /** Changes since they were last taken. */
  public get latestChanges(): readonly Change[] {
    return this.changes;
  }

  public takeChanges(): Change[] {
    return this.changes.splice(0);
  }

  /** A certificate with a given ARN, as one that somebody else has imported. */
  public putCertificate(arn: string, identifier: string): void {
    this.certificates.set(arn, { arn, identifier, createdAt: this.dms.now });
  }

  /** Lets time pass until something is so: events are delivered when they happen, and schedules are looked at every minute. */
  public async runUntil(what: string, isSo: () => boolean, minutes: number): Promise<number> {
    for (let minute = 0; minute < minutes; minute++) {
      if (isSo()) return minute;
      await this.runMinute();
    }
    throw new Unexpected(`${what}\n  expected: within ${minutes} minutes\n  found:    ${JSON.stringify(this.dms.snapshot())}`);
  }

  /** Lets time pass for as long as something is under way: as long as a function waits, and beside that a minute every second. */
  public async runDuring<T>(underWay: Promise<T>): Promise<T> {
    let isOver = false;
    const over = underWay.finally(() => (isOver = true));
    over.catch(() => undefined);
    for (;;) {
      const isAwaited = (await this.invocations()).wakesAt !== null;
      await Promise.race([over.catch(() => undefined), pause(isAwaited ? SHORT_PAUSE : PAUSE)]);
      if (isOver) return over;
      await (isAwaited ? this.step(this.dms.now + MINUTE) : this.runMinute());
    }
  }

  public async runMinute(): Promise<void> {
    const until = this.dms.now + MINUTE;
    while (this.dms.now < until) await this.step(until);
  }

  /** An event of AWS that ministack does not send itself. */
  public async putEvent(event: { readonly 'source': string; readonly 'detail-type': string; readonly 'resources': readonly string[]; readonly 'detail': object }): Promise<void> {
    await this.emulator?.putEvent({ ...event, time: Math.floor(this.dms.now / 1000) });
    await this.invocations();
  }

  /** Comes back when no function runs any more. An invocation that failed ends the test: who waits for it would do so for hours. */
  public async invocations(): Promise<Invocations> {
    const invocations = await this.emulator?.idle(this.dms.now) ?? NO_INVOCATIONS;
    const { failures } = invocations;
    if (failures.length > 0) throw new Unexpected(`invocations that failed\n  expected: none\n  found:    ${JSON.stringify(failures)}`);
    return invocations;
  }

  /** To what happens next, if it does so before a given time. One after the other: a deployment and the test may both want it. */
  private async step(latest: number): Promise<void> {
    const before = this.lastLeap;
    this.lastLeap = before.catch(() => undefined).then(() => this.stepNow(latest));
    await this.lastLeap;
  }

  private async stepNow(latest: number): Promise<void> {
    const { wakesAt } = await this.invocations();
    const until = Math.min(latest, this.dms.nextDue() ?? Infinity, wakesAt === null ? Infinity : Math.ceil(wakesAt * 1000));
    if (until === Infinity) return; // what was waited for has just happened
    await fetch(`${this.url}/_simulator/advance`, { method: 'POST', body: JSON.stringify({ until: new Date(until).toISOString() }) });
    writeFileSync(this.leapFile, String(Math.round(this.dms.now - Date.now())));
    for (let event = this.events.shift(); event !== undefined; event = this.events.shift()) {
      await this.emulator?.putEvent({ ...event, time: Math.floor(Date.parse(event.time) / 1000) });
    }
    await this.invocations();
    if (this.dms.now < this.nextTick) return;
    // The rule of the schedule, its target and the function's reply are ministack's; only that a minute is over is told to it.
    this.nextTick = this.dms.now + MINUTE;
    await this.emulator?.tick();
    await this.invocations();
  }

  /** What tasks have to do, by how their names begin: from when they are made, or are resumed. */
  public setWorkload(prefix: string, workload: TaskWorkload): void {
    this.workloads.set(prefix, workload);
    for (const { identifier } of this.dms.snapshot().tasks) if (identifier.startsWith(prefix)) this.dms.setWorkload(identifier, workload);
  }

  private get certificates(): SimulatedWorld['state']['certificates'] {
    return (Reflect.get(this.dms, 'world') as SimulatedWorld).state.certificates;
  }

  private giveWorkload({ ReplicationTaskIdentifier: identifier = '' }: { readonly ReplicationTaskIdentifier?: string }): void {
    for (const [prefix, workload] of this.workloads) if (identifier.startsWith(prefix)) this.dms.setWorkload(identifier, workload);
  }

  private note({ operation, input, outcome }: CallRecord): void {
    const all = Object.values(this.dms.snapshot()).flatMap((each: unknown) => (Array.isArray(each) ? each as Named[] : []));
    for (const { arn, identifier } of [...all, ...this.certificates.values()]) {
      this.names.set(arn, identifier);
    }
    if (/^(Describe|List)/.test(operation)) return;
    if (operation === 'CreateReplicationTask' && outcome === 'ok') this.giveWorkload(input);
    const named = JSON.parse(JSON.stringify(input), (_, value: unknown) => (typeof value === 'string' ? this.names.get(value) ?? value : value)) as Change['input'];
    this.changes.push({ operation, input: named, outcome });
  }
}

interface Named {
  readonly arn: string;
  readonly identifier: string;
}
