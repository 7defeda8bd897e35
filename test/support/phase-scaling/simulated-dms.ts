import type { Connection, ReplicationTask, TableStatistics } from '@aws-sdk/client-database-migration-service';
import type { Outcome } from '../../../lib/control/outcome';
import { seenConnection, seenInstance, seenStopFlag, seenTables, seenTask } from '../../../lib/handlers/phase-scaling/sdk-answers';
import type { DmsApi } from '../../../lib/handlers/phase-scaling/surroundings';
import { DmsFault, type Dms } from '../../../lib/simulator';

/** How a call is let through to the service: when, whether at all, and whether its answer comes back. */
export type Gate = <T>(name: string, perform: () => T) => Promise<T>;

/** DMS as the handler sees it, without HTTP between: the simulator's answers, read by the handler's own code. */
export function simulatedDms(dms: Dms, gate: Gate, beforeChange: (operation: string, input: Readonly<Record<string, string>>) => void): DmsApi {
  const pages = <T>(operation: string, input: object, member: string, size: number): Promise<T[]> => gate(operation, () => {
    const found: T[] = [];
    for (let marker: string | undefined, more = true; more; more = marker !== undefined) {
      const page = list(dms, operation, { ...input, MaxRecords: size, ...(marker !== undefined && { Marker: marker }) });
      found.push(...(page[member] ?? []) as T[]);
      marker = page.Marker as string | undefined;
    }
    return found;
  });
  const change = async (operation: string, input: object): Promise<Outcome> => {
    try {
      await gate(operation, () => {
        beforeChange(operation, input as Readonly<Record<string, string>>);
        return dms.call(operation, input);
      });
      return { kind: 'done' };
    } catch (thrown) {
      if (isNamed(thrown, 'ThrottlingException')) return { kind: 'skipped' };
      if (isNamed(thrown, 'TimeoutError')) return { kind: 'unknown' };
      if (!(thrown instanceof DmsFault)) throw thrown;
      return thrown.statusCode >= 500 ? { kind: 'unknown' } : { kind: 'refused', fault: thrown.code, message: thrown.message };
    }
  };
  return {
    world: async (identifier) => {
      const filter = (name: string, value: string): object => ({ Filters: [{ Name: name, Values: [value] }] });
      const [instance] = await pages<object>('DescribeReplicationInstances', filter('replication-instance-id', identifier), 'ReplicationInstances', 100);
      if (instance === undefined) return { tasks: [] };
      const seen = seenInstance(instance);
      const tasks = await pages<Record<string, unknown>>('DescribeReplicationTasks', { ...filter('replication-instance-arn', seen.arn), WithoutSettings: true }, 'ReplicationTasks', 100);
      return { instance: seen, tasks: tasks.map((task) => seenTask(withDates(task))) };
    },
    tables: async (ReplicationTaskArn) => seenTables((await pages<WireTable>('DescribeTableStatistics', { ReplicationTaskArn }, 'TableStatistics', 500))
      .map(({ FullLoadEndTime: end, ...row }) => ({ ...row, FullLoadEndTime: end === undefined ? undefined : new Date(end * 1000) }))),
    stopFlags: async (arns) => {
      const Filters = [{ Name: 'replication-task-arn', Values: arns }];
      const tasks = await pages<ReplicationTask>('DescribeReplicationTasks', { Filters }, 'ReplicationTasks', 100);
      return Object.fromEntries(tasks.map((task): [string, boolean] => [task.ReplicationTaskArn ?? '', seenStopFlag(task)]));
    },
    connections: async (arn) => (await pages<Connection>('DescribeConnections', { Filters: [{ Name: 'replication-instance-arn', Values: [arn] }] }, 'Connections', 100)).map(seenConnection),
    stopTask: (ReplicationTaskArn) => change('StopReplicationTask', { ReplicationTaskArn }),
    resumeTask: (ReplicationTaskArn) => change('StartReplicationTask', { ReplicationTaskArn, StartReplicationTaskType: 'resume-processing' }),
    changeClass: (ReplicationInstanceArn, ReplicationInstanceClass) => change('ModifyReplicationInstance', { ReplicationInstanceArn, ReplicationInstanceClass, ApplyImmediately: true }),
    testConnection: (ReplicationInstanceArn, EndpointArn) => change('TestConnection', { ReplicationInstanceArn, EndpointArn }),
  };
}

/** A row as it is on the wire, with its dates as numbers. */
type WireTable = Omit<TableStatistics, 'FullLoadEndTime'> & { readonly FullLoadEndTime?: number };

function isNamed(thrown: unknown, name: string): boolean {
  return thrown instanceof Error && (thrown.name === name || (thrown instanceof DmsFault && thrown.code === name));
}

/** A list that has nothing in it is a fault of DMS's. */
function list(dms: Dms, operation: string, input: object): Record<string, unknown[] | string | undefined> {
  try {
    return dms.call(operation, input) as Record<string, unknown[] | string | undefined>;
  } catch (thrown) {
    if (thrown instanceof DmsFault && ['ResourceNotFoundFault', 'InvalidResourceStateFault'].includes(thrown.code)) return {};
    throw thrown;
  }
}

/** The SDK makes dates of the seconds on the wire. */
function withDates(task: Record<string, unknown>): ReplicationTask {
  const stats = { ...task.ReplicationTaskStats as Record<string, unknown> };
  for (const name in stats) if (name.endsWith('Date')) stats[name] = new Date((stats[name] as number) * 1000);
  return { ...task, ReplicationTaskStats: stats };
}
