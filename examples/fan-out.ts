import { App, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase } from '../lib';

/**
 * Fan-out: one PostgreSQL database to two targets, which share the source endpoint. Each task reads the source's log by itself, through a
 * replication slot of its own.
 */
export function fanOut(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/${name.toLowerCase()}-AbCdEf`);
  const target = (name: string, cidr: string): TargetDatabase => TargetDatabase.auroraPostgreSql({
    secret: secret(name), databaseName: 'orders', network: DatabaseNetwork.cidr(cidr),
  });

  const stack = new ReplicationStack(app, 'FanOut', {
    source: SourceDatabase.postgreSql({
      secret: secret('Source'), databaseName: 'orders', network: DatabaseNetwork.cidr('10.20.0.0/24'), settings: { heartbeatEnable: true, failTasksOnLobTruncation: true },
    }),
    target: target('Shop', '10.30.0.0/24'),
    tasks: { Shop: { tableMappings: TableMappings.includeSchema('sales') } },
  });
  const reports = stack.addEndpointPair('ReportEndpoints', {
    source: SourceDatabase.fromEndpoint(stack.endpointPair.sourceEndpoint),
    target: target('Reports', '10.31.0.0/24'),
  });
  stack.addTask('Reports', { endpointPair: reports, tableMappings: TableMappings.includeTables('sales', ['orders', 'lines']) });
}

if (require.main === module) fanOut(new App());
