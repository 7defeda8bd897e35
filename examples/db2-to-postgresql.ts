import { App, Size, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, DmsCertificate, LobHandling, ReplicationStack, SchemaHandling, SelectionRule, SourceDatabase, TableMappings, TargetDatabase, Tls,
  TransformationRule,
} from '../lib';

/**
 * Db2 LUW to PostgreSQL on RDS: the tables are made at the target, and changes follow from Db2's log (`LOGARCHMETH1` has to be on). DMS keeps the
 * names in upper case unless it is told otherwise.
 */
export function db2ToPostgreSql(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:ledger/${name.toLowerCase()}-AbCdEf`);

  new ReplicationStack(app, 'Migration', {
    source: SourceDatabase.db2({
      secret: secret('Db2'), databaseName: 'LEDGER', network: DatabaseNetwork.cidr('10.20.0.0/24'),
      tls: Tls.verifyCa(DmsCertificate.fromCertificateArn(databases, 'Authority', 'arn:aws:dms:eu-west-1:111122223333:cert:LEDGER')),
      settings: { maxReadSize: Size.kibibytes(256) }, // of the log at once: for a server that changes much
    }),
    target: TargetDatabase.postgreSql({ secret: secret('PostgreSql'), databaseName: 'ledger', network: DatabaseNetwork.cidr('10.30.0.0/24') }),
    schema: SchemaHandling.elsewhere('Flyway, repository ledger-schema, after the load'),
    tasks: {
      Ledger: {
        tableMappings: TableMappings.of(
          SelectionRule.include({ schema: 'LEDGER', table: '%' }),
          TransformationRule.schema('LEDGER').convertToLowercase(),
          TransformationRule.table('LEDGER', '%').convertToLowercase(),
          TransformationRule.column('LEDGER', '%', '%').convertToLowercase(),
        ),
        lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) }), // small ones go with their rows, others are looked up
      },
    },
  });
}

if (require.main === module) db2ToPostgreSql(new App());
