import { Dms, type BehaviourOptions } from '../../lib/simulator';
import { MAPPINGS, TEN_SECONDS } from './support';

// Serverless replications, by the states that the guide names.

interface Replication {
  readonly Status: string;
  readonly StopReason?: string;
  readonly FailureMessages?: readonly string[];
  readonly ProvisionData?: { readonly ProvisionState: string; readonly ProvisionedCapacityUnits?: number };
}

const COMPUTE = { MinCapacityUnits: 2, MaxCapacityUnits: 16 };

class Account {
  public readonly dms: Dms;
  public readonly arn: string;
  public readonly sourceArn: string;

  public constructor(behaviour: BehaviourOptions = {}, type = 'full-load-and-cdc', settings = '{}') {
    this.dms = new Dms({ behaviour: { durations: TEN_SECONDS, ...behaviour } });
    const endpoint = (EndpointType: string): string => (this.dms.call('CreateEndpoint', {
      EndpointIdentifier: EndpointType, EndpointType, EngineName: 'postgres', ServerName: 'x', Port: 5432, Username: 'u', Password: 'p', DatabaseName: 'd',
    }) as { Endpoint: { EndpointArn: string } }).Endpoint.EndpointArn;
    this.sourceArn = endpoint('source');
    this.arn = (this.dms.call('CreateReplicationConfig', {
      ReplicationConfigIdentifier: 'Orders', SourceEndpointArn: this.sourceArn, TargetEndpointArn: endpoint('target'), ReplicationType: type,
      ComputeConfig: COMPUTE, TableMappings: MAPPINGS, ReplicationSettings: settings,
    }) as { ReplicationConfig: { ReplicationConfigArn: string } }).ReplicationConfig.ReplicationConfigArn;
  }

  public get replication(): Replication {
    return (this.dms.call('DescribeReplications') as { Replications: Replication[] }).Replications[0];
  }

  public call(operation: string, input: object = {}): object {
    return this.dms.call(operation, { ReplicationConfigArn: this.arn, ...input });
  }

  public start(StartReplicationType = 'start-replication'): void {
    this.call('StartReplication', { StartReplicationType });
  }

  public pass(seconds: number): void {
    this.dms.advanceTo(this.dms.now + seconds * 1000);
  }

  public running(): this {
    this.start();
    this.pass(80);
    return this;
  }

  public tables(): string[] {
    const { ReplicationTableStatistics: tables } = this.call('DescribeReplicationTableStatistics') as { ReplicationTableStatistics: { TableState: string }[] };
    return tables.map(({ TableState }) => TableState);
  }
}

test('a start goes through the states of the guide, and then loads', () => {
  const account = new Account();
  const states = [account.replication.Status];
  account.start();
  for (let step = 0; step < 8; step++) {
    states.push(account.replication.Status);
    account.pass(10);
  }
  expect(states).toEqual([
    'created', 'initializing', 'preparing_metadata_resources', 'testing_connection', 'fetching_metadata', 'calculating_capacity', 'provisioning_capacity',
    'replication_starting', 'running',
  ]);
  expect(account.replication.ProvisionData).toEqual({ ProvisionState: 'provisioned', ProvisionedCapacityUnits: 2 });
  expect(account.tables()).toEqual(['Full load', 'Full load', 'Full load']);
  account.pass(60);
  expect([account.replication.Status, account.tables()[0]]).toEqual(['running', 'Table completed']);
});

test.each([
  ['full-load', '{}', 'Stop Reason FULL_LOAD_ONLY_FINISHED'],
  ['full-load-and-cdc', '{"FullLoadSettings":{"StopTaskCachedChangesApplied":true}}', 'Stop Reason STOPPED_AFTER_CACHED_EVENTS'],
  ['full-load-and-cdc', '{"FullLoadSettings":{"StopTaskCachedChangesNotApplied":true}}', 'Stop Reason STOPPED_AFTER_FULL_LOAD'],
])('one of type %s with %s stops itself', (type, settings, reason) => {
  const account = new Account({}, type, settings).running();
  account.pass(60);
  expect(account.replication).toMatchObject({ Status: 'stopped', StopReason: reason });
});

