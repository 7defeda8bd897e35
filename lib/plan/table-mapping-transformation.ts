import { error, list, show, warning, type Problem } from './problem';
import { checkDataType } from './table-mapping-data-types';
import { requireEngine } from './table-mapping-engines';
import { hasPercent } from './table-mapping-patterns';
import {
  asObject, asText, checkLocator, checkMembers, checkTexts, checkWord, isAbsent, locatorText, presentMembers,
  type JsonObject, type MappingRule, type TableMappingContext,
} from './table-mapping-reading';
import { isKnown, UNKNOWN } from './unknown';

const MEMBERS = [
  'rule-type', 'rule-id', 'rule-name', 'rule-target', 'object-locator', 'rule-action', 'load-order', 'tag-set',
  'value', 'old-value', 'expression', 'data-type', 'primary-key-def', 'before-image-def',
];

const RENAMING = [
  'rename', 'convert-lowercase', 'convert-uppercase',
  'add-prefix', 'remove-prefix', 'replace-prefix', 'add-suffix', 'remove-suffix', 'replace-suffix',
];
const MASKING = ['data-masking-digits-mask', 'data-masking-digits-randomize', 'data-masking-hash-mask'];
const COLUMN_ACTIONS = ['add-column', 'include-column', 'remove-column', 'change-data-type', 'add-before-image-columns', ...MASKING];
const ACTIONS = [...RENAMING, ...COLUMN_ACTIONS, 'define-primary-key'];
/** The User Guide itself calls the first three so where it explains expressions. */
const ACTION_ALIASES = new Map([
  ['renameschema', 'rename'], ['renametable', 'rename'], ['renamecolumn', 'rename'], ['lowercase', 'convert-lowercase'],
  ['uppercase', 'convert-uppercase'], ['tolowercase', 'convert-lowercase'], ['touppercase', 'convert-uppercase'],
]);

/** What each rule-target can have done to it [DMS User Guide, Transformation rules and actions]. */
const TARGETS: ReadonlyMap<string, { readonly actions: readonly string[]; readonly locator: readonly string[] }> = new Map([
  ['schema', { actions: RENAMING, locator: ['schema-name'] }],
  ['table', { actions: [...RENAMING, 'define-primary-key'], locator: ['schema-name', 'table-name'] }],
  ['column', { actions: [...RENAMING, ...COLUMN_ACTIONS], locator: ['schema-name', 'table-name', 'column-name'] }],
  ['table-tablespace', { actions: RENAMING, locator: ['schema-name', 'table-name', 'table-tablespace-name'] }],
  ['index-tablespace', { actions: RENAMING, locator: ['schema-name', 'table-name', 'index-tablespace-name'] }],
]);

/** Actions which make a column instead of changing one, so that their locator has no column. */
const MAKES_COLUMNS = ['add-column', 'add-before-image-columns'];
const VALUE_ACTIONS = [...RENAMING.filter((action) => !action.startsWith('convert-')), 'add-column', 'data-masking-digits-mask'];
/** Which actions read which member. */
const READ_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ['value', VALUE_ACTIONS],
  ['old-value', ['replace-prefix', 'replace-suffix']],
  ['expression', ['rename', 'add-column']],
  ['data-type', ['add-column', 'change-data-type']],
  ['primary-key-def', ['define-primary-key']],
  ['before-image-def', ['add-before-image-columns']],
]);

/** Checks one transformation rule [DMS User Guide, Transformation rules and actions]. */
export function checkTransformation(each: MappingRule, context: TableMappingContext): Problem[] {
  const { where, rule } = each;
  const target = rule['rule-target'];
  const action = asText(rule['rule-action']);
  return [
    ...checkMembers(where, rule, MEMBERS),
    ...checkTexts(where, rule, ['value', 'old-value', 'expression']),
    ...checkWord(`${where}.rule-action`, rule['rule-action'], { words: ACTIONS, aliases: ACTION_ALIASES }),
    ...checkTarget(each),
    ...checkTransformedLocator(each),
    ...checkTablespace(each, context),
    ...(action === undefined || !ACTIONS.includes(action) ? [] : [
      ...checkNeededMembers(where, rule, action),
      ...checkUnusedMembers(where, rule, action),
      ...(target === 'column' && !MAKES_COLUMNS.includes(action) ? checkColumnName(each) : []),
      ...checkPrimaryKey(each, action),
      ...checkBeforeImage(each, action, context),
      ...checkDataType(`${where}.data-type`, rule['data-type']),
      ...checkMaskCharacter(each, action),
      ...checkManyToOne(each, action),
    ]),
    ...checkExpression(`${where}.expression`, rule.expression),
  ];
}

