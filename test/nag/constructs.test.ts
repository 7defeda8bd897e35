import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import {
  BoundaryHook, CertificateContent, DmsCertificate, DmsServiceRoles, EndpointPair, EventDestination, EventSubscription,
  EventSubscriptionSource, HomogeneousMigration, LagAlarms, MigrationDashboard, MigrationEvents, MigrationTask, PhaseScaling,
  PremigrationAssessment, Rebound, ReplicationInstance, ReplicationStack, ReplicationSubnetGroup, SchemaConversion, ServerlessNetwork,
  ServerlessReplication, ServiceRole, ServiceRolesMode, SourceDatabase, TableMappings, TargetDatabase, TaskMonitor, Tls,
  type IDmsCertificate,
} from '../../lib';
import { importedInstance, reachable } from '../support/endpoints';
import { testStack, testVpc } from '../support/stacks';
import { UNMANAGED } from '../support/tasks';
import { acknowledged, findings, PACKS } from './packs';

function authority(stack: Stack): IDmsCertificate {
  return DmsCertificate.fromCertificateArn(stack, 'Authority', 'arn:aws:dms:eu-west-1:111122223333:cert:A');
}

function pair(stack: Stack, testConnections = true): EndpointPair {
  return new EndpointPair(stack, 'Pair', {
    testConnections,
    instance: new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }),
    source: SourceDatabase.postgreSql({ ...reachable(stack, 'Source'), databaseName: 'app' }),
    target: TargetDatabase.mySql({ ...reachable(stack, 'Target'), tls: Tls.verifyCa(authority(stack)) }),
  });
}

function monitored(stack: Stack): ReplicationInstance {
  const endpointPair = pair(stack, false);
  new MigrationTask(stack, 'Task', { endpointPair, tableMappings: TableMappings.includeSchema('public'), ...UNMANAGED });
  return endpointPair.instance as ReplicationInstance;
}

function encryptedTopic(stack: Stack): sns.ITopic {
  return new sns.Topic(stack, 'Topic', { enforceSSL: true, masterKey: new kms.Key(stack, 'TopicKey', { enableKeyRotation: true }) });
}

