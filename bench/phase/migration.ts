/**
 * Migrations as they come: sizes, tasks, phases, and what goes wrong. Each follows from its seed alone.
 *
 * Nothing published says how DMS migrations are distributed, so these distributions are choices. They are broad rather than likely: log-uniform
 * where a quantity spans orders of magnitude, and far more trouble than anybody hopes for.
 *
 * | what | distribution |
 * |---|---|
 * | load of the largest task | log-uniform, 10 minutes to 2 days |
 * | tasks | 1 to 20, log-uniform (half of the migrations have 4 or fewer) |
 * | load of the other tasks | the largest one's, times u^3 of a uniform u: most are small |
 * | kind of a task | 85 % load and changes, 10 % load only, 5 % changes only; the largest always has both |
 * | tables of a task | 1 to 30, log-uniform; their shares log-uniform over two orders of magnitude; 8 are loaded at a time |
 * | changes | what was cached takes 0.1 % to 20 % of the load's time to be applied, log-uniform |
 * | CDC phase | 1 to 30 days, log-uniform, from the boundary |
 * | switches of DMS's behaviour | half of the migrations: as AWS documents; the others: each drawn from what is possible |
 *
 * Trouble, each independent of the others, with times log-uniform:
 *
 * | what | share of migrations | how |
 * |---|---|---|
 * | no capacity for the smaller class | 12 % | until 10 minutes to 24 hours after the boundary |
 * | all calls to DMS throttled | 12 % | for 1 to 60 minutes, from up to half an hour before or after the boundary |
 * | events | 10 % lose all, 15 % lose each with a chance of one half, 10 % get each twice | |
 * | the function crashes | 15 % | 1 to 5 times in its first 80 calls after the boundary: around a call, by timeout, answer lost, or beside another |
 * | a table that cannot be loaded | 10 % | an operator mends it and reloads it 1 to 24 hours after its task has loaded the others |
 * | operators stop a task | 15 %, up to 3 tasks | at any time of the load, or around the boundary; they resume it after 1 minute to 12 hours |
 * | operators stop a task for good | 30 % of those who do so after the boundary | |
 * | a task fails in its load | 8 % | an operator resumes it 5 minutes to 12 hours later |
 * | a task is started late | 12 % of those with several | as much later as 10 % to 200 % of the load of the largest |
 * | tasks stop slowly | 12 % | in 5 to 20 minutes, instead of 15 seconds to 7 minutes |
 * | the class changes slowly | 12 % | in 30 to 90 minutes, instead of 4 to 15 |
 */
import { BEHAVIOUR_VALUES, type BehaviourOptions, type TaskWorkload } from '../../lib/simulator';
import type { Mishap, TaskSetup } from '../../test/support/phase-scaling/account';
import { Chance } from './chance';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** Tables that DMS loads at a time by default. */
const LANES = 8;

export interface Migration {
  readonly seed: number;
  readonly tasks: Readonly<Record<string, TaskSetup>>;
  /** From the boundary to the end of the migration, when the instance is deleted. */
  readonly cdcSeconds: number;
  readonly behaviour: BehaviourOptions;
  readonly acts: readonly Act[];
  /** How long after the boundary there is capacity for the smaller class; absent: always. */
  readonly capacitySeconds?: number;
  /** When all calls to DMS are throttled, in seconds from the boundary. */
  readonly storm?: { readonly from: number; readonly to: number };
  /** How often each event is delivered. */
  readonly events: 'once' | 'never' | 'half' | 'twice';
  /** What goes wrong at calls, counted from the boundary. */
  readonly crashes: readonly Mishap[];
}

/** What an operator does, or fate. */
export interface Act {
  readonly what: 'start' | 'stop' | 'fail' | 'reload';
  readonly task: string;
  /**
   * When: in parts of the time from the start to the boundary as it would be without any trouble, and seconds to be added. A table is reloaded
   * so many seconds after its task has loaded the others.
   */
  readonly fraction: number;
  readonly seconds: number;
  /** How long afterwards an operator resumes the task; absent: never. */
  readonly resumedAfter?: number;
}

export function sampleMigration(seed: number): Migration {
  const chance = new Chance(seed);
  const largest = chance.logUniform(10 * MINUTE, 2 * DAY);
  const count = Math.floor(chance.logUniform(1, 21));
  const tasks: Record<string, TaskSetup> = {};
  for (let index = 0; index < count; index++) {
    const kind = chance.uniform(0, 1);
    const type = index === 0 || kind < 0.85 ? 'full-load-and-cdc' : kind < 0.95 ? 'full-load' : 'cdc';
    const seconds = index === 0 ? largest : Math.max(MINUTE, largest * chance.uniform(0, 1) ** 3);
    tasks[`task-${index}`] = { type, workload: sampleWorkload(chance, seconds) };
  }
  const acts = sampleActs(chance, tasks);
  const late = acts.filter(({ what }) => what === 'start').map(({ task }) => task);
  for (const task of late) tasks[task] = { ...tasks[task], starts: false };
  const broken = acts.filter(({ what }) => what === 'reload').map(({ task }) => task);
  for (const task of broken) tasks[task] = { ...tasks[task], workload: withError(tasks[task].workload) };
  return {
    seed,
    tasks,
    cdcSeconds: chance.logUniform(DAY, 30 * DAY),
    behaviour: sampleBehaviour(chance),
    acts,
    ...chance.happens(0.12) && { capacitySeconds: chance.logUniform(10 * MINUTE, DAY) },
    ...chance.happens(0.12) && { storm: sampleStorm(chance) },
    events: sampleEvents(chance),
    crashes: chance.happens(0.15) ? sampleCrashes(chance) : [],
  };
}

