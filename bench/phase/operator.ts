import { DmsFault } from '../../lib/simulator';
import type { Account } from '../../test/support/phase-scaling/account';
import type { Act, Migration } from './migration';
import { entriesOf, loadEnds } from './timeline';

const MINUTE = 60;
const DAY = 24 * 3600;
/** An operator whom DMS refuses something tries again, and gives up in the end. */
const AGAIN_SECONDS = 2 * MINUTE;
const PATIENCE_SECONDS = { start: DAY, stop: 30 * MINUTE, resume: DAY, fail: 0, reload: 5 * DAY } as const;

type Deed = keyof typeof PATIENCE_SECONDS;

/** Operators, and what fate does to tasks: plays the acts of a migration in an account. */
export class Operator {
  /** When the tables that were reloaded are loaded. */
  public readonly reloadsEnd: number[] = [];
  /** Tasks that an operator stopped and has not resumed. */
  public readonly stopped = new Set<string>();
  private pending = 0;

  /** @param untroubled the boundary that the times of acts refer to. */
  constructor(private readonly account: Account, private readonly migration: Migration, untroubled: number) {
    const span = untroubled - account.now;
    for (const act of migration.acts) {
      this.pending += 1;
      if (act.what === 'reload') this.whenLoaded(act);
      else account.in(Math.max(0, span / 1000 * act.fraction + act.seconds), () => this.attempt(act.what, act));
    }
  }

  /** Whether nothing is left to be done. */
  public get isIdle(): boolean {
    return this.pending === 0;
  }

  private whenLoaded(act: Act): void {
    let isSeen = false;
    this.account.watchers.push(() => {
      if (isSeen || loadEnds(this.entries(act.task)).applied === Infinity) return;
      isSeen = true;
      this.account.in(act.seconds, () => this.attempt('reload', act));
    });
  }

  private attempt(deed: Deed, act: Act, patience: number = PATIENCE_SECONDS[deed]): void {
    const isDone = this.perform(deed, act.task);
    if (!isDone && patience > 0) {
      this.account.in(AGAIN_SECONDS, () => this.attempt(deed, act, patience - AGAIN_SECONDS));
    } else if (isDone && deed !== 'resume' && act.resumedAfter !== undefined) {
      this.account.in(act.resumedAfter, () => this.attempt('resume', act));
    } else {
      this.pending -= 1;
    }
  }

  /** Tells whether it was done, or there was nothing to do. */
  private perform(deed: Deed, task: string): boolean {
    const { account } = this;
    try {
      switch (deed) {
        case 'start': account.start(task); break;
        case 'stop':
          account.stop(task);
          this.stopped.add(task);
          break;
        case 'fail':
          if (this.entries(task).at(-1)?.stage !== 'load' || account.statusOf(task) !== 'running') return false;
          account.dms.failTask(task);
          break;
        case 'resume':
          if (!['starting', 'running'].includes(account.statusOf(task)) && !this.isFinished(task)) account.start(task, 'resume-processing');
          this.stopped.delete(task);
          break;
        case 'reload': this.reload(task); break;
      }
      return true;
    } catch (thrown) {
      if (thrown instanceof DmsFault) return false;
      throw thrown;
    }
  }

  private reload(task: string): void {
    const { account, migration } = this;
    const [table] = migration.tasks[task].workload?.tables ?? [];
    account.dms.call('ReloadTables', {
      ReplicationTaskArn: account.taskArns[task], TablesToReload: [{ SchemaName: table.schema, TableName: table.name }], ReloadOption: 'data-reload',
    });
    this.reloadsEnd.push(account.now + Math.max(1, Math.round(table.seconds * 1000)));
  }

  private isFinished(task: string): boolean {
    return this.migration.tasks[task].type === 'full-load' && loadEnds(this.entries(task)).applied < Infinity;
  }

  private entries(task: string): ReturnType<typeof entriesOf> {
    return entriesOf(this.account.dms.timeline, this.account.taskArns[task]);
  }
}