function checkTarget({ where, rule }: MappingRule): Problem[] {
  const target = rule['rule-target'];
  const at = `${where}.rule-target`;
  if (target === UNKNOWN) return [];
  if (isAbsent(target)) {
    return [error({
      code: 'ruleTargetMissing',
      where: at,
      what: 'must be given',
      why: 'DMS must know whether the rule is about a schema, a table, a column or a tablespace',
      mend: `Write ${list([...TARGETS.keys()].map((each) => show(each)), 'or')}`,
    })];
  }
  const action = asText(rule['rule-action']);
  const actions = typeof target === 'string' ? TARGETS.get(target)?.actions : undefined;
  if (actions && action !== undefined && ACTIONS.includes(action) && !actions.includes(action)) {
    const targets = [...TARGETS].filter(([, each]) => each.actions.includes(action)).map(([name]) => show(name));
    return [error({
      code: 'actionForTarget',
      where: `${where}.rule-action`,
      what: `must not be ${show(action)} for the rule-target ${show(target)}`,
      why: `DMS has this action for the rule-target ${list(targets, 'or')} only`,
      mend: 'Change the rule-target or the rule-action',
    })];
  }
  return checkWord(at, target, { words: [...TARGETS.keys()] });
}

function checkTransformedLocator(each: MappingRule): Problem[] {
  const { where, rule } = each;
  const target = asText(rule['rule-target']) ?? '';
  const locator = TARGETS.get(target)?.locator ?? ['schema-name'];
  const action = asText(rule['rule-action']) ?? '';
  const changesColumn = ACTIONS.includes(action) && !MAKES_COLUMNS.includes(action);
  const needed = changesColumn ? locator : locator.filter((name) => name !== 'column-name');
  const problems = checkLocator(each, needed, 'a transformation rule');
  const found = asObject(rule['object-locator']) ?? {};
  if (target === 'schema' && !isAbsent(found['table-name'])) {
    problems.push(warning({
      code: 'schemaRuleTable',
      where: `${where}.object-locator.table-name`,
      what: 'is given for the rule-target "schema"',
      why: 'A schema is transformed as a whole, and DMS documents schema-name alone in its locator',
      mend: 'Leave it out',
    }));
  }
  return problems;
}

function checkTablespace({ where, rule }: MappingRule, { sourceEngine, targetEngine }: TableMappingContext): Problem[] {
  const locator = asObject(rule['object-locator']) ?? {};
  const names = presentMembers(locator, ['table-tablespace-name', 'index-tablespace-name']);
  const problems = names.length < 2 ? [] : [error({
    code: 'tablespaceBoth',
    where: `${where}.object-locator`,
    what: 'must not have both table-tablespace-name and index-tablespace-name',
    why: 'DMS takes one of them in a rule',
    mend: 'Write one rule for the table\'s tablespace and one for that of the indexes',
  })];
  const target = rule['rule-target'];
  if (target === 'table-tablespace' || target === 'index-tablespace') {
    const at = `${where}.rule-target`;
    problems.push(...requireEngine({ where: at, end: 'target', engine: targetEngine, kinds: ['Oracle'], feature: 'tablespace rules' }));
  }
  if (names.length > 0) {
    const at = `${where}.object-locator.${names[0]}`;
    problems.push(...requireEngine({ where: at, end: 'source', engine: sourceEngine, kinds: ['Oracle'], feature: 'tablespace names' }));
  }
  return problems;
}

