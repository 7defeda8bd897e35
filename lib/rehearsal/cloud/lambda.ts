import type { Agenda, Appointment } from '../agenda';
import type { Chronicle } from '../chronicle';
import type { IncomingAnswer, OutgoingRequest } from '../lambda/globals';
import { REALM } from '../lambda/realm';
import { loadHandler, type Handler } from '../lambda/sandbox';
import type { Functions, LambdaFunction } from './functions';

/** What functions have around them. */
export interface LambdaSurroundings {
  readonly agenda: Agenda;
  readonly functions: Functions;
  readonly chronicle: Chronicle;
  readonly region: string;
  readonly account: string;
  readonly send: (fn: LambdaFunction, request: OutgoingRequest) => IncomingAnswer;
  readonly callSdk: (fn: LambdaFunction, service: string, operation: string, input: object) => object;
  readonly log: (fn: LambdaFunction, line: string) => void;
  /** How a run ended. */
  readonly ran: (fn: LambdaFunction, failed: boolean) => void;
  /** A call that nobody will try again. */
  readonly died: (fn: LambdaFunction) => void;
}

interface Call {
  readonly name: string;
  readonly event: unknown;
  readonly since: number;
  readonly number: number;
  readonly failures: number;
  readonly refusals: number;
}

/** A process of Lambda's with the code of a function, which serves one call after the other. */
interface Process {
  readonly handler: Handler;
  readonly timers: Set<Appointment>;
  isAlive: boolean;
}

interface Pool {
  /** What the processes were made of. */
  madeOf: string;
  readonly idle: Process[];
  busy: number;
  made: number;
}

/** Lambda Developer Guide, Asynchronous invocation: "one minute before the second attempt, two minutes before the third". */
const RETRIES_AFTER = [60_000, 120_000];
/** The same: a call that finds no concurrency is tried again after a second at first, and five minutes at most. */
const LONGEST_WAIT = 300_000;

/** Runs functions as Lambda does those that are called without waiting. */
export class Lambda {
  public invocations = 0;
  private readonly pools = new Map<string, Pool>();

  constructor(private readonly around: LambdaSurroundings) {}

  /** Calls a function; what is no function here is not called. */
  public invoke(nameOrArn: string, event: unknown): void {
    const fn = this.around.functions.find(nameOrArn);
    if (fn === undefined || !this.around.functions.isRun(fn)) return;
    const copy: unknown = REALM.JSON.parse(JSON.stringify(event));
    this.begin({ name: fn.name, event: copy, since: this.around.agenda.now, number: ++this.invocations, failures: 0, refusals: 0 });
  }

  private begin(call: Call): void {
    const { agenda, functions } = this.around;
    const fn = functions.find(call.name);
    if (fn === undefined) return; // It has been deleted.
    const pool = this.poolOf(fn);
    if (agenda.now - call.since > fn.maxAgeMilliseconds) {this.giveUp(fn, call, 'its time was over before it could be run');} else if (pool.busy >= fn.concurrency) {
      const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** call.refusals);
      agenda.at(agenda.now + wait, () => this.begin({ ...call, refusals: call.refusals + 1 }));
    } else {this.run(fn, pool, call);}
  }

  private run(fn: LambdaFunction, pool: Pool, call: Call): void {
    const { agenda } = this.around;
    pool.busy += 1;
    const { madeOf } = pool;
    let process: Process | undefined;
    const end = (failure: string | undefined): void => {
      if (process?.isAlive === false) return; // It has been ended.
      deadline.cancel();
      pool.busy -= 1;
      if (process !== undefined && pool.madeOf === madeOf) pool.idle.push(process);
      this.ended(fn, call, failure);
    };
    const ends = agenda.now + fn.timeoutMilliseconds;
    const deadline = agenda.at(ends, () => {
      const seconds = (fn.timeoutMilliseconds / 1000).toFixed(2);
      if (process !== undefined) kill(process);
      pool.busy -= 1;
      this.ended(fn, call, `Task timed out after ${seconds} seconds`);
    });
    const handle = async (): Promise<void> => {
      process = pool.idle.pop() ?? this.make(fn, pool);
      await process.handler(call.event, contextOf(fn, call, () => ends - agenda.now));
    };
    handle().then(() => end(undefined), (thrown: unknown) => end(String((thrown as Error | undefined)?.message ?? thrown)));
  }

  private ended(fn: LambdaFunction, call: Call, failure: string | undefined): void {
    const { agenda, chronicle, ran } = this.around;
    ran(fn, failure !== undefined);
    if (failure === undefined) return;
    chronicle.note('function', fn.logicalId, `fails: ${failure}`);
    if (call.failures >= fn.retries) this.giveUp(fn, call, failure);
    else agenda.at(agenda.now + RETRIES_AFTER[Math.min(call.failures, 1)], () => this.begin({ ...call, failures: call.failures + 1 }));
  }

  private giveUp(fn: LambdaFunction, { event }: Call, why: string): void {
    const { chronicle, died } = this.around;
    died(fn);
    const kind = (event as { 'RequestType'?: string; 'detail-type'?: string });
    const what = kind.RequestType === undefined ? kind['detail-type'] ?? 'call' : `${kind.RequestType} request of CloudFormation`;
    // The schedule comes again.
    if (what === 'Scheduled Event') return;
    chronicle.problem('FUNCTION_FAILED', fn.logicalId, `a ${what} could not be handled: ${why}`, 'look at what the function has written: `logs` in the result');
  }

  private poolOf(fn: LambdaFunction): Pool {
    const madeOf = JSON.stringify([fn.directory, fn.handler, fn.environment, fn.timeoutMilliseconds]);
    const pool = this.pools.get(fn.name) ?? { madeOf, idle: [], busy: 0, made: 0 };
    this.pools.set(fn.name, pool);
    if (pool.madeOf !== madeOf) {
      pool.madeOf = madeOf;
      pool.idle.splice(0);
    }
    return pool;
  }

  private make(fn: LambdaFunction, pool: Pool): Process {
    const { agenda, region, account, send, callSdk, log } = this.around;
    const process: Process = { handler: () => undefined, timers: new Set(), isAlive: true };
    const environment = {
      ...fn.environment,
      AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_ACCOUNT_ID: account, AWS_LAMBDA_FUNCTION_NAME: fn.name, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_ACCESS_KEY_ID: 'rehearsed', AWS_SECRET_ACCESS_KEY: 'rehearsed', AWS_SESSION_TOKEN: 'rehearsed', LAMBDA_TASK_ROOT: '/var/task',
    };
    const handler = loadHandler(fn.directory ?? '', fn.handler, {
      agenda, environment, timers: process.timers, seed: `${fn.name}/${pool.made++}`,
      log: (line) => process.isAlive && log(fn, line),
      send: (request) => (process.isAlive ? send(fn, request) : 'lost'),
      callSdk: (service, operation, input) => callSdk(fn, service, operation, input),
    });
    return Object.assign(process, { handler });
  }
}

function kill(process: Process): void {
  process.isAlive = false;
  for (const timer of process.timers) timer.cancel();
  process.timers.clear();
}

function contextOf({ name, arn }: LambdaFunction, { number }: Call, left: () => number): object {
  return {
    functionName: name, functionVersion: '$LATEST', invokedFunctionArn: arn, callbackWaitsForEmptyEventLoop: true,
    awsRequestId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, getRemainingTimeInMillis: () => Math.max(0, left()),
  };
}
