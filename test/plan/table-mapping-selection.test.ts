import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { check, selection } from '../support/table-mapping-documents';

const table = (members: Readonly<Record<string, unknown>>) => selection({ 'object-locator': { 'schema-name': 'sales', 'table-name': 'orders', ...members } });
const filter = (members: Readonly<Record<string, unknown>>) => selection({
  filters: [{ 'filter-type': 'source', 'column-name': 'id', 'filter-conditions': [{ 'filter-operator': 'eq', 'value': '1' }], ...members }],
});
const conditions = (...all: readonly unknown[]) => filter({ 'filter-conditions': all });
const EQUAL = { 'filter-type': 'source', 'column-name': 'id', 'filter-conditions': [{ 'filter-operator': 'eq', 'value': '1' }] };

testRules([
  {
    code: 'mappingWord',
    variant: 'selection action',
    bad: () => check([selection({ 'rule-action': 'includes' })]),
    message: `'rules[0].rule-action' must be include, exclude or explicit, got "includes". DMS takes these words only as it documents them, in lower case. Write "include". [mappingWord]`,
    unknown: () => check([selection({ 'rule-action': UNKNOWN })]),
  },
  {
    code: 'mappingWordUnknown',
    variant: 'table-type',
    bad: () => check([table({ 'table-type': 'materialized-view' })]),
    message: `'rules[0].object-locator.table-type' is a value that this library does not know, "materialized-view". DMS documents table, view and all; what it adds later is passed on unchecked. Check the spelling, or ignore this if DMS has the value now. [mappingWordUnknown]`,
    unknown: () => check([table({ 'table-type': UNKNOWN })]),
  },
  {
    code: 'explicitWildcard',
    bad: () => check([selection({ 'rule-action': 'explicit', 'object-locator': { 'schema-name': 'sales', 'table-name': 'ord%' } })]),
    message: `'rules[0].object-locator.table-name' must be an exact name, got "ord%". An explicit rule selects exactly one table or view. Name the table, or use the rule-action "include". [explicitWildcard]`,
    unknown: () => check([selection({ 'rule-action': 'explicit', 'object-locator': { 'schema-name': 'sales', 'table-name': UNKNOWN } })]),
  },
  {
    code: 'viewsNeedFullLoad',
    bad: () => check([table({ 'table-type': 'view' })], { migrationType: 'full-load-and-cdc' }),
    message: `'rules[0].object-locator.table-type' must not be "view" in a full-load-and-cdc task. DMS loads views in full-load tasks only, so this rule would select nothing. Load the views by a full-load task of their own. [viewsNeedFullLoad]`,
    unknown: () => check([table({ 'table-type': 'view' })], { migrationType: UNKNOWN }),
  },
  {
    code: 'viewsLeftOut',
    bad: () => check([table({ 'table-type': 'all' })], { migrationType: 'cdc' }),
    message: `'rules[0].object-locator.table-type' is "all" in a cdc task. DMS loads views in full-load tasks only, so the views that match are left out. Write "table" here, and load the views by a full-load task of their own. [viewsLeftOut]`,
    unknown: () => check([table({ 'table-type': UNKNOWN })], { migrationType: 'cdc' }),
  },
  {
    code: 'loadOrderRange',
    variant: 'too low',
    bad: () => check([selection({ 'load-order': 0 })]),
    message: `'rules[0].load-order' must be a whole number from 1 to 2147483647, got 0. DMS takes positive whole numbers of 32 bits as priorities. Give tables that are to load first a higher number, or leave it out. [loadOrderRange]`,
    unknown: () => check([selection({ 'load-order': UNKNOWN })]),
  },
  {
    code: 'loadOrderRange',
    variant: 'too high',
    bad: () => check([selection({ 'load-order': '2147483648' })]),
    message: `'rules[0].load-order' must be a whole number from 1 to 2147483647, got "2147483648". DMS takes positive whole numbers of 32 bits as priorities. Give tables that are to load first a higher number, or leave it out. [loadOrderRange]`,
    unknown: () => check([selection({ 'load-order': UNKNOWN })]),
  },
  {
    code: 'loadOrderOfExcluded',
    bad: () => check([selection(), selection({ 'rule-id': '2', 'rule-name': 'x', 'rule-action': 'exclude', 'load-order': '1' })]),
    message: `'rules[1].load-order' is given for tables that are excluded. Excluded tables are not loaded at all, so DMS has no use for it. Leave it out. [loadOrderOfExcluded]`,
    unknown: () => check([selection({ 'rule-action': UNKNOWN, 'load-order': '1' })]),
  },
  {
    code: 'filtersShape',
    bad: () => check([selection({ filters: EQUAL })]),
    message: `'rules[0].filters' must be a list, got {"filter-type":"source","column-name":"id","filter-conditions":[{"filter-oper.... DMS reads the filters of a selection rule from a JSON array. Put them in brackets. [filtersShape]`,
    unknown: () => check([selection({ filters: UNKNOWN })]),
  },
  {
    code: 'filtersNeedInclude',
    bad: () => check([selection({ 'rule-action': 'explicit', 'filters': [EQUAL] })]),
    message: `'rules[0].filters' must be given with the rule-action "include" only, got "explicit". DMS applies filters to include rules only; here it would ignore them and move every row. Use the rule-action "include", or leave the filters out. [filtersNeedInclude]`,
    unknown: () => check([selection({ 'rule-action': UNKNOWN, 'filters': [EQUAL] })]),
  },
  {
    code: 'filtersNeedExactName',
    bad: () => check([selection({ 'object-locator': { 'schema-name': 'sales', 'table-name': '%' }, 'filters': [EQUAL] })]),
    message: `'rules[0].filters' are given for the table-name "%". DMS documents that filters support tables with exact names only, so rows may be moved that should stay. Write one selection rule for each table that is to be filtered. [filtersNeedExactName]`,
    unknown: () => check([selection({ 'object-locator': { 'schema-name': 'sales', 'table-name': UNKNOWN }, 'filters': [EQUAL] })]),
  },
  {
    code: 'filtersOnMongoDb',
    bad: () => check([selection({ filters: [EQUAL] })], { sourceEngine: 'mongodb' }),
    message: `'rules[0].filters' are given for a MongoDB source. DMS lists filtering among the limitations of MongoDB as a source, so documents may be moved that should stay. Leave them out, or check on the target what was moved. [filtersOnMongoDb]`,
    unknown: () => check([selection({ filters: [EQUAL] })], { sourceEngine: UNKNOWN }),
  },
  {
    code: 'filtersOnMongoDb',
    variant: 'DocumentDB',
    bad: () => check([selection({ filters: [EQUAL] })], { sourceEngine: 'docdb' }),
    message: `'rules[0].filters' are given for a DocumentDB source. DMS lists filtering among the limitations of DocumentDB as a source, so documents may be moved that should stay. Leave them out, or check on the target what was moved. [filtersOnMongoDb]`,
    unknown: () => check([selection({ filters: [EQUAL] })], { sourceEngine: UNKNOWN }),
  },
  {
    code: 'filterConditions',
    variant: 'filter',
    bad: () => check([selection({ filters: ['id = 1'] })]),
    message: `'rules[0].filters[0]' must be an object, got "id = 1". A filter of DMS is a column with a list of conditions. Add a condition, or leave the filter out. [filterConditions]`,
    unknown: () => check([selection({ filters: [UNKNOWN] })]),
  },
  {
    code: 'filterConditions',
    variant: 'conditions',
    bad: () => check([conditions()]),
    message: `'rules[0].filters[0].filter-conditions' must be a list of at least one condition, got []. A filter of DMS is a column with a list of conditions. Add a condition, or leave the filter out. [filterConditions]`,
    unknown: () => check([filter({ 'filter-conditions': UNKNOWN })]),
  },
  {
    code: 'filterType',
    bad: () => check([filter({ 'filter-type': 'target' })]),
    message: `'rules[0].filters[0].filter-type' must be "source", got "target". DMS filters rows at the source only. Write "source". [filterType]`,
    unknown: () => check([filter({ 'filter-type': UNKNOWN })]),
  },
  {
    code: 'filterColumn',
    bad: () => check([filter({ 'column-name': undefined })]),
    message: `'rules[0].filters[0].column-name' must be given. A filter compares the values of one column. Name the column, in the case that the source database has. [filterColumn]`,
    unknown: () => check([filter({ 'column-name': UNKNOWN })]),
  },
  {
    code: 'filterOperator',
    variant: 'another word for one',
    bad: () => check([conditions({ 'filter-operator': 'neq', 'value': '1' })]),
    message: `'rules[0].filters[0].filter-conditions[0].filter-operator' must be one of eq, noteq, gte, lte, ste, between, notbetween, null, notnull, got "neq". DMS compares by these operators only; it has no less and no greater without equal. Write "noteq". [filterOperator]`,
    unknown: () => check([conditions({ 'filter-operator': UNKNOWN, 'value': '1' })]),
  },
  {
    code: 'filterOperator',
    variant: 'none that DMS has',
    bad: () => check([conditions({ 'filter-operator': 'lt', 'value': '1' })]),
    message: `'rules[0].filters[0].filter-conditions[0].filter-operator' must be one of eq, noteq, gte, lte, ste, between, notbetween, null, notnull, got "lt". DMS compares by these operators only; it has no less and no greater without equal. Write one of them. [filterOperator]`,
    unknown: () => check([conditions(UNKNOWN)]),
  },
  {
    code: 'filterValue',
    variant: 'one value',
    bad: () => check([conditions({ 'filter-operator': 'gte' })]),
    message: `'rules[0].filters[0].filter-conditions[0].value' must be given for the operator "gte". DMS would have nothing to compare the column with. Add it. [filterValue]`,
    unknown: () => check([conditions({ 'filter-operator': 'gte', 'value': UNKNOWN })]),
  },
  {
    code: 'filterValue',
    variant: 'two values',
    bad: () => check([conditions({ 'filter-operator': 'between', 'start-value': '1' })]),
    message: `'rules[0].filters[0].filter-conditions[0].end-value' must be given for the operator "between". DMS would have nothing to compare the column with. Add it. [filterValue]`,
    unknown: () => check([conditions({ 'filter-operator': 'between', 'start-value': '1', 'end-value': UNKNOWN })]),
  },
  {
    code: 'filterValueUnused',
    variant: 'no value',
    bad: () => check([conditions({ 'filter-operator': 'null', 'value': '' })]),
    message: `'rules[0].filters[0].filter-conditions[0].value' is given for the operator "null". DMS does not read it there: the operator compares with no value. Leave it out, or use another operator. [filterValueUnused]`,
    unknown: () => check([conditions({ 'filter-operator': UNKNOWN, 'value': '' })]),
  },
  {
    code: 'filterValueUnused',
    variant: 'one value',
    bad: () => check([conditions({ 'filter-operator': 'eq', 'value': '1', 'end-value': '2' })]),
    message: `'rules[0].filters[0].filter-conditions[0].end-value' is given for the operator "eq". DMS does not read it there. Leave it out, or use another operator. [filterValueUnused]`,
    unknown: () => check([conditions({ 'filter-operator': UNKNOWN, 'value': '1', 'end-value': '2' })]),
  },
  {
    code: 'filterNegative',
    bad: () => check([conditions({ 'filter-operator': 'noteq', 'value': '1' }, { 'filter-operator': 'eq', 'value': '2' })]),
    message: `'rules[0].filters[0].filter-conditions' must have no other condition beside "noteq", got 2 conditions. Conditions of one filter are joined by OR, and DMS allows a negative one only alone. Put each condition in a filter of its own: filters are joined by AND. [filterNegative]`,
    unknown: () => check([conditions({ 'filter-operator': UNKNOWN, 'value': '1' }, { 'filter-operator': 'eq', 'value': '2' })]),
  },
  {
    code: 'filterRangeEmpty',
    bad: () => check([conditions({ 'filter-operator': 'between', 'start-value': '75', 'end-value': '50' })]),
    message: `'rules[0].filters[0].filter-conditions[0]' runs from "75" to "50". No number lies in a range whose start is above its end. Exchange start-value and end-value. [filterRangeEmpty]`,
    unknown: () => check([conditions({ 'filter-operator': 'between', 'start-value': '75', 'end-value': UNKNOWN })]),
  },
  {
    code: 'filterDate',
    bad: () => check([conditions({ 'filter-operator': 'gte', 'value': '01/31/2025' })]),
    message: `'rules[0].filters[0].filter-conditions[0].value' looks like a date in a form that DMS does not compare, "01/31/2025". DMS compares dates as YYYY-MM-DD and times as YYYY-MM-DD HH:MM:SS; in another form the filter selects the wrong rows. Write it so, or ignore this if it is no date. [filterDate]`,
    unknown: () => check([conditions({ 'filter-operator': 'gte', 'value': UNKNOWN })]),
  },
]);

test('gives a filter a list of negative conditions as several filters', () => {
  const negative = { 'filter-type': 'source', 'column-name': 'id', 'filter-conditions': [{ 'filter-operator': 'noteq', 'value': '50' }] };
  const notNull = { 'filter-type': 'source', 'column-name': 'dept', 'filter-conditions': [{ 'filter-operator': 'notnull' }] };
  expect(check([selection({ filters: [negative, notNull] })])).toEqual([]);
});
