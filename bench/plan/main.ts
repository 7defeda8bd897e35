// How good the plans are: how near the load comes to what cannot be beaten, how long planning takes, and how many tables move when data grows.
import { planMigration } from '../../lib/plan/migration-plan/plan';
import { chance, generateProfile } from '../../test/support/plan/profiles';
import { lowerBound, playLoad } from './load';
import { movedShare } from './moved';

const PROFILES = 500;
const STABILITY_PROFILES = 200;

const report = (name: string, value: number): void => console.log(`${name} ${Number.isInteger(value) ? value : value.toPrecision(4)}`);
const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number => sorted(values)[Math.floor(values.length / 2)];
/** Of the processor, so that what else runs on the machine has little say. */
const seconds = (run: () => void): number => {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

const random = chance(7);
const ratios: number[] = [];
for (let seed = 1; seed <= PROFILES; seed++) {
  const profile = generateProfile(seed, { tables: Math.round(Math.exp(Math.log(5) + random() * Math.log(400))) });
  const plan = planMigration(profile, { targetEngine: 'aurora-postgresql', migrationType: seed % 3 === 0 ? 'full-load' : 'full-load-and-cdc' });
  ratios.push(playLoad(plan, profile) / lowerBound(plan, profile));
}
report('plan.makespan.vs_bound.median', median(ratios));
report('plan.makespan.vs_bound.worst', Math.max(...ratios));
report('plan.makespan.profiles', ratios.length);

const moved: number[] = [];
for (let seed = 1; seed <= STABILITY_PROFILES; seed++) {
  const profile = generateProfile(seed, { tables: 1000, gib: Math.exp(Math.log(50) + random() * Math.log(400)) });
  for (const migrationType of ['full-load', 'full-load-and-cdc'] as const) moved.push(movedShare(profile, seed, { migrationType, targetEngine: 'aurora-postgresql' }));
}
report('plan.stability', moved.reduce((sum, share) => sum + share, 0) / moved.length);
report('plan.stability.worst', Math.max(...moved));

const sizes = [25_000, 50_000, 100_000];
const profiles = sizes.map((tables) => generateProfile(1, { tables, gib: 5000 }));
const samples = sizes.map((): number[] => []);
// They take turns, and the first is not counted: it is the compiler's.
for (let run = 0; run <= 7; run++) {
  profiles.forEach((profile, index) => {
    const sample = seconds(() => planMigration(profile, { targetEngine: 'aurora-postgresql' }));
    if (run > 0) samples[index].push(sample);
  });
}
const times = samples.map(median);
report('plan.100k.seconds', times[2]);
// Of each doubling, over both.
report('plan.growth', Math.sqrt(times[2] / times[0]));
