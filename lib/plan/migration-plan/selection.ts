import type { Profile, TableFacts, TableKind } from '../../profile/profile';
import { tableKey, type LeftOutTable, type PlannedMigrationType } from './data';
import { compare } from './hashing';
import { PlanError, type PlanOptions } from './options';

/** What is migrated, and what is not, with the reason. */
export interface SelectedTables {
  /** Sorted by name. */
  readonly tables: readonly SelectedTable[];
  readonly leftOut: readonly LeftOutTable[];
}

/** A table and its name, which is put together once: of 100,000 tables, that is what planning would spend its time on. */
export interface SelectedTable {
  readonly key: string;
  readonly facts: TableFacts;
}

const KINDS_LEFT_OUT: Partial<Record<TableKind, string>> = {
  'temporary': 'is temporary: its rows belong to one session',
  'foreign': 'is a foreign table: its rows are in another server',
  'materialized-view': 'is a materialized view: DMS migrates tables, and the target computes it anew',
  'nested': 'is a nested table: DMS does not migrate those',
};

const TRAITS_LEFT_OUT: Readonly<Record<string, string>> = {
  'external': 'is an external table: its rows are outside of the database',
  'extension-member': 'belongs to an extension, which makes it in the target itself',
  'not-selectable': 'cannot be read by the login of the audit',
};

/** Decides for each table of a profile whether it is migrated. */
export function selectTables({ tables }: Profile, options: PlanOptions): SelectedTables {
  const { include = ['*'], exclude = [], migrationType = 'full-load-and-cdc' } = options;
  const included = matcher(include);
  const excluded = matcher(exclude);
  const selected: SelectedTable[] = [];
  const leftOut: LeftOutTable[] = [];
  for (const each of tables.map((facts) => ({ key: tableKey(facts), facts })).sort((a, b) => compare(a.key, b.key))) {
    const { key, facts } = each;
    const why = !included(key) ? 'is not among those to include' : excluded(key) ? 'is excluded by hand' : reasonOf(facts, migrationType);
    if (why === undefined) selected.push(each);
    else leftOut.push({ schema: facts.schema, name: facts.name, why });
  }
  if (selected.length === 0) {
    throw new PlanError(tables.length === 0 ? 'the profile has no tables' : `none of the ${tables.length} tables of the profile is left to migrate`);
  }
  return { tables: selected, leftOut };
}

function reasonOf({ kind, traits }: TableFacts, migrationType: PlannedMigrationType): string | undefined {
  if (kind === 'unlogged' && migrationType === 'cdc') return 'is unlogged: its changes are not in the log';
  return KINDS_LEFT_OUT[kind] ?? traits.map((trait) => TRAITS_LEFT_OUT[trait]).find((why) => why !== undefined);
}

/** Names with `*` for any characters, which no database's own wildcards are: `sales.*`. */
function matcher(patterns: readonly string[]): (key: string) => boolean {
  if (patterns.includes('*')) return () => true;
  const exact = new Set(patterns.filter((pattern) => !pattern.includes('*')));
  const wild = patterns.filter((pattern) => pattern.includes('*'))
    .map((pattern) => new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's'));
  return (key) => exact.has(key) || wild.some((each) => each.test(key));
}
