import type { Account } from './account';
import type { ChangeLog } from './changes';
import { instanceUse } from './instance-hours';
import type { Deployment } from './records';
import type { RehearsalResult, RehearsedInstance, RehearsedTask } from './result';
import type { Anchor, RehearsalScenario } from './scenario';
import type { Watcher } from './watcher';

export interface Played {
  readonly account: Account;
  readonly watcher: Watcher;
  readonly deployments: readonly Deployment[];
  readonly changes: ChangeLog;
  readonly reached: ReadonlyMap<Anchor, number>;
}

export function resultOf(scenario: RehearsalScenario, { account, watcher, deployments, changes, reached }: Played): RehearsalResult {
  const { dms, chronicle, agenda, alarmChanges, notifications, router, logs, invocations } = account;
  const expected = scenario.expect?.problems ?? [];
  const instances = instancesOf(account, watcher, scenario);
  return {
    succeeded: chronicle.problems.every(({ code }) => expected.includes(code)),
    problems: [...chronicle.problems].sort((a, b) => a.at - b.at),
    startedAt: reached.get('start') ?? agenda.now,
    endedAt: agenda.now,
    reached: Object.fromEntries(reached),
    deployments,
    tasks: tasksOf(account, watcher),
    instances,
    hoursByClass: hoursByClass(instances),
    alarms: alarmChanges,
    notifications,
    changes: changes.all,
    dmsCalls: dms.calls,
    calls: router.calls,
    invocations,
    logs,
    timeline: chronicle.moments,
  };
}

function tasksOf(account: Account, { tasks: stories }: Watcher): RehearsedTask[] {
  const { tasks, instances } = account.inspect();
  return tasks.map(({ identifier, instanceArn, type, status, stage, stopReason, lastFailure, tables }): RehearsedTask => {
    const { startedAt, boundaryAt, pausedSeconds = 0, mostLagSeconds = 0, failures = 0 } = stories.get(identifier) ?? {};
    const instance = instances.find(({ arn }) => arn === instanceArn)?.identifier ?? instanceArn;
    return {
      name: identifier, instance, type, status, tables, pausedSeconds, mostLagSeconds, failures,
      ...stage !== undefined && { stage }, ...stopReason !== undefined && { stopReason }, ...lastFailure !== undefined && { lastFailure },
      ...startedAt !== undefined && { startedAt }, ...boundaryAt !== undefined && type === 'full-load-and-cdc' && { boundaryAt },
    };
  }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function instancesOf(account: Account, watcher: Watcher, { prices = {} }: RehearsalScenario): RehearsedInstance[] {
  const { instances } = account.inspect();
  const { dms, agenda } = account;
  return instanceUse(dms.timeline, agenda.now).map(({ arn, ...use }): RehearsedInstance => {
    const { class: instanceClass = use.hours.at(-1)?.class ?? '', status = 'deleted' } = instances.find((each) => each.arn === arn) ?? {};
    const times = use.multiAz ? 2 : 1;
    const total = use.hours.reduce((sum, { hours }) => sum + hours, 0);
    const isPriced = [use.firstClass, ...use.hours.map((each) => each.class)].every((name) => name in prices);
    const cost = use.hours.reduce((sum, { class: name, hours }) => sum + hours * times * (prices[name] ?? 0), 0);
    return {
      name: watcher.nameOf(arn), class: instanceClass, status, ...use,
      ...isPriced && { cost: cents(cost), costWithoutScaling: cents(total * times * prices[use.firstClass]) },
    };
  });
}

function hoursByClass(instances: readonly RehearsedInstance[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const { hours, multiAz } of instances) {
    for (const each of hours) sums.set(each.class, (sums.get(each.class) ?? 0) + each.hours * (multiAz ? 2 : 1));
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, hours]) => [name, cents(hours)]));
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
