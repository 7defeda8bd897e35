import { ArnFormat, CfnDeletionPolicy, CustomResource, Duration, Lazy, Names, Stack, type CfnResource, type NestedStack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dms from 'aws-cdk-lib/aws-dms';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, type IConstruct } from 'constructs';
import { INSTANCE_DIMENSION } from '../plan/metrics';
import { ALARMS_PER_RULE, explainPhases, minAvailableBytes, reboundLadder, savedShare, type PhaseClasses } from '../plan/phase-scaling';
import { checkPhaseScaling, type PhaseScalingInput } from '../plan/phase-scaling-rules';
import { SCHEDULE_DESCRIPTION } from '../plan/phase-schedule';
import type { Problem } from '../plan/problem';
import { DeploymentSteps } from '../private/deployment-steps';
import { keyForNotices } from '../private/notices';
import { failureAlarm, pressureAlarms, type AlarmIdentity } from '../private/phase-alarms';
import { makePhaseController, type PhaseController } from '../private/phase-controller';
import { callController, documentOf, TaskReach } from '../private/phase-events';
import { readPhaseOptions, type PhaseOptions } from '../private/phase-options';
import { readPropsOf } from '../private/read-props';
import { renderedProperties } from '../private/rendered-properties';
import { markUnknown, reportProblems } from '../private/reporting';
import { acknowledgeWildcard } from '../private/wildcards';
import type { _SizingDecision } from './instance-sizing';
import { BoundaryStrategy, type PhaseScalingProps } from './phase-scaling-props';
import { ReplicationInstance, type _InstanceTask, type IReplicationInstance } from './replication-instance';

const KINDS = {
  instance: 'IReplicationInstance',
  fullLoadClass: 'InstanceClass',
  cdcClass: 'InstanceClass',
  boundaryHook: 'BoundaryHook',
  settleTime: 'Duration',
  pauseDeadline: 'Duration',
  rebound: 'Rebound',
  topic: 'sns.ITopic',
  encryptionKey: 'kms.IKey',
  tasks: 'IMigrationTask[]',
  endpoints: 'IEndpoint[]',
};

const RESOURCE_TYPE = 'Custom::DmsPhaseScaling';
const METRIC_NAMESPACE = 'cdk-dms-migrations';
/** How long CloudFormation waits for an answer: tasks may have to stop, and the instance to be brought up, first. */
const SERVICE_TIMEOUT = Duration.hours(1);
const CLASS_ATTRIBUTE = 'InstanceClass';
/** What EventBridge calls what happens to an instance [EventBridge events reference, AWS Database Migration Service]. */
const INSTANCE_EVENTS = ['DMS Replication Instance State Change', 'DMS Replication Instance Class State Change', 'DMS Replication Instance Failover State'];
const ENDS_OF_EXECUTIONS = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

/** The phase scaling of each instance. */
const scalings = new WeakMap<IReplicationInstance, PhaseScaling>();

/**
 * Runs the full load on the class that it needs, and CDC on the class that CDC needs.
 *
 * When the last task has loaded its tables, all tasks of the instance are stopped, its class is changed, the connections are tested, and the
 * tasks are resumed. Never during a load, never with tables that could not be loaded (unless said so), never below the class for CDC; and
 * never are tasks left standing: after `pauseDeadline` they run, whatever class is there. When a task is to load again, the instance is
 * brought up first. When memory is short or tasks lag behind, it goes one size up again.
 *
 * A Lambda function does so. It looks at the instance and decides anew each time it is called: by events of DMS, by alarms, and every
 * minute while there is something to do. All that it does it tells on `topic`.
 *
 * The class in the template comes from the same function, so that a deployment does not undo what was done.
 */
export class PhaseScaling extends Construct {
  /**
   * The phase scaling of an instance.
   *
   * @param instance the instance.
   * @returns undefined if it has none.
   */
  public static of(instance: IReplicationInstance): PhaseScaling | undefined {
    return scalings.get(instance);
  }

  /** The instance that is scaled. */
  public readonly instance: IReplicationInstance;

