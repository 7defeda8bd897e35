/** What the simulator's timeline says of loads and of changes of class. */
import type { TimelineEntry } from '../../lib/simulator';
import type { ClassFrom, Possible } from './oracle';

/** When loads are over, in milliseconds of the epoch; never, if they are not. */
export interface Boundary {
  /** Tables loaded and cached changes applied. */
  readonly applied: number;
  /** Tables loaded. */
  readonly loaded: number;
}

/** A call by which the controller has DMS change something. */
export interface ControllerCall {
  readonly at: number;
  readonly operation: string;
  readonly task?: string;
  readonly to?: string;
}

type Timeline = readonly TimelineEntry[];
export type TaskEntry = Extract<TimelineEntry, { kind: 'task' }>;

export function entriesOf(timeline: Timeline, arn: string): TaskEntry[] {
  return timeline.filter((entry): entry is TaskEntry => entry.kind === 'task' && entry.arn === arn);
}

/** When the first load of a task was over, in both senses. */
export function loadEnds(entries: readonly TaskEntry[]): Boundary {
  const first = (isSo: (entry: TaskEntry) => boolean): number => entries.find(isSo)?.at ?? Infinity;
  const finished = first(({ stopReason = '', stage }) => stage === 'load' && stopReason.includes('FULL_LOAD_ONLY_FINISHED'));
  const applied = Math.min(finished, first(({ stage }) => stage === 'cdc'));
  return { applied, loaded: Math.min(applied, first(({ stage }) => stage === 'cached')) };
}

/** The boundary of an instance: that of its last task, or the end of the last reload. */
export function lastBoundary(ends: readonly Boundary[], reloadsEnd: readonly number[]): Boundary {
  return {
    applied: Math.max(...ends.map(({ applied }) => applied), ...reloadsEnd),
    loaded: Math.max(...ends.map(({ loaded }) => loaded), ...reloadsEnd),
  };
}

/** Classes of the only instance, from the first on. */
export function classHistory(timeline: Timeline): ClassFrom[] {
  const history: ClassFrom[] = [];
  for (const entry of timeline) {
    if (entry.kind === 'instance' && entry.class !== history.at(-1)?.class) history.push({ at: entry.at, class: entry.class });
  }
  return history;
}

/** How long tasks took to stop, and the class to change, at the last change to a class; nothing if there was none. */
export function lastChange(
  timeline: Timeline, calls: readonly ControllerCall[], to: string,
): Pick<Possible, 'stopping' | 'changing'> | undefined {
  const changed = classHistory(timeline).slice(1).filter((each) => each.class === to).at(-1)?.at;
  if (changed === undefined) return undefined;
  const began = timeline.filter(({ kind, at }) => kind === 'instance' && at < changed).at(-1)?.at ?? changed;
  const asked = calls.filter((call) => call.operation === 'ModifyReplicationInstance' && call.to === to && call.at <= began).at(-1);
  if (asked === undefined) return undefined;
  const tasks = new Set(timeline.flatMap((entry) => (entry.kind === 'task' ? [entry.arn] : [])));
  const stopping = [...tasks].map((arn) => stoppingBefore(entriesOf(timeline, arn), asked.at, calls));
  return { stopping: Math.max(0, ...stopping), changing: changed - asked.at };
}

/** How long a task took to stop that the controller had stopped and that still stood at some time; 0 of any other. */
function stoppingBefore(entries: readonly TaskEntry[], time: number, calls: readonly ControllerCall[]): number {
  const before = entries.filter(({ at }) => at <= time);
  const index = before.map(({ status }) => status).lastIndexOf('stopping');
  if (index < 0) return 0;
  const [begun, ended] = before.slice(index);
  const ranAgain = before.slice(index).some(({ status }) => status === 'running');
  if (ended === undefined || ranAgain) return 0;
  const isControllers = calls.some(({ operation, task, at }) => operation === 'StopReplicationTask' && task === begun.arn && at === begun.at);
  return isControllers ? ended.at - begun.at : 0;
}
