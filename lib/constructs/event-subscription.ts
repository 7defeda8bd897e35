import { ArnFormat, Resource, Stack, type IResource } from 'aws-cdk-lib';
import * as dms from 'aws-cdk-lib/aws-dms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import { checkEventSubscription, type EventSubscriptionInput } from '../plan/event-subscription-rules';
import { checkIdentifier, MAX_TASK_IDENTIFIER } from '../plan/identifiers';
import type { Problem } from '../plan/problem';
import { generatedIdentifier } from '../private/generated-identifier';
import { allowDmsEvents } from '../private/key-policies';
import { nameTag } from '../private/name-tag';
import { readList, readPropsOf } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { allowPublishing } from '../private/topic-policies';
import type { MigrationTask } from './migration-task';
import type { IReplicationInstance } from './replication-instance';

/** A category of events. Not every type of source has every category. */
export class EventSubscriptionCategory {
  /** Class, storage or Multi-AZ of an instance, or a task, is changed. */
  public static readonly CONFIGURATION_CHANGE = EventSubscriptionCategory.of('configuration change');
  /** An instance or a task is created. */
  public static readonly CREATION = EventSubscriptionCategory.of('creation');
  /** An instance or a task is deleted. */
  public static readonly DELETION = EventSubscriptionCategory.of('deletion');
  /** An instance fails over. */
  public static readonly FAILOVER = EventSubscriptionCategory.of('failover');
  /** An instance or a task has failed. */
  public static readonly FAILURE = EventSubscriptionCategory.of('failure');
  /** The storage of an instance is short. */
  public static readonly LOW_STORAGE = EventSubscriptionCategory.of('low storage');
  /** An instance is maintained. */
  public static readonly MAINTENANCE = EventSubscriptionCategory.of('maintenance');
  /** A task starts, stops, loads again, or stops reading. */
  public static readonly STATE_CHANGE = EventSubscriptionCategory.of('state change');

  /** A category that this library does not list, as `aws dms describe-event-categories` prints it. */
  public static of(category: string): EventSubscriptionCategory {
    return new EventSubscriptionCategory(category);
  }

  private constructor(/** The name that DMS gives it. */ public readonly category: string) {}
}

/**
 * What a subscription is about.
 *
 * @internal
 */
export interface _EventSubscriptionSourceConfig {
  readonly sourceType: string;
  /** Names; absent: all. */
  readonly sourceIds?: string[];
  /** What has to be there before it can be subscribed to. */
  readonly needs: IConstruct[];
  readonly problems: Problem[];
}

/** What a subscription is about. */
export abstract class EventSubscriptionSource {
  /** Some replication instances. */
  public static instances(...instances: IReplicationInstance[]): EventSubscriptionSource {
    const { values, problems } = readList('source', instances, 'IReplicationInstance');
    const sourceIds = values.map(({ replicationInstanceIdentifier }) => replicationInstanceIdentifier);
    return new KnownSource({ sourceType: INSTANCE, sourceIds, needs: values, problems });
  }

  /** Some tasks that this app declares. */
  public static tasks(...tasks: MigrationTask[]): EventSubscriptionSource {
    const { values, problems } = readList('source', tasks, 'MigrationTask');
    const sourceIds = values.map(({ migrationTaskIdentifier }) => migrationTaskIdentifier);
    return new KnownSource({ sourceType: TASK, sourceIds, needs: values, problems });
  }

  /** Some tasks that exist, by their names. */
  public static tasksNamed(...names: string[]): EventSubscriptionSource {
    const problems = names.flatMap((name) => checkIdentifier('source', markUnknown(name), MAX_TASK_IDENTIFIER));
    return new KnownSource({ sourceType: TASK, sourceIds: names, needs: [], problems });
  }

  /** All replication instances in the account and Region. */
  public static allInstances(): EventSubscriptionSource {
    return new KnownSource({ sourceType: INSTANCE, needs: [], problems: [] });
  }

  /** All tasks in the account and Region. */
  public static allTasks(): EventSubscriptionSource {
    return new KnownSource({ sourceType: TASK, needs: [], problems: [] });
  }

