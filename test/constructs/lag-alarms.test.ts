import { App, Duration, Lazy, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import { EndpointPair } from '../../lib/constructs/endpoint-pair';
import { InstanceClass } from '../../lib/constructs/instance-class';
import { LagAlarms } from '../../lib/constructs/lag-alarms';
import { AlarmKind, AlarmSeverity, type LagAlarmsOptions } from '../../lib/constructs/lag-alarms-props';
import { MigrationTask } from '../../lib/constructs/migration-task';
import type { MigrationTaskOptions } from '../../lib/constructs/migration-task-props';
import { MigrationType } from '../../lib/constructs/migration-type';
import { PhaseScaling } from '../../lib/constructs/phase-scaling';
import { ReplicationInstance } from '../../lib/constructs/replication-instance';
import type { ReplicationInstanceOptions } from '../../lib/constructs/replication-instance-props';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { TaskMonitor } from '../../lib/constructs/task-monitor';
import { Tls } from '../../lib/constructs/tls';
import { Validation } from '../../lib/constructs/validation';
import { closedGroup, importedInstance, reachable, testSecret } from '../support/endpoints';
import { every, failures, only, testStack, testVpc } from '../support/stacks';
import { testPair } from '../support/tasks';

const ALARM = 'AWS::CloudWatch::Alarm';
const COMPOSITE = 'AWS::CloudWatch::CompositeAlarm';

const LARGE: ReplicationInstanceOptions = { instanceClass: InstanceClass.R6I_LARGE, storage: Size.gibibytes(200) };

function anInstance(stack: Stack, options = LARGE): ReplicationInstance {
  return new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), ...options });
}

function aTask(stack: Stack, pair: EndpointPair, id: string, options: Partial<MigrationTaskOptions> = {}): MigrationTask {
  return new MigrationTask(stack, id, { endpointPair: pair, tableMappings: TableMappings.includeSchema(id.toLowerCase()), ...options });
}

interface Given {
  readonly stack: Stack;
  readonly instance: ReplicationInstance;
  readonly pair: EndpointPair;
  readonly alarms: LagAlarms;
}

function given(options: LagAlarmsOptions = {}, ofInstance?: ReplicationInstanceOptions): Given {
  const stack = testStack();
  const instance = anInstance(stack, ofInstance);
  const pair = testPair(stack, { instance });
  return { stack, instance, pair, alarms: new LagAlarms(stack, 'Alarms', { instance, ...options }) };
}

/** The properties of an alarm as they are rendered. */
function rendered(stack: Stack, alarm: cloudwatch.IAlarm | undefined): Record<string, unknown> {
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Properties: Record<string, unknown> }> };
  return Resources[stack.getLogicalId((alarm as cloudwatch.Alarm).node.defaultChild as cloudwatch.CfnAlarm)].Properties;
}

test('the critical ones make one composite alarm, which pages once for all of them', () => {
  const { stack, pair, alarms } = given();
  aTask(stack, pair, 'Sales');
  const composite = only(stack, COMPOSITE);
  const topic = { Ref: stack.getLogicalId(alarms.criticalTopic.node.defaultChild as sns.CfnTopic) };
  expect(composite).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
  const rule = JSON.stringify(stack.resolve(composite.AlarmRule));
  const critical = Object.values(AlarmKind).flatMap((kind) => alarms.find(kind, { severity: AlarmSeverity.CRITICAL }));
  expect(critical.length).toBe(7);
  expect(critical.filter((alarm) => !rule.includes(`"${stack.getLogicalId(alarm.node.defaultChild as cloudwatch.CfnAlarm)}"`))).toEqual([]);
});

test('every alarm tells its runbook by itself', () => {
  const { stack, pair } = given();
  aTask(stack, pair, 'Sales', { validation: Validation.enabled() });
  for (const { AlarmActions = [], InsufficientDataActions = [], AlarmDescription } of every(stack, ALARM) as Record<string, unknown[]>[]) {
    expect([...AlarmActions, ...InsufficientDataActions]).toHaveLength(1);
    expect(JSON.stringify(AlarmDescription)).toMatch(/Look at: \(1\) .*; \(2\) .*; \(3\) .*\. Threshold: /);
  }
});

