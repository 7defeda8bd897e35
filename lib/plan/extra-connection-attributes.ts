import { error, show, warning, type Problem } from './problem';
import { isKnown } from './unknown';

/** One `name=value` of a text of extra connection attributes. */
export interface ConnectionAttribute {
  readonly name: string;
  readonly value: string;
}

/**
 * The text of extra connection attributes: `name=value`, with semicolons and no spaces between
 * [DMS User Guide, Using an Oracle database as a source, Configuration for CDC].
 *
 * @param more is the user's own text, which comes last.
 */
export function renderExtraConnectionAttributes(attributes: Readonly<Record<string, string | number | boolean>>, more = ''): string {
  const own = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
  return [...own, ...(more === '' ? [] : [more])].join(';');
}

/** The attributes in a text; parts that are none are left out. */
export function parseExtraConnectionAttributes(text: unknown): ConnectionAttribute[] {
  if (typeof text !== 'string') return [];
  return parts(text).flatMap((part) => {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim();
    return isName(name) ? [{ name, value: part.slice(equals + 1).trim() }] : [];
  });
}

/** Checks the form of a text of extra connection attributes, for any engine. */
export function checkExtraConnectionAttributes(text: unknown, where = 'extraConnectionAttributes'): Problem[] {
  if (!isKnown(text)) return [];
  if (typeof text !== 'string') {
    return [error({
      code: 'attributesShape',
      where,
      what: `must be text, got ${show(text)}`,
      why: 'CloudFormation takes one text with all attributes',
      mend: "Write 'name=value;name=value'",
    })];
  }
  return [
    ...parts(text).flatMap((part) => checkPart(where, part)),
    ...checkSpaces(where, text),
    ...checkTwice(where, parseExtraConnectionAttributes(text)),
    ...checkSecrets(where, parseExtraConnectionAttributes(text)),
  ];
}

function parts(text: string): string[] {
  return text.split(';').filter((part) => part.trim() !== '');
}

function isName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name);
}

/** Attributes whose value is SQL, where spaces and equals signs belong. */
const SQL_ATTRIBUTES: readonly string[] = ['afterconnectscript', 'initstmt'];

function checkPart(where: string, part: string): Problem[] {
  const equals = part.indexOf('=');
  const name = part.slice(0, Math.max(equals, 0)).trim();
  if (!isName(name)) {
    return [error({
      code: 'attributeForm',
      where,
      what: `must be 'name=value' between semicolons, got ${show(part.trim())}`,
      why: 'DMS refuses what is not such a pair, and ends a value at the first semicolon',
      mend: "Write 'name=value;name=value'; where a value has semicolons of its own, as a script of several statements, use the engine's settings",
    })];
  }
  const second = SQL_ATTRIBUTES.includes(name.toLowerCase()) ? null : /[\s,]([A-Za-z_]\w*)=/.exec(part.slice(equals + 1));
  if (second === null) return [];
  return [error({
    code: 'attributeSeparator',
    where,
    what: `has no semicolon before '${second[1]}', got ${show(part.trim())}`,
    why: `DMS takes all that follows '${name}=' up to the next semicolon for one value`,
    mend: `Put a semicolon before '${second[1]}', and nothing else`,
  })];
}

function checkSpaces(where: string, text: string): Problem[] {
  if (!parts(text).some((part) => part !== part.trim() || /^[^=]*\s=/.test(part))) return [];
  return [warning({
    code: 'attributeSpace',
    where,
    what: `has white space between attributes, in ${show(text)}`,
    why: 'AWS asks for semicolons without white space; an attribute may not be recognised',
    mend: 'Leave the white space out',
  })];
}

function checkTwice(where: string, attributes: readonly ConnectionAttribute[]): Problem[] {
  const names = attributes.map(({ name }) => name.toLowerCase());
  const twice = attributes.filter(({ name }, index) => names.indexOf(name.toLowerCase()) < index);
  return twice.map(({ name }) => error({
    code: 'attributeTwice',
    where: `${where}.${name}`,
    what: 'is given twice',
    why: 'One of the values would be lost',
    mend: 'Leave one out',
  }));
}

function checkSecrets(where: string, attributes: readonly ConnectionAttribute[]): Problem[] {
  const readable = attributes.filter(({ name, value }) => /passw|secretkey|^pwd$/i.test(name) && value !== '' && !value.startsWith('{{resolve:'));
  return readable.map(({ name }) => warning({
    code: 'attributeSecret',
    where: `${where}.${name}`,
    what: 'has a password in plain text',
    why: 'Whoever may read the template, the stack or the endpoint then has it',
    mend: 'Give it in a secret, or as a dynamic reference: {{resolve:secretsmanager:...}}',
  }));
}
