import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CdcStart } from '../../lib/constructs/cdc-start';
import { Encryption } from '../../lib/constructs/encryption';
import { Endpoint, type IEndpoint } from '../../lib/constructs/endpoint';
import { EndpointPair } from '../../lib/constructs/endpoint-pair';
import { InstanceClass } from '../../lib/constructs/instance-class';
import { InstanceSizing } from '../../lib/constructs/instance-sizing';
import { MigrationTask } from '../../lib/constructs/migration-task';
import { MigrationType } from '../../lib/constructs/migration-type';
import { ReplicationStack, type ReplicationStackProps } from '../../lib/constructs/replication-stack';
import { ServerlessCapacity } from '../../lib/constructs/serverless-capacity';
import { ServerlessNetwork } from '../../lib/constructs/serverless-network';
import { ServerlessReplication } from '../../lib/constructs/serverless-replication';
import type { ServerlessReplicationOptions } from '../../lib/constructs/serverless-replication-props';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { serverlessPair } from '../support/lifecycle/serverless';
import { testStack, testVpc } from '../support/stacks';
import { testPair, testSource, testTarget, UNMANAGED } from '../support/tasks';

const CONFIG = 'AWS::DMS::ReplicationConfig';
const MAPPINGS = JSON.stringify({
  rules: [{
    'rule-type': 'selection', 'rule-id': '1', 'rule-name': 'all', 'rule-action': 'include', 'object-locator': { 'schema-name': 'a', 'table-name': '%' }, 'filters': [],
  }],
});
const ARN = 'arn:aws:dms:eu-west-1:111122223333:replication-config:ABC';

function defined(options: Partial<ServerlessReplicationOptions> = {}, stack = testStack()): ServerlessReplication {
  return new ServerlessReplication(stack, 'Orders', { endpointPair: serverlessPair(stack), tableMappings: TableMappings.includeSchema('sales'), ...options });
}

interface ManagedPolicy {
  readonly Properties: { readonly PolicyDocument: { readonly Statement: readonly { readonly Action: string | string[] }[] } };
}

function sized(fullLoad: InstanceClass, cdc?: InstanceClass): ServerlessCapacity {
  return ServerlessCapacity.forSizing(InstanceSizing.explicit({ fullLoad, cdc }));
}

function properties(options: Partial<ServerlessReplicationOptions> = {}): Record<string, unknown> {
  const [config] = Object.values(Template.fromStack(Stack.of(defined(options))).findResources(CONFIG)) as { Properties: Record<string, unknown> }[];
  return config.Properties;
}

function problemsOf(construct: ServerlessReplication): string {
  try {
    (construct.node.root as App).synth();
    return '';
  } catch (failure) {
    return (failure as Error).message;
  }
}

test('is secure, in two zones, and as large as it has to be, unless told otherwise', () => {
  expect(properties()).toMatchObject({
    ReplicationConfigIdentifier: expect.stringMatching(/^[a-z][a-z0-9-]{0,21}-[0-9a-f]{8}$/),
    ReplicationType: 'full-load-and-cdc',
    ComputeConfig: {
      MinCapacityUnits: 1, MaxCapacityUnits: 384, MultiAZ: true, KmsKeyId: { 'Fn::GetAtt': [expect.stringContaining('ServerlessKey'), 'Arn'] },
      ReplicationSubnetGroupId: { Ref: expect.stringContaining('SubnetGroup') },
      VpcSecurityGroupIds: [{ 'Fn::GetAtt': [expect.stringContaining('SecurityGroup'), 'GroupId'] }],
    },
    TableMappings: { rules: [expect.objectContaining({ 'rule-type': 'selection' })] },
    ReplicationSettings: { Logging: expect.objectContaining({ EnableLogging: true }) },
  });
});

