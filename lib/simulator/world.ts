import type { Behaviour, Seconds } from './behaviour';
import { categoryWords, INSTANCE_EVENTS, TASK_EVENTS, type DmsEvent, type EventFacts } from './events';
import { notFound } from './fault';
import { nextRandom } from './random';
import { type Endpoint, type Happening, type HappeningKind, type Instance, type Replication, type State, type Task } from './state';
import type { TimelineEntry } from './timeline';

/** What never changes about a simulation. */
export interface Setting {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly behaviour: Behaviour;
}

const ID_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Keeps the state, and whatever every change of it needs: time, chance, names, things to come, events and the timeline. */
export class World {
  public readonly listeners: ((event: DmsEvent) => void)[] = [];

  constructor(public readonly setting: Setting, public readonly state: State, public readonly timeline: TimelineEntry[] | undefined) {}

  public get now(): number {
    return this.state.now;
  }

  public get behaviour(): Behaviour {
    return this.setting.behaviour;
  }

  /** From 0 (included) to 1 (excluded). */
  public random(): number {
    const { value, state } = nextRandom(this.state.random);
    this.state.random = state;
    return value;
  }

  /** Milliseconds, drawn from a range of seconds. */
  public draw([min, max]: Seconds): number {
    return Math.round((min === max ? min : min + this.random() * (max - min)) * 1000);
  }

  /** The end of an ARN as DMS makes them: `T3OM7OUB5NM2LCVZF7JPGJRNUE`. */
  public newResourceId(): string {
    return Array.from({ length: 26 }, () => ID_LETTERS[Math.floor(this.random() * ID_LETTERS.length)]).join('');
  }

  public newHex(length: number): string {
    return Array.from({ length }, () => Math.floor(this.random() * 16).toString(16)).join('');
  }

