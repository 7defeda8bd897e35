import { Size } from 'aws-cdk-lib';
import fc from 'fast-check';
import { ColumnDataType, MappingExpression } from '../../lib/constructs/table-mapping-column';
import type { TableMappingRule } from '../../lib/constructs/table-mapping-rule';
import { ColumnFilter, FilterCondition, SelectionRule, TableType } from '../../lib/constructs/table-mapping-selection';
import { ParallelLoad, TableLobSettings, TableSettingsRule } from '../../lib/constructs/table-mapping-table-settings';
import { TransformationRule, type ColumnTransformations, type NameTransformations, type TableTransformations } from '../../lib/constructs/table-mapping-transformation';
import { TableMappings } from '../../lib/constructs/table-mappings';
import type { Problem } from '../../lib/plan/problem';
import { checkTableMappings, type TableMappingContext } from '../../lib/plan/table-mapping-rules';
import { UNKNOWN } from '../../lib/plan/unknown';

const RUNS = { numRuns: 300 };

const context: fc.Arbitrary<TableMappingContext> = fc.record({
  migrationType: fc.constantFrom('full-load', 'full-load-and-cdc', 'cdc', 'nonsense', UNKNOWN),
  sourceEngine: fc.constantFrom('oracle', 'postgres', 'aurora', 'mongodb', 'sqlserver', 'db2', 'nonsense', UNKNOWN),
  targetEngine: fc.constantFrom('oracle', 'aurora-postgresql', 'mysql', 's3', 'kinesis', 'sybase', 'nonsense', UNKNOWN),
}, { requiredKeys: [] });

/** JSON that is nearly right: the members and words of DMS with any values, and now and then a value that is not known yet. */
const NAMES = [
  'rule-type', 'rule-id', 'rule-name', 'rule-action', 'rule-target', 'object-locator', 'schema-name', 'table-name', 'column-name', 'table-type',
  'filters', 'filter-type', 'filter-conditions', 'filter-operator', 'value', 'start-value', 'end-value', 'old-value', 'expression', 'data-type', 'type',
  'length', 'primary-key-def', 'name', 'origin', 'columns', 'before-image-def', 'column-prefix', 'column-filter', 'parallel-load', 'partitions',
  'boundaries', 'lob-settings', 'mode', 'bulk-max-size', 'load-order', 'tag-set', 'key', 'toString', '__proto__', 'constructor',
];
const WORDS = [
  'selection', 'transformation', 'table-settings', 'object-mapping', 'post-processing', 'validation', 'include', 'explicit', 'exclude', 'rename',
  'add-column', 'change-data-type', 'define-primary-key', 'data-masking-digits-mask', 'table', 'column', 'schema', 'view', 'all', 'source', 'eq',
  'between', 'noteq', 'ranges', 'partitions-list', 'limited', 'unlimited', 'add-tag', '%', 'a_', '[a-', '', '1', '01/02/2025', '$AR_H_X',
];
const { value: nearlyRight } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(fc.constantFrom(...WORDS), fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(UNKNOWN)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 8 }),
  ),
}));
const document = fc.oneof(
  fc.jsonValue(),
  nearlyRight,
  fc.record({ rules: fc.array(fc.dictionary(fc.constantFrom(...NAMES), nearlyRight, { maxKeys: 10 }), { maxLength: 6 }) }),
);

