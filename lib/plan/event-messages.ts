import type { EventSource } from './dms-events';

/** What the events of a rule are about. */
export interface EventSubject {
  readonly source: EventSource;
  /** The name of the instance or task; absent where a rule is for many tasks, whose events have their ARNs alone. */
  readonly name?: string;
}

/** What goes into a message, beside what is in the event. */
export interface EventMessage {
  readonly subject: EventSubject;
  readonly severity: string;
  /** Absent: no link is given. */
  readonly consoleDomain?: string;
}

/** A template of EventBridge, and where in the event its variables are. */
export interface EventTemplate {
  readonly inputPathsMap: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

const PATHS = { account: '$.account', region: '$.region', time: '$.time', eventType: '$.detail.eventType', eventId: '$.detail.eventId' };
const MANY_PATHS = { ...PATHS, resource: '$.resources[0]' };
const MESSAGE_PATH = { message: '$.detail.detailMessage' };

/**
 * The domain of the console in a Region.
 *
 * @param region if known; where it is not, the console is that of the commercial Regions.
 * @returns undefined where it is not known.
 */
export function consoleDomainOf(region: unknown): string | undefined {
  const name = typeof region === 'string' ? region : '';
  if (name.startsWith('cn-')) return 'console.amazonaws.cn';
  if (name.startsWith('us-gov-')) return 'console.amazonaws-us-gov.com';
  return /^(us-iso|eu-iso|eusc-)/.test(name) ? undefined : 'console.aws.amazon.com';
}

/**
 * A sentence, for people.
 *
 * EventBridge puts values into a template as they are, and does not escape them [EventBridge User Guide, Common issues with transforming
 * input]. A template that is a text gives a text, even one that is no JSON any more ["String with escaped quotes", at the same place], so
 * DMS's own message may have quotes and line breaks in it. What is not in an event is left out.
 */
export function sentenceTemplate(message: EventMessage): EventTemplate {
  return {
    inputPathsMap: { ...pathsFor(message), ...MESSAGE_PATH },
    inputTemplate: JSON.stringify(sentence(message, '<message>')),
  };
}

/**
 * An object, for programs.
 *
 * In it a value with quotes would break the JSON, and one that is missing would too where it has no quotes around it. So DMS's message is in
 * `event` alone, which EventBridge writes by itself and which is always there; what else is put between quotes has no quotes in it.
 */
export function objectTemplate(message: EventMessage): EventTemplate {
  const { subject: { source, name }, severity } = message;
  const texts = {
    severity,
    text: sentence(message),
    source,
    name: name ?? '',
    resource: '<resource>',
    eventId: '<eventId>',
    eventType: '<eventType>',
    time: '<time>',
  };
  return { inputPathsMap: MANY_PATHS, inputTemplate: JSON.stringify(texts).replace(/\}$/, ',"event":<aws.events.event.json>}') };
}

function pathsFor({ subject: { name } }: EventMessage): EventTemplate['inputPathsMap'] {
  return name === undefined ? MANY_PATHS : PATHS;
}

function sentence({ subject, severity, consoleDomain }: EventMessage, ...messages: readonly string[]): string {
  const { source, name = '<resource>' } = subject;
  const subjectWords = source === 'task' ? 'DMS task' : 'DMS replication instance';
  return [
    `${severity.toUpperCase()}: ${subjectWords} ${name} in account <account>, <region>: <eventType> <eventId> at <time>.`,
    ...messages,
    ...(consoleDomain === undefined ? [] : [`https://<region>.${consoleDomain}/dms/v2/home?region=<region>#${viewOf(subject)}`]),
  ].join(' ');
}

/** A view of the console. That of a task goes by its name [DMS User Guide, CHAP_EventBridge: `resourceLink`]. */
function viewOf({ source, name }: EventSubject): string {
  if (source === 'instance') return 'replicationInstances';
  return name === undefined ? 'tasks' : `taskDetails/${name}`;
}
