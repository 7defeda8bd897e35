import { tellOnce, type Decision } from './decision';
import type { Memory } from './memory';
import * as messages from './messages';
import { desired, type Situation } from './situation';

/**
 * Listens to alarms, and asks for one size more if they say that the class is too small.
 *
 * It never goes back by itself: what was too small once would be again, and the instance would go up and down. A class changed in the code
 * begins anew.
 */
export function listenToAlarms(situation: Situation): { readonly next: Decision } | { readonly memory: Memory } {
  const { alarms, memory, now, policy: { rebound } } = situation;
  const { settled, changedAt = 0 } = memory;
  const target = desired(situation);
  const isSettled = settled?.phase === 'cdc' && target.phase === 'cdc' && settled.class === target.class;
  if (rebound === undefined || rebound.alarmNames.length === 0 || !isSettled || memory.retiring) return { memory };
  if (now - changedAt < rebound.cooldownSeconds * 1000) return { memory };
  if (alarms === undefined) return { next: { kind: 'look', at: 'alarms', memory } };
  if (!alarms.some((name) => rebound.alarmNames.includes(name))) return { memory };

  const floor = rebound.ladder[rebound.ladder.indexOf(settled.class) + 1];
  if (!rebound.ladder.includes(settled.class) || floor === undefined) {
    return { memory: tellOnce(memory, `noLargerClass ${settled.class}`, messages.noLargerClass(settled.class), now) };
  }
  return { memory: { ...memory, floor } };
}
