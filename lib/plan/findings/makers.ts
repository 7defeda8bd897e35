import type { ColumnFacts, ForeignKeyFacts, KeyFacts, Profile, TableFacts } from '../../profile/profile';
import type { GrantName, ObjectKind, SettingName } from '../../profile/vocabulary';
import type { FindingContext } from './context';
import { changeSetting, type SettingChange } from './mending';
import { columnName, isLoaded, isOlder, partName, settingOf, tableName } from './reading';
import type { Evidence, Missing, Rule, RuleText, Verdict } from './rule';

export function missingSettings(...names: readonly SettingName[]): Missing {
  return { missing: names.map((name) => `setting ${name}`) };
}

interface WrongSetting {
  readonly setting: SettingName;
  /** Undefined if the value says nothing. */
  readonly isWrong: (value: string, profile: Profile, context: FindingContext) => boolean | undefined;
  /** The first version that has the setting: an older server is not asked for it. */
  readonly since?: readonly number[];
}

export interface SettingRule extends Omit<RuleText, 'mend'>, WrongSetting {
  readonly change: Omit<SettingChange, 'name'>;
  /** What else is to be said about mending it. */
  readonly advice?: string;
}

/** A rule about a setting of the server that is mended by setting it: how depends on who runs the server. */
export function settingRule({ setting, isWrong, since, change, advice, ...text }: SettingRule): Rule {
  const whole: SettingChange = { name: setting, ...change };
  const say = (mend: string): string => (advice === undefined ? mend : `${mend} ${advice}`);
  return factRule({
    ...text,
    setting,
    isWrong,
    ...since !== undefined && { since },
    mend: say(`Set ${setting} to ${whole.to}.`),
    more: ({ database }) => {
      const { mend, statements } = changeSetting(database, whole);
      return { mend: say(mend), statements };
    },
  });
}

export interface FactRule extends RuleText, WrongSetting {
  readonly more?: (profile: Profile) => Partial<Evidence>;
}

/** A rule about the value of one setting of the profile, however it is mended. */
export function factRule({ setting, isWrong, since, more, ...text }: FactRule): Rule {
  return {
    ...text,
    check: (profile, context): Verdict => {
      const value = settingOf(profile, setting);
      if (value === undefined) return since !== undefined && isOlder(profile, since) === true ? undefined : missingSettings(setting);
      return isWrong(value, profile, context) === true ? { items: [`${setting} = ${value}`], ...more?.(profile) } : undefined;
    },
  };
}

export interface GrantRule extends RuleText {
  readonly grants: readonly GrantName[];
  /** Whether the login has enough with any of them; else it needs them all. */
  readonly any?: boolean;
  readonly grantStatements: (missing: readonly GrantName[], profile: Profile) => readonly string[];
  /** Where the grants are needed at all. */
  readonly when?: (profile: Profile, context: FindingContext) => boolean;
}

/** A rule about what the login may do. */
export function grantRule({ grants, any = false, grantStatements, when, ...text }: GrantRule): Rule {
  return {
    ...text,
    check: (profile, context): Verdict => {
      if (when !== undefined && !when(profile, context)) return undefined;
      const lacking = grants.filter((grant) => profile.grants[grant] === false);
      const unknown = grants.filter((grant) => profile.grants[grant] === undefined);
      if (any && grants.some((grant) => profile.grants[grant] === true)) return undefined;
      if (unknown.length > 0 && (any || lacking.length === 0)) return { missing: unknown.map((grant) => `grant ${grant}`) };
      if (lacking.length === 0) return undefined;
      return { items: lacking.map((grant) => `grant ${grant}`), statements: grantStatements(lacking, profile) };
    },
  };
}

/** What a rule about a part may look at besides it. */
export interface Around {
  readonly profile: Profile;
  readonly context: FindingContext;
}

export interface TableRule extends RuleText {
  /** Tables that DMS loads, unless `anyKind`. */
  readonly where: (table: TableFacts, around: Around) => boolean;
  readonly anyKind?: boolean;
  readonly statements?: (table: TableFacts, profile: Profile) => readonly string[];
  readonly more?: (tables: readonly TableFacts[], profile: Profile, context: FindingContext) => Partial<Evidence>;
}

