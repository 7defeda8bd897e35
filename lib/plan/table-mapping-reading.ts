import { error, list, show, warning, type Problem } from './problem';
import { isKnown, UNKNOWN, type MaybeUnknown } from './unknown';

/** An object of a table-mapping document; any member may be of any type. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What the rules know about the task besides its mappings. What is absent, or known only at deployment, is not judged by. */
export interface TableMappingContext {
  /** `full-load`, `cdc` or `full-load-and-cdc`. */
  readonly migrationType?: MaybeUnknown<string>;
  /** DMS's name of the source's engine, such as `aurora-postgresql`. */
  readonly sourceEngine?: MaybeUnknown<string>;
  /** DMS's name of the target's engine. */
  readonly targetEngine?: MaybeUnknown<string>;
}

/** One rule of the document, and where it stands. */
export interface MappingRule {
  readonly where: string;
  readonly rule: JsonObject;
}

/** Absent, as DMS's console writes it: it exports the members that a rule does not use as `null` [GitHub, aws/aws-cli#7057]. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as JsonObject : undefined;
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A whole number, as such or in digits: DMS's own examples have both, `"length": 50` and `"length": "100"`. */
export function asWhole(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

/** The members of an object that are there, of those asked for. */
export function presentMembers(object: JsonObject, names: readonly string[]): string[] {
  return names.filter((name) => !isAbsent(object[name]));
}

/** Finds the word that was meant: another case or other separators, another name for the thing, or a slip of the pen. */
export function probablyMeant(word: string, words: readonly string[], aliases: ReadonlyMap<string, string> = new Map()): string | undefined {
  if (words.includes(word)) return undefined;
  const plain = bare(word);
  const alias = aliases.get(plain);
  if (alias !== undefined) return alias;
  const same = words.find((known) => bare(known) === plain);
  if (same !== undefined || plain.length < 3 || plain.length > 64) return same;
  const tolerated = plain.length < 8 ? 1 : 2;
  return words.find((known) => Math.abs(bare(known).length - plain.length) <= tolerated && distance(bare(known), plain) <= tolerated);
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Letters to insert, drop, exchange or swap until one word is the other (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}

interface Words {
  readonly words: readonly string[];
  readonly aliases?: ReadonlyMap<string, string>;
}

/** Checks one of DMS's fixed words. What is no near miss of a known one passes with a warning, since DMS adds new ones. */
export function checkWord(where: string, value: unknown, { words, aliases }: Words): Problem[] {
  if (!isKnown(value) || (typeof value === 'string' && words.includes(value))) return [];
  const meant = typeof value === 'string' ? probablyMeant(value, words, aliases) : undefined;
  if (meant === undefined && typeof value === 'string') {
    return [warning({
      code: 'mappingWordUnknown',
      where,
      what: `is a value that this library does not know, ${show(value)}`,
      why: `DMS documents ${list(words)}; what it adds later is passed on unchecked`,
      mend: 'Check the spelling, or ignore this if DMS has the value now',
    })];
  }
  return [error({
    code: 'mappingWord',
    where,
    what: `must be ${list(words, 'or')}, got ${show(value)}`,
    why: 'DMS takes these words only as it documents them, in lower case',
    mend: meant === undefined ? 'Write one of them' : `Write ${show(meant)}`,
  })];
}

/** Warns of members that are likely to be misspelt; other unknown ones pass. */
export function checkMembers(where: string, object: JsonObject, known: readonly string[]): Problem[] {
  return Object.keys(object).flatMap((name) => {
    const meant = probablyMeant(name, known);
    return meant === undefined || !isAbsent(object[meant]) ? [] : [warning({
      code: 'mappingMemberMisspelt',
      where: where === '' ? name : `${where}.${name}`,
      what: 'is no member that DMS documents here',
      why: `It looks like ${show(meant)}, and DMS would not read it`,
      mend: `Write ${show(meant)}, or ignore this if DMS has the member now`,
    })];
  });
}

/** Checks that members which are there are text. */
export function checkTexts(where: string, object: JsonObject, names: readonly string[]): Problem[] {
  return names.filter((name) => isKnown(object[name]) && typeof object[name] !== 'string').map((name) => error({
    code: 'mappingText',
    where: `${where}.${name}`,
    what: `must be text, got ${show(object[name])}`,
    why: 'DMS documents text here, even for numbers',
    mend: 'Put it in quotes',
  }));
}

const LOCATOR_MEMBERS = ['schema-name', 'table-name', 'table-type', 'column-name', 'data-type', 'table-tablespace-name', 'index-tablespace-name'];

/** Checks a rule's `object-locator`: that it is there and names what the rule is about. */
export function checkLocator({ where, rule }: MappingRule, needed: readonly string[], about: string): Problem[] {
  const value = rule['object-locator'];
  if (value === UNKNOWN) return [];
  const locator = asObject(value);
  if (!locator) {
    return [error({
      code: 'mappingLocator',
      where: `${where}.object-locator`,
      what: `must be an object with ${list(needed)}, got ${show(value)}`,
      why: `DMS finds what ${about} is about by its object-locator`,
      mend: 'Add the object-locator',
    })];
  }
  return [
    ...checkMembers(`${where}.object-locator`, locator, LOCATOR_MEMBERS),
    ...checkTexts(`${where}.object-locator`, locator, LOCATOR_MEMBERS),
    ...needed.filter((name) => isAbsent(locator[name]) || locator[name] === '').map((name) => error({
      code: 'mappingLocatorMember',
      where: `${where}.object-locator.${name}`,
      what: `must be given, got ${show(locator[name])}`,
      why: `DMS needs ${list(needed)} to find what ${about} is about`,
      mend: 'Name it, or write "%" where wildcards are allowed and all are meant',
    })),
  ];
}

/** The known text of a member of a rule's `object-locator`. */
export function locatorText(rule: JsonObject, name: string): string | undefined {
  return asText(asObject(rule['object-locator'])?.[name]);
}
