import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import { DmsServiceRoles, ServiceRolesMode } from '../../lib/constructs/dms-service-roles';
import { type EndpointPair } from '../../lib/constructs/endpoint-pair';
import { MigrationTask, type IMigrationTask } from '../../lib/constructs/migration-task';
import { ReplicationInstance, type IReplicationInstance } from '../../lib/constructs/replication-instance';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TaskMonitor } from '../../lib/constructs/task-monitor';
import { TableProgress, type TaskMonitorOptions } from '../../lib/constructs/task-monitor-props';
import type { MonitorEnvironment } from '../../lib/handlers/monitor/environment';
import { MONITOR_INSTANCE_METRICS, MONITOR_TABLE_METRICS, MONITOR_TASK_METRICS } from '../../lib/plan/monitor-metrics';
import { ACCOUNT, importedInstance, testKey } from '../support/endpoints';
import { every, failures, only, synthesisErrors, testStack, testVpc } from '../support/stacks';
import { testPair, UNMANAGED } from '../support/tasks';

const FUNCTION = 'AWS::Lambda::Function';
const RULE = 'AWS::Events::Rule';
const POLICY = 'AWS::IAM::ManagedPolicy';
const LOG_GROUP = 'AWS::Logs::LogGroup';
const TASK_EVENTS = { 'source': ['aws.dms'], 'detail-type': ['DMS Replication Task State Change'] };

function testInstance(stack: Stack): ReplicationInstance {
  const serviceRoles = new DmsServiceRoles(stack, 'ServiceRoles', { mode: ServiceRolesMode.EXISTING });
  return new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), serviceRoles });
}

function pairOn(stack: Stack, instance: IReplicationInstance): EndpointPair {
  return testPair(stack, { instance });
}

function taskOn(endpointPair: EndpointPair, id = 'Task', scope: Stack = Stack.of(endpointPair)): MigrationTask {
  return new MigrationTask(scope, id, { tableMappings: TableMappings.includeSchema('sales'), endpointPair, ...UNMANAGED });
}

function importedTask(stack: Stack, instance: IReplicationInstance, name = 'ELSEWHERE'): IMigrationTask {
  const migrationTaskArn = `arn:aws:dms:eu-west-1:${ACCOUNT}:task:${name}`;
  return MigrationTask.fromMigrationTaskAttributes(stack, name, { migrationTaskArn, replicationInstance: instance });
}

interface Made {
  readonly stack: Stack;
  readonly instance: ReplicationInstance;
  readonly pair: EndpointPair;
  readonly task: MigrationTask;
  readonly monitor: TaskMonitor;
}

/** An instance with one task, and a monitor. */
function make(options: TaskMonitorOptions | ((stack: Stack) => TaskMonitorOptions) = {}): Made {
  const stack = testStack();
  const instance = testInstance(stack);
  const pair = pairOn(stack, instance);
  const task = taskOn(pair);
  const given = typeof options === 'function' ? options(stack) : options;
  return { stack, instance, pair, task, monitor: new TaskMonitor(stack, 'Monitor', { instance, ...given }) };
}

/** What the policies of the monitor allow: by action, its resources. */
function allowedIn(stack: Stack): Record<string, unknown[]> {
  const allowed: Record<string, unknown[]> = {};
  for (const { PolicyDocument } of every(stack, POLICY).filter(({ Description }) => /monitor/.test(String(Description)))) {
    for (const { Action, Resource } of (PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] }).Statement) {
      for (const action of [Action].flat()) allowed[action] = [...allowed[action] ?? [], ...[Resource].flat()];
    }
  }
  return allowed;
}

function patternsIn(stack: Stack): unknown[] {
  return every(stack, RULE).map(({ EventPattern }) => EventPattern).filter((pattern) => pattern !== undefined);
}

function refTo(stack: Stack, type: string): unknown {
  return { Ref: Object.keys(Template.fromStack(stack).findResources(type))[0] };
}

