/** How much an event matters. From the worst to the least. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type EventSeverityName = (typeof SEVERITIES)[number];

/** What an event is about. */
export type EventSource = 'instance' | 'task';

/** An event of DMS. */
export interface DmsEvent {
  /** `DMS-EVENT-0078`: what EventBridge has as `detail.eventId` */
  readonly id: string;
  readonly source: EventSource;
  /** `detail.eventType`, as far as it was seen in events that DMS sent. No list of them is published. */
  readonly eventType?: string;
  /** What it comes under in EventBridge [EventBridge events reference]; of instances derived from the names, since no page says which is which. */
  readonly detailType: string;
  /** Choice of this library. */
  readonly severity: EventSeverityName;
  /** A sentence without its full stop. */
  readonly meaning: string;
}

const STATE = 'DMS Replication Instance State Change';
const CLASS = 'DMS Replication Instance Class State Change';
const STORAGE = 'DMS Replication Instance Storage State Change';
const MULTI_AZ = 'DMS Replication Instance Multi-AZ State Change';
const PATCH = 'DMS Replication Instance Patch State';
const FAILOVER = 'DMS Replication Instance Failover State';
const TASK = 'DMS Replication Task State Change';

const DETAIL_TYPES: Readonly<Record<EventSource, readonly string[]>> = { instance: [STATE, CLASS, STORAGE, MULTI_AZ, PATCH, FAILOVER], task: [TASK] };

/** Events of replication instances and tasks [DMS User Guide, CHAP_Events]. */
export const DMS_EVENTS: readonly DmsEvent[] = [
  ofInstance('0031', 'critical', STATE, 'The storage of the instance has failed'),
  ofInstance('0036', 'critical', STATE, 'The instance has failed, since its network is not compatible'),
  ofInstance('0037', 'critical', STATE, 'The key that encrypts the storage cannot be used'),
  ofInstance('0007', 'critical', STORAGE, 'More than nine tenths of the storage are in use'),
  ofInstance('0034', 'critical', FAILOVER, 'A failover was asked for too often, and does not take place'),
  ofInstance('0013', 'warning', FAILOVER, 'A failover has begun'),
  ofInstance('0026', 'warning', PATCH, 'Offline maintenance has begun: the instance is not available'),
  ofInstance('0068', 'warning', PATCH, 'The instance is in a state in which it cannot be upgraded'),
  ofInstance('0049', 'info', FAILOVER, 'The failover is over'),
  ofInstance('0015', 'info', FAILOVER, 'The failover to the standby is over'),
  ofInstance('0050', 'info', FAILOVER, 'The activation of Multi-AZ has begun'),
  ofInstance('0051', 'info', FAILOVER, 'The activation of Multi-AZ is over'),
  ofInstance('0027', 'info', PATCH, 'Offline maintenance is over: the instance is available'),
  ofInstance('0047', 'info', PATCH, 'The management software has been updated'),
  ofInstance('0012', 'info', CLASS, 'The class is being changed'),
  ofInstance('0014', 'info', CLASS, 'The class has changed'),
  ofInstance('0018', 'info', STORAGE, 'The storage is being increased'),
  ofInstance('0017', 'info', STORAGE, 'The storage has been increased'),
  ofInstance('0024', 'info', MULTI_AZ, 'The instance is being changed to Multi-AZ'),
  ofInstance('0025', 'info', MULTI_AZ, 'The instance has changed to Multi-AZ'),
  ofInstance('0030', 'info', MULTI_AZ, 'The instance is being changed to Single-AZ'),
  ofInstance('0029', 'info', MULTI_AZ, 'The instance has changed to Single-AZ'),
  ofInstance('0067', 'info', STATE, 'The instance is being created'),
  ofInstance('0005', 'info', STATE, 'The instance has been created'),
  ofInstance('0066', 'info', STATE, 'The instance is being deleted'),
  ofInstance('0003', 'info', STATE, 'The instance has been deleted'),

  ofTask('0078', 'critical', 'The task has failed', 'REPLICATION_TASK_FAILED'),
  ofTask('0091', 'critical', 'Reading is paused: there are too many swap files', 'READING_PAUSED_SWAP_FILES_LIMIT_REACHED'),
  ofTask('0092', 'critical', 'Reading is paused: too much of the disk is in use'),
  ofTask('0081', 'warning', 'A reload of tables was asked for'),
  ofTask('0082', 'warning', 'The data of a deleted task could not be cleaned up'),
  ofTask('0069', 'info', 'The task has started', 'REPLICATION_TASK_STARTED'),
  ofTask('0079', 'info', 'The task has stopped', 'REPLICATION_TASK_STOPPED'),
  ofTask('0093', 'info', 'Reading goes on'),
  ofTask('0080', 'info', 'The task has been modified'),
  ofTask('0074', 'info', 'The task has been created', 'REPLICATION_TASK_CREATED'),
  ofTask('0073', 'info', 'The task has been deleted', 'REPLICATION_TASK_DELETED'),
];

function ofInstance(number: string, severity: EventSeverityName, detailType: string, meaning: string): DmsEvent {
  return { id: idOf(number), source: 'instance', detailType, severity, meaning };
}

function ofTask(number: string, severity: EventSeverityName, meaning: string, eventType?: string): DmsEvent {
  return { id: idOf(number), source: 'task', detailType: TASK, severity, meaning, ...(eventType !== undefined && { eventType }) };
}

function idOf(number: string): string {
  return `DMS-EVENT-${number}`;
}

/** Severities that somebody wants events to have, by their ids, in the place of those of this library. */
export type SeverityChanges = Readonly<Record<string, unknown>>;

/** The events about something that have a severity. */
export function eventsOf(source: EventSource, severity: string, changes: SeverityChanges = {}): DmsEvent[] {
  return DMS_EVENTS.filter((event) => event.source === source && (changes[event.id] ?? event.severity) === severity);
}

/** ARNs of tasks in the pattern of one rule: a pattern has at most 2,048 characters, an ARN up to 95 [EventBridge quotas]. */
export const TASKS_PER_EVENT_RULE = 15;

/**
 * The pattern of the events about some resources that have a severity; undefined if there are none.
 *
 * An event is known by its id, or by its type: the model of the documentation has no id [DMS User Guide, CHAP_EventBridge], and of many events
 * the type was never seen. Messages are not looked at, as they are spelled in more than one way. All detail-types are let through, since only
 * their names say which event comes under which.
 */
export function eventPattern(source: EventSource, severity: string, arns: readonly string[], changes: SeverityChanges = {}): object | undefined {
  const events = eventsOf(source, severity, changes);
  if (events.length === 0) return undefined;
  const eventType = events.flatMap((event) => event.eventType ?? []);
  const ids = { eventId: events.map(({ id }) => id) };
  return {
    'source': ['aws.dms'],
    'detail-type': DETAIL_TYPES[source],
    'resources': arns,
    // `$or` takes two alternatives or more [EventBridge User Guide, Content filtering; aws/event-ruler, README].
    'detail': eventType.length === 0 ? ids : { $or: [ids, { eventType }] },
  };
}