function checkNeededMembers(where: string, rule: JsonObject, action: string): Problem[] {
  const byExpression = action === 'rename' && !isAbsent(rule.expression);
  const problems = [...READ_BY]
    .filter(([name, actions]) => actions.includes(action) && name !== 'expression' && name !== 'before-image-def')
    .filter(([name]) => (isAbsent(rule[name]) || rule[name] === '') && !(name === 'value' && byExpression))
    .map(([name]) => error({
      code: 'transformationMember',
      where: `${where}.${name}`,
      what: `must be given for the rule-action ${show(action)}, got ${show(rule[name])}`,
      why: 'DMS cannot carry the action out without it',
      mend: action === 'rename' ? 'Give the new name, or an expression that makes it' : 'Add it',
    }));
  if (byExpression && !isAbsent(rule.value)) {
    problems.push(warning({
      code: 'renamedTwice',
      where,
      what: 'has both a value and an expression for the new name',
      why: 'DMS does not document which of them it takes',
      mend: 'Leave one of them out',
    }));
  }
  return problems;
}

function checkUnusedMembers(where: string, rule: JsonObject, action: string): Problem[] {
  return presentMembers(rule, [...READ_BY.keys()]).filter((name) => !READ_BY.get(name)!.includes(action)).map((name) => warning({
    code: 'transformationMemberUnused',
    where: `${where}.${name}`,
    what: `is given for the rule-action ${show(action)}`,
    why: `DMS reads it for ${list(READ_BY.get(name)!)} only`,
    mend: 'Leave it out, or change the rule-action',
  }));
}

