import { Duration, Fn, SecretValue, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { DatabaseCredentials } from '../../lib/constructs/database-credentials';
import { DatabaseEngine } from '../../lib/constructs/database-engine';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import { Encryption } from '../../lib/constructs/encryption';
import { Endpoint } from '../../lib/constructs/endpoint';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { Tls } from '../../lib/constructs/tls';
import { ENDPOINT, importedInstance, reachable, SECRET_ARN, testSecret } from '../support/endpoints';
import { only, synthesisErrors, testStack } from '../support/stacks';

const encryption = Encryption.awsManagedKey();

function make(source: (stack: Stack) => SourceDatabase, stack: Stack = testStack()): { stack: Stack; endpoint: Endpoint } {
  return { stack, endpoint: new Endpoint(stack, 'Source', { database: source(stack) }) };
}

function rendered(source: (stack: Stack) => SourceDatabase): Record<string, unknown> {
  return only(make(source).stack, ENDPOINT);
}

/** Secret and role as they stand in every block of settings. */
const CREDENTIALS = {
  SecretsManagerSecretId: SECRET_ARN,
  SecretsManagerAccessRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^SourceSecretAccessRole/), 'Arn'] },
};

describe('a described database', () => {
  test.each([
    ['postgreSql', 'postgres'],
    ['auroraPostgreSql', 'aurora-postgresql'],
  ] as const)('%s: %s, with its database name and settings', (factory, engineName) => {
    expect(rendered((stack) => SourceDatabase[factory]({
      ...reachable(stack),
      databaseName: 'app',
      settings: { heartbeatEnable: true, heartbeatFrequency: Duration.minutes(5) },
    }))).toMatchObject({
      EndpointType: 'source',
      EngineName: engineName,
      DatabaseName: 'app',
      SslMode: 'require',
      PostgreSqlSettings: { ...CREDENTIALS, HeartbeatEnable: true, HeartbeatFrequency: 5 },
    });
  });

  test.each([
    ['mySql', 'mysql'],
    ['mariaDb', 'mariadb'],
    ['auroraMySql', 'aurora'],
  ] as const)('%s: %s, without a database name', (factory, engineName) => {
    const endpoint = rendered((stack) => SourceDatabase[factory]({
      ...reachable(stack),
      tls: Tls.none(),
      settings: { eventsPollInterval: Duration.seconds(5) },
    }));
    expect(endpoint).toMatchObject({
      EndpointType: 'source',
      EngineName: engineName,
      SslMode: 'none',
      MySqlSettings: { ...CREDENTIALS, EventsPollInterval: 5 },
    });
    expect(endpoint).not.toHaveProperty('DatabaseName');
  });

  test('oracle: its SID or service name as the database name', () => {
    expect(rendered((stack) => SourceDatabase.oracle({
      ...reachable(stack),
      databaseName: 'ORCL',
      tls: Tls.none(),
      settings: { addSupplementalLogging: true },
    }))).toMatchObject({
      EndpointType: 'source',
      EngineName: 'oracle',
      DatabaseName: 'ORCL',
      OracleSettings: { ...CREDENTIALS, AddSupplementalLogging: true },
    });
  });

  test('sqlServer: its settings under the name that CloudFormation has for them', () => {
    expect(rendered((stack) => SourceDatabase.sqlServer({ ...reachable(stack), databaseName: 'app', settings: { readBackupOnly: true } }))).toMatchObject({
      EndpointType: 'source',
      EngineName: 'sqlserver',
      DatabaseName: 'app',
      SslMode: 'require',
      MicrosoftSqlServerSettings: { ...CREDENTIALS, ReadBackupOnly: true },
    });
  });

  test('has the settings of its own engine alone', () => {
    const endpoint = rendered((stack) => SourceDatabase.sqlServer({ ...reachable(stack), databaseName: 'app' }));
    expect(Object.keys(endpoint).filter((name) => name.endsWith('Settings'))).toEqual(['MicrosoftSqlServerSettings']);
  });

  test('takes typed attributes and raw ones into one text', () => {
    expect(rendered((stack) => SourceDatabase.postgreSql({
      ...reachable(stack),
      databaseName: 'app',
      settings: { mapJsonbAsClob: true },
      extraConnectionAttributes: 'someNewThing=1',
    })).ExtraConnectionAttributes).toBe('MapJsonbAsClob=true;someNewThing=1');
  });

  test('takes settings that CloudFormation gets tomorrow, over typed ones', () => {
    expect(rendered((stack) => SourceDatabase.postgreSql({
      ...reachable(stack),
      databaseName: 'app',
      settings: { slotName: 'one' },
      additionalSettings: { SlotName: 'two', SettingOfTomorrow: { Nested: [1] } },
    }))).toMatchObject({ PostgreSqlSettings: { SlotName: 'two', SettingOfTomorrow: { Nested: [1] } } });
  });

  test('has its settings checked, typed or raw', () => {
    const { stack } = make((scope) => SourceDatabase.postgreSql({
      ...reachable(scope),
      databaseName: 'app',
      additionalSettings: { HeartbeatFrequency: 'often' },
    }));
    expect(synthesisErrors(stack)).toEqual([expect.stringContaining("'settings.heartbeatFrequency'")]);
  });

  test('accepts what is known only at deployment', () => {
    const { stack } = make((scope) => SourceDatabase.postgreSql({ ...reachable(scope), databaseName: Fn.importValue('name'), port: Fn.importValue('port') as never }));
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('fails without a database name where DMS needs one', () => {
    expect(synthesisErrors(make((scope) => SourceDatabase.oracle({ ...reachable(scope), databaseName: '', tls: Tls.none() })).stack)).toEqual([
      expect.stringContaining("'databaseName' is not given."),
    ]);
  });
});

describe('an RDS instance', () => {
  const instance = (stack: Stack, engine: rds.IInstanceEngine, props: Partial<rds.DatabaseInstanceProps> = {}): rds.DatabaseInstance =>
    new rds.DatabaseInstance(stack, 'Database', { vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      privateSubnetIds: ['subnet-1', 'subnet-2'],
    }), engine, ...props });

  test('tells its engine, security groups, port and secret', () => {
    const stack = testStack();
    const database = instance(stack, rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 }));
    make(() => SourceDatabase.fromDatabaseInstance(database, { databaseName: 'app', encryption }), stack).endpoint.openTo(importedInstance(stack));
    expect(only(stack, ENDPOINT)).toMatchObject({
      EngineName: 'postgres',
      DatabaseName: 'app',
      PostgreSqlSettings: { SecretsManagerSecretId: { Ref: expect.stringMatching(/^DatabaseSecretAttachment/) } },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Database'), 'Endpoint.Port'] },
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DatabaseSecurityGroup'), 'GroupId'] },
    });
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test.each([
    ['mysql', rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_0 }), {}],
    ['mariadb', rds.DatabaseInstanceEngine.mariaDb({ version: rds.MariaDbEngineVersion.VER_10_11 }), {}],
    ['oracle', rds.DatabaseInstanceEngine.oracleSe2({ version: rds.OracleEngineVersion.VER_19 }), { databaseName: 'ORCL' }],
    ['sqlserver', rds.DatabaseInstanceEngine.sqlServerWeb({ version: rds.SqlServerEngineVersion.VER_15 }), { databaseName: 'app' }],
  ])('is %s to DMS', (engineName, engine, props) => {
    const stack = testStack();
    make(() => SourceDatabase.fromDatabaseInstance(instance(stack, engine), { ...props, encryption, tls: Tls.none() }), stack);
    expect(only(stack, ENDPOINT)).toMatchObject({ EngineName: engineName });
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('tells its address where a password is used', () => {
    const stack = testStack();
    const database = instance(stack, rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 }));
    const credentials = DatabaseCredentials.fromPassword({ username: 'dms', password: SecretValue.secretsManager('dms') });
    make(() => SourceDatabase.fromDatabaseInstance(database, { databaseName: 'app', encryption, credentials }), stack);
    expect(only(stack, ENDPOINT)).toMatchObject({
      ServerName: { 'Fn::GetAtt': [expect.stringMatching(/^Database/), 'Endpoint.Address'] },
      Port: { 'Fn::GetAtt': [expect.stringMatching(/^Database/), 'Endpoint.Port'] },
      Username: 'dms',
    });
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('can be given another secret, port and way', () => {
    const stack = testStack();
    const database = instance(stack, rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 }));
    const network = DatabaseNetwork.cidr('10.20.0.0/16');
    make(() => SourceDatabase.fromDatabaseInstance(database, {
      databaseName: 'app', encryption, secret: testSecret(stack), port: 6432, network,
    }), stack).endpoint.openTo(importedInstance(stack));
    expect(only(stack, ENDPOINT)).toMatchObject({ PostgreSqlSettings: { SecretsManagerSecretId: SECRET_ARN } });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupEgress: [Match.objectLike({ FromPort: 6432 })] });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('that is imported without its engine can be told it', () => {
    const stack = testStack();
    const database = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
      instanceIdentifier: 'app', instanceEndpointAddress: 'app.example.com', port: 5432, securityGroups: [],
    });
    const props = { databaseName: 'app', encryption, secret: testSecret(stack), engine: DatabaseEngine.POSTGRESQL };
    make(() => SourceDatabase.fromDatabaseInstance(database, props), stack);
    expect(only(stack, ENDPOINT)).toMatchObject({ EngineName: 'postgres' });
  });

  test('fails without engine and secret, naming the props to give', () => {
    const stack = testStack();
    const database = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
      instanceIdentifier: 'app', instanceEndpointAddress: 'app.example.com', port: 5432, securityGroups: [],
    });
    make(() => SourceDatabase.fromDatabaseInstance(database), stack);
    expect(synthesisErrors(stack)).toEqual([
      expect.stringContaining("Give 'engine' where it is imported, or here: engine: DatabaseEngine.POSTGRESQL."),
      expect.stringContaining("'secret' is not given."),
    ]);
  });

  test('fails for an engine that this library does not describe', () => {
    const stack = testStack();
    const database = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
      instanceIdentifier: 'app',
      instanceEndpointAddress: 'app.example.com',
      port: 50000,
      securityGroups: [],
      engine: { engineType: 'rds-of-tomorrow' } as rds.IInstanceEngine,
    });
    make(() => SourceDatabase.fromDatabaseInstance(database, { secret: testSecret(stack) }), stack);
    expect(synthesisErrors(stack)).toEqual([expect.stringContaining("'engine' cannot be described by this library yet, got \"rds-of-tomorrow\".")]);
  });

  test('can be Db2', () => {
    const stack = testStack();
    const database = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
      instanceIdentifier: 'app',
      instanceEndpointAddress: 'app.example.com',
      port: 50000,
      securityGroups: [],
      engine: { engineType: 'db2-se' } as rds.IInstanceEngine,
    });
    make(() => SourceDatabase.fromDatabaseInstance(database, {
      secret: testSecret(stack), network: DatabaseNetwork.cidr('10.0.0.0/8'), databaseName: 'app', tls: Tls.none(), db2Settings: { setDataCaptureChanges: false },
    }), stack);
    expect(only(stack, ENDPOINT)).toMatchObject({ EngineName: 'db2', IbmDb2Settings: { SetDataCaptureChanges: false, SecretsManagerSecretId: expect.anything() } });
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('fails for settings of another engine', () => {
    const stack = testStack();
    const database = instance(stack, rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 }));
    make(() => SourceDatabase.fromDatabaseInstance(database, { databaseName: 'app', oracleSettings: {}, sqlServerSettings: {} }), stack);
    expect(synthesisErrors(stack)).toEqual([
      expect.stringContaining("'oracleSettings' does not belong to PostgreSQL."),
      expect.stringContaining("'sqlServerSettings' does not belong to PostgreSQL."),
    ]);
  });
});

