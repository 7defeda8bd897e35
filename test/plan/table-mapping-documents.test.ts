import { checkTableMappings } from '../../lib/plan/table-mapping-rules';
import { besides, check, column, selection, settings, transformation } from '../support/table-mapping-documents';

const codes = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code);
const all = (members = {}) => selection({ 'object-locator': { 'schema-name': '%', 'table-name': '%' }, ...members });
const COLUMN = { 'schema-name': 'sales', 'table-name': 'orders', 'column-name': 'card' };
const TABLE = { 'schema-name': 'sales', 'table-name': 'orders' };

test('finds nothing in a document that moves one table', () => {
  expect(check([selection()])).toEqual([]);
});

test('takes the members that the console of DMS exports as null for absent', () => {
  expect(besides(transformation({
    'rule-action': 'convert-lowercase', 'value': null, 'old-value': null, 'load-order': null, 'before-image-def': null, 'tag-set': null, 'data-type': null,
  }))).toEqual([]);
});

test('takes rule names with spaces, which DMS runs with', () => {
  expect(check([selection({ 'rule-name': 'All the orders' })])).toEqual([]);
});

test('takes ids and sizes as numbers and as text', () => {
  expect(check([selection({ 'rule-id': 542485267, 'load-order': 2 }), settings({ 'lob-settings': { 'bulk-max-size': 64 } })])).toEqual([]);
  expect(check([selection({ 'load-order': '2' }), settings({ 'lob-settings': { 'bulk-max-size': '64' } })])).toEqual([]);
});

test('passes members that it does not know', () => {
  expect(check([selection({ 'comment': 'whatever', 'x-owner': { team: 'a' } })])).toEqual([]);
});

test('passes unknown rule types with a warning, and does not look for included tables elsewhere', () => {
  expect(codes(check([{ 'rule-type': 'lake-mapping', 'rule-id': '1', 'rule-name': 'x' }]))).toEqual(['mappingWordUnknown']);
});

test.each(['eq', 'noteq', 'gte', 'lte', 'ste'])('knows the filter operator %s', (operator) => {
  const filter = { 'filter-type': 'source', 'column-name': 'id', 'filter-conditions': [{ 'filter-operator': operator, 'value': '100' }] };
  expect(check([selection({ filters: [filter] })])).toEqual([]);
});

test('lets several include-column rules stand beside each other', () => {
  expect(besides(
    column({ 'rule-action': 'include-column' }),
    column({ 'rule-id': '3', 'rule-name': 'b', 'rule-action': 'include-column', 'object-locator': COLUMN }),
  )).toEqual([]);
});

test('lets several columns be added to one table', () => {
  const added = (id: string, name: string) => column({
    'rule-id': id, 'rule-name': name, 'object-locator': TABLE, 'rule-action': 'add-column', 'value': name, 'data-type': { type: 'datetime', precision: 6, scale: '' },
  });
  expect(besides(added('2', 'loaded_at'), added('3', 'changed_at'))).toEqual([]);
});

test('lets a column be masked after its data type was changed', () => {
  expect(besides(
    column({ 'object-locator': COLUMN, 'rule-action': 'change-data-type', 'data-type': { type: 'string', length: '100', scale: '' } }),
    column({ 'rule-id': '3', 'rule-name': 'mask', 'object-locator': COLUMN, 'rule-action': 'data-masking-hash-mask' }),
  )).toEqual([]);
});

test('lets an exact rule come before the pattern that covers it', () => {
  expect(check([
    selection({ 'object-locator': { 'schema-name': 'sales', 'table-name': '%' } }),
    transformation(),
    transformation({ 'rule-id': '3', 'rule-name': 'b', 'object-locator': { 'schema-name': 'sales', 'table-name': '%' }, 'rule-action': 'add-prefix', 'value': 'o_' }),
  ])).toEqual([]);
});

test('leaves headers of changes and quoted text in expressions alone', () => {
  const expression = (text: string) => besides(column({
    'object-locator': TABLE, 'rule-action': 'add-column', 'value': 'op', 'expression': text, 'data-type': { type: 'string', length: 50 },
  }));
  expect(expression('$AR_H_STREAM_POSITION')).toEqual([]);
  expect(expression('${AR_H_CHANGE_SEQ}')).toEqual([]);
  expect(expression("operation_indicator('D', 'U', 'I') || '\u2018quoted\u2019 $AR_X_1'")).toEqual([]);
});

test('does not judge names in which Oracle may have an escape character', () => {
  const rules = [selection({ 'object-locator': { 'schema-name': 'ROOT', 'table-name': 'TEST#_T%' } }), transformation({ 'object-locator': { 'schema-name': 'ROOT', 'table-name': 'TEST_T1' } })];
  expect(check(rules, { sourceEngine: 'oracle' })).toEqual([]);
  expect(codes(check(rules, { sourceEngine: 'postgres' }))).toEqual(['ruleMatchesNothing']);
});

describe('the system schema of a MySQL source', () => {
  test.each(['mysql', 'mariadb', 'aurora'])('is told of for %s', (sourceEngine) => {
    expect(codes(check([all()], { sourceEngine }))).toEqual(['systemSchemaIncluded']);
  });
  test('is of no concern for other sources', () => {
    expect(check([all()], { sourceEngine: 'postgres' })).toEqual([]);
  });
  test('may be excluded', () => {
    const excluded = selection({ 'rule-id': '2', 'rule-name': 'x', 'object-locator': { 'schema-name': 'mysql', 'table-name': '%' }, 'rule-action': 'exclude' });
    expect(check([all(), excluded], { sourceEngine: 'mysql' })).toEqual([]);
  });
  test('may be asked for by its name', () => {
    expect(check([selection({ 'object-locator': { 'schema-name': 'mysql', 'table-name': '%' } })], { sourceEngine: 'mysql' })).toEqual([]);
  });
});

test('does not fail for members with the names of methods', () => {
  const odd = JSON.parse('{"rules":[{"rule-type":{"toString":1,"valueOf":2},"rule-id":{"toString":1},"rule-action":"constructor","__proto__":{"a":1}}]}') as unknown;
  expect(codes(checkTableMappings(odd))).toContain('mappingWord');
});

test('tells all problems of a document at once', () => {
  expect(codes(check([
    selection({ 'rule-id': undefined, 'rule-action': 'exclude' }),
    transformation({ 'rule-target': 'column', 'rule-action': 'chang-data-type' }),
  ]))).toEqual(['ruleMember', 'mappingWord', 'nothingIncluded']);
});
