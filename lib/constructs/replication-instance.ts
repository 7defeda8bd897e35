import { isIP } from 'node:net';
import { Fn, Lazy, RemovalPolicy, Resource, Token, type IResource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dms from 'aws-cdk-lib/aws-dms';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { SourceMetricsEngine } from '../plan/alarms-source';
import { INSTANCE_DIMENSION, INSTANCE_METRICS, NAMESPACE, type MetricFacts } from '../plan/metrics';
import type { Problem } from '../plan/problem';
import { checkReplicationInstance } from '../plan/replication-instance-rules';
import { checkTwoAnswers } from '../plan/two-answers';
import { gibibytes } from '../private/amounts';
import { generatedIdentifier } from '../private/generated-identifier';
import { importedFrom } from '../private/imported-from';
import { allowLogEncryption } from '../private/log-encryption';
import { nameTag } from '../private/name-tag';
import { listOf, readProps, readPropsOf } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { Encryption } from './encryption';
import type { InstanceClass } from './instance-class';
import { InstanceSizing, type _ObservedWorkload, type _SizingDecision } from './instance-sizing';
import type { IMigrationTask } from './migration-task';
import type { IReplicationHost } from './replication-host';
import type { ReplicationInstanceProps } from './replication-instance-props';
import { ReplicationSubnetGroup, type IReplicationSubnetGroup } from './replication-subnet-group';

/** A replication instance, defined or imported. */
export interface IReplicationInstance extends IResource, IReplicationHost {
  /**
   * The instance's ARN.
   *
   * @attribute
   */
  readonly replicationInstanceArn: string;

  /** The instance's name, in lower case: what metrics, events and the log group of its tasks go by. It is not part of the ARN. */
  readonly replicationInstanceIdentifier: string;

  /** The log group of the instance's tasks: DMS chooses its name, which cannot be changed. */
  readonly logGroupName: string;

  /** Lets the grantee do the given actions to the instance. */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /** Lets the grantee change the instance: its class, storage, version, window. */
  grantModify(grantee: iam.IGrantable): iam.Grant;

  /** Lets the grantee reboot the instance. */
  grantReboot(grantee: iam.IGrantable): iam.Grant;

  /**
   * A metric of the instance.
   *
   * @param metricName as in the namespace AWS/DMS.
   * @param props statistic, period and so on.
   */
  metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * CPU in use, in percent. Over all CPUs of the instance.
   *
   * @default - Average over 5 minutes
   */
  metricCpuUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Memory that processes can have without swapping, in bytes: the one to watch.
   *
   * @default - Minimum over 5 minutes
   */
  metricAvailableMemory(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Memory that nothing uses, not even the page cache, in bytes.
   *
   * @default - Minimum over 5 minutes
   */
  metricFreeMemory(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Memory that could be freed, in bytes. Not what is actually free: prefer `metricAvailableMemory`.
   *
   * @default - Minimum over 5 minutes
   */
  metricFreeableMemory(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Swap in use, in bytes.
   *
   * @default - Maximum over 5 minutes
   */
  metricSwapUsage(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Storage left, in bytes.
   *
   * @default - Minimum over 5 minutes
   */
  metricFreeStorageSpace(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Reads and writes that wait for the disk.
   *
   * @default - Average over 5 minutes
   */
  metricDiskQueueDepth(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Reads a second. Compare reads and writes together with 3 a second for each GiB of storage.
   *
   * @default - Average over 5 minutes
   */
  metricReadIops(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Writes a second. Compare reads and writes together with 3 a second for each GiB of storage.
   *
   * @default - Average over 5 minutes
   */
  metricWriteIops(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Bytes read from disk a second.
   *
   * @default - Average over 5 minutes
   */
  metricReadThroughput(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Bytes written to disk a second.
   *
   * @default - Average over 5 minutes
   */
  metricWriteThroughput(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Time of one read, in milliseconds.
   *
   * @default - Average over 5 minutes
   */
  metricReadLatency(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Time of one write, in milliseconds.
   *
   * @default - Average over 5 minutes
   */
  metricWriteLatency(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Bytes sent a second.
   *
   * @default - Average over 5 minutes
   */
  metricNetworkTransmitThroughput(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Bytes received a second.
   *
   * @default - Average over 5 minutes
   */
  metricNetworkReceiveThroughput(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** What is known of an instance that exists. */
export interface ReplicationInstanceAttributes {
  /** The instance's ARN. */
  readonly replicationInstanceArn: string;

  /** The instance's name, as `aws dms describe-replication-instances` prints it. It is not part of the ARN. */
  readonly replicationInstanceIdentifier: string;

  /**
   * The instance's security groups.
   *
   * @default - none; then no ports are opened to databases
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The VPC it stands in.
   *
   * @default - not known
   */
  readonly vpc?: ec2.IVpc;
}

abstract class ReplicationInstanceBase extends Resource implements IReplicationInstance {
  public abstract readonly replicationInstanceArn: string;
  public abstract readonly replicationInstanceIdentifier: string;
  public abstract readonly connections: ec2.Connections;
  public abstract readonly vpc?: ec2.IVpc;
  public abstract readonly subnets?: ec2.ISubnet[];

  public get logGroupName(): string {
    return `dms-tasks-${this.replicationInstanceIdentifier}`;
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.replicationInstanceArn] });
  }

  public grantModify(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'dms:ModifyReplicationInstance');
  }

  public grantReboot(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'dms:RebootReplicationInstance');
  }

  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: NAMESPACE,
      metricName,
      dimensionsMap: { [INSTANCE_DIMENSION]: this.replicationInstanceIdentifier },
      ...props,
    }).attachTo(this);
  }

  public metricCpuUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.cpuUtilization, props);
  }

  public metricAvailableMemory(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.availableMemory, props);
  }

  public metricFreeMemory(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.freeMemory, props);
  }

  public metricFreeableMemory(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.freeableMemory, props);
  }

  public metricSwapUsage(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.swapUsage, props);
  }

  public metricFreeStorageSpace(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.freeStorageSpace, props);
  }

  public metricDiskQueueDepth(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.diskQueueDepth, props);
  }

  public metricReadIops(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.readIops, props);
  }

  public metricWriteIops(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.writeIops, props);
  }

  public metricReadThroughput(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.readThroughput, props);
  }

  public metricWriteThroughput(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.writeThroughput, props);
  }

  public metricReadLatency(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.readLatency, props);
  }

  public metricWriteLatency(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.writeLatency, props);
  }

  public metricNetworkTransmitThroughput(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.networkTransmitThroughput, props);
  }

  public metricNetworkReceiveThroughput(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(INSTANCE_METRICS.networkReceiveThroughput, props);
  }

  private knownMetric({ name, statistic }: MetricFacts, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(name, { statistic, ...props });
  }
}

