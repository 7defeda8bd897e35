import * as sdk from '@aws-sdk/client-database-migration-service';
import { OPERATIONS } from '../../lib/simulator/operations';
import { MAPPINGS, STOP_AT_BOUNDARY, TestWorld, type Answer } from './support';

// Against the model of the API, as the SDK carries it.

/** A structure of the SDK's schema: names and schemas of members, the required ones first. */
type Structure = readonly [
  kind: 3, namespace: string, name: string, traits: unknown, names: readonly string[], schemas: readonly unknown[], required?: number,
];
type OperationSchema = readonly [kind: 9, namespace: string, name: string, traits: unknown, input: () => Structure, output: () => Structure];

const LIST = 1;
const STRUCTURE = 3;

const schemas = sdk as unknown as Readonly<Record<string, OperationSchema>>;

/** Schemas are given as such, by a function, or with their traits in a pair. */
function resolve(schema: unknown): unknown {
  const known: unknown = typeof schema === 'function' ? (schema as () => unknown)() : schema;
  return Array.isArray(known) && typeof known[0] !== 'number' ? resolve(known[0]) : known;
}

/** Members in an answer that its schema lacks. */
function strangers(value: unknown, schema: unknown, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const known = resolve(schema);
  if (Array.isArray(value)) {
    // A list of texts is but a number.
    const item: unknown = Array.isArray(known) && known[0] === LIST ? known[4] : undefined;
    return value.flatMap((each) => strangers(each, item, `${at}[]`));
  }
  if (!Array.isArray(known) || known[0] !== STRUCTURE) return [`${at} is a structure`];
  const [, , , , names, members] = known as unknown as Structure;
  return Object.entries(value).flatMap(([name, member]) => {
    const index = names.indexOf(name);
    return index < 0 ? [`${at}.${name}`] : strangers(member, members[index], `${at}.${name}`);
  });
}

describe.each(Object.keys(OPERATIONS))('%s', (operation) => {
  const [, , , , input] = schemas[`${operation}$`];
  const [, , , , names, , required = 0] = input();
  const { shape } = OPERATIONS[operation];

  test('takes no member that the model lacks', () => {
    expect(Object.keys(shape).filter((name) => !names.includes(name))).toEqual([]);
  });

  test('takes every member that the model has', () => {
    expect(names.filter((name) => !(name in shape) && name !== 'KerberosAuthenticationSettings')).toEqual([]);
  });

  test('requires what the model requires', () => {
    expect(Object.keys(shape).filter((name) => shape[name].required).sort()).toEqual(names.slice(0, required).sort());
  });
});

test.each([
  ['CreateReplicationTask', 'MigrationType', sdk.MigrationTypeValue],
  ['StartReplicationTask', 'StartReplicationTaskType', sdk.StartReplicationTaskTypeValue],
  ['ReloadTables', 'ReloadOption', sdk.ReloadOptionValue],
  ['CreateEndpoint', 'EndpointType', sdk.ReplicationEndpointTypeValue],
  ['ModifyEndpoint', 'SslMode', sdk.DmsSslModeValue],
  ['DescribeEvents', 'SourceType', sdk.SourceType],
])('%s takes the values that %s has, and no other', (operation, name, values: Readonly<Record<string, string>>) => {
  const { read } = OPERATIONS[operation].shape[name];
  expect(Object.values(values).map((value) => read(value, name))).toEqual(Object.values(values));
  expect(() => read('another', name)).toThrow(`Value 'another' at '${name}' failed to satisfy constraint: Member must satisfy enum value set`);
});

test('no answer has a member that the model lacks', () => {
  const world = new TestWorld({ behaviour: { fullLoadDates: 'present' } });
  const found: string[] = [];
  const answered = new Set<string>();
  const { dms } = world;
  const call = dms.call.bind(dms);
  dms.call = (operation, input) => {
    const answer = call(operation, input);
    const [, , , , , output] = schemas[`${operation}$`];
    answered.add(operation);
    found.push(...strangers(answer, output(), operation));
    return answer;
  };
  const { instance, source } = world;
  const task = world.runningTask({ settings: STOP_AT_BOUNDARY });
  world.settle();
  world.start(task);
  world.call('ReloadTables', { ReplicationTaskArn: task, TablesToReload: [{ SchemaName: 'app', TableName: 'orders' }] });
  world.stop(task);
  const { ReplicationInstance } = world.call('CreateReplicationInstance', { ReplicationInstanceIdentifier: 'other', ReplicationInstanceClass: 'dms.t3.small', MultiAZ: true, DnsNameServers: '10.0.0.2' });
  world.pass(10);
  world.dms.setEndpointFailure(source, 'refused');
  world.test();
  for (const [operation, input] of Object.entries({
    MoveReplicationTask: { ReplicationTaskArn: task, TargetReplicationInstanceArn: ReplicationInstance.ReplicationInstanceArn },
    ModifyReplicationInstance: { ReplicationInstanceArn: instance, AllocatedStorage: 200, MultiAZ: true, EngineVersion: '3.6.1', ReplicationInstanceClass: 'dms.r6i.large' },
    ImportCertificate: { CertificateIdentifier: 'a', CertificatePem: '-----BEGIN CERTIFICATE-----a-----END CERTIFICATE-----' },
    AddTagsToResource: { ResourceArn: instance, Tags: [{ Key: 'a', Value: 'b' }] },
    ListTagsForResource: { ResourceArnList: [instance] },
    ModifyEndpoint: { EndpointArn: source, Port: 1, SslMode: 'require' },
    DescribeTableStatistics: { ReplicationTaskArn: task },
  })) world.call(operation, input);
  const { ReplicationConfig: { ReplicationConfigArn } } = world.dms.call('CreateReplicationConfig', {
    ReplicationConfigIdentifier: 'orders', SourceEndpointArn: source, TargetEndpointArn: world.target, ReplicationType: 'full-load-and-cdc',
    ComputeConfig: { MaxCapacityUnits: 16 }, TableMappings: MAPPINGS,
  }) as { ReplicationConfig: { ReplicationConfigArn: string } };
  world.call('StartReplication', { ReplicationConfigArn, StartReplicationType: 'start-replication' });
  world.call('DescribeReplicationTableStatistics', { ReplicationConfigArn });
  for (const operation of Object.keys(OPERATIONS).filter((each) => each.startsWith('Describe') && !answered.has(each))) world.call(operation);
  expect(found).toEqual([]);
  expect(answered.size).toBeGreaterThan(20);
});

