import { Lazy, RemovalPolicy, Size, Tags, Token, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as dms from 'aws-cdk-lib/aws-dms';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Encryption } from '../../lib/constructs/encryption';
import { InstanceClass } from '../../lib/constructs/instance-class';
import { InstanceSizing } from '../../lib/constructs/instance-sizing';
import { ReplicationInstance } from '../../lib/constructs/replication-instance';
import { NetworkType, type ReplicationInstanceOptions } from '../../lib/constructs/replication-instance-props';
import { ReplicationSubnetGroup } from '../../lib/constructs/replication-subnet-group';
import { only, synthesisErrors, testStack, testVpc } from '../support/stacks';

const INSTANCE = 'AWS::DMS::ReplicationInstance';

function make(options: ReplicationInstanceOptions = {}, stack: Stack = testStack()): { stack: Stack; instance: ReplicationInstance } {
  return { stack, instance: new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), ...options }) };
}

test('has the L1 as its default child', () => {
  expect(make().instance.node.defaultChild).toBeInstanceOf(dms.CfnReplicationInstance);
});

test('is not public, in two zones, encrypted by a key that rotates, and kept up to date, unless told otherwise', () => {
  const { stack } = make();
  const template = Template.fromStack(stack);
  template.hasResourceProperties(INSTANCE, {
    PubliclyAccessible: false,
    MultiAZ: true,
    AutoMinorVersionUpgrade: true,
    KmsKeyId: { 'Fn::GetAtt': ['InstanceKey6DE03574', 'Arn'] },
    ReplicationSubnetGroupIdentifier: { Ref: Match.stringLikeRegexp('^InstanceSubnetGroup') },
    VpcSecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^InstanceSecurityGroup'), 'GroupId'] }],
    EngineVersion: Match.absent(),
    AvailabilityZone: Match.absent(),
    NetworkType: Match.absent(),
    DnsNameServers: Match.absent(),
  });
  template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
});

test('lets nothing in and nothing out by itself', () => {
  const { stack } = make();
  const group = only(stack, 'AWS::EC2::SecurityGroup');
  expect(group.SecurityGroupIngress).toBeUndefined();
  expect(group.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp' })]);
});

test('stands in the isolated subnets, and in private ones where there are no isolated', () => {
  for (const kind of ['isolated', 'private'] as const) {
    const stack = testStack();
    new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack, kind) });
    Template.fromStack(stack).hasResourceProperties('AWS::DMS::ReplicationSubnetGroup', { SubnetIds: ['subnet-1', 'subnet-2'] });
  }
});

test('waits for the service roles before DMS looks at the VPC', () => {
  const { stack } = make();
  Template.fromStack(stack).hasResource('AWS::DMS::ReplicationSubnetGroup', { DependsOn: [Match.stringLikeRegexp('^DmsServiceRoles')] });
});

test('has a name in lower case, the same in every synthesis', () => {
  const name = only(make().stack, INSTANCE).ReplicationInstanceIdentifier;
  expect(name).toMatch(/^test-instance-[0-9a-f]{8}$/);
  expect(only(make().stack, INSTANCE).ReplicationInstanceIdentifier).toBe(name);
});

test.each<[string, ReplicationInstanceOptions]>([
  ['the key', { encryption: Encryption.awsManagedKey() }],
  ['the name servers', { dnsNameServers: ['10.0.0.2'] }],
  ['whether it is public', { publiclyAccessible: true }],
  ['the end of the ARN', { resourceIdentifier: 'orders' }],
])('has another name when %s changes, so that its replacement does not meet it', (_, options) => {
  expect(only(make(options).stack, INSTANCE).ReplicationInstanceIdentifier).not.toBe(only(make().stack, INSTANCE).ReplicationInstanceIdentifier);
});

test('keeps its name when what can be changed in place changes', () => {
  const changed = make({ storage: Size.gibibytes(500), multiAz: false, instanceClass: InstanceClass.R5_LARGE, engineVersion: '3.6.1' });
  expect(only(changed.stack, INSTANCE).ReplicationInstanceIdentifier).toBe(only(make().stack, INSTANCE).ReplicationInstanceIdentifier);
});

test('has another name in a stack of another name', () => {
  const named = (stackName: string): unknown => only(make({}, testStack({ stackName })).stack, INSTANCE).ReplicationInstanceIdentifier;
  expect(named('orders-dev')).toMatch(/^orders-dev-instance-/);
  expect(named('orders-dev')).not.toBe(named('orders-test'));
});

