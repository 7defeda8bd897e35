import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Agenda } from '../../lib/rehearsal/agenda';
import { Chronicle } from '../../lib/rehearsal/chronicle';
import type { Functions, LambdaFunction } from '../../lib/rehearsal/cloud/functions';
import { Lambda } from '../../lib/rehearsal/cloud/lambda';
import type { OutgoingRequest } from '../../lib/rehearsal/lambda/globals';
import { Dms } from '../../lib/simulator';
import { newDirectory } from './assemblies';

export const START = Date.UTC(2026, 0, 5);

/** One function with the code of a test, and the time that it lives in. */
export class Bench {
  public readonly agenda = new Agenda(new Dms());
  public readonly chronicle = new Chronicle(() => this.agenda.now);
  /** What it wrote, with the seconds since the beginning. */
  public readonly output: string[] = [];
  public readonly requests: OutgoingRequest[] = [];
  public readonly outcomes: boolean[] = [];
  public dead = 0;
  private readonly lambda: Lambda;

  constructor(code: string, change: Partial<LambdaFunction> = {}, others: Readonly<Record<string, string>> = {}) {
    const directory = newDirectory();
    for (const [file, text] of Object.entries({ 'index.js': code, ...others })) writeFileSync(path.join(directory, file), text);
    const fn: LambdaFunction = {
      name: 'fn', arn: 'arn:aws:lambda:us-east-1:123456789012:function:fn', stackName: 'Stack', logicalId: 'Fn', roleArn: '', handler: 'index.handler', directory,
      environment: { OWN: 'set' }, timeoutMilliseconds: 60_000, concurrency: 1000, retries: 2, maxAgeMilliseconds: 3_600_000, ...change,
    };
    const functions = { find: (name: string) => (name === 'fn' ? fn : undefined), isRun: () => true } as unknown as Functions;
    this.lambda = new Lambda({
      agenda: this.agenda, functions, chronicle: this.chronicle, region: 'us-east-1', account: '123456789012',
      send: (_, request) => {
        this.requests.push(request);
        return request.path === '/lost' ? 'lost' : { status: 201, headers: { 'content-type': 'text/plain' }, body: `got ${request.body}` };
      },
      callSdk: (_, service, operation, input) => ({ service, operation, input }),
      log: (_, line) => this.output.push(`${(this.agenda.now - START) / 1000} ${line}`),
      ran: (_, failed) => this.outcomes.push(failed),
      died: () => (this.dead += 1),
    });
  }

  public invoke(event: unknown = {}): void {
    this.lambda.invoke('fn', event);
  }

  public async pass(seconds: number): Promise<void> {
    const until = this.agenda.now + seconds * 1000;
    do await this.agenda.advance(until); while (this.agenda.now < until);
  }
}