test('has one name for its configuration and the end of its ARN, by which its log group goes', () => {
  const replication = defined();
  const template = Template.fromStack(Stack.of(replication));
  const { ReplicationConfigIdentifier: name, ResourceIdentifier: id } = properties();
  expect([name, replication.replicationConfigIdentifier, replication.logGroupName]).toEqual([id, id, `dms-serverless-replication-${String(id)}`]);
  template.hasResource('AWS::Logs::LogGroup', {
    Properties: { LogGroupName: replication.logGroupName, RetentionInDays: 180, KmsKeyId: Match.anyValue() }, DeletionPolicy: 'Delete',
  });
  template.hasResource(CONFIG, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('OrdersLogGroup')]) });
});

test('takes what it is given', () => {
  expect(properties({
    migrationType: MigrationType.FULL_LOAD, capacity: ServerlessCapacity.between(2, 16), availabilityZone: 'eu-west-1a', resourceIdentifier: 'ORDERS',
    preferredMaintenanceWindow: 'sun:06:00-sun:06:30', migrationTaskIdentifier: 'other', taskData: '{"a":1}', removalPolicy: RemovalPolicy.RETAIN,
  })).toMatchObject({
    ReplicationConfigIdentifier: 'other', ResourceIdentifier: 'ORDERS', ReplicationType: 'full-load', SupplementalSettings: { a: 1 },
    ComputeConfig: { MinCapacityUnits: 2, MaxCapacityUnits: 16, MultiAZ: false, AvailabilityZone: 'eu-west-1a', PreferredMaintenanceWindow: 'sun:06:00-sun:06:30' },
  });
});

test('has documents as text where a template cannot have them as objects', () => {
  expect(properties({ tableMappings: TableMappings.fromJsonString(MAPPINGS) }).TableMappings).toBe(MAPPINGS);
});

test.each([
  [ServerlessCapacity.unlimited(), { MinCapacityUnits: 1, MaxCapacityUnits: 384 }],
  [ServerlessCapacity.upTo(8), { MinCapacityUnits: 1, MaxCapacityUnits: 8 }],
  [sized(InstanceClass.R6I_XLARGE, InstanceClass.R6I_LARGE), { MinCapacityUnits: 8, MaxCapacityUnits: 32 }],
  [sized(InstanceClass.of('dms.x9.large')), { MinCapacityUnits: 1, MaxCapacityUnits: 384 }],
])('scales between the capacities of %#', (capacity, units) => {
  expect(properties({ capacity }).ComputeConfig).toMatchObject(units);
});

test('without a log group, DMS makes one', () => {
  const template = Template.fromStack(Stack.of(defined({ createLogGroup: false, ...UNMANAGED })));
  template.resourceCountIs('AWS::Logs::LogGroup', 0);
});

test('opens both databases to the network, and nothing else', () => {
  const replication = defined(UNMANAGED);
  expect(replication.connections.securityGroups).toHaveLength(1);
  const template = Template.fromStack(Stack.of(replication));
  const [{ Properties: { SecurityGroupEgress: egress } }] = Object.values(template.findResources('AWS::EC2::SecurityGroup', {
    Properties: { GroupDescription: Match.stringLikeRegexp('Serverless replications') },
  })) as { Properties: { SecurityGroupEgress: { CidrIp: string; FromPort: number }[] } }[];
  expect(egress.map(({ CidrIp, FromPort }) => [CidrIp, FromPort])).toEqual([['10.20.0.0/16', 5432], ['10.30.0.0/16', 5432]]);
});

test('deployments may start and stop it alone, list replications, and test no connection', () => {
  const statements = Object.values(Template.fromStack(Stack.of(defined())).findResources('AWS::IAM::ManagedPolicy'))
    .flatMap((policy) => (policy as ManagedPolicy).Properties.PolicyDocument.Statement);
  const dms = statements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('dms:')));
  expect(dms).toEqual(expect.arrayContaining([
    { Effect: 'Allow', Action: ['dms:StartReplication', 'dms:StopReplication'], Resource: [{ Ref: expect.stringContaining('Orders') }] },
    { Effect: 'Allow', Action: ['dms:DescribeReplications'], Resource: ['*'] },
  ]));
  expect(JSON.stringify(dms)).not.toContain('dms:TestConnection');
  expect(JSON.stringify(dms)).not.toContain('dms:StartReplicationTask');
});

