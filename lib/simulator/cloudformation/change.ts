import { isDeepStrictEqual } from 'node:util';
import { isCustom } from './custom-resource';
import { withStackTags } from './dms-input';
import { DMS_TYPES } from './dms-types';
import { ResourceFailure, StackFault } from './faults';
import { resolveProperties, type Scope } from './intrinsics';
import { outputsOf, requireExports } from './outputs';
import { planned, type PlannedResource } from './plan';
import { providerOf } from './providers';
import { contextOf, removeAll } from './removal';
import type { DeployedResource, DeployedStack, Engine, Outcome, ResourceContext, StackChange, StackPlan } from './resource';
import { RESOURCE_FACTS } from './resource-facts';
import { takeBackCreation, takeBackUpdate, type Touched } from './rollback';
import { scopeOf } from './scope';
import { StackState } from './stack-state';
import type { Properties } from './template';
import { inParallel, type Work } from './work';

/**
 * The creation or the update of one stack.
 *
 * Lifecycle: `forward`; then `finish` if that succeeded, else `takeBack`. Until `finish`, nothing is deleted that was there before, so that
 * everything can be taken back [aws-cdk, docs/CLOUDFORMATION.md].
 *
 * Throws a StackFault if it cannot begin.
 */
export class Change implements StackChange {
  public readonly stackId: string;
  private readonly state: StackState;
  private readonly before: DeployedStack | undefined;
  private readonly scope: Scope;
  private readonly resources: readonly PlannedResource[];
  private readonly imports = new Set<string>();
  private readonly touched = new Map<string, Touched>();

  constructor(private readonly engine: Engine, stackName: string, private readonly plan: StackPlan) {
    this.state = new StackState(engine, stackName);
    this.before = this.state.stack;
    this.stackId = this.before?.id ?? this.state.newId();
    this.scope = scopeOf(engine, this.state, { ...plan, stackId: this.stackId }, (name) => this.imports.add(name));
    this.resources = planned(plan.template, this.scope);
    requireSameTypes(this.before, this.resources);
  }

