import { error, listSome, show, warning, type Problem } from './problem';
import { meet, narrower, plainName, type WrittenTables } from './written-tables';

/** A task, as far as it matters to others that write the same database. */
export interface WritingTask {
  readonly path: string;
  /** What tells its source from other sources. */
  readonly source: string;
  readonly fullLoad: boolean;
  readonly cdc: boolean;
  /** Whether its settings have it drop or empty tables before it loads them. */
  readonly clearsTables: boolean;
  readonly tables: readonly WrittenTables[];
}

/** Checks a task against those that were declared before it and write to the same database. */
export function checkSharedTables(task: WritingTask, earlier: readonly WritingTask[]): Problem[] {
  return earlier.flatMap((other) => (follow(task, other) ? [] : checkTwo(task, other)));
}

/** One task loads tables, and the other goes on with their changes. */
function follow(one: WritingTask, other: WritingTask): boolean {
  return one.source === other.source && one.fullLoad !== other.fullLoad && one.cdc !== other.cdc;
}

function checkTwo(task: WritingTask, other: WritingTask): Problem[] {
  const clearing = [task, other].filter(({ clearsTables, fullLoad }) => clearsTables && fullLoad);
  const sameSource = task.source === other.source;
  // Rows of one source shared out to tasks by filters are a way to load a large table.
  const sharesOut = sameSource && clearing.length === 0;
  const shared = meetings(task, other).filter(([one, two]) => !(sharesOut && one.filtered && two.filtered));
  if (shared.length === 0) return [];
  const tables = listSome([...new Set(shared.map(([one, two]) => show(plainName(narrower(one, two)))))]);
  const what = `leads to tables of the target that the task ${show(other.path)} writes, too: ${tables}`;
  if (clearing.length > 0 && !sameSource) {
    return [error({
      code: 'sharedTablesCleared',
      where: 'tableMappings',
      what,
      why: `${clearing.length === 2 ? 'Each of the two' : show(clearing[0].path)} drops or empties them before it loads, `
        + 'and with them what the other one has written from another source',
      mend: 'Write each source to a schema of its own, by targetSchema of TableMappings.includeSchema or TransformationRule.schema(..).rename(..); '
        + 'or make the tables beforehand and set TargetTablePrepMode.DO_NOTHING on both tasks',
    })];
  }
  return [warning({
    code: 'sharedTables',
    where: 'tableMappings',
    what,
    why: sameSource
      ? 'Each row is written by both tasks, and a change that the slower one applies may undo a later one'
      : 'Rows of different sources with one key meet in a table: by default DMS logs the second one as an exception and drops it, '
        + 'and an UPDATE or DELETE hits the other source\'s row',
    mend: sameSource
      ? 'Select each table in one task; where rows are shared out by filters, acknowledge this'
      : 'Write each source to a schema of its own, by targetSchema of TableMappings.includeSchema; where keys cannot clash, acknowledge this',
  })];
}

/** The tables of a task: those with exact names by them, so that thousands of tables of hundreds of tasks are not compared each with each. */
interface TableIndex {
  readonly all: readonly WrittenTables[];
  readonly exact: ReadonlyMap<string, WrittenTables>;
  readonly patterns: readonly WrittenTables[];
}

const indexes = new WeakMap<readonly WrittenTables[], TableIndex>();

function indexOf({ tables }: WritingTask): TableIndex {
  let index = indexes.get(tables);
  if (index === undefined) {
    const exact = new Map(tables.flatMap((each) => (each.exactly === undefined ? [] : [[each.exactly, each] as const])));
    index = { all: tables, exact, patterns: tables.filter(({ exactly }) => exactly === undefined) };
    indexes.set(tables, index);
  }
  return index;
}

/** The rules of both that lead to the same tables. Loops, since this is the one place that may see millions of tables. */
function meetings(task: WritingTask, other: WritingTask): [WrittenTables, WrittenTables][] {
  const { all, exact, patterns } = indexOf(other);
  const found: [WrittenTables, WrittenTables][] = [];
  for (const one of task.tables) {
    const same = one.exactly === undefined ? undefined : exact.get(one.exactly);
    if (same !== undefined) found.push([one, same]);
    for (const two of one.exactly === undefined ? all : patterns) {
      if (meet(one, two)) found.push([one, two]);
    }
  }
  return found;
}
