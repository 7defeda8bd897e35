import { error, show, warning, type Problem } from './problem';
import { asObject } from './table-mapping-reading';
import { UNKNOWN } from './unknown';

/** The two documents of a task, as they are rendered, and what its target says of them. All may have `UNKNOWN` in them. */
export interface TaskDocuments {
  readonly tableMappings?: unknown;
  readonly taskSettings?: unknown;
  /** Names of the tables that the target's role may write, with `*` for any characters; absent where it may write all. */
  readonly writableTables?: unknown;
}

/** Whether a rule of table mappings is about something that settings or target say something about, too. */
export function isAboutTask(rule: unknown): boolean {
  const { 'rule-type': type, 'rule-action': action } = asObject(rule) ?? {};
  return action === 'add-before-image-columns' || type === 'validation' || type === 'object-mapping';
}

/** Checks what table mappings, settings and target of one task say about the same thing. */
export function checkTaskAgreement({ tableMappings, taskSettings, writableTables }: TaskDocuments): Problem[] {
  const { rules } = asObject(tableMappings) ?? {};
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((rule: unknown, index) => {
    const { 'rule-type': type, 'rule-action': action, 'target-table-name': table } = asObject(rule) ?? {};
    const where = `tableMappings.rules[${index}]`;
    return [
      ...(action === 'add-before-image-columns' ? checkBeforeImages(where, asObject(taskSettings) ?? {}) : []),
      ...(type === 'validation' && taskSettings !== UNKNOWN ? checkValidated(where, asObject(taskSettings) ?? {}) : []),
      ...(type === 'object-mapping' ? checkWritable(where, table, writableTables) : []),
    ];
  });
}

function checkWritable(where: string, table: unknown, tables: unknown): Problem[] {
  if (typeof table !== 'string' || !Array.isArray(tables) || tables.includes(UNKNOWN)) return [];
  if (tables.some((name) => typeof name !== 'string' || asPattern(name).test(table))) return [];
  return [warning({
    code: 'tableNotWritable',
    where: `${where}.target-table-name`,
    what: `is a table that the role of the target may not write, ${show(table)}`,
    why: "The role that is made may write the target's tables and tableNames, and DMS would be denied access",
    mend: "Name the table in 'tables' or 'tableNames' of TargetDatabase.dynamoDb(), or give the role the right",
  })];
}

function asPattern(name: string): RegExp {
  return new RegExp(`^${name.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
}

/** [DMS User Guide, Using a before image transformation rule: one or the other for a single task]. */
function checkBeforeImages(where: string, { BeforeImageSettings: given }: Readonly<Record<string, unknown>>): Problem[] {
  return asObject(given)?.EnableBeforeImage !== true ? [] : [error({
    code: 'beforeImageTwice',
    where,
    what: 'adds before-image columns, and BeforeImageSettings are on',
    why: 'DMS has one or the other in a task',
    mend: 'Leave this rule out, or the beforeImage of the task settings',
  })];
}

function checkValidated(where: string, { ValidationSettings: given }: Readonly<Record<string, unknown>>): Problem[] {
  const enabled = given === UNKNOWN ? UNKNOWN : asObject(given)?.EnableValidation ?? false;
  return enabled !== false ? [] : [warning({
    code: 'validationRuleUnused',
    where,
    what: 'is about validation, and the task does not validate',
    why: 'The rule has no effect',
    mend: 'Set validation: Validation.enabled(), or leave the rule out',
  })];
}
