import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CertificateContent, DmsCertificate, DmsServiceRoles, EndpointPair, MigrationTask, ReplicationInstance, ReplicationStack,
  ReplicationSubnetGroup, ServiceRole, ServiceRolesMode, SourceDatabase, TableMappings, TargetDatabase, Tls, type IDmsCertificate,
} from '../../lib';
import { reachable } from '../support/endpoints';
import { testStack, testVpc } from '../support/stacks';
import { acknowledged, findings, PACKS } from './packs';

function authority(stack: Stack): IDmsCertificate {
  return DmsCertificate.fromCertificateArn(stack, 'Authority', 'arn:aws:dms:eu-west-1:111122223333:cert:A');
}

function pair(stack: Stack): EndpointPair {
  return new EndpointPair(stack, 'Pair', {
    instance: new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }),
    source: SourceDatabase.postgreSql({ ...reachable(stack, 'Source'), databaseName: 'app' }),
    target: TargetDatabase.mySql({ ...reachable(stack, 'Target'), tls: Tls.verifyCa(authority(stack)) }),
  });
}

const CONSTRUCTS: Record<string, (stack: Stack) => void> = {
  'DmsServiceRoles': (stack) => new DmsServiceRoles(stack, 'Roles', { roles: Object.values(ServiceRole) }),
  'DmsServiceRoles that creates': (stack) => new DmsServiceRoles(stack, 'Roles', { roles: Object.values(ServiceRole), mode: ServiceRolesMode.CREATE }),
  'ReplicationSubnetGroup': (stack) => new ReplicationSubnetGroup(stack, 'Group', { vpc: testVpc(stack) }),
  'ReplicationInstance': (stack) => new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }),
  'DmsCertificate': (stack) => new DmsCertificate(stack, 'Authority', { content: CertificateContent.fromPemFile('bin/samples/authority.pem') }),
  'EndpointPair': pair,
  'MigrationTask': (stack) => new MigrationTask(stack, 'Task', { endpointPair: pair(stack), tableMappings: TableMappings.includeSchema('public') }),
  'ReplicationStack with a VPC of its own': (stack) => new ReplicationStack(stack, 'Migration', {
    source: SourceDatabase.oracle({ ...reachable(stack, 'Source'), databaseName: 'ORCL', tls: Tls.verifyCa(authority(stack)) }),
    target: TargetDatabase.postgreSql({ ...reachable(stack, 'Target'), databaseName: 'app' }),
    tasks: { Sales: { tableMappings: TableMappings.includeSchema('SALES') } },
  }),
};

describe.each(PACKS)('%s', (_, pack) => {
  test.each(Object.entries(CONSTRUCTS))('finds nothing in %s', (__, define) => {
    const stack = testStack();
    define(stack);
    expect(findings(pack, stack)).toEqual([]);
  });
});

test.each(Object.entries(CONSTRUCTS))('%s is synthesized', (_, define) => {
  const stack = testStack();
  define(stack);
  const innermost = stack.node.findAll().filter((construct) => Stack.isStack(construct)).pop() as Stack;
  expect(Object.keys(Template.fromStack(innermost).toJSON().Resources as object)).not.toEqual([]);
});

test('nothing is acknowledged but the policies that AWS made for the service roles', () => {
  for (const [name, define] of Object.entries(CONSTRUCTS)) {
    const stack = testStack();
    define(stack);
    const expected = name === 'DmsServiceRoles that creates' ? 3 : 0;
    expect([name, ...acknowledged(stack)]).toHaveLength(1 + expected);
  }
});
