import { isIP } from 'node:net';
import { checkIdentifier, checkResourceIdentifier, MAX_INSTANCE_IDENTIFIER } from './identifiers';
import { classFacts, classFamily, WITHDRAWN_FAMILIES } from './instance-classes';
import { error, listSome, show, warning, type Problem } from './problem';
import { isKnown, UNKNOWN, type MaybeUnknown } from './unknown';

/** What is rendered of a replication instance, as far as there are rules for it. */
export interface ReplicationInstanceInput {
  readonly instanceClass?: unknown;
  readonly identifier?: unknown;
  readonly resourceIdentifier?: unknown;
  readonly allocatedStorageGiB?: unknown;
  readonly availabilityZone?: unknown;
  readonly multiAz?: unknown;
  readonly publiclyAccessible?: unknown;
  readonly preferredMaintenanceWindow?: unknown;
  readonly engineVersion?: unknown;
  readonly autoMinorVersionUpgrade?: unknown;
  readonly dnsNameServers?: MaybeUnknown<readonly unknown[]>;
  readonly networkType?: unknown;
  /** Tasks on the instance that capture changes, by path. */
  readonly cdcTasks?: readonly string[];
  readonly taskCount?: MaybeUnknown<number>;
}

/** Smallest and largest volume [unverified: the validator of Terraform's provider; AWS documents 6 TB nowhere official]. */
const STORAGE_GIB = { min: 5, max: 6144 };
const MAX_DNS_SERVERS = 4;
/** Default quota [DMS User Guide, CHAP_Limits]. */
const TASKS_PER_INSTANCE = 200;
const DAYS: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MINUTES_PER_WEEK = 7 * 24 * 60;
const MIN_WINDOW_MINUTES = 30;

/** Checks a replication instance. */
export function checkReplicationInstance(input: ReplicationInstanceInput): Problem[] {
  return [
    ...checkInstanceClass('instanceClass', input.instanceClass),
    ...checkIdentifier('replicationInstanceIdentifier', input.identifier, MAX_INSTANCE_IDENTIFIER),
    ...checkResourceIdentifier(input.resourceIdentifier),
    ...checkStorage(input),
    ...checkPlacement(input),
    ...checkWindow(input),
    ...checkVersion(input),
    ...checkDns(input),
    ...checkQuota(input),
  ];
}

/** Checks the name of a class. */
export function checkInstanceClass(where: string, instanceClass: unknown): Problem[] {
  if (!isKnown(instanceClass)) return [];
  const name = String(instanceClass);
  if (!/^dms\.[a-z0-9-]+\.[a-z0-9]+$/.test(name)) {
    return [error({
      code: 'instanceClassForm',
      where,
      what: `must look like dms.r6i.xlarge, got ${show(name)}`,
      why: 'DMS knows no other names',
      mend: `Write ${show(`dms.${name.replace(/^(dms|db|cache)\./, '')}`)}, or use one of InstanceClass's constants`,
    })];
  }
  if (WITHDRAWN_FAMILIES.includes(classFamily(name))) {
    return [warning({
      code: 'instanceClassWithdrawn',
      where,
      what: `is ${name}`,
      why: 'AWS no longer offers that family for new instances, so the deployment would fail for want of it',
      mend: 'Take a newer family, such as dms.r6i; aws dms describe-orderable-replication-instances lists what your Region has',
    })];
  }
  if (classFacts(name) === undefined) {
    return [warning({
      code: 'instanceClassUnlisted',
      where,
      what: `is ${name}, which this library does not list`,
      why: 'Its memory and CPU are not known here, so nothing that depends on them is checked',
      mend: 'Make sure that your Region has it: aws dms describe-orderable-replication-instances',
    })];
  }
  return [];
}

function checkStorage({ allocatedStorageGiB }: ReplicationInstanceInput): Problem[] {
  if (!isKnown(allocatedStorageGiB)) return [];
  const gib = Number(allocatedStorageGiB);
  if (Number.isInteger(gib) && gib >= STORAGE_GIB.min && gib <= STORAGE_GIB.max) return [];
  return [error({
    code: 'storageRange',
    where: 'storage',
    what: `must be a whole number of GiB from ${STORAGE_GIB.min} to ${STORAGE_GIB.max}, got ${show(allocatedStorageGiB)}`,
    why: 'DMS has no other volumes',
    mend: 'Set it in that range, or leave it out; remember that it can grow later and never shrink',
  })];
}

function checkPlacement(input: ReplicationInstanceInput): Problem[] {
  const { availabilityZone, multiAz, publiclyAccessible, cdcTasks = [], networkType } = input;
  const problems: Problem[] = [];
  if (availabilityZone !== undefined && multiAz === true) {
    problems.push(error({
      code: 'availabilityZoneWithMultiAz',
      where: 'availabilityZone',
      what: `is given although Multi-AZ is on, got ${availabilityZone === UNKNOWN ? 'a value known at deployment' : show(availabilityZone)}`,
      why: 'DMS refuses a zone for an instance that stands in two of them',
      mend: 'Leave availabilityZone out, or write multiAz: false',
    }));
  }
  if (publiclyAccessible === true) {
    problems.push(warning({
      code: 'publiclyAccessible',
      where: 'publiclyAccessible',
      what: 'is true',
      why: 'The instance gets a public address; Security Hub reports it as critical (DMS.1)',
      mend: 'Reach the databases over a VPN, Direct Connect or peering, and leave it out',
    }));
  }
  if (multiAz === false && cdcTasks.length > 0) {
    problems.push(warning({
      code: 'singleAzWithCdc',
      where: 'multiAz',
      what: `is false, but ${listSome(cdcTasks)} ${cdcTasks.length === 1 ? 'captures' : 'capture'} changes`,
      why: 'When the zone or the host fails, replication stands still until somebody mends it, and the source keeps its log meanwhile (Security Hub DMS.13)',
      mend: 'Leave multiAz out, or acknowledge this warning',
    }));
  }
  if (isKnown(networkType) && !['IPV4', 'DUAL'].includes(String(networkType))) {
    problems.push(error({
      code: 'networkType',
      where: 'networkType',
      what: `must be IPV4 or DUAL, got ${show(networkType)}`,
      why: 'DMS knows no other; IPv6 alone is not supported',
      mend: 'Take one of NetworkType',
    }));
  }
  return problems;
}

