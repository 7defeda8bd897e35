import { Duration, SecretValue, Size, type Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as lib from '../../lib';
import { ACCOUNT, closedGroup, importedInstance, importedVpc, testKey, testSecret } from './endpoints';
import { OTHER_ENDS } from './engine-ends';
import { serverlessPair } from './lifecycle/serverless';
import { profileOf, references, tableOf } from './plan/profiles';
import { testVpc } from './stacks';
import { testPair, testSource, testTarget, testTask } from './tasks';

/** Good arguments for a function of the API, parts of which a test replaces by something odd. */
export interface Specimen {
  readonly args: (stack: Stack) => unknown[];
  /** What comes before them and stays as it is, such as scope and id. */
  readonly before?: Args;
  /** What it is called on, where it is no static function of its class. */
  readonly on?: (stack: Stack) => object;
  /** Puts what comes of it into the stack. */
  readonly use?: (stack: Stack, made: never) => unknown;
}

type Args = (stack: Stack) => unknown[];

/** Calls the function with this name, `Class.function`, or the constructor of the class alone. */
export function callSpecimen(name: string, { before, on, use }: Specimen, stack: Stack, args: readonly unknown[]): void {
  const [className, functionName] = name.split('.');
  const all = [...before?.(stack) ?? [], ...args];
  const receiver = on?.(stack) ?? Reflect.get(lib, className) as object;
  const made: unknown = functionName === undefined
    ? Reflect.construct(receiver as new () => unknown, all)
    : Reflect.apply(Reflect.get(receiver, functionName) as () => unknown, receiver, all);
  use?.(stack, made as never);
}

/** A construct, or the import of one. */
function construct(props: (stack: Stack) => unknown, use?: Specimen['use']): Specimen {
  return { before: (stack) => [stack, 'Odd'], args: (stack) => [props(stack)], use };
}

function inTask(prop: string, ...args: unknown[]): Specimen {
  return { args: () => args, use: (stack, made) => testTask(stack, { [prop]: made }) };
}

function inMappings(args: unknown[], toRule: (made: never) => lib.TableMappingRule = (made) => made): Specimen {
  const tableMappings = (made: never): lib.TableMappings => lib.TableMappings.of(lib.SelectionRule.include({ schema: 'sales' }), toRule(made));
  return { args: () => args, use: (stack, made) => testTask(stack, { tableMappings: tableMappings(made) }) };
}

function inPair(prop: string, args: Args): Specimen {
  return { args, use: (stack, made) => testTask(stack, {}, testPair(stack, { [prop]: made })) };
}

function inGraph(args: unknown[]): Specimen {
  return { args: () => args, use: (stack, rule) => testTask(stack, { graphMapping: lib.GraphMapping.gremlin(rule) }) };
}

/** A function on what a transformation is about. */
function transformation(on: object, ...args: unknown[]): Specimen {
  return { ...inMappings(args), on: () => on };
}

function inDatabase(prop: string, args: Args): Specimen {
  return { args, use: (stack, made) => defineEndpoint(stack, testSource(stack, { [prop]: made })) };
}

function asDatabase(args: Args): Specimen {
  return { args, use: defineEndpoint };
}

function inCertificate(content: string): Specimen {
  return { args: () => [content], use: (stack, made) => new lib.DmsCertificate(stack, 'Certificate', { content: made }) };
}

function inInstance(prop: string, args: Args): Specimen {
  return { args, use: (stack, made) => new lib.ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), [prop]: made }) };
}

function defineEndpoint(stack: Stack, database: lib.EndpointDatabase): void {
  new lib.Endpoint(stack, 'Endpoint', { database }).openTo(importedInstance(stack));
}

function inScaling(prop: string, args: Args): Specimen {
  return { args, use: (stack, made) => new lib.PhaseScaling(stack, 'Scaling', { instance: scaledInstance(stack), [prop]: made }) };
}

const PROFILE = JSON.stringify(profileOf([tableOf('sales.orders', 3), tableOf('sales.lines', 40, references('sales.orders'))]));

const planOptions = (): lib.MigrationPlanOptions => ({
  targetEngine: 'aurora-postgresql',
  migrationType: lib.MigrationType.FULL_LOAD,
  include: ['sales.*'],
  exclude: ['sales.notes'],
  maxTasks: 4,
  instances: 1,
  loadWindow: Duration.hours(4),
  parallelTables: 4,
  fullLoadClass: lib.InstanceClass.R6I_4XLARGE,
  cdcClass: lib.InstanceClass.R6I_LARGE,
  storage: Size.gibibytes(500),
  multiAz: true,
  tables: {
    'sales.lines': { task: 'lines', lobHandling: lib.LobHandling.limited(Size.kibibytes(64)), parallelLoad: lib.PlannedParallelLoad.NONE },
  },
  previous: lib.MigrationPlan.fromProfile(lib.WorkloadProfile.fromJson(PROFILE), { targetEngine: 'aurora-postgresql' }),
  acknowledgedFindings: ['lob-without-key'],
});

function inPlan(stack: Stack, plan: lib.MigrationPlan): void {
  new lib.ReplicationStack(stack.node.root, 'PlannedStack', { source: testSource(stack), target: testTarget(stack), vpc: testVpc(stack), plan });
}

function inServerless(args: Args): Specimen {
  return {
    args,
    use: (stack, capacity) => new lib.ServerlessReplication(stack, 'Replication', {
      endpointPair: serverlessPair(stack), tableMappings: lib.TableMappings.includeSchema('sales'), capacity,
    }),
  };
}

const serverlessOptions = (stack: Stack): lib.ServerlessNetworkOptions => ({
  vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, securityGroups: [closedGroup(stack)], encryption: lib.Encryption.awsManagedKey(),
  serviceRoles: lib.DmsServiceRoles.of(stack),
});

const scaledInstance = (stack: Stack): lib.ReplicationInstance => new lib.ReplicationInstance(stack, 'ScaledInstance', { vpc: testVpc(stack) });

const scalingOptions = (stack: Stack): lib.PhaseScalingOptions => ({
  fullLoadClass: lib.InstanceClass.R6I_4XLARGE,
  cdcClass: lib.InstanceClass.R6I_LARGE,
  boundaryStrategy: lib.BoundaryStrategy.HOLD,
  boundaryHook: lib.BoundaryHook.fromFunction(indexes(stack)),
  settleTime: Duration.minutes(5),
  pauseDeadline: Duration.minutes(90),
  erroredTables: lib.ErroredTables.BLOCK,
  rebound: lib.Rebound.onPressure(),
  topic: sns.Topic.fromTopicArn(stack, 'ScalingTopic', `arn:aws:sns:eu-west-1:${ACCOUNT}:operations`),
  encryptionKey: testKey(stack, 'ScalingKey'),
  tasks: [lib.MigrationTask.fromMigrationTaskAttributes(stack, 'ScalingTask', { migrationTaskArn: arn('task'), replicationInstance: importedInstance(stack, []) })],
  endpoints: [existing(stack)],
  reserveConcurrency: true,
  logRetention: logs.RetentionDays.ONE_WEEK,
});

const monitorOptions = (stack: Stack): lib.TaskMonitorOptions => ({
  tasks: [lib.MigrationTask.fromMigrationTaskAttributes(stack, 'MonitoredTask', { migrationTaskArn: arn('task'), replicationInstance: importedInstance(stack, []) })],
  tableProgress: lib.TableProgress.UNTIL_BOUNDARY,
  interval: Duration.minutes(10),
  encryptionKey: testKey(stack, 'MonitorKey'),
  reserveConcurrency: true,
  logRetention: logs.RetentionDays.ONE_WEEK,
});

