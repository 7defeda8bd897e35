import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { _BoundaryHookContext } from '../constructs/boundary-hook';
import { allowLogEncryption } from './log-encryption';
import { nameTag } from './name-tag';
import { acknowledgeWildcard } from './wildcards';

/** Errors of Lambda's own, after which AWS advises to try again [Step Functions Developer Guide, Handle transient Lambda service exceptions]. */
const TRANSIENT = ['Lambda.ClientExecutionTimeoutException', 'Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException', 'Lambda.TooManyRequestsException'];

/** A state machine that invokes a function, and may do nothing else: the controller starts executions and reads how they are. */
export function functionHook(scope: Construct, fn: lambda.IFunction, context: _BoundaryHookContext): string {
  const hook = new Construct(scope, 'Hook');
  const { encryptionKey, logRetention: retention, name, timeoutSeconds } = context;
  // Step Functions keeps the policy of such names short [Step Functions Developer Guide, Logging to CloudWatch Logs].
  const logGroupName = `/aws/vendedlogs/states/${name}`;
  allowLogEncryption(hook, encryptionKey, logGroupName);
  const logGroup = new logs.LogGroup(hook, 'Logs', { logGroupName, retention, encryptionKey, removalPolicy: RemovalPolicy.DESTROY });
  const { partition } = Stack.of(scope);
  const stateMachine = new CfnStateMachine(hook, 'Resource', {
    roleArn: hookRole(hook, fn).roleArn,
    stateMachineType: 'STANDARD',
    definition: {
      Comment: `Runs at the boundary of each task of ${scope.node.path}`,
      StartAt: 'Invoke',
      TimeoutSeconds: timeoutSeconds,
      States: {
        Invoke: {
          Type: 'Task',
          Resource: `arn:${partition}:states:::lambda:invoke`,
          Parameters: { 'FunctionName': fn.functionArn, 'Payload.$': '$' },
          Retry: [{ ErrorEquals: TRANSIENT, IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2 }],
          End: true,
        },
      },
    },
    loggingConfiguration: {
      level: 'ALL',
      includeExecutionData: false, // a hook may answer with what it has read
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup.logGroupArn } }],
    },
    tracingConfiguration: { enabled: true },
    tags: nameTag(hook),
  });
  return stateMachine.attrArn;
}

function hookRole(hook: Construct, fn: lambda.IFunction): iam.IRole {
  const stack = Stack.of(hook);
  const policy = new iam.ManagedPolicy(hook, 'Permissions', {
    description: `Runs the function at the boundary of each task of ${hook.node.path}`,
    statements: [
      new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.functionArn] }),
      new iam.PolicyStatement({
        actions: [
          'logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:GetLogDelivery',
          'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery',
          'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments',
        ],
        resources: ['*'],
      }),
    ],
  });
  acknowledgeWildcard(policy, '*', 'Log deliveries and traces have no resources that a policy could name; the function is named');
  return new iam.Role(hook, 'Role', {
    description: `Lets Step Functions run the function at the boundary of each task of ${hook.node.path}`,
    assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': `arn:${stack.partition}:states:${stack.region}:${stack.account}:stateMachine:*` },
      },
    }),
    managedPolicies: [policy],
  }).withoutPolicyUpdates();
}
