import type { Agenda, Appointment } from '../agenda';
import { Chance } from './chance';
import { REALM } from './realm';

/** How long each call of a function takes [derived: AWS gives no figure]. With no time at all, no call would ever come while another is served. */
export const CALL_MILLISECONDS = 50;

/** A request of a function to the outside. */
export interface OutgoingRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What it is answered; `lost` is a connection that breaks. */
export type IncomingAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string } | 'lost';

/** All that a function has outside of itself. */
export interface SandboxSurroundings {
  readonly agenda: Agenda;
  readonly environment: Readonly<Record<string, string>>;
  /** Same seed, same chance. */
  readonly seed: string;
  /** A line that it writes. */
  readonly log: (line: string) => void;
  /** A request over HTTP. */
  readonly send: (request: OutgoingRequest) => IncomingAnswer;
  /** A call by the AWS SDK of Lambda's runtime, which is not part of the function's code; throws what the SDK would. */
  readonly callSdk: (service: string, operation: string, input: object) => object;
  /** Appointments that end with the function. */
  readonly timers: Set<Appointment>;
}

/** Names that the code finds instead of the real ones. */
export function globalsOf(surroundings: SandboxSurroundings): Record<string, unknown> {
  const { log, environment, seed } = surroundings;
  const chance = new Chance(seed);
  const timers = timersOf(surroundings);
  const write = (...parts: readonly unknown[]): void => log(parts.map(shown).join(' '));
  const process = processOf(environment, write);
  const globals: Record<string, unknown> = {
    ...timers,
    process,
    Date: dateOf(surroundings.agenda),
    Math: Object.create(Math, { random: { value: () => chance.next() } }),
    performance: { now: () => surroundings.agenda.now, timeOrigin: 0 },
    console: Object.fromEntries(['debug', 'error', 'info', 'log', 'trace', 'warn'].map((level) => [level, write])),
    crypto: chance.webCrypto,
    fetch: fetchOf(surroundings),
  };
  const own = Object.fromEntries(Object.entries(globals).map(([name, value]) => [name, { value, writable: true }]));
  const all = Object.create(globalThis, own) as object;
  return { ...globals, globalThis: all, global: all };
}

function shown(part: unknown): string {
  return typeof part === 'object' && part !== null ? JSON.stringify(part) : String(part);
}

/** A clock that shows virtual time. */
function dateOf(agenda: Agenda): DateConstructor {
  const Real = REALM.Date;
  class VirtualDate extends Real {
    public static override now(): number {
      return agenda.now;
    }

    public static override [Symbol.hasInstance](value: unknown): boolean {
      return value instanceof Real;
    }

    constructor(...given: readonly unknown[]) {
      super(...(given.length === 0 ? [agenda.now] : given) as [number]);
    }
  }
  return VirtualDate as unknown as DateConstructor;
}

function timersOf({ agenda, timers }: SandboxSurroundings): Record<string, unknown> {
  const set = (run: (...given: unknown[]) => void, milliseconds: unknown, given: readonly unknown[], again: boolean): object => {
    // Node takes whatever is no number from 1 to 2 ** 31 - 1 for 1 [Node.js, Timers: setTimeout].
    const delay = Number(milliseconds) >= 1 && Number(milliseconds) < 2 ** 31 ? Number(milliseconds) : 1;
    let appointment: Appointment;
    const arm = (): void => {
      appointment = agenda.at(agenda.now + delay, () => {
        timers.delete(appointment);
        if (again) arm();
        run(...given);
      });
      timers.add(appointment);
    };
    const disarm = (): void => {
      appointment.cancel();
      timers.delete(appointment);
    };
    arm();
    const timer = {
      ref: () => timer, unref: () => timer, hasRef: () => true, disarm, [Symbol.toPrimitive]: () => 0,
      refresh: () => {
        disarm();
        arm();
        return timer;
      },
    };
    return timer;
  };
  const clear = (timer: { disarm?: () => void } | undefined): void => timer?.disarm?.();
  return {
    setTimeout: (run: () => void, milliseconds?: unknown, ...given: unknown[]) => set(run, milliseconds, given, false),
    setInterval: (run: () => void, milliseconds?: unknown, ...given: unknown[]) => set(run, milliseconds, given, true),
    // Comes before time passes, and after promises.
    setImmediate: (run: (...given: unknown[]) => void, ...given: unknown[]) => setImmediate(run, ...given),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: (immediate: NodeJS.Immediate) => clearImmediate(immediate),
  };
}

function processOf(environment: Readonly<Record<string, string>>, write: (text: string) => void): object {
  const { version, versions } = process;
  const nextTick = process.nextTick.bind(process);
  const nothing = (): undefined => undefined;
  const stream = { write, isTTY: false, on: nothing };
  return {
    env: { ...environment }, argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'], execArgv: [], pid: 1, platform: 'linux', arch: 'arm64', version, versions,
    stdout: stream, stderr: stream, cwd: () => '/var/task', nextTick, on: nothing, once: nothing, off: nothing, emit: nothing, emitWarning: nothing,
    exit: (code: unknown) => {
      throw new REALM.Error(`Runtime exited with error: exit status ${String(code)}`);
    },
    hrtime: Object.assign(() => [0, 0], { bigint: () => 0n }),
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    uptime: () => 0,
  };
}

/** The time that a call takes has passed. */
export function took(agenda: Agenda): Promise<void> {
  return new Promise((resolve) => agenda.at(agenda.now + CALL_MILLISECONDS, resolve));
}

function fetchOf({ send, agenda }: SandboxSurroundings): typeof fetch {
  return async (input, { method = 'GET', headers, body } = {}) => {
    const { host, pathname, search } = new URL(input instanceof Request ? input.url : input);
    const sent = Object.fromEntries(new Headers(headers));
    const answer = send({ method, host, path: pathname + search, headers: sent, body: typeof body === 'string' ? body : '' });
    await took(agenda);
    if (answer === 'lost') throw new REALM.TypeError('fetch failed');
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}
