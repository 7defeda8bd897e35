import { Duration, Lazy, SecretValue, Size, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as library from '../lib';
import {
  ApplyErrorInsertPolicy, CdcStart, ColumnDataType, ColumnFilter, DatabaseCredentials, DatabaseEngine, DatabaseNetwork, DataErrorPolicy,
  DmsServiceRoles, Encryption, Endpoint, EndpointPair, FilterCondition, InstanceClass, LobHandling, LogComponent, LogSeverity,
  MappingExpression, MigrationType, OracleNumberScale, ParallelLoad, ReplicationInstance, ReplicationStack, SelectionRule, ServiceRole,
  ServiceRolesMode, SourceDatabase, TableErrorPolicy, TableMappings, TableSettingsRule, TargetDatabase, TaskSettings, Tls,
  TransformationRule, type MigrationTaskOptions, type TaskSettingsProps,
} from '../lib';
import { ACCOUNT, ENDPOINT, endpointAt, importedInstance, reachable, SECRET_ARN } from './support/endpoints';
import { only, stableTemplate, synthesisErrors, testStack, testVpc } from './support/stacks';
import { TASK, testPair, testSource, testTarget, testTask } from './support/tasks';

// Mistakes that other libraries, modules and samples for DMS make, each with what holds here instead. The single place to look; the depth
// is in the tests of the parts.

/** The settings document of a task. */
function settingsOf(taskSettings: TaskSettings, options: Partial<MigrationTaskOptions> = {}): Record<string, Record<string, unknown> | undefined> {
  const stack = testStack();
  testTask(stack, { taskSettings, ...options });
  return JSON.parse(String(only(stack, TASK).ReplicationTaskSettings)) as Record<string, Record<string, unknown>>;
}

function typedSettings(props: TaskSettingsProps): Record<string, Record<string, unknown> | undefined> {
  return settingsOf(TaskSettings.of(props));
}

interface Rule {
  readonly [member: string]: unknown;
}

function rulesOf(tableMappings: TableMappings): Rule[] {
  const stack = testStack();
  testTask(stack, { tableMappings });
  return (JSON.parse(String(only(stack, TASK).TableMappings)) as { rules: Rule[] }).rules;
}

/** The codes of all that a synthesis fails for. */
function failures(define: (stack: Stack) => unknown): string[] {
  const stack = testStack();
  define(stack);
  return synthesisErrors(stack).map((message) => /\[(\w+)\]$/.exec(message)?.[1] ?? message);
}

function endpointProperties(role: 'source' | 'target', define: (stack: Stack) => unknown): Record<string, unknown> {
  const stack = testStack();
  define(stack);
  return endpointAt(stack, role);
}

describe('task settings', () => {
  test('batch apply is written to TargetMetadata, where it has an effect', () => {
    expect(typedSettings({ targetMetadata: { batchApplyEnabled: true } }).TargetMetadata).toEqual({ BatchApplyEnabled: true });
  });

  test('full LOB mode has a chunk size that is not 0', () => {
    const { TargetMetadata } = settingsOf(TaskSettings.of(), { lobHandling: LobHandling.full() });
    expect(TargetMetadata).toMatchObject({ FullLobMode: true, LobChunkSize: 64 });
  });

  test('the policies for errors are those that DMS has', () => {
    expect(Object.values(DataErrorPolicy)).toEqual(['IGNORE_RECORD', 'LOG_ERROR', 'SUSPEND_TABLE', 'STOP_TASK']);
    expect(Object.values(ApplyErrorInsertPolicy)).toContain('INSERT_RECORD');
  });

  test('the policy for data errors does not become that for their escalation', () => {
    expect(typedSettings({ errorBehavior: { dataErrorPolicy: DataErrorPolicy.IGNORE_RECORD } }).ErrorBehavior).toEqual({ DataErrorPolicy: 'IGNORE_RECORD' });
    expect(Object.values(TableErrorPolicy)).toEqual(['SUSPEND_TABLE', 'STOP_TASK']);
  });

  test('failed inserts and updates are treated as DMS does, not dropped', () => {
    expect(typedSettings({}).ErrorBehavior).toBeUndefined();
  });

  test('settings are DMS\'s own where nothing is said, and can be left out altogether', () => {
    expect(Object.keys(typedSettings({}))).toEqual(['Logging']);
    const stack = testStack();
    testTask(stack, { taskSettings: TaskSettings.none() });
    expect(only(stack, TASK).ReplicationTaskSettings).toBeUndefined();
  });

  test('control tables are spelled as DMS spells them', () => {
    expect(typedSettings({ controlTables: { controlSchema: 'dms', historyTableEnabled: true, statusTableEnabled: true } }).ControlTablesSettings)
      .toEqual({ ControlSchema: 'dms', HistoryTableEnabled: true, StatusTableEnabled: true });
  });

  test('every group of settings that is exported is rendered', () => {
    const { FullLoadSettings } = typedSettings({ fullLoad: { transactionConsistencyTimeout: Duration.minutes(5), commitRate: 20_000 } });
    expect(FullLoadSettings).toEqual({ TransactionConsistencyTimeout: 300, CommitRate: 20_000 });
  });

  test('logs can have the severity INFO', () => {
    const { Logging } = typedSettings({ logging: { components: [{ component: LogComponent.SORTER, severity: LogSeverity.INFO }] } });
    expect(Logging?.LogComponents).toContainEqual({ Id: 'SORTER', Severity: 'LOGGER_SEVERITY_INFO' });
  });

  test('numbers out of range and words that DMS does not know are refused', () => {
    expect(failures((stack) => testTask(stack, { taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: -5, commitRate: 0 } }) })))
      .toEqual(['taskSettingRange', 'taskSettingRange']);
    const json = '{"FullLoadSettings":{"TargetTablePrepMode":"BANANA"}}';
    expect(failures((stack) => testTask(stack, { taskSettings: TaskSettings.fromJsonString(json) }))).toEqual(['taskSettingValue']);
  });

  test('read-only members, which a described task has, are refused with a reason instead of by DMS', () => {
    const json = '{"Logging":{"EnableLogging":true,"CloudWatchLogGroup":"dms-tasks-app"}}';
    expect(failures((stack) => testTask(stack, { taskSettings: TaskSettings.fromJsonString(json) }))).toHaveLength(1);
  });
});

