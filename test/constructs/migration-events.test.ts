import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { DmsServiceRoles, ServiceRolesMode } from '../../lib/constructs/dms-service-roles';
import { type EndpointPair } from '../../lib/constructs/endpoint-pair';
import { EventDestination } from '../../lib/constructs/event-destination';
import { MigrationEvents } from '../../lib/constructs/migration-events';
import { EventSeverity, type MigrationEventsOptions } from '../../lib/constructs/migration-events-props';
import { MigrationTask } from '../../lib/constructs/migration-task';
import { ReplicationInstance, type IReplicationInstance } from '../../lib/constructs/replication-instance';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { ACCOUNT, importedInstance } from '../support/endpoints';
import { matches, syntheticEvent, transformed, type BridgeEvent, type Transformer } from '../support/event-bridge';
import { every, failures, only, synthesisErrors, testStack, testVpc } from '../support/stacks';
import { testPair, UNMANAGED } from '../support/tasks';

const RULE = 'AWS::Events::Rule';
const INSTANCE_ARN = `arn:aws:dms:eu-west-1:${ACCOUNT}:rep:ABC`;
const TOPIC_ARN = `arn:aws:sns:eu-west-1:${ACCOUNT}:operations`;
const failed = { eventId: 'DMS-EVENT-0078', eventType: 'REPLICATION_TASK_FAILED', detailMessage: 'Replication task has failed.' };

function testInstance(stack: Stack): ReplicationInstance {
  const serviceRoles = new DmsServiceRoles(stack, 'ServiceRoles', { mode: ServiceRolesMode.EXISTING });
  return new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), serviceRoles });
}

function pairOn(stack: Stack, instance: IReplicationInstance): EndpointPair {
  return testPair(stack, { instance });
}

function taskOn(endpointPair: EndpointPair, id = 'Task', migrationTaskIdentifier?: string, scope: Stack = Stack.of(endpointPair)): MigrationTask {
  return new MigrationTask(scope, id, { tableMappings: TableMappings.includeSchema('sales'), endpointPair, migrationTaskIdentifier, ...UNMANAGED });
}

function topicIn(stack: Stack, id = 'Topic'): sns.Topic {
  return new sns.Topic(stack, id);
}

/** An instance with the task orders-sales, and its events. */
function make(options: (stack: Stack) => MigrationEventsOptions, stack = testStack()): { stack: Stack; events: MigrationEvents; pair: EndpointPair } {
  const instance = testInstance(stack);
  const pair = pairOn(stack, instance);
  taskOn(pair, 'Task', 'orders-sales');
  return { stack, pair, events: new MigrationEvents(stack, 'Events', { instance, ...options(stack) }) };
}

interface Rule {
  readonly Name: string;
  readonly Description: string;
  readonly State: string;
  readonly EventPattern: { readonly resources: unknown[] };
  readonly Targets: readonly { readonly Id: string; readonly Arn: unknown; readonly InputTransformer: Transformer }[];
}

function rulesIn(stack: Stack): Rule[] {
  return every(stack, RULE) as unknown as Rule[];
}

/** The severities of rules that hear of something: `critical replication instance`. */
function heardOf(stack: Stack): string[] {
  return rulesIn(stack).map(({ Name, EventPattern }) => `${Name.split('-')[3]} ${JSON.stringify(EventPattern).includes('Task State Change') ? 'task' : 'instance'}`).sort();
}

/** What arrives where, of an event about the task with the ARN. */
function delivered(stack: Stack, event: BridgeEvent, taskArn: unknown): { to: unknown; text: string }[] {
  const heard = rulesIn(stack).filter(({ EventPattern: pattern }) => matches(
    { ...pattern, resources: pattern.resources.map((arn) => JSON.stringify(arn)) }, { ...event, resources: [JSON.stringify(stack.resolve(taskArn))] },
  ));
  return heard.flatMap(({ Targets }) => Targets.map(({ Arn, InputTransformer }) => ({ to: Arn, text: transformed(InputTransformer, event) })));
}

