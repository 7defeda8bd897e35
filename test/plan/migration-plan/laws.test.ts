import * as fc from 'fast-check';
import { dmsEngine } from '../../../lib/plan/migration-plan/candidates';
import { tableKey, type MigrationPlanData } from '../../../lib/plan/migration-plan/data';
import { endsOf } from '../../../lib/plan/migration-plan/lobs';
import { renderMappings } from '../../../lib/plan/migration-plan/mappings';
import type { PlanOptions } from '../../../lib/plan/migration-plan/options';
import { planMigration } from '../../../lib/plan/migration-plan/plan';
import { parsePlan, writePlan } from '../../../lib/plan/migration-plan/read-plan';
import { checkTableMappings } from '../../../lib/plan/table-mapping-rules';
import type { AuditedEngine, Profile } from '../../../lib/profile/profile';
import { readProfile } from '../../../lib/profile/read-profile';
import { generateProfile } from '../../support/plan/profiles';

const RUNS = 120;

const profiles = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  tables: fc.integer({ min: 1, max: 300 }),
  gib: fc.option(fc.double({ min: 0.1, max: 20_000, noNaN: true }), { nil: undefined }),
  engine: fc.constantFrom<AuditedEngine>('postgresql', 'mysql', 'oracle', 'sqlserver', 'mongodb'),
}).map(({ seed, ...options }) => generateProfile(seed, options));

const options = fc.record({
  migrationType: fc.constantFrom('full-load', 'full-load-and-cdc', 'cdc'),
  targetEngine: fc.constantFrom(undefined, 'aurora-postgresql', 'mysql', 's3', 'redshift', 'docdb'),
  maxTasks: fc.constantFrom(undefined, 3, 4, 8),
  instances: fc.constantFrom(undefined, 2, 3),
  loadWindowHours: fc.constantFrom(undefined, 1, 12),
}).map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)) as PlanOptions);

function law(holds: (plan: MigrationPlanData, profile: Profile, given: PlanOptions) => void): void {
  fc.assert(fc.property(profiles, options, (profile, given) => holds(planMigration(profile, given), profile, given)), { numRuns: RUNS });
}

const keysIn = ({ tasks }: MigrationPlanData): string[] => tasks.flatMap(({ tables }) => tables.map(tableKey));
const taskBy = ({ tasks }: MigrationPlanData): Map<string, string> =>
  new Map(tasks.flatMap(({ id, tables }) => tables.map((table): [string, string] => [tableKey(table), id])));

test('generated profiles are profiles', () => {
  fc.assert(fc.property(profiles, (profile) => {
    expect(readProfile(JSON.parse(JSON.stringify(profile)))).toBeDefined();
  }), { numRuns: 30 });
});

test('every table is in exactly one task, or left out with a reason', () => {
  law((plan, profile) => {
    const all = [...keysIn(plan), ...plan.leftOut.map(tableKey)].sort();
    expect(all).toEqual(profile.tables.map(tableKey).sort());
    expect(plan.leftOut.filter(({ why }) => why === '')).toEqual([]);
  });
});

test('with changes, tables that foreign keys join are in one task', () => {
  law((plan, profile, { migrationType }) => {
    if (migrationType === 'full-load') return;
    const tasks = taskBy(plan);
    const parted = profile.tables.flatMap((table) => table.foreignKeys
      .filter(({ references }) => tasks.get(references) !== tasks.get(tableKey(table))).map(({ references }) => [tableKey(table), references]));
    expect(parted).toEqual([]);
  });
});

test('tasks and instances are as few as asked for, and within AWS\'s limits', () => {
  law((plan, _, { maxTasks = 600, instances = 1 }) => {
    expect(plan.tasks.length).toBeLessThanOrEqual(maxTasks);
    expect(plan.instances.length).toBeLessThanOrEqual(instances);
    for (const { parallelTables, tables } of plan.tasks) {
      expect(parallelTables).toBeGreaterThanOrEqual(1);
      expect(parallelTables).toBeLessThanOrEqual(49);
      expect(tables.length).toBeLessThan(60_000);
    }
  });
});

test('table mappings are such as the rules accept, without a warning', () => {
  law((plan, profile, { migrationType, targetEngine }) => {
    const sourceEngine = dmsEngine(profile.database.engine);
    const problems = plan.tasks.flatMap((task) => checkTableMappings(
      renderMappings(task, endsOf(sourceEngine, targetEngine)),
      { sourceEngine, migrationType, ...targetEngine !== undefined && { targetEngine } },
    ));
    expect(problems).toEqual([]);
  });
});

test('a plan is the same each time, whatever the order of the tables', () => {
  law((plan, profile, given) => {
    expect(writePlan(planMigration({ ...profile, tables: [...profile.tables].reverse() }, given))).toBe(writePlan(plan));
  });
});

test('a plan that was written is read as it was', () => {
  law((plan) => {
    expect(parsePlan(writePlan(plan))).toEqual(plan);
  });
});

test('from the plan before, no table changes its task, however the sizes have changed', () => {
  fc.assert(fc.property(profiles, options, fc.integer({ min: 1, max: 40 }), (profile, given, factor) => {
    const before = planMigration(profile, given);
    const grown = { ...profile, tables: profile.tables.map((table, index) => ({ ...table, bytes: table.bytes! * (index % 3 === 0 ? factor : 1) })) };
    expect([...taskBy(planMigration(grown, { ...given, previous: before }))].sort()).toEqual([...taskBy(before)].sort());
  }), { numRuns: RUNS });
});

test('a table that is new joins a task that there is', () => {
  law((plan, profile, given) => {
    const added = generateProfile(99, { tables: 3 }).tables.map((table) => ({ ...table, name: `new_${table.name}`, foreignKeys: [] }));
    const after = planMigration({ ...profile, tables: [...profile.tables, ...added] }, { ...given, previous: plan });
    const ids = plan.tasks.map(({ id }) => id);
    expect(after.tasks.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
    const tasks = taskBy(after);
    expect(keysIn(plan).filter((key) => tasks.get(key) !== taskBy(plan).get(key))).toEqual([]);
  });
});

test('the fastest load is no slower than the likely one, and that no slower than the slowest', () => {
  law(({ load }, _, { migrationType }) => {
    expect(load === undefined).toBe(migrationType === 'cdc');
    if (load === undefined) return;
    expect(load.fastestHours).toBeLessThanOrEqual(load.likelyHours);
    expect(load.likelyHours).toBeLessThanOrEqual(load.slowestHours);
  });
});

test('each decision tells from what, by which rule, and where that is from', () => {
  law(({ decisions }) => {
    expect(decisions.filter(({ choice, inputs, rule, source }) => [choice, rule, source, ...inputs].includes('') || inputs.length === 0)).toEqual([]);
    expect(decisions.map(({ about }) => about)).toEqual(expect.arrayContaining(['tasks', 'Multi-AZ', 'classes and storage']));
  });
});

test('a plan of another release, and a profile in its place, are named for what they are', () => {
  expect(() => parsePlan('{ "version": 7 }')).toThrow('version is 7, and this release reads version 1; use the release that has written it, or plan anew. ');
  expect(() => parsePlan(JSON.stringify(generateProfile(1, { tables: 2 })))).toThrow('this is a profile, and no plan; "npx dms-migrations plan -o" writes a plan from it');
});
