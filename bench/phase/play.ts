import type { BoundaryStrategy } from '../../lib/control/phase-scaling/policy';
import { DmsFault, type TimelineEntry } from '../../lib/simulator';
import { CLASS_SIZES } from '../../lib/simulator/instance-classes';
import { Account, SMALL, type Mishap, type TaskSetup } from '../../test/support/phase-scaling/account';
import { watchInvariants } from '../../test/support/phase-scaling/invariants';
import type { Act, Migration } from './migration';
import { possibleSaving, savedVcpuHours, type ClassFrom, type Possible } from './oracle';

const MINUTE = 60;
const DAY = 24 * 3600;
/** An operator whom DMS refuses something tries again, and gives up in the end. */
const AGAIN_SECONDS = 2 * MINUTE;
const PATIENCE_SECONDS = { start: DAY, stop: 30 * MINUTE, resume: DAY, fail: 0, reload: 5 * DAY } as const;
/** As short as it ever takes: DMS's answer to the call, then the change. */
const SHORTEST_CHANGE_SECONDS = 30 + 240;

/** When loads are over, in milliseconds of the epoch. */
export interface Boundary {
  /** Tables loaded and cached changes applied. */
  readonly applied: number;
  /** Tables loaded. */
  readonly loaded: number;
}

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
  const untroubled = (await boundaryWithoutController({ ...migration, acts: [] }, 0)).applied;
  const boundary = migration.acts.length === 0 ? undefined : await boundaryWithoutController(migration, untroubled);
  return { untroubled, boundary: boundary ?? await boundaryWithoutController(migration, untroubled) };
}

/** Plays a migration with the controller. */
export async function play(migration: Migration, strategy: BoundaryStrategy, free: Free): Promise<Played> {
  const boundaryOf = ({ applied, loaded }: Boundary): number => (strategy === 'keepRunning' ? loaded : applied);
  const freeBoundary = boundaryOf(free.boundary);
  const end = freeBoundary + migration.cdcSeconds * 1000;

  const crashes: Mishap[] = [];
  const account = accountFor(migration, migration.tasks, {
    policy: { strategy },
    mishaps: crashes,
    deliveries: deliveriesOf(migration),
    throttled: () => isThrottled(migration, account.now - freeBoundary),
  });
  const { broken } = watchInvariants(account);
  watchLessOften(account);
  const calls: ControllerCall[] = [];
  account.changeWatchers.push((operation, { ReplicationTaskArn: task, ReplicationInstanceClass: to }) => calls.push({ at: account.now, operation, task, to }));
  if (migration.capacitySeconds !== undefined) {
    account.dms.setNoCapacity([SMALL]);
    account.in((freeBoundary - account.now) / 1000 + migration.capacitySeconds, () => account.dms.setNoCapacity([]));
  }
  account.in((freeBoundary - account.now) / 1000, () => void crashes.push(...migration.crashes.map(({ at, what }) => ({ at: account.callCount + at, what }))));
  await account.deploy();
  const operator = new Operator(account, migration, free.untroubled);
  await account.run((end - account.now) / 1000);

  const own = boundaryOf(boundaryIn(account, operator.reloadsEnd));
  const vcpuOf = (name: string): number => CLASS_SIZES.get(name)?.vcpu ?? NaN;
  const history = classHistory(account);
  const possible = possibleSaving({
    boundary: Math.min(freeBoundary, own),
    end,
    capacityFrom: freeBoundary + (migration.capacitySeconds ?? -Infinity) * 1000,
    ...lastChange(account, history, calls),
  });
  const asked = calls.find(({ operation }) => operation === 'ModifyReplicationInstance');
  return {
    seed: migration.seed,
    saved: savedVcpuHours(history, end, vcpuOf),
    possible: possible / 3_600_000 * (vcpuOf(account.policy.fullLoadClass) - vcpuOf(SMALL)),
    broken,
    standing: Object.keys(migration.tasks).filter((name) => standsStill(account, name)),
    shrinks: history.filter(({ class: name }) => name === SMALL).length,
    ...asked !== undefined && { reactionSeconds: (asked.at - own) / 1000 },
  };
}

