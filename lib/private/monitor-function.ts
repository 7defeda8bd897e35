import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { deadLetters, handlerFunction, handlerLogs, streamsOf } from './handler-function';
import { useOfKey } from './key-policies';
import { keyForLogs, type LogKeys } from './log-encryption';
import { acknowledgeWildcard } from './wildcards';

/** Two hundred tasks, the most that an instance has, take a good minute while DMS does not throttle. */
const TIMEOUT = Duration.minutes(3);

/** What the function of a monitor is made with. */
export interface MonitorFunctionProps {
  readonly instanceIdentifier: string;
  readonly tableProgress: string;
  readonly key: LogKeys;
  readonly logRetention: logs.RetentionDays;
  readonly reserveConcurrency: boolean;
  /** Whether the function may look into any task of the account, since nobody knows which are on the instance. */
  readonly looksIntoAllTasks: boolean;
}

/** The function, and what it gives up. */
export interface MonitorFunction {
  readonly fn: lambda.IFunction;
  readonly role: iam.IRole;
  readonly deadLetterQueue: sqs.IQueue;
  readonly encryptionKey: kms.IKey;
}

/** Makes the function that looks at an instance and its tasks. Metrics are lines of its log, so it may publish them by writing. */
export function makeMonitorFunction(scope: Construct, props: MonitorFunctionProps): MonitorFunction {
  const { instanceIdentifier } = props;
  const logGroupName = `/cdk-dms-migrations/monitor/${instanceIdentifier}`;
  const encryptionKey = keyForLogs(scope, logGroupName, props.key);
  const deadLetterQueue = deadLetters(scope, encryptionKey);
  const logGroup = handlerLogs(scope, { ...props, encryptionKey, logGroupName });
  const role = new iam.Role(scope, 'Role', {
    description: `Lets the monitor look at the replication instance ${instanceIdentifier}`,
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    managedPolicies: [makePolicy(scope, props, { encryptionKey, deadLetterQueue, logGroup })],
  });
  const fn = handlerFunction(scope, {
    ...props,
    encryptionKey,
    asset: 'monitor',
    description: `Monitor of the replication instance ${instanceIdentifier}`,
    timeout: TIMEOUT,
    retryAttempts: 0, // the next look is as good
    role,
    logGroup,
    deadLetterQueue,
    environment: { INSTANCE_IDENTIFIER: instanceIdentifier, TABLE_PROGRESS: props.tableProgress },
  });
  return { fn, role, deadLetterQueue, encryptionKey };
}

interface Reach {
  readonly encryptionKey: kms.IKey;
  readonly deadLetterQueue: sqs.IQueue;
  readonly logGroup: logs.ILogGroup;
}

/** What the monitor may do, but for looking into the tables of tasks that are known by name. */
function makePolicy(scope: Construct, { instanceIdentifier, looksIntoAllTasks }: MonitorFunctionProps, reach: Reach): iam.ManagedPolicy {
  const { encryptionKey, deadLetterQueue, logGroup } = reach;
  const tasks = Stack.of(scope).formatArn({ service: 'dms', resource: 'task', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const policy = new iam.ManagedPolicy(scope, 'Permissions', {
    description: `What the monitor of ${instanceIdentifier} reads and writes`,
    statements: [
      // Neither takes a resource [Service Authorization Reference, AWS Database Migration Service].
      new iam.PolicyStatement({ actions: ['dms:DescribeReplicationInstances', 'dms:DescribeReplicationTasks'], resources: ['*'] }),
      ...(looksIntoAllTasks ? [new iam.PolicyStatement({ actions: ['dms:DescribeTableStatistics'], resources: [tasks] })] : []),
      new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetterQueue.queueArn] }),
      useOfKey(scope, encryptionKey, ['lambda', 'sqs']),
      new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [streamsOf(logGroup)] }),
    ],
  });
  acknowledgeWildcard(policy, '*', 'DMS lists instances and tasks only to who may list all of them; nothing but reading is allowed so');
  acknowledgeWildcard(policy, streamsOf(logGroup), 'Lambda chooses the names of the streams in the monitor\'s own log group');
  if (looksIntoAllTasks) acknowledgeWildcard(policy, tasks, 'Which tasks are on the instance is not known in this app; only counts of their tables are read');
  return policy;
}
