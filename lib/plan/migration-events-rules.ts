import { DMS_EVENTS, SEVERITIES, type SeverityChanges } from './dms-events';
import { error, list, show, warning, type Problem } from './problem';
import { isKnown } from './unknown';

/** Targets of one rule [EventBridge quotas]. */
const MAX_DESTINATIONS = 5;
/** Rules of one construct from which on it is told: an event bus has 300, unless AWS has raised the quota [EventBridge quotas]. */
const MANY_RULES = 100;

/** Where events go, as far as there are rules for it. */
export interface MigrationEventsInput {
  readonly minimumSeverity?: unknown;
  /** Severities that `on()` was called with. */
  readonly severities: readonly unknown[];
  readonly changes?: SeverityChanges;
  /** How many destinations each severity has. */
  readonly destinations: Readonly<Record<string, number>>;
  readonly rules: number;
}

/** Checks where events go. */
export function checkMigrationEvents(input: MigrationEventsInput): Problem[] {
  return [
    ...checkSeverity('minimumSeverity', input.minimumSeverity),
    ...input.severities.flatMap((severity) => checkSeverity('on()', severity)),
    ...checkChanges(input.changes),
    ...checkDestinations(input),
    ...checkRules(input),
  ];
}

function checkSeverity(where: string, severity: unknown): Problem[] {
  if (!isKnown(severity) || SEVERITIES.some((name) => name === severity)) return [];
  return [error({
    code: 'eventSeverity',
    where,
    what: `must be ${list(SEVERITIES, 'or')}, got ${show(severity)}`,
    why: 'Nothing would be sent',
    mend: 'Take one of EventSeverity',
  })];
}

function checkChanges(changes: unknown): Problem[] {
  if (!isKnown(changes)) return [];
  return Object.entries(changes).flatMap(([id, severity]) => {
    const where = `severities.${id}`;
    if (DMS_EVENTS.some((event) => event.id === id)) return checkSeverity(where, severity);
    return [error({
      code: 'eventId',
      where,
      what: 'is no event of a replication instance or task that this library knows',
      why: 'It does not know which of the two would send it, and under which name',
      mend: 'Write the id as the DMS User Guide has it, such as DMS-EVENT-0079, or make a rule of your own for the event',
    })];
  });
}

function checkDestinations({ destinations }: MigrationEventsInput): Problem[] {
  const counts = Object.entries(destinations);
  if (counts.every(([, count]) => count === 0)) {
    return [warning({
      code: 'eventDestinationsNone',
      where: 'destinations',
      what: 'has none in it',
      why: 'Nobody is told of any event',
      mend: 'Give destinations, call on() with a severity and a destination, or leave the construct out',
    })];
  }
  return counts.filter(([, count]) => count > MAX_DESTINATIONS).map(([severity, count]) => error({
    code: 'eventDestinationsMany',
    where: 'destinations',
    what: `and on() give ${count} destinations for events of the severity ${severity}`,
    why: `A rule of EventBridge has at most ${MAX_DESTINATIONS} targets`,
    mend: 'Send to one topic, and subscribe the others to it',
  }));
}

function checkRules({ rules }: MigrationEventsInput): Problem[] {
  if (rules <= MANY_RULES) return [];
  return [warning({
    code: 'eventRulesMany',
    where: 'instance',
    what: `has so many tasks that their events take ${rules} rules of EventBridge`,
    why: 'An event bus has 300 rules, unless AWS has raised the quota, and others in the account and Region need some too',
    mend: 'Raise minimumSeverity, have the quota raised, or spread the tasks over several accounts',
  })];
}

/** A destination, as far as there are rules for it. */
export interface EventDestinationInput {
  /** `topic`, `queue` or `function` */
  readonly kind: string;
  /** Where it stands in the app. */
  readonly path: string;
  readonly fifo?: unknown;
  /** Whether EventBridge has been let in by the destination's own policy. */
  readonly letIn: boolean;
  /** The same for the key that encrypts it; absent if none is known. */
  readonly letInByKey?: boolean;
}

/** Checks a destination. */
export function checkEventDestination({ kind, path, fifo, letIn, letInByKey = true }: EventDestinationInput): Problem[] {
  const problems: Problem[] = [];
  if (fifo === true) {
    problems.push(error({
      code: 'eventDestinationFifo',
      where: 'destinations',
      what: `has the ${kind} ${path} in it, which is a FIFO ${kind}`,
      why: 'EventBridge does not send to FIFO topics, and to FIFO queues only with a message group, by which one event would hold up the next',
      mend: `Send to a standard ${kind}`,
    }));
  }
  if (!letIn || !letInByKey) {
    problems.push(warning({
      code: 'eventDestinationClosed',
      where: 'destinations',
      what: `has the ${kind} ${path} in it, whose policy${letIn ? ' is extended, but not that of its key' : ' this app cannot extend'}`,
      why: 'Unless EventBridge is let in there, it tries for 24 hours and then gives the event up',
      mend: `Let events.amazonaws.com ${kind === 'queue' ? 'send to it' : 'publish to it'}, and decrypt and generate data keys by its key; then acknowledge this warning`,
    }));
  }
  return problems;
}
