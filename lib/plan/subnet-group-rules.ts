import { error, list, warning, type Problem } from './problem';
import { isKnown } from './unknown';

/** The subnets of a group. */
export interface SubnetsInput {
  /** Availability Zones, one of each once or more. */
  readonly zones: readonly unknown[];
  readonly subnetCount: number;
  /** Whether all of them are public subnets, where that can be seen. */
  readonly public: boolean;
}

/** Checks the subnets of a subnet group. */
export function checkSubnets({ zones, subnetCount, public: arePublic }: SubnetsInput): Problem[] {
  return [...checkZones(zones, subnetCount), ...checkPublic(arePublic)];
}

function checkZones(zones: readonly unknown[], subnetCount: number): Problem[] {
  const distinct = [...new Set(zones)];
  if (subnetCount >= 2 && (distinct.length >= 2 || !distinct.every(isKnown))) return [];
  return [error({
    code: 'subnetZones',
    where: 'vpcSubnets',
    what: `must be in at least two Availability Zones, got ${subnetCount === 0 ? 'no subnet' : `${subnetCount} in ${list(distinct.map((zone) => isKnown(zone) ? String(zone) : 'one'))}`}`,
    why: 'DMS refuses the subnet group (ReplicationSubnetGroupDoesNotCoverEnoughAZs)',
    mend: 'Select subnets in two zones or more',
  })];
}

function checkPublic(arePublic: boolean): Problem[] {
  if (!arePublic) return [];
  return [warning({
    code: 'publicSubnets',
    where: 'vpcSubnets',
    what: 'are all public subnets',
    why: 'An instance without a public address cannot use the internet gateway there, so it reaches neither AWS services nor databases over it',
    mend: 'Select isolated subnets, or private ones with egress',
  })];
}