function checkColumnName({ where, rule }: MappingRule): Problem[] {
  const name = locatorText(rule, 'column-name');
  // Brackets and the hyphen between them are wildcards.
  const plain = name?.replace(/\[[^\]]*\]/g, '');
  if (plain === undefined || !/[#\\/-]|[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(plain)) return [];
  return [error({
    code: 'columnNotTransformable',
    where: `${where}.object-locator.column-name`,
    what: `must not have #, \\, /, - or right-to-left letters, got ${show(name)}`,
    why: 'DMS cannot transform columns whose names have these characters',
    mend: 'Rename the column at the source, or leave the rule out and rename it on the target',
  })];
}

function checkPrimaryKey({ where, rule }: MappingRule, action: string): Problem[] {
  if (action !== 'define-primary-key') return [];
  const problems = ['schema-name', 'table-name'].filter((name) => hasPercent(locatorText(rule, name))).map((name) => error({
    code: 'primaryKeyWildcard',
    where: `${where}.object-locator.${name}`,
    what: `must be an exact name, got ${show(locatorText(rule, name))}`,
    why: 'DMS defines a primary key for one table at a time',
    mend: 'Write one rule for each table',
  }));
  const value = rule['primary-key-def'];
  if (!isKnown(value)) return problems;
  const definition = asObject(value) ?? {};
  const at = `${where}.primary-key-def`;
  const { columns } = definition;
  if (isAbsent(definition.name) || definition.name === '') {
    problems.push(error({
      code: 'primaryKeyName',
      where: `${at}.name`,
      what: `must be given, got ${show(definition.name)}`,
      why: 'DMS names the key or index on the target so',
      mend: 'Give the key a name that the target does not have yet',
    }));
  }
  const known = Array.isArray(columns) ? columns.filter((column) => column !== UNKNOWN) : [];
  if (columns !== UNKNOWN && (!Array.isArray(columns) || columns.length === 0 || new Set(known).size < known.length)) {
    problems.push(error({
      code: 'primaryKeyColumns',
      where: `${at}.columns`,
      what: `must be a list of different columns, got ${show(columns)}`,
      why: 'A key has at least one column, and none twice',
      mend: 'List the columns in the order that the key is to have',
    }));
  }
  return [
    ...problems,
    ...checkMembers(at, definition, ['name', 'origin', 'columns']),
    ...checkWord(`${at}.origin`, definition.origin, { words: ['primary-key', 'unique-index'] }),
  ];
}

function checkBeforeImage({ where, rule }: MappingRule, action: string, { migrationType }: TableMappingContext): Problem[] {
  if (action !== 'add-before-image-columns') return [];
  const definition = asObject(rule['before-image-def']) ?? {};
  const at = `${where}.before-image-def`;
  const problems = [
    ...checkMembers(at, definition, ['column-prefix', 'column-suffix', 'column-filter']),
    ...checkWord(`${at}.column-filter`, definition['column-filter'], { words: ['pk-only', 'non-lob', 'all'] }),
  ];
  // The prefix is "BI_" unless it is given.
  if (definition['column-prefix'] === '' && (isAbsent(definition['column-suffix']) || definition['column-suffix'] === '')) {
    problems.push(error({
      code: 'beforeImageAffixes',
      where: at,
      what: 'must have a column-prefix or a column-suffix that is not empty',
      why: 'The before-image columns would have the names of the columns themselves',
      mend: 'Leave the column-prefix out, and DMS takes "BI_"',
    }));
  }
  if (migrationType === 'full-load') {
    problems.push(warning({
      code: 'beforeImageWithoutCdc',
      where,
      what: 'adds before-image columns in a full-load task',
      why: 'Only a change has a before image, so the columns stay empty',
      mend: 'Leave the rule out',
    }));
  }
  return problems;
}

function checkMaskCharacter({ where, rule }: MappingRule, action: string): Problem[] {
  const { value } = rule;
  if (action !== 'data-masking-digits-mask' || typeof value !== 'string' || value === '' || /^[\x21-\x7e]$/.test(value)) return [];
  return [error({
    code: 'maskCharacter',
    where: `${where}.value`,
    what: `must be one printable ASCII character that is no space, got ${show(value)}`,
    why: 'DMS puts it in the place of each digit',
    mend: 'Write a single character such as "#"',
  })];
}

function checkManyToOne({ where, rule }: MappingRule, action: string): Problem[] {
  const target = rule['rule-target'];
  const name = target === 'table' ? 'table-name' : 'column-name';
  if (action !== 'rename' || !isAbsent(rule.expression) || (target !== 'table' && target !== 'column')) return [];
  return !hasPercent(locatorText(rule, name)) ? [] : [warning({
    code: 'renamesManyToOne',
    where: `${where}.object-locator.${name}`,
    what: `gives one new name to every ${target} that matches ${show(locatorText(rule, name))}`,
    why: `DMS does not support two ${target}s of the source in one of the target`,
    mend: 'Name one exactly, or make the new name by an expression, a prefix or a suffix',
  })];
}

/** What DMS tells of a change and of its source [DMS User Guide, Using transformation rule expressions to define column content]. */
const HEADERS = [
  'AR_H_STREAM_POSITION', 'AR_H_TIMESTAMP', 'AR_H_COMMIT_TIMESTAMP', 'AR_H_OPERATION', 'AR_H_USER', 'AR_H_CHANGE_SEQ',
  'AR_M_SOURCE_SCHEMA', 'AR_M_SOURCE_TABLE_NAME', 'AR_M_SOURCE_COLUMN_NAME', 'AR_M_SOURCE_COLUMN_DATATYPE',
];

function checkExpression(where: string, value: unknown): Problem[] {
  const expression = asText(value)?.replace(/'[^']*'/g, '');
  if (expression === undefined) return [];
  const problems: Problem[] = [];
  if (/[\u2018\u2019\u201c\u201d]/.test(expression)) {
    problems.push(error({
      code: 'expressionQuotes',
      where,
      what: `must have straight quotes, got ${show(value)}`,
      why: 'SQLite, which computes the expression, takes typographic quotes for part of a name',
      mend: 'Write \' instead; the examples in the DMS User Guide cannot be copied as they are',
    }));
  }
  for (const [, header] of expression.matchAll(/\$\{?(AR_[A-Z]_\w*)/g)) {
    if (HEADERS.includes(header)) continue;
    problems.push(warning({
      code: 'expressionHeader',
      where,
      what: `has a header that DMS does not document, ${show(`$${header}`)}`,
      why: `DMS takes it for a column of the source; it documents ${list(HEADERS.map((each) => `$${each}`))}`,
      mend: 'Write one of them, or ignore this if DMS has the header now',
    }));
  }
  if (/\$\{?timestamp\b/i.test(expression)) {
    problems.push(warning({
      code: 'expressionTimestamp',
      where,
      what: 'has "$timestamp", which is no function of DMS',
      why: '"$" and a name stand for a column of the source, so this works only for tables with a column of that name',
      mend: 'Write "datetime()" for the time of the load, "$AR_H_TIMESTAMP" for that of the change, or ignore this if there is such a column',
    }));
  }
  return problems;
}
