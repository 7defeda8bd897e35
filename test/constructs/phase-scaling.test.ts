import { App, CfnParameter, Duration, Lazy, NestedStack, RemovalPolicy, Size, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dms from 'aws-cdk-lib/aws-dms';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { BoundaryHook, BoundaryHookFailure } from '../../lib/constructs/boundary-hook';
import { DmsServiceRoles, ServiceRolesMode } from '../../lib/constructs/dms-service-roles';
import { Encryption } from '../../lib/constructs/encryption';
import { Endpoint } from '../../lib/constructs/endpoint';
import { type EndpointPair } from '../../lib/constructs/endpoint-pair';
import { InstanceClass } from '../../lib/constructs/instance-class';
import { MigrationTask } from '../../lib/constructs/migration-task';
import type { MigrationTaskOptions } from '../../lib/constructs/migration-task-props';
import { MigrationType } from '../../lib/constructs/migration-type';
import { PhaseScaling } from '../../lib/constructs/phase-scaling';
import { BoundaryStrategy, ErroredTables, type PhaseScalingOptions } from '../../lib/constructs/phase-scaling-props';
import { Rebound } from '../../lib/constructs/rebound';
import { ReplicationInstance, type IReplicationInstance } from '../../lib/constructs/replication-instance';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TaskSettings } from '../../lib/constructs/task-settings';
import type { Policy } from '../../lib/control/phase-scaling/policy';
import type { PhaseScalingEnvironment, PhaseScalingProperties } from '../../lib/handlers/phase-scaling/request';
import { allNeedsOf, type Resources } from '../support/dependencies';
import { ACCOUNT, importedInstance, KEY_ARN, reachable, testKey } from '../support/endpoints';
import { every, failures, only, synthesisErrors, testStack, testVpc } from '../support/stacks';
import { TASK, testPair, testSource, UNMANAGED } from '../support/tasks';

const INSTANCE = 'AWS::DMS::ReplicationInstance';
const SCALING = 'Custom::DmsPhaseScaling';
const RULE = 'AWS::Events::Rule';
const POLICY = 'AWS::IAM::ManagedPolicy';
const ALARM = 'AWS::CloudWatch::Alarm';
const { R6I_LARGE: cdcClass, R6I_4XLARGE: fullLoadClass } = InstanceClass;

function testInstance(stack: Stack): ReplicationInstance {
  const serviceRoles = new DmsServiceRoles(stack, 'ServiceRoles', { mode: ServiceRolesMode.EXISTING });
  return new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), serviceRoles });
}

function pairOn(stack: Stack, instance: IReplicationInstance): EndpointPair {
  return testPair(stack, { instance });
}

function taskOn(endpointPair: EndpointPair, id = 'Task', options: Partial<MigrationTaskOptions> = {}, scope: Stack = Stack.of(endpointPair)): MigrationTask {
  return new MigrationTask(scope, id, { tableMappings: TableMappings.includeSchema('sales'), endpointPair, ...UNMANAGED, ...options });
}

interface Made {
  readonly stack: Stack;
  readonly instance: ReplicationInstance;
  readonly pair: EndpointPair;
  readonly scaling: PhaseScaling;
}

/** An instance with one task, and phase scaling. */
function make(options: PhaseScalingOptions | ((stack: Stack) => PhaseScalingOptions) = {}, task: Partial<MigrationTaskOptions> = {}): Made {
  const stack = testStack();
  const instance = testInstance(stack);
  const pair = pairOn(stack, instance);
  taskOn(pair, 'Task', task);
  const given = typeof options === 'function' ? options(stack) : options;
  return { stack, instance, pair, scaling: new PhaseScaling(stack, 'Scaling', { instance, fullLoadClass, cdcClass, ...given }) };
}

function resourcesOf(stack: Stack): Resources {
  return (Template.fromStack(stack).toJSON() as { Resources: Resources }).Resources;
}