test('deployments leave it alone if told so', () => {
  Template.fromStack(Stack.of(defined(UNMANAGED))).resourceCountIs('Custom::DmsDeployment', 0);
});

test('has what it takes to be watched: metrics by its ARN\'s end, grants, and a rule for its states', () => {
  const stack = testStack();
  const replication = ServerlessReplication.fromReplicationConfigArn(stack, 'Existing', ARN);
  expect([replication.env.region, replication.logGroupName]).toEqual(['eu-west-1', 'dms-serverless-replication-ABC']);
  const metrics = [
    replication.metricCapacityUtilization(), replication.metricCdcIncomingChanges(),
    replication.metricCdcLatencySource(), replication.metricCdcLatencyTarget(),
    replication.metricCdcThroughputBandwidthTarget(), replication.metricCdcThroughputRowsSource(), replication.metricCdcThroughputRowsTarget(),
    replication.metricFullLoadThroughputBandwidthTarget(), replication.metricFullLoadThroughputRowsTarget(),
  ];
  expect(metrics.map(({ metricName }) => metricName)).toEqual([
    'CapacityUtilization', 'CDCIncomingChanges', 'CDCLatencySource', 'CDCLatencyTarget', 'CDCThroughputBandwidthTarget', 'CDCThroughputRowsSource',
    'CDCThroughputRowsTarget', 'FullLoadThroughputBandwidthTarget', 'FullLoadThroughputRowsTarget',
  ]);
  expect(metrics[0].dimensions).toEqual({ ReplicationConfigIdentifier: 'ABC' });
  expect(replication.metricCdcLatencySource({ dimensionsMap: { Other: 'x' } }).dimensions).toEqual({ Other: 'x' });
  const role = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
  replication.grantControl(role);
  replication.grantReadTableStatistics(role);
  replication.onStateChange('Failed', { eventPattern: { detail: { category: ['Failure'] } } });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: [
    { Effect: 'Allow', Action: ['dms:StartReplication', 'dms:StopReplication'], Resource: ARN },
    { Effect: 'Allow', Action: 'dms:DescribeReplicationTableStatistics', Resource: ARN },
  ] } });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'source': ['aws.dms'], 'detail-type': ['DMS Replication State Change'], 'resources': [ARN], 'detail': { category: ['Failure'] } },
  });
});

describe('at synthesis', () => {
  test('all that is wrong is told at once', () => {
    const message = problemsOf(defined({
      capacity: ServerlessCapacity.between(16, 3), availabilityZone: 'eu-west-1a', preferredMaintenanceWindow: 'sunday', cdcStart: CdcStart.atPosition('1/1'),
      resourceIdentifier: 'a--b',
    }));
    for (const code of ['capacityUnits', 'capacityOrder', 'serverlessZone', 'maintenanceWindowForm', 'serverlessPosition', 'resourceIdentifierForm']) {
      expect(message).toContain(`[${code}]`);
    }
  });

  test('an endpoint pair of an instance, and a task on one of a network, end there', () => {
    const stack = testStack();
    const tableMappings = TableMappings.includeSchema('sales');
    expect(() => new ServerlessReplication(stack, 'A', { endpointPair: testPair(stack), tableMappings })).toThrow('[endpointPairHost]');
    const other = testStack();
    expect(() => new MigrationTask(other, 'B', { endpointPair: serverlessPair(other), tableMappings })).toThrow('[endpointPairHost]');
  });

  test('an endpoint pair has one of the two', () => {
    const stack = testStack();
    const { instance } = testPair(stack);
    const serverless = new ServerlessNetwork(stack, 'Serverless', { vpc: testVpc(stack) });
    const end = (id: string): IEndpoint => Endpoint.fromEndpointArn(stack, id, `arn:aws:dms:eu-west-1:111122223333:endpoint:${id}`);
    const ends = { source: SourceDatabase.fromEndpoint(end('A')), target: TargetDatabase.fromEndpoint(end('B')) };
    new EndpointPair(stack, 'Both', { instance, serverless, ...ends });
    expect(() => (stack.node.root as App).synth()).toThrow('[twoAnswers]');
    expect(() => new EndpointPair(stack, 'None', ends)).toThrow("'instance' must be of the type IReplicationInstance");
  });

  test('a secret in a VPC without an endpoint for Secrets Manager is warned of', () => {
    const stack = testStack();
    const serverless = new ServerlessNetwork(stack, 'Serverless', { vpc: new ec2.Vpc(stack, 'Vpc') });
    new EndpointPair(stack, 'Pair', { serverless, source: testSource(stack), target: testTarget(stack) });
    const assembly = (stack.node.root as App).synth();
    const messages = assembly.stacks.flatMap(({ messages: all }) => all.map(({ entry }) => String(entry.data)));
    expect(messages.join('\n')).toContain('stands in a VPC without an endpoint for secretsmanager');
  });
});