const CONSTRUCTS: Record<string, (stack: Stack) => void> = {
  'DmsServiceRoles': (stack) => new DmsServiceRoles(stack, 'Roles', { roles: Object.values(ServiceRole) }),
  'DmsServiceRoles that creates': (stack) => new DmsServiceRoles(stack, 'Roles', { roles: Object.values(ServiceRole), mode: ServiceRolesMode.CREATE }),
  'ReplicationSubnetGroup': (stack) => new ReplicationSubnetGroup(stack, 'Group', { vpc: testVpc(stack) }),
  'ReplicationInstance': (stack) => new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }),
  'DmsCertificate': (stack) => new DmsCertificate(stack, 'Authority', { content: CertificateContent.fromPemFile('bin/samples/authority.pem') }),
  'EndpointPair': (stack) => pair(stack),
  'MigrationTask': (stack) => new MigrationTask(stack, 'Task', { endpointPair: pair(stack), tableMappings: TableMappings.includeSchema('public') }),
  'MigrationTask with an assessment': (stack) => new MigrationTask(stack, 'Task', {
    endpointPair: pair(stack), tableMappings: TableMappings.includeSchema('public'), premigrationAssessment: PremigrationAssessment.of(),
  }),
  'ServerlessReplication': (stack) => new ServerlessReplication(stack, 'Replication', {
    endpointPair: new EndpointPair(stack, 'Pair', {
      serverless: new ServerlessNetwork(stack, 'Serverless', { vpc: testVpc(stack) }),
      source: SourceDatabase.postgreSql({ ...reachable(stack, 'Source'), databaseName: 'app' }),
      target: TargetDatabase.mySql({ ...reachable(stack, 'Target'), tls: Tls.verifyCa(authority(stack)) }),
    }),
    tableMappings: TableMappings.includeSchema('public'),
  }),
  'MigrationDashboard': (stack) => new MigrationDashboard(stack, 'Dashboard', { instance: monitored(stack) }),
  'MigrationEvents': (stack) => new MigrationEvents(stack, 'Events', {
    instance: new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }),
    destinations: [
      EventDestination.topic(encryptedTopic(stack)),
      EventDestination.function(lambda.Function.fromFunctionArn(stack, 'Pager', 'arn:aws:lambda:eu-west-1:111122223333:function:pager')),
    ],
  }),
  'HomogeneousMigration': (stack) => new HomogeneousMigration(stack, 'Migration', {
    vpc: testVpc(stack),
    source: SourceDatabase.postgreSql({ ...reachable(stack, 'Source'), databaseName: 'app' }),
    target: TargetDatabase.auroraPostgreSql({ ...reachable(stack, 'Target'), databaseName: 'app' }),
  }),
  'SchemaConversion': (stack) => new SchemaConversion(stack, 'Schema', {
    vpc: testVpc(stack),
    source: SourceDatabase.postgreSql({ ...reachable(stack, 'Source'), databaseName: 'app' }),
    target: TargetDatabase.mySql({ ...reachable(stack, 'Target'), tls: Tls.verifyCa(authority(stack)) }),
  }),
  'EventSubscription': (stack) => new EventSubscription(stack, 'Subscription', { topic: encryptedTopic(stack), source: EventSubscriptionSource.allTasks() }),
  'PhaseScaling with a function as its hook': (stack) => new PhaseScaling(stack, 'Scaling', {
    instance: new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }),
    boundaryHook: BoundaryHook.fromFunction(lambda.Function.fromFunctionArn(stack, 'Indexes', 'arn:aws:lambda:eu-west-1:111122223333:function:indexes')),
  }),
  'PhaseScaling with a state machine as its hook': (stack) => new PhaseScaling(stack, 'Scaling', {
    instance: new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }),
    boundaryHook: BoundaryHook.fromStateMachine(StateMachine.fromStateMachineName(stack, 'Indexes', 'indexes')),
    rebound: Rebound.none(),
  }),
  'TaskMonitor': (stack) => new TaskMonitor(stack, 'Monitor', { instance: monitored(stack) }),
  'TaskMonitor of an instance that was made elsewhere': (stack) => new TaskMonitor(stack, 'Monitor', { instance: importedInstance(stack) }),
  'LagAlarms': (stack) => new LagAlarms(stack, 'Alarms', { instance: monitored(stack) }),
  'LagAlarms of an instance that was made elsewhere': (stack) => new LagAlarms(stack, 'Alarms', { instance: importedInstance(stack) }),
  'MigrationTask that deployments leave alone': (stack) => new MigrationTask(stack, 'Task', {
    endpointPair: pair(stack, false), tableMappings: TableMappings.includeSchema('public'), ...UNMANAGED,
  }),
  'ReplicationStack with a VPC of its own': (stack) => new ReplicationStack(stack, 'Migration', {
    source: SourceDatabase.oracle({ ...reachable(stack, 'Source'), databaseName: 'ORCL', tls: Tls.verifyCa(authority(stack)) }),
    target: TargetDatabase.postgreSql({ ...reachable(stack, 'Target'), databaseName: 'app' }),
    tasks: { Sales: { tableMappings: TableMappings.includeSchema('SALES') } },
  }),
};

describe.each(PACKS)('%s', (_, pack) => {
  test.each(Object.entries(CONSTRUCTS))('finds nothing in %s', (__, define) => {
    const stack = testStack();
    define(stack);
    expect(findings(pack, stack)).toEqual([]);
  });
});

test.each(Object.entries(CONSTRUCTS))('%s is synthesized', (_, define) => {
  const stack = testStack();
  define(stack);
  const innermost = stack.node.findAll().filter((construct) => Stack.isStack(construct)).pop() as Stack;
  expect(Object.keys(Template.fromStack(innermost).toJSON().Resources as object)).not.toEqual([]);
});

