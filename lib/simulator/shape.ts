import { DmsFault, invalidValue, validationFailure } from './fault';
import type { World } from './world';

/** One member of an operation's input. */
export interface Member<T> {
  readonly required: boolean;
  /** Gives the value, or throws what DMS would answer; the path is as the API's validation names it: `replicationTaskArn`. */
  readonly read: (value: unknown, path: string) => T;
}

export interface RequiredMember<T> extends Member<T> {
  readonly required: true;
}

export type Shape = Readonly<Record<string, Member<unknown>>>;

/** An input that has been read. */
export type Input<S extends Shape> = {
  readonly [Name in keyof S]: S[Name] extends RequiredMember<infer T> ? T : S[Name] extends Member<infer T> ? T | undefined : never;
};

/** An operation: what it knows of its input, and what it does with whatever came over the wire. */
export interface Operation {
  readonly shape: Shape;
  readonly run: (world: World, input: Readonly<Record<string, unknown>>) => object;
}

/** Reads the input by its shape before the operation sees it. Members that are not in the model are ignored, as AWS does. */
export function operation<S extends Shape>(shape: S, run: (world: World, input: Input<S>) => object): Operation {
  const members = Object.entries(shape);
  return {
    shape,
    run: (world, input) => {
      const read: Record<string, unknown> = {};
      for (const [name, member] of members) {
        const value = input[name];
        if (value != null) read[name] = member.read(value, lowerFirst(name));
        else if (member.required) throw invalidValue(`The parameter ${name} must be provided and must not be blank.`);
      }
      return run(world, read as Input<S>);
    },
  };
}

export function required<T>(member: Member<T>): RequiredMember<T> {
  return { ...member, required: true };
}

export function text(constraint?: { readonly max?: number; readonly pattern?: RegExp; readonly must?: string }): Member<string> {
  return optional((value, path) => {
    const given = typed(value, 'string', path) as string;
    if (constraint?.max !== undefined && given.length > constraint.max) {
      throw invalidValue(`The parameter ${upperFirst(path)} must not be longer than ${constraint.max} characters.`);
    }
    if (constraint?.pattern !== undefined && !constraint.pattern.test(given)) {
      throw invalidValue(`The parameter ${upperFirst(path)} ${constraint.must ?? 'is not valid'}. Got: ${given}`);
    }
    return given;
  });
}

/** A name that the caller chooses; DMS stores it in lower case [API, CreateReplicationInstance; cloudformation-coverage-roadmap#2561]. */
export function identifier(max: number): Member<string> {
  const name = text({
    max,
    pattern: /^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/i,
    must: 'must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens',
  });
  return optional((value, path) => name.read(value, path).toLowerCase());
}

/** What the end of an ARN is to be [API, CreateReplicationTask.ResourceIdentifier]. */
export const resourceIdentifier = text({
  max: 31, pattern: /^[a-z](?!.*--)[a-z0-9-]*(?<!-)$/i, must: 'must begin with a letter and contain only ASCII letters, digits, and hyphens',
});

export function integer(range?: { readonly min: number; readonly max: number }): Member<number> {
  return optional((value, path) => {
    const given = typed(value, 'number', path) as number;
    if (!Number.isInteger(given)) throw serializationFailure(path, 'an integer');
    if (range !== undefined && (given < range.min || given > range.max)) {
      throw invalidValue(`The parameter ${upperFirst(path)} must be a number between ${range.min} and ${range.max}. Got: ${given}`);
    }
    return given;
  });
}

export const flag: Member<boolean> = optional((value, path) => typed(value, 'boolean', path) as boolean);

/** Seconds of the epoch on the wire, milliseconds in here. */
export const time: Member<number> = optional((value, path) => Math.round((typed(value, 'number', path) as number) * 1000));

export function oneOf<const T extends string>(values: readonly T[]): Member<T> {
  return optional((value, path) => {
    const given = typed(value, 'string', path) as string;
    const found = values.find((each) => each === given);
    if (found === undefined) {
      throw validationFailure(`Value '${given}' at '${path}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`);
    }
    return found;
  });
}

export function listOf<T>(member: Member<T>, limit?: number): Member<readonly T[]> {
  return optional((value, path) => {
    if (!Array.isArray(value)) throw serializationFailure(path, 'a list');
    if (limit !== undefined && value.length > limit) throw invalidValue(`The parameter ${upperFirst(path)} must not have more than ${limit} members.`);
    return value.map((each, index) => member.read(each, `${path}.${index + 1}.member`));
  });
}

export function structure<S extends Shape>(shape: S): Member<Input<S>> {
  return optional((value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw serializationFailure(path, 'a structure');
    const given = value as Readonly<Record<string, unknown>>;
    const read: Record<string, unknown> = {};
    for (const [name, member] of Object.entries(shape)) {
      if (given[name] != null) {
        read[name] = member.read(given[name], `${path}.${lowerFirst(name)}`);
      } else if (member.required) {
        throw validationFailure(`Value null at '${path}.${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`);
      }
    }
    return read as Input<S>;
  });
}

/** A structure that is kept and given back as it came, such as the settings of an endpoint. */
export const anything: Member<object> = optional((value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw serializationFailure(path, 'a structure');
  return value;
});

/** Bytes: base64 on the wire. */
export const bytes: Member<string> = text();

function optional<T>(read: Member<T>['read']): Member<T> {
  return { required: false, read };
}

function typed(value: unknown, type: 'string' | 'number' | 'boolean', path: string): unknown {
  if (typeof value !== type) throw serializationFailure(path, `a ${type}`);
  return value;
}

function serializationFailure(path: string, wanted: string): DmsFault {
  return new DmsFault('SerializationException', `The value at '${path}' is not ${wanted}`);
}

function lowerFirst(name: string): string {
  return name[0].toLowerCase() + name.slice(1);
}

function upperFirst(path: string): string {
  return path[0].toUpperCase() + path.slice(1);
}
