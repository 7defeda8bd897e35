import { App, Size, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, DmsCertificate, LobHandling, ReplicationStack, SchemaHandling, SelectionRule, SourceDatabase, TableMappings, TargetDatabase, Tls,
  TransformationRule,
} from '../lib';

/** SAP ASE to Aurora PostgreSQL. One task alone can capture the changes of an ASE database, so all tables are in it. */
export function sapAseToAuroraPostgreSql(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:trades/${name.toLowerCase()}-AbCdEf`);

  new ReplicationStack(app, 'Migration', {
    source: SourceDatabase.sapAse({
      secret: secret('Ase'), databaseName: 'trades', network: DatabaseNetwork.cidr('10.20.0.0/24'),
      tls: Tls.verifyFull(DmsCertificate.fromCertificateArn(databases, 'Authority', 'arn:aws:dms:eu-west-1:111122223333:cert:TRADES')),
      settings: { driver: 'Adaptive Server Enterprise 16.03.06' }, // the one that speaks TLS with ASE 15.7 and later
    }),
    target: TargetDatabase.auroraPostgreSql({ secret: secret('Aurora'), databaseName: 'trades', network: DatabaseNetwork.cidr('10.30.0.0/24') }),
    schema: SchemaHandling.elsewhere('Flyway, repository trades-schema'),
    tasks: {
      Trades: {
        tableMappings: TableMappings.of(
          SelectionRule.include({ schema: 'dbo', table: '%' }),
          TransformationRule.schema('dbo').rename('trades'),
        ),
        lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) }), // small ones go with their rows, others are looked up
      },
    },
  });
}

if (require.main === module) sapAseToAuroraPostgreSql(new App());
