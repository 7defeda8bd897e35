import type { MigrationPlanData } from '../../lib/plan/migration-plan/data';
import type { PlanOptions } from '../../lib/plan/migration-plan/options';
import { planMigration } from '../../lib/plan/migration-plan/plan';
import type { Profile } from '../../lib/profile/profile';
import { chance } from '../../test/support/plan/profiles';

/** Which share of the tables is in another task when one in a hundred has grown by a fifth, and nobody knows of the plan before. */
export function movedShare(profile: Profile, seed: number, options: PlanOptions): number {
  const random = chance(seed);
  const tables = profile.tables.map((table) => (random() < 0.01 ? { ...table, bytes: Math.round(table.bytes! * 1.2) } : table));
  const grown = { ...profile, tables };
  const before = tasksOf(planMigration(profile, options));
  const after = tasksOf(planMigration(grown, options));
  return [...before].filter(([key, task]) => after.get(key) !== task).length / before.size;
}

function tasksOf({ tasks }: MigrationPlanData): Map<string, string> {
  return new Map(tasks.flatMap(({ id, tables }) => tables.map(({ schema, name }): [string, string] => [`${schema}.${name}`, id])));
}