const isWellFormed = ({ code, severity, where, what, why, mend }: Problem) =>
  /^[a-z][A-Za-z]+$/.test(code) && ['error', 'warning'].includes(severity) && /^(rules\b.*)?$/s.test(where) && what.length > 0
  && [why, mend].every((text) => /[^.]$/.test(text)) && ![what, why, mend].some((text) => /\[object|Symbol\(/.test(text));

test('any document is checked without failing, and what is found is told properly', () => {
  fc.assert(fc.property(document, context, (value, given) => checkTableMappings(value, given).every(isWellFormed)), { numRuns: 3000 });
});

test('any text is checked and passed on without failing', () => {
  const text = fc.oneof(fc.string(), fc.json(), document.map((value) => JSON.stringify(value) ?? ''));
  fc.assert(fc.property(text, (json) => {
    const mappings = TableMappings.fromJsonString(json);
    return mappings._problems({}).every(isWellFormed) && mappings._render().text === json;
  }), RUNS);
});

// Valid input: the tables t0, t1, ... of one schema are selected, and each has one thing at most done to it.
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
const options = fc.record({ ruleName: fc.stringMatching(/^[A-Za-z0-9]{5,9}x$/) }, { requiredKeys: [] });
const dataType = fc.oneof(
  fc.constantFrom(ColumnDataType.INT8, ColumnDataType.BOOLEAN, ColumnDataType.DATE, ColumnDataType.CLOB),
  fc.integer({ min: 1, max: 4000 }).map((length) => ColumnDataType.string(length)),
  fc.tuple(fc.integer({ min: 1, max: 38 }), fc.integer({ min: 0, max: 10 })).map(([precision, scale]) => ColumnDataType.numeric(precision, scale)),
);
const renaming = fc.oneof(
  name.map((to) => (object: NameTransformations) => object.rename(to)),
  fc.constant((object: NameTransformations) => object.renameByExpression(MappingExpression.SOURCE_TABLE_NAME)),
  fc.constant((object: NameTransformations) => object.convertToLowercase()),
  fc.constant((object: NameTransformations) => object.convertToUppercase()),
  fc.tuple(name, name).map(([a, b]) => (object: NameTransformations) => object.replacePrefix(a, b)),
  name.map((prefix) => (object: NameTransformations) => object.addPrefix(prefix)),
  name.map((suffix) => (object: NameTransformations) => object.removeSuffix(suffix)),
);
const tableAction = fc.oneof(
  renaming,
  fc.tuple(name, dataType, options).map(([column, type, given]) => (table: TableTransformations) => table.addColumn(column, type, given)),
  fc.constant((table: TableTransformations) => table.addBeforeImageColumns()),
  fc.tuple(name, fc.uniqueArray(name, { minLength: 1 }))
    .map(([key, columns]) => (table: TableTransformations) => table.definePrimaryKey(key, columns)),
);
const columnAction = fc.oneof(
  renaming,
  dataType.map((type) => (column: ColumnTransformations) => column.changeDataType(type)),
  fc.constantFrom('#', '*', '0').map((character) => (column: ColumnTransformations) => column.maskDigits(character)),
  fc.constant((column: ColumnTransformations) => column.maskByHash()),
  fc.constant((column: ColumnTransformations) => column.randomizeDigits()),
  fc.constant((column: ColumnTransformations) => column.remove()),
);
const boundaries = fc.integer({ min: 1, max: 10 }).chain((width) => fc.record({
  columns: fc.uniqueArray(name, { minLength: width, maxLength: width }),
  boundaries: fc.array(fc.array(fc.string(), { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
}));
const parallelLoad = fc.oneof(
  fc.constant(ParallelLoad.partitionsAuto()),
  fc.constant(ParallelLoad.none()),
  fc.uniqueArray(name, { minLength: 1 }).map((partitions) => ParallelLoad.partitionsList({ partitions })),
  boundaries.map((props) => ParallelLoad.ranges(props)),
);
const lobSettings = fc.oneof(
  fc.integer({ min: 1, max: 102_400 }).map((kib) => TableLobSettings.limited(Size.kibibytes(kib))),
  fc.constant(TableLobSettings.unlimited()),
  fc.constant(TableLobSettings.none()),
);
const condition = fc.oneof(
  fc.string().map((value) => FilterCondition.equalTo(value)),
  fc.string().map((value) => FilterCondition.greaterThanOrEqualTo(value)),
  fc.tuple(fc.string(), fc.string()).map(([from, to]) => FilterCondition.between(from, to)),
  fc.constant(FilterCondition.isNull()),
);
const filter = fc.oneof(
  fc.tuple(name, fc.array(condition, { minLength: 1, maxLength: 4 })).map(([column, conditions]) => ColumnFilter.on(column, ...conditions)),
  fc.tuple(name, fc.string()).map(([column, value]) => ColumnFilter.on(column, FilterCondition.notEqualTo(value))),
);

/** Makes the rules of one table anew each time it is called. */
const tableRules = fc.record({
  loadOrder: fc.integer({ min: 1, max: 2_147_483_647 }),
  tableType: fc.constantFrom(undefined, TableType.TABLE, TableType.ALL),
  filters: fc.option(fc.array(filter, { maxLength: 3 }), { nil: undefined }),
  onTable: fc.option(tableAction, { nil: undefined }),
  onColumns: fc.array(columnAction, { maxLength: 3 }),
  settings: fc.option(fc.record({ parallelLoad, lobSettings }, { requiredKeys: [] }), { nil: undefined }),
  options,
}).map((input) => (schema: string, table: string): TableMappingRule[] => [
  SelectionRule.include({ schema, table, loadOrder: input.loadOrder, tableType: input.tableType, filters: input.filters }),
  ...(input.onTable ? [input.onTable(TransformationRule.table(schema, table))] : []),
  ...input.onColumns.map((action, index) => action(TransformationRule.column(schema, table, `c${index}`))),
  ...(input.settings ? [TableSettingsRule.of({ schema, table, ...input.settings })] : []),
]);
const explicitIds = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 4 });
const tablesRules = fc.array(tableRules, { minLength: 1, maxLength: 5 });
const mapping = fc.tuple(name, tablesRules, explicitIds).map(([schema, tables, ids]) => () => TableMappings.of(
  ...ids.map((ruleId, index) => SelectionRule.exclude({ schema, table: `z${index}`, ruleId })),
  ...tables.flatMap((rules, index) => rules(schema, `t${index}`)),
));

interface Document { readonly rules: readonly Readonly<Record<string, unknown>>[] }
const render = (mappings: TableMappings) => mappings._render().document as Document;
const errors = (value: unknown) => checkTableMappings(value, { sourceEngine: 'oracle', targetEngine: 'oracle', migrationType: 'full-load' })
  .filter(({ severity }) => severity === 'error');

test('any valid rules render to a document without an error, in which ids are unique', () => {
  fc.assert(fc.property(mapping, (make) => {
    const { rules } = render(make());
    expect(errors({ rules })).toEqual([]);
    const ids = rules.map((rule) => rule['rule-id']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[1-9]\d*$/.test(String(id)))).toBe(true);
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
  }), RUNS);
});

test('the names that are assigned are unique, and of letters, digits and hyphens', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string())), (tables) => {
    const names = render(TableMappings.of(...tables.map(([schema, table]) => SelectionRule.include({ schema, table })))).rules.map((rule) => rule['rule-name']);
    return new Set(names).size === names.length && names.every((each) => /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/.test(String(each)));
  }), RUNS);
});

test('the same rules render to the same text, byte for byte, however often', () => {
  fc.assert(fc.property(mapping, (make) => {
    const mappings = make();
    const [first, second, other] = [mappings, mappings, make()].map((each) => JSON.stringify(render(each)));
    return first === second && first === other;
  }), RUNS);
});

/** Puts `UNKNOWN` in the place of the values whose number the set has. */
function forget(value: unknown, which: ReadonlySet<number>): unknown {
  let count = 0;
  const visit = (each: unknown): unknown => {
    if (which.has(count++)) return UNKNOWN;
    if (Array.isArray(each)) return each.map(visit);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, member]) => [key, visit(member)]));
  };
  return visit(value);
}

test('a valid document stays without an error, whatever in it is known only at deployment', () => {
  fc.assert(fc.property(mapping, fc.array(fc.nat(200), { maxLength: 20 }), (make, which) => {
    expect(errors(forget(render(make()), new Set(which)))).toEqual([]);
  }), RUNS);
});
