/**
 * A migration as CloudWatch sees it, minute by minute: what DMS publishes of its instance and tasks, what the monitor publishes when it looks,
 * and what DMS tells by events. Scenarios change its state; between changes it goes on by itself.
 */
import type { Look, LookedTask } from '../../lib/control/monitor/look';
import { observe } from '../../lib/control/monitor/observe';
import { INSTANCE_METRICS, TASK_METRICS } from '../../lib/plan/metrics';
import { MONITOR_INSTANCE_METRICS, MONITOR_TABLE_METRICS, MONITOR_TASK_METRICS } from '../../lib/plan/monitor-metrics';
import type { AlarmsOptions } from '../../lib/simulator/cloudwatch/alarms';
import type { MetricStore } from '../../lib/simulator/cloudwatch/metric-store';

export const MINUTE = 60_000;
export const GIB = 2 ** 30;
const MONITOR_MINUTES = 5;

/** What is not documented, either way. */
export interface Variant {
  /** Whether metrics of the other phase are 0, or absent. */
  readonly zeros: boolean;
  /** Whether changes that are kept for tables that load count as lag of the target. */
  readonly lagWhileLoading: boolean;
  /** How CloudWatch reads data. */
  readonly reading: Pick<AlarmsOptions, 'extraPeriods' | 'windows' | 'missingOperand'>;
}

/** An event of DMS. */
export interface StoryEvent {
  readonly minute: number;
  readonly eventId: string;
}

export interface StoryTask {
  readonly name: string;
  /** The end of its ARN. */
  readonly resourceId: string;
  readonly migrationType: 'full-load' | 'full-load-and-cdc';
  status: string;
  stopReason?: string;
  started?: number;
  stopped?: number;
  tables: { queued: number; loading: number; loaded: number; errored: number };
  /** Minutes of loading that are left. */
  loadMinutes: number;
  rowsPerSecond: number;
  lag: { source: number; target: number };
  /** Seconds that each lag grows in a minute; down to `REST` it shrinks by itself. */
  pace: { source: number; target: number };
  /** Changes that wait, and by how much they grow in a minute. */
  backlog: { memory: number; disk: number; memoryGrowth: number; diskGrowth: number };
  validation?: { pending: number; failed: number; suspended: number; withoutKey: number };
}

export interface StoryInstance {
  readonly identifier: string;
  created: number;
  isThere: boolean;
  vcpus: number;
  memoryGiB: number;
  cpu: number;
  availableBytes: number;
  /** Whether the engine publishes AvailableMemory. */
  hasAvailable: boolean;
  swapBytes: number;
  storageBytes: number;
  /** Bytes that each loses in a minute. */
  leak: { memory: number; storage: number };
}

/** Lag of a task that keeps up. */
const REST = 4;
/** A task catches up three times as fast as changes come. */
const CATCH_UP = -180;

/** What a story is played in. */
export interface StoryProps {
  readonly store: MetricStore;
  readonly start: number;
  readonly variant: Variant;
  readonly instance: StoryInstance;
  readonly sourceIdentifier: string;
  readonly tasks: readonly Pick<StoryTask, 'name' | 'resourceId' | 'migrationType'>[];
  /** Whether events of the tasks call the monitor. */
  readonly hearsTasks: boolean;
}

const TASK_EVENTS = ['DMS-EVENT-0069', 'DMS-EVENT-0078', 'DMS-EVENT-0079'];

export class Story {
  public minute = 0;
  public readonly tasks: StoryTask[];
  public readonly events: StoryEvent[] = [];
  public monitorWorks = true;
  public sourceLog = { slotBytes: 0, slotGrowth: 0, walBytes: 1 * GIB };
  private isAwaited = false;

  public constructor(private readonly given: StoryProps) {
    given.instance.created = given.start;
    this.tasks = given.tasks.map(newTask);
  }

  public get instance(): StoryInstance {
    return this.given.instance;
  }

  public get now(): number {
    return this.given.start + this.minute * MINUTE;
  }

  public task(name: string): StoryTask {
    const found = this.tasks.find((task) => task.name === name);
    if (found === undefined) throw new Error(`there is no task ${name}`);
    return found;
  }

