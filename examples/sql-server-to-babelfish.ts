import { Annotations, App, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseCredentials, DatabaseNetwork, MigrationType, ReplicationStack, SchemaHandling, SourceDatabase, TableMappings, TargetDatabase,
  TargetTablePrepMode, TaskSettings,
} from '../lib';

/**
 * SQL Server to Babelfish for Aurora PostgreSQL, for applications that go on to speak T-SQL. Full load only, into tables that are there: make them
 * beforehand with their keys, and foreign keys, views and code afterwards.
 */
export function sqlServerToBabelfish(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:crm/${name.toLowerCase()}-AbCdEf`);

  const stack = new ReplicationStack(app, 'Migration', {
    source: SourceDatabase.sqlServer({ secret: secret('SqlServer'), databaseName: 'crm', network: DatabaseNetwork.cidr('10.20.0.0/24') }),
    target: TargetDatabase.babelfish({
      databaseName: 'crm',
      network: DatabaseNetwork.cidr('10.30.0.0/24'),
      // DMS reads no secret for Babelfish: CloudFormation puts the password into the endpoint, and looks again when the endpoint changes.
      credentials: DatabaseCredentials.fromPassword({
        username: 'dms', password: secret('Babelfish').secretValueFromJson('password'),
        serverName: 'crm.cluster-abcdefghijkl.eu-west-1.rds.amazonaws.com',
      }),
    }),
    schema: SchemaHandling.elsewhere('Scripts of SQL Server Management Studio, checked by Babelfish Compass'),
    tasks: {
      Crm: {
        migrationType: MigrationType.FULL_LOAD,
        tableMappings: TableMappings.includeSchema('dbo'),
        taskSettings: TaskSettings.of({ fullLoad: { targetTablePrepMode: TargetTablePrepMode.DO_NOTHING } }), // DMS has no other here
      },
    },
  });
  // DMS has neither full nor inline LOB mode for Babelfish; LOBs are cut off at 32 KB.
  Annotations.of(stack).acknowledgeWarning('cdk-dms-migrations:lobTruncation', 'The longest note of the CRM has 12 KB');
}

if (require.main === module) sqlServerToBabelfish(new App());
