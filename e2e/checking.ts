import { isDeepStrictEqual } from 'node:util';

const MOST_CHARACTERS = 110;

/** What was not as it has to be: told without a stack. */
export class Unexpected extends Error {}

/** Holds what was found against what has to be; prints one line if they are the same. */
export function expectEqual(what: string, found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) {
    throw new Unexpected(`${what}\n  expected: ${JSON.stringify(expected)}\n  found:    ${JSON.stringify(found)}`);
  }
  const text = JSON.stringify(found);
  console.log(`   ok  ${what}: ${text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 3)}...` : text}`);
}

/** Lines that have to come one after the other; those of a list among them in any order. */
export type Order = readonly (string | readonly string[])[];

/** Holds lines against what has to be, in its order. */
export function expectOrder(what: string, found: readonly string[], expected: Order): void {
  let at = 0;
  const sorted = expected.flatMap((each) => {
    if (typeof each === 'string') return found.slice(at++, at);
    return found.slice(at, at += each.length).sort();
  });
  expectEqual(what, [...sorted, ...found.slice(at)], expected.flatMap((each) => (typeof each === 'string' ? each : [...each].sort())));
}

/** Whether all that is asked for is there, at any depth; other members do not matter. */
export function contains(found: unknown, asked: unknown): boolean {
  if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) return isDeepStrictEqual(found, asked);
  return typeof found === 'object' && found !== null && Object.entries(asked).every(([name, value]) =>
    contains((found as Record<string, unknown>)[name], value));
}
