import { App, Duration, NestedStack, Size, Stack, Stage, Tags, type Environment } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CertificateContent, DmsCertificate } from '../../lib/constructs/certificate';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import { DmsServiceRoles, ServiceRole, ServiceRolesMode } from '../../lib/constructs/dms-service-roles';
import { Encryption } from '../../lib/constructs/encryption';
import { Endpoint } from '../../lib/constructs/endpoint';
import { EndpointPair } from '../../lib/constructs/endpoint-pair';
import { InstanceClass } from '../../lib/constructs/instance-class';
import { InstanceSizing } from '../../lib/constructs/instance-sizing';
import { LagAlarms } from '../../lib/constructs/lag-alarms';
import { AlarmKind } from '../../lib/constructs/lag-alarms-props';
import { MigrationDashboard } from '../../lib/constructs/migration-dashboard';
import { MigrationTask } from '../../lib/constructs/migration-task';
import type { MigrationTaskOptions } from '../../lib/constructs/migration-task-props';
import { MigrationType } from '../../lib/constructs/migration-type';
import { PhaseScaling } from '../../lib/constructs/phase-scaling';
import type { Rebound } from '../../lib/constructs/rebound';
import { ReplicationInstance } from '../../lib/constructs/replication-instance';
import { ReplicationStack, type ReplicationStackProps } from '../../lib/constructs/replication-stack';
import { ReplicationSubnetGroup } from '../../lib/constructs/replication-subnet-group';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { SelectionRule } from '../../lib/constructs/table-mapping-selection';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { TaskMonitor } from '../../lib/constructs/task-monitor';
import { TableProgress } from '../../lib/constructs/task-monitor-props';
import { TaskSettings } from '../../lib/constructs/task-settings';
import { ACCOUNT, ENDPOINT, reachable, testKey } from '../support/endpoints';
import { every, only, synthesisErrors, testStack, testVpc } from '../support/stacks';
import { TASK, testPair, UNMANAGED } from '../support/tasks';
import { writtenTemplates, type WrittenTemplate } from '../support/templates';

const INSTANCE = 'AWS::DMS::ReplicationInstance';
/** Resources, outputs and parameters of a template, and its size [CloudFormation User Guide, quotas]. */
const LIMITS = { resources: 500, outputs: 200, parameters: 200, bytes: 1_000_000 };

const sales = { tableMappings: TableMappings.includeSchema('sales') };

/** Two databases whose secrets are known by their names alone, so that no ARN is written by a test. */
function ends(scope: Stack): Pick<ReplicationStackProps, 'source' | 'target'> {
  const database = (name: string): Parameters<typeof SourceDatabase.postgreSql>[0] => ({
    secret: secretsmanager.Secret.fromSecretNameV2(scope, name, `${name}-database`),
    databaseName: 'app',
    network: DatabaseNetwork.cidr('10.20.0.0/16'),
  });
  return { source: SourceDatabase.postgreSql(database('source')), target: TargetDatabase.auroraPostgreSql(database('target')) };
}

function make(props: Partial<ReplicationStackProps> = {}, app = new App()): ReplicationStack {
  return new ReplicationStack(app, 'Migration', { ...ends(new Stack(app, 'Databases')), tasks: { Sales: sales }, ...props });
}

/** A stack in a VPC that exists. */
function makeIn(vpcOf: Stack, props: Partial<ReplicationStackProps> = {}): ReplicationStack {
  return new ReplicationStack(vpcOf.node.root, 'Migration', { ...ends(vpcOf), vpc: testVpc(vpcOf), tasks: { Sales: sales }, ...props });
}

type MakeTask = (index: number) => MigrationTaskOptions;
const moveSchema: MakeTask = (index) => ({ tableMappings: TableMappings.includeSchema(`schema_${index}`) });

function numbered(count: number, task: MakeTask = moveSchema): Record<string, MigrationTaskOptions> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`Task${index}`, task(index)]));
}