function idOf(stack: Stack, type: string, prefix = ''): string {
  const found = Object.keys(Template.fromStack(stack).findResources(type)).filter((id) => id.startsWith(prefix));
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}`);
  return found[0];
}

function part<P extends PhaseScalingProperties['Part']>(stack: Stack, name: P): Extract<PhaseScalingProperties, { readonly Part: P }> {
  return every(stack, SCALING).find(({ Part }) => Part === name) as unknown as Extract<PhaseScalingProperties, { readonly Part: P }>;
}

/** The policy as the controller reads it; what is known only at deployment is its reference. */
function policyIn(stack: Stack): Policy {
  const { Policy: text } = part(stack, 'Watch') as { Policy: unknown };
  if (typeof text === 'string') return JSON.parse(text) as Policy;
  const [, pieces] = (text as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return JSON.parse(pieces.map((piece) => (typeof piece === 'string' ? piece : JSON.stringify(piece).replace(/"/g, ''))).join('')) as Policy;
}

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** What the policies of the controller allow: by action, its resources. */
function allowedIn(stack: Stack): Map<string, unknown[]> {
  const allowed = new Map<string, unknown[]>();
  for (const { PolicyDocument } of every(stack, POLICY).filter(({ Description }) => /phase controller/.test(String(Description)))) {
    for (const { Action, Resource } of (PolicyDocument as { Statement: Statement[] }).Statement) {
      for (const action of [Action].flat()) allowed.set(action, [...allowed.get(action) ?? [], ...[Resource].flat()]);
    }
  }
  return allowed;
}

describe('the class in the template', () => {
  test('is what the controller says it is', () => {
    const { stack } = make();
    expect(only(stack, INSTANCE).ReplicationInstanceClass).toEqual({ 'Fn::GetAtt': [idOf(stack, SCALING, 'ScalingClass'), 'InstanceClass'] });
  });

  test('is settled before the instance, by a function that has all its rights by then, and watched after all that goes with it', () => {
    const { stack } = make();
    const resources = resourcesOf(stack);
    const beforeInstance = allNeedsOf(resources, idOf(stack, INSTANCE));
    for (const id of ['ScalingClass', 'ScalingFunction', 'ScalingRole', 'ScalingPermissions', 'ScalingMemory', 'ScalingTopic']) {
      expect([...beforeInstance]).toContainEqual(expect.stringMatching(`^${id}`));
    }
    const beforeWatch = allNeedsOf(resources, idOf(stack, SCALING, 'ScalingWatch'));
    for (const type of [INSTANCE, TASK, RULE, POLICY, 'AWS::Lambda::Permission']) {
      expect(Object.keys(Template.fromStack(stack).findResources(type)).filter((id) => !beforeWatch.has(id) && !id.startsWith('Pair'))).toEqual([]);
    }
  });

  test('goes with all other properties of the instance, as they are rendered', () => {
    const { stack, instance } = make();
    const resource = instance.node.defaultChild as dms.CfnReplicationInstance;
    resource.addPropertyOverride('NetworkType', 'DUAL');
    resource.addPropertyDeletionOverride('Tags');
    resource.preferredMaintenanceWindow = 'sun:06:00-sun:06:30';
    const { ReplicationInstanceClass, ...others } = only(stack, INSTANCE);
    expect(ReplicationInstanceClass).toBeDefined();
    expect(others).toMatchObject({ NetworkType: 'DUAL', PreferredMaintenanceWindow: 'sun:06:00-sun:06:30', MultiAZ: true });
    expect(part(stack, 'Class').InstanceProperties).toEqual(others);
    expect(part(stack, 'Watch').InstanceProperties).toEqual(others);
  });

  test('is that of the sizing where none is given, for the tasks that there are in the end', () => {
    const stack = testStack();
    const instance = testInstance(stack);
    const scaling = new PhaseScaling(stack, 'Scaling', { instance });
    const pair = pairOn(stack, instance);
    for (let index = 0; index < 8; index++) taskOn(pair, `Task${index}`);
    const { fullLoadClass: large, cdcClass: small } = instance._sizingDecision();
    expect(part(stack, 'Class')).toMatchObject({ FullLoadClass: large, CdcClass: small });
    expect(large).toBe('dms.c6i.8xlarge');
    expect(scaling.scalingReasons.slice(0, 2)).toEqual([
      'full load: dms.c6i.8xlarge, by the sizing of the instance',
      `CDC: ${small}, by the sizing of the instance: of another family, so AWS's price list says what it saves`,
    ]);
  });

  test('is that given here, also for what else depends on it', () => {
    const { stack, instance } = make();
    expect(part(stack, 'Class')).toMatchObject({ FullLoadClass: 'dms.r6i.4xlarge', CdcClass: 'dms.r6i.large' });
    expect(instance.sizingReasons.slice(-2)).toEqual([
      'full load: dms.r6i.4xlarge after all, as given to phase scaling', 'CDC: dms.r6i.large after all, as given to phase scaling',
    ]);
  });
});

describe('the two custom resources', () => {
  test('call the function itself, which may answer within the hour', () => {
    const { stack } = make();
    const common = {
      ServiceToken: { 'Fn::GetAtt': [idOf(stack, 'AWS::Lambda::Function'), 'Arn'] },
      ServiceTimeout: '3600',
      InstanceIdentifier: only(stack, INSTANCE).ReplicationInstanceIdentifier,
      LoadingTasks: [only(stack, TASK).ReplicationTaskIdentifier],
      InstanceProperties: expect.objectContaining({ MultiAZ: true }) as unknown,
    };
    expect(part(stack, 'Class')).toEqual({ ...common, Part: 'Class', FullLoadClass: 'dms.r6i.4xlarge', CdcClass: 'dms.r6i.large' });
    expect(part(stack, 'Watch')).toEqual({
      ...common, Part: 'Watch', ScheduleRuleName: { Ref: idOf(stack, RULE, 'ScalingCallsSchedule') }, Policy: expect.anything() as unknown,
      LeavingTasks: common.LoadingTasks,
    });
  });

  test('know the tasks that are deleted with the stack, which is none that is kept, or stands in another one', () => {
    const { stack, instance, pair } = make();
    taskOn(pair, 'Kept', { removalPolicy: RemovalPolicy.RETAIN });
    taskOn(pair, 'Gone', { removalPolicy: RemovalPolicy.DESTROY });
    taskOn(pair, 'Nested', {}, new NestedStack(stack, 'More'));
    const other = new Stack(stack.node.root, 'Other');
    taskOn(pairOn(other, instance), 'Elsewhere', {}, other);
    expect(part(stack, 'Watch').LeavingTasks).toEqual(['gone', 'more-nested', 'task'].map((id) => expect.stringMatching(`^test-${id}-`) as unknown));
  });

  test('know the tasks that load, whatever the order in which they are declared', () => {
    const declared = (...ids: string[]): unknown => {
      const { stack, pair } = make();
      for (const id of ids) taskOn(pair, id, { migrationType: id === 'Cdc' ? MigrationType.CDC : MigrationType.FULL_LOAD });
      return part(stack, 'Class').LoadingTasks;
    };
    expect(declared('A', 'Cdc', 'B')).toEqual([expect.stringMatching(/^test-a-/), expect.stringMatching(/^test-b-/), expect.stringMatching(/^test-task-/)]);
    expect(declared('B', 'A', 'Cdc')).toEqual(declared('A', 'Cdc', 'B'));
  });

  test('give the controller its policy', () => {
    const policy: Policy = {
      fullLoadClass: 'dms.r6i.4xlarge',
      cdcClass: 'dms.r6i.large',
      strategy: 'stopAtBoundary',
      settleSeconds: 0,
      deadlineSeconds: 3600,
      erroredTables: 'block',
      rebound: {
        alarmNames: ['LowMemory', 'SourceLatency', 'TargetLatency'].map((id) => expect.stringMatching(`^\\{Ref:Scaling${id}`) as string),
        ladder: ['dms.r6i.large', 'dms.r6i.xlarge', 'dms.r6i.2xlarge'],
        cooldownSeconds: 1800,
      },
      saves: 0.875,
    };
    expect(policyIn(make().stack)).toEqual(policy);
  });

  test('give the controller all that can be said', () => {
    const { stack } = make((scope) => ({
      boundaryStrategy: BoundaryStrategy.HOLD,
      settleTime: Duration.minutes(5),
      pauseDeadline: Duration.hours(3),
      erroredTables: ErroredTables.LEAVE,
      cdcClass: InstanceClass.C6I_LARGE,
      boundaryHook: BoundaryHook.fromStateMachine(
        sfn.StateMachine.fromStateMachineArn(scope, 'Hook', `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:indexes`),
        { timeout: Duration.hours(2), onFailure: BoundaryHookFailure.HOLD },
      ),
      rebound: Rebound.none(),
    }));
    const policy: Policy = {
      fullLoadClass: 'dms.r6i.4xlarge',
      cdcClass: 'dms.c6i.large',
      strategy: 'hold',
      settleSeconds: 300,
      deadlineSeconds: 10_800,
      erroredTables: 'leave',
      hook: { stateMachineArn: `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:indexes`, timeoutSeconds: 7200, onFailure: 'hold' },
    };
    expect(policyIn(stack)).toEqual(policy);
  });

  test('wait ten minutes where tasks go on', () => {
    expect(policyIn(make({ boundaryStrategy: BoundaryStrategy.KEEP_RUNNING }).stack)).toMatchObject({ strategy: 'keepRunning', settleSeconds: 600 });
  });

  test('pass on what is known only at deployment', () => {
    const { stack } = make((scope) => {
      const seconds = new CfnParameter(scope, 'Seconds', { type: 'Number' }).valueAsNumber;
      const name = new CfnParameter(scope, 'Small').valueAsString;
      const rebound = Rebound.onPressure({ minAvailableMemory: Size.bytes(seconds) });
      return { pauseDeadline: Duration.seconds(seconds), cdcClass: InstanceClass.of(name), rebound };
    });
    expect(synthesisErrors(stack)).toEqual([]);
    expect(part(stack, 'Class').CdcClass).toEqual({ Ref: 'Small' });
    expect(JSON.stringify(part(stack, 'Watch').Policy)).toContain('{"Ref":"Seconds"}');
    Template.fromStack(stack).hasResourceProperties(ALARM, { MetricName: 'AvailableMemory', Threshold: { Ref: 'Seconds' } });
  });
});