const KINDS = {
  vpc: 'ec2.IVpc',
  replicationSubnetGroup: 'IReplicationSubnetGroup',
  securityGroups: 'ec2.ISecurityGroup[]',
  sizing: 'InstanceSizing',
  instanceClass: 'InstanceClass',
  encryption: 'Encryption',
  serviceRoles: 'DmsServiceRoles',
  logEncryptionKey: 'kms.IKey',
};

/**
 * A replication instance: the compute that reads a source and writes a target.
 *
 * Not public, encrypted by a key of your own, in two Availability Zones, and in a security group that lets nothing in, and out
 * only what endpoint pairs open.
 *
 * @resource AWS::DMS::ReplicationInstance
 */
export class ReplicationInstance extends ReplicationInstanceBase {
  /** An instance that exists. */
  public static fromReplicationInstanceAttributes(scope: Construct, id: string, attrs: ReplicationInstanceAttributes): IReplicationInstance {
    const { given, problems } = readProps(attrs, { securityGroups: 'ec2.ISecurityGroup[]', vpc: 'ec2.IVpc' });
    class Import extends ReplicationInstanceBase {
      public readonly replicationInstanceArn = given.replicationInstanceArn;
      public readonly replicationInstanceIdentifier = given.replicationInstanceIdentifier;
      public readonly connections = new ec2.Connections({ securityGroups: given.securityGroups ?? [] });
      public readonly vpc = given.vpc;
      public readonly subnets = undefined;
    }
    const imported = new Import(scope, id, importedFrom(given.replicationInstanceArn));
    reportProblems(imported, () => problems);
    return imported;
  }

  public readonly replicationInstanceArn: string;
  public readonly replicationInstanceIdentifier: string;
  public readonly connections: ec2.Connections;
  public readonly vpc?: ec2.IVpc;
  public readonly subnets?: ec2.ISubnet[];

  /** The subnet group. */
  public readonly replicationSubnetGroup: IReplicationSubnetGroup;

  /**
   * The key that encrypts the storage.
   *
   * @default - AWS's own key for DMS
   */
  public readonly encryptionKey?: kms.IKey;

  private readonly sizing: InstanceSizing;
  private readonly instanceClass?: InstanceClass;
  private readonly storageGiB?: number;
  private readonly tasks: _InstanceTask[] = [];
  private readonly watchers: ((task: _InstanceTask) => void)[] = [];
  private decision?: _SizingDecision;
  private scaler?: _PhaseScaler;