describe('the network', () => {
  test('is made where none is given: isolated subnets in two zones, with the ways to S3 and Secrets Manager, and a log of its flow', () => {
    const stack = make();
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::VPC', 1);
    template.resourceCountIs('AWS::EC2::Subnet', 2);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' });
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: 'Interface',
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.secretsmanager']] },
    });
    template.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'ALL' });
    template.hasResourceProperties('AWS::DMS::ReplicationSubnetGroup', {
      SubnetIds: stack.resolve(stack.vpc.isolatedSubnets.map(({ subnetId }) => subnetId)),
    });
  });

  test('that is made lets the instance fetch its secrets, and nobody else', () => {
    const stack = make();
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 443,
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^InstanceSecurityGroup'), 'GroupId'] },
    });
    expect(every(stack, 'AWS::EC2::SecurityGroup').filter(({ SecurityGroupIngress }) => SecurityGroupIngress !== undefined)).toEqual([]);
  });

  test('can be one that is there', () => {
    const template = Template.fromStack(makeIn(testStack()));
    template.resourceCountIs('AWS::EC2::VPC', 0);
    template.hasResourceProperties('AWS::DMS::ReplicationSubnetGroup', { SubnetIds: ['subnet-1', 'subnet-2'] });
  });
});

/** Nothing that tells, or is told, of anything. */
const QUIET = { alarms: { enabled: false }, monitor: { enabled: false } };
const SILENT = { ...QUIET, phaseScaling: { enabled: false }, testConnections: false, tasks: { Sales: { ...sales, ...UNMANAGED } } };

describe('encryption', () => {
  const keysOf = (stack: Stack): number => every(stack, 'AWS::KMS::Key').length;
  const ownKey = { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] };
  const keysUsed = (stack: Stack): unknown[] => [INSTANCE, ENDPOINT].flatMap((type) => every(stack, type)).map(({ KmsKeyId }) => KmsKeyId);

  test('is by one key of the stack\'s own for all', () => {
    for (const stack of [make(), makeIn(testStack())]) {
      expect(keysUsed(stack)).toEqual([ownKey, ownKey, ownKey]);
      expect(keysOf(stack)).toBe(1);
    }
    expect(every(make(), 'AWS::Logs::LogGroup').map(({ KmsKeyId }) => KmsKeyId)).toEqual([ownKey, ownKey, ownKey, ownKey, ownKey]);
    expect(every(make(), 'AWS::SNS::Topic').map(({ KmsMasterKeyId }) => KmsMasterKeyId)).toEqual([ownKey, ownKey]);
  });

  test('can be by a key that is given: then a key of one\'s own is made for the logs of a network that is made, and none otherwise', () => {
    const given = (scope: Stack): Partial<ReplicationStackProps> => ({
      replicationInstance: { encryption: Encryption.customerManagedKey(testKey(scope)) },
      ...SILENT,
    });
    const there = testStack();
    expect(keysOf(makeIn(there, given(there)))).toBe(0);

    const app = new App();
    const made = make(given(new Stack(app, 'Key')), app);
    expect(keysOf(made)).toBe(1);
    expect(new Set(keysUsed(made)).size).toBe(1);
    expect(keysUsed(made)).not.toContainEqual(ownKey);
    expect(only(made, 'AWS::KMS::Key').Description).toBe('Migration Migration, network logs');
  });

  test('can be by AWS\'s own key', () => {
    const awsKey = { replicationInstance: { encryption: Encryption.awsManagedKey() }, ...SILENT };
    expect(keysUsed(makeIn(testStack(), awsKey))).toEqual([undefined, undefined, undefined]);
    expect(keysUsed(make(awsKey))).toEqual([undefined, undefined, undefined]);
    expect(keysOf(makeIn(testStack(), awsKey))).toBe(0);
  });

  test('of what deployments and phase scaling tell is by a key of one\'s own in any case: CloudWatch alarms could not use another', () => {
    const there = testStack();
    const imported = makeIn(there, { ...QUIET, replicationInstance: { encryption: Encryption.customerManagedKey(testKey(there)) } });
    expect(every(imported, 'AWS::KMS::Key').map(({ Description }) => Description))
      .toEqual(['Deployments of the DMS tasks of Migration', 'Phase scaling of Migration/Instance']);
    expect(keysOf(make({ replicationInstance: { encryption: Encryption.awsManagedKey() } }))).toBe(1);
  });
});

