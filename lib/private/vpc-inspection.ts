import { CfnResource, Resource, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';

/** The part of a security group rule that says what it is for. */
interface PortRange {
  readonly destinationSecurityGroupId?: unknown;
  readonly ipProtocol?: string;
  readonly fromPort?: number;
  readonly toPort?: number;
}

/** A VPC endpoint of a VPC, as far as this app defines it. */
export interface ServiceEndpoint {
  /** The end of its service name: `secretsmanager`. */
  readonly service: string;
  /** What the port is opened on; a bare L1 has nothing. */
  readonly connectable?: ec2.IConnectable;
}

/** The VPC endpoints that the app defines in a VPC. */
export function serviceEndpoints(vpc: ec2.IVpc): ServiceEndpoint[] {
  // Most stand below their VPC, and the app may be large.
  const below = endpointsIn(vpc, vpc);
  return below.length > 0 ? below : endpointsIn(vpc.node.root, vpc);
}

function endpointsIn(root: IConstruct, vpc: ec2.IVpc): ServiceEndpoint[] {
  return resources<ec2.CfnVPCEndpoint>(root, 'AWS::EC2::VPCEndpoint')
    .filter(({ vpcId }) => vpcId === vpc.vpcId)
    .map((endpoint) => ({ service: serviceOf(endpoint), connectable: connectableAbove(endpoint) }));
}

/** The last part of the service's name, whose Region is often known only at deployment. */
function serviceOf(endpoint: ec2.CfnVPCEndpoint): string {
  const name: unknown = Stack.of(endpoint).resolve(endpoint.serviceName);
  const text = typeof name === 'string' ? name : JSON.stringify(name ?? '').replace(/[^A-Za-z0-9-]+$/, '');
  return text.slice(text.lastIndexOf('.') + 1);
}

function connectableAbove({ node: { scope } }: IConstruct): ec2.IConnectable | undefined {
  return scope !== undefined && 'connections' in scope ? scope as IConstruct & ec2.IConnectable : undefined;
}

/** Whether this app defines the VPC, so that it knows what is in it. */
export function isDefinedHere(vpc: ec2.IVpc): boolean {
  return Resource.isOwnedResource(vpc);
}

/** Whether no subnet has a way out of the VPC: isolated ones, without a default route that somebody added. */
export function areIsolated(vpc: ec2.IVpc, subnets: readonly ec2.ISubnet[]): boolean {
  const isolated = new Set(vpc.isolatedSubnets.map(({ subnetId }) => subnetId));
  return subnets.length > 0 && subnets.every((subnet) => isolated.has(subnet.subnetId) && !hasDefaultRoute(subnet));
}

function hasDefaultRoute(subnet: ec2.ISubnet): boolean {
  return resources<ec2.CfnRoute>(subnet, 'AWS::EC2::Route').some(({ destinationCidrBlock }) => destinationCidrBlock === '0.0.0.0/0');
}

/** Whether a security group is known to let connections out to a TCP port of addresses, not of a security group alone. */
export function letsOutToAddresses(group: ec2.ISecurityGroup, port: number): boolean {
  return letsOut(group, port, (rule) => rule.destinationSecurityGroupId === undefined);
}

/** Whether a security group is known to let connections out to a TCP port, wherever to. */
export function letsOut(group: ec2.ISecurityGroup, port: number, counts: (rule: PortRange) => boolean = () => true): boolean {
  if (group.allowAllOutbound) return true;
  const inline = resources<ec2.CfnSecurityGroup>(group, 'AWS::EC2::SecurityGroup')
    .flatMap((resource) => (Stack.of(resource).resolve(resource.securityGroupEgress) ?? []) as PortRange[]);
  const apart = resources<ec2.CfnSecurityGroupEgress>(group.node.root, 'AWS::EC2::SecurityGroupEgress')
    .filter(({ groupId }) => groupId === group.securityGroupId);
  return [...inline, ...apart].filter(counts).some(({ ipProtocol, fromPort, toPort }) =>
    ipProtocol === '-1' || (ipProtocol === 'tcp' && fromPort !== undefined && toPort !== undefined && fromPort <= port && port <= toPort));
}

function resources<T extends CfnResource>(root: IConstruct, type: string): T[] {
  return root.node.findAll().filter((each) => CfnResource.isCfnResource(each) && each.cfnResourceType === type) as T[];
}
