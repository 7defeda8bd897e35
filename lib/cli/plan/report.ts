import { counted } from '../../plan/counted';
import { tableKey, type Decision, type InstancePlan, type MigrationPlanData, type PhasePlan, type TablePlan, type TaskPlan } from '../../plan/migration-plan/data';
import { visible } from '../findings/visible';

/** How a report is laid out. */
export interface Layout {
  readonly title: (text: string) => string;
  readonly item: (text: string, depth: number) => string;
  readonly table: (head: readonly string[], rows: readonly (readonly string[])[]) => string[];
}

export interface ReportOptions {
  /** All tables, not the largest few. */
  readonly all: boolean;
  /** Of the terminal. */
  readonly columns?: number;
}

const SHOWN_TABLES = 10;
const SHOWN_LEFT_OUT = 5;

export const TEXT: Layout = {
  title: (text) => `\n${text}`,
  item: (text, depth) => `${'  '.repeat(depth + 1)}${text}`,
  table: (head, rows) => aligned([head, ...rows]).map((line) => `  ${line}`),
};

export const MARKDOWN: Layout = {
  title: (text) => `\n## ${text}\n`,
  item: (text, depth) => `${'  '.repeat(depth)}- ${escaped(text)}`,
  table: (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(escaped).join(' | ')} |`),
};

/** A plan with its reasons: what was decided, from what, by which rule, and where the rule is from. */
export function renderPlan(plan: MigrationPlanData, layout: Layout, { all, columns = Infinity }: ReportOptions): string {
  const { source, tasks, instances, decisions } = plan;
  const lines = [
    layout === MARKDOWN ? `# Migration plan of ${escaped(source.database)}` : `Migration plan of ${source.database}`,
    ...layout === MARKDOWN ? [''] : [],
    `${source.engine}${plan.targetEngine === undefined ? '' : ` to ${plan.targetEngine}`}, ${plan.migrationType}: ${counted(source.tables, 'table')}, `
      + `${gib(source.bytes)}, ${counted(tasks.length, 'task')}, ${counted(instances.length, 'instance')}`,
    ...warnings(plan, layout, all),
    ...instances.flatMap((instance) => instanceLines(instance, layout)),
    layout.title('Tasks'),
    ...layout.table(
      ['task', 'instance', 'tables', 'size', 'at once', 'commit rate', 'LOBs', 'selects by'],
      tasks.map((task) => [
        task.id, task.instance, String(task.tables.length), gib(task.bytes), String(task.parallelTables), String(task.commitRate),
        `${task.lobMode}, ${task.lobKiB} KB`, task.selection,
      ]),
    ),
    ...tables(tasks, layout, all),
    ...loadLines(plan, layout),
    ...costLines(plan, layout),
    layout.title('Why'),
    ...decisions.flatMap((decision) => decisionLines(decision, layout)),
    ...leftOut(plan, layout, all),
  ];
  const width = layout === TEXT ? columns : Infinity;
  return `${lines.map(visibleLines).flatMap((line) => wrapped(line, width)).join('\n')}\n`;
}

function warnings({ warnings: list }: MigrationPlanData, layout: Layout, all: boolean): string[] {
  if (list.length === 0) return [];
  return [
    layout.title('Warnings'),
    ...list.flatMap(({ code, what, mend, at }) => [layout.item(`${code}: ${what}`, 0), layout.item(some(at, all), 1), layout.item(mend, 1)]),
  ];
}

function instanceLines({ id, fullLoad, cdc, multiAz, storageGiB, storageReasons }: InstancePlan, layout: Layout): string[] {
  const phase = (name: string, each: PhasePlan | undefined): string[] =>
    (each === undefined ? [] : [layout.item(`${name}: ${each.instanceClass}`, 0), ...each.reasons.map((reason) => layout.item(reason, 1))]);
  return [
    layout.title(`Instance ${id}${multiAz ? ', Multi-AZ' : ''}`),
    ...phase('full load', fullLoad),
    ...phase('CDC', cdc),
    layout.item(`storage: ${storageGiB} GiB`, 0),
    ...storageReasons.map((reason) => layout.item(reason, 1)),
  ];
}

/** The largest tables first; of many, what those that are not shown have in common. */
function tables(tasks: readonly TaskPlan[], layout: Layout, all: boolean): string[] {
  const every = tasks.flatMap((task) => task.tables.map((table) => ({ task, table })));
  const sorted = every.sort((a, b) => b.table.bytes - a.table.bytes || (tableKey(a.table) < tableKey(b.table) ? -1 : 1));
  const shown = all ? sorted : sorted.slice(0, SHOWN_TABLES);
  const others = sorted.slice(shown.length);
  return [
    layout.title(others.length === 0 ? 'Tables, largest first' : `The largest ${shown.length} of ${sorted.length} tables`),
    ...layout.table(
      ['table', 'task', 'size', 'order', 'belongs to', 'LOBs', 'split'],
      shown.map(({ task, table }) => [
        tableKey(table), task.id, `${table.bytesAssumed === true ? 'about ' : ''}${gib(table.bytes)}`, String(table.loadOrder ?? ''), table.group ?? '',
        lobText(table), splitText(table),
      ]),
    ),
    ...others.length === 0 ? [] : [layout.item(`and ${others.length} more with ${gib(others.reduce((sum, { table }) => sum + table.bytes, 0))} in all`, 0)],
    ...reasons(shown.map(({ table }) => table), layout),
    ...lobSummary(every.map(({ table }) => table), layout),
  ];
}

