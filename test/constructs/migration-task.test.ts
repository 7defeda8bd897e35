import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CfnParameter, Lazy, RemovalPolicy, Size, Tags, Token, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as dms from 'aws-cdk-lib/aws-dms';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CdcStart, CdcStop } from '../../lib/constructs/cdc-start';
import { Encryption } from '../../lib/constructs/encryption';
import { InstanceClass } from '../../lib/constructs/instance-class';
import { LobHandling } from '../../lib/constructs/lob-handling';
import { MigrationTask } from '../../lib/constructs/migration-task';
import type { MigrationTaskOptions } from '../../lib/constructs/migration-task-props';
import { MigrationType } from '../../lib/constructs/migration-type';
import { ReplicationInstance } from '../../lib/constructs/replication-instance';
import type { ReplicationInstanceOptions } from '../../lib/constructs/replication-instance-props';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { SelectionRule } from '../../lib/constructs/table-mapping-selection';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TaskSettings } from '../../lib/constructs/task-settings';
import { Tls } from '../../lib/constructs/tls';
import { Validation } from '../../lib/constructs/validation';
import { TASK_METRICS } from '../../lib/plan/metrics';
import { ACCOUNT, reachable, testKey } from '../support/endpoints';
import { only, synthesisErrors, testStack, testVpc } from '../support/stacks';
import { TASK, testPair, testSource, testTask } from '../support/tasks';

const CONTROLLED = ['SOURCE_UNLOAD', 'TARGET_LOAD', 'SOURCE_CAPTURE', 'TARGET_APPLY'];

function make(options: Partial<MigrationTaskOptions> = {}): { stack: Stack; task: MigrationTask } {
  const stack = testStack();
  return { stack, task: testTask(stack, options) };
}

/** A task on an instance of this app. */
function makeOn(options: ReplicationInstanceOptions, task: Partial<MigrationTaskOptions> = {}): Stack {
  const stack = testStack();
  const instance = new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), encryption: Encryption.customerManagedKey(testKey(stack)), ...options });
  testTask(stack, task, testPair(stack, { instance }));
  return stack;
}

function propertiesOf(options: Partial<MigrationTaskOptions>): Record<string, unknown> {
  return only(make(options).stack, TASK);
}

function settingsOf(options: Partial<MigrationTaskOptions>): unknown {
  return JSON.parse(String(propertiesOf(options).ReplicationTaskSettings));
}

function identifierIn(stack: Stack): unknown {
  return only(stack, TASK).ReplicationTaskIdentifier;
}

function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('/Test/Task', Match.anyValue()).map(({ entry }) => String(entry.data));
}

test('has the L1 as its default child', () => {
  expect(make().task.node.defaultChild).toBeInstanceOf(dms.CfnReplicationTask);
});

test('loads the tables and follows their changes, and says nothing that DMS has by itself, but for the log', () => {
  const { stack } = make();
  const { ReplicationTaskSettings: settings, ...properties } = only(stack, TASK);
  expect(properties).toEqual({
    MigrationType: 'full-load-and-cdc',
    ReplicationInstanceArn: `arn:aws:dms:eu-west-1:${ACCOUNT}:rep:ABC`,
    SourceEndpointArn: { Ref: expect.stringMatching(/^PairSource/) },
    TargetEndpointArn: { Ref: expect.stringMatching(/^PairTarget/) },
    ReplicationTaskIdentifier: expect.stringMatching(/^test-task-[0-9a-f]{8}$/),
    TableMappings: '{"rules":[{"rule-type":"selection","rule-id":"1","rule-name":"include-sales-all",'
      + '"object-locator":{"schema-name":"sales","table-name":"%"},"rule-action":"include"}]}',
    Tags: [{ Key: 'Name', Value: 'Test/Task' }],
  });
  // What the Security Hub controls DMS.7 and DMS.8 ask for, in DMS's own order.
  expect(JSON.parse(String(settings))).toEqual({
    Logging: { EnableLogging: true, LogComponents: CONTROLLED.map((Id) => ({ Id, Severity: 'LOGGER_SEVERITY_DEFAULT' })) },
  });
});

