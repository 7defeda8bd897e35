import { present, tableAnswer } from './answers';
import { alreadyExists, invalidCombination, invalidState, invalidValue } from './fault';
import { filtered, listingShape, narrowed, page } from './listing';
import { tableState } from './load';
import { beginReplication, beginStopOfReplication } from './replication-machine';
import { anything, identifier, oneOf, operation, required, resourceIdentifier, text, time, type Input, type Member } from './shape';
import type { Replication } from './state';
import { putTags, tagsMember } from './tags';
import { readSettings } from './task-settings';
import { requireMappings } from './tasks';
import { fullWorkload } from './workload';
import type { World } from './world';

// Serverless replications: a configuration, and the replication that it is of, which is one record here.

/** [API, ComputeConfig] */
const CAPACITY_UNITS = [1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384];

/** JSON: CloudFormation takes it as an object, too. */
const json: Member<string> = { required: false, read: (value, path) => (typeof value === 'object' ? JSON.stringify(value) : text().read(value, path)) };

const replicationType = oneOf(['full-load', 'cdc', 'full-load-and-cdc']);

const SHAPE = {
  ReplicationConfigIdentifier: identifier(255),
  SourceEndpointArn: text(),
  TargetEndpointArn: text(),
  ReplicationType: replicationType,
  ComputeConfig: anything,
  TableMappings: json,
  ReplicationSettings: json,
  SupplementalSettings: json,
};

type Config = Input<typeof SHAPE>;

interface Compute {
  readonly MinCapacityUnits?: number;
  readonly MaxCapacityUnits?: number;
  readonly MultiAZ?: boolean;
  readonly AvailabilityZone?: string;
}

function requireCompute(compute: Compute): { readonly minUnits: number; readonly maxUnits: number } {
  const { MinCapacityUnits: minUnits = 1, MaxCapacityUnits: maxUnits, MultiAZ, AvailabilityZone } = compute;
  if (maxUnits === undefined) throw invalidValue('The parameter MaxCapacityUnits must be provided and must not be blank.');
  for (const units of [minUnits, maxUnits]) {
    if (!CAPACITY_UNITS.includes(units)) throw invalidValue(`Invalid capacity units: ${units}. Valid values: ${CAPACITY_UNITS.join(', ')}`);
  }
  if (minUnits > maxUnits) throw invalidCombination('MinCapacityUnits must not be greater than MaxCapacityUnits.');
  if (MultiAZ === true && AvailabilityZone !== undefined) throw invalidCombination('AvailabilityZone cannot be set if MultiAZ is true.');
  return { minUnits, maxUnits };
}

function requireEnds(world: World, { SourceEndpointArn: source, TargetEndpointArn: target }: Config): void {
  for (const [type, arn] of [['source', source], ['target', target]] as const) {
    if (arn !== undefined && world.endpoint(arn).type !== type) throw invalidValue(`Endpoint ${arn} is not a ${type} endpoint.`);
  }
}

/** What both answers begin with. */
function namesOf(replication: Replication): object {
  return {
    ReplicationConfigIdentifier: replication.identifier,
    ReplicationConfigArn: replication.arn,
    SourceEndpointArn: replication.sourceArn,
    TargetEndpointArn: replication.targetArn,
    ReplicationType: replication.type,
  };
}

function configAnswer(replication: Replication): object {
  return present({
    ...namesOf(replication),
    ComputeConfig: replication.compute,
    ReplicationSettings: replication.settings,
    SupplementalSettings: replication.supplemental,
    TableMappings: replication.tableMappings,
    ReplicationConfigCreateTime: replication.createdAt / 1000,
  });
}

function replicationAnswer(replication: Replication): object {
  const { startedAt, freshStartAt, stoppedAt, deprovisionAt, capacityUnits, failures } = replication;
  const seconds = (at: number | undefined): number | undefined => (at === undefined ? undefined : at / 1000);
  return present({
    ...namesOf(replication),
    Status: replication.status,
    ProvisionData: replication.wasProvisioned
      ? present({ ProvisionState: replication.isProvisioned ? 'provisioned' : 'deprovisioned', ProvisionedCapacityUnits: capacityUnits }) : undefined,
    StopReason: replication.stopReason,
    FailureMessages: failures.length > 0 ? failures : undefined,
    ReplicationStats: startedAt === undefined ? undefined : present({ StartDate: seconds(startedAt), FreshStartDate: seconds(freshStartAt) }),
    ReplicationCreateTime: replication.createdAt / 1000,
    ReplicationLastStopTime: seconds(stoppedAt),
    ReplicationDeprovisionTime: seconds(deprovisionAt),
  });
}

