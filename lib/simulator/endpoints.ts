import { endpointAnswer, present } from './answers';
import { beginTest, forgetConnections } from './connection-machine';
import { alreadyExists, invalidState, notFound, quotaExceeded } from './fault';
import { filtered, listingShape, page } from './listing';
import { QUOTAS } from './quotas';
import { isReplicating } from './replication-machine';
import { anything, flag, identifier, integer, oneOf, operation, required, resourceIdentifier, text } from './shape';
import type { Endpoint, Task } from './state';
import { putTags, tagsMember } from './tags';
import { isActive } from './task-machine';
import type { World } from './world';

/** Settings by engine: kept and given back, not looked into [API, Endpoint]. */
const ENGINE_SETTINGS = [
  'DynamoDbSettings', 'S3Settings', 'DmsTransferSettings', 'MongoDbSettings', 'KinesisSettings', 'KafkaSettings', 'ElasticsearchSettings', 'NeptuneSettings',
  'RedshiftSettings', 'PostgreSQLSettings', 'MySQLSettings', 'OracleSettings', 'SybaseSettings', 'MicrosoftSQLServerSettings', 'IBMDb2Settings',
  'DocDbSettings', 'RedisSettings', 'GcpMySQLSettings', 'TimestreamSettings',
] as const;

const DETAILS = {
  Username: text(),
  Password: text(),
  ServerName: text(),
  Port: integer({ min: 1, max: 65535 }),
  DatabaseName: text(),
  ExtraConnectionAttributes: text(),
  CertificateArn: text(),
  SslMode: oneOf(['none', 'require', 'verify-ca', 'verify-full']),
  ServiceAccessRoleArn: text(),
  ExternalTableDefinition: text(),
  ...Object.fromEntries(ENGINE_SETTINGS.map((name) => [name, anything])) as Record<(typeof ENGINE_SETTINGS)[number], typeof anything>,
};

const endpointType = oneOf(['source', 'target']);

/** DMS never gives a password back. */
function withoutSecrets(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !/password$/i.test(name)).map(([name, value]) =>
    [name, typeof value === 'object' && value !== null && !Array.isArray(value) ? withoutSecrets(value as Record<string, unknown>) : value]));
}

function requireCertificate({ state }: World, arn: string | undefined): void {
  if (arn !== undefined && !state.certificates.has(arn)) throw notFound(`Certificate ${arn} not found.`);
}

export const createEndpoint = operation({
  EndpointIdentifier: required(identifier(255)),
  EndpointType: required(endpointType),
  EngineName: required(text()),
  KmsKeyId: text(),
  Tags: tagsMember,
  ResourceIdentifier: resourceIdentifier,
  ...DETAILS,
}, (world, { EndpointIdentifier, EndpointType, EngineName, ResourceIdentifier, Tags, KmsKeyId, ...details }) => {
  const { endpoints } = world.state;
  const { partition, region, account } = world.setting;
  const arn = world.newArn('endpoint', ResourceIdentifier);
  if (endpoints.has(arn) || [...endpoints.values()].some((each) => each.identifier === EndpointIdentifier)) {
    throw alreadyExists(`Endpoint already exists: ${EndpointIdentifier}`);
  }
  if (endpoints.size >= QUOTAS.Endpoints) throw quotaExceeded('Endpoint quota exceeded.');
  requireCertificate(world, details.CertificateArn);
  const endpoint: Endpoint = {
    arn,
    identifier: EndpointIdentifier,
    type: EndpointType,
    engine: EngineName,
    status: 'active',
    settings: withoutSecrets(present({
      ...details,
      KmsKeyId: KmsKeyId ?? `arn:${partition}:kms:${region}:${account}:key/${world.newUuid()}`,
      SslMode: details.SslMode ?? 'none',
    })),
  };
  endpoints.set(arn, endpoint);
  putTags(world, arn, Tags);
  return { Endpoint: endpointAnswer(endpoint) };
});