describe('table mappings', () => {
  test('data types are those of DMS, written as objects', () => {
    const [, rule] = rulesOf(TableMappings.of(
      SelectionRule.include({ schema: 'sales' }),
      TransformationRule.column('sales', 'orders', 'total').changeDataType(ColumnDataType.REAL8),
    ));
    expect(rule['data-type']).toEqual({ type: 'real8' });
    for (const type of ['BOOLEAN', 'DATE', 'INT1', 'UINT1', 'CLOB', 'NCLOB'] as const) expect(ColumnDataType[type].type).toBe(type.toLowerCase());
  });

  test('expressions have the headers that DMS has, and no $timestamp', () => {
    expect(JSON.stringify(MappingExpression.TIMESTAMP)).toContain('$AR_H_TIMESTAMP');
  });

  test('a rule for a schema names no table', () => {
    const [, rule] = rulesOf(TableMappings.of(SelectionRule.include({ schema: 'sales' }), TransformationRule.schema('sales').rename('shop')));
    expect(rule['object-locator']).toEqual({ 'schema-name': 'sales' });
  });

  test('no rules, contradicting transformations and columns without content are refused', () => {
    const orders = TransformationRule.table('sales', 'orders');
    expect(failures((stack) => testTask(stack, { tableMappings: TableMappings.of() }))).toEqual(['nothingIncluded']);
    expect(failures((stack) => testTask(stack, {
      tableMappings: TableMappings.of(SelectionRule.include({ schema: 'sales' }), orders.addPrefix('a_'), orders.addSuffix('_b')),
    }))).toEqual(['transformedTwice']);
  });

  test('no table is migrated that nobody asked for: there is no default mapping', () => {
    expect(() => new library.MigrationTask(testStack(), 'Task', {} as library.MigrationTaskProps)).toThrow('tableMappings');
  });

  test('filters, views, load order and parallel load reach the document', () => {
    const [selection, settings] = rulesOf(TableMappings.of(
      SelectionRule.include({ schema: 'sales', table: 'orders', loadOrder: 2, filters: [ColumnFilter.on('id', FilterCondition.equalTo('1'))] }),
      TableSettingsRule.of({ schema: 'sales', table: 'orders', parallelLoad: ParallelLoad.ranges({ columns: ['id'], boundaries: [['9']] }) }),
    ));
    expect(selection).toMatchObject({ 'load-order': '2', 'filters': [{ 'filter-type': 'source', 'column-name': 'id' }] });
    expect(settings).toMatchObject({ 'rule-name': expect.not.stringContaining('undefined') as string, 'parallel-load': { type: 'ranges' } });
  });

  test('ids are never given twice, also where some are given and some are not', () => {
    const ids = rulesOf(TableMappings.of(
      SelectionRule.include({ schema: 'a' }), SelectionRule.include({ schema: 'b', ruleId: 1 }), SelectionRule.include({ schema: 'c' }),
    )).map((rule) => rule['rule-id']);
    expect(new Set(ids).size).toBe(3);
  });

  test('tokens in mappings and settings survive, as text and as numbers', () => {
    const stack = testStack();
    testTask(stack, {
      tableMappings: TableMappings.includeSchema(Lazy.string({ produce: () => 'late' })),
      taskSettings: TaskSettings.of({ fullLoad: { commitRate: Token.asNumber({ Ref: 'Rate' }) } }),
    });
    const { TableMappings: mappings, ReplicationTaskSettings: settings } = only(stack, TASK);
    expect(mappings).toContain('"schema-name":"late"');
    expect(settings).toEqual({ 'Fn::Join': ['', [expect.stringContaining('"CommitRate":'), { Ref: 'Rate' }, expect.any(String)]] });
  });
});