describe('alarms', () => {
  test('are there, with a monitor that looks at tables until the boundary', () => {
    const { stack, alarms, monitor } = whole();
    expect(alarms?.monitor).toBe(monitor);
    expect(alarms?.find(AlarmKind.FAILED_TASK)).toHaveLength(1);
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { TABLE_PROGRESS: 'untilBoundary' } } });
  });

  test('are shown on a dashboard, which can be left out', () => {
    const { stack } = whole({ dashboard: { dashboardName: 'orders' } });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'orders' });
    expect(JSON.stringify(only(stack, 'AWS::CloudWatch::Dashboard').DashboardBody)).toMatch(/AlarmsTaskSalesFailedTaskCritical/);
    expect(make({ dashboard: { enabled: false } }).dashboard).toBeUndefined();
  });

  test('are for tasks that are added, too', () => {
    const stack = make();
    stack.addTask('Later', sales);
    expect(stack.alarms?.find(AlarmKind.FAILED_TASK)).toHaveLength(2);
  });

  test('can be left out, and the monitor with them or without', () => {
    expect(make(QUIET)).toMatchObject({ alarms: undefined, monitor: undefined });
    expect(make({ alarms: { enabled: false } }).monitor).toBeDefined();
    const { stack, alarms, monitor } = whole({ monitor: { enabled: false } });
    expect(monitor).toBeUndefined();
    expect(TaskMonitor.of(stack.replicationInstance)).toBe(alarms?.monitor);
  });

  test('of what is given for them are made as given', () => {
    const { stack } = whole({ alarms: { plannedStop: Duration.minutes(20) }, monitor: { interval: Duration.minutes(2) } });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'StopTime', Threshold: 1200 });
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(2 minutes)' });
  });

  function whole(props?: Partial<ReplicationStackProps>): { stack: ReplicationStack; alarms?: LagAlarms; monitor?: TaskMonitor } {
    const stack = make(props);
    return { stack, alarms: stack.alarms, monitor: stack.monitor };
  }
});

describe('phase scaling', () => {
  const { R6I_4XLARGE: fullLoad, R6I_LARGE: cdc } = InstanceClass;
  const fullLoadOnly = { ...sales, migrationType: MigrationType.FULL_LOAD };
  const scales = (props: Partial<ReplicationStackProps>): boolean => makeIn(testStack(), props).phaseScaling !== undefined;

  test('is there where a task loads and captures changes, and the two need different classes', () => {
    expect(scales({})).toBe(true);
    expect(scales({ tasks: { Sales: fullLoadOnly } })).toBe(false);
    expect(scales({ tasks: { Sales: { ...sales, migrationType: MigrationType.CDC } } })).toBe(false);
    expect(scales({ tasks: {} })).toBe(false);
    expect(scales({ replicationInstance: { instanceClass: fullLoad } })).toBe(false);
    expect(scales({ replicationInstance: { sizing: InstanceSizing.explicit({ fullLoad }) } })).toBe(false);
    expect(scales({ replicationInstance: { sizing: InstanceSizing.explicit({ fullLoad, cdc }) } })).toBe(true);
    expect(scales({ phaseScaling: { enabled: false } })).toBe(false);
  });

  test('comes with the first such task that is added, and takes those before it along', () => {
    const stack = makeIn(testStack(), { tasks: { Early: fullLoadOnly } });
    expect(stack.phaseScaling).toBeUndefined();
    stack.addTask('Late', sales);
    expect(stack.phaseScaling).toBe(PhaseScaling.of(stack.replicationInstance));
    const { LoadingTasks } = every(stack, 'Custom::DmsPhaseScaling')[0] as { LoadingTasks: string[] };
    expect(LoadingTasks).toEqual([expect.stringMatching(/^migration-early-/), expect.stringMatching(/^migration-late-/)]);
  });

  test('takes what is said of it', () => {
    const stack = makeIn(testStack(), { phaseScaling: { fullLoadClass: fullLoad, cdcClass: cdc, enabled: true } });
    expect(every(stack, 'Custom::DmsPhaseScaling')[0]).toMatchObject({ FullLoadClass: 'dms.r6i.4xlarge', CdcClass: 'dms.r6i.large' });
    expect(stack.phaseScaling?.scalingReasons[0]).toBe('full load: dms.r6i.4xlarge, as given');
  });

  test('that is asked for in words is told when there is nothing to scale', () => {
    const warnings = (props: Partial<ReplicationStackProps>): string[] => {
      const stack = makeIn(testStack(), props);
      return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('phaseScaling(SameClass|NoLoad)')).map(({ id }) => id);
    };
    expect(warnings({ phaseScaling: { fullLoadClass: cdc, cdcClass: cdc } })).toEqual(['/Migration/PhaseScaling']);
    const classes = { fullLoadClass: fullLoad, cdcClass: cdc };
    expect(warnings({ phaseScaling: classes, tasks: { Sales: fullLoadOnly } })).toEqual(['/Migration/PhaseScaling']);
    expect(warnings({})).toEqual([]);
  });

  test('tells what its options are not', () => {
    const stack = makeIn(testStack(), { phaseScaling: { rebound: 'never' as unknown as Rebound } });
    const message = /^\[Migration\/PhaseScaling\] 'rebound' must be of the type Rebound, got "never"\./;
    expect(synthesisErrors(stack)).toEqual([expect.stringMatching(message)]);
  });
});

