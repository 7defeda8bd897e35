import * as fc from 'fast-check';
import { literal, quote, quoteColumns, quoteTable } from '../../../lib/plan/findings/quoting';

test.each([
  ['postgresql', 'a"b', '"a""b"'],
  ['oracle', 'Orders', '"Orders"'],
  ['mysql', 'a`b', '`a``b`'],
  ['mariadb', 'a"b', '`a"b`'],
  ['sqlserver', 'a]b[', '[a]]b[]'],
] as const)('quotes for %s', (engine, name, quoted) => {
  expect(quote(engine, name)).toBe(quoted);
});

test('quotes a table with its schema, and lists of columns', () => {
  expect(quoteTable('sqlserver', { schema: 'dbo', name: 'a.b' })).toBe('[dbo].[a.b]');
  expect(quoteColumns('postgresql', ['a', 'B'])).toBe('"a", "B"');
});

test.each([
  ['postgresql', "it's \\", "'it''s \\'"],
  ['mysql', "it's \\", "'it''s \\\\'"],
  ['sqlserver', "it's", "N'it''s'"],
] as const)('writes literals for %s', (engine, text, written) => {
  expect(literal(engine, text)).toBe(written);
});

test('no name ends its quotes', () => {
  const closing = { postgresql: '"', mysql: '`', sqlserver: ']' } as const;
  fc.assert(fc.property(fc.constantFrom('postgresql', 'mysql', 'sqlserver'), fc.string({ unit: fc.constantFrom('"', '`', ']', '[', "'", ';', 'a') }), (engine, name) => {
    const inner = quote(engine, name).slice(1, -1);
    expect(inner.replaceAll(closing[engine].repeat(2), '')).not.toContain(closing[engine]);
  }));
});