  /** Creates and updates, each resource after those that it depends on; gives whether all of it succeeded. */
  public async* forward(): Work<boolean> {
    this.state.begin(this.stackId, this.before === undefined ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS', this.plan);
    const failed = yield* inParallel(this.resources.map((resource) => ({
      id: resource.logicalId, after: resource.dependencies, run: () => this.apply(resource),
    })), { onFailure: 'cancelAll' });
    const reason = failed.length > 0 ? reasonOf(failed, this.touched) : this.settleOutputs();
    if (reason !== undefined) {
      this.state.turn(this.before === undefined ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
      return false;
    }
    this.state.turn(this.before === undefined ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    return true;
  }

  /** Deletes what has been replaced or has left the template. A deletion that fails is told, and fails nothing [aws-cdk, docs/CLOUDFORMATION.md]. */
  public async* finish(): Work<void> {
    if (this.before === undefined) return;
    for (const { open } of this.touched.values()) {
      if (open !== undefined) yield* open.finish();
    }
    const kept = new Set(this.resources.map(({ logicalId }) => logicalId));
    for (const resource of Object.values(this.state.existing.resources).filter(({ logicalId }) => !kept.has(logicalId))) {
      this.state.drop(resource.logicalId);
      this.state.leave(resource);
    }
    yield* removeAll(this.engine, this.state, this.state.existing.leaving, { onFailure: 'goOn', takesBack: false, done: noted, failed: noted });
    this.state.change({ leaving: [] });
    this.state.turn('UPDATE_COMPLETE');
  }

  /** Takes all of it back; gives whether everything is as it was. */
  public async* takeBack(skipped: readonly string[] = []): Work<boolean> {
    const { engine, state, before, touched } = this;
    return before === undefined ? yield* takeBackCreation(engine, state) : yield* takeBackUpdate(engine, state, { before, touched, skipped });
  }

  private async* apply(resource: PlannedResource): Work<void> {
    const { logicalId, definition: { Type: type, DeletionPolicy: deletionPolicy = 'Delete', UpdateReplacePolicy: updateReplacePolicy = 'Delete' } } = resource;
    const live = this.before?.resources[logicalId];
    const properties = this.resolved(resource);
    const rest = { dependencies: resource.dependencies, deletionPolicy, updateReplacePolicy };
    if (live === undefined) {
      yield* this.create({ logicalId, type, properties, attributes: {}, status: 'CREATE_IN_PROGRESS', ...rest });
    } else if (isDeepStrictEqual(properties, live.properties)) {
      this.state.put({ ...live, ...rest });
    } else if (mustReplace(type, live.properties, properties)) {
      yield* this.replace(live, { ...live, properties, ...rest });
    } else {
      yield* this.update(live, { ...live, properties, ...rest });
    }
  }

  private async* create(resource: DeployedResource): Work<void> {
    const { logicalId, type, properties } = resource;
    this.touched.set(logicalId, { kind: 'created' });
    this.state.turnResource(resource, 'CREATE_IN_PROGRESS');
    yield* this.bring(resource, 'CREATE', (context) => providerOf(type).create(context, properties));
  }

  /** The new one is made first; the old one goes when the update has succeeded [CloudFormation User Guide, Update behaviors]. */
  private async* replace(live: DeployedResource, after: DeployedResource): Work<void> {
    const { logicalId, type, properties } = after;
    this.touched.set(logicalId, { kind: 'replaced', before: live });
    this.state.leave({ ...live, deletionPolicy: after.updateReplacePolicy });
    const made: DeployedResource = { ...after, physicalId: undefined, attributes: {}, status: 'UPDATE_IN_PROGRESS' };
    this.state.turnResource(live, 'UPDATE_IN_PROGRESS', 'Requested update requires the creation of a new physical resource; hence creating one.');
    this.state.put(made);
    yield* this.bring(made, 'UPDATE', (context) => providerOf(type).create(context, properties));
  }

  private async* update(live: DeployedResource, after: DeployedResource): Work<void> {
    const { logicalId, type, properties } = after;
    this.touched.set(logicalId, { kind: 'notUpdated', before: live });
    this.state.turnResource(live, 'UPDATE_IN_PROGRESS');
    const { physicalId, open } = yield* this.bring(after, 'UPDATE', (context) => providerOf(type).update(context, live, properties));
    this.touched.set(logicalId, { kind: 'updated', before: live, ...open !== undefined && { open } });
    // A custom resource that answers with another id has replaced itself [CloudFormation User Guide, Custom resource response objects].
    if (physicalId !== live.physicalId) this.state.leave({ ...live, deletionPolicy: after.updateReplacePolicy });
  }

  /** Has a resource made or changed, and writes down what became of it. */
  private async* bring(resource: DeployedResource, what: 'CREATE' | 'UPDATE', work: (context: ResourceContext) => Work<Outcome>): Work<Outcome> {
    let { physicalId } = resource;
    const made = (id: string): void => {
      physicalId = id;
      const current = this.state.resource(resource.logicalId);
      if (current !== undefined) this.state.put({ ...current, physicalId });
    };
    try {
      const outcome = yield* work({ ...contextOf(this.engine, this.state, resource), made });
      this.state.turnResource({ ...resource, physicalId: outcome.physicalId, attributes: outcome.attributes }, `${what}_COMPLETE`);
      return outcome;
    } catch (error) {
      if (!(error instanceof ResourceFailure || error instanceof StackFault)) throw error;
      this.state.turnResource({ ...resource, ...physicalId !== undefined && { physicalId } }, `${what}_FAILED`, error.message);
      throw new ResourceFailure(error.message);
    }
  }

  /** Properties as they are now, with the tags of the stack for what is simulated. */
  private resolved({ logicalId, definition: { Type: type, Properties: properties = {} } }: PlannedResource): Properties {
    const live = this.before?.resources[logicalId];
    try {
      const resolved = resolveProperties(properties, this.scope);
      if (isCustom(type) && live !== undefined && live.properties.ServiceToken !== resolved.ServiceToken) {
        throw new ResourceFailure('Modifying service token is not allowed.');
      }
      return Object.hasOwn(DMS_TYPES, type) && type !== 'AWS::DMS::Certificate' ? withStackTags(resolved, this.plan.tags) : resolved;
    } catch (error) {
      if (!(error instanceof ResourceFailure || error instanceof StackFault)) throw error;
      const nothing = { logicalId, type, properties: {}, attributes: {}, dependencies: [], deletionPolicy: 'Delete', updateReplacePolicy: 'Delete' };
      this.touched.set(logicalId, live === undefined ? { kind: 'created' } : { kind: 'untouched', before: live });
      this.state.turnResource(live ?? { ...nothing, status: 'CREATE_FAILED' }, live === undefined ? 'CREATE_FAILED' : 'UPDATE_FAILED', error.message);
      throw new ResourceFailure(error.message);
    }
  }

  /** Gives why that is impossible, if it is. */
  private settleOutputs(): string | undefined {
    try {
      const outputs = outputsOf(this.scope);
      requireExports(this.engine, this.state.name, this.before?.outputs ?? {}, outputs);
      this.state.change({ outputs, imports: [...this.imports] });
      return undefined;
    } catch (error) {
      if (!(error instanceof ResourceFailure || error instanceof StackFault)) throw error;
      return error.message;
    }
  }
}

/** Events tell what became of it. */
function noted(): void {
  // Nothing is kept of it.
}

function reasonOf(failed: readonly string[], touched: ReadonlyMap<string, Touched>): string {
  const created = failed.filter((id) => touched.get(id)?.kind === 'created');
  const updated = failed.filter((id) => !created.includes(id));
  return [['create', created] as const, ['update', updated] as const].filter(([, ids]) => ids.length > 0)
    .map(([what, ids]) => `The following resource(s) failed to ${what}: [${ids.join(', ')}]. `).join('');
}

/**
 * Whether a property changes that is only taken at a creation. A custom resource decides that by itself.
 *
 * Where the schema says that a change replaces the resource under conditions, it is taken to be one without replacement.
 */
function mustReplace(type: string, before: Properties, after: Properties): boolean {
  if (isCustom(type)) return false;
  return (RESOURCE_FACTS[type]?.createOnly ?? []).some((name) => !isDeepStrictEqual(before[name], after[name]));
}

function requireSameTypes(before: DeployedStack | undefined, resources: readonly PlannedResource[]): void {
  const other = resources.filter(({ logicalId, definition }) => (before?.resources[logicalId]?.type ?? definition.Type) !== definition.Type);
  if (other.length === 0) return;
  const ids = other.map(({ logicalId }) => logicalId).join(', ');
  throw new StackFault(`Update of resource type is not permitted. The new template modifies resource type of the following resources: [${ids}]`);
}
