import type { ProvenConnection } from '../../control/lifecycle/connections';
import type { DeclaredTask, DeclaredTasks } from '../../control/lifecycle/request';
import type { CloudFormationRequest, ConnectionProperties, DeploymentProperties, TaskProperties } from './request';

/** Tasks as a custom resource has them; none where it is not one of tasks. */
export function declaredTasks(properties: DeploymentProperties | undefined): DeclaredTasks {
  if (properties === undefined || properties.Part === 'Connections') return {};
  return Object.fromEntries(Object.entries(properties.Tasks ?? {}).map(([id, task]) => [id, declaredTask(task)]));
}

function declaredTask({ Identifier, Definition, Inputs = [], Start, AllowReload, Kept }: TaskProperties): DeclaredTask {
  return {
    identifier: Identifier.toLowerCase(), // as DMS has it
    definition: JSON.stringify([Definition, Inputs]),
    start: Start === 'true',
    allowReload: AllowReload === 'true',
    kept: Kept === 'true',
  };
}

/** The connections that are to be tested: all of a new resource, those that have changed of one that was there. */
export function changedConnections({ RequestType, ResourceProperties: now, OldResourceProperties: old }: CloudFormationRequest): ProvenConnection[] {
  const before = RequestType === 'Update' && old?.Part === 'Connections' ? old.Connections ?? {} : {};
  const connections = now.Part === 'Connections' ? now.Connections ?? {} : {};
  return Object.entries(connections)
    .filter(([key, connection]) => JSON.stringify(connection) !== JSON.stringify(before[key]))
    .map(([, connection]) => provenConnection(connection));
}

function provenConnection({ InstanceArn, EndpointArn, Role, EngineName, EndpointIdentifier }: ConnectionProperties): ProvenConnection {
  return { instanceArn: InstanceArn, endpointArn: EndpointArn, role: Role, engineName: EngineName, endpointIdentifier: EndpointIdentifier };
}
