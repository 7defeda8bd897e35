import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledgeRule } from './acknowledge-rule';
import { handlerCode } from './handler-code';

/** Newest runtime; older versions of the CDK have no constant for it. */
const RUNTIME = new lambda.Runtime('nodejs24.x', lambda.RuntimeFamily.NODEJS);
const MAX_EVENT_AGE = Duration.hours(1);
const DEAD_LETTERS_KEPT = Duration.days(14);

/** A handler that events call, and what it is run with. */
export interface HandlerFunctionProps {
  /** The directory of its bundle. */
  readonly asset: string;
  readonly description: string;
  readonly encryptionKey: kms.IKey;
  readonly role: iam.IRole;
  readonly logGroup: logs.ILogGroup;
  readonly deadLetterQueue: sqs.IQueue;
  readonly environment: Record<string, string>;
  readonly timeout: Duration;
  readonly retryAttempts: number;
  /** Whether its runs come one after the other. */
  readonly reserveConcurrency: boolean;
}

/** The function of a handler that looks after an instance. */
export function handlerFunction(scope: Construct, props: HandlerFunctionProps): lambda.Function {
  const fn = new lambda.Function(scope, 'Function', {
    role: props.role,
    logGroup: props.logGroup,
    environment: props.environment,
    environmentEncryption: props.encryptionKey, // nothing in it is secret, but Checkov cannot know
    description: props.description,
    code: lambda.Code.fromAsset(handlerCode(props.asset)),
    handler: 'index.handler',
    runtime: RUNTIME,
    architecture: lambda.Architecture.ARM_64,
    memorySize: 256,
    timeout: props.timeout,
    maxEventAge: MAX_EVENT_AGE,
    retryAttempts: props.retryAttempts,
    ...(props.reserveConcurrency && { reservedConcurrentExecutions: 1 }),
  });
  const resource = fn.node.defaultChild as lambda.CfnFunction;
  resource.deadLetterConfig = { targetArn: props.deadLetterQueue.queueArn }; // what the role needs for it stands in its policy
  for (const pack of ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321']) {
    acknowledgeRule(resource, `${pack}-LambdaInsideVPC`, 'It speaks to the APIs of AWS alone, and to no database');
  }
  return fn;
}

/** A queue of the events that a handler has given up. */
export function deadLetters(scope: Construct, encryptionMasterKey: kms.IKey): sqs.Queue {
  return new sqs.Queue(scope, 'DeadLetters', { encryptionMasterKey, enforceSSL: true, retentionPeriod: DEAD_LETTERS_KEPT });
}

/** Where a handler writes its log. */
export interface HandlerLogsProps {
  readonly logGroupName: string;
  readonly encryptionKey: kms.IKey;
  readonly logRetention: logs.RetentionDays;
}

/** The log group of a handler; its key has to let CloudWatch Logs in. */
export function handlerLogs(scope: Construct, { logGroupName, encryptionKey, logRetention: retention }: HandlerLogsProps): logs.LogGroup {
  return new logs.LogGroup(scope, 'Logs', { logGroupName, retention, encryptionKey, removalPolicy: RemovalPolicy.DESTROY });
}

/** All streams of a log group, as policies name them. */
export function streamsOf(logGroup: logs.ILogGroup): string {
  return Stack.of(logGroup).formatArn({
    service: 'logs', resource: 'log-group', resourceName: `${logGroup.logGroupName}:log-stream:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
