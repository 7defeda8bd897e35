import { SecretValue, type Stack } from 'aws-cdk-lib';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DmsCertificate } from '../../lib/constructs/certificate';
import { DatabaseCredentials } from '../../lib/constructs/database-credentials';
import { DatabaseEngine } from '../../lib/constructs/database-engine';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import type { DescribedDatabaseProps } from '../../lib/constructs/database-props';
import { RedisAuthentication } from '../../lib/constructs/redis-settings';
import { S3ColumnType } from '../../lib/constructs/s3-source-table';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { Tls } from '../../lib/constructs/tls';
import { ACCOUNT, KEY_ARN, testSecret } from './endpoints';

const network = DatabaseNetwork.cidr('10.20.0.0/16');

function once<T>(stack: Stack, id: string, make: () => T): T {
  return (stack.node.tryFindChild(id) as T | undefined) ?? make();
}

function described(stack: Stack, end: string): DescribedDatabaseProps {
  return { secret: once(stack, `${end}Secret`, () => testSecret(stack, `${end}Secret`, `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:${end}-AbCdEf`)), network };
}

function verified(stack: Stack): { readonly tls: Tls } {
  const authority = once(stack, 'Authority', () => DmsCertificate.fromCertificateArn(stack, 'Authority', `arn:aws:dms:eu-west-1:${ACCOUNT}:cert:CA`));
  return { tls: Tls.verifyCa(authority) };
}

function fully(stack: Stack): { readonly tls: Tls } {
  const authority = once(stack, 'Authority', () => DmsCertificate.fromCertificateArn(stack, 'Authority', `arn:aws:dms:eu-west-1:${ACCOUNT}:cert:CA`));
  return { tls: Tls.verifyFull(authority) };
}

const databaseName = 'app';
const key = (stack: Stack): kms.IKey => once(stack, 'DataKey', () => kms.Key.fromKeyArn(stack, 'DataKey', KEY_ARN));
const bucket = (stack: Stack): s3.IBucket => once(stack, 'Bucket', () =>
  s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'lake', encryptionKey: key(stack) }));
