import { error, show, warning, type Problem } from './problem';
import { kindOf } from './table-mapping-engines';
import { hasPercent } from './table-mapping-patterns';
import {
  asObject, asText, asWhole, checkLocator, checkMembers, checkTexts, checkWord, isAbsent, locatorText,
  type JsonObject, type MappingRule, type TableMappingContext,
} from './table-mapping-reading';
import { isKnown, UNKNOWN } from './unknown';

const ACTIONS = ['include', 'exclude', 'explicit'];
const MEMBERS = ['rule-type', 'rule-id', 'rule-name', 'rule-action', 'object-locator', 'load-order', 'filters'];
const MAX_LOAD_ORDER = 2_147_483_647;

const ONE_VALUE = ['eq', 'noteq', 'gte', 'lte', 'ste'];
const TWO_VALUES = ['between', 'notbetween'];
const NO_VALUE = ['null', 'notnull'];
const NEGATIVE = ['noteq', 'notbetween', 'notnull'];
/** `ste` (smaller than or equal to) is the older name of `lte` [DMS User Guide of 2017]. */
const OPERATORS = ['eq', 'noteq', 'gte', 'lte', 'ste', 'between', 'notbetween', 'null', 'notnull'];
const OPERATOR_ALIASES = new Map([['ne', 'noteq'], ['neq', 'noteq'], ['isnull', 'null'], ['isnotnull', 'notnull']]);

/** Checks one selection rule [DMS User Guide, Selection rules and actions]. */
export function checkSelection(each: MappingRule, context: TableMappingContext): Problem[] {
  const { where, rule } = each;
  return [
    ...checkMembers(where, rule, MEMBERS),
    ...checkWord(`${where}.rule-action`, rule['rule-action'], { words: ACTIONS }),
    ...checkLocator(each, ['schema-name', 'table-name'], 'a selection rule'),
    ...checkExplicit(each),
    ...checkTableType(each, context),
    ...checkLoadOrder(each),
    ...checkFilters(each, context),
  ];
}

function checkExplicit({ where, rule }: MappingRule): Problem[] {
  if (rule['rule-action'] !== 'explicit') return [];
  return ['schema-name', 'table-name'].filter((name) => hasPercent(locatorText(rule, name))).map((name) => error({
    code: 'explicitWildcard',
    where: `${where}.object-locator.${name}`,
    what: `must be an exact name, got ${show(locatorText(rule, name))}`,
    why: 'An explicit rule selects exactly one table or view',
    mend: 'Name the table, or use the rule-action "include"',
  }));
}

function checkTableType({ where, rule }: MappingRule, { migrationType }: TableMappingContext): Problem[] {
  const tableType = asObject(rule['object-locator'])?.['table-type'];
  const at = `${where}.object-locator.table-type`;
  const problems = checkWord(at, tableType, { words: ['table', 'view', 'all'] });
  const withCdc = migrationType === 'cdc' || migrationType === 'full-load-and-cdc';
  if (!withCdc || rule['rule-action'] === 'exclude') return problems;
  if (tableType === 'view') {
    problems.push(error({
      code: 'viewsNeedFullLoad',
      where: at,
      what: `must not be "view" in a ${migrationType} task`,
      why: 'DMS loads views in full-load tasks only, so this rule would select nothing',
      mend: 'Load the views by a full-load task of their own',
    }));
  }
  if (tableType === 'all') {
    problems.push(warning({
      code: 'viewsLeftOut',
      where: at,
      what: `is "all" in a ${migrationType} task`,
      why: 'DMS loads views in full-load tasks only, so the views that match are left out',
      mend: 'Write "table" here, and load the views by a full-load task of their own',
    }));
  }
  return problems;
}

function checkLoadOrder({ where, rule }: MappingRule): Problem[] {
  const loadOrder = rule['load-order'];
  if (!isKnown(loadOrder)) return [];
  const order = asWhole(loadOrder);
  if (order === undefined || order < 1 || order > MAX_LOAD_ORDER) {
    return [error({
      code: 'loadOrderRange',
      where: `${where}.load-order`,
      what: `must be a whole number from 1 to ${MAX_LOAD_ORDER}, got ${show(loadOrder)}`,
      why: 'DMS takes positive whole numbers of 32 bits as priorities',
      mend: 'Give tables that are to load first a higher number, or leave it out',
    })];
  }
  return rule['rule-action'] !== 'exclude' ? [] : [warning({
    code: 'loadOrderOfExcluded',
    where: `${where}.load-order`,
    what: 'is given for tables that are excluded',
    why: 'Excluded tables are not loaded at all, so DMS has no use for it',
    mend: 'Leave it out',
  })];
}

