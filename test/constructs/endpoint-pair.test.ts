import { App, SecretValue, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { DatabaseCredentials } from '../../lib/constructs/database-credentials';
import { DatabaseEngine } from '../../lib/constructs/database-engine';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import { Encryption } from '../../lib/constructs/encryption';
import { Endpoint } from '../../lib/constructs/endpoint';
import { EndpointPair, type EndpointPairProps } from '../../lib/constructs/endpoint-pair';
import { ReplicationInstance } from '../../lib/constructs/replication-instance';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { Tls } from '../../lib/constructs/tls';
import { ACCOUNT, closedGroup, ENDPOINT, endpointAt, importedInstance, importedVpc, testSecret } from '../support/endpoints';
import { only, synthesisErrors, testStack } from '../support/stacks';

const ARN = `arn:aws:dms:eu-west-1:${ACCOUNT}:endpoint:ABC`;

function source(stack: Stack, network = DatabaseNetwork.unmanaged()): SourceDatabase {
  return SourceDatabase.postgreSql({ secret: testSecret(stack, 'SourceSecret'), databaseName: 'app', network });
}

function target(stack: Stack, network = DatabaseNetwork.unmanaged()): TargetDatabase {
  const secret = testSecret(stack, 'TargetSecret', `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:target-AbCdEf`);
  return TargetDatabase.auroraPostgreSql({ secret, databaseName: 'app', network });
}

function make(stack: Stack, props: Partial<EndpointPairProps> = {}): EndpointPair {
  return new EndpointPair(stack, 'Pair', {
    instance: props.instance ?? importedInstance(stack),
    source: props.source ?? source(stack),
    target: props.target ?? target(stack),
    secretsManagerEndpoint: props.secretsManagerEndpoint,
    testConnections: false,
  });
}

/** A VPC of this app with two isolated subnets. */
function isolatedVpc(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'OwnVpc', {
    natGateways: 0,
    maxAzs: 2,
    subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
}

function instanceIn(stack: Stack, vpc: ec2.IVpc): ReplicationInstance {
  return new ReplicationInstance(stack, 'Instance', { vpc });
}

/** This library's warnings; newer versions of the CDK have some of their own. */
function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data))
    .filter((text) => text.includes('[ack: cdk-dms-migrations:'));
}

test('makes an endpoint for each end', () => {
  const stack = testStack();
  const pair = make(stack);
  expect([endpointAt(stack, 'source').EngineName, endpointAt(stack, 'target').EngineName]).toEqual(['postgres', 'aurora-postgresql']);
  expect([pair.sourceEngineName, pair.targetEngineName]).toEqual(['postgres', 'aurora-postgresql']);
  expect(pair.node.findChild('Source')).toBe(pair.sourceEndpoint);
  expect(pair.node.findChild('Target')).toBe(pair.targetEndpoint);
});

test('knows whether it stays within one family of engines', () => {
  const stack = testStack();
  expect(make(stack).isHomogeneous).toBe(true);
  const other = testStack();
  const oracle = SourceDatabase.oracle({ secret: testSecret(other), databaseName: 'ORCL', network: DatabaseNetwork.unmanaged(), tls: Tls.none() });
  expect(make(other, { source: oracle }).isHomogeneous).toBe(false);
});

test('opens the way from the instance to both databases', () => {
  const stack = testStack();
  make(stack, {
    source: source(stack, DatabaseNetwork.cidr('10.20.0.0/16')),
    target: target(stack, DatabaseNetwork.securityGroups(closedGroup(stack, 'Database'))),
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupEgress: [Match.objectLike({ CidrIp: '10.20.0.0/16', FromPort: 5432 })] });
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    FromPort: 5432,
    GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Database'), 'GroupId'] },
  });
});

test('gives each end a role for its own secret alone', () => {
  const stack = testStack();
  make(stack);
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  expect(policies).toMatchObject(['prod/app', 'target'].map((name) => ({
    Properties: { PolicyDocument: { Statement: [{ Resource: expect.stringContaining(`:secret:${name}-`) as string }] } },
  })));
});

describe('the key of both endpoints', () => {
  test('is that of the instance', () => {
    const stack = testStack();
    make(stack, { instance: instanceIn(stack, isolatedVpc(stack)) });
    const key = { 'Fn::GetAtt': [expect.stringMatching(/^InstanceKey/), 'Arn'] };
    expect([endpointAt(stack, 'source').KmsKeyId, endpointAt(stack, 'target').KmsKeyId]).toEqual([key, key]);
  });

  test('is AWS\'s own where the instance was to have that', () => {
    const stack = testStack();
    const instance = new ReplicationInstance(stack, 'Instance', { vpc: isolatedVpc(stack), encryption: Encryption.awsManagedKey() });
    make(stack, { instance });
    expect(endpointAt(stack, 'source')).not.toHaveProperty('KmsKeyId');
  });

  test('is one of their own where that of the instance is not known', () => {
    const stack = testStack();
    make(stack);
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
    expect(endpointAt(stack, 'source').KmsKeyId).toEqual(endpointAt(stack, 'target').KmsKeyId);
  });
});

