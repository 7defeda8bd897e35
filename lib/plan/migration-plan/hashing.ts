/** Spreads texts over 32 bits, the same everywhere: FNV-1a, and the finalizer of MurmurHash3, without which similar names come out similar. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Places in the order in which a text prefers them. A place that is added or taken away changes nothing between the others (rendezvous hashing). */
export function preferences(text: string, places: readonly string[]): string[] {
  return places
    .map((place) => ({ place, score: hash(`${text}\n${place}`) }))
    .sort((a, b) => b.score - a.score || compare(a.place, b.place))
    .map(({ place }) => place);
}

/** By code units: the same on every machine, whatever its language. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
