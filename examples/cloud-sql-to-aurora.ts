import { App, Size, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, DmsCertificate, LobHandling, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase, Tls, type IDmsCertificate,
} from '../lib';

/**
 * Google Cloud SQL to Aurora: MySQL and PostgreSQL, side by side on one replication instance. Both are reached by their private addresses, over a
 * VPN.
 */
export function cloudSqlToAurora(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:games/${name.toLowerCase()}-AbCdEf`);
  const authority = (name: string): IDmsCertificate =>
    DmsCertificate.fromCertificateArn(databases, `${name}Authority`, `arn:aws:dms:eu-west-1:111122223333:cert:${name.toUpperCase()}`);
  const google = DatabaseNetwork.cidr('10.40.0.0/24');
  const aurora = DatabaseNetwork.cidr('10.30.0.0/24');

  const stack = new ReplicationStack(app, 'Migration', {
    source: SourceDatabase.cloudSqlMySql({
      secret: secret('GoogleMySql'), network: google, tls: Tls.verifyCa(authority('Google')), // it has verifyCa alone
    }),
    target: TargetDatabase.auroraMySql({ secret: secret('AuroraMySql'), network: aurora, tls: Tls.verifyCa(authority('Rds')) }),
    tasks: { Games: { tableMappings: TableMappings.includeSchema('games'), lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) }) } },
  });
  const scores = stack.addEndpointPair('PostgreSql', {
    source: SourceDatabase.cloudSqlPostgreSql({ // its flag cloudsql.logical_decoding has to be on
      secret: secret('GooglePostgreSql'), databaseName: 'scores', network: google, settings: { heartbeatEnable: true, failTasksOnLobTruncation: true },
    }),
    target: TargetDatabase.auroraPostgreSql({ secret: secret('AuroraPostgreSql'), databaseName: 'scores', network: aurora }),
  });
  stack.addTask('Scores', { endpointPair: scores, tableMappings: TableMappings.includeSchema('public') });
}

if (require.main === module) cloudSqlToAurora(new App());
