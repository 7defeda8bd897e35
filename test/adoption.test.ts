import { readFileSync } from 'node:fs';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { RemovalPolicy, Resource, SecretValue, Size, Tags, type CfnResource, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dms from 'aws-cdk-lib/aws-dms';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import {
  CdcStart, DatabaseCredentials, DatabaseNetwork, DmsServiceRoles, Encryption, EndpointPair, InstanceClass, MigrationTask, MigrationType,
  ReplicationInstance, ReplicationSubnetGroup, ServiceRolesMode, SourceDatabase, TableMappings, TargetDatabase, TaskSettings, Tls,
  type EndpointPairProps, type MigrationTaskOptions,
} from '../lib';
import { testStack, testVpc } from './support/stacks';

// A stack of somebody's who did not know this library, with everything that it would do otherwise: names given or left to DMS, AWS's own
// key, one Availability Zone, passwords by dynamic reference, no TLS, no settings, no tags.

const MAPPINGS = '{ "rules": [ {"rule-type": "selection", "rule-id": "7", "rule-name": "all-of-it", '
  + '"object-locator": {"schema-name": "shop", "table-name": "%"}, "rule-action": "include"} ] }';
const SETTINGS = '{"Logging": {"EnableLogging": false}, "FullLoadSettings": {"CommitRate": 10000}}';

function raw(): Stack {
  const stack = testStack();
  const group = new dms.CfnReplicationSubnetGroup(stack, 'Group', {
    replicationSubnetGroupIdentifier: 'shop-subnets', replicationSubnetGroupDescription: 'Shop', subnetIds: ['subnet-1', 'subnet-2'],
  });
  const instance = new dms.CfnReplicationInstance(stack, 'Server', {
    replicationInstanceClass: 'dms.c5.large',
    replicationInstanceIdentifier: 'shop',
    replicationSubnetGroupIdentifier: group.ref,
    allocatedStorage: 80,
    multiAz: false,
    publiclyAccessible: false,
    autoMinorVersionUpgrade: false,
    engineVersion: '3.5.4',
    vpcSecurityGroupIds: ['sg-1'],
  });
  const source = new dms.CfnEndpoint(stack, 'From', {
    endpointType: 'source',
    engineName: 'mysql',
    endpointIdentifier: 'shop-from',
    serverName: 'shop.example.com',
    port: 3306,
    username: 'dms',
    password: '{{resolve:secretsmanager:shop:SecretString:password::}}',
    sslMode: 'none',
    extraConnectionAttributes: 'serverTimezone=Europe/Vienna',
  });
  const target = new dms.CfnEndpoint(stack, 'To', {
    endpointType: 'target',
    engineName: 'aurora',
    serverName: 'shop.cluster.example.com',
    port: 3306,
    username: 'dms',
    password: '{{resolve:secretsmanager:cloud:SecretString:password::}}',
  });
  const task = { replicationInstanceArn: instance.ref, sourceEndpointArn: source.ref, targetEndpointArn: target.ref, tableMappings: MAPPINGS };
  new dms.CfnReplicationTask(stack, 'Load', { ...task, migrationType: 'full-load', replicationTaskIdentifier: 'shop-load' });
  new dms.CfnReplicationTask(stack, 'Follow', {
    ...task, migrationType: 'cdc', replicationTaskIdentifier: 'shop-follow', replicationTaskSettings: SETTINGS, cdcStartTime: 1_769_860_800,
  });
  return stack;
}

function adopted(deployments: Pick<EndpointPairProps, 'testConnections'> & Pick<MigrationTaskOptions, 'startOnDeploy' | 'stopForChanges'> = {}): Stack {
  const stack = testStack();
  const vpc = testVpc(stack);
  new DmsServiceRoles(stack, 'Roles', { mode: ServiceRolesMode.EXISTING });
  const group = new ReplicationSubnetGroup(stack, 'Subnets', { vpc, replicationSubnetGroupIdentifier: 'shop-subnets', description: 'Shop' });
  const instance = new ReplicationInstance(stack, 'Instance', {
    vpc,
    replicationSubnetGroup: group,
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'SecurityGroup', 'sg-1')],
    instanceClass: InstanceClass.of('dms.c5.large'),
    storage: Size.gibibytes(80),
    encryption: Encryption.awsManagedKey(),
    multiAz: false,
    autoMinorVersionUpgrade: false,
    engineVersion: '3.5.4',
    replicationInstanceIdentifier: 'shop',
    createLogGroup: false,
  });
  const login = (serverName: string, secret: string): DatabaseCredentials =>
    DatabaseCredentials.fromPassword({ serverName, username: 'dms', password: SecretValue.secretsManager(secret, { jsonField: 'password' }) });
  const { testConnections, ...ofTasks } = deployments;
  const pair = new EndpointPair(stack, 'Endpoints', {
    instance,
    testConnections,
    source: SourceDatabase.mySql({
      credentials: login('shop.example.com', 'shop'),
      network: DatabaseNetwork.unmanaged(),
      tls: Tls.none(),
      endpointIdentifier: 'shop-from',
      extraConnectionAttributes: 'serverTimezone=Europe/Vienna',
    }),
    target: TargetDatabase.auroraMySql({
      credentials: login('shop.cluster.example.com', 'cloud'),
      network: DatabaseNetwork.unmanaged(),
      tls: Tls.unspecified(),
      generateIdentifier: false,
    }),
  });
  const common = { ...ofTasks, endpointPair: pair, tableMappings: TableMappings.fromJsonString(MAPPINGS) };
  const load = new MigrationTask(stack, 'LoadTask', {
    ...common, migrationType: MigrationType.FULL_LOAD, taskSettings: TaskSettings.none(), migrationTaskIdentifier: 'shop-load',
  });
  const follow = new MigrationTask(stack, 'FollowTask', {
    ...common,
    migrationType: MigrationType.CDC,
    taskSettings: TaskSettings.fromJsonString(SETTINGS),
    migrationTaskIdentifier: 'shop-follow',
    cdcStart: CdcStart.atEpoch(1_769_860_800),
  });

  Tags.of(stack).remove('Name');
  const logicalIds: [string, CfnResource][] = [
    ['Group', group.node.defaultChild as CfnResource],
    ['Server', instance.node.defaultChild as CfnResource],
    ['From', pair.sourceEndpoint.node.defaultChild as CfnResource],
    ['To', pair.targetEndpoint.node.defaultChild as CfnResource],
    ['Load', load.node.defaultChild as CfnResource],
    ['Follow', follow.node.defaultChild as CfnResource],
  ];
  for (const [id, resource] of logicalIds) resource.overrideLogicalId(id);
  return stack;
}

