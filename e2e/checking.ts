import { isDeepStrictEqual } from 'node:util';

/** What was not as it has to be: told without a stack. */
export class Unexpected extends Error {}

/** Holds what was found against what has to be; prints one line if they are the same. */
export function expectEqual(what: string, found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) {
    throw new Unexpected(`${what}\n  expected: ${JSON.stringify(expected)}\n  found:    ${JSON.stringify(found)}`);
  }
  const text = JSON.stringify(found);
  console.log(`   ok  ${what}: ${text.length > 110 ? `${text.slice(0, 107)}...` : text}`);
}

/** Whether all that is asked for is there, at any depth; other members do not matter. */
export function contains(found: unknown, asked: unknown): boolean {
  if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) return isDeepStrictEqual(found, asked);
  return typeof found === 'object' && found !== null && Object.entries(asked).every(([name, value]) =>
    contains((found as Record<string, unknown>)[name], value));
}