const documents = (stack: Stack): docdb.IDatabaseCluster => once(stack, 'Documents', () =>
  docdb.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Documents', { clusterIdentifier: 'documents', port: 27_017 }));

type MakeSource = (stack: Stack) => SourceDatabase;
type MakeTarget = (stack: Stack) => TargetDatabase;

function domain(stack: Stack): opensearch.IDomain {
  return opensearch.Domain.fromDomainAttributes(stack, 'Domain', {
    domainArn: `arn:aws:es:eu-west-1:${ACCOUNT}:domain/orders`, domainEndpoint: 'orders.eu-west-1.es.amazonaws.com',
  });
}

/** A source of each factory that describes one, with the engine that it comes to. */
export const EVERY_SOURCE: Readonly<Record<string, readonly [engine: string, make: MakeSource]>> = {
  postgreSql: ['postgres', (stack) => SourceDatabase.postgreSql({ ...described(stack, 'source'), databaseName })],
  auroraPostgreSql: ['aurora-postgresql', (stack) => SourceDatabase.auroraPostgreSql({ ...described(stack, 'source'), databaseName })],
  auroraServerlessPostgreSql: ['aurora-postgresql-serverless', (stack) => SourceDatabase.auroraServerlessPostgreSql({ ...described(stack, 'source'), databaseName })],
  azurePostgreSql: ['postgres', (stack) => SourceDatabase.azurePostgreSql({ ...described(stack, 'source'), databaseName })],
  cloudSqlPostgreSql: ['postgres', (stack) => SourceDatabase.cloudSqlPostgreSql({ ...described(stack, 'source'), databaseName })],
  mySql: ['mysql', (stack) => SourceDatabase.mySql({ ...described(stack, 'source'), ...verified(stack) })],
  mariaDb: ['mariadb', (stack) => SourceDatabase.mariaDb({ ...described(stack, 'source'), ...verified(stack) })],
  auroraMySql: ['aurora', (stack) => SourceDatabase.auroraMySql({ ...described(stack, 'source'), ...verified(stack) })],
  auroraServerlessMySql: ['aurora-serverless', (stack) => SourceDatabase.auroraServerlessMySql({ ...described(stack, 'source'), ...verified(stack) })],
  azureMySql: ['mysql', (stack) => SourceDatabase.azureMySql({ ...described(stack, 'source'), ...verified(stack) })],
  cloudSqlMySql: ['gcp-mysql', (stack) => SourceDatabase.cloudSqlMySql({ ...described(stack, 'source'), ...verified(stack) })],
  oracle: ['oracle', (stack) => SourceDatabase.oracle({ ...described(stack, 'source'), ...verified(stack), databaseName })],
  sqlServer: ['sqlserver', (stack) => SourceDatabase.sqlServer({ ...described(stack, 'source'), databaseName })],
  azureSqlDatabase: ['azuredb', (stack) => SourceDatabase.azureSqlDatabase({ ...described(stack, 'source'), databaseName })],
  azureSqlManagedInstance: ['azure-sql-managed-instance', (stack) => SourceDatabase.azureSqlManagedInstance({ ...described(stack, 'source'), databaseName })],
  db2: ['db2', (stack) => SourceDatabase.db2({ ...described(stack, 'source'), ...verified(stack), databaseName })],
  db2ZOs: ['db2-zos', (stack) => SourceDatabase.db2ZOs({ ...described(stack, 'source'), ...verified(stack), databaseName })],
  sapAse: ['sybase', (stack) => SourceDatabase.sapAse({ ...described(stack, 'source'), ...fully(stack), databaseName })],
  mongoDb: ['mongodb', (stack) => SourceDatabase.mongoDb(described(stack, 'source'))],
  documentDb: ['docdb', (stack) => SourceDatabase.documentDb({ ...described(stack, 'source'), ...fully(stack) })],
  fromDocumentDbCluster: ['docdb', (stack) => SourceDatabase.fromDocumentDbCluster(documents(stack), { ...described(stack, 'source'), ...fully(stack) })],
  s3: ['s3', (stack) => SourceDatabase.s3(bucket(stack), {
    settings: { cdcPath: 'changes' },
    tables: [{ schema: 'sales', name: 'orders', columns: [{ name: 'id', type: S3ColumnType.INT8, primaryKey: true }] }],
  })],
  of: ['engine-of-tomorrow', (stack) => SourceDatabase.of({
    ...described(stack, 'source'), engine: DatabaseEngine.of('engine-of-tomorrow'), settingsBlock: 'EngineOfTomorrowSettings', port: 77,
  })],
};

/** A target of each factory that describes one, with the engine that it comes to. */
export const EVERY_TARGET: Readonly<Record<string, readonly [engine: string, make: MakeTarget]>> = {
  postgreSql: ['postgres', (stack) => TargetDatabase.postgreSql({ ...described(stack, 'target'), databaseName })],
  auroraPostgreSql: ['aurora-postgresql', (stack) => TargetDatabase.auroraPostgreSql({ ...described(stack, 'target'), databaseName })],
  auroraServerlessPostgreSql: ['aurora-postgresql-serverless', (stack) => TargetDatabase.auroraServerlessPostgreSql({ ...described(stack, 'target'), databaseName })],
  mySql: ['mysql', (stack) => TargetDatabase.mySql({ ...described(stack, 'target'), ...verified(stack) })],
  mariaDb: ['mariadb', (stack) => TargetDatabase.mariaDb({ ...described(stack, 'target'), ...verified(stack) })],
  auroraMySql: ['aurora', (stack) => TargetDatabase.auroraMySql({ ...described(stack, 'target'), ...verified(stack) })],
  auroraServerlessMySql: ['aurora-serverless', (stack) => TargetDatabase.auroraServerlessMySql({ ...described(stack, 'target'), ...verified(stack) })],
  oracle: ['oracle', (stack) => TargetDatabase.oracle({ ...described(stack, 'target'), ...verified(stack), databaseName })],
  sqlServer: ['sqlserver', (stack) => TargetDatabase.sqlServer({ ...described(stack, 'target'), databaseName })],
  babelfish: ['babelfish', () => TargetDatabase.babelfish({
    network, databaseName, credentials: DatabaseCredentials.fromPassword({
      username: 'dms', password: SecretValue.secretsManager('babelfish', { jsonField: 'password' }), serverName: 'babelfish.example.com',
    }),
  })],
  db2: ['db2', (stack) => TargetDatabase.db2({ ...described(stack, 'target'), ...verified(stack), databaseName })],
  sapAse: ['sybase', (stack) => TargetDatabase.sapAse({ ...described(stack, 'target'), ...fully(stack), databaseName })],
  documentDb: ['docdb', (stack) => TargetDatabase.documentDb({ ...described(stack, 'target'), ...fully(stack) })],
  fromDocumentDbCluster: ['docdb', (stack) => TargetDatabase.fromDocumentDbCluster(documents(stack), { ...described(stack, 'target'), ...fully(stack) })],
  s3: ['s3', (stack) => TargetDatabase.s3(bucket(stack))],
  kinesis: ['kinesis', (stack) => TargetDatabase.kinesis(kinesis.Stream.fromStreamAttributes(stack, 'Stream', {
    streamArn: `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/orders`, encryptionKey: key(stack),
  }))],
  kafka: ['kafka', () => TargetDatabase.kafka({ brokers: ['b-1.example.com:9094', 'b-2.example.com:9094'], network })],
  dynamoDb: ['dynamodb', (stack) => TargetDatabase.dynamoDb({
    tables: [dynamodb.Table.fromTableAttributes(stack, 'Table', { tableName: 'orders', encryptionKey: key(stack) })], tableNames: ['sales_*'],
  })],
  openSearch: ['opensearch', (stack) => TargetDatabase.openSearch(domain(stack))],
  elasticsearch: ['elasticsearch', (stack) => TargetDatabase.elasticsearch(domain(stack))],
  redshift: ['redshift', (stack) => TargetDatabase.redshift({ ...described(stack, 'target'), databaseName, bucket: bucket(stack) })],
  redshiftServerless: ['redshift-serverless', (stack) => TargetDatabase.redshiftServerless({ ...described(stack, 'target'), databaseName, bucket: bucket(stack) })],
  neptune: ['neptune', (stack) => TargetDatabase.neptune({
    serverName: 'graph.example.com', network, bucket: bucket(stack), bucketFolder: 'graph', clusterResourceIdentifier: 'cluster-ABC',
  })],
  redis: ['redis', () => TargetDatabase.redis({
    serverName: 'cache.example.com', network, authentication: RedisAuthentication.token(SecretValue.secretsManager('cache')),
  })],
  of: ['engine-of-tomorrow', (stack) => TargetDatabase.of({
    ...described(stack, 'target'), engine: DatabaseEngine.of('engine-of-tomorrow'), settingsBlock: 'EngineOfTomorrowSettings', port: 77,
  })],
};