test('a network takes subnets, groups and keys that exist', () => {
  const stack = testStack();
  const vpc = testVpc(stack);
  const group = new ec2.SecurityGroup(stack, 'Group', { vpc });
  const network = new ServerlessNetwork(stack, 'Serverless', {
    vpc, securityGroups: [group], encryption: Encryption.awsManagedKey(), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  });
  const endpointPair = new EndpointPair(stack, 'Pair', { serverless: network, source: testSource(stack), target: testTarget(stack) });
  new ServerlessReplication(stack, 'Orders', { endpointPair, tableMappings: TableMappings.includeSchema('a'), logRetention: logs.RetentionDays.ONE_WEEK, ...UNMANAGED });
  const template = Template.fromStack(stack);
  const VpcSecurityGroupIds = [stack.resolve(group.securityGroupId)];
  template.hasResourceProperties(CONFIG, { ComputeConfig: { KmsKeyId: Match.absent(), VpcSecurityGroupIds } });
  template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7, KmsKeyId: Match.absent() });
});

describe('a stack', () => {
  const make = (props: Partial<ReplicationStackProps> = {}): ReplicationStack => {
    const app = new App();
    const outer = new Stack(app, 'Other', { env: { region: 'eu-west-1', account: '111122223333' } });
    return new ReplicationStack(app, 'Migration', {
      source: testSource(outer), target: testTarget(outer), tasks: { Sales: { tableMappings: TableMappings.includeSchema('sales') } }, serverless: {}, ...props,
    });
  };

  test('moves from an instance to serverless by one prop', () => {
    const stack = make();
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::DMS::ReplicationInstance', 0);
    template.resourceCountIs('AWS::DMS::ReplicationTask', 0);
    template.resourceCountIs(CONFIG, 1);
    expect(Object.keys(template.findOutputs('*'))).toEqual(['SalesReplicationConfigArn']);
    expect([stack.tasks, stack.replications.length, stack.phaseScaling, stack.alarms, stack.endpointPair.serverless]).toEqual([
      [], 1, undefined, undefined, stack.serverless,
    ]);
    expect(() => stack.replicationInstance).toThrow('[endpointPairHost]');
    expect(() => stack.addTask('More', { tableMappings: TableMappings.includeSchema('more') })).toThrow('[endpointPairHost]');
  });

  test('has one key for all, and the compute of the stack for each replication, unless one has its own', () => {
    const stack = make({ serverless: { capacity: ServerlessCapacity.upTo(8) } });
    stack.addReplication('Stock', { tableMappings: TableMappings.includeSchema('stock'), capacity: ServerlessCapacity.upTo(16) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::KMS::Key', 1);
    for (const MaxCapacityUnits of [8, 16]) template.hasResourceProperties(CONFIG, { ComputeConfig: { MaxCapacityUnits } });
  });

  test('is not told of an instance', () => {
    const stack = make({ phaseScaling: {}, replicationInstance: {}, alarms: { enabled: false } });
    expect(() => (stack.node.root as App).synth()).toThrow(/'replicationInstance' is given together with[^]*'phaseScaling' is given together/);
  });
});
