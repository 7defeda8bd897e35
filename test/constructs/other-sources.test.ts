import { Lazy, SecretValue, type Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DatabaseCredentials } from '../../lib/constructs/database-credentials';
import { DatabaseEngine } from '../../lib/constructs/database-engine';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import { Encryption } from '../../lib/constructs/encryption';
import { Endpoint } from '../../lib/constructs/endpoint';
import { EndpointPair } from '../../lib/constructs/endpoint-pair';
import { MigrationTask } from '../../lib/constructs/migration-task';
import { DocumentMode } from '../../lib/constructs/mongodb-settings';
import { S3ColumnType, type S3SourceTable } from '../../lib/constructs/s3-source-table';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { Tls } from '../../lib/constructs/tls';
import { ENDPOINT, importedInstance, reachable, testKey } from '../support/endpoints';
import { every, only, synthesisErrors, testStack } from '../support/stacks';
import { UNMANAGED } from '../support/tasks';

const encryption = Encryption.awsManagedKey();

function make(database: (stack: Stack) => SourceDatabase | TargetDatabase): Stack {
  const stack = testStack();
  new Endpoint(stack, 'End', { database: database(stack) });
  return stack;
}

const described = (stack: Stack) => ({ ...reachable(stack), tls: Tls.none(), databaseName: 'app' });
const nameless = (stack: Stack) => ({ ...reachable(stack), tls: Tls.none() });