test('tasks that come later have alarms, too', () => {
  const { stack, pair, alarms } = given();
  expect(alarms.find(AlarmKind.FAILED_TASK)).toEqual([]);
  const task = aTask(stack, pair, 'Sales');
  expect(alarms.find(AlarmKind.FAILED_TASK, { task })).toHaveLength(1);
  expect(rendered(stack, alarms.find(AlarmKind.FAILED_TASK)[0]).Dimensions).toEqual([
    { Name: 'ReplicationInstanceIdentifier', Value: expect.stringMatching(/^test-instance-/) as string },
    { Name: 'ReplicationTaskIdentifier', Value: { 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: expect.stringMatching(/^Sales/) as string }] }] } },
  ]);
});

test('a lag goes off unless it shrinks', () => {
  const { stack, pair, alarms } = given({ lag: { warning: Duration.minutes(2), critical: Duration.minutes(4), sustained: Duration.minutes(10) } });
  const task = aTask(stack, pair, 'Sales');
  const [warning] = alarms.find(AlarmKind.SOURCE_LAG, { task, severity: AlarmSeverity.WARNING });
  expect(rendered(stack, warning)).toMatchObject({
    Threshold: 120, EvaluationPeriods: 3, DatapointsToAlarm: 2, TreatMissingData: 'notBreaching', ComparisonOperator: 'GreaterThanThreshold',
    Metrics: [
      { Expression: 'IF(DIFF(lag) < -30, 0, lag)', ReturnData: true },
      { Id: 'lag', MetricStat: { Metric: { Namespace: 'AWS/DMS', MetricName: 'CDCLatencySource' }, Stat: 'Maximum', Period: 300 }, ReturnData: false },
    ],
  });
  expect(rendered(stack, alarms.find(AlarmKind.SOURCE_LAG, { severity: AlarmSeverity.CRITICAL })[0]).Threshold).toBe(240);
});

