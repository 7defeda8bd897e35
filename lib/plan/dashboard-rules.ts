import { error, show, type Problem } from './problem';
import { isKnown } from './unknown';

/** What was said of a dashboard, as far as there are rules for it. */
export interface DashboardInput {
  readonly dashboardName?: unknown;
  readonly intervalMinutes?: unknown;
  /** The name of the instance. */
  readonly instanceIdentifier?: unknown;
  /** The names of the instances of the tasks that were given. */
  readonly taskInstanceIdentifiers?: readonly unknown[];
}

/** [CloudWatch API reference, PutDashboard] */
const NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** Queries look back two weeks at most [CloudWatch User Guide, CloudWatch Metrics Insights quotas]. */
const INTERVAL_MINUTES = { min: 5, max: 14 * 24 * 60 };

/** Checks what was said of a dashboard. */
export function checkDashboard(input: DashboardInput): Problem[] {
  return [...checkName(input), ...checkInterval(input), ...checkTasks(input)];
}

function checkName({ dashboardName: name }: DashboardInput): Problem[] {
  if (!isKnown(name) || (typeof name === 'string' && NAME.test(name))) return [];
  return [error({
    code: 'dashboardName',
    where: 'dashboardName',
    what: `must be from 1 to 255 letters, digits, hyphens and underscores, got ${show(name)}`,
    why: 'CloudWatch refuses other names',
    mend: 'Name it so, or leave the name out: the account has all its dashboards in one list, whatever their Region',
  })];
}

function checkInterval({ intervalMinutes: minutes }: DashboardInput): Problem[] {
  const { min, max } = INTERVAL_MINUTES;
  if (!isKnown(minutes) || (Number.isInteger(minutes) && Number(minutes) >= min && Number(minutes) <= max)) return [];
  return [error({
    code: 'dashboardInterval',
    where: 'defaultInterval',
    what: `must be from 5 minutes to 14 days, in whole minutes, got ${show(minutes)} minutes`,
    why: 'Most metrics come every 5 minutes, and queries over many tasks look back two weeks at most',
    mend: 'Set it in that range, or leave it out',
  })];
}

function checkTasks({ instanceIdentifier: own, taskInstanceIdentifiers = [] }: DashboardInput): Problem[] {
  const strays = taskInstanceIdentifiers.filter((of) => isKnown(own) && isKnown(of) && of !== own);
  return [...new Set(strays)].map((of) => error({
    code: 'dashboardTask',
    where: 'tasks',
    what: `has a task of the replication instance ${show(of)} in it, and the dashboard is about ${show(own)}`,
    why: 'Metrics of a task go by its instance, so there would be none',
    mend: 'Make a dashboard for each instance',
  }));
}
