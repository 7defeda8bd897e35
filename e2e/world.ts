import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Dms, SimulatorServer, type CallRecord, type DmsEvent } from '../lib/simulator';
import type { World as SimulatedWorld } from '../lib/simulator/world';
import { Unexpected } from './checking';
import { ACCOUNT, REGION, type Emulator } from './emulator';

const MINUTE = 60_000;

/** A call that changes something, with names in place of ARNs, which differ from run to run. */
export interface Change {
  readonly operation: string;
  readonly input: unknown;
  readonly outcome: string;
}

/**
 * The simulated DMS behind HTTP, and the time.
 *
 * Time goes by as it really does, and in leaps: to what happens next in DMS, or by a minute. All that the test can move takes part in a leap:
 * DMS, the clocks of functions, and the schedules of EventBridge. Nobody leaps while a function runs.
 */
export class World {
  public readonly dms = new Dms({ startTime: Date.now(), account: ACCOUNT, region: REGION });
  public url = '';
  /** Failed invocations that say this do not end the test. */
  public toleratedFailures = /^(?!)/;
  public timeUrl = '';
  private readonly server = new SimulatorServer(this.dms, { speed: 1 });
  private readonly timeServer: Server;
  private readonly names = new Map<string, string>();
  private readonly changes: Change[] = [];
  private readonly events: DmsEvent[] = [];
  private emulator: Emulator | undefined;
  private lastLeap = Promise.resolve();

  constructor(public readonly leapFile: string) {
    this.dms.onEvent((event) => this.events.push(event));
    this.dms.onCall((call) => this.note(call));
    this.timeServer = createServer((_, response) => {
      this.next().then(() => response.end('{}'), (fault: Error) => {
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
    const { certificates } = (Reflect.get(this.dms, 'world') as SimulatedWorld).state;
    certificates.set(arn, { arn, identifier, createdAt: this.dms.now });
  }

  /** Lets time pass until something is so: events are delivered when they happen, and schedules are looked at every minute. */
  public async runUntil(what: string, isSo: () => boolean, minutes: number): Promise<number> {
    for (let minute = 0; minute < minutes; minute++) {
      if (isSo()) return minute;
      await this.runMinute();
    }
    throw new Unexpected(`${what}\n  expected: within ${minutes} minutes\n  found:    ${JSON.stringify(this.dms.snapshot())}`);
  }

  /** Lets a minute pass every second for as long as something is under way, which may wait for what DMS, or a schedule, does. */
  public async runDuring<T>(underWay: Promise<T>): Promise<T> {
    let isOver = false;
    const over = underWay.finally(() => (isOver = true));
    over.catch(() => undefined);
    for (;;) {
      await Promise.race([over.catch(() => undefined), pause(1000)]);
      if (isOver) return over;
      await this.runMinute();
    }
  }

  public async runMinute(): Promise<void> {
    const until = this.dms.now + MINUTE;
    for (let due = this.dms.nextDue(); due !== undefined && due <= until; due = this.dms.nextDue()) await this.leap(due);
    await this.leap(until);
    // The rule of the schedule, its target and the function's reply are ministack's; only that a minute is over is told to it.
    await this.emulator?.tick();
    await this.idle();
  }

  /** An event of AWS that ministack does not send itself. */
  public async putEvent(event: { readonly 'source': string; readonly 'detail-type': string; readonly 'resources': readonly string[]; readonly 'detail': object }): Promise<void> {
    await this.emulator?.putEvent({ ...event, time: Math.floor(this.dms.now / 1000) });
    await this.idle();
  }

  /** To what happens next in DMS; nothing happens if nothing is under way. */
  private async next(): Promise<void> {
    const due = this.dms.nextDue();
    if (due === undefined) throw new Error('nothing is under way in DMS');
    await this.leap(due);
  }

  /** One after the other: a deployment and the test may both want it. */
  private async leap(until: number): Promise<void> {
    const before = this.lastLeap;
    this.lastLeap = before.catch(() => undefined).then(() => this.leapNow(until));
    await this.lastLeap;
  }

  private async leapNow(until: number): Promise<void> {
    await this.idle();
    await fetch(`${this.url}/_simulator/advance`, { method: 'POST', body: JSON.stringify({ until: new Date(until).toISOString() }) });
    writeFileSync(this.leapFile, String(Math.round(this.dms.now - Date.now())));
    for (let event = this.events.shift(); event !== undefined; event = this.events.shift()) {
      await this.emulator?.putEvent({ ...event, time: Math.floor(Date.parse(event.time) / 1000) });
    }
    await this.idle();
  }

  /** Comes back when no function runs any more. An invocation that failed ends the test: who waits for it would do so for hours. */
  private async idle(): Promise<void> {
    const failures = ((await this.emulator?.idle())?.failures ?? []).filter((failure) => !this.toleratedFailures.test(failure.result));
    if (failures.length > 0) throw new Unexpected(`invocations that failed\n  expected: none\n  found:    ${JSON.stringify(failures)}`);
  }

  private note({ operation, input, outcome }: CallRecord): void {
    for (const { arn, identifier } of Object.values(this.dms.snapshot()).flatMap((all: unknown) => (Array.isArray(all) ? all as Named[] : []))) {
      this.names.set(arn, identifier);
    }
    if (/^(Describe|List)/.test(operation)) return;
    const named: unknown = JSON.parse(JSON.stringify(input), (_, value: unknown) => (typeof value === 'string' ? this.names.get(value) ?? value : value));
    this.changes.push({ operation, input: named, outcome });
  }
}

interface Named {
  readonly arn: string;
  readonly identifier: string;
}
