import { SecretValue, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { CdcStart } from '../../lib/constructs/cdc-start';
import { DatabaseCredentials } from '../../lib/constructs/database-credentials';
import { Endpoint } from '../../lib/constructs/endpoint';
import { HomogeneousMigration, type HomogeneousMigrationProps } from '../../lib/constructs/homogeneous-migration';
import { MigrationType } from '../../lib/constructs/migration-type';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { ACCOUNT, closedGroup, reachable, SECRET_ARN } from '../support/endpoints';
import { every, failures, only, synthesisErrors, testStack, testVpc } from '../support/stacks';
import { testSource, testTarget } from '../support/tasks';

const MIGRATION = 'AWS::DMS::DataMigration';
const PROVIDER = 'AWS::DMS::DataProvider';
const PROJECT = 'AWS::DMS::MigrationProject';

function make(props: (stack: Stack) => Partial<HomogeneousMigrationProps> = () => ({})): { stack: Stack; migration: HomogeneousMigration } {
  const stack = testStack({ env: { account: ACCOUNT, region: 'eu-west-1' } });
  const given = props(stack);
  const { source = testSource(stack), target = testTarget(stack) } = given;
  return { stack, migration: new HomogeneousMigration(stack, 'Migration', { vpc: testVpc(stack), ...given, source, target }) };
}

const problems = (props: (stack: Stack) => Partial<HomogeneousMigrationProps>): string[] =>
  synthesisErrors(make(props).stack).map((message) => /\[(\w+)\]$/.exec(message)?.[1] ?? message);

test('loads once, logs, and has a name and a tag', () => {
  const { stack, migration } = make();
  expect(only(stack, MIGRATION)).toMatchObject({
    DataMigrationName: expect.stringMatching(/^test-migration-[0-9a-f]{8}$/) as unknown,
    DataMigrationType: 'full-load',
    DataMigrationSettings: { CloudwatchLogsEnabled: true },
    Tags: [{ Key: 'Name', Value: 'Test/Migration' }],
  });
  expect(only(stack, MIGRATION)).not.toHaveProperty('SourceDataSettings');
  expect(migration.node.defaultChild).toMatchObject({ cfnResourceType: MIGRATION });
  expect(synthesisErrors(stack)).toEqual([]);
});

test('stands in a profile that is not public, encrypted, with a security group of its own', () => {
  const { stack } = make();
  expect(only(stack, 'AWS::DMS::InstanceProfile')).toMatchObject({
    PubliclyAccessible: false,
    KmsKeyArn: { 'Fn::GetAtt': [expect.stringMatching(/^MigrationKey/), 'Arn'] },
    SubnetGroupIdentifier: { Ref: expect.stringMatching(/^MigrationSubnetGroup/) as unknown },
    VpcSecurityGroups: [{ 'Fn::GetAtt': [expect.stringMatching(/^MigrationSecurityGroup/), 'GroupId'] }],
  });
});

test('lets out what goes to the databases, and nothing else', () => {
  const { stack } = make();
  const [{ SecurityGroupEgress }] = every(stack, 'AWS::EC2::SecurityGroup');
  expect(SecurityGroupEgress).toEqual(['10.20.0.0/16', '10.30.0.0/16'].map((CidrIp) =>
    expect.objectContaining({ CidrIp, FromPort: 5432, ToPort: 5432 }) as unknown));
});

test('takes the server from the secret, when CloudFormation makes the data provider', () => {
  const { stack } = make();
  const settings = every(stack, PROVIDER).map(({ Engine, Settings }) => ({ Engine, Settings }));
  expect(settings).toEqual([
    { Engine: 'postgres', Settings: { PostgreSqlSettings: {
      ServerName: `{{resolve:secretsmanager:${SECRET_ARN}:SecretString:host::}}`, Port: 5432, DatabaseName: 'app', SslMode: 'require',
    } } },
    { Engine: 'aurora_postgresql', Settings: { PostgreSqlSettings: expect.objectContaining({ Port: 5432, DatabaseName: 'app' }) as unknown } },
  ]);
});

test('takes the server that it is given', () => {
  const { stack } = make(() => ({ sourceServerName: 'source.example.com', targetServerName: 'target.example.com' }));
  expect(JSON.stringify(every(stack, PROVIDER))).not.toContain('resolve:secretsmanager');
});

test('takes server and port from an RDS instance', () => {
  const { stack } = make((scope) => ({
    target: TargetDatabase.fromDatabaseInstance(rds.DatabaseInstance.fromDatabaseInstanceAttributes(scope, 'Rds', {
      instanceIdentifier: 'orders', instanceEndpointAddress: 'orders.example.com', port: 6543, securityGroups: [closedGroup(scope, 'RdsGroup')],
      engine: rds.DatabaseInstanceEngine.POSTGRES,
    }), { ...reachable(scope, 'Target'), databaseName: 'app' }),
  }));
  expect(every(stack, PROVIDER)[1]).toMatchObject({ Engine: 'postgres', Settings: { PostgreSqlSettings: { ServerName: 'orders.example.com', Port: 6543 } } });
});

test('reads each secret with a role of its own, which only DMS of this account takes on', () => {
  const { stack } = make();
  const project = only(stack, PROJECT) as Record<string, Record<string, unknown>[]>;
  const [source, target] = [project.SourceDataProviderDescriptors[0], project.TargetDataProviderDescriptors[0]];
  expect(source.SecretsManagerSecretId).toBe(SECRET_ARN);
  expect(source.SecretsManagerAccessRoleArn).not.toEqual(target.SecretsManagerAccessRoleArn);
  const regional = { 'Fn::Join': ['', ['dms.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] };
  const condition = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };
  for (const { AssumeRolePolicyDocument } of every(stack, 'AWS::IAM::Role').filter(({ Description }) => String(Description).includes('Test/Migration'))) {
    expect((AssumeRolePolicyDocument as { Statement: unknown[] }).Statement).toEqual([
      { Action: 'sts:AssumeRole', Condition: condition, Effect: 'Allow', Principal: { Service: regional } },
      { Action: 'sts:AssumeRole', Condition: condition, Effect: 'Allow', Principal: { Service: 'dms-data-migrations.amazonaws.com' } },
    ]);
  }
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: [{ Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], Effect: 'Allow', Resource: SECRET_ARN }] },
  });
});

