import { invalidValue, notFound } from './fault';
import { integer, listOf, required, structure, text, type Member } from './shape';

interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

const filterMember: Member<Filter> = structure({ Name: required(text()), Values: required(listOf(text())) });

/** The members that listing operations share: 20 to 100 records a page unless said otherwise [API]. */
export function listingShape(max = 100): { Filters: Member<readonly Filter[]>; MaxRecords: Member<number>; Marker: Member<string> } {
  return { Filters: listOf(filterMember), MaxRecords: integer({ min: 20, max }), Marker: text() };
}

/** What a filter of each name looks at: one value of an item, or several of which any may fit. */
export type FilterValues<T> = Readonly<Record<string, (item: T) => string | readonly string[]>>;

/**
 * The items that pass all filters, each by any of its values. Without filters there may be none; with some, to find none is a fault
 * [seen: "No Endpoints found matching provided filters"; the SDK's waiters for deleted things rely on it].
 */
export function filtered<T>(what: string, items: readonly T[], filters: readonly Filter[] | undefined, by: FilterValues<T>): readonly T[] {
  const found = narrowed(items, filters, by);
  if (found.length === 0 && filters !== undefined && filters.length > 0) throw notFound(`No ${what} found matching provided filters`);
  return found;
}

/** The items that pass all filters, which may be none. */
export function narrowed<T>(items: readonly T[], filters: readonly Filter[] = [], by: FilterValues<T>): readonly T[] {
  const valid = Object.keys(by);
  for (const { Name } of filters) {
    if (!valid.includes(Name)) throw invalidValue(`Unrecognized filter name: ${Name}. Valid filter names: ${valid.join(' | ')}`);
  }
  if (filters.length === 0) return items;
  return items.filter((item) => filters.every(({ Name, Values }) => {
    const value = by[Name](item);
    return typeof value === 'string' ? Values.includes(value) : value.some((each) => Values.includes(each));
  }));
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly marker: { readonly Marker?: string };
}

/** One page; its marker is the key of its last item, so that a page follows it also when items have come and gone. */
export function page<T>(items: readonly T[], key: (item: T) => string, paging: { readonly MaxRecords?: number; readonly Marker?: string }): Page<T> {
  const { MaxRecords = 100, Marker } = paging;
  let from = 0;
  if (Marker !== undefined && Marker !== '') {
    const last = Buffer.from(Marker, 'base64url').toString();
    from = items.findIndex((item) => key(item) === last) + 1;
    if (from === 0) throw invalidValue(`Invalid marker: ${Marker}`);
  }
  const to = from + MaxRecords;
  return {
    items: items.slice(from, to),
    marker: to < items.length ? { Marker: Buffer.from(key(items[to - 1])).toString('base64url') } : {},
  };
}
