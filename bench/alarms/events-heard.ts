import { DMS_EVENTS } from '../../lib/plan/dms-events';
import { matchesPattern } from '../../lib/simulator/event-pattern';
import type { Fired } from './replay';
import type { Setup } from './setups';
import type { StoryEvent } from './story';

/** Events that some rule sends to a topic, as `event critical DMS-EVENT-0078`. Those of tasks are of the first of them. */
export function eventsHeard({ rules, instanceArn, tasks }: Setup, events: readonly StoryEvent[]): Fired[] {
  return events.flatMap(({ minute, eventId }) => {
    const facts = DMS_EVENTS.find(({ id }) => id === eventId);
    if (facts === undefined) throw new Error(`there is no event ${eventId}`);
    const event = {
      'source': 'aws.dms', 'detail-type': facts.detailType, 'resources': [facts.source === 'instance' ? instanceArn : tasks[0].arn], 'detail': { eventId },
    };
    const isHeard = rules.some(({ EventPattern, Targets }) =>
      EventPattern !== undefined && Targets.some(({ InputTransformer }) => InputTransformer !== undefined) && matchesPattern(EventPattern, event));
    return isHeard ? [{ what: `event ${facts.severity} ${eventId}`, minute }] : [];
  });
}
