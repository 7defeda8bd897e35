import { App, Size, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, LobHandling, ReplicationStack, SourceDatabase, SqlServerTlogAccessMode, TableMappings, TargetDatabase, Validation,
} from '../lib';

/**
 * SQL Server on premises to SQL Server on RDS, which this app knows: engine, port and security group are read from the instance. Each row is
 * compared.
 */
export function sqlServerToRds(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:billing/${name.toLowerCase()}-AbCdEf`);
  // In an app of your own, the rds.DatabaseInstance itself. Of an imported one, its engine and secret have to be said.
  const server = rds.DatabaseInstance.fromDatabaseInstanceAttributes(databases, 'Server', {
    instanceIdentifier: 'billing', instanceEndpointAddress: 'billing.abcdefghijkl.eu-west-1.rds.amazonaws.com', port: 1433,
    engine: rds.DatabaseInstanceEngine.SQL_SERVER_SE,
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(databases, 'ServerGroup', 'sg-0a1b2c3d4e5f60702')],
  });

  new ReplicationStack(app, 'Migration', {
    source: SourceDatabase.sqlServer({
      secret: secret('OnPremises'), databaseName: 'billing', network: DatabaseNetwork.cidr('10.20.0.0/24'),
      // From the log, and from its backups where it has been truncated.
      settings: { tlogAccessMode: SqlServerTlogAccessMode.PREFER_TLOG },
    }),
    target: TargetDatabase.fromDatabaseInstance(server, { secret: secret('Rds'), databaseName: 'billing' }),
    tasks: {
      Billing: {
        tableMappings: TableMappings.includeSchema('dbo'),
        lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) }), // small ones go with their rows, others are looked up
        validation: Validation.enabled(), // compares each row
      },
    },
  });
}

if (require.main === module) sqlServerToRds(new App());
