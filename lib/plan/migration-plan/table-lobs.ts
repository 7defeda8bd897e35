import type { LobPlan, TablePlan, TaskPlan } from './data';
import { hasTableLobs, type Ends } from './lobs';

/** The `lob-settings` of a table's rule. */
export interface TableLobSettings {
  readonly mode: 'limited' | 'unlimited';
  readonly kib: number;
}

type OfTask = Pick<TaskPlan, 'lobMode' | 'lobKiB'>;

/** What a table needs beside the settings of its task; undefined if those do for it. */
export function ownLobSettings({ lobMode, lobKiB }: OfTask, { lobs, keyless = false }: TablePlan, ends: Ends): TableLobSettings | undefined {
  // A table has LOB settings only with a primary key [DMS User Guide, Table and collection settings rules].
  if (lobs === undefined || keyless || !hasTableLobs(ends)) return undefined;
  if (lobs.mode === 'limited') {
    // Inline mode carries small LOBs the same way, and cuts none.
    if (lobMode === 'inline' || lobs.kib === undefined || lobs.kib <= lobKiB) return undefined;
    return { mode: 'limited', kib: lobs.kib };
  }
  if (lobMode === 'inline' && lobs.mode === 'inline') return undefined;
  // Small ones inline and large ones looked up: only tasks have that, tables of these engines do not [same page].
  return { mode: 'unlimited', kib: 0 };
}

/** Whether none of the table's LOBs of today is cut in this task. */
export function carriesWhole(task: OfTask, table: TablePlan, ends: Ends): boolean {
  const { lobs } = table;
  if (lobs === undefined) return true;
  if (ownLobSettings(task, table, ends) !== undefined) return lobs.whole;
  return task.lobMode === 'inline' ? table.keyless !== true : isBelow(lobs, task.lobKiB);
}

function isBelow({ largestKiB }: LobPlan, kib: number): boolean {
  return largestKiB !== undefined && largestKiB <= kib;
}

/** What is known of the LOBs that are carried by the settings of a task. */
export interface TaskLobFacts {
  /** LOB columns of a table, on average over the tables that have any. */
  readonly columns: number;
  /** The largest, if it is known of all. */
  readonly largestKiB?: number;
}

export function lobFactsOf(task: OfTask & Pick<TaskPlan, 'tables'>, ends: Ends): TaskLobFacts {
  const withLobs = task.tables.filter(({ lobs }) => lobs !== undefined);
  if (withLobs.length === 0) return { columns: 0 };
  const shared = withLobs.filter((table) => ownLobSettings(task, table, ends) === undefined).map(({ lobs }) => lobs!.largestKiB);
  const columns = withLobs.reduce((sum, { lobs }) => sum + lobs!.columns, 0) / withLobs.length;
  return { columns, ...!shared.includes(undefined) && { largestKiB: Math.max(0, ...shared as number[]) } };
}