describe('the function', () => {
  test('runs prebuilt code, one at a time, and gives nothing up in silence', () => {
    const { stack } = make();
    const environment: Record<keyof PhaseScalingEnvironment, unknown> = {
      TABLE_NAME: { Ref: idOf(stack, 'AWS::DynamoDB::Table') },
      INSTANCE_IDENTIFIER: only(stack, INSTANCE).ReplicationInstanceIdentifier,
      TOPIC_ARN: { Ref: idOf(stack, 'AWS::SNS::Topic') },
      STACK_ID: { Ref: 'AWS::StackId' },
    };
    expect(only(stack, 'AWS::Lambda::Function')).toMatchObject({
      Handler: 'index.handler', Runtime: 'nodejs24.x', Architectures: ['arm64'], MemorySize: 256, Timeout: 300, ReservedConcurrentExecutions: 1,
      Environment: { Variables: environment },
      DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [idOf(stack, 'AWS::SQS::Queue'), 'Arn'] } },
      LoggingConfig: { LogGroup: { Ref: idOf(stack, 'AWS::Logs::LogGroup', 'Scaling') } },
    });
    expect(only(stack, 'AWS::Lambda::EventInvokeConfig')).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 });
  });

  test('reserves no concurrency where the account has none to spare', () => {
    expect(only(make({ reserveConcurrency: false }).stack, 'AWS::Lambda::Function').ReservedConcurrentExecutions).toBeUndefined();
  });

  test('remembers in a table that goes with the stack', () => {
    const { stack } = make();
    Template.fromStack(stack).hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      },
    });
  });
});

