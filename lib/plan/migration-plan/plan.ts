import type { Profile } from '../../profile/profile';
import { candidatesOf, dmsEngine, unitsOf, type Candidate } from './candidates';
import { planCost } from './cost';
import { tableKey, type Decision, type MigrationPlanData } from './data';
import { furtherDecisions } from './decisions';
import { cautiousHours, estimateLoad } from './estimate';
import { groupsOf } from './groups';
import { compare } from './hashing';
import { placeOnInstances, planInstance } from './instances';
import { endsOf } from './lobs';
import { checkOptions, type PlanOptions } from './options';
import { selectTables } from './selection';
import { sum } from './sizes';
import { chooseTasks, parallelTablesFor } from './task-choice';
import { makeTasks } from './tasks';
import { warningsOf } from './warnings';

/** Of a row, where the profile tells of none [choice, as `sizeInstance` has it]. */
const ROW_BYTES = 1024;

/**
 * From a workload profile to the settings of DMS.
 *
 * The same profile gives the same plan, and a small change of the profile a small change of the plan. See docs/planning.md for the rules.
 */
export function planMigration(profile: Profile, options: PlanOptions = {}): MigrationPlanData {
  checkOptions(options);
  const { migrationType = 'full-load-and-cdc', targetEngine, overrides = {}, previous, instances: instanceCount = 1 } = options;
  const loads = migrationType !== 'cdc';
  const ends = endsOf(dmsEngine(profile.database.engine), targetEngine);
  const { tables, leftOut } = selectTables(profile, options);
  const parallel = parallelTablesFor(sum(tables.map(({ facts }) => facts.bytes ?? 0)), options);
  const groups = groupsOf(tables, profile, migrationType !== 'full-load');
  const candidates = candidatesOf(tables, groups, profile.database.engine, options, parallel.count);
  const bytes = sum(candidates.map(({ bytes: each }) => each));
  const units = unitsOf(candidates, groups, options);
  const choice = chooseTasks(units, options, parallel.count);
  const set = makeTasks({ units, taskOf: choice.taskOf, ends, loads, parallelTables: parallel.count, all: profile.tables, previous });
  const before = new Map(previous?.tasks.map(({ id, instance }) => [id, instance]));
  const tasks = placeOnInstances(set.tasks, instanceCount, before);
  const load = loads ? estimateLoad({
    set, bytes,
    parallelTables: sum(tasks.map(({ parallelTables }) => parallelTables)),
    largestPiece: largestPiece(candidates),
    rowBytes: rowBytesBy(candidates),
    measuredGBPerHour: options.measuredGBPerHour, measured: options.measured,
  }) : undefined;
  const around = {
    migrationType, ends, overrides,
    rowBytes: averageRow(candidates),
    logBytesPerSecond: profile.changes?.logBytesPerSecond,
    cautiousHours: load === undefined ? 0 : cautiousHours(load),
    oldestTransactionSeconds: profile.transactions?.oldestSeconds,
  };
  const instances = [...new Set(tasks.map(({ instance }) => instance))].sort(compare)
    .map((id) => planInstance(id, tasks.filter(({ instance }) => instance === id), around));
  return {
    version: 1,
    source: { engine: profile.database.engine, database: profile.database.name, tables: tables.length, bytes },
    ...targetEngine !== undefined && { targetEngine },
    migrationType,
    instances,
    tasks,
    leftOut,
    ...load !== undefined && { load },
    cost: planCost(instances, options.prices),
    decisions: [
      ...loads ? [parallel.decision] : [],
      choice.decision,
      multiAzDecision(migrationType, overrides.multiAz),
      ...furtherDecisions(instances, tasks),
      ...previous === undefined ? [] : [previousDecision(previous, tasks)],
    ],
    warnings: warningsOf(tasks, instances, ends),
  };
}

function largestPiece(candidates: readonly Candidate[]): { readonly key: string; readonly bytes: number } {
  let largest = { key: candidates[0].key, bytes: 0 };
  for (const { key, pieces } of candidates) {
    const bytes = Math.max(...pieces);
    if (bytes > largest.bytes) largest = { key, bytes };
  }
  return largest;
}

function rowBytesBy(candidates: readonly Candidate[]): (key: string) => number | undefined {
  const sizes = new Map(candidates.map(({ key, facts: { rows = 0, bytes = 0 } }) => [key, rows === 0 ? 0 : bytes / rows]));
  return (key) => sizes.get(key);
}

/** Of the rows that load, most are those of large tables: so the average is that over all rows. */
function averageRow(candidates: readonly Candidate[]): number {
  const known = candidates.filter(({ facts: { rows = 0, bytes = 0 } }) => rows > 0 && bytes > 0);
  return known.length === 0 ? ROW_BYTES : sum(known.map(({ facts }) => facts.bytes!)) / sum(known.map(({ facts }) => facts.rows!));
}

function multiAzDecision(migrationType: MigrationPlanData['migrationType'], byHand: boolean | undefined): Decision {
  const chosen = byHand ?? migrationType !== 'full-load';
  return {
    about: 'Multi-AZ',
    choice: chosen ? 'yes' : 'no',
    inputs: [migrationType],
    rule: byHand !== undefined ? 'by hand' : 'with changes, since a standby takes running CDC over; not for a load alone, which fails and begins anew on a failover',
    source: 'DMS User Guide, Best practices: Multi-AZ',
  };
}

function previousDecision(previous: MigrationPlanData, tasks: MigrationPlanData['tasks']): Decision {
  const before = new Map(previous.tasks.flatMap(({ id, tables }) => tables.map((table): [string, string] => [tableKey(table), id])));
  const now = tasks.flatMap(({ id, tables }) => tables.map((table) => ({ was: before.get(tableKey(table)), id })));
  const moved = now.filter(({ was, id }) => was !== undefined && was !== id).length;
  const added = now.filter(({ was }) => was === undefined).length;
  return {
    about: 'the plan before',
    choice: `${moved} tables change their task, ${added} are new`,
    inputs: [`${before.size} tables in ${previous.tasks.length} tasks`],
    rule: 'tables stay where they are unless a limit is broken: another task loads them again',
    source: 'DMS User Guide, Working with AWS DMS tasks',
  };
}
