import type { BoundaryStrategy } from '../../lib/control/phase-scaling/policy';
import { CLASS_SIZES } from '../../lib/simulator/instance-classes';
import { Account, SMALL, type AccountOptions, type Mishap, type TaskSetup } from '../../test/support/phase-scaling/account';
import { watchInvariants } from '../../test/support/phase-scaling/invariants';
import type { Migration } from './migration';
import { Operator } from './operator';
import { possibleSaving, savedVcpuHours } from './oracle';
import { classHistory, entriesOf, lastBoundary, lastChange, loadEnds, type Boundary, type ControllerCall } from './timeline';

const DAY = 24 * 3600;
/** As short as a change of class ever takes in the simulator: until DMS begins, and the change itself. */
const SHORTEST_CHANGE_SECONDS = 30 + 240;

/** When the loads of a migration are over if nobody but operators does anything. */
export interface Free {
  readonly boundary: Boundary;
  /** The same without any trouble: what the times of acts refer to. */
  readonly untroubled: number;
}

/** What became of a migration in the hands of the controller. */
export interface Played {
  readonly seed: number;
  /** vCPU-hours. */
  readonly saved: number;
  readonly possible: number;
  /** What was found broken. */
  readonly broken: readonly string[];
  /** Tasks that stand still at the end although nobody stopped them. */
  readonly standing: readonly string[];
  /** Changes to the smaller class. */
  readonly shrinks: number;
  /** From the boundary to the first call for the smaller class; absent if there was none, negative if it came before. */
  readonly reactionSeconds?: number;
}

/** Plays a migration without the controller. */
export async function playFree(migration: Migration): Promise<Free> {
  const untroubled = await boundaryWithoutController({ ...migration, acts: [] }, 0);
  if (migration.acts.length === 0) return { untroubled: untroubled.applied, boundary: untroubled };
  return { untroubled: untroubled.applied, boundary: await boundaryWithoutController(migration, untroubled.applied) };
}

/** Plays a migration with the controller. */
export async function play(migration: Migration, strategy: BoundaryStrategy, free: Free): Promise<Played> {
  const boundaryOf = ({ applied, loaded }: Boundary): number => (strategy === 'keepRunning' ? loaded : applied);
  const freeBoundary = boundaryOf(free.boundary);
  const end = freeBoundary + migration.cdcSeconds * 1000;

  const crashes: Mishap[] = [];
  const account = accountFor(migration, {
    tasks: migration.tasks,
    policy: { strategy },
    mishaps: crashes,
    deliveries: deliveriesOf(migration),
    throttled: () => isThrottled(migration, account.now - freeBoundary),
  });
  const { broken } = watchInvariants(account);
  watchLessOften(account);
  const calls: ControllerCall[] = [];
  account.changeWatchers.push((operation, { ReplicationTaskArn: task, ReplicationInstanceClass: to }) => {
    calls.push({ at: account.now, operation, task, to });
  });
  const atBoundary = (seconds: number, happen: () => void): void => account.in((freeBoundary - account.now) / 1000 + seconds, happen);
  if (migration.capacitySeconds !== undefined) {
    account.dms.setNoCapacity([SMALL]);
    atBoundary(migration.capacitySeconds, () => account.dms.setNoCapacity([]));
  }
  atBoundary(0, () => void crashes.push(...migration.crashes.map(({ at, what }) => ({ at: account.callCount + at, what }))));
  await account.deploy();
  const operator = new Operator(account, migration, free.untroubled);
  await account.run((end - account.now) / 1000);

  const { timeline } = account.dms;
  const own = boundaryOf(boundaryIn(account, migration, operator));
  const vcpuOf = (name: string): number => CLASS_SIZES.get(name)?.vcpu ?? NaN;
  const history = classHistory(timeline);
  const possible = possibleSaving({
    boundary: Math.min(freeBoundary, own),
    end,
    capacityFrom: freeBoundary + (migration.capacitySeconds ?? -Infinity) * 1000,
    ...lastChange(timeline, calls, SMALL) ?? { stopping: 0, changing: SHORTEST_CHANGE_SECONDS * 1000 },
  });
  const asked = calls.find(({ operation }) => operation === 'ModifyReplicationInstance');
  return {
    seed: migration.seed,
    saved: savedVcpuHours(history, end, vcpuOf),
    possible: possible / 3_600_000 * (vcpuOf(account.policy.fullLoadClass) - vcpuOf(SMALL)),
    broken,
    standing: Object.keys(migration.tasks).filter((name) => !operator.stopped.has(name) && standsStill(account, migration, name)),
    shrinks: history.filter(({ class: name }) => name === SMALL).length,
    // A boundary that the controller's own doing keeps from coming is where it would have been.
    ...asked !== undefined && { reactionSeconds: (asked.at - (own < Infinity ? own : freeBoundary)) / 1000 },
  };
}

