import { isDeepStrictEqual } from 'node:util';
import { isCustom } from './custom-resource';
import { ResourceFailure } from './faults';
import { providerOf } from './providers';
import { contextOf, emptyStack, removeAll } from './removal';
import type { DeployedResource, DeployedStack, Engine, OpenChange } from './resource';
import type { StackState } from './stack-state';
import { atOnce, inParallel, type Work } from './work';

/** What an update has done with a resource, or has tried to do. */
export type Touched =
  | { readonly kind: 'created'; readonly before?: undefined; readonly open?: undefined }
  | { readonly kind: 'updated'; readonly before: DeployedResource; readonly open?: OpenChange }
  | { readonly kind: 'notUpdated' | 'replaced' | 'untouched'; readonly before: DeployedResource; readonly open?: undefined };

/** A rollback of an update. */
export interface Rollback {
  readonly before: DeployedStack;
  readonly touched: ReadonlyMap<string, Touched>;
  /** Logical ids of resources that are said to be as they were, whatever they are. */
  readonly skipped: readonly string[];
}

/** Deletes all that has been made of a new stack. */
export async function* takeBackCreation(engine: Engine, state: StackState): Work<boolean> {
  const failed = yield* emptyStack(engine, state, true);
  if (failed.length > 0) {
    state.turn('ROLLBACK_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}]. `);
    return false;
  }
  state.turn('ROLLBACK_COMPLETE');
  return true;
}

/**
 * Updates what was updated, once more, to what it was; then deletes what is new.
 *
 * If something cannot be taken back, nothing is deleted, and the rollback can be continued later.
 */
export async function* takeBackUpdate(engine: Engine, state: StackState, { before, touched, skipped }: Rollback): Work<boolean> {
  // A nested stack that has been updated already is taken back from there, and one whose rollback failed, once more.
  if (state.existing.status !== 'UPDATE_ROLLBACK_IN_PROGRESS') state.turn('UPDATE_ROLLBACK_IN_PROGRESS');
  const resources = Object.entries(before.resources).filter(([id]) => engine.behaviour.rollbackOrder === 'ofTheTemplate' || touched.has(id));
  const failed = yield* inParallel(resources.map(([id, { dependencies }]) => {
    const change = touched.get(id);
    return { id, after: dependencies, run: () => (change?.before === undefined ? atOnce(() => undefined) : restore(engine, state, change, skipped)) };
  }), { onFailure: 'cancelAll' });
  if (failed.length > 0) {
    state.turn('UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${failed.join(', ')}]. `);
    return false;
  }
  for (const [id, { kind }] of touched) {
    const made = state.resource(id);
    if (kind !== 'created' || made === undefined) continue;
    state.drop(id);
    state.leave(made);
  }
  const { template, parameters, tags, outputs, imports } = before;
  // What was not touched has the policies and dependencies of before again.
  const restored = Object.entries(before.resources).map(([id, resource]) => [id, touched.has(id) ? state.resource(id) ?? resource : resource]);
  state.change({ template, parameters, tags, outputs, imports, resources: Object.fromEntries(restored) as DeployedStack['resources'] });
  state.turn('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  yield* removeAll(engine, state, state.existing.leaving, { onFailure: 'goOn', takesBack: true, done: () => undefined, failed: () => undefined });
  state.change({ leaving: [] });
  state.turn('UPDATE_ROLLBACK_COMPLETE');
  return true;
}

type Restorable = Exclude<Touched, { readonly kind: 'created' }>;

async function* restore(engine: Engine, state: StackState, touched: Restorable, skipped: readonly string[]): Work<void> {
  const { before, open } = touched;
  const current = state.resource(before.logicalId) ?? before;
  if (isRestored(current, before)) return;
  if (isThereStill(engine, touched, current) || skipped.includes(before.logicalId)) {
    state.stay(before);
    if (current.physicalId !== before.physicalId && current.physicalId !== undefined) state.leave({ ...current, deletionPolicy: 'Delete' });
    return state.turnResource(before, 'UPDATE_COMPLETE');
  }
  state.turnResource(current, 'UPDATE_IN_PROGRESS');
  if (open === undefined) return yield* updateBack(engine, state, before, current);
  if (!(yield* open.takeBack())) return failedToTakeBack(state, current, `Embedded stack ${before.physicalId ?? ''} was not successfully rolled back`);
  return state.turnResource(before, 'UPDATE_COMPLETE');
}

/** By an attempt before this one. */
function isRestored(current: DeployedResource, before: DeployedResource): boolean {
  return current.status === 'UPDATE_COMPLETE' && current.physicalId === before.physicalId && isDeepStrictEqual(current.properties, before.properties);
}

/** Whether the old resource is there still, as it was, so that nothing has to be done to it. */
function isThereStill({ behaviour }: Engine, { kind, before }: Restorable, { physicalId }: DeployedResource): boolean {
  const hasNewId = physicalId !== before.physicalId;
  if (kind === 'untouched' || kind === 'replaced') return true;
  if (isCustom(before.type)) return hasNewId && behaviour.rollbackOfNewPhysicalId === 'delete';
  return kind === 'notUpdated' && behaviour.rollbackOfFailedUpdate === 'nothing';
}

/** An update from the new properties to the old ones. */
async function* updateBack(engine: Engine, state: StackState, before: DeployedResource, current: DeployedResource): Work<void> {
  let latest = current;
  const made = (physicalId: string): void => {
    latest = { ...latest, physicalId };
  };
  try {
    const context = { ...contextOf(engine, state, before), made };
    const { physicalId, attributes } = yield* providerOf(before.type).update(context, current, before.properties);
    if (physicalId === before.physicalId) state.stay(before);
    if (physicalId !== current.physicalId) state.leave({ ...current, deletionPolicy: 'Delete' });
    // A third id leaves the first one over, too, which is among those that leave already [unverified].
    state.turnResource({ ...before, physicalId, attributes }, 'UPDATE_COMPLETE');
  } catch (error) {
    if (!(error instanceof ResourceFailure)) throw error;
    failedToTakeBack(state, latest, error.message);
  }
}

function failedToTakeBack(state: StackState, resource: DeployedResource, reason: string): never {
  state.turnResource(resource, 'UPDATE_FAILED', reason);
  throw new ResourceFailure(reason);
}
