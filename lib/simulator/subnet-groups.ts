import { subnetGroupAnswer } from './answers';
import { alreadyExists, DmsFault, invalidState, invalidValue, notFound, quotaExceeded } from './fault';
import { filtered, listingShape, page } from './listing';
import { QUOTAS } from './quotas';
import { identifier, listOf, operation, required, text } from './shape';
import type { SubnetGroup } from './state';
import { putTags, tagsMember } from './tags';
import type { World } from './world';

/** DMS makes a group for the default VPC when an instance is created without one. */
export function ensureDefaultSubnetGroup(world: World): string {
  if (!world.state.subnetGroups.has('default')) {
    world.state.subnetGroups.set('default', {
      arn: world.newArn('subgrp'), identifier: 'default', description: 'default', vpcId: `vpc-${world.newHex(8)}`,
      subnetIds: [0, 1, 2].map(() => `subnet-${world.newHex(8)}`),
    });
  }
  return 'default';
}

function find({ state }: World, name: string): SubnetGroup {
  const group = state.subnetGroups.get(name.toLowerCase());
  if (group === undefined) throw notFound(`Replication Subnet Group ${name} not found.`);
  return group;
}

function requireZones(subnets: readonly string[]): void {
  if (subnets.length > QUOTAS.SubnetsPerReplicationSubnetGroup) throw quotaExceeded('Subnets per replication subnet group quota exceeded.');
  if (new Set(subnets).size < 2) {
    throw new DmsFault('ReplicationSubnetGroupDoesNotCoverEnoughAZs', 'The replication subnet group must cover at least two Availability Zones.');
  }
  const malformed = subnets.find((subnet) => !/^subnet-[0-9a-f]+$/.test(subnet));
  if (malformed !== undefined) throw new DmsFault('InvalidSubnet', `Invalid subnet: ${malformed}`);
}

export const createReplicationSubnetGroup = operation({
  ReplicationSubnetGroupIdentifier: required(identifier(255)),
  ReplicationSubnetGroupDescription: required(text()),
  SubnetIds: required(listOf(text())),
  Tags: tagsMember,
}, (world, input) => {
  const { subnetGroups } = world.state;
  const name = input.ReplicationSubnetGroupIdentifier;
  if (name === 'default') throw invalidValue('The replication subnet group name must not be "default".');
  if (subnetGroups.has(name)) throw alreadyExists(`Replication Subnet Group already exists: ${name}`);
  if (subnetGroups.size >= QUOTAS.ReplicationSubnetGroups) throw quotaExceeded('Replication subnet group quota exceeded.');
  requireZones(input.SubnetIds);
  const group: SubnetGroup = {
    arn: world.newArn('subgrp'), identifier: name, description: input.ReplicationSubnetGroupDescription, vpcId: `vpc-${world.newHex(17)}`, subnetIds: input.SubnetIds,
  };
  subnetGroups.set(name, group);
  putTags(world, group.arn, input.Tags);
  return { ReplicationSubnetGroup: subnetGroupAnswer(world, group) };
});

export const describeReplicationSubnetGroups = operation(listingShape(), (world, input) => {
  const found = filtered('Replication Subnet Groups', [...world.state.subnetGroups.values()], input.Filters, {
    'replication-subnet-group-id': (group) => group.identifier,
  });
  const { items, marker } = page(found, (group) => group.identifier, input);
  return { ReplicationSubnetGroups: items.map((group) => subnetGroupAnswer(world, group)), ...marker };
});

export const modifyReplicationSubnetGroup = operation({
  ReplicationSubnetGroupIdentifier: required(text()),
  ReplicationSubnetGroupDescription: text(),
  SubnetIds: required(listOf(text())),
}, (world, { ReplicationSubnetGroupIdentifier, ReplicationSubnetGroupDescription, SubnetIds }) => {
  const group = find(world, ReplicationSubnetGroupIdentifier);
  requireZones(SubnetIds);
  const after = { ...group, description: ReplicationSubnetGroupDescription ?? group.description, subnetIds: SubnetIds };
  world.state.subnetGroups.set(group.identifier, after);
  return { ReplicationSubnetGroup: subnetGroupAnswer(world, after) };
});

export const deleteReplicationSubnetGroup = operation({ ReplicationSubnetGroupIdentifier: required(text()) }, (world, input) => {
  const group = find(world, input.ReplicationSubnetGroupIdentifier);
  const user = [...world.state.instances.values()].find(({ subnetGroup }) => subnetGroup === group.identifier);
  const replication = [...world.state.replications.values()]
    .find(({ compute }) => (compute as { readonly ReplicationSubnetGroupId?: string }).ReplicationSubnetGroupId === group.identifier);
  if (replication !== undefined) throw invalidState(`Replication Subnet Group ${group.identifier} is in use by replication config ${replication.identifier}.`);
  if (user !== undefined) throw invalidState(`Replication Subnet Group ${group.identifier} is in use by replication instance ${user.identifier}.`);
  world.state.subnetGroups.delete(group.identifier);
  world.state.tags.delete(group.arn);
  return {};
});
