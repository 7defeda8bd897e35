import type { InspectedConnection, InspectedTask, Inspection, TimelineEntry } from '../simulator';
import type { Account } from './account';

/** What became of a task. */
export interface TaskStory {
  readonly name: string;
  startedAt?: number;
  /** When its load was over and what was cached meanwhile was applied. */
  boundaryAt?: number;
  /** Since the boundary, as long as it did not run. */
  pausedSeconds: number;
  mostLagSeconds: number;
  failures: number;
}

/** Looks on whenever something may have happened, and writes down what did. */
export class Watcher {
  public readonly tasks = new Map<string, TaskStory>();
  /** When something last happened to a task or an instance. */
  public lastChangeAt = 0;
  private seen = 0;
  private readonly connections = new Map<string, string>();
  private readonly names = new Map<string, string>();
  private readonly pausedSince = new Map<string, number>();
  private readonly lastSaid = new Map<string, string>();
  private isTesting = false;
  private nextLagAt = 0;

  constructor(private readonly account: Account) {
    account.dms.onCall(({ operation }) => (this.isTesting ||= ['TestConnection', 'ModifyEndpoint'].includes(operation)));
  }

  /** The name of an instance or a task, also when it is gone. */
  public nameOf(arn: string): string {
    return this.names.get(arn) ?? arn;
  }

  public look(): void {
    const { agenda, dms: { timeline } } = this.account;
    if (timeline.length > this.seen) {
      const inspection = this.account.inspect();
      for (const { arn, identifier } of [...inspection.instances, ...inspection.tasks]) this.names.set(arn, identifier);
      const fresh = timeline.slice(this.seen);
      this.seen = timeline.length;
      this.lastChangeAt = agenda.now;
      for (const entry of fresh) this.note(entry, inspection);
    }
    if (this.isTesting) this.noteConnections(this.account.inspect().connections);
    if (agenda.now >= this.nextLagAt) this.noteLag(this.account.inspect().tasks);
  }

  private note(entry: TimelineEntry, inspection: Inspection): void {
    const name = this.nameOf(entry.arn);
    const { chronicle } = this.account;
    if (entry.kind === 'instance') {
      const text = `${entry.status}, ${entry.class}`;
      if (this.lastSaid.get(name) !== text) chronicle.note('instance', name, text);
      this.lastSaid.set(name, text);
      return;
    }
    const { status, stage, stopReason, at } = entry;
    const reason = status === 'stopped' && stopReason !== undefined ? `: ${stopReason.replace('Stop Reason ', '')}` : '';
    const failure = status === 'failed' ? inspection.tasks.find(({ arn }) => arn === entry.arn)?.lastFailure : undefined;
    const text = `${status}${stage === undefined || status !== 'running' ? '' : ` (${STAGES[stage]})`}${reason}${failure === undefined ? '' : `: ${failure}`}`;
    if (this.lastSaid.get(name) !== text) chronicle.note('task', name, text);
    this.lastSaid.set(name, text);
    this.tell(this.storyOf(name), { at, status, stage });
  }

  private tell(story: TaskStory, { at, status, stage }: { readonly at: number; readonly status: string; readonly stage?: string }): void {
    if (status === 'running') story.startedAt ??= at;
    if (stage === 'cdc' && story.startedAt !== undefined) story.boundaryAt ??= at;
    if (status === 'failed') story.failures += 1;
    if (story.boundaryAt === undefined) return;
    const since = this.pausedSince.get(story.name);
    if (status !== 'running') {this.pausedSince.set(story.name, since ?? at);} else if (since !== undefined) {
      story.pausedSeconds += Math.round((at - since) / 1000);
      this.pausedSince.delete(story.name);
    }
  }

  private noteConnections(connections: readonly InspectedConnection[]): void {
    for (const { instance, endpoint, status, failure } of connections) {
      const key = `${instance} to ${endpoint}`;
      const text = failure === undefined ? status : `${status}: ${failure}`;
      if (this.connections.get(key) === text) continue;
      this.connections.set(key, text);
      this.account.chronicle.note('connection', key, text);
    }
    this.isTesting = connections.some(({ status }) => status === 'testing');
  }

  private noteLag(tasks: readonly InspectedTask[]): void {
    this.nextLagAt = this.account.agenda.now + 60_000;
    for (const { identifier, latencySeconds } of tasks) {
      if (latencySeconds === 0) continue;
      const story = this.storyOf(identifier);
      story.mostLagSeconds = Math.max(story.mostLagSeconds, Math.round(latencySeconds));
    }
  }

  private storyOf(name: string): TaskStory {
    const story = this.tasks.get(name) ?? { name, pausedSeconds: 0, mostLagSeconds: 0, failures: 0 };
    this.tasks.set(name, story);
    return story;
  }
}

const STAGES: Readonly<Record<string, string>> = { load: 'loads tables', cached: 'applies changes cached during the load', cdc: 'captures changes' };