  /**
   * What it is.
   *
   * @internal
   */
  public abstract _config(): _EventSubscriptionSourceConfig;
}

const INSTANCE = 'replication-instance';
const TASK = 'replication-task';

class KnownSource extends EventSubscriptionSource {
  constructor(private readonly config: _EventSubscriptionSourceConfig) {
    super();
  }

  public _config(): _EventSubscriptionSourceConfig {
    return this.config;
  }
}

/** A subscription to events, defined or imported. */
export interface IEventSubscription extends IResource {
  /**
   * The subscription's name.
   *
   * @attribute
   */
  readonly eventSubscriptionName: string;
}

/** Properties of a subscription to events. */
export interface EventSubscriptionProps {
  /**
   * Where DMS publishes. Its policy and that of its key are extended where this app defines them. As that replaces the policy by which SNS lets
   * the account's CloudWatch alarms in, these are let in again.
   */
  readonly topic: sns.ITopic;

  /** What the events are about. A change of the names in it replaces the subscription. */
  readonly source: EventSubscriptionSource;

  /**
   * Categories of events.
   *
   * @default - all
   */
  readonly categories?: EventSubscriptionCategory[];

  /**
   * Whether anything is sent.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * The subscription's name, in lower case. A replacement would meet its own name: better leave it out.
   *
   * @default - generated, also from the names in `source`
   */
  readonly eventSubscriptionName?: string;
}

const KINDS = { topic: 'sns.ITopic', source: 'EventSubscriptionSource', categories: 'EventSubscriptionCategory[]' };

/**
 * A subscription by which DMS itself publishes events to a topic.
 *
 * AWS recommends EventBridge instead since version 3.4.6 of the engine, and so does this library: see `MigrationEvents`, whose messages say which
 * task it is, which account and Region, and how bad. This is for who has such subscriptions, or has to know of all instances of an account.
 *
 * @resource AWS::DMS::EventSubscription
 */
export class EventSubscription extends Resource implements IEventSubscription {
  /** A subscription that exists, by its name. */
  public static fromEventSubscriptionName(scope: Construct, id: string, eventSubscriptionName: string): IEventSubscription {
    class Import extends Resource implements IEventSubscription {
      public readonly eventSubscriptionName = eventSubscriptionName;
    }
    return new Import(scope, id);
  }

  public readonly eventSubscriptionName: string;

  constructor(scope: Construct, id: string, props: EventSubscriptionProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, 'topic', 'source');
    const { topic, categories, eventSubscriptionName: name } = given;
    const { sourceType, sourceIds, needs, problems: inSource } = given.source._config();
    const eventCategories = categories?.map(({ category }) => category);

    // The ARN of this subscription would make a circle, since the topic's policy has to be there first.
    const sourceArn = Stack.of(this).formatArn({ service: 'dms', resource: 'es', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    const { statementAdded: letIn, policyDependable } = allowPublishing(topic, 'dms.amazonaws.com', { ArnLike: { 'aws:SourceArn': sourceArn } });
    const letInByKey = topic.masterKey === undefined || allowDmsEvents(this, topic.masterKey);

    const resource = new dms.CfnEventSubscription(this, 'Resource', {
      snsTopicArn: topic.topicArn,
      sourceType,
      sourceIds,
      eventCategories,
      enabled: given.enabled ?? true,
      subscriptionName: name ?? generatedIdentifier(this, sourceIds), // DMS keeps names in lower case
      tags: nameTag(this),
    });
    // Names say nothing to CloudFormation of what has to come first.
    resource.node.addDependency(...needs);
    if (policyDependable !== undefined) resource.node.addDependency(policyDependable);
    this.eventSubscriptionName = resource.ref;

    reportProblems(this, () => [
      ...problems,
      ...inSource,
      ...checkEventSubscription(markUnknown({
        name, sourceType, sourceIds, categories: eventCategories, topicPath: topic.node.path, letIn, letInByKey,
      }) as EventSubscriptionInput),
    ]);
  }
}
