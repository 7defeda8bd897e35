import { compare, preferences } from './hashing';

/** Something that is placed whole. */
export interface Placed {
  /** What it keeps its place by. */
  readonly anchor: string;
  readonly tables: number;
}

/**
 * Gives each unit a place, by nothing but its name.
 *
 * Another place for a table is another task, which loads it again. So sizes have no say: tables grow, and a rule that levels tasks by size moves
 * tables whenever one has. That tasks come out unequal is mended where it costs nothing, by the number of tables that each loads at once.
 *
 * @param most tables of a place; what does not fit goes to the place it likes next best. Units come in the order of their names.
 */
export function placeUnits(units: readonly Placed[], places: readonly string[], most: number): Map<string, string> {
  const room = new Map(places.map((place) => [place, most]));
  const placed = new Map<string, string>();
  for (const { anchor, tables } of [...units].sort((a, b) => compare(a.anchor, b.anchor))) {
    const wishes = places.length === 1 ? places : preferences(anchor, places);
    const place = wishes.find((each) => room.get(each)! >= tables) ?? wishes[0];
    room.set(place, room.get(place)! - tables);
    placed.set(anchor, place);
  }
  return placed;
}
