import { connectionAnswer } from './answers';
import { beginTest } from './connection-machine';
import { invalidState, notFound } from './fault';
import { filtered, listingShape, page } from './listing';
import { operation, required, text } from './shape';
import { connectionKey } from './state';

const PAIR = { ReplicationInstanceArn: required(text()), EndpointArn: required(text()) };

export const testConnection = operation(PAIR, (world, { ReplicationInstanceArn, EndpointArn }) => {
  const instance = world.instance(ReplicationInstanceArn);
  const { status, identifier } = world.endpoint(EndpointArn);
  // [DMS User Guide, CHAP_ReplicationInstance.Modifying]: not while changes are applied.
  if (instance.status !== 'available') throw invalidState(`Replication Instance ${instance.identifier} is not available: its status is ${instance.status}.`);
  if (status !== 'active') throw invalidState(`Endpoint ${identifier} is not active: its status is ${status}.`);
  return { Connection: connectionAnswer(world, beginTest(world, ReplicationInstanceArn, EndpointArn)) };
});

export const describeConnections = operation(listingShape(), (world, input) => {
  const found = filtered('Connections', [...world.state.connections.values()], input.Filters, {
    'endpoint-arn': ({ endpointArn }) => endpointArn,
    'replication-instance-arn': ({ instanceArn }) => instanceArn,
  });
  const { items, marker } = page(found, ({ instanceArn, endpointArn }) => connectionKey(instanceArn, endpointArn), input);
  return { Connections: items.map((connection) => connectionAnswer(world, connection)), ...marker };
});

export const deleteConnection = operation(PAIR, (world, { ReplicationInstanceArn, EndpointArn }) => {
  const key = connectionKey(ReplicationInstanceArn, EndpointArn);
  const connection = world.state.connections.get(key);
  if (connection === undefined) throw notFound(`Connection between ${ReplicationInstanceArn} and ${EndpointArn} not found.`);
  const user = world.tasksOf(ReplicationInstanceArn).find(({ sourceArn, targetArn }) => sourceArn === EndpointArn || targetArn === EndpointArn);
  if (user !== undefined) throw invalidState(`Connection is in use by replication task ${user.identifier}.`);
  const deleting = { ...connection, status: 'deleting' as const };
  world.state.connections.set(key, deleting);
  world.cancel(key);
  world.schedule('connection-deleted', key, world.now + world.draw(world.behaviour.durations.deleteEndpoint));
  return { Connection: connectionAnswer(world, deleting) };
});