export const createReplicationConfig = operation({
  ...SHAPE,
  ReplicationConfigIdentifier: required(SHAPE.ReplicationConfigIdentifier),
  SourceEndpointArn: required(text()),
  TargetEndpointArn: required(text()),
  ComputeConfig: required(anything),
  ReplicationType: required(replicationType),
  TableMappings: required(json),
  ResourceIdentifier: resourceIdentifier,
  Tags: tagsMember,
}, (world, input) => {
  const { replications, workloads } = world.state;
  const { ReplicationConfigIdentifier: name, ReplicationSettings: settings = '{}', SupplementalSettings: supplemental } = input;
  requireEnds(world, input);
  requireMappings(input.TableMappings);
  const units = requireCompute(input.ComputeConfig);
  const arn = world.newArn('replication-config', input.ResourceIdentifier);
  if ([...replications.values()].some((each) => each.arn === arn || each.identifier === name)) {
    throw alreadyExists(`Replication config already exists: ${name}`);
  }
  const replication = world.putReplication({
    arn,
    identifier: name,
    type: input.ReplicationType,
    sourceArn: input.SourceEndpointArn,
    targetArn: input.TargetEndpointArn,
    tableMappings: input.TableMappings,
    settings,
    read: readSettings(settings),
    compute: input.ComputeConfig,
    ...units,
    ...supplemental !== undefined && { supplemental },
    createdAt: world.now,
    status: 'created',
    failures: [],
    fresh: true,
    tables: [],
    lag: { seconds: 0, at: world.now, slope: 0 },
    workload: workloads.get(arn) ?? workloads.get(name) ?? fullWorkload(),
    isProvisioned: false,
    wasProvisioned: false,
  });
  putTags(world, arn, input.Tags);
  return { ReplicationConfig: configAnswer(replication) };
});

/** [DMS User Guide, CHAP_Serverless.Limitations] */
const MODIFIABLE = ['created', 'stopped', 'failed'];

export const modifyReplicationConfig = operation({ ReplicationConfigArn: required(text()), ...SHAPE }, (world, input) => {
  const { arn, identifier: name, status, startedAt, ...before } = world.replication(input.ReplicationConfigArn);
  const { ReplicationConfigIdentifier: newName, ReplicationSettings: settings, SupplementalSettings: supplemental, TableMappings: mappings } = input;
  if (!MODIFIABLE.includes(status)) throw invalidState(`Replication config ${name} cannot be modified while its replication is ${status}.`);
  if (startedAt !== undefined && world.behaviour.replicationChangeAfterStart === 'refused') {
    throw invalidState(`Replication config ${name} cannot be modified: its replication has been started.`);
  }
  requireEnds(world, input);
  if (mappings !== undefined) requireMappings(mappings);
  const compute = input.ComputeConfig ?? before.compute;
  const replication = world.changeReplication(arn, {
    status: 'modifying',
    returnTo: status,
    compute,
    ...requireCompute(compute),
    ...newName !== undefined && { identifier: newName },
    ...input.ReplicationType !== undefined && { type: input.ReplicationType },
    ...input.SourceEndpointArn !== undefined && { sourceArn: input.SourceEndpointArn },
    ...input.TargetEndpointArn !== undefined && { targetArn: input.TargetEndpointArn },
    ...mappings !== undefined && { tableMappings: mappings },
    ...settings !== undefined && { settings, read: readSettings(settings) },
    ...supplemental !== undefined && { supplemental },
  });
  world.schedule('replication-modified', arn, world.now + world.draw(world.behaviour.durations.modifyTask));
  return { ReplicationConfig: configAnswer(replication) };
});

/** One that has never run can be deleted, too [derived: CloudFormation deletes those]. */
export const deleteReplicationConfig = operation({ ReplicationConfigArn: required(text()) }, (world, { ReplicationConfigArn }) => {
  const { arn, identifier: name, status, isProvisioned } = world.replication(ReplicationConfigArn);
  if (!MODIFIABLE.includes(status)) throw invalidState(`Replication config ${name} cannot be deleted while its replication is ${status}.`);
  if (isProvisioned && world.behaviour.replicationDeletion === 'deprovisioned') {
    throw invalidState(`Replication config ${name} cannot be deleted: its replication is not deprovisioned.`);
  }
  const replication = world.changeReplication(arn, { status: 'deleting' });
  world.schedule('replication-deleted', arn, world.now + world.draw(world.behaviour.durations.deleteTask));
  return { ReplicationConfig: configAnswer(replication) };
});

