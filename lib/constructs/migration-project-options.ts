import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Encryption } from './encryption';
import type { NetworkType } from './replication-instance-props';
import type { IReplicationSubnetGroup } from './replication-subnet-group';

/** Where a migration project runs, whatever it is for. */
export interface MigrationProjectOptions {
  /** The VPC that the databases are reached from. */
  readonly vpc: ec2.IVpc;

  /**
   * Which of its subnets: at least two, in two Availability Zones.
   *
   * @default - the isolated subnets if the VPC has any, else the private ones
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * A subnet group that there is already, in the place of `vpcSubnets`.
   *
   * @default - one is made
   */
  readonly replicationSubnetGroup?: IReplicationSubnetGroup;

  /**
   * Security groups.
   *
   * @default - one is made, which lets nothing out but to the databases
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The key that encrypts the connection parameters.
   *
   * @default Encryption.customerManagedKey()
   */
  readonly encryption?: Encryption;

  /**
   * IP versions.
   *
   * @default - left out of the template; IPv4
   */
  readonly networkType?: NetworkType;

  /**
   * Host name of the source's server.
   *
   * @default - that of the RDS or DocumentDB resource, else `host` in the secret, which CloudFormation looks up
   */
  readonly sourceServerName?: string;

  /**
   * Host name of the target's server.
   *
   * @default - that of the RDS or DocumentDB resource, else `host` in the secret, which CloudFormation looks up
   */
  readonly targetServerName?: string;
}
