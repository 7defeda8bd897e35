import { checkSharedTables, type WritingTask } from '../../lib/plan/shared-tables-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { writtenTables } from '../../lib/plan/written-tables';
import { testRules } from '../support/rule-cases';

function task(path: string, source: string, schema: unknown = 'sales', more: Partial<WritingTask> = {}, filters?: unknown[]): WritingTask {
  const rule = { 'rule-type': 'selection', 'rule-action': 'include', 'object-locator': { 'schema-name': schema, 'table-name': '%' }, filters };
  return { path, source, fullLoad: true, cdc: true, clearsTables: false, tables: writtenTables({ rules: [rule] }), ...more };
}

testRules([
  {
    code: 'sharedTablesCleared',
    bad: () => checkSharedTables(task('Asia', 'a', 'sales', { clearsTables: true }), [task('Europe', 'e')]),
    message: '\'tableMappings\' leads to tables of the target that the task "Europe" writes, too: "sales.%". "Asia" drops or empties them before it '
      + 'loads, and with them what the other one has written from another source. Write each source to a schema of its own, by targetSchema of '
      + 'TableMappings.includeSchema or TransformationRule.schema(..).rename(..); or make the tables beforehand and set '
      + 'TargetTablePrepMode.DO_NOTHING on both tasks. [sharedTablesCleared]',
    unknown: () => checkSharedTables(task('Asia', 'a', UNKNOWN, { clearsTables: true }), [task('Europe', 'e')]),
  },
  {
    code: 'sharedTables',
    variant: 'two sources',
    bad: () => checkSharedTables(task('Asia', 'a'), [task('Europe', 'e')]),
    message: '\'tableMappings\' leads to tables of the target that the task "Europe" writes, too: "sales.%". Rows of different sources with one key '
      + 'meet in a table: by default DMS logs the second one as an exception and drops it, and an UPDATE or DELETE hits the other source\'s row. '
      + 'Write each source to a schema of its own, by targetSchema of TableMappings.includeSchema; where keys cannot clash, acknowledge this. '
      + '[sharedTables]',
    unknown: () => checkSharedTables(task('Asia', 'a', UNKNOWN), [task('Europe', 'e')]),
  },
  {
    code: 'sharedTables',
    variant: 'one source',
    bad: () => checkSharedTables(task('Again', 'e'), [task('Europe', 'e')]),
    message: '\'tableMappings\' leads to tables of the target that the task "Europe" writes, too: "sales.%". Each row is written by both tasks, and a '
      + 'change that the slower one applies may undo a later one. Select each table in one task; where rows are shared out by filters, acknowledge '
      + 'this. [sharedTables]',
    unknown: () => checkSharedTables(task('Again', 'e', UNKNOWN), [task('Europe', 'e')]),
  },
]);

test('a task that loads and one that goes on with the changes of the same source are a pair', () => {
  const [load, follow] = [{ cdc: false }, { fullLoad: false }];
  expect(checkSharedTables(task('Follow', 'e', 'sales', follow), [task('Load', 'e', 'sales', load)])).toEqual([]);
  expect(checkSharedTables(task('Follow', 'a', 'sales', follow), [task('Load', 'e', 'sales', load)])).toHaveLength(1);
});

test('rows of one source may be shared out by filters, as long as nobody drops the others\'', () => {
  const part = (path: string, more: Partial<WritingTask> = {}): WritingTask => task(path, 'e', 'sales', more, [{}]);
  expect(checkSharedTables(part('Two'), [part('One')])).toEqual([]);
  expect(checkSharedTables(part('Two', { clearsTables: true }), [part('One')]).map(({ code }) => code)).toEqual(['sharedTables']);
});

test('tables that are dropped before a load that there is none of are not dropped', () => {
  const follow = task('Asia', 'a', 'sales', { fullLoad: false, clearsTables: true });
  expect(checkSharedTables(follow, [task('Europe', 'e')]).map(({ code }) => code)).toEqual(['sharedTables']);
});

test('each earlier task is told of, with at most three tables', () => {
  const rules = [1, 2, 3, 4, 5].map((each) => ({
    'rule-type': 'selection', 'rule-action': 'include', 'object-locator': { 'schema-name': 's', 'table-name': `t${each}` },
  }));
  const tables = writtenTables({ rules });
  const [first, second, third] = ['A', 'B', 'C'].map((path) => task(path, path, 's', { tables }));
  const problems = checkSharedTables(third, [first, second]);
  expect(problems.map(({ what }) => what)).toEqual(['A', 'B'].map((path) =>
    `leads to tables of the target that the task "${path}" writes, too: "s.t1", "s.t2", "s.t3" and 2 more`));
});

test('a hundred tasks of a thousand tables each are compared in a few seconds', () => {
  const tasks = Array.from({ length: 100 }, (_, number) => task(`Task${number}`, 'e', 's', {
    tables: writtenTables({
      rules: Array.from({ length: 1000 }, (__, table) => ({
        'rule-type': 'selection', 'rule-action': 'include', 'object-locator': { 'schema-name': 's', 'table-name': `t_${number}_${table}` },
      })),
    }),
  }));
  const start = performance.now();
  expect(tasks.flatMap((each, index) => checkSharedTables(each, tasks.slice(0, index)))).toEqual([]);
  expect(performance.now() - start).toBeLessThan(20_000);
});
