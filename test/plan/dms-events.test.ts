import { DMS_EVENTS, eventPattern, eventsOf, SEVERITIES, TASKS_PER_EVENT_RULE } from '../../lib/plan/dms-events';
import { consoleDomainOf, objectTemplate, sentenceTemplate } from '../../lib/plan/event-messages';
import { checkEventSubscription, type EventSubscriptionInput } from '../../lib/plan/event-subscription-rules';
import { checkEventDestination, checkMigrationEvents, type EventDestinationInput, type MigrationEventsInput } from '../../lib/plan/migration-events-rules';
import type { Problem } from '../../lib/plan/problem';
import { UNKNOWN } from '../../lib/plan/unknown';
import { EVENT_SAMPLES, matches, syntheticEvent, transformed } from '../support/event-bridge';
import { testRules } from '../support/rule-cases';

const [ARN] = EVENT_SAMPLES.stopped.resources;
const [MODEL_ARN] = EVENT_SAMPLES.startedModel.resources;
const idsOf = (severity: string): string[] => DMS_EVENTS.filter((event) => event.severity === severity).map(({ id }) => id.replace('DMS-EVENT-', ''));

describe('events', () => {
  test('are all that the User Guide lists, once each', () => {
    const numbers = DMS_EVENTS.map(({ id }) => id);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(eventsOf('instance', 'critical').length + eventsOf('instance', 'warning').length + eventsOf('instance', 'info').length).toBe(26);
    expect(eventsOf('task', 'critical').length + eventsOf('task', 'warning').length + eventsOf('task', 'info').length).toBe(11);
  });

  test('are critical when somebody has to do something, and warnings when somebody should know', () => {
    expect(idsOf('critical')).toEqual(['0031', '0036', '0037', '0007', '0034', '0078', '0091', '0092']);
    expect(idsOf('warning')).toEqual(['0013', '0026', '0068', '0081', '0082']);
  });

  test('have the severity that somebody wants them to have', () => {
    const changes = { 'DMS-EVENT-0079': 'warning' };
    expect(eventsOf('task', 'warning', changes).map(({ id }) => id)).toContain('DMS-EVENT-0079');
    expect(eventsOf('task', 'info', changes).map(({ id }) => id)).not.toContain('DMS-EVENT-0079');
  });
});

describe('the pattern of a task', () => {
  const severityOf = (event: object, arn = ARN): string[] => SEVERITIES.filter((severity) => matches(eventPattern('task', severity, [arn]), event));

  test.each(['created', 'started', 'stopped'] as const)('matches the recorded event %s as information, and nothing else', (name) => {
    expect(severityOf(EVENT_SAMPLES[name])).toEqual(['info']);
  });

  test('matches an event that has no id by its type', () => {
    expect(EVENT_SAMPLES.startedModel.detail.eventId).toBeUndefined();
    expect(severityOf(EVENT_SAMPLES.startedModel, MODEL_ARN)).toEqual(['info']);
  });

  test('matches an event whose type is not known by its id, and one that has both', () => {
    expect(severityOf(syntheticEvent({ eventId: 'DMS-EVENT-0092', eventType: 'SOMETHING_NEW' }))).toEqual(['critical']);
    expect(severityOf(syntheticEvent({ eventId: 'DMS-EVENT-0078', eventType: 'REPLICATION_TASK_FAILED' }))).toEqual(['critical']);
    expect(severityOf(syntheticEvent({ eventId: undefined, eventType: 'REPLICATION_TASK_FAILED' }))).toEqual(['critical']);
  });

  test('does not match another task, another service, or an event that is not known', () => {
    expect(severityOf(EVENT_SAMPLES.stopped, MODEL_ARN)).toEqual([]);
    expect(severityOf({ ...EVENT_SAMPLES.stopped, source: 'aws.rds' })).toEqual([]);
    expect(severityOf(syntheticEvent({ eventId: 'DMS-EVENT-9999', eventType: 'SOMETHING_NEW' }))).toEqual([]);
  });

  test('does not care how a message is spelled', () => {
    expect(severityOf(syntheticEvent({ eventId: 'DMS-EVENT-0078', eventType: 'REPLICATION_TASK_FAILED', detailMessage: '' }))).toEqual(['critical']);
  });

  test('has room for as many tasks as it is given, whatever severities were changed', () => {
    const arns = Array.from({ length: TASKS_PER_EVENT_RULE }, () => 'x'.repeat(95));
    const allInfo = Object.fromEntries(DMS_EVENTS.map(({ id }) => [id, 'info']));
    expect(JSON.stringify(eventPattern('task', 'info', arns, allInfo)).length).toBeLessThanOrEqual(2048);
    expect(JSON.stringify(eventPattern('instance', 'info', ['x'.repeat(95)], allInfo)).length).toBeLessThanOrEqual(2048);
  });

  test('is none where no event has the severity', () => {
    const changes = { 'DMS-EVENT-0081': 'info', 'DMS-EVENT-0082': 'info' };
    expect(eventPattern('task', 'warning', [ARN], changes)).toBeUndefined();
  });
});

