import { NamePattern } from '../../lib/plan/table-mapping-patterns';

const overlaps = (a: string, b: string) => [new NamePattern(a).overlaps(new NamePattern(b)), new NamePattern(b).overlaps(new NamePattern(a))];
const covers = (general: string, narrow: string) => new NamePattern(general).covers(new NamePattern(narrow));

test.each([
  ['%', 'orders'], ['ord%', '%ers'], ['order_', 'orders'], ['order[_]items', 'order_items'], ['t[a-c]', 't[c-e]'], ['%a%b%', '%b%a%'], ['', '%'],
  ['a%', 'a'], ['orders', 'orders'],
])('%s and %s may match the same name', (a, b) => {
  expect(overlaps(a, b)).toEqual([true, true]);
});

test.each([
  ['orders', 'order'], ['ord%', 'sales'], ['order_', 'order'], ['t[a-c]', 't[d-e]'], ['Orders', 'orders'], ['a%c', 'b%'], ['', '_'],
  ['order[_]items', 'orderXitems'],
])('%s and %s match no name together', (a, b) => {
  expect(overlaps(a, b)).toEqual([false, false]);
});

test.each([['%', 'orders'], ['%', '%'], ['ord%', 'ord%rs'], ['_', '[a-c]'], ['[a-f]', '[b-c]'], ['%a%', 'bab'], ['%', '']])(
  '%s matches all that %s matches', (general, narrow) => {
    expect(covers(general, narrow)).toBe(true);
  },
);

test.each([['orders', '%'], ['ord%', '%rs'], ['[a-c]', '_'], ['_', '%'], ['_%', '%'], ['a', 'b']])('%s does not match all that %s matches', (general, narrow) => {
  expect(covers(general, narrow)).toBe(false);
});

test('does not judge names that are longer than any database has', () => {
  const long = 'x'.repeat(100_000);
  expect(overlaps(long, 'y')).toEqual([true, true]);
  expect(covers('%', long)).toBe(false);
});

test('takes a bracket that is never closed for a character', () => {
  expect(overlaps('a[b', 'a[b%')).toEqual([true, true]);
  expect(overlaps('a[b', 'ab')).toEqual([false, false]);
});
