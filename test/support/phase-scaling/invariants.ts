import type { TaskWorkload } from '../../../lib/simulator';
import type { Account } from './account';

/** What was found broken while an account was run. */
export interface Watch {
  readonly broken: string[];
}

const LOADING_STATES = ['Before load', 'Full load', 'Table is being reloaded'];
const BOUNDARY = /STOPPED_AFTER|FULL_LOAD_ONLY_FINISHED/;
/** Beyond the deadline: the next call of the schedule, an invocation that died with the lease, Lambda's next try, the start itself. */
const SLACK_SECONDS = 1200;
/** A change of class is asked for, and asked for again, no more often than this in an hour. */
const MOST_CALLS_AN_HOUR = 8;

/** Watches over what the controller promises, by what DMS itself knows of tasks and tables; nothing is asked of the controller. */
export function watchInvariants(account: Account): Watch {
  const { dms, policy } = account;
  const broken: string[] = [];
  const report = (text: string): void => {
    const line = `${new Date(dms.now).toISOString()} ${text}`;
    if (broken.length < 20 && !broken.some((each) => each.endsWith(text))) broken.push(line);
  };
  const standingSince = new Map<string, number>();
  const modifications: number[] = [];
  let shrinksSinceLoad = 0;
  let starved = false;
  let lastFreshStart = 0;
  const stages = new Map<string, string | undefined>();
  let read = 0;
  let canStartSince: number | undefined;

  dms.onEvent(({ detail: { eventId } }) => {
    if (eventId === 'DMS-EVENT-0014') {
      if (account.class === policy.cdcClass && !account.operatorChangesClass) shrinksSinceLoad += 1;
      if (shrinksSinceLoad > 1) report('the instance is made smaller twice for one boundary');
      if (account.class === policy.fullLoadClass) shrinksSinceLoad = 0;
      account.operatorChangesClass = false;
    }
    if (eventId !== 'DMS-EVENT-0012' || account.operatorChangesClass) return;
    for (const task of tasksOf(account)) {
      // DMS takes a start even if it has a change of class before it: who starts a load then cannot be kept from it.
      const isLate = (task.stats.StartDate ?? 0) * 1000 > (modifications.at(-1) ?? 0);
      if (isLoading(account, task) && !isLate) report(`the class changes while ${task.identifier} loads`);
    }
  });

  account.changeWatchers.push((operation, { ReplicationTaskArn: arn, ReplicationInstanceClass: to, StartReplicationTaskType: startType }) => {
    const task = tasksOf(account).find((each) => each.arn === arn);
    if (operation === 'StopReplicationTask' && task !== undefined) {
      if (isLoading(account, task)) report(`${task.identifier} is stopped in its load`);
      if (stages.get(arn) === 'cached' && policy.strategy !== 'keepRunning') report(`${task.identifier} is stopped before its boundary`);
      if (task.status === 'running') standingSince.set(arn, dms.now);
    }
    if (operation === 'StartReplicationTask' && task !== undefined) {
      if (account.stoppedByOperator.has(arn)) report(`${task.identifier}, which an operator stopped, is started`);
      if (startType !== 'resume-processing') report(`${task.identifier} is started with ${startType}`);
    }
    if (operation === 'ModifyReplicationInstance') {
      modifications.push(dms.now);
      if (modifications.filter((at) => dms.now - at < 3_600_000).length > MOST_CALLS_AN_HOUR) report('DMS is asked for a class too often');
      const current = account.memory.policy ?? policy;
      const allowed = [current.fullLoadClass, current.cdcClass, ...current.rebound?.ladder ?? []];
      if (!allowed.includes(to)) report(`the class becomes ${to}, which is none of the policy's`);
      const isLoadAhead = account.memory.request !== undefined
        || tasksOf(account).some((each) => each.type !== 'cdc' && (['ready', 'failed'].includes(each.status) || isInLoad(each, stages) || hasTablesToLoad(account, each.arn)));
      if (to === policy.fullLoadClass && !isLoadAhead && account.alarms.size === 0) report('the instance is made larger for no reason');
      if (to === policy.cdcClass && account.class !== to) {
        if (starved) report('the instance is made smaller although a task ran out of memory or disk');
        if (tasksOf(account).some(({ stats }) => (stats.TablesErrored ?? 0) > 0) && policy.erroredTables === 'block') report('the instance is made smaller with errored tables');
        if (tasksOf(account).some(({ status, type }) => status === 'ready' && type !== 'cdc')) report('the instance is made smaller before a task has been started');
      }
    }
  });

  account.watchers.push(() => {
    for (; read < dms.timeline.length; read++) {
      const entry = dms.timeline[read];
      if (entry.kind === 'task') stages.set(entry.arn, entry.stage);
    }
    const { ReplicationInstanceStatus: status } = account.instanceSeen;
    // DMS takes no start while the instance is being changed, or a database cannot be reached.
    canStartSince = status === 'available' && account.brokenEndpoints.size === 0 ? canStartSince ?? dms.now : undefined;
    for (const { arn, identifier, status: is, stopReason, stats, type } of tasksOf(account)) {
      if (stats.FreshStartDate !== undefined && stats.FreshStartDate > lastFreshStart) {
        lastFreshStart = stats.FreshStartDate;
        shrinksSinceLoad = 0;
      }
      starved ||= is === 'stopped' && /LOW_(MEMORY|DISK)/.test(stopReason);
      const isAtBoundary = is === 'stopped' && type === 'full-load-and-cdc' && BOUNDARY.test(stopReason);
      const isDone = type === 'full-load' && is === 'stopped' && BOUNDARY.test(stopReason);
      if (is === 'running' || is === 'deleting' || isDone || account.stoppedByOperator.has(arn)) standingSince.delete(arn);
      else if (isAtBoundary && isHeld(account, arn, stages)) standingSince.delete(arn);
      else if (isAtBoundary && !standingSince.has(arn)) standingSince.set(arn, dms.now);
      const since = standingSince.get(arn);
      if (since !== undefined && dms.now - since > policy.deadlineSeconds * 1000 + SLACK_SECONDS * 1000
        && canStartSince !== undefined && dms.now - canStartSince > SLACK_SECONDS * 1000) {
        report(`${identifier} has stood still since ${new Date(since).toISOString()}`);
      }
    }
  });
  return { broken };
}

