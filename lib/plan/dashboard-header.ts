import { drawsEachTask, MAX_LINES, type DashboardFacts } from './dashboard-facts';
import { consoleLinks } from './dashboard-links';
import { DASHBOARD_LIMITS, row, type Row, type WidgetContent } from './dashboard-widgets';

const LEAST_HEIGHT = 4;
/** Alarms that are side by side in a widget as wide as half the dashboard [estimate]. */
const ALARMS_A_LINE = 4;
const MOST_ALARM_LINES = 10;

/** What the migration is, where to look at it, and what its alarms say. */
export function headerRows(facts: DashboardFacts): Row[] {
  const [first, ...others] = alarmWidgets(facts.alarmArns);
  const height = LEAST_HEIGHT + (drawsEachTask(facts) ? facts.tasks.length : 0);
  const header: WidgetContent = { kind: 'text', markdown: headerText(facts) };
  if (first === undefined) return [row(height, header)];
  const alarmLines = Math.min(MOST_ALARM_LINES, Math.ceil(facts.alarmArns.length / ALARMS_A_LINE));
  return [row(Math.max(height, 1 + alarmLines), header, first), ...others.map((each) => row(MOST_ALARM_LINES, each))];
}

/** The heading of a section. */
export function heading(text: string): Row {
  return row(1, { kind: 'text', markdown: `## ${text}`, transparent: true });
}

function alarmWidgets(alarmArns: readonly string[]): WidgetContent[] {
  const { alarmsOfWidget } = DASHBOARD_LIMITS;
  const count = Math.ceil(alarmArns.length / alarmsOfWidget);
  return Array.from({ length: count }, (_, index) => ({
    kind: 'alarms',
    title: count === 1 ? 'Alarms' : `Alarms, ${index + 1} of ${count}`,
    alarmArns: alarmArns.slice(index * alarmsOfWidget, (index + 1) * alarmsOfWidget),
  }));
}

function headerText(facts: DashboardFacts): string {
  const { path, instanceIdentifier, monitor } = facts;
  const links = consoleLinks(facts);
  return [
    `# DMS migration on ${instanceIdentifier}`,
    [links.instance('Replication instance'), links.tasks('Tasks'), links.log('Log of the tasks')].join(' | '),
    `Defined by \`${path}\` of a CDK app: what is changed here is lost at the next deployment.`,
    ...(monitor === undefined ? ['No TaskMonitor is known: phase, tables, time left and validation are not shown.'] : []),
    drawsEachTask(facts) ? tasksText(facts) : ofManyText(facts),
  ].join('\n\n');
}

/** Logs go by the last part of a task's ARN; this is where the names are told. */
function tasksText(facts: DashboardFacts): string {
  const links = consoleLinks(facts);
  const rows = facts.tasks.map(({ label, name, resourceId }) =>
    `${name === undefined ? label : links.task(label, name)} | ${links.stream(`dms-task-${resourceId}`, resourceId)}`);
  return ['Task | Log', '---|---', ...rows].join('\n');
}

function ofManyText({ monitor }: DashboardFacts): string {
  const where = monitor === undefined ? '' : '; the list of tasks has their names';
  return `Graphs of tasks show the ${MAX_LINES} that matter most of all on the instance, by the last part of their ARNs${where}.`;
}
