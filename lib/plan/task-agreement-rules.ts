import { error, warning, type Problem } from './problem';
import { asObject } from './table-mapping-reading';
import { UNKNOWN } from './unknown';

/** The two documents of a task, as they are rendered: JSON values, with `UNKNOWN` for what is known only at deployment. */
export interface TaskDocuments {
  readonly tableMappings?: unknown;
  readonly taskSettings?: unknown;
}

/** Checks what table mappings and settings of one task say about the same thing. */
export function checkTaskAgreement({ tableMappings, taskSettings }: TaskDocuments): Problem[] {
  const { rules } = asObject(tableMappings) ?? {};
  const settings = asObject(taskSettings) ?? {};
  if (!Array.isArray(rules) || taskSettings === UNKNOWN) return [];
  return rules.flatMap((rule: unknown, index) => {
    const { 'rule-type': type, 'rule-action': action } = asObject(rule) ?? {};
    const where = `tableMappings.rules[${index}]`;
    return [
      ...(action === 'add-before-image-columns' ? checkBeforeImages(where, settings) : []),
      ...(type === 'validation' ? checkValidated(where, settings) : []),
    ];
  });
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
