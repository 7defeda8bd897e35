import { App, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, RedisAuthentication, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase } from '../lib';

/**
 * PostgreSQL to a cache in ElastiCache with cluster mode: each row is a hash that is kept up to date. DMS reads no secret for Redis:
 * CloudFormation puts the password into the endpoint, and looks again when the endpoint changes.
 */
export function postgreSqlToRedis(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/${name.toLowerCase()}-AbCdEf`);

  new ReplicationStack(app, 'Cache', {
    source: SourceDatabase.postgreSql({
      secret: secret('Source'), databaseName: 'shop', network: DatabaseNetwork.cidr('10.20.0.0/24'), settings: { heartbeatEnable: true, failTasksOnLobTruncation: true },
    }),
    target: TargetDatabase.redis({
      serverName: 'prices.abcdef.clustercfg.euw1.cache.amazonaws.com', // the configuration endpoint
      network: DatabaseNetwork.cidr('10.30.0.0/24'),
      authentication: RedisAuthentication.user({ username: 'dms', password: secret('Cache').secretValueFromJson('password') }),
    }),
    tasks: { Prices: { tableMappings: TableMappings.includeTables('shop', ['price']) } },
  });
}

if (require.main === module) postgreSqlToRedis(new App());