describe('the name', () => {
  const onInstance = (options: ReplicationInstanceOptions): unknown => identifierIn(makeOn(options));

  test('is in lower case, and the same in every synthesis', () => {
    expect(identifierIn(make().stack)).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(identifierIn(make().stack)).toBe(identifierIn(make().stack));
  });

  test('is another when the instance is replaced, as by another key', () => {
    expect(onInstance({ encryption: Encryption.awsManagedKey() })).not.toBe(onInstance({}));
  });

  test('is another when an endpoint is replaced, as by another end of its ARN', () => {
    const stack = testStack();
    testTask(stack, {}, testPair(stack, { source: testSource(stack, { resourceIdentifier: 'orders' }) }));
    expect(identifierIn(stack)).not.toBe(identifierIn(make().stack));
  });

  test('is another when the task is to have another end of its ARN', () => {
    expect(identifierIn(make({ resourceIdentifier: 'orders' }).stack)).not.toBe(identifierIn(make().stack));
  });

  test.each<[string, Partial<MigrationTaskOptions>]>([
    ['table mappings', { tableMappings: TableMappings.includeSchema('archive') }],
    ['settings', { taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: 4 } }) }],
    ['stop', { cdcStop: CdcStop.atServerTime(new Date('2026-02-01T00:00:00Z')) }],
    ['task data', { taskData: '{}' }],
  ])('stays when the %s can be changed in place', (_, options) => {
    expect(identifierIn(make(options).stack)).toBe(identifierIn(make().stack));
  });

  test('stays when the instance is changed in place', () => {
    expect(onInstance({ instanceClass: InstanceClass.R5_LARGE, engineVersion: '3.6.1' })).toBe(onInstance({}));
  });

  test('is the one that is given', () => {
    expect(make({ migrationTaskIdentifier: 'orders' }).task.migrationTaskIdentifier).toBe('orders');
  });
});

test('takes everything that CloudFormation has', () => {
  const stack = testStack();
  const mappings = '{"rules": [{"rule-type": "selection", "rule-id": 1, "rule-name": "1", '
    + '"object-locator": {"schema-name": "a", "table-name": "%"}, "rule-action": "include"}]}';
  testTask(stack, {
    migrationType: MigrationType.CDC,
    tableMappings: TableMappings.fromJsonString(mappings),
    taskSettings: TaskSettings.fromJsonString('{ "Logging": { "EnableLogging": false } }'),
    cdcStart: CdcStart.atPosition('4AF/B00000D0'),
    cdcStop: CdcStop.of('server_time:2026-02-09T12:12:12'),
    taskData: '{"a": 1}',
    migrationTaskIdentifier: 'orders',
    resourceIdentifier: 'orders-arn',
    removalPolicy: RemovalPolicy.RETAIN,
  }, testPair(stack, { source: testSource(stack, { settings: { slotName: 'dms' } }) }));
  Tags.of(stack).remove('Name');
  expect(only(stack, TASK)).toEqual({
    MigrationType: 'cdc',
    ReplicationInstanceArn: expect.anything(),
    SourceEndpointArn: expect.anything(),
    TargetEndpointArn: expect.anything(),
    TableMappings: mappings,
    ReplicationTaskSettings: '{ "Logging": { "EnableLogging": false } }',
    CdcStartPosition: '4AF/B00000D0',
    CdcStopPosition: 'server_time:2026-02-09T12:12:12',
    TaskData: '{"a": 1}',
    ReplicationTaskIdentifier: 'orders',
    ResourceIdentifier: 'orders-arn',
  });
  Template.fromStack(stack).hasResource(TASK, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });

  const typings = readFileSync(join(dirname(require.resolve('aws-cdk-lib/aws-dms')), 'lib/dms.generated.d.ts'), 'utf8');
  const body = /interface CfnReplicationTaskProps \{([\s\S]*?)\n\}/.exec(typings)?.[1] ?? '';
  const known = [...body.matchAll(/^ +readonly (\w+)\??:/gm)].map(([, name]) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  // The start time is the other way to say where capture begins; tags come from Tags.
  expect([...Object.keys(only(stack, TASK)), 'CdcStartTime', 'Tags'].sort()).toEqual(known.sort());
});