interface WatchedTask {
  readonly arn: string;
  readonly identifier: string;
  readonly status: string;
  readonly type: string;
  readonly stopReason: string;
  readonly stats: Readonly<Record<string, number>>;
}

function tasksOf(account: Account): WatchedTask[] {
  const { ReplicationTasks: tasks = [] } = account.describe('DescribeReplicationTasks', { WithoutSettings: true });
  return tasks.map((task) => ({
    arn: task.ReplicationTaskArn as string,
    identifier: task.ReplicationTaskIdentifier as string,
    status: task.Status as string,
    type: task.MigrationType as string,
    stopReason: (task.StopReason ?? '') as string,
    stats: (task.ReplicationTaskStats ?? {}) as Record<string, number>,
  }));
}

/** Whether tables of the task are being loaded at this moment, or will be as soon as it has started. */
function isLoading(account: Account, { arn, status, type }: WatchedTask): boolean {
  return type !== 'cdc' && ['running', 'starting', 'stopping'].includes(status) && hasTablesToLoad(account, arn);
}

function hasTablesToLoad(account: Account, arn: string): boolean {
  const { TableStatistics: tables = [] } = account.describe('DescribeTableStatistics', { ReplicationTaskArn: arn, MaxRecords: 500 });
  return tables.some(({ TableState }) => LOADING_STATES.includes(TableState as string));
}

/** Whether the task's load is not over, whether it runs at the moment or not. */
function isInLoad({ arn, stopReason }: WatchedTask, stages: ReadonlyMap<string, string | undefined>): boolean {
  return ['load', 'cached'].includes(stages.get(arn) ?? '') && !BOUNDARY.test(stopReason);
}

/** Whether the task applies what was changed during its load. */
function isApplying({ arn, status }: WatchedTask, stages: ReadonlyMap<string, string | undefined>): boolean {
  return stages.get(arn) === 'cached' && ['running', 'starting', 'stopping'].includes(status);
}

/** Whether the task is meant to wait: for its hook, or, with `hold`, for the loads of others. */
function isHeld(account: Account, arn: string, stages: ReadonlyMap<string, string | undefined>): boolean {
  const { policy: { hook, strategy }, memory } = account;
  if (strategy === 'hold' && tasksOf(account).some((task) => task.arn !== arn && (isLoading(account, task) || isApplying(task, stages)))) return true;
  if (hook === undefined) return false;
  const state = memory.hooks[arn]?.state;
  return state === undefined || state === 'running' || (state !== 'succeeded' && hook.onFailure === 'hold');
}

/** A load that takes so many minutes on the large class, in so many tables, one after the other where they do not fit side by side. */
export function load(minutes: number, tables = 3): TaskWorkload {
  return { tables: Array.from({ length: tables }, (_, index) => ({ schema: 'app', name: `t${index}`, seconds: minutes * 60 })), cachedChangesSeconds: 30 };
}
