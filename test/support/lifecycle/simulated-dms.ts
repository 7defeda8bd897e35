import type { SeenRun } from '../../../lib/control/lifecycle/assessment';
import { statusOfReplication, type SeenTask } from '../../../lib/control/lifecycle/task';
import type { Outcome } from '../../../lib/control/outcome';
import type { DmsApi } from '../../../lib/handlers/lifecycle/surroundings';
import { DmsFault, type Dms } from '../../../lib/simulator';

/** How a call is let through to the outside. */
type Outside = <T>(perform: () => T) => Promise<T>;

interface Stats {
  readonly FreshStartDate?: number;
  readonly StartDate?: number;
}

function statsOf({ ReplicationTaskStats: stats }: object & { readonly ReplicationTaskStats?: unknown }): Stats {
  return stats ?? {};
}

function isReplication(arn: string): boolean {
  return arn.includes(':replication-config:');
}

/** Seconds on the wire. */
function milliseconds(seconds: unknown): number | undefined {
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function seenReplication(record: Readonly<Record<string, unknown>>): SeenTask {
  const { FailureMessages: failures = [], ReplicationStats: stats = {}, ProvisionData: provision = {}, ...of } = record as {
    FailureMessages?: string[]; ReplicationStats?: Stats; ProvisionData?: { ProvisionState?: string };
  } & Readonly<Record<string, unknown>>;
  return {
    arn: String(of.ReplicationConfigArn), identifier: String(of.ReplicationConfigIdentifier), status: statusOfReplication(String(of.Status)),
    failure: failures[0], sourceEndpointArn: String(of.SourceEndpointArn), targetEndpointArn: String(of.TargetEndpointArn),
    freshStart: milliseconds(stats.FreshStartDate), lastStart: milliseconds(stats.StartDate), lastStop: milliseconds(of.ReplicationLastStopTime),
    isProvisioned: provision.ProvisionState === 'provisioned',
  };
}

/** As the handler has the SDK do it. */
const READ_ATTEMPTS = 8;

/** DMS as the handler sees it, without HTTP between. */
export function simulatedDms(dms: Dms, outside: Outside): DmsApi {
  const list = (operation: string, input: object, member: string, attempts = READ_ATTEMPTS): Record<string, string>[] => {
    try {
      return (dms.call(operation, input) as Record<string, Record<string, string>[]>)[member];
    } catch (thrown) {
      if (thrown instanceof DmsFault && thrown.code === 'ResourceNotFoundFault') return [];
      const isTransient = thrown instanceof DmsFault && (thrown.statusCode >= 500 || thrown.code === 'ThrottlingException');
      if (!isTransient || attempts === 1) throw thrown;
      return list(operation, input, member, attempts - 1);
    }
  };
  const change = (operation: string, input: object): Promise<Outcome> => outside((): Outcome => {
    try {
      dms.call(operation, input);
      return { kind: 'done' };
    } catch (thrown) {
      if (!(thrown instanceof DmsFault)) throw thrown;
      if (thrown.code === 'ThrottlingException') return { kind: 'skipped' };
      return thrown.statusCode >= 500 ? { kind: 'unknown' } : { kind: 'refused', fault: thrown.code, message: thrown.message };
    }
  });
  return {
    tasks: (identifiers) => outside(() => list('DescribeReplicationTasks', { WithoutSettings: true }, 'ReplicationTasks').map((task): SeenTask => ({
      arn: task.ReplicationTaskArn, identifier: task.ReplicationTaskIdentifier, status: task.Status, failure: task.LastFailureMessage,
      instanceArn: task.ReplicationInstanceArn, sourceEndpointArn: task.SourceEndpointArn, targetEndpointArn: task.TargetEndpointArn,
      freshStart: statsOf(task).FreshStartDate,
      lastStart: statsOf(task).StartDate,
    })).filter(({ identifier }) => identifiers.includes(identifier))),
    connections: () => outside(() => list('DescribeConnections', {}, 'Connections').map((connection) => ({
      instanceArn: connection.ReplicationInstanceArn,
      endpointArn: connection.EndpointArn,
      status: connection.Status,
      failure: connection.LastFailureMessage,
    }))),
    replications: (identifiers) => outside(() => list('DescribeReplications', {}, 'Replications').map(seenReplication).filter(({ identifier }) => identifiers.includes(identifier))),
    assessments: (of) => outside(() => of.flatMap(({ taskArn, name }) => {
      const listed = (operation: string, filter: string, value: string, member: string): Record<string, string>[] =>
        list(operation, { Filters: [{ Name: filter, Values: [value] }] }, member);
      return listed('DescribeReplicationTaskAssessmentRuns', 'replication-task-arn', taskArn, 'ReplicationTaskAssessmentRuns')
        .filter(({ AssessmentRunName }) => AssessmentRunName === name)
        .map(({ ReplicationTaskAssessmentRunArn: arn, Status: status, LastFailureMessage: failure }): SeenRun => ({
          taskArn, name, status, failure,
          assessments: listed('DescribeReplicationTaskIndividualAssessments', 'replication-task-assessment-run-arn', arn, 'ReplicationTaskIndividualAssessments')
            .map(({ IndividualAssessmentName, Status }) => ({ name: IndividualAssessmentName, status: Status })),
        }));
    })),
    assess: ({ taskArn, name }, { bucket, folder, roleArn, includeOnly, exclude }) => change('StartReplicationTaskAssessmentRun', {
      ReplicationTaskArn: taskArn, AssessmentRunName: name, ServiceAccessRoleArn: roleArn, ResultLocationBucket: bucket, ResultLocationFolder: folder,
      IncludeOnly: includeOnly, Exclude: exclude,
    }),
    stop: (arn) => (isReplication(arn) ? change('StopReplication', { ReplicationConfigArn: arn }) : change('StopReplicationTask', { ReplicationTaskArn: arn })),
    start: (arn, { type, cdcStartPosition: CdcStartPosition }) => (isReplication(arn)
      ? change('StartReplication', { ReplicationConfigArn: arn, StartReplicationType: type })
      : change('StartReplicationTask', { ReplicationTaskArn: arn, StartReplicationTaskType: type, CdcStartPosition })),
    test: (ReplicationInstanceArn, EndpointArn) => change('TestConnection', { ReplicationInstanceArn, EndpointArn }),
  };
}
