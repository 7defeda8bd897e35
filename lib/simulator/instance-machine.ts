import { forgetConnections } from './connection-machine';
import { memoryNeed, settleInstance } from './latency';
import { nextWindow } from './maintenance-window';
import type { Instance, PendingModifications } from './state';
import { fail, goOnAfterReboot, interrupt, stopItself } from './task-machine';
import type { World } from './world';

// What happens to instances by themselves, and to their tasks with them.

export function instanceCreated(world: World, arn: string): void {
  const instance = world.changeInstance(arn, { status: 'available', createdAt: world.now });
  world.emitOfInstance('created', instance);
}

export function instanceDeleted(world: World, arn: string): void {
  const instance = world.instance(arn);
  forgetConnections(world, ({ instanceArn }) => instanceArn === arn);
  world.emitOfInstance('deleted', instance);
  world.removeInstance(arn);
}

/** What is pending is applied soon; until then nobody can see it. */
export function applySoon(world: World, arn: string): Instance {
  if (world.instance(arn).applying) return world.instance(arn);
  const instance = world.changeInstance(arn, { applying: true });
  world.cancel(arn, 'maintenance-window');
  world.schedule('modification-begins', arn, world.now + world.draw(world.behaviour.durations.raceBeforeModifying));
  return instance;
}

/** What is pending waits for the maintenance window. */
export function applyInWindow(world: World, arn: string): Instance {
  world.cancel(arn, 'maintenance-window');
  world.schedule('maintenance-window', arn, nextWindow(world.instance(arn).maintenanceWindow, world.now));
  return world.instance(arn);
}

export function maintenanceWindow(world: World, arn: string): void {
  const { status, pending } = world.instance(arn);
  if (status !== 'available') return void applyInWindow(world, arn);
  if (Object.keys(pending).length > 0) modificationBegins(world, arn);
}

/** Changing the class "causes the replication instance to reboot" [DMS User Guide, CHAP_ReplicationInstance.Modifying]; so does an upgrade. */
function reboots({ class: instanceClass, engineVersion }: PendingModifications): boolean {
  return instanceClass !== undefined || engineVersion !== undefined;
}

export function modificationBegins(world: World, arn: string): void {
  const { pending, durations } = { ...world.instance(arn), durations: world.behaviour.durations };
  const instance = world.changeInstance(arn, { status: pending.engineVersion === undefined ? 'modifying' : 'upgrading', applying: true });
  if (pending.class !== undefined) world.emitOfInstance('classChanging', instance);
  if (pending.engineVersion !== undefined) world.emitOfInstance('maintenanceBegins', instance);
  if (pending.storageGiB !== undefined) world.emitOfInstance('storageIncreasing', instance);
  if (pending.multiAz !== undefined) world.emitOfInstance(pending.multiAz ? 'toMultiAz' : 'toSingleAz', instance);
  if (reboots(pending)) interruptTasks(world, arn);
  world.schedule('modification-ends', arn, world.now + world.draw(pending.class === undefined ? durations.modifyInstance : durations.classChange));
}

export function modificationEnds(world: World, arn: string): void {
  const { pending, zone, ...before } = world.instance(arn);
  const instance = world.changeInstance(arn, {
    status: 'available',
    pending: {},
    applying: false,
    class: pending.class ?? before.class,
    engineVersion: pending.engineVersion ?? before.engineVersion,
    storageGiB: pending.storageGiB ?? before.storageGiB,
    multiAz: pending.multiAz ?? before.multiAz,
    secondaryZone: pending.multiAz ?? before.multiAz ? before.secondaryZone ?? otherZone(zone) : undefined,
  });
  if (pending.class !== undefined) world.emitOfInstance('classChanged', instance);
  if (pending.engineVersion !== undefined) world.emitOfInstance('maintenanceEnds', instance);
  if (pending.storageGiB !== undefined) world.emitOfInstance('storageIncreased', instance);
  if (pending.multiAz !== undefined) world.emitOfInstance(pending.multiAz ? 'isMultiAz' : 'isSingleAz', instance);
  if (reboots(pending)) {
    if (world.behaviour.connectionsAfterClassChange === 'forgotten') forgetConnections(world, ({ instanceArn }) => instanceArn === arn);
    continueTasks(world, arn);
  }
  settleInstance(world, arn);
}

/** `us-east-1b` for `us-east-1a`. */
export function otherZone(zone: string): string {
  return `${zone.slice(0, -1)}${zone.endsWith('a') ? 'b' : 'a'}`;
}

export function beginReboot(world: World, arn: string, failover: boolean): Instance {
  const instance = world.changeInstance(arn, { status: 'rebooting', failingOver: failover });
  if (failover) world.emitOfInstance('failoverStarted', instance);
  interruptTasks(world, arn);
  world.schedule('rebooted', arn, world.now + world.draw(world.behaviour.durations.reboot));
  return instance;
}

export function rebooted(world: World, arn: string): void {
  const { failingOver = false, zone, secondaryZone = zone } = world.instance(arn);
  const instance = world.changeInstance(arn, { status: 'available', failingOver: false, ...failingOver && { zone: secondaryZone, secondaryZone: zone } });
  if (failingOver) world.emitOfInstance('failoverCompleted', instance);
  continueTasks(world, arn);
}

function interruptTasks(world: World, arn: string): void {
  for (const task of world.tasksOf(arn)) interrupt(world, task);
  settleInstance(world, arn);
}

function continueTasks(world: World, arn: string): void {
  for (const task of world.tasksOf(arn)) goOnAfterReboot(world, task);
}

/** The task with the largest need goes, and the others have its memory. */
export function outOfMemory(world: World, arn: string): void {
  const [largest] = world.tasksOf(arn).sort((one, other) => memoryNeed(other) - memoryNeed(one));
  if (largest === undefined || memoryNeed(largest) === 0) return;
  if (world.behaviour.outOfMemory === 'stop') stopItself(world, largest.arn, 'STOPPED_DUE_TO_LOW_MEMORY');
  else fail(world, largest.arn, 'Replication task out of memory.');
}
