import { App, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import { Endpoint } from '../../lib/constructs/endpoint';
import type { IReplicationInstance } from '../../lib/constructs/replication-instance';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { closedGroup, importedInstance, importedVpc, reachable } from '../support/endpoints';
import { only, synthesisErrors, testStack } from '../support/stacks';

const INGRESS = 'AWS::EC2::SecurityGroupIngress';
const EGRESS = 'AWS::EC2::SecurityGroupEgress';

/** An endpoint in a stack that the instance is let connect to. */
function open(stack: Stack, network: DatabaseNetwork, instance: IReplicationInstance, id = 'Source', port?: number): Endpoint {
  const endpoint = new Endpoint(stack, id, { database: SourceDatabase.postgreSql({ ...reachable(stack, `${id}Secret`), databaseName: 'app', network, port }) });
  endpoint.openTo(instance);
  return endpoint;
}

function opened(network: (stack: Stack) => DatabaseNetwork, port?: number): Stack {
  const stack = testStack();
  open(stack, network(stack), importedInstance(stack), 'Source', port);
  return stack;
}

/** Where a rule leads from or to, as the ARN-like text of the reference. */
function rules(stack: Stack, type: string): Record<string, unknown>[] {
  return Object.values(Template.fromStack(stack).findResources(type)).map(({ Properties }) => Properties as Record<string, unknown>);
}

describe('security groups', () => {
  test('the instance is let out and the database lets it in, on the port of the engine alone', () => {
    const stack = opened((scope) => DatabaseNetwork.securityGroups(closedGroup(scope, 'Database')));
    expect(rules(stack, INGRESS)).toEqual([{
      Description: 'DMS to PostgreSQL',
      FromPort: 5432,
      ToPort: 5432,
      IpProtocol: 'tcp',
      GroupId: { 'Fn::GetAtt': [expect.stringMatching(/^Database/), 'GroupId'] },
      SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^InstanceGroup/), 'GroupId'] },
    }]);
    expect(rules(stack, EGRESS)).toEqual([{
      Description: 'DMS to PostgreSQL',
      FromPort: 5432,
      ToPort: 5432,
      IpProtocol: 'tcp',
      GroupId: { 'Fn::GetAtt': [expect.stringMatching(/^InstanceGroup/), 'GroupId'] },
      DestinationSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^Database/), 'GroupId'] },
    }]);
  });

  test('the port that is given is opened instead of the engine\'s own', () => {
    const stack = opened((scope) => DatabaseNetwork.securityGroups(closedGroup(scope, 'Database')), 6432);
    expect(rules(stack, INGRESS)).toMatchObject([{ FromPort: 6432, ToPort: 6432 }]);
  });

  test('an imported security group of the database gets the rule as well', () => {
    const stack = opened((scope) => DatabaseNetwork.securityGroups(ec2.SecurityGroup.fromSecurityGroupId(scope, 'Database', 'sg-database')));
    expect(rules(stack, INGRESS)).toMatchObject([{ GroupId: 'sg-database', FromPort: 5432 }]);
  });

  test('a connectable is reached by its security groups', () => {
    const stack = opened((scope) => DatabaseNetwork.of(new ec2.Connections({ securityGroups: [closedGroup(scope, 'Database')] })));
    expect(rules(stack, INGRESS)).toHaveLength(1);
  });

  test('two endpoints of one database need one rule', () => {
    const stack = testStack();
    const instance = importedInstance(stack);
    const network = DatabaseNetwork.securityGroups(closedGroup(stack, 'Database'));
    open(stack, network, instance, 'One');
    open(stack, network, instance, 'Two');
    expect(rules(stack, INGRESS)).toHaveLength(1);
    expect(rules(stack, EGRESS)).toHaveLength(1);
  });

  test('none known on either side is warned of', () => {
    const stack = testStack();
    open(stack, DatabaseNetwork.securityGroups(), importedInstance(stack, []));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('no security group of the replication instance or the database is known'));
  });
});