test('takes a class, storage and everything else that CloudFormation has', () => {
  const { stack } = make({
    instanceClass: InstanceClass.of('dms.r9z.large'),
    storage: Size.gibibytes(250),
    encryption: Encryption.awsManagedKey(),
    multiAz: false,
    availabilityZone: 'eu-west-1a',
    publiclyAccessible: true,
    preferredMaintenanceWindow: 'sun:06:00-sun:06:30',
    engineVersion: '3.6.1',
    autoMinorVersionUpgrade: false,
    allowMajorVersionUpgrade: true,
    networkType: NetworkType.DUAL,
    dnsNameServers: ['10.0.0.2', '10.0.0.3'],
    replicationInstanceIdentifier: 'orders',
    resourceIdentifier: 'orders-arn',
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Tags.of(stack).remove('Name');
  expect(only(stack, INSTANCE)).toEqual({
    ReplicationInstanceClass: 'dms.r9z.large',
    AllocatedStorage: 250,
    MultiAZ: false,
    AvailabilityZone: 'eu-west-1a',
    PubliclyAccessible: true,
    PreferredMaintenanceWindow: 'sun:06:00-sun:06:30',
    EngineVersion: '3.6.1',
    AutoMinorVersionUpgrade: false,
    AllowMajorVersionUpgrade: true,
    NetworkType: 'DUAL',
    DnsNameServers: '10.0.0.2,10.0.0.3',
    ReplicationInstanceIdentifier: 'orders',
    ResourceIdentifier: 'orders-arn',
    ReplicationSubnetGroupIdentifier: { Ref: expect.stringMatching(/^InstanceSubnetGroup/) },
    VpcSecurityGroupIds: [expect.anything()],
  });
  Template.fromStack(stack).hasResource(INSTANCE, { DeletionPolicy: 'Retain' });
});

test('uses a key, security groups and a subnet group that are given', () => {
  const stack = testStack();
  make({
    encryption: Encryption.customerManagedKey(kms.Key.fromKeyArn(stack, 'Given', 'arn:aws:kms:eu-west-1:111122223333:key/abc')),
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
    replicationSubnetGroup: ReplicationSubnetGroup.fromReplicationSubnetGroupIdentifier(stack, 'Subnets', 'there-already'),
  }, stack);
  const template = Template.fromStack(stack);
  template.hasResourceProperties(INSTANCE, {
    KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/abc',
    VpcSecurityGroupIds: ['sg-1'],
    ReplicationSubnetGroupIdentifier: 'there-already',
  });
  template.resourceCountIs('AWS::KMS::Key', 0);
  template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  template.resourceCountIs('AWS::DMS::ReplicationSubnetGroup', 0);
});

test('opens port 53 to name servers of one\'s own', () => {
  const { stack } = make({ dnsNameServers: ['10.0.0.2', 'fd00::2'] });
  const rules = only(stack, 'AWS::EC2::SecurityGroup').SecurityGroupEgress;
  expect(rules).toEqual([
    expect.objectContaining({ CidrIp: '10.0.0.2/32', IpProtocol: 'udp', FromPort: 53, ToPort: 53 }),
    expect.objectContaining({ CidrIp: '10.0.0.2/32', IpProtocol: 'tcp' }),
    expect.objectContaining({ CidrIpv6: 'fd00::2/128', IpProtocol: 'udp' }),
    expect.objectContaining({ CidrIpv6: 'fd00::2/128', IpProtocol: 'tcp' }),
  ]);
});

describe('log group', () => {
  test('is the one that DMS writes to, kept for half a year, encrypted by the instance\'s key', () => {
    const { stack } = make({ replicationInstanceIdentifier: 'orders' });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: 'dms-tasks-orders',
      RetentionInDays: 180,
      KmsKeyId: { 'Fn::GetAtt': ['InstanceKey6DE03574', 'Arn'] },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } },
          Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': { 'Fn::Join': ['', Match.arrayWith([':log-group:dms-tasks-orders'])] } } },
        })]),
      },
    });
  });

  test('is not encrypted by a key whose policy cannot be changed here', () => {
    const stack = testStack();
    make({ encryption: Encryption.customerManagedKey(kms.Key.fromKeyArn(stack, 'Given', 'arn:aws:kms:eu-west-1:111122223333:key/abc')) }, stack);
    expect(only(stack, 'AWS::Logs::LogGroup').KmsKeyId).toBeUndefined();
  });

  test('can be left to DMS', () => {
    Template.fromStack(make({ createLogGroup: false }).stack).resourceCountIs('AWS::Logs::LogGroup', 0);
  });
});

