import * as fc from 'fast-check';
import { EMPTY_MEMORY, type Memory } from '../../../lib/control/phase-scaling/memory';
import { BusyError, Lease, LostLeaseError } from '../../../lib/handlers/phase-scaling/lease';
import type { Store, Stored } from '../../../lib/handlers/phase-scaling/surroundings';
import { Interleaving } from '../../support/interleaving';

const FUNCTION_MILLISECONDS = 300_000;

/** A table with one item, whose calls may be watched, and fail. */
class FakeStore implements Store {
  public item: Stored | undefined;
  public writes = 0;
  /** Called before a write takes effect; `lost` has it take effect and tells that it did not, as the SDK's second try does. */
  public beforeWrite: (item: Stored) => 'lost' | void = () => undefined;

  public async read(): Promise<Stored | undefined> {
    return this.item;
  }

  public async write(_: string, item: Stored): Promise<boolean> {
    this.writes += 1;
    const fate = this.beforeWrite(item);
    if ((this.item?.version ?? 0) + 1 !== item.version) return false;
    this.item = item;
    return fate !== 'lost';
  }

  public async remove(): Promise<void> {
    this.item = undefined;
  }
}

/** A clock that goes on when somebody sleeps. */
class FakeClock {
  public time = 1_000_000;
  public readonly slept: number[] = [];
  /** Called after each sleep. */
  public afterSleep: () => void = () => undefined;

  public now(): number {
    return this.time;
  }

  public async sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
    this.time += milliseconds;
    this.afterSleep();
  }
}

let store: FakeStore;
let clock: FakeClock;

beforeEach(() => {
  store = new FakeStore();
  clock = new FakeClock();
});

function acquire(owner = 'one'): Promise<Lease> {
  return Lease.acquire({ store, clock }, 'orders', owner, clock.time + FUNCTION_MILLISECONDS);
}

function remember(change: Partial<Memory>): Memory {
  return { ...EMPTY_MEMORY, ...change };
}

test('the first one begins with an empty memory, and holds it beyond its own end', async () => {
  const lease = await acquire();
  expect(lease.memory).toEqual(EMPTY_MEMORY);
  expect(store.item).toEqual({ version: 1, owner: 'one', heldUntil: 1_000_000 + FUNCTION_MILLISECONDS + 10_000, memory: JSON.stringify(EMPTY_MEMORY) });
});

test('what is kept is held, what is released is not, and the next one finds it', async () => {
  const lease = await acquire();
  await lease.keep(remember({ floor: 'kept' }));
  expect(store.item).toMatchObject({ version: 2, heldUntil: 1_310_000 });
  await lease.release(remember({ floor: 'released' }));
  expect(store.item).toMatchObject({ version: 3, heldUntil: 0 });
  expect((await acquire('two')).memory).toEqual(remember({ floor: 'released' }));
  expect(clock.slept).toEqual([]);
});

test('a memory that is forgotten begins anew', async () => {
  await (await acquire()).forget();
  expect(store.item).toBeUndefined();
  expect((await acquire('two')).memory).toEqual(EMPTY_MEMORY);
});

test('waits for another one to let go', async () => {
  const first = await acquire();
  clock.afterSleep = () => {
    if (clock.slept.length === 3) void first.release(remember({ floor: 'by one' }));
  };
  const second = await acquire('two');
  expect(clock.slept).toEqual([2_000, 2_000, 2_000]);
  expect(second.memory).toEqual(remember({ floor: 'by one' }));
});

test('fails when another one does not let go as long as there is time to be of any use', async () => {
  await acquire();
  const started = clock.time;
  const waiting = acquire('two');
  await expect(waiting).rejects.toThrow(BusyError);
  await expect(waiting).rejects.toThrow('orders: another invocation is at it');
  const left = started + FUNCTION_MILLISECONDS - clock.time;
  expect(left).toBeLessThan(20_000);
  expect(left).toBeGreaterThan(15_000);
});

test('takes over from one that died, ten seconds after that would have ended', async () => {
  await acquire();
  clock.time += FUNCTION_MILLISECONDS;
  await acquire('two');
  expect(clock.slept).toEqual([2_000, 2_000, 2_000, 2_000, 2_000]);
  expect(store.item).toMatchObject({ version: 2, owner: 'two' });
});

test('the last write of one that has ended arrives before another one takes over', async () => {
  const first = await acquire();
  const ended = clock.time + FUNCTION_MILLISECONDS;
  clock.time = ended - 5_000;
  const late: Promise<void>[] = [];
  clock.afterSleep = () => {
    if (clock.time >= ended + 8_000 && late.length === 0) late.push(first.keep(remember({ floor: 'late' })));
  };
  const second = await acquire('two');
  expect(late).toHaveLength(1);
  await expect(late[0]).resolves.toBeUndefined();
  expect(second.memory).toEqual(remember({ floor: 'late' }));
});

