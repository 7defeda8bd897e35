import { App, Size, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, LobHandling, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase, Validation } from '../lib';

/**
 * Azure SQL Managed Instance to SQL Server on RDS, over a VPN. Its changes are captured by MS-CDC, which has to be on; of Azure SQL Database DMS
 * can load tables alone.
 */
export function azureSqlToRds(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:loyalty/${name.toLowerCase()}-AbCdEf`);

  new ReplicationStack(app, 'Migration', {
    source: SourceDatabase.azureSqlManagedInstance({
      secret: secret('Azure'), databaseName: 'loyalty', network: DatabaseNetwork.cidr('10.40.0.0/24'), // the delegated subnet
    }),
    target: TargetDatabase.sqlServer({ secret: secret('Rds'), databaseName: 'loyalty', network: DatabaseNetwork.cidr('10.30.0.0/24') }),
    tasks: {
      Loyalty: {
        tableMappings: TableMappings.includeSchema('dbo'),
        lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) }), // small ones go with their rows, others are looked up
        validation: Validation.enabled(), // compares each row
      },
    },
  });
}

if (require.main === module) azureSqlToRds(new App());
