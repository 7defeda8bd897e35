import { checkReplicationInstance, type ReplicationInstanceInput } from '../../lib/plan/replication-instance-rules';
import { checkSubnets } from '../../lib/plan/subnet-group-rules';
import { checkTwoAnswers } from '../../lib/plan/two-answers';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules, type RuleCase } from '../support/rule-cases';

const sound: ReplicationInstanceInput = {
  instanceClass: 'dms.r6i.xlarge',
  allocatedStorageGiB: 100,
  multiAz: true,
  publiclyAccessible: false,
  autoMinorVersionUpgrade: true,
  preferredMaintenanceWindow: 'sun:06:00-sun:06:30',
  dnsNameServers: ['10.0.0.2', 'fd00::2'],
  networkType: 'DUAL',
  cdcTasks: ['Orders/Task'],
  taskCount: 1,
};

test('has nothing to say of a sound instance', () => {
  expect(checkReplicationInstance(sound)).toEqual([]);
  expect(checkReplicationInstance({})).toEqual([]);
});

test.each(['sun:23:45-mon:00:15', 'Sun:06:00-Sun:08:00', 'sat:23:50-sun:00:20'])('takes the maintenance window %s', (preferredMaintenanceWindow) => {
  expect(checkReplicationInstance({ ...sound, preferredMaintenanceWindow })).toEqual([]);
});

function instanceCase(property: keyof ReplicationInstanceInput, value: unknown, message: string): Omit<RuleCase, 'code'> {
  return {
    bad: () => checkReplicationInstance({ ...sound, [property]: value }),
    message,
    unknown: () => checkReplicationInstance({ ...sound, [property]: UNKNOWN }),
  };
}

