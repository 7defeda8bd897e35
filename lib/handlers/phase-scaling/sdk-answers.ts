import type { Connection, ReplicationInstance, ReplicationTask, TableStatistics } from '@aws-sdk/client-database-migration-service';
import { ERRORED_STATES } from '../../control/phase-scaling/task-stage';
import type { SeenConnection, SeenInstance, SeenTables, SeenTask } from '../../control/phase-scaling/world';
import { readStopReason } from '../../control/stop-reason';

/** Names of tables that could not be loaded that are worth telling. */
const MOST_NAMES = 5;

/** An instance as DMS describes it. */
export function seenInstance(instance: ReplicationInstance): SeenInstance {
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

/** A task as DMS describes it. */
export function seenTask(task: ReplicationTask): SeenTask {
  const stats = task.ReplicationTaskStats ?? {};
  return {
    arn: task.ReplicationTaskArn ?? '',
    identifier: task.ReplicationTaskIdentifier ?? '',
    migrationType: task.MigrationType ?? '',
    status: (task.Status ?? '').toLowerCase(),
    stopReason: readStopReason(task.StopReason),
    sourceEndpointArn: task.SourceEndpointArn ?? '',
    targetEndpointArn: task.TargetEndpointArn ?? '',
    progress: {
      percent: stats.FullLoadProgressPercent,
      tablesLoaded: stats.TablesLoaded ?? 0,
      tablesLoading: stats.TablesLoading ?? 0,
      tablesQueued: stats.TablesQueued ?? 0,
      tablesErrored: stats.TablesErrored ?? 0,
      freshStart: stats.FreshStartDate?.getTime(),
      started: stats.StartDate?.getTime(),
      stopped: stats.StopDate?.getTime(),
    },
  };
}

/** Whether a task stops itself when its load is over; one whose settings cannot be read does not, as far as is known. */
export function seenStopFlag({ ReplicationTaskSettings: settings = '{}' }: ReplicationTask): boolean {
  try {
    const { FullLoadSettings: load } = JSON.parse(settings) as { FullLoadSettings?: Readonly<Record<string, unknown>> };
    return load?.StopTaskCachedChangesApplied === true || load?.StopTaskCachedChangesNotApplied === true;
  } catch {
    return false;
  }
}

/** The tables of a task as DMS lists them. */
export function seenTables(rows: readonly TableStatistics[]): SeenTables {
  const states: Record<string, number> = {};
  const errored: string[] = [];
  let lastLoaded: number | undefined;
  for (const { SchemaName = '', TableName = '', TableState = 'unknown', FullLoadEndTime } of rows) {
    if (FullLoadEndTime !== undefined) lastLoaded = Math.max(lastLoaded ?? 0, FullLoadEndTime.getTime());
    states[TableState] = (states[TableState] ?? 0) + 1;
    if (ERRORED_STATES.includes(TableState) && errored.length < MOST_NAMES) errored.push(`${SchemaName}.${TableName}`);
  }
  return { states, errored, lastLoaded };
}

/** A connection as DMS describes it. */
export function seenConnection({ EndpointArn: endpointArn = '', Status = '', LastFailureMessage: failure }: Connection): SeenConnection {
  return { endpointArn, status: Status.toLowerCase(), ...(failure && { failure }) };
}
