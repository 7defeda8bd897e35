import { POLICIES_PER_ROLE } from './phase-scaling';
import { error, list, show, warning, type Problem } from './problem';
import { isKnown } from './unknown';

/** What is decided about the monitor of an instance, as far as there are rules for it. */
export interface TaskMonitorInput {
  /** Whether the instance has another monitor, which came first. */
  readonly instanceTaken: boolean;
  readonly intervalMinutes?: unknown;
  readonly tableProgress?: unknown;
  /** Managed policies of the monitor's role. */
  readonly policies: number;
}

/** Of which tasks the tables are looked at: what the handler knows. */
export const TABLE_PROGRESS: readonly string[] = ['none', 'validatedTasks', 'untilBoundary', 'always'];

/** The schedule's own unit, and the longest time for which nobody should know nothing. */
const INTERVAL_MINUTES = { min: 1, max: 60 };

/** Checks what is decided about the monitor of an instance. */
export function checkTaskMonitor({ instanceTaken, intervalMinutes: interval, tableProgress, policies }: TaskMonitorInput): Problem[] {
  const problems: Problem[] = [];
  if (instanceTaken) {
    problems.push(error({
      code: 'monitorTwice',
      where: 'instance',
      what: 'has a TaskMonitor already',
      why: 'Both would publish the same metrics, and their log groups would have the same name',
      mend: 'Leave one of them out; TaskMonitor.of(instance) gives the first',
    }));
  }
  if (isKnown(interval) && !(Number.isInteger(interval) && Number(interval) >= INTERVAL_MINUTES.min && Number(interval) <= INTERVAL_MINUTES.max)) {
    problems.push(error({
      code: 'monitorInterval',
      where: 'interval',
      what: `must be from ${INTERVAL_MINUTES.min} to ${INTERVAL_MINUTES.max} whole minutes, got ${show(interval)} minutes`,
      why: 'EventBridge counts in minutes, and what stands still for an hour should be known',
      mend: 'Set it in that range, or leave it out for 5 minutes',
    }));
  }
  if (isKnown(tableProgress) && !TABLE_PROGRESS.includes(String(tableProgress))) {
    problems.push(error({
      code: 'tableProgress',
      where: 'tableProgress',
      what: `must be ${list(TABLE_PROGRESS, 'or')}, got ${show(tableProgress)}`,
      why: 'The monitor knows no other',
      mend: 'Take one of TableProgress',
    }));
  }
  if (policies > POLICIES_PER_ROLE) {
    problems.push(warning({
      code: 'monitorPolicies',
      where: 'instance',
      what: `has so many tasks that the role of the monitor gets ${policies} managed policies`,
      why: `IAM attaches at most ${POLICIES_PER_ROLE} to a role, unless AWS has raised the quota, and the deployment would fail`,
      mend: 'Have the quota raised first, spread the tasks over several instances, or look at no tables (TableProgress.NONE)',
    }));
  }
  return problems;
}
