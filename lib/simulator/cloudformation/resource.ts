import type { Dms } from '../dms';
import type { DeploymentBehaviour } from './behaviour';
import type { CustomResourceAnswer, CustomResourceCall } from './custom-resource-calls';
import type { ResourceStatus, StackStatus } from './status';
import type { Properties, StackTemplate, Value } from './template';
import type { Work } from './work';

/** A resource of a stack, as it is now. Records are never changed, only replaced. */
export interface DeployedResource {
  readonly logicalId: string;
  readonly type: string;
  /** Absent while, and if, nothing has been made. */
  readonly physicalId?: string;
  /** As they were sent, with all functions carried out. */
  readonly properties: Properties;
  /** What the service or the function of a custom resource told; others are made up when they are asked for. */
  readonly attributes: Properties;
  readonly status: ResourceStatus;
  readonly statusReason?: string;
  /** Logical ids of what must be there before. */
  readonly dependencies: readonly string[];
  readonly deletionPolicy: string;
  readonly updateReplacePolicy: string;
}

/** What a resource turned out to be when it was made or changed. */
export interface Outcome {
  readonly physicalId: string;
  readonly attributes: Properties;
  /** A change that is finished or taken back together with that of the whole stack: that of a nested stack. */
  readonly open?: OpenChange;
}

export interface OpenChange {
  readonly finish: () => Work<void>;
  readonly takeBack: () => Work<boolean>;
}

/** What a type of resource needs to know of one resource that it makes, changes or deletes. */
export interface ResourceContext {
  readonly engine: Engine;
  readonly stackName: string;
  readonly stackId: string;
  readonly stackTags: Properties;
  readonly logicalId: string;
  readonly type: string;
  /** Tells the physical id as soon as there is one, so that what fails afterwards can be deleted. */
  readonly made: (physicalId: string) => void;
}

/** A type of resource. What cannot be done is a ResourceFailure. */
export interface ResourceProvider {
  create(context: ResourceContext, properties: Properties): Work<Outcome>;
  update(context: ResourceContext, before: DeployedResource, properties: Properties): Work<Outcome>;
  remove(context: ResourceContext, resource: DeployedResource): Work<void>;
  /** What `Fn::GetAtt` gives. */
  attribute(engine: Engine, resource: DeployedResource, attribute: string): Value;
}

export interface DeployedOutput {
  readonly value: Value;
  readonly exportName?: string;
}

/** A stack that is deployed, or was the subject of the last operation. */
export interface DeployedStack {
  readonly name: string;
  readonly id: string;
  readonly status: StackStatus;
  readonly statusReason?: string;
  readonly template: StackTemplate;
  readonly parameters: Properties;
  readonly tags: Properties;
  readonly resources: Readonly<Record<string, DeployedResource>>;
  readonly outputs: Readonly<Record<string, DeployedOutput>>;
  /** Names of exports of other stacks that it uses. */
  readonly imports: readonly string[];
  /** Physical resources that are to go and have not gone: of an update that is under way, or that nobody could finish. */
  readonly leaving: readonly DeployedResource[];
}

/** Something that CloudFormation tells, of a resource or of a whole stack. */
export interface StackEvent {
  /** Virtual time, in milliseconds of the epoch. */
  readonly at: number;
  readonly stackName: string;
  /** The name of the stack, if it is about the stack as a whole. */
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId?: string;
  readonly status: ResourceStatus | StackStatus;
  readonly reason?: string;
}

/** What a stack is to become. */
export interface StackPlan {
  readonly template: StackTemplate;
  readonly parameters: Properties;
  readonly tags: Properties;
}

/** The whole change of a stack, in the parts in which nested stacks need it. */
export interface StackChange {
  readonly stackId: string;
  /** Creates and updates; if that fails, nothing is taken back yet. */
  forward(): Work<boolean>;
  /** Deletes what is no longer needed. */
  finish(): Work<void>;
  /** Gives whether everything is as it was. */
  takeBack(): Work<boolean>;
}

/** What all stacks of an account share. */
export interface Engine {
  readonly dms: Dms;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly behaviour: DeploymentBehaviour;
  readonly stacks: Map<string, DeployedStack>;
  readonly ssmParameters: Readonly<Record<string, string>>;
  readonly invoke: (call: CustomResourceCall) => Promise<CustomResourceAnswer | undefined>;
  /** Answers of custom resources by their ResponseURL. */
  readonly answers: Map<string, CustomResourceAnswer | undefined>;
  readonly templateAt: (url: string) => StackTemplate | undefined;
  readonly tell: (event: StackEvent) => void;
  /** How often something of that name has been made, this time included: what makes names new, and yet the same in every run. */
  readonly count: (name: string) => number;
  readonly change: (stackName: string, plan: StackPlan) => StackChange;
  readonly removeStack: (stackName: string) => Work<boolean>;
}