const alarmOptions = (stack: Stack): lib.LagAlarmsOptions => ({
  criticalTopic: sns.Topic.fromTopicArn(stack, 'PagerTopic', `arn:aws:sns:eu-west-1:${ACCOUNT}:pager`),
  warningTopic: sns.Topic.fromTopicArn(stack, 'TeamTopic', `arn:aws:sns:eu-west-1:${ACCOUNT}:team`),
  criticalActions: [new OpsItem()],
  warningActions: [new OpsItem()],
  encryptionKey: testKey(stack, 'AlarmsKey'),
  lag: { warning: Duration.minutes(5), critical: Duration.minutes(15), sustained: Duration.minutes(15) },
  stalledLoad: Duration.minutes(30),
  plannedStop: Duration.minutes(45),
  idle: Duration.hours(24),
  hourlyPrice: 0.5,
  backlogChanges: 10_000,
  sourceLogRetention: Duration.days(3),
  sourceLog: { warning: Size.gibibytes(20), critical: Size.gibibytes(50) },
  tasksWithOwnAlarms: 20,
  exclude: [lib.AlarmKind.SWAP],
  events: true,
});

class OpsItem implements cloudwatch.IAlarmAction {
  public bind(): cloudwatch.AlarmActionConfig {
    return { alarmActionArn: `arn:aws:ssm:eu-west-1:${ACCOUNT}:opsitem:1` };
  }
}

const indexes = (stack: Stack): lambda.IFunction => lambda.Function.fromFunctionArn(stack, 'Indexes', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:indexes`);

function inEvents(args: Args): Specimen {
  return { args, use: (stack, made) => new lib.MigrationEvents(stack, 'Events', { instance: scaledInstance(stack), destinations: [made] }) };
}

function inSubscription(prop: string, args: Args, toProp: (made: never) => unknown = (made) => made): Specimen {
  const source = lib.EventSubscriptionSource.allTasks();
  return { args, use: (stack, made) => new lib.EventSubscription(stack, 'Subscription', { topic: new sns.Topic(stack, 'Topic'), source, [prop]: toProp(made) }) };
}

const aTask = (stack: Stack): lib.MigrationTask => testTask(stack);
const aDestination = (stack: Stack): lib.EventDestination => lib.EventDestination.topic(new sns.Topic(stack, 'EventTopic'));

const arn = (type: string): string => `arn:aws:dms:eu-west-1:${ACCOUNT}:${type}:ABC`;
const certificate = (stack: Stack): lib.IDmsCertificate => lib.DmsCertificate.fromCertificateArn(stack, 'Certificate', arn('cert'));
const aStack = (stack: Stack): lib.ReplicationStack => {
  const database = { databaseName: 'app', network: lib.DatabaseNetwork.cidr('10.0.0.0/8'), secret: testSecret(stack, 'Database') };
  return new lib.ReplicationStack(stack.node.root, 'Odd', {
    source: lib.SourceDatabase.postgreSql(database), target: lib.TargetDatabase.postgreSql(database), vpc: testVpc(stack), tasks: {},
  });
};
const aServerlessStack = (stack: Stack): lib.ReplicationStack => new lib.ReplicationStack(stack.node.root, 'Serverless', {
  source: testSource(stack), target: testTarget(stack), vpc: testVpc(stack), serverless: {}, tasks: {},
});
const existing = (stack: Stack): lib.IEndpoint => lib.Endpoint.fromEndpointArn(stack, 'Existing', arn('endpoint'));

const instanceOptions = (stack: Stack): lib.ReplicationInstanceOptions => ({
  vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  securityGroups: [closedGroup(stack)],
  instanceClass: lib.InstanceClass.R6I_LARGE,
  storage: Size.gibibytes(100),
  encryption: lib.Encryption.customerManagedKey(testKey(stack)),
  multiAz: false,
  availabilityZone: 'eu-west-1a',
  publiclyAccessible: false,
  preferredMaintenanceWindow: 'sun:06:00-sun:06:30',
  engineVersion: '3.6.1',
  autoMinorVersionUpgrade: true,
  allowMajorVersionUpgrade: false,
  networkType: lib.NetworkType.IPV4,
  dnsNameServers: ['10.0.0.2'],
  replicationInstanceIdentifier: 'orders',
  resourceIdentifier: 'orders',
  logRetention: logs.RetentionDays.ONE_WEEK,
  logEncryptionKey: testKey(stack, 'LogKey'),
  createLogGroup: true,
});

const projectOptions = (stack: Stack): lib.MigrationProjectOptions => ({
  vpc: testVpc(stack),
  vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  replicationSubnetGroup: lib.ReplicationSubnetGroup.fromReplicationSubnetGroupIdentifier(stack, 'ProjectSubnets', 'subnets'),
  securityGroups: [closedGroup(stack, 'ProjectGroup')],
  encryption: lib.Encryption.customerManagedKey(testKey(stack, 'ProjectKey')),
  networkType: lib.NetworkType.IPV4,
  sourceServerName: 'source.example.com',
  targetServerName: 'target.example.com',
});

const common = (stack: Stack): Partial<lib.DescribedDatabaseProps> => ({
  secret: testSecret(stack, 'OddSecret'),
  accessRole: iam.Role.fromRoleArn(stack, 'OddRole', `arn:aws:iam::${ACCOUNT}:role/dms`),
  port: 5555,
  tls: lib.Tls.none(),
  extraConnectionAttributes: 'connectTimeout=5',
  additionalSettings: { Tomorrow: true },
  encryption: lib.Encryption.customerManagedKey(testKey(stack, 'OddKey')),
  endpointIdentifier: 'orders',
  generateIdentifier: true,
  resourceIdentifier: 'orders',
});

const described = (stack: Stack): lib.DescribedDatabaseProps => ({ ...common(stack), network: lib.DatabaseNetwork.cidr('10.0.0.0/8') });

const anInstance = (stack: Stack): rds.IDatabaseInstance => rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Rds', {
  instanceIdentifier: 'orders', instanceEndpointAddress: 'orders.example.com', port: 5432, securityGroups: [closedGroup(stack, 'RdsGroup')],
  engine: rds.DatabaseInstanceEngine.POSTGRES,
});

const aCluster = (stack: Stack): rds.IDatabaseCluster => rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Cluster', {
  clusterIdentifier: 'orders', engine: rds.DatabaseClusterEngine.AURORA_POSTGRESQL, securityGroups: [closedGroup(stack, 'ClusterGroup')],
});

const aDocumentDbCluster = (stack: Stack): docdb.IDatabaseCluster => docdb.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Documents', {
  clusterIdentifier: 'documents', clusterEndpointAddress: 'documents.example.com', port: 27_017, securityGroup: closedGroup(stack, 'DocumentsGroup'),
});

const aBucket = (stack: Stack): s3.IBucket => s3.Bucket.fromBucketName(stack, 'Lake', 'lake');
const elsewhere = { network: lib.DatabaseNetwork.cidr('10.0.0.0/8') };

const endpointOptions = (stack: Stack): lib.DatabaseEndpointOptions => {
  const { extraConnectionAttributes, additionalSettings, encryption, endpointIdentifier, generateIdentifier, resourceIdentifier } = common(stack);
  return { extraConnectionAttributes, additionalSettings, encryption, endpointIdentifier, generateIdentifier, resourceIdentifier };
};

const serviceOptions = (stack: Stack): lib.ServiceEndpointOptions => ({
  ...endpointOptions(stack), ...elsewhere, accessRole: iam.Role.fromRoleArn(stack, 'ServiceRole', `arn:aws:iam::${ACCOUNT}:role/dms-s3`),
});

const generic = (stack: Stack): lib.GenericDatabaseProps => ({
  ...described(stack), engine: lib.DatabaseEngine.of('engine-of-tomorrow'), databaseName: 'app', settingsBlock: 'EngineOfTomorrowSettings',
});

const redshift = (stack: Stack): unknown => ({
  ...described(stack), tls: undefined, databaseName: 'dwh', bucket: aBucket(stack), bucketAccessRole: iam.Role.fromRoleArn(stack, 'BucketRole', `arn:aws:iam::${ACCOUNT}:role/dms-s3`),
  objectEncryption: lib.S3ObjectEncryption.s3Managed(), settings: endSettings('Redshift target'),
});

/** All typed settings of an end. */
function endSettings(name: string): object | undefined {
  return OTHER_ENDS.find((end) => end.name === name)?.all;
}

const existingCertificate = (stack: Stack): lib.IDmsCertificate => lib.DmsCertificate.fromCertificateArn(stack, 'Key', arn('cert'));

function inKafka(args: Args): Specimen {
  return { args, use: (stack, security) => defineEndpoint(stack, lib.TargetDatabase.kafka({ ...elsewhere, brokers: ['b-1.example.com:9094'], security })) };
}

function inRedis(prop: string, args: Args): Specimen {
  const others = { ...elsewhere, serverName: 'cache.example.com', authentication: lib.RedisAuthentication.none() };
  return { args, use: (stack, made) => defineEndpoint(stack, lib.TargetDatabase.redis({ ...others, [prop]: made })) };
}

function inColumns(...args: unknown[]): Specimen {
  return {
    args: () => args,
    use: (stack, type) => defineEndpoint(stack, lib.SourceDatabase.s3(aBucket(stack), {
      tables: [{ schema: 'sales', name: 'orders', columns: [{ name: 'id', type }] }],
    })),
  };
}

const postgreSqlSource: lib.PostgreSqlSourceSettings = {
  afterConnectScript: 'SELECT 1', executeTimeout: Duration.minutes(2), heartbeatEnable: true, heartbeatFrequency: Duration.minutes(5), slotName: 'dms',
  heartbeatSchema: 'dms', pluginName: lib.PostgreSqlPlugin.PGLOGICAL, fetchCacheSize: 5000, unboundedVarcharMaxSize: Size.kibibytes(8),
  mapLongVarcharAs: lib.PostgreSqlLongVarcharType.CLOB, captureDdls: true, ddlArtifactsSchema: 'dms', failTasksOnLobTruncation: true,
};
const mySqlSource: lib.MySqlSourceSettings = {
  connectionTimeout: Duration.seconds(10), eventsPollInterval: Duration.seconds(5), serverTimezone: 'Europe/Berlin', executeTimeout: Duration.minutes(1),
};
const mySqlTarget: lib.MySqlTargetSettings = {
  initStatement: 'SET FOREIGN_KEY_CHECKS=0', maxFileSize: Size.mebibytes(32), parallelLoadThreads: 1, loadUsingCsv: true,
  targetDbType: lib.MySqlTargetDbType.MULTIPLE_DATABASES,
};
const oracleSource: lib.OracleSourceSettings = {
  additionalArchivedLogDestId: 1, extraArchivedLogDestIds: [1, 2], logReader: lib.OracleLogReader.BINARY_READER, retryInterval: Duration.seconds(5),
  numberDatatypeScale: lib.OracleNumberScale.of(10), standbyDelayTime: Duration.minutes(1), openTransactionWindow: Duration.minutes(1),
  filterTransactionsOfUser: ['DMS'], asmServer: 'asm', asmUser: 'asm', asmPassword: SecretValue.secretsManager('asm'),
};
const sqlServerTarget: lib.SqlServerTargetSettings = { bcpPacketSize: Size.kibibytes(16), controlTablesFileGroup: 'dms', useBcpFullLoad: true };

const taskSettings = (stack: Stack): lib.TaskSettingsProps => ({
  targetMetadata: { targetSchema: 'sales', loadMaxFileSize: Size.mebibytes(32), parallelApplyThreads: 1, batchApplyEnabled: true },
  fullLoad: {
    targetTablePrepMode: lib.TargetTablePrepMode.DO_NOTHING, maxFullLoadSubTasks: 8, transactionConsistencyTimeout: Duration.minutes(10),
    commitRate: 10_000,
  },
  logging: { components: [{ component: lib.LogComponent.SORTER, severity: lib.LogSeverity.INFO }], enableLogContext: true },
  controlTables: { controlSchema: 'dms', historyTimeslot: Duration.minutes(5) },
  streamBuffer: { streamBufferCount: 3, streamBufferSize: Size.mebibytes(8) },
  changeProcessingTuning: { batchApplyTimeoutMin: Duration.seconds(1), batchApplyMemoryLimit: Size.mebibytes(500), batchSplitSize: 0 },
  ddlHandling: { handleSourceTableDropped: true },
  errorBehavior: { dataErrorPolicy: lib.DataErrorPolicy.LOG_ERROR, recoverableErrorCount: -1, recoverableErrorInterval: Duration.seconds(5) },
  beforeImage: { fieldName: 'before', columnFilter: lib.BeforeImageColumns.ALL },
  characterSubstitution: { replacements: [{ sourceCodePoint: '00B8', targetCodePoint: '0' }], characterSet: 'UTF8', replaceWithCodePoint: '0' },
  loopbackPrevention: { sourceSchema: 'dms', targetSchema: 'dms' },
  timeTravel: {
    bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'time-travel'), role: iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/dms`),
    encryptionKey: testKey(stack, 'BucketKey'), operationsToLog: [lib.TimeTravelOperation.INSERT], maxRecordSize: Size.kibibytes(64),
  },
  resync: { resyncSchedule: '0 0 * * 6', maxResyncTime: Duration.hours(1), validationTaskId: 'ABC' },
  failTaskWhenCleanTaskResourceFailed: false,
  additionalJson: '{"Tomorrow": {}}',
});

