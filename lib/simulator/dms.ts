import { behaviourOf, type Behaviour, type BehaviourOptions } from './behaviour';
import { UNREACHABLE } from './connection-machine';
import type { DmsEvent } from './events';
import { DmsFault, notFound, SimulatorError } from './fault';
import { FaultPlan } from './fault-plan';
import { HAPPENINGS } from './happenings';
import { inspect, type Inspection } from './inspection';
import { availableMemoryBytes, lagAt, settleInstance } from './latency';
import { OPERATIONS } from './operations';
import { failReplication } from './replication-machine';
import { snapshotOf, type Snapshot } from './snapshot';
import { copyState, newState, type Instance } from './state';
import { fail, stopItself } from './task-machine';
import { findTask } from './tasks';
import { throttle } from './throttling';
import type { CallRecord, TimelineEntry } from './timeline';
import { fullWorkload, type TaskWorkload } from './workload';
import { World } from './world';

export interface DmsOptions {
  /** Milliseconds of the epoch. @default Date.UTC(2026, 0, 5), a Monday */
  readonly startTime?: number;
  /** @default '123456789012' */
  readonly account?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** @default 'aws' */
  readonly partition?: string;
  /** Same seed, same world. @default 1 */
  readonly seed?: number;
  readonly behaviour?: BehaviourOptions;
  /** Whether calls are kept in `calls`. @default true */
  readonly recordCalls?: boolean;
  /** Whether changes are kept in `timeline`. @default true */
  readonly recordTimeline?: boolean;
}

export interface FailTaskOptions {
  /** How long until DMS starts it again by itself. @default - it does not */
  readonly retryAfterSeconds?: number;
}

/** What a copy starts from. */
interface Copied {
  readonly world: World;
  readonly faults: FaultPlan;
  readonly recorded: CallRecord[] | undefined;
}

/**
 * AWS DMS, simulated: no input, no output, no clock but its own.
 *
 * Time stands still until `advanceTo`, which goes from one happening to the next. The same seed and the same calls at the same times
 * give the same world, byte for byte.
 */
export class Dms {
  /** Faults on demand. */
  public readonly faults: FaultPlan;
  private readonly world: World;
  private readonly recorded: CallRecord[] | undefined;
  private readonly callListeners: ((call: CallRecord) => void)[] = [];

  constructor(options?: DmsOptions);
  /** @internal */
  constructor(options: DmsOptions, _copied: Copied);
  constructor(options: DmsOptions = {}, copied?: Copied) {
    const { startTime = Date.UTC(2026, 0, 5), account = '123456789012', region = 'us-east-1', partition = 'aws', seed = 1 } = options;
    const { recordCalls = true, recordTimeline = true } = options;
    this.faults = copied?.faults ?? new FaultPlan();
    this.recorded = copied ? copied.recorded : recordCalls ? [] : undefined;
    const setting = { account, region, partition, behaviour: behaviourOf(options.behaviour) };
    this.world = copied?.world ?? new World(setting, newState(startTime, seed), recordTimeline ? [] : undefined);
  }

  /** Milliseconds of the epoch. */
  public get now(): number {
    return this.world.now;
  }

  public get region(): string {
    return this.world.setting.region;
  }

  public get behaviour(): Behaviour {
    return this.world.behaviour;
  }

  /** Calls that were made, oldest first. */
  public get calls(): readonly CallRecord[] {
    return this.recorded ?? [];
  }

  /** What became of instances and tasks, oldest first. */
  public get timeline(): readonly TimelineEntry[] {
    return this.world.timeline ?? [];
  }

  /**
   * Calls an operation: input and output are those of the wire, with dates as seconds of the epoch.
   *
   * Throws a DmsFault.
   */
  public call(operation: string, input: object = {}): object {
    try {
      const answer = this.answer(operation, input);
      this.record({ at: this.now, operation, input, outcome: 'ok' });
      return answer;
    } catch (fault) {
      if (fault instanceof DmsFault) this.record({ at: this.now, operation, input, outcome: fault.code });
      throw fault;
    }
  }

