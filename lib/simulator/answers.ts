import { lagAt } from './latency';
import { countLoads, tableState, type TableLoad } from './load';
import type { Certificate, Connection, Endpoint, Instance, SubnetGroup, Task } from './state';
import type { TableWorkload } from './workload';
import type { World } from './world';

// Records as they go over the wire. Dates are seconds of the epoch; a member without a value is left out.

/** Leaves out what has no value. */
export function present(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const name in members) {
    if (members[name] !== undefined) kept[name] = members[name];
  }
  return kept;
}

export function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}

/** While it is `creating`, an instance has no addresses, zones and creation time yet [CLI, create-replication-instance]. */
export function instanceAnswer(world: World, instance: Instance): object {
  const { pending, createdAt } = instance;
  const exists = createdAt !== undefined;
  return present({
    ReplicationInstanceIdentifier: instance.identifier,
    ReplicationInstanceClass: instance.class,
    ReplicationInstanceStatus: instance.status,
    AllocatedStorage: instance.storageGiB,
    InstanceCreateTime: seconds(createdAt),
    VpcSecurityGroups: instance.securityGroups.map((group) => ({ VpcSecurityGroupId: group, Status: 'active' })),
    AvailabilityZone: exists ? instance.zone : undefined,
    ReplicationSubnetGroup: subnetGroupAnswer(world, world.state.subnetGroups.get(instance.subnetGroup) as SubnetGroup),
    PreferredMaintenanceWindow: instance.maintenanceWindow,
    PendingModifiedValues: present({
      ReplicationInstanceClass: pending.class, AllocatedStorage: pending.storageGiB, MultiAZ: pending.multiAz, EngineVersion: pending.engineVersion,
    }),
    MultiAZ: instance.multiAz,
    EngineVersion: instance.engineVersion,
    AutoMinorVersionUpgrade: instance.autoMinorVersionUpgrade,
    KmsKeyId: instance.kmsKeyArn,
    ReplicationInstanceArn: instance.arn,
    ...exists && {
      ReplicationInstancePublicIpAddress: instance.publicIps[0],
      ReplicationInstancePrivateIpAddress: instance.privateIps[0],
      // An instance that is not public has one address that is null [recorded 2018 and 2023].
      ReplicationInstancePublicIpAddresses: instance.publicIps.length > 0 ? instance.publicIps : [null],
      ReplicationInstancePrivateIpAddresses: instance.privateIps,
    },
    PubliclyAccessible: instance.publiclyAccessible,
    SecondaryAvailabilityZone: exists ? instance.secondaryZone : undefined,
    DnsNameServers: instance.dnsNameServers,
    NetworkType: instance.networkType,
  });
}

export function subnetGroupAnswer(world: World, group: SubnetGroup): object {
  return {
    ReplicationSubnetGroupIdentifier: group.identifier,
    ReplicationSubnetGroupDescription: group.description,
    VpcId: group.vpcId,
    SubnetGroupStatus: 'Complete',
    Subnets: group.subnetIds.map((subnet, index) => ({
      SubnetIdentifier: subnet, SubnetAvailabilityZone: { Name: zoneOf(world, index) }, SubnetStatus: 'Active',
    })),
  };
}

/** The simulator knows no subnets: it takes them to lie in zones a, b and c in turn. */
export function zoneOf({ setting }: World, index: number): string {
  return `${setting.region}${'abc'[index % 3]}`;
}

/** With statistics if it is described; answers to other operations have none [CLI and API samples]. */
export function taskAnswer(world: World, task: Task, { settings = true, stats = false } = {}): object {
  return present({
    ReplicationTaskIdentifier: task.identifier,
    SourceEndpointArn: task.sourceArn,
    TargetEndpointArn: task.targetArn,
    ReplicationInstanceArn: task.instanceArn,
    MigrationType: task.type,
    TableMappings: settings ? task.tableMappings : undefined,
    ReplicationTaskSettings: settings ? task.settings : undefined,
    Status: task.status,
    LastFailureMessage: task.lastFailure,
    StopReason: task.stopReason,
    ReplicationTaskCreationDate: seconds(task.createdAt),
    ReplicationTaskStartDate: seconds(task.startedAt),
    CdcStartPosition: task.cdcStartPosition,
    CdcStopPosition: task.cdcStopPosition,
    RecoveryCheckpoint: task.recoveryCheckpoint,
    ReplicationTaskArn: task.arn,
    ReplicationTaskStats: stats ? taskStats(world, task) : undefined,
    TaskData: task.taskData,
    TargetReplicationInstanceArn: task.moveTarget,
  });
}

