import type { EndpointRole } from './engines';
import { parseExtraConnectionAttributes } from './extra-connection-attributes';
import { isKnown, UNKNOWN } from './unknown';

/** What is known of one endpoint setting. */
export interface SettingFacts {
  readonly type: 'boolean' | 'whole' | 'wholes' | 'text';
  /** The end that reads it; absent if both do, or AWS does not say. */
  readonly role?: EndpointRole;
  readonly min?: number;
  readonly max?: number;
  /** What the number counts. */
  readonly unit?: string;
  /** The words that DMS knows. */
  readonly words?: readonly string[];
  /** The extra connection attribute that it is rendered as, if CloudFormation has no property for it. */
  readonly attribute?: string;
  /** Whether the API takes the number or the flag as text. */
  readonly asText?: boolean;
  /** Whether it must not be readable in the template. */
  readonly secret?: boolean;
  /** Another name that it has as an extra connection attribute. */
  readonly alias?: string;
}

/** The settings of an engine, by the names of CloudFormation's properties (in camelCase), or of this library's for the rest. */
export type SettingsFacts = Readonly<Record<string, SettingFacts>>;

/** Where the settings of an endpoint are. */
export interface SettingsPlaces {
  /** The settings block, as it will be in the template. */
  readonly settings?: unknown;
  /** Extra connection attributes which typed settings are rendered as, by name. */
  readonly attributes?: unknown;
  /** The user's own text of extra connection attributes. */
  readonly extraConnectionAttributes?: unknown;
}

/** The settings of one endpoint, wherever they were given. */
export interface Settings {
  /** A setting: `undefined` if it is absent, `UNKNOWN` if that cannot be told. */
  readonly get: (name: string) => unknown;
  /** A setting that is known and text. */
  readonly text: (name: string) => string | undefined;
  /** A setting that is known and one of DMS's words, as {@link plainWord} spells it. */
  readonly word: (name: string) => string | undefined;
  /** Where it was given, as it stands in a message. */
  readonly where: (name: string) => string;
  /** Those that are given with a known value. */
  readonly given: (names: readonly string[]) => string[];
}

/** Reads the settings of an endpoint in all the places where they may be. */
export function readSettings(facts: SettingsFacts, { settings, attributes, extraConnectionAttributes }: SettingsPlaces): Settings {
  const inText = parseExtraConnectionAttributes(extraConnectionAttributes);
  const findInText = (name: string): (typeof inText)[number] | undefined => inText.find((attribute) => isAttribute(facts, name, attribute.name));
  const anythingMayBeThere = [settings, attributes, extraConnectionAttributes].includes(UNKNOWN);
  const get = (name: string): unknown => {
    const given = member(settings, name) ?? member(attributes, facts[name]?.attribute ?? name) ?? findInText(name)?.value;
    if (given === undefined) return anythingMayBeThere ? UNKNOWN : undefined;
    return asSetting(facts[name], given);
  };
  const text = (name: string): string | undefined => {
    const value = get(name);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    get,
    text,
    word: (name) => {
      const value = text(name);
      return value === undefined ? undefined : plainWord(value);
    },
    where: (name) => {
      const typed = member(settings, name) ?? member(attributes, facts[name]?.attribute ?? name);
      const attribute = typed === undefined ? findInText(name) : undefined;
      return attribute === undefined ? `settings.${name}` : `extraConnectionAttributes.${attribute.name}`;
    },
    given: (names) => names.filter((name) => isKnown(get(name))),
  };
}

/** The setting that an extra connection attribute stands for. */
export function settingOfAttribute(facts: SettingsFacts, attributeName: string): string | undefined {
  return Object.keys(facts).find((name) => isAttribute(facts, name, attributeName));
}

/** DMS does not look at the case of attributes [derived: its own guide spells them in several ways]. */
function isAttribute(facts: SettingsFacts, name: string, attributeName: string): boolean {
  const { attribute = name, alias = attribute } = facts[name] ?? {};
  return [attribute, alias].some((known) => known.toLowerCase() === attributeName.toLowerCase());
}

/** The user guide spells DMS's words in capitals and with underscores, the API in lower case and with hyphens. */
export function plainWord(word: string): string {
  return word.toLowerCase().replace(/_/g, '-');
}

/** Turns the text of an attribute into what it stands for; what is not of the type stays as it is. */
export function asSetting(facts: SettingFacts | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (facts?.type === 'boolean') {
    if (/^(true|y|yes)$/i.test(value)) return true;
    return /^(false|n|no)$/i.test(value) ? false : value;
  }
  return facts?.type === 'whole' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

/** A member of what should be an object. */
export function member(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, name)) return undefined;
  return (object as Readonly<Record<string, unknown>>)[name] ?? undefined;
}
