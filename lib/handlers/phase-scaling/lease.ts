import { EMPTY_MEMORY, type Memory } from '../../control/phase-scaling/memory';
import type { Store, Surroundings } from './surroundings';

/** Beyond the end of the function's time: Lambda has ended it by then, and its last call has arrived. */
const MARGIN_MILLISECONDS = 10_000;
const PAUSE_MILLISECONDS = 2_000;
/** What has to be left of the function's time to be of any use. */
const LEAST_MILLISECONDS = 20_000;

/** Another invocation is at the same instance, and has been so for as long as this one could wait. Lambda calls again. */
export class BusyError extends Error {
  public constructor(id: string) {
    super(`${id}: another invocation is at it`);
    this.name = 'BusyError';
  }
}

/** Somebody else holds the memory now; this invocation may do nothing any more. */
export class LostLeaseError extends Error {
  public constructor(id: string) {
    super(`${id}: the memory was written by another invocation`);
    this.name = 'LostLeaseError';
  }
}

/** The memory of one instance, held by one invocation at a time. */
export class Lease {
  /**
   * Waits until nobody else holds the memory, and takes it.
   *
   * It is held for as long as the function may run, and a little longer: so an invocation that died is never overtaken while a call of
   * its own may still arrive.
   *
   * @param ends when Lambda ends this invocation.
   */
  public static async acquire({ store, clock }: Pick<Surroundings, 'store' | 'clock'>, id: string, owner: string, ends: number): Promise<Lease> {
    for (;;) {
      const found = await store.read(id);
      const now = clock.now();
      if (found === undefined || found.heldUntil <= now) {
        const version = (found?.version ?? 0) + 1;
        const memory = found === undefined ? EMPTY_MEMORY : JSON.parse(found.memory) as Memory;
        const lease = new Lease(store, id, owner, ends + MARGIN_MILLISECONDS, version, memory);
        if (await lease.put(lease.memory, lease.until)) return lease;
      }
      if (ends - now < LEAST_MILLISECONDS) throw new BusyError(id);
      await clock.sleep(PAUSE_MILLISECONDS);
    }
  }

  private constructor(
    private readonly store: Store,
    private readonly id: string,
    private readonly owner: string,
    private readonly until: number,
    private version: number,
    /** What it was when it was taken. */
    public readonly memory: Memory,
  ) {}

  /** Writes the memory, and keeps it. */
  public async keep(memory: Memory): Promise<void> {
    await this.write(memory, this.until);
  }

  /** Writes the memory, and lets go of it. */
  public async release(memory: Memory): Promise<void> {
    await this.write(memory, 0);
  }

  /** Forgets the memory for good. */
  public async forget(): Promise<void> {
    await this.store.remove(this.id);
  }

  private async write(memory: Memory, heldUntil: number): Promise<void> {
    this.version += 1;
    if (!await this.put(memory, heldUntil)) throw new LostLeaseError(this.id);
  }

  /** A write whose answer was lost, and which was tried again, finds its own version there. */
  private async put(memory: Memory, heldUntil: number): Promise<boolean> {
    const item = { version: this.version, owner: this.owner, heldUntil, memory: JSON.stringify(memory) };
    if (await this.store.write(this.id, item)) return true;
    const found = await this.store.read(this.id);
    return found?.version === this.version && found.owner === this.owner;
  }
}