function accountFor(migration: Migration, tasks: Migration['tasks'], options: Partial<ConstructorParameters<typeof Account>[0]>): Account {
  return new Account({ seed: migration.seed, behaviour: migration.behaviour, tasks, bare: true, ...options });
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

/** When the loads would be over if nobody but operators did anything; `span` is the time that their acts refer to. */
async function boundaryWithoutController(migration: Migration, untroubled: number): Promise<Boundary> {
  const isUntroubled = migration.acts.length === 0;
  const tasks = Object.fromEntries(Object.entries(migration.tasks)
    .map(([name, setup]): [string, TaskSetup] => [name, { ...setup, stopFlag: false, ...isUntroubled && { starts: true } }]));
  const account = accountFor(migration, tasks, { deliveries: () => 0 });
  account.scheduleIsOn = false;
  for (const [name, { starts = true }] of Object.entries(tasks)) if (starts) account.start(name);
  const operator = new Operator(account, migration, untroubled);
  const isOver = (): boolean => operator.isIdle && Object.keys(tasks).every((name) => isLoaded(account, name));
  for (let days = 0; days < 100 && !isOver(); days++) await account.run(DAY);
  if (!isOver()) throw new Error(`migration ${migration.seed} does not come to its boundary by itself`);
  return boundaryIn(account, operator.reloadsEnd);
}

/** Operators, and what fate does to tasks. */
class Operator {
  /** When the tables that were reloaded are loaded. */
  public readonly reloadsEnd: number[] = [];
  private pending = 0;

  constructor(private readonly account: Account, private readonly migration: Migration, untroubled: number) {
    const span = untroubled - account.now;
    for (const act of migration.acts) {
      this.pending += 1;
      if (act.what === 'reload') this.whenLoaded(act);
      else account.in(Math.max(0, span / 1000 * act.fraction + act.seconds), () => this.attempt(act.what, act, PATIENCE_SECONDS[act.what]));
    }
  }

  /** Whether nothing is left to be done. */
  public get isIdle(): boolean {
    return this.pending === 0;
  }

  private whenLoaded(act: Act): void {
    let isSeen = false;
    this.account.watchers.push(() => {
      if (isSeen || !isLoaded(this.account, act.task)) return;
      isSeen = true;
      this.account.in(act.seconds, () => this.attempt('reload', act, PATIENCE_SECONDS.reload));
    });
  }

  private attempt(what: Act['what'] | 'resume', act: Act, patience: number): void {
    const isDone = this.perform(what, act.task);
    if (!isDone && patience > 0) {
      this.account.in(AGAIN_SECONDS, () => this.attempt(what, act, patience - AGAIN_SECONDS));
    } else if (isDone && what !== 'resume' && act.resumedAfter !== undefined) {
      this.account.in(act.resumedAfter, () => this.attempt('resume', act, PATIENCE_SECONDS.resume));
    } else {
      this.pending -= 1;
    }
  }

  /** Tells whether it was done, or there was nothing to do. */
  private perform(what: Act['what'] | 'resume', task: string): boolean {
    const { account } = this;
    try {
      switch (what) {
        case 'start': account.start(task); break;
        case 'stop': account.stop(task); break;
        case 'fail':
          if (stageOf(account, task) !== 'load' || account.statusOf(task) !== 'running') return false;
          account.dms.failTask(task);
          break;
        case 'resume':
          if (!['running', 'starting'].includes(account.statusOf(task)) && !isFinished(account, task)) account.start(task, 'resume-processing');
          break;
        case 'reload': this.reload(task); break;
      }
      return true;
    } catch (thrown) {
      if (thrown instanceof DmsFault) return false;
      throw thrown;
    }
  }

  private reload(task: string): void {
    const { account, migration } = this;
    const [table] = migration.tasks[task].workload?.tables ?? [];
    account.dms.call('ReloadTables', {
      ReplicationTaskArn: account.taskArns[task], TablesToReload: [{ SchemaName: table.schema, TableName: table.name }], ReloadOption: 'data-reload',
    });
    this.reloadsEnd.push(account.now + Math.max(1, Math.round(table.seconds * 1000)));
  }
}

interface ControllerCall {
  readonly at: number;
  readonly operation: string;
  readonly task?: string;
  readonly to?: string;
}

function deliveriesOf({ events, seed }: Migration): (index: number) => number {
  switch (events) {
    case 'once': return () => 1;
    case 'never': return () => 0;
    case 'twice': return () => 2;
    // Knuth's multiplicative hash: as good as a coin, and the same for every strategy.
    case 'half': return (index) => (Math.imul(seed + index * 7919, 0x9e3779b1) >>> 31);
  }
}

function isThrottled({ storm }: Migration, sinceBoundary: number): boolean {
  return storm !== undefined && sinceBoundary >= storm.from * 1000 && sinceBoundary < storm.to * 1000;
}

type TaskEntry = Extract<TimelineEntry, { kind: 'task' }>;

function entriesOf(account: Account, name: string): TaskEntry[] {
  return account.dms.timeline.filter((entry): entry is TaskEntry => entry.kind === 'task' && entry.arn === account.taskArns[name]);
}

function stageOf(account: Account, name: string): string | undefined {
  return entriesOf(account, name).at(-1)?.stage;
}

function isLoaded(account: Account, name: string): boolean {
  return loadEnds(account, name) !== undefined;
}

/** When the load of a task was over, in both senses; nothing if it is not, or if there is none. */
function loadEnds(account: Account, name: string): Boundary | undefined {
  const entries = entriesOf(account, name);
  const first = (isSo: (entry: TaskEntry) => boolean): number => entries.find(isSo)?.at ?? Infinity;
  const finished = first(({ stopReason = '', stage }) => stage === 'load' && stopReason.includes('FULL_LOAD_ONLY_FINISHED'));
  const applied = Math.min(finished, first(({ stage }) => stage === 'cdc'));
  const loaded = Math.min(applied, first(({ stage }) => stage === 'cached'));
  return applied === Infinity ? undefined : { applied, loaded };
}

/** The boundary of the instance; of a load that is not over, never. */
function boundaryIn(account: Account, reloadsEnd: readonly number[]): Boundary {
  const isLoading = Object.keys(account.taskArns).filter((name) => typeOf(account, name) !== 'cdc');
  const ends = isLoading.map((name) => loadEnds(account, name) ?? { applied: Infinity, loaded: Infinity });
  return {
    applied: Math.max(...ends.map(({ applied }) => applied), ...reloadsEnd),
    loaded: Math.max(...ends.map(({ loaded }) => loaded), ...reloadsEnd),
  };
}

function typeOf(account: Account, name: string): string {
  return String(account.describe('DescribeReplicationTasks', {
    Filters: [{ Name: 'replication-task-id', Values: [name] }], WithoutSettings: true,
  }).ReplicationTasks[0]?.MigrationType);
}

/** Classes of the instance, from the first on. */
function classHistory(account: Account): ClassFrom[] {
  return account.dms.timeline.flatMap((entry, index, all): ClassFrom[] => {
    if (entry.kind !== 'instance') return [];
    const before = all.slice(0, index).findLast((each) => each.kind === 'instance');
    return before?.kind === 'instance' && before.class === entry.class ? [] : [{ at: entry.at, class: entry.class }];
  });
}

/** How long tasks took to stop, and the class to change, at the last change to the smaller class. */
function lastChange(account: Account, history: readonly ClassFrom[], calls: readonly ControllerCall[]): Pick<Possible, 'stopping' | 'changing'> {
  const changed = history.findLast(({ class: name }) => name === SMALL)?.at ?? -Infinity;
  const asked = calls.findLast(({ operation, to, at }) => operation === 'ModifyReplicationInstance' && to === SMALL && at <= changed);
  if (asked === undefined) return { stopping: 0, changing: SHORTEST_CHANGE_SECONDS * 1000 };
  const modifying = account.dms.timeline.findLast(({ kind, at }) => kind === 'instance' && at < changed)?.at ?? changed;
  // Of several calls for one change, the first that DMS took: the last one before it began.
  const call = calls.findLast(({ operation, to, at }) => operation === 'ModifyReplicationInstance' && to === SMALL && at <= modifying) ?? asked;
  const stopping = Object.keys(account.taskArns).map((name) => stoppingBefore(entriesOf(account, name), call.at, calls));
  return { stopping: Math.max(0, ...stopping), changing: changed - call.at };
}

/** How long a task took to stop that the controller stopped last before some time, and that stood still then. */
export function stoppingBefore(entries: readonly TaskEntry[], time: number, calls: readonly ControllerCall[]): number {
  const before = entries.filter(({ at }) => at <= time);
  const index = before.findLastIndex(({ status }) => status === 'stopping');
  const [begun, ended] = before.slice(index);
  if (index < 0 || ended === undefined || before.slice(index + 1).some(({ status }) => status === 'running')) return 0;
  const isControllers = calls.some(({ operation, task, at }) => operation === 'StopReplicationTask' && task === begun.arn && at === begun.at);
  return isControllers ? ended.at - begun.at : 0;
}

function standsStill(account: Account, name: string): boolean {
  return account.statusOf(name) !== 'running' && !account.stoppedByOperator.has(account.taskArns[name]) && !isFinished(account, name);
}

/** Whether a task has done all it had to. */
function isFinished(account: Account, name: string): boolean {
  return typeOf(account, name) === 'full-load' && account.task(name).StopReason?.includes('FULL_LOAD_ONLY_FINISHED') === true;
}
