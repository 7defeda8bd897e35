import { readFileSync } from 'node:fs';
import * as path from 'node:path';

export { matchesPattern as matches } from '../../lib/simulator/event-pattern';

/** An event as EventBridge has it. */
export interface BridgeEvent {
  readonly 'account': string;
  readonly 'region': string;
  readonly 'time': string;
  readonly 'detail-type': string;
  readonly 'resources': readonly string[];
  readonly 'detail': { readonly eventId?: string; readonly eventType?: string; readonly detailMessage: string };
}

/** Events that DMS sent, and the model in its documentation, of one task. */
export const EVENT_SAMPLES = {
  created: readSample('simulator/samples/events-recorded-task-created-2023.json'),
  started: readSample('simulator/samples/events-recorded-task-started-2023.json'),
  stopped: readSample('simulator/samples/events-recorded-task-stopped-2023.json'),
  startedModel: readSample('constructs/samples/event-task-started-model.json'),
};

function readSample(file: string): BridgeEvent {
  return JSON.parse(readFileSync(path.resolve(__dirname, '..', file), 'utf8')) as BridgeEvent;
}

/** An event that nobody has recorded, made after one that was. */
export function syntheticEvent(detail: Partial<BridgeEvent['detail']>, resources = EVENT_SAMPLES.stopped.resources): BridgeEvent {
  return { ...EVENT_SAMPLES.stopped, resources, detail: { ...EVENT_SAMPLES.stopped.detail, ...detail } };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

/** A transformer as it stands in a template. */
export interface Transformer {
  readonly InputPathsMap: Readonly<Record<string, string>>;
  readonly InputTemplate: string;
}

/**
 * What EventBridge sends to a target. A value goes in as it is, without escapes, and nothing goes in for one that is missing; outside of quotes it
 * goes in as JSON [EventBridge User Guide, Input transformation].
 */
export function transformed({ InputPathsMap: paths, InputTemplate: template }: Transformer, event: BridgeEvent): string {
  const filled = template.replace(/("?)<([\w.-]+)>/g, (_, quote: string, name: string) => {
    if (name === 'aws.events.event.json') return `${quote}${JSON.stringify(event)}`;
    if (!(name in paths)) throw new Error(`<${name}> has no path`);
    return `${quote}${String(valueAt(paths[name], event) ?? '')}`;
  });
  return template.startsWith('"') ? filled.slice(1, -1) : filled;
}

function valueAt(jsonPath: string, event: unknown): unknown {
  return jsonPath.split(/[.[\]]/).filter((part) => part !== '' && part !== '$').reduce(memberOf, event);
}