test('more tasks than there are alarms for are watched together', () => {
  const { stack, pair, alarms } = given({ tasksWithOwnAlarms: 1 });
  const first = aTask(stack, pair, 'Sales');
  expect(alarms.find(AlarmKind.TARGET_LAG)).toHaveLength(2);
  const second = aTask(stack, pair, 'Stock');
  expect([first, second].map((task) => alarms.find(AlarmKind.TARGET_LAG, { task }).length)).toEqual([2, 0]);
  const ofAll = alarms.find(AlarmKind.TARGET_LAG, { severity: AlarmSeverity.CRITICAL })[1];
  expect(rendered(stack, ofAll).Metrics).toEqual(expect.arrayContaining([expect.objectContaining({
    Id: 'lag', ReturnData: false, Period: 300,
    Expression: expect.stringMatching(/^SELECT MAX\(CDCLatencyTarget\) FROM SCHEMA\("AWS\/DMS", .*\) WHERE Repl\w+ = 'test-instance-/) as string,
  })]));
});

test('with hundreds of tasks there are no more alarms than with a few, and the page fits into the rules of composites', () => {
  const { stack, pair, alarms } = given({ tasksWithOwnAlarms: 20, sourceLogRetention: Duration.days(1) });
  for (let number = 0; number < 25; number++) aTask(stack, pair, `Task${number}`, { validation: Validation.enabled() });
  const before = alarms.alarms.length;
  for (let number = 25; number < 60; number++) aTask(stack, pair, `Task${number}`, { validation: Validation.enabled() });
  expect(alarms.alarms).toHaveLength(before);
  expect(before).toBeLessThan(290);
  const rules = every(stack, COMPOSITE).map(({ AlarmRule }) => JSON.stringify(AlarmRule).split('ALARM(').length - 1);
  expect(rules.length).toBeGreaterThan(1);
  expect(Math.max(...rules)).toBeLessThanOrEqual(35);
  const critical = alarms.alarms.filter(({ node: { id } }) => id.endsWith('Critical'));
  expect(rules.reduce((sum, count) => sum + count, 0)).toBe(critical.length + rules.length - 1);
});

test('the instance that was made elsewhere is watched as a whole', () => {
  const stack = testStack();
  const alarms = new LagAlarms(stack, 'Alarms', {
    instance: importedInstance(stack), instanceClasses: [InstanceClass.R6I_XLARGE], storage: Size.gibibytes(100),
  });
  expect(alarms.find(AlarmKind.FAILED_TASK)).toHaveLength(1);
  expect(rendered(stack, alarms.find(AlarmKind.LOW_MEMORY, { severity: AlarmSeverity.WARNING })[0]).Threshold).toBe(Math.round(3.2 * 2 ** 30));
  expect(rendered(stack, alarms.find(AlarmKind.LOW_STORAGE, { severity: AlarmSeverity.CRITICAL })[0]).Threshold).toBe(15 * 2 ** 30);
});

test('of an instance of which nothing is known, storage is left to the event of DMS', () => {
  const stack = testStack();
  const alarms = new LagAlarms(stack, 'Alarms', { instance: importedInstance(stack) });
  expect(alarms.find(AlarmKind.LOW_STORAGE)).toEqual([]);
  expect(alarms.events?.eventsSent).toEqual(expect.arrayContaining([expect.stringContaining('critical: instance DMS-EVENT-0007')]));
});

test('memory is measured by the smallest class, and a stop by the deadline of phase scaling', () => {
  const { stack, instance, pair, alarms } = given({}, {});
  aTask(stack, pair, 'Sales');
  new PhaseScaling(stack, 'Phases', {
    instance, fullLoadClass: InstanceClass.R6I_4XLARGE, cdcClass: InstanceClass.R6I_LARGE, pauseDeadline: Duration.hours(2),
  });
  expect(rendered(stack, alarms.find(AlarmKind.STOPPED_TASK)[0]).Threshold).toBe(7200 + 900);
  const unscaled = given();
  aTask(unscaled.stack, unscaled.pair, 'Sales');
  expect(rendered(unscaled.stack, unscaled.alarms.find(AlarmKind.STOPPED_TASK)[0]).Threshold).toBe(2700);
  expect(rendered(stack, alarms.find(AlarmKind.LOW_MEMORY, { severity: AlarmSeverity.CRITICAL })[0]).Threshold).toBe(Math.round(0.8 * 2 ** 30));
});

test('a stop that was given stays as given', () => {
  const { stack, instance, pair, alarms } = given({ plannedStop: Duration.minutes(20) }, {});
  aTask(stack, pair, 'Sales');
  new PhaseScaling(stack, 'Phases', { instance, fullLoadClass: InstanceClass.R6I_4XLARGE, cdcClass: InstanceClass.R6I_LARGE });
  expect(rendered(stack, alarms.find(AlarmKind.STOPPED_TASK)[0]).Threshold).toBe(1200);
});

test('a burstable instance has an alarm for what its credits come to', () => {
  const { stack, alarms } = given({}, { instanceClass: InstanceClass.T3_MEDIUM });
  expect(rendered(stack, alarms.find(AlarmKind.CPU_CREDITS)[0])).toMatchObject({ Threshold: 20, MetricName: 'CPUUtilization', Period: 3600, EvaluationPeriods: 6 });
  expect(given().alarms.find(AlarmKind.CPU_CREDITS)).toEqual([]);
});

test('an idle instance says what it costs, and how to retire it', () => {
  const { stack, alarms } = given({ hourlyPrice: 0.25 });
  expect(JSON.stringify(rendered(stack, alarms.find(AlarmKind.IDLE)[0]).AlarmDescription)).toContain('6.00 a day at the price that was given. It cannot be stopped, only deleted.');
  const hours = given();
  expect(JSON.stringify(rendered(hours.stack, hours.alarms.find(AlarmKind.IDLE)[0]).AlarmDescription)).toContain('each day 24 hours of dms.r6i.large, twice that with Multi-AZ.');
});

function fromRds(stack: Stack, instance: ReplicationInstance, source: SourceDatabase): EndpointPair {
  return new EndpointPair(stack, 'RdsPair', {
    instance, source, target: TargetDatabase.postgreSql({ ...reachable(stack, 'RdsTarget'), databaseName: 'app' }),
  });
}

test('a source on RDS is watched for the log that waits for DMS, once for all tasks', () => {
  const { stack, instance, alarms } = given();
  const database = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
    instanceIdentifier: 'orders', instanceEndpointAddress: 'orders.example.com', port: 5432, securityGroups: [closedGroup(stack)],
    engine: rds.DatabaseInstanceEngine.POSTGRES,
  });
  const pair = fromRds(stack, instance, SourceDatabase.fromDatabaseInstance(database, { secret: testSecret(stack, 'RdsSecret'), databaseName: 'app' }));
  aTask(stack, pair, 'Sales');
  aTask(stack, pair, 'Stock');
  const found = alarms.find(AlarmKind.SOURCE_LOG).map((alarm) => rendered(stack, alarm));
  expect(found.map(({ MetricName, Threshold }) => [MetricName, Threshold])).toEqual([
    ['OldestReplicationSlotLag', 20 * 2 ** 30], ['OldestReplicationSlotLag', 50 * 2 ** 30],
    ['TransactionLogsDiskUsage', 20 * 2 ** 30], ['TransactionLogsDiskUsage', 50 * 2 ** 30],
  ]);
  expect(found[0]).toMatchObject({ Namespace: 'AWS/RDS', Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'orders' }] });
});

