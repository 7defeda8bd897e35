import { PassThrough, Writable } from 'node:stream';
import { CALL_MILLISECONDS, type IncomingAnswer, type SandboxSurroundings } from './globals';
import { REALM } from './realm';

interface RequestOptions {
  readonly method?: string;
  readonly host?: string;
  readonly hostname?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
}

/** `node:http` and `node:https`, as far as clients need them, without a network. */
export function httpModule({ send, agenda }: SandboxSurroundings): object {
  /** A client's request; is answered when it has ended. */
  class Request extends Writable {
    public readonly reusedSocket = false;
    private readonly chunks: Buffer[] = [];

    constructor(private readonly options: RequestOptions) {
      super();
    }

    // Called by clients; nothing of it matters here.
    public setTimeout(): this { return this; }
    public setNoDelay(): this { return this; }
    public setSocketKeepAlive(): this { return this; }
    public flushHeaders(): this { return this; }
    public abort(): void { this.destroy(); }

    public override _write(chunk: Buffer | string, encoding: BufferEncoding, done: () => void): void {
      this.chunks.push(Buffer.from(chunk as string, encoding));
      done();
    }

    public override _final(done: () => void): void {
      const { method = 'GET', hostname, host = '', path: requestPath = '/', headers = {} } = this.options;
      const answer = send({
        method,
        host: hostname ?? host,
        path: requestPath,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
        body: Buffer.concat(this.chunks).toString('utf8'),
      });
      done();
      agenda.at(agenda.now + CALL_MILLISECONDS, () => this.deliver(answer));
    }

    private deliver(answer: IncomingAnswer): void {
      if (answer === 'lost') {
        this.destroy(Object.assign(new REALM.Error('read ECONNRESET'), { code: 'ECONNRESET' }));
        return;
      }
      const response = Object.assign(new PassThrough(), { statusCode: answer.status, statusMessage: '', headers: answer.headers, httpVersion: '1.1' });
      this.emit('response', response);
      response.end(answer.body);
      this.emit('close');
    }
  }

  const request = (first: string | URL | RequestOptions, ...rest: readonly unknown[]): Request => {
    const callback = rest.find((each) => typeof each === 'function') as ((response: object) => void) | undefined;
    const more = rest.find((each) => typeof each === 'object' && each !== null) as RequestOptions | undefined;
    const made = new Request({ ...optionsOf(first), ...more });
    if (callback !== undefined) made.once('response', callback);
    return made;
  };
  class Agent {
    public readonly sockets = {};
    public readonly requests = {};
    public destroy(): void { /* there is nothing to be closed */ }
  }
  return { request, get: (...given: Parameters<typeof request>) => request(...given).end(), Agent, globalAgent: new Agent() };
}

function optionsOf(target: string | URL | RequestOptions): RequestOptions {
  if (typeof target !== 'string' && !(target instanceof URL)) return target;
  const { hostname, pathname, search } = new URL(target);
  return { hostname, path: pathname + search };
}