describe('endpoints', () => {
  test('a setting of Oracle\'s numbers is what DMS says it is', () => {
    expect(OracleNumberScale).not.toHaveProperty('DOUBLE');
  });

  test('settings of another engine cannot be given', () => {
    const cluster = (stack: Stack): rds.IDatabaseCluster => rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Cluster', {
      clusterIdentifier: 'app', engine: rds.DatabaseClusterEngine.AURORA_MYSQL, port: 3306,
    });
    expect(failures((stack) => new Endpoint(stack, 'Source', {
      database: SourceDatabase.fromDatabaseCluster(cluster(stack), {
        ...reachable(stack), tls: Tls.none(), postgreSqlSettings: { slotName: 'dms' },
      }),
    }))).toHaveLength(1);
  });

  test('a secret and a password together, or neither, are refused', () => {
    const password = DatabaseCredentials.fromPassword({ username: 'dms', password: SecretValue.secretsManager('x') });
    const both = (stack: Stack): Endpoint => new Endpoint(stack, 'Source', {
      database: SourceDatabase.postgreSql({ ...reachable(stack), databaseName: 'app', credentials: password }),
    });
    const neither = (stack: Stack): Endpoint => new Endpoint(stack, 'Source', {
      database: SourceDatabase.postgreSql({ ...reachable(stack), secret: undefined, databaseName: 'app' }),
    });
    expect(failures(both)).not.toEqual([]);
    expect(failures(neither)).not.toEqual([]);
  });

  test('a TLS mode that the engine does not have, and a bad name, are refused', () => {
    expect(failures((stack) => new Endpoint(stack, 'Source', {
      database: SourceDatabase.mySql({ ...reachable(stack), tls: Tls.require(), endpointIdentifier: '9_Bad--Name-' }),
    })).sort()).toEqual(['identifierForm', 'sslModeUnsupported']);
  });

  test('what is only a target cannot be a source', () => {
    expect(failures((stack) => testPair(stack, {
      source: SourceDatabase.fromEndpoint(Endpoint.fromEndpointArn(stack, 'Redshift', `arn:aws:dms:eu-west-1:${ACCOUNT}:endpoint:A`), {
        engine: DatabaseEngine.of('redshift'),
      }),
    }))).not.toEqual([]);
  });

  test('a secure parameter, which CloudFormation does not resolve there, is refused as a password', () => {
    expect(failures((stack) => new Endpoint(stack, 'Source', {
      database: SourceDatabase.postgreSql({
        ...reachable(stack), secret: undefined, databaseName: 'app',
        credentials: DatabaseCredentials.fromPassword({ username: 'dms', password: SecretValue.ssmSecure('/db/password', '1') }),
      }),
    }))).not.toEqual([]);
  });

  test('the secret is in the endpoint also when a role is given, and the role is for the one secret', () => {
    const properties = endpointProperties('source', (stack) => new Endpoint(stack, 'Source', {
      database: SourceDatabase.postgreSql({ ...reachable(stack), databaseName: 'app' }),
    }));
    expect(properties.PostgreSqlSettings).toMatchObject({ SecretsManagerSecretId: SECRET_ARN });
    const stack = testStack();
    new Endpoint(stack, 'Source', { database: SourceDatabase.postgreSql({ ...reachable(stack), databaseName: 'app' }) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Resource: SECRET_ARN })] },
    });
  });

  test('the database name, the identifier and the TLS mode that were given are kept', () => {
    const properties = endpointProperties('target', (stack) => new Endpoint(stack, 'Target', {
      database: TargetDatabase.sqlServer({ ...reachable(stack), databaseName: 'app', endpointIdentifier: 'app', tls: Tls.require() }),
    }));
    expect(properties).toMatchObject({ DatabaseName: 'app', EndpointIdentifier: 'app', SslMode: 'require' });
  });

  test('a target is a target, and Aurora PostgreSQL is not MySQL', () => {
    const stack = testStack();
    new Endpoint(stack, 'Target', { database: TargetDatabase.auroraPostgreSql({ ...reachable(stack), databaseName: 'app' }) });
    expect(only(stack, ENDPOINT)).toMatchObject({ EndpointType: 'target', EngineName: 'aurora-postgresql' });
  });

  test('attributes of the connection are joined by semicolons', () => {
    const properties = endpointProperties('source', (stack) => new Endpoint(stack, 'Source', {
      database: SourceDatabase.postgreSql({ ...reachable(stack), databaseName: 'app', extraConnectionAttributes: 'executeTimeout=120;maxFileSize=512' }),
    }));
    expect(properties.ExtraConnectionAttributes).toBe('executeTimeout=120;maxFileSize=512');
  });

  test('two in one scope do not collide', () => {
    const stack = testStack();
    testPair(stack);
    new EndpointPair(stack, 'Other', { instance: importedInstance(new Stack(stack, 'Elsewhere')), source: testSource(new Stack(stack, 'A')), target: testTarget(new Stack(stack, 'B')) });
    Template.fromStack(stack).resourceCountIs(ENDPOINT, 4);
  });

  test('one that exists is taken by its ARN, without a class of one\'s own', () => {
    expect(Endpoint.fromEndpointArn(testStack(), 'Existing', `arn:aws:dms:eu-west-1:${ACCOUNT}:endpoint:A`).endpointArn).toContain(':endpoint:A');
  });

  test('no factory is there for what is not built and tested: MongoDB, DocumentDB and Kafka come in as existing endpoints', () => {
    for (const name of ['mongoDb', 'documentDb', 'kafka']) expect(SourceDatabase).not.toHaveProperty(name);
    expect(failures((stack) => testPair(stack, {
      source: SourceDatabase.fromEndpoint(Endpoint.fromEndpointArn(stack, 'Mongo', `arn:aws:dms:eu-west-1:${ACCOUNT}:endpoint:A`), {
        engine: DatabaseEngine.of('mongodb'),
      }),
    }))).toEqual([]);
  });
});