/** A rule about tables as a whole. */
export function tableRule({ where, anyKind = false, statements, more, ...text }: TableRule): Rule {
  return {
    ...text,
    check: (profile, context): Verdict => {
      const tables = profile.tables.filter((table) => (anyKind || isLoaded(table)) && where(table, { profile, context }));
      if (tables.length === 0) return undefined;
      return {
        items: tables.map(tableName),
        ...statements && { statements: tables.flatMap((table) => statements(table, profile)) },
        ...more?.(tables, profile, context),
      };
    },
  };
}

export interface PartRule<Part> extends RuleText {
  readonly where: (part: Part, around: Around & { readonly table: TableFacts }) => boolean;
  readonly statements?: (part: Part, table: TableFacts, profile: Profile) => readonly string[];
  readonly more?: (parts: readonly Part[], profile: Profile, context: FindingContext) => Partial<Evidence>;
}

/** A rule about columns of tables. */
export function columnRule(rule: PartRule<ColumnFacts>): Rule {
  return partRule(rule, ({ columns }) => columns, columnName);
}

/** Columns that the target computes itself refuse what DMS writes. */
export function generatedColumnRule(rule: Pick<Rule, 'code' | 'engines' | 'source' | 'assessment'>): Rule {
  return columnRule({
    ...rule,
    severity: 'warning',
    title: 'Generated columns cannot be written in the target',
    where: ({ generated }) => generated !== undefined,
    effect: 'A target table with the same generated column refuses the values that DMS writes into it.',
    mend: 'Remove the columns with a transformation rule where the target generates them, too; or have plain columns there.',
    prop: "TransformationRule.column('schema', 'table', 'column').remove()",
  });
}

/** A rule about primary and unique keys of tables. */
export function keyRule(rule: PartRule<KeyFacts>): Rule {
  return partRule(rule, ({ primaryKey, uniqueKeys }) => [...primaryKey === undefined ? [] : [primaryKey], ...uniqueKeys], partName);
}

/** A rule about foreign keys of tables. */
export function foreignKeyRule(rule: PartRule<ForeignKeyFacts>): Rule {
  return partRule(rule, ({ foreignKeys }) => foreignKeys, partName);
}

function partRule<Part extends { readonly name: string }>(
  { where, statements, more, ...text }: PartRule<Part>,
  partsOf: (table: TableFacts) => readonly Part[],
  nameOf: (table: TableFacts, part: Part) => string,
): Rule {
  return {
    ...text,
    check: (profile, context): Verdict => {
      const found = profile.tables.filter(isLoaded)
        .flatMap((table) => partsOf(table).filter((part) => where(part, { table, profile, context })).map((part) => ({ part, table })));
      if (found.length === 0) return undefined;
      return {
        items: found.map(({ part, table }) => nameOf(table, part)),
        ...statements && { statements: found.flatMap(({ part, table }) => statements(part, table, profile)) },
        ...more?.(found.map(({ part }) => part), profile, context),
      };
    },
  };
}

export interface ObjectRule extends RuleText {
  readonly kinds: readonly ObjectKind[];
  readonly when?: (profile: Profile, context: FindingContext) => boolean;
}

/** A rule about what there is beside tables. The profile has the number of them all, and the names of some. */
export function objectRule({ kinds, when, ...text }: ObjectRule): Rule {
  return {
    ...text,
    check: (profile, context): Verdict => {
      if (when !== undefined && !when(profile, context)) return undefined;
      const found = profile.objects.filter(({ kind, count }) => (kinds as readonly string[]).includes(kind) && count > 0);
      if (found.length === 0) return undefined;
      return {
        items: found.flatMap(({ kind, count, examples }) => [
          ...examples.map((example) => `${kind} ${example}`),
          ...count > examples.length ? [`${kind}: ${count} in all`] : [],
        ]),
      };
    },
  };
}
