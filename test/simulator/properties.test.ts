import * as fc from 'fast-check';
import { BEHAVIOUR_VALUES, Dms, DmsFault, type BehaviourOptions } from '../../lib/simulator';
import { STOP_AT_BOUNDARY, tablesOf, TestWorld } from './support';

// Worlds are made of a seed, switches, and what somebody does to them: calls, in whatever order, and time that passes.

type Deed = (world: TestWorld, task: string) => void;

const call = (operation: string, input: object = {}): Deed => (world, task) =>
  void world.outcome(operation, { ReplicationTaskArn: task, ReplicationInstanceArn: world.instance, ...input });
const quietly = (deed: Deed): Deed => (world, task) => {
  try {
    deed(world, task);
  } catch (error) {
    // What is not running cannot break.
    if (!(error instanceof Error) || error.name !== 'SimulatorError') throw error;
  }
};

const DEEDS: Readonly<Record<string, Deed>> = {
  start: call('StartReplicationTask', { StartReplicationTaskType: 'start-replication' }),
  resume: call('StartReplicationTask', { StartReplicationTaskType: 'resume-processing' }),
  reload: call('StartReplicationTask', { StartReplicationTaskType: 'reload-target' }),
  stop: call('StopReplicationTask'),
  modify: call('ModifyReplicationTask', { TableMappings: '{"rules":[]}' }),
  reloadTables: call('ReloadTables', { TablesToReload: [{ SchemaName: 'app', TableName: 't1' }] }),
  shrink: call('ModifyReplicationInstance', { ReplicationInstanceClass: 'dms.r6i.large', ApplyImmediately: true }),
  grow: call('ModifyReplicationInstance', { ReplicationInstanceClass: 'dms.r6i.8xlarge', ApplyImmediately: true }),
  later: call('ModifyReplicationInstance', { AllocatedStorage: 500 }),
  reboot: call('RebootReplicationInstance'),
  fail: quietly((world, task) => world.dms.failTask(task, 'by chance', { retryAfterSeconds: 100 })),
  lowDisk: quietly((world, task) => world.dms.stopTaskFor(task, 'disk')),
  wait: (world) => world.pass(7),
  waitLong: (world) => world.pass(5000),
};

const switches: fc.Arbitrary<BehaviourOptions> = fc.record(Object.fromEntries(
  Object.entries(BEHAVIOUR_VALUES).map(([name, values]) => [name, fc.constantFrom<string | boolean>(...values)]),
) as Readonly<Record<string, fc.Arbitrary<never>>>);
const deeds = fc.array(fc.constantFrom(...Object.keys(DEEDS)), { maxLength: 25 });
const lives = fc.record({ seed: fc.integer(), switches, deeds });

interface Life {
  readonly seed: number;
  readonly switches: BehaviourOptions;
  readonly deeds: readonly string[];
}

function born({ seed, switches: behaviour }: Pick<Life, 'seed' | 'switches'>): [TestWorld, string] {
  const durations = { start: [1, 30], stop: [1, 60], classChange: [1, 300], raceBeforeModifying: [0, 40] } as const;
  const world = new TestWorld({ seed, behaviour: { ...behaviour, durations } });
  world.pass(100);
  return [world, world.task({ workload: { tables: tablesOf(40, 200, 10), cachedChangesSeconds: 30, cdcVcpu: 4 }, settings: STOP_AT_BOUNDARY })];
}

function live(world: TestWorld, task: string, deedsDone: readonly string[]): void {
  for (const deed of deedsDone) DEEDS[deed](world, task);
}

/** Everything that can be seen. */
function all(dms: Dms): string {
  const answers = ['DescribeReplicationInstances', 'DescribeReplicationTasks', 'DescribeEndpoints', 'DescribeConnections']
    .map((operation) => dms.clone().call(operation));
  return JSON.stringify([dms.snapshot(), dms.timeline, dms.calls, answers, dms.clone().call('DescribeEvents', { StartTime: 0 })]);
}

const ever = (law: (life: Life) => void): void => fc.assert(fc.property(lives, law), { numRuns: 150 });

test('the same seed and the same deeds give the same world, byte for byte', () => {
  ever((life) => {
    const [first, second] = [born(life), born(life)].map(([world, task]) => {
      live(world, task, life.deeds);
      return all(world.dms) + JSON.stringify(world.events);
    });
    expect(second).toBe(first);
  });
});

