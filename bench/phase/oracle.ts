/**
 * What could have been saved: the clairvoyant.
 *
 * The clairvoyant knows when the last load will be over, and begins the same change as the controller at that very moment. In detail:
 *
 * - The boundary is when the last task has loaded its last table and, where DMS stops it there, has applied what was cached meanwhile. With
 *   `keepRunning`, nothing that DMS tells shows when the cached changes are applied, so they do not count: the clairvoyant begins when the
 *   last table is loaded, which is earlier.
 * - A load that somebody holds up, a task that is started late, and a table that an operator reloads hours later put the boundary off for the
 *   clairvoyant, too: until then nobody may make the instance smaller. The boundary is looked for twice, in the run itself and in the same
 *   migration without a controller, and the earlier one counts: so nothing that the controller puts off is put off for the clairvoyant.
 * - Tasks that run are all stopped at that moment, side by side. They take as long to stop as the slowest of those that the controller
 *   stopped for its change; none, if it stopped none.
 * - DMS is asked for the smaller class at that moment, or when there is capacity for it, if that is later. Not a moment is lost to throttled
 *   calls, lost events or crashes.
 * - The change takes as long as it took in the run, or as short as it ever takes, if the run had none.
 *
 * So no controller that waits for the boundary can save more with one change of class. Hours are priced by vCPU, as prices are proportional
 * to size within a family, until the migration is over, for both alike. The new class is paid for from when it is in place.
 */

/** Milliseconds of the epoch, and milliseconds. */
export interface Possible {
  readonly boundary: number;
  readonly stopping: number;
  readonly capacityFrom: number;
  readonly changing: number;
  readonly end: number;
}

/** When the instance would have been small in the hands of the clairvoyant. */
export function smallFrom({ boundary, stopping, capacityFrom, changing }: Possible): number {
  return Math.max(boundary + stopping, capacityFrom) + changing;
}

/** Milliseconds for which the instance would have been small. */
export function possibleSaving(possible: Possible): number {
  return Math.max(0, possible.end - smallFrom(possible));
}

/** The class of an instance from some time on. */
export interface ClassFrom {
  readonly at: number;
  readonly class: string;
}

/** vCPU-hours saved against an instance that keeps its first class until the end. */
export function savedVcpuHours(history: readonly ClassFrom[], end: number, vcpuOf: (instanceClass: string) => number): number {
  const [first] = history;
  if (first === undefined) return 0;
  return history.reduce((sum, { at, class: instanceClass }, index) => {
    const until = Math.min(end, history[index + 1]?.at ?? end);
    return sum + (vcpuOf(first.class) - vcpuOf(instanceClass)) * Math.max(0, until - at) / 3_600_000;
  }, 0);
}

/** The part of sorted or unsorted numbers that lies at or below the answer; the nearest rank, so it is one of them. */
export function percentile(numbers: readonly number[], percent: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * percent / 100) - 1)] ?? NaN;
}
