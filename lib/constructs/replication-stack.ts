import { CfnOutput, CfnResource, Duration, NestedStack, RemovalPolicy, Stack, Token, type StackProps } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct, IConstruct } from 'constructs';
import { checkDisasterRecovery, STANDBY_LAG_MINUTES, type StandbyTask } from '../plan/disaster-recovery-rules';
import { checkTasksGiven } from '../plan/migration-plan/plan-problems';
import { within } from '../plan/problem';
import { checkPairOf, checkStackOptions } from '../plan/serverless-rules';
import { TaskPacking } from '../plan/task-packing';
import { DeploymentSteps } from '../private/deployment-steps';
import { makeMigrationVpc } from '../private/migration-vpc';
import { neededBy, readProps, withoutNulls } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { Encryption } from './encryption';
import { EndpointPair } from './endpoint-pair';
import { LagAlarms } from './lag-alarms';
import { AlarmKind, type LagAlarmsOptions } from './lag-alarms-props';
import { MigrationDashboard } from './migration-dashboard';
import type { MigrationDashboardOptions } from './migration-dashboard-props';
import type { MigrationPlan } from './migration-plan';
import { MigrationTask } from './migration-task';
import type { MigrationTaskOptions } from './migration-task-props';
import { MigrationType } from './migration-type';
import { PhaseScaling } from './phase-scaling';
import type { PhaseScalingOptions } from './phase-scaling-props';
import { ReplicationInstance } from './replication-instance';
import type { ReplicationInstanceOptions } from './replication-instance-props';
import { ReplicationPurpose } from './replication-purpose';
import type { SchemaHandling } from './schema-handling';
import { ServerlessCapacity } from './serverless-capacity';
import { ServerlessNetwork, type ServerlessNetworkOptions } from './serverless-network';
import { ServerlessReplication } from './serverless-replication';
import type { ServerlessComputeOptions, ServerlessReplicationOptions } from './serverless-replication-props';
import type { SourceDatabase } from './source-database';
import type { TargetDatabase } from './target-database';
import { TaskMonitor } from './task-monitor';
import { TableProgress, type TaskMonitorOptions } from './task-monitor-props';

/** The two ends of a migration. */
export interface EndpointPairOptions {
  /** The database that is migrated. */
  readonly source: SourceDatabase;

  /** The database that it is migrated to. */
  readonly target: TargetDatabase;

  /**
   * Who makes the schema of the target, where its engine is another one than that of the source. DMS creates tables with their primary keys alone: no
   * secondary indexes, foreign keys, defaults, views or code.
   *
   * @default - nothing is known of it, of which a relational target is warned if tasks load its tables
   */
  readonly schema?: SchemaHandling;

  /**
   * What the replication instance fetches the credentials through: the interface endpoint for Secrets Manager of an imported VPC, or
   * `ec2.Peer.anyIpv4()` where the way is a NAT gateway. Port 443 is opened for it.
   *
   * @default - the interface endpoint that this app has defined in the VPC by now
   */
  readonly secretsManagerEndpoint?: ec2.IConnectable;

  /**
   * Whether deployments test that the instance connects to both databases.
   *
   * @default true
   */
  readonly testConnections?: boolean;

  /**
   * How long a test that fails is tried again.
   *
   * @default Duration.minutes(10)
   */
  readonly connectionPatience?: Duration;
}

/** Phase scaling of a replication stack. */
export interface StackPhaseScalingOptions extends PhaseScalingOptions {
  /**
   * Whether the instance goes from one class to the other.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** Serverless replications of a replication stack, in place of a replication instance and its tasks. */
export interface StackServerlessOptions extends ServerlessNetworkOptions, ServerlessComputeOptions {}

/** Alarms of a replication stack. */
export interface StackAlarmsOptions extends LagAlarmsOptions {
  /**
   * Whether there are alarms.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** The dashboard of a replication stack. */
export interface StackDashboardOptions extends MigrationDashboardOptions {
  /**
   * Whether there is a dashboard.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** The monitor of a replication stack. */
export interface StackMonitorOptions extends TaskMonitorOptions {
  /**
   * Whether there is a monitor. Alarms need one, and make theirs without this.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** Properties of a replication stack. */
export interface ReplicationStackProps extends StackProps, EndpointPairOptions {
  /**
   * What the stack is for. Disaster recovery has defaults of its own: the class is never changed by phases, lag is told from 1 minute and critical
   * from 5, an instance without load is not told of, the stack has termination protection, and what DMS needs to go on is retained if it leaves the
   * template.
   *
   * @default ReplicationPurpose.MIGRATION
   */
  readonly purpose?: ReplicationPurpose;

  /**
   * The migration tasks, by the ids of their constructs. Changing an id means another task, which loads everything again.
   *
   * @default - those of the plan; with one, tasks given here come beside its own, or take the place of those with the same ids
   */
  readonly tasks?: { [id: string]: MigrationTaskOptions };