  public newUuid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.newHex(length)).join('-');
  }

  /** `arn:aws:dms:us-east-1:123456789012:rep:...`, ending in what the caller asked for, or in something new. */
  public newArn(kind: 'rep' | 'task' | 'replication-config' | 'endpoint' | 'subgrp' | 'cert' | 'assessment-run' | 'individual-assessment', resourceIdentifier?: string): string {
    const { partition, region, account } = this.setting;
    return `arn:${partition}:dms:${region}:${account}:${kind}:${resourceIdentifier ?? this.newResourceId()}`;
  }

  public schedule(kind: HappeningKind, subject: string, at: number): void {
    const happening: Happening = { at: Math.max(at, this.now), order: this.state.order++, kind, subject };
    const { agenda } = this.state;
    let place = agenda.length;
    while (place > 0 && agenda[place - 1].at > happening.at) place--;
    agenda.splice(place, 0, happening);
  }

  /** Forgets what would have happened to a subject: all of it, or one kind. */
  public cancel(subject: string, ...kinds: readonly HappeningKind[]): void {
    if (!this.state.agenda.some((each) => each.subject === subject)) return;
    this.state.agenda = this.state.agenda.filter((each) => each.subject !== subject || (kinds.length > 0 && !kinds.includes(each.kind)));
  }

  public instance(arn: string): Instance {
    const instance = this.state.instances.get(arn);
    if (instance === undefined) throw notFound(`Replication Instance ${arn} not found.`);
    return instance;
  }

  public task(arn: string): Task {
    const task = this.state.tasks.get(arn);
    if (task === undefined) throw notFound(`Replication Task ${arn} not found.`);
    return task;
  }

  public replication(arn: string): Replication {
    const replication = this.state.replications.get(arn);
    if (replication === undefined) throw notFound(`Replication Config ${arn} not found.`);
    return replication;
  }

  public endpoint(arn: string): Endpoint {
    const endpoint = this.state.endpoints.get(arn);
    if (endpoint === undefined) throw notFound(`Endpoint ${arn} not found.`);
    return endpoint;
  }

  public tasksOf(instanceArn: string): Task[] {
    return [...this.state.tasks.values()].filter((task) => task.instanceArn === instanceArn);
  }

  /** Puts a record in place of an older one, and the difference on the timeline. */
  public putInstance(instance: Instance): Instance {
    const before = this.state.instances.get(instance.arn);
    this.state.instances.set(instance.arn, instance);
    if (before?.status !== instance.status || before.class !== instance.class || before.multiAz !== instance.multiAz) {
      const { arn, status, multiAz } = instance;
      this.timeline?.push({ at: this.now, kind: 'instance', arn, status, class: instance.class, multiAz });
    }
    return instance;
  }

  public changeInstance(arn: string, change: Partial<Instance>): Instance {
    return this.putInstance({ ...this.instance(arn), ...change });
  }

  public removeInstance(arn: string): void {
    const { class: instanceClass, multiAz } = this.instance(arn);
    this.state.instances.delete(arn);
    this.state.tags.delete(arn);
    this.cancel(arn);
    this.timeline?.push({ at: this.now, kind: 'instance', arn, status: 'deleted', class: instanceClass, multiAz });
  }

  public putTask(task: Task): Task {
    const before = this.state.tasks.get(task.arn);
    this.state.tasks.set(task.arn, task);
    if (before?.status !== task.status || before.stage !== task.stage) {
      const { arn, instanceArn, status, stopReason, stage } = task;
      this.timeline?.push({ at: this.now, kind: 'task', arn, instanceArn, status, ...stopReason !== undefined && { stopReason }, ...stage !== undefined && { stage } });
    }
    return task;
  }

  public changeTask(arn: string, change: Partial<Task>): Task {
    return this.putTask({ ...this.task(arn), ...change });
  }

  public removeTask(arn: string): void {
    const { instanceArn } = this.task(arn);
    this.state.tasks.delete(arn);
    for (const run of this.state.assessmentRuns.values()) if (run.taskArn === arn) this.state.assessmentRuns.delete(run.arn);
    this.state.tags.delete(arn);
    this.cancel(arn);
    this.timeline?.push({ at: this.now, kind: 'task', arn, instanceArn, status: 'deleted' });
  }

  public putReplication(replication: Replication): Replication {
    this.state.replications.set(replication.arn, replication);
    return replication;
  }

  public changeReplication(arn: string, change: Partial<Replication>): Replication {
    return this.putReplication({ ...this.replication(arn), ...change });
  }

  public removeReplication(arn: string): void {
    this.state.replications.delete(arn);
    this.state.tags.delete(arn);
    this.cancel(arn);
  }

  public emitOfInstance(what: keyof typeof INSTANCE_EVENTS, { arn, identifier }: Instance): void {
    this.emit(INSTANCE_EVENTS[what], 'instance', arn, identifier);
  }

  public emitOfTask(what: keyof typeof TASK_EVENTS, { arn, identifier }: Task): void {
    this.emit(TASK_EVENTS[what], 'task', arn, identifier);
  }

  private emit({ id, type, category, message, detailType }: EventFacts, kind: 'instance' | 'task', arn: string, identifier: string): void {
    const { account, region } = this.setting;
    this.state.events.push({
      at: this.now, sourceIdentifier: identifier, sourceType: `replication-${kind}`, message, category: categoryWords(category),
    });
    const event: DmsEvent = {
      'version': '0',
      'id': this.newUuid(),
      'detail-type': detailType ?? `DMS Replication ${kind === 'instance' ? 'Instance' : 'Task'} State Change`,
      'source': 'aws.dms',
      account,
      'time': new Date(this.now).toISOString().replace(/\.\d+Z$/, 'Z'),
      region,
      'resources': [arn],
      'detail': {
        ...(type !== 'REPLICATION_TASK_FAILED' || this.behaviour.failedEventHasId) && { eventId: id },
        eventType: type,
        detailMessage: message,
        type: kind === 'instance' ? 'REPLICATION_INSTANCE' : 'REPLICATION_TASK',
        category,
      },
    };
    for (const listener of this.listeners) listener(event);
  }
}