  /** When something will happen next by itself. */
  public nextDue(): number | undefined {
    return this.world.state.agenda[0]?.at;
  }

  /** Lets everything happen that is due until then, in the order of time; of two things at one time, what was scheduled first. */
  public advanceTo(time: number): void {
    const { state } = this.world;
    for (let due = state.agenda[0]; due !== undefined && due.at <= time; due = state.agenda[0]) {
      state.agenda.shift();
      state.now = Math.max(state.now, due.at);
      HAPPENINGS[due.kind](this.world, due.subject);
    }
    state.now = Math.max(state.now, time);
  }

  /** Tells every event at the moment it happens, as EventBridge would deliver it. Copies do not take listeners over. */
  public onEvent(listener: (event: DmsEvent) => void): void {
    this.world.listeners.push(listener);
  }

  /** Tells every call when it has been answered, also if calls are not kept. Copies do not take listeners over. */
  public onCall(listener: (call: CallRecord) => void): void {
    this.callListeners.push(listener);
  }

  /** What a task has to do, by its ARN or identifier; before it is created, or before its first start. */
  public setWorkload(task: string, workload: TaskWorkload): void {
    const full = fullWorkload(workload);
    this.world.state.workloads.set(task, full);
    const existing = [...this.world.state.tasks.values()].find(({ arn, identifier }) => arn === task || identifier === task);
    for (const { arn, identifier } of this.world.state.replications.values()) {
      if (arn === task || identifier === task) this.world.changeReplication(arn, { workload: full });
    }
    if (existing === undefined) return;
    if (existing.tables.length > 0 && full.tables.length !== existing.tables.length) {
      throw new SimulatorError(`task '${existing.identifier}' has begun to load its ${existing.tables.length} tables, and a workload with ${full.tables.length} `
        + 'cannot take their place; give it before the first start');
    }
    this.world.changeTask(existing.arn, { workload: full });
    settleInstance(this.world, existing.instanceArn);
  }

  /** From now on, connections to an endpoint (ARN or identifier) fail with that text; without one, they succeed again. */
  public setEndpointFailure(endpoint: string, message: string | undefined = undefined): void {
    if (message === undefined) this.world.state.endpointFailures.delete(endpoint);
    else this.world.state.endpointFailures.set(endpoint, message === '' ? UNREACHABLE : message);
  }

  /**
   * What comes from now on of the premigration assessments of a task (ARN or identifier), by their names: `failed`, `warning`, `error`, `skipped`.
   * Those that are not named pass.
   */
  public setAssessments(task: string, outcomes: Readonly<Record<string, string>>): void {
    this.world.state.assessmentOutcomes.set(task, outcomes);
  }

  /** From now on, there is no capacity for these classes (and for all others, there is). */
  public setNoCapacity(classes: readonly string[]): void {
    this.world.state.noCapacity.clear();
    for (const each of classes) this.world.state.noCapacity.add(each);
  }

  /** A task that runs fails; DMS itself starts it again after a while, if that is said. */
  public failTask(task: string, reason = 'Task error notification received from subtask 0, thread 0', options: FailTaskOptions = {}): void {
    const { retryAfterSeconds } = options;
    const { arn } = this.activeTask(task);
    fail(this.world, arn, reason);
    if (retryAfterSeconds !== undefined) this.world.schedule('task-retries', arn, this.now + retryAfterSeconds * 1000);
  }

  /** A serverless replication that runs, or is about to, fails. */
  public failReplication(replication: string, reason: string): void {
    const found = [...this.world.state.replications.values()].find(({ arn, identifier }) => arn === replication || identifier === replication);
    if (found === undefined) throw notFound(`Replication Config ${replication} not found.`);
    failReplication(this.world, found.arn, reason);
  }

