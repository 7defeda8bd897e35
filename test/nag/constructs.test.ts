import type { Stack } from 'aws-cdk-lib';
import {
  CertificateContent, DmsCertificate, DmsServiceRoles, EndpointPair, MigrationTask, ReplicationInstance, ReplicationStack,
  ReplicationSubnetGroup, ServiceRole, ServiceRolesMode, SourceDatabase, TableMappings, TargetDatabase, Tls,
} from '../../lib';
import { reachable } from '../support/endpoints';
import { testStack, testVpc } from '../support/stacks';
import { acknowledged, findings, PACKS } from './packs';

function pair(stack: Stack): EndpointPair {
  return new EndpointPair(stack, 'Pair', {
    instance: new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }),
    source: SourceDatabase.postgreSql({ ...reachable(stack, 'Source'), databaseName: 'app' }),
    target: TargetDatabase.mySql(reachable(stack, 'Target')),
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
  'ReplicationStack with a VPC of its own': (stack) => {
    const authority = DmsCertificate.fromCertificateArn(stack, 'Authority', 'arn:aws:dms:eu-west-1:111122223333:cert:A');
    return new ReplicationStack(stack, 'Migration', {
      source: SourceDatabase.oracle({ ...reachable(stack, 'Source'), databaseName: 'ORCL', tls: Tls.verifyCa(authority) }),
      target: TargetDatabase.postgreSql({ ...reachable(stack, 'Target'), databaseName: 'app' }),
      tasks: { Sales: { tableMappings: TableMappings.includeSchema('SALES') } },
    });
  },
};

describe.each(PACKS)('%s', (_, pack) => {
  test.each(Object.entries(CONSTRUCTS))('finds nothing in %s', (__, define) => {
    const stack = testStack();
    define(stack);
    expect(findings(pack, stack)).toEqual([]);
  });
});

test('nothing is acknowledged but the policies that AWS made for the service roles', () => {
  for (const [name, define] of Object.entries(CONSTRUCTS)) {
    const stack = testStack();
    define(stack);
    const expected = name === 'DmsServiceRoles that creates' ? 3 : 0;
    expect([name, ...acknowledged(stack)]).toHaveLength(1 + expected);
  }
});
