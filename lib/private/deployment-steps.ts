import { CfnDeletionPolicy, CfnResource, CustomResource, Duration, Lazy, Names, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { writeDeployedTask } from '../plan/deployed-task';
import { AssessmentPermissions } from './assessment-permissions';
import type { AssessmentResults } from './assessment-results';
import { Definitions } from './definitions';
import { makeDeploymentFunction } from './deployment-function';
import { documentOf } from './phase-events';
import { acknowledgeWildcard } from './wildcards';

const ID = 'DmsDeployment';
const RESOURCE_TYPE = 'Custom::DmsDeployment';
/** How long CloudFormation waits for an answer: tasks may take long to stop, and to start. */
const SERVICE_TIMEOUT = Duration.hours(1);
/** ARNs in one managed policy, which has at most 6,144 characters [IAM quotas]. */
const ARNS_PER_POLICY = 60;

/** A task that deployments look after. */
export interface DeployedTask {
  readonly construct: IConstruct;
  readonly resource: CfnResource;
  readonly identifier: string;
  readonly arn: string;
  readonly start: boolean;
  readonly allowReload: boolean;
  /** Whether it is stopped when something about it changes. */
  readonly stops: boolean;
  /** Starts it once more from the beginning, when the name is a new one. */
  readonly restart?: DeployedRestart;
  /** What it has to pass before its first start. */
  readonly assessment?: DeployedAssessment;
  /** What it is made from beside itself: its endpoints and its instance, as far as this app defines them. */
  readonly madeFrom: readonly CfnResource[];
  /** ARNs of endpoints and instance, which are tested before it is started; a serverless replication has no instance, and tests by itself. */
  readonly endpointArns: readonly string[];
  readonly instanceArn?: string;
}

/** What a task has to pass before its first start. */
export interface DeployedAssessment {
  readonly results: AssessmentResults;
  readonly folder: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly failOn: string;
}

/** How a task is started once more. */
export interface DeployedRestart {
  readonly name: string;
  readonly type: string;
  readonly cdcStartPosition?: string;
}

/** A connection that deployments prove. */
export interface DeployedConnection {
  readonly construct: IConstruct;
  readonly instanceArn: string;
  readonly endpointArn: string;
  readonly role: 'source' | 'target';
  readonly engineName?: string;
  readonly endpointIdentifier?: string;
  readonly patienceSeconds: number;
  readonly madeFrom: readonly CfnResource[];
  /** What has to be there before it can be good. */
  readonly after: readonly IConstruct[];
}

const stepsOfStacks = new WeakMap<Stack, DeploymentSteps>();
const laterResources = new WeakMap<Stack, IConstruct[]>();
const keysOfStacks = new WeakMap<Stack, kms.IKey>();

/**
 * What happens between the changes that CloudFormation makes to one stack: tasks are stopped before anything about them changes, connections are
 * tested, and tasks are started or resumed.
 *
 * Three custom resources, with one function, for all tasks of a stack and of those nested in it.
 */
export class DeploymentSteps extends Construct {
  /** Those of the stack that a construct is deployed with. */
  public static of(construct: IConstruct, keyOfInstance: kms.IKey | undefined): DeploymentSteps {
    const stack = outermost(construct);
    return stepsOfStacks.get(stack) ?? new DeploymentSteps(stack, keyOfInstance);
  }

  /** Has the notes, logs and messages of a stack's deployments encrypted by a key that allows it, whatever the key of the instance is. */
  public static encryptWith(stack: Stack, key: kms.IKey): void {
    keysOfStacks.set(stack, key);
  }

  /** Has a construct come after tasks are stopped, in whatever order the two are defined. */
  public static putLater(construct: IConstruct): void {
    const stack = outermost(construct);
    const steps = stepsOfStacks.get(stack);
    if (steps !== undefined) steps.orderBehind(construct);
    else laterResources.set(stack, [...laterResources.get(stack) ?? [], construct]);
  }

  private readonly fn: IFunction;
  private readonly role: iam.IRole;
  private readonly before: CustomResource;
  private after?: CustomResource;
  private connections?: CustomResource;
  private assessments?: AssessmentPermissions;
  private readonly tasks = new Map<IConstruct, DeployedTask & { readonly isOwn: boolean }>();
  private readonly proven: DeployedConnection[] = [];
  private readonly behind = new Set<CfnResource>();
  private readonly permissions = new Map<Stack, Map<keyof typeof ACTIONS, Permissions>>();

  private constructor(stack: Stack, keyOfInstance: kms.IKey | undefined) {
    super(stack, ID);
    stepsOfStacks.set(stack, this);
    const { fn, role } = makeDeploymentFunction(this, { stackName: stack.stackName, encryptionKey: keysOfStacks.get(stack), keyOfInstance });
    this.fn = fn;
    this.role = role;
    this.before = this.step('Before', this.ofTasks());
    for (const construct of laterResources.get(stack) ?? []) this.orderBehind(construct);
  }

  /** Looks after a task of this stack, or one of another stack that uses an endpoint or the instance of this one. */
  public addTask(task: DeployedTask): void {
    const isOwn = outermost(task.construct) === outermost(this);
    this.tasks.set(task.construct, { ...task, isOwn });
    this.permissionsIn(Stack.of(task.construct), task.instanceArn === undefined ? 'Replications' : 'Tasks').allow(task.arn);
    for (const resource of [...task.madeFrom, ...(isOwn ? [task.resource] : [])]) {
      if (outermost(resource) === outermost(this)) this.putBehind(resource);
    }
    const after = this.afterStep();
    if (!isOwn) return;
    if (task.assessment !== undefined) this.assess(task.arn, task.assessment);
    const tested = task.instanceArn === undefined ? [] : [task.instanceArn, ...task.endpointArns];
    for (const arn of tested) this.permissionsIn(Stack.of(this), 'Tests').allow(arn);
    after.node.addDependency(task.resource);
    if (this.connections !== undefined) task.resource.node.addDependency(this.connections);
  }

  /**
   * Proves a connection of this stack. Those of endpoints in nested stacks are tested when tasks are started: a nested stack is one step to the
   * stack around it, and nothing can come between its endpoints and its tasks.
   */
  public addConnection(connection: DeployedConnection): void {
    if (Stack.of(connection.construct) !== Stack.of(this)) return;
    this.proven.push(connection);
    this.connections ??= this.connectionsStep();
    for (const construct of connection.after) if (outermost(construct) === outermost(this)) this.connections.node.addDependency(construct);
    const permissions = this.permissionsIn(Stack.of(this), 'Tests');
    for (const arn of [connection.instanceArn, connection.endpointArn]) permissions.allow(arn);
    for (const resource of connection.madeFrom) if (outermost(resource) === outermost(this)) this.putBehind(resource);
  }

  /** What DMS writes to, and by which role, has to be there before, with the right to use it. */
  private assess(taskArn: string, { results }: DeployedAssessment): void {
    this.assessments ??= new AssessmentPermissions(this, 'Assessments', this.role);
    this.assessments.allow(taskArn, results.role.roleArn);
    this.afterStep().node.addDependency(this.assessments, results);
  }

  private orderBehind(construct: IConstruct): void {
    for (const resource of construct.node.findAll().filter((each) => each instanceof CfnResource)) this.putBehind(resource);
  }

  private putBehind(resource: CfnResource): void {
    if (this.behind.has(resource)) return;
    this.behind.add(resource);
    resource.node.addDependency(this.before);
  }

  private afterStep(): CustomResource {
    if (this.after !== undefined) return this.after;
    this.after = this.step('After', { ...this.ofTasks(), Assessments: Lazy.any({ produce: () => this.renderAssessments() }) });
    for (const [stack, kinds] of this.permissions) if (this.isDeployedWith(stack)) this.after.node.addDependency(...kinds.values());
    return this.after;
  }

  private connectionsStep(): CustomResource {
    const step = this.step('Connections', {
      PatienceSeconds: Lazy.string({ produce: () => String(Math.max(...this.proven.map(({ patienceSeconds }) => patienceSeconds))) }),
      Connections: Lazy.any({ produce: () => this.renderConnections() }),
    });
    for (const { isOwn, resource } of this.tasks.values()) if (isOwn) resource.node.addDependency(step);
    for (const [stack, kinds] of this.permissions) if (this.isDeployedWith(stack) && kinds.has('Tests')) step.node.addDependency(kinds.get('Tests')!);
    return step;
  }

  private step(part: string, properties: Record<string, unknown>): CustomResource {
    return new CustomResource(this, part, {
      resourceType: RESOURCE_TYPE,
      serviceToken: this.fn.functionArn,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: { Part: part, ...properties },
    });
  }

  /** Tasks of other stacks that use an endpoint of this one come later. */
  private isDeployedWith(stack: Stack): boolean {
    return outermost(stack) === Stack.of(this);
  }

  /** Of two kinds, because connections are tested before there are tasks. */
  private permissionsIn(stack: Stack, kind: keyof typeof ACTIONS): Permissions {
    const kinds = this.permissions.get(stack) ?? new Map<keyof typeof ACTIONS, Permissions>();
    this.permissions.set(stack, kinds);
    const present = kinds.get(kind);
    if (present !== undefined) return present;
    const here = stack === Stack.of(this);
    const permissions = new Permissions(here ? this : stack, here ? kind : `${Names.uniqueId(this)}${kind}`, { role: this.role, actions: ACTIONS[kind], lists: LISTS[kind] });
    kinds.set(kind, permissions);
    if (this.isDeployedWith(stack)) {
      this.after?.node.addDependency(permissions);
      if (kind === 'Tests') this.connections?.node.addDependency(permissions);
    }
    return permissions;
  }

  private ofTasks(): Record<string, unknown> {
    return {
      Tasks: Lazy.any({ produce: () => this.renderTasks().tasks }),
      Inputs: Lazy.any({ produce: () => this.renderTasks().inputs }, { omitEmptyArray: true }),
      Restarts: Lazy.any({ produce: () => this.renderRestarts() }),
    };
  }

  /** By the paths of the constructs, which name a task for as long as it is the same to its app. */
  private renderTasks(): RenderedTasks {
    const inputs = new Map<string, { readonly place: number; readonly value: unknown }>();
    const placeOf = (value: unknown): number => {
      const key = JSON.stringify(value);
      const { place } = inputs.get(key) ?? inputs.set(key, { place: inputs.size, value }).get(key)!;
      return place;
    };
    const definitions = this.definitions();
    const tasks = [...this.tasks.values()]
      .map((task) => ({ path: pathOf(task.construct, this), task }))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, task }) => [path, this.renderTask(task, definitions, placeOf)] as const);
    return { tasks: Object.fromEntries(tasks), inputs: [...inputs.values()].map(({ value }) => value) };
  }

  private renderTask(task: DeployedTask & { readonly isOwn: boolean }, definitions: Definitions, placeOf: (input: unknown) => number): string {
    const { identifier, start, allowReload, stops, isOwn, resource, madeFrom, instanceArn } = task;
    const { deletionPolicy = CfnDeletionPolicy.DELETE } = resource.cfnOptions;
    const parts = [...madeFrom, ...(isOwn ? [resource] : [])].filter((part) => isOwn || outermost(part) === outermost(this));
    const { digest, inputs } = stops ? definitions.of(parts) : { digest: 'unwatched', inputs: [] };
    return writeDeployedTask({
      identifier,
      definition: digest,
      inputs: inputs.map(placeOf),
      start: isOwn && start,
      allowReload,
      kept: !isOwn || deletionPolicy !== CfnDeletionPolicy.DELETE,
      serverless: instanceArn === undefined,
    });
  }

  private renderRestarts(): Record<string, unknown> | undefined {
    const restarts = [...this.tasks.values()].flatMap(({ construct, isOwn, restart }) => (isOwn && restart !== undefined
      ? [[pathOf(construct, this), { Name: restart.name, Type: restart.type, CdcStartPosition: restart.cdcStartPosition }] as const]
      : []));
    return restarts.length === 0 ? undefined : Object.fromEntries(restarts.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private renderAssessments(): Record<string, unknown> | undefined {
    const assessments = [...this.tasks.values()].flatMap(({ construct, isOwn, assessment }) => (isOwn && assessment !== undefined
      ? [[pathOf(construct, this), {
        Bucket: assessment.results.bucket.bucketName,
        Folder: assessment.folder,
        RoleArn: assessment.results.role.roleArn,
        KeyArn: assessment.results.key?.keyArn,
        IncludeOnly: assessment.include,
        Exclude: assessment.exclude,
        FailOn: assessment.failOn,
      }] as const]
      : []));
    return assessments.length === 0 ? undefined : Object.fromEntries(assessments.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private renderConnections(): Record<string, unknown> {
    const definitions = this.definitions();
    return Object.fromEntries(this.proven.map(({ construct, instanceArn, endpointArn, role, engineName, endpointIdentifier, madeFrom }) => {
      const { digest, inputs } = definitions.of(madeFrom);
      return [`${pathOf(construct, this)} ${role}`, {
        InstanceArn: instanceArn,
        EndpointArn: endpointArn,
        Role: role,
        EngineName: engineName,
        EndpointIdentifier: endpointIdentifier,
        Definition: digest,
        ...(inputs.length > 0 && { Inputs: inputs }),
      }];
    }));
  }

  private definitions(): Definitions {
    return new Definitions(Stack.of(this), this.behind);
  }
}

interface RenderedTasks {
  readonly tasks: Readonly<Record<string, string>>;
  readonly inputs: readonly unknown[];
}

const ACTIONS = {
  Tasks: ['dms:StartReplicationTask', 'dms:StopReplicationTask'],
  Replications: ['dms:StartReplication', 'dms:StopReplication'],
  Tests: ['dms:TestConnection'],
};

const LISTED = 'DMS lists serverless replications only to who may list all of them; nothing but reading is allowed so';

/** Actions that take no resource [derived from those for tasks: Service Authorization Reference, AWS Database Migration Service]. */
const LISTS: Partial<Record<keyof typeof ACTIONS, readonly string[]>> = { Replications: ['dms:DescribeReplications'] };

/** What is allowed to whom. */
interface Allowed {
  readonly role: iam.IRole;
  readonly actions: readonly string[];
  /** Actions that take no resource. */
  readonly lists?: readonly string[];
}

/** What a role may do to what one stack defines: policies, which stand in that stack. */
class Permissions extends Construct {
  private readonly arns: string[] = [];
  private policy?: CfnManagedPolicy;

  constructor(scope: Construct, id: string, private readonly of: Allowed) {
    super(scope, id);
  }

  public allow(arn: string): void {
    if (this.arns.includes(arn)) return;
    const begun = this.arns.length % ARNS_PER_POLICY;
    this.arns.push(arn);
    const { actions, lists = [] } = this.of;
    const policyDocument = documentOf([[actions, this.arns.slice(-begun - 1)], [lists, lists.length > 0 ? ['*'] : []]]);
    if (begun > 0) {
      this.policy!.policyDocument = policyDocument;
      return;
    }
    this.policy = new CfnManagedPolicy(this, `Permissions${Math.ceil(this.arns.length / ARNS_PER_POLICY)}`, {
      description: 'What deployments may do to DMS tasks, or which connections they may test',
      policyDocument,
      roles: [this.of.role.roleName],
    });
    if (lists.length > 0) acknowledgeWildcard(this.policy, '*', LISTED);
  }
}

function pathOf(construct: IConstruct, from: IConstruct): string {
  const root = outermost(from).node.path;
  return outermost(construct).node.path === root ? construct.node.path.slice(root.length + 1) : construct.node.path;
}

/** The stack that a construct is deployed with. */
function outermost(construct: IConstruct): Stack {
  let stack = Stack.of(construct);
  while (stack.nestedStackParent !== undefined) stack = stack.nestedStackParent;
  return stack;
}

/** The resources of constructs, as far as this app defines them. */
export function resourcesOf(...constructs: readonly IConstruct[]): CfnResource[] {
  return constructs.map(({ node }) => node.defaultChild).filter((child): child is CfnResource => child instanceof CfnResource);
}
