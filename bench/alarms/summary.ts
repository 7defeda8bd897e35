import { replay, type Outcome } from './replay';
import { SCENARIOS, type Scenario, type SetupName } from './scenarios';
import { makeSetup, type Setup } from './setups';
import type { Variant } from './story';

const EXTRA_PERIODS = [2, 0, 5];

/** What is not documented, either way: of DMS each with each, of how CloudWatch reads data each with some. The first is the likeliest. */
export const VARIANTS: readonly Variant[] = [false, true].flatMap((lagWhileLoading) => [true, false].flatMap((zeros) =>
  EXTRA_PERIODS.map((extraPeriods, index): Variant => ({
    zeros,
    lagWhileLoading,
    reading: { extraPeriods, windows: zeros ? 'sliding' : 'aligned', missingOperand: (index % 2 === 0) === zeros ? 'zero' : 'missing' },
  }))));

/** What came of a scenario in each of the variants. */
export interface Played {
  readonly scenario: Scenario;
  readonly outcomes: readonly { readonly variant: Variant; readonly outcome: Outcome }[];
}

export function playAll(variants: readonly Variant[]): Played[] {
  const setups = new Map<SetupName, Setup>();
  const setupOf = (name: SetupName): Setup => {
    const setup = setups.get(name) ?? makeSetup(name);
    setups.set(name, setup);
    return setup;
  };
  return SCENARIOS.map((scenario) => ({
    scenario, outcomes: variants.map((variant) => ({ variant, outcome: replay(scenario, setupOf(scenario.setup), variant) })),
  }));
}

/** Counts over all variants; times are those of the worst variant of each scenario. */
export function summarize(played: readonly Played[]): [name: string, value: number][] {
  const outcomes = played.flatMap((each) => each.outcomes.map(({ outcome }) => outcome));
  const times = played.flatMap(detectSeconds).sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  return [
    ['scenarios', played.length],
    ['variants', played[0].outcomes.length],
    ['false', outcomes.reduce((sum, { wrong }) => sum + wrong.length, 0)],
    ['missed', outcomes.reduce((sum, { missed }) => sum + missed.length, 0)],
    ['detect.median', at(0.5)],
    ['detect.p95', at(0.95)],
  ];
}

/** How long the worst variant takes to tell of the fault; none for a scenario without one. */
function detectSeconds({ scenario, outcomes }: Played): number[] {
  if (scenario.fault === undefined) return [];
  return [Math.max(...outcomes.map(({ outcome }) => outcome.detectSeconds ?? Infinity))];
}