test('of Aurora MySQL it is the binary log of the writer', () => {
  const { stack, instance, alarms } = given();
  const cluster = rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Cluster', {
    clusterIdentifier: 'orders', engine: rds.DatabaseClusterEngine.AURORA_MYSQL, port: 3306, securityGroups: [closedGroup(stack)],
  });
  const pair = fromRds(stack, instance, SourceDatabase.fromDatabaseCluster(cluster, {
    secret: testSecret(stack, 'RdsSecret'), databaseName: 'app', tls: Tls.none(),
  }));
  aTask(stack, pair, 'Sales');
  expect(rendered(stack, alarms.find(AlarmKind.SOURCE_LOG)[0])).toMatchObject({
    MetricName: 'SumBinaryLogSize', Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'orders' }, { Name: 'Role', Value: 'WRITER' }],
  });
});

test('a source in another Region has its metrics there', () => {
  const app = new App();
  const elsewhere = new Stack(app, 'Elsewhere', { env: { account: '111122223333', region: 'us-east-1' } });
  const stack = new Stack(app, 'Here', { env: { account: '111122223333', region: 'eu-west-1' } });
  const database = rds.DatabaseInstance.fromDatabaseInstanceAttributes(elsewhere, 'Database', {
    instanceIdentifier: 'orders', instanceEndpointAddress: 'orders.example.com', port: 5432, securityGroups: [], engine: rds.DatabaseInstanceEngine.POSTGRES,
  });
  const instance = anInstance(stack);
  const alarms = new LagAlarms(stack, 'Alarms', { instance });
  const source = SourceDatabase.fromDatabaseInstance(database, {
    secret: testSecret(stack, 'RdsSecret'), databaseName: 'app', network: DatabaseNetwork.cidr('10.9.0.0/16'),
  });
  aTask(stack, fromRds(stack, instance, source), 'Sales');
  expect(alarms.find(AlarmKind.SOURCE_LOG)).toEqual([]);
});

test('what is excluded is not there', () => {
  const { stack, pair, alarms } = given({ exclude: [AlarmKind.SOURCE_LAG, AlarmKind.HIGH_CPU] });
  aTask(stack, pair, 'Sales');
  expect([...alarms.find(AlarmKind.SOURCE_LAG), ...alarms.find(AlarmKind.HIGH_CPU)]).toEqual([]);
  expect(alarms.find(AlarmKind.TARGET_LAG)).toHaveLength(2);
});