/** Checks a weekly time of maintenance. */
export function checkWindow({ preferredMaintenanceWindow }: Pick<ReplicationInstanceInput, 'preferredMaintenanceWindow'>): Problem[] {
  if (!isKnown(preferredMaintenanceWindow)) return [];
  const window = String(preferredMaintenanceWindow);
  const match = /^([a-z]{3}):([01]\d|2[0-3]):([0-5]\d)-([a-z]{3}):([01]\d|2[0-3]):([0-5]\d)$/i.exec(window);
  const [start, end] = match === null ? [-1, -1] : [minuteOfWeek(match[1], match[2], match[3]), minuteOfWeek(match[4], match[5], match[6])];
  if (start < 0 || end < 0) {
    return [error({
      code: 'maintenanceWindowForm',
      where: 'preferredMaintenanceWindow',
      what: `must look like sun:06:00-sun:06:30, got ${show(window)}`,
      why: 'DMS reads it as day:hour:minute-day:hour:minute in UTC',
      mend: 'Write it so, or leave it out and DMS chooses one',
    })];
  }
  const minutes = (end - start + MINUTES_PER_WEEK) % MINUTES_PER_WEEK;
  if (minutes >= MIN_WINDOW_MINUTES) return [];
  return [error({
    code: 'maintenanceWindowLength',
    where: 'preferredMaintenanceWindow',
    what: `must be at least ${MIN_WINDOW_MINUTES} minutes long, ${show(window)} has ${minutes}`,
    why: 'DMS refuses shorter windows',
    mend: 'Let it end later',
  })];
}

function minuteOfWeek(day: string, hour: string, minute: string): number {
  const index = DAYS.indexOf(day.toLowerCase());
  return index < 0 ? -1 : (index * 24 + Number(hour)) * 60 + Number(minute);
}

function checkVersion({ engineVersion, autoMinorVersionUpgrade }: ReplicationInstanceInput): Problem[] {
  if (!isKnown(engineVersion)) return [];
  if (!/^\d+\.\d+\.\d+$/.test(String(engineVersion))) {
    return [error({
      code: 'engineVersionForm',
      where: 'engineVersion',
      what: `must look like 3.6.1, got ${show(engineVersion)}`,
      why: 'DMS names its versions so',
      mend: 'Write all three numbers, or leave it out for AWS\'s default',
    })];
  }
  if (autoMinorVersionUpgrade !== true) return [];
  return [warning({
    code: 'engineVersionNotHeld',
    where: 'engineVersion',
    what: `is ${String(engineVersion)} with autoMinorVersionUpgrade on`,
    why: 'With it on, DMS creates the instance at its default version when that is higher, and upgrades a deprecated version in the maintenance window; no version goes down again',
    mend: 'Write autoMinorVersionUpgrade: false to hold the version (Security Hub DMS.6 then reports it), or leave engineVersion out',
  })];
}

function checkDns({ dnsNameServers }: ReplicationInstanceInput): Problem[] {
  if (!isKnown(dnsNameServers)) return [];
  const problems: Problem[] = [];
  if (dnsNameServers.length < 1 || dnsNameServers.length > MAX_DNS_SERVERS) {
    problems.push(error({
      code: 'dnsNameServersCount',
      where: 'dnsNameServers',
      what: `must have 1 to ${MAX_DNS_SERVERS} addresses, got ${dnsNameServers.length}`,
      why: `DMS takes at most ${MAX_DNS_SERVERS}`,
      mend: 'Name fewer, or leave it out for the VPC\'s own resolver',
    }));
  }
  dnsNameServers.forEach((server, index) => {
    if (!isKnown(server) || isIP(String(server)) !== 0) return;
    problems.push(error({
      code: 'dnsNameServerAddress',
      where: `dnsNameServers[${index}]`,
      what: `must be an IP address, got ${show(server)}`,
      why: 'A name server cannot be found by its name',
      mend: 'Write its address',
    }));
  });
  return problems;
}

function checkQuota({ taskCount = 0 }: ReplicationInstanceInput): Problem[] {
  if (taskCount === UNKNOWN || taskCount <= TASKS_PER_INSTANCE) return [];
  return [warning({
    code: 'tasksPerInstance',
    where: 'tasks',
    what: `are ${taskCount} on one replication instance`,
    why: `The default quota is ${TASKS_PER_INSTANCE} tasks an instance, and every task that captures changes reads the source's whole log`,
    mend: 'Spread them over instances, put more tables into a task, or have the quota raised first',
  })];
}
