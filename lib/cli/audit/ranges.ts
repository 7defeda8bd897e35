/** As many ranges as a plan may want to load at once, and some to choose from. */
export const MOST_RANGES = 32;

/** At most so many of the items, spread evenly. */
export function thinned<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, index) => items[Math.round(((index + 1) * (items.length + 1)) / (most + 1)) - 1]);
}
