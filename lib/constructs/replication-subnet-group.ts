import { Resource, type IResource } from 'aws-cdk-lib';
import * as dms from 'aws-cdk-lib/aws-dms';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { checkIdentifier, MAX_TASK_IDENTIFIER } from '../plan/identifiers';
import { checkSubnets } from '../plan/subnet-group-rules';
import { checkKind } from '../plan/value-kinds';
import { generatedIdentifier } from '../private/generated-identifier';
import { nameTag } from '../private/name-tag';
import { readPropsOf, withoutNulls } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { DmsServiceRoles } from './dms-service-roles';

/** The subnets that a replication instance may stand in. */
export interface IReplicationSubnetGroup extends IResource {
  /**
   * The group's name.
   *
   * @attribute
   */
  readonly replicationSubnetGroupIdentifier: string;
}

/** Properties of a subnet group. */
export interface ReplicationSubnetGroupProps {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /**
   * Which of its subnets: at least two, in two Availability Zones.
   *
   * @default - the isolated subnets if the VPC has any, else the private ones
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The group's name, in lower case.
   *
   * @default - generated
   */
  readonly replicationSubnetGroupIdentifier?: string;

  /**
   * What the group is for.
   *
   * @default - says which construct it belongs to
   */
  readonly description?: string;

  /**
   * The account's service roles: DMS reads the VPC through one of them, so it has to be there first.
   *
   * @default DmsServiceRoles.of(this)
   */
  readonly serviceRoles?: DmsServiceRoles;
}

/**
 * Subnets that a replication instance may stand in.
 *
 * @resource AWS::DMS::ReplicationSubnetGroup
 */
export class ReplicationSubnetGroup extends Resource implements IReplicationSubnetGroup {
  /** A group that exists, by its name. */
  public static fromReplicationSubnetGroupIdentifier(
    scope: Construct, id: string, replicationSubnetGroupIdentifier: string,
  ): IReplicationSubnetGroup {
    class Import extends Resource implements IReplicationSubnetGroup {
      public readonly replicationSubnetGroupIdentifier = replicationSubnetGroupIdentifier;
    }
    return new Import(scope, id);
  }

  public readonly replicationSubnetGroupIdentifier: string;

  /** The subnets of the group. */
  public readonly subnets: ec2.ISubnet[];

  constructor(scope: Construct, id: string, props: ReplicationSubnetGroupProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, { vpc: 'ec2.IVpc', serviceRoles: 'DmsServiceRoles' }, 'vpc');
    const { vpc, replicationSubnetGroupIdentifier, description, serviceRoles } = given;
    const { subnetType } = withoutNulls(given.vpcSubnets);
    const notType = subnetType === undefined || Object.values(ec2.SubnetType).includes(subnetType) ? [] : checkKind('vpcSubnets.subnetType', subnetType, 'ec2.SubnetType');
    const selection = notType.length > 0 ? undefined : given.vpcSubnets;
    const { subnets, availabilityZones } = vpc.selectSubnets(selection ?? defaultSelection(vpc));
    this.subnets = subnets;

    const resource = new dms.CfnReplicationSubnetGroup(this, 'Resource', {
      replicationSubnetGroupIdentifier: replicationSubnetGroupIdentifier ?? generatedIdentifier(this, undefined),
      replicationSubnetGroupDescription: description ?? `Subnets of ${this.node.path}`,
      tags: nameTag(this),
      subnetIds: subnets.map(({ subnetId }) => subnetId),
    });
    resource.node.addDependency(serviceRoles ?? DmsServiceRoles.of(this));
    this.replicationSubnetGroupIdentifier = resource.ref;

    reportProblems(this, () => [
      ...problems,
      ...notType,
      ...checkSubnets({ zones: availabilityZones.map(markUnknown), subnetCount: subnets.length, public: arePublic(vpc, subnets) }),
      ...checkIdentifier('replicationSubnetGroupIdentifier', markUnknown(replicationSubnetGroupIdentifier), MAX_TASK_IDENTIFIER),
    ]);
  }
}

function defaultSelection(vpc: ec2.IVpc): ec2.SubnetSelection {
  return { subnets: vpc.isolatedSubnets.length > 0 ? vpc.isolatedSubnets : vpc.privateSubnets };
}

function arePublic(vpc: ec2.IVpc, subnets: ec2.ISubnet[]): boolean {
  return subnets.length > 0 && subnets.every((subnet) => vpc.publicSubnets.some(({ subnetId }) => subnetId === subnet.subnetId));
}
