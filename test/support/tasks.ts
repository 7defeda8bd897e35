import type { Stack } from 'aws-cdk-lib';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import { EndpointPair, type EndpointPairProps } from '../../lib/constructs/endpoint-pair';
import { MigrationTask } from '../../lib/constructs/migration-task';
import type { MigrationTaskOptions } from '../../lib/constructs/migration-task-props';
import { SourceDatabase, type PostgreSqlSourceProps } from '../../lib/constructs/source-database';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { ACCOUNT, importedInstance, testSecret } from './endpoints';

export const TASK = 'AWS::DMS::ReplicationTask';

/** A PostgreSQL database to migrate from, changed as given. */
export function testSource(stack: Stack, props: Partial<PostgreSqlSourceProps> = {}): SourceDatabase {
  return SourceDatabase.postgreSql({ secret: testSecret(stack, 'SourceSecret'), databaseName: 'app', network: DatabaseNetwork.cidr('10.20.0.0/16'), ...props });
}

/** An Aurora PostgreSQL database to migrate to. */
export function testTarget(stack: Stack): TargetDatabase {
  const secret = testSecret(stack, 'TargetSecret', `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:target-AbCdEf`);
  return TargetDatabase.auroraPostgreSql({ secret, databaseName: 'app', network: DatabaseNetwork.cidr('10.30.0.0/16') });
}

/** Tasks that deployments leave alone, for tests of anything else. */
export const UNMANAGED = { startOnDeploy: false, stopForChanges: false };

/** From PostgreSQL to Aurora PostgreSQL, over an instance that exists, whose connections are not tested, unless told otherwise. */
export function testPair(stack: Stack, props: Partial<EndpointPairProps> = {}): EndpointPair {
  const { instance = importedInstance(stack), source = testSource(stack), target = testTarget(stack) } = props;
  return new EndpointPair(stack, 'Pair', { testConnections: false, ...props, instance, source, target });
}

/** A task that moves the schema sales and that deployments leave alone, changed as given. */
export function testTask(stack: Stack, options: Partial<MigrationTaskOptions> = {}, endpointPair = testPair(stack)): MigrationTask {
  return new MigrationTask(stack, 'Task', { tableMappings: TableMappings.includeSchema('sales'), endpointPair, ...UNMANAGED, ...options });
}
