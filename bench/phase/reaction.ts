/**
 * How soon DMS is asked for the smaller class: virtual seconds from the boundary of the instance to the call.
 *
 * Nothing goes wrong here. With one task nothing is left to be stopped, so it is the controller's own time: an event reaches the function a
 * second after it happened, and the schedule calls it every minute. With several tasks it includes that the others stop, 15 seconds to 7
 * minutes each, side by side. A call takes no time here; at AWS each takes some tens of milliseconds.
 */
import { Chance } from './chance';
import type { Migration } from './migration';
import { percentile } from './oracle';
import { play, playFree } from './play';
import type { Line } from './summary';

const RUNS = 200;

export async function reactionLines(): Promise<Line[]> {
  return [
    ['phase.reaction.p99', percentile(await reactions('once', () => 1), 99)],
    ['phase.reaction.lost_events.p99', percentile(await reactions('never', () => 1), 99)],
    ['phase.reaction.several.p99', percentile(await reactions('once', (chance) => chance.integer(2, 12)), 99)],
    ['phase.reaction.several.lost_events.p99', percentile(await reactions('never', (chance) => chance.integer(2, 12)), 99)],
  ];
}

async function reactions(events: Migration['events'], tasks: (chance: Chance) => number): Promise<number[]> {
  const seconds: number[] = [];
  for (let seed = 1; seed <= RUNS; seed++) {
    const migration = sample(seed, events, tasks);
    const { reactionSeconds = Infinity } = await play(migration, 'stopAtBoundary', await playFree(migration));
    seconds.push(reactionSeconds);
  }
  return seconds;
}

/** Loads of 5 minutes to 2 hours, which end at any second of a minute. */
function sample(seed: number, events: Migration['events'], count: (chance: Chance) => number): Migration {
  const chance = new Chance(seed);
  const tasks = Object.fromEntries(Array.from({ length: count(chance) }, (_, index) => [`task-${index}`, {
    workload: {
      tables: [{ schema: 'app', name: 'orders', seconds: chance.logUniform(300, 7200) }],
      cachedChangesSeconds: chance.logUniform(1, 600),
    },
  }]));
  return { seed, tasks, cdcSeconds: 3 * 3600, behaviour: {}, acts: [], events, crashes: [] };
}