test('takes everything that can be said of an instance', () => {
  Template.fromStack(makeIn(testStack(), {
    replicationInstance: { instanceClass: InstanceClass.R6I_4XLARGE, storage: Size.gibibytes(500), engineVersion: '3.6.1' },
  })).hasResourceProperties(INSTANCE, { ReplicationInstanceClass: 'dms.r6i.4xlarge', AllocatedStorage: 500, EngineVersion: '3.6.1' });
});

test('tells what it has made', () => {
  const { Outputs } = Template.fromStack(makeIn(testStack(), { tasks: { Sales: sales, Archive: sales } })).toJSON() as { Outputs: object };
  expect(Outputs).toEqual({
    InstanceArn: { Value: { Ref: expect.stringMatching(/^Instance/) } },
    InstanceIdentifier: { Value: expect.stringMatching(/^migration-instance-[0-9a-f]{8}$/) },
    SalesTaskArn: { Value: { Ref: expect.stringMatching(/^Sales/) } },
    ArchiveTaskArn: { Value: { Ref: expect.stringMatching(/^Archive/) } },
  });
});

test('takes more tasks and more endpoints on the same instance', () => {
  const host = testStack();
  const stack = makeIn(host);
  const pair = stack.addEndpointPair('Orders', {
    source: SourceDatabase.auroraPostgreSql({ ...reachable(host, 'Orders'), databaseName: 'orders' }),
    target: TargetDatabase.postgreSql({ ...reachable(host, 'NewOrders'), databaseName: 'orders' }),
  });
  const task = stack.addTask('OrdersTask', { ...sales, endpointPair: pair, migrationType: MigrationType.FULL_LOAD });
  stack.addTask('MoreSales', { tableMappings: TableMappings.includeSchema('more') });

  expect(stack.tasks.map(({ node }) => node.id)).toEqual(['Sales', 'OrdersTask', 'MoreSales']);
  expect(pair.instance).toBe(stack.replicationInstance);
  expect(task.replicationInstance).toBe(stack.replicationInstance);
  const template = Template.fromStack(stack);
  template.resourceCountIs(INSTANCE, 1);
  template.resourceCountIs(ENDPOINT, 4);
  template.hasResourceProperties(TASK, { MigrationType: 'full-load', SourceEndpointArn: { Ref: Match.stringLikeRegexp('^OrdersSource') } });
});

test('gives its tasks to look at, not to change', () => {
  const stack = make();
  stack.tasks.pop();
  expect(stack.tasks).toHaveLength(1);
});

