import { checkerOf, type SchemaProblem } from './json-schema';
import type { Profile } from './profile';
import { PROFILE_SCHEMA } from './profile-schema';

const SHOWN_PROBLEMS = 20;

/** A profile that cannot be read, with all that is wrong with it. */
export class ProfileError extends Error {
  public override readonly name = 'ProfileError';
  public readonly problems: readonly SchemaProblem[];

  constructor(problems: readonly SchemaProblem[]) {
    const lines = problems.slice(0, SHOWN_PROBLEMS).map(({ path, message }) => (path === '' ? `the profile ${message}` : `${path} ${message}`));
    if (problems.length > SHOWN_PROBLEMS) lines.push(`and ${problems.length - SHOWN_PROBLEMS} more`);
    super(lines.length === 1 ? lines[0] : `${problems.length} problems:\n  ${lines.join('\n  ')}`);
    this.problems = problems;
  }
}

const problemsOfShape = checkerOf(PROFILE_SCHEMA);

/** Reads the text of a profile's file. */
export function parseProfile(text: string): Profile {
  let value: unknown;
  try {
    // Some editors put a byte order mark before the text.
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    throw new ProfileError([{ path: '', message: `is not JSON: ${(error as Error).message}` }]);
  }
  return readProfile(value);
}

/** Reads what JSON.parse made of a profile's file. */
export function readProfile(value: unknown): Profile {
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > 1) {
    throw new ProfileError([{ path: 'version', message: `is ${version}, and this release reads version 1; use a newer one, or audit again with this one` }]);
  }
  const problems = problemsOfShape(value);
  if (problems.length > 0) throw new ProfileError(problems);
  const profile = value as Profile;
  const contradictions = problemsOfNames(profile);
  if (contradictions.length > 0) throw new ProfileError(contradictions);
  return profile;
}

/** What no schema can say: each table is there once, and what is named exists. */
function problemsOfNames({ tables, writtenTogether = [] }: Profile): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const seen = new Map<string, number>();
  tables.forEach(({ schema, name }, index) => {
    // Both may have full stops in them.
    const whole = JSON.stringify([schema, name]);
    const first = seen.get(whole);
    if (first === undefined) seen.set(whole, index);
    else problems.push({ path: `tables[${index}]`, message: `is ${schema}.${name}, which is tables[${first}] already` });
  });
  tables.forEach(({ columns, primaryKey, uniqueKeys }, index) => {
    const known = new Set(columns.map(({ name }) => name));
    for (const { name, columns: parts } of [...primaryKey === undefined ? [] : [primaryKey], ...uniqueKeys]) {
      const unknown = parts.filter((each) => !known.has(each));
      if (unknown.length > 0) {
        problems.push({ path: `tables[${index}].columns`, message: `must have ${unknown.join(', ')}, of which the key ${name} is made` });
      }
    }
  });
  const names = new Set(tables.map(({ schema, name }) => `${schema}.${name}`));
  writtenTogether.forEach((group, index) => group.forEach((name, place) => {
    if (!names.has(name)) problems.push({ path: `writtenTogether[${index}][${place}]`, message: `is ${name}, which is none of the tables` });
  }));
  return problems;
}