function checkFilters({ where, rule }: MappingRule, { sourceEngine }: TableMappingContext): Problem[] {
  const { filters } = rule;
  if (!isKnown(filters)) return [];
  const at = `${where}.filters`;
  if (!Array.isArray(filters)) {
    return [error({
      code: 'filtersShape',
      where: at,
      what: `must be a list, got ${show(filters)}`,
      why: 'DMS reads the filters of a selection rule from a JSON array',
      mend: 'Put them in brackets',
    })];
  }
  const problems = filters.flatMap((filter: unknown, index) => checkFilter(`${at}[${index}]`, filter));
  if (filters.length === 0) return problems;
  const action = rule['rule-action'];
  if (action === 'exclude' || action === 'explicit') {
    problems.push(error({
      code: 'filtersNeedInclude',
      where: at,
      what: `must be given with the rule-action "include" only, got ${show(action)}`,
      why: 'DMS applies filters to include rules only; here it would ignore them and move every row',
      mend: 'Use the rule-action "include", or leave the filters out',
    }));
  }
  const wildcard = ['schema-name', 'table-name'].find((name) => hasPercent(locatorText(rule, name)));
  if (action === 'include' && wildcard !== undefined) {
    problems.push(warning({
      code: 'filtersNeedExactName',
      where: at,
      what: `are given for the ${wildcard} ${show(locatorText(rule, wildcard))}`,
      why: 'DMS documents that filters support tables with exact names only, so rows may be moved that should stay',
      mend: 'Write one selection rule for each table that is to be filtered',
    }));
  }
  const kind = kindOf(sourceEngine) ?? '';
  // [DMS User Guide, Using MongoDB as a source, and Using Amazon DocumentDB as a source: Limitations].
  if (['MongoDB', 'DocumentDB'].includes(kind)) {
    problems.push(warning({
      code: 'filtersOnMongoDb',
      where: at,
      what: `are given for a ${kind} source`,
      why: `DMS lists filtering among the limitations of ${kind} as a source, so documents may be moved that should stay`,
      mend: 'Leave them out, or check on the target what was moved',
    }));
  }
  return problems;
}

function checkFilter(where: string, value: unknown): Problem[] {
  if (value === UNKNOWN) return [];
  const filter = asObject(value);
  const conditions = filter?.['filter-conditions'];
  if (!filter || (!Array.isArray(conditions) && conditions !== UNKNOWN) || (Array.isArray(conditions) && conditions.length === 0)) {
    return [error({
      code: 'filterConditions',
      where: filter ? `${where}.filter-conditions` : where,
      what: filter ? `must be a list of at least one condition, got ${show(conditions)}` : `must be an object, got ${show(value)}`,
      why: 'A filter of DMS is a column with a list of conditions',
      mend: 'Add a condition, or leave the filter out',
    })];
  }
  return [
    ...checkMembers(where, filter, ['filter-type', 'column-name', 'filter-conditions']),
    ...checkTexts(where, filter, ['column-name']),
    ...checkFilterHead(where, filter),
    ...(Array.isArray(conditions) ? checkConditions(`${where}.filter-conditions`, conditions) : []),
  ];
}

function checkFilterHead(where: string, filter: JsonObject): Problem[] {
  const problems: Problem[] = [];
  if (filter['filter-type'] !== UNKNOWN && filter['filter-type'] !== 'source') {
    problems.push(error({
      code: 'filterType',
      where: `${where}.filter-type`,
      what: `must be "source", got ${show(filter['filter-type'])}`,
      why: 'DMS filters rows at the source only',
      mend: 'Write "source"',
    }));
  }
  if (isAbsent(filter['column-name']) || filter['column-name'] === '') {
    problems.push(error({
      code: 'filterColumn',
      where: `${where}.column-name`,
      what: 'must be given',
      why: 'A filter compares the values of one column',
      mend: 'Name the column, in the case that the source database has',
    }));
  }
  return problems;
}

