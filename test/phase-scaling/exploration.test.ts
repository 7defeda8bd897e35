import * as fc from 'fast-check';
import { SMALL } from '../support/phase-scaling/account';
import { play, scenarios, type Scenario } from '../support/phase-scaling/scenario';

// Scenarios by chance: any workloads, behaviours of DMS that are not documented, strategies, orders, losses and repeats of events, invocations that
// die, stall or run side by side, throttling, lost answers, and operators who do as they like. `EXPLORE=10000 npx jest test/phase-scaling` explores
// more of them.
const NUMBER = Number(process.env.EXPLORE ?? 300);

/** What the handler may fail with; Lambda calls it again then. */
const PASSING = /Rate exceeded|socket hang up|another invocation is at it|memory was written by another/;

async function expectUnbroken(scenario: Scenario): Promise<void> {
  const { account, watch } = await play(scenario);
  expect(watch.broken).toEqual([]);
  expect(account.log.filter(({ kind, message }) => kind === 'failure' && !PASSING.test(String(message)))).toEqual([]);
}

test('no invariant is ever broken', async () => {
  await fc.assert(fc.asyncProperty(scenarios, expectUnbroken), { numRuns: NUMBER, seed: 20261125 });
}, 60_000 + NUMBER * 200);

test('whatever goes wrong for a while, the instance ends small, with every task running, and nothing left to do', async () => {
  const undisturbed = scenarios.map((scenario): Scenario => ({
    ...scenario, deeds: [], tasks: scenario.tasks.map((task) => ({ ...task, type: 'full-load-and-cdc', starts: true })),
  }));
  await fc.assert(fc.asyncProperty(undisturbed, async (scenario) => {
    const { account } = await play(scenario);
    const statuses = Object.keys(account.taskArns).map((name) => account.statusOf(name));
    expect([account.class, account.isAtWork, ...statuses]).toEqual([SMALL, false, ...statuses.map(() => 'running')]);
    expect(account.classChanges).toHaveLength(1);
  }), { numRuns: NUMBER, seed: 20261125 });
}, 60_000 + NUMBER * 200);
