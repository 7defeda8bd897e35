import type { DashboardFacts } from './dashboard-facts';
import { row, type Row, type WidgetContent } from './dashboard-widgets';

const HEIGHT = 7;
/** Lines of a log that are shown. */
const LINES = 50;
/** As many tasks as an instance has at most [DMS User Guide, CHAP_Limits]. */
const LISTED_TASKS = 200;

/**
 * What the monitor last saw of each task, from the lines of its log, which have the task's name in them.
 *
 * Lambda writes the time and more before each of them; Logs Insights finds the JSON [CloudWatch Logs User Guide, Supported logs and
 * discovered fields].
 */
export function taskTable({ instanceIdentifier }: DashboardFacts): Row[] {
  const latest = ['status', 'stopReason', 'FullLoadPercent', 'TablesLoading', 'TablesErrored'].map((field) => `latest(${field})`).join(', ');
  const query = logQuery(monitorLogGroupName(instanceIdentifier),
    'filter ispresent(task) and ispresent(Failed)', `stats ${latest} by task, ReplicationTaskIdentifier`, 'sort task asc', `limit ${LISTED_TASKS}`);
  return [row(HEIGHT, { kind: 'log', title: 'Tasks, as last seen', query, view: 'table' })];
}

/** The log group of the monitor of an instance. */
export function monitorLogGroupName(instanceIdentifier: string): string {
  return `/cdk-dms-migrations/monitor/${instanceIdentifier}`;
}

/**
 * What tasks write in their logs. A line has its component in brackets, and then the first letter of its severity:
 * `2017-09-19T03:00:49 [TARGET_APPLY    ]E:  Failed to execute statement` [DMS User Guide, troubleshooting of PostgreSQL targets, and
 * CHAP_Monitoring, context logging].
 */
export function logRows({ logGroupName }: DashboardFacts): Row[] {
  const latest = (title: string, severity: string): WidgetContent => ({
    kind: 'log',
    title,
    query: logQuery(logGroupName, 'fields @timestamp, @logStream, @message', withSeverity(severity), 'sort @timestamp desc', `limit ${LINES}`),
    view: 'table',
  });
  const counts = logQuery(logGroupName,
    withSeverity('E'), "parse @logStream 'dms-task-*' as task", 'stats count(*) as errors by task', 'sort errors desc', `limit ${LINES}`);
  return [
    row(HEIGHT, latest('Latest errors', 'E')),
    row(HEIGHT, { kind: 'log', title: 'Errors by task', query: counts, view: 'bar' }, latest('Latest warnings', 'W')),
  ];
}

function withSeverity(letter: string): string {
  return `filter @message like ']${letter}:'`;
}

/** A query as a widget has it: the log group first, and commands after bars [CloudWatch User Guide, Dashboard body structure and syntax]. */
function logQuery(logGroupName: string, ...commands: string[]): string {
  return `SOURCE '${logGroupName}' | ${commands.join('\n| ')}`;
}
