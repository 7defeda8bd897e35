import { counted } from '../../plan/counted';
import type { Moment, RehearsalResult, RehearsedInstance } from '../../rehearsal';
import type { Style } from '../style';
import { columns, duration, since } from './words';

export interface ReportOptions {
  readonly directory: string;
  /** How long it took. */
  readonly seconds: number;
  readonly style: Style;
  /** The name of the scenario. */
  readonly scenario?: string;
}

/** Moments of the same kind with the same text, of more subjects than that and within so long, are one line. */
const TOGETHER = 6;
const TOGETHER_WITHIN = 3_600_000;
/** Texts of the same subject that come again so often, each within TOGETHER_WITHIN of the first, are one line. */
const REPEATED = 4;
const LONGEST_TEXT = 220;

/** What came of a rehearsal, for people. */
export function report(result: RehearsalResult, { directory, seconds, style, scenario }: ReportOptions): string {
  const { deployments, instances, tasks, startedAt, endedAt, invocations, dmsCalls } = result;
  const stacks = new Set(deployments.map(({ stack }) => stack)).size;
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['Timeline', timeline(result.timeline, startedAt)],
    ['Deployments', deploymentLines(result)],
    ['Tasks', taskLines(result)],
    ['Instances', instances.flatMap((instance) => instanceLines(instance))],
    ['Alarms', alarmLines(result)],
    ['Problems', problemLines(result, style)],
  ];
  return [
    style.bold(`Rehearsal of ${directory}: ${counted(stacks, 'stack')}, ${counted(instances.length, 'instance')}, ${counted(tasks.length, 'task')}`),
    ...scenario === undefined ? [] : [`Scenario: ${scenario}`],
    `${duration(endedAt - startedAt)} of virtual time in ${seconds.toFixed(1)} s; ${counted(dmsCalls.length, 'call')} to DMS, ${counted(invocations, 'run')} of functions`,
    ...isOfDms(result) ? [] : ['No stack has a DMS task, so only the deployment was played: is it the right directory?'],
    ...sections.flatMap(([title, lines]) => (lines.length === 0 ? [] : ['', style.bold(title), ...lines.map((line) => `  ${line}`)])),
    '',
  ].join('\n');
}

/** A deployment that failed takes its tasks back. */
function isOfDms({ tasks, dmsCalls }: RehearsalResult): boolean {
  return tasks.length > 0 || dmsCalls.length > 0;
}

