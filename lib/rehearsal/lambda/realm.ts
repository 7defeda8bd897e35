import { compileFunction } from 'node:vm';

interface Realm {
  readonly Date: DateConstructor;
  readonly Error: ErrorConstructor;
  readonly JSON: JSON;
  readonly TypeError: TypeErrorConstructor;
}

/** What is built in where functions run: tests may have a realm of their own, in which an error is none of the function's kind. */
export const REALM = (compileFunction('return { Date, Error, JSON, TypeError };') as () => Realm)();
