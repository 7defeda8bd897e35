import { Size, type Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Encryption } from '../../lib/constructs/encryption';
import { Endpoint } from '../../lib/constructs/endpoint';
import { MySqlTargetDbType } from '../../lib/constructs/mysql-settings';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { Tls } from '../../lib/constructs/tls';
import { ENDPOINT, reachable } from '../support/endpoints';
import { only, synthesisErrors, testStack } from '../support/stacks';

const encryption = Encryption.awsManagedKey();

function make(target: (stack: Stack) => TargetDatabase): Stack {
  const stack = testStack();
  new Endpoint(stack, 'Target', { database: target(stack) });
  return stack;
}

test.each([
  ['postgreSql', 'postgres'],
  ['auroraPostgreSql', 'aurora-postgresql'],
] as const)('%s: %s, with its database name and settings', (factory, engineName) => {
  expect(only(make((stack) => TargetDatabase[factory]({
    ...reachable(stack),
    databaseName: 'app',
    settings: { afterConnectScript: "SET session_replication_role='replica'" },
  })), ENDPOINT)).toMatchObject({
    EndpointType: 'target',
    EngineName: engineName,
    DatabaseName: 'app',
    SslMode: 'require',
    PostgreSqlSettings: { AfterConnectScript: "SET session_replication_role='replica'" },
  });
});

test.each([
  ['mySql', 'mysql'],
  ['mariaDb', 'mariadb'],
  ['auroraMySql', 'aurora'],
] as const)('%s: %s, without a database name', (factory, engineName) => {
  const stack = make((scope) => TargetDatabase[factory]({ ...reachable(scope), tls: Tls.none(), settings: { parallelLoadThreads: 4 } }));
  const endpoint = only(stack, ENDPOINT);
  expect(endpoint).toMatchObject({ EndpointType: 'target', EngineName: engineName, MySqlSettings: { ParallelLoadThreads: 4 } });
  expect(endpoint).not.toHaveProperty('DatabaseName');
});

test('oracle: its SID or service name as the database name', () => {
  expect(only(make((stack) => TargetDatabase.oracle({
    ...reachable(stack),
    databaseName: 'ORCL',
    tls: Tls.none(),
    settings: { useDirectPathFullLoad: true },
  })), ENDPOINT)).toMatchObject({ EndpointType: 'target', EngineName: 'oracle', DatabaseName: 'ORCL', OracleSettings: { UseDirectPathFullLoad: true } });
});

test('sqlServer: its settings under the name that CloudFormation has for them', () => {
  expect(only(make((stack) => TargetDatabase.sqlServer({
    ...reachable(stack),
    databaseName: 'app',
    settings: { useBcpFullLoad: true, bcpPacketSize: Size.kibibytes(16) },
  })), ENDPOINT)).toMatchObject({
    EndpointType: 'target',
    EngineName: 'sqlserver',
    MicrosoftSqlServerSettings: { UseBcpFullLoad: true, BcpPacketSize: 16384 },
  });
});

describe('one database of MySQL for all tables', () => {
  test('is named together with the setting that says so', () => {
    const stack = make((scope) => TargetDatabase.mySql({
      ...reachable(scope), tls: Tls.none(), databaseName: 'app', settings: { targetDbType: MySqlTargetDbType.SPECIFIC_DATABASE },
    }));
    expect(only(stack, ENDPOINT)).toMatchObject({ DatabaseName: 'app', MySqlSettings: { TargetDbType: 'specific-database' } });
    expect(synthesisErrors(stack)).toEqual([]);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('is warned of without that setting', () => {
    const stack = make((scope) => TargetDatabase.mySql({ ...reachable(scope), tls: Tls.none(), databaseName: 'app' }));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp("^'databaseName' is given for MySQL, got \"app\""));
  });
});

describe('RDS resources', () => {
  const vpc = (stack: Stack): ec2.IVpc =>
    ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], privateSubnetIds: ['subnet-1', 'subnet-2'] });

  test('an instance tells its engine and secret', () => {
    const stack = make((scope) => TargetDatabase.fromDatabaseInstance(new rds.DatabaseInstance(scope, 'Database', {
      vpc: vpc(scope), engine: rds.DatabaseInstanceEngine.sqlServerWeb({ version: rds.SqlServerEngineVersion.VER_15 }),
    }), { databaseName: 'app', encryption, sqlServerSettings: { useBcpFullLoad: true } }));
    expect(only(stack, ENDPOINT)).toMatchObject({
      EndpointType: 'target',
      EngineName: 'sqlserver',
      MicrosoftSqlServerSettings: { UseBcpFullLoad: true, SecretsManagerSecretId: { Ref: expect.stringMatching(/^DatabaseSecretAttachment/) } },
    });
  });

  test('a cluster tells its engine and secret', () => {
    const stack = make((scope) => TargetDatabase.fromDatabaseCluster(new rds.DatabaseCluster(scope, 'Database', {
      vpc: vpc(scope),
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_4 }),
      writer: rds.ClusterInstance.serverlessV2('Writer'),
    }), { databaseName: 'app', encryption }));
    expect(only(stack, ENDPOINT)).toMatchObject({
      EndpointType: 'target',
      EngineName: 'aurora-postgresql',
      PostgreSqlSettings: { SecretsManagerSecretId: { Ref: expect.stringMatching(/^DatabaseSecretAttachment/) } },
    });
  });

  test('a generated password with a full stop in it is warned of', () => {
    const stack = make((scope) => TargetDatabase.fromDatabaseCluster(new rds.DatabaseCluster(scope, 'Database', {
      vpc: vpc(scope),
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_4 }),
      writer: rds.ClusterInstance.serverlessV2('Writer'),
    }), { databaseName: 'app', encryption }));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp("^'secret' may have \\. in its generated password"));
  });
});