function timeline(moments: readonly Moment[], began: number): string[] {
  return columns(together(moments).map(({ at, kind, subjects, text, again, lastAt }) => {
    const subject = `${subjects[0]}${subjects.length > 1 ? ` and ${subjects.length - 1} more` : ''}`;
    const repeated = again > 0 ? ` (and ${counted(again, 'more time')} until ${since(lastAt - began)})` : '';
    return [since(at - began), kind, `${subject === kind ? '' : `${subject}: `}${shortened(text)}${repeated}`];
  }));
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}...` : line;
}

interface Together {
  readonly at: number;
  readonly kind: string;
  readonly text: string;
  readonly subjects: string[];
  /** How often it came again, and when it did last. */
  again: number;
  lastAt: number;
}

/** Hundreds of tasks do the same, and a connection that fails is tested again and again. */
function together(moments: readonly Moment[]): Together[] {
  const lines: Together[] = [];
  const open = new Map<string, Together>();
  const subjects = new Map<string, Set<string>>();
  const repetitions = new Map<string, number>();
  const keyOf = ({ kind, text }: Pick<Moment, 'kind' | 'text'>): string => JSON.stringify([kind, text]);
  const repetitionOf = ({ kind, subject, text }: Moment): string => JSON.stringify([kind, subject, text]);
  for (const moment of moments) {
    subjects.set(keyOf(moment), (subjects.get(keyOf(moment)) ?? new Set()).add(moment.subject));
    repetitions.set(repetitionOf(moment), (repetitions.get(repetitionOf(moment)) ?? 0) + 1);
  }
  for (const moment of moments) {
    const { at, kind, subject, text } = moment;
    const key = keyOf({ kind, text });
    const line = open.get(key);
    if (line !== undefined && (subjects.get(key)?.size ?? 0) > TOGETHER && at - line.at < TOGETHER_WITHIN && !line.subjects.includes(subject)) {
      line.subjects.push(subject);
      continue;
    }
    const repetition = open.get(repetitionOf(moment));
    if (kind === 'connection' && repetition !== undefined && (repetitions.get(repetitionOf(moment)) ?? 0) >= REPEATED && at - repetition.at < TOGETHER_WITHIN) {
      repetition.again += 1;
      repetition.lastAt = at;
      continue;
    }
    const fresh = { at, kind, text, subjects: [subject], again: 0, lastAt: at };
    open.set(key, fresh).set(repetitionOf(moment), fresh);
    lines.push(fresh);
  }
  return lines;
}

function deploymentLines({ deployments }: RehearsalResult): string[] {
  return columns(deployments.map(({ number, stack, status, seconds, calls, changes, changed }) => [
    `${number}.`, stack, changed ? status : `${status} (nothing to do)`, duration(seconds * 1000), `${counted(changes, 'change')} in DMS, ${counted(calls, 'call')} of functions to it`,
  ]));
}

function taskLines({ tasks, startedAt }: RehearsalResult): string[] {
  if (tasks.length === 0) return [];
  return columns([
    ['name', 'status', 'tables', 'started', 'boundary', 'stood still after it', 'most lag'],
    ...tasks.map(({ name, status, stage, stopReason = '', tables, startedAt: started, boundaryAt: boundary, pausedSeconds, mostLagSeconds }) => [
      name,
      stage === 'cdc' && status === 'running' ? 'captures changes' : stopReason.includes('FULL_LOAD_ONLY_FINISHED') ? 'has loaded' : status,
      tablesOf(tables),
      started === undefined ? '-' : since(started - startedAt),
      boundary === undefined ? '-' : since(boundary - startedAt),
      duration(pausedSeconds * 1000),
      duration(mostLagSeconds * 1000),
    ]),
  ]);
}

function tablesOf({ loaded, loading, queued, errored }: RehearsalResult['tasks'][number]['tables']): string {
  return `${loaded}/${loaded + loading + queued + errored}${errored > 0 ? ` (${errored} in error)` : ''}`;
}

function instanceLines({ name, hours, multiAz, firstClass, cost, costWithoutScaling }: RehearsedInstance): string[] {
  const total = hours.reduce((sum, each) => sum + each.hours, 0);
  const used = hours.map((each) => `${each.hours} h as ${each.class}`).join(', ');
  return [
    `${name}${multiAz ? ' (Multi-AZ: hours count twice)' : ''}: ${used}`,
    ...hours.length > 1 ? [`  without a change of class: ${Math.round(total * 100) / 100} h as ${firstClass}${relative(firstClass, hours, total)}`] : [],
    ...cost === undefined ? [] : [`  by the prices given: ${cost}, and ${costWithoutScaling ?? cost} without a change of class`],
  ];
}

/** Sizes of a family cost in proportion to each other; of other families nothing is said without prices. */
function relative(firstClass: string, hours: RehearsedInstance['hours'], total: number): string {
  const parts = hours.map((each) => ({ hours: each.hours, size: sizeOf(each.class), family: each.class.split('.')[1] }));
  const first = sizeOf(firstClass);
  if (first === undefined || parts.some(({ size, family }) => size === undefined || family !== firstClass.split('.')[1])) return '';
  const cost = parts.reduce((sum, part) => sum + part.hours * ((part.size ?? 0) / first), 0);
  return `, and ${Math.round((100 * cost) / total)} % of its cost with it`;
}

function sizeOf(instanceClass: string): number | undefined {
  const [, count, size] = /\.(\d*)(xlarge|large)$/.exec(instanceClass) ?? [];
  if (size === undefined) return undefined;
  return size === 'large' ? 0.5 : Number(count === '' ? 1 : count);
}

function alarmLines({ alarms, notifications, startedAt }: RehearsalResult): string[] {
  const wentOff = alarms.filter(({ to }) => to === 'ALARM');
  return [
    wentOff.length === 0 ? 'none went off' : `${counted(wentOff.length, 'alarm')} went off`,
    ...columns(wentOff.map(({ at, alarm }) => [since(at - startedAt), alarm])).map((line) => `  ${line}`),
    counted(notifications.length, 'notification'),
  ];
}

function problemLines({ problems, succeeded, startedAt }: RehearsalResult, style: Style): string[] {
  if (problems.length === 0) return [style.good('none')];
  return [
    ...problems.flatMap(({ code, at, what, mend }) => [...`${style.bad(code)} at ${since(at - startedAt)}: ${what}`.split('\n'), `=> ${mend}`]),
    ...succeeded ? [style.good('all of them were expected')] : [],
  ];
}