describe('change capture', () => {
  const mySql = (stack: Stack): SourceDatabase => SourceDatabase.mySql({ ...reachable(stack, 'MySql'), tls: Tls.none() });

  test.each<[string, Partial<MigrationTaskOptions>, object]>([
    ['from a time, in the form that DMS documents', { cdcStart: CdcStart.atTime(new Date('2026-01-31T12:00:00.5Z')) }, { CdcStartPosition: '2026-01-31T12:00:00' }],
    ['from a position', { cdcStart: CdcStart.atPosition('mysql-bin-changelog.000024:373') }, { CdcStartPosition: 'mysql-bin-changelog.000024:373' }],
    ['from CloudFormation\'s start time, as it is given', { cdcStart: CdcStart.atEpoch(1769860800) }, { CdcStartTime: 1769860800 }],
    ['up to a time by the server\'s clock', { cdcStop: CdcStop.atServerTime(new Date('2026-02-01T00:00:00Z')) }, { CdcStopPosition: 'server_time:2026-02-01T00:00:00' }],
    ['up to a time of commit', { cdcStop: CdcStop.atCommitTime(new Date('2026-02-01T00:00:00Z')) }, { CdcStopPosition: 'commit_time:2026-02-01T00:00:00' }],
  ])('goes %s', (_, options, rendered) => {
    const stack = testStack();
    testTask(stack, { migrationType: MigrationType.CDC, ...options }, testPair(stack, { source: mySql(stack) }));
    const positions = Object.entries(only(stack, TASK)).filter(([name]) => name.startsWith('Cdc'));
    expect(Object.fromEntries(positions)).toEqual(rendered);
  });

  test('without a start is warned of, as changes may be missing', () => {
    const { stack } = make({ migrationType: MigrationType.CDC });
    expect(warnings(stack)).toContainEqual(expect.stringContaining('[cdcStartMissing]'));
  });

  test.each<[string, object]>([
    ['in the settings', { settings: { slotName: 'dms' } }],
    ['in the extra connection attributes', { extraConnectionAttributes: 'slotName=dms' }],
    ['in settings as CloudFormation spells them', { additionalSettings: { SlotName: 'dms' } }],
  ])('from a position of PostgreSQL takes the slot %s', (_, props) => {
    const stack = testStack();
    testTask(stack, { migrationType: MigrationType.CDC, cdcStart: CdcStart.atPosition('4AF/B00000D0') }, testPair(stack, { source: testSource(stack, props) }));
    expect(synthesisErrors(stack)).toEqual([]);
  });
});

