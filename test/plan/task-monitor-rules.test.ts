import { readFileSync } from 'node:fs';
import type { Problem } from '../../lib/plan/problem';
import { checkTaskMonitor, TABLE_PROGRESS, type TaskMonitorInput } from '../../lib/plan/task-monitor-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const good: TaskMonitorInput = { instanceTaken: false, intervalMinutes: 5, tableProgress: 'validatedTasks', policies: 2 };

function check(change: Partial<TaskMonitorInput>): Problem[] {
  return checkTaskMonitor({ ...good, ...change });
}

test('finds nothing wrong with what is right', () => {
  for (const intervalMinutes of [1, 5, 60]) expect(check({ intervalMinutes })).toEqual([]);
  for (const tableProgress of TABLE_PROGRESS) expect(check({ tableProgress })).toEqual([]);
});

test('knows what the handler knows', () => {
  const [, handled] = /type TableProgress = (.*);/.exec(readFileSync('lib/control/monitor/turns.ts', 'utf8')) ?? [];
  expect(handled).toBe(TABLE_PROGRESS.map((each) => `'${each}'`).join(' | '));
});

test.each([0, -5, 61, 1.5, Number.NaN, 'often'])('finds an interval of %p minutes wrong', (intervalMinutes) => {
  expect(check({ intervalMinutes }).map(({ code }) => code)).toEqual(['monitorInterval']);
});

testRules([
  {
    code: 'monitorTwice',
    bad: () => check({ instanceTaken: true }),
    message: "'instance' has a TaskMonitor already. Both would publish the same metrics, and their log groups would have the same name. Leave one of them out;"
      + ' TaskMonitor.of(instance) gives the first. [monitorTwice]',
    unknown: () => check({}),
  },
  {
    code: 'monitorInterval',
    bad: () => check({ intervalMinutes: 90 }),
    message: "'interval' must be from 1 to 60 whole minutes, got 90 minutes. EventBridge counts in minutes, and what stands still for an hour should be known."
      + ' Set it in that range, or leave it out for 5 minutes. [monitorInterval]',
    unknown: () => check({ intervalMinutes: UNKNOWN }),
  },
  {
    code: 'tableProgress',
    bad: () => check({ tableProgress: 'sometimes' }),
    message: "'tableProgress' must be none, validatedTasks, untilBoundary or always, got \"sometimes\". The monitor knows no other. Take one of TableProgress."
      + ' [tableProgress]',
    unknown: () => check({ tableProgress: UNKNOWN }),
  },
  {
    code: 'monitorPolicies',
    bad: () => check({ policies: 11 }),
    message: "'instance' has so many tasks that the role of the monitor gets 11 managed policies. IAM attaches at most 10 to a role, unless AWS has raised the"
      + ' quota, and the deployment would fail. Have the quota raised first, spread the tasks over several instances, or look at no tables'
      + ' (TableProgress.NONE). [monitorPolicies]',
    unknown: () => check({}),
  },
]);
