import * as fc from 'fast-check';
import { BEHAVIOUR_VALUES, type BehaviourOptions } from '../../../lib/simulator';
import { nextRandom } from '../../../lib/simulator/random';
import { Account, LARGE, SMALL, type Mishap } from './account';
import { load, watchInvariants, type Watch } from './invariants';

/** What operators do, and what goes wrong by itself. */
const DEEDS = [
  'stop', 'start', 'reload', 'reloadTable', 'makeSmall', 'makeLarge', 'makeOther', 'reboot', 'fail', 'failAndRetry', 'errorTable', 'lowMemory',
  'noCapacity', 'capacity', 'breakEndpoint', 'mendEndpoint', 'requestLoad', 'requestNoLoad', 'deleteTask',
] as const;

export const MISHAPS: readonly Mishap['what'][] = ['crashBefore', 'crashAfter', 'stall', 'delay', 'another', 'throttle', 'loseAnswer'];

/** A migration, and everything that happens to it. */
export interface Scenario {
  readonly seed: number;
  readonly tasks: readonly {
    readonly type: 'full-load' | 'full-load-and-cdc' | 'cdc'; readonly minutes: number; readonly tables: number; readonly starts: boolean;
  }[];
  readonly strategy: 'stopAtBoundary' | 'hold' | 'keepRunning';
  readonly settleSeconds: number;
  readonly erroredTables: 'block' | 'leave';
  readonly behaviour: BehaviourOptions;
  readonly longestStop: number;
  readonly longestChange: number;
  readonly mishaps: readonly Mishap[];
  /** Whether events come once, not at all as long as the schedule is on, or any number of times. */
  readonly events: 'once' | 'lost' | 'any';
  readonly isThrottled: boolean;
  readonly deeds: readonly { readonly second: number; readonly deed: typeof DEEDS[number]; readonly task: number }[];
}

const switches = fc.record(
  Object.fromEntries(Object.entries(BEHAVIOUR_VALUES).map(([name, values]) => [name, fc.constantFrom<unknown>(...values)])),
  { requiredKeys: [] },
) as fc.Arbitrary<BehaviourOptions>;

export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  tasks: fc.array(fc.record({
    type: fc.constantFrom('full-load-and-cdc' as const, 'full-load-and-cdc' as const, 'full-load-and-cdc' as const, 'full-load' as const, 'cdc' as const),
    minutes: fc.integer({ min: 1, max: 20 }),
    tables: fc.integer({ min: 1, max: 4 }),
    starts: fc.constantFrom(true, true, true, true, false),
  }), { minLength: 1, maxLength: 4 }),
  strategy: fc.constantFrom('stopAtBoundary' as const, 'stopAtBoundary' as const, 'hold' as const, 'keepRunning' as const),
  settleSeconds: fc.constantFrom(0, 300, 600),
  erroredTables: fc.constantFrom('block' as const, 'leave' as const),
  behaviour: switches,
  longestStop: fc.constantFrom(60, 420, 900),
  longestChange: fc.constantFrom(400, 900, 1500),
  mishaps: fc.array(fc.record({ at: fc.nat({ max: 500 }), what: fc.constantFrom(...MISHAPS) }), { maxLength: 4 }),
  events: fc.constantFrom('once' as const, 'once' as const, 'lost' as const, 'any' as const),
  isThrottled: fc.constantFrom(false, false, false, true),
  deeds: fc.array(fc.record({ second: fc.nat({ max: 5400 }), deed: fc.constantFrom(...DEEDS), task: fc.nat({ max: 3 }) }), { maxLength: 6 }),
});

/** Plays a scenario over eight hours. */
export async function play(scenario: Scenario): Promise<{ readonly account: Account; readonly watch: Watch }> {
  const { behaviour, deeds, events, isThrottled, longestChange, longestStop, tasks, ...rest } = scenario;
  const chance = chanceOf(scenario.seed);
  const account = new Account({
    seed: rest.seed,
    policy: { strategy: rest.strategy, settleSeconds: rest.settleSeconds, erroredTables: rest.erroredTables },
    behaviour: { ...behaviour, durations: { stop: [15, longestStop], classChange: [240, longestChange] } },
    tasks: Object.fromEntries(tasks.map(({ type, minutes, tables, starts }, index) => [`t${index}`, { type, workload: load(minutes, tables), starts }])),
    mishaps: rest.mishaps,
    ...(isThrottled && { throttled: () => chance() < 0.3 }),
    deliveries: (_, isOn) => (events === 'once' ? 1 : events === 'lost' ? Number(!isOn) : Math.floor(chance() * 3) + Number(!isOn)),
  });
  const watch = watchInvariants(account);
  await account.deploy();
  for (const { second, deed, task } of deeds) account.in(second, () => tryTo(() => perform(account, deed, `t${task % tasks.length}`)));
  await account.run(8 * 3600);
  return { account, watch };
}

/** What cannot be done at the moment is not done. */
function tryTo(act: () => void): void {
  try {
    act();
  } catch (thrown) {
    if (!(thrown instanceof Error) || !['DmsFault', 'SimulatorError'].includes(thrown.name)) throw thrown;
  }
}

function perform(account: Account, deed: typeof DEEDS[number], name: string): void {
  const { dms } = account;
  switch (deed) {
    case 'stop': return account.stop(name);
    case 'start': return account.start(name, account.statusOf(name) === 'ready' ? 'start-replication' : 'resume-processing');
    case 'reload': return account.start(name, 'reload-target');
    case 'reloadTable': {
      dms.call('ReloadTables', { ReplicationTaskArn: account.taskArns[name], TablesToReload: [{ SchemaName: 'app', TableName: 't0' }] });
      return undefined;
    }
    case 'makeSmall': return account.changeClass(SMALL);
    case 'makeLarge': return account.changeClass(LARGE);
    case 'makeOther': return account.changeClass('dms.r6i.2xlarge');
    case 'reboot': {
      dms.call('RebootReplicationInstance', { ReplicationInstanceArn: account.instanceArn });
      return undefined;
    }
    case 'fail': return dms.failTask(name);
    case 'failAndRetry': return dms.failTask(name, 'lost connection', { retryAfterSeconds: 30 });
    case 'errorTable': return dms.errorTable(name, 'app', 't0');
    case 'lowMemory': return dms.stopTaskFor(name, 'memory');
    case 'noCapacity': return dms.setNoCapacity([SMALL]);
    case 'capacity': return dms.setNoCapacity([]);
    case 'breakEndpoint': return account.breakEndpoint('source', true);
    case 'mendEndpoint': return account.breakEndpoint('source', false);
    case 'requestLoad': return account.invoke({ request: 'full-load' });
    case 'requestNoLoad': return account.invoke({ request: 'cdc' });
    case 'deleteTask': {
      dms.call('DeleteReplicationTask', { ReplicationTaskArn: account.taskArns[name] });
      return undefined;
    }
    default: throw new Error(`unknown deed ${String(deed satisfies never)}`);
  }
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    const next = nextRandom(state);
    ({ state } = next);
    return next.value;
  };
}