describe('many tasks', () => {
  const written = (count: number, task?: MakeTask): WrittenTemplate[] =>
    writtenTemplates(make({ tasks: numbered(count, task) }).node.root as App).filter(({ name }) => name.startsWith('Migration'));
  const tasksIn = ({ resources }: WrittenTemplate): string[] => Object.keys(resources).filter((id) => resources[id].Type === TASK);
  const placesOf = (templates: WrittenTemplate[]): Map<string, string> =>
    new Map(templates.flatMap((template) => tasksIn(template).map((id) => [id, template.name])));
  const exceed = (templates: WrittenTemplate[]): unknown[] => templates.filter(({ resources, outputs, parameters, text }) =>
    Object.keys(resources).length > LIMITS.resources || outputs > LIMITS.outputs
    || parameters > LIMITS.parameters || Buffer.byteLength(text) > LIMITS.bytes);

  test('up to 100 stand in the stack itself', () => {
    const templates = written(100);
    expect(templates.map((template) => tasksIn(template).length)).toEqual([100]);
    expect(exceed(templates)).toEqual([]);
  });

  test('beyond that stand in nested stacks, each within CloudFormation\'s limits', () => {
    const templates = written(1000);
    expect(templates.map((template) => tasksIn(template).length)).toEqual([100, 300, 300, 300]);
    expect(placesOf(templates).size).toBe(1000);
    expect(exceed(templates)).toEqual([]);
  });

  test.each<[string, number, MakeTask]>([
    ['many rules', 200, (index) => ({
      tableMappings: TableMappings.of(...Array.from({ length: 40 }, (_, table) => SelectionRule.include({ schema: `schema_${index}`, table: `table_${table}` }))),
    })],
    ['names that take several bytes a letter', 200, (index) => ({
      tableMappings: TableMappings.includeTables(`订单${index}`, Array.from({ length: 20 }, (_, table) => `${'客户'.repeat(20)}${table}`)),
    })],
    ['large settings', 100, () => ({
      ...sales, taskSettings: TaskSettings.fromJsonString(JSON.stringify({ CharacterSetSettings: { CharacterReplacements: replacements(300) } })),
    })],
    ['large task data', 100, () => ({ ...sales, taskData: JSON.stringify(Array.from({ length: 2000 }, () => 'node')) })],
  ])('with %s do so earlier', (_, count, task) => {
    const templates = written(count, task);
    expect(templates.length).toBeGreaterThan(1);
    expect(placesOf(templates).size).toBe(count);
    expect(exceed(templates)).toEqual([]);
  });

  test('stay where they are when another is appended, wherever the limit is', () => {
    const counts = [99, 100, 101, 400, 401];
    const places = counts.map((count) => placesOf(written(count)));
    expect(places.map(({ size }) => size)).toEqual(counts);
    for (const [index, before] of places.slice(0, -1).entries()) {
      expect([...before].filter(([id, place]) => places[index + 1].get(id) !== place)).toEqual([]);
    }
  });

  test('have names of their own also in nested stacks, and the same as in every synthesis', () => {
    const names = (): unknown[] => written(102).flatMap((template) => tasksIn(template).map((id) => template.resources[id].Properties))
      .map((properties) => properties?.ReplicationTaskIdentifier);
    expect(new Set(names()).size).toBe(102);
    expect(names()).toEqual(names());
  });

  test('fail when one has the name of the nested stack that others need', () => {
    expect(() => make({ tasks: { Tasks2: sales, ...numbered(101) } })).toThrow("There is already a Construct with name 'Tasks2'");
  });

  function replacements(count: number): unknown[] {
    return Array.from({ length: count }, (_, index) => ({ SourceCharacterCodePoint: index, TargetCharacterCodePoint: 0 }));
  }
});

