import { SizeRoundingBehavior, type Duration, type Size } from 'aws-cdk-lib';
import { error, type Problem } from '../plan/problem';
import { settingAt, type Setting, type Settings } from '../plan/task-settings-schema';
import { TASK_SETTINGS } from '../plan/task-settings-sections';

/** Settings as DMS takes them, by sections or by names. */
export type SettingsObject = Record<string, unknown>;

/** A group of settings and what is wrong with it already; the group is undefined if nothing was said. */
export interface RenderedGroup {
  readonly settings?: SettingsObject;
  readonly problems: Problem[];
}

/**
 * Renders a struct of the API as the group of settings at a path.
 *
 * A setting's prop has the same name in camel case, without its unit. Only what is said is rendered, in DMS's order.
 */
export function renderGroup(path: string, props: object | undefined): RenderedGroup {
  const problems: Problem[] = [];
  const given = (props ?? {}) as SettingsObject;
  const members = settingAt(TASK_SETTINGS, path.split('.'))?.members ?? {};
  const settings = Object.fromEntries(Object.entries(members).filter(([, { readOnly }]) => readOnly === undefined).flatMap(([name, setting]) => {
    const value = amount(given[propOf(name)], setting);
    if (value === UNCONVERTIBLE) problems.push(unconvertible(`${path}.${name}`, setting));
    return value === undefined || value === UNCONVERTIBLE ? [] : [[name, value]];
  }));
  return { ...(Object.keys(settings).length > 0 && { settings }), problems };
}

/** A document of groups, those left out that say nothing. */
export function renderDocument(groups: Readonly<Record<string, RenderedGroup>>): RenderedGroup {
  const said = Object.entries(groups).flatMap(([name, { settings }]) => (settings === undefined ? [] : [[name, settings] as const]));
  return {
    ...(said.length > 0 && { settings: Object.fromEntries(said) }),
    problems: Object.values(groups).flatMap(({ problems }) => problems),
  };
}

/** One settings object over another; lists are taken whole. */
export function mergeSettings(under: SettingsObject, over: SettingsObject): SettingsObject {
  const merged = Object.entries(over).map(([name, value]) => {
    const before = Object.hasOwn(under, name) ? under[name] : undefined;
    return [name, isObject(before) && isObject(value) ? mergeSettings(before, value) : value];
  });
  return Object.fromEntries([...Object.entries(under), ...merged]) as SettingsObject;
}

/** The same settings in DMS's order; those that this library does not know come last. */
export function inDmsOrder(settings: SettingsObject, known: Settings = TASK_SETTINGS): SettingsObject {
  const names = Object.keys(settings);
  const ordered = [...Object.keys(known).filter((name) => names.includes(name)), ...names.filter((name) => !Object.hasOwn(known, name))];
  return Object.fromEntries(ordered.map((name) => {
    const value = settings[name];
    const members = Object.hasOwn(known, name) ? known[name].members : undefined;
    return [name, isObject(value) && members !== undefined ? inDmsOrder(value, members) : value];
  }));
}

export function isObject(value: unknown): value is SettingsObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function propOf(name: string): string {
  const bare = name.replace(/(InMinutes|InMB|Seconds)$/, '');
  return bare.charAt(0).toLowerCase() + bare.slice(1);
}

const UNCONVERTIBLE = Symbol('an amount that is a token in another unit');

/** A size or duration in DMS's unit. Fractions are kept: the rules report them, where rounding would hide them and the CDK would throw. */
function amount(value: unknown, { unit }: Setting): unknown {
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  try {
    switch (unit) {
      case 'KB': return (value as Size).toKibibytes({ rounding: SizeRoundingBehavior.NONE });
      case 'MB': return (value as Size).toMebibytes({ rounding: SizeRoundingBehavior.NONE });
      case 'seconds': return (value as Duration).toSeconds({ integral: false });
      case 'minutes': return (value as Duration).toMinutes({ integral: false });
      case undefined: return value;
    }
  } catch {
    // The CDK cannot convert an amount that is a token, and has no way to ask for the unit that it is in.
    return UNCONVERTIBLE;
  }
}

function unconvertible(where: string, { unit }: Setting): Problem {
  return error({
    code: 'taskSettingUnit',
    where,
    what: `must be given in ${unit}, since its amount is known only at deployment`,
    why: 'The CDK cannot convert such an amount to the unit that DMS takes',
    mend: `Write it as ${FACTORIES[unit ?? 'KB']}`,
  });
}

const FACTORIES = { KB: 'Size.kibibytes()', MB: 'Size.mebibytes()', seconds: 'Duration.seconds()', minutes: 'Duration.minutes()' };