describe('the instance', () => {
  test('logs go to the group that DMS writes to, which two stacks do not share', () => {
    const groupOf = (stackName: string): unknown => {
      const stack = testStack({ stackName });
      new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) });
      return only(stack, 'AWS::Logs::LogGroup').LogGroupName;
    };
    expect(groupOf('a')).toMatch(/^dms-tasks-a-instance-/);
    expect(groupOf('a')).not.toBe(groupOf('b'));
  });

  test('storage of -1 and a window of "whenever" are refused', () => {
    expect(failures((stack) => new ReplicationInstance(stack, 'Instance', {
      vpc: testVpc(stack), storage: Size.gibibytes(0), preferredMaintenanceWindow: 'whenever',
    })).sort()).toEqual(['maintenanceWindowForm', 'storageRange']);
  });

  test('its key stays when the stack goes, and is an ARN', () => {
    const stack = testStack();
    new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) });
    Template.fromStack(stack).hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain' });
    const given = testStack();
    const key = kms.Key.fromKeyArn(given, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/a`);
    new ReplicationInstance(given, 'Instance', { vpc: testVpc(given), encryption: Encryption.customerManagedKey(key) });
    expect(only(given, 'AWS::DMS::ReplicationInstance').KmsKeyId).toBe(`arn:aws:kms:eu-west-1:${ACCOUNT}:key/a`);
  });

  test('a class that is not listed can be had', () => {
    const stack = testStack();
    new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), instanceClass: InstanceClass.of('dms.r9z.large') });
    expect(only(stack, 'AWS::DMS::ReplicationInstance').ReplicationInstanceClass).toBe('dms.r9z.large');
  });

  test('the side of the database is opened, also on an imported security group', () => {
    const stack = testStack();
    const database = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Database', 'sg-db');
    testPair(stack, { source: testSource(stack, { network: DatabaseNetwork.securityGroups(database) }) });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-db', FromPort: 5432, ToPort: 5432 });
  });

  test('one that exists can be used, and everything of the instance is within reach of the whole-stack construct', () => {
    expect(failures((stack) => testTask(stack, {}, testPair(stack, { instance: importedInstance(stack) })))).toEqual([]);
    const stack = testStack();
    const made = new ReplicationStack(stack, 'Whole', {
      source: testSource(stack), target: testTarget(stack), tasks: {},
      replicationInstance: { preferredMaintenanceWindow: 'sun:03:00-sun:04:00', replicationInstanceIdentifier: 'app', publiclyAccessible: false },
    });
    expect(only(made, 'AWS::DMS::ReplicationInstance')).toMatchObject({
      PreferredMaintenanceWindow: 'sun:03:00-sun:04:00', ReplicationInstanceIdentifier: 'app',
    });
  });
});

describe('service roles', () => {
  test('a role that is there is never written to, by one small function that may do little else', () => {
    const stack = testStack();
    new DmsServiceRoles(stack, 'Roles');
    const template = JSON.stringify(Template.fromStack(stack).toJSON());
    expect(template).not.toContain('iam:UpdateAssumeRolePolicy');
    expect(template).not.toContain('iam:DeleteRole');
    expect(template).not.toContain('arn:aws:');
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 1);
  });

  test('they have just the names that DMS looks for, and hold for every Region', () => {
    const stack = testStack();
    new DmsServiceRoles(stack, 'Roles', { mode: ServiceRolesMode.CREATE, roles: [ServiceRole.VPC] });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'dms-vpc-role',
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Condition: Match.objectLike({ ArnLike: { 'aws:SourceArn': Match.anyValue() } }) })] },
    });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(':dms:*:');
  });

  test('a task waits for the role that writes its logs: by its instance, the subnet group of that, and the roles of that', () => {
    const stack = testStack();
    testTask(stack, {}, testPair(stack, { instance: new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }) }));
    const template = Template.fromStack(stack);
    template.hasResourceProperties(TASK, { ReplicationInstanceArn: { Ref: Match.stringLikeRegexp('^Instance') } });
    template.hasResourceProperties('AWS::DMS::ReplicationInstance', { ReplicationSubnetGroupIdentifier: { Ref: Match.stringLikeRegexp('^InstanceSubnetGroup') } });
    template.hasResource('AWS::DMS::ReplicationSubnetGroup', { DependsOn: [Match.stringLikeRegexp('^DmsServiceRoles')] });
    template.hasResourceProperties('Custom::DmsServiceRoles', { Roles: Match.arrayWith([Match.objectLike({ Name: 'dms-cloudwatch-logs-role' })]) });
  });
});

describe('the task', () => {
  test('a start that is no date is refused, and one that is a token passes', () => {
    const start = (cdcStart: CdcStart) => (stack: Stack): unknown => testTask(stack, { migrationType: MigrationType.CDC, cdcStart });
    expect(failures(start(CdcStart.atTime(new Date('yesterday'))))).toEqual(['cdcStartDate']);
    expect(failures(start(CdcStart.atEpoch(Number.NaN)))).toContain('cdcStartTime');
    expect(failures(start(CdcStart.atPosition(Lazy.string({ produce: () => 'late' }))))).toEqual([]);
  });

  test('a start on a task that only loads is refused', () => {
    expect(failures((stack) => testTask(stack, { migrationType: MigrationType.FULL_LOAD, cdcStart: CdcStart.atPosition('1/2') }))).toEqual(['cdcStartWithoutCdc']);
  });

  test('a message never has undefined in it', () => {
    const stack = testStack();
    testTask(stack, { taskSettings: TaskSettings.fromJsonString('{"FullLoadSettings":{"CommitRate":null}}'), tableMappings: TableMappings.of() });
    expect(synthesisErrors(stack).join('\n')).not.toContain('undefined');
  });

  test('nothing in a template changes from one synthesis to the next', () => {
    const template = (): unknown => {
      const stack = testStack();
      testTask(stack);
      return stableTemplate(stack);
    };
    expect(template()).toEqual(template());
  });
});
