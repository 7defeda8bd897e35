import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledgeRule } from './acknowledge-rule';
import { deadLetters, handlerFunction, handlerLogs, streamsOf } from './handler-function';
import { useOfKey } from './key-policies';
import { allowLogEncryption } from './log-encryption';
import { noticeTopic } from './notices';
import { acknowledgeWildcard } from './wildcards';

/** A run looks, decides and acts once; a deployment that waits is answered by a later run. */
const TIMEOUT = Duration.minutes(5);

/** What the function is made with. */
export interface PhaseControllerProps {
  readonly instanceIdentifier: string;
  readonly encryptionKey: kms.IKey;
  readonly logRetention: logs.RetentionDays;
  readonly reserveConcurrency: boolean;
  /** Absent: one is made. */
  readonly topic?: sns.ITopic;
}

/** The controller's function and what it needs at all times, before there is an instance. */
export interface PhaseController {
  readonly fn: lambda.IFunction;
  readonly role: iam.Role;
  readonly topic: sns.ITopic;
  readonly deadLetterQueue: sqs.IQueue;
}

/** Makes the function that looks after an instance, with its memory, topic, queue, logs and role. */
export function makePhaseController(scope: Construct, props: PhaseControllerProps): PhaseController {
  const topic = props.topic ?? noticeTopic(scope, props.encryptionKey);
  const deadLetterQueue = deadLetters(scope, props.encryptionKey);
  const table = makeTable(scope, props.encryptionKey);
  const logGroupName = `/cdk-dms-migrations/phase-scaling/${props.instanceIdentifier}`;
  allowLogEncryption(scope, props.encryptionKey, logGroupName);
  const logGroup = handlerLogs(scope, { ...props, logGroupName });
  const role = new iam.Role(scope, 'Role', {
    description: `Lets the phase controller look after the replication instance ${props.instanceIdentifier}`,
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    managedPolicies: [makePolicy(scope, props, { topic, deadLetterQueue, table, logGroup })],
  });
  const fn = handlerFunction(scope, {
    ...props,
    asset: 'phase-scaling',
    description: `Phase controller of the replication instance ${props.instanceIdentifier}`,
    timeout: TIMEOUT,
    retryAttempts: 2,
    role,
    logGroup,
    deadLetterQueue,
    environment: { TABLE_NAME: table.ref, INSTANCE_IDENTIFIER: props.instanceIdentifier, TOPIC_ARN: topic.topicArn, STACK_ID: Aws.STACK_ID },
  });
  return { fn, role, topic, deadLetterQueue };
}

function makeTable(scope: Construct, key: kms.IKey): CfnTable {
  const table = new CfnTable(scope, 'Memory', {
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
    billingMode: 'PAY_PER_REQUEST',
    sseSpecification: { sseEnabled: true, sseType: 'KMS', kmsMasterKeyId: key.keyArn },
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  });
  table.applyRemovalPolicy(RemovalPolicy.DESTROY);
  for (const pack of ['HIPAA.Security', 'NIST.800.53.R5']) {
    acknowledgeRule(table, `${pack}-DynamoDBInBackupPlan`,
      'It has one item, which says what the controller did last; it is of use while the instance is there, and point-in-time recovery is on');
  }
  return table;
}

interface Reach {
  readonly topic: sns.ITopic;
  readonly deadLetterQueue: sqs.IQueue;
  readonly table: CfnTable;
  readonly logGroup: logs.ILogGroup;
}

/** What the controller may do at all times. What it may do to the instance and its tasks comes after them. */
function makePolicy(scope: Construct, { encryptionKey, instanceIdentifier }: PhaseControllerProps, reach: Reach): iam.ManagedPolicy {
  const policy = new iam.ManagedPolicy(scope, 'Permissions', {
    description: `What the phase controller of ${instanceIdentifier} reads, remembers and tells`,
    statements: [
      new iam.PolicyStatement({
        // None of these takes a resource [Service Authorization Reference, AWS Database Migration Service].
        actions: ['dms:DescribeConnections', 'dms:DescribeReplicationInstances', 'dms:DescribeReplicationTasks'],
        resources: ['*'],
      }),
      new iam.PolicyStatement({ actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'], resources: [reach.table.attrArn] }),
      new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [reach.topic.topicArn] }),
      new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [reach.deadLetterQueue.queueArn] }),
      useOfKey(scope, encryptionKey, ['dynamodb', 'lambda', 'sns', 'sqs']),
      new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [Aws.STACK_ID] }),
      new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [streamsOf(reach.logGroup)] }),
    ],
  });
  acknowledgeWildcard(policy, '*', 'DMS lists instances, tasks and connections only to who may list all of them; nothing but reading is allowed so');
  acknowledgeWildcard(policy, streamsOf(reach.logGroup), 'Lambda chooses the names of the streams in the controller\'s own log group');
  return policy;
}