/** Rules that a construct has findings of which cannot be mended, with how many. */
const CONTROLLER = { 'DynamoDBInBackupPlan': 2, 'LambdaInsideVPC': 3, 'IAM5[Resource::*]': 2, 'IAM5[Resource::arn:*:log-stream:*]': 1 };
const MONITOR = { 'LambdaInsideVPC': 3, 'IAM5[Resource::*]': 1, 'IAM5[Resource::arn:*:log-stream:*]': 1 };
const DEPLOYMENTS = { DynamoDBInBackupPlan: 2, ...MONITOR };
const ACKNOWLEDGED: Record<string, Record<string, number>> = {
  'TaskMonitor': MONITOR,
  'TaskMonitor of an instance that was made elsewhere': { ...MONITOR, 'IAM5[Resource::arn:*:task:*]': 1 },
  'DmsServiceRoles that creates': { 'IAM4[Policy::arn:*:policy/service-role/*]': 3 },
  'PhaseScaling with a function as its hook': { ...CONTROLLER, 'IAM5[Resource::*]': 3, 'IAM5[Resource::arn:*:execution:*:*]': 1 },
  'PhaseScaling with a state machine as its hook': { ...CONTROLLER, 'IAM5[Resource::*]': 1, 'IAM5[Resource::arn:*:execution:*:*]': 1 },
  'EndpointPair': DEPLOYMENTS,
  'MigrationTask': DEPLOYMENTS,
  'HomogeneousMigration': {
    'IAM5[Resource::*]': 1,
    'IAM5[Resource::arn:*:log-stream:*]': 1,
    'IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:dms-data-migration-*]': 1,
  },
  'SchemaConversion': {
    'IAM5[Resource::<SchemaBucketF14AD770.Arn>/*]': 1, 'S1': 1, 'S3BucketLoggingEnabled': 3, 'S3BucketReplicationEnabled': 3, 'S3DefaultEncryptionKMS': 3,
  },
  'MigrationTask with an assessment': {
    ...DEPLOYMENTS, 'IAM5[Resource::*]': 2, 'IAM5[Resource::<DmsAssessmentsBucket69213A37.Arn>/*]': 1,
    'S1': 1, 'S3BucketLoggingEnabled': 3, 'S3BucketReplicationEnabled': 3, 'S3DefaultEncryptionKMS': 3,
  },
  'ServerlessReplication': { ...DEPLOYMENTS, 'IAM5[Resource::*]': 2 },
  'LagAlarms': MONITOR,
  'LagAlarms of an instance that was made elsewhere': { ...MONITOR, 'IAM5[Resource::arn:*:task:*]': 1 },
  'ReplicationStack with a VPC of its own': {
    'DynamoDBInBackupPlan': 4, 'LambdaInsideVPC': 9, 'IAM5[Resource::*]': 4, 'IAM5[Resource::arn:*:log-stream:*]': 3,
  },
};

test.each(Object.entries(CONSTRUCTS))('nothing of %s is acknowledged but what nobody can mend: AWS\'s own policies, lists, and names that AWS chooses', (name, define) => {
  const stack = testStack();
  define(stack);
  const counts: Record<string, number> = {};
  for (const finding of acknowledged(stack)) {
    const rule = ruleOf(finding);
    counts[rule] = (counts[rule] ?? 0) + 1;
  }
  expect(counts).toEqual(ACKNOWLEDGED[name] ?? {});
});

/** A rule without its pack and without what is particular of the ARN. */
function ruleOf(finding: string): string {
  return finding.replace(/^.*?: [^-]+-/, '').replace(/arn:.*(:log-stream:|:execution:|:task:|:policy\/service-role\/).*\]$/, (_, kind: string) =>
    `arn:*${kind}${kind === ':execution:' ? '*:*' : '*'}]`);
}