testRules([
  { code: 'instanceClassForm', ...instanceCase('instanceClass', 'r6i.large',
    "'instanceClass' must look like dms.r6i.xlarge, got \"r6i.large\". DMS knows no other names. Write \"dms.r6i.large\", or use one of InstanceClass's constants. "
    + '[instanceClassForm]') },
  { code: 'instanceClassWithdrawn', ...instanceCase('instanceClass', 'dms.c4.large',
    "'instanceClass' is dms.c4.large. AWS no longer offers that family for new instances, so the deployment would fail for want of it. Take a newer family, such as "
    + 'dms.r6i; aws dms describe-orderable-replication-instances lists what your Region has. [instanceClassWithdrawn]') },
  { code: 'instanceClassUnlisted', ...instanceCase('instanceClass', 'dms.r9z.large',
    "'instanceClass' is dms.r9z.large, which this library does not list. Its memory and CPU are not known here, so nothing that depends on them is checked. "
    + 'Make sure that your Region has it: aws dms describe-orderable-replication-instances. [instanceClassUnlisted]') },
  { code: 'storageRange', ...instanceCase('allocatedStorageGiB', -1,
    "'storage' must be a whole number of GiB from 5 to 6144, got -1. DMS has no other volumes. Set it in that range, or leave it out; remember that it can grow later "
    + 'and never shrink. [storageRange]') },
  {
    code: 'availabilityZoneWithMultiAz',
    bad: () => checkReplicationInstance({ ...sound, availabilityZone: 'eu-west-1a' }),
    message: "'availabilityZone' is given although Multi-AZ is on, got \"eu-west-1a\". DMS refuses a zone for an instance that stands in two of them. "
      + 'Leave availabilityZone out, or write multiAz: false. [availabilityZoneWithMultiAz]',
    // Which zone is not known, but that there is one is.
    unknown: () => checkReplicationInstance({ ...sound, availabilityZone: 'eu-west-1a', multiAz: UNKNOWN }),
  },
  { code: 'publiclyAccessible', ...instanceCase('publiclyAccessible', true,
    "'publiclyAccessible' is true. The instance gets a public address; Security Hub reports it as critical (DMS.1). Reach the databases over a VPN, Direct Connect or "
    + 'peering, and leave it out. [publiclyAccessible]') },
  { code: 'singleAzWithCdc', ...instanceCase('multiAz', false,
    "'multiAz' is false, but Orders/Task captures changes. When the zone or the host fails, replication stands still until somebody mends it, and the source keeps its "
    + 'log meanwhile (Security Hub DMS.13). Leave multiAz out, or acknowledge this warning. [singleAzWithCdc]') },
  { code: 'networkType', ...instanceCase('networkType', 'IPV6',
    "'networkType' must be IPV4 or DUAL, got \"IPV6\". DMS knows no other; IPv6 alone is not supported. Take one of NetworkType. [networkType]") },
  { code: 'maintenanceWindowForm', ...instanceCase('preferredMaintenanceWindow', 'whenever',
    "'preferredMaintenanceWindow' must look like sun:06:00-sun:06:30, got \"whenever\". DMS reads it as day:hour:minute-day:hour:minute in UTC. "
    + 'Write it so, or leave it out and DMS chooses one. [maintenanceWindowForm]') },
  { code: 'maintenanceWindowLength', ...instanceCase('preferredMaintenanceWindow', 'sat:23:50-sun:00:10',
    "'preferredMaintenanceWindow' must be at least 30 minutes long, \"sat:23:50-sun:00:10\" has 20. DMS refuses shorter windows. Let it end later. "
    + '[maintenanceWindowLength]') },
  { code: 'engineVersionForm', ...instanceCase('engineVersion', '3.6',
    "'engineVersion' must look like 3.6.1, got \"3.6\". DMS names its versions so. Write all three numbers, or leave it out for AWS's default. [engineVersionForm]") },
  { code: 'engineVersionNotHeld', ...instanceCase('engineVersion', '3.5.4',
    "'engineVersion' is 3.5.4 with autoMinorVersionUpgrade on. With it on, DMS creates the instance at its default version when that is higher, and upgrades a deprecated "
    + 'version in the maintenance window; no version goes down again. Write autoMinorVersionUpgrade: false to hold the version (Security Hub DMS.6 then reports it), or leave '
    + 'engineVersion out. [engineVersionNotHeld]') },
  { code: 'dnsNameServersCount', ...instanceCase('dnsNameServers', ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'],
    "'dnsNameServers' must have 1 to 4 addresses, got 5. DMS takes at most 4. Name fewer, or leave it out for the VPC's own resolver. [dnsNameServersCount]") },
  {
    code: 'dnsNameServerAddress',
    bad: () => checkReplicationInstance({ ...sound, dnsNameServers: ['10.0.0.2', 'dns.example.com'] }),
    message: "'dnsNameServers[1]' must be an IP address, got \"dns.example.com\". A name server cannot be found by its name. Write its address. [dnsNameServerAddress]",
    unknown: () => checkReplicationInstance({ ...sound, dnsNameServers: ['10.0.0.2', UNKNOWN] }),
  },
  { code: 'tasksPerInstance', ...instanceCase('taskCount', 201,
    "'tasks' are 201 on one replication instance. The default quota is 200 tasks an instance, and every task that captures changes reads the source's whole log. "
    + 'Spread them over instances, put more tables into a task, or have the quota raised first. [tasksPerInstance]') },
  {
    code: 'subnetZones',
    bad: () => checkSubnets({ zones: ['eu-west-1a'], subnetCount: 2, public: false }),
    message: "'vpcSubnets' must be in at least two Availability Zones, got 2 in eu-west-1a. DMS refuses the subnet group "
      + '(ReplicationSubnetGroupDoesNotCoverEnoughAZs). Select subnets in two zones or more. [subnetZones]',
    unknown: () => checkSubnets({ zones: [UNKNOWN], subnetCount: 2, public: false }),
  },
  {
    code: 'publicSubnets',
    bad: () => checkSubnets({ zones: ['a', 'b'], subnetCount: 2, public: true }),
    message: "'vpcSubnets' are all public subnets. An instance without a public address cannot use the internet gateway there, so it reaches neither AWS services nor "
      + 'databases over it. Select isolated subnets, or private ones with egress. [publicSubnets]',
    unknown: () => checkSubnets({ zones: [UNKNOWN, UNKNOWN], subnetCount: 2, public: false }),
  },
  {
    code: 'twoAnswers',
    bad: () => checkTwoAnswers('instanceClass', 'dms.r6i.large', 'sizing', {}),
    message: "'instanceClass' is given together with 'sizing'. Both answer the same question, and only one can count. Leave out 'instanceClass' or 'sizing'. [twoAnswers]",
    unknown: () => checkTwoAnswers('instanceClass', UNKNOWN, 'sizing', undefined),
  },
]);