function taskStats(world: World, task: Task): object {
  const { behaviour, now } = world;
  const counts = countLoads(task.tables, task.workload.tables, now, behaviour.reloadCountsAsLoading);
  const zeroed = task.status === 'stopped' && behaviour.statsWhenStopped === 'zeroed';
  const count = (value: number): number => (zeroed ? 0 : value);
  const dates = behaviour.fullLoadDates === 'present';
  return present({
    // 0 before the first start, 100 for a task that only captures changes [API, DescribeReplicationTasks, examples 2 and 3].
    FullLoadProgressPercent: task.freshStartAt === undefined ? 0 : counts.percent,
    ElapsedTimeMillis: count(elapsed(task, now)),
    TablesLoaded: count(counts.loaded),
    TablesLoading: count(counts.loading),
    TablesQueued: count(counts.queued),
    TablesErrored: count(counts.errored),
    FreshStartDate: seconds(task.freshStartAt),
    StartDate: seconds(task.runningSince),
    StopDate: seconds(task.stoppedAt),
    FullLoadStartDate: dates ? seconds(task.loadStartedAt) : undefined,
    FullLoadFinishDate: dates ? seconds(task.loadFinishedAt) : undefined,
  });
}

/** Of the load, not of the changes after it [derived from API, DescribeReplicationTasks, example 3: 4 seconds in a run of 8 minutes]. */
function elapsed({ loadStartedAt, loadFinishedAt, status, stoppedAt }: Task, now: number): number {
  if (loadStartedAt === undefined) return 0;
  return (loadFinishedAt ?? (status === 'running' ? now : stoppedAt ?? now)) - loadStartedAt;
}

/** What a table is loaded by: a task, or a serverless replication. */
type TableOwner = Pick<Task, 'type' | 'freshStartAt' | 'stoppedAt' | 'lag' | 'read' | 'createdAt'> & { readonly status: string };

export function tableAnswer(world: World, task: TableOwner, table: TableLoad, work: TableWorkload): object {
  const { now } = world;
  const state = tableState(table, work, now);
  const rows = work.rows ?? 1000;
  const { start = now, end = now } = table;
  const share = state === 'Full load' || state === 'Table is being reloaded' ? (now - start) / (end - start) : state === 'Table completed' ? 1 : 0;
  const captured = capturedSeconds(task, start, now);
  const applied = Math.max(0, captured - lagAt(task.lag, now));
  const inserted = (time: number): number => Math.floor((work.insertsPerSecond ?? 0) * time);
  const started = table.attempts > 0 && start <= now;
  return present({
    SchemaName: work.schema,
    TableName: work.name,
    Inserts: inserted(captured),
    Deletes: 0,
    Updates: 0,
    Ddls: 0,
    AppliedInserts: inserted(applied),
    AppliedDeletes: 0,
    AppliedUpdates: 0,
    AppliedDdls: 0,
    FullLoadRows: started ? Math.floor(rows * share) : 0,
    FullLoadCondtnlChkFailedRows: 0,
    FullLoadErrorRows: 0,
    FullLoadStartTime: started ? seconds(table.start) : undefined,
    FullLoadEndTime: started && end <= now ? seconds(table.end) : undefined,
    FullLoadReloaded: table.reloaded,
    LastUpdateTime: seconds(started ? Math.min(now, task.status === 'running' ? now : task.stoppedAt ?? now) : task.createdAt),
    TableState: state,
    ValidationPendingRecords: 0,
    ValidationFailedRecords: 0,
    ValidationSuspendedRecords: 0,
    ValidationState: !task.read.validation ? 'Not enabled' : state === 'Table completed' ? 'Validated' : 'Pending validation',
  });
}

/** Changes of a table are captured from the start of its load on [DMS User Guide, CHAP_Introduction.HighLevelView]. */
function capturedSeconds(task: TableOwner, start: number, now: number): number {
  if (task.type === 'full-load' || task.freshStartAt === undefined) return 0;
  const from = task.type === 'cdc' ? task.freshStartAt : start;
  return Math.max(0, (task.status === 'running' ? now : task.stoppedAt ?? from) - from) / 1000;
}

export function connectionAnswer({ state }: World, { instanceArn, endpointArn, status, failure }: Connection): object {
  return present({
    ReplicationInstanceArn: instanceArn,
    EndpointArn: endpointArn,
    Status: status,
    LastFailureMessage: failure,
    EndpointIdentifier: state.endpoints.get(endpointArn)?.identifier,
    ReplicationInstanceIdentifier: state.instances.get(instanceArn)?.identifier,
  });
}

export function endpointAnswer({ arn, identifier, type, engine, status, settings }: Endpoint): object {
  return {
    EndpointIdentifier: identifier,
    EndpointType: type.toUpperCase(),
    EngineName: engine,
    EngineDisplayName: engine,
    ...settings,
    Status: status,
    EndpointArn: arn,
  };
}

export function certificateAnswer({ setting }: World, { arn, identifier, createdAt, pem, wallet, kmsKeyArn }: Certificate): object {
  return present({
    CertificateIdentifier: identifier,
    CertificateCreationDate: seconds(createdAt),
    CertificatePem: pem,
    CertificateWallet: wallet,
    CertificateArn: arn,
    CertificateOwner: setting.account,
    KmsKeyId: kmsKeyArn,
  });
}
