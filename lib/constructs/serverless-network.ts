import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { checkTwoAnswers } from '../plan/two-answers';
import { readPropsOf } from '../private/read-props';
import { reportProblems } from '../private/reporting';
import type { DmsServiceRoles } from './dms-service-roles';
import { Encryption } from './encryption';
import type { IReplicationHost } from './replication-host';
import { ReplicationSubnetGroup, type IReplicationSubnetGroup } from './replication-subnet-group';

/** Where serverless replications stand, apart from the VPC. */
export interface ServerlessNetworkOptions {
  /**
   * Which subnets of the VPC: at least two, in two Availability Zones.
   *
   * @default - the isolated subnets if the VPC has any, else the private ones
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * A subnet group that exists.
   *
   * @default - one is made
   */
  readonly replicationSubnetGroup?: IReplicationSubnetGroup;

  /**
   * The security groups.
   *
   * @default - one is made, which lets nothing in, and out only what endpoint pairs open
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The key that encrypts what replications keep, and the connection parameters of endpoints that have none of their own.
   *
   * @default Encryption.customerManagedKey()
   */
  readonly encryption?: Encryption;

  /**
   * The account's service roles: DMS reads the VPC through one of them, so it has to be there first.
   *
   * @default DmsServiceRoles.of(this)
   */
  readonly serviceRoles?: DmsServiceRoles;
}

/** Properties of the network of serverless replications. */
export interface ServerlessNetworkProps extends ServerlessNetworkOptions {
  /** The VPC. It needs VPC endpoints for the AWS services that are called, such as Secrets Manager: a NAT gateway does not do. */
  readonly vpc: ec2.IVpc;
}

const KINDS = {
  vpc: 'ec2.IVpc',
  replicationSubnetGroup: 'IReplicationSubnetGroup',
  securityGroups: 'ec2.ISecurityGroup[]',
  encryption: 'Encryption',
  serviceRoles: 'DmsServiceRoles',
};

/** The VPC, subnets, security groups and key of serverless replications: what takes the place of a replication instance. It costs nothing. */
export class ServerlessNetwork extends Construct implements IReplicationHost {
  public readonly vpc?: ec2.IVpc;
  public readonly subnets?: ec2.ISubnet[];
  public readonly connections: ec2.Connections;

  /** The subnet group. */
  public readonly replicationSubnetGroup: IReplicationSubnetGroup;

  /**
   * The key.
   *
   * @default - AWS's own key for DMS
   */
  public readonly encryptionKey?: kms.IKey;

  constructor(scope: Construct, id: string, props: ServerlessNetworkProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, 'vpc');
    const { vpc, vpcSubnets, serviceRoles, replicationSubnetGroup } = given;
    this.vpc = vpc;
    this.encryptionKey = (given.encryption ?? Encryption.customerManagedKey())._bind(this, `Serverless replications of ${this.node.path}`);
    this.connections = new ec2.Connections({ securityGroups: given.securityGroups ?? [this.ownSecurityGroup(vpc)] });
    if (replicationSubnetGroup === undefined) {
      const group = new ReplicationSubnetGroup(this, 'SubnetGroup', { vpc, vpcSubnets, serviceRoles });
      this.replicationSubnetGroup = group;
      this.subnets = group.subnets;
    } else {
      this.replicationSubnetGroup = replicationSubnetGroup;
    }
    reportProblems(this, () => [...problems, ...checkTwoAnswers('replicationSubnetGroup', replicationSubnetGroup, 'vpcSubnets', vpcSubnets)]);
  }

  private ownSecurityGroup(vpc: ec2.IVpc): ec2.ISecurityGroup {
    return new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc, description: `Serverless replications of ${this.node.path}`, allowAllOutbound: false,
    });
  }
}
