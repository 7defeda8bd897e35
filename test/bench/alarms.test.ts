import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { scenarioTable } from '../../bench/alarms/page';
import { replay, START } from '../../bench/alarms/replay';
import { SCENARIOS, type Scenario } from '../../bench/alarms/scenarios';
import { makeSetup, type Setup } from '../../bench/alarms/setups';
import { playAll, summarize, VARIANTS, type Played } from '../../bench/alarms/summary';
import type { MetricAlarm } from '../../lib/simulator/cloudwatch/alarm-definitions';
import { MetricStore } from '../../lib/simulator/cloudwatch/metric-store';
import { requires } from '../../lib/simulator/cloudwatch/requirements';

const DAY_SECONDS = 86_400;

/** As CloudWatch is likeliest to be, and as unlike that as it may be. */
const SOME_VARIANTS = [VARIANTS[0], VARIANTS[VARIANTS.length - 2]];
function scenarioOf(name: string): Scenario {
  const found = SCENARIOS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no scenario ${name}`);
  return found;
}

const played = playAll(SOME_VARIANTS);

test('there are at least 20 scenarios, of which some go well', () => {
  expect(SCENARIOS.length).toBeGreaterThanOrEqual(20);
  expect(SCENARIOS.filter(({ expected }) => Object.keys(expected).length === 0).length).toBeGreaterThanOrEqual(10);
});

describe.each(played.map((each) => [each.scenario.name, each] as const))('%s', (_, { outcomes }: Played) => {
  test('is told as it should be, and nothing else is', () => {
    expect(outcomes.map(({ outcome: { wrong, missed } }) => ({ wrong, missed }))).toEqual(outcomes.map(() => ({ wrong: [], missed: [] })));
  });
});

test('nothing is told wrongly, and nothing missed', () => {
  expect(Object.fromEntries(summarize(played))).toMatchObject({ scenarios: SCENARIOS.length, false: 0, missed: 0 });
});

test('every metric that an alarm looks at is published in some scenario', () => {
  const setup = makeSetup('migration');
  const watched = Object.values(setup.alarms).flatMap(requires);
  const store = new MetricStore();
  replay(scenarioOf('rows that cannot be compared'), setup, VARIANTS[0], store);
  expect(watched.length).toBeGreaterThan(30);
  expect(watched.filter((metric) => store.series(metric, 'Maximum', DAY_SECONDS, START, START + DAY_SECONDS * 1000).size === 0)).toEqual([]);
});

test('the page shows what happens', () => {
  const page = readFileSync(path.resolve(__dirname, '../../docs/alarms.md'), 'utf8');
  expect(page.endsWith(`\n${scenarioTable(played)}\n`)).toBe(true);
});

/** A mistake in one kind of alarm, and the scenario that finds it. */
interface Mistake {
  readonly kind: RegExp;
  readonly change: (alarm: MetricAlarm) => MetricAlarm;
  readonly scenario: string;
}

const MISTAKES: Readonly<Record<string, Mistake>> = {
  'a threshold ten times as high': {
    kind: /TargetLag/, change: (alarm) => ({ ...alarm, Threshold: alarm.Threshold! * 10 }), scenario: 'a target that is suddenly locked',
  },
  'missing data that breaches': {
    kind: /TargetLag/, change: (alarm) => ({ ...alarm, TreatMissingData: 'breaching' }), scenario: 'an instance whose tasks nobody starts',
  },
  'a lag that counts while it shrinks': {
    kind: /SourceLag/, change: withExpression(() => 'lag'), scenario: 'a long planned stop, and a task that hardly catches up',
  },
  'a stalled load that does not ask whether the task stands still': {
    kind: /StalledLoad/,
    change: withExpression((text) => text.replace('stopped == 0', 'stopped >= 0')),
    scenario: 'an operator who stops a loading task for 40 minutes',
  },
  'a backlog that counts while tables load': {
    kind: /DiskBacklog/,
    change: withExpression((text) => text.replace('FILL(loading, 0) == 0', 'FILL(loading, 0) >= 0')),
    scenario: 'changes that are kept on disk while tables load',
  },
  'a window that is too short for a rotation of passwords': {
    kind: /StoppedTask/, change: (alarm) => ({ ...alarm, Threshold: 1800 }), scenario: 'a rotation of passwords: 40 minutes without tasks',
  },
  'a name in the place of the resource id': {
    kind: /FailedTask/,
    change: (alarm) => ({ ...alarm, Dimensions: alarm.Dimensions!.map((each) => ({ ...each, Value: each.Value.toLowerCase() })) }),
    scenario: 'a task that fails',
  },
  'the sum of a level': {
    kind: /HighCpu/, change: (alarm) => ({ ...alarm, Statistic: 'Sum' }), scenario: 'a peak of the CPU for half an hour',
  },
  'memory that is only looked for under its newer name': {
    kind: /LowMemory/, change: withExpression(() => 'available'), scenario: 'memory that leaks, under an older engine without AvailableMemory',
  },
  'an hour of CPU that is a quarter of an hour': {
    kind: /HighCpu/, change: (alarm) => ({ ...alarm, EvaluationPeriods: 3 }), scenario: 'a peak of the CPU for half an hour',
  },
};

function withExpression(change: (text: string) => string): (alarm: MetricAlarm) => MetricAlarm {
  return (alarm) => ({
    ...alarm, Metrics: alarm.Metrics!.map((query) => (query.ReturnData === true ? { ...query, Expression: change(query.Expression!) } : query)),
  });
}

function withMistake(setup: Setup, kind: RegExp, change: (alarm: MetricAlarm) => MetricAlarm): Setup {
  const changed = Object.entries(setup.alarms).map(([name, alarm]) => [name, kind.test(name) ? change(alarm as MetricAlarm) : alarm] as const);
  return { ...setup, alarms: Object.fromEntries(changed) };
}

test.each(Object.entries(MISTAKES))('finds %s', (_, { kind, change, scenario: name }) => {
  const scenario = scenarioOf(name);
  const setup = makeSetup(scenario.setup);
  expect(Object.keys(setup.alarms).filter((alarm) => kind.test(alarm))).not.toEqual([]);
  const isFound = VARIANTS.some((variant) => {
    const { wrong, missed } = replay(scenario, withMistake(setup, kind, change), variant);
    return wrong.length + missed.length > 0;
  });
  expect(isFound).toBe(true);
});