/** Tables that take so many seconds in all, `LANES` at a time. */
function sampleWorkload(chance: Chance, seconds: number): TaskWorkload {
  const count = Math.floor(chance.logUniform(1, 31));
  const shares = Array.from({ length: count }, () => chance.logUniform(1, 100));
  const longest = Math.max(...shares, shares.reduce((sum, share) => sum + share, 0) / LANES);
  return {
    tables: shares.map((share, index) => ({ schema: 'app', name: `table_${index}`, seconds: Math.max(1, seconds * share / longest) })),
    cachedChangesSeconds: seconds * chance.logUniform(0.001, 0.2),
  };
}

/** The first table cannot be loaded at the first try. */
function withError(workload: TaskWorkload = {}): TaskWorkload {
  return { ...workload, tables: (workload.tables ?? []).map((table, index) => (index === 0 ? { ...table, errors: 1 } : table)) };
}

/** A task has one kind of trouble at most. */
function sampleActs(chance: Chance, tasks: Readonly<Record<string, TaskSetup>>): Act[] {
  const acts: Act[] = [];
  const free = Object.keys(tasks);
  const take = (isFit: (setup: TaskSetup, name: string) => boolean): string | undefined => {
    const fit = free.filter((name) => isFit(tasks[name], name));
    if (fit.length === 0) return undefined;
    const taken = chance.pick(fit);
    free.splice(free.indexOf(taken), 1);
    return taken;
  };
  const add = (task: string | undefined, act: Omit<Act, 'task'>): void => {
    if (task !== undefined) acts.push({ task, ...act });
  };
  // The largest task sets the boundary that the others' times refer to, so it is not the late one.
  if (chance.happens(0.12)) add(take((_, name) => name !== 'task-0'), { what: 'start', fraction: chance.uniform(0.1, 2), seconds: 0 });
  // Only a task that goes on can reload a table.
  if (chance.happens(0.1)) {
    add(take(({ type }) => type === 'full-load-and-cdc'), { what: 'reload', fraction: 0, seconds: chance.logUniform(HOUR, DAY) });
  }
  if (chance.happens(0.08)) {
    const resumedAfter = chance.logUniform(5 * MINUTE, 12 * HOUR);
    add(take(({ type }) => type !== 'cdc'), { what: 'fail', fraction: chance.uniform(0.02, 0.98), seconds: 0, resumedAfter });
  }
  const stops = chance.happens(0.15) ? chance.integer(1, 3) : 0;
  for (let stop = 0; stop < stops; stop++) {
    const [fraction, seconds] = chance.happens(0.6) ? [chance.uniform(0.02, 0.98), 0] : [1, chance.uniform(-15 * MINUTE, 15 * MINUTE)];
    // Who stopped a load for good would keep the instance large for good.
    const isResumed = chance.happens(0.7) || fraction < 1 || seconds < 0;
    add(take(() => true), { what: 'stop', fraction, seconds, ...isResumed && { resumedAfter: chance.logUniform(MINUTE, 12 * HOUR) } });
  }
  return acts;
}

function sampleBehaviour(chance: Chance): BehaviourOptions {
  const isDocumented = chance.happens(0.5);
  const switches = Object.entries(BEHAVIOUR_VALUES).map(([name, values]) => [name, chance.pick<unknown>(values)] as const);
  const isSlowToStop = chance.happens(0.12);
  const isSlowToChange = chance.happens(0.12);
  return {
    ...!isDocumented && Object.fromEntries(switches),
    durations: {
      ...isSlowToStop && { stop: [5 * MINUTE, 20 * MINUTE] },
      ...isSlowToChange && { classChange: [30 * MINUTE, 90 * MINUTE] },
    },
  };
}

function sampleStorm(chance: Chance): { readonly from: number; readonly to: number } {
  const from = chance.uniform(-30 * MINUTE, 30 * MINUTE);
  return { from, to: from + chance.logUniform(MINUTE, HOUR) };
}

function sampleEvents(chance: Chance): Migration['events'] {
  const share = chance.uniform(0, 1);
  return share < 0.1 ? 'never' : share < 0.25 ? 'half' : share < 0.35 ? 'twice' : 'once';
}

function sampleCrashes(chance: Chance): Mishap[] {
  const kinds = ['crashBefore', 'crashAfter', 'stall', 'delay', 'another', 'loseAnswer'] as const;
  return Array.from({ length: chance.integer(1, 5) }, () => ({ at: chance.integer(0, 80), what: chance.pick(kinds) }));
}
