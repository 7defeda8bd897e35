/** How many calls to AWS the controller makes, of all services: while tables are loaded, in the week after the change, and when nothing is left
 * to do. */
import type { Policy } from '../../lib/control/phase-scaling/policy';
import { Account, LARGE, SMALL } from '../../test/support/phase-scaling/account';
import type { Line } from './summary';

const HOUR = 3600;
const DAY = 24 * HOUR;
const IDLE_DAYS = 30;
const LOAD_HOURS = 10;
/** For so long after it the instance is looked at every hour. */
const WATCHED_DAYS = 7;

const REBOUND: Policy['rebound'] = { alarmNames: ['latency', 'memory'], ladder: [SMALL, 'dms.r6i.xlarge', LARGE], cooldownSeconds: HOUR };

export async function callLines(): Promise<Line[]> {
  // With alarms there is more that could be looked at.
  const accounts = await Promise.all([countCalls({}), countCalls({ rebound: REBOUND })]);
  return [
    ['phase.calls.per_hour.loading', Math.max(...accounts.map(({ loading }) => loading)) / (LOAD_HOURS - 2)],
    ['phase.calls.per_day.watching', Math.max(...accounts.map(({ watching }) => watching)) / (WATCHED_DAYS - 1)],
    ['phase.calls.per_day.idle', Math.max(...accounts.map(({ idle }) => idle)) / IDLE_DAYS],
  ];
}

async function countCalls(policy: Partial<Policy>): Promise<Record<'loading' | 'watching' | 'idle', number>> {
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
  // Beyond the time in which it is looked at every minute after a change.
  await account.run((policy.rebound?.cooldownSeconds ?? 0) + 2 * HOUR);
  const watching = await during((WATCHED_DAYS - 1) * DAY);
  await account.run(DAY);
  return { loading, watching, idle: await during(IDLE_DAYS * DAY) };
}
