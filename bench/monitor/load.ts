/**
 * Full loads as they come, and what DMS would show of each at any moment. Each follows from its seed alone.
 *
 * Nothing published says how sizes of tables are distributed, or how DMS reckons its percentage, so these distributions are choices, broad
 * rather than likely.
 *
 * | what | distribution |
 * |---|---|
 * | tables | 2 to 1,000, log-uniform; a load by one lane of few tables is the hardest to tell |
 * | tables at once | 1 to 16, each as likely as any other |
 * | whole load | some minutes to two days, log-uniform |
 * | shape | see {@link SHAPES} |
 * | order | at random; of a third of the loads the largest tables first, as load orders have it |
 * | rows a second | log-normal from table to table, sigma 0.5: rows differ in width |
 * | speed | the same throughout; in 40 % of the loads it changes once, to 0.3 to 1.5 times what it was |
 * | percentage | of rows, in 50 % of the loads; of rows as outdated statistics have them (log-normal, sigma 0.4), 35 %; none at all, 15 % |
 */
import type { LookedTable } from '../../lib/control/monitor/look';
import { Chance } from '../phase/chance';

/** How sizes of tables are spread: the weight of each table, to begin with. */
export const SHAPES = {
  /** All but equal. */
  equal: (chance) => chance.uniform(0.9, 1.1),
  /** As sizes of tables in databases commonly are: most small, some large. */
  spread: (chance) => Math.exp(chance.uniform(0.5, 1.5) * normal(chance)),
  /** A few tables have most of it: Pareto, alpha 1.1. */
  heavyTailed: (chance) => Math.min(1e4, chance.uniform(1e-9, 1) ** (-1 / 1.1)),
  /** One table has 30 to 90 % of it. */
  giant: (chance) => chance.uniform(0.5, 1.5),
} as const satisfies Record<string, (chance: Chance) => number>;

export type Shape = keyof typeof SHAPES;

const HOUR = 3_600_000;
/** Any moment will do. */
const BEGIN = Date.UTC(2026, 0, 5);

interface LoadedTable {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly rows: number;
  /** As the source's statistics have it. */
  readonly rowsBefore: number;
}

/** A load, from its beginning to its end. */
export interface Load {
  readonly seed: number;
  readonly shape: Shape;
  readonly lanes: number;
  readonly begin: number;
  readonly end: number;
  readonly hasPercent: boolean;
  readonly tables: readonly LoadedTable[];
}

/** What DMS shows of a load. */
export interface ShownLoad {
  readonly percent: number;
  readonly tables: readonly LookedTable[];
}

export function sampleLoad(seed: number): Load {
  const chance = new Chance(seed);
  const shape = chance.pick(Object.keys(SHAPES) as Shape[]);
  const count = Math.round(chance.logUniform(2, 1000));
  const lanes = chance.integer(1, 16);
  const span = chance.logUniform(HOUR / 10, 48 * HOUR);
  const weights = weigh(chance, shape, count);
  const speedsAt = chance.happens(0.4) ? { after: chance.uniform(0.1, 0.9), times: chance.uniform(0.3, 1.5) } : { after: 1, times: 1 };
  const sigma = chance.pick([0, 0, 0, 0.4, 0.4]);
  const hasPercent = !chance.happens(0.15);
  const planned = plan(weights, lanes);
  const whole = Math.max(...planned.map(({ end }) => end));
  const clock = (at: number): number => {
    const changes = speedsAt.after * whole;
    return BEGIN + span * (at < changes ? at : changes + (at - changes) / speedsAt.times) / whole;
  };
  const tables = planned.map(({ start, end }, index) => {
    const rows = Math.max(1, Math.round((end - start) / whole * span / 1000 * 10_000 * Math.exp(0.5 * normal(chance))));
    return { name: `table${index}`, start: clock(start), end: clock(end), rows, rowsBefore: rows * Math.exp(sigma * normal(chance)) };
  });
  return { seed, shape, lanes, begin: BEGIN, end: clock(whole), hasPercent, tables };
}

function weigh(chance: Chance, shape: Shape, count: number): number[] {
  const weights = Array.from({ length: count }, () => SHAPES[shape](chance));
  if (shape === 'giant') {
    const others = weights.slice(1).reduce((sum, weight) => sum + weight, 0);
    const share = chance.uniform(0.3, 0.9);
    weights[0] = others * share / (1 - share);
  }
  const keys = weights.map(() => chance.uniform(0, 1));
  const isSorted = chance.happens(1 / 3);
  const order = [...keys.keys()].sort((one, other) => (isSorted ? weights[other] - weights[one] : keys[one] - keys[other]));
  return order.map((index) => weights[index]);
}

/** Each table in turn, on the first lane that is free. */
function plan(weights: readonly number[], lanes: number): { readonly start: number; readonly end: number }[] {
  const free = Array.from({ length: lanes }, () => 0);
  return weights.map((weight) => {
    const lane = free.indexOf(Math.min(...free));
    const start = free[lane];
    free[lane] += weight;
    return { start, end: free[lane] };
  });
}

/** What DMS shows of the load at a moment. */
export function showLoad({ tables, hasPercent }: Load, now: number): ShownLoad {
  let done = 0;
  let all = 0;
  const shown = tables.map(({ name, start, end, rows, rowsBefore }): LookedTable => {
    const share = Math.min(1, Math.max(0, (now - start) / (end - start)));
    const loaded = Math.floor(share * rows);
    done += share === 1 ? rowsBefore : Math.min(loaded, rowsBefore);
    all += rowsBefore;
    const state = share === 1 ? 'Table completed' : now >= start ? 'Full load' : 'Before load';
    return { name, state, rows: loaded, ...(now >= start && { loadStarted: start }), ...(share === 1 && { loadEnded: end }) };
  });
  return { percent: hasPercent ? Math.min(99, Math.floor(100 * done / all)) : 0, tables: shown };
}

/** A number of the standard normal distribution [Box and Muller]. */
function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(chance.uniform(Number.MIN_VALUE, 1))) * Math.cos(2 * Math.PI * chance.uniform(0, 1));
}