function reasons(shown: readonly TablePlan[], layout: Layout): string[] {
  const lines = shown.flatMap((table) => [
    ...table.lobs === undefined ? [] : [`${tableKey(table)}: LOBs ${lobText(table)}: ${table.lobs.why}`],
    ...table.parallelLoad === undefined ? [] : [`${tableKey(table)}: ${table.parallelLoad.type}: ${table.parallelLoad.why}`],
  ]);
  return lines.length === 0 ? [] : [layout.title('LOBs and parallel load of these tables'), ...lines.map((line) => layout.item(line, 0))];
}

function lobSummary(every: readonly TablePlan[], layout: Layout): string[] {
  const withLobs = every.filter(({ lobs }) => lobs !== undefined);
  if (withLobs.length === 0) return [];
  const modes = new Map<string, number>();
  for (const table of withLobs) modes.set(table.lobs!.mode, (modes.get(table.lobs!.mode) ?? 0) + 1);
  const text = [...modes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([mode, number]) => `${number} ${mode}`).join(', ');
  return [layout.item(`LOBs in ${counted(withLobs.length, 'table')}: ${text}`, 0)];
}

function lobText({ lobs }: TablePlan): string {
  return lobs === undefined ? '' : `${lobs.mode}${lobs.kib === undefined ? '' : ` ${lobs.kib} KB`}`;
}

function splitText({ parallelLoad, partitions }: TablePlan): string {
  if (partitions !== undefined) return `${partitions.length} partitions`;
  return parallelLoad === undefined ? '' : `${parallelLoad.segments} by ${parallelLoad.type}`;
}

function loadLines({ load }: MigrationPlanData, layout: Layout): string[] {
  if (load === undefined) return [];
  return [
    layout.title('Full load'),
    layout.item(`${hours(load.fastestHours)} to ${hours(load.slowestHours)}, likely ${hours(load.likelyHours)}: ${gib(load.bytes)}, ${load.parallelTables} at once`, 0),
    layout.item(`what decides: ${load.bottleneck}`, 0),
    ...load.assumptions.map((assumption) => layout.item(assumption, 1)),
  ];
}

function costLines({ cost }: MigrationPlanData, layout: Layout): string[] {
  const { cdcToFullLoad, fullLoadPerHour, cdcPerHour, notes } = cost;
  return [
    layout.title('Cost'),
    ...fullLoadPerHour === undefined ? [] : [layout.item(`full load: ${fullLoadPerHour} USD an hour`, 0)],
    ...cdcPerHour === undefined ? [] : [layout.item(`CDC: ${cdcPerHour} USD an hour`, 0)],
    ...cdcToFullLoad === undefined ? [] : [layout.item(`an hour of CDC costs ${Math.round(cdcToFullLoad * 100)} % of an hour of full load`, 0)],
    ...notes.map((note) => layout.item(note, 1)),
  ];
}

function decisionLines({ about, choice, inputs, rule, source }: Decision, layout: Layout): string[] {
  return [layout.item(`${about}: ${choice}`, 0), layout.item(`from: ${inputs.join('; ')}`, 1), layout.item(`rule: ${rule}`, 1), layout.item(`source: ${source}`, 1)];
}

function leftOut({ leftOut: list }: MigrationPlanData, layout: Layout, all: boolean): string[] {
  if (list.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const table of list) byReason.set(table.why, [...byReason.get(table.why) ?? [], tableKey(table)]);
  return [layout.title(`Left out: ${counted(list.length, 'table')}`), ...[...byReason].map(([why, keys]) => layout.item(`${why}: ${some(keys, all)}`, 0))];
}

function some(keys: readonly string[], all: boolean): string {
  if (all || keys.length <= SHOWN_LEFT_OUT) return keys.join(', ');
  return `${keys.slice(0, SHOWN_LEFT_OUT).join(', ')} and ${keys.length - SHOWN_LEFT_OUT} more`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
}

/** Sentences are broken between words, with their indent; what is in columns has fewer than two spaces nowhere, and stays. */
function wrapped(line: string, columns: number): string[] {
  if (line.length <= columns || /\S {2}/.test(line)) return [line];
  const indent = /^ */.exec(line)![0];
  const lines: string[] = [];
  let rest = line;
  while (rest.length > columns) {
    const at = rest.lastIndexOf(' ', columns);
    if (at <= indent.length) break;
    lines.push(rest.slice(0, at));
    rest = `${indent}  ${rest.slice(at + 1)}`;
  }
  return [...lines, rest];
}

function visibleLines(line: string): string {
  return line.split('\n').map(visible).join('\n');
}

/** Names of tables are no markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&');
}

function gib(bytes: number): string {
  const value = bytes / 2 ** 30;
  return value >= 10 ? `${Math.round(value)} GiB` : value >= 0.1 ? `${value.toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}

function hours(value: number): string {
  return value < 1 ? `${Math.max(1, Math.round(value * 60))} min` : value < 10 ? `${value.toFixed(1)} h` : `${Math.round(value)} h`;
}
