import { connectionKey, type Connection } from './state';
import type { World } from './world';

/** A failure that was seen in the wild, of a database that cannot be reached. */
export const UNREACHABLE = 'Test Endpoint failed: Application-Status: 1020912, Application-Message: Cannot connect to ODBC provider Network error has occurred, '
  + 'Application-Detailed-Message: RetCode: SQL_ERROR SqlState: 08001 NativeError: 101 Message: [unixODBC]timeout expired';

/** Why an endpoint cannot be connected to, if so; a failure is set by ARN or identifier. */
export function endpointFailure({ state }: World, arn: string): string | undefined {
  return state.endpointFailures.get(arn) ?? state.endpointFailures.get(state.endpoints.get(arn)?.identifier ?? '');
}

/** From now on the connection is `testing`. */
export function beginTest(world: World, instanceArn: string, endpointArn: string): Connection {
  const key = connectionKey(instanceArn, endpointArn);
  const connection: Connection = { instanceArn, endpointArn, status: 'testing' };
  world.state.connections.set(key, connection);
  world.cancel(key);
  world.schedule('connection-tested', key, world.now + world.draw(world.behaviour.durations.testConnection));
  return connection;
}

/** "Testing a connection while changes are applied gives an error" [DMS User Guide, CHAP_ReplicationInstance.Modifying]. */
export function connectionTested(world: World, key: string): void {
  const connection = world.state.connections.get(key);
  if (connection === undefined) return;
  const { instanceArn, endpointArn } = connection;
  const instanceStatus = world.state.instances.get(instanceArn)?.status;
  const failure = instanceStatus === 'available' ? endpointFailure(world, endpointArn) : `Test Endpoint failed: replication instance is ${instanceStatus ?? 'gone'}`;
  world.state.connections.set(key, { instanceArn, endpointArn, status: failure === undefined ? 'successful' : 'failed', ...failure !== undefined && { failure } });
}

export function forgetConnections(world: World, concerns: (connection: Connection) => boolean): void {
  for (const [key, connection] of world.state.connections) {
    if (!concerns(connection)) continue;
    world.state.connections.delete(key);
    world.cancel(key);
  }
}
