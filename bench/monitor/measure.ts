import { timeLeft } from '../../lib/control/monitor/time-left';
import { percentile } from '../phase/oracle';
import { sampleLoad, SHAPES, showLoad, type Load, type Shape } from './load';

/** When a load is looked at, as shares of the time that it takes in the end. */
const LOOKS = Array.from({ length: 18 }, (_, index) => (10 + 5 * index) / 100);

/** How good the bounds of the time that is left are. */
export interface Coverage {
  /** The share of looks whose true time lies within the bounds, of those for which bounds are published. */
  readonly coverage: number;
  /** The upper bound over the lower one: the median. */
  readonly ratioMedian: number;
  /** The share of looks for which bounds are published, of those at loads that DMS knows a percentage of. */
  readonly published: number;
  /** The coverage of each shape, of which the overall one is the mean. */
  readonly byShape: Readonly<Record<Shape, number>>;
}

interface Look {
  readonly shape: Shape;
  /** Absent: none were published. */
  readonly ratio?: number;
  readonly isWithin: boolean;
}

/** Looks at generated loads, each from 10 % to 95 % of its time. */
export function measureTimeLeft(loads: number, firstSeed = 1): Coverage {
  const looks = Array.from({ length: loads }, (_, index) => sampleLoad(firstSeed + index)).filter(({ hasPercent }) => hasPercent).flatMap(lookAt);
  const published = looks.filter(({ ratio }) => ratio !== undefined);
  const within = (of: readonly Look[]): number => of.filter(({ isWithin }) => isWithin).length / of.length;
  const shapes = Object.keys(SHAPES) as Shape[];
  return {
    coverage: within(published),
    ratioMedian: percentile(published.map(({ ratio = NaN }) => ratio), 50),
    published: published.length / looks.length,
    byShape: Object.fromEntries(shapes.map((shape) => [shape, within(published.filter((look) => look.shape === shape))])) as Record<Shape, number>,
  };
}

function lookAt(load: Load): Look[] {
  return LOOKS.map((share): Look => {
    const now = load.begin + share * (load.end - load.begin);
    const { percent, tables } = showLoad(load, now);
    const bounds = timeLeft(percent, tables, now);
    const left = (load.end - now) / 1000;
    if (bounds === undefined) return { shape: load.shape, isWithin: false };
    return { shape: load.shape, ratio: bounds.high / bounds.low, isWithin: bounds.low <= left && left <= bounds.high };
  });
}