export const describeEndpoints = operation(listingShape(), (world, input) => {
  const found = filtered('Endpoints', [...world.state.endpoints.values()], input.Filters, {
    'endpoint-arn': ({ arn }) => arn,
    'endpoint-type': ({ type }) => type,
    'endpoint-id': (endpoint) => endpoint.identifier,
    'engine-name': ({ engine }) => engine,
  });
  const { items, marker } = page(found, ({ arn }) => arn, input);
  return { Endpoints: items.map(endpointAnswer), ...marker };
});

function tasksUsing({ state }: World, arn: string): { readonly identifier: string; readonly active: boolean }[] {
  const uses = ({ sourceArn, targetArn }: Pick<Task, 'sourceArn' | 'targetArn'>): boolean => sourceArn === arn || targetArn === arn;
  return [
    ...[...state.tasks.values()].filter(uses).map((task) => ({ identifier: task.identifier, active: isActive(task) })),
    ...[...state.replications.values()].filter(uses).map((each) => ({ identifier: each.identifier, active: isReplicating(each) })),
  ];
}

/** Refused while a task runs with it [terraform-provider-aws#27661]. Settings of an engine are merged unless ExactSettings is true [API]. */
export const modifyEndpoint = operation({
  EndpointArn: required(text()),
  EndpointIdentifier: identifier(255),
  EndpointType: endpointType,
  EngineName: text(),
  ExactSettings: flag,
  ...DETAILS,
}, (world, { EndpointArn, EndpointIdentifier, EndpointType, EngineName, ExactSettings = false, ...details }) => {
  const before = world.endpoint(EndpointArn);
  const user = tasksUsing(world, EndpointArn).find(({ active }) => active);
  if (user !== undefined) throw invalidState(`Endpoint ${before.identifier} is in use by replication task ${user.identifier}, which must be stopped first.`);
  if ([...world.state.endpoints.values()].some((each) => each.arn !== EndpointArn && each.identifier === EndpointIdentifier)) {
    throw alreadyExists(`Endpoint already exists: ${EndpointIdentifier}`);
  }
  requireCertificate(world, details.CertificateArn);
  const settings: Record<string, unknown> = { ...before.settings };
  for (const [name, value] of Object.entries(withoutSecrets(present(details)))) {
    const merge = !ExactSettings && typeof value === 'object' && value !== null;
    settings[name] = merge ? { ...settings[name] as object | undefined, ...value } : value;
  }
  const endpoint: Endpoint = {
    ...before, identifier: EndpointIdentifier ?? before.identifier, type: EndpointType ?? before.type, engine: EngineName ?? before.engine, settings,
  };
  world.state.endpoints.set(EndpointArn, endpoint);
  testAgain(world, EndpointArn);
  return { Endpoint: endpointAnswer(endpoint) };
});

function testAgain(world: World, arn: string): void {
  const { connectionsAfterModifyEndpoint } = world.behaviour;
  const tested = [...world.state.connections.values()].filter(({ endpointArn }) => endpointArn === arn);
  if (connectionsAfterModifyEndpoint === 'forgotten') forgetConnections(world, ({ endpointArn }) => endpointArn === arn);
  if (connectionsAfterModifyEndpoint === 'retested') tested.forEach(({ instanceArn }) => beginTest(world, instanceArn, arn));
}

export const deleteEndpoint = operation({ EndpointArn: required(text()) }, (world, { EndpointArn }) => {
  const before = world.endpoint(EndpointArn);
  const [user] = tasksUsing(world, EndpointArn);
  if (user !== undefined) throw invalidState(`Endpoint ${before.identifier} is in use by replication task ${user.identifier}.`);
  if (before.status === 'deleting') throw invalidState(`Endpoint ${before.identifier} is already being deleted.`);
  const endpoint: Endpoint = { ...before, status: 'deleting' };
  world.state.endpoints.set(EndpointArn, endpoint);
  world.schedule('endpoint-deleted', EndpointArn, world.now + world.draw(world.behaviour.durations.deleteEndpoint));
  return { Endpoint: endpointAnswer(endpoint) };
});

export function endpointDeleted(world: World, arn: string): void {
  world.state.endpoints.delete(arn);
  world.state.tags.delete(arn);
  forgetConnections(world, ({ endpointArn }) => endpointArn === arn);
}