describe('an endpoint that exists', () => {
  const existing = (stack: Stack, engine?: DatabaseEngine) => Endpoint.fromEndpointAttributes(stack, 'Existing', { endpointArn: ARN, engine });

  test('is used as it is', () => {
    const stack = testStack();
    const pair = make(stack, { source: SourceDatabase.fromEndpoint(existing(stack, DatabaseEngine.MYSQL)) });
    expect(pair.sourceEndpoint.endpointArn).toBe(ARN);
    expect(pair.sourceEngineName).toBe('mysql');
    Template.fromStack(stack).resourceCountIs(ENDPOINT, 1);
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('can be told its engine and the way to its database', () => {
    const stack = testStack();
    const pair = make(stack, {
      source: SourceDatabase.fromEndpoint(existing(stack), { engine: DatabaseEngine.ORACLE, network: DatabaseNetwork.cidr('10.20.0.0/16') }),
    });
    expect(pair.sourceEngineName).toBe('oracle');
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '10.20.0.0/16', FromPort: 1521 })],
    });
  });

  test('of this app is used by several pairs, each with the way opened', () => {
    const stack = testStack();
    const first = make(stack, { source: source(stack, DatabaseNetwork.securityGroups(closedGroup(stack, 'Database'))) });
    const second = ReplicationInstance.fromReplicationInstanceAttributes(stack, 'Second', {
      replicationInstanceArn: `arn:aws:dms:eu-west-1:${ACCOUNT}:rep:DEF`,
      replicationInstanceIdentifier: 'second',
      securityGroups: [closedGroup(stack, 'SecondGroup')],
    });
    new EndpointPair(stack, 'Again', {
      instance: second,
      testConnections: false,
      source: SourceDatabase.fromEndpoint(first.sourceEndpoint),
      target: TargetDatabase.fromEndpoint(first.targetEndpoint),
    });
    Template.fromStack(stack).resourceCountIs(ENDPOINT, 2);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 2);
  });

  test('fails without an engine', () => {
    const stack = testStack();
    make(stack, { source: SourceDatabase.fromEndpoint(existing(stack)) });
    expect(synthesisErrors(stack)).toEqual([expect.stringContaining("'source.engine' of the imported endpoint is not known.")]);
  });

  test('fails at the wrong end', () => {
    const stack = testStack();
    const pair = make(stack);
    new EndpointPair(stack, 'Reversed', {
      instance: pair.instance,
      source: SourceDatabase.fromEndpoint(pair.targetEndpoint),
      target: TargetDatabase.fromEndpoint(pair.sourceEndpoint),
    });
    expect(synthesisErrors(stack)).toEqual([
      expect.stringContaining("'source.endpoint' is a target endpoint."),
      expect.stringContaining("'target.endpoint' is a source endpoint."),
    ]);
  });

  test.each([['source', 'redshift'], ['target', 'mongodb']] as const)('fails as a %s of the engine %s, which DMS does not have', (role, engine) => {
    const stack = testStack();
    const endpoint = existing(stack, DatabaseEngine.of(engine));
    make(stack, role === 'source' ? { source: SourceDatabase.fromEndpoint(endpoint) } : { target: TargetDatabase.fromEndpoint(endpoint) });
    expect(synthesisErrors(stack)).toEqual([expect.stringContaining(`'${role}.engine' cannot be a ${role}, got "${engine}".`)]);
  });
});

test('one database at both ends is warned of', () => {
  const stack = testStack();
  const secret = testSecret(stack);
  const props = { secret, databaseName: 'app', network: DatabaseNetwork.unmanaged() };
  make(stack, { source: SourceDatabase.postgreSql(props), target: TargetDatabase.postgreSql(props) });
  expect(warnings(stack)).toEqual(expect.arrayContaining([expect.stringMatching(/^'target' is the same database as the source/)]));
});

