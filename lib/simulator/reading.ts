/** Where problems with a JSON document are put, all of them: `tasks[0].type: must be one of ...`. */
export type Problems = string[];

/** Reads a value; what is wrong with it goes to the problems, and then there is no value. */
export type Reader<T> = (value: unknown, path: string, problems: Problems) => T | undefined;

interface Field<T> {
  readonly read: Reader<T>;
  readonly required: boolean;
}

type Fields = Readonly<Record<string, Field<unknown>>>;

type Value<F extends Fields> = { readonly [Name in keyof F as F[Name] extends { readonly required: true } ? Name : never]: Of<F[Name]> }
  & { readonly [Name in keyof F as F[Name] extends { readonly required: true } ? never : Name]?: Of<F[Name]> };

type Of<T> = T extends Field<infer V> ? V : never;

export function needed<T>(read: Reader<T>): { readonly read: Reader<T>; readonly required: true } {
  return { read, required: true };
}

export function optional<T>(read: Reader<T>): { readonly read: Reader<T>; readonly required: false } {
  return { read, required: false };
}

/** An object with these members and no others, since a member that nobody knows is most likely a typing error. */
export function fields<F extends Fields>(members: F): Reader<Value<F>> {
  return (value, path, problems) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(value, 'an object', path, problems);
    const given = value as Readonly<Record<string, unknown>>;
    const before = problems.length;
    const read: Record<string, unknown> = {};
    for (const name of Object.keys(given).filter((each) => !Object.hasOwn(members, each))) {
      problems.push(`${member(path, name)}: is not known; known here: ${Object.keys(members).join(', ')}`);
    }
    for (const [name, { read: readMember, required }] of Object.entries(members)) {
      if (given[name] !== undefined) read[name] = readMember(given[name], member(path, name), problems);
      else if (required) problems.push(`${member(path, name)}: is missing`);
    }
    return problems.length === before ? read as Value<F> : undefined;
  };
}

export function listOf<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value, path, problems) => {
    if (!Array.isArray(value)) return wrong(value, 'a list', path, problems);
    const items = value.map((item, index) => read(item, `${path}[${index}]`, problems));
    return items.some((item) => item === undefined) ? undefined : items as T[];
  };
}

export const text: Reader<string> = (value, path, problems) =>
  typeof value === 'string' && value !== '' ? value : wrong(value, 'a text', path, problems);

export const bool: Reader<boolean> = (value, path, problems) => (typeof value === 'boolean' ? value : wrong(value, 'true or false', path, problems));

export function number({ min = 0, integer = false }: { readonly min?: number; readonly integer?: boolean } = {}): Reader<number> {
  return (value, path, problems) => {
    if (typeof value === 'number' && Number.isFinite(value) && value >= min && (!integer || Number.isInteger(value))) return value;
    return wrong(value, `${integer ? 'a whole number' : 'a number'} of at least ${min}`, path, problems);
  };
}

export function oneOf<const T extends string | boolean>(values: readonly T[]): Reader<T> {
  return (value, path, problems) => values.find((each) => each === value) ?? wrong(value, `one of ${values.join(', ')}`, path, problems);
}

/** A date in ISO form, as milliseconds. */
export const date: Reader<number> = (value, path, problems) => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? wrong(value, 'a date such as 2026-01-05T00:00:00Z', path, problems) : time;
};

/** Any object, kept as it is. */
export const json: Reader<object> = (value, path, problems) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : wrong(value, 'an object', path, problems);

/** A range `[min, max]` of seconds. */
export const secondsRange: Reader<readonly [number, number]> = (value, path, problems) => {
  const [min, max, ...rest] = Array.isArray(value) ? value as unknown[] : [];
  return typeof min === 'number' && typeof max === 'number' && rest.length === 0 && min >= 0 && min <= max
    ? [min, max]
    : wrong(value, 'a list of the least and the most seconds, such as [30, 60]', path, problems);
};

function wrong(value: unknown, wanted: string, path: string, problems: Problems): undefined {
  problems.push(`${path === '' ? 'the document' : path}: must be ${wanted}, got ${JSON.stringify(value)}`);
  return undefined;
}

function member(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