function arnOf(stack: Stack, id = 'Task'): string {
  return (stack.node.findChild(id) as MigrationTask).migrationTaskArn;
}

describe('events', () => {
  test('go to the destinations if they are warnings or critical, unless told otherwise', () => {
    expect(heardOf(make((stack) => ({ destinations: [EventDestination.topic(topicIn(stack))] })).stack)).toEqual([
      'critical instance', 'critical task', 'warning instance', 'warning task',
    ]);
    const { stack: less } = make((stack) => ({ destinations: [EventDestination.topic(topicIn(stack))], minimumSeverity: EventSeverity.CRITICAL }));
    expect(heardOf(less)).toEqual(['critical instance', 'critical task']);
    const { stack: more } = make((stack) => ({ destinations: [EventDestination.topic(topicIn(stack))], minimumSeverity: EventSeverity.INFO }));
    expect(heardOf(more)).toHaveLength(6);
  });

  test('of one severity can go elsewhere too', () => {
    const { stack, events } = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))] }));
    events.on(EventSeverity.CRITICAL, EventDestination.topic(topicIn(stack, 'Pager')));
    events.on(EventSeverity.INFO, EventDestination.topic(topicIn(stack, 'Archive')));
    const task = rulesIn(stack).filter(({ Description }) => Description.includes('orders-sales'));
    expect(Object.fromEntries(task.map(({ Name, Targets }) => [Name.split('-')[3], Targets.map(({ Arn }) => (Arn as { Ref: string }).Ref.replace(/[0-9A-F]{8}$/, ''))]))).toEqual({
      critical: ['Topic', 'Pager'], warning: ['Topic'], info: ['Archive'],
    });
  });

  test('go to a destination once, however often it is named', () => {
    const { stack, events } = make((scope) => {
      const topic = topicIn(scope);
      return { destinations: [EventDestination.topic(topic), EventDestination.topic(topic)] };
    });
    events.on(EventSeverity.CRITICAL, EventDestination.topic(stack.node.findChild('Topic') as sns.Topic));
    expect(rulesIn(stack).map(({ Targets }) => Targets.length)).toEqual([1, 1, 1, 1]);
  });

  test('arrive as a sentence with the name of the task', () => {
    const { stack } = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))] }));
    const [{ text }, ...others] = delivered(stack, syntheticEvent(failed), arnOf(stack));
    expect(others).toEqual([]);
    expect(text).toBe(
      'CRITICAL: DMS task orders-sales in account 123456789012, us-east-1: REPLICATION_TASK_FAILED DMS-EVENT-0078 at 2023-08-22T02:58:34Z. '
      + 'Replication task has failed. https://us-east-1.console.aws.amazon.com/dms/v2/home?region=us-east-1#taskDetails/orders-sales',
    );
  });

  test.each([
    ['a queue', (stack: Stack) => EventDestination.queue(new sqs.Queue(stack, 'Queue'))],
    ['a function', (stack: Stack) => EventDestination.function(lambda.Function.fromFunctionArn(stack, 'Function', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`))],
  ])('arrive at %s as an object, whatever is in DMS\'s message', (_, destination) => {
    const { stack } = make((scope) => ({ destinations: [destination(scope)] }));
    const event = syntheticEvent({ ...failed, detailMessage: 'relation "orders"\ndoes not exist' });
    const [{ text }] = delivered(stack, event, arnOf(stack));
    expect(JSON.parse(text)).toMatchObject({ severity: 'critical', name: 'orders-sales', eventId: 'DMS-EVENT-0078', event });
  });

  test('have another severity if somebody wants it', () => {
    const severities = { 'DMS-EVENT-0079': EventSeverity.WARNING };
    const { stack, events } = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))], severities }));
    const stopped = syntheticEvent({});
    expect(delivered(stack, stopped, arnOf(stack)).map(({ text }) => text.split(':')[0])).toEqual(['WARNING']);
    expect(events.eventsSent).toContain('warning: task DMS-EVENT-0079: The task has stopped');
    expect(delivered(make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))] })).stack, stopped, arnOf(stack))).toEqual([]);
  });

  test('that are sent can be listed', () => {
    const { events } = make((stack) => ({ destinations: [EventDestination.topic(topicIn(stack))] }));
    expect(events.eventsSent[0]).toBe('critical: instance DMS-EVENT-0031: The storage of the instance has failed');
    expect(events.eventsSent).toHaveLength(13);
  });
});

describe('tasks', () => {
  test('that come later are heard of too', () => {
    const { stack, pair } = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))] }));
    taskOn(pair, 'Later', 'orders-later');
    expect(delivered(stack, syntheticEvent(failed), arnOf(stack, 'Later')).map(({ text }) => text)).toEqual([expect.stringMatching(/task orders-later in/)]);
  });

  test('that this app does not declare are told of by their ARNs', () => {
    const stack = testStack();
    const instance = importedInstance(stack, []);
    const arns = ['A', 'B'].map((tail) => `arn:aws:dms:eu-west-1:${ACCOUNT}:task:${tail}`);
    const tasks = arns.map((migrationTaskArn, index) => MigrationTask.fromMigrationTaskAttributes(stack, `Task${index}`, { migrationTaskArn, replicationInstance: instance }));
    new MigrationEvents(stack, 'Events', { instance, tasks, destinations: [EventDestination.topic(topicIn(stack))] });
    expect(rulesIn(stack).map(({ EventPattern }) => EventPattern.resources)).toEqual([[INSTANCE_ARN], [INSTANCE_ARN], arns, arns]);
    expect(delivered(stack, syntheticEvent(failed, [arns[1]]), arns[1]).map(({ text }) => text)).toEqual([
      expect.stringMatching(`^CRITICAL: DMS task ${arns[1]} in account .*#tasks$`),
    ]);
  });

  test('beyond twenty share rules, without a pattern that is too long', () => {
    const { stack, pair } = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))], minimumSeverity: EventSeverity.CRITICAL }));
    for (let index = 0; index < 35; index++) taskOn(pair, `More${index}`);
    const sizes = rulesIn(stack).map(({ EventPattern }) => EventPattern.resources.length);
    expect(sizes).toHaveLength(23);
    expect(sizes.filter((size) => size > 1)).toEqual([15]);
    const patterns = rulesIn(stack).map(({ EventPattern }) => JSON.stringify(EventPattern).length);
    expect(Math.max(...patterns)).toBeLessThanOrEqual(2048);
  });

  test('take 63 rules if there are twenty and all of their events are sent', () => {
    const { stack, pair } = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))], minimumSeverity: EventSeverity.INFO }));
    for (let index = 0; index < 19; index++) taskOn(pair, `More${index}`);
    expect(rulesIn(stack)).toHaveLength(63);
  });

  test('in another stack have their rules there, so that the stacks do not need each other', () => {
    const app = new App();
    const stack = new Stack(app, 'Test');
    const other = new Stack(app, 'Other');
    const { pair } = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))] }), stack);
    taskOn(pair, 'Task', 'orders-other', other);
    expect(() => app.synth()).not.toThrow();
    expect(rulesIn(other).map(({ Description }) => Description)).toEqual([
      'Tells of critical events of the DMS task orders-other', 'Tells of warning events of the DMS task orders-other',
    ]);
    expect(rulesIn(stack)).toHaveLength(4);
  });

  test('may have a name that is known only at deployment', () => {
    const stack = testStack();
    const pair = pairOn(stack, testInstance(stack));
    taskOn(pair, 'Task', new CfnParameter(stack, 'Name').valueAsString);
    new MigrationEvents(stack, 'Events', { instance: pair.instance!, destinations: [EventDestination.topic(topicIn(stack))] });
    const templates = rulesIn(stack).flatMap(({ Targets }) => Targets.map(({ InputTransformer }) => JSON.stringify(InputTransformer.InputTemplate)));
    expect(templates.filter((text) => text.includes('"Ref":"Name"'))).toHaveLength(2);
  });
});

