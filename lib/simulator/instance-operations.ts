import { instanceAnswer, zoneOf } from './answers';
import { DEFAULT_ENGINE_VERSION, isOlder } from './engine-versions';
import { alreadyExists, DmsFault, invalidCombination, invalidState, invalidValue, notFound, quotaExceeded } from './fault';
import { CLASS_SIZES } from './instance-classes';
import { applyInWindow, applySoon, beginReboot, otherZone } from './instance-machine';
import { filtered, listingShape, page } from './listing';
import { WINDOW_PATTERN } from './maintenance-window';
import { QUOTAS } from './quotas';
import { flag, identifier, integer, listOf, operation, required, resourceIdentifier, text, type Input } from './shape';
import type { Instance, PendingModifications } from './state';
import { ensureDefaultSubnetGroup } from './subnet-groups';
import { putTags, tagsMember } from './tags';
import type { World } from './world';

const instanceClass = text({ pattern: /^dms\.[a-z0-9]+\.[a-z0-9]+$/, must: 'is not a replication instance class' });
const storage = integer({ min: 5, max: 6144 });
const maintenanceWindow = text({ pattern: WINDOW_PATTERN, must: 'must be in the format ddd:hh24:mi-ddd:hh24:mi' });

const CREATE = {
  ReplicationInstanceIdentifier: required(identifier(63)),
  ReplicationInstanceClass: required(instanceClass),
  AllocatedStorage: storage,
  VpcSecurityGroupIds: listOf(text()),
  AvailabilityZone: text(),
  ReplicationSubnetGroupIdentifier: text(),
  PreferredMaintenanceWindow: maintenanceWindow,
  MultiAZ: flag,
  EngineVersion: text(),
  AutoMinorVersionUpgrade: flag,
  Tags: tagsMember,
  KmsKeyId: text(),
  PubliclyAccessible: flag,
  DnsNameServers: text(),
  ResourceIdentifier: resourceIdentifier,
  NetworkType: text(),
};

export const createReplicationInstance = operation(CREATE, (world, input) => {
  const { state, setting, behaviour } = world;
  const name = input.ReplicationInstanceIdentifier;
  const instances = [...state.instances.values()];
  if (instances.some((each) => each.identifier === name)) throw alreadyExists(`Replication Instance already exists: ${name}`);
  const arn = world.newArn('rep', input.ResourceIdentifier);
  if (state.instances.has(arn)) throw alreadyExists(`Replication Instance already exists: ${arn}`);
  if (instances.length >= QUOTAS.ReplicationInstances) throw quotaExceeded('Replication instance quota exceeded.');
  const storageGiB = input.AllocatedStorage ?? includedStorage(input.ReplicationInstanceClass);
  requireStorageQuota(instances, storageGiB);
  requireCapacity(world, input.ReplicationInstanceClass);
  const multiAz = input.MultiAZ ?? false;
  if (multiAz && input.AvailabilityZone !== undefined) {
    throw invalidCombination('Parameter combination not valid. AvailabilityZone and MultiAZ cannot both be specified.');
  }
  const subnetGroup = input.ReplicationSubnetGroupIdentifier?.toLowerCase() ?? ensureDefaultSubnetGroup(world);
  if (!state.subnetGroups.has(subnetGroup)) throw notFound(`Replication Subnet Group ${subnetGroup} not found.`);
  const publiclyAccessible = input.PubliclyAccessible ?? true;
  const zone = input.AvailabilityZone ?? zoneOf(world, 0);
  const address = (net: string): string => `${net}.${1 + Math.floor(world.random() * 254)}.${1 + Math.floor(world.random() * 254)}`;
  const instance = world.putInstance({
    arn,
    identifier: name,
    status: 'creating',
    class: input.ReplicationInstanceClass,
    firstClass: input.ReplicationInstanceClass,
    storageGiB,
    multiAz,
    engineVersion: input.EngineVersion ?? DEFAULT_ENGINE_VERSION,
    autoMinorVersionUpgrade: input.AutoMinorVersionUpgrade ?? true,
    publiclyAccessible,
    maintenanceWindow: input.PreferredMaintenanceWindow?.toLowerCase() ?? 'sun:06:00-sun:06:30',
    kmsKeyArn: input.KmsKeyId ?? `arn:${setting.partition}:kms:${setting.region}:${setting.account}:key/${world.newUuid()}`,
    subnetGroup,
    securityGroups: input.VpcSecurityGroupIds ?? [`sg-${world.newHex(8)}`],
    zone,
    ...multiAz && { secondaryZone: otherZone(zone) },
    privateIps: multiAz ? [address('172.31'), address('172.31')] : [address('172.31')],
    publicIps: publiclyAccessible ? [address('54.225')] : [],
    ...input.DnsNameServers !== undefined && { dnsNameServers: input.DnsNameServers },
    ...input.NetworkType !== undefined && { networkType: input.NetworkType },
    pending: {},
    applying: false,
  });
  putTags(world, arn, input.Tags);
  world.emitOfInstance('creating', instance);
  world.schedule('instance-created', arn, world.now + world.draw(behaviour.durations.createInstance));
  return { ReplicationInstance: instanceAnswer(world, instance) };
});

