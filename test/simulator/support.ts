import { Dms, DmsFault, type BehaviourOptions, type DmsEvent, type DmsOptions, type TaskWorkload } from '../../lib/simulator';
import { DEFAULT_BEHAVIOUR } from '../../lib/simulator/behaviour';

/** Every duration is ten seconds, so that a test can say when something happens. */
export const TEN_SECONDS = Object.fromEntries(Object.keys(DEFAULT_BEHAVIOUR.durations).map((name) => [name, [10, 10]])) as NonNullable<BehaviourOptions['durations']>;

export const MAPPINGS = JSON.stringify({
  rules: [{ 'rule-type': 'selection', 'rule-id': '1', 'rule-name': '1', 'object-locator': { 'schema-name': '%', 'table-name': '%' }, 'rule-action': 'include' }],
});

export interface WireInstance {
  readonly ReplicationInstanceArn: string;
  readonly ReplicationInstanceStatus: string;
  readonly ReplicationInstanceClass: string;
  readonly PendingModifiedValues: object;
  readonly SecondaryAvailabilityZone?: string;
}

export interface WireTask {
  readonly ReplicationTaskArn: string;
  readonly Status: string;
  readonly StopReason?: string;
  readonly TargetReplicationInstanceArn?: string;
  readonly ReplicationTaskStats: {
    readonly TablesLoaded: number;
    readonly FreshStartDate: number;
    readonly FullLoadStartDate?: number;
    readonly FullLoadFinishDate?: number;
  };
}

/** What tests look at in answers; each has some of it. */
export interface Answer {
  readonly ReplicationInstance: WireInstance;
  readonly ReplicationInstances: readonly WireInstance[];
  readonly ReplicationTask: WireTask;
  readonly ReplicationTasks: readonly WireTask[];
  readonly TableStatistics: readonly { readonly TableName: string; readonly TableState: string }[];
  readonly Connections: readonly { readonly Status: string; readonly EndpointArn: string }[];
  readonly Endpoint: { readonly EndpointArn: string };
  readonly Events: readonly object[];
}

export interface TaskGiven {
  readonly identifier?: string;
  readonly type?: 'full-load' | 'cdc' | 'full-load-and-cdc';
  readonly workload?: TaskWorkload;
  readonly settings?: object;
}

/** A world with an instance and two tested endpoints, and short words for what tests do in it. */
export class TestWorld {
  public readonly events: DmsEvent[] = [];
  public readonly instance: string;
  public readonly source: string;
  public readonly target: string;

  public readonly dms: Dms;

  constructor({ behaviour = {}, ...options }: DmsOptions = {}, instanceClass = 'dms.r6i.4xlarge') {
    this.dms = new Dms({ behaviour: { ...behaviour, durations: { ...TEN_SECONDS, ...behaviour.durations } }, ...options });
    this.dms.onEvent((event) => this.events.push(event));
    this.instance = this.call('CreateReplicationInstance', {
      ReplicationInstanceIdentifier: 'Migration', ReplicationInstanceClass: instanceClass, PubliclyAccessible: false,
    }).ReplicationInstance.ReplicationInstanceArn;
    this.source = this.endpoint('orders', 'source');
    this.target = this.endpoint('warehouse', 'target');
    this.pass(10);
    this.test();
  }

  public call(operation: string, input: object = {}): Answer {
    return this.dms.call(operation, input) as Answer;
  }

  /** The code of the fault that a call ends in, or `ok`. */
  public outcome(operation: string, input: object = {}): string {
    try {
      this.call(operation, input);
      return 'ok';
    } catch (fault) {
      if (fault instanceof DmsFault) return fault.code;
      throw fault;
    }
  }

  public pass(seconds: number): void {
    this.dms.advanceTo(this.dms.now + seconds * 1000);
  }

  /** Until nothing more happens by itself. */
  public settle(): void {
    for (let due = this.dms.nextDue(); due !== undefined; due = this.dms.nextDue()) this.dms.advanceTo(due);
  }

  public endpoint(identifier: string, type: 'source' | 'target'): string {
    return this.call('CreateEndpoint', { EndpointIdentifier: identifier, EndpointType: type, EngineName: 'postgres' }).Endpoint.EndpointArn;
  }

  /** Both connections of the instance are tested. */
  public test(instance = this.instance): void {
    for (const EndpointArn of [this.source, this.target]) this.call('TestConnection', { ReplicationInstanceArn: instance, EndpointArn });
    this.pass(10);
  }

  /** A task that is ready. */
  public task({ identifier = 'orders', type = 'full-load-and-cdc', workload, settings }: TaskGiven = {}): string {
    if (workload !== undefined) this.dms.setWorkload(identifier, workload);
    const { ReplicationTask } = this.call('CreateReplicationTask', {
      ReplicationTaskIdentifier: identifier,
      SourceEndpointArn: this.source,
      TargetEndpointArn: this.target,
      ReplicationInstanceArn: this.instance,
      MigrationType: type,
      TableMappings: MAPPINGS,
      ...settings !== undefined && { ReplicationTaskSettings: JSON.stringify(settings) },
    });
    this.pass(10);
    return ReplicationTask.ReplicationTaskArn;
  }

  /** A task that has just begun to run. */
  public runningTask(given: TaskGiven = {}): string {
    const task = this.task(given);
    this.start(task, 'start-replication');
    return task;
  }

  public start(task: string, type: 'start-replication' | 'resume-processing' | 'reload-target' = 'resume-processing'): void {
    this.call('StartReplicationTask', { ReplicationTaskArn: task, StartReplicationTaskType: type });
    this.pass(10);
  }

  public stop(task: string): void {
    this.call('StopReplicationTask', { ReplicationTaskArn: task });
    this.pass(10);
  }

  public seeTask(task: string): WireTask {
    return this.call('DescribeReplicationTasks', { Filters: [{ Name: 'replication-task-arn', Values: [task] }] }).ReplicationTasks[0];
  }

  public seeInstance(instance = this.instance): WireInstance {
    return this.call('DescribeReplicationInstances', { Filters: [{ Name: 'replication-instance-arn', Values: [instance] }] }).ReplicationInstances[0];
  }

  /** `name: state` of each table. */
  public tables(task: string): string[] {
    return this.call('DescribeTableStatistics', { ReplicationTaskArn: task }).TableStatistics.map((table) => `${table.TableName}: ${table.TableState}`);
  }

  public changeClass(instanceClass: string): void {
    this.call('ModifyReplicationInstance', { ReplicationInstanceArn: this.instance, ReplicationInstanceClass: instanceClass, ApplyImmediately: true });
  }

  /** Until the change of class that was asked for is over. */
  public passClassChange(): void {
    this.pass(20);
  }

  /** Ids of events since the last time they were asked for. */
  public newEvents(): string[] {
    return this.events.splice(0).map(({ detail }) => detail.eventId?.replace('DMS-EVENT-', '') ?? detail.eventType);
  }
}

/** Tables that take these seconds each. */
export function tablesOf(...seconds: readonly number[]): NonNullable<TaskWorkload['tables']> {
  return seconds.map((each, index) => ({ schema: 'app', name: `t${index + 1}`, seconds: each }));
}

export const STOP_AT_BOUNDARY = { FullLoadSettings: { StopTaskCachedChangesApplied: true } };

/** For toThrow(): a fault of that code. */
export function faultOf(code: string): Error {
  return expect.objectContaining({ code }) as Error;
}