  /**
   * What follows from a workload profile: the tasks, and the classes and storage of the instance.
   *
   * @default - none; `tasks` has to be given
   */
  readonly plan?: MigrationPlan;

  /**
   * The VPC that the replication instance stands in.
   *
   * @default - one is made, with isolated subnets in two zones and endpoints for S3 and Secrets Manager
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The replication instance.
   *
   * @default - sized by the number of tasks, Multi-AZ, encrypted by a key of the stack's own
   */
  readonly replicationInstance?: ReplicationInstanceOptions;

  /**
   * Has serverless replications do what tasks on an instance would do: `{}` is enough. There is then no instance, and no phase scaling, monitor,
   * alarms or dashboard, which are all about one.
   *
   * @default - a replication instance
   */
  readonly serverless?: StackServerlessOptions;

  /**
   * How the instance goes from the class for the full load to that for CDC.
   *
   * @default - by its sizing, as soon as a task both loads tables and captures changes and the two classes are not the same
   */
  readonly phaseScaling?: StackPhaseScalingOptions;

  /**
   * What is told when something goes wrong, and to whom.
   *
   * @default - all alarms, to a topic that is made: `alarms.criticalTopic`
   */
  readonly alarms?: StackAlarmsOptions;

  /**
   * What is published of tasks and tables that DMS has no metric for.
   *
   * @default - every 5 minutes, of each table until the boundary
   */
  readonly monitor?: StackMonitorOptions;

  /**
   * The page that shows it all.
   *
   * @default - one is made
   */
  readonly dashboard?: StackDashboardOptions;
}

/** A task that is added to a stack. */
export interface AddTaskOptions extends MigrationTaskOptions {
  /**
   * The endpoints that the task reads and writes.
   *
   * @default - those of the stack's own source and target
   */
  readonly endpointPair?: EndpointPair;
}

/** A serverless replication that is added to a stack. */
export interface AddReplicationOptions extends ServerlessReplicationOptions {
  /**
   * The endpoints that the replication reads and writes.
   *
   * @default - those of the stack's own source and target
   */
  readonly endpointPair?: EndpointPair;
}

/** Outputs of tasks; CloudFormation allows 200 in all. */
const MAX_TASK_OUTPUTS = 150;

/**
 * A whole migration: network, replication instance, endpoints and tasks.
 *
 * Everything in it can be had by the constructs alone, in a stack of your own. Tasks that CloudFormation's limits leave no room for
 * go to nested stacks, in the order in which they are declared: append new ones, so that none that exists changes its place. A task that
 * changes its place is made anew and loads everything again.
 */
export class ReplicationStack extends Stack {
  /** The VPC that the replication instance stands in. */
  public readonly vpc: ec2.IVpc;

  /**
   * The network of the serverless replications.
   *
   * @default - none, if there is a replication instance
   */
  public readonly serverless?: ServerlessNetwork;

  /** The endpoints of the stack's own source and target. */
  public readonly endpointPair: EndpointPair;

  /**
   * What tells of tasks and tables what DMS has no metric for.
   *
   * @default - none, if neither it nor alarms were wanted
   */
  public readonly monitor?: TaskMonitor;

  /**
   * What is told when something goes wrong, and to whom.
   *
   * @default - none, if none were wanted
   */
  public readonly alarms?: LagAlarms;

  /**
   * The page that shows it all.
   *
   * @default - none, if none was wanted
   */
  public readonly dashboard?: MigrationDashboard;

  private readonly isStandby: boolean;
  private readonly kept: IConstruct[] = [];
  private readonly standbyTasks: StandbyTask[] = [];
  private readonly phaseScalingOptions?: StackPhaseScalingOptions;
  private readonly key?: kms.IKey;
  private scaling?: PhaseScaling;
  private readonly instance?: ReplicationInstance;
  private readonly compute: ServerlessComputeOptions = {};
  private readonly taskList: MigrationTask[] = [];
  private readonly replicationList: ServerlessReplication[] = [];
  private readonly packing = new TaskPacking();
  private readonly places: Stack[] = [this];

