import { STARVED_REASONS } from '../stop-reason';
import type { Decision } from './decision';
import type { BoundaryNote, LoadNote, Memory } from './memory';
import type { Observation } from './situation';
import { hasTablesLoading, isPastBoundary, looksLoaded, stageOf, stoppedAtBoundary } from './task-stage';
import { BOUNDARY_SECONDS, DEPLOYMENT_SECONDS, REMIND_SECONDS, REQUEST_SECONDS, SKEW_SECONDS, STEADY_SECONDS, STOP_SHOWS_SECONDS } from './timing';
import type { SeenTables, SeenTask, World } from './world';

/** What is known after a look at the world, before anything is decided. */
export function notice({ memory: before, world, stopFlags, tables }: Observation, now: number): Memory {
  const boundaries = noticeBoundaries(before, world.tasks, { stopFlags, tables }, now);
  const memory: Memory = { ...before, boundaries };
  const next: Memory = {
    ...memory,
    loads: noticeLoads(memory, world.tasks, now),
    stops: keep(memory.stops, world.tasks, (task, { at }) => !ranSince(task, at, now)),
    resumes: keep(memory.resumes, world.tasks, (task, { at }) => !(task.status === 'running' && now - at >= STEADY_SECONDS * 1000)),
    hooks: keep(memory.hooks, world.tasks, (task, { load }) => load === task.progress.freshStart),
    denied: keep(memory.denied, world.tasks, () => true),
    starved: memory.starved ?? noticeStarved(world.tasks, now),
    request: noticeRequest(memory, world, now),
    told: Object.fromEntries(Object.entries(memory.told).filter(([, at]) => now - at < REMIND_SECONDS * 1000)),
    deployingUntil: memory.deployingUntil !== undefined && memory.deployingUntil > now ? memory.deployingUntil : undefined,
    // CloudFormation has given up on what is older.
    pending: memory.pending.filter(({ since }) => now - since < DEPLOYMENT_SECONDS * 1000),
  };
  const loading = world.tasks.some((task) => ['unstarted', 'loading'].includes(stageOf(task, next, now)));
  return { ...next, loadedSince: loading || world.tasks.length === 0 ? undefined : memory.loadedSince ?? now };
}

/** Where tasks stand with the boundary of the load that they show now. */
function noticeBoundaries(
  { boundaries }: Memory, tasks: readonly SeenTask[], { stopFlags = {}, tables = {} }: Pick<Observation, 'stopFlags' | 'tables'>, now: number,
): Record<string, BoundaryNote> {
  const notes: Record<string, BoundaryNote> = {};
  for (const task of tasks.filter(({ migrationType }) => migrationType === 'full-load-and-cdc')) {
    const { arn, progress: { freshStart } } = task;
    const known = boundaries[arn]?.load === freshStart ? boundaries[arn] : undefined;
    const flag = stopFlags[arn];
    const at = known?.at ?? now;
    let is = known?.is ?? (flag === undefined ? undefined : flag ? 'ahead' : 'none');
    if (stoppedAtBoundary(task) || (is === 'ahead' && wasResumed(task, at, tables[arn]))) is = 'passed';
    if (is === 'ahead' && now - at >= BOUNDARY_SECONDS * 1000) is = 'none';
    if (is !== undefined) notes[arn] = { ...(freshStart !== undefined && { load: freshStart }), is, at };
  }
  return notes;
}

/**
 * Whether a task was started when all its tables had been loaded already, and before it was first asked whether it was past its boundary: then
 * somebody resumed it there, before there was a controller to see it. One that is started later may have been stopped on the way there.
 */
function wasResumed({ progress: { started } }: SeenTask, asked: number, tables: SeenTables | undefined): boolean {
  return started !== undefined && started < asked && tables?.lastLoaded !== undefined && !hasTablesLoading(tables)
    && started > tables.lastLoaded + SKEW_SECONDS * 1000;
}

/** Tasks of which it is not known whether their load is over: their settings, or their tables, are to be looked at. */
export function doubts({ memory, world, stopFlags, tables = {} }: Observation): Extract<Decision, { kind: 'look' }> | undefined {
  const loaded = world.tasks.filter((task) => task.migrationType === 'full-load-and-cdc' && looksLoaded(task));
  const unread = loaded.filter(({ arn }) => memory.boundaries[arn] === undefined && stopFlags?.[arn] === undefined);
  if (unread.length > 0) return { kind: 'look', at: 'stopFlags', tasks: unread.map(({ arn }) => arn), memory };
  const restarted = loaded.filter(({ arn, progress: { freshStart = 0, started = 0 } }) => {
    const { is, at = 0 } = memory.boundaries[arn] ?? {};
    return is === 'ahead' && tables[arn] === undefined && started > freshStart + SKEW_SECONDS * 1000 && started < at;
  });
  return restarted.length === 0 ? undefined : { kind: 'look', at: 'tables', tasks: restarted.map(({ arn }) => arn), memory };
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
    else if (task.migrationType !== 'cdc' && isNewlyOver(task, memory)) loads[task.arn] = loadNote(freshStart, now);
  }
  return loads;
}

function isNewlyOver(task: SeenTask, memory: Memory): boolean {
  return stoppedAtBoundary(task) || (looksLoaded(task) && isPastBoundary(task, memory));
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
