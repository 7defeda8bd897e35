import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONTROL_CALLS } from './control-calls';
import type { Dms } from './dms';
import { DmsFault, SimulatorError } from './fault';

export interface SimulatorServerOptions {
  /** @default - any port that is free */
  readonly port?: number;
  /** An address of this machine's own: whoever reaches the server controls it. @default '127.0.0.1' */
  readonly host?: '127.0.0.1' | '::1' | 'localhost';
  /** How many times faster than the real time the virtual time goes by. @default - it stands still, and is advanced by hand */
  readonly speed?: number;
  /** Real time, in milliseconds. @default performance.now */
  readonly clock?: () => number;
}

const TARGET = 'AmazonDMSv20160101.';
const CONTROL = '/_simulator/';
const MAX_BODY_BYTES = 6 * 1024 * 1024;
/** Node's timers go no further. */
const MAX_TIMEOUT = 2 ** 31 - 1;

/** A simulation behind the protocol of AWS DMS: JSON 1.1 over HTTP, for the SDKs and the CLI. Signatures are not looked at. */
export class SimulatorServer {
  private readonly server: Server;
  private readonly options: SimulatorServerOptions;
  /** Real and virtual time at which the clock began to run. */
  private origin: { readonly real: number; readonly virtual: number } | undefined;
  private timer: NodeJS.Timeout | undefined;
  private requests = 0;

  constructor(private readonly dms: Dms, options: SimulatorServerOptions = {}) {
    const { host = '127.0.0.1', speed } = options;
    if (!['127.0.0.1', '::1', 'localhost'].includes(host)) {
      throw new SimulatorError(`SimulatorServer: 'host' must be 127.0.0.1, ::1 or localhost, got ${String(host)}; whoever reaches the simulator controls it, so it is not for others`);
    }
    if (speed !== undefined && !(speed > 0)) throw new SimulatorError(`SimulatorServer: 'speed' must be above 0, got ${speed}; leave it out to advance time by hand`);
    this.options = options;
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** Where it listens: `http://127.0.0.1:4577`. */
  public get url(): string {
    const address = this.server.address() as AddressInfo | null;
    if (address === null) throw new SimulatorError('SimulatorServer: it does not listen; start it first');
    return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
  }

  /** Gives the URL when it listens. */
  public async start(): Promise<string> {
    const { port = 0, host = '127.0.0.1' } = this.options;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    this.origin = { real: this.realNow(), virtual: this.dms.now };
    this.keepTime();
    return this.url;
  }

  public async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.origin = undefined;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private realNow(): number {
    return (this.options.clock ?? (() => performance.now()))();
  }

  /** Lets happen what is due by now, and comes back when the next thing is. */
  private keepTime(): void {
    const { speed } = this.options;
    if (this.origin === undefined || speed === undefined) return;
    const now = this.origin.virtual + (this.realNow() - this.origin.real) * speed;
    this.dms.advanceTo(Math.floor(now));
    clearTimeout(this.timer);
    const due = this.dms.nextDue();
    if (due === undefined) return;
    this.timer = setTimeout(() => this.keepTime(), Math.min(MAX_TIMEOUT, Math.max(1, Math.ceil((due - now) / speed))));
    this.timer.unref();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('x-amzn-RequestId', `00000000-0000-4000-8000-${String(++this.requests).padStart(12, '0')}`);
    try {
      const body = await readBody(request);
      this.keepTime();
      const { pathname } = new URL(request.url ?? '/', 'http://simulator');
      const answer = pathname.startsWith(CONTROL) ? this.control(request.method, pathname.slice(CONTROL.length), body) : this.operate(request, body);
      send(response, 200, answer);
    } catch (error) {
      refuse(response, error);
    }
    this.keepTime();
  }

  private operate({ method, headers }: IncomingMessage, body: string): object {
    const target = String(headers['x-amz-target'] ?? '');
    if (method !== 'POST' || !target.startsWith(TARGET)) {
      throw new DmsFault('UnknownOperationException', `This is a simulated AWS DMS: it takes POST with X-Amz-Target: ${TARGET}<operation>, got ${method} with '${target}'`);
    }
    return this.dms.call(target.slice(TARGET.length), parseBody(body));
  }

  private control(method: string | undefined, path: string, body: string): object {
    const calls = Object.hasOwn(CONTROL_CALLS, path) ? CONTROL_CALLS[path] : [];
    const call = calls.find((each) => each.method === method);
    if (call === undefined) {
      const known = Object.entries(CONTROL_CALLS).flatMap(([name, each]) => each.map((one) => `${one.method} ${CONTROL}${name}`));
      throw new SimulatorError(`there is no ${method} ${CONTROL}${path}; there is ${known.join(', ')}`);
    }
    const answer = call.run(this.dms, parseBody(body));
    // Time that was advanced by hand is where the clock goes on from.
    if (this.origin !== undefined) this.origin = { real: this.realNow(), virtual: this.dms.now };
    return answer;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new DmsFault('RequestEntityTooLargeException', `A request must not be larger than ${MAX_BODY_BYTES} bytes`, 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(body: string): object {
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, as any other body that is no JSON object.
  }
  throw new DmsFault('SerializationException', 'The body of the request is not a JSON object');
}

function refuse(response: ServerResponse, error: unknown): void {
  if (error instanceof DmsFault && error.answerLost) {
    response.destroy();
  } else if (error instanceof DmsFault) {
    response.setHeader('x-amzn-errortype', error.code);
    send(response, error.statusCode, { __type: error.code, message: error.message });
  } else if (error instanceof SimulatorError) {
    send(response, 400, { problems: error.problems });
  } else {
    const message = error instanceof Error ? error.message : String(error);
    response.setHeader('x-amzn-errortype', 'InternalFailure');
    send(response, 500, { __type: 'InternalFailure', message });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
