import {
  DatabaseMigrationServiceClient, paginateDescribeConnections, paginateDescribeReplications, paginateDescribeReplicationTaskAssessmentRuns,
  paginateDescribeReplicationTaskIndividualAssessments, paginateDescribeReplicationTasks, StartReplicationCommand,
  StartReplicationTaskAssessmentRunCommand, StartReplicationTaskCommand, StopReplicationCommand, StopReplicationTaskCommand, TestConnectionCommand,
  type Connection, type Replication, type ReplicationTask, type ReplicationTaskAssessmentRun,
} from '@aws-sdk/client-database-migration-service';
import { isOver, type Assessment, type SeenAssessment, type SeenRun } from '../../control/lifecycle/assessment';
import { statusOfReplication, type SeenConnection, type SeenTask } from '../../control/lifecycle/task';
import type { Start } from '../../control/lifecycle/verdict';
import type { Outcome } from '../../control/outcome';
import { outcomeOf } from '../common/sdk-outcome';
import type { DmsApi, NamedRun } from './surroundings';

/** Largest pages [DMS API reference]. */
const PER_PAGE = 100;
/** How many values a filter takes is not documented; a few are safe. More than so many tasks are found among all. */
const TASKS_A_FILTER = 10;

/** {@link DmsApi} over the AWS SDK. Reads are tried again, also when DMS throttles; calls that change something are not. */
export class SdkDms implements DmsApi {
  private readonly reads = new DatabaseMigrationServiceClient({ maxAttempts: 8 });
  private readonly writes = new DatabaseMigrationServiceClient({ maxAttempts: 1 });

  public async tasks(identifiers: readonly string[]): Promise<SeenTask[]> {
    if (identifiers.length === 0) return [];
    const filter = { Filters: [{ Name: 'replication-task-id', Values: [...identifiers] }] };
    const pages = paginateDescribeReplicationTasks({ client: this.reads, pageSize: PER_PAGE }, {
      WithoutSettings: true, ...(identifiers.length <= TASKS_A_FILTER && filter),
    });
    const found = await gather(pages, ({ ReplicationTasks = [] }) => ReplicationTasks);
    return found.map(seenTask).filter(({ identifier }) => identifiers.includes(identifier));
  }

  public async connections(instanceArns: readonly string[]): Promise<SeenConnection[]> {
    const found: SeenConnection[] = [];
    for (const arn of instanceArns) {
      const Filters = [{ Name: 'replication-instance-arn', Values: [arn] }];
      const pages = paginateDescribeConnections({ client: this.reads, pageSize: PER_PAGE }, { Filters });
      found.push(...(await gather(pages, ({ Connections = [] }) => Connections)).map(seenConnection));
    }
    return found;
  }

  public async replications(identifiers: readonly string[]): Promise<SeenTask[]> {
    const found = await gather(paginateDescribeReplications({ client: this.reads, pageSize: PER_PAGE }, {}), ({ Replications = [] }) => Replications);
    return found.map(seenReplication).filter(({ identifier }) => identifiers.includes(identifier));
  }

  public async assessments(of: readonly NamedRun[]): Promise<SeenRun[]> {
    const seen: SeenRun[] = [];
    for (const { taskArn, name } of of) {
      const Filters = [{ Name: 'replication-task-arn', Values: [taskArn] }];
      const pages = paginateDescribeReplicationTaskAssessmentRuns({ client: this.reads, pageSize: PER_PAGE }, { Filters });
      const runs = await gather(pages, ({ ReplicationTaskAssessmentRuns = [] }) => ReplicationTaskAssessmentRuns);
      for (const run of runs.filter(({ AssessmentRunName }) => AssessmentRunName === name)) seen.push(await this.seenRun(taskArn, run));
    }
    return seen;
  }

  private async seenRun(taskArn: string, run: ReplicationTaskAssessmentRun): Promise<SeenRun> {
    const { ReplicationTaskAssessmentRunArn: runArn = '', Status: status = '', AssessmentRunName: name = '', LastFailureMessage: failure } = run;
    const known = { taskArn, name, status: status.toLowerCase(), failure };
    return { ...known, assessments: isOver(known.status) ? await this.individual(runArn) : [] };
  }

  private async individual(runArn: string): Promise<SeenAssessment[]> {
    const Filters = [{ Name: 'replication-task-assessment-run-arn', Values: [runArn] }];
    const pages = paginateDescribeReplicationTaskIndividualAssessments({ client: this.reads, pageSize: PER_PAGE }, { Filters });
    const found = await gather(pages, ({ ReplicationTaskIndividualAssessments = [] }) => ReplicationTaskIndividualAssessments);
    return found.map(({ IndividualAssessmentName: name = '', Status: status = '' }) => ({ name, status: status.toLowerCase() }));
  }