describe('the function', () => {
  test('looks after the instance', () => {
    const { stack, instance } = make();
    const environment: MonitorEnvironment = { INSTANCE_IDENTIFIER: instance.replicationInstanceIdentifier, TABLE_PROGRESS: 'validatedTasks' };
    expect(only(stack, FUNCTION)).toMatchObject({
      Environment: { Variables: environment }, Handler: 'index.handler', Architectures: ['arm64'], Timeout: 180, ReservedConcurrentExecutions: 1,
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });

  test('may read of DMS, and write its log, which its metrics are', () => {
    const { stack, task } = make();
    const taskArn = stack.resolve(task.migrationTaskArn) as unknown;
    const allowed = allowedIn(stack);
    expect(Object.keys(allowed).filter((action) => !action.startsWith('kms:')).sort()).toEqual([
      'dms:DescribeReplicationInstances', 'dms:DescribeReplicationTasks', 'dms:DescribeTableStatistics', 'logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:SendMessage',
    ]);
    expect(allowed['dms:DescribeTableStatistics']).toEqual([taskArn]);
    expect(allowed['dms:DescribeReplicationTasks']).toEqual(['*']);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('has no concurrency of its own where Lambda would refuse it', () => {
    expect(only(make({ reserveConcurrency: false }).stack, FUNCTION)).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('may look into no table with TableProgress.NONE, and is called all the same', () => {
    const { stack } = make({ tableProgress: TableProgress.NONE });
    expect(allowedIn(stack)).not.toHaveProperty('dms:DescribeTableStatistics');
    expect(patternsIn(stack)).toContainEqual(expect.objectContaining(TASK_EVENTS));
  });
});

describe('its log', () => {
  const named = (stack: Stack) => every(stack, LOG_GROUP).find(({ LogGroupName }) => String(LogGroupName).startsWith('/cdk-dms-migrations/monitor/'));

  test('is kept for half a year, encrypted by the key of the instance, which lets CloudWatch Logs in', () => {
    const { stack, instance } = make();
    const name = `/cdk-dms-migrations/monitor/${instance.replicationInstanceIdentifier}`;
    const KmsKeyId: unknown = stack.resolve(instance.encryptionKey!.keyArn);
    expect(named(stack)).toMatchObject({ LogGroupName: name, RetentionInDays: 180, KmsKeyId });
    expect(JSON.stringify(only(stack, 'AWS::KMS::Key').KeyPolicy)).toContain(name);
  });

  test('is kept for as long as is said, encrypted by the key that is given', () => {
    const { stack } = make((scope) => ({ logRetention: logs.RetentionDays.ONE_WEEK, encryptionKey: testKey(scope, 'Given') }));
    expect(named(stack)).toMatchObject({ RetentionInDays: 7, KmsKeyId: stack.resolve(testKey(testStack(), 'Given').keyArn) as unknown });
  });

  test('has a key of its own where nobody has one', () => {
    const stack = testStack();
    new TaskMonitor(stack, 'Monitor', { instance: importedInstance(stack) });
    expect(only(stack, 'AWS::KMS::Key')).toMatchObject({ EnableKeyRotation: true });
    expect(named(stack)).toMatchObject({ KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^MonitorKey/), 'Arn'] } });
  });
});

describe('it is called', () => {
  test.each([[undefined, 'rate(5 minutes)'], [1, 'rate(1 minute)'], [60, 'rate(60 minutes)']])('every %s minutes', (minutes, expression) => {
    const { stack } = make(minutes === undefined ? {} : { interval: Duration.minutes(minutes) });
    expect(every(stack, RULE).map(({ ScheduleExpression }) => ScheduleExpression).filter((each) => each !== undefined)).toEqual([expression]);
  });

  test('at an interval that is known only at deployment', () => {
    const { stack, monitor } = make((scope) => ({ interval: Duration.minutes(new CfnParameter(scope, 'Minutes', { type: 'Number' }).valueAsNumber) }));
    expect(every(stack, RULE).map(({ ScheduleExpression }) => ScheduleExpression)).toContainEqual({ 'Fn::Join': ['', ['rate(', { Ref: 'Minutes' }, ' minutes)']] });
    expect(monitor._intervalSeconds).toBe(3600);
  });

  test('by events of the instance and of its tasks, also of those that come later', () => {
    const { stack, instance, pair, task } = make();
    const later = taskOn(pair, 'Later');
    expect(patternsIn(stack)).toEqual(expect.arrayContaining([
      {
        'source': ['aws.dms'], 'detail-type': ['DMS Replication Instance State Change', 'DMS Replication Instance Class State Change'],
        'resources': [stack.resolve(instance.replicationInstanceArn) as unknown],
      },
      { ...TASK_EVENTS, resources: [task, later].map(({ migrationTaskArn }) => stack.resolve(migrationTaskArn) as unknown) },
    ]));
    expect(allowedIn(stack)['dms:DescribeTableStatistics']).toHaveLength(2);
  });

  test('by events of twenty tasks a rule', () => {
    const { stack, pair } = make();
    for (let task = 1; task < 45; task++) taskOn(pair, `Task${task}`);
    const counts = patternsIn(stack).filter((pattern) => JSON.stringify(pattern).includes('Task State')).map((pattern) => (pattern as { resources: unknown[] }).resources.length);
    expect(counts).toEqual([20, 20, 5]);
  });

  test('only by rules that may call it', () => {
    const { stack } = make();
    const permissions = every(stack, 'AWS::Lambda::Permission');
    expect(permissions).toHaveLength(every(stack, RULE).length);
    for (const permission of permissions) expect(permission).toMatchObject({ Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': expect.any(Array) } });
  });
});

describe('tasks that this app does not declare', () => {
  test('are looked into if they are named', () => {
    const stack = testStack();
    const instance = importedInstance(stack);
    const task = importedTask(stack, instance);
    new TaskMonitor(stack, 'Monitor', { instance, tasks: [task] });
    expect(allowedIn(stack)['dms:DescribeTableStatistics']).toEqual([task.migrationTaskArn]);
    expect(patternsIn(stack)).toContainEqual({ ...TASK_EVENTS, resources: [task.migrationTaskArn] });
  });

  test('are looked into beside those of the app', () => {
    const { stack } = make((scope) => ({ tasks: [importedTask(scope, importedInstance(new Stack(scope.node.root, 'Elsewhere')))] }));
    expect(allowedIn(stack)['dms:DescribeTableStatistics']).toHaveLength(2);
  });

  test('of an imported instance are any of the account, unless some are named', () => {
    const stack = testStack();
    new TaskMonitor(stack, 'Monitor', { instance: importedInstance(stack) });
    expect(JSON.stringify(allowedIn(stack)['dms:DescribeTableStatistics'])).toContain(':task:*');
    expect(patternsIn(stack)).toHaveLength(1); // those of the instance
    const none = testStack();
    new TaskMonitor(none, 'Monitor', { instance: importedInstance(none), tasks: [] });
    expect(allowedIn(none)).not.toHaveProperty('dms:DescribeTableStatistics');
  });
});

describe('stacks', () => {
  function inStacks(monitorIn: 'instance' | 'own'): { readonly app: App; readonly base: Stack; readonly tasks: Stack; readonly own: Stack } {
    const app = new App();
    const [base, tasks, own] = ['Base', 'Tasks', 'Own'].map((id) => new Stack(app, id));
    const instance = testInstance(base);
    const monitor = new TaskMonitor(monitorIn === 'own' ? own : base, 'Monitor', { instance });
    const task = taskOn(pairOn(tasks, instance));
    if (monitorIn === 'own') monitor.metricTaskFailed(task).createAlarm(own, 'Failed', { threshold: 1, evaluationPeriods: 1 });
    return { app, base, tasks, own };
  }

  test('of tasks have what is heard of them, if the monitor is in that of the instance', () => {
    const { app, base, tasks } = inStacks('instance');
    expect(() => app.synth()).not.toThrow();
    expect(patternsIn(tasks)).toEqual([expect.objectContaining(TASK_EVENTS)]);
    expect(patternsIn(base)).toEqual([expect.not.objectContaining(TASK_EVENTS)]);
  });

  test('of the monitor has it, if it is another, so that alarms may stand there, too', () => {
    const { app, tasks, own } = inStacks('own');
    expect(() => app.synth()).not.toThrow();
    expect(patternsIn(own)).toContainEqual(expect.objectContaining(TASK_EVENTS));
    expect(patternsIn(tasks)).toEqual([]);
  });
});

describe('metrics', () => {
  const { stack, instance, task, monitor } = make();
  const methods = Object.getOwnPropertyNames(TaskMonitor.prototype).filter((name) => /^metric./.test(name) && name !== 'metricTask' && name !== 'metricOf');
  const call = (name: string, ...args: unknown[]) => Reflect.apply(Reflect.get(monitor, name) as () => unknown, monitor, args) as ReturnType<TaskMonitor['metricPhase']>;
  const isOfTask = (name: string) => name.startsWith('metricTask');
  const metricOf = (name: string, ...args: unknown[]) => (isOfTask(name) ? call(name, task, ...args) : call(name, ...args));

  test('there is a method for each that is published, and for no other', () => {
    const published = (metrics: object) => Object.values(metrics as Record<string, { name: string }>).map(({ name }) => name).sort();
    expect(methods.filter((name) => !isOfTask(name)).map((name) => metricOf(name).metricName).sort()).toEqual(published(MONITOR_INSTANCE_METRICS));
    const ofTasks = methods.filter(isOfTask).map((name) => metricOf(name).metricName);
    expect(ofTasks.sort()).toEqual(published({ ...MONITOR_TASK_METRICS, ...MONITOR_TABLE_METRICS }));
  });

  test.each(methods)('%s is a maximum over five minutes in the library\'s namespace', (name) => {
    expect(metricOf(name)).toMatchObject({ namespace: 'cdk-dms-migrations', statistic: 'Maximum' });
    expect(metricOf(name).period.toMinutes()).toBe(5);
    expect(metricOf(name, { period: Duration.hours(1), statistic: 'Minimum' })).toMatchObject({ statistic: 'Minimum', period: Duration.hours(1) });
  });

  test('of the instance go by its name, those of a task by the end of its ARN, too', () => {
    expect(monitor.metricIdleTime().dimensions).toEqual({ ReplicationInstanceIdentifier: instance.replicationInstanceIdentifier });
    expect(stack.resolve(monitor.metricTaskStopTime(task).dimensions)).toEqual({
      ReplicationInstanceIdentifier: instance.replicationInstanceIdentifier,
      ReplicationTaskIdentifier: { 'Fn::Select': [6, { 'Fn::Split': [':', refTo(stack, 'AWS::DMS::ReplicationTask')] }] },
    });
  });

  test('of tomorrow can be had by their name', () => {
    expect(monitor.metric('New')).toMatchObject({ metricName: 'New', statistic: 'Maximum' });
    expect(monitor.metricTask(task, 'New').dimensions).toHaveProperty('ReplicationTaskIdentifier');
  });

  test('are taken over the interval if that is longer', () => {
    const { monitor: slow } = make({ interval: Duration.minutes(15) });
    expect(slow.metricPhase().period.toMinutes()).toBe(15);
  });
});

describe('it is found', () => {
  test('by its instance', () => {
    const { instance, monitor, stack } = make();
    expect(TaskMonitor.of(instance)).toBe(monitor);
    expect(TaskMonitor.of(importedInstance(new Stack(stack.node.root, 'Other')))).toBeUndefined();
  });

  test('as the first of two, of which the second fails', () => {
    const { instance, monitor, stack } = make();
    new TaskMonitor(stack, 'Again', { instance });
    expect(TaskMonitor.of(instance)).toBe(monitor);
    expect(synthesisErrors(stack)).toEqual([expect.stringContaining('[monitorTwice]')]);
  });
});

describe('fails', () => {
  const instanceOf = (scope: Stack): { readonly instance: ReplicationInstance } => ({ instance: testInstance(scope) });

  test.each<[string, TaskMonitorOptions, string]>([
    ['an interval that is too long', { interval: Duration.hours(2) }, 'monitorInterval'],
    ['an interval of no whole minutes', { interval: Duration.seconds(90) }, 'monitorInterval'],
    ['a progress that is none', { tableProgress: 'sometimes' as TableProgress }, 'tableProgress'],
    ['an interval that is none', { interval: 5 as unknown as Duration }, 'valueKind'],
  ])('for %s', (_, options, code) => {
    expect(failures((stack) => new TaskMonitor(stack, 'Monitor', { ...instanceOf(stack), ...options }))).toEqual([code]);
  });

  test('for an interval in another unit that is known only at deployment', () => {
    expect(failures((stack) => {
      const interval = Duration.seconds(new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber);
      return new TaskMonitor(stack, 'Monitor', { ...instanceOf(stack), interval });
    })).toEqual(['amountUnit']);
  });

  test('at once without an instance', () => {
    expect(() => new TaskMonitor(testStack(), 'Monitor', {} as never)).toThrow("[Test/Monitor] 'instance' must be of the type IReplicationInstance, got nothing");
  });
});
