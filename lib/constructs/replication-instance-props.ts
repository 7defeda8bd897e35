import type { RemovalPolicy, Size } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { DmsServiceRoles } from './dms-service-roles';
import type { Encryption } from './encryption';
import type { InstanceClass } from './instance-class';
import type { InstanceSizing } from './instance-sizing';
import type { IReplicationSubnetGroup } from './replication-subnet-group';

/** IP versions that a replication instance speaks. */
export enum NetworkType {
  /** IPv4 alone. */
  IPV4 = 'IPV4',
  /** IPv4 and IPv6; every subnet needs an IPv6 range. */
  DUAL = 'DUAL',
}

/** What a replication instance is like, apart from where it stands. */
export interface ReplicationInstanceOptions {
  /**
   * Which subnets: at least two, in two Availability Zones.
   *
   * @default - the isolated subnets if the VPC has any, else the private ones
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * A subnet group that exists.
   *
   * @default - one is made from `vpcSubnets`
   */
  readonly replicationSubnetGroup?: IReplicationSubnetGroup;

  /**
   * Security groups of the instance.
   *
   * @default - one is made, which lets nothing in, and out only what endpoint pairs open
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * How the class is chosen for each phase.
   *
   * @default InstanceSizing.forWorkload()
   */
  readonly sizing?: InstanceSizing;

  /**
   * The class, in every phase.
   *
   * @default - follows from `sizing`
   */
  readonly instanceClass?: InstanceClass;

  /**
   * Storage for logs, cached changes and spilled transactions. It can grow later and never shrink.
   *
   * @default - follows from `sizing`, or else what AWS includes in the price: 50 GiB for burstable classes, 100 GiB for others
   */
  readonly storage?: Size;

  /**
   * The key that encrypts the instance's storage. It can never be changed: another key means another instance, and all its tasks
   * load everything again.
   *
   * @default Encryption.customerManagedKey()
   */
  readonly encryption?: Encryption;

  /**
   * Whether a standby in a second Availability Zone takes over on failure. It doubles the price.
   *
   * @default true
   */
  readonly multiAz?: boolean;

  /**
   * The Availability Zone of an instance that is not Multi-AZ.
   *
   * @default - DMS chooses one
   */
  readonly availabilityZone?: string;

  /**
   * Whether the instance has a public address.
   *
   * @default false
   */
  readonly publiclyAccessible?: boolean;

  /**
   * Half an hour a week or more in which AWS may maintain the instance, in UTC: `sun:06:00-sun:06:30`.
   *
   * @default - DMS chooses one
   */
  readonly preferredMaintenanceWindow?: string;

  /**
   * Version of the replication engine: `3.6.1`. It can never go down.
   *
   * @default - AWS's default at the time
   */
  readonly engineVersion?: string;

  /**
   * Whether AWS upgrades the replication engine in the maintenance window when its version is deprecated.
   *
   * @default true
   */
  readonly autoMinorVersionUpgrade?: boolean;

  /**
   * Whether a new `engineVersion` may be another major version.
   *
   * @default - left out of the template; DMS refuses such an upgrade
   */
  readonly allowMajorVersionUpgrade?: boolean;

  /**
   * IP versions.
   *
   * @default - left out of the template; IPv4
   */
  readonly networkType?: NetworkType;

  /**
   * Addresses of up to four name servers of your own, for example to find databases on premises. The security group is opened to
   * them (port 53, UDP and TCP). Changing them replaces the instance.
   *
   * @default - the VPC's resolver
   */
  readonly dnsNameServers?: string[];

  /**
   * The instance's name, in lower case. A replacement would meet its own name: better leave it out.
   *
   * @default - generated
   */
  readonly replicationInstanceIdentifier?: string;

  /**
   * The end of the instance's ARN, at most 31 characters. Changing it replaces the instance.
   *
   * @default - DMS generates one
   */
  readonly resourceIdentifier?: string;

  /**
   * The account's service roles.
   *
   * @default DmsServiceRoles.of(this)
   */
  readonly serviceRoles?: DmsServiceRoles;

  /**
   * How long the logs of the tasks are kept, in the log group that DMS writes them to (`dms-tasks-` and the instance's name).
   *
   * @default logs.RetentionDays.SIX_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The key that encrypts the logs of the tasks. Its policy has to let CloudWatch Logs use it; that of a key which this app defines is
   * extended so.
   *
   * @default - the key of the storage, if this app defines it; an imported key may not let CloudWatch Logs in, so then it is AWS's own
   */
  readonly logEncryptionKey?: kms.IKey;

  /**
   * Whether the log group of the tasks is made here, before DMS makes one that is kept for ever and not encrypted by your key.
   *
   * False for an instance whose log group is there already, or if the instance's name is left out of the template.
   *
   * @default true
   */
  readonly createLogGroup?: boolean;

  /**
   * What happens to the instance when it leaves the template. Its tasks, with their position in the source's log, go with it.
   *
   * @default - CloudFormation's: it is deleted
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Properties of a replication instance. */
export interface ReplicationInstanceProps extends ReplicationInstanceOptions {
  /** The VPC that the instance stands in. */
  readonly vpc: ec2.IVpc;
}