test('members that only another answer may have are found', () => {
  const [, , , , , output] = schemas.DescribeConnections$;
  expect(strangers({ Connections: [{ Status: 'a', Colour: 'red' }], Pages: 1 }, output(), 'DescribeConnections'))
    .toEqual(['DescribeConnections.Connections[].Colour', 'DescribeConnections.Pages']);
});

describe('filters', () => {
  const filtered = (operation: string, name: string, value: string): Answer => {
    const world = new TestWorld();
    world.task();
    world.call('CreateReplicationSubnetGroup', { ReplicationSubnetGroupIdentifier: 'private', ReplicationSubnetGroupDescription: 'a', SubnetIds: ['subnet-1', 'subnet-2'] });
    world.call('ImportCertificate', { CertificateIdentifier: 'authority', CertificatePem: '-----BEGIN CERTIFICATE-----a-----END CERTIFICATE-----' });
    const arns: Readonly<Record<string, string>> = { instance: world.instance, source: world.source, target: world.target };
    return world.call(operation, { Filters: [{ Name: name, Values: [arns[value] ?? value] }] });
  };

  // [API: each operation's valid filter names]
  test.each([
    ['DescribeReplicationInstances', 'replication-instance-arn', 'instance'],
    ['DescribeReplicationInstances', 'replication-instance-id', 'migration'],
    ['DescribeReplicationInstances', 'replication-instance-class', 'dms.r6i.4xlarge'],
    ['DescribeReplicationInstances', 'engine-version', '3.5.4'],
    ['DescribeReplicationTasks', 'replication-task-id', 'orders'],
    ['DescribeReplicationTasks', 'migration-type', 'full-load-and-cdc'],
    ['DescribeReplicationTasks', 'replication-instance-arn', 'instance'],
    ['DescribeReplicationTasks', 'endpoint-arn', 'source'],
    ['DescribeReplicationTasks', 'endpoint-arn', 'target'],
    ['DescribeEndpoints', 'endpoint-arn', 'source'],
    ['DescribeEndpoints', 'endpoint-id', 'warehouse'],
    ['DescribeConnections', 'endpoint-arn', 'target'],
    ['DescribeConnections', 'replication-instance-arn', 'instance'],
    ['DescribeReplicationSubnetGroups', 'replication-subnet-group-id', 'private'],
    ['DescribeCertificates', 'certificate-id', 'authority'],
  ])('%s by %s: %s', (operation, name, value) => {
    const [found] = Object.values(filtered(operation, name, value)) as unknown[][];
    expect(found.length).toBeGreaterThan(0);
    expect(() => filtered(operation, name, 'another')).toThrow('found matching provided filters');
  });
});

describe('quotas', () => {
  test('of instances', () => {
    const world = new TestWorld();
    const create = (index: number): string => world.outcome('CreateReplicationInstance', { ReplicationInstanceIdentifier: `i${index}`, ReplicationInstanceClass: 'dms.t3.small' });
    expect(Array.from({ length: 59 }, (_, index) => create(index))).toEqual(Array.from({ length: 59 }, () => 'ok'));
    expect(create(60)).toBe('ResourceQuotaExceededFault');
  });

  test('of storage', () => {
    const world = new TestWorld();
    const create = (index: number): string => world.outcome('CreateReplicationInstance', {
      ReplicationInstanceIdentifier: `i${index}`, ReplicationInstanceClass: 'dms.t3.small', AllocatedStorage: 6000,
    });
    expect([1, 2, 3, 4, 5].map(create)).toEqual(['ok', 'ok', 'ok', 'ok', 'StorageQuotaExceededFault']);
    expect(world.outcome('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, AllocatedStorage: 6001 })).toBe('StorageQuotaExceededFault');
  });

  test('of tasks on an instance', () => {
    const world = new TestWorld();
    for (let index = 0; index < 200; index++) world.task({ identifier: `t${index}` });
    expect(() => world.task({ identifier: 'more' })).toThrow('Replication tasks per instance quota exceeded.');
  });
});