test('a connection that fails makes the start fail with its message', () => {
  const account = new Account();
  account.dms.setEndpointFailure(account.sourceArn, 'timeout expired');
  account.start();
  account.pass(60);
  expect(account.replication).toMatchObject({ Status: 'failed', FailureMessages: ['timeout expired'] });
});

test('it is stopped, resumed where it was, and reloaded', () => {
  const account = new Account().running();
  account.pass(60);
  account.call('StopReplication');
  account.pass(10);
  expect(account.replication.Status).toBe('stopped');
  expect(() => account.start()).toThrow('valid only for replications running for the first time');
  account.start('resume-processing');
  account.pass(80);
  expect([account.replication.Status, account.tables()]).toEqual(['running', ['Table completed', 'Table completed', 'Table completed']]);
  account.call('StopReplication');
  account.pass(10);
  account.start('reload-target');
  account.pass(75);
  expect(account.tables()).toEqual(['Full load', 'Full load', 'Full load']);
});

test('while it runs it can be neither changed nor deleted, nor can its endpoints', () => {
  const account = new Account().running();
  expect(() => account.call('ModifyReplicationConfig', { TableMappings: MAPPINGS })).toThrow('cannot be modified while its replication is running');
  expect(() => account.call('DeleteReplicationConfig')).toThrow('cannot be deleted while its replication is running');
  expect(() => account.dms.call('ModifyEndpoint', { EndpointArn: account.sourceArn, Port: 1 })).toThrow('is in use by replication task orders');
});

test('a change shows as one for a while, in which it cannot be started', () => {
  const account = new Account();
  account.call('ModifyReplicationConfig', { ComputeConfig: { MaxCapacityUnits: 32 } });
  expect(account.replication.Status).toBe('modifying');
  expect(() => account.start()).toThrow('its status is modifying');
  account.pass(10);
  expect(account.replication.Status).toBe('created');
});

test.each(['accepted', 'refused'] as const)('a change after the first start is %s, whichever way DMS is', (replicationChangeAfterStart) => {
  const account = new Account({ replicationChangeAfterStart }).running();
  account.call('StopReplication');
  account.pass(10);
  const change = (): object => account.call('ModifyReplicationConfig', { ReplicationSettings: '{}' });
  if (replicationChangeAfterStart === 'accepted') expect(change()).toHaveProperty('ReplicationConfig');
  else expect(change).toThrow('its replication has been started');
});

test('it is deleted without its compute only, with which its statistics go; unless DMS does not mind', () => {
  const account = new Account().running();
  account.call('StopReplication');
  account.pass(10);
  expect(account.tables()).toHaveLength(3);
  expect(() => account.call('DeleteReplicationConfig')).toThrow('is not deprovisioned');
  account.pass(10);
  expect([account.replication.ProvisionData?.ProvisionState, account.tables()]).toEqual(['deprovisioned', []]);
  account.call('DeleteReplicationConfig');
  account.pass(10);
  expect(account.dms.snapshot().replications).toBeUndefined();

  const lenient = new Account({ replicationDeletion: 'stopped' }).running();
  lenient.call('StopReplication');
  lenient.pass(10);
  expect(lenient.call('DeleteReplicationConfig')).toHaveProperty('ReplicationConfig');
});

test.each([
  [{ MaxCapacityUnits: 3 }, 'Invalid capacity units: 3'],
  [{}, 'MaxCapacityUnits must be provided'],
  [{ MinCapacityUnits: 8, MaxCapacityUnits: 4 }, 'must not be greater'],
  [{ MaxCapacityUnits: 4, MultiAZ: true, AvailabilityZone: 'a' }, 'AvailabilityZone cannot be set'],
])('compute of %j is refused', (ComputeConfig, message) => {
  expect(() => new Account().call('ModifyReplicationConfig', { ComputeConfig })).toThrow(message);
});

test('it cannot begin at a position in the log', () => {
  expect(() => new Account().call('StartReplication', { StartReplicationType: 'start-replication', CdcStartPosition: 'x' })).toThrow('Custom CDC start points');
});