test('of two at the same moment one waits', async () => {
  const [one, two] = [acquire('one'), acquire('two')];
  const first = await Promise.race([one, two]);
  expect(store.item?.version).toBe(1);
  await first.release(EMPTY_MEMORY);
  await Promise.all([one, two]);
  expect(store.item?.version).toBe(3);
});

test('a write whose answer was lost, and which was tried again, was its own', async () => {
  store.beforeWrite = () => 'lost';
  const lease = await acquire();
  await lease.keep(remember({ floor: 'kept' }));
  await lease.release(remember({ floor: 'released' }));
  expect(store.item).toMatchObject({ version: 3, owner: 'one', heldUntil: 0, memory: JSON.stringify(remember({ floor: 'released' })) });
});

test('fails for one that was overtaken, and that writes nothing any more', async () => {
  const late = await acquire();
  clock.time += FUNCTION_MILLISECONDS + 10_000;
  await (await acquire('two')).keep(remember({ floor: 'by two' }));
  await expect(late.keep(remember({ floor: 'by one' }))).rejects.toThrow(LostLeaseError);
  await expect(late.release(remember({ floor: 'by one' }))).rejects.toThrow('orders: the memory was written by another invocation');
  expect(store.item?.memory).toBe(JSON.stringify(remember({ floor: 'by two' })));
});

test('fails for one whose memory was forgotten meanwhile', async () => {
  const late = await acquire();
  await store.remove();
  await expect(late.keep(EMPTY_MEMORY)).rejects.toThrow(LostLeaseError);
  expect(store.item).toBeUndefined();
});

interface Plan {
  readonly begins: number;
  /** How many times it keeps the memory before it lets go. */
  readonly keeps: number;
  /** Before which of its calls Lambda ends it, if at all. */
  readonly dies?: number;
  /** How long each of its calls takes. */
  readonly milliseconds: number;
  /** Whether answers of its writes are lost. */
  readonly loses: boolean;
}

const plans: fc.Arbitrary<Plan> = fc.record({
  begins: fc.constantFrom(0, 0, 1_000, 100_000, 200_000, 310_000),
  keeps: fc.nat(4),
  dies: fc.option(fc.nat(8), { nil: undefined, freq: 2 }),
  milliseconds: fc.constantFrom(0, 10, 10, 5_000, 61_000, 61_000),
  loses: fc.boolean(),
});

test('any number of invocations, slow, dying anywhere and losing answers: never two at once, and nothing that was written is lost', async () => {
  let taken = 0;
  await fc.assert(fc.asyncProperty(fc.array(plans, { minLength: 2, maxLength: 5 }), fc.infiniteStream(fc.nat(1_000)), async (all, picks) => {
    const world = new Interleaving();
    const table = new FakeStore();
    const holding = new Set<string>();
    let written = 0;
    const runs = all.map(async ({ begins, keeps, dies, milliseconds, loses }, index) => {
      const owner = `invocation-${index}`;
      const process = world.process();
      await process.turn(begins);
      const ends = world.clock.now() + FUNCTION_MILLISECONDS;
      let calls = 0;
      // Lambda ends it at its time; a call that is on its way then arrives within seconds.
      const step = async <T>(call: () => Promise<T>): Promise<T> => {
        await process.turn(world.clock.now() + milliseconds);
        if (calls++ !== dies && world.clock.now() < ends + 8_000) return call();
        process.kill();
        holding.delete(owner);
        return new Promise<T>(() => undefined);
      };
      const through: Store = {
        read: () => step(() => table.read()),
        write: (id, item) => step(async () => {
          const isWritten = await table.write(id, item);
          if (isWritten) written = (JSON.parse(item.memory) as Memory).told.count ?? 0;
          if (isWritten && item.heldUntil === 0) holding.delete(owner);
          return isWritten && !loses;
        }),
        remove: () => step(() => table.remove()),
      };
      const own = { now: () => world.clock.now(), sleep: (ms: number) => process.turn(world.clock.now() + ms) };
      try {
        const lease = await Lease.acquire({ store: through, clock: own }, 'orders', owner, ends);
        expect([...holding]).toEqual([]);
        holding.add(owner);
        taken += 1;
        // What the ones before have written is there.
        expect(lease.memory.told.count ?? 0).toBe(written);
        for (let kept = 0; kept < keeps; kept++) await lease.keep(remember({ told: { count: written + 1 } }));
        await lease.release(remember({ told: { count: written } }));
      } catch (thrown) {
        // Whoever lost the answer to letting go, and was followed at once, cannot know that it has let go.
        const isSure = !(thrown instanceof LostLeaseError && loses && !holding.has(owner));
        if (!(thrown instanceof BusyError) && isSure) throw thrown;
      }
    });
    const failures: unknown[] = [];
    for (const run of runs) run.catch((thrown: unknown) => failures.push(thrown));
    await world.run((n) => (picks.next().value as number) % n);
    expect(failures).toEqual([]);
  }), { numRuns: 200 });
  // Most get their turn.
  expect(taken).toBeGreaterThan(200);
});
