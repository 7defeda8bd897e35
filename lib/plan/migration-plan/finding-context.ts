import type { FindingContext, LobMode } from '../findings/context';
import { tableKey, type LobPlan, type MigrationPlanData, type TablePlan, type TaskPlan } from './data';

/** What rules about the source database have to know of the plan. */
export function findingContext(plan: MigrationPlanData): FindingContext {
  const { migrationType, targetEngine, tasks } = plan;
  return {
    ...targetEngine !== undefined && { targetEngine },
    fullLoad: migrationType !== 'cdc',
    cdc: migrationType !== 'full-load',
    tasks: tasks.length,
    tableLobs: Object.fromEntries(tasks.flatMap((task) => task.tables.flatMap((table): [string, LobMode][] => {
      const mode = modeOf(task, table);
      return mode === undefined ? [] : [[tableKey(table), mode]];
    }))),
  };
}

function modeOf({ lobMode, lobKiB }: TaskPlan, { lobs }: TablePlan): LobMode | undefined {
  if (lobs === undefined) return undefined;
  if (lobs.mode === 'limited') return lobMode === 'inline' ? { mode: 'inline' } : limited(lobs, lobKiB);
  return { mode: lobMode === 'inline' ? lobs.mode : 'full' };
}

function limited({ kib }: LobPlan, ofTask: number): LobMode {
  return { mode: 'limited', maxKiB: Math.max(kib ?? 0, ofTask) };
}
