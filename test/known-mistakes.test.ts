import { Duration, Lazy, SecretValue, Size, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import {
  CdcStart, DatabaseCredentials, DatabaseEngine, DatabaseNetwork, DmsServiceRoles, Encryption, Endpoint, EndpointPair, InstanceClass, LobHandling,
  MigrationType, OracleNumberScale, ReplicationInstance, ReplicationStack, ServiceRole, ServiceRolesMode, SourceDatabase, TableMappings,
  TargetDatabase, TaskSettings, Tls,
} from '../lib';
import { ACCOUNT, ENDPOINT, endpointAt, importedInstance, reachable, SECRET_ARN } from './support/endpoints';
import { failures, only, stableTemplate, synthesisErrors, testStack, testVpc } from './support/stacks';
import { TASK, testPair, testSource, testTarget, testTask } from './support/tasks';

// Mistakes that other libraries, modules and samples for DMS make, each with what holds here instead. The single place to look; the depth
// is in the tests of the parts. Those about table mappings and task settings stand in known-mistakes-documents.test.ts.

function endpointProperties(role: 'source' | 'target', define: (stack: Stack) => unknown): Record<string, unknown> {
  const stack = testStack();
  define(stack);
  return endpointAt(stack, role);
}

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

  test('a certificate that is to be verified against has to be there', () => {
    expect(failures((stack) => new Endpoint(stack, 'Source', {
      database: SourceDatabase.postgreSql({ ...reachable(stack), databaseName: 'app', tls: Tls.verifyFull(undefined as never) }),
    }))).toEqual(['certificateMissing']);
  });

  test('what is only a source cannot be a target', () => {
    expect(failures((stack) => testPair(stack, {
      target: TargetDatabase.fromEndpoint(Endpoint.fromEndpointArn(stack, 'Mongo', `arn:aws:dms:eu-west-1:${ACCOUNT}:endpoint:A`), {
        engine: DatabaseEngine.of('mongodb'),
      }),
    }))).toEqual(['engineRole']);
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

  test('the secret is in the endpoint also when a role is given, and that role is used', () => {
    const roleArn = `arn:aws:iam::${ACCOUNT}:role/reads-secrets`;
    const stack = testStack();
    new Endpoint(stack, 'Source', {
      database: SourceDatabase.postgreSql({ ...reachable(stack), databaseName: 'app', accessRole: iam.Role.fromRoleArn(stack, 'Given', roleArn) }),
    });
    expect(endpointAt(stack, 'source').PostgreSqlSettings).toMatchObject({ SecretsManagerSecretId: SECRET_ARN, SecretsManagerAccessRoleArn: roleArn });
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 0);
  });

  test('a role that is made is for the one secret, and for DMS acting for this account', () => {
    const stack = testStack();
    new Endpoint(stack, 'Source', { database: SourceDatabase.postgreSql({ ...reachable(stack), databaseName: 'app' }) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Resource: SECRET_ARN })] },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [Match.objectLike({ Condition: Match.objectLike({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }) })],
      },
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

  test('one block of settings is rendered, that of the engine', () => {
    for (const engine of ['postgreSql', 'sqlServer', 'oracle'] as const) {
      const properties = endpointProperties('target', (stack) => new Endpoint(stack, 'Target', {
        database: TargetDatabase[engine]({ ...reachable(stack), databaseName: 'app', tls: Tls.none() }),
      }));
      expect(Object.keys(properties).filter((name) => name.endsWith('Settings'))).toHaveLength(1);
    }
  });

  test('times are in the unit that DMS takes them in', () => {
    const properties = endpointProperties('source', (stack) => new Endpoint(stack, 'Source', {
      database: SourceDatabase.postgreSql({
        ...reachable(stack), databaseName: 'app', settings: { heartbeatEnable: true, heartbeatFrequency: Duration.minutes(5) },
      }),
    }));
    expect(properties.PostgreSqlSettings).toMatchObject({ HeartbeatFrequency: 5 });
  });

  test('names are made of ids alone, with every character that DMS does not take replaced', () => {
    const properties = endpointProperties('source', (stack) => new Endpoint(stack, 'old_orders_db', { database: testSource(stack) }));
    expect(properties.EndpointIdentifier).toMatch(/^test-old-orders-db-[0-9a-f]{8}$/);
  });

  test('a password in plain text is warned of, and one that is kept elsewhere stays there', () => {
    const define = (password: SecretValue): Stack => {
      const stack = testStack();
      const credentials = DatabaseCredentials.fromPassword({ username: 'dms', password, serverName: 'db.example.com' });
      new Endpoint(stack, 'Source', { database: SourceDatabase.postgreSql({ ...reachable(stack), secret: undefined, databaseName: 'app', credentials }) });
      return stack;
    };
    Annotations.fromStack(define(SecretValue.unsafePlainText('1234'))).hasWarning('/Test/Source', Match.stringLikeRegexp('passwordReadable'));
    expect(only(define(SecretValue.secretsManager('db', { jsonField: 'password' })), ENDPOINT).Password)
      .toBe('{{resolve:secretsmanager:db:SecretString:password::}}');
  });

  test('attributes that no semicolon parts are refused', () => {
    expect(failures((stack) => new Endpoint(stack, 'Source', {
      database: SourceDatabase.postgreSql({ ...reachable(stack), databaseName: 'app', extraConnectionAttributes: 'executeTimeout=1 maxFileSize=512' }),
    }))).toContain('attributeSeparator');
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

  test('a factory is there only at the end where DMS has the engine, and what exists comes in as an endpoint', () => {
    for (const name of ['mongoDb', 'azureSqlDatabase', 'db2ZOs']) expect(TargetDatabase).not.toHaveProperty(name);
    for (const name of ['kafka', 'kinesis', 'redshift', 'neptune', 'redis']) expect(SourceDatabase).not.toHaveProperty(name);
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

  test('a class and a version that this library does not list can be had', () => {
    const stack = testStack();
    new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), instanceClass: InstanceClass.of('dms.r9z.large'), engineVersion: '4.0.1' });
    expect(only(stack, 'AWS::DMS::ReplicationInstance')).toMatchObject({ ReplicationInstanceClass: 'dms.r9z.large', EngineVersion: '4.0.1' });
  });

  test('exactly the ports of the databases are opened, and nothing from everywhere', () => {
    const stack = testStack();
    testPair(stack, { instance: new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }) });
    const { SecurityGroupEgress: rules, SecurityGroupIngress: ingress } = only(stack, 'AWS::EC2::SecurityGroup');
    expect(ingress).toBeUndefined();
    expect(rules).toEqual(['10.20.0.0/16', '10.30.0.0/16'].map((CidrIp) => expect.objectContaining({ CidrIp, FromPort: 5432, ToPort: 5432 }) as unknown));
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

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** What policies allow, wherever they stand. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('Effect' in value && 'Resource' in value) return value.Effect === 'Allow' ? [value as unknown as Statement] : [];
  return Object.values(value).flatMap(statementsIn);
}

describe('the whole', () => {
  const whole = (): Stack => {
    const stack = testStack();
    return new ReplicationStack(stack, 'Whole', { source: testSource(stack), target: testTarget(stack), tasks: { Sales: { tableMappings: TableMappings.includeSchema('sales') } } });
  };

  test('no right is for every resource but where AWS has no other, and no role is passed on', () => {
    const types = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::Role'];
    const policies = types.flatMap((type) => Object.values(Template.fromStack(whole()).findResources(type)));
    const text = JSON.stringify(policies);
    expect(policies.length).toBeGreaterThan(4);
    expect(text).not.toContain('iam:PassRole');
    expect(text).not.toContain('"dms:*"');
    expect(text).not.toContain('FullAccess');
    // These take no resource, and only read [Service Authorization Reference; CloudWatch API reference, DescribeAlarms].
    const lists = ['cloudwatch:DescribeAlarms', 'dms:DescribeConnections', 'dms:DescribeReplicationInstances', 'dms:DescribeReplicationTasks'];
    const everywhere = statementsIn(policies).filter(({ Resource }) => [Resource].flat().includes('*')).flatMap(({ Action }) => Action);
    expect(everywhere.filter((action) => !lists.includes(action))).toEqual([]);
  });

  test('nothing is asked at deployment, and nothing is printed at synthesis', () => {
    const print = ['log', 'info', 'warn', 'error'].map((name) => jest.spyOn(console, name as 'log').mockImplementation());
    const { Parameters, Conditions } = Template.fromStack(whole()).toJSON() as Record<string, object | undefined>;
    expect(Object.keys(Parameters ?? {})).toEqual(['BootstrapVersion']);
    expect(Conditions).toBeUndefined();
    for (const spy of print) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });

  test('props are not changed', () => {
    const stack = testStack();
    const settings = Object.freeze({ heartbeatEnable: true });
    const source = Object.freeze({ ...reachable(stack), databaseName: 'app', settings });
    const task = Object.freeze({ tableMappings: TableMappings.includeSchema('sales'), lobHandling: LobHandling.full() });
    expect(() => testTask(stack, task, testPair(stack, { source: SourceDatabase.postgreSql(source) }))).not.toThrow();
  });
});

describe('the task', () => {
  test('reads the source and writes the target that it was given, by the mappings that it was given', () => {
    const stack = testStack();
    testTask(stack, { tableMappings: TableMappings.includeSchema('archive') });
    expect(only(stack, TASK)).toMatchObject({
      SourceEndpointArn: { Ref: expect.stringMatching(/^PairSource/) as string },
      TargetEndpointArn: { Ref: expect.stringMatching(/^PairTarget/) as string },
      TableMappings: expect.stringContaining('"schema-name":"archive"') as string,
    });
  });

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
