/** Where a list of names stands in a statement: engines whose drivers take no lists get a parameter for each. */
const PLACE = ':names';

/** The statement with parameters in the place of the list: `mark(0), mark(1), …`. */
export function withNames(sql: string, names: readonly unknown[], mark: (index: number) => string): string {
  return sql.replaceAll(PLACE, names.map((_, index) => mark(index)).join(', '));
}
