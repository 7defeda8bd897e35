/**
 * Stands for a value that is known only at deployment (a CDK token).
 *
 * Rules are pure and know no CDK: whoever calls them puts this in the place of every token, and every rule lets it pass.
 */
export const UNKNOWN: unique symbol = Symbol.for('cdk-dms-migrations.unknown');

/** A value, or the mark of one that is known only at deployment. */
export type MaybeUnknown<T> = T | typeof UNKNOWN;

/** Whether there is a value that a rule can look at: neither absent nor known only at deployment. */
export function isKnown<T>(value: T): value is Exclude<NonNullable<T>, typeof UNKNOWN> {
  return value !== undefined && value !== null && (value as unknown) !== UNKNOWN;
}
