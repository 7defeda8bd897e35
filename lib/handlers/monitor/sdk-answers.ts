import type { ReplicationInstance, ReplicationTask, TableStatistics } from '@aws-sdk/client-database-migration-service';
import type { LookedTable } from '../../control/monitor/look';
import { readStopReason } from '../../control/stop-reason';
import type { DescribedInstance, DescribedTask } from './surroundings';

/** An instance as DMS describes it. */
export function describedInstance(instance: ReplicationInstance): DescribedInstance {
  return {
    arn: instance.ReplicationInstanceArn ?? '',
    class: instance.ReplicationInstanceClass ?? '',
    status: (instance.ReplicationInstanceStatus ?? '').toLowerCase(),
    created: instance.InstanceCreateTime?.getTime(),
  };
}

/** A task as DMS describes it. */
export function describedTask(task: ReplicationTask): DescribedTask {
  const { ReplicationTaskArn: arn = '', ReplicationTaskStats: stats = {} } = task;
  return {
    arn,
    resourceId: arn.slice(arn.lastIndexOf(':') + 1),
    name: task.ReplicationTaskIdentifier ?? '',
    migrationType: task.MigrationType ?? '',
    status: (task.Status ?? '').toLowerCase(),
    stopReason: readStopReason(task.StopReason),
    started: stats.StartDate?.getTime(),
    stopped: stats.StopDate?.getTime(),
    load: {
      percent: stats.FullLoadProgressPercent,
      tablesQueued: stats.TablesQueued ?? 0,
      tablesLoading: stats.TablesLoading ?? 0,
      tablesLoaded: stats.TablesLoaded ?? 0,
      tablesErrored: stats.TablesErrored ?? 0,
    },
  };
}

/** Whether rows are compared; of a task whose settings cannot be read they are not, as far as is known. */
export function hasValidation({ ReplicationTaskSettings: settings = '{}' }: ReplicationTask): boolean {
  try {
    const { ValidationSettings: validation } = JSON.parse(settings) as { ValidationSettings?: { readonly EnableValidation?: unknown } };
    return validation?.EnableValidation === true;
  } catch {
    return false;
  }
}

/** A table as DMS lists it. */
export function lookedTable(row: TableStatistics): LookedTable {
  return {
    name: `${row.SchemaName ?? ''}.${row.TableName ?? ''}`,
    state: row.TableState ?? '',
    rows: row.FullLoadRows ?? 0,
    loadStarted: row.FullLoadStartTime?.getTime(),
    loadEnded: row.FullLoadEndTime?.getTime(),
    validationState: row.ValidationState,
    pendingRecords: row.ValidationPendingRecords,
    failedRecords: row.ValidationFailedRecords,
    suspendedRecords: row.ValidationSuspendedRecords,
  };
}