  /** A task that runs stops for want of memory or of storage. */
  public stopTaskFor(task: string, want: 'memory' | 'disk'): void {
    stopItself(this.world, this.activeTask(task).arn, want === 'memory' ? 'STOPPED_DUE_TO_LOW_MEMORY' : 'STOPPED_DUE_TO_LOW_DISK');
  }

  /** The load of a table fails: what it is at now, or has come to already. */
  public errorTable(task: string, schema: string, table: string): void {
    const { arn, tables, workload } = findTask(this.world, task);
    const index = workload.tables.findIndex((each) => each.schema === schema && each.name === table);
    if (index < 0 || tables[index] === undefined) throw notFound(`Table ${schema}.${table} is not being loaded by task ${task}.`);
    const end = Math.min(tables[index].end ?? this.now, this.now);
    this.world.changeTask(arn, { tables: tables.map((each, place) => (place === index ? { ...each, state: 'error', end } : each)) });
  }

  /** The storage of an instance is used up: it is `storage-full` until it is given more, and its tasks stop. */
  public fillStorage(instance: string): void {
    const filled = this.world.changeInstance(this.findInstance(instance).arn, { status: 'storage-full' });
    this.world.emitOfInstance('lowStorage', filled);
    for (const { arn, status } of this.world.tasksOf(filled.arn)) {
      if (status === 'running' || status === 'starting') stopItself(this.world, arn, 'STOPPED_DUE_TO_LOW_DISK');
    }
  }

  /** Seconds by which the target of a task is behind its source; 0 before its load has ended [derived model]. */
  public latencySeconds(task: string): number {
    return lagAt(findTask(this.world, task).lag, this.now);
  }

  /** What tasks leave of an instance's memory, or undefined if nothing is known of its class [derived model]. */
  public availableMemoryBytes(instance: string): number | undefined {
    return availableMemoryBytes(this.world, this.findInstance(instance));
  }

  /** A short look at everything. */
  public snapshot(): Snapshot {
    return snapshotOf(this.world);
  }

  /** A longer look at everything, for those who measure. */
  public inspect(): Inspection {
    return inspect(this.world);
  }

  /** A certificate that somebody has imported before. */
  public adoptCertificate(arn: string): void {
    const { certificates } = this.world.state;
    if (!certificates.has(arn)) certificates.set(arn, { arn, identifier: arn.split(':').at(-1)?.toLowerCase() ?? arn, createdAt: this.now });
  }

  /** A world of its own, equal to this one: same time, same chance, same things to come. */
  public clone(): Dms {
    const { setting, state, timeline } = this.world;
    const world = new World(setting, copyState(state), timeline?.slice());
    return new Dms({}, { world, faults: this.faults.clone(), recorded: this.recorded?.slice() });
  }

  private record(call: CallRecord): void {
    this.recorded?.push(call);
    for (const listener of this.callListeners) listener(call);
  }

  private answer(operation: string, input: object): object {
    if (!Object.hasOwn(OPERATIONS, operation)) throw new DmsFault('UnknownOperationException', `Unknown operation: ${operation}`);
    throttle(this.world);
    const planned = this.faults._next(operation);
    if (planned?.when === 'before') throw planned.fault;
    const answer = OPERATIONS[operation].run(this.world, input as Readonly<Record<string, unknown>>);
    if (planned !== undefined) throw planned.fault;
    return answer;
  }

  private activeTask(task: string): { readonly arn: string } {
    const found = findTask(this.world, task);
    if (found.status !== 'running' && found.status !== 'starting') {
      throw new SimulatorError(`task '${found.identifier}' is ${found.status}, and only what runs can break; advance the time until it runs`);
    }
    return found;
  }

  private findInstance(arnOrName: string): Instance {
    const { instances } = this.world.state;
    const instance = instances.get(arnOrName) ?? [...instances.values()].find(({ identifier }) => identifier === arnOrName);
    if (instance === undefined) throw notFound(`Replication Instance ${arnOrName} not found.`);
    return instance;
  }
}
