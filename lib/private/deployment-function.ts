import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledgeRule } from './acknowledge-rule';
import { generatedIdentifier } from './generated-identifier';
import { deadLetters, handlerFunction, handlerLogs, streamsOf } from './handler-function';
import { useOfKey } from './key-policies';
import { keyForLogs } from './log-encryption';
import { documentOf } from './phase-events';
import { acknowledgeWildcard } from './wildcards';

/** What a run cannot bring to its end in this time, another one goes on with. */
const TIMEOUT = Duration.minutes(14);

/** What the function is made with. */
export interface DeploymentFunctionProps {
  /** Name of the stack: part of that of the log group. */
  readonly stackName: string;
  /** The key to take, if one is known that allows it. */
  readonly encryptionKey?: kms.IKey;
  /** The key of the instance, if this app defines it. */
  readonly keyOfInstance?: kms.IKey;
}

/** The function of a stack's deployments. */
export interface DeploymentFunction {
  readonly fn: IFunction;
  readonly role: iam.Role;
}

/** Makes the function that stops, tests and starts, with its memory, queue, logs, role, and the schedule that it turns on itself. */
export function makeDeploymentFunction(scope: Construct, props: DeploymentFunctionProps): DeploymentFunction {
  const { stackName, encryptionKey: given, keyOfInstance: ofInstance } = props;
  const logGroupName = `/cdk-dms-migrations/deployment/${stackName}`;
  const key = keyForLogs(scope, logGroupName, { given, ofInstance, description: `Deployments of the DMS tasks of ${stackName}` });
  const deadLetterQueue = deadLetters(scope, key);
  const table = makeTable(scope, key);
  const logGroup = handlerLogs(scope, { logGroupName, encryptionKey: key, logRetention: logs.RetentionDays.SIX_MONTHS });
  const role = new iam.Role(scope, 'Role', {
    description: `Lets deployments of ${stackName} stop, test and start DMS tasks`,
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    managedPolicies: [makePolicy(scope, stackName, { key, table, queueArn: deadLetterQueue.queueArn, logGroup })],
  });
  const scheduleName = generatedIdentifier(scope, []);
  const schedule = new CfnRule(scope, 'Schedule', {
    name: scheduleName, // the function names the rule, and the rule the function: one of them has to do without a reference
    description: 'Sees to it that tasks run again that a deployment has stopped; on while there are any',
    scheduleExpression: 'rate(1 minute)',
    state: 'DISABLED',
  });
  const fn = handlerFunction(scope, {
    asset: 'lifecycle',
    description: `Deployments of the DMS tasks of ${stackName}`,
    timeout: TIMEOUT,
    retryAttempts: 2,
    reserveConcurrency: true,
    encryptionKey: key,
    role,
    logGroup,
    deadLetterQueue,
    environment: { TABLE_NAME: table.ref, STACK_ID: Aws.STACK_ID, SCHEDULE_RULE_NAME: scheduleName },
  });
  schedule.targets = [{ id: 'Deployment', arn: fn.functionArn }];
  new CfnPermission(scope, 'SchedulePermission', {
    action: 'lambda:InvokeFunction', functionName: fn.functionArn, principal: 'events.amazonaws.com',
    sourceArn: schedule.attrArn,
  });
  new iam.CfnManagedPolicy(scope, 'OwnPermissions', {
    description: 'Lets the function go on in another run, and turn its schedule on and off',
    roles: [role.roleName],
    policyDocument: documentOf([[['lambda:InvokeFunction'], [fn.functionArn]], [['events:DisableRule', 'events:EnableRule'], [schedule.attrArn]]]),
  });
  return { fn, role };
}

function makeTable(scope: Construct, key: kms.IKey): CfnTable {
  const table = new CfnTable(scope, 'Notes', {
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
    billingMode: 'PAY_PER_REQUEST',
    sseSpecification: { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId: key.keyArn },
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  });
  table.applyRemovalPolicy(RemovalPolicy.DESTROY);
  for (const pack of ['HIPAA.Security', 'NIST.800.53.R5']) {
    acknowledgeRule(table, `${pack}-DynamoDBInBackupPlan`, 'It has one item, which is of use during a deployment; point-in-time recovery is on');
  }
  return table;
}

interface Reach {
  readonly key: kms.IKey;
  readonly table: CfnTable;
  readonly queueArn: string;
  readonly logGroup: logs.ILogGroup;
}

/** What the function may do at all times. What it may do to instances, endpoints and tasks comes with them. */
function makePolicy(scope: Construct, stackName: string, { key, table, queueArn, logGroup }: Reach): iam.ManagedPolicy {
  const policy = new iam.ManagedPolicy(scope, 'Permissions', {
    description: `What deployments of ${stackName} read and note`,
    statements: [
      // None of these takes a resource [Service Authorization Reference, AWS Database Migration Service].
      new iam.PolicyStatement({ actions: ['dms:DescribeConnections', 'dms:DescribeReplicationTasks'], resources: ['*'] }),
      new iam.PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [table.attrArn] }),
      new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queueArn] }),
      useOfKey(scope, key, ['dynamodb', 'lambda', 'sqs']),
      new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [Aws.STACK_ID] }),
      new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [streamsOf(logGroup)] }),
    ],
  });
  acknowledgeWildcard(policy, '*', 'DMS lists tasks and connections only to who may list all of them; nothing but reading is allowed so');
  acknowledgeWildcard(policy, streamsOf(logGroup), 'Lambda chooses the names of the streams in the function\'s own log group');
  return policy;
}