  /** Where it is told what is done, why, and what it saves. */
  public readonly topic: sns.ITopic;

  /** The controller. */
  public readonly controllerFunction: lambda.IFunction;

  /** Events that the controller has given up. */
  public readonly deadLetterQueue: sqs.IQueue;

  /** Tells, on `topic`, that the controller fails. */
  public readonly failureAlarm: cloudwatch.Alarm;

  private readonly given: PhaseScalingProps;
  private readonly options: PhaseOptions;
  private readonly controller: PhaseController;
  private readonly watch: CustomResource;
  private readonly resource?: dms.CfnReplicationInstance;
  private readonly isTaken: boolean;
  private readonly tasks: _InstanceTask[] = [];
  private readonly reaches = new Map<Stack, TaskReach>();
  private isDefault = false;

  constructor(scope: Construct, id: string, props: PhaseScalingProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, 'instance');
    const { instance, boundaryHook, logRetention = logs.RetentionDays.SIX_MONTHS } = given;
    this.given = given;
    this.options = readPhaseOptions(given);
    this.instance = instance;
    const instanceIdentifier = instance.replicationInstanceIdentifier;
    const ofInstance = instance instanceof ReplicationInstance ? instance.encryptionKey : undefined;
    const encryptionKey = keyForNotices(this, `Phase scaling of ${instance.node.path}`, given.encryptionKey, ofInstance);

    this.controller = makePhaseController(this, {
      instanceIdentifier, encryptionKey, logRetention, reserveConcurrency: given.reserveConcurrency ?? true, topic: given.topic,
    });
    const { fn, topic, deadLetterQueue } = this.controller;
    this.controllerFunction = fn;
    this.topic = topic;
    this.deadLetterQueue = deadLetterQueue;
    this.failureAlarm = failureAlarm(this, { instanceIdentifier, fn, topic, deadLetterQueue });

    const before = this.customResource('Class', {
      FullLoadClass: Lazy.string({ produce: () => this.classes.fullLoadClass }),
      CdcClass: Lazy.string({ produce: () => this.classes.cdcClass }),
    });
    const hookArn = boundaryHook?._bind(this, {
      encryptionKey, logRetention, name: `dms-boundary-${instanceIdentifier}`, timeoutSeconds: this.options.hookTimeoutSeconds,
    });
    const alarms = this.alarms();
    const calls = new Construct(this, 'Calls');
    const schedule = this.listen(calls, alarms, hookArn);
    const permissions = this.allow(schedule, alarms, hookArn);
    this.watch = this.customResource('Watch', {
      Policy: Lazy.string({ produce: () => Stack.of(this).toJsonString(this.policy(alarms, hookArn)) }),
      ScheduleRuleName: schedule.ref,
      LeavingTasks: Lazy.any({ produce: () => this.namesOf(this.tasks.filter(({ task }) => this.goesWithTheStack(task))) }),
    });
    this.watch.node.addDependency(calls, permissions);