test('the pattern of an instance matches each of its events under any detail-type of instances', () => {
  const event = { ...syntheticEvent({ eventId: 'DMS-EVENT-0007', eventType: undefined }), 'detail-type': 'DMS Replication Instance Storage State Change' };
  const pattern = eventPattern('instance', 'critical', [ARN]);
  expect(matches(pattern, event)).toBe(true);
  expect(matches(pattern, { ...event, 'detail-type': 'DMS Replication Instance State Change' })).toBe(true);
  expect(matches(pattern, { ...event, 'detail-type': 'DMS Replication Task State Change' })).toBe(false);
});

describe('a message', () => {
  const task = { source: 'task', name: 'orders-sales' } as const;
  const toPeople = (message: Parameters<typeof sentenceTemplate>[0], event = EVENT_SAMPLES.stopped): string => {
    const { inputPathsMap, inputTemplate } = sentenceTemplate(message);
    return transformed({ InputPathsMap: inputPathsMap, InputTemplate: inputTemplate }, event);
  };
  const toPrograms = (message: Parameters<typeof objectTemplate>[0], event = EVENT_SAMPLES.stopped): Record<string, unknown> => {
    const { inputPathsMap, inputTemplate } = objectTemplate(message);
    return JSON.parse(transformed({ InputPathsMap: inputPathsMap, InputTemplate: inputTemplate }, event)) as Record<string, unknown>;
  };
  const critical = { subject: task, severity: 'critical', consoleDomain: 'console.aws.amazon.com' };
  const failed = { eventId: 'DMS-EVENT-0078', eventType: 'REPLICATION_TASK_FAILED', detailMessage: 'Replication task has failed.' };

  test('says to people what has happened, to which task, where and when, and where to look', () => {
    expect(toPeople(critical, syntheticEvent(failed))).toBe(
      'CRITICAL: DMS task orders-sales in account 123456789012, us-east-1: REPLICATION_TASK_FAILED DMS-EVENT-0078 at 2023-08-22T02:58:34Z. '
      + 'Replication task has failed. https://us-east-1.console.aws.amazon.com/dms/v2/home?region=us-east-1#taskDetails/orders-sales',
    );
  });

  test('has quotes and line breaks as DMS wrote them', () => {
    const detailMessage = 'Last Error: relation "orders"\ndoes not exist\\n.';
    expect(toPeople(critical, syntheticEvent({ ...failed, detailMessage }))).toContain(`02:58:34Z. ${detailMessage} https://`);
    expect(toPrograms(critical, syntheticEvent({ ...failed, detailMessage }))).toMatchObject({ severity: 'critical', event: { detail: { detailMessage } } });
  });

  test('leaves out the id of an event that has none', () => {
    expect(toPeople({ ...critical, severity: 'info' }, EVENT_SAMPLES.startedModel)).toBe(
      'INFO: DMS task orders-sales in account 0123456789012, us-east-1: REPLICATION_TASK_STARTED  at 1970-01-01T00:00:00Z. '
      + 'Replication task started, with flag = fresh start https://us-east-1.console.aws.amazon.com/dms/v2/home?region=us-east-1#taskDetails/orders-sales',
    );
    expect(toPrograms(critical, EVENT_SAMPLES.startedModel)).toMatchObject({ eventId: '', eventType: 'REPLICATION_TASK_STARTED' });
  });

  test('has the ARN where the name is not known', () => {
    expect(toPeople({ ...critical, subject: { source: 'task' } })).toBe(
      `CRITICAL: DMS task ${ARN} in account 123456789012, us-east-1: REPLICATION_TASK_STOPPED DMS-EVENT-0079 at 2023-08-22T02:58:34Z. `
      + 'Replication task stopped https://us-east-1.console.aws.amazon.com/dms/v2/home?region=us-east-1#tasks',
    );
  });

  test('gives an instance the page of all instances, and no link where the console is not known', () => {
    const instance = { ...critical, subject: { source: 'instance', name: 'orders' } } as const;
    expect(toPeople(instance)).toMatch(/^CRITICAL: DMS replication instance orders in .*#replicationInstances$/);
    expect(toPeople({ ...instance, consoleDomain: undefined })).toMatch(/Replication task stopped$/);
  });

  test('is an object for programs, with the event as it came', () => {
    expect(toPrograms(critical)).toEqual({
      severity: 'critical',
      text: 'CRITICAL: DMS task orders-sales in account 123456789012, us-east-1: REPLICATION_TASK_STOPPED DMS-EVENT-0079 at 2023-08-22T02:58:34Z. '
        + 'https://us-east-1.console.aws.amazon.com/dms/v2/home?region=us-east-1#taskDetails/orders-sales',
      source: 'task',
      name: 'orders-sales',
      resource: ARN,
      eventId: 'DMS-EVENT-0079',
      eventType: 'REPLICATION_TASK_STOPPED',
      time: '2023-08-22T02:58:34Z',
      event: EVENT_SAMPLES.stopped,
    });
  });
});

test.each([
  ['eu-west-1', 'console.aws.amazon.com'], [undefined, 'console.aws.amazon.com'], ['cn-north-1', 'console.amazonaws.cn'],
  ['us-gov-west-1', 'console.amazonaws-us-gov.com'], ['us-iso-east-1', undefined], ['eusc-de-east-1', undefined],
])('the console of %s is at %s', (region, domain) => {
  expect(consoleDomainOf(region)).toBe(domain);
});

const goodEvents: MigrationEventsInput = { minimumSeverity: 'warning', severities: [], destinations: { critical: 1, warning: 1, info: 0 }, rules: 4 };
const checkEvents = (change: Partial<MigrationEventsInput>): Problem[] => checkMigrationEvents({ ...goodEvents, ...change });
const goodDestination: EventDestinationInput = { kind: 'queue', path: 'App/Queue', fifo: false, letIn: true, letInByKey: true };
const checkDestination = (change: Partial<EventDestinationInput>): Problem[] => checkEventDestination({ ...goodDestination, ...change });
const goodSubscription: EventSubscriptionInput = {
  name: 'orders', sourceType: 'replication-task', sourceIds: ['orders-sales'], categories: ['failure'], topicPath: 'App/Topic', letIn: true, letInByKey: true,
};
const checkSubscription = (change: Partial<EventSubscriptionInput>): Problem[] => checkEventSubscription({ ...goodSubscription, ...change });

test('finds nothing wrong with what is right', () => {
  expect(checkEvents({ severities: ['info'], changes: { 'DMS-EVENT-0079': 'critical' } })).toEqual([]);
  expect(checkDestination({})).toEqual([]);
  expect(checkSubscription({})).toEqual([]);
  expect(checkSubscription({ sourceType: 'replication-instance', sourceIds: undefined, categories: ['low storage', 'tomorrow'] })).toEqual([]);
});

testRules([
  {
    code: 'eventSeverity',
    bad: () => checkEvents({ minimumSeverity: 'fatal' }),
    message: "'minimumSeverity' must be critical, warning or info, got \"fatal\". Nothing would be sent. Take one of EventSeverity. [eventSeverity]",
    unknown: () => checkEvents({ minimumSeverity: UNKNOWN }),
  },
  {
    code: 'eventSeverity',
    variant: 'of one event',
    bad: () => checkEvents({ changes: { 'DMS-EVENT-0079': 'fatal' } }),
    message: "'severities.DMS-EVENT-0079' must be critical, warning or info, got \"fatal\". Nothing would be sent. Take one of EventSeverity. [eventSeverity]",
    unknown: () => checkEvents({ changes: { 'DMS-EVENT-0079': UNKNOWN } }),
  },
  {
    code: 'eventId',
    bad: () => checkEvents({ changes: { 'DMS-EVENT-79': 'critical' } }),
    message: "'severities.DMS-EVENT-79' is no event of a replication instance or task that this library knows. It does not know which of the two would send it,"
      + ' and under which name. Write the id as the DMS User Guide has it, such as DMS-EVENT-0079, or make a rule of your own for the event. [eventId]',
    unknown: () => checkEvents({ changes: UNKNOWN as unknown as Record<string, string> }),
  },
  {
    code: 'eventDestinationsNone',
    bad: () => checkEvents({ destinations: { critical: 0, warning: 0, info: 0 } }),
    message: "'destinations' has none in it. Nobody is told of any event. Give destinations, call on() with a severity and a destination, or leave the construct out."
      + ' [eventDestinationsNone]',
    unknown: () => checkEvents({ minimumSeverity: UNKNOWN }),
  },
  {
    code: 'eventDestinationsMany',
    bad: () => checkEvents({ destinations: { critical: 6, warning: 1, info: 0 } }),
    message: "'destinations' and on() give 6 destinations for events of the severity critical. A rule of EventBridge has at most 5 targets. Send to one topic, and"
      + ' subscribe the others to it. [eventDestinationsMany]',
    unknown: () => checkEvents({ minimumSeverity: UNKNOWN }),
  },
  {
    code: 'eventRulesMany',
    bad: () => checkEvents({ rules: 101 }),
    message: "'instance' has so many tasks that their events take 101 rules of EventBridge. An event bus has 300 rules, unless AWS has raised the quota, and others"
      + ' in the account and Region need some too. Raise minimumSeverity, have the quota raised, or spread the tasks over several accounts. [eventRulesMany]',
    unknown: () => checkEvents({ rules: 100 }),
  },
  {
    code: 'eventDestinationFifo',
    bad: () => checkDestination({ fifo: true }),
    message: "'destinations' has the queue App/Queue in it, which is a FIFO queue. EventBridge does not send to FIFO topics, and to FIFO queues only with a message"
      + ' group, by which one event would hold up the next. Send to a standard queue. [eventDestinationFifo]',
    unknown: () => checkDestination({ fifo: UNKNOWN }),
  },
  {
    code: 'eventDestinationClosed',
    bad: () => checkDestination({ kind: 'topic', path: 'App/Topic', letIn: false }),
    message: "'destinations' has the topic App/Topic in it, whose policy this app cannot extend. Unless EventBridge is let in there, it tries for 24 hours and then"
      + ' gives the event up. Let events.amazonaws.com publish to it, and decrypt and generate data keys by its key; then acknowledge this warning.'
      + ' [eventDestinationClosed]',
    unknown: () => checkDestination({ fifo: UNKNOWN }),
  },
  {
    code: 'eventDestinationClosed',
    variant: 'of a key',
    bad: () => checkDestination({ letInByKey: false }),
    message: "'destinations' has the queue App/Queue in it, whose policy is extended, but not that of its key. Unless EventBridge is let in there, it tries for 24"
      + ' hours and then gives the event up. Let events.amazonaws.com send to it, and decrypt and generate data keys by its key; then acknowledge this warning.'
      + ' [eventDestinationClosed]',
    unknown: () => checkDestination({ letInByKey: undefined }),
  },
  {
    code: 'eventSubscriptionEmpty',
    bad: () => checkSubscription({ sourceIds: [] }),
    message: "'source' has nothing in it. To DMS an empty list means all of them. Name one, or say allInstances() or allTasks(). [eventSubscriptionEmpty]",
    unknown: () => checkSubscription({ sourceIds: [UNKNOWN] }),
  },
  {
    code: 'eventSubscriptionEmpty',
    variant: 'of categories',
    bad: () => checkSubscription({ categories: [] }),
    message: "'categories' has nothing in it. To DMS an empty list means events of every category. Name one, or leave categories out. [eventSubscriptionEmpty]",
    unknown: () => checkSubscription({ categories: [UNKNOWN] }),
  },
  {
    code: 'eventSubscriptionTaskName',
    bad: () => checkSubscription({ sourceIds: [undefined] }),
    message: "'source' has a task in it whose name this app does not know. A subscription goes by names, and that of a task is not part of its ARN. Give its name by"
      + ' EventSubscriptionSource.tasksNamed(). [eventSubscriptionTaskName]',
    unknown: () => checkSubscription({ sourceIds: [UNKNOWN] }),
  },
  {
    code: 'eventCategorySource',
    bad: () => checkSubscription({ categories: ['low storage'] }),
    message: "'categories' has \"low storage\" in it, and the source is of the type replication-task. DMS refuses it: events of that type are in the categories"
      + ' configuration change, creation, deletion, failure and state change. Take it out, or make a subscription of its own for the other type.'
      + ' [eventCategorySource]',
    unknown: () => checkSubscription({ categories: [UNKNOWN] }),
  },
  {
    code: 'eventSubscriptionClosed',
    bad: () => checkSubscription({ letIn: false }),
    message: "'topic' is App/Topic, whose policy this app cannot extend. Unless DMS is let in there, the subscription has the status no-permission, or its messages"
      + ' are lost. Let dms.amazonaws.com publish to it, and decrypt and generate data keys by its key; then acknowledge this warning. [eventSubscriptionClosed]',
    unknown: () => checkSubscription({ name: UNKNOWN }),
  },
]);