test('a stack that exists is expressed without a difference: nothing is added, changed, replaced or renamed', () => {
  const unmanaged = { testConnections: false, startOnDeploy: false, stopForChanges: false };
  expect(Template.fromStack(adopted(unmanaged)).toJSON().Resources).toEqual(Template.fromStack(raw()).toJSON().Resources);
});

test('deployments that look after it change nothing about what exists but the order', () => {
  const resourcesOf = (stack: Stack): Record<string, { Type: string; DependsOn?: unknown }> => Template.fromStack(stack).toJSON().Resources as never;
  const [managed, existing] = [resourcesOf(adopted()), resourcesOf(raw())];
  for (const [id, resource] of Object.entries(existing)) expect({ ...managed[id], DependsOn: resource.DependsOn }).toEqual(resource);
  expect(Object.keys(managed).filter((id) => !(id in existing) && !id.startsWith('DmsDeployment'))).toEqual([]);
});

test('a name that DMS chose stays out of the template and is known to metrics all the same', () => {
  const stack = testStack();
  const instance = new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), replicationInstanceIdentifier: 'shop-server-1xkq2' });
  (instance.node.defaultChild as CfnResource).addPropertyDeletionOverride('ReplicationInstanceIdentifier');
  Template.fromStack(stack).hasResourceProperties('AWS::DMS::ReplicationInstance', { ReplicationInstanceIdentifier: Match.absent() });
  expect(instance.metricSwapUsage().dimensions).toEqual({ ReplicationInstanceIdentifier: 'shop-server-1xkq2' });
});

test('what was adopted can be kept when it leaves the template', () => {
  const stack = testStack();
  new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), removalPolicy: RemovalPolicy.RETAIN });
  Template.fromStack(stack).hasResource('AWS::DMS::ReplicationInstance', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

describe('docs/adopting.md', () => {
  const page = readFileSync('docs/adopting.md', 'utf8');
  const { types } = JSON.parse(readFileSync('.jsii', 'utf8')) as {
    types: Record<string, { name: string; docs?: { custom?: { resource?: string } }; methods?: { name: string; static?: boolean }[] }>;
  };
  const resources = Object.values(types).flatMap(({ name, docs, methods = [] }) => {
    const type = docs?.custom?.resource;
    const imports = methods.filter((method) => method.static === true && method.name.startsWith('from')).map((method) => method.name);
    return type?.startsWith('AWS::DMS::') === true ? [{ name, type, imports }] : [];
  });

  test('every construct that makes a resource of DMS can be imported, and stands in the table with its imports', () => {
    expect(resources.length).toBeGreaterThanOrEqual(6);
    expect(resources.filter(({ imports }) => imports.length === 0).map(({ name }) => name)).toEqual([]);
    const rows = resources.map(({ name, imports }) => `| \`${name}\` | ${imports.map((each) => `\`${each}\``).join(', ')} |`);
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });

  test('what `cdk import` asks for is as the service spec has it', () => {
    const spec = [...loadAwsServiceSpecSync().all('resource')];
    const rows = resources.map(({ type }) => {
      const { primaryIdentifier = [] } = spec.find(({ cloudFormationType }) => cloudFormationType === type) ?? {};
      return `| \`${type}\` | \`${primaryIdentifier.join('`, `')}\` |`;
    });
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });

  test('every construct in a template that is imported can be kept', () => {
    const stack = adopted({ testConnections: false, startOnDeploy: false, stopForChanges: false });
    for (const each of stack.node.findAll()) if (each instanceof Resource && !(each.node.path.includes('Vpc'))) keep(each);
    const kept = Object.values((Template.fromStack(stack).toJSON() as { Resources: Record<string, Record<string, unknown>> }).Resources);
    expect(kept.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(kept.map(() => 'Retain'));
  });
});

function keep(resource: Resource): void {
  if (resource.node.defaultChild !== undefined) resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
}
