import type { BehaviourOptions, PlannedFault, TaskWorkload } from '../simulator';
import { behaviourReader, faultReader, workloadReader } from '../simulator/documents';
import { bool, date, fields, listOf, needed, number, oneOf, optional, text, type Problems, type Reader } from '../simulator/reading';
import { PROBLEM_CODES, RehearsalError } from './problem';

/** What times of a scenario count from. */
export const ANCHORS = ['start', 'deployed', 'loaded', 'cdc'] as const;
export type Anchor = (typeof ANCHORS)[number];

/** A moment of a rehearsal: so long after something. */
export interface PlannedTime {
  readonly anchor: Anchor;
  readonly milliseconds: number;
}

/** Something that is done to the migration: exactly one member beside the time. */
export interface Happening {
  /** So long after the start, the first deployment, the end of all loads, or all tasks capturing changes on the class for it. */
  readonly at: PlannedTime;
  /** The app is deployed as it is in this directory. */
  readonly deploy?: string;
  /** Stacks are deployed as they were at first. */
  readonly deployBack?: boolean;
  readonly failConnection?: { readonly endpoint: string; readonly message?: string };
  readonly mendConnection?: { readonly endpoint: string };
  readonly failTask?: { readonly task: string; readonly reason?: string; readonly retryAfterSeconds?: number };
  /** An operator stops a task. */
  readonly stopTask?: { readonly task: string };
  /** An operator resumes a task, or starts it. */
  readonly startTask?: { readonly task: string };
  /** A table fails to be loaded. */
  readonly failTable?: { readonly task: string; readonly schema: string; readonly table: string };
  readonly fillStorage?: { readonly instance: string };
  /** Calls fail: of DMS (`StopReplicationTask`), whoever makes them; of functions to other services (`dynamodb:PutItem`). */
  readonly fault?: PlannedFault;
  /** There is no capacity for these classes, from now on. */
  readonly noCapacity?: readonly string[];
  /** Events of DMS are lost, for so many minutes. */
  readonly loseEvents?: { readonly minutes: number };
  /** What a task has to do from now on. */
  readonly workload?: { readonly task: string; readonly workload: TaskWorkload };
}

/** What has to come of it; problems that are expected make nothing fail, others do. */
export interface Expectations {
  /** Codes of problems that have to be found. */
  readonly problems?: readonly string[];
  /** Parts of the names of alarms that have to go off; no others may. */
  readonly alarms?: readonly string[];
  /** Statuses of tasks at the end. */
  readonly tasks?: Readonly<Record<string, string>>;
  /** The classes of instances at the end. */
  readonly classes?: Readonly<Record<string, string>>;
}