  /** Starts a task that loads for so many minutes; of type cdc with 0. */
  public startTask(task: StoryTask, loadMinutes: number, tables = 40): void {
    Object.assign(task, { status: 'running', started: this.now, loadMinutes });
    task.tables = loadMinutes > 0 ? { queued: tables - 8, loading: 8, loaded: 0, errored: 0 } : { queued: 0, loading: 0, loaded: tables, errored: 0 };
    this.tell('DMS-EVENT-0069');
  }

  public stopTask(task: StoryTask, stopReason = 'NORMAL'): void {
    Object.assign(task, { status: 'stopped', stopped: this.now, stopReason });
    this.tell('DMS-EVENT-0079');
  }

  public failTask(task: StoryTask): void {
    Object.assign(task, { status: 'failed', stopped: this.now });
    this.tell('DMS-EVENT-0078');
  }

  /** What has not been read meanwhile is lag when the task runs again. */
  public resumeTask(task: StoryTask): void {
    const waited = (this.now - (task.stopped ?? this.now)) / 1000;
    task.lag.source += waited;
    task.lag.target += waited;
    Object.assign(task, { status: 'running', started: this.now });
    this.tell('DMS-EVENT-0069');
  }

  public tell(eventId: string): void {
    this.events.push({ minute: this.minute, eventId });
    this.isAwaited ||= this.given.hearsTasks && TASK_EVENTS.includes(eventId);
  }

  /** Publishes what this minute is like, and goes on to the next. */
  public step(): void {
    if (this.instance.isThere) this.publishInstance();
    for (const task of this.tasks) if (task.status === 'running') this.publishTask(task);
    this.publishSource();
    if (this.monitorWorks && (this.minute % MONITOR_MINUTES === 0 || this.isAwaited)) this.look();
    this.isAwaited = false;
    for (const task of this.tasks) if (task.status === 'running') this.move(task);
    this.instance.availableBytes = Math.max(0, this.instance.availableBytes - this.instance.leak.memory);
    this.instance.storageBytes = Math.max(0, this.instance.storageBytes - this.instance.leak.storage);
    this.sourceLog.slotBytes += this.sourceLog.slotGrowth;
    this.minute++;
  }

  private move(task: StoryTask): void {
    if (task.loadMinutes > 0) {
      task.loadMinutes -= task.rowsPerSecond > 0 ? 1 : 0;
      if (this.given.variant.lagWhileLoading) task.lag.target += 60;
      const { queued, loading, loaded } = task.tables;
      if (task.loadMinutes === 0) task.tables = { ...task.tables, queued: 0, loading: 0, loaded: queued + loading + loaded };
      else if (task.loadMinutes < 30) task.tables = { ...task.tables, queued: 0, loaded: loaded + queued };
    }
    if (task.migrationType === 'full-load') {
      if (task.loadMinutes === 0) this.stopTask(task, 'FULL_LOAD_ONLY_FINISHED');
      return;
    }
    const isLoading = task.loadMinutes > 0;
    task.lag.source = Math.max(REST, task.lag.source + task.pace.source);
    if (!isLoading) task.lag.target = Math.max(REST, task.lag.target + task.pace.target);
    task.backlog.memory = Math.max(0, task.backlog.memory + task.backlog.memoryGrowth);
    task.backlog.disk = Math.max(0, task.backlog.disk + (isLoading ? 20_000 : task.backlog.diskGrowth));
  }

  private publishTask(task: StoryTask): void {
    const put = (name: string, value: number): void => this.put('AWS/DMS', name, value, task.resourceId);
    const isLoading = task.loadMinutes > 0;
    if (isLoading || this.given.variant.zeros) put(TASK_METRICS.fullLoadThroughputRowsTarget.name, isLoading ? task.rowsPerSecond : 0);
    if (task.migrationType === 'full-load') return;
    put(TASK_METRICS.cdcLatencySource.name, task.lag.source);
    const { zeros, lagWhileLoading } = this.given.variant;
    if (!isLoading || lagWhileLoading) put(TASK_METRICS.cdcLatencyTarget.name, task.lag.target);
    else if (zeros) put(TASK_METRICS.cdcLatencyTarget.name, 0);
    put(TASK_METRICS.cdcChangesMemorySource.name, task.backlog.memory / 4);
    put(TASK_METRICS.cdcChangesMemoryTarget.name, task.backlog.memory * 3 / 4);
    put(TASK_METRICS.cdcChangesDiskSource.name, 0);
    put(TASK_METRICS.cdcChangesDiskTarget.name, task.backlog.disk);
  }

