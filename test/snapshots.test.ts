import { App, Size, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  BoundaryHook, DatabaseNetwork, DmsServiceRoles, Encryption, EndpointPair, InstanceClass, InstanceSizing, LobHandling, MigrationTask, PhaseScaling,
  ReplicationInstance, ReplicationStack, ServiceRolesMode, SourceDatabase, TableMappings, TargetDatabase, Validation,
} from '../lib';
import { importedInstance, testKey, testSecret } from './support/endpoints';
import { stableTemplate, testStack, testVpc } from './support/stacks';

// One a facade, to show in review what a change does to templates. Everything else is tested fact by fact.

const environment = { env: { account: '111122223333', region: 'eu-west-1' } };

function pairOf(stack: Stack, instance = importedInstance(stack)): EndpointPair {
  const encryption = Encryption.customerManagedKey(testKey(stack, 'EndpointKey'));
  return new EndpointPair(stack, 'Endpoints', {
    instance,
    source: SourceDatabase.postgreSql({
      secret: testSecret(stack, 'SourceSecret'), databaseName: 'app', network: DatabaseNetwork.cidr('10.20.0.0/16'), encryption,
    }),
    target: TargetDatabase.auroraPostgreSql({
      secret: testSecret(stack, 'TargetSecret'), databaseName: 'app', network: DatabaseNetwork.cidr('10.30.0.0/16'), encryption,
    }),
  });
}

test('ReplicationStack', () => {
  const app = new App();
  const databases = new Stack(app, 'Databases', environment);
  const stack = new ReplicationStack(app, 'Orders', {
    ...environment,
    source: SourceDatabase.postgreSql({
      secret: testSecret(databases, 'Source'), databaseName: 'orders', network: DatabaseNetwork.cidr('10.20.0.0/16'),
      settings: { heartbeatEnable: true },
    }),
    target: TargetDatabase.auroraPostgreSql({
      secret: testSecret(databases, 'Target'), databaseName: 'orders', network: DatabaseNetwork.cidr('10.30.0.0/16'),
    }),
    replicationInstance: { sizing: InstanceSizing.forWorkload({ dataSize: Size.gibibytes(800), changesPerSecond: Size.mebibytes(2) }) },
    tasks: {
      Sales: { tableMappings: TableMappings.includeSchema('sales'), lobHandling: LobHandling.limited(Size.kibibytes(64)) },
      Archive: { tableMappings: TableMappings.includeSchema('archive', { excludeTables: ['tmp_%'] }), validation: Validation.enabled() },
    },
  });
  expect(stableTemplate(stack)).toMatchSnapshot();
});

test('PhaseScaling', () => {
  const stack = testStack(environment);
  const instance = new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), encryption: Encryption.customerManagedKey(testKey(stack)) });
  const indexes = lambda.Function.fromFunctionArn(stack, 'Indexes', 'arn:aws:lambda:eu-west-1:111122223333:function:indexes');
  new PhaseScaling(stack, 'PhaseScaling', {
    instance,
    fullLoadClass: InstanceClass.R6I_4XLARGE,
    cdcClass: InstanceClass.R6I_LARGE,
    boundaryHook: BoundaryHook.fromFunction(indexes),
  });
  new MigrationTask(stack, 'Task', { endpointPair: pairOf(stack, instance), tableMappings: TableMappings.includeSchema('sales') });
  expect(stableTemplate(stack)).toMatchSnapshot();
});

test('ReplicationInstance', () => {
  const stack = testStack(environment);
  new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), instanceClass: InstanceClass.R6I_XLARGE });
  expect(stableTemplate(stack)).toMatchSnapshot();
});

test('EndpointPair', () => {
  const stack = testStack(environment);
  pairOf(stack);
  expect(stableTemplate(stack)).toMatchSnapshot();
});

test('MigrationTask', () => {
  const stack = testStack(environment);
  new MigrationTask(stack, 'Task', { endpointPair: pairOf(stack), tableMappings: TableMappings.includeTables('sales', ['orders', 'lines']) });
  expect(stableTemplate(stack)).toMatchSnapshot();
});

test.each(Object.values(ServiceRolesMode))('DmsServiceRoles, %s', (mode) => {
  const stack = testStack(environment);
  new DmsServiceRoles(stack, 'Roles', { mode });
  expect(stableTemplate(stack)).toMatchSnapshot();
});
