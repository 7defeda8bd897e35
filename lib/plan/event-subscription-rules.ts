import { checkIdentifier } from './identifiers';
import { error, list, show, warning, type Problem } from './problem';
import { isKnown } from './unknown';

/** Longest name of a subscription: it must have fewer than 255 characters [DMS API reference, CreateEventSubscription]. */
const MAX_NAME = 254;

/** Categories of events by what they are about [AWS CLI, examples/dms/describe-event-categories]. */
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  'replication-instance': ['configuration change', 'creation', 'deletion', 'failover', 'failure', 'low storage', 'maintenance'],
  'replication-task': ['configuration change', 'creation', 'deletion', 'failure', 'state change'],
};

/** A subscription, as far as there are rules for it. */
export interface EventSubscriptionInput {
  readonly name?: unknown;
  readonly sourceType: string;
  /** Names; undefined ones are of tasks that have none in this app. Absent: all that there are. */
  readonly sourceIds?: readonly unknown[];
  /** Absent: all that there are. */
  readonly categories?: readonly unknown[];
  /** Where the topic stands in the app. */
  readonly topicPath: string;
  /** Whether DMS has been let in by the topic's own policy. */
  readonly letIn: boolean;
  /** The same for the key that encrypts it; absent if none is known. */
  readonly letInByKey?: boolean;
}

/** Checks a subscription to events. */
export function checkEventSubscription(input: EventSubscriptionInput): Problem[] {
  return [
    ...checkIdentifier('eventSubscriptionName', input.name, MAX_NAME),
    ...checkEmpty('source', 'all of them', input.sourceIds),
    ...checkEmpty('categories', 'events of every category', input.categories),
    ...checkNames(input),
    ...checkCategories(input),
    ...checkTopic(input),
  ];
}

function checkEmpty(where: string, all: string, values: readonly unknown[] | undefined): Problem[] {
  if (values?.length !== 0) return [];
  return [error({
    code: 'eventSubscriptionEmpty',
    where,
    what: 'has nothing in it',
    why: `To DMS an empty list means ${all}`,
    mend: where === 'source' ? 'Name one, or say allInstances() or allTasks()' : 'Name one, or leave categories out',
  })];
}

function checkNames({ sourceIds = [] }: EventSubscriptionInput): Problem[] {
  if (!sourceIds.some((id) => id === undefined || id === null)) return [];
  return [error({
    code: 'eventSubscriptionTaskName',
    where: 'source',
    what: 'has a task in it whose name this app does not know',
    why: 'A subscription goes by names, and that of a task is not part of its ARN',
    mend: 'Give its name by EventSubscriptionSource.tasksNamed()',
  })];
}

function checkCategories({ sourceType, categories = [] }: EventSubscriptionInput): Problem[] {
  const known = Object.values(CATEGORIES).flat();
  const own = CATEGORIES[sourceType] ?? known;
  const isForeign = (category: unknown): boolean => isKnown(category) && known.includes(String(category)) && !own.includes(String(category));
  return categories.filter(isForeign).map((category) => error({
    code: 'eventCategorySource',
    where: 'categories',
    what: `has ${show(category)} in it, and the source is of the type ${sourceType}`,
    why: `DMS refuses it: events of that type are in the categories ${list(own)}`,
    mend: 'Take it out, or make a subscription of its own for the other type',
  }));
}

function checkTopic({ topicPath, letIn, letInByKey = true }: EventSubscriptionInput): Problem[] {
  if (letIn && letInByKey) return [];
  return [warning({
    code: 'eventSubscriptionClosed',
    where: 'topic',
    what: `is ${topicPath}, whose policy${letIn ? ' is extended, but not that of its key' : ' this app cannot extend'}`,
    why: 'Unless DMS is let in there, the subscription has the status no-permission, or its messages are lost',
    mend: 'Let dms.amazonaws.com publish to it, and decrypt and generate data keys by its key; then acknowledge this warning',
  })];
}