  private publishInstance(): void {
    const { cpu, availableBytes, hasAvailable, swapBytes, storageBytes } = this.instance;
    const put = (name: string, value: number): void => this.put('AWS/DMS', name, value);
    put(INSTANCE_METRICS.cpuUtilization.name, cpu);
    if (hasAvailable) put(INSTANCE_METRICS.availableMemory.name, availableBytes);
    put(INSTANCE_METRICS.freeableMemory.name, availableBytes * 0.97);
    put(INSTANCE_METRICS.swapUsage.name, swapBytes);
    put(INSTANCE_METRICS.freeStorageSpace.name, storageBytes);
  }

  private publishSource(): void {
    const dimensions = { DBInstanceIdentifier: this.given.sourceIdentifier };
    this.given.store.put({ namespace: 'AWS/RDS', name: 'OldestReplicationSlotLag', dimensions }, this.now, this.sourceLog.slotBytes);
    this.given.store.put({ namespace: 'AWS/RDS', name: 'TransactionLogsDiskUsage', dimensions }, this.now, this.sourceLog.walBytes + this.sourceLog.slotBytes);
  }

  /** What the monitor publishes: its own pure rules over what DMS would show. */
  private look(): void {
    const { instance, tasks } = observe(this.shown(), this.now);
    this.publish(instance, MONITOR_INSTANCE_METRICS);
    for (const { resourceId, figures } of tasks) this.publish(figures, { ...MONITOR_TASK_METRICS, ...MONITOR_TABLE_METRICS }, resourceId);
  }

  private publish(figures: object, metrics: Readonly<Record<string, { readonly name: string }>>, resourceId?: string): void {
    for (const [figure, value] of Object.entries(figures) as [string, number][]) this.put('cdk-dms-migrations', metrics[figure].name, value, resourceId);
  }

  private shown(): Look {
    const { created, vcpus, memoryGiB } = this.instance;
    return { instance: { created, vcpus, memoryGiB }, tasks: this.tasks.map((task) => shownTask(task)) };
  }

  private put(namespace: string, name: string, value: number, resourceId?: string): void {
    const { identifier } = this.instance;
    const dimensions = { ReplicationInstanceIdentifier: identifier, ...(resourceId !== undefined && { ReplicationTaskIdentifier: resourceId }) };
    this.given.store.put({ namespace, name, dimensions }, this.now, value);
  }
}

function shownTask(task: StoryTask): LookedTask {
  const { resourceId, migrationType, status, stopReason, started, stopped, tables, loadMinutes, validation } = task;
  const hasRun = started !== undefined;
  return {
    resourceId,
    migrationType,
    status,
    stopReason,
    started,
    stopped,
    load: {
      percent: !hasRun ? 0 : loadMinutes > 0 ? Math.round(100 * tables.loaded / (tables.loaded + tables.loading + tables.queued)) : 100,
      tablesQueued: tables.queued, tablesLoading: tables.loading, tablesLoaded: tables.loaded, tablesErrored: tables.errored,
    },
    ...(validation !== undefined && hasRun && { tables: [{
      name: 'sales.orders', state: 'Table completed', rows: 1, validationState: validation.withoutKey > 0 ? 'No primary key' : 'Validated',
      pendingRecords: validation.pending, failedRecords: validation.failed, suspendedRecords: validation.suspended,
    }] }),
  };
}

function newTask({ name, resourceId, migrationType }: Pick<StoryTask, 'name' | 'resourceId' | 'migrationType'>): StoryTask {
  return {
    name,
    resourceId,
    migrationType,
    status: 'ready',
    tables: { queued: 0, loading: 0, loaded: 0, errored: 0 },
    loadMinutes: 0,
    rowsPerSecond: 5000,
    lag: { source: REST, target: REST },
    pace: { source: CATCH_UP, target: CATCH_UP },
    backlog: { memory: 500, disk: 0, memoryGrowth: 0, diskGrowth: -100_000 },
  };
}
