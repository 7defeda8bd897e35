import type { Assessment } from '../../control/lifecycle/assessment';
import type { ProvenConnection } from '../../control/lifecycle/connections';
import type { DeclaredTask, DeclaredTasks, Restart } from '../../control/lifecycle/request';
import { readDeployedTask, type DeployedTaskText } from '../../plan/deployed-task';
import type { AssessmentProperties, CloudFormationRequest, ConnectionProperties, DeploymentProperties, RestartProperties } from './request';

/** Tasks as a custom resource has them; none where it is not one of tasks. */
export function declaredTasks(properties: DeploymentProperties | undefined): DeclaredTasks {
  if (properties === undefined || properties.Part === 'Connections') return {};
  const { Tasks: tasks = {}, Inputs: inputs = [], Restarts: restarts = {}, Assessments: assessments = {} } = properties;
  return Object.fromEntries(Object.entries(tasks).map(([id, text]) => {
    const { [id]: restart } = restarts;
    const { [id]: assessment } = assessments;
    return [id, {
      ...declaredTask(readDeployedTask(text), inputs),
      ...(restart !== undefined && { restart: declaredRestart(restart) }),
      ...(assessment !== undefined && { assessment: declaredAssessment(assessment) }),
    }];
  }));
}

function declaredTask({ identifier, definition, inputs: places, ...task }: DeployedTaskText, inputs: readonly unknown[]): DeclaredTask {
  return {
    ...task,
    identifier: identifier.toLowerCase(), // as DMS has it
    definition: JSON.stringify([definition, places.map((place) => inputs[place])]),
  };
}

function declaredRestart({ Name: name, Type: type, CdcStartPosition: cdcStartPosition }: RestartProperties): Restart {
  return { name, type, cdcStartPosition };
}

function declaredAssessment({ Bucket: bucket, Folder: folder, RoleArn: roleArn, FailOn: failOn, ...of }: AssessmentProperties): Assessment {
  return { bucket, folder, roleArn, failOn, keyArn: of.KeyArn, includeOnly: of.IncludeOnly, exclude: of.Exclude };
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
