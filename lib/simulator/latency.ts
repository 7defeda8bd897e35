import { CLASS_SIZES } from './instance-classes';
import type { Instance, Lag, Task } from './state';
import type { World } from './world';

// Latency and memory are models of the simplest kind that can be too small [derived; AWS gives no formula]: tasks that capture
// changes share the vCPU of their instance in proportion to their need, and what they need beyond that is lag. While a task does not
// run, its lag grows by a second each second.

const BYTES_PER_GIB = 1024 ** 3;

/** What the service itself takes of an instance's memory, in GiB. */
const SERVICE_MEMORY_GIB = 0.5;

/** Seconds by which the target is behind the source; 0 before the first load has ended. */
export function lagAt({ seconds, at, slope }: Lag, now: number): number {
  return Math.max(0, seconds + (slope * (now - at)) / 1000);
}

function works({ status, afterReboot }: Task): boolean {
  return status === 'running' && afterReboot === undefined;
}

function capturesChanges(task: Task): boolean {
  return works(task) && task.stage === 'cdc';
}

/** How fast changes are applied, in seconds of the source's time a second. */
function applyRate(instance: Instance, task: Task, demand: number): number {
  const size = CLASS_SIZES.get(instance.class);
  if (size === undefined || demand === 0) return task.workload.catchUpFactor;
  return Math.min(task.workload.catchUpFactor, size.vcpu / demand);
}

function slopeOf(instance: Instance, task: Task, demand: number): number {
  if (task.type === 'full-load' || task.stage === undefined || task.stage === 'load') return 0;
  if (!works(task)) return 1;
  return task.stage === 'cdc' ? 1 - applyRate(instance, task, demand) : 0;
}

/** Bends the lines of all tasks of an instance to what is so from now on, and looks whether the memory suffices. */
export function settleInstance(world: World, instanceArn: string): void {
  const instance = world.state.instances.get(instanceArn);
  if (instance === undefined) return;
  const tasks = world.tasksOf(instanceArn);
  const demand = tasks.filter(capturesChanges).reduce((sum, { workload }) => sum + workload.cdcVcpu, 0);
  for (const task of tasks) {
    const slope = slopeOf(instance, task, demand);
    if (slope !== task.lag.slope) world.changeTask(task.arn, { lag: { seconds: lagAt(task.lag, world.now), at: world.now, slope } });
  }
  watchMemory(world, instance);
}

/** GiB that a task holds at present. */
export function memoryNeed(task: Task): number {
  if (!works(task)) return 0;
  return task.stage === 'cdc' ? task.workload.cdcMemoryGiB : task.workload.loadMemoryGiB;
}

/** What is left of an instance's memory, never below nothing; undefined for a class of which nothing is known. */
export function availableMemoryBytes(world: World, instance: Instance): number | undefined {
  const size = CLASS_SIZES.get(instance.class);
  return size && Math.max(0, Math.round(missingOrLeft(world, instance, size.memoryGiB) * BYTES_PER_GIB));
}

function missingOrLeft(world: World, { arn }: Instance, memoryGiB: number): number {
  return world.tasksOf(arn).reduce((left, task) => left - memoryNeed(task), memoryGiB - SERVICE_MEMORY_GIB);
}

function watchMemory(world: World, instance: Instance): void {
  const size = CLASS_SIZES.get(instance.class);
  const short = size !== undefined && missingOrLeft(world, instance, size.memoryGiB) < 0;
  const watching = world.state.agenda.some(({ subject, kind }) => subject === instance.arn && kind === 'out-of-memory');
  if (!short && watching) world.cancel(instance.arn, 'out-of-memory');
  if (short && !watching && world.behaviour.outOfMemory !== 'swap') {
    world.schedule('out-of-memory', instance.arn, world.now + world.draw(world.behaviour.durations.outOfMemory));
  }
}