describe('the way to Secrets Manager', () => {
  const PORT_443 = Match.objectLike({ FromPort: 443, ToPort: 443, Description: 'DMS to Secrets Manager' });

  test('is opened to the interface endpoint of the VPC, both ways', () => {
    const stack = testStack();
    const vpc = isolatedVpc(stack);
    vpc.addInterfaceEndpoint('SecretsManager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER, open: false });
    make(stack, { instance: instanceIn(stack, vpc) });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', PORT_443);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', PORT_443);
    expect(warnings(stack)).toEqual([]);
  });

  test('is found where the VPC endpoint stands in another stack than the VPC', () => {
    const app = new App();
    const network = new Stack(app, 'Network');
    const vpc = isolatedVpc(network);
    const stack = new Stack(app, 'Test');
    new ec2.InterfaceVpcEndpoint(stack, 'SecretsManager', { vpc, service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER });
    make(stack, { instance: instanceIn(stack, vpc) });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', PORT_443);
    expect(warnings(stack)).toEqual([]);
  });

  test('in isolated subnets without a VPC endpoint is warned of, with the line that adds it', () => {
    const stack = testStack();
    make(stack, { instance: instanceIn(stack, isolatedVpc(stack)) });
    expect(warnings(stack)).toEqual([expect.stringContaining(
      "Add vpc.addInterfaceEndpoint('SecretsManager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER }) before the endpoint pair.",
    )]);
  });

  test('is not missed where a default route leads out of the isolated subnets', () => {
    const stack = testStack();
    const vpc = isolatedVpc(stack);
    for (const subnet of vpc.isolatedSubnets) {
      (subnet as ec2.Subnet).addRoute('Out', { routerType: ec2.RouterType.TRANSIT_GATEWAY, routerId: 'tgw-1' });
    }
    make(stack, { instance: instanceIn(stack, vpc), secretsManagerEndpoint: ec2.Peer.anyIpv4() });
    expect(warnings(stack)).toEqual([]);
  });

  test('is not missed where no secret is used', () => {
    const stack = testStack();
    const props = {
      credentials: DatabaseCredentials.fromPassword({ serverName: 'db', username: 'dms', password: SecretValue.secretsManager('x') }),
      databaseName: 'app',
      network: DatabaseNetwork.unmanaged(),
    };
    make(stack, {
      instance: instanceIn(stack, isolatedVpc(stack)),
      source: SourceDatabase.postgreSql(props),
      target: TargetDatabase.postgreSql({ ...props, databaseName: 'other' }),
    });
    expect(warnings(stack)).toEqual([]);
  });

  test('is not missed in a VPC that is imported, of which nothing is known, but has to be let out', () => {
    const stack = testStack();
    const vpc = importedVpc(stack);
    make(stack, { instance: importedInstance(stack, [closedGroup(stack)], vpc) });
    expect(warnings(stack)).toEqual([expect.stringContaining("Give the VPC endpoint as 'secretsManagerEndpoint' of the endpoint pair")]);
  });

  test('is opened to the VPC endpoint that is given', () => {
    const stack = testStack();
    const endpoint = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Endpoint', 'sg-endpoint');
    make(stack, { instance: importedInstance(stack, [closedGroup(stack)], importedVpc(stack)), secretsManagerEndpoint: endpoint });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-endpoint', FromPort: 443 });
    expect(warnings(stack)).toEqual([]);
  });

  test.each([
    ['a group that lets everything out', (stack: Stack) => new ec2.SecurityGroup(stack, 'Open', { vpc: importedVpc(stack) })],
    ['an imported group', (stack: Stack) => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Open', 'sg-1')],
    ['a rule of its own', (stack: Stack) => {
      const group = closedGroup(stack);
      group.addEgressRule(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.tcp(443));
      return group;
    }],
    ['a rule to another group', (stack: Stack) => {
      const group = closedGroup(stack);
      group.addEgressRule(ec2.SecurityGroup.fromSecurityGroupId(stack, 'Other', 'sg-2'), ec2.Port.tcpRange(400, 500));
      return group;
    }],
  ])('is open by %s', (_, group) => {
    const stack = testStack();
    make(stack, { instance: importedInstance(stack, [group(stack)]) });
    expect(warnings(stack)).toEqual([]);
  });
});

test('the databases of another stack are reached, and only this stack depends on that one', () => {
  const app = new App();
  const databases = new Stack(app, 'Databases');
  const vpc = isolatedVpc(databases);
  vpc.addInterfaceEndpoint('SecretsManager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER, open: false });
  const cluster = new rds.DatabaseCluster(databases, 'Cluster', {
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_4 }),
    writer: rds.ClusterInstance.serverlessV2('Writer'),
    credentials: rds.Credentials.fromGeneratedSecret('dms', { excludeCharacters: ' "@/\\;.:+' }),
  });
  const stack = new Stack(app, 'Migration');
  make(stack, { instance: instanceIn(stack, vpc), target: TargetDatabase.fromDatabaseCluster(cluster, { databaseName: 'app' }) });
  app.synth();
  expect([stack.dependencies.map(({ stackName }) => stackName), databases.dependencies]).toEqual([['Databases'], []]);
  Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 2);
  expect(warnings(stack)).toEqual([]);
});

test('an instance shared by stacks that bring their databases does not depend on them', () => {
  const app = new App();
  const shared = new Stack(app, 'Shared');
  const vpc = isolatedVpc(shared);
  vpc.addInterfaceEndpoint('SecretsManager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER, open: false });
  const instance = instanceIn(shared, vpc);
  const stacks = ['One', 'Two'].map((id) => {
    const stack = new Stack(app, id);
    make(stack, { instance, target: target(stack, DatabaseNetwork.securityGroups(closedGroup(stack, 'Database', vpc))) });
    return stack;
  });
  app.synth();
  expect(shared.dependencies).toEqual([]);
  for (const stack of stacks) expect(stack.dependencies.map(({ stackName }) => stackName)).toEqual(['Shared']);
});

test('the side of the database is opened, not that of the instance', () => {
  const stack = testStack();
  make(stack, { target: target(stack, DatabaseNetwork.securityGroups(ec2.SecurityGroup.fromSecurityGroupId(stack, 'Database', 'sg-database'))) });
  expect(only(stack, 'AWS::EC2::SecurityGroupIngress').GroupId).toBe('sg-database');
});