describe('databases that are described', () => {
  test.each([
    ['SourceDatabase.auroraServerlessPostgreSql', (scope: Stack) => SourceDatabase.auroraServerlessPostgreSql(described(scope)), 'aurora-postgresql-serverless', 'PostgreSqlSettings'],
    ['SourceDatabase.auroraServerlessMySql', (scope: Stack) => SourceDatabase.auroraServerlessMySql(nameless(scope)), 'aurora-serverless', 'MySqlSettings'],
    ['SourceDatabase.azurePostgreSql', (scope: Stack) => SourceDatabase.azurePostgreSql(described(scope)), 'postgres', 'PostgreSqlSettings'],
    ['SourceDatabase.azureMySql', (scope: Stack) => SourceDatabase.azureMySql(nameless(scope)), 'mysql', 'MySqlSettings'],
    ['SourceDatabase.cloudSqlPostgreSql', (scope: Stack) => SourceDatabase.cloudSqlPostgreSql(described(scope)), 'postgres', 'PostgreSqlSettings'],
    ['SourceDatabase.cloudSqlMySql', (scope: Stack) => SourceDatabase.cloudSqlMySql(nameless(scope)), 'gcp-mysql', 'GcpMySQLSettings'],
    ['SourceDatabase.azureSqlDatabase', (scope: Stack) => SourceDatabase.azureSqlDatabase(described(scope)), 'azuredb', 'MicrosoftSqlServerSettings'],
    ['SourceDatabase.azureSqlManagedInstance', (scope: Stack) => SourceDatabase.azureSqlManagedInstance(described(scope)), 'azure-sql-managed-instance', 'MicrosoftSqlServerSettings'],
    ['SourceDatabase.db2', (scope: Stack) => SourceDatabase.db2(described(scope)), 'db2', 'IbmDb2Settings'],
    ['SourceDatabase.db2ZOs', (scope: Stack) => SourceDatabase.db2ZOs(described(scope)), 'db2-zos', 'IbmDb2Settings'],
    ['SourceDatabase.sapAse', (scope: Stack) => SourceDatabase.sapAse(described(scope)), 'sybase', 'SybaseSettings'],
    ['SourceDatabase.mongoDb', (scope: Stack) => SourceDatabase.mongoDb(nameless(scope)), 'mongodb', 'MongoDbSettings'],
    ['SourceDatabase.documentDb', (scope: Stack) => SourceDatabase.documentDb(nameless(scope)), 'docdb', 'DocDbSettings'],
    ['TargetDatabase.auroraServerlessPostgreSql', (scope: Stack) => TargetDatabase.auroraServerlessPostgreSql(described(scope)), 'aurora-postgresql-serverless', 'PostgreSqlSettings'],
    ['TargetDatabase.auroraServerlessMySql', (scope: Stack) => TargetDatabase.auroraServerlessMySql(nameless(scope)), 'aurora-serverless', 'MySqlSettings'],
    ['TargetDatabase.db2', (scope: Stack) => TargetDatabase.db2(described(scope)), 'db2', 'IbmDb2Settings'],
    ['TargetDatabase.sapAse', (scope: Stack) => TargetDatabase.sapAse(described(scope)), 'sybase', 'SybaseSettings'],
    ['TargetDatabase.documentDb', (scope: Stack) => TargetDatabase.documentDb(nameless(scope)), 'docdb', 'DocDbSettings'],
  ] as const)('%s logs in by its secret, in the block of its engine', (_, database, engineName, block) => {
    const stack = make(database);
    const endpoint = only(stack, ENDPOINT);
    expect(endpoint).toMatchObject({
      EngineName: engineName, SslMode: 'none', [block]: { SecretsManagerSecretId: expect.anything(), SecretsManagerAccessRoleArn: expect.anything() },
    });
    expect(Object.keys(endpoint).filter((name) => name.endsWith('Settings'))).toEqual([block]);
    expect(synthesisErrors(stack)).toEqual([]);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('Google Cloud SQL cannot be verified in full', () => {
    const stack = make((scope) => SourceDatabase.cloudSqlMySql({ ...reachable(scope), tls: Tls.require() }));
    expect(synthesisErrors(stack).join()).toContain('must be none or verify-ca for Google Cloud SQL for MySQL');
  });

  test('additional settings go into the block as CloudFormation spells it', () => {
    const stack = make((scope) => SourceDatabase.cloudSqlMySql({ ...nameless(scope), additionalSettings: { EventsPollInterval: 9 } }));
    expect(only(stack, ENDPOINT).GcpMySQLSettings).toMatchObject({ EventsPollInterval: 9, SecretsManagerSecretId: expect.anything() });
  });
});

describe('babelfish', () => {
  const credentials = DatabaseCredentials.fromPassword({ username: 'dms', password: SecretValue.secretsManager('db', { jsonField: 'password' }), serverName: 'b.example.com' });
  const network = DatabaseNetwork.cidr('10.0.0.0/8');

  test('logs in with a password by reference', () => {
    const stack = make(() => TargetDatabase.babelfish({ databaseName: 'app', network, encryption, credentials }));
    expect(only(stack, ENDPOINT)).toMatchObject({ EngineName: 'babelfish', Port: 1433, SslMode: 'require', Username: 'dms', DatabaseName: 'app' });
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('fails with a secret', () => {
    expect(synthesisErrors(make((scope) => TargetDatabase.babelfish({ ...reachable(scope), databaseName: 'app' }))).join()).toContain('[secretUnsupported]');
  });
});

describe('mongoDb', () => {
  test('says that somebody logs in, and encrypts', () => {
    const stack = make((scope) => SourceDatabase.mongoDb({ ...reachable(scope), databaseName: 'shop', settings: { nestingLevel: DocumentMode.TABLE, docsToInvestigate: 50 } }));
    expect(only(stack, ENDPOINT)).toMatchObject({
      DatabaseName: 'shop', SslMode: 'require', MongoDbSettings: { AuthType: 'password', NestingLevel: 'one', DocsToInvestigate: '50' },
    });
  });

  test('lets nobody log in where that is said', () => {
    const network = DatabaseNetwork.cidr('10.0.0.0/8');
    const stack = make(() => SourceDatabase.mongoDb({ network, encryption, authenticated: false, serverName: 'mongo.example.com' }));
    expect(only(stack, ENDPOINT)).toMatchObject({ ServerName: 'mongo.example.com', Port: 27_017, MongoDbSettings: { AuthType: 'no' } });
    expect(synthesisErrors(stack)).toEqual([]);
    expect(synthesisErrors(make(() => SourceDatabase.mongoDb({ network, encryption, authenticated: false }))).join()).toContain('[serverNameMissing]');
  });
});

describe('a DocumentDB cluster', () => {
  const cluster = (stack: Stack): docdb.DatabaseCluster => new docdb.DatabaseCluster(stack, 'Cluster', {
    masterUser: { username: 'dms' },
    instanceType: ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.LARGE),
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], isolatedSubnetIds: ['subnet-1', 'subnet-2'] }),
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  });

  test.each([
    ['source', (stack: Stack) => SourceDatabase.fromDocumentDbCluster(cluster(stack), { encryption, tls: Tls.none(), databaseName: 'shop' })],
    ['target', (stack: Stack) => TargetDatabase.fromDocumentDbCluster(cluster(stack), { encryption, tls: Tls.none(), databaseName: 'shop' })],
  ] as const)('tells secret and port as a %s', (role, database) => {
    const stack = testStack();
    new Endpoint(stack, 'End', { database: database(stack) }).openTo(importedInstance(stack));
    expect(only(stack, ENDPOINT)).toMatchObject({
      EndpointType: role, EngineName: 'docdb', DatabaseName: 'shop', DocDbSettings: { SecretsManagerSecretId: { Ref: expect.stringMatching(/^ClusterSecretAttachment/) } },
    });
    expect(every(stack, 'AWS::EC2::SecurityGroupIngress')).toMatchObject([{ ToPort: { 'Fn::GetAtt': [expect.stringMatching(/^Cluster/), 'Port'] } }]);
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('needs a decision about TLS', () => {
    expect(synthesisErrors(make((stack) => SourceDatabase.fromDocumentDbCluster(cluster(stack), { encryption }))).join()).toContain('[tlsUndecided]');
  });
});

describe('s3', () => {
  const tables: S3SourceTable[] = [{
    schema: 'hr',
    name: 'employee',
    columns: [
      { name: 'Id', type: S3ColumnType.INT8, primaryKey: true, nullable: false },
      { name: 'LastName', type: S3ColumnType.string(20) },
      { name: 'Rate', type: S3ColumnType.numeric(5, 2) },
      { name: 'HireDate', type: S3ColumnType.datetime(3), dateFormat: 'YYYY/MM/dd HH:mm:ss.F' },
    ],
  }];
  const source = (stack: Stack, more: object = {}): SourceDatabase =>
    SourceDatabase.s3(s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'exports', encryptionKey: testKey(stack) }), { encryption, tables, ...more });

  test.each([
    ['has no LOB to cut off where its columns have none', S3ColumnType.string(4000), 0],
    ['may have one where a column is a CLOB', S3ColumnType.CLOB, 1],
    ['may have one where a column is a BLOB', S3ColumnType.BLOB, 1],
  ])('%s', (_, type, times) => {
    const stack = testStack();
    const [{ columns, ...table }] = tables;
    const endpointPair = new EndpointPair(stack, 'Pair', {
      instance: importedInstance(stack),
      source: source(stack, { settings: { cdcPath: 'changes' }, tables: [{ ...table, columns: [...columns, { name: 'Note', type }] }] }),
      target: TargetDatabase.postgreSql({ ...reachable(stack), databaseName: 'app' }),
      testConnections: false,
    });
    new MigrationTask(stack, 'Task', { endpointPair, tableMappings: TableMappings.includeSchema('hr'), ...UNMANAGED });
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('\\[lobTruncation\\]'))).toHaveLength(times);
  });

  test('defines its tables in the form that DMS takes, numbers and flags as text', () => {
    const stack = make((scope) => source(scope, { settings: { bucketFolder: 'daily/', cdcPath: 'changes' } }));
    const { S3Settings: settings } = only(stack, ENDPOINT) as { S3Settings: { ExternalTableDefinition: string } };
    expect(settings).toMatchObject({ BucketName: 'exports', BucketFolder: 'daily/', CdcPath: 'changes' });
    expect(JSON.parse(settings.ExternalTableDefinition)).toEqual({
      TableCount: '1',
      Tables: [{
        TableName: 'employee',
        TablePath: 'hr/employee/',
        TableOwner: 'hr',
        TableColumns: [
          { ColumnName: 'Id', ColumnType: 'INT8', ColumnNullable: 'false', ColumnIsPk: 'true' },
          { ColumnName: 'LastName', ColumnType: 'STRING', ColumnLength: '20' },
          { ColumnName: 'Rate', ColumnType: 'NUMERIC', ColumnPrecision: '5', ColumnScale: '2' },
          { ColumnName: 'HireDate', ColumnType: 'DATETIME', ColumnScale: '3', ColumnDateFormat: 'YYYY/MM/dd HH:mm:ss.F' },
        ],
        TableColumnsTotal: '4',
      }],
    });
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('may read the files below its folder, and decrypt them', () => {
    const { PolicyDocument: document } = only(make((scope) => source(scope, { settings: { bucketFolder: 'daily/' } })), 'AWS::IAM::ManagedPolicy');
    const { Statement: statements } = document as { Statement: { Action: unknown; Resource: unknown }[] };
    expect(statements.map(({ Action }) => Action)).toEqual(['s3:GetObject', 's3:ListBucket', 'kms:Decrypt']);
    expect(JSON.stringify(statements[0].Resource)).toContain(':s3:::exports/daily/*');
  });

  test('takes names that are known only at deployment', () => {
    const stack = make((scope) => source(scope, {
      tables: [{ schema: Lazy.string({ produce: () => 'late' }), name: 'employee', columns: [{ name: 'Id', type: S3ColumnType.string(Lazy.number({ produce: () => 9 })) }] }],
    }));
    const { S3Settings: { ExternalTableDefinition: text } } = only(stack, ENDPOINT) as { S3Settings: { ExternalTableDefinition: string } };
    expect(JSON.parse(text)).toMatchObject({
      TableCount: '1', Tables: [{ TableOwner: 'late', TablePath: 'late/employee/', TableColumns: [{ ColumnLength: '9' }], TableColumnsTotal: '1' }],
    });
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('fails without tables', () => {
    expect(synthesisErrors(make((scope) => source(scope, { tables: [] }))).join()).toContain('[s3TablesMissing]');
  });
});

describe('any engine', () => {
  test('goes by its name, with settings as CloudFormation spells them', () => {
    const stack = make((scope) => TargetDatabase.of({
      ...reachable(scope), engine: DatabaseEngine.of('engine-of-tomorrow'), port: 99, settingsBlock: 'EngineOfTomorrowSettings', additionalSettings: { Speed: 11 },
    }));
    expect(only(stack, ENDPOINT)).toMatchObject({
      EngineName: 'engine-of-tomorrow',
      EngineOfTomorrowSettings: { Speed: 11, SecretsManagerSecretId: expect.anything(), SecretsManagerAccessRoleArn: expect.anything() },
    });
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('one that is known has the block and the rules of its own', () => {
    const stack = make((scope) => SourceDatabase.of({
      ...reachable(scope), engine: DatabaseEngine.DB2, tls: Tls.none(), databaseName: 'app', additionalSettings: { MaxKBytesPerRead: 9 },
    }));
    expect(only(stack, ENDPOINT).IbmDb2Settings).toMatchObject({ MaxKBytesPerRead: 9 });
    const additionalSettings = { MaxKBytesPerRead: -1 };
    const wrong = make((scope) => SourceDatabase.of({ ...described(scope), engine: DatabaseEngine.DB2, additionalSettings }));
    expect(synthesisErrors(wrong).join()).toContain("'settings.maxKBytesPerRead' must be a whole number of KiB, 1 or more, got -1");
  });

  test('fails at the end where it cannot be', () => {
    expect(synthesisErrors(make((scope) => SourceDatabase.of({ ...described(scope), engine: DatabaseEngine.REDSHIFT }))).join()).toContain('[engineRole]');
  });

  test('fails without a port that could be opened', () => {
    const props = { engine: DatabaseEngine.of('engine-of-tomorrow'), settingsBlock: 'EngineOfTomorrowSettings' };
    expect(synthesisErrors(make((scope) => TargetDatabase.of({ ...reachable(scope), ...props }))).join()).toContain('[portMissing]');
    expect(synthesisErrors(make((scope) => TargetDatabase.of({ ...reachable(scope), ...props, network: DatabaseNetwork.unmanaged() })))).toEqual([]);
  });

  test('fails without a block for its secret', () => {
    const stack = make((scope) => TargetDatabase.of({ ...reachable(scope), engine: DatabaseEngine.of('engine-of-tomorrow') }));
    expect(synthesisErrors(stack).join()).toContain('[settingsBlockMissing]');
  });
});
