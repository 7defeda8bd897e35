import {
  DatabaseMigrationServiceClient, DescribeReplicationInstancesCommand, DescribeReplicationTasksCommand, paginateDescribeReplicationTasks,
  paginateDescribeTableStatistics,
} from '@aws-sdk/client-database-migration-service';
import type { LookedTable } from '../../control/monitor/look';
import { describedInstance, describedTask, hasValidation, lookedTable } from './sdk-answers';
import type { DescribedInstance, DescribedTask, DmsApi } from './surroundings';

/** Largest pages [DMS API reference]. */
const TASKS_A_PAGE = 100;
const TABLES_A_PAGE = 500;
/** How many values a filter takes is not documented; a few are safe. */
const TASKS_A_FILTER = 10;

/** {@link DmsApi} over the AWS SDK, which tries again when DMS throttles: it takes a few calls a second from the whole account. */
export class SdkDms implements DmsApi {
  private readonly client = new DatabaseMigrationServiceClient({ maxAttempts: 8 });

  public async instance(identifier: string): Promise<DescribedInstance | undefined> {
    const Filters = [{ Name: 'replication-instance-id', Values: [identifier] }];
    const answer = await unless(['ResourceNotFoundFault'], this.client.send(new DescribeReplicationInstancesCommand({ Filters })));
    const [found] = answer?.ReplicationInstances ?? [];
    return found && describedInstance(found);
  }

  public async tasks(instanceArn: string): Promise<DescribedTask[]> {
    const Filters = [{ Name: 'replication-instance-arn', Values: [instanceArn] }];
    const pages = paginateDescribeReplicationTasks({ client: this.client, pageSize: TASKS_A_PAGE }, { Filters, WithoutSettings: true });
    const rows = await unless(['ResourceNotFoundFault'], gather(pages, ({ ReplicationTasks }) => ReplicationTasks)); // it has none
    return (rows ?? []).map(describedTask);
  }

  public async validated(taskArns: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (let at = 0; at < taskArns.length; at += TASKS_A_FILTER) {
      const Filters = [{ Name: 'replication-task-arn', Values: taskArns.slice(at, at + TASKS_A_FILTER) }];
      // Settings are long: this is the only call that asks for them.
      const call = this.client.send(new DescribeReplicationTasksCommand({ Filters, MaxRecords: TASKS_A_PAGE }));
      const tasks = (await unless(['ResourceNotFoundFault'], call))?.ReplicationTasks ?? []; // they have just been deleted
      found.push(...tasks.filter(hasValidation).map(({ ReplicationTaskArn: arn = '' }) => arn));
    }
    return found;
  }

  public async tables(taskArn: string): Promise<LookedTable[] | undefined> {
    const pages = paginateDescribeTableStatistics({ client: this.client, pageSize: TABLES_A_PAGE }, { ReplicationTaskArn: taskArn });
    try {
      // A task may have no tables yet, or no more.
      const rows = await unless(['ResourceNotFoundFault', 'InvalidResourceStateFault'], gather(pages, ({ TableStatistics }) => TableStatistics));
      return (rows ?? []).map(lookedTable);
    } catch (fault) {
      if (fault instanceof Error && fault.name.startsWith('AccessDenied')) return undefined;
      throw fault;
    }
  }
}

/** The rows of all pages. */
async function gather<P, T>(pages: AsyncIterable<P>, rowsOf: (page: P) => T[] | undefined): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) rows.push(...rowsOf(page) ?? []);
  return rows;
}

/** The answer, or nothing if it is one of the faults by which DMS says that there is none. */
async function unless<T>(faults: readonly string[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (fault) {
    if (fault instanceof Error && faults.includes(fault.name)) return undefined;
    throw fault;
  }
}
