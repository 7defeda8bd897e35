/** How many calls to AWS the controller makes, of all services: while tables are loaded, and when nothing is left to do. */
import type { Policy } from '../../lib/control/phase-scaling/policy';
import { Account, LARGE, SMALL } from '../../test/support/phase-scaling/account';
import type { Line } from './summary';

const HOUR = 3600;
const DAY = 24 * HOUR;
const IDLE_DAYS = 30;
const LOAD_HOURS = 10;

const REBOUND: Policy['rebound'] = { alarmNames: ['latency', 'memory'], ladder: [SMALL, 'dms.r6i.xlarge', LARGE], cooldownSeconds: HOUR };

export async function callLines(): Promise<Line[]> {
  // With alarms there is more that could be looked at.
  const accounts = await Promise.all([countCalls({}), countCalls({ rebound: REBOUND })]);
  return [
    ['phase.calls.per_hour.loading', Math.max(...accounts.map(({ loading }) => loading)) / (LOAD_HOURS - 2)],
    ['phase.calls.per_day.idle', Math.max(...accounts.map(({ idle }) => idle)) / IDLE_DAYS],
  ];
}

async function countCalls(policy: Partial<Policy>): Promise<{ readonly loading: number; readonly idle: number }> {
  const workload = { tables: [{ schema: 'app', name: 'orders', seconds: LOAD_HOURS * HOUR }], cachedChangesSeconds: 60 };
  const account = new Account({ tasks: Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, { workload }])), policy });
  const during = async (seconds: number): Promise<number> => {
    const before = account.calls.length;
    await account.run(seconds);
    return account.calls.length - before;
  };
  await account.deploy();
  await account.run(HOUR);
  const loading = await during((LOAD_HOURS - 2) * HOUR);
  await account.runUntil(() => account.class === SMALL);
  // Beyond the time in which the instance is watched after a change.
  await account.run((policy.rebound?.cooldownSeconds ?? 0) + 2 * HOUR);
  return { loading, idle: await during(IDLE_DAYS * DAY) };
}