test('a composite of nothing is never in alarm', () => {
  const { stack } = given({ exclude: Object.values(AlarmKind) });
  Template.fromStack(stack).resourceCountIs(ALARM, 0);
  expect(only(stack, COMPOSITE).AlarmRule).toBe('FALSE');
});

test('topics of the user\'s own are used as they are', () => {
  const stack = testStack();
  const topic = (id: string): sns.ITopic => sns.Topic.fromTopicArn(stack, id, `arn:aws:sns:eu-west-1:111122223333:${id}`);
  const alarms = new LagAlarms(stack, 'Alarms', { instance: anInstance(stack), criticalTopic: topic('pager'), warningTopic: topic('team'), events: false });
  Template.fromStack(stack).resourceCountIs('AWS::SNS::Topic', 0);
  expect(only(stack, COMPOSITE).AlarmActions).toEqual(['arn:aws:sns:eu-west-1:111122223333:pager']);
  expect(rendered(stack, alarms.find(AlarmKind.SWAP)[0]).AlarmActions).toEqual(['arn:aws:sns:eu-west-1:111122223333:team']);
  expect(alarms.events).toBeUndefined();
});

test('the topic that is made is encrypted by the key of the instance, which lets alarms and events in', () => {
  const { stack } = given();
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
  for (const Service of ['cloudwatch.amazonaws.com', 'events.amazonaws.com']) {
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service } })]) } });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service } })]) } });
  }
});

test('the monitor that is there is used', () => {
  const stack = testStack();
  const instance = anInstance(stack);
  const monitor = new TaskMonitor(stack, 'Monitor', { instance });
  expect(new LagAlarms(stack, 'Alarms', { instance }).monitor).toBe(monitor);
});

test('amounts may be known only at deployment', () => {
  const minutes = Duration.seconds(Lazy.number({ produce: () => 420 }));
  const { stack, pair, alarms } = given({
    lag: { warning: minutes, critical: minutes, sustained: minutes }, stalledLoad: minutes, plannedStop: minutes, idle: minutes,
    sourceLogRetention: minutes,
  });
  const task = aTask(stack, pair, 'Sales');
  expect(rendered(stack, alarms.find(AlarmKind.SOURCE_LAG, { task })[0])).toMatchObject({ Threshold: 420, DatapointsToAlarm: 3 });
  expect(rendered(stack, alarms.find(AlarmKind.STOPPED_TASK)[0]).Threshold).toBe(420);
});

test('a task that loads only has no alarms for lag', () => {
  const { stack, pair, alarms } = given();
  aTask(stack, pair, 'Sales', { migrationType: MigrationType.FULL_LOAD });
  expect(alarms.find(AlarmKind.SOURCE_LAG)).toEqual([]);
  expect(alarms.find(AlarmKind.STALLED_LOAD)).toHaveLength(1);
});

test('fails for a monitor that looks too seldom, and for thresholds that make no sense, all at once', () => {
  expect(failures((stack) => {
    const instance = anInstance(stack);
    new TaskMonitor(stack, 'Monitor', { instance, interval: Duration.minutes(15) });
    new LagAlarms(stack, 'Alarms', { instance, lag: { warning: Duration.minutes(15), critical: Duration.minutes(5) }, idle: Duration.minutes(1) });
  })).toEqual(['alarmOrder', 'alarmIdle', 'alarmMonitorInterval']);
});

test('two tasks of the same id in two scopes have alarms of their own', () => {
  const { stack, pair, alarms } = given();
  const inner = new Stack(stack, 'Inner');
  aTask(stack, pair, 'Sales');
  const other = new MigrationTask(inner, 'Sales', { endpointPair: pair, tableMappings: TableMappings.includeSchema('other') });
  expect(alarms.find(AlarmKind.FAILED_TASK)).toHaveLength(2);
  expect(alarms.find(AlarmKind.FAILED_TASK, { task: other })).toHaveLength(1);
});