test('logs with a role that may write to logs of data migrations alone', () => {
  const { stack } = make();
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: [
      { Action: ['ec2:DescribeVpcs', 'cloudwatch:PutMetricData'], Effect: 'Allow', Resource: '*' },
      { Action: 'logs:CreateLogGroup', Effect: 'Allow', Resource: { 'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' }, `:logs:eu-west-1:${ACCOUNT}:log-group:dms-data-migration-*`,
      ]] } },
      Match.objectLike({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
    ] },
  });
});

test('renders what it is given', () => {
  const { stack, migration } = make((scope) => ({
    migrationType: MigrationType.CDC,
    selection: TableMappings.includeSchema('sales'),
    numberOfJobs: 8,
    logging: false,
    cdcStart: CdcStart.atPosition('4AF/B00000D0'),
    cdcStopTime: new Date('2030-01-31T12:00:00Z'),
    slotName: 'dms',
    serviceAccessRole: iam.Role.fromRoleArn(scope, 'Role', `arn:aws:iam::${ACCOUNT}:role/dms`),
  }));
  expect(only(stack, MIGRATION)).toMatchObject({
    DataMigrationType: 'cdc',
    DataMigrationSettings: { CloudwatchLogsEnabled: false, NumberOfJobs: 8, SelectionRules: expect.stringContaining('"schema-name":"sales"') as unknown },
    SourceDataSettings: [{ CDCStartPosition: '4AF/B00000D0', CDCStopTime: '2030-01-31T12:00:00', SlotName: 'dms' }],
    ServiceAccessRoleArn: `arn:aws:iam::${ACCOUNT}:role/dms`,
  });
  expect(migration.serviceAccessRole.roleArn).toBe(`arn:aws:iam::${ACCOUNT}:role/dms`);
  expect(synthesisErrors(stack)).toEqual([]);
});

test('starts at a time by the property for times', () => {
  const { stack } = make((scope) => ({
    source: SourceDatabase.mySql(reachable(scope, 'Source')),
    target: TargetDatabase.auroraMySql(reachable(scope, 'Target')),
    migrationType: MigrationType.CDC,
    cdcStart: CdcStart.atTime(new Date('2030-01-31T12:00:00Z')),
  }));
  expect(only(stack, MIGRATION).SourceDataSettings).toEqual([{ CDCStartTime: '2030-01-31T12:00:00' }]);
  expect(every(stack, PROVIDER)[0].Settings).toEqual({ MySqlSettings: { ServerName: expect.any(String) as unknown, Port: 3306, SslMode: 'require' } });
});

test('uses a key, groups and subnets that there are', () => {
  const { stack, migration } = make((scope) => ({ securityGroups: [closedGroup(scope, 'Own')], vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } }));
  expect(migration.connections.securityGroups).toHaveLength(1);
  expect(every(stack, 'AWS::EC2::SecurityGroup')).toHaveLength(1);
});

test('can be imported by its ARN', () => {
  const arn = `arn:aws:dms:eu-west-1:${ACCOUNT}:data-migration:ABC`;
  const imported = HomogeneousMigration.fromDataMigrationArn(testStack(), 'Existing', arn);
  expect(imported.dataMigrationArn).toBe(arn);
  expect(imported.env.region).toBe('eu-west-1');
});

test('lets somebody start and stop it', () => {
  const { stack, migration } = make();
  const user = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
  migration.grantControl(user);
  expect(only(stack, 'AWS::IAM::Policy').PolicyDocument).toMatchObject({ Statement: [
    { Action: ['dms:StartDataMigration', 'dms:StopDataMigration'], Effect: 'Allow', Resource: stack.resolve(migration.dataMigrationArn) as unknown },
  ] });
});

test('tells all that is wrong at once', () => {
  expect(problems((scope) => ({
    source: SourceDatabase.postgreSql({
      credentials: DatabaseCredentials.fromPassword({ username: 'dms', password: SecretValue.secretsManager('dms'), serverName: 'db.example.com' }),
      databaseName: 'app', network: reachable(scope, 'Source').network,
    }),
    numberOfJobs: 0,
    cdcStopTime: new Date(Number.NaN),
  })).sort()).toEqual(['dataProviderSecret', 'homogeneousCdcOnly', 'homogeneousCdcTime', 'homogeneousJobs']);
});

test('takes no endpoint', () => {
  expect(problems((scope) => ({
    source: SourceDatabase.fromEndpoint(Endpoint.fromEndpointArn(scope, 'Existing', `arn:aws:dms:eu-west-1:${ACCOUNT}:endpoint:ABC`)),
  }))).toEqual(['dataProviderEndpoint']);
});

test('needs a VPC and both ends', () => {
  expect(() => failures((stack) => new HomogeneousMigration(stack, 'Migration', {} as HomogeneousMigrationProps))).toThrow(/'vpc'.*'source'.*'target'/s);
});