test('a copy lives on as the original does, and neither touches the other', () => {
  ever((life) => {
    const [world, task] = born(life);
    const half = Math.floor(life.deeds.length / 2);
    live(world, task, life.deeds.slice(0, half));
    const before = all(world.dms);
    const copy = world.dms.clone();
    expect(all(copy)).toBe(before);
    const other = Object.assign(Object.create(TestWorld.prototype) as TestWorld, world, { dms: copy });
    live(other, task, life.deeds.slice(half));
    expect(all(world.dms)).toBe(before);
    live(world, task, life.deeds.slice(half));
    expect(all(world.dms)).toBe(all(copy));
  });
});

test('it matters not in how many steps time goes by', () => {
  ever((life) => {
    const [world, task] = born(life);
    live(world, task, life.deeds);
    const copy = world.dms.clone();
    const end = world.dms.now + 10_000_000;
    world.dms.advanceTo(end);
    while (copy.now < end) copy.advanceTo(Math.min(end, copy.now + 33_333));
    expect(all(copy)).toBe(all(world.dms));
  });
});

test('time never goes back, neither in events nor on the timeline', () => {
  ever((life) => {
    const [world, task] = born(life);
    live(world, task, life.deeds);
    const times = (list: readonly { readonly at: number }[]): number[] => list.map(({ at }) => at);
    for (const list of [times(world.dms.timeline), world.events.map(({ time }) => Date.parse(time))]) {
      expect(list).toEqual([...list].sort((one, other) => one - other));
    }
  });
});

test('counts of tables always add up, and no stop reason shows in a task that starts, runs or is stopping', () => {
  ever((life) => {
    const [world, task] = born(life);
    for (const deed of life.deeds) {
      live(world, task, [deed]);
      const { Status, StopReason, ReplicationTaskStats: stats } = world.seeTask(task) as ReturnType<TestWorld['seeTask']> & { ReplicationTaskStats: Record<string, number> };
      const { TablesLoaded, TablesLoading, TablesQueued, TablesErrored, FullLoadProgressPercent } = stats;
      const zeroed = Status === 'stopped' && life.switches.statsWhenStopped === 'zeroed';
      expect(TablesLoaded + TablesLoading + TablesQueued + TablesErrored).toBe(zeroed ? 0 : world.tables(task).length);
      expect(FullLoadProgressPercent).toBeGreaterThanOrEqual(0);
      expect(FullLoadProgressPercent).toBeLessThanOrEqual(100);
      if (['starting', 'running', 'stopping'].includes(Status)) expect(StopReason).toBeUndefined();
      if (Status === 'failed' && StopReason !== undefined) expect(StopReason).toContain('Stop Reason FATAL_ERROR');
      expect(world.dms.latencySeconds(task)).toBeGreaterThanOrEqual(0);
    }
  });
});

test('left alone, every world comes to rest in a status that lasts', () => {
  ever((life) => {
    const [world, task] = born(life);
    live(world, task, life.deeds);
    world.dms.advanceTo(world.dms.now + 30 * 24 * 3600 * 1000);
    expect(['ready', 'running', 'stopped', 'failed']).toContain(world.seeTask(task).Status);
    expect(world.seeInstance()).toMatchObject({ ReplicationInstanceStatus: 'available', PendingModifiedValues: {} });
    expect(world.dms.nextDue()).toBeUndefined();
  });
});

test('whatever is sent, the answer is an answer or a fault', () => {
  const odd = fc.dictionary(fc.constantFrom('ReplicationTaskArn', 'ReplicationInstanceArn', 'Filters', 'Marker', 'MaxRecords', 'Tags', 'EndpointArn', 'TablesToReload'), fc.jsonValue());
  fc.assert(fc.property(fc.constantFrom('DescribeReplicationTasks', 'ModifyReplicationInstance', 'ReloadTables', 'AddTagsToResource', 'constructor', '__proto__', 'TestConnection'), odd, (operation, input) => {
    try {
      expect(typeof new Dms().call(operation, input)).toBe('object');
    } catch (error) {
      expect(error).toBeInstanceOf(DmsFault);
    }
  }), { numRuns: 300 });
});