export const describeReplicationInstances = operation(listingShape(), (world, input) => {
  const found = filtered('Replication Instances', [...world.state.instances.values()], input.Filters, {
    'replication-instance-arn': ({ arn }) => arn,
    'replication-instance-id': (instance) => instance.identifier,
    'replication-instance-class': (instance) => instance.class,
    'engine-version': ({ engineVersion }) => engineVersion,
  });
  const { items, marker } = page(found, ({ arn }) => arn, input);
  return { ReplicationInstances: items.map((instance) => instanceAnswer(world, instance)), ...marker };
});

const MODIFY = {
  ReplicationInstanceArn: required(text()),
  AllocatedStorage: storage,
  ApplyImmediately: flag,
  ReplicationInstanceClass: instanceClass,
  VpcSecurityGroupIds: listOf(text()),
  PreferredMaintenanceWindow: maintenanceWindow,
  MultiAZ: flag,
  EngineVersion: text(),
  AllowMajorVersionUpgrade: flag,
  AutoMinorVersionUpgrade: flag,
  ReplicationInstanceIdentifier: identifier(63),
  NetworkType: text(),
};

export const modifyReplicationInstance = operation(MODIFY, (world, input) => {
  const instance = world.instance(input.ReplicationInstanceArn);
  const { arn } = instance;
  // An instance without storage left can only be helped by more of it.
  const full = instance.status === 'storage-full' && input.AllocatedStorage !== undefined;
  if (instance.status !== 'available' && !full) throw notAvailable(instance);
  if (instance.applying && world.behaviour.modifyDuringRace === 'refused') throw notAvailable(instance);
  const atOnce = changedAtOnce(world, instance, input);
  const pending = pendingAfter(world, instance, input);
  const nowDue = input.ApplyImmediately === true && !instance.applying && Object.keys(pending).length > 0;
  if (Object.keys(atOnce).length === 0 && samePending(pending, instance.pending) && !nowDue) {
    throw invalidCombination(`No modifications were requested on replication instance: ${instance.identifier}`);
  }
  world.changeInstance(arn, { ...atOnce, pending, ...full && { status: 'available' } });
  if (Object.keys(pending).length === 0) {
    world.cancel(arn, 'maintenance-window', 'modification-begins');
    world.changeInstance(arn, { applying: false });
  } else if (input.ApplyImmediately === true) {
    // Whatever else was pending is applied with it [DMS User Guide, CHAP_ReplicationInstance.Modifying].
    applySoon(world, arn);
  } else if (!instance.applying) {
    applyInWindow(world, arn);
  }
  return { ReplicationInstance: instanceAnswer(world, world.instance(arn)) };
});

/** What the response shows changed already [recorded 2018: window and minor upgrades, beside a pending class]. */
function changedAtOnce(world: World, instance: Instance, input: Input<typeof MODIFY>): Partial<Instance> {
  const { ReplicationInstanceIdentifier: newName, VpcSecurityGroupIds: groups, NetworkType: networkType, AutoMinorVersionUpgrade: upgrades } = input;
  const window = input.PreferredMaintenanceWindow?.toLowerCase();
  if (newName !== undefined && newName !== instance.identifier && [...world.state.instances.values()].some((each) => each.identifier === newName)) {
    throw alreadyExists(`Replication Instance already exists: ${newName}`);
  }
  return {
    ...newName !== undefined && newName !== instance.identifier && { identifier: newName },
    ...groups !== undefined && groups.join() !== instance.securityGroups.join() && { securityGroups: groups },
    ...networkType !== undefined && networkType !== instance.networkType && { networkType },
    ...upgrades !== undefined && upgrades !== instance.autoMinorVersionUpgrade && { autoMinorVersionUpgrade: upgrades },
    ...window !== undefined && window !== instance.maintenanceWindow && { maintenanceWindow: window },
  };
}

