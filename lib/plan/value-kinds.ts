import { error, show, type Problem } from './problem';

/**
 * Checks that a value is an object of the kind that is wanted.
 *
 * TypeScript sees to it by itself, and so does jsii. Plain JavaScript can pass the name, the ARN or the settings of what is meant.
 *
 * @param kind the class, or the interface, whose name begins with I.
 */
export function checkKind(where: string, value: unknown, kind: string): Problem[] {
  if (isOfKind(value, kind)) return [];
  return [error({
    code: 'valueKind',
    where,
    what: `must be of the type ${kind}, got ${show(value)}`,
    why: 'Only such an object can be asked for what goes into the template',
    mend: 'Make one by a function or the constructor of that type; for what exists already there are functions whose names begin with from',
  })];
}

/** An interface can be implemented by any object that has something in it, a class by none that is written down as `{ ... }`. */
function isOfKind(value: unknown, kind: string): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isWrittenDown = prototype === Object.prototype || prototype === null;
  return !isWrittenDown || (/\bI[A-Z]/.test(kind) && Object.keys(value).length > 0);
}