function checkConditions(where: string, conditions: readonly unknown[]): Problem[] {
  const problems = conditions.flatMap((condition, index) => checkCondition(`${where}[${index}]`, condition));
  const negative = conditions.map((condition) => asText(asObject(condition)?.['filter-operator'])).find((each) => NEGATIVE.includes(each ?? ''));
  if (negative !== undefined && conditions.length > 1) {
    problems.push(error({
      code: 'filterNegative',
      where,
      what: `must have no other condition beside ${show(negative)}, got ${conditions.length} conditions`,
      why: 'Conditions of one filter are joined by OR, and DMS allows a negative one only alone',
      mend: 'Put each condition in a filter of its own: filters are joined by AND',
    }));
  }
  return problems;
}

function checkCondition(where: string, value: unknown): Problem[] {
  if (value === UNKNOWN) return [];
  const condition = asObject(value);
  const operator = condition?.['filter-operator'];
  if (!condition || isAbsent(operator) || (typeof operator === 'string' && !OPERATORS.includes(operator))) {
    const meant = typeof operator === 'string' ? OPERATOR_ALIASES.get(operator.toLowerCase()) : undefined;
    return [error({
      code: 'filterOperator',
      where: `${where}.filter-operator`,
      what: `must be one of ${OPERATORS.join(', ')}, got ${show(operator)}`,
      why: 'DMS compares by these operators only; it has no less and no greater without equal',
      mend: meant === undefined ? 'Write one of them' : `Write ${show(meant)}`,
    })];
  }
  return [
    ...checkMembers(where, condition, ['filter-operator', 'value', 'start-value', 'end-value']),
    ...checkTexts(where, condition, ['filter-operator']),
    ...checkOperands(where, condition),
  ];
}

function checkOperands(where: string, condition: JsonObject): Problem[] {
  const operator = asText(condition['filter-operator']);
  if (operator === undefined) return [];
  const needed = ONE_VALUE.includes(operator) ? ['value'] : TWO_VALUES.includes(operator) ? ['start-value', 'end-value'] : [];
  const problems = needed.filter((name) => isAbsent(condition[name])).map((name) => error({
    code: 'filterValue',
    where: `${where}.${name}`,
    what: `must be given for the operator ${show(operator)}`,
    why: 'DMS would have nothing to compare the column with',
    mend: 'Add it',
  }));
  for (const name of ['value', 'start-value', 'end-value']) {
    const value = condition[name];
    if (!isKnown(value)) continue;
    if (!needed.includes(name)) {
      problems.push(warning({
        code: 'filterValueUnused',
        where: `${where}.${name}`,
        what: `is given for the operator ${show(operator)}`,
        why: `DMS does not read it there${NO_VALUE.includes(operator) ? ': the operator compares with no value' : ''}`,
        mend: 'Leave it out, or use another operator',
      }));
    }
    problems.push(...checkDate(`${where}.${name}`, value));
  }
  return [...problems, ...checkRange(where, condition, operator)];
}

function checkRange(where: string, condition: JsonObject, operator: string): Problem[] {
  const [start, end] = [asNumber(condition['start-value']), asNumber(condition['end-value'])];
  if (!TWO_VALUES.includes(operator) || start === undefined || end === undefined || start <= end) return [];
  return [warning({
    code: 'filterRangeEmpty',
    where,
    what: `runs from ${show(condition['start-value'])} to ${show(condition['end-value'])}`,
    why: 'No number lies in a range whose start is above its end',
    mend: 'Exchange start-value and end-value',
  })];
}

function checkDate(where: string, value: unknown): Problem[] {
  if (typeof value !== 'string' || !/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|^\d{4}-\d{2}-\d{2}T\d/.test(value)) return [];
  return [warning({
    code: 'filterDate',
    where,
    what: `looks like a date in a form that DMS does not compare, ${show(value)}`,
    why: 'DMS compares dates as YYYY-MM-DD and times as YYYY-MM-DD HH:MM:SS; in another form the filter selects the wrong rows',
    mend: 'Write it so, or ignore this if it is no date',
  })];
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}