function accountFor({ seed, behaviour }: Migration, options: AccountOptions): Account {
  return new Account({ seed, behaviour, bare: true, ...options });
}

/** @param untroubled the boundary that the times of acts refer to. */
async function boundaryWithoutController(migration: Migration, untroubled: number): Promise<Boundary> {
  const isUntroubled = migration.acts.length === 0;
  const tasks = Object.fromEntries(Object.entries(migration.tasks)
    .map(([name, setup]): [string, TaskSetup] => [name, { ...setup, stopFlag: false, ...isUntroubled && { starts: true } }]));
  const account = accountFor(migration, { tasks, deliveries: () => 0 });
  account.pace = 'off';
  for (const [name, { starts = true }] of Object.entries(tasks)) if (starts) account.start(name);
  const operator = new Operator(account, migration, untroubled);
  const isOver = (): boolean => operator.isIdle && boundaryIn(account, migration, operator).applied < Infinity;
  for (let days = 0; days < 100 && !isOver(); days++) await account.run(DAY);
  if (!isOver()) throw new Error(`migration ${migration.seed} does not come to its boundary by itself`);
  return boundaryIn(account, migration, operator);
}

function boundaryIn({ dms, taskArns }: Account, { tasks }: Migration, { reloadsEnd }: Operator): Boundary {
  const loading = Object.keys(tasks).filter((name) => tasks[name].type !== 'cdc');
  return lastBoundary(loading.map((name) => loadEnds(entriesOf(dms.timeline, taskArns[name]))), reloadsEnd);
}

/** Has watchers look when DMS has changed something, and every ten minutes, instead of whenever time passes: they see the same, at half the cost. */
function watchLessOften(account: Account): void {
  const watchers = account.watchers.splice(0);
  let seen = 0;
  let last = 0;
  account.watchers.push(() => {
    const { now, dms: { timeline } } = account;
    if (timeline.length === seen && now - last < 600_000) return;
    seen = timeline.length;
    last = now;
    for (const watch of watchers) watch();
  });
}

function deliveriesOf({ events, seed }: Migration): (index: number) => number {
  switch (events) {
    case 'once': return () => 1;
    case 'never': return () => 0;
    case 'twice': return () => 2;
    // Knuth's multiplicative hash: as good as a coin, and the same for every strategy.
    case 'half': return (index) => Math.imul(seed + index * 7919, 0x9e3779b1) >>> 31;
  }
}

function isThrottled({ storm }: Migration, sinceBoundary: number): boolean {
  return storm !== undefined && sinceBoundary >= storm.from * 1000 && sinceBoundary < storm.to * 1000;
}

/** Whether a task stands still that has not done all it had to. */
function standsStill(account: Account, { tasks }: Migration, name: string): boolean {
  if (account.statusOf(name) === 'running') return false;
  return tasks[name].type !== 'full-load' || loadEnds(entriesOf(account.dms.timeline, account.taskArns[name])).applied === Infinity;
}
