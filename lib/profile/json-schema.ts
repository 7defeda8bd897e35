/** The part of JSON Schema that a profile needs: it can be written to a file as it stands, and be checked without a library. */
export interface TextSchema {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly description?: string;
}

export interface NumberSchema {
  readonly type: 'number' | 'integer';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly number[];
  readonly description?: string;
}

export interface BooleanSchema {
  readonly type: 'boolean';
  readonly description?: string;
}

export interface ListSchema {
  readonly type: 'array';
  readonly items: Schema;
  readonly description?: string;
}

/** An object whose members are known. */
export interface ObjectSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
  readonly description?: string;
}

/** An object whose members have names of their own, and are all alike. */
export interface MapSchema {
  readonly type: 'object';
  readonly additionalProperties: Schema;
  readonly description?: string;
}

export type Schema = TextSchema | NumberSchema | BooleanSchema | ListSchema | ObjectSchema | MapSchema;

type OptionalKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];

/** A schema that has each member of a type, and nothing else: what is added to the type and not to the schema does not compile. */
export type SchemaOf<T> =
  T extends string ? TextSchema
    : T extends number ? NumberSchema
      : T extends boolean ? BooleanSchema
        : T extends readonly (infer Item)[] ? { readonly type: 'array'; readonly items: SchemaOf<Item>; readonly description?: string }
          : string extends keyof T ? { readonly type: 'object'; readonly additionalProperties: SchemaOf<T[keyof T]>; readonly description?: string }
            : {
              readonly type: 'object';
              readonly properties: { readonly [K in keyof T]-?: SchemaOf<NonNullable<T[K]>> };
              readonly required: readonly Exclude<keyof T, OptionalKeys<T>>[];
              readonly additionalProperties: false;
              readonly description?: string;
            };

/** What is wrong, and where: `tables[3].columns[0].lob.basis`. */
export interface SchemaProblem {
  readonly path: string;
  readonly message: string;
}

type Check = (value: unknown, path: () => string, problems: SchemaProblem[]) => void;

/** A function that finds all that is wrong with a value. Paths are only spelled where something is: most values of a large file are right. */
export function checkerOf(schema: Schema): (value: unknown) => SchemaProblem[] {
  const check = compile(schema);
  return (value) => {
    const problems: SchemaProblem[] = [];
    check(value, () => '', problems);
    return problems;
  };
}

function compile(schema: Schema): Check {
  switch (schema.type) {
    case 'string': return textCheck(schema);
    case 'number':
    case 'integer': return numberCheck(schema);
    case 'boolean': return (value, path, problems) => {
      if (typeof value !== 'boolean') problems.push(mismatch(path, 'true or false', value));
    };
    case 'array': return listCheck(schema);
    case 'object': return 'properties' in schema ? objectCheck(schema) : mapCheck(schema);
  }
}

function textCheck({ enum: allowed }: TextSchema): Check {
  if (allowed === undefined) {
    return (value, path, problems) => {
      if (typeof value !== 'string') problems.push(mismatch(path, 'a text', value));
    };
  }
  const words = new Set<unknown>(allowed);
  return (value, path, problems) => {
    if (!words.has(value)) problems.push(mismatch(path, `one of ${allowed.join(', ')}`, value));
  };
}

function numberCheck({ type, minimum = -Infinity, maximum = Infinity, enum: allowed }: NumberSchema): Check {
  const range = maximum < Infinity ? ` from ${minimum} to ${maximum}` : minimum > -Infinity ? `, ${minimum} or more` : '';
  const wanted = allowed === undefined ? `${type === 'integer' ? 'a whole number' : 'a number'}${range}` : allowed.join(' or ');
  return (value, path, problems) => {
    const fits = typeof value === 'number' && (type === 'integer' ? Number.isInteger(value) : Number.isFinite(value))
      && value >= minimum && value <= maximum && (allowed === undefined || allowed.includes(value));
    if (!fits) problems.push(mismatch(path, wanted, value));
  };
}

function listCheck({ items }: ListSchema): Check {
  const check = compile(items);
  return (value, path, problems) => {
    if (!Array.isArray(value)) {
      problems.push(mismatch(path, 'a list', value));
      return;
    }
    for (let index = 0; index < value.length; index++) check(value[index], () => `${path()}[${index}]`, problems);
  };
}

function objectCheck({ properties, required }: ObjectSchema): Check {
  const checks = new Map(Object.entries(properties).map(([name, each]) => [name, compile(each)]));
  return (value, path, problems) => {
    if (!isObject(value)) {
      problems.push(mismatch(path, 'an object', value));
      return;
    }
    for (const name of required) {
      if (!Object.hasOwn(value, name)) problems.push({ path: member(path(), name), message: 'is missing' });
    }
    for (const name in value) {
      const check = checks.get(name);
      if (check === undefined) problems.push({ path: member(path(), name), message: `is not known; there are ${[...checks.keys()].join(', ')}` });
      else check(value[name], () => member(path(), name), problems);
    }
  };
}

function mapCheck({ additionalProperties }: MapSchema): Check {
  const check = compile(additionalProperties);
  return (value, path, problems) => {
    if (!isObject(value)) {
      problems.push(mismatch(path, 'an object', value));
      return;
    }
    for (const name in value) check(value[name], () => member(path(), name), problems);
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(path: string, name: string): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

const SHOWN_CHARACTERS = 60;

function mismatch(path: () => string, wanted: string, value: unknown): SchemaProblem {
  const text = value === undefined ? 'nothing' : Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : JSON.stringify(value);
  return { path: path(), message: `must be ${wanted}, is ${text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text}` };
}
