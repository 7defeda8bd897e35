import { Account, SMALL, type AccountOptions, type Mishap } from '../support/phase-scaling/account';
import { load, watchInvariants } from '../support/phase-scaling/invariants';
import { MISHAPS } from '../support/phase-scaling/scenario';

// Every call that the handler makes in a whole migration, one after the other, each with everything that can go wrong at it.

const STRATEGIES = ['stopAtBoundary', 'hold', 'keepRunning'] as const;

interface Result {
  readonly account: Account;
  readonly broken: readonly string[];
}

async function migrate(strategy: typeof STRATEGIES[number], mishaps: readonly Mishap[], more: Partial<AccountOptions> = {}): Promise<Result> {
  const account = new Account({
    policy: { strategy, settleSeconds: strategy === 'keepRunning' ? 300 : 0 },
    tasks: { sales: { workload: load(3) }, archive: { workload: load(9) } },
    behaviour: { durations: { stop: [15, 120], classChange: [240, 400] } },
    mishaps,
    bare: mishaps.length > 0,
    ...more,
  });
  const { broken } = watchInvariants(account);
  await account.deploy();
  await account.run(2 * 3600);
  return { account, broken };
}

function outcome({ account, broken }: Result): string {
  const { class: instanceClass, classChanges, isAtWork } = account;
  const statuses = Object.keys(account.taskArns).map((name) => account.statusOf(name));
  return [instanceClass, `${classChanges.length} change`, ...statuses, isAtWork ? 'at work' : 'quiet', ...broken].join(', ');
}

const WELL = `${SMALL}, 1 change, running, running, quiet`;

describe.each(STRATEGIES)('%s', (strategy) => {
  test('ends well', async () => {
    expect(outcome(await migrate(strategy, []))).toBe(WELL);
  });

  test('ends well with all events lost', async () => {
    expect(outcome(await migrate(strategy, [], { deliveries: () => 0 }))).toBe(WELL);
  });

  test.each(MISHAPS)('ends well with %s at any call', async (what) => {
    const { callCount, calls } = (await migrate(strategy, [])).account;
    expect(callCount).toBeGreaterThan(100);
    const wrong: string[] = [];
    for (let at = 0; at < callCount; at++) {
      const result = await migrate(strategy, [{ at, what }]);
      if (outcome(result) !== WELL) wrong.push(`${at} ${calls[at]?.name}: ${outcome(result)}`);
    }
    expect(wrong).toEqual([]);
  }, 300_000);
});

test('ends well with any two mishaps that follow one another around the change of class', async () => {
  const names = (await migrate('stopAtBoundary', [])).account.calls.map(({ name }) => name);
  const first = names.indexOf('StopReplicationTask') - 4;
  const until = names.lastIndexOf('StartReplicationTask') + 4;
  expect(until - first).toBeGreaterThan(30);
  const wrong: string[] = [];
  for (let at = first; at < until; at++) {
    for (const one of MISHAPS) {
      for (const [distance, other] of [[1, 'crashAfter'], [4, 'loseAnswer']] as const) {
        const result = await migrate('stopAtBoundary', [{ at, what: one }, { at: at + distance, what: other }]);
        if (outcome(result) !== WELL) wrong.push(`${at} ${one}, ${at + distance} ${other}: ${outcome(result)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
}, 300_000);
