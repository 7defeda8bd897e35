import { App, Size, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, DmsCertificate, LobHandling, OracleLogReader, ReplicationStack, SchemaConversion, SchemaHandling, SelectionRule, SourceDatabase,
  TableMappings, TargetDatabase, TargetTablePrepMode, TaskSettings, Tls, TransformationRule,
} from '../lib';

/**
 * Oracle on premises to Aurora PostgreSQL: DMS Schema Conversion for what a task does not make (foreign keys, indexes, views, code), and a task
 * for the rows. Deploy, convert and apply the schema, then start the task.
 */
export function oracleToAuroraPostgreSql(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:erp/${name.toLowerCase()}-AbCdEf`);
  const source = SourceDatabase.oracle({
    secret: secret('Oracle'), databaseName: 'ORCL', network: DatabaseNetwork.cidr('10.20.0.0/24'),
    // The wallet was uploaded by `aws dms import-certificate --certificate-wallet`.
    tls: Tls.verifyCa(DmsCertificate.fromCertificateArn(databases, 'Wallet', 'arn:aws:dms:eu-west-1:111122223333:cert:ORACLEWALLET')),
    port: 2484, // where Oracle listens for TLS, as the secret has it
    settings: { logReader: OracleLogReader.BINARY_READER }, // easier on the server than LogMiner where the redo is large
  });
  const target = TargetDatabase.auroraPostgreSql({
    secret: secret('Aurora'), databaseName: 'erp', network: DatabaseNetwork.cidr('10.30.0.0/24'),
    settings: { afterConnectScript: "SET session_replication_role = 'replica'" }, // foreign keys and triggers are there: not for the rows of DMS
  });

  const stack = new ReplicationStack(app, 'Migration', {
    source,
    target,
    schema: SchemaHandling.elsewhere('The schema conversion below, which stands in the VPC of this stack'),
    tasks: {
      Sales: {
        startOnDeploy: false, // an operator starts it when the schema is there
        taskSettings: TaskSettings.of({ fullLoad: { targetTablePrepMode: TargetTablePrepMode.TRUNCATE_BEFORE_LOAD } }), // keeps the converted tables
        tableMappings: TableMappings.of(
          SelectionRule.include({ schema: 'SALES', table: '%' }),
          // Oracle's names are in upper case; in PostgreSQL they would need quotes for ever.
          TransformationRule.schema('SALES').convertToLowercase(),
          TransformationRule.table('SALES', '%').convertToLowercase(),
          TransformationRule.column('SALES', '%', '%').convertToLowercase(),
        ),
        lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) }), // small ones go with their rows, others are looked up
      },
    },
  });
  new SchemaConversion(stack, 'Schema', { vpc: stack.vpc, source, target });
}

if (require.main === module) oracleToAuroraPostgreSql(new App());
