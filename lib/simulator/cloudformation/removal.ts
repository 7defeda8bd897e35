import { ResourceFailure } from './faults';
import { requireExports } from './outputs';
import { providerOf } from './providers';
import type { DeployedResource, DeployedStack, Engine, ResourceContext } from './resource';
import { StackState } from './stack-state';
import { inParallel, type JobsOptions, type Work } from './work';

export function contextOf(engine: Engine, state: StackState, { logicalId, type }: Pick<DeployedResource, 'logicalId' | 'type'>): Omit<ResourceContext, 'made'> {
  const { id: stackId, tags: stackTags } = state.existing;
  return { engine, stackName: state.name, stackId, stackTags, logicalId, type };
}

interface Removal extends JobsOptions {
  /** Whether resources go that were made by the very operation that is being taken back. */
  readonly takesBack: boolean;
  readonly done: (resource: DeployedResource) => void;
  readonly failed: (resource: DeployedResource, reason: string) => void;
}

/**
 * Deletes physical resources, each after all that depend on it.
 *
 * @returns logical ids of those that could not be deleted.
 */
export async function* removeAll(engine: Engine, state: StackState, resources: readonly DeployedResource[], removal: Removal): Work<string[]> {
  const ids = new Map(resources.map((resource, index) => [resource, `${resource.logicalId}#${index}`]));
  const jobs = [...resources].reverse().map((resource) => ({
    id: ids.get(resource) ?? '',
    after: resources.filter((each) => each !== resource && each.dependencies.includes(resource.logicalId)).map((each) => ids.get(each) ?? ''),
    run: () => remove(engine, state, resource, removal),
  }));
  return (yield* inParallel(jobs, removal)).map((id) => id.split('#')[0]);
}

async function* remove(engine: Engine, state: StackState, resource: DeployedResource, { takesBack, done, failed }: Removal): Work<void> {
  // Retain keeps it in a rollback, too; RetainExceptOnCreate was made not to [CloudFormation User Guide, DeletionPolicy].
  if (resource.deletionPolicy === 'Retain' || (resource.deletionPolicy === 'RetainExceptOnCreate' && !takesBack)) {
    if (resource.physicalId !== undefined) state.tell(resource, 'DELETE_SKIPPED');
    return done(resource);
  }
  if (resource.physicalId !== undefined) {
    state.tell(resource, 'DELETE_IN_PROGRESS');
    try {
      yield* providerOf(resource.type).remove({ ...contextOf(engine, state, resource), made: () => undefined }, resource);
    } catch (error) {
      if (!(error instanceof ResourceFailure)) throw error;
      state.tell(resource, 'DELETE_FAILED', error.message);
      failed(resource, error.message);
      throw error;
    }
    state.tell(resource, 'DELETE_COMPLETE');
  }
  return done(resource);
}

/** Deletes all that a stack has; what could not be deleted stays in it. */
export async function* emptyStack(engine: Engine, state: StackState, takesBack: boolean): Work<string[]> {
  const { resources, leaving }: DeployedStack = state.existing;
  return yield* removeAll(engine, state, [...Object.values(resources), ...leaving], {
    onFailure: 'cancelAfter',
    takesBack,
    done: (resource) => {
      if (leaving.includes(resource)) state.change({ leaving: state.existing.leaving.filter((each) => each !== resource) });
      else state.drop(resource.logicalId);
    },
    failed: (resource, statusReason) => {
      if (!leaving.includes(resource)) state.put({ ...resource, status: 'DELETE_FAILED', statusReason });
    },
  });
}

/** Deletes a stack; gives whether it is gone. */
export async function* removeStack(engine: Engine, stackName: string): Work<boolean> {
  const state = new StackState(engine, stackName);
  if (state.stack === undefined) return true;
  state.turn('DELETE_IN_PROGRESS', 'User Initiated');
  try {
    requireExports(engine, stackName, state.existing.outputs, {});
  } catch (error) {
    if (!(error instanceof ResourceFailure)) throw error;
    state.turn('DELETE_FAILED', error.message);
    return false;
  }
  const failed = yield* emptyStack(engine, state, false);
  if (failed.length > 0) {
    state.turn('DELETE_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}].`);
    return false;
  }
  state.turn('DELETE_COMPLETE');
  engine.stacks.delete(stackName);
  return true;
}
