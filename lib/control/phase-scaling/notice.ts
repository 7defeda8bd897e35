import type { LoadNote, Memory } from './memory';
import { looksLoaded, stageOf, STARVED_REASONS, stoppedAtBoundary } from './task-stage';
import { DEPLOYMENT_SECONDS, REQUEST_SECONDS, SKEW_SECONDS, STEADY_SECONDS, STOP_SHOWS_SECONDS } from './timing';
import type { SeenTask, World } from './world';

/** What is known after a look at the world, before anything is decided. */
export function notice(memory: Memory, world: World, now: number): Memory {
  const loads = noticeLoads(memory, world.tasks, now);
  const next: Memory = {
    ...memory,
    loads,
    stops: keep(memory.stops, world.tasks, (task, { at }) => !ranSince(task, at, now)),
    resumes: keep(memory.resumes, world.tasks, (task, { at }) => !(task.status === 'running' && now - at >= STEADY_SECONDS * 1000)),
    hooks: keep(memory.hooks, world.tasks, (task, { load }) => load === task.progress.freshStart),
    denied: keep(memory.denied, world.tasks, () => true),
    starved: memory.starved ?? noticeStarved(world.tasks, now),
    request: noticeRequest(memory, world, now),
    deployingUntil: memory.deployingUntil !== undefined && memory.deployingUntil > now ? memory.deployingUntil : undefined,
    // CloudFormation has given up on what is older.
    pending: memory.pending.filter(({ since }) => now - since < DEPLOYMENT_SECONDS * 1000),
  };
  const loading = world.tasks.some((task) => ['unstarted', 'loading'].includes(stageOf(task, next, now)));
  return { ...next, loadedSince: loading || world.tasks.length === 0 ? undefined : memory.loadedSince ?? now };
}

/** Notes of loads that are over, and still the task's last ones. */
function noticeLoads(memory: Memory, tasks: readonly SeenTask[], now: number): Record<string, LoadNote> {
  const loads: Record<string, LoadNote> = {};
  for (const task of tasks) {
    const { freshStart, tablesLoading, tablesQueued } = task.progress;
    const known = memory.loads[task.arn];
    const isSame = known !== undefined && known.load === freshStart && tablesLoading === 0 && tablesQueued === 0;
    // While the task starts again it does not show yet whether it loads anew.
    if (isSame && !['creating', 'ready'].includes(task.status)) loads[task.arn] = known;
    else if (task.migrationType !== 'cdc' && (looksLoaded(task) || stoppedAtBoundary(task))) loads[task.arn] = loadNote(freshStart, now);
  }
  return loads;
}

/** Whether a task that was stopped at a time has been started again since, by whomever. */
function ranSince({ status, progress: { started } }: SeenTask, stoppedAt: number, now: number): boolean {
  if (status === 'ready' || status === 'creating') return true; // made anew
  // A start that has not come to anything yet, or has failed, is no run.
  if (started !== undefined && started > stoppedAt + SKEW_SECONDS * 1000) return status !== 'starting' && status !== 'failed';
  return status === 'running' && now - stoppedAt >= STOP_SHOWS_SECONDS * 1000;
}

function noticeStarved(tasks: readonly SeenTask[], now: number): Memory['starved'] {
  const task = tasks.find(({ status, stopReason = '' }) => status === 'stopped' && STARVED_REASONS.includes(stopReason));
  return task && { at: now, task: task.identifier, reason: task.stopReason ?? '' };
}

/** A request lasts until a load has begun after it, or for a day. */
function noticeRequest({ request, loads }: Memory, { tasks }: World, now: number): Memory['request'] {
  if (request === undefined || now - request.at >= REQUEST_SECONDS * 1000) return undefined;
  const isUsed = tasks.some(({ arn, progress: { freshStart = 0, tablesLoading } }) =>
    freshStart > request.at + SKEW_SECONDS * 1000 || (tablesLoading > 0 && loads[arn] !== undefined));
  return isUsed ? undefined : request;
}

/** What is absent must stay so when it is written as JSON. */
function loadNote(load: number | undefined, at: number): LoadNote {
  return load === undefined ? { at } : { load, at };
}

function keep<T>(
  notes: Readonly<Record<string, T>>, tasks: readonly SeenTask[], isStillTrue: (task: SeenTask, note: T) => boolean,
): Record<string, T> {
  const kept: Record<string, T> = {};
  for (const task of tasks) {
    const note = notes[task.arn];
    if (note !== undefined && isStillTrue(task, note)) kept[task.arn] = note;
  }
  return kept;
}