describe('its parts', () => {
  test('make the same in a stack of one\'s own', () => {
    const host = testStack();
    const whole = makeIn(host);

    const foreign = new Stack(new App(), 'Migration');
    const { source, target } = ends(new Stack(foreign.node.root, 'Test'));
    const vpc = testVpc(new Stack(foreign.node.root, 'Network'));
    const key = new kms.Key(foreign, 'Key', { description: 'Migration Migration', enableKeyRotation: true });
    const instance = new ReplicationInstance(foreign, 'Instance', { vpc, encryption: Encryption.customerManagedKey(key) });
    const endpointPair = new EndpointPair(foreign, 'Endpoints', { instance, source, target });
    new MigrationTask(foreign, 'Sales', { ...sales, endpointPair });
    new PhaseScaling(foreign, 'PhaseScaling', { instance });
    new TaskMonitor(foreign, 'Monitor', { instance, tableProgress: TableProgress.UNTIL_BOUNDARY, encryptionKey: key });
    new LagAlarms(foreign, 'Alarms', { instance, encryptionKey: key });
    new MigrationDashboard(foreign, 'Dashboard', { instance });

    const resourcesOf = (stack: Stack): unknown => (Template.fromStack(stack).toJSON() as { Resources: unknown }).Resources;
    expect(resourcesOf(foreign)).toEqual(resourcesOf(whole));
  });

  test.each<[string, (stack: Stack) => void]>([
    ['service roles', (stack) => new DmsServiceRoles(stack, 'Roles', { mode: ServiceRolesMode.CREATE, roles: [ServiceRole.VPC] })],
    ['a subnet group', (stack) => new ReplicationSubnetGroup(stack, 'Subnets', { vpc: testVpc(stack) })],
    ['an instance', (stack) => new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) })],
    ['a certificate', (stack) => new DmsCertificate(stack, 'Certificate', { content: CertificateContent.fromPemFile('bin/samples/authority.pem') })],
    ['an endpoint', (stack) => new Endpoint(stack, 'Endpoint', { database: ends(stack).source })],
    ['a pair on an instance that exists', (stack) => testPair(stack)],
  ])('stand alone: %s', (_, define) => {
    const stack = testStack();
    define(stack);
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('stand in a nested stack, and several times in one stack', () => {
    const stack = testStack();
    const nested = new NestedStack(stack, 'Nested');
    for (const [scope, id] of [[stack, 'First'], [stack, 'Second'], [nested, 'Third']] as const) {
      new ReplicationInstance(scope, id, { vpc: ec2.Vpc.fromVpcAttributes(scope, `${id}Vpc`, {
        vpcId: 'vpc-1', availabilityZones: ['eu-west-1a', 'eu-west-1b'], isolatedSubnetIds: ['subnet-1', 'subnet-2'],
      }) });
    }
    const names = [stack, nested].flatMap((each) => every(each, INSTANCE)).map(({ ReplicationInstanceIdentifier: name }) => String(name));
    expect(names.map((name) => name.slice(0, -9))).toEqual(['test-first', 'test-second', 'test-nested-third']);
  });
});