  constructor(scope: Construct, id: string, props: ReplicationInstanceProps) {
    super(scope, id);

    const { given: read, problems } = readPropsOf(this, props, KINDS, 'vpc');
    const given = { ...read, dnsNameServers: unlessUnresolved(read.dnsNameServers) };
    this.vpc = given.vpc;
    this.sizing = given.sizing ?? InstanceSizing.forWorkload();
    this.instanceClass = given.instanceClass;
    this.storageGiB = gibibytes(given.storage);
    this.encryptionKey = (given.encryption ?? Encryption.customerManagedKey())._bind(this, `Storage of ${this.node.path}`);
    this.connections = new ec2.Connections({ securityGroups: given.securityGroups ?? [this.ownSecurityGroup(given.vpc)] });
    // A list known only at deployment cannot be looped over: then the user opens the way.
    if (!Token.isUnresolved(given.dnsNameServers)) given.dnsNameServers?.forEach((server) => this.allowDns(server));

    if (given.replicationSubnetGroup === undefined) {
      const { vpc, vpcSubnets, serviceRoles } = given;
      const group = new ReplicationSubnetGroup(this, 'SubnetGroup', { vpc, vpcSubnets, serviceRoles });
      this.replicationSubnetGroup = group;
      this.subnets = group.subnets;
    } else {
      this.replicationSubnetGroup = given.replicationSubnetGroup;
    }

    // What is create-only makes part of the name, so that a replacement does not meet the old instance's.
    const createOnly = {
      kmsKeyId: this.encryptionKey?.keyArn,
      publiclyAccessible: given.publiclyAccessible ?? false,
      dnsNameServers: commaSeparated(given.dnsNameServers),
      replicationSubnetGroupIdentifier: this.replicationSubnetGroup.replicationSubnetGroupIdentifier,
      resourceIdentifier: given.resourceIdentifier,
    };
    this.replicationInstanceIdentifier = given.replicationInstanceIdentifier ?? generatedIdentifier(this, createOnly);

    const resource = new dms.CfnReplicationInstance(this, 'Resource', {
      ...createOnly,
      replicationInstanceClass: Lazy.string({ produce: () => this._sizingDecision().fullLoadClass }),
      replicationInstanceIdentifier: this.replicationInstanceIdentifier,
      allocatedStorage: this.storageGiB ?? Lazy.number({ produce: () => this._sizingDecision().storageGiB }),
      multiAz: given.multiAz ?? true,
      availabilityZone: given.availabilityZone,
      preferredMaintenanceWindow: given.preferredMaintenanceWindow,
      engineVersion: given.engineVersion,
      autoMinorVersionUpgrade: given.autoMinorVersionUpgrade ?? true,
      allowMajorVersionUpgrade: given.allowMajorVersionUpgrade,
      networkType: given.networkType,
      tags: nameTag(this),
      vpcSecurityGroupIds: this.connections.securityGroups.map(({ securityGroupId }) => securityGroupId),
    });
    if (given.removalPolicy !== undefined) resource.applyRemovalPolicy(given.removalPolicy);
    this.replicationInstanceArn = resource.ref;
    if (given.createLogGroup ?? true) this.createLogGroup(given);

    reportProblems(this, () => [...problems, ...this.problems(given)]);
  }

  /** What the class of each phase and the storage follow from, a line each. */
  public get sizingReasons(): string[] {
    return this._sizingDecision().reasons;
  }

  /**
   * Tells the instance of a task that runs on it.
   *
   * @internal
   */
  public _attachTask(task: _InstanceTask): void {
    this.tasks.push(task);
    this.decision = undefined;
    this.scaler?._attachTask(task);
    for (const watch of this.watchers) watch(task);
  }

  /**
   * Tells of each task that runs on the instance: those that are there, and those that come later.
   *
   * @internal
   */
  public _watchTasks(watch: (task: _InstanceTask) => void): void {
    this.watchers.push(watch);
    for (const task of this.tasks) watch(task);
  }

  /**
   * Has the class of the instance scaled, and its tasks looked after.
   *
   * @returns whether nobody does that already.
   * @internal
   */
  public _scaleBy(scaler: _PhaseScaler): boolean {
    if (this.scaler !== undefined) return false;
    this.scaler = scaler;
    this.decision = undefined;
    for (const task of this.tasks) scaler._attachTask(task);
    return true;
  }

  /**
   * Whether DMS is to stop tasks that load and capture changes at the end of their load.
   *
   * @internal
   */
  public get _stopsTasks(): boolean {
    return this.scaler?._stopsTasks ?? false;
  }

  /**
   * The classes and the storage, as the tasks known so far need them.
   *
   * @internal
   */
  public _sizingDecision(): _SizingDecision {
    return this.decision ??= this.scaler?._decide(this.decide()) ?? this.decide();
  }

  /**
   * The storage in GiB, if it is known; may be known only at deployment.
   *
   * @internal
   */
  public get _storageGiB(): number | undefined {
    return this.storageGiB ?? this._sizingDecision().storageGiB;
  }

