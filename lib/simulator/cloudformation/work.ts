import { ResourceFailure } from './faults';

/** Something that takes virtual time: it yields whenever it cannot go on before some has passed. */
export type Work<T> = AsyncGenerator<undefined, T, undefined>;

/** The same without anything asynchronous. */
export type Steps<T> = Generator<undefined, T, undefined>;

export async function* asWork<T>(steps: Steps<T>): Work<T> {
  for (;;) {
    const next = await Promise.resolve(steps.next());
    if (next.done === true) return next.value;
    yield;
  }
}

/** Work that needs no virtual time. */
export function atOnce<T>(what: () => T): Work<T> {
  return asWork((function* (): Steps<T> {
    yield* [] as undefined[];
    return what();
  })());
}

export interface Job {
  readonly id: string;
  /** Jobs that must have succeeded before; those that are not among the jobs count as done. */
  readonly after: readonly string[];
  readonly run: () => Work<void>;
}

export interface JobsOptions {
  /** What a failure does to jobs that have not begun: all of them are cancelled, those that come after it, or none. */
  readonly onFailure: 'cancelAll' | 'cancelAfter' | 'goOn';
}

/**
 * Does jobs side by side, each as soon as those before it are done, in the order in which they are given where that leaves a choice.
 *
 * What has begun is waited for, whatever else fails.
 *
 * @returns the jobs that failed.
 */
export async function* inParallel(jobs: readonly Job[], { onFailure }: JobsOptions): Work<string[]> {
  const open = new Set(jobs.map(({ id }) => id));
  const running = new Map<string, Work<void>>();
  const failed: string[] = [];
  let waiting = [...jobs];
  for (;;) {
    if (failed.length > 0 && onFailure === 'cancelAll') waiting = [];
    let ready = waiting.filter(({ after }) => !after.some((id) => open.has(id)));
    // What waits for itself, as resources of two versions of a template can, begins with the first.
    if (ready.length === 0 && running.size === 0 && failed.length === 0) ready = waiting.slice(0, 1);
    waiting = waiting.filter((job) => !ready.includes(job));
    for (const { id, run } of ready) running.set(id, run());
    if (running.size === 0) return failed;
    let progress = false;
    for (const [id, work] of running) {
      const outcome = await step(work);
      if (outcome === 'goesOn') continue;
      progress = true;
      running.delete(id);
      if (outcome === 'failed') failed.push(id);
      if (outcome === 'done' || onFailure === 'goOn') open.delete(id);
    }
    if (!progress) yield;
  }
}

async function step(work: Work<void>): Promise<'done' | 'failed' | 'goesOn'> {
  try {
    const { done } = await work.next();
    return done === true ? 'done' : 'goesOn';
  } catch (error) {
    if (error instanceof ResourceFailure) return 'failed';
    throw error;
  }
}
