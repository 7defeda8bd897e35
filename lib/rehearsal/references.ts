import type { TaskWorkload } from '../simulator';
import { meantBy, unknownName, type Names } from './names';
import { scenarioError, type RehearsalScenario } from './scenario';

/** What the scenario names has to be in the app; all that is not is told at once, with what else is wrong. */
export function checkNames({ workloads = {}, happenings = [], expect = {} }: RehearsalScenario, names: Names, others: readonly string[] = []): void {
  const problems = [...others];
  const check = (where: string, kind: keyof Names, given: string | undefined): void => {
    if (given !== undefined && meantBy(given, names[kind]) === undefined) problems.push(`${where}: ${unknownName(kind, given, names[kind])}`);
  };
  for (const name of Object.keys(workloads)) check(`workloads.${name}`, 'tasks', name);
  happenings.forEach((happening, index) => {
    for (const kind of ['failTask', 'stopTask', 'startTask', 'failTable', 'workload'] as const) {
      check(`happenings[${index}].${kind}.task`, 'tasks', happening[kind]?.task);
    }
    for (const kind of ['failConnection', 'mendConnection'] as const) check(`happenings[${index}].${kind}.endpoint`, 'endpoints', happening[kind]?.endpoint);
    check(`happenings[${index}].fillStorage.instance`, 'instances', happening.fillStorage?.instance);
  });
  for (const name of Object.keys(expect.tasks ?? {})) check(`expect.tasks.${name}`, 'tasks', name);
  for (const name of Object.keys(expect.classes ?? {})) check(`expect.classes.${name}`, 'instances', name);
  if (problems.length > 0) throw scenarioError(problems);
}

/** The workload that a scenario gives to a task, if it does. */
export function workloadGiven({ workloads = {} }: RehearsalScenario, names: Names, task: string): TaskWorkload | undefined {
  return Object.entries(workloads).find(([given]) => meantBy(given, names.tasks) === task)?.[1];
}
