import type { InstancePlan, PhasePlan, PlanWarning, TablePlan, TaskPlan } from './data';
import { tableKey } from './data';
import { compare } from './hashing';
import type { Ends } from './lobs';
import { carriesWhole } from './table-lobs';
import { MOST_TABLES } from './task-choice';

/** A rule of a table mapping takes about so many bytes in a template, with its quotes escaped [measured on rendered plans: 175 to 230]. */
const RULE_BYTES = 230;
/** CloudFormation allows 1 MB a template; the rest is for other tasks and for what is around them. */
const MOST_DOCUMENT_BYTES = 500_000;

/** What of a plan will not work, or may lose data. */
export function warningsOf(tasks: readonly TaskPlan[], instances: readonly InstancePlan[], ends: Ends): PlanWarning[] {
  const cut = tasks.flatMap((task) => task.tables.filter((table) => !carriesWhole(task, table, ends)));
  const [without, cutLobs] = [cut.filter(({ keyless, lobs }) => keyless === true && lobs!.mode !== 'limited'), cut];
  return [
    ...told('lobs-may-be-cut', cutLobs.filter((table) => !without.includes(table)), {
      what: 'LOBs of these tables may be cut off: they can be carried up to a size only, and their largest is above it or not known.',
      mend: 'Audit again with every row read (--lob-sizes scan), give the tables a primary key, or have the source endpoint fail tasks on LOB truncation.',
    }),
    ...told('lobs-without-key', without, {
      what: 'LOBs of these tables are to be looked up by hand-made decision, and the tables have no primary key to look them up by.',
      mend: 'Give them a primary key, or carry their LOBs in limited mode.',
    }),
    ...told('size-unknown', tasks.flatMap(({ tables }) => tables.filter(({ bytesAssumed, bytes }) => bytesAssumed === true && bytes === 0)), {
      what: 'The profile has neither bytes nor rows of these tables: they count as empty.',
      mend: 'Analyze them, and audit again.',
    }),
    ...of('too-many-tables', tasks.filter(({ tables }) => tables.length > MOST_TABLES), {
      what: `These tasks have more than ${MOST_TABLES} tables, which AWS advises against: they belong together, or there may be no more tasks.`,
      mend: 'Allow more tasks, or leave tables out.',
    }),
    ...of('document-too-large', tasks.filter((task) => documentBytes(task) > MOST_DOCUMENT_BYTES), {
      what: 'The table mappings of these tasks may be too large for a template of CloudFormation (1 MB).',
      mend: 'Give tables that are in several tasks schemas of their own, allow fewer tasks, or leave tables out.',
    }),
    ...of('class-too-small', instances.filter(({ fullLoad, cdc }) => isTooSmall(fullLoad) || isTooSmall(cdc)), {
      what: 'No instance class is large enough for what these instances have to do.',
      mend: 'Plan more instances, or fewer tables at once.',
    }),
  ];
}

type Text = Pick<PlanWarning, 'what' | 'mend'>;

function told(code: string, tables: readonly TablePlan[], text: Text): PlanWarning[] {
  return tables.length === 0 ? [] : [{ code, ...text, at: tables.map(tableKey).sort(compare) }];
}

function of(code: string, things: readonly { readonly id: string }[], text: Text): PlanWarning[] {
  return things.length === 0 ? [] : [{ code, ...text, at: things.map(({ id }) => id).sort(compare) }];
}

function documentBytes({ selection, tables, excluded = [] }: TaskPlan): number {
  const names = selection === 'names' ? tables.reduce((sum, { partitions }) => sum + (partitions?.length ?? 1), 0) : excluded.length;
  const settings = tables.filter(({ parallelLoad, lobs }) => parallelLoad !== undefined || (lobs !== undefined && lobs.mode !== 'limited')).length;
  return (names + settings) * RULE_BYTES;
}

function isTooSmall(phase: PhasePlan | undefined): boolean {
  return phase?.reasons.some((reason) => reason.endsWith('too small for this')) ?? false;
}
