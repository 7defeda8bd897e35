import type { Profile } from '../../profile/profile';
import { hash } from './hashing';
import type { SelectedTable } from './selection';

/** Tables that have to stay in one task. */
export interface Group {
  /** The member by which the group keeps its place: the one with the lowest hash, which few new members have. */
  readonly anchor: string;
  /** Places in the list of tables, ascending. */
  readonly members: readonly number[];
}

/**
 * Groups of tables, which come sorted.
 *
 * Each task applies its changes by itself: transactions over two tasks come apart, and a row can arrive before the row that it refers to. So with
 * CDC, tables that foreign keys join, or that the application writes together, stay in one task. A load alone knows no transactions.
 */
export function groupsOf(tables: readonly SelectedTable[], { writtenTogether = [] }: Profile, cdc: boolean): Group[] {
  if (!cdc) return tables.map(({ key }, place) => ({ anchor: key, members: [place] }));
  const keys = tables.map(({ key }) => key);
  const forest = new Forest(keys);
  tables.forEach(({ key, facts: { foreignKeys } }) => {
    for (const { references } of foreignKeys) forest.join(key, references);
  });
  // What was left out parts no group: those that are written together with it are still written together.
  for (const together of writtenTogether) {
    const present = together.filter((key) => forest.has(key));
    for (const key of present.slice(1)) forest.join(present[0], key);
  }
  return forest.trees().map((members) => ({ anchor: anchorOf(members, keys), members }));
}

function anchorOf(members: readonly number[], keys: readonly string[]): string {
  if (members.length === 1) return keys[members[0]];
  let [anchor, lowest] = ['', Infinity];
  for (const member of members) {
    const value = hash(keys[member]);
    if (value < lowest) [anchor, lowest] = [keys[member], value];
  }
  return anchor;
}

/** Sets that are joined (union-find), by the places of their members in a list. */
class Forest {
  private readonly places: ReadonlyMap<string, number>;
  private readonly parents: Int32Array;

  constructor(keys: readonly string[]) {
    this.places = new Map(keys.map((key, place) => [key, place]));
    this.parents = Int32Array.from(keys, (_, place) => place);
  }

  public join(a: string, b: string): void {
    const [placeOfA, placeOfB] = [this.places.get(a), this.places.get(b)];
    if (placeOfA === undefined || placeOfB === undefined) return;
    const [rootOfA, rootOfB] = [this.root(placeOfA), this.root(placeOfB)];
    // The root is the first of its set, so that the order of joining leaves no trace.
    this.parents[Math.max(rootOfA, rootOfB)] = Math.min(rootOfA, rootOfB);
  }

  public has(key: string): boolean {
    return this.places.has(key);
  }

  /** In the order of the list, and so are their members. */
  public trees(): number[][] {
    const trees = new Map<number, number[]>();
    for (let place = 0; place < this.parents.length; place++) {
      const root = this.root(place);
      const tree = trees.get(root);
      if (tree === undefined) trees.set(root, [place]);
      else tree.push(place);
    }
    return [...trees.values()];
  }

  private root(place: number): number {
    let at = place;
    while (this.parents[at] !== at) {
      this.parents[at] = this.parents[this.parents[at]];
      at = this.parents[at];
    }
    return at;
  }
}