  public assess({ taskArn, name }: NamedRun, { bucket, folder, roleArn, keyArn, includeOnly, exclude }: Assessment): Promise<Outcome> {
    return outcomeOf(this.writes.send(new StartReplicationTaskAssessmentRunCommand({
      ReplicationTaskArn: taskArn,
      AssessmentRunName: name,
      ServiceAccessRoleArn: roleArn,
      ResultLocationBucket: bucket,
      ResultLocationFolder: folder,
      ...(keyArn === undefined ? { ResultEncryptionMode: 'SSE_S3' } : { ResultEncryptionMode: 'SSE_KMS', ResultKmsKeyArn: keyArn }),
      ...(includeOnly !== undefined && { IncludeOnly: [...includeOnly] }),
      ...(exclude !== undefined && { Exclude: [...exclude] }),
    })));
  }

  public stop(taskArn: string): Promise<Outcome> {
    if (isReplication(taskArn)) return outcomeOf(this.writes.send(new StopReplicationCommand({ ReplicationConfigArn: taskArn })));
    return outcomeOf(this.writes.send(new StopReplicationTaskCommand({ ReplicationTaskArn: taskArn })));
  }

  public start(taskArn: string, { type, cdcStartPosition }: Start): Promise<Outcome> {
    if (isReplication(taskArn)) {
      return outcomeOf(this.writes.send(new StartReplicationCommand({ ReplicationConfigArn: taskArn, StartReplicationType: type })));
    }
    return outcomeOf(this.writes.send(new StartReplicationTaskCommand({
      ReplicationTaskArn: taskArn, StartReplicationTaskType: type, CdcStartPosition: cdcStartPosition,
    })));
  }

  public test(instanceArn: string, endpointArn: string): Promise<Outcome> {
    return outcomeOf(this.writes.send(new TestConnectionCommand({ ReplicationInstanceArn: instanceArn, EndpointArn: endpointArn })));
  }
}

/** The rows of all pages; none, where DMS says that there is nothing. */
async function gather<P, T>(pages: AsyncIterable<P>, rowsOf: (page: P) => T[]): Promise<T[]> {
  const rows: T[] = [];
  try {
    for await (const page of pages) rows.push(...rowsOf(page));
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ResourceNotFoundFault') throw fault;
  }
  return rows;
}

function seenTask(task: ReplicationTask): SeenTask {
  return {
    arn: task.ReplicationTaskArn ?? '',
    identifier: task.ReplicationTaskIdentifier?.toLowerCase() ?? '',
    status: task.Status?.toLowerCase() ?? '',
    failure: task.LastFailureMessage,
    instanceArn: task.ReplicationInstanceArn ?? '',
    sourceEndpointArn: task.SourceEndpointArn ?? '',
    targetEndpointArn: task.TargetEndpointArn ?? '',
    freshStart: task.ReplicationTaskStats?.FreshStartDate?.getTime(),
    lastStart: task.ReplicationTaskStats?.StartDate?.getTime(),
  };
}

/** `arn:partition:dms:region:account:replication-config:ID` */
function isReplication(arn: string): boolean {
  return arn.split(':')[5] === 'replication-config';
}

/** Whether a replication has compute is told by words that are not documented; `deprovisioned` was seen [LocalStack's recording of 2025]. */
function seenReplication(replication: Replication): SeenTask {
  const { ProvisionState: provision } = replication.ProvisionData ?? {};
  return {
    arn: replication.ReplicationConfigArn ?? '',
    identifier: replication.ReplicationConfigIdentifier?.toLowerCase() ?? '',
    status: statusOfReplication(replication.Status ?? ''),
    failure: replication.FailureMessages?.join(' ') || undefined,
    sourceEndpointArn: replication.SourceEndpointArn ?? '',
    targetEndpointArn: replication.TargetEndpointArn ?? '',
    freshStart: replication.ReplicationStats?.FreshStartDate?.getTime(),
    lastStart: replication.ReplicationStats?.StartDate?.getTime(),
    lastStop: replication.ReplicationLastStopTime?.getTime(),
    isProvisioned: provision !== undefined && provision.toLowerCase() !== 'deprovisioned',
  };
}

function seenConnection({ ReplicationInstanceArn = '', EndpointArn = '', Status = '', LastFailureMessage }: Connection): SeenConnection {
  return { instanceArn: ReplicationInstanceArn, endpointArn: EndpointArn, status: Status.toLowerCase(), failure: LastFailureMessage };
}