describe('among other stacks', () => {
  function withDatabase(env?: Environment): { app: App; data: Stack; migration: ReplicationStack } {
    const app = new App();
    const data = new Stack(app, 'Data', { env });
    const vpc = new ec2.Vpc(data, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    vpc.addInterfaceEndpoint('SecretsManager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER, open: false });
    const cluster = new rds.DatabaseCluster(data, 'Cluster', {
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_4 }),
      writer: rds.ClusterInstance.serverlessV2('Writer'),
      credentials: rds.Credentials.fromGeneratedSecret('dms', { excludeCharacters: ' ;.:+' }),
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    });
    const migration = new ReplicationStack(app, 'Migration', {
      env,
      vpc,
      source: ends(data).source,
      target: TargetDatabase.fromDatabaseCluster(cluster, { databaseName: 'app' }),
      tasks: { Sales: sales },
    });
    return { app, data, migration };
  }

  test('depends on that of the network and the database, which does not depend on it', () => {
    const { app, data, migration } = withDatabase();
    expect(() => app.synth()).not.toThrow();
    expect(migration.dependencies).toContain(data);
    expect(data.dependencies).toEqual([]);
  });

  test('opens the database\'s side from its own template', () => {
    const { migration } = withDatabase();
    Template.fromStack(migration).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: { 'Fn::ImportValue': Match.stringLikeRegexp('ClusterSecurityGroup') },
    });
  });

  test('keeps its names apart from those of the same stack in another stage', () => {
    const app = new App();
    const names = ['Dev', 'Prod'].map((id) => {
      const stage = new Stage(app, id);
      const stack = new ReplicationStack(stage, 'Migration', { ...ends(new Stack(stage, 'Databases')), tasks: { Sales: sales } });
      return only(stack, INSTANCE).ReplicationInstanceIdentifier;
    });
    expect(names).toEqual([expect.stringMatching(/^dev-migration-instance-/), expect.stringMatching(/^prod-migration-instance-/)]);
  });

  test('has its problems told in a stage', () => {
    const stage = new Stage(new App(), 'Dev');
    const stack = new ReplicationStack(stage, 'Migration', { ...ends(new Stack(stage, 'Databases')), tasks: { Sales: { ...sales, taskData: 'no JSON' } } });
    expect(synthesisErrors(stack)).toEqual([expect.stringMatching(/^\[Dev\/Migration\/Sales\] 'taskData' must be Gremlin's JSON or R2RML/)]);
  });

  test('carries the tags of its app', () => {
    const app = new App();
    Tags.of(app).add('team', 'data');
    const stack = make({}, app);
    for (const type of [INSTANCE, ENDPOINT, TASK]) Template.fromStack(stack).hasResourceProperties(type, { Tags: Match.arrayWith([{ Key: 'team', Value: 'data' }]) });
  });
});

describe('where it is deployed', () => {
  test.each<[string, Environment | undefined]>([
    ['is not known', undefined],
    ['is known', { account: ACCOUNT, region: 'eu-west-1' }],
    ['is China', { account: ACCOUNT, region: 'cn-north-1' }],
    ['is GovCloud', { account: ACCOUNT, region: 'us-gov-west-1' }],
  ])('%s: no ARN is of a partition that is not its own', (_, env) => {
    const app = new App();
    new ReplicationStack(app, 'Migration', { env, ...ends(new Stack(app, 'Databases', { env })), tasks: { Sales: sales } });
    const [{ text }] = writtenTemplates(app).filter(({ name }) => name.startsWith('Migration'));
    const own = { 'cn-north-1': 'aws-cn', 'us-gov-west-1': 'aws-us-gov', 'eu-west-1': 'aws' }[env?.region ?? ''];
    expect([...text.matchAll(/arn:(aws[a-z-]*)/g)].map(([, partition]) => partition).filter((partition) => partition !== own)).toEqual([]);
  });

  test('makes no difference to names: a stack may be in many Regions and accounts', () => {
    const nameIn = (env: Environment): unknown => {
      const app = new App();
      return only(new ReplicationStack(app, 'Migration', { env, ...ends(new Stack(app, 'Databases', { env })), tasks: {} }), INSTANCE).ReplicationInstanceIdentifier;
    };
    expect(nameIn({ account: ACCOUNT, region: 'eu-west-1' })).toBe(nameIn({ account: '444455556666', region: 'us-east-1' }));
  });
});

test('fails with the problems of all its parts at once', () => {
  const stack = makeIn(testStack(), {
    replicationInstance: { preferredMaintenanceWindow: 'whenever' },
    source: SourceDatabase.postgreSql({ databaseName: 'app', network: DatabaseNetwork.cidr('everywhere') }),
    tasks: { Sales: { ...sales, taskData: 'no JSON' } },
  });
  const errors = synthesisErrors(stack).map((message) => /^\[(.*?)\].*\[(\w+)\]$/.exec(message)?.slice(1));
  expect(errors.sort()).toEqual([
    ['Migration/Endpoints/Source', 'cidrForm'],
    ['Migration/Endpoints/Source', 'credentialsMissing'],
    ['Migration/Instance', 'maintenanceWindowForm'],
    ['Migration/Sales', 'graphMappingForm'],
  ]);
});
