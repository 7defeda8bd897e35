import type { Dms } from '../simulator/dms';

/** What is to be done at a time, and may be taken back. */
export interface Appointment {
  readonly at: number;
  cancel(): void;
}

interface Entry extends Appointment {
  readonly order: number;
  readonly run: () => void;
}

/**
 * The one time that everything in a rehearsal has: that of the simulated DMS, and beside it all that others have asked to be woken for.
 *
 * Time passes only in `advance`, and only when nobody can do anything without it.
 */
export class Agenda {
  /** By time, and of the same time in the order in which they came. */
  private readonly entries: Entry[] = [];
  private count = 0;

  constructor(private readonly dms: Dms, private readonly pace: (now: number) => Promise<void> | undefined = () => undefined) {}

  public get now(): number {
    return this.dms.now;
  }

  /** When something happens next, as far as it is known. */
  public get next(): number {
    return Math.min(this.entries[0]?.at ?? Infinity, this.dms.nextDue() ?? Infinity);
  }

  public at(time: number, run: () => void): Appointment {
    const entry: Entry = { at: Math.max(time, this.now), order: this.count++, run, cancel: () => this.remove(entry) };
    this.entries.splice(this.placeOf(entry), 0, entry);
    return entry;
  }

  /** Goes to that time, or to what happens before it; comes back when nothing more can be done without time. */
  public async advance(time: number): Promise<void> {
    await settled();
    this.dms.advanceTo(Math.max(this.now, Math.min(time, this.next)));
    while (this.entries.length > 0 && this.entries[0].at <= this.now) this.entries.shift()?.run();
    await settled();
    await this.pace(this.now);
  }

  private remove(entry: Entry): void {
    const place = this.placeOf(entry);
    if (this.entries[place] === entry) this.entries.splice(place, 1);
  }

  /** Where it is, or is to be. */
  private placeOf({ at, order }: Entry): number {
    let [from, to] = [0, this.entries.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = this.entries[middle];
      if (other.at < at || (other.at === at && other.order < order)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/**
 * Whatever can be done without time has been done: callbacks of `setImmediate` come after all promises and ticks, and there is nothing else, since
 * functions reach neither network nor files.
 */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
