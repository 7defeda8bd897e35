import { App, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, ReplicationPurpose, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase } from '../lib';

/** Disaster recovery: a copy of a PostgreSQL database that is kept up to date for good, in a stack that is protected from deletion. */
export function disasterRecovery(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/${name.toLowerCase()}-AbCdEf`);

  new ReplicationStack(app, 'Standby', {
    purpose: ReplicationPurpose.DISASTER_RECOVERY,
    source: SourceDatabase.postgreSql({
      secret: secret('Source'), databaseName: 'orders', network: DatabaseNetwork.cidr('10.20.0.0/24'), settings: { heartbeatEnable: true, failTasksOnLobTruncation: true },
    }),
    target: TargetDatabase.auroraPostgreSql({
      secret: secret('Standby'), databaseName: 'orders', network: DatabaseNetwork.cidr('10.30.0.0/24'),
    }),
    tasks: { Orders: { tableMappings: TableMappings.includeSchema('sales') } },
  });
}

if (require.main === module) disasterRecovery(new App());
