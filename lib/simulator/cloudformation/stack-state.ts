import { uuidOf } from './names';
import type { DeployedResource, DeployedStack, Engine, StackPlan } from './resource';
import type { ResourceStatus, StackStatus } from './status';

/** The stack of a name as it stands in the account; every change of it goes through here, and is told as an event. */
export class StackState {
  constructor(private readonly engine: Engine, public readonly name: string) {}

  public get stack(): DeployedStack | undefined {
    return this.engine.stacks.get(this.name);
  }

  /** The stack, which must be there. */
  public get existing(): DeployedStack {
    const { stack } = this;
    if (stack === undefined) throw new Error(`there is no stack '${this.name}'`);
    return stack;
  }

  /** The id that the stack will have when it is new. */
  public newId(): string {
    const { partition, region, account } = this.engine;
    return `arn:${partition}:cloudformation:${region}:${account}:stack/${this.name}/${uuidOf(`${this.name}/${this.engine.count(`stack/${this.name}`)}`)}`;
  }

  public begin(id: string, status: StackStatus, plan: StackPlan): void {
    const { stack } = this;
    this.engine.stacks.set(this.name, { resources: {}, outputs: {}, imports: [], leaving: [], ...stack, ...plan, name: this.name, id, status });
    this.turn(status, 'User Initiated');
  }

  public change(change: Partial<DeployedStack>): void {
    this.engine.stacks.set(this.name, { ...this.existing, ...change });
  }

  public turn(status: StackStatus, statusReason: string | undefined = undefined): void {
    this.change({ status, statusReason });
    const { id } = this.existing;
    this.engine.tell({
      at: this.engine.dms.now, stackName: this.name, logicalId: this.name, type: 'AWS::CloudFormation::Stack', physicalId: id, status,
      ...statusReason !== undefined && { reason: statusReason },
    });
  }

  public resource(logicalId: string): DeployedResource | undefined {
    return this.existing.resources[logicalId];
  }

  /** Puts a resource as it is now, in silence. */
  public put(resource: DeployedResource): void {
    this.change({ resources: { ...this.existing.resources, [resource.logicalId]: resource } });
  }

  /** Puts a resource in a new status, and tells it. */
  public turnResource(resource: DeployedResource, status: ResourceStatus, statusReason: string | undefined = undefined): void {
    this.put({ ...resource, status, statusReason });
    this.tell(resource, status, statusReason);
  }

  public tell({ logicalId, type, physicalId }: DeployedResource, status: ResourceStatus, reason: string | undefined = undefined): void {
    const told = { ...physicalId !== undefined && { physicalId }, ...reason !== undefined && { reason } };
    this.engine.tell({ at: this.engine.dms.now, stackName: this.name, logicalId, type, status, ...told });
  }

  public drop(logicalId: string): void {
    this.change({ resources: Object.fromEntries(Object.entries(this.existing.resources).filter(([id]) => id !== logicalId)) });
  }

  /** A physical resource that is to go when nothing can fail any more. */
  public leave(resource: DeployedResource): void {
    this.change({ leaving: [...this.existing.leaving, resource] });
  }

  /** A physical resource that was to go is needed after all. */
  public stay({ logicalId, physicalId }: DeployedResource): void {
    this.change({ leaving: this.existing.leaving.filter((each) => each.logicalId !== logicalId || each.physicalId !== physicalId) });
  }
}
