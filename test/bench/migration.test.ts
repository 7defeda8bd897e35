import { sampleMigration } from '../../bench/phase/migration';
import { play, playFree } from '../../bench/phase/play';
import { summarizeSavings } from '../../bench/phase/summary';

const samples = Array.from({ length: 300 }, (_, index) => sampleMigration(index + 1));

test('a migration follows from its seed alone', () => {
  expect(sampleMigration(7)).toEqual(sampleMigration(7));
  expect(sampleMigration(7)).not.toEqual(sampleMigration(8));
});

test('no task has two kinds of trouble', () => {
  for (const { acts } of samples) expect(new Set(acts.map(({ task }) => task)).size).toBe(acts.length);
});

test('everything that can go wrong does in some of them', () => {
  for (const what of ['start', 'stop', 'fail', 'reload']) expect(samples.some(({ acts }) => acts.some((act) => act.what === what))).toBe(true);
  for (const events of ['once', 'never', 'half', 'twice']) expect(samples.some((each) => each.events === events)).toBe(true);
  expect(samples.some(({ capacitySeconds }) => capacitySeconds !== undefined)).toBe(true);
  expect(samples.some(({ storm }) => storm !== undefined)).toBe(true);
  expect(samples.some(({ crashes }) => crashes.length > 0)).toBe(true);
});

test('nobody saves more than the clairvoyant without acting before the boundary', async () => {
  const tasks = { only: { workload: { tables: [{ schema: 'app', name: 'orders', seconds: 1000.5 }], cachedChangesSeconds: 5 } } };
  const migration = { seed: 3, tasks, cdcSeconds: 24 * 3600, behaviour: {}, acts: [], events: 'once', crashes: [] } as const;
  const { saved, possible, reactionSeconds, broken, standing } = await play(migration, 'stopAtBoundary', await playFree(migration));
  expect({ broken, standing }).toEqual({ broken: [], standing: [] });
  // The event comes a second later.
  expect(reactionSeconds).toBe(1);
  expect(possible - saved).toBeCloseTo(14 / 3600, 6);
});

test('who acts before the boundary is counted, and gets no credit for it', () => {
  const played = { seed: 1, broken: [], standing: [], shrinks: 1 };
  const lines = Object.fromEntries(summarizeSavings('hold', [
    { ...played, saved: 12, possible: 10, reactionSeconds: -60 },
    { ...played, saved: 5, possible: 10, reactionSeconds: 600, standing: ['task'] },
    { ...played, saved: 0, possible: 0, shrinks: 0 },
  ]));
  expect(lines).toEqual({
    'phase.savings.vs_oracle.hold': 0.75,
    'phase.savings.vs_oracle.hold.median': 0.5,
    'phase.savings.vs_oracle.hold.p05': 0.5,
    'phase.savings.vs_oracle.hold.min': 0.5,
    'phase.before_boundary.hold': 1,
    'phase.never_changed.hold': 0,
    'phase.harm.hold': 1,
  });
});
