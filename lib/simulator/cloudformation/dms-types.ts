import { callDms, until, type DmsRecord } from './dms-call';
import { describe, dmsProvider, type DmsType } from './dms-resources';
import type { Engine, ResourceProvider } from './resource';
import type { Steps } from './work';

const INSTANCE: DmsType = {
  noun: 'ReplicationInstance',
  create: 'CreateReplicationInstance',
  describe: 'DescribeReplicationInstances',
  filter: 'replication-instance-arn',
  key: 'ReplicationInstanceArn',
  nameProperty: 'ReplicationInstanceIdentifier',
  // ModifyReplicationInstance does not take it, and CloudFormation does not replace for it [API; CloudFormation, AWS::DMS::ReplicationInstance].
  // That an upgrade is allowed is no state of an instance, and is said along with every change.
  notModified: ['AvailabilityZone', 'AllowMajorVersionUpgrade'],
  isSettled: ({ ReplicationInstanceStatus: status, PendingModifiedValues: pending }, { behaviour }) =>
    status === 'available' && (behaviour.instanceChanges === 'inMaintenanceWindow' || Object.keys(pending as DmsRecord).length === 0),
  modification: ({ behaviour }, { AllowMajorVersionUpgrade: allow }) =>
    ({ ApplyImmediately: behaviour.instanceChanges === 'immediately', ...allow !== undefined && { AllowMajorVersionUpgrade: allow } }),
  attribute: (record, name) => (name === 'Id' ? record.ReplicationInstanceArn : record[name]),
};

const SUBNET_GROUP: DmsType = {
  noun: 'ReplicationSubnetGroup',
  create: 'CreateReplicationSubnetGroup',
  describe: 'DescribeReplicationSubnetGroups',
  filter: 'replication-subnet-group-id',
  key: 'ReplicationSubnetGroupIdentifier',
  nameProperty: 'ReplicationSubnetGroupIdentifier',
  isSettled: ({ SubnetGroupStatus: status }) => status === 'Complete',
  // The subnets are required with any change [API, ModifyReplicationSubnetGroup].
  modification: (_engine, { SubnetIds }) => ({ SubnetIds }),
  attribute: (record, name) => record[name],
};

const ENDPOINT: DmsType = {
  noun: 'Endpoint',
  create: 'CreateEndpoint',
  describe: 'DescribeEndpoints',
  filter: 'endpoint-arn',
  key: 'EndpointArn',
  nameProperty: 'EndpointIdentifier',
  isSettled: ({ Status: status }) => status === 'active',
  // Whether CloudFormation asks for exact settings is not known; without it, a setting could not be taken away again [API, ModifyEndpoint].
  modification: () => ({ ExactSettings: true }),
  attribute: (record, name) => record[name],
};

const TASK: DmsType = {
  noun: 'ReplicationTask',
  create: 'CreateReplicationTask',
  describe: 'DescribeReplicationTasks',
  filter: 'replication-task-arn',
  key: 'ReplicationTaskArn',
  nameProperty: 'ReplicationTaskIdentifier',
  isSettled: ({ Status: status }) => status !== 'creating' && status !== 'modifying',
  beforeRemoval: stopIfCloudFormationDoes,
  attribute: (record, name) => record[name],
};

/** A configuration has no status; whether CloudFormation waits for its replication to be as it was after a change is not known, so it does not. */
const REPLICATION_CONFIG: DmsType = {
  noun: 'ReplicationConfig',
  create: 'CreateReplicationConfig',
  describe: 'DescribeReplicationConfigs',
  filter: 'replication-config-arn',
  key: 'ReplicationConfigArn',
  nameProperty: 'ReplicationConfigIdentifier',
  isSettled: () => true,
  attribute: (record, name) => record[name],
};

const CERTIFICATE: DmsType = {
  noun: 'Certificate',
  create: 'ImportCertificate',
  describe: 'DescribeCertificates',
  filter: 'certificate-arn',
  key: 'CertificateArn',
  nameProperty: 'CertificateIdentifier',
  isSettled: () => true,
  attribute: (record, name) => record[name],
};

function* stopIfCloudFormationDoes(engine: Engine, arn: string): Steps<void> {
  const status = (): unknown => describe(TASK, engine, arn)?.Status;
  if (engine.behaviour.deletionOfRunningTask !== 'stopsIt' || status() !== 'running') return;
  callDms(engine.dms, 'StopReplicationTask', { ReplicationTaskArn: arn });
  yield* until(engine.dms, `Task ${arn}`, () => status() !== 'stopping');
}

/** Types whose resources are those of the simulated DMS. Event subscriptions are not simulated, and placeholders like all others. */
export const DMS_TYPES: Readonly<Record<string, ResourceProvider>> = {
  'AWS::DMS::Certificate': dmsProvider(CERTIFICATE),
  'AWS::DMS::Endpoint': dmsProvider(ENDPOINT),
  'AWS::DMS::ReplicationConfig': dmsProvider(REPLICATION_CONFIG),
  'AWS::DMS::ReplicationInstance': dmsProvider(INSTANCE),
  'AWS::DMS::ReplicationSubnetGroup': dmsProvider(SUBNET_GROUP),
  'AWS::DMS::ReplicationTask': dmsProvider(TASK),
};
