import type { DashboardFacts } from './dashboard-facts';

// The console's addresses are not documented, but for those of tasks, which are in events [DMS User Guide, CHAP_EventBridge, `resourceLink`].
// That of an instance is as several tools on GitHub have it, those of logs are as the console shows them; nobody has verified them all.

/** Links to the console; a text without a link where the console's domain is not known. */
export interface ConsoleLinks {
  readonly instance: (text: string) => string;
  readonly tasks: (text: string) => string;
  /** A task, by its name. */
  readonly task: (text: string, name: string) => string;
  readonly log: (text: string) => string;
  /** The log of a task, by the last part of its ARN. */
  readonly stream: (text: string, resourceId: string) => string;
}

/** Links to what a dashboard is about. DMS chooses names of log groups and streams in which nothing has to be escaped. */
export function consoleLinks({ region, consoleDomain, instanceIdentifier, logGroupName }: DashboardFacts): ConsoleLinks {
  const link = (service: string, text: string, view: string): string =>
    consoleDomain === undefined ? text : `[${text}](https://${region}.${consoleDomain}/${service}/home?region=${region}#${view})`;
  const dms = (text: string, view: string): string => link('dms/v2', text, view);
  const logs = (text: string, view = ''): string => link('cloudwatch', text, `logsV2:log-groups/log-group/${logGroupName}${view}`);
  return {
    instance: (text) => dms(text, `replicationInstanceDetails/${instanceIdentifier}`),
    tasks: (text) => dms(text, 'tasks'),
    task: (text, name) => dms(text, `taskDetails/${name}`),
    log: (text) => logs(text),
    stream: (text, resourceId) => logs(text, `/log-events/dms-task-${resourceId}`),
  };
}
