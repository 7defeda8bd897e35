import { checkerOf } from '../../profile/json-schema';
import { show } from '../problem';
import { tableKey, type MigrationPlanData } from './data';
import { PLAN_SCHEMA } from './plan-schema';

/** A plan's file that cannot be read, with what is wrong with it. */
export class PlanFileError extends Error {
  public override readonly name = 'PlanFileError';
}

const PLAN_VERSION = 1;
const SHOWN_PROBLEMS = 20;
const problemsOfShape = checkerOf(PLAN_SCHEMA);

/** Reads the text of a plan's file. */
export function parsePlan(text: string): MigrationPlanData {
  let value: unknown;
  // Plain JavaScript can pass what the text was parsed to.
  if (typeof text !== 'string') throw new PlanFileError('the plan must be given as JSON text');
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    throw new PlanFileError(`the plan is not JSON: ${(error as Error).message}`);
  }
  const other = otherKind(value);
  if (other !== undefined) throw new PlanFileError(other);
  const problems = problemsOfShape(value).map(({ path, message }) => (path === '' ? `the plan ${message}` : `${path} ${message}`));
  if (problems.length === 0) problems.push(...contradictions(value as MigrationPlanData));
  if (problems.length === 0) return value as MigrationPlanData;
  const shown = problems.slice(0, SHOWN_PROBLEMS);
  if (problems.length > SHOWN_PROBLEMS) shown.push(`and ${problems.length - SHOWN_PROBLEMS} more`);
  throw new PlanFileError(shown.length === 1 ? shown[0] : `${problems.length} problems:\n  ${shown.join('\n  ')}`);
}

/** What is no plan of this release: a list of all members that differ would say nothing. */
function otherKind(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('audit' in value && 'tables' in value) return 'this is a profile, and no plan; "npx dms-migrations plan -o" writes a plan from it';
  if (!('version' in value) || value.version === PLAN_VERSION) return undefined;
  return `version is ${show(value.version)}, and this release reads version ${PLAN_VERSION}; use the release that has written it, or plan anew. `
    + 'Without the plan before, tables may change their tasks, and load again';
}

/** What no schema can say. Plans are edited by hand: a table in two tasks would be migrated twice. */
function contradictions({ instances, tasks }: MigrationPlanData): string[] {
  const problems: string[] = [];
  const known = new Set(instances.map(({ id }) => id));
  const seen = new Map<string, string>();
  const ids = new Set<string>();
  tasks.forEach(({ id, instance, tables }, index) => {
    if (ids.has(id)) problems.push(`tasks[${index}].id is ${id}, which another task has already`);
    ids.add(id);
    if (!known.has(instance)) problems.push(`tasks[${index}].instance is ${instance}, which is none of the instances`);
    if (tables.length === 0) problems.push(`tasks[${index}].tables must have at least one table`);
    for (const table of tables) {
      const key = tableKey(table);
      const other = seen.get(key);
      if (other !== undefined) problems.push(`tasks[${index}] has ${key}, which is in ${other} already`);
      seen.set(key, id);
      const { parallelLoad } = table;
      if (parallelLoad?.type === 'ranges' && (parallelLoad.column === undefined || (parallelLoad.boundaries ?? []).length === 0)) {
        problems.push(`tasks[${index}] loads ${key} by ranges without a column and boundaries`);
      }
    }
  });
  return problems;
}

/** The text of a plan's file. */
export function writePlan(plan: MigrationPlanData): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}
