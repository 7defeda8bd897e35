import {
  DatabaseMigrationServiceClient, DescribeReplicationInstancesCommand, DescribeReplicationTasksCommand, ModifyReplicationInstanceCommand,
  paginateDescribeConnections, paginateDescribeReplicationTasks, paginateDescribeTableStatistics, StartReplicationTaskCommand,
  StopReplicationTaskCommand, TestConnectionCommand, type TableStatistics,
} from '@aws-sdk/client-database-migration-service';
import type { Outcome } from '../../control/outcome';
import type { SeenConnection, SeenInstance, SeenTables, SeenTask, World } from '../../control/phase-scaling/world';
import { outcomeOf } from '../common/sdk-outcome';
import { seenConnection, seenInstance, seenStopFlag, seenTables, seenTask } from './sdk-answers';
import type { DmsApi } from './surroundings';

/** Largest pages [DMS API reference]. */
const TASKS_A_PAGE = 100;
const TABLES_A_PAGE = 500;
/** How many values a filter takes is not documented; a few are safe. */
const TASKS_A_FILTER = 10;

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
    const rows: TableStatistics[] = [];
    try {
      for await (const page of paginateDescribeTableStatistics({ client: this.reads, pageSize: TABLES_A_PAGE }, { ReplicationTaskArn: taskArn })) {
        rows.push(...page.TableStatistics ?? []);
      }
    } catch (fault) {
      if (!isOneOf(fault, 'ResourceNotFoundFault', 'InvalidResourceStateFault')) throw fault; // a task that has no tables yet, or no more
    }
    return seenTables(rows);
  }

  public async stopFlags(taskArns: readonly string[]): Promise<Record<string, boolean>> {
    const flags: Record<string, boolean> = {};
    for (let at = 0; at < taskArns.length; at += TASKS_A_FILTER) {
      const Filters = [{ Name: 'replication-task-arn', Values: taskArns.slice(at, at + TASKS_A_FILTER) }];
      // Settings are long: this is the only call that asks for them.
      const { ReplicationTasks = [] } = await this.reads.send(new DescribeReplicationTasksCommand({ Filters, MaxRecords: TASKS_A_PAGE }));
      for (const task of ReplicationTasks) flags[task.ReplicationTaskArn ?? ''] = seenStopFlag(task);
    }
    return flags;
  }

  public async connections(instanceArn: string): Promise<SeenConnection[]> {
    const seen: SeenConnection[] = [];
    const Filters = [{ Name: 'replication-instance-arn', Values: [instanceArn] }];
    try {
      for await (const page of paginateDescribeConnections({ client: this.reads, pageSize: TASKS_A_PAGE }, { Filters })) {
        seen.push(...(page.Connections ?? []).map(seenConnection));
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
      const pages = paginateDescribeReplicationTasks({ client: this.reads, pageSize: TASKS_A_PAGE }, { Filters, WithoutSettings: true });
      for await (const page of pages) seen.push(...(page.ReplicationTasks ?? []).map(seenTask));
    } catch (fault) {
      if (!isOneOf(fault, 'ResourceNotFoundFault')) throw fault; // no task
    }
    return seen;
  }
}

function isOneOf(fault: unknown, ...names: string[]): boolean {
  return fault instanceof Error && names.includes(fault.name);
}
