/** A copy without some members: what has not happened is absent. */
export function without<T extends object, K extends keyof T>(value: T, ...members: readonly K[]): Omit<T, K> {
  const copy: Partial<T> = { ...value };
  for (const member of members) delete copy[member];
  return copy as Omit<T, K>;
}
