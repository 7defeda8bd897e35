import type { TimelineEntry } from '../simulator';
import type { InstanceUse } from './records';

const HOUR = 3_600_000;

/** From the creation of each instance until the end, or until it was deleted. */
export function instanceUse(timeline: readonly TimelineEntry[], end: number): InstanceUse[] {
  const byArn = new Map<string, Extract<TimelineEntry, { kind: 'instance' }>[]>();
  for (const entry of timeline) if (entry.kind === 'instance') byArn.set(entry.arn, [...byArn.get(entry.arn) ?? [], entry]);
  return [...byArn].map(([arn, entries]): InstanceUse => {
    const hours = new Map<string, number>();
    entries.forEach(({ at, class: instanceClass, status }, index) => {
      if (status === 'deleted') return;
      const until = entries[index + 1]?.at ?? end;
      hours.set(instanceClass, (hours.get(instanceClass) ?? 0) + (until - at) / HOUR);
    });
    const rounded = [...hours].map(([name, each]) => ({ class: name, hours: Math.round(each * 100) / 100 })).filter((each) => each.hours > 0);
    return { arn, multiAz: entries[entries.length - 1].multiAz, firstClass: entries[0].class, hours: rounded };
  });
}