  constructor(scope: Construct, id: string, props: ReplicationStackProps) {
    super(scope, id, { ...(isStandby(props) && { terminationProtection: true }), ...withoutNulls(props) });

    this.isStandby = isStandby(props);
    const { given, problems } = readProps(props, { vpc: 'ec2.IVpc', plan: 'MigrationPlan' });
    const planned = given.plan?._at(() => this.targetEngine());
    const isServerless = given.serverless !== undefined;
    const { given: options, problems: ofInstance } = readProps(given.replicationInstance, { encryption: 'Encryption' });
    const { capacity, multiAz, availabilityZone, preferredMaintenanceWindow, createLogGroup, logRetention, ...network } =
      withoutNulls(given.serverless);
    const ownEncryption = isServerless ? network.encryption : options.encryption;
    const key = ownEncryption === undefined || given.vpc === undefined ? this.ownKey(ownEncryption) : undefined;
    this.key = key;
    if (key !== undefined) DeploymentSteps.encryptWith(this, key);
    const encryption = ownEncryption ?? Encryption.customerManagedKey(key);
    this.vpc = given.vpc ?? makeMigrationVpc(this, 'Vpc', key!);
    const sized = planned && given.plan?._instanceOptions(planned, options.instanceClass !== undefined);
    if (isServerless) {
      this.serverless = new ServerlessNetwork(this, 'Serverless', { ...network, vpc: this.vpc, encryption });
    } else {
      this.instance = new ReplicationInstance(this, 'Instance', { ...sized, ...options, vpc: this.vpc, encryption });
      // What somebody has decided for the instance holds.
      if (this.isStandby && options.removalPolicy === undefined) this.kept.push(this.instance);
    }
    if (this.isStandby && given.vpc === undefined) this.kept.push(this.vpc);
    this.endpointPair = this.addEndpointPair('Endpoints', given);
    const ofScaling = given.phaseScaling === undefined ? undefined : withoutNulls(given.phaseScaling);
    this.phaseScalingOptions = this.isStandby ? { enabled: ofScaling !== undefined, ...ofScaling } : ofScaling;
    const tasks = { ...planned && given.plan?._taskOptions(planned), ...withoutNulls(given.tasks) };
    // What a plan says of an instance is for all of its tasks; where it has one alone, it is for that one.
    const planCapacity = sized?.sizing !== undefined && Object.keys(tasks).length === 1 ? ServerlessCapacity.forSizing(sized.sizing) : undefined;
    this.compute = { capacity: capacity ?? planCapacity, multiAz, availabilityZone, preferredMaintenanceWindow, createLogGroup, logRetention };
    for (const [taskId, task] of Object.entries(tasks)) {
      if (isServerless) this.addReplication(taskId, task);
      else this.defineTask(taskId, task);
    }
    if (this.instance !== undefined) {
      this.scalePhases();
      const watched = { instance: this.instance, encryptionKey: this.key };
      const { enabled: monitors = true, ...monitor } = withoutNulls(given.monitor);
      if (monitors) this.monitor = new TaskMonitor(this, 'Monitor', { tableProgress: TableProgress.UNTIL_BOUNDARY, ...watched, ...monitor });
      const { enabled: alarms = true, ...ofAlarms } = withoutNulls(given.alarms);
      if (alarms) this.alarms = new LagAlarms(this, 'Alarms', { ...watched, ...this.isStandby && standbyAlarms(), ...ofAlarms });
      const { enabled: dashboard = true, ...ofDashboard } = withoutNulls(given.dashboard);
      if (dashboard) this.dashboard = new MigrationDashboard(this, 'Dashboard', { ...ofDashboard, instance: this.instance });

      new CfnOutput(this, 'InstanceArn', { value: this.instance.replicationInstanceArn });
      new CfnOutput(this, 'InstanceIdentifier', { value: this.instance.replicationInstanceIdentifier });
    }
    reportProblems(this, () => [
      ...problems,
      ...within('replicationInstance', ofInstance),
      ...checkTasksGiven(props?.plan !== undefined, given.tasks !== undefined),
      ...checkStackOptions(isServerless, given),
      ...planned?.problems() ?? [],
      ...this.isStandby ? checkDisasterRecovery({
        multiAz: markUnknown(options.multiAz), phaseScaling: this.scaling !== undefined, tasks: this.standbyTasks,
      }) : [],
    ]);
  }

  /**
   * The replication instance.
   *
   * Throws for a stack with `serverless`, which has none.
   */
  public get replicationInstance(): ReplicationInstance {
    return neededBy(this, this.instance, checkPairOf('MigrationTask', this.instance !== undefined));
  }

  /** The serverless replications, in the order in which they were declared. */
  public get replications(): ServerlessReplication[] {
    return [...this.replicationList];
  }

  /** The migration tasks, in the order in which they were declared. */
  public get tasks(): MigrationTask[] {
    return [...this.taskList];
  }

  /** What scales the instance; undefined if nothing does. */
  public get phaseScaling(): PhaseScaling | undefined {
    return this.scaling;
  }

  /** Adds another source and target, served by the same replication instance or serverless network. */
  public addEndpointPair(id: string, options: EndpointPairOptions): EndpointPair {
    const { source, target, schema, secretsManagerEndpoint, testConnections, connectionPatience } = withoutNulls(options);
    const pair = new EndpointPair(this, id, {
      instance: this.instance, serverless: this.serverless, source, target, schema, secretsManagerEndpoint, testConnections, connectionPatience,
    });
    if (this.isStandby) this.kept.push(pair);
    for (const each of this.kept) retain(each); // again, since the pair has opened ports of what was there before
    return pair;
  }

