import { backlogRows, lagRows, validationRows } from './dashboard-changes';
import { drawsEachTask, type DashboardFacts, type DashboardTask } from './dashboard-facts';
import { headerRows, heading } from './dashboard-header';
import { healthRows, phaseRows } from './dashboard-instance';
import { fullLoadRows } from './dashboard-load';
import { logRows, taskTable } from './dashboard-logs';
import { layOut, type PlacedWidget, type Row } from './dashboard-widgets';

/** Plans the page that an operator keeps open during a cutover, from what is most urgent to what explains it. */
export function planDashboard(facts: DashboardFacts): PlacedWidget[] {
  const { monitor } = facts;
  return layOut([
    ...headerRows(facts),
    ...section('Phase and tasks', [...phaseRows(facts), ...(monitor === undefined ? [] : taskTable(facts))]),
    ...section('Full load', whereAny(facts, ({ fullLoad }) => fullLoad, () => fullLoadRows(facts))),
    ...section('Lag', whereAny(facts, captures, () => lagRows(facts))),
    ...section('Backlog', whereAny(facts, captures, () => backlogRows(facts))),
    ...section('Replication instance', healthRows(facts)),
    ...(monitor === undefined ? [] : section('Validation', whereAny(facts, ({ validated }) => validated, () => validationRows(facts, monitor.periodSeconds)))),
    ...section('Logs', logRows(facts)),
  ]);
}

function section(title: string, rows: readonly Row[]): Row[] {
  return rows.length === 0 ? [] : [heading(title), ...rows];
}

/** Nothing is shown of what none of the tasks does; of many it is not known. */
function whereAny(facts: DashboardFacts, does: (task: DashboardTask) => boolean, rows: () => Row[]): Row[] {
  return drawsEachTask(facts) && !facts.tasks.some(does) ? [] : rows();
}

function captures({ cdc }: DashboardTask): boolean {
  return cdc;
}