const taskOptions: lib.MigrationTaskOptions = {
  tableMappings: lib.TableMappings.includeSchema('sales'),
  migrationType: lib.MigrationType.CDC,
  taskSettings: lib.TaskSettings.of(),
  lobHandling: lib.LobHandling.none(),
  validation: lib.Validation.disabled(),
  cdcStart: lib.CdcStart.atPosition('checkpoint:V1#1'),
  cdcStop: lib.CdcStop.of('server_time:2030-01-01T00:00:00'),
  taskData: '{}',
  graphMapping: lib.GraphMapping.gremlin(),
  migrationTaskIdentifier: 'orders',
  resourceIdentifier: 'orders',
  restart: lib.TaskRestart.fromCdcStart('2026-03-01'),
  premigrationAssessment: lib.PremigrationAssessment.of(),
};

const replicationOptions: lib.ServerlessReplicationOptions = {
  tableMappings: lib.TableMappings.includeSchema('sales'),
  migrationType: lib.MigrationType.FULL_LOAD,
  taskSettings: lib.TaskSettings.of(),
  lobHandling: lib.LobHandling.none(),
  validation: lib.Validation.disabled(),
  taskData: '{"a":1}',
  migrationTaskIdentifier: 'orders',
  resourceIdentifier: 'orders',
  restart: lib.TaskRestart.reload('2026-03-01'),
  capacity: lib.ServerlessCapacity.upTo(16),
  multiAz: false,
  availabilityZone: 'eu-west-1a',
  preferredMaintenanceWindow: 'sun:06:00-sun:06:30',
  logRetention: logs.RetentionDays.ONE_WEEK,
};

const table = lib.TransformationRule.table('sales', 'orders');
const column = lib.TransformationRule.column('sales', 'orders', 'amount');
const filtered = (condition: lib.FilterCondition): lib.TableMappingRule =>
  lib.SelectionRule.include({ schema: 'a', table: 'b', filters: [lib.ColumnFilter.on('c', condition)] });
