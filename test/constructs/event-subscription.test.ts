import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EventSubscription, EventSubscriptionCategory, EventSubscriptionSource, type EventSubscriptionProps } from '../../lib/constructs/event-subscription';
import { MigrationTask } from '../../lib/constructs/migration-task';
import { ReplicationInstance } from '../../lib/constructs/replication-instance';
import { ACCOUNT, importedInstance } from '../support/endpoints';
import { failures, only, synthesisErrors, testStack, testVpc } from '../support/stacks';
import { TASK, testTask } from '../support/tasks';

const SUBSCRIPTION = 'AWS::DMS::EventSubscription';

function make(props: (stack: Stack) => Partial<EventSubscriptionProps> = () => ({})): { stack: Stack; subscription: EventSubscription } {
  const stack = testStack();
  const given = props(stack);
  const topic = given.topic ?? new sns.Topic(stack, 'Topic');
  return { stack, subscription: new EventSubscription(stack, 'Subscription', { source: EventSubscriptionSource.allTasks(), ...given, topic }) };
}

const nameOf = (stack: Stack): unknown => only(stack, SUBSCRIPTION).SubscriptionName;

test('is its default child', () => {
  const { subscription } = make();
  expect(subscription.node.defaultChild).toMatchObject({ cfnResourceType: SUBSCRIPTION });
});

test('is about all events of all tasks, with a name in lower case and a tag', () => {
  const { stack, subscription } = make();
  const [id] = Object.keys(Template.fromStack(stack).findResources(SUBSCRIPTION));
  expect(only(stack, SUBSCRIPTION)).toEqual({
    SnsTopicArn: { Ref: expect.stringMatching(/^Topic/) as unknown },
    SourceType: 'replication-task',
    Enabled: true,
    SubscriptionName: expect.stringMatching(/^test-subscription-[0-9a-f]{8}$/) as unknown,
    Tags: [{ Key: 'Name', Value: 'Test/Subscription' }],
  });
  expect(stack.resolve(subscription.eventSubscriptionName)).toEqual({ Ref: id });
});

test('is about what it is told to be about, by names', () => {
  const { stack } = make((scope) => ({
    source: EventSubscriptionSource.instances(importedInstance(scope, [])),
    categories: [EventSubscriptionCategory.LOW_STORAGE, EventSubscriptionCategory.of('tomorrow')],
    enabled: false,
    eventSubscriptionName: 'orders',
  }));
  expect(only(stack, SUBSCRIPTION)).toMatchObject({
    SourceType: 'replication-instance', SourceIds: ['migration'], EventCategories: ['low storage', 'tomorrow'], Enabled: false, SubscriptionName: 'orders',
  });
});

test('waits for the tasks that it is about, which its template does not refer to', () => {
  const { stack } = make((scope) => ({ source: EventSubscriptionSource.tasks(testTask(scope, { migrationTaskIdentifier: 'orders-sales' })) }));
  expect(only(stack, SUBSCRIPTION).SourceIds).toEqual(['orders-sales']);
  const [{ DependsOn }] = Object.values(Template.fromStack(stack).findResources(SUBSCRIPTION)) as { DependsOn: string[] }[];
  expect(DependsOn).toEqual(expect.arrayContaining(Object.keys(Template.fromStack(stack).findResources(TASK))));
  expect(DependsOn).toEqual(expect.arrayContaining(Object.keys(Template.fromStack(stack).findResources('AWS::SNS::TopicPolicy'))));
});

test('gets another name when it is about something else, since that replaces it', () => {
  const ofNames = (...names: string[]): unknown => nameOf(make(() => ({ source: EventSubscriptionSource.tasksNamed(...names) })).stack);
  expect(ofNames('a')).toEqual(ofNames('a'));
  expect(ofNames('a')).not.toEqual(ofNames('b'));
});

