import { UNKNOWN } from '../../lib/plan/unknown';
import { meet, plainName, writtenTables } from '../../lib/plan/written-tables';

type Rule = Record<string, unknown>;

const selection = (action: string) => (schema: string, table: string, more: Rule = {}): Rule => ({
  'rule-type': 'selection', 'rule-action': action, 'object-locator': { 'schema-name': schema, 'table-name': table }, ...more,
});
const include = selection('include');
const exclude = selection('exclude');
const rename = (target: 'schema' | 'table', locator: [string, string?], action: string, more: Rule = {}): Rule => ({
  'rule-type': 'transformation',
  'rule-target': target,
  'rule-action': action,
  'object-locator': { 'schema-name': locator[0], ...(locator[1] !== undefined && { 'table-name': locator[1] }) },
  ...more,
});

/** The names on the target, each with what is taken out of it. */
function names(...rules: Rule[]): string[] {
  return writtenTables({ rules }).map(({ target, without }) => [target, ...without].map(plainName).join(' without '));
}

test.each<[string, Rule[], string[]]>([
  ['a selection alone', [include('sales', '%')], ['sales.%']],
  ['what is excluded', [include('sales', '%'), exclude('sales', 'tmp_%')], ['sales.% without sales.tmp_%']],
  ['what is excluded whole', [include('sales', 'orders'), exclude('sales', '%')], []],
  ['a schema renamed', [include('sales', '%'), rename('schema', ['sales'], 'rename', { value: 'eu' })], ['eu.%']],
  ['its exclusions, renamed with it', [include('sales', '%'), exclude('sales', 'tmp%'), rename('schema', ['sales'], 'rename', { value: 'eu' })],
    ['eu.% without eu.tmp%']],
  ['one of all schemas renamed', [include('%', '%'), rename('schema', ['sales'], 'rename', { value: 'eu' })], ['%.% without sales.%', 'eu.%']],
  ['one of all tables renamed', [include('sales', '%'), rename('table', ['sales', 'orders'], 'rename', { value: 'orders_v2' })],
    ['sales.% without sales.orders', 'sales.orders_v2']],
  ['prefix and suffix', [include('sales', '%'), rename('table', ['%', '%'], 'add-prefix', { value: 'eu_' })], ['sales.eu_%']],
  ['a suffix taken away', [include('sales', 'orders_old'), rename('table', ['sales', '%'], 'remove-suffix', { value: '_old' })], ['sales.orders']],
  ['a suffix that is not there', [include('sales', 'orders'), rename('table', ['sales', '%'], 'remove-suffix', { value: '_old' })], ['sales.orders']],
  ['a prefix exchanged', [include('sales', 'old_a'), rename('table', ['sales', '%'], 'replace-prefix', { 'value': 'new_', 'old-value': 'old_' })],
    ['sales.new_a']],
  ['a prefix that a wildcard may have', [include('sales', '%'), rename('table', ['sales', '%'], 'remove-prefix', { value: 'a' })], []],
  ['upper case', [include('sales', 'Orders'), rename('schema', ['%'], 'convert-uppercase'), rename('table', ['%', '%'], 'convert-lowercase')],
    ['SALES.orders']],
  ['the first of two rules about one object', [
    include('sales', '%'),
    rename('schema', ['sales'], 'rename', { 'rule-id': '9', 'value': 'late' }),
    rename('schema', ['%'], 'rename', { 'rule-id': '3', 'value': 'early' }),
  ], ['early.%']],
  ['a name by expression', [include('sales', '%'), rename('schema', ['sales'], 'rename', { expression: 'lower($SCHEMA_NAME_VAR)' })], []],
  ['a rule that is about a part that has no name', [include('sales', 'a%'), rename('table', ['sales', '%z'], 'rename', { value: 'x' })], []],
  ['a schema known only at deployment', [{ ...include('sales', '%'), 'object-locator': { 'schema-name': UNKNOWN, 'table-name': '%' } }], []],
])('%s', (_, rules, expected) => {
  expect(names(...rules)).toEqual(expected);
});

test.each<[string, Rule[], Rule[], boolean]>([
  ['one table', [include('a', 't')], [include('a', 't')], true],
  ['two tables', [include('a', 't')], [include('a', 'u')], false],
  ['a table of a schema', [include('a', 't')], [include('a', '%')], true],
  ['a table that the other excludes', [include('a', 't')], [include('a', '%'), exclude('a', 't')], false],
  ['patterns that may have a name in common, or not', [include('a', 'x%')], [include('a', '%y')], false],
  ['an underscore, which is a wildcard too', [include('a', 'order_x')], [include('a', 'order-x')], false],
  ['a name with an underscore by two ways', [include('a', 'order_x')],
    [include('b', 'x'), rename('schema', ['b'], 'rename', { value: 'a' }), rename('table', ['b', 'x'], 'add-prefix', { value: 'order_' })], true],
])('%s', (_, one, other, expected) => {
  const [first, second] = [writtenTables({ rules: one }), writtenTables({ rules: other })];
  expect(first.some((a) => second.some((b) => meet(a, b)))).toBe(expected);
  expect(second.some((a) => first.some((b) => meet(a, b)))).toBe(expected);
});

test.each([undefined, null, UNKNOWN, 'text', {}, { rules: UNKNOWN }, { rules: [null, 7, UNKNOWN] }])('no document: %p', (document) => {
  expect(writtenTables(document)).toEqual([]);
});