describe('documents', () => {
  test('as JSON are rendered to the last space', () => {
    const mappings = '{\n  "rules": [{"rule-type": "selection", "rule-id": 1, "rule-name": "1", '
      + '"object-locator": {"schema-name": "a", "table-name": "%"}, "rule-action": "include"}] }';
    const settings = '{"TargetMetadata" : {"BatchApplyEnabled":true}, "Logging": {"EnableLogging": false}}\n';
    expect(propertiesOf({ tableMappings: TableMappings.fromJsonString(mappings), taskSettings: TaskSettings.fromJsonString(settings) }))
      .toMatchObject({ TableMappings: mappings, ReplicationTaskSettings: settings });
  });

  test('may have values in them that are known only at deployment', () => {
    const stack = testStack();
    const schema = new CfnParameter(stack, 'Schema').valueAsString;
    const tables = new CfnParameter(stack, 'Tables', { type: 'Number' }).valueAsNumber;
    testTask(stack, {
      tableMappings: TableMappings.of(SelectionRule.include({ schema, loadOrder: tables })),
      taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: tables } }),
    });
    expect(synthesisErrors(stack)).toEqual([]);
    const { TableMappings: mappings, ReplicationTaskSettings: settings } = only(stack, TASK);
    expect(mappings).toEqual({
      'Fn::Join': ['', [
        '{"rules":[{"rule-type":"selection","rule-id":"1","rule-name":"include-all","object-locator":{"schema-name":"', { Ref: 'Schema' },
        '","table-name":"%"},"rule-action":"include","load-order":"', { Ref: 'Tables' }, '"}]}',
      ]],
    });
    expect(settings).toEqual({
      'Fn::Join': ['', [
        '{"FullLoadSettings":{"MaxFullLoadSubTasks":', { Ref: 'Tables' },
        expect.stringMatching(/^\},"Logging":\{"EnableLogging":true,/),
      ]],
    });
  });

  test('as JSON may have such values in them too', () => {
    const stack = testStack();
    const schema = new CfnParameter(stack, 'Schema').valueAsString;
    testTask(stack, {
      tableMappings: TableMappings.fromJsonString(JSON.stringify({ rules: [{
        'rule-type': 'selection', 'rule-id': '1', 'rule-name': '1', 'object-locator': { 'schema-name': schema, 'table-name': '%' }, 'rule-action': 'include',
      }] })),
      taskSettings: TaskSettings.fromJsonString(JSON.stringify({ TargetMetadata: { TargetSchema: schema } })),
    });
    expect(synthesisErrors(stack)).toEqual([]);
    const { TableMappings: mappings, ReplicationTaskSettings: settings } = only(stack, TASK);
    expect(JSON.stringify(mappings)).toContain('{"Ref":"Schema"}');
    expect(settings).toEqual({ 'Fn::Join': ['', ['{"TargetMetadata":{"TargetSchema":"', { Ref: 'Schema' }, '"}}']] });
  });

  test('may be known as a whole only at deployment', () => {
    const stack = testStack();
    const document = (name: string): string => new CfnParameter(stack, name).valueAsString;
    testTask(stack, {
      tableMappings: TableMappings.fromJsonString(document('Mappings')),
      taskSettings: TaskSettings.fromJsonString(document('Settings')),
      taskData: document('Data'),
    });
    expect(synthesisErrors(stack)).toEqual([]);
    expect(only(stack, TASK)).toMatchObject({ TableMappings: { Ref: 'Mappings' }, ReplicationTaskSettings: { Ref: 'Settings' }, TaskData: { Ref: 'Data' } });
  });

  test('are left out where there are no settings', () => {
    expect(propertiesOf({ taskSettings: TaskSettings.none() })).not.toHaveProperty('ReplicationTaskSettings');
  });

  test('have what else the task says put into them', () => {
    expect(settingsOf({
      taskSettings: TaskSettings.of({ targetMetadata: { batchApplyEnabled: true } }),
      lobHandling: LobHandling.limited(Size.kibibytes(48)),
      validation: Validation.enabled({ threadCount: 10 }),
    })).toEqual({
      TargetMetadata: { BatchApplyEnabled: true, SupportLobs: true, FullLobMode: false, LimitedSizeLobMode: true, LobMaxSize: 48 },
      Logging: expect.anything(),
      ValidationSettings: { EnableValidation: true, ThreadCount: 10, ValidationPartialLobSize: 48 },
    });
  });

  test('have it put into JSON and into no settings, too', () => {
    const lobHandling = LobHandling.none();
    expect(settingsOf({ taskSettings: TaskSettings.fromJsonString('{"Logging":{"EnableLogging":false}}'), lobHandling }))
      .toEqual({ Logging: { EnableLogging: false }, TargetMetadata: { SupportLobs: false } });
    expect(settingsOf({ taskSettings: TaskSettings.none(), lobHandling })).toEqual({ TargetMetadata: { SupportLobs: false } });
  });
});

describe('metrics', () => {
  test('have the name of the instance and the last part of the task\'s ARN for their dimensions', () => {
    const { stack, task } = make();
    expect(stack.resolve(task.metricCdcLatencyTarget().toMetricConfig().metricStat)).toMatchObject({
      namespace: 'AWS/DMS',
      metricName: 'CDCLatencyTarget',
      statistic: 'Maximum',
      dimensions: [
        { name: 'ReplicationInstanceIdentifier', value: 'migration' },
        { name: 'ReplicationTaskIdentifier', value: { 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: expect.stringMatching(/^Task/) }] }] } },
      ],
    });
  });

  test('are there for every metric of a task that DMS documents, never as a sum', () => {
    const { task } = make();
    const metrics = [
      task.metricCpuAllocated(), task.metricCpuUtilization(), task.metricMemoryAllocated(), task.metricMemoryUsage(), task.metricSwapUsage(),
      task.metricFullLoadThroughputBandwidthSource(), task.metricFullLoadThroughputBandwidthTarget(),
      task.metricFullLoadThroughputRowsSource(), task.metricFullLoadThroughputRowsTarget(), task.metricCdcIncomingChanges(),
      task.metricCdcChangesMemorySource(), task.metricCdcChangesMemoryTarget(), task.metricCdcChangesDiskSource(), task.metricCdcChangesDiskTarget(),
      task.metricCdcThroughputBandwidthSource(), task.metricCdcThroughputBandwidthTarget(), task.metricCdcThroughputRowsSource(),
      task.metricCdcThroughputRowsTarget(), task.metricCdcLatencySource(), task.metricCdcLatencyTarget(),
    ];
    expect(metrics.map(({ metricName, statistic }) => [metricName, statistic]))
      .toEqual(Object.values(TASK_METRICS).map(({ name, statistic }) => [name, statistic]));
    expect(metrics.map(({ statistic }) => statistic)).not.toContain('Sum');
    expect(new Set(metrics.map(({ dimensions }) => Object.keys(dimensions ?? {}).length))).toEqual(new Set([2]));
  });

  test('take the user\'s statistic over their own, and names that DMS adds tomorrow', () => {
    const { task } = make();
    expect(task.metricCdcLatencySource({ statistic: 'p90' }).statistic).toBe('p90');
    expect(task.metric('Tomorrow')).toMatchObject({ metricName: 'Tomorrow', namespace: 'AWS/DMS' });
  });
});

