import { App, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase } from '../lib';

/**
 * Consolidation: two PostgreSQL databases to one Aurora PostgreSQL, each to a schema of its own. Where two tasks would write one table, synthesis
 * says so.
 */
export function consolidation(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:shops/${name.toLowerCase()}-AbCdEf`);
  const shop = (name: string, cidr: string): SourceDatabase => SourceDatabase.postgreSql({
    secret: secret(name), databaseName: 'shop', network: DatabaseNetwork.cidr(cidr), settings: { heartbeatEnable: true, failTasksOnLobTruncation: true },
  });

  const stack = new ReplicationStack(app, 'Consolidation', {
    source: shop('Europe', '10.20.0.0/24'),
    target: TargetDatabase.auroraPostgreSql({
      secret: secret('Central'), databaseName: 'shops', network: DatabaseNetwork.cidr('10.30.0.0/24'),
    }),
    tasks: { Europe: { tableMappings: TableMappings.includeSchema('shop', { targetSchema: 'shop_europe' }) } },
  });
  const asia = stack.addEndpointPair('AsiaEndpoints', {
    source: shop('Asia', '10.21.0.0/24'),
    target: TargetDatabase.fromEndpoint(stack.endpointPair.targetEndpoint),
  });
  stack.addTask('Asia', { endpointPair: asia, tableMappings: TableMappings.includeSchema('shop', { targetSchema: 'shop_asia' }) });
}

if (require.main === module) consolidation(new App());
