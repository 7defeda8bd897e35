import type { Account } from './account';
import { meantBy } from './names';
import type { Operator } from './operator';
import type { Deployment } from './records';
import { cdcClasses, restsTask } from './rest';
import type { RehearsalScenario } from './scenario';
import type { Watcher } from './watcher';

export interface Judged {
  readonly account: Account;
  readonly watcher: Watcher;
  readonly operator: Operator;
  readonly deployments: readonly Deployment[];
}

/** Looks for what should not be at the end of a rehearsal, or should not have been. */
export function judge(scenario: RehearsalScenario, judged: Judged): void {
  judgeDeployments(judged);
  if (judged.account.inspect().tasks.length > 0 && judged.deployments.every(({ number, status }) => number > 1 || status.endsWith('_COMPLETE'))) {
    judgeTasks(judged);
    judgeInstances(judged);
  }
  if (isCalm(scenario) && scenario.expect?.alarms === undefined) judgeAlarms(judged);
  judgeExpectations(scenario, judged);
}

/** Whether a scenario leaves a migration alone: then no alarm may go off. */
export function isCalm({ happenings = [], noCapacity = [], hooks = {} }: RehearsalScenario): boolean {
  return happenings.length === 0 && noCapacity.length === 0 && (hooks.ends ?? 'SUCCEEDED') === 'SUCCEEDED';
}

function judgeDeployments({ account: { chronicle }, deployments }: Judged): void {
  for (const { stack, status, reason = '', number, startedAt, seconds } of deployments) {
    if (['CREATE_COMPLETE', 'UPDATE_COMPLETE'].includes(status)) continue;
    const what = `deployment ${number} of stack ${stack} ends as ${status}: ${reason}`;
    chronicle.problem('DEPLOYMENT_FAILED', stack, what, 'mend what the reason names, and deploy again', startedAt + seconds * 1000);
  }
}

function judgeTasks({ account, operator }: Judged): void {
  const { chronicle } = account;
  for (const task of account.inspect().tasks) {
    const { identifier, status, stage = 'not begun', lastFailure, stopReason, tables: { errored } } = task;
    if (status === 'failed') {
      chronicle.problem('TASK_FAILED', identifier, `task ${identifier} ends failed: ${lastFailure ?? 'no message'}`, 'see the timeline for what came before; resume the task when the cause is gone');
    } else if (!restsTask(task) && !operator.stopped.has(identifier)) {
      const reason = stopReason === undefined ? '' : `, ${stopReason}`;
      const what = `task ${identifier} ends ${status} (${stage}${reason}) instead of capturing changes`;
      chronicle.problem('TASK_NOT_RUNNING', identifier, what, 'see the timeline and the notifications for what holds it');
    }
    if (errored > 0) {
      const what = `${errored} of the tables of task ${identifier} ${errored === 1 ? 'is' : 'are'} in error, and not at the target`;
      chronicle.problem('TABLES_FAILED', identifier, what, 'reload them when the cause is gone (ReloadTables); phase scaling waits for it, unless erroredTables says otherwise');
    }
  }
}

function judgeInstances({ account }: Judged): void {
  const { chronicle } = account;
  const classes = cdcClasses(account);
  for (const { identifier, class: instanceClass } of account.inspect().instances) {
    const meant = classes.get(identifier);
    if (meant === undefined || meant === instanceClass) continue;
    const what = `instance ${identifier} ends as ${instanceClass}, and not as ${meant}, which is its class for change data capture`;
    chronicle.problem('INSTANCE_NOT_DOWNSIZED', identifier, what, 'see the notifications of phase scaling for what keeps it, or for why it was made larger again');
  }
}

function judgeAlarms({ account: { alarmChanges, chronicle } }: Judged): void {
  const first = new Map([...wentOff(alarmChanges)].reverse().map((change) => [change.alarm, change]));
  for (const { alarm, at, reason } of [...first.values()].reverse()) {
    const what = `alarm ${alarm} goes off although nothing is done to the migration: ${reason}`;
    chronicle.problem('ALARM_WENT_OFF', alarm, what, 'raise its threshold or give the migration what it lacks; look at the workload that is assumed, too', at);
  }
}

function judgeExpectations({ expect }: RehearsalScenario, { account }: Judged): void {
  if (expect === undefined) return;
  const { chronicle, alarmChanges } = account;
  const { problems = [], alarms, tasks = {}, classes = {} } = expect;
  const fails = (where: string, what: string): void => chronicle.problem('EXPECTATION_NOT_MET', where, what, 'mend the app, or what is expected of it');
  for (const code of problems) if (!chronicle.problems.some((each) => each.code === code)) fails(code, `${code} was expected, and has not been found`);
  const inspection = account.inspect();
  const compare = (kind: string, wanted: Readonly<Record<string, string>>, found: ReadonlyMap<string, string>): void => {
    for (const [given, value] of Object.entries(wanted)) {
      const name = meantBy(given, [...found.keys()]) ?? given;
      if (found.get(name) !== value) fails(name, `${kind} of ${name} is ${found.get(name) ?? 'nothing'} at the end; ${value} was expected`);
    }
  };
  compare('status', tasks, new Map(inspection.tasks.map(({ identifier, status }) => [identifier, status])));
  compare('class', classes, new Map(inspection.instances.map(({ identifier, class: instanceClass }) => [identifier, instanceClass])));
  if (alarms === undefined) return;
  const found = [...new Set(wentOff(alarmChanges).map(({ alarm }) => alarm))];
  for (const part of alarms) if (!found.some((alarm) => alarm.includes(part))) fails(part, `no alarm with '${part}' in its name went off, and one was expected to`);
  for (const alarm of found) if (!alarms.some((part) => alarm.includes(part))) fails(alarm, `alarm ${alarm} went off, which was not expected`);
}

/** Composite alarms only repeat what others say. */
function wentOff(changes: Account['alarmChanges']): Account['alarmChanges'] {
  return changes.filter(({ to, isComposite }) => to === 'ALARM' && !isComposite);
}