describe('that exists', () => {
  const migrationTaskArn = `arn:aws:dms:eu-west-1:${ACCOUNT}:task:XYZ`;

  test('is known by its ARN and its instance', () => {
    const stack = testStack();
    const { instance } = testPair(stack);
    const task = MigrationTask.fromMigrationTaskAttributes(stack, 'Imported', { migrationTaskArn, replicationInstance: instance! });
    expect(task.env.region).toBe('eu-west-1');
    expect(task.migrationTaskArn).toBe(migrationTaskArn);
    expect(task.migrationTaskResourceId).toBe('XYZ');
    expect(task.metricSwapUsage().dimensions).toEqual({ ReplicationInstanceIdentifier: 'migration', ReplicationTaskIdentifier: 'XYZ' });
    Template.fromStack(stack).resourceCountIs(TASK, 0);
  });

  test('grants like one of this app', () => {
    const stack = testStack();
    const replicationInstance = testPair(stack).instance!;
    const task = MigrationTask.fromMigrationTaskAttributes(stack, 'Imported', { migrationTaskArn, replicationInstance });
    task.grantReadTableStatistics(new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() }));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'dms:DescribeTableStatistics', Effect: 'Allow', Resource: migrationTaskArn }] },
    });
  });
});

test('grants just what is asked, on just this task', () => {
  const { stack, task } = make();
  const role = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
  task.grantControl(role);
  task.grant(role, 'dms:ReloadTables');
  const Resource = { Ref: Match.stringLikeRegexp('^Task') };
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        { Action: ['dms:StartReplicationTask', 'dms:StopReplicationTask'], Effect: 'Allow', Resource },
        { Action: 'dms:ReloadTables', Effect: 'Allow', Resource },
      ],
    },
  });
});

