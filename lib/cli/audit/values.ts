import type { Row } from './session';

/** Values as drivers give them: large numbers come as text, flags as numbers or as text. */

export function textOf(row: Row, column: string): string {
  const value = row[column];
  return value === null || value === undefined ? '' : String(value);
}

export function optionalText(row: Row, column: string): string | undefined {
  const value = row[column];
  return value === null || value === undefined ? undefined : String(value);
}

/** A number that is known, or undefined: never a zero for what is not there. */
export function numberIn(row: Row, column: string): number | undefined {
  const value = row[column];
  if (value === null || value === undefined || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A count or a size: whole, and not below zero. */
export function countIn(row: Row, column: string): number | undefined {
  const number = numberIn(row, column);
  return number === undefined || number < 0 ? undefined : Math.round(number);
}

export function flagIn(row: Row, column: string): boolean {
  return optionalFlag(row, column) === true;
}

export function optionalFlag(row: Row, column: string): boolean | undefined {
  const value = row[column];
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'boolean') return value;
  return ['1', 'y', 't', 'yes', 'true', 'on'].includes(String(value).toLowerCase());
}

export function textsIn(row: Row, column: string): string[] {
  const value = row[column];
  return Array.isArray(value) ? value.filter((each) => each !== null).map(String) : [];
}

/** Names in the order of their code units: the same on every machine. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Schema and name may both have full stops in them. */
export function tableKey(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

/** Without the members that are undefined: they are left out of the file, and of comparisons. */
export function defined<T extends object>(value: T): T {
  const found: Partial<T> = {};
  for (const name in value) {
    if (value[name] !== undefined) found[name] = value[name];
  }
  return found as T;
}

const DIGITS = 4;

/** Rates and averages are not known better than that; fewer digits make files that can be read. */
export function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** Undefined if any of them is: a part that is not known makes the whole unknown. */
export function wholeSum(numbers: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const number of numbers) {
    if (number === undefined) return undefined;
    total += number;
  }
  return total;
}
