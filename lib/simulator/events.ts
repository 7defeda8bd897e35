/** What DMS has to say about an instance or a task. */
export interface EventFacts {
  /** `DMS-EVENT-0079` [DMS User Guide, CHAP_Events] */
  readonly id: string;
  /** Recorded for tasks; for instances made after the same pattern [derived; no list is published]. */
  readonly type: string;
  readonly category: 'StateChange' | 'Creation' | 'Deletion' | 'ConfigurationChange' | 'Failure' | 'LowStorage' | 'Maintenance' | 'Failover';
  readonly message: string;
  /** @default - `DMS Replication Instance State Change` or `DMS Replication Task State Change` */
  readonly detailType?: string;
}

const CLASS = 'DMS Replication Instance Class State Change';
const STORAGE = 'DMS Replication Instance Storage State Change';
const MULTI_AZ = 'DMS Replication Instance Multi-AZ State Change';
const PATCH = 'DMS Replication Instance Patch State';
const FAILOVER = 'DMS Replication Instance Failover State';

/** Events of an instance; which detail-type they come under is told by its name [EventBridge events reference]. */
export const INSTANCE_EVENTS = {
  creating: { id: 'DMS-EVENT-0067', type: 'REPLICATION_INSTANCE_CREATING', category: 'Creation', message: 'A replication instance is being created.' },
  created: { id: 'DMS-EVENT-0005', type: 'REPLICATION_INSTANCE_CREATED', category: 'Creation', message: 'A replication instance has been created.' },
  classChanging: {
    id: 'DMS-EVENT-0012', type: 'REPLICATION_INSTANCE_CLASS_CHANGING', category: 'ConfigurationChange', detailType: CLASS,
    message: 'The replication instance class for this replication instance is being changed.',
  },
  classChanged: {
    id: 'DMS-EVENT-0014', type: 'REPLICATION_INSTANCE_CLASS_CHANGED', category: 'ConfigurationChange', detailType: CLASS,
    message: 'The replication instance class for this replication instance has changed.',
  },
  storageIncreasing: {
    id: 'DMS-EVENT-0018', type: 'REPLICATION_INSTANCE_STORAGE_INCREASING', category: 'ConfigurationChange', detailType: STORAGE,
    message: 'The storage for the replication instance is being increased.',
  },
  storageIncreased: {
    id: 'DMS-EVENT-0017', type: 'REPLICATION_INSTANCE_STORAGE_INCREASED', category: 'ConfigurationChange', detailType: STORAGE,
    message: 'The storage for the replication instance has been increased.',
  },
  toMultiAz: {
    id: 'DMS-EVENT-0024', type: 'REPLICATION_INSTANCE_TO_MULTI_AZ', category: 'ConfigurationChange', detailType: MULTI_AZ,
    message: 'The replication instance is transitioning to a Multi-AZ configuration.',
  },
  isMultiAz: {
    id: 'DMS-EVENT-0025', type: 'REPLICATION_INSTANCE_IS_MULTI_AZ', category: 'ConfigurationChange', detailType: MULTI_AZ,
    message: 'The replication instance has finished transitioning to a Multi-AZ configuration.',
  },
  toSingleAz: {
    id: 'DMS-EVENT-0030', type: 'REPLICATION_INSTANCE_TO_SINGLE_AZ', category: 'ConfigurationChange', detailType: MULTI_AZ,
    message: 'The replication instance is transitioning to a Single-AZ configuration.',
  },
  isSingleAz: {
    id: 'DMS-EVENT-0029', type: 'REPLICATION_INSTANCE_IS_SINGLE_AZ', category: 'ConfigurationChange', detailType: MULTI_AZ,
    message: 'The replication instance has finished transitioning to a Single-AZ configuration.',
  },
  maintenanceBegins: {
    id: 'DMS-EVENT-0026', type: 'REPLICATION_INSTANCE_OFFLINE_MAINTENANCE_STARTED', category: 'Maintenance', detailType: PATCH,
    message: 'Offline maintenance of the replication instance is taking place. The replication instance is currently unavailable.',
  },
  maintenanceEnds: {
    id: 'DMS-EVENT-0027', type: 'REPLICATION_INSTANCE_OFFLINE_MAINTENANCE_COMPLETED', category: 'Maintenance', detailType: PATCH,
    message: 'Offline maintenance of the replication instance is complete. The replication instance is now available.',
  },
  failoverStarted: {
    id: 'DMS-EVENT-0013', type: 'REPLICATION_INSTANCE_FAILOVER_STARTED', category: 'Failover', detailType: FAILOVER,
    message: 'Failover started for a Multi-AZ replication instance.',
  },
  failoverCompleted: {
    id: 'DMS-EVENT-0049', type: 'REPLICATION_INSTANCE_FAILOVER_COMPLETED', category: 'Failover', detailType: FAILOVER,
    message: 'Failover has been completed for a Multi-AZ replication instance.',
  },
  deleting: { id: 'DMS-EVENT-0066', type: 'REPLICATION_INSTANCE_DELETING', category: 'Deletion', message: 'The replication instance is being deleted.' },
  deleted: { id: 'DMS-EVENT-0003', type: 'REPLICATION_INSTANCE_DELETED', category: 'Deletion', message: 'The replication instance has been deleted.' },
  lowStorage: {
    id: 'DMS-EVENT-0007', type: 'REPLICATION_INSTANCE_LOW_STORAGE', category: 'LowStorage', detailType: STORAGE,
    message: 'The free storage for the replication instance is low.',
  },
} as const satisfies Record<string, EventFacts>;

