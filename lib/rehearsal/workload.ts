import type { TableWorkload, TaskWorkload } from '../simulator';

/** What is assumed of a task of which nothing is told. */
export interface AssumedWorkload {
  readonly workload: TaskWorkload;
  /** In words. */
  readonly says: string;
}

const MINUTES_OF_A_TABLE = [20, 35, 50];
const ROWS_A_SECOND = 5000;
const MOST_TABLES = 30;
/** What all tasks of an instance together need while they capture changes. */
const CDC_VCPU = 0.5;
const CDC_MEMORY_GIB = 2;

interface Selection {
  readonly 'rule-type'?: string;
  readonly 'rule-action'?: string;
  readonly 'object-locator'?: { readonly 'schema-name'?: string; readonly 'table-name'?: string };
}

/** A workload made up from the table mappings of a task: a table for each that they name, three where they have a wildcard. */
export function assumedWorkload(tableMappings: string, migrationType: string, tasksOfInstance: number): AssumedWorkload {
  const tables = tablesOf(tableMappings);
  const share = 1 / Math.max(1, tasksOfInstance);
  const names = tables.map(({ schema, name }) => `${schema}.${name}`);
  const minutes = Math.max(0, ...tables.map(({ seconds }) => seconds / 60));
  const memory = CDC_MEMORY_GIB * share;
  return {
    workload: { tables, cachedChangesSeconds: 300, cdcVcpu: CDC_VCPU * share, cdcMemoryGiB: memory, loadMemoryGiB: memory },
    says: migrationType === 'cdc'
      ? 'nothing is told of its changes; made up: few'
      : `nothing is told of its tables; made up: ${shortList(names)}, the largest with ${minutes} minutes`,
  };
}

function shortList(names: readonly string[]): string {
  return `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}

function tablesOf(tableMappings: string): TableWorkload[] {
  const selected = selections(tableMappings).flatMap(({ 'object-locator': locator }, index) => {
    const { 'schema-name': schema = '%', 'table-name': table = '%' } = locator ?? {};
    const names = hasWildcard(table) ? ['first', 'second', 'third'].map((each) => nameFor(table, each)) : [table];
    return names.map((name, place) => made(hasWildcard(schema) ? nameFor(schema, 'app') : schema, name, index + place));
  });
  const distinct = [...new Map(selected.map((each) => [`${each.schema}.${each.name}`, each])).values()];
  return (distinct.length > 0 ? distinct : [made('app', 'first', 0)]).slice(0, MOST_TABLES);
}

function selections(tableMappings: string): Selection[] {
  try {
    const { rules = [] } = JSON.parse(tableMappings) as { rules?: Selection[] };
    return rules.filter((rule) => rule['rule-type'] === 'selection' && rule['rule-action'] !== 'exclude');
  } catch {
    return []; // The simulated DMS says what is wrong with it.
  }
}

function made(schema: string, name: string, place: number): TableWorkload {
  const seconds = MINUTES_OF_A_TABLE[place % MINUTES_OF_A_TABLE.length] * 60;
  return { schema, name, seconds, rows: seconds * ROWS_A_SECOND, insertsPerSecond: 10 };
}

/** `%`, and `_` between letters as it stands: in names it is most often meant so. */
function hasWildcard(name: string): boolean {
  return name.includes('%');
}

function nameFor(pattern: string, name: string): string {
  return pattern.replace(/%/, name).replaceAll('%', '');
}
