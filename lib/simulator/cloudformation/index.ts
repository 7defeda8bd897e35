export { DEFAULT_DEPLOYMENT_BEHAVIOUR, type DeploymentBehaviour } from './behaviour';
export type { CustomResourceAnswer, CustomResourceCall, CustomResourceRequest } from './custom-resource-calls';
export { Deployer, type DeployerOptions, type DeploymentResult, type DeployOptions } from './deployer';
export { StackFault } from './faults';
export type { DeployedOutput, DeployedResource, DeployedStack, StackEvent } from './resource';
export type { ResourceStatus, StackStatus } from './status';
export type { Properties, ResourceDefinition, StackTemplate, Value } from './template';
