import { MAX_PARALLEL_TABLES } from './options';

/** What a task has to load, in pieces of which each is loaded in one go. */
export interface Pieces {
  /** All of it. */
  readonly total: number;
  /** The pieces that are worth a look, largest first: what is missing to `total` is fine sand, and fills whatever gap there is. */
  readonly large: readonly number[];
  /** No more workers than these. */
  readonly most?: number;
}

/** How many pieces a task loads at once, and when the last is done. */
export interface Shares {
  readonly workers: readonly number[];
  readonly makespan: number;
}

/** Pieces below this share of what one worker has to do are sand. */
const SAND = 1 / 64;
const STEPS = 40;

export function piecesOf(weights: readonly number[], workers: number, most = MAX_PARALLEL_TABLES): Pieces {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const least = (total / workers) * SAND;
  return { total, most, large: weights.filter((weight) => weight > least).sort((a, b) => b - a) };
}

/**
 * Deals workers out to tasks, so that the last task is done as early as can be; each has one at least.
 *
 * Tasks need not have equal loads: the one with more gets more workers. That is why tables never move between tasks to level them.
 */
export function shareWorkers(tasks: readonly Pieces[], workers: number): Shares {
  const sufficient = (makespan: number): number[] | undefined => {
    const needed: number[] = [];
    let left = workers;
    for (const [index, task] of tasks.entries()) {
      const most = Math.max(1, left - (tasks.length - 1 - index));
      const some = fewestWorkers(task, makespan, Math.min(task.most ?? MAX_PARALLEL_TABLES, most));
      if (some === undefined) return undefined;
      needed.push(some);
      left -= some;
    }
    return needed;
  };
  const all = tasks.reduce((sum, { total }) => sum + total, 0);
  let low = Math.max(all / Math.max(workers, tasks.length), ...tasks.map(({ large }) => large[0] ?? 0));
  let high = Math.max(...tasks.map(({ total }) => total));
  let best = sufficient(low);
  if (best !== undefined) return { workers: best, makespan: low };
  best = sufficient(high) ?? tasks.map(() => 1);
  for (let step = 0; step < STEPS && high - low > high * 1e-4; step++) {
    const middle = (low + high) / 2;
    const found = sufficient(middle);
    if (found === undefined) {
      low = middle;
    } else {
      best = found;
      high = middle;
    }
  }
  return { workers: best, makespan: high };
}

function fewestWorkers(task: Pieces, makespan: number, most: number): number | undefined {
  // A hair's breadth: what was found to fit must not fail for the last digit.
  const limit = makespan * (1 + 1e-9);
  for (let workers = Math.max(1, Math.ceil(task.total / limit)); workers <= most; workers++) {
    if (makespanOf(task, workers) <= limit) return workers;
  }
  return undefined;
}

/** When the last piece is done, if the largest begin first (LPT): with sand, the larger of the longest row of pieces and the level of all. */
export function makespanOf({ total, large }: Pieces, workers: number): number {
  const rows = new Array<number>(Math.min(workers, Math.max(1, large.length))).fill(0);
  for (const piece of large) {
    let shortest = 0;
    for (let row = 1; row < rows.length; row++) if (rows[row] < rows[shortest]) shortest = row;
    rows[shortest] += piece;
  }
  return Math.max(...rows, total / workers);
}