describe('its rights', () => {
  const READ_ONLY_LISTS = ['cloudwatch:DescribeAlarms', 'dms:DescribeConnections', 'dms:DescribeReplicationInstances', 'dms:DescribeReplicationTasks'];

  test('are these and no others', () => {
    const { stack } = make();
    const instance = [{ Ref: idOf(stack, INSTANCE) }];
    const task = [{ Ref: idOf(stack, TASK) }];
    const endpoints = ['PairSource', 'PairTarget'].map((id) => ({ Ref: idOf(stack, 'AWS::DMS::Endpoint', id) }));
    const schedule = [{ 'Fn::GetAtt': [idOf(stack, RULE, 'ScalingCallsSchedule'), 'Arn'] }];
    const table = [{ 'Fn::GetAtt': [idOf(stack, 'AWS::DynamoDB::Table'), 'Arn'] }];
    const key = [{ 'Fn::GetAtt': [idOf(stack, 'AWS::KMS::Key', 'Instance'), 'Arn'] }];
    const streams = [expect.objectContaining({ 'Fn::Join': ['', expect.arrayContaining([':log-stream:*'])] }) as unknown];
    expect(Object.fromEntries(allowedIn(stack))).toEqual({
      ...Object.fromEntries(READ_ONLY_LISTS.map((action) => [action, ['*']])),
      ...Object.fromEntries(['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'].map((action) => [action, table])),
      ...Object.fromEntries(['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'].map((name) => [`kms:${name}`, key])),
      ...Object.fromEntries(['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => [action, streams])),
      'sns:Publish': [{ Ref: idOf(stack, 'AWS::SNS::Topic') }],
      'sqs:SendMessage': [{ 'Fn::GetAtt': [idOf(stack, 'AWS::SQS::Queue'), 'Arn'] }],
      'cloudformation:DescribeStacks': [{ Ref: 'AWS::StackId' }],
      'events:DisableRule': schedule,
      'events:PutRule': schedule,
      'dms:ModifyReplicationInstance': instance,
      'dms:TestConnection': [...instance, ...endpoints],
      'dms:DescribeTableStatistics': task,
      'dms:StartReplicationTask': task,
      'dms:StopReplicationTask': task,
    });
  });

  test('name what they are for wherever AWS takes a name, whatever is asked for', () => {
    const { stack } = make((scope) => ({
      boundaryHook: BoundaryHook.fromFunction(lambda.Function.fromFunctionArn(scope, 'Indexes', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:indexes`)),
      rebound: Rebound.onAlarms([cloudwatch.Alarm.fromAlarmArn(scope, 'Alarm', `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:lag`)]),
    }));
    const everywhere = [...allowedIn(stack)].filter(([, resources]) => resources.includes('*')).map(([action]) => action);
    expect(everywhere.filter((action) => !READ_ONLY_LISTS.includes(action) && !/^(logs|xray):/.test(action))).toEqual([]);
    expect([...allowedIn(stack).keys()].filter((action) => action.includes('*'))).toEqual([]);
  });

  test('over the key are through the services that it is for', () => {
    const { stack } = make();
    const statements = every(stack, POLICY).flatMap(({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement);
    const services = statements.filter(({ Action }) => JSON.stringify(Action).includes('kms:Encrypt')).map(({ Condition }) => Condition);
    expect(services).toEqual([{ StringEquals: { 'kms:ViaService': expect.anything() as unknown } }]);
    expect(JSON.stringify(services)).toMatch(/dynamodb\..*lambda\..*sns\..*sqs\./);
  });

  test('stand in policies of their own, which the role names or which name the role', () => {
    const { stack } = make();
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
    expect(every(stack, 'AWS::IAM::Role').filter(({ Policies }) => Policies !== undefined)).toEqual([]);
  });

  test('may be given to an operator: to have the instance brought up', () => {
    const { stack, scaling } = make();
    scaling.grantRequestFullLoad(new iam.User(stack, 'Operator'));
    expect(only(stack, 'AWS::IAM::Policy').PolicyDocument).toMatchObject({
      Statement: [{ Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: { 'Fn::GetAtt': [idOf(stack, 'AWS::Lambda::Function'), 'Arn'] } }],
    });
  });
});

describe('it is called', () => {
  test('by events of the instance and its tasks, by alarms, and every minute', () => {
    const { stack } = make();
    const fn = { 'Fn::GetAtt': [idOf(stack, 'AWS::Lambda::Function'), 'Arn'] };
    const rules = every(stack, RULE);
    expect(rules.map(({ State, Targets }) => ({ State, Targets }))).toEqual(rules.map(() => ({ State: 'ENABLED', Targets: [{ Arn: fn, Id: 'Controller' }] })));
    expect(rules.map(({ EventPattern, ScheduleExpression }) => EventPattern ?? ScheduleExpression)).toEqual(expect.arrayContaining([
      'rate(1 minute)',
      { 'source': ['aws.dms'], 'detail-type': ['DMS Replication Task State Change'], 'resources': [{ Ref: idOf(stack, TASK) }] },
      {
        'source': ['aws.dms'],
        'detail-type': ['DMS Replication Instance State Change', 'DMS Replication Instance Class State Change', 'DMS Replication Instance Failover State'],
        'resources': [{ Ref: idOf(stack, INSTANCE) }],
      },
      {
        'source': ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        'resources': ['LowMemory', 'SourceLatency', 'TargetLatency'].map((id) => ({ 'Fn::GetAtt': [idOf(stack, ALARM, `Scaling${id}`), 'Arn'] })),
      },
    ]));
    expect(rules).toHaveLength(4);
  });

  test('by nobody else', () => {
    const { stack } = make();
    const rules = Object.keys(Template.fromStack(stack).findResources(RULE));
    expect(every(stack, 'AWS::Lambda::Permission').map(({ Principal, SourceArn }) => ({ Principal, SourceArn }))).toEqual(expect.arrayContaining(
      rules.map((id) => ({ Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': [id, 'Arn'] } })),
    ));
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Permission', rules.length);
  });
});

describe('tasks', () => {
  const LONGEST_ARN = `arn:aws-us-gov:dms:us-gov-west-1:${ACCOUNT}:task:${'A'.repeat(39)}`;

  test('are many: rules and policies stay within AWS\'s limits', () => {
    const { stack, pair } = make();
    for (let index = 0; index < 130; index++) taskOn(pair, `Task${index}`);
    const rendered = (value: unknown): string => JSON.stringify(value).replace(/\{"Ref":"[^"]*"\}/g, `"${LONGEST_ARN}"`);
    const patterns = every(stack, RULE).map(({ EventPattern }) => rendered(EventPattern ?? ''));
    expect(patterns.filter((text) => text.includes('Task State Change'))).toHaveLength(7);
    expect(patterns.filter((text) => text.length > 2048)).toEqual([]);
    const documents = every(stack, POLICY).map(({ PolicyDocument }) => rendered(PolicyDocument));
    expect(documents.filter((text) => text.includes('StopReplicationTask'))).toHaveLength(3);
    expect(documents.filter((text) => text.length > 6144)).toEqual([]);
    expect(allowedIn(stack).get('dms:StopReplicationTask')).toHaveLength(131);
    expect(allowedIn(stack).get('dms:TestConnection')).toHaveLength(3);
  });

  test('in nested stacks are looked after from there, and all is in place before the watch begins', () => {
    const { stack, pair } = make();
    const nested = new NestedStack(stack, 'Nested');
    const task = taskOn(pair, 'Inner', {}, nested);
    const inner = Template.fromStack(nested);
    const innerId = nested.getLogicalId(task.node.defaultChild as dms.CfnReplicationTask);
    inner.hasResourceProperties(RULE, { EventPattern: { resources: [{ Ref: innerId }] } });
    inner.resourceCountIs(POLICY, 1);
    const resources = resourcesOf(stack);
    const nestedId = idOf(stack, 'AWS::CloudFormation::Stack');
    expect([...allNeedsOf(resources, idOf(stack, SCALING, 'ScalingWatch'))]).toContain(nestedId);
    expect([...allNeedsOf(resources, nestedId)]).toContain(idOf(stack, INSTANCE));
    expect(part(stack, 'Class').LoadingTasks).toHaveLength(2);
  });

  test('in another stack are looked after from there, which needs the stack of the instance and not the other way round', () => {
    const { stack, instance } = make();
    const other = new Stack(stack.node.root, 'Other');
    taskOn(pairOn(other, instance));
    expect(synthesisErrors(stack)).toEqual([]);
    expect(other.dependencies).toEqual([stack]);
    expect(stack.dependencies).toEqual([]);
    Template.fromStack(other).hasResourceProperties(RULE, { EventPattern: { resources: [{ Ref: idOf(other, TASK) }] } });
    expect(allowedIn(other).get('dms:StopReplicationTask')).toEqual([{ Ref: idOf(other, TASK) }]);
  });

  test('that this app does not declare may be named, with their endpoints', () => {
    const arn = (type: string): string => `arn:aws:dms:eu-west-1:${ACCOUNT}:${type}:XYZ`;
    const { stack } = make((scope) => {
      const replicationInstance = importedInstance(new Stack(scope.node.root, 'Elsewhere'));
      return {
        tasks: [MigrationTask.fromMigrationTaskAttributes(scope, 'Existing', { migrationTaskArn: arn('task'), replicationInstance })],
        endpoints: [Endpoint.fromEndpointArn(scope, 'Endpoint', arn('endpoint'))],
      };
    });
    expect(allowedIn(stack).get('dms:StartReplicationTask')).toContain(arn('task'));
    expect(allowedIn(stack).get('dms:TestConnection')).toContain(arn('endpoint'));
    Template.fromStack(stack).hasResourceProperties(RULE, { EventPattern: { resources: Match.arrayWith([arn('task')]) } });
  });

  test('make no difference by when they are declared', () => {
    const declared = (first: 'task' | 'scaling'): unknown => {
      const stack = testStack();
      const instance = testInstance(stack);
      const pair = pairOn(stack, instance);
      if (first === 'task') taskOn(pair);
      new PhaseScaling(stack, 'Scaling', { instance });
      if (first === 'scaling') taskOn(pair);
      return resourcesOf(stack);
    };
    expect(declared('scaling')).toEqual(declared('task'));
  });
});

describe('the stop at the end of the load', () => {
  const settingsIn = (stack: Stack): Record<string, unknown> =>
    JSON.parse(only(stack, TASK).ReplicationTaskSettings as string) as Record<string, unknown>;
  const stop = { StopTaskCachedChangesApplied: true };

  test('is asked of tasks that go on after it', () => {
    expect(settingsIn(make().stack).FullLoadSettings).toEqual(stop);
    expect(settingsIn(make({ boundaryStrategy: BoundaryStrategy.HOLD }).stack).FullLoadSettings).toEqual(stop);
    expect(settingsIn(make({ boundaryStrategy: BoundaryStrategy.KEEP_RUNNING }).stack).FullLoadSettings).toBeUndefined();
    expect(settingsIn(make({}, { migrationType: MigrationType.FULL_LOAD }).stack).FullLoadSettings).toBeUndefined();
    expect(settingsIn(make({}, { migrationType: MigrationType.CDC }).stack).FullLoadSettings).toBeUndefined();
  });

  test('goes into the settings that a task has', () => {
    const taskSettings = TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: 4 } });
    expect(settingsIn(make({}, { taskSettings }).stack).FullLoadSettings).toEqual({ ...stop, MaxFullLoadSubTasks: 4 });
    expect(settingsIn(make({}, { taskSettings: TaskSettings.none() }).stack)).toEqual({ FullLoadSettings: stop });
  });

  test('leaves settings alone that somebody has put in their place', () => {
    const stack = testStack();
    const instance = testInstance(stack);
    const task = taskOn(pairOn(stack, instance));
    (task.node.defaultChild as dms.CfnReplicationTask).replicationTaskSettings = '{}';
    new PhaseScaling(stack, 'Scaling', { instance });
    expect(settingsIn(stack)).toEqual({});
  });

  test.each([
    ['switched off', { stopTaskCachedChangesApplied: false }, 'stopFlagOff'],
    ['asked for too early', { stopTaskCachedChangesNotApplied: true }, 'stopFlagEarly'],
  ])('fails when it is %s', (_, fullLoad, code) => {
    const taskSettings = TaskSettings.of({ fullLoad });
    const { stack } = make({}, { taskSettings });
    expect(synthesisErrors(stack)).toEqual([expect.stringMatching(new RegExp(`^\\[Test/Task\\] 'taskSettings\\.FullLoadSettings\\..*\\[${code}\\]$`))]);
    expect(synthesisErrors(make({ boundaryStrategy: BoundaryStrategy.KEEP_RUNNING }, { taskSettings }).stack)).toEqual([]);
  });
});

describe('the hook', () => {
  const indexes = (stack: Stack): lambda.IFunction => lambda.Function.fromFunctionArn(stack, 'Indexes', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:indexes`);

  test('that is a function gets a state machine which may invoke it and nothing else', () => {
    const { stack } = make((scope) => ({ boundaryHook: BoundaryHook.fromFunction(indexes(scope), { timeout: Duration.minutes(20) }) }));
    const stateMachine = only(stack, 'AWS::StepFunctions::StateMachine');
    expect(stateMachine).toMatchObject({
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      Definition: {
        TimeoutSeconds: 1200,
        StartAt: 'Invoke',
        States: { Invoke: { Type: 'Task', Parameters: { 'FunctionName': `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:indexes`, 'Payload.$': '$' }, End: true } },
      },
    });
    const [{ PolicyDocument }] = every(stack, POLICY).filter(({ Description }) => /^Runs the function/.test(String(Description)));
    const [invoke, ...others] = (PolicyDocument as { Statement: Statement[] }).Statement;
    expect(invoke).toEqual({ Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:indexes` });
    expect(others.flatMap(({ Action }) => Action).filter((action) => !/^(logs|xray):/.test(action))).toEqual([]);
    const { AssumeRolePolicyDocument } = every(stack, 'AWS::IAM::Role').find(({ Description }) => /Step Functions/.test(String(Description))) ?? {};
    expect(AssumeRolePolicyDocument).toMatchObject({
      Statement: [{ Principal: { Service: 'states.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } }],
    });
    expect(policyIn(stack).hook).toEqual({ stateMachineArn: expect.stringContaining('ScalingHook') as string, timeoutSeconds: 1200, onFailure: 'resume' });
  });

  test('is started and looked at by the controller, which hears of its end', () => {
    const { stack } = make((scope) => ({ boundaryHook: BoundaryHook.fromFunction(indexes(scope)) }));
    const arn = { 'Fn::GetAtt': [idOf(stack, 'AWS::StepFunctions::StateMachine'), 'Arn'] };
    expect(allowedIn(stack).get('states:StartExecution')).toEqual([arn]);
    expect(JSON.stringify(allowedIn(stack).get('states:DescribeExecution'))).toMatch(/:execution:.*:\*/);
    Template.fromStack(stack).hasResourceProperties(RULE, {
      EventPattern: {
        'source': ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        'detail': { stateMachineArn: [arn], status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] },
      },
    });
  });

  test('that is a state machine is taken as it is', () => {
    const stateMachineArn = `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:indexes`;
    const { stack } = make((scope) => ({ boundaryHook: BoundaryHook.fromStateMachine(sfn.StateMachine.fromStateMachineArn(scope, 'Hook', stateMachineArn)) }));
    Template.fromStack(stack).resourceCountIs('AWS::StepFunctions::StateMachine', 0);
    expect(allowedIn(stack).get('states:StartExecution')).toEqual([stateMachineArn]);
    expect(JSON.stringify(allowedIn(stack).get('states:DescribeExecution'))).toContain(':execution:indexes:*');
  });

  test('may take as long as the pause, unless told otherwise', () => {
    const hook = (pauseDeadline?: Duration): Policy['hook'] =>
      policyIn(make((scope) => ({ pauseDeadline, boundaryHook: BoundaryHook.fromFunction(indexes(scope)) })).stack).hook;
    expect(hook()?.timeoutSeconds).toBe(3600);
    expect(hook(Duration.minutes(30))?.timeoutSeconds).toBe(1800);
    expect(hook(Duration.hours(5))?.timeoutSeconds).toBe(3600);
  });

  test('fails when nobody could tell how it is, or when it outlasts the pause', () => {
    const problems = (hook: (stack: Stack) => BoundaryHook): string[] => synthesisErrors(make((scope) => ({ boundaryHook: hook(scope) })).stack)
      .map((message) => /\[(\w+)\]$/.exec(message)?.[1] ?? message);
    expect(problems((scope) => BoundaryHook.fromStateMachine(new sfn.StateMachine(scope, 'Express', {
      definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(scope, 'Pass')), stateMachineType: sfn.StateMachineType.EXPRESS,
    })))).toEqual(['boundaryHookExpress']);
    expect(problems((scope) => BoundaryHook.fromFunction(indexes(scope), { timeout: Duration.hours(2) }))).toEqual(['boundaryHookOutlastsPause']);
    expect(problems(() => BoundaryHook.fromFunction('indexes' as unknown as lambda.IFunction))).toEqual(['valueKind']);
    expect(problems(() => BoundaryHook.fromStateMachine(undefined as unknown as sfn.IStateMachine))).toEqual(['valueKind']);
  });
});

describe('the rebound', () => {
  test('listens to alarms about memory and latency, which also tell', () => {
    const { stack } = make();
    const topic = [{ Ref: idOf(stack, 'AWS::SNS::Topic') }];
    Template.fromStack(stack).hasResourceProperties(ALARM, {
      MetricName: 'AvailableMemory', Namespace: 'AWS/DMS', Threshold: Math.round(1.6 * 2 ** 30), ComparisonOperator: 'LessThanThreshold',
      Period: 300, EvaluationPeriods: 3, TreatMissingData: 'notBreaching', AlarmActions: topic,
    });
    const identifier = String(only(stack, INSTANCE).ReplicationInstanceIdentifier);
    for (const metric of ['CDCLatencySource', 'CDCLatencyTarget']) {
      Template.fromStack(stack).hasResourceProperties(ALARM, {
        Metrics: [{
          Expression: `SELECT MAX(${metric}) FROM SCHEMA("AWS/DMS", ReplicationInstanceIdentifier, ReplicationTaskIdentifier)`
            + ` WHERE ReplicationInstanceIdentifier = '${identifier}'`,
          Period: 300,
          ReturnData: true,
        }],
        Threshold: 900, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 6, TreatMissingData: 'notBreaching', AlarmActions: topic,
      });
    }
  });

  test('takes other thresholds', () => {
    const { stack } = make({ rebound: Rebound.onPressure({
      maxLatency: Duration.minutes(5), minAvailableMemory: Size.gibibytes(2), maxSteps: 1, cooldown: Duration.hours(1),
    }) });
    expect(every(stack, ALARM).map(({ Threshold }) => Threshold)).toEqual(expect.arrayContaining([300, 300, 2 ** 31]));
    expect(policyIn(stack).rebound).toMatchObject({ ladder: ['dms.r6i.large', 'dms.r6i.xlarge'], cooldownSeconds: 3600 });
  });

  test('listens to alarms of one\'s own, five a rule, since their names may be long', () => {
    const { stack } = make((scope) => ({
      rebound: Rebound.onAlarms(
        Array.from({ length: 6 }, (_, index) => cloudwatch.Alarm.fromAlarmArn(scope, `Alarm${index}`, `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:lag-${index}`)),
        { maxSteps: 1 },
      ),
    }));
    expect(policyIn(stack).rebound?.alarmNames).toEqual([0, 1, 2, 3, 4, 5].map((index) => `lag-${index}`));
    Template.fromStack(stack).resourceCountIs(ALARM, 1);
    const patterns = every(stack, RULE).map(({ EventPattern }) => EventPattern as { source?: string[]; resources?: unknown[] } | undefined);
    expect(patterns.filter((pattern) => pattern?.source?.[0] === 'aws.cloudwatch').map((pattern) => pattern?.resources?.length)).toEqual([5, 1]);
  });

  test('can be left out, with the right to look at alarms', () => {
    const { stack } = make({ rebound: Rebound.none() });
    expect(policyIn(stack).rebound).toBeUndefined();
    expect(allowedIn(stack).has('cloudwatch:DescribeAlarms')).toBe(false);
    Template.fromStack(stack).resourceCountIs(ALARM, 1);
  });

  test('fails without alarms, and tells what is no alarm', () => {
    expect(synthesisErrors(make({ rebound: Rebound.onAlarms([]) }).stack)).toEqual([expect.stringContaining('[reboundAlarms]')]);
    expect(synthesisErrors(make({ rebound: Rebound.onAlarms(['lag' as unknown as cloudwatch.IAlarm]) }).stack)).toEqual([
      expect.stringMatching(/^\[Test\/Scaling\] 'rebound\.alarms\[0\]' must be of the type cloudwatch\.IAlarm, got "lag"/),
      expect.stringContaining('[reboundAlarms]'),
    ]);
  });
});

describe('what it tells', () => {
  const keyPolicy = (stack: Stack): string => JSON.stringify(every(stack, 'AWS::KMS::Key').map(({ KeyPolicy }) => KeyPolicy));

  test('is encrypted by the key of the instance, which lets alarms and logs use it', () => {
    const { stack } = make();
    const key = { 'Fn::GetAtt': [idOf(stack, 'AWS::KMS::Key', 'Instance'), 'Arn'] };
    expect(only(stack, 'AWS::SNS::Topic').KmsMasterKeyId).toEqual(key);
    expect(only(stack, 'AWS::SQS::Queue').KmsMasterKeyId).toEqual(key);
    expect(only(stack, 'AWS::Lambda::Function').KmsKeyArn).toEqual(key);
    expect(only(stack, 'AWS::DynamoDB::Table').SSESpecification).toMatchObject({ KMSMasterKeyId: key });
    expect(every(stack, 'AWS::Logs::LogGroup').map(({ KmsKeyId }) => KmsKeyId)).toEqual([key, key]);
    expect(keyPolicy(stack)).toContain('"Service":"cloudwatch.amazonaws.com"');
    expect(keyPolicy(stack)).toContain('/cdk-dms-migrations/phase-scaling/');
  });

  test('is encrypted by a key of its own where that of the instance lets nobody in', () => {
    const stack = testStack();
    const instance = new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), encryption: Encryption.customerManagedKey(testKey(stack)) });
    new PhaseScaling(stack, 'Scaling', { instance });
    expect(only(stack, 'AWS::KMS::Key')).toMatchObject({ EnableKeyRotation: true, Description: 'Phase scaling of Test/Instance' });
    expect(keyPolicy(stack)).toContain('"Service":"cloudwatch.amazonaws.com"');
  });

  test('is encrypted by the key that is given', () => {
    const { stack } = make((scope) => ({ encryptionKey: testKey(scope, 'Given') }));
    expect(only(stack, 'AWS::SNS::Topic').KmsMasterKeyId).toEqual(expect.stringContaining(KEY_ARN.split('/')[1]));
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
    const made = make((scope) => ({ encryptionKey: new kms.Key(scope, 'Own') }));
    expect(only(made.stack, 'AWS::SNS::Topic').KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [idOf(made.stack, 'AWS::KMS::Key', 'Own'), 'Arn'] });
  });

  test('can go to a topic that is there', () => {
    const topicArn = `arn:aws:sns:eu-west-1:${ACCOUNT}:operations`;
    const { stack, scaling } = make((scope) => ({ topic: sns.Topic.fromTopicArn(scope, 'Operations', topicArn) }));
    Template.fromStack(stack).resourceCountIs('AWS::SNS::Topic', 0);
    expect(scaling.topic.topicArn).toBe(topicArn);
    expect(allowedIn(stack).get('sns:Publish')).toEqual([topicArn]);
    expect(every(stack, ALARM).map(({ AlarmActions }) => AlarmActions)).toEqual([[topicArn], [topicArn], [topicArn], [topicArn]]);
  });

  test('may come from alarms of this account, and over TLS alone', () => {
    const { Statement } = only(make().stack, 'AWS::SNS::TopicPolicy').PolicyDocument as { Statement: unknown[] };
    expect(Statement).toEqual(expect.arrayContaining([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      expect.objectContaining({
        Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ]));
  });

  test('says when the controller fails again and again, or has given an event up', () => {
    const { stack, scaling } = make();
    const [{ Metrics, AlarmActions }] = every(stack, ALARM).filter(({ Metrics: each }) => JSON.stringify(each ?? '').includes('errors'));
    expect(AlarmActions).toEqual([{ Ref: idOf(stack, 'AWS::SNS::Topic') }]);
    expect(Metrics).toEqual(expect.arrayContaining([
      expect.objectContaining({ Expression: 'IF(FILL(errors, 0) >= 3 OR FILL(dead, 0) > 0, 1, 0)' }),
      expect.objectContaining({ Id: 'errors', MetricStat: expect.objectContaining({ Metric: expect.objectContaining({ Namespace: 'AWS/Lambda', MetricName: 'Errors' }) as unknown }) as unknown }),
      expect.objectContaining({ Id: 'dead', MetricStat: expect.objectContaining({ Metric: expect.objectContaining({ Namespace: 'AWS/SQS' }) as unknown }) as unknown }),
    ]));
    expect(stack.resolve(scaling.failureAlarm.alarmName)).toEqual({ Ref: idOf(stack, ALARM, 'ScalingFailure') });
  });

  test('can be counted', () => {
    const { scaling, instance } = make();
    const metric = { namespace: 'cdk-dms-migrations', statistic: 'Sum', dimensions: { ReplicationInstanceIdentifier: instance.replicationInstanceIdentifier } };
    expect(scaling.metricDecisions()).toMatchObject({ ...metric, metricName: 'Decisions' });
    expect(scaling.metricClassChanges({ statistic: 'Maximum' })).toMatchObject({ ...metric, metricName: 'ClassChanges', statistic: 'Maximum' });
  });
});

describe('it is found', () => {
  test('by its instance', () => {
    const { scaling, instance } = make();
    expect(PhaseScaling.of(instance)).toBe(scaling);
    expect(PhaseScaling.of(testInstance(testStack()))).toBeUndefined();
  });
});

describe('fails', () => {
  test('for an instance that this stack does not define', () => {
    expect(failures((stack) => new PhaseScaling(stack, 'Scaling', { instance: importedInstance(stack), fullLoadClass, cdcClass }))).toEqual(['phaseScalingInstance']);
    expect(failures((stack) => new PhaseScaling(new Stack(stack.node.root, 'Other'), 'Scaling', { instance: testInstance(stack) }))).toEqual(['phaseScalingInstance']);
    expect(failures((stack) => new PhaseScaling(new NestedStack(stack, 'Nested'), 'Scaling', { instance: testInstance(stack) }))).toEqual(['phaseScalingInstance']);
  });

  test('for a second one of the same instance, which changes nothing of the first', () => {
    const { stack, instance, scaling } = make();
    new PhaseScaling(stack, 'Second', { instance });
    expect(synthesisErrors(stack)).toEqual([expect.stringMatching(/^\[Test\/Second\].*\[phaseScalingTwice\]$/)]);
    expect(PhaseScaling.of(instance)).toBe(scaling);
  });

  test.each<[string, (resource: dms.CfnReplicationInstance) => void]>([
    ['by an override', (resource) => resource.addPropertyOverride('ReplicationInstanceClass', 'dms.r6i.large')],
    ['by the property of the resource', (resource) => { resource.replicationInstanceClass = 'dms.r6i.large'; }],
  ])('when the class is fixed %s', (_, fix) => {
    const { stack, instance } = make();
    fix(instance.node.defaultChild as dms.CfnReplicationInstance);
    expect(synthesisErrors(stack)).toEqual([expect.stringMatching(/\[phaseScalingClassFixed\]$/)]);
  });

  test('for amounts that cannot be converted, since they are known only at deployment', () => {
    const amount = Token.asNumber(Lazy.any({ produce: () => 5 }));
    const { stack } = make({
      settleTime: Duration.minutes(amount),
      pauseDeadline: Duration.hours(amount),
      rebound: Rebound.onPressure({
        cooldown: Duration.minutes(amount), maxLatency: Duration.minutes(amount), minAvailableMemory: Size.gibibytes(amount),
      }),
    });
    const errors = synthesisErrors(stack);
    expect(errors.map((message) => /'([\w.]+)' must be given as/.exec(message)?.[1])).toEqual([
      'settleTime', 'pauseDeadline', 'rebound.cooldown', 'rebound.maxLatency', 'rebound.minAvailableMemory',
    ]);
    expect(errors[0]).toBe('[Test/Scaling] \'settleTime\' must be given as Duration.seconds(), since its amount is known only at deployment. The CDK cannot'
      + ' convert such an amount to another unit. Write it as Duration.seconds(). [amountUnit]');
  });

  test('for what is no class, no hook and no time, all at once', () => {
    const odd = { fullLoadClass: 'dms.r6i.large', boundaryHook: 'indexes', pauseDeadline: 60 } as unknown as PhaseScalingOptions;
    expect(synthesisErrors(make(odd).stack).map((message) => /'(\w+)' must be of the type/.exec(message)?.[1])).toEqual(['fullLoadClass', 'boundaryHook', 'pauseDeadline']);
  });
});

test('warns of a long pause with SQL Server as the source', () => {
  const warned = (source: SourceDatabase, pauseDeadline: Duration): number => {
    const stack = testStack();
    const instance = testInstance(stack);
    taskOn(testPair(stack, { instance, source }));
    new PhaseScaling(stack, 'Scaling', { instance, fullLoadClass, cdcClass, pauseDeadline });
    return Annotations.fromStack(stack).findWarning('/Test/Scaling', Match.stringLikeRegexp('pauseDeadlineSqlServer')).length;
  };
  const sqlServer = (): SourceDatabase => SourceDatabase.sqlServer({ ...reachable(new Stack(), 'Source'), databaseName: 'app' });
  expect(warned(sqlServer(), Duration.hours(2))).toBe(1);
  expect(warned(sqlServer(), Duration.hours(1))).toBe(0);
  expect(warned(testSource(new Stack()), Duration.hours(2))).toBe(0);
});

test('synthesizes in an app of its own with hundreds of tasks, without a circle', () => {
  const stack = new Stack(new App(), 'Many');
  const instance = testInstance(stack);
  const pair = pairOn(stack, instance);
  const nested = new NestedStack(stack, 'More');
  new PhaseScaling(stack, 'Scaling', { instance, fullLoadClass, cdcClass });
  for (let index = 0; index < 450; index++) taskOn(pair, `Task${index}`, {}, index < 350 ? stack : nested);
  const resources = resourcesOf(stack);
  expect(() => allNeedsOf(resources, idOf(stack, SCALING, 'ScalingWatch'))).not.toThrow();
  expect(Object.keys(resources).length).toBeLessThan(500);
  expect(part(stack, 'Watch').LoadingTasks).toHaveLength(450);
});