    for (const task of given.tasks ?? []) this.reachIn(Stack.of(this)).addTask(task.migrationTaskArn, []);
    for (const endpoint of given.endpoints ?? []) this.reachIn(Stack.of(this)).allowTest(endpoint.endpointArn);
    this.isTaken = scalings.has(instance);
    if (!this.isTaken) {
      scalings.set(instance, this);
      this.resource = this.takeOver(instance, before);
    }
    reportProblems(this, () => [...problems, ...this.options.problems, ...this.problems(before)]);
  }

  /** What was decided about the phases and why, a line each. */
  public get scalingReasons(): string[] {
    const { given, options: { strategy } } = this;
    return explainPhases({
      ...this.classes,
      fullLoadGiven: given.fullLoadClass !== undefined,
      cdcGiven: given.cdcClass !== undefined,
      strategy,
      hasHook: given.boundaryHook !== undefined,
      ladder: this.ladder,
    });
  }

  /**
   * Decisions of the controller to do something.
   *
   * @default - Sum over 5 minutes
   */
  public metricDecisions(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Decisions', props);
  }

  /**
   * Changes of the instance's class.
   *
   * @default - Sum over 5 minutes
   */
  public metricClassChanges(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ClassChanges', props);
  }

  /**
   * Lets the grantee have the instance brought up before tables are loaded again, and let go afterwards.
   *
   * Invoke `controllerFunction` with `{ "request": "full-load" }`, and reload when `topic` tells that the instance is up;
   * `{ "request": "cdc" }` takes it back.
   */
  public grantRequestFullLoad(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: ['lambda:InvokeFunction'], resourceArns: [this.controllerFunction.functionArn] });
  }

  /**
   * Says that nobody asked for it in words.
   *
   * @internal
   */
  public _byDefault(): this {
    this.isDefault = true;
    return this;
  }

  /** @internal */
  public get _stopsTasks(): boolean {
    return this.options.strategy !== BoundaryStrategy.KEEP_RUNNING;
  }

  /**
   * How long a task may pause; may be known only at deployment.
   *
   * @internal
   */
  public get _pauseDeadlineSeconds(): number {
    return this.options.pauseDeadlineSeconds;
  }

  /** @internal */
  public _attachTask(task: _InstanceTask): void {
    this.tasks.push(task);
    this.reachIn(Stack.of(task.task)).addTask(task.arn, task.endpointArns);
    if (this._stopsTasks) task.stopAtBoundary();
  }

  /** @internal */
  public _decide(sized: _SizingDecision): _SizingDecision {
    const { fullLoadClass, cdcClass } = this.given;
    return {
      ...sized,
      ...(fullLoadClass !== undefined && { fullLoadClass: String(fullLoadClass) }),
      ...(cdcClass !== undefined && { cdcClass: String(cdcClass) }),
      reasons: [
        ...sized.reasons,
        ...(fullLoadClass === undefined ? [] : [`full load: ${String(fullLoadClass)} after all, as given to phase scaling`]),
        ...(cdcClass === undefined ? [] : [`CDC: ${String(cdcClass)} after all, as given to phase scaling`]),
      ],
    };
  }

  private get classes(): PhaseClasses {
    if (this.instance instanceof ReplicationInstance) return this.instance._sizingDecision();
    const { fullLoadClass, cdcClass } = this.given;
    return { fullLoadClass: String(fullLoadClass ?? ''), cdcClass: String(cdcClass ?? fullLoadClass ?? '') };
  }

  private get ladder(): string[] | undefined {
    const { rebound } = this.options;
    return rebound && reboundLadder(this.classes, rebound.maxSteps);
  }

  /** The class of the instance comes from the controller from now on, and its tasks are looked after. */
  private takeOver(instance: IReplicationInstance, before: CustomResource): dms.CfnReplicationInstance | undefined {
    if (!(instance instanceof ReplicationInstance) || Stack.of(instance) !== Stack.of(this)) return undefined;
    const resource = instance.node.defaultChild as dms.CfnReplicationInstance;
    DeploymentSteps.putLater(before); // tasks are stopped first for what the template changes
    resource.replicationInstanceClass = before.getAttString(CLASS_ATTRIBUTE);
    instance._scaleBy(this);
    return resource;
  }

  private customResource(part: string, properties: Record<string, unknown>): CustomResource {
    return new CustomResource(this, part, {
      resourceType: RESOURCE_TYPE,
      serviceToken: this.controllerFunction.functionArn,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        Part: part,
        InstanceIdentifier: this.instance.replicationInstanceIdentifier,
        ...properties,
        LoadingTasks: Lazy.any({ produce: () => this.namesOf(this.tasks.filter(({ fullLoad }) => fullLoad)) }),
        InstanceProperties: Lazy.any({ produce: () => this.instanceProperties() }),
      },
    });
  }

  /** Names of tasks, in an order that does not depend on that of their declaration. */
  private namesOf(tasks: readonly _InstanceTask[]): string[] {
    const names = tasks.map(({ identifier }) => Stack.of(this).resolve(identifier) as unknown);
    return names.filter((name) => typeof name === 'string').sort();
  }

  /** Whether a task is deleted when the stack of the instance is. */
  private goesWithTheStack(task: IConstruct): boolean {
    const { cfnOptions: { deletionPolicy = CfnDeletionPolicy.DELETE } } = task.node.defaultChild as CfnResource;
    return deletionPolicy === CfnDeletionPolicy.DELETE && (Stack.of(task) === Stack.of(this) || isNestedIn(Stack.of(task), Stack.of(this)));
  }

  /** All but the class. */
  private instanceProperties(): Record<string, unknown> {
    if (this.resource === undefined) return {};
    return Object.fromEntries(Object.entries(renderedProperties(this.resource)).filter(([name]) => name !== 'ReplicationInstanceClass'));
  }

  private policy(alarms: readonly AlarmIdentity[], stateMachineArn: string | undefined): object {
    const { classes: { fullLoadClass, cdcClass }, options } = this;
    const saves = savedShare(this.classes);
    return {
      fullLoadClass,
      cdcClass,
      strategy: options.strategy,
      settleSeconds: options.settleSeconds,
      deadlineSeconds: options.pauseDeadlineSeconds,
      erroredTables: options.erroredTables,
      ...(stateMachineArn !== undefined && {
        hook: { stateMachineArn, timeoutSeconds: options.hookTimeoutSeconds, onFailure: options.hookOnFailure },
      }),
      ...(options.rebound !== undefined && {
        rebound: { alarmNames: alarms.map(({ name }) => name), ladder: this.ladder, cooldownSeconds: options.rebound.cooldownSeconds },
      }),
      ...(saves !== undefined && saves > 0 && { saves }),
    };
  }

  private alarms(): AlarmIdentity[] {
    const { instance, topic, options: { rebound } } = this;
    if (rebound === undefined) return [];
    return rebound.alarms?.map(({ alarmName, alarmArn }) => ({ name: alarmName, arn: alarmArn })) ?? pressureAlarms(this, {
      instanceIdentifier: instance.replicationInstanceIdentifier,
      availableMemory: instance.metricAvailableMemory(),
      minAvailableBytes: rebound.minAvailableBytes ?? Lazy.number({ produce: () => minAvailableBytes(this.classes) }),
      maxLatencySeconds: rebound.maxLatencySeconds,
      topic,
    });
  }

  /** Has the controller called by all that it waits for; gives the schedule. */
  private listen(scope: Construct, alarms: readonly AlarmIdentity[], stateMachineArn: string | undefined): events.CfnRule {
    const { controllerFunction: fn, instance } = this;
    callController(scope, 'InstanceEvents', fn, {
      description: 'Tells the phase controller of what its instance does',
      eventPattern: { 'source': ['aws.dms'], 'detail-type': INSTANCE_EVENTS, 'resources': [instance.replicationInstanceArn] },
    });
    for (let at = 0; at < alarms.length; at += ALARMS_PER_RULE) {
      callController(scope, `AlarmEvents${1 + at / ALARMS_PER_RULE}`, fn, {
        description: 'Tells the phase controller that the class of its instance is too small, or large enough again',
        eventPattern: {
          'source': ['aws.cloudwatch'],
          'detail-type': ['CloudWatch Alarm State Change'],
          'resources': alarms.slice(at, at + ALARMS_PER_RULE).map(({ arn }) => arn),
        },
      });
    }
    if (stateMachineArn !== undefined) {
      callController(scope, 'HookEvents', fn, {
        description: 'Tells the phase controller that a hook has ended',
        eventPattern: {
          'source': ['aws.states'],
          'detail-type': ['Step Functions Execution Status Change'],
          'detail': { stateMachineArn: [stateMachineArn], status: ENDS_OF_EXECUTIONS },
        },
      });
    }
    return callController(scope, 'Schedule', fn, {
      description: SCHEDULE_DESCRIPTION,
      scheduleExpression: 'rate(1 minute)',
    });
  }

  /** What the controller may do once there is an instance; what it needs before stands with the function. */
  private allow(schedule: events.CfnRule, alarms: readonly AlarmIdentity[], stateMachineArn: string | undefined): iam.CfnManagedPolicy {
    const { role } = this.controller;
    const executions = stateMachineArn === undefined ? [] : [executionsOf(stateMachineArn, this)];
    const alarmArns = alarms.length > 0 ? ['*'] : []; // composite alarms are shown to who may see all [CloudWatch API reference, DescribeAlarms]
    const policy = new iam.CfnManagedPolicy(this, 'InstancePermissions', {
      description: 'What the phase controller may do to its instance',
      roles: [role.roleName],
      policyDocument: documentOf([
        [['dms:ModifyReplicationInstance', 'dms:TestConnection'], [this.instance.replicationInstanceArn]],
        [['events:DisableRule', 'events:PutRule'], [schedule.attrArn]],
        [['states:StartExecution'], stateMachineArn === undefined ? [] : [stateMachineArn]],
        [['states:DescribeExecution'], executions],
        [['cloudwatch:DescribeAlarms'], alarmArns],
      ]),
    });
    for (const arn of executions) acknowledgeWildcard(policy, arn, 'Executions of the hook get their names when it is run');
    if (alarmArns.length > 0) acknowledgeWildcard(policy, '*', 'CloudWatch shows composite alarms only to who may see all; nothing but reading is allowed so');
    return policy;
  }

  /** What is heard of and allowed for tasks stands in the stack of the tasks, so that the stacks need each other in one direction only. */
  private reachIn(stack: Stack): TaskReach {
    const present = this.reaches.get(stack);
    if (present !== undefined) return present;
    const here = stack === Stack.of(this);
    const reach = new TaskReach(here ? this : stack, here ? 'Tasks' : Names.uniqueId(this), this.controller.fn, this.controller.role);
    this.reaches.set(stack, reach);
    if (here || isNestedIn(stack, Stack.of(this))) this.watch.node.addDependency(reach);
    return reach;
  }

  private problems(before: CustomResource): Problem[] {
    const { options, given } = this;
    const { fullLoadClass, cdcClass } = this.classes;
    const input = {
      instanceDefinedHere: this.resource !== undefined || this.isTaken,
      instanceTaken: this.isTaken,
      classKept: this.resource === undefined || this.keepsClass(this.resource, before),
      explicit: !this.isDefault,
      fullLoadClass,
      cdcClass,
      fullLoadGiven: given.fullLoadClass !== undefined,
      cdcGiven: given.cdcClass !== undefined,
      strategy: options.strategy,
      erroredTables: options.erroredTables,
      settleSeconds: options.settleSeconds,
      pauseDeadlineSeconds: options.pauseDeadlineSeconds,
      hook: options.hookInput,
      rebound: options.reboundInput,
      tasks: this.tasks.map(({ path, fullLoad, cdc, sourceEngineName }) => ({ path, fullLoad, cdc, sourceEngine: sourceEngineName })),
      hasOtherTasks: (given.tasks ?? []).length > 0,
      policies: [...this.reaches.values()].reduce((sum, { policies }) => sum + policies, 2),
    };
    return checkPhaseScaling(markUnknown(input) as PhaseScalingInput);
  }

  private keepsClass(resource: dms.CfnReplicationInstance, before: CustomResource): boolean {
    const { ReplicationInstanceClass: rendered } = renderedProperties(resource);
    return JSON.stringify(rendered) === JSON.stringify(Stack.of(this).resolve(before.getAtt(CLASS_ATTRIBUTE)));
  }

  private metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { [INSTANCE_DIMENSION]: this.instance.replicationInstanceIdentifier },
      statistic: 'Sum',
      ...props,
    }).attachTo(this);
  }
}

function executionsOf(stateMachineArn: string, scope: Construct): string {
  const stack = Stack.of(scope);
  const { resourceName } = stack.splitArn(stateMachineArn, ArnFormat.COLON_RESOURCE_NAME);
  return stack.formatArn({ service: 'states', resource: 'execution', resourceName: `${resourceName}:*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}

function isNestedIn(stack: Stack, outer: Stack): boolean {
  for (let parent = (stack as NestedStack).nestedStackParent; parent !== undefined; parent = (parent as NestedStack).nestedStackParent) {
    if (parent === outer) return true;
  }
  return false;
}