/** What is pending after the call: asking for what is there already takes back what was pending. */
function pendingAfter(world: World, instance: Instance, input: Input<typeof MODIFY>): PendingModifications {
  const { ReplicationInstanceClass: newClass, AllocatedStorage: storageGiB, MultiAZ: multiAz, EngineVersion: engineVersion } = input;
  if (newClass !== undefined && newClass !== instance.class) requireCapacity(world, newClass);
  if (storageGiB !== undefined && storageGiB < instance.storageGiB) {
    throw invalidValue(`Invalid storage size. The allocated storage can't be decreased from ${instance.storageGiB} GiB to ${storageGiB} GiB`);
  }
  const others = [...world.state.instances.values()].filter(({ arn }) => arn !== instance.arn);
  if (storageGiB !== undefined) requireStorageQuota(others, storageGiB);
  if (engineVersion !== undefined && isOlder(engineVersion, instance.engineVersion)) {
    throw invalidCombination(`Cannot downgrade engine version from ${instance.engineVersion} to ${engineVersion}`);
  }
  const one = <T>(requested: T | undefined, current: T, before: T | undefined): T | undefined =>
    requested === undefined ? before : requested === current ? undefined : requested;
  const { pending } = instance;
  const after = {
    class: one(newClass, instance.class, pending.class),
    storageGiB: one(storageGiB, instance.storageGiB, pending.storageGiB),
    multiAz: one(multiAz, instance.multiAz, pending.multiAz),
    engineVersion: one(engineVersion, instance.engineVersion, pending.engineVersion),
  };
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== undefined));
}

function samePending(one: PendingModifications, other: PendingModifications): boolean {
  return (['class', 'storageGiB', 'multiAz', 'engineVersion'] as const).every((name) => one[name] === other[name]);
}

export const rebootReplicationInstance = operation({
  ReplicationInstanceArn: required(text()), ForceFailover: flag, ForcePlannedFailover: flag,
}, (world, { ReplicationInstanceArn, ForceFailover = false, ForcePlannedFailover = false }) => {
  const instance = world.instance(ReplicationInstanceArn);
  if (ForceFailover && ForcePlannedFailover) throw invalidCombination('ForceFailover and ForcePlannedFailover cannot both be set to true.');
  if ((ForceFailover || ForcePlannedFailover) && !instance.multiAz) {
    throw invalidCombination(`Replication instance ${instance.identifier} is not Multi-AZ: a failover cannot be forced.`);
  }
  if (instance.status !== 'available') throw notAvailable(instance);
  return { ReplicationInstance: instanceAnswer(world, beginReboot(world, instance.arn, ForceFailover || ForcePlannedFailover)) };
});

export const deleteReplicationInstance = operation({ ReplicationInstanceArn: required(text()) }, (world, { ReplicationInstanceArn }) => {
  const { arn, status, identifier: name } = world.instance(ReplicationInstanceArn);
  if (world.tasksOf(arn).length > 0) throw invalidState(`Replication Instance "${name}" has one or more replication tasks.`);
  if (status === 'deleting') throw invalidState(`Replication Instance "${name}" is already being deleted.`);
  const instance = world.changeInstance(arn, { status: 'deleting' });
  world.cancel(arn);
  world.emitOfInstance('deleting', instance);
  world.schedule('instance-deleted', arn, world.now + world.draw(world.behaviour.durations.deleteInstance));
  return { ReplicationInstance: instanceAnswer(world, instance) };
});

/** [wording unverified] */
function notAvailable({ identifier: name, status }: Instance): DmsFault {
  return invalidState(`Replication Instance ${name} is not available: its status is ${status}.`);
}

function requireCapacity({ state }: World, wanted: string): void {
  if (state.noCapacity.has(wanted)) {
    throw new DmsFault('InsufficientResourceCapacityFault', `There is no capacity for replication instance class ${wanted} in the Availability Zone.`);
  }
}

function requireStorageQuota(others: readonly Instance[], storageGiB: number): void {
  const total = others.reduce((sum, each) => sum + each.storageGiB, storageGiB);
  if (total > QUOTAS.AllocatedStorage) {
    throw new DmsFault('StorageQuotaExceededFault', `The storage quota of ${QUOTAS.AllocatedStorage} GB has been exceeded.`);
  }
}

/** Classes that can be ordered, with what goes with each. */
export function orderableClasses(world: World): { readonly ReplicationInstanceClass: string }[] {
  return [...CLASS_SIZES.keys()].map((name) => ({
    EngineVersion: DEFAULT_ENGINE_VERSION,
    ReplicationInstanceClass: name,
    StorageType: 'gp2',
    MinAllocatedStorage: 5,
    MaxAllocatedStorage: 6144,
    DefaultAllocatedStorage: includedStorage(name),
    IncludedAllocatedStorage: includedStorage(name),
    AvailabilityZones: [0, 1, 2].map((index) => zoneOf(world, index)),
    ReleaseStatus: 'prod',
  }));
}

/** GB that a class has, and that its price includes [DMS User Guide, CHAP_BestPractices]. */
function includedStorage(name: string): number {
  return name.startsWith('dms.t') ? 50 : 100;
}
