import { EMPTY_MEMORY, type Memory, type Message, type Pace } from '../../../lib/control/phase-scaling/memory';
import type { Policy } from '../../../lib/control/phase-scaling/policy';
import { makeHandler } from '../../../lib/handlers/phase-scaling/handler';
import type { Stored, Surroundings } from '../../../lib/handlers/phase-scaling/surroundings';
import { Dms, DmsFault, type BehaviourOptions, type DmsEvent, type TaskWorkload } from '../../../lib/simulator';
import { simulatedDms } from './simulated-dms';

export const LARGE = 'dms.r6i.4xlarge';
export const SMALL = 'dms.r6i.large';

/** The policy that `PhaseScaling` renders where nothing is said. */
export const POLICY: Policy = {
  fullLoadClass: LARGE,
  cdcClass: SMALL,
  strategy: 'stopAtBoundary',
  settleSeconds: 0,
  deadlineSeconds: 3600,
  erroredTables: 'block',
  saves: 0.875,
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The function's timeout. */
const FUNCTION_MILLISECONDS = 300_000;
/** When Lambda calls again after a failure [Lambda Developer Guide, Asynchronous invocation]. */
const RETRIES = [MINUTE, 2 * MINUTE];

/** Something that goes wrong at one of the calls that the handler makes to the outside, counted from 0 over all invocations. */
export interface Mishap {
  readonly at: number;
  readonly what:
    /** The invocation ends there, before the call is made, or with the call made and nothing after it. */
    | 'crashBefore' | 'crashAfter'
    /** The call takes so long that the function is ended before it is made; or it is made late, and the function goes on. */
    | 'stall' | 'delay'
    /** A second invocation begins at this moment. */
    | 'another'
    /** The call fails for want of capacity at the service; or it is made, and its answer is lost. */
    | 'throttle' | 'loseAnswer';
}

export interface AccountOptions {
  readonly policy?: Partial<Policy>;
  readonly behaviour?: BehaviourOptions;
  readonly seed?: number;
  readonly tasks: Readonly<Record<string, TaskSetup>>;
  readonly mishaps?: readonly Mishap[];
  /** How often an event of DMS reaches the handler, by its number, and whether the schedule calls every minute. Each of them does once, if absent. */
  readonly deliveries?: (index: number, isAtWork: boolean) => number;
  /** Which calls to DMS are throttled, by the number of the call. */
  readonly throttled?: (index: number) => boolean;
  /** The class that the instance has at first. */
  readonly instanceClass?: string;
  /** Faster, without a record of calls. */
  readonly bare?: boolean;
}

export interface TaskSetup {
  readonly type?: 'full-load' | 'full-load-and-cdc' | 'cdc';
  readonly workload?: TaskWorkload;
  /** Whether it is started at the beginning. */
  readonly starts?: boolean;
  /** Whether `StopTaskCachedChangesApplied` is set; by default as the strategy needs it. */
  readonly stopFlag?: boolean;
}

/** An answer that CloudFormation got. */
export interface Answered {
  readonly url: string;
  readonly at: number;
  readonly body: {
    readonly Status: string; readonly Reason?: string; readonly Data?: Readonly<Record<string, string>>; readonly PhysicalResourceId: string;
  };
}

interface Invocation {
  readonly event: unknown;
  readonly ends: number;
  readonly tries: number;
  state: 'running' | 'waiting' | 'done' | 'dead';
  /** Called whenever the invocation cannot go on by itself any more. */
  stopped: () => void;
}

interface Later {
  readonly at: number;
  readonly run: () => void | Promise<void>;
}

/**
 * An AWS account with one replication instance, its tasks and the phase controller in it, in virtual time: the simulated DMS, the real handler
 * with everything outside of it simulated, EventBridge, the schedule, and Lambda, which retries, ends and runs invocations side by side.
 */
export class Account {
  public readonly dms: Dms;
  public readonly instance: string;
  public readonly instanceArn: string;
  public readonly taskArns: Readonly<Record<string, string>>;
  public readonly endpoints: { readonly source: string; readonly target: string };
  public readonly store = new Map<string, Stored>();
  public readonly messages: (Message & { readonly at: number })[] = [];
  public readonly answers: Answered[] = [];
  public readonly log: Record<string, unknown>[] = [];
  /** Every call to the outside, `DescribeReplicationTasks` or `store.write`, with its time. */
  public readonly calls: { readonly at: number; readonly name: string }[] = [];
  /** Alarms that are in the state ALARM. */
  public readonly alarms = new Set<string>();
  /** Executions of hooks, and what becomes of each. */
  public readonly executions = new Map<string, { readonly input: unknown; readonly startedAt: number; state: 'running' | 'succeeded' | 'failed' | 'timedOut' }>();
  public stackIsLeaving = false;
  /** The instance that the function looks after, if it is another one by now. */
  public ownIdentifier?: string;
  /** How often the schedule calls. */
  public pace: Pace = 'minutes';
  public invocations = 0;
  public callCount = 0;
  /** Called whenever something has happened. */
  public readonly watchers: (() => void)[] = [];
  /** Called before the controller has DMS change something. */
  public readonly changeWatchers: ((operation: string, input: Readonly<Record<string, string>>) => void)[] = [];
  /** Tasks that an operator stopped and nobody has started since. */
  public readonly stoppedByOperator = new Set<string>();
  public readonly brokenEndpoints = new Set<string>();
  /** Whether an operator is at the class of the instance. */
  public operatorChangesClass = false;
  private readonly later: Later[] = [];
  private nextTick: number;
  private eventCount = 0;
  public readonly policy: Policy;

  constructor(private readonly options: AccountOptions) {
    this.policy = { ...POLICY, ...options.policy };
    this.dms = new Dms({ seed: options.seed ?? 1, behaviour: options.behaviour, recordCalls: false, recordTimeline: true });
    const create = (operation: string, input: object): Record<string, Record<string, string>> => this.dms.call(operation, input) as never;
    this.instance = 'orders';
    this.instanceArn = create('CreateReplicationInstance', {
      ReplicationInstanceIdentifier: this.instance, ReplicationInstanceClass: options.instanceClass ?? this.policy.fullLoadClass, MultiAZ: true,
    }).ReplicationInstance.ReplicationInstanceArn;
    const endpoint = (type: string): string => create('CreateEndpoint', {
      EndpointIdentifier: type, EndpointType: type, EngineName: 'postgres', ServerName: `${type}.example.com`, Port: 5432, DatabaseName: 'app', Username: 'dms', Password: 'dms',
    }).Endpoint.EndpointArn;
    this.endpoints = { source: endpoint('source'), target: endpoint('target') };
    this.skip(20);
    for (const EndpointArn of Object.values(this.endpoints)) this.dms.call('TestConnection', { ReplicationInstanceArn: this.instanceArn, EndpointArn });
    this.taskArns = Object.fromEntries(Object.entries(options.tasks).map(([name, setup]) => [name, this.createTask(name, setup)]));
    this.skip(10);
    this.nextTick = this.dms.now + MINUTE;
    this.dms.onEvent((event) => this.deliver(event));
  }

  public get now(): number {
    return this.dms.now;
  }

  /** Whether the controller has something to do, and so is called every minute. */
  public get isAtWork(): boolean {
    return this.pace === 'minutes';
  }

  /** Deploys the controller, as CloudFormation does, and starts the tasks. */
  public async deploy(): Promise<void> {
    this.invoke(this.watchEvent('Create'));
    await this.run(0);
    for (const [name, { starts = true }] of Object.entries(this.options.tasks)) if (starts) this.start(name);
  }

  /** The request of CloudFormation for the resource that comes after the instance. */
  public watchEvent(RequestType: string, policy: Partial<Policy> = {}, leavingTasks: readonly string[] = []): object {
    return this.cloudFormationEvent(RequestType, 'Watch', { Policy: JSON.stringify({ ...this.policy, ...policy }), ScheduleRuleName: 'schedule', LeavingTasks: leavingTasks });
  }

  /** The request of CloudFormation for the resource that comes before the instance. */
  public classEvent(RequestType: string, properties: object = {}, old?: object): object {
    const all = { FullLoadClass: this.policy.fullLoadClass, CdcClass: this.policy.cdcClass, InstanceProperties: { AllocatedStorage: '100' } };
    return this.cloudFormationEvent(RequestType, 'Class', { ...all, ...properties }, { ...all, ...old });
  }

  public createTask(name: string, { type = 'full-load-and-cdc', workload, stopFlag = this.policy.strategy !== 'keepRunning' }: TaskSetup): string {
    this.dms.setWorkload(name.toLowerCase(), workload ?? {});
    const { ReplicationTask } = this.dms.call('CreateReplicationTask', {
      ReplicationTaskIdentifier: name, MigrationType: type, SourceEndpointArn: this.endpoints.source, TargetEndpointArn: this.endpoints.target,
      ReplicationInstanceArn: this.instanceArn, TableMappings: '{"rules":[]}',
      ReplicationTaskSettings: JSON.stringify({ FullLoadSettings: { StopTaskCachedChangesApplied: stopFlag && type === 'full-load-and-cdc' } }),
    }) as { ReplicationTask: { ReplicationTaskArn: string } };
    return ReplicationTask.ReplicationTaskArn;
  }

  // What operators do.

  public start(name: string, StartReplicationTaskType = 'start-replication'): void {
    this.dms.call('StartReplicationTask', { ReplicationTaskArn: this.arnOf(name), StartReplicationTaskType });
    this.stoppedByOperator.delete(this.arnOf(name));
  }

  public stop(name: string): void {
    this.dms.call('StopReplicationTask', { ReplicationTaskArn: this.arnOf(name) });
    // If the controller has written down that it is about to stop the task, nobody can tell any more who did.
    if (this.memory.stops[this.arnOf(name)] === undefined) this.stoppedByOperator.add(this.arnOf(name));
  }

  public changeClass(ReplicationInstanceClass: string): void {
    this.dms.call('ModifyReplicationInstance', { ReplicationInstanceArn: this.instanceArn, ReplicationInstanceClass, ApplyImmediately: true });
    this.operatorChangesClass = true;
  }

  /** What DMS itself says; a list that has nothing in it is empty here. */
  public describe(operation: string, input: object): Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> {
    try {
      return this.dms.call(operation, input) as never;
    } catch (thrown) {
      if (thrown instanceof DmsFault && ['ResourceNotFoundFault', 'InvalidResourceStateFault'].includes(thrown.code)) return {};
      throw thrown;
    }
  }

  /** Whether a database cannot be reached, or can be again. */
  public breakEndpoint(end: 'source' | 'target', isBroken: boolean): void {
    this.dms.setEndpointFailure(end, isBroken ? 'Test Endpoint failed: Application-Status: 1020912' : undefined);
    if (isBroken) this.brokenEndpoints.add(end);
    else this.brokenEndpoints.delete(end);
  }

  /** What the controller remembers. */
  public get memory(): Memory {
    const item = this.store.get(this.instance);
    return item === undefined ? EMPTY_MEMORY : JSON.parse(item.memory) as Memory;
  }

  public statusOf(name: string): string {
    return this.task(name).Status;
  }

  public task(name: string): { readonly Status: string; readonly StopReason?: string; readonly ReplicationTaskStats: Record<string, number> } {
    const { ReplicationTasks } = this.dms.call('DescribeReplicationTasks', { Filters: [{ Name: 'replication-task-arn', Values: [this.arnOf(name)] }] }) as { ReplicationTasks: never[] };
    return ReplicationTasks[0];
  }

  public get instanceSeen(): { readonly ReplicationInstanceClass: string; readonly ReplicationInstanceStatus: string } {
    const { ReplicationInstances } = this.dms.call('DescribeReplicationInstances', {}) as { ReplicationInstances: never[] };
    return ReplicationInstances[0];
  }

  public get class(): string {
    return this.instanceSeen.ReplicationInstanceClass;
  }

  /** Times at which the class began to change, and to what. */
  public get classChanges(): { readonly at: number; readonly to: string }[] {
    const changes: { at: number; to: string }[] = [];
    let before: string | undefined;
    for (const entry of this.dms.timeline) {
      if (entry.kind !== 'instance') continue;
      if (before !== undefined && entry.class !== before) changes.push({ at: entry.at, to: entry.class });
      before = entry.class;
    }
    return changes;
  }

  /** Has something happen in a while. */
  public in(seconds: number, run: () => void | Promise<void>): void {
    this.at(this.now + seconds * 1000, run);
  }

  /** Calls the function, as Lambda does for what is invoked asynchronously. */
  public invoke(event: unknown, inSeconds = 0, tries = 0): void {
    this.at(this.now + inSeconds * 1000, () => this.begin(event, tries));
  }

  /** Lets virtual time pass. */
  public async run(seconds: number): Promise<void> {
    const until = this.now + seconds * 1000;
    for (;;) {
      const next = Math.min(this.dms.nextDue() ?? Infinity, this.pace === 'off' ? Infinity : this.nextTick, this.later[0]?.at ?? Infinity);
      if (next > until) break;
      this.dms.advanceTo(Math.max(next, this.now));
      for (const watch of this.watchers) watch();
      while (this.later.length > 0 && this.later[0].at <= this.now) await this.later.shift()!.run();
      if (this.pace !== 'off' && this.nextTick <= this.now) {
        this.nextTick += this.pace === 'hours' ? HOUR : MINUTE;
        await this.begin({ 'source': 'aws.events', 'detail-type': 'Scheduled Event' }, 0);
      }
    }
    this.dms.advanceTo(until);
    for (const watch of this.watchers) watch();
  }

  /** Lets time pass until something is so; gives up after so many hours. */
  public async runUntil(isSo: () => boolean, hours = 48, stepSeconds = 60): Promise<void> {
    for (let seconds = 0; seconds < hours * 3600; seconds += stepSeconds) {
      if (isSo()) return;
      await this.run(stepSeconds);
    }
    throw new Error(`it did not come to that in ${hours} hours: ${isSo.toString()}`);
  }

  private arnOf(name: string): string {
    return this.taskArns[name] ?? name;
  }

  private skip(minutes: number): void {
    this.dms.advanceTo(this.dms.now + minutes * MINUTE);
  }

  private at(time: number, run: () => void | Promise<void>): void {
    const place = this.later.findIndex(({ at }) => at > time);
    this.later.splice(place < 0 ? this.later.length : place, 0, { at: time, run });
  }

  private deliver(event: DmsEvent): void {
    const times = this.options.deliveries?.(this.eventCount++, this.isAtWork) ?? 1;
    for (let i = 0; i < times; i++) this.invoke(event, 1 + i);
  }

  private cloudFormationEvent(RequestType: string, part: string, properties: object, old: object = properties): object {
    const id = `${part}-${RequestType}-${this.now}-${this.callCount}`;
    return {
      RequestType, ResponseURL: `https://answers.example/${id}`, StackId: 'stack', RequestId: id, LogicalResourceId: part, PhysicalResourceId: `${this.instance}/${part}`,
      ResourceProperties: { Part: part, InstanceIdentifier: this.instance, ...properties },
      ...(RequestType === 'Update' && { OldResourceProperties: { Part: part, InstanceIdentifier: this.instance, ...old } }),
    };
  }

  /** Begins an invocation, and waits until it is done, dead, or waits for time to pass. */
  private async begin(event: unknown, tries: number): Promise<void> {
    this.invocations += 1;
    const invocation: Invocation = { event, ends: this.now + FUNCTION_MILLISECONDS, tries, state: 'running', stopped: () => undefined };
    const handler = makeHandler(this.surroundings(invocation), this.ownIdentifier ?? this.instance);
    const settled = handler(event, { awsRequestId: `invocation-${this.invocations}`, getRemainingTimeInMillis: () => invocation.ends - this.now });
    void settled.then(() => this.end(invocation), (thrown: unknown) => this.end(invocation, thrown));
    await this.untilStopped(invocation);
  }

  private untilStopped(invocation: Invocation): Promise<void> {
    return new Promise((resolve) => {
      if (invocation.state === 'running') invocation.stopped = resolve;
      else resolve();
    });
  }

  private end(invocation: Invocation, thrown?: unknown): void {
    if (invocation.state === 'dead') return;
    invocation.state = 'done';
    if (thrown !== undefined) {
      this.log.push({ kind: 'failure', at: this.now, message: String(thrown) });
      this.retry(invocation);
    }
    invocation.stopped();
  }

  private retry({ event, tries }: Invocation): void {
    const wait = RETRIES[tries];
    if (wait !== undefined) this.invoke(event, wait / 1000, tries + 1);
  }

  /** Lambda ends an invocation; what it was doing never comes back. */
  private kill<T>(invocation: Invocation): Promise<T> {
    invocation.state = 'dead';
    this.retry(invocation);
    invocation.stopped();
    return new Promise<T>(() => undefined);
  }

  /** Has an invocation wait; it is ended when its time is over. */
  private wait(invocation: Invocation, milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = this.now + milliseconds;
      invocation.state = 'waiting';
      invocation.stopped();
      this.at(Math.min(wake, invocation.ends), async () => {
        if (wake >= invocation.ends) {
          void this.kill(invocation);
          return;
        }
        invocation.state = 'running';
        resolve();
        await this.untilStopped(invocation);
      });
    });
  }

  /** A call to the outside, with what may go wrong at it. */
  private async call<T>(invocation: Invocation, name: string, perform: () => T): Promise<T> {
    const index = this.callCount++;
    if (this.options.bare !== true) this.calls.push({ at: this.now, name });
    const isThrottled = /^[A-Z]/.test(name) && this.options.throttled?.(index) === true;
    const mishap = isThrottled ? 'throttle' : this.options.mishaps?.find(({ at }) => at === index)?.what;
    switch (mishap) {
      case 'crashBefore': return this.kill(invocation);
      case 'crashAfter': perform(); return this.kill(invocation);
      case 'stall': await this.wait(invocation, FUNCTION_MILLISECONDS * 2); break;
      case 'delay': await this.wait(invocation, 100_000); break;
      case 'another': this.invoke({ 'detail-type': 'DMS Replication Task State Change', 'time': new Date(this.now).toISOString() }); await this.wait(invocation, 1); break;
      case 'throttle': throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
      case 'loseAnswer': perform(); throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
      case undefined: break;
    }
    return perform();
  }

  private surroundings(invocation: Invocation): Surroundings {
    const gate = <T>(name: string, perform: () => T): Promise<T> => this.call(invocation, name, perform);
    return {
      dms: simulatedDms(this.dms, gate, (operation, input) => this.changeWatchers.forEach((watch) => watch(operation, input))),
      store: {
        read: (id) => gate('store.read', () => this.store.get(id)),
        write: (id, item) => gate('store.write', () => {
          const isNext = (this.store.get(id)?.version ?? 0) + 1 === item.version;
          if (isNext) this.store.set(id, item);
          return isNext;
        }),
        remove: (id) => gate('store.remove', () => void this.store.delete(id)),
      },
      clock: { now: () => this.now, sleep: (milliseconds) => this.wait(invocation, milliseconds) },
      setPace: (_, pace) => gate('setPace', () => {
        this.nextTick = this.now + (pace === 'hours' ? HOUR : MINUTE);
        this.pace = pace;
      }),
      publish: (message) => gate('publish', () => void this.messages.push({ ...message, at: this.now })),
      hooksOf: () => ({
        start: (name, input) => gate('StartExecution', () => {
          if (!this.executions.has(name)) this.executions.set(name, { input, startedAt: this.now, state: 'running' });
          return { kind: 'done' as const };
        }),
        status: (name) => gate('DescribeExecution', () => this.executions.get(name)?.state),
      }),
      alarmsIn: (names) => gate('DescribeAlarms', () => names.filter((name) => this.alarms.has(name))),
      stackIsLeaving: () => gate('DescribeStacks', () => this.stackIsLeaving),
      reply: (url, body) => gate('reply', () => {
        this.answers.push({ url, at: this.now, body: body as Answered['body'] });
        return true;
      }),
      log: (entry) => {
        if (this.options.bare !== true) this.log.push({ at: this.now, ...entry });
      },
    };
  }
}
