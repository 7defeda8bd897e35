import {
  DatabaseMigrationServiceClient, DescribeConnectionsCommand, DescribeReplicationInstancesCommand, DescribeReplicationTasksCommand,
  DescribeTableStatisticsCommand, ModifyReplicationInstanceCommand, StartReplicationTaskCommand, StopReplicationTaskCommand, TestConnectionCommand,
  type ReplicationInstance, type ReplicationTask,
} from '@aws-sdk/client-database-migration-service';
import type { Outcome } from '../../control/phase-scaling/outcomes';
import type { SeenConnection, SeenInstance, SeenTables, SeenTask, World } from '../../control/phase-scaling/world';
import { outcomeOf } from './sdk-outcome';
import type { DmsApi } from './surroundings';

/** Largest pages [DMS API reference]. */
const TASKS_A_PAGE = 100;
const TABLES_A_PAGE = 500;
/** Names of tables that could not be loaded that are worth telling. */
const MOST_NAMES = 5;
const ERRORED_STATES = ['Table error', 'Table cancelled', 'Table does not exist'];

/**
 * {@link DmsApi} over the AWS SDK.
 *
 * Reads are tried again, also when DMS throttles, which it does at a few calls a second for the whole account. Calls that change something are
 * not: a stop whose answer was lost and that is sent again is refused, and would look like an operator's.
 */
export class SdkDms implements DmsApi {
  private readonly reads: DatabaseMigrationServiceClient;
  private readonly writes: DatabaseMigrationServiceClient;

  public constructor() {
    this.reads = new DatabaseMigrationServiceClient({ maxAttempts: 8 });
    this.writes = new DatabaseMigrationServiceClient({ maxAttempts: 1 });
  }

  public async world(instanceIdentifier: string): Promise<World> {
    const instance = await this.instance(instanceIdentifier);
    return instance === undefined ? { tasks: [] } : { instance, tasks: await this.tasks(instance.arn) };
  }

  public async tables(taskArn: string): Promise<SeenTables> {
    const states: Record<string, number> = {};
    const errored: string[] = [];
    try {
      for (let marker: string | undefined, more = true; more; more = marker !== undefined) {
        const page = await this.reads.send(new DescribeTableStatisticsCommand({
          ReplicationTaskArn: taskArn, MaxRecords: TABLES_A_PAGE, Marker: marker,
        }));
        for (const { SchemaName = '', TableName = '', TableState = 'unknown' } of page.TableStatistics ?? []) {
          states[TableState] = (states[TableState] ?? 0) + 1;
          if (ERRORED_STATES.includes(TableState) && errored.length < MOST_NAMES) errored.push(`${SchemaName}.${TableName}`);
        }
        marker = nextMarker(page);
      }
    } catch (fault) {
      if (!isOneOf(fault, 'ResourceNotFoundFault', 'InvalidResourceStateFault')) throw fault; // a task that has no tables yet, or no more
    }
    return { states, errored };
  }

  public async connections(instanceArn: string): Promise<SeenConnection[]> {
    const seen: SeenConnection[] = [];
    const Filters = [{ Name: 'replication-instance-arn', Values: [instanceArn] }];
    try {
      for (let marker: string | undefined, more = true; more; more = marker !== undefined) {
        const page = await this.reads.send(new DescribeConnectionsCommand({ Filters, MaxRecords: TASKS_A_PAGE, Marker: marker }));
        for (const { EndpointArn: endpointArn = '', Status = '', LastFailureMessage: failure } of page.Connections ?? []) {
          seen.push({ endpointArn, status: Status.toLowerCase(), ...(failure && { failure }) });
        }
        marker = nextMarker(page);
      }
    } catch (fault) {
      if (!isOneOf(fault, 'ResourceNotFoundFault')) throw fault; // none was ever tested
    }
    return seen;
  }

  public async stopTask(taskArn: string): Promise<Outcome> {
    return outcomeOf(this.writes.send(new StopReplicationTaskCommand({ ReplicationTaskArn: taskArn })));
  }

  public async resumeTask(taskArn: string): Promise<Outcome> {
    // Never reload-target, which loads everything again.
    return outcomeOf(this.writes.send(new StartReplicationTaskCommand({ ReplicationTaskArn: taskArn, StartReplicationTaskType: 'resume-processing' })));
  }

