/**
 * Names with DMS's wildcards, compared with each other.
 *
 * `%` stands for any characters, `_` for one, `[ab]` and `[a-d]` for one of a set, `[_]` for the character itself
 * [DMS User Guide, Wildcards in table mapping].
 */

/** Characters that may stand at one place, as ranges of code units. */
type CharacterSet = readonly (readonly [from: number, to: number])[];
/** One place of a pattern: any number of characters, or one out of a set. */
type Place = 'any number' | CharacterSet;

const ANY_CHARACTER: CharacterSet = [[0, 0xffff]];
/** Longer names do not exist in any database; comparing them would only cost time. */
const MAX_COMPARED = 512;

/** A schema, table or column name that may have wildcards in it. */
export class NamePattern {
  private readonly places: readonly Place[] | undefined;

  constructor(private readonly text: string) {
    this.places = text.length > MAX_COMPARED ? undefined : parse(text);
  }

  /** Whether there is a name that both patterns match. True where it cannot be told. */
  public overlaps(other: NamePattern): boolean {
    const [a, b] = [this.places, other.places];
    if (!a || !b || this.text === other.text) return true;
    if (differAt(a[0], b[0]) || differAt(a[a.length - 1], b[b.length - 1])) return false;
    if (a.every(isCharacter) && b.every(isCharacter)) return a.length === b.length && !a.some((here, index) => differAt(here, b[index]));
    return reachesEnd(a, b, (here, there) => ({
      skipHere: here === 'any number' || there === 'any number',
      skipThere: here === 'any number' || there === 'any number',
      both: isCharacter(here) && isCharacter(there) && intersect(here, there),
    }));
  }

  /** Whether every name that the other pattern matches is matched by this one. False where it cannot be told. */
  public covers(other: NamePattern): boolean {
    const [a, b] = [this.places, other.places];
    if (this.text === other.text) return true;
    if (!a || !b) return false;
    return reachesEnd(a, b, (here, there) => ({
      skipHere: here === 'any number',
      skipThere: here === 'any number',
      both: isCharacter(here) && isCharacter(there) && contains(here, there),
    }));
  }
}

/** Whether a name has the wildcard that DMS refuses where it wants exact names. */
export function hasPercent(name: unknown): boolean {
  return typeof name === 'string' && name.includes('%');
}

/**
 * Whether a character before a wildcard may be Oracle's escape character, which makes the wildcard an ordinary one.
 *
 * Which character it is, the extra connection attribute `escapeCharacter` says [DMS User Guide, Wildcards in table mapping].
 */
export function mayBeEscaped(name: string): boolean {
  return /[^A-Za-z0-9_$%\]\s][%_[]/.test(name);
}

function parse(text: string): Place[] {
  const places: Place[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    const end = character === '[' ? text.indexOf(']', at + 2) : -1;
    if (character === '%') {
      if (places[places.length - 1] !== 'any number') places.push('any number');
    } else if (character === '_') {
      places.push(ANY_CHARACTER);
    } else if (end > 0) {
      places.push(parseSet(text.slice(at + 1, end)));
      at = end;
    } else {
      places.push(single(text.charCodeAt(at)));
    }
  }
  return places;
}

function parseSet(content: string): CharacterSet {
  const set: [number, number][] = [];
  for (let at = 0; at < content.length; at++) {
    const isRange = content[at + 1] === '-' && at + 2 < content.length;
    set.push([content.charCodeAt(at), content.charCodeAt(isRange ? at + 2 : at)]);
    if (isRange) at += 2;
  }
  return set;
}

function single(code: number): CharacterSet {
  return [[code, code]];
}

function intersect(a: CharacterSet, b: CharacterSet): boolean {
  return a.some(([from, to]) => b.some(([start, end]) => from <= end && start <= to));
}

function contains(outer: CharacterSet, inner: CharacterSet): boolean {
  return inner.every(([start, end]) => outer.some(([from, to]) => from <= start && end <= to));
}

/** Whether both patterns have a character here, and not the same. */
function differAt(a: Place | undefined, b: Place | undefined): boolean {
  return isCharacter(a) && isCharacter(b) && !intersect(a, b);
}

function isCharacter(place: Place | undefined): place is CharacterSet {
  return place !== undefined && place !== 'any number';
}

interface Steps {
  readonly skipHere: boolean;
  readonly skipThere: boolean;
  readonly both: boolean;
}

/** Walks two patterns side by side, row by row instead of by recursion, so that no name is too long for the stack. */
function reachesEnd(a: readonly Place[], b: readonly Place[], steps: (here: Place | undefined, there: Place | undefined) => Steps): boolean {
  let row = new Array<boolean>(b.length + 1).fill(false);
  row[0] = true;
  for (let i = 0; i <= a.length; i++) {
    const next = new Array<boolean>(b.length + 1).fill(false);
    for (let j = 0; j <= b.length; j++) {
      if (!row[j]) continue;
      const { skipHere, skipThere, both } = steps(a[i], b[j]);
      if (i < a.length && skipHere) next[j] = true;
      if (j < b.length && skipThere) row[j + 1] = true;
      if (i < a.length && j < b.length && both) next[j + 1] = true;
    }
    if (i === a.length) return row[b.length];
    row = next;
  }
  return false;
}