  private decide(): _SizingDecision {
    if (this.instanceClass === undefined) return this.sizing._decide(this.observedWorkload());
    const { name } = this.instanceClass;
    return { fullLoadClass: name, cdcClass: name, reasons: [`${name} in every phase, as given`] };
  }

  private observedWorkload(): _ObservedWorkload {
    // Without a task of this app, the instance has to be fit for whatever comes.
    if (this.tasks.length === 0) return { tasks: 1, fullLoad: true, cdc: true };
    return {
      tasks: this.tasks.length,
      fullLoad: this.tasks.some(({ fullLoad }) => fullLoad),
      cdc: this.tasks.some(({ cdc }) => cdc),
    };
  }

  private ownSecurityGroup(vpc: ec2.IVpc): ec2.ISecurityGroup {
    return new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: `Replication instance ${this.node.path}`,
      allowAllOutbound: false,
    });
  }

  private createLogGroup({ logRetention, removalPolicy = RemovalPolicy.DESTROY, logEncryptionKey }: ReplicationInstanceProps): void {
    const key = logEncryptionKey ?? this.encryptionKey;
    const isLetIn = key !== undefined && allowLogEncryption(this, key, this.logGroupName);
    new logs.LogGroup(this, 'LogGroup', {
      logGroupName: this.logGroupName,
      retention: logRetention ?? logs.RetentionDays.SIX_MONTHS,
      removalPolicy,
      ...((isLetIn || logEncryptionKey !== undefined) && { encryptionKey: key }),
    });
  }

  private allowDns(server: string): void {
    if (!Token.isUnresolved(server) && isIP(server) === 0) return; // told by the rules
    const peer = server.includes(':') ? ec2.Peer.ipv6(`${server}/128`) : ec2.Peer.ipv4(`${server}/32`);
    this.connections.allowTo(peer, ec2.Port.udp(53), 'Name server');
    this.connections.allowTo(peer, ec2.Port.tcp(53), 'Name server, long answers');
  }

  private problems(props: ReplicationInstanceProps): Problem[] {
    const { fullLoadClass } = this._sizingDecision();
    return [
      ...checkReplicationInstance(markUnknown({
        ...props,
        instanceClass: this.scaler === undefined ? fullLoadClass : undefined, // phase scaling checks both
        allocatedStorageGiB: this._storageGiB,
        multiAz: props.multiAz ?? true,
        autoMinorVersionUpgrade: props.autoMinorVersionUpgrade ?? true,
        identifier: props.replicationInstanceIdentifier,
        cdcTasks: this.tasks.filter(({ cdc }) => cdc).map(({ path }) => path),
        taskCount: this.tasks.length,
      }) as object),
      ...checkTwoAnswers('instanceClass', props.instanceClass, 'sizing', props.sizing),
      ...checkTwoAnswers('replicationSubnetGroup', props.replicationSubnetGroup, 'vpcSubnets', props.vpcSubnets),
    ];
  }
}

/**
 * A task, as far as its instance wants to know it.
 *
 * @internal
 */
export interface _InstanceTask {
  readonly task: IMigrationTask;
  readonly path: string;
  readonly fullLoad: boolean;
  readonly cdc: boolean;
  /** Whether its rows are compared, as far as its settings say so in this app. */
  readonly validated: boolean;
  /** Whether it drops the tables of the target before it loads them, as far as its settings say so in this app. */
  readonly dropsTables: boolean;
  readonly identifier: string;
  readonly arn: string;
  readonly endpointArns: readonly string[];
  readonly sourceEngineName?: string;
  /** The source, if it is on RDS and its metrics tell of its log. */
  readonly sourceLog?: _SourceLog;
  /** Has DMS stop the task at the end of its load. */
  readonly stopAtBoundary: () => void;
}

/**
 * A source on RDS whose metrics tell of its log: the name of the instance, or of the cluster for Aurora.
 *
 * @internal
 */
export interface _SourceLog {
  readonly engine: SourceMetricsEngine;
  readonly identifier: string;
}

/**
 * What scales the class of an instance.
 *
 * @internal
 */
export interface _PhaseScaler {
  readonly _stopsTasks: boolean;
  _attachTask(task: _InstanceTask): void;
  /** The decision of the sizing, with the classes that were given in its place. */
  _decide(sized: _SizingDecision): _SizingDecision;
}

/** A list, but for one that is known only at deployment. */
function unlessUnresolved(values: string[] | undefined): string[] | undefined {
  return values === undefined || Token.isUnresolved(values) ? values : listOf(values);
}

function commaSeparated(values: string[] | undefined): string | undefined {
  return Token.isUnresolved(values) ? Fn.join(',', values ?? []) : values?.join(',');
}
