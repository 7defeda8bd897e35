import * as fc from 'fast-check';
import type * as situation from '../../lib/control/phase-scaling/situation';
import type * as scenario from '../support/phase-scaling/scenario';

type Scenario = scenario.Scenario;

// A watch that never barks proves nothing. Here the controller is broken on purpose, one part at a time, and the exploration has to find it.

const CONTROL = '../../lib/control/phase-scaling';

/** Whether the exploration finds something broken in a controller with a part of it replaced, and if not, what else it found. */
async function find(
  wanted: string | undefined, part: string, replace: (actual: never) => object, shape: (given: Scenario) => Scenario = (given) => given,
): Promise<string> {
  jest.resetModules();
  const actual = jest.requireActual<object>(`${CONTROL}/${part}`);
  jest.doMock(`${CONTROL}/${part}`, () => ({ ...actual, ...replace(actual as never) }));
  const { play, scenarios } = jest.requireActual<typeof scenario>('../support/phase-scaling/scenario');
  const found = new Set<string>();
  for (const given of fc.sample(scenarios, { numRuns: wanted === undefined ? 50 : 150, seed: 7 })) {
    const { watch } = await play(shape(given));
    for (const each of watch.broken) found.add(each.replace(/^\S+ /, '').replace(/\bt\d\b/g, 'a task').replace(/since .*/, 'for too long'));
    if (wanted !== undefined && found.has(wanted)) return wanted;
  }
  return [...found].sort().join('; ');
}

afterEach(() => {
  jest.resetModules();
  for (const part of ['timing', 'situation', 'blockers']) jest.dontMock(`${CONTROL}/${part}`);
});

test('nothing is found in the controller as it is', async () => {
  expect(await find(undefined, 'timing', () => ({}))).toBe('');
}, 60_000);

test.each([
  ['a task is stopped before its boundary', 'situation', ({ desired }: typeof situation) => ({
    desired: (seen: situation.Situation) =>
      (seen.tasks.some(({ stage }) => stage === 'loading') ? { phase: 'cdc', class: seen.policy.cdcClass } : desired(seen)),
    isLoadingNow: () => false,
  })],
  ['the instance is made smaller although a task ran out of memory or disk', 'blockers', () => ({ blockers: () => [] })],
  ['a task has stood still for too long', 'situation', () => ({ owed: () => [] })],
  ['a task, which an operator stopped, is started', 'situation', () => ({
    owed: ({ tasks, now }: situation.Situation) => tasks.filter(({ status }) => status === 'stopped').map((task) => ({ task, since: now })),
  })],
] as const)('found: %s', async (wanted, part, replace) => {
  expect(await find(wanted, part, replace)).toBe(wanted);
}, 60_000);

test('found: DMS is asked for a class too often', async () => {
  const wanted = 'DMS is asked for a class too often';
  expect(await find(wanted, 'timing', () => ({ retrySeconds: () => 0 }), (given) => ({
    ...given, deeds: [{ second: 0, deed: 'noCapacity', task: 0 }],
  }))).toBe(wanted);
}, 60_000);
