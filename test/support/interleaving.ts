import { VirtualClock } from './fake-iam';

/** At most this far ahead of the others does one process run; nobody's clock stands still for minutes. */
const WINDOW_MILLISECONDS = 10_000;

/** Something that runs beside others and stops for good when it is killed. */
export interface Process {
  /** Comes back when it is this process's turn, and no earlier than the given time. */
  turn(notBefore?: number): Promise<void>;
  kill(): void;
}

/** Runs processes one step at a time, in an order that the test gives. */
export class Interleaving {
  public readonly clock = new VirtualClock();
  private readonly waiting: { readonly at: number; readonly go: () => void; readonly alive: () => boolean }[] = [];

  public process(): Process {
    let alive = true;
    return {
      turn: (notBefore = this.clock.now()) => new Promise((go) => this.waiting.push({ at: notBefore, go, alive: () => alive })),
      kill: () => {
        alive = false;
      },
    };
  }

  /** Runs until nobody waits for a turn any more. `pick` chooses one of n. */
  public async run(pick: (n: number) => number): Promise<void> {
    for (;;) {
      // Lets everything that the last step set off run to its next turn.
      await new Promise((resolve) => setImmediate(resolve));
      const living = this.waiting.filter(({ alive }) => alive());
      if (living.length === 0) return;
      const first = Math.min(...living.map(({ at }) => at));
      const near = living.filter(({ at }) => at <= Math.max(first, this.clock.time) + WINDOW_MILLISECONDS);
      const next = near[pick(near.length)];
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.clock.time = Math.max(this.clock.time, next.at);
      next.go();
    }
  }
}