  /** Adds a migration task. */
  public addTask(id: string, options: AddTaskOptions): MigrationTask {
    const task = this.defineTask(id, options);
    this.scalePhases();
    return task;
  }

  /** Adds a serverless replication, to a stack with `serverless`. */
  public addReplication(id: string, options: AddReplicationOptions): ServerlessReplication {
    const { endpointPair = this.endpointPair, ...replication } = { ...this.compute, ...withoutNulls(options) };
    const made = new ServerlessReplication(this.placeFor(replication), id, { ...replication, endpointPair });
    this.replicationList.push(made);
    if (this.replicationList.length <= MAX_TASK_OUTPUTS) new CfnOutput(this, `${id}ReplicationConfigArn`, { value: made.replicationConfigArn });
    return made;
  }

  private defineTask(id: string, options: AddTaskOptions): MigrationTask {
    const { endpointPair = this.endpointPair, ...asGiven } = withoutNulls(options);
    const task = { ...this.isStandby && { removalPolicy: RemovalPolicy.RETAIN }, ...asGiven };
    const made = new MigrationTask(this.placeFor(task), id, { ...task, endpointPair });
    this.taskList.push(made);
    this.standbyTasks.push({ path: made.node.path, cdc: made.migrationType !== MigrationType.FULL_LOAD, stops: task.cdcStop !== undefined });
    if (this.taskList.length <= MAX_TASK_OUTPUTS) new CfnOutput(this, `${id}TaskArn`, { value: made.migrationTaskArn });
    return made;
  }

  /** DMS's name of the target's engine, if it is known by now. */
  private targetEngine(): string | undefined {
    const { targetEngineName } = this.endpointPair;
    return Token.isUnresolved(targetEngineName) ? undefined : targetEngineName;
  }

  /** Phase scaling is for asked for, or else where there is a boundary between two classes. */
  private scalePhases(): void {
    const { phaseScalingOptions: options, instance, key: encryptionKey } = this;
    if (instance === undefined || this.scaling !== undefined || options?.enabled === false) return;
    if (options !== undefined) {
      this.scaling = new PhaseScaling(this, 'PhaseScaling', { encryptionKey, ...options, instance });
    } else if (this.hasBoundary()) {
      this.scaling = new PhaseScaling(this, 'PhaseScaling', { encryptionKey, instance })._byDefault();
    }
  }

  private hasBoundary(): boolean {
    const { fullLoadClass, cdcClass } = this.replicationInstance._sizingDecision();
    return fullLoadClass !== cdcClass && this.taskList.some(({ migrationType }) => migrationType === MigrationType.FULL_LOAD_AND_CDC);
  }

  private placeFor(task: MigrationTaskOptions): Construct {
    const { given: { tableMappings, taskSettings, taskData, graphMapping } } = readProps(task, {
      tableMappings: 'TableMappings', taskSettings: 'TaskSettings', graphMapping: 'GraphMapping',
    });
    const place = this.packing.add(bytesInTemplate([tableMappings?._render(), taskSettings?._render(), taskData, graphMapping?._render()]));
    return this.places[place] ??= new NestedStack(this, `Tasks${place + 1}`);
  }

  /** One key for the instance's storage and the logs of the stack's own network. */
  private ownKey(encryption: Encryption | undefined): kms.Key {
    return new kms.Key(this, 'Key', {
      description: `Migration ${this.node.path}${encryption === undefined ? '' : ', network logs'}`,
      enableKeyRotation: true,
    });
  }
}

function isStandby(props: ReplicationStackProps): boolean {
  return withoutNulls(props).purpose === ReplicationPurpose.DISASTER_RECOVERY;
}

/** Keeps everything in a construct when it leaves the template: an endpoint is of no use without its role, nor an instance without its subnets. */
function retain(construct: IConstruct): void {
  for (const each of construct.node.findAll()) if (each instanceof CfnResource) each.applyRemovalPolicy(RemovalPolicy.RETAIN);
}

/** That no table is written to for a day is nothing to be told of a copy that goes on for good. */
function standbyAlarms(): LagAlarmsOptions {
  const { warning, critical, sustained } = STANDBY_LAG_MINUTES;
  return {
    lag: { warning: Duration.minutes(warning), critical: Duration.minutes(critical), sustained: Duration.minutes(sustained) },
    exclude: [AlarmKind.IDLE],
  };
}

/** Bytes of documents where they stand as text in the JSON of a template, in which each quote takes two. */
function bytesInTemplate(documents: readonly unknown[]): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(documents)));
}