test('rules have names of their own that all begin alike, and stay as they are when others come', () => {
  const { stack } = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))] }));
  const names = rulesIn(stack).map(({ Name }) => Name);
  expect(new Set(names).size).toBe(4);
  expect(new Set(names.map((name) => name.slice(0, 'dms-events-12345678'.length))).size).toBe(1);
  expect(names.filter((name) => !/^dms-events-[0-9a-f]{8}-(critical|warning)-[0-9a-f]{8}$/.test(name))).toEqual([]);
  const more = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))], minimumSeverity: EventSeverity.INFO }));
  taskOn(more.pair, 'AAA');
  expect(rulesIn(more.stack).map(({ Name }) => Name)).toEqual(expect.arrayContaining(names));
});

describe('destinations let EventBridge in', () => {
  const pattern = { 'Fn::Join': ['', [
    'arn:', { Ref: 'AWS::Partition' }, ':events:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, expect.stringMatching(/^:rule\/dms-events-[0-9a-f]{8}-\*$/),
  ]] };

  test('at a topic, and leave the alarms of the account in, which a policy of its own would shut out', () => {
    const { stack } = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))] }));
    const { PolicyDocument } = only(stack, 'AWS::SNS::TopicPolicy');
    const Resource = { Ref: expect.stringMatching(/^Topic/) as unknown };
    expect((PolicyDocument as { Statement: unknown[] }).Statement.map((statement) => ({ ...statement as object, Sid: undefined }))).toEqual([
      { Action: 'sns:Publish', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Resource },
      {
        Action: 'sns:Publish', Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Resource,
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ]);
  });

  test('at a queue, from these rules alone', () => {
    const { stack } = make((scope) => ({ destinations: [EventDestination.queue(new sqs.Queue(scope, 'Queue'))] }));
    expect((only(stack, 'AWS::SQS::QueuePolicy').PolicyDocument as { Statement: unknown[] }).Statement).toEqual([{
      Action: 'sqs:SendMessage', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' },
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Queue/), 'Arn'] },
      Condition: { ArnLike: { 'aws:SourceArn': pattern } },
    }]);
  });

  test('at a function, from these rules alone, once', () => {
    const functionArn = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`;
    const { stack, events } = make((scope) => ({ destinations: [EventDestination.function(lambda.Function.fromFunctionArn(scope, 'Function', functionArn))] }));
    events.on(EventSeverity.INFO, EventDestination.topic(topicIn(stack)));
    expect(only(stack, 'AWS::Lambda::Permission')).toEqual({
      Action: 'lambda:InvokeFunction', FunctionName: functionArn, Principal: 'events.amazonaws.com', SourceArn: pattern,
    });
  });

  test('at the key of a topic and of a queue, without a condition that EventBridge could not meet', () => {
    const { stack } = make((scope) => ({ destinations: [
      EventDestination.topic(new sns.Topic(scope, 'Topic', { masterKey: new kms.Key(scope, 'TopicKey') })),
      EventDestination.queue(new sqs.Queue(scope, 'Queue', { encryptionMasterKey: new kms.Key(scope, 'QueueKey') })),
    ] }));
    const statements = every(stack, 'AWS::KMS::Key').flatMap(({ KeyPolicy }) => (KeyPolicy as { Statement: { Principal: object }[] }).Statement);
    const ofEvents = statements.filter(({ Principal }) => JSON.stringify(Principal).includes('events.amazonaws.com'));
    expect(ofEvents).toEqual(Array.from({ length: 2 }, () => ({
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Resource: '*',
    })));
  });
});

describe('the link', () => {
  test.each([['cn-north-1', 'https://<region>.console.amazonaws.cn/'], ['eu-west-1', 'https://<region>.console.aws.amazon.com/']])('in %s is to its console', (region, url) => {
    const { stack } = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))] }), testStack({ env: { account: ACCOUNT, region } }));
    expect(rulesIn(stack).every(({ Targets: [{ InputTransformer }] }) => InputTransformer.InputTemplate.includes(url))).toBe(true);
  });
});

describe('warns', () => {
  const warningsIn = (stack: Stack, code: string): number => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`\\[${code}\\]`)).length;

  test('of nobody who is told', () => {
    expect(warningsIn(make(() => ({})).stack, 'eventDestinationsNone')).toBe(1);
    expect(warningsIn(make((stack) => ({ destinations: [EventDestination.topic(topicIn(stack))] })).stack, 'eventDestinationsNone')).toBe(0);
  });

  test('of a topic, a queue and a key whose policies it cannot extend', () => {
    const { stack } = make((scope) => ({ destinations: [
      EventDestination.topic(sns.Topic.fromTopicArn(scope, 'Existing', TOPIC_ARN)),
      EventDestination.queue(sqs.Queue.fromQueueArn(scope, 'ExistingQueue', `arn:aws:sqs:eu-west-1:${ACCOUNT}:q`)),
      EventDestination.topic(new sns.Topic(scope, 'Topic', { masterKey: kms.Key.fromKeyArn(scope, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`) })),
    ] }));
    expect(warningsIn(stack, 'eventDestinationClosed')).toBe(3);
  });
});

