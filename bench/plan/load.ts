import type { MigrationPlanData, TablePlan, TaskPlan } from '../../lib/plan/migration-plan/data';
import { TABLE_OVERHEAD_BYTES } from '../../lib/plan/migration-plan/sizes';
import type { Profile } from '../../lib/profile/profile';

/**
 * Plays the full load of a plan: each task has so many tables or segments at once, takes the next by load order (by name where orders are the same),
 * and each gets the same share of the bandwidth. Time is in bytes that one of them gets through.
 */
export function playLoad(plan: MigrationPlanData, profile: Profile): number {
  const partitions = partitionsOf(profile);
  return Math.max(...plan.tasks.map((task) => playTask(task, partitions)));
}

function playTask({ tables, parallelTables }: TaskPlan, partitions: Partitions): number {
  const queue = [...tables].sort((a, b) => (b.loadOrder ?? 0) - (a.loadOrder ?? 0)).flatMap((table) => piecesOf(table, partitions));
  const rows = new Array<number>(parallelTables).fill(0);
  for (const piece of queue) {
    let first = 0;
    for (let row = 1; row < rows.length; row++) if (rows[row] < rows[first]) first = row;
    rows[first] += piece;
  }
  return Math.max(...rows);
}

/** What no order can beat with as many tables at once: the largest piece, or all of it with nobody idle. */
export function lowerBound(plan: MigrationPlanData, profile: Profile): number {
  const partitions = partitionsOf(profile);
  const pieces = plan.tasks.flatMap(({ tables }) => tables.flatMap((table) => piecesOf(table, partitions)));
  const workers = plan.tasks.reduce((sum, { parallelTables }) => sum + parallelTables, 0);
  return Math.max(Math.max(...pieces), pieces.reduce((sum, piece) => sum + piece, 0) / workers);
}

type Partitions = ReadonlyMap<string, readonly number[]>;

function partitionsOf({ tables }: Profile): Partitions {
  return new Map(tables.flatMap(({ schema, name, partitioning }): [string, number[]][] =>
    (partitioning === undefined ? [] : [[`${schema}.${name}`, partitioning.partitions.map(({ bytes = 0 }) => bytes)]])));
}

function piecesOf({ schema, name, bytes, parallelLoad }: TablePlan, partitions: Partitions): number[] {
  if (parallelLoad === undefined) return [bytes + TABLE_OVERHEAD_BYTES];
  const { type, segments, largestBytes } = parallelLoad;
  const sizes = partitions.get(`${schema}.${name}`);
  if (type !== 'ranges' && sizes !== undefined) return sizes.map((each) => each + TABLE_OVERHEAD_BYTES);
  const other = segments > 1 ? (bytes - largestBytes) / (segments - 1) : 0;
  return [largestBytes, ...new Array<number>(segments - 1).fill(other)].map((each) => each + TABLE_OVERHEAD_BYTES);
}