describe('addresses', () => {
  /** What the instance's own security group lets out. */
  const egress = (stack: Stack): unknown => only(stack, 'AWS::EC2::SecurityGroup').SecurityGroupEgress;

  test('the instance is let out to each range, on the port alone', () => {
    expect(egress(opened(() => DatabaseNetwork.cidr('10.20.0.0/16', '2001:db8::/32')))).toEqual([
      { CidrIp: '10.20.0.0/16', Description: 'DMS to PostgreSQL', FromPort: 5432, IpProtocol: 'tcp', ToPort: 5432 },
      { CidrIpv6: '2001:db8::/32', Description: 'DMS to PostgreSQL', FromPort: 5432, IpProtocol: 'tcp', ToPort: 5432 },
    ]);
  });

  test('a range that is known only at deployment is accepted', () => {
    const stack = opened(() => DatabaseNetwork.cidr(Fn.importValue('premises')));
    expect(egress(stack)).toMatchObject([{ CidrIp: { 'Fn::ImportValue': 'premises' } }]);
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('anywhere is opened when asked for in words', () => {
    const stack = opened(() => DatabaseNetwork.of(ec2.Peer.anyIpv4()));
    expect(egress(stack)).toMatchObject([{ CidrIp: '0.0.0.0/0', FromPort: 5432 }]);
    expect(synthesisErrors(stack)).toEqual([]);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('fails for ranges that are none, too wide, or of DMS itself, all at once', () => {
    expect(synthesisErrors(opened(() => DatabaseNetwork.cidr('10.20.0.5', '0.0.0.0/0', '192.168.0.0/24')))).toEqual([
      expect.stringContaining("'network' must be an address and the length of its prefix, got \"10.20.0.5\"."),
      expect.stringContaining("'network' lets the instance connect to every address there is, got \"0.0.0.0/0\"."),
      expect.stringContaining("'network' must not be in 192.168.0.0/24, got \"192.168.0.0/24\"."),
    ]);
  });

  test('fails for a port that there is not, without opening it', () => {
    expect(synthesisErrors(opened(() => DatabaseNetwork.cidr('10.20.0.0/16'), 70_000))).toEqual([
      expect.stringContaining("'port' must be a whole number from 1 to 65535, got 70000."),
    ]);
  });
});

test('nothing is opened when it is opened elsewhere', () => {
  const stack = opened(() => DatabaseNetwork.unmanaged());
  Template.fromStack(stack).resourceCountIs(EGRESS, 0);
  Template.fromStack(stack).resourceCountIs(INGRESS, 0);
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});

describe('across stacks', () => {
  const dependencies = (stack: Stack): string[] => stack.dependencies.map(({ stackName }) => stackName);

  test('a database in another stack: the rules stand with the instance, and that stack depends on the database\'s', () => {
    const app = new App();
    const databases = new Stack(app, 'Databases');
    const migration = new Stack(app, 'Migration');
    open(migration, DatabaseNetwork.securityGroups(closedGroup(databases, 'Database')), importedInstance(migration));
    app.synth();
    expect(rules(migration, INGRESS)).toHaveLength(1);
    expect(rules(migration, EGRESS)).toHaveLength(1);
    expect(rules(databases, INGRESS)).toHaveLength(0);
    expect([dependencies(migration), dependencies(databases)]).toEqual([['Databases'], []]);
  });

  test('an instance in another stack: the rules stand with the database and endpoint, and that stack depends on the instance\'s', () => {
    const app = new App();
    const shared = new Stack(app, 'Shared');
    const service = new Stack(app, 'Service');
    const instance = importedInstance(shared);
    const network = DatabaseNetwork.securityGroups(closedGroup(service, 'Database'));
    open(service, network, instance, 'One');
    open(service, network, instance, 'Two');
    app.synth();
    expect(rules(service, INGRESS)).toHaveLength(1);
    expect(rules(service, EGRESS)).toHaveLength(1);
    expect(rules(shared, EGRESS)).toHaveLength(0);
    expect([dependencies(service), dependencies(shared)]).toEqual([['Shared'], []]);
  });

  test('one instance for the databases of two stacks: neither knows the other', () => {
    const app = new App();
    const shared = new Stack(app, 'Shared');
    const instance = importedInstance(shared);
    const services = ['One', 'Two'].map((id) => new Stack(app, id));
    for (const service of services) open(service, DatabaseNetwork.securityGroups(closedGroup(service, 'Database')), instance);
    app.synth();
    expect([shared, ...services].map(dependencies)).toEqual([[], ['Shared'], ['Shared']]);
  });

  test('an instance whose security group lets everything out needs no rule for it, from another stack either', () => {
    const app = new App();
    const shared = new Stack(app, 'Shared');
    const service = new Stack(app, 'Service');
    const group = new ec2.SecurityGroup(shared, 'Open', { vpc: importedVpc(shared) });
    open(service, DatabaseNetwork.securityGroups(closedGroup(service, 'Database')), importedInstance(shared, [group]));
    app.synth();
    expect(rules(service, EGRESS)).toHaveLength(0);
    expect(rules(service, INGRESS)).toHaveLength(1);
  });
});