describe('fails', () => {
  test('for severities and events that there are not, and for what is no destination, all at once', () => {
    const { stack, events } = make((scope) => ({
      destinations: [EventDestination.topic(topicIn(scope)), 'topic' as unknown as EventDestination],
      minimumSeverity: 'fatal' as EventSeverity,
      severities: { 'DMS-EVENT-1': EventSeverity.CRITICAL },
    }));
    events.on('bad' as EventSeverity, EventDestination.topic('arn' as unknown as sns.ITopic));
    events.on(EventSeverity.CRITICAL, EventDestination.queue('arn' as unknown as sqs.IQueue), null as unknown as EventDestination);
    expect(synthesisErrors(stack).map((message) => /'([^']+)'.*\[(\w+)\]$/.exec(message)?.slice(1))).toEqual([
      ['destinations[1]', 'valueKind'], ['on()[1]', 'valueKind'], ['queue', 'valueKind'], ['minimumSeverity', 'eventSeverity'], ['on()', 'eventSeverity'],
      ['severities.DMS-EVENT-1', 'eventId'],
    ]);
  });

  test('for FIFO topics and queues', () => {
    const of = (destination: (stack: Stack) => EventDestination): string[] =>
      failures((stack) => new MigrationEvents(stack, 'Events', { instance: importedInstance(stack, []), destinations: [destination(stack)] }));
    expect(of((stack) => EventDestination.topic(new sns.Topic(stack, 'Topic', { fifo: true })))).toEqual(['eventDestinationFifo']);
    expect(of((stack) => EventDestination.queue(new sqs.Queue(stack, 'Queue', { fifo: true })))).toEqual(['eventDestinationFifo']);
  });

  test('for more destinations than a rule has targets', () => {
    const { stack } = make((scope) => ({ destinations: Array.from({ length: 6 }, (_, index) => EventDestination.topic(topicIn(scope, `Topic${index}`))) }));
    expect(synthesisErrors(stack).map((message) => /\[(\w+)\]$/.exec(message)?.[1])).toEqual(['eventDestinationsMany', 'eventDestinationsMany']);
  });
});

test('synthesizes with hundreds of tasks, and far fewer rules than a bus has', () => {
  const { stack, pair } = make((scope) => ({ destinations: [EventDestination.topic(topicIn(scope))] }));
  for (let index = 0; index < 300; index++) taskOn(pair, `More${index}`);
  expect(Object.keys(Template.fromStack(stack).findResources(RULE))).toHaveLength(2 + 20 * 2 + Math.ceil(281 / 15) * 2);
});
