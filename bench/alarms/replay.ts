import { Alarms, type Transition } from '../../lib/simulator/cloudwatch/alarms';
import { MetricStore } from '../../lib/simulator/cloudwatch/metric-store';
import { eventsHeard } from './events-heard';
import type { Scenario } from './scenarios';
import type { Setup } from './setups';
import { GIB, MINUTE, Story, type Variant } from './story';

/** A Tuesday. */
export const START = Date.UTC(2026, 8, 1);

/** What has gone off for the first time, and when. */
export interface Fired {
  readonly what: string;
  readonly minute: number;
}

/** What came of a scenario. */
export interface Outcome {
  readonly fired: readonly Fired[];
  /** What went off and was not to, or too early. */
  readonly wrong: readonly Fired[];
  /** What did not go off, or too late. */
  readonly missed: readonly string[];
  /** From the fault to the first that told of it; absent where there is none to be found, or nobody told of it. */
  readonly detectSeconds?: number;
}

/** The composite alarm that wakes somebody. */
const PAGER = 'Critical/Alarm';

/** Plays a scenario, with an evaluation of the alarms each minute, and compares what goes off with what is expected. */
export function replay(scenario: Scenario, setup: Setup, variant: Variant, store = new MetricStore()): Outcome {
  const alarms = new Alarms(store, setup.alarms, { ...variant.reading, createdAt: START });
  const { sourceIdentifier, tasks, hearsTasks } = setup;
  const story = new Story({ store, start: START, variant, instance: instanceOf(setup), sourceIdentifier, tasks, hearsTasks });
  scenario.begin?.(story);
  const fired = new Map<string, number>();
  for (let minute = 0; minute < scenario.minutes; minute++) {
    for (const [, happens] of scenario.script.filter(([at]) => at === minute)) happens(story);
    story.step();
    const transitions = alarms.evaluate(START + (minute + 1) * MINUTE);
    for (const what of transitions.flatMap(goingOff)) if (!fired.has(what)) fired.set(what, minute + 1);
  }
  for (const { what, minute } of eventsHeard(setup, story.events)) if (!fired.has(what)) fired.set(what, minute);
  return judge(scenario, fired);
}

function goingOff({ alarm, from, to }: Transition): string[] {
  // A new alarm begins without data, and tells nobody.
  return to === 'ALARM' || (to === 'INSUFFICIENT_DATA' && from === 'OK' && alarm.startsWith('SilentMonitor')) ? [alarm] : [];
}

function judge({ expected, fault }: Scenario, fired: ReadonlyMap<string, number>): Outcome {
  const all = [...fired].map(([what, minute]) => ({ what, minute })).sort((a, b) => a.minute - b.minute || (a.what < b.what ? -1 : 1));
  const told = all.filter(({ what }) => what !== PAGER);
  const pages = told.filter(({ what }) => what.endsWith('Critical'));
  const paged = fired.get(PAGER);
  const due = pages.at(0)?.minute;
  const found = told.filter(({ what, minute }) => what in expected && minute >= (fault ?? Infinity));
  return {
    fired: told,
    wrong: all.filter(({ what, minute }) => (what === PAGER ? pages.length === 0 : !(what in expected) || minute < expected[what][0])),
    missed: [
      ...Object.entries(expected).filter(([what, [, to]]) => (fired.get(what) ?? Infinity) > to).map(([what]) => what),
      ...(paged === due ? [] : [PAGER]),
    ],
    ...(found.length > 0 && { detectSeconds: (found[0].minute - fault!) * 60 }),
  };
}

function instanceOf({ instanceIdentifier: identifier }: Setup): Story['instance'] {
  return {
    identifier, created: START, isThere: true, vcpus: 2, memoryGiB: 16, cpu: 12, availableBytes: 9 * GIB, hasAvailable: true, swapBytes: 0,
    storageBytes: 180 * GIB, leak: { memory: 0, storage: 0 },
  };
}