describe('metrics', () => {
  test('have the instance\'s name for their dimension', () => {
    const { stack, instance } = make({ replicationInstanceIdentifier: 'orders' });
    expect(stack.resolve(instance.metricAvailableMemory().toMetricConfig().metricStat)).toMatchObject({
      namespace: 'AWS/DMS',
      metricName: 'AvailableMemory',
      statistic: 'Minimum',
      dimensions: [{ name: 'ReplicationInstanceIdentifier', value: 'orders' }],
    });
  });

  test('have the generated name where none is given', () => {
    const { stack, instance } = make();
    expect(stack.resolve(instance.metricCpuUtilization().dimensions))
      .toEqual({ ReplicationInstanceIdentifier: only(stack, INSTANCE).ReplicationInstanceIdentifier });
  });

  test('are there for every metric of an instance that DMS documents, never as a sum', () => {
    const { instance } = make();
    const metrics = [
      instance.metricCpuUtilization(), instance.metricAvailableMemory(), instance.metricFreeMemory(), instance.metricFreeableMemory(),
      instance.metricSwapUsage(), instance.metricFreeStorageSpace(), instance.metricDiskQueueDepth(), instance.metricReadIops(),
      instance.metricWriteIops(), instance.metricReadThroughput(), instance.metricWriteThroughput(), instance.metricReadLatency(),
      instance.metricWriteLatency(), instance.metricNetworkTransmitThroughput(), instance.metricNetworkReceiveThroughput(),
    ];
    expect(metrics.map(({ metricName }) => metricName)).toEqual([
      'CPUUtilization', 'AvailableMemory', 'FreeMemory', 'FreeableMemory', 'SwapUsage', 'FreeStorageSpace', 'DiskQueueDepth', 'ReadIOPS',
      'WriteIOPS', 'ReadThroughput', 'WriteThroughput', 'ReadLatency', 'WriteLatency', 'NetworkTransmitThroughput', 'NetworkReceiveThroughput',
    ]);
    expect(metrics.map(({ statistic }) => statistic)).not.toContain('Sum');
  });

  test('take the user\'s statistic over their own', () => {
    expect(make().instance.metricSwapUsage({ statistic: 'p90' }).statistic).toBe('p90');
  });
});

test('is imported with everything but its resources', () => {
  const stack = testStack();
  const imported = ReplicationInstance.fromReplicationInstanceAttributes(stack, 'Imported', {
    replicationInstanceArn: 'arn:aws:dms:eu-west-1:111122223333:rep:ABC',
    replicationInstanceIdentifier: 'orders',
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1', { allowAllOutbound: false })],
  });
  imported.grantModify(new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() }));
  imported.connections.allowTo(ec2.Peer.ipv4('10.0.0.0/8'), ec2.Port.tcp(5432));

  expect(imported.env.region).toBe('eu-west-1');
  expect(imported.metricWriteIops().dimensions).toEqual({ ReplicationInstanceIdentifier: 'orders' });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { GroupId: 'sg-1', FromPort: 5432 });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [{ Action: 'dms:ModifyReplicationInstance', Effect: 'Allow', Resource: 'arn:aws:dms:eu-west-1:111122223333:rep:ABC' }] },
  });
});

test('grants just what is asked, on just this instance', () => {
  const { stack, instance } = make();
  const role = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
  instance.grantReboot(role);
  instance.grant(role, 'dms:TestConnection');
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        { Action: 'dms:RebootReplicationInstance', Effect: 'Allow', Resource: { Ref: Match.stringLikeRegexp('^Instance') } },
        { Action: 'dms:TestConnection', Effect: 'Allow', Resource: { Ref: Match.stringLikeRegexp('^Instance') } },
      ],
    },
  });
});

test('fails with all its problems at once', () => {
  const { stack } = make({
    instanceClass: InstanceClass.of('large'),
    sizing: InstanceSizing.forWorkload(),
    storage: Size.mebibytes(10),
    availabilityZone: 'eu-west-1a',
    preferredMaintenanceWindow: 'whenever',
    engineVersion: 'newest',
    dnsNameServers: ['dns.example.com'],
    replicationInstanceIdentifier: 'Orders',
    resourceIdentifier: 'a b',
  });
  const codes = synthesisErrors(stack).map((message) => /\[(\w+)\]$/.exec(message)?.[1]);
  expect(codes.sort()).toEqual([
    'availabilityZoneWithMultiAz', 'dnsNameServerAddress', 'engineVersionForm', 'identifierCase', 'instanceClassForm', 'maintenanceWindowForm',
    'resourceIdentifierForm', 'storageRange', 'twoAnswers',
  ]);
});

test('fails for subnets in one zone', () => {
  const stack = testStack();
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-1'] });
  new ReplicationInstance(stack, 'Instance', { vpc });
  expect(synthesisErrors(stack)).toEqual([
    "[Test/Instance/SubnetGroup] 'vpcSubnets' must be in at least two Availability Zones, got 1 in eu-west-1a. DMS refuses the subnet group "
    + '(ReplicationSubnetGroupDoesNotCoverEnoughAZs). Select subnets in two zones or more. [subnetZones]',
  ]);
});

test('accepts whatever is known only at deployment', () => {
  const text = (): string => Lazy.string({ produce: () => '<late>' });
  const { stack } = make({
    instanceClass: InstanceClass.of(text()),
    storage: Size.gibibytes(Lazy.number({ produce: () => 100 })),
    multiAz: false,
    availabilityZone: text(),
    preferredMaintenanceWindow: text(),
    engineVersion: text(),
    dnsNameServers: Token.asList({ Ref: 'Servers' }),
    replicationInstanceIdentifier: text(),
    resourceIdentifier: text(),
  });
  expect(synthesisErrors(stack)).toEqual([]);
});

test('warns, and goes on, for what will hurt', () => {
  const { stack } = make({ publiclyAccessible: true });
  Annotations.fromStack(stack).hasWarning('/Test/Instance', Match.stringLikeRegexp('publiclyAccessible'));
});
