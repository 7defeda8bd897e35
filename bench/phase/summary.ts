import type { BoundaryStrategy } from '../../lib/control/phase-scaling/policy';
import { percentile } from './oracle';
import type { Played } from './play';

export const STRATEGIES: readonly BoundaryStrategy[] = ['stopAtBoundary', 'hold', 'keepRunning'];

export type Line = readonly [name: string, value: number];

/**
 * What all migrations saved of what they could have: all hours over all hours, and the share of each, of which some percentiles.
 *
 * Whoever changes the class before the boundary gets no credit for the time before, and is counted.
 */
export function summarizeSavings(strategy: BoundaryStrategy, played: readonly Played[]): Line[] {
  const name = `phase.savings.vs_oracle.${strategy}`;
  const credited = played.map(({ saved, possible }) => ({ saved: Math.min(saved, possible), possible }));
  const total = (member: 'saved' | 'possible'): number => credited.reduce((sum, each) => sum + each[member], 0);
  const shares = credited.filter(({ possible }) => possible > 0).map(({ saved, possible }) => saved / possible);
  return [
    [name, total('saved') / total('possible')],
    [`${name}.median`, percentile(shares, 50)],
    [`${name}.p05`, percentile(shares, 5)],
    [`${name}.min`, percentile(shares, 0)],
    [`phase.before_boundary.${strategy}`, played.filter(({ saved, possible, reactionSeconds = 0 }) => reactionSeconds < 0 || saved > possible + 1e-6).length],
    [`phase.never_changed.${strategy}`, played.filter(({ shrinks, possible }) => shrinks === 0 && possible > 0).length],
    [`phase.harm.${strategy}`, played.filter(isHarmed).length],
  ];
}

/** Whether an invariant was broken, or a task that nobody stopped stands still in the end. */
export function isHarmed({ broken, standing }: Played): boolean {
  return broken.length > 0 || standing.length > 0;
}