  public async changeClass(instanceArn: string, instanceClass: string): Promise<Outcome> {
    return outcomeOf(this.writes.send(new ModifyReplicationInstanceCommand({
      ReplicationInstanceArn: instanceArn, ReplicationInstanceClass: instanceClass, ApplyImmediately: true,
    })));
  }

  public async testConnection(instanceArn: string, endpointArn: string): Promise<Outcome> {
    return outcomeOf(this.writes.send(new TestConnectionCommand({ ReplicationInstanceArn: instanceArn, EndpointArn: endpointArn })));
  }

  private async instance(identifier: string): Promise<SeenInstance | undefined> {
    try {
      const { ReplicationInstances: [found] = [] } = await this.reads.send(new DescribeReplicationInstancesCommand({
        Filters: [{ Name: 'replication-instance-id', Values: [identifier] }],
      }));
      return found && seenInstance(found);
    } catch (fault) {
      if (isOneOf(fault, 'ResourceNotFoundFault')) return undefined;
      throw fault;
    }
  }

  private async tasks(instanceArn: string): Promise<SeenTask[]> {
    const seen: SeenTask[] = [];
    const Filters = [{ Name: 'replication-instance-arn', Values: [instanceArn] }];
    try {
      for (let marker: string | undefined, more = true; more; more = marker !== undefined) {
        const page = await this.reads.send(new DescribeReplicationTasksCommand({
          Filters, WithoutSettings: true, MaxRecords: TASKS_A_PAGE, Marker: marker,
        }));
        seen.push(...(page.ReplicationTasks ?? []).map(seenTask));
        marker = nextMarker(page);
      }
    } catch (fault) {
      if (!isOneOf(fault, 'ResourceNotFoundFault')) throw fault; // no task
    }
    return seen;
  }
}

function seenInstance(instance: ReplicationInstance): SeenInstance {
  const { ReplicationInstanceClass: pendingClass, ...others } = instance.PendingModifiedValues ?? {};
  const otherPending = Object.entries(others).filter(([, value]) => value !== undefined && value !== null).map(([name]) => name).sort();
  return {
    arn: instance.ReplicationInstanceArn ?? '',
    class: instance.ReplicationInstanceClass ?? '',
    status: (instance.ReplicationInstanceStatus ?? '').toLowerCase(),
    ...(pendingClass && { pendingClass }),
    otherPending,
  };
}

function seenTask(task: ReplicationTask): SeenTask {
  const stats = task.ReplicationTaskStats ?? {};
  // On failure it is free text in which the words stand somewhere (recorded in 2023).
  const stopReason = /Stop Reason ([A-Z_]+)/.exec(task.StopReason ?? '')?.[1];
  return {
    arn: task.ReplicationTaskArn ?? '',
    identifier: task.ReplicationTaskIdentifier ?? '',
    migrationType: task.MigrationType ?? '',
    status: (task.Status ?? '').toLowerCase(),
    ...(stopReason !== undefined && { stopReason }),
    sourceEndpointArn: task.SourceEndpointArn ?? '',
    targetEndpointArn: task.TargetEndpointArn ?? '',
    progress: {
      ...(stats.FullLoadProgressPercent !== undefined && { percent: stats.FullLoadProgressPercent }),
      tablesLoaded: stats.TablesLoaded ?? 0,
      tablesLoading: stats.TablesLoading ?? 0,
      tablesQueued: stats.TablesQueued ?? 0,
      tablesErrored: stats.TablesErrored ?? 0,
      ...time('freshStart', stats.FreshStartDate),
      ...time('started', stats.StartDate),
      ...time('stopped', stats.StopDate),
    },
  };
}

function time<K extends string>(name: K, date: Date | undefined): { [P in K]?: number } {
  return date === undefined ? {} : { [name]: date.getTime() } as { [P in K]?: number };
}

/** DMS may give an empty marker at the end. */
function nextMarker({ Marker }: { readonly Marker?: string }): string | undefined {
  return Marker === undefined || Marker === '' ? undefined : Marker;
}

function isOneOf(fault: unknown, ...names: string[]): boolean {
  return fault instanceof Error && names.includes(fault.name);
}