/** Events of a task; messages of `created`, `started` and `stopped` as recorded in August 2023. */
export const TASK_EVENTS = {
  created: { id: 'DMS-EVENT-0074', type: 'REPLICATION_TASK_CREATED', category: 'Creation', message: 'The replication task has been created.' },
  started: { id: 'DMS-EVENT-0069', type: 'REPLICATION_TASK_STARTED', category: 'StateChange', message: 'Replication task started, with flag, fresh start' },
  resumed: { id: 'DMS-EVENT-0069', type: 'REPLICATION_TASK_STARTED', category: 'StateChange', message: 'Replication task started, with flag, resume' },
  stopped: { id: 'DMS-EVENT-0079', type: 'REPLICATION_TASK_STOPPED', category: 'StateChange', message: 'Replication task stopped' },
  failed: { id: 'DMS-EVENT-0078', type: 'REPLICATION_TASK_FAILED', category: 'Failure', message: 'Replication task has failed.' },
  reloadRequested: {
    id: 'DMS-EVENT-0081', type: 'REPLICATION_TASK_RELOAD_REQUESTED', category: 'StateChange', message: 'A reload of table details has been requested.',
  },
  modified: { id: 'DMS-EVENT-0080', type: 'REPLICATION_TASK_MODIFIED', category: 'ConfigurationChange', message: 'The replication task has been modified.' },
  deleted: { id: 'DMS-EVENT-0073', type: 'REPLICATION_TASK_DELETED', category: 'Deletion', message: 'The replication task has been deleted.' },
  readingPaused: {
    id: 'DMS-EVENT-0092', type: 'READING_PAUSED_DISK_LIMIT_REACHED', category: 'StateChange', message: 'Reading paused, disk usage limit reached.',
  },
} as const satisfies Record<string, EventFacts>;

/** What EventBridge delivers, member for member as recorded in August 2023. */
export interface DmsEvent {
  readonly 'version': '0';
  readonly 'id': string;
  readonly 'detail-type': string;
  readonly 'source': 'aws.dms';
  readonly 'account': string;
  /** Whole seconds, as `2023-08-22T02:58:34Z`. */
  readonly 'time': string;
  readonly 'region': string;
  readonly 'resources': readonly string[];
  readonly 'detail': {
    readonly eventId?: string;
    readonly eventType: string;
    readonly detailMessage: string;
    readonly type: 'REPLICATION_INSTANCE' | 'REPLICATION_TASK';
    readonly category: string;
  };
}

/** `state change` for `StateChange`: DescribeEvents and subscriptions have words, EventBridge has none. */
export function categoryWords(category: string): string {
  return category.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();
}
