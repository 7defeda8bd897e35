import { error, show, warning, type Problem } from './problem';
import { checkConflicts } from './table-mapping-conflicts';
import { checkObjectMapping } from './table-mapping-object-rules';
import { checkPostProcessing, checkValidationRule } from './table-mapping-other-rules';
import { asObject, asText, asWhole, checkTexts, checkWord, isAbsent, type MappingRule, type TableMappingContext } from './table-mapping-reading';
import { checkSelected } from './table-mapping-selected';
import { checkSelection } from './table-mapping-selection';
import { checkTableSettings } from './table-mapping-settings';
import { checkTransformation } from './table-mapping-transformation';
import { isKnown, UNKNOWN } from './unknown';

export type { TableMappingContext } from './table-mapping-reading';

/** DMS processes table-mapping files of up to 2 MB [DMS User Guide, Specifying table selection and transformations rules using JSON]. */
const MAX_DOCUMENT_BYTES = 2 * 1024 * 1024;

type RuleCheck = (each: MappingRule, context: TableMappingContext) => Problem[];

const CHECKS: ReadonlyMap<string, RuleCheck> = new Map<string, RuleCheck>([
  ['selection', checkSelection],
  ['transformation', checkTransformation],
  ['table-settings', checkTableSettings],
  ['object-mapping', checkObjectMapping],
  ['post-processing', checkPostProcessing],
  ['validation', checkValidationRule],
]);

/**
 * Checks a table-mapping document, `{ "rules": [...] }`, as it is going to be rendered.
 *
 * Takes any JSON value, with `UNKNOWN` for what is known only at deployment. Problems stand in the order of the rules, those between
 * rules last.
 */
export function checkTableMappings(mappings: unknown, context: TableMappingContext = {}): Problem[] {
  if (mappings === UNKNOWN) return [];
  const document = asObject(mappings);
  if (!document || (!Array.isArray(document.rules) && document.rules !== UNKNOWN)) {
    return [error({
      code: 'mappingsShape',
      where: document ? 'rules' : '',
      what: document ? `must be a list of rules, got ${show(document.rules)}` : `must be an object with a list of rules, got ${show(mappings)}`,
      why: 'DMS refuses anything else as "Invalid Table Mappings document"',
      mend: 'Write it as {"rules": [...]}',
    })];
  }
  if (!Array.isArray(document.rules)) return [];
  const all: unknown[] = document.rules;
  const rules = all.flatMap((value, index): MappingRule[] => {
    const rule = asObject(value);
    return rule ? [{ where: `rules[${index}]`, rule }] : [];
  });
  return [
    ...checkSize(document),
    ...all.flatMap((value, index) => checkShape(`rules[${index}]`, value)),
    ...rules.flatMap((each) => [...checkHead(each), ...(CHECKS.get(asText(each.rule['rule-type']) ?? '')?.(each, context) ?? [])]),
    ...checkUnique(rules),
    ...checkConflicts(rules, context),
    ...checkSelected(rules, all.length === rules.length && rules.every(({ rule }) => CHECKS.has(asText(rule['rule-type']) ?? '')), context),
  ];
}

function checkSize(document: unknown): Problem[] {
  const bytes = Buffer.byteLength(JSON.stringify(document));
  return bytes <= MAX_DOCUMENT_BYTES ? [] : [error({
    code: 'mappingsSize',
    where: 'rules',
    what: `must have at most ${MAX_DOCUMENT_BYTES} bytes as JSON, got ${bytes}`,
    why: 'DMS processes no larger table mappings',
    mend: 'Use wildcards, or split the tables over several tasks',
  })];
}

function checkShape(where: string, value: unknown): Problem[] {
  return value === UNKNOWN || asObject(value) ? [] : [error({
    code: 'ruleShape',
    where,
    what: `must be an object, got ${show(value)}`,
    why: 'DMS refuses a document with anything else among its rules',
    mend: 'Write the rule as a JSON object, or leave it out',
  })];
}

/** Checks what every rule has: type, id, name and, but for table settings, an action. */
function checkHead({ where, rule }: MappingRule): Problem[] {
  const type = rule['rule-type'];
  const needed = ['rule-type', 'rule-id', 'rule-name', ...(type === 'table-settings' || !CHECKS.has(asText(type) ?? '') ? [] : ['rule-action'])];
  const problems = needed.filter((name) => isAbsent(rule[name]) || rule[name] === '').map((name) => error({
    code: 'ruleMember',
    where: `${where}.${name}`,
    what: `must be given, got ${show(rule[name])}`,
    why: 'DMS needs it in every rule of this kind',
    mend: name === 'rule-id' ? 'Give the rule a number of its own' : 'Add it',
  }));
  const id = rule['rule-id'];
  if (isKnown(id) && id !== '' && (asWhole(id) ?? -1) < 0) {
    problems.push(error({
      code: 'ruleIdNumeric',
      where: `${where}.rule-id`,
      what: `must be a number, got ${show(id)}`,
      why: 'DMS identifies rules, and orders those about one object, by a whole number',
      mend: 'Write digits only',
    }));
  }
  return [
    ...problems,
    ...checkTexts(where, rule, ['rule-name']),
    ...checkWord(`${where}.rule-type`, type === '' ? undefined : type, { words: [...CHECKS.keys()] }),
  ];
}

function checkUnique(rules: readonly MappingRule[]): Problem[] {
  const ids = new Map<number, string>();
  const names = new Map<string, string>();
  return rules.flatMap(({ where, rule }) => {
    const [id, name] = [asWhole(rule['rule-id']), rule['rule-name']];
    const problems: Problem[] = [];
    if (id !== undefined && ids.has(id)) {
      problems.push(error({
        code: 'ruleIdUnique',
        where: `${where}.rule-id`,
        what: `must be a number of its own, got ${show(rule['rule-id'])} like ${ids.get(id)}`,
        why: 'DMS tells rules apart by their ids, and the lower id wins where two are about one object',
        mend: 'Give the rule another number',
      }));
    }
    if (typeof name === 'string' && name !== '' && names.has(name)) {
      // Documented as unique; whether DMS refuses a document for it is not verified, so adopting one that runs stays possible.
      problems.push(warning({
        code: 'ruleNameUnique',
        where: `${where}.rule-name`,
        what: `is the name of ${names.get(name)} too, ${show(name)}`,
        why: 'DMS documents that the name identifies the rule',
        mend: 'Give the rule another name',
      }));
    }
    if (id !== undefined && !ids.has(id)) ids.set(id, where);
    if (typeof name === 'string' && !names.has(name)) names.set(name, where);
    return problems;
  });
}
