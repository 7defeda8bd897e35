import { show, warning, type Problem } from './problem';
import { UNKNOWN } from './unknown';

/** The members of one settings block that come from props, and those that were written as CloudFormation spells them. */
export interface OverridesInput {
  /** In the spelling of the CDK. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** In the spelling of CloudFormation. */
  readonly additional: Readonly<Record<string, unknown>>;
}

/** Additional settings are for what has no prop; where they take the place of one, somebody may not know. */
export function checkOverrides({ settings, additional }: OverridesInput): Problem[] {
  const byPlainName = new Map(Object.keys(settings).map((name) => [name.toLowerCase(), name]));
  return Object.entries(additional).flatMap(([name, value]) => {
    const typed = byPlainName.get(name.toLowerCase());
    if (typed === undefined || value === UNKNOWN || settings[typed] === UNKNOWN) return [];
    return JSON.stringify(settings[typed]) === JSON.stringify(value) ? [] : [warning({
      code: 'settingOverridden',
      where: `additionalSettings.${name}`,
      what: `takes the place of what other props come to, ${show(settings[typed])}`,
      why: 'The two are the same member, and only one can count',
      mend: 'Leave one of them out, or acknowledge this',
    })];
  });
}