/** A rehearsal as it is to be played; all of it may be left out. */
export interface RehearsalScenario {
  readonly name?: string;
  /** Milliseconds of the epoch; a date in a file. @default - a Monday, 2026-01-05 */
  readonly startTime?: number;
  /** Same seed, same rehearsal. @default 1 */
  readonly seed?: number;
  /** Days that are played after all tasks capture changes. @default 1 */
  readonly days?: number;
  /** What is not known about DMS. @default - see the simulator */
  readonly behaviour?: BehaviourOptions;
  /** By tasks: their names, or parts of them that are of one task only. @default - made up from the table mappings */
  readonly workloads?: Readonly<Record<string, TaskWorkload>>;
  readonly noCapacity?: readonly string[];
  /** What becomes of hooks. @default - they succeed after 300 seconds */
  readonly hooks?: { readonly seconds?: number; readonly ends?: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' };
  /** Prices of an hour, by class, in whatever currency. @default - costs are not told */
  readonly prices?: Readonly<Record<string, number>>;
  readonly happenings?: readonly Happening[];
  readonly expect?: Expectations;
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const plannedTime: Reader<PlannedTime> = (value, path, problems) => {
  const [, anchor = 'start', count, unit] = /^(?:(\w+)\+)?(\d+(?:\.\d+)?)([smhd])$/.exec(String(value)) ?? /^(\w+)$/.exec(String(value)) ?? [];
  if ((ANCHORS as readonly string[]).includes(anchor) && typeof value === 'string') {
    return { anchor: anchor as Anchor, milliseconds: count === undefined ? 0 : Number(count) * UNITS[unit] };
  }
  problems.push(`${path}: must be a time such as 30m, deployed+2h or cdc+1d (after ${ANCHORS.join(', ')}), got ${JSON.stringify(value)}`);
  return undefined;
};

const happeningFields = {
  at: needed(plannedTime),
  deploy: optional(text),
  deployBack: optional(bool),
  failConnection: optional(fields({ endpoint: needed(text), message: optional(text) })),
  mendConnection: optional(fields({ endpoint: needed(text) })),
  failTask: optional(fields({ task: needed(text), reason: optional(text), retryAfterSeconds: optional(number()) })),
  stopTask: optional(fields({ task: needed(text) })),
  startTask: optional(fields({ task: needed(text) })),
  failTable: optional(fields({ task: needed(text), schema: needed(text), table: needed(text) })),
  fillStorage: optional(fields({ instance: needed(text) })),
  fault: optional(faultReader),
  noCapacity: optional(listOf(text)),
  loseEvents: optional(fields({ minutes: needed(number()) })),
  workload: optional(fields({ task: needed(text), workload: needed(workloadReader) })),
};

const happeningReader: Reader<Happening> = (value, path, problems) => {
  const read = fields(happeningFields)(value, path, problems);
  if (read === undefined) return undefined;
  const doing = Object.keys(read).filter((name) => name !== 'at');
  if (doing.length === 1) return read;
  const kinds = Object.keys(happeningFields).filter((name) => name !== 'at');
  problems.push(`${path}: must have exactly one thing beside 'at', got ${doing.length === 0 ? 'none' : doing.join(', ')}; there is ${kinds.join(', ')}`);
  return undefined;
};

/** Members of any name, whose values are all of one kind. */
function recordOf<T>(read: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, path, problems) => {
    const given = fieldsOf(value, path, problems);
    return given && Object.fromEntries(Object.entries(given).flatMap(([name, each]) => {
      const one = read(each, `${path}.${name}`, problems);
      return one === undefined ? [] : [[name, one]];
    }));
  };
}

function fieldsOf(value: unknown, path: string, problems: Problems): Readonly<Record<string, unknown>> | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  problems.push(`${path}: must be an object, got ${JSON.stringify(value)}`);
  return undefined;
}

const scenarioReader: Reader<RehearsalScenario> = fields({
  name: optional(text),
  startTime: optional(date),
  seed: optional(number({ integer: true })),
  days: optional(number()),
  behaviour: optional(behaviourReader),
  workloads: optional(recordOf(workloadReader)),
  noCapacity: optional(listOf(text)),
  hooks: optional(fields({ seconds: optional(number()), ends: optional(oneOf(['SUCCEEDED', 'FAILED', 'TIMED_OUT'])) })),
  prices: optional(recordOf(number())),
  happenings: optional(listOf(happeningReader)),
  expect: optional(fields({
    problems: optional(listOf(oneOf(PROBLEM_CODES))),
    alarms: optional(listOf(text)),
    tasks: optional(recordOf(text)), classes: optional(recordOf(text)),
  })),
});

/** A scenario as it is written in a file, times and dates as text. */
export function readRehearsalScenario(document: unknown): RehearsalScenario {
  const problems: Problems = [];
  const scenario = scenarioReader(document, '', problems);
  if (scenario === undefined || problems.length > 0) throw scenarioError(problems);
  return scenario;
}

export function scenarioError(problems: readonly string[]): RehearsalError {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  return new RehearsalError(`the scenario has ${count}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
}
