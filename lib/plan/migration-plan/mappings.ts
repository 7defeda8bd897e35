import { hasPercent } from '../table-mapping-patterns';
import type { ParallelLoadPlan, TableName, TablePlan, TaskPlan } from './data';
import { compare } from './hashing';
import type { Ends } from './lobs';
import { ownLobSettings } from './table-lobs';

/** A rule of a table mapping, without its id. */
type Rule = Readonly<Record<string, unknown>>;

/** The table mapping of a task, `{ "rules": [...] }`. */
export function renderMappings(task: TaskPlan, ends: Ends): { readonly rules: readonly Rule[] } {
  const rules = [
    ...task.selection === 'names' ? task.tables.flatMap(namesOf) : schemasOf(task),
    ...task.tables.flatMap((table) => settingsOf(task, table, ends)),
  ];
  return { rules: rules.map(({ 'rule-type': type, ...rule }, index) => ({ 'rule-type': type, 'rule-id': String(index + 1), 'rule-name': String(index + 1), ...rule })) };
}

/** By the action that takes names for what they are: in others `_` is a wildcard, and `a_b` selects `acb` too. */
function namesOf({ schema, name, partitions, loadOrder }: TablePlan): Rule[] {
  return (partitions ?? [name]).map((table) => ({
    'rule-type': 'selection',
    ...hasPercent(schema) || hasPercent(table)
      ? { 'object-locator': { 'schema-name': literal(schema), 'table-name': literal(table) }, 'rule-action': 'include' }
      : { 'object-locator': { 'schema-name': schema, 'table-name': table }, 'rule-action': 'explicit' },
    ...loadOrder !== undefined && { 'load-order': String(loadOrder) },
  }));
}

/** Whole schemas, without what is in other tasks; of a table whose partitions are selected, without the table itself. */
function schemasOf({ tables, excluded = [] }: TaskPlan): Rule[] {
  const schemas = [...new Set(tables.map(({ schema }) => schema))].sort(compare);
  const parents = tables.filter(({ partitions }) => partitions !== undefined);
  const out: TableName[] = [...excluded, ...parents].map(({ schema, name }) => ({ schema, name }));
  return [
    ...schemas.map((schema) => ({
      'rule-type': 'selection', 'object-locator': { 'schema-name': literal(schema), 'table-name': '%' }, 'rule-action': 'include',
    })),
    ...out.sort((a, b) => compare(a.schema, b.schema) || compare(a.name, b.name)).map(({ schema, name }) => ({
      'rule-type': 'selection', 'object-locator': { 'schema-name': literal(schema), 'table-name': literal(name) }, 'rule-action': 'exclude',
    })),
  ];
}

function settingsOf(task: TaskPlan, table: TablePlan, ends: Ends): Rule[] {
  const { schema, name, partitions, parallelLoad } = table;
  const lobs = ownLobSettings(task, table, ends);
  if (lobs === undefined && parallelLoad === undefined) return [];
  // DMS takes no name with a percent sign here.
  return (partitions ?? [name]).filter((each) => !hasPercent(schema) && !hasPercent(each)).map((each) => ({
    'rule-type': 'table-settings',
    'object-locator': { 'schema-name': schema, 'table-name': each },
    ...parallelLoad !== undefined && { 'parallel-load': parallelLoadOf(parallelLoad) },
    ...lobs !== undefined && { 'lob-settings': { 'mode': lobs.mode, 'bulk-max-size': String(lobs.kib) } },
  }));
}

function parallelLoadOf({ type, column, boundaries }: ParallelLoadPlan): Rule {
  return type === 'ranges' ? { type, columns: [column], boundaries: boundaries!.map((bound) => [bound]) } : { type };
}

/** A name as it is, though DMS has wildcards: each stands in brackets for itself [DMS User Guide, Wildcards in table mapping]. */
function literal(name: string): string {
  return name.replace(/[%_[]/g, '[$&]');
}