test('may be about an instance whose name is known only at deployment', () => {
  const { stack } = make((scope) => {
    const replicationInstanceIdentifier = new CfnParameter(scope, 'Name').valueAsString;
    return { source: EventSubscriptionSource.instances(new ReplicationInstance(scope, 'Instance', { vpc: testVpc(scope), replicationInstanceIdentifier })) };
  });
  expect(only(stack, SUBSCRIPTION).SourceIds).toEqual([{ Ref: 'Name' }]);
  expect(nameOf(stack)).toMatch(/^test-subscription-[0-9a-f]{8}$/);
});

test('can be imported by its name', () => {
  expect(EventSubscription.fromEventSubscriptionName(testStack(), 'Existing', 'orders').eventSubscriptionName).toBe('orders');
});

describe('lets DMS in', () => {
  test('at the topic, for subscriptions of this account, and leaves its alarms in', () => {
    const { Statement } = only(make().stack, 'AWS::SNS::TopicPolicy').PolicyDocument as { Statement: unknown[] };
    const account = { Ref: 'AWS::AccountId' };
    const sourceArn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':dms:', { Ref: 'AWS::Region' }, ':', account, ':es:*']] };
    expect(Statement).toEqual([
      expect.objectContaining({ Action: 'sns:Publish', Principal: { Service: 'dms.amazonaws.com' }, Condition: { ArnLike: { 'aws:SourceArn': sourceArn } } }),
      expect.objectContaining({ Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': account } } }),
    ]);
  });

  test('at the key of the topic', () => {
    const { stack } = make((scope) => ({ topic: new sns.Topic(scope, 'Encrypted', { masterKey: new kms.Key(scope, 'Key') }) }));
    const { Statement } = only(stack, 'AWS::KMS::Key').KeyPolicy as { Statement: unknown[] };
    expect(Statement).toContainEqual({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Effect: 'Allow', Principal: { Service: 'dms.amazonaws.com' }, Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  test('or warns that it cannot', () => {
    const warnings = (topic: (stack: Stack) => sns.ITopic): number => {
      const { stack } = make((scope) => ({ topic: topic(scope) }));
      return Annotations.fromStack(stack).findWarning('/Test/Subscription', Match.stringLikeRegexp('\\[eventSubscriptionClosed\\]')).length;
    };
    expect(warnings((stack) => sns.Topic.fromTopicArn(stack, 'Existing', `arn:aws:sns:eu-west-1:${ACCOUNT}:operations`))).toBe(1);
    expect(warnings((stack) => new sns.Topic(stack, 'Own'))).toBe(0);
  });
});

describe('fails', () => {
  test('for nothing to be about, and for categories of something else', () => {
    const { stack } = make(() => ({ source: EventSubscriptionSource.instances(), categories: [EventSubscriptionCategory.STATE_CHANGE] }));
    expect(synthesisErrors(stack).map((message) => /\[(\w+)\]$/.exec(message)?.[1])).toEqual(['eventSubscriptionEmpty', 'eventCategorySource']);
  });

  test('for a task that has no name in this app', () => {
    const { stack } = make((scope) => {
      const task = MigrationTask.fromMigrationTaskAttributes(scope, 'Existing', {
        migrationTaskArn: `arn:aws:dms:eu-west-1:${ACCOUNT}:task:A`, replicationInstance: importedInstance(scope, []),
      });
      return { source: EventSubscriptionSource.tasks(task as MigrationTask) };
    });
    expect(synthesisErrors(stack).map((message) => /\[(\w+)\]$/.exec(message)?.[1])).toEqual(['eventSubscriptionTaskName']);
  });

  test('for names that DMS would refuse, or spell in another way', () => {
    const { stack } = make(() => ({ source: EventSubscriptionSource.tasksNamed('Orders'), eventSubscriptionName: 'orders--all' }));
    expect(synthesisErrors(stack).map((message) => /'(\w+)'.*\[(\w+)\]$/.exec(message)?.slice(1))).toEqual([
      ['source', 'identifierCase'], ['eventSubscriptionName', 'identifierForm'],
    ]);
  });

  test('at once without a topic or a source', () => {
    expect(() => failures((stack) => new EventSubscription(stack, 'Subscription', {} as EventSubscriptionProps))).toThrow(/'topic' must be .*\n.*'source' must be/);
  });
});
