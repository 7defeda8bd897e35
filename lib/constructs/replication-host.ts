import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** What connects to the databases of an endpoint pair: a replication instance, or the network of serverless replications. */
export interface IReplicationHost extends ec2.IConnectable {
  /**
   * The VPC it stands in.
   *
   * @default - not known of an imported instance
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets it may stand in.
   *
   * @default - not known of an imported instance, or in an existing subnet group
   */
  readonly subnets?: ec2.ISubnet[];
}
