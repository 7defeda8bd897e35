import { error, show, warning, type Problem } from './problem';
import { patternsOf } from './table-mapping-conflicts';
import { kindOf } from './table-mapping-engines';
import { NamePattern } from './table-mapping-patterns';
import { asObject, asText, locatorText, type MappingRule, type TableMappingContext } from './table-mapping-reading';

const ABOUT_SELECTED = ['transformation', 'table-settings', 'object-mapping', 'post-processing', 'validation'];

/**
 * Checks what the selection rules select, and whether the other rules are about any of it.
 *
 * @param readable whether every rule is of a known type; else a rule that cannot be read may be the one that includes the tables.
 */
export function checkSelected(rules: readonly MappingRule[], readable: boolean, context: TableMappingContext): Problem[] {
  const selections = rules.filter(({ rule }) => rule['rule-type'] === 'selection');
  const includes = selections.filter(({ rule }) => rule['rule-action'] === 'include' || rule['rule-action'] === 'explicit');
  const excludes = selections.filter(({ rule }) => rule['rule-action'] === 'exclude');
  const excluded = excludes.map((each) => ({ each, patterns: patternsOf(each, context) }));
  const undecided = !readable || includes.length + excludes.length < selections.length;
  return [
    ...(undecided || includes.length > 0 ? [] : [nothingIncluded(selections.length)]),
    ...includes.flatMap((each) => [...checkExcluded(each, excluded, context), ...(undecided ? [] : checkSystemSchema(each, excluded, context))]),
    ...(undecided || includes.length === 0 ? [] : checkMatches(rules, includes, context)),
  ];
}

function nothingIncluded(selections: number): Problem {
  return error({
    code: 'nothingIncluded',
    where: 'rules',
    what: selections === 0 ? 'must have at least one selection rule' : 'must have a selection rule with the rule-action "include" or "explicit"',
    why: 'A task without one has no tables, and DMS fails it when it starts',
    mend: 'Include the tables that are to be moved',
  });
}

interface Excluded {
  readonly each: MappingRule;
  readonly patterns: ReadonlyMap<string, NamePattern> | undefined;
}

/** DMS takes an exclude rule's tables away from what other rules include [DMS User Guide, Selection rules and actions]. */
function checkExcluded(include: MappingRule, excluded: readonly Excluded[], context: TableMappingContext): Problem[] {
  const included = patternsOf(include, context);
  const type = tableType(include);
  if (included === undefined || included.size < 2) return [];
  const by = excluded.find(({ each, patterns }) => {
    const excludedType = tableType(each);
    return patterns !== undefined && (excludedType === 'all' || excludedType === type)
      && [...included].every(([name, pattern]) => patterns.get(name)?.covers(pattern));
  });
  return by === undefined ? [] : [warning({
    code: 'excludedAgain',
    where: include.where,
    what: `includes only tables that ${by.each.where} excludes`,
    why: 'An exclude rule takes its tables away from all include rules, so this rule selects nothing',
    mend: 'Leave one of the two rules out, or make the exclude rule narrower',
  })];
}

function tableType({ rule }: MappingRule): string | undefined {
  const type = asObject(rule['object-locator'])?.['table-type'] ?? 'table';
  return asText(type);
}

/** In MySQL the system's tables are in a schema like any other, and `%` has been seen to move `mysql.user` [users' reports]. */
function checkSystemSchema(include: MappingRule, excluded: readonly Excluded[], context: TableMappingContext): Problem[] {
  const schema = locatorText(include.rule, 'schema-name');
  const system = new NamePattern('mysql');
  const all = new NamePattern('%');
  if (kindOf(context.sourceEngine) !== 'MySQL' || schema === undefined || schema === 'mysql' || !new NamePattern(schema).overlaps(system)) return [];
  if (!(patternsOf(include, context)?.get('table-name')?.covers(all) ?? false)) return [];
  const isExcluded = excluded.some(({ patterns }) => patterns === undefined
    || ((patterns.get('schema-name')?.covers(system) ?? false) && (patterns.get('table-name')?.covers(all) ?? false)));
  return isExcluded ? [] : [warning({
    code: 'systemSchemaIncluded',
    where: `${include.where}.object-locator.schema-name`,
    what: `takes along the schema "mysql", got ${show(schema)}`,
    why: 'A source of the MySQL kind has its own tables, users among them, in that schema, and DMS moves them like any other',
    mend: 'Name the schemas, or exclude the schemas "mysql", "sys" and "performance_schema"',
  })];
}

function checkMatches(rules: readonly MappingRule[], includes: readonly MappingRule[], context: TableMappingContext): Problem[] {
  const selected = includes.map((each) => patternsOf(each, context));
  const exactly = new Set(includes.map(objectOf));
  return rules.filter(({ rule }) => ABOUT_SELECTED.includes(asText(rule['rule-type']) ?? '')).flatMap((each) => {
    // Most rules are about a table that a selection rule names just so; only the others are worth a comparison with every one.
    if (exactly.has(objectOf(each))) return [];
    const patterns = patternsOf(each, context);
    const matches = patterns === undefined || selected.some((included) => included === undefined
      || ['schema-name', 'table-name'].every((name) => included.get(name)?.overlaps(patterns.get(name) ?? included.get(name)!) ?? true));
    if (matches) return [];
    const object = ['schema-name', 'table-name'].map((name) => locatorText(each.rule, name)).filter((name) => name !== undefined).join('.');
    const spelling = includes.find(({ rule }) => ['schema-name', 'table-name']
      .every((name) => (locatorText(each.rule, name) ?? '').toLowerCase() === (locatorText(rule, name) ?? '').toLowerCase()));
    return [warning({
      code: 'ruleMatchesNothing',
      where: `${each.where}.object-locator`,
      what: `matches nothing that a selection rule includes, got ${show(object)}`,
      why: 'DMS applies the rule to selected tables only, so it has no effect',
      mend: spelling === undefined
        ? 'Correct the names, which are case-sensitive, or include the table'
        : `Write the names in the case that ${spelling.where} has: they are case-sensitive`,
    })];
  });
}

function objectOf({ rule }: MappingRule): string {
  return JSON.stringify([locatorText(rule, 'schema-name'), locatorText(rule, 'table-name')]);
}