describe('a cluster', () => {
  const cluster = (stack: Stack, engine: rds.IClusterEngine): rds.DatabaseCluster => new rds.DatabaseCluster(stack, 'Database', {
    engine,
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], privateSubnetIds: ['subnet-1', 'subnet-2'] }),
    writer: rds.ClusterInstance.serverlessV2('Writer'),
  });

  test.each([
    ['aurora', rds.DatabaseClusterEngine.auroraMysql({ version: rds.AuroraMysqlEngineVersion.VER_3_08_0 }), { mySqlSettings: { serverTimezone: 'UTC' } }, 'MySqlSettings'],
    ['aurora-postgresql', rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_4 }),
      { databaseName: 'app', postgreSqlSettings: { slotName: 'dms' } }, 'PostgreSqlSettings'],
  ])('is %s to DMS, with the settings for it', (engineName, engine, props, block) => {
    const stack = testStack();
    make(() => SourceDatabase.fromDatabaseCluster(cluster(stack, engine), { ...props, encryption, tls: Tls.none() }), stack);
    expect(only(stack, ENDPOINT)).toMatchObject({
      EngineName: engineName,
      [block]: { SecretsManagerSecretId: { Ref: expect.stringMatching(/^DatabaseSecretAttachment/) } },
    });
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('that is imported with nothing but its name does not throw', () => {
    const stack = testStack();
    const imported = rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Database', { clusterIdentifier: 'app' });
    const credentials = DatabaseCredentials.fromPassword({ username: 'dms', password: SecretValue.secretsManager('dms') });
    make(() => SourceDatabase.fromDatabaseCluster(imported, { credentials }), stack).endpoint.openTo(importedInstance(stack));
    expect(synthesisErrors(stack)).toEqual([
      expect.stringContaining("'engine' cannot be told from the imported resource."),
      expect.stringContaining("'credentials' have no server name."),
    ]);
  });

  test('that is imported whole tells all', () => {
    const stack = testStack();
    const imported = rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Database', {
      clusterIdentifier: 'app',
      clusterEndpointAddress: 'app.cluster.example.com',
      port: 3307,
      engine: rds.DatabaseClusterEngine.auroraMysql({ version: rds.AuroraMysqlEngineVersion.VER_3_08_0 }),
      secret: testSecret(stack),
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-database')],
    });
    make(() => SourceDatabase.fromDatabaseCluster(imported, { encryption, tls: Tls.none() }), stack).endpoint.openTo(importedInstance(stack));
    expect(only(stack, ENDPOINT)).toMatchObject({ EngineName: 'aurora', MySqlSettings: { SecretsManagerSecretId: SECRET_ARN } });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-database', FromPort: 3307 });
  });

  test('that is imported without security groups is warned of', () => {
    const stack = testStack();
    const imported = rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Database', {
      clusterIdentifier: 'app', engine: rds.DatabaseClusterEngine.AURORA_POSTGRESQL, secret: testSecret(stack),
    });
    make(() => SourceDatabase.fromDatabaseCluster(imported, { databaseName: 'app', encryption }), stack).endpoint.openTo(importedInstance(stack));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('no security group of the database is known'));
  });
});

test('an EC2 instance that runs the database is reached by its security groups', () => {
  const stack = testStack();
  const host = new ec2.Instance(stack, 'Host', {
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] }),
    instanceType: new ec2.InstanceType('m7i.large'),
    machineImage: ec2.MachineImage.genericLinux({ 'eu-west-1': 'ami-1' }),
  });
  make((scope) => SourceDatabase.postgreSql({ ...reachable(scope), databaseName: 'app', network: DatabaseNetwork.of(host) }), stack)
    .endpoint.openTo(importedInstance(stack));
  Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^HostInstanceSecurityGroup'), 'GroupId'] },
    FromPort: 5432,
  });
});

test('fails without a way to the database, as plain JavaScript could have it', () => {
  const { stack, endpoint } = make((scope) => SourceDatabase.postgreSql({ ...reachable(scope), databaseName: 'app', network: undefined as never }));
  endpoint.openTo(importedInstance(stack));
  expect(synthesisErrors(stack)).toEqual([expect.stringContaining("'network' is given no range of addresses.")]);
});
