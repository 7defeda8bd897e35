import { setTimeout as pause } from 'node:timers/promises';
import { counted } from '../../plan/counted';
import type { Moment, Progress, ProgressTask } from '../../rehearsal';
import type { Io } from '../io';
import { eraseLines, type Style } from '../style';
import { duration, since } from './words';

/** How often a terminal is written anew, in milliseconds. */
const REFRESH = 100;
const MOST_TASKS = 12;
const BAR = 20;
/** Terminals that do not know how wide they are say 0. */
const USUAL_WIDTH = 80;

export interface LiveViewOptions {
  readonly style: Style;
  /** How many times faster than the clock; as fast as it goes, if absent. */
  readonly speed?: number;
}

/** Shows on a terminal how far a rehearsal is; where there is none, a line for each day. */
export class LiveView {
  private lines = 0;
  private shownAt = -Infinity;
  private began: number | undefined;
  private readonly realBegan = performance.now();
  private last: Moment | undefined;
  private daysTold = 0;

  constructor(private readonly io: Io, private readonly options: LiveViewOptions) {}

  public tell(moment: Moment): void {
    this.last = moment;
  }

  /** Takes as long as it is to be seen. */
  public show(progress: () => Progress): Promise<void> | undefined {
    const real = performance.now();
    if (real - this.shownAt < REFRESH && this.options.speed === undefined) return undefined;
    const now = progress();
    this.began ??= now.now;
    if (real - this.shownAt >= REFRESH) {
      this.shownAt = real;
      if (this.io.terminal === undefined) this.tellDay(now.now - this.began);
      else this.draw(this.content(now, this.began, this.io.terminal.columns || USUAL_WIDTH));
    }
    return this.wait(now.now - this.began);
  }

  public end(): void {
    this.draw([]);
  }

  private wait(passed: number): Promise<void> | undefined {
    const { speed } = this.options;
    if (speed === undefined) return this.io.terminal === undefined ? undefined : pause(0);
    const due = this.realBegan + passed / speed - performance.now();
    return due > 1 ? pause(due) : undefined;
  }

  private tellDay(passed: number): void {
    const days = Math.floor(passed / 86_400_000);
    if (days <= this.daysTold) return;
    this.daysTold = days;
    this.io.err(`${counted(days, 'day')} played\n`);
  }

  private content({ now, instances, tasks }: Progress, began: number, width: number): string[] {
    const { style } = this.options;
    const names = Math.max(0, ...tasks.map(({ name }) => name.length));
    // A line that is broken would be one more to take back than is counted.
    const fit = (line: string): string => line.replace(/\s*\n\s*/g, ' ').slice(0, width);
    return [
      style.bold(fit(`Rehearsal, ${since(now - began)}`)),
      ...instances.map(({ name, status, class: instanceClass }) => fit(`  ${name}  ${instanceClass}  ${status}`)),
      ...tasks.slice(0, MOST_TASKS).map((task) => fit(`  ${task.name.padEnd(names)}  ${stateOf(task)}`)),
      ...tasks.length > MOST_TASKS ? [`  and ${counted(tasks.length - MOST_TASKS, 'task')} more`] : [],
      ...this.last === undefined ? [] : [style.dim(fit(`  ${this.last.subject}: ${this.last.text}`))],
    ];
  }

  private draw(content: readonly string[]): void {
    if (this.io.terminal === undefined) return;
    this.io.out(eraseLines(this.lines) + content.map((line) => `${line}\n`).join(''));
    this.lines = content.length;
  }
}

function stateOf({ status, stage, percent, tables, latencySeconds }: ProgressTask): string {
  if (status !== 'running') return status;
  if (stage === 'cdc') return `captures changes, ${duration(latencySeconds * 1000)} behind`;
  const done = Math.round((BAR * percent) / 100);
  const { loaded, loading, queued, errored } = tables;
  return `[${'#'.repeat(done)}${'.'.repeat(BAR - done)}] ${String(percent).padStart(3)} %, ${loaded} of ${loaded + loading + queued + errored} tables`;
}
