import type { SeenTask } from './task';

/**
 * What is written down about a deployment before it is done, because DMS does not show it: who stopped a task, and who started it. By the names of
 * tasks; times are in milliseconds of the epoch.
 */
export interface Notes {
  /** Tasks that were stopped because something about them was to change. They run again in the end, whatever becomes of the deployment. */
  readonly stops: Readonly<Record<string, { readonly at: number; readonly serverless?: boolean }>>;
  /** Tasks that were started or resumed, how often, and when they had last been before that. */
  readonly starts: Readonly<Record<string, Tries & { readonly lastStart?: number }>>;
  /** Tasks that were started for the first time, until no deployment that did so can still be going on. */
  readonly firsts: Readonly<Record<string, number>>;
  /** The last restart of each task that was asked for by name, and when it had last been started from the beginning before that. */
  readonly restarts?: Readonly<Record<string, { readonly name: string; readonly freshStart?: number }>>;
  /** Assessments of tasks that were asked for. */
  readonly assessments?: Readonly<Record<string, Tries>>;
  /** Tests of connections that were asked for, by instance and endpoint. */
  readonly tests: Readonly<Record<string, Tries>>;
  /** Until when nothing is tried again that has failed after a deployment. */
  readonly quietUntil?: number;
}

/** When something was asked for last, first, and how often. */
export interface Tries {
  readonly at: number;
  readonly since: number;
  readonly tries: number;
}

export const NO_NOTES: Notes = { stops: {}, starts: {}, firsts: {}, tests: {} };

/** Longer than what is behind a start in the same deployment takes. */
const DEPLOYMENT_MILLISECONDS = 3 * 3_600_000;

/** The notes, with a stop that is about to be asked for; what was started before does not count any more. */
export function noteStop(notes: Notes, identifier: string, at: number, serverless = false): Notes {
  const stop = notes.stops[identifier] ?? { at, ...(serverless && { serverless }) };
  return { ...notes, starts: without(notes.starts, [identifier]), stops: { ...notes.stops, [identifier]: stop } };
}

/** The notes, with a start that is about to be asked for; a first one makes a task that goes when the deployment goes back. */
export function noteStart(notes: Notes, { identifier, status, lastStart }: SeenTask, at: number): Notes {
  const tries = { ...oneMore(notes.starts[identifier], at), ...(lastStart !== undefined && { lastStart }) };
  return {
    ...notes,
    starts: { ...notes.starts, [identifier]: tries },
    ...(status === 'ready' && { firsts: { ...notes.firsts, [identifier]: at } }),
  };
}

/**
 * The notes, with an assessment that is about to be asked for. A task that is assessed is about to be started for the first time, and cannot be
 * deleted meanwhile: it is one that a deployment which goes back waits for.
 */
export function noteAssessment(notes: Notes, identifier: string, at: number): Notes {
  const assessments = { ...notes.assessments, [identifier]: oneMore(notes.assessments?.[identifier], at) };
  return { ...notes, assessments, firsts: { ...notes.firsts, [identifier]: at } };
}

/** Whether a task has gone on since it was asked to, as far as DMS tells: one that loads little may have come to its end between two looks. */
export function hasGoneOn({ starts }: Notes, { identifier, status, lastStart }: SeenTask): boolean {
  return status === 'stopped' && starts[identifier] !== undefined && lastStart !== starts[identifier].lastStart;
}

/** The notes, with restarts that are about to be asked for. */
export function noteRestarts(notes: Notes, restarts: NonNullable<Notes['restarts']>): Notes {
  return Object.keys(restarts).length === 0 ? notes : { ...notes, restarts: { ...notes.restarts, ...restarts } };
}

/** Whether a task was started for the first time by a deployment that may still be going on. */
export function isNew({ firsts }: Notes, identifier: string, at: number): boolean {
  return at - (firsts[identifier] ?? -Infinity) < DEPLOYMENT_MILLISECONDS;
}

/** The notes, with a test that is about to be asked for. */
export function noteTest(notes: Notes, key: string, at: number): Notes {
  return { ...notes, tests: { ...notes.tests, [key]: oneMore(notes.tests[key], at) } };
}

function oneMore(before: Tries | undefined, at: number): Tries {
  return { at, since: before?.since ?? at, tries: (before?.tries ?? 0) + 1 };
}

/** The notes without those of tasks that are as they should be, and of the tests that were needed for that. */
export function settled(notes: Notes, identifiers: readonly string[]): Notes {
  return withoutAssessments({ ...notes, stops: without(notes.stops, identifiers), starts: without(notes.starts, identifiers), tests: {} });
}

/** The notes at the beginning of a step: what was tried in an earlier one does not count any more. */
export function begun(notes: Notes, at: number): Notes {
  const firsts = Object.entries(notes.firsts).filter(([identifier]) => isNew(notes, identifier, at));
  return withoutAssessments({ ...notes, starts: {}, tests: {}, firsts: Object.fromEntries(firsts) });
}

function withoutAssessments(notes: Notes): Notes {
  const kept = { ...notes };
  delete (kept as { assessments?: unknown }).assessments;
  return kept;
}

/** Whether anything is noted that somebody has to see to. */
export function isOpen({ stops }: Notes): boolean {
  return Object.keys(stops).length > 0;
}

function without<T>(notes: Readonly<Record<string, T>>, identifiers: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(notes).filter(([name]) => !identifiers.includes(name)));
}

/** After a failure to bring tasks to run when a deployment is over: it is tried again after a while, and given up after a day. */
export function postponed(notes: Notes, at: number): Notes {
  const stops = Object.entries(notes.stops).filter(([, stop]) => at - stop.at < GIVEN_UP_MILLISECONDS);
  return { ...notes, stops: Object.fromEntries(stops), starts: {}, tests: {}, quietUntil: at + QUIET_MILLISECONDS };
}

/** Databases may lock accounts that fail to log in again and again. */
const QUIET_MILLISECONDS = 15 * 60_000;
const GIVEN_UP_MILLISECONDS = 24 * 3_600_000;