const retyped = (type: lib.ColumnDataType): lib.TableMappingRule => column.changeDataType(type);
const computed = (expression: lib.MappingExpression): lib.TableMappingRule => table.addColumn('a', lib.ColumnDataType.INT4, { expression });
const loaded = (parallelLoad: lib.ParallelLoad): lib.TableMappingRule => lib.TableSettingsRule.of({ schema: 'a', table: 'b', parallelLoad });
const withLobs = (lobSettings: lib.TableLobSettings): lib.TableMappingRule => lib.TableSettingsRule.of({ schema: 'a', table: 'b', lobSettings });
const mapped = (attribute: lib.MappedAttribute): lib.TableMappingRule =>
  lib.ObjectMappingRule.kafka({ schema: 'sales', table: 'orders', attributes: [attribute] });
const keyed = (partitionKey: lib.MessagePartitionKey): lib.TableMappingRule => lib.ObjectMappingRule.kinesis({ schema: 'sales', table: 'orders', partitionKey });
const valued = (value: lib.DynamoDbValue): lib.TableMappingRule => mapped(lib.MappedAttribute.dynamoDbList('contact', value));
const renamed = (object: lib.NameTransformations): lib.TableMappingRule => object.rename('b');

/** Every way into the API that takes anything. */
export const SPECIMENS: Readonly<Record<string, Specimen>> = {
  'CdcStart.atTime': inTask('cdcStart', new Date(0)),
  'CdcStart.atPosition': inTask('cdcStart', '4AF/B00000D0'),
  'CdcStart.atEpoch': inTask('cdcStart', 1_700_000_000),
  'TaskRestart.reload': inTask('restart', '2026-03-01'),
  'TaskRestart.fromCdcStart': inTask('restart', '2026-03-01'),
  'PremigrationAssessment.of': {
    args: (stack) => [{
      bucket: new s3.Bucket(stack, 'Results'), folder: 'orders', include: ['postgres-check-pk'], exclude: ['postgres-check-wallevel'], failOn: lib.AssessmentSeverity.WARNING,
    }],
    use: (stack, made) => testTask(stack, { premigrationAssessment: made, startOnDeploy: true }),
  },
  'CdcStop.atServerTime': inTask('cdcStop', new Date(0)),
  'CdcStop.atCommitTime': inTask('cdcStop', new Date(0)),
  'CdcStop.of': inTask('cdcStop', 'server_time:2030-01-01T00:00:00'),

  'CertificateContent.fromPem': inCertificate('PEM'),
  'CertificateContent.fromPemFile': inCertificate('bin/samples/authority.pem'),
  'CertificateContent.fromOracleWallet': inCertificate('d2FsbGV0'),
  'CertificateContent.fromOracleWalletFile': inCertificate('package.json'),
  'DmsCertificate': construct(() => ({ content: lib.CertificateContent.fromPem('PEM'), certificateIdentifier: 'orders' })),
  'DmsCertificate.fromCertificateArn': construct(() => arn('cert')),

  'HomogeneousMigration': construct((stack) => ({
    ...projectOptions(stack), source: testSource(stack), target: testTarget(stack), migrationType: lib.MigrationType.CDC,
    selection: lib.TableMappings.includeSchema('sales'), numberOfJobs: 4, logging: true, cdcStart: lib.CdcStart.atPosition('4AF/B00000D0'),
    cdcStopTime: new Date(0), slotName: 'dms', serviceAccessRole: iam.Role.fromRoleArn(stack, 'MigrationRole', `arn:aws:iam::${ACCOUNT}:role/dms`),
  })),
  'HomogeneousMigration.fromDataMigrationArn': construct(() => arn('data-migration')),
  'SchemaConversion': construct((stack) => ({
    ...projectOptions(stack), source: testSource(stack), target: testTarget(stack), bucket: aBucket(stack), transformationRules: '{"rules": []}',
    bucketRole: iam.Role.fromRoleArn(stack, 'ConversionRole', `arn:aws:iam::${ACCOUNT}:role/dms`), description: 'Orders',
  })),
  'SchemaConversion.fromMigrationProjectArn': construct(() => arn('migration-project')),

  'DatabaseCredentials.fromSecret': inDatabase('credentials', (stack) => [testSecret(stack, 'Odd')]),
  'DatabaseCredentials.fromPassword': inDatabase('credentials', () => [
    { username: 'dms', password: SecretValue.secretsManager('dms'), serverName: 'db.example.com' },
  ]),
  'DatabaseEngine.of': {
    args: () => ['postgres'],
    use: (stack, engine) => defineEndpoint(stack, lib.SourceDatabase.fromDatabaseInstance(anInstance(stack), { engine, databaseName: 'app' })),
  },
  'DatabaseNetwork.of': inDatabase('network', (stack) => [closedGroup(stack, 'Odd')]),
  'DatabaseNetwork.securityGroups': inDatabase('network', (stack) => [closedGroup(stack, 'Odd'), closedGroup(stack, 'Odd2')]),
  'DatabaseNetwork.cidr': inDatabase('network', () => ['10.0.0.0/8', '192.168.0.0/16']),
  'Tls.verifyCa': inDatabase('tls', (stack) => [certificate(stack)]),
  'Tls.verifyFull': inDatabase('tls', (stack) => [certificate(stack)]),

  'Encryption.customerManagedKey': inInstance('encryption', (stack) => [testKey(stack, 'Odd')]),
  'InstanceClass.of': inInstance('instanceClass', () => ['dms.r6i.large']),
  'InstanceSizing.forWorkload': inInstance('sizing', () => [{
    dataSize: Size.gibibytes(100), changesPerSecond: Size.mebibytes(1), largestTransaction: Size.mebibytes(10), parallelTables: 8, commitRate: 10_000,
    lobColumns: 1, lobSize: Size.kibibytes(32), fullLobMode: false, batchApply: false, tasks: 2,
  }]),
  'InstanceSizing.explicit': inInstance('sizing', () => [
    { fullLoad: lib.InstanceClass.R6I_LARGE, cdc: lib.InstanceClass.R6I_LARGE, storage: Size.gibibytes(100) },
  ]),

  'SourceDatabase.postgreSql': asDatabase((stack) => [{ ...described(stack), databaseName: 'app', settings: postgreSqlSource }]),
  'SourceDatabase.auroraPostgreSql': asDatabase((stack) => [{ ...described(stack), databaseName: 'app' }]),
  'SourceDatabase.mySql': asDatabase((stack) => [{ ...described(stack), settings: mySqlSource }]),
  'SourceDatabase.mariaDb': asDatabase((stack) => [described(stack)]),
  'SourceDatabase.auroraMySql': asDatabase((stack) => [described(stack)]),
  'SourceDatabase.oracle': asDatabase((stack) => [{
    ...described(stack), databaseName: 'ORCL', settings: { ...oracleSource, asmSecret: testSecret(stack, 'Asm') },
  }]),
  'SourceDatabase.sqlServer': asDatabase((stack) => [{
    ...described(stack), databaseName: 'app', settings: { readBackupOnly: true, multiSubnetFailover: true, connectionTimeout: Duration.seconds(9) },
  }]),
  'SourceDatabase.fromDatabaseInstance': asDatabase((stack) => [
    anInstance(stack), { ...described(stack), databaseName: 'app', engine: lib.DatabaseEngine.POSTGRESQL, postgreSqlSettings: postgreSqlSource },
  ]),
  'SourceDatabase.fromDatabaseCluster': asDatabase((stack) => [
    aCluster(stack), { ...described(stack), databaseName: 'app', engine: lib.DatabaseEngine.AURORA_POSTGRESQL, postgreSqlSettings: postgreSqlSource },
  ]),
  'SourceDatabase.auroraServerlessPostgreSql': asDatabase((stack) => [{ ...described(stack), databaseName: 'app' }]),
  'SourceDatabase.auroraServerlessMySql': asDatabase((stack) => [described(stack)]),
  'SourceDatabase.azurePostgreSql': asDatabase((stack) => [{ ...described(stack), databaseName: 'app' }]),
  'SourceDatabase.azureMySql': asDatabase((stack) => [described(stack)]),
  'SourceDatabase.cloudSqlPostgreSql': asDatabase((stack) => [{ ...described(stack), databaseName: 'app' }]),
  'SourceDatabase.cloudSqlMySql': asDatabase((stack) => [{ ...described(stack), settings: mySqlSource }]),
  'SourceDatabase.azureSqlDatabase': asDatabase((stack) => [{ ...described(stack), databaseName: 'app' }]),
  'SourceDatabase.azureSqlManagedInstance': asDatabase((stack) => [{ ...described(stack), databaseName: 'app' }]),
  'SourceDatabase.db2': asDatabase((stack) => [{ ...described(stack), databaseName: 'app', settings: endSettings('Db2 source') }]),
  'SourceDatabase.db2ZOs': asDatabase((stack) => [{ ...described(stack), databaseName: 'app' }]),
  'SourceDatabase.sapAse': asDatabase((stack) => [{ ...described(stack), databaseName: 'app', settings: endSettings('SAP ASE source') }]),
  'SourceDatabase.mongoDb': asDatabase((stack) => [{
    ...described(stack), databaseName: 'app', authenticated: true, serverName: 'mongo.example.com', settings: endSettings('MongoDB source'),
  }]),
  'SourceDatabase.documentDb': asDatabase((stack) => [{ ...described(stack), databaseName: 'app', settings: endSettings('DocumentDB source') }]),
  'SourceDatabase.fromDocumentDbCluster': asDatabase((stack) => [
    aDocumentDbCluster(stack), { ...described(stack), databaseName: 'app', settings: endSettings('DocumentDB source') },
  ]),
  'SourceDatabase.s3': asDatabase((stack) => [aBucket(stack), {
    ...serviceOptions(stack),
    tables: [{
      schema: 'sales', name: 'orders', path: 'sales/orders/',
      columns: [{ name: 'id', type: lib.S3ColumnType.INT8, primaryKey: true, nullable: false, dateFormat: 'YYYY-MM-dd HH:mm:ss' }],
    }],
    settings: endSettings('S3 source'),
  }]),
  'SourceDatabase.of': asDatabase((stack) => [generic(stack)]),
  'S3ColumnType.string': inColumns(20),
  'S3ColumnType.bytes': inColumns(20),
  'S3ColumnType.numeric': inColumns(5, 2),
  'S3ColumnType.datetime': inColumns(3),
  'SourceDatabase.fromEndpoint': {
    args: (stack) => [existing(stack), { engine: lib.DatabaseEngine.POSTGRESQL, network: lib.DatabaseNetwork.cidr('10.0.0.0/8'), port: 5432 }],
    use: (stack, source) => testPair(stack, { source }),
  },
  'TargetDatabase.postgreSql': asDatabase((stack) => [{
    ...described(stack), databaseName: 'app', settings: { maxFileSize: Size.mebibytes(32), databaseMode: lib.PostgreSqlDatabaseMode.DEFAULT },
  }]),
  'TargetDatabase.auroraPostgreSql': asDatabase((stack) => [{ ...described(stack), databaseName: 'app' }]),
  'TargetDatabase.mySql': asDatabase((stack) => [{ ...described(stack), settings: mySqlTarget }]),
  'TargetDatabase.mariaDb': asDatabase((stack) => [described(stack)]),
  'TargetDatabase.auroraMySql': asDatabase((stack) => [{ ...described(stack), databaseName: 'app' }]),
  'TargetDatabase.oracle': asDatabase((stack) => [{
    ...described(stack), databaseName: 'ORCL', settings: { charLengthSemantics: lib.OracleCharLengthSemantics.CHAR, directPathNoLog: true },
  }]),
  'TargetDatabase.sqlServer': asDatabase((stack) => [{ ...described(stack), databaseName: 'app', settings: sqlServerTarget }]),
  'TargetDatabase.fromDatabaseInstance': asDatabase((stack) => [anInstance(stack), { ...described(stack), databaseName: 'app' }]),
  'TargetDatabase.fromDatabaseCluster': asDatabase((stack) => [aCluster(stack), { ...described(stack), databaseName: 'app' }]),
  'TargetDatabase.auroraServerlessPostgreSql': asDatabase((stack) => [{ ...described(stack), databaseName: 'app' }]),
  'TargetDatabase.auroraServerlessMySql': asDatabase((stack) => [{ ...described(stack), settings: mySqlTarget }]),
  'TargetDatabase.babelfish': asDatabase((stack) => [{ ...described(stack), databaseName: 'app' }]),
  'TargetDatabase.db2': asDatabase((stack) => [{ ...described(stack), databaseName: 'app', settings: endSettings('Db2 target') }]),
  'TargetDatabase.sapAse': asDatabase((stack) => [{ ...described(stack), databaseName: 'app', settings: endSettings('SAP ASE target') }]),
  'TargetDatabase.documentDb': asDatabase((stack) => [{ ...described(stack), databaseName: 'app', settings: endSettings('DocumentDB target') }]),
  'TargetDatabase.fromDocumentDbCluster': asDatabase((stack) => [
    aDocumentDbCluster(stack), { ...described(stack), databaseName: 'app', settings: endSettings('DocumentDB target') },
  ]),
  'TargetDatabase.s3': asDatabase((stack) => [aBucket(stack), {
    ...serviceOptions(stack), objectEncryption: lib.S3ObjectEncryption.s3Managed(), settings: endSettings('S3 target'),
  }]),
  'TargetDatabase.kinesis': asDatabase((stack) => [
    kinesis.Stream.fromStreamArn(stack, 'Stream', `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/orders`),
    { ...serviceOptions(stack), settings: endSettings('Kinesis target') },
  ]),
  'TargetDatabase.kafka': asDatabase((stack) => [{
    ...endpointOptions(stack), ...elsewhere, brokers: ['b-1.example.com:9094', 'b-2.example.com:9094'], port: 9094, security: lib.KafkaSecurity.tls(),
    settings: endSettings('Kafka target'),
  }]),
  'TargetDatabase.dynamoDb': asDatabase((stack) => [{
    ...serviceOptions(stack), tables: [dynamodb.Table.fromTableName(stack, 'Table', 'orders')], tableNames: ['sales_*'],
  }]),
  'TargetDatabase.openSearch': asDatabase((stack) => [
    opensearch.Domain.fromDomainEndpoint(stack, 'Domain', 'https://orders-abc.eu-west-1.es.amazonaws.com'),
    { ...serviceOptions(stack), settings: endSettings('OpenSearch target') },
  ]),
  'TargetDatabase.elasticsearch': asDatabase((stack) => [
    opensearch.Domain.fromDomainEndpoint(stack, 'Domain', 'https://orders-abc.eu-west-1.es.amazonaws.com'),
    { ...serviceOptions(stack), settings: endSettings('OpenSearch target') },
  ]),
  'TargetDatabase.redshift': asDatabase((stack) => [redshift(stack)]),
  'TargetDatabase.redshiftServerless': asDatabase((stack) => [redshift(stack)]),
  'TargetDatabase.neptune': asDatabase((stack) => [{
    ...serviceOptions(stack), ...elsewhere, serverName: 'graph.example.com', port: 8182, bucket: aBucket(stack), bucketFolder: 'graph',
    clusterResourceIdentifier: 'cluster-ABC', settings: endSettings('Neptune target'),
  }]),
  'TargetDatabase.redis': asDatabase((stack) => [{
    ...endpointOptions(stack), ...elsewhere, serverName: 'cache.example.com', port: 6379, authentication: lib.RedisAuthentication.none(),
    tls: lib.RedisTls.encrypted(),
  }]),
  'TargetDatabase.of': asDatabase((stack) => [generic(stack)]),
  'S3ObjectEncryption.kms': {
    args: (stack) => [testKey(stack, 'Odd')],
    use: (stack, objectEncryption) => defineEndpoint(stack, lib.TargetDatabase.s3(aBucket(stack), { objectEncryption })),
  },
  'KafkaSecurity.tls': inKafka((stack) => [{ caCertificate: certificate(stack) }]),
  'KafkaSecurity.saslScram': inKafka((stack) => [{ secret: testSecret(stack, 'Odd'), caCertificate: certificate(stack) }]),
  'KafkaSecurity.mutualTls': inKafka((stack) => [{
    clientCertificate: certificate(stack), clientKey: existingCertificate(stack), clientKeyPassword: SecretValue.secretsManager('key'),
  }]),
  'RedisAuthentication.token': inRedis('authentication', () => [SecretValue.secretsManager('cache')]),
  'RedisAuthentication.user': inRedis('authentication', () => [{ username: 'dms', password: SecretValue.secretsManager('cache') }]),
  'RedisTls.encrypted': inRedis('tls', (stack) => [certificate(stack)]),
  'TargetDatabase.fromEndpoint': {
    args: (stack) => [existing(stack), { engine: lib.DatabaseEngine.POSTGRESQL }], use: (stack, target) => testPair(stack, { target }),
  },

  'TableMappings.of': inTask('tableMappings', lib.SelectionRule.include({ schema: 'sales' }), table.rename('orders2')),
  'TableMappings.includeSchema': inTask('tableMappings', 'sales', { excludeTables: ['tmp_%'], tableType: lib.TableType.ALL }),
  'TableMappings.includeTables': inTask('tableMappings', 'sales', ['orders', 'customers']),
  'TableMappings.fromJsonString': inTask('tableMappings', '{"rules": []}'),
  'TableMappings.fromFile': inTask('tableMappings', 'package.json'),
  'TableMappingRule.fromJsonString': inMappings(['{"rule-type": "selection"}']),
  'SelectionRule.include': inMappings([{
    schema: 'archive', table: '%', tableType: lib.TableType.TABLE, loadOrder: 2, ruleId: 9, ruleName: 'mine',
    filters: [lib.ColumnFilter.on('year', lib.FilterCondition.greaterThanOrEqualTo('2020'))],
  }]),
  'SelectionRule.exclude': inMappings([{ schema: 'sales', table: 'tmp_%', tableType: lib.TableType.TABLE }]),
  'SelectionRule.explicit': inMappings([{ schema: 'archive', table: 'orders', tableType: lib.TableType.TABLE, loadOrder: 1 }]),
  'ColumnFilter.on': inMappings(['year', lib.FilterCondition.equalTo('1'), lib.FilterCondition.equalTo('2')], (filter) =>
    lib.SelectionRule.include({ schema: 'a', table: 'b', filters: [filter] })),
  'FilterCondition.equalTo': inMappings(['1'], filtered),
  'FilterCondition.notEqualTo': inMappings(['1'], filtered),
  'FilterCondition.greaterThanOrEqualTo': inMappings(['1'], filtered),
  'FilterCondition.lessThanOrEqualTo': inMappings(['1'], filtered),
  'FilterCondition.between': inMappings(['1', '2'], filtered),
  'FilterCondition.notBetween': inMappings(['1', '2'], filtered),
  'TransformationRule.schema': inMappings(['sales'], renamed),
  'TransformationRule.table': inMappings(['sales', 'orders'], renamed),
  'TransformationRule.column': inMappings(['sales', 'orders', 'amount', { ofDataType: lib.ColumnDataType.INT4 }], renamed),
  'TransformationRule.tableTablespace': inMappings(['sales', 'orders', 'users'], renamed),
  'TransformationRule.indexTablespace': inMappings(['sales', 'orders', 'users'], renamed),
  'TableTransformations.rename': transformation(table, 'orders2', { ruleId: 5 }),
  'TableTransformations.renameByExpression': transformation(table, lib.MappingExpression.SOURCE_TABLE_NAME, { ruleName: 'x' }),
  'TableTransformations.convertToLowercase': transformation(table, { ruleId: 5 }),
  'TableTransformations.convertToUppercase': transformation(table, {}),
  'TableTransformations.addPrefix': transformation(table, 'a', {}),
  'TableTransformations.removePrefix': transformation(table, 'a', {}),
  'TableTransformations.replacePrefix': transformation(table, 'a', 'b', {}),
  'TableTransformations.addSuffix': transformation(table, 'a', {}),
  'TableTransformations.removeSuffix': transformation(table, 'a', {}),
  'TableTransformations.replaceSuffix': transformation(table, 'a', 'b', {}),
  'TableTransformations.addColumn': transformation(table, 'a', lib.ColumnDataType.string(10), { expression: lib.MappingExpression.TIMESTAMP }),
  'TableTransformations.addBeforeImageColumns': transformation(table, {
    columnPrefix: 'b', columnSuffix: 'a', columnFilter: lib.BeforeImageColumnFilter.ALL,
  }),
  'TableTransformations.definePrimaryKey': transformation(table, 'pk', ['id'], { origin: lib.KeyOrigin.UNIQUE_INDEX }),
  'ColumnTransformations.remove': transformation(column, {}),
  'ColumnTransformations.include': transformation(column, {}),
  'ColumnTransformations.changeDataType': transformation(column, lib.ColumnDataType.INT8, {}),
  'ColumnTransformations.maskDigits': transformation(column, '#', {}),
  'ColumnTransformations.randomizeDigits': transformation(column, {}),
  'ColumnTransformations.maskByHash': transformation(column, {}),
  'ColumnDataType.of': inMappings(['int4', { length: 1, precision: 2, scale: 3 }], retyped),
  'ColumnDataType.string': inMappings([10], retyped),
  'ColumnDataType.wstring': inMappings([10], retyped),
  'ColumnDataType.bytes': inMappings([10], retyped),
  'ColumnDataType.numeric': inMappings([10, 2], retyped),
  'ColumnDataType.datetime': inMappings([3], retyped),
  'ColumnDataType.time': inMappings([3], retyped),
  'MappingExpression.of': inMappings(['$AR_H_TIMESTAMP'], computed),
  'MappingExpression.operationIndicator': inMappings(['D', 'U', 'I'], computed),
  'MappingExpression.hashSha256': inMappings(['amount'], computed),
  'TableSettingsRule.of': inMappings([{
    schema: 'sales', table: 'orders', parallelLoad: lib.ParallelLoad.partitionsAuto(), lobSettings: lib.TableLobSettings.none(), ruleId: 4,
  }]),
  'ParallelLoad.partitionsAuto': inMappings([
    { numberOfPartitions: 4, collectionCountFromMetadata: true, maxRecordsSkipPerPage: 10, batchSize: 10 },
  ], loaded),
  'ParallelLoad.partitionsList': inMappings([{ partitions: ['p1'], subpartitions: ['s1'] }], loaded),
  'ParallelLoad.ranges': inMappings([{ columns: ['id'], boundaries: [['1'], ['2']] }], loaded),
  'TableLobSettings.limited': inMappings([Size.kibibytes(64)], withLobs),
  'TableLobSettings.unlimited': inMappings([Size.kibibytes(64)], withLobs),
  'ObjectMappingRule.dynamoDb': inMappings([{
    schema: 'sales', table: 'orders', targetTableName: 'orders', partitionKeyName: 'id', sortKeyName: 'date', mapping: lib.RecordMapping.DOCUMENT,
    excludeColumns: ['note'], attributes: [lib.MappedAttribute.string('id', '${id}'), lib.MappedAttribute.number('date', '${date}')], ruleId: 3,
    condition: { expression: 'version < :v', values: { ':v': lib.DynamoDbValue.number('${version}') }, applyDuringCdc: true, applyDuringFullLoad: false },
  }]),
  'ObjectMappingRule.kinesis': inMappings([{
    schema: 'sales', table: 'orders', partitionKey: lib.MessagePartitionKey.PRIMARY_KEY, targetTableName: 'orders', excludeColumns: ['note'],
  }]),
  'ObjectMappingRule.kafka': inMappings([{ schema: 'sales', table: 'orders', topic: 'orders', partitionKey: lib.MessagePartitionKey.attribute('id') }]),
  'MessagePartitionKey.attribute': inMappings(['id'], keyed),
  'MessagePartitionKey.constant': inMappings(['all'], keyed),
  'MappedAttribute.string': inMappings(['name', '${first_name}'], mapped),
  'MappedAttribute.number': inMappings(['amount', '${amount}'], mapped),
  'MappedAttribute.json': inMappings(['contact', '{"phone": "${phone}"}'], mapped),
  'MappedAttribute.dynamoDbMap': inMappings(['contact', { phone: lib.DynamoDbValue.string('${phone}') }], mapped),
  'MappedAttribute.dynamoDbList': inMappings(['contact', lib.DynamoDbValue.string('${phone}')], mapped),
  'DynamoDbValue.string': inMappings(['${phone}'], valued),
  'DynamoDbValue.number': inMappings(['${amount}'], valued),
  'DynamoDbValue.map': inMappings([{ phone: lib.DynamoDbValue.string('${phone}') }], valued),
  'DynamoDbValue.list': inMappings([lib.DynamoDbValue.string('${phone}')], valued),
  'PostProcessingRule.addTags': inMappings([{ schema: 'sales', table: 'orders', tags: { schema: '${schema-name}' }, ruleName: 'tags' }]),
  'ValidationRule.overrideFunction': inMappings([{
    schema: 'sales', table: 'orders', column: 'note', ofDataType: lib.ColumnDataType.CLOB, sourceFunction: '${column-name}', targetFunction: '${column-name}',
  }]),
  'GraphRule.vertex': inGraph([{
    table: 'orders', definitionId: 'order', idTemplate: '{id}', label: 'order', ruleName: 'orders',
    properties: [{ name: 'amount', template: '{amount}', type: lib.GraphPropertyType.DOUBLE }],
  }]),
  'GraphRule.edge': inGraph([{
    table: 'orders', from: { definitionId: 'order', idTemplate: '{id}' }, to: { definitionId: 'customer', idTemplate: '{customer}' }, label: 'of',
    idTemplate: '{id}_{customer}', properties: [{ name: 'since', template: '{since}' }], ruleName: 'edges',
  }]),
  'GraphMapping.gremlin': inTask('graphMapping', lib.GraphRule.vertex({ table: 'orders', definitionId: 'order', idTemplate: '{id}' })),
  'GraphMapping.r2rml': inTask('graphMapping', '@prefix rr: <http://www.w3.org/ns/r2rml#>.'),
  'GraphMapping.fromFile': inTask('graphMapping', 'package.json'),

  'TaskSettings.of': { args: (stack) => [taskSettings(stack)], use: (stack, made) => testTask(stack, { taskSettings: made }) },
  'TaskSettings.fromJsonString': inTask('taskSettings', '{"Logging": {"EnableLogging": true}}'),
  'TaskSettings.fromFile': inTask('taskSettings', 'package.json'),
  'LogComponent.of': {
    args: () => ['SORTER'],
    use: (stack, component) => testTask(stack, {
      taskSettings: lib.TaskSettings.of({ logging: { components: [{ component, severity: lib.LogSeverity.INFO }] } }),
    }),
  },
  'LobHandling.limited': inTask('lobHandling', Size.kibibytes(32)),
  'LobHandling.full': inTask('lobHandling', { chunkSize: Size.kibibytes(64) }),
  'LobHandling.inline': inTask('lobHandling', { chunkSize: Size.kibibytes(64), inlineMaxSize: Size.kibibytes(32) }),
  'Validation.enabled': inTask('validation', {
    validationMode: lib.ValidationMode.ROW_LEVEL, threadCount: 5, partitionSize: 10_000, recordFailureDelay: Duration.minutes(1),
    skipLobColumns: true, validationPartialLobSize: Size.kibibytes(32), validationQueryCdcDelay: Duration.seconds(1),
  }),
  'Validation.only': inTask('validation', { threadCount: 5 }),

  'BoundaryHook.fromFunction': inScaling('boundaryHook', (stack) => [
    indexes(stack), { timeout: Duration.minutes(15), onFailure: lib.BoundaryHookFailure.HOLD },
  ]),
  'BoundaryHook.fromStateMachine': inScaling('boundaryHook', (stack) => [
    sfn.StateMachine.fromStateMachineName(stack, 'IndexesMachine', 'indexes'), { timeout: Duration.minutes(15), onFailure: lib.BoundaryHookFailure.HOLD },
  ]),
  'Rebound.onPressure': inScaling('rebound', () => [
    { maxLatency: Duration.minutes(5), minAvailableMemory: Size.gibibytes(1), maxSteps: 1, cooldown: Duration.minutes(10) },
  ]),
  'Rebound.onAlarms': inScaling('rebound', (stack) => [
    [cloudwatch.Alarm.fromAlarmArn(stack, 'Lag', `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:lag`)], { maxSteps: 1, cooldown: Duration.minutes(10) },
  ]),

  'EventDestination.topic': inEvents((stack) => [new sns.Topic(stack, 'Topic')]),
  'EventDestination.queue': inEvents((stack) => [new sqs.Queue(stack, 'Queue')]),
  'EventDestination.function': inEvents((stack) => [indexes(stack)]),
  'MigrationEvents': construct((stack) => ({
    instance: scaledInstance(stack), destinations: [aDestination(stack)], minimumSeverity: lib.EventSeverity.INFO,
    severities: { 'DMS-EVENT-0079': lib.EventSeverity.WARNING }, tasks: [aTask(stack)],
  }), (_, events: lib.MigrationEvents) => events.eventsSent),
  'MigrationEvents.on': {
    on: (stack) => new lib.MigrationEvents(stack, 'Events', { instance: scaledInstance(stack) }),
    args: (stack) => [lib.EventSeverity.CRITICAL, aDestination(stack)],
  },
  'EventSubscriptionCategory.of': inSubscription('categories', () => ['failure'], (made) => [made]),
  'EventSubscriptionSource.instances': inSubscription('source', (stack) => [scaledInstance(stack)]),
  'EventSubscriptionSource.tasks': inSubscription('source', (stack) => [aTask(stack)]),
  'EventSubscriptionSource.tasksNamed': inSubscription('source', () => ['orders-sales']),
  'EventSubscription': construct((stack) => ({
    topic: new sns.Topic(stack, 'Topic'), source: lib.EventSubscriptionSource.allInstances(), categories: [lib.EventSubscriptionCategory.FAILURE], enabled: true,
    eventSubscriptionName: 'orders',
  })),
  'EventSubscription.fromEventSubscriptionName': construct(() => 'orders'),

  'DmsServiceRoles': construct((stack) => ({
    mode: lib.ServiceRolesMode.DETECT, roles: [lib.ServiceRole.VPC], timeout: Duration.minutes(5),
    permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', `arn:aws:iam::${ACCOUNT}:policy/boundary`),
  })),
  'DmsServiceRoles.addRole': { on: (stack) => new lib.DmsServiceRoles(stack, 'Roles'), args: () => [lib.ServiceRole.ACCESS_FOR_ENDPOINT] },
  'ReplicationSubnetGroup': construct((stack) => ({
    vpc: testVpc(stack), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, replicationSubnetGroupIdentifier: 'orders', description: 'Orders',
    serviceRoles: lib.DmsServiceRoles.of(stack),
  })),
  'ReplicationSubnetGroup.fromReplicationSubnetGroupIdentifier': construct(() => 'orders'),
  'ReplicationInstance': construct((stack) => ({ vpc: testVpc(stack), ...instanceOptions(stack) })),
  'ReplicationInstance.fromReplicationInstanceAttributes': construct((stack) => ({
    replicationInstanceArn: arn('rep'), replicationInstanceIdentifier: 'orders', securityGroups: [closedGroup(stack)], vpc: importedVpc(stack),
  }), (_, instance: lib.IReplicationInstance) => instance.metricAvailableMemory()),
  'Endpoint': construct((stack) => ({ database: testSource(stack), defaultEncryption: lib.Encryption.awsManagedKey() })),
  'Endpoint.fromEndpointArn': construct(() => arn('endpoint')),
  'Endpoint.fromEndpointAttributes': construct(() => ({
    endpointArn: arn('endpoint'), endpointIdentifier: 'orders', engine: lib.DatabaseEngine.POSTGRESQL,
  })),
  'Endpoint.openTo': { on: (stack) => new lib.Endpoint(stack, 'Endpoint', { database: testSource(stack) }), args: (stack) => [importedInstance(stack)] },
  'EndpointPair': construct((stack) => ({
    instance: importedInstance(stack), source: testSource(stack), target: testTarget(stack), secretsManagerEndpoint: closedGroup(stack, 'VpcEndpoint'),
    schema: lib.SchemaHandling.elsewhere('Flyway'),
  })),
  'SchemaHandling.converted': inPair('schema', (stack) => [lib.SchemaConversion.fromMigrationProjectArn(stack, 'Conversion', arn('migration-project'))]),
  'SchemaHandling.elsewhere': inPair('schema', () => ['Flyway']),
  'MigrationTask': construct((stack) => ({ ...taskOptions, endpointPair: testPair(stack) })),
  'MigrationTask.fromMigrationTaskAttributes': construct(
    (stack) => ({ migrationTaskArn: arn('task'), replicationInstance: importedInstance(stack) }),
    (_, task: lib.IMigrationTask) => task.metricCdcLatencySource(),
  ),
  'ServerlessCapacity.upTo': inServerless(() => [16]),
  'ServerlessCapacity.between': inServerless(() => [2, 16]),
  'ServerlessCapacity.forSizing': inServerless(() => [lib.InstanceSizing.forWorkload()]),
  'ServerlessNetwork': construct((stack) => ({ vpc: testVpc(stack), ...serverlessOptions(stack) })),
  'ServerlessReplication': construct((stack) => ({ ...replicationOptions, endpointPair: serverlessPair(stack) })),
  'ServerlessReplication.fromReplicationConfigArn': construct(
    () => arn('replication-config'), (_, replication: lib.IServerlessReplication) => replication.metricCdcLatencySource(),
  ),
  'PhaseScaling': construct((stack) => ({ instance: scaledInstance(stack), ...scalingOptions(stack) }), (_, scaling: lib.PhaseScaling) => scaling.scalingReasons),
  'PhaseScaling.of': { args: (stack) => [scaledInstance(stack)] },
  'LagAlarms': construct((stack) => ({
    instance: scaledInstance(stack), ...alarmOptions(stack), instanceClasses: [lib.InstanceClass.R6I_LARGE], storage: Size.gibibytes(100),
    tasks: [lib.MigrationTask.fromMigrationTaskAttributes(stack, 'AlarmedTask', { migrationTaskArn: arn('task'), replicationInstance: importedInstance(stack, []) })],
  }), (_, alarms: lib.LagAlarms) => [alarms.alarms, alarms.find(lib.AlarmKind.SOURCE_LAG, { severity: lib.AlarmSeverity.CRITICAL })]),
  'LagAlarms.of': { args: (stack) => [scaledInstance(stack)] },
  'TaskMonitor': construct((stack) => ({ instance: scaledInstance(stack), ...monitorOptions(stack) }), (stack, monitor: lib.TaskMonitor) => [
    monitor.metricPhase(), monitor.metricTask(lib.MigrationTask.fromMigrationTaskAttributes(stack, 'Other', {
      migrationTaskArn: arn('task'), replicationInstance: monitor.instance,
    }), 'Failed'),
  ]),
  'TaskMonitor.of': { args: (stack) => [scaledInstance(stack)] },
  'MigrationDashboard': construct((stack) => ({
    instance: scaledInstance(stack), dashboardName: 'Orders', defaultInterval: Duration.hours(12), monitored: true, tasks: [aTask(stack)],
    alarms: [cloudwatch.Alarm.fromAlarmArn(stack, 'ShownAlarm', `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:lag`)],
    lagWarning: Duration.minutes(5), lagCritical: Duration.minutes(15),
  })),
  'ReplicationStack': construct((stack) => ({
    phaseScaling: { enabled: true, ...scalingOptions(stack) },
    alarms: { enabled: true, ...alarmOptions(stack) },
    monitor: { enabled: true, tableProgress: lib.TableProgress.ALWAYS, interval: Duration.minutes(5), encryptionKey: testKey(stack, 'MonitorKey') },
    dashboard: { enabled: true, dashboardName: 'Orders', defaultInterval: Duration.hours(12), lagWarning: Duration.minutes(5) },
    source: testSource(stack), target: testTarget(stack), schema: lib.SchemaHandling.elsewhere('Flyway'), vpc: testVpc(stack),
    replicationInstance: instanceOptions(stack), tasks: { Odd: taskOptions },
  })),
  'ReplicationStack.addEndpointPair': {
    on: aStack,
    before: () => ['More'],
    args: (stack) => [{
      source: testSource(stack), target: testTarget(stack), schema: lib.SchemaHandling.elsewhere('Flyway'), secretsManagerEndpoint: closedGroup(stack, 'VpcEndpoint'),
    }],
  },
  'WorkloadProfile.fromFile': { args: () => ['no/profile.json'], use: (stack, profile) => inPlan(stack, lib.MigrationPlan.fromProfile(profile)) },
  'WorkloadProfile.fromJson': { args: () => [PROFILE], use: (stack, profile) => inPlan(stack, lib.MigrationPlan.fromProfile(profile)) },
  'MigrationPlan.fromProfile': { args: () => [lib.WorkloadProfile.fromJson(PROFILE), planOptions()], use: inPlan },
  'MigrationPlan.fromFile': { args: () => ['no/plan.json'], use: inPlan },
  'MigrationPlan.fromJson': { args: () => [lib.MigrationPlan.fromProfile(lib.WorkloadProfile.fromJson(PROFILE)).toJson()], use: inPlan },
  'MigrationPlan.forInstance': { on: () => lib.MigrationPlan.fromProfile(lib.WorkloadProfile.fromJson(PROFILE)), args: () => ['main'], use: inPlan },
  'ReplicationStack.addReplication': { on: aServerlessStack, before: () => ['More'], args: () => [replicationOptions] },
  'ReplicationStack.addTask': { on: aStack, before: () => ['More'], args: () => [taskOptions] },
};