const BY = {
  'replication-config-arn': ({ arn }: Replication): string => arn,
  'replication-config-id': (replication: Replication): string => replication.identifier,
};

export const describeReplicationConfigs = operation(listingShape(), (world, input) => {
  const found = filtered('Replication Configs', [...world.state.replications.values()], input.Filters, BY);
  const { items, marker } = page(found, ({ arn }) => arn, input);
  return { ReplicationConfigs: items.map(configAnswer), ...marker };
});

export const describeReplications = operation(listingShape(), (world, input) => {
  const found = filtered('Replications', [...world.state.replications.values()], input.Filters, BY);
  const { items, marker } = page(found, ({ arn }) => arn, input);
  return { Replications: items.map(replicationAnswer), ...marker };
});

/** Which start is legal is the same as of tasks [API, StartReplication]; positions in the log are not taken [CHAP_Serverless.Limitations]. */
export const startReplication = operation({
  ReplicationConfigArn: required(text()),
  StartReplicationType: required(oneOf(['start-replication', 'resume-processing', 'reload-target'])),
  CdcStartTime: time,
  CdcStartPosition: text(),
  CdcStopPosition: text(),
  PremigrationAssessmentSettings: text(),
}, (world, { ReplicationConfigArn, StartReplicationType: type, CdcStartTime, CdcStartPosition, CdcStopPosition, PremigrationAssessmentSettings }) => {
  const { arn, identifier: name, status, type: migration, freshStartAt } = world.replication(ReplicationConfigArn);
  if (!MODIFIABLE.includes(status)) throw invalidState(`Replication ${name} cannot be started: its status is ${status}.`);
  if (CdcStartTime !== undefined || CdcStartPosition !== undefined) throw invalidCombination('Custom CDC start points are not supported by serverless replications.');
  if (CdcStopPosition !== undefined || PremigrationAssessmentSettings !== undefined) {
    throw invalidCombination('CdcStopPosition and PremigrationAssessmentSettings of serverless replications are not simulated.');
  }
  const isFirst = freshStartAt === undefined;
  if (isFirst && status === 'created' && type !== 'start-replication') {
    throw invalidCombination(`Start Type : ${type.toUpperCase().replace('-', '_')}, valid only for replications running more than once`);
  }
  if (!isFirst && type === 'start-replication' && migration !== 'cdc') {
    throw invalidCombination('Start Type : START_REPLICATION, valid only for replications running for the first time');
  }
  return { Replication: replicationAnswer(beginReplication(world, arn, type !== 'resume-processing')) };
});

/** In which statuses a replication can be stopped is not documented: as with tasks, while it runs. */
export const stopReplication = operation({ ReplicationConfigArn: required(text()) }, (world, { ReplicationConfigArn }) => {
  const { arn, identifier: name, status } = world.replication(ReplicationConfigArn);
  if (status !== 'running') throw invalidState(`Replication ${name} is not running: its status is ${status}.`);
  return { Replication: replicationAnswer(beginStopOfReplication(world, arn)) };
});

/** Nothing, once its compute is gone [DMS User Guide, CHAP_Serverless.Limitations]. */
export const describeReplicationTableStatistics = operation({
  ReplicationConfigArn: required(text()), ...listingShape(500),
}, (world, { ReplicationConfigArn, ...input }) => {
  const replication = world.replication(ReplicationConfigArn);
  const { tables: loads, workload, isProvisioned } = replication;
  const tables = isProvisioned ? loads.map((table, index) => ({ table, work: workload.tables[index] })) : [];
  const found = narrowed(tables, input.Filters, {
    'schema-name': ({ work }) => work.schema,
    'table-name': ({ work }) => work.name,
    'table-state': ({ table, work }) => tableState(table, work, world.now),
  });
  const { items, marker } = page(found, ({ work }) => `${work.schema}.${work.name}`, input);
  const statistics = items.map(({ table, work }) => tableAnswer(world, replication, table, work));
  return { ReplicationConfigArn, ReplicationTableStatistics: statistics, ...marker };
});