describe('problems', () => {
  test('fails with all of them at once', () => {
    const { stack } = make({
      migrationType: MigrationType.FULL_LOAD,
      tableMappings: TableMappings.of(SelectionRule.exclude({ schema: 'sales' })),
      taskSettings: TaskSettings.of({ fullLoad: { commitRate: 0, maxFullLoadSubTasks: 50 } }),
      lobHandling: LobHandling.limited(Size.kibibytes(0)),
      cdcStart: CdcStart.atPosition('0/1A2B3C4'),
      cdcStop: CdcStop.of('midnight'),
      taskData: 'no JSON',
      migrationTaskIdentifier: 'Orders',
      resourceIdentifier: 'a b',
    });
    const errors = synthesisErrors(stack);
    expect(errors.map((message) => /\[(\w+)\]$/.exec(message)?.[1]).sort()).toEqual([
      'cdcStartWithoutCdc', 'cdcStopWithoutCdc', 'graphMappingForm', 'identifierCase', 'lobMaxSize', 'nothingIncluded', 'resourceIdentifierForm',
      'taskSettingRange', 'taskSettingRange',
    ]);
  });

  test.each<[string, Partial<MigrationTaskOptions>, string]>([
    ['a start on a task that only loads', { migrationType: MigrationType.FULL_LOAD, cdcStart: CdcStart.atPosition('0/1A2B3C4') },
      "[Test/Task] 'cdcStart' is given on a task of type full-load. Such a task captures no changes, so there is nothing to start. "
      + 'Leave it out, or choose MigrationType.CDC. [cdcStartWithoutCdc]'],
    ['an identifier that is not in lower case', { migrationTaskIdentifier: 'Orders' },
      "[Test/Task] 'migrationTaskIdentifier' must be in lower case, got \"Orders\". DMS stores identifiers in lower case, so CloudFormation would "
      + 'report drift for ever and metrics would have another name. Write "orders". [identifierCase]'],
    ['task data that is no JSON', { taskData: 'no JSON' },
      "[Test/Task] 'taskData' must be Gremlin's JSON or R2RML, got \"no JSON\". DMS reads how rows become a graph in these two forms. Build it with GraphMapping, or write it as {\"rules\": [...]}. [graphMappingForm]"],
    ['a position without a replication slot', { migrationType: MigrationType.CDC, cdcStart: CdcStart.atPosition('0/1A2B3C4') },
      "[Test/Task] 'cdcStart' is a position in the log of PostgreSQL, but the source endpoint names no replication slot. Only a slot made at that "
      + 'position keeps the log from there on, so DMS refuses the start. Make the slot with pg_create_logical_replication_slot and give its name as '
      + "slotName in the source's settings. [cdcStartWithoutSlot]"],
  ])('fails for %s', (_, options, message) => {
    expect(synthesisErrors(make(options).stack)).toEqual([message]);
  });

  test('names the place in a document, as the user wrote it', () => {
    const { stack } = make({ taskSettings: TaskSettings.fromJsonString('{"FullLoadSettings":{"CommitRate":0}}') });
    expect(synthesisErrors(stack)).toEqual([expect.stringMatching(/^\[Test\/Task\] 'taskSettings\.FullLoadSettings\.CommitRate' must be/)]);
  });

  test('takes whatever is known only at deployment', () => {
    const text = (): string => Lazy.string({ produce: () => '<late>' });
    const number = (): number => Lazy.number({ produce: () => -1 });
    const { stack } = make({
      migrationType: Token.asString({ Ref: 'AWS::NoValue' }) as MigrationType,
      tableMappings: TableMappings.includeTables(text(), [text()]),
      taskSettings: TaskSettings.of({ fullLoad: { commitRate: number() }, controlTables: { controlSchema: text() } }),
      lobHandling: LobHandling.limited(Size.kibibytes(number())),
      validation: Validation.enabled({ threadCount: number() }),
      cdcStart: CdcStart.atPosition(text()),
      cdcStop: CdcStop.of(text()),
      taskData: text(),
      migrationTaskIdentifier: text(),
      resourceIdentifier: text(),
    });
    expect(synthesisErrors(stack)).toEqual([]);
  });
});

describe('large objects', () => {
  const manyLobs = { lobHandling: LobHandling.limited(Size.mebibytes(1)) };

  test('that are cut off are warned of', () => {
    expect(warnings(make().stack)).toEqual([
      expect.stringMatching(/^'taskSettings\.TargetMetadata\.LobMaxSize' has LOBs cut off at 32 KB\. .*\[lobTruncation\]/),
    ]);
  });

  test('may fail the task instead, or be carried whole, or left out', () => {
    for (const source of [{ settings: { failTasksOnLobTruncation: true } }, { extraConnectionAttributes: 'failTasksOnLobTruncation=true' }]) {
      const stack = testStack();
      testTask(stack, {}, testPair(stack, { source: testSource(stack, source) }));
      expect(warnings(stack)).toEqual([]);
    }
    for (const lobHandling of [LobHandling.full(), LobHandling.none()]) expect(warnings(make({ lobHandling }).stack)).toEqual([]);
  });

  test('that do not fit into the memory of the instance are warned of, with the arithmetic', () => {
    expect(warnings(makeOn({ instanceClass: InstanceClass.T3_MEDIUM }, manyLobs))).toContainEqual(expect.stringMatching(
      /^'taskSettings\.TargetMetadata' needs 9\.8 GiB for LOBs \(1 LOB column x 1024 KB x 10000 rows\), and the instance has 4 GiB\. .*\[lobMemory\]/,
    ));
  });

  test('that fit are not', () => {
    expect(warnings(makeOn({ instanceClass: InstanceClass.R6I_LARGE }, manyLobs))).not.toContainEqual(expect.stringContaining('[lobMemory]'));
  });
});
