import { error, list, show, warning, type Problem } from './problem';
import { kindOf } from './table-mapping-engines';
import { hasPercent, mayBeEscaped, NamePattern } from './table-mapping-patterns';
import {
  asObject, asText, asWhole, isAbsent, locatorText, presentMembers, type MappingRule, type TableMappingContext,
} from './table-mapping-reading';

const LOCATOR_NAMES = ['schema-name', 'table-name', 'column-name', 'table-tablespace-name', 'index-tablespace-name', 'data-type'];

/** Checks the rules of a document against each other. What is known only at deployment conflicts with nothing. */
export function checkConflicts(rules: readonly MappingRule[], context: TableMappingContext): Problem[] {
  const ofType = (type: string): MappingRule[] => rules.filter(({ rule }) => rule['rule-type'] === type);
  const transformations = ofType('transformation');
  return [
    ...checkTwice(ofType('selection').filter(({ rule }) => rule['rule-action'] === 'include' || rule['rule-action'] === 'explicit'), SELECTED_TWICE),
    ...checkTwice(ofType('table-settings'), SET_TWICE),
    ...checkTwice(ofType('object-mapping'), MAPPED_TWICE),
    ...checkSameObject(transformations),
    ...checkSameNewName(transformations),
    ...checkShadowed(transformations, context),
    ...checkMaskOrder(transformations),
    ...checkMaskedTypes(transformations),
  ];
}

interface TwiceText {
  readonly code: string;
  readonly what: (first: string) => string;
  readonly why: string;
  readonly mend: string;
}

const SELECTED_TWICE: TwiceText = {
  code: 'selectedTwice',
  what: (first) => `selects the same tables as ${first}`,
  why: 'DMS does not document how it joins the filters and load orders of two such rules',
  mend: 'Leave one of them out; to join conditions by OR, put them in one filter',
};
const SET_TWICE: TwiceText = {
  code: 'tableSettingsTwice',
  what: (first) => `is about the same table as ${first}`,
  why: 'DMS does not document which of two table-settings rules it takes',
  mend: 'Put parallel-load and lob-settings in one rule',
};
const MAPPED_TWICE: TwiceText = {
  code: 'objectMappedTwice',
  what: (first) => `maps the same tables as ${first}`,
  why: 'DMS does not document which of two object-mapping rules it takes',
  mend: 'Put all attributes in one rule',
};

function checkTwice(rules: readonly MappingRule[], { what, ...text }: TwiceText): Problem[] {
  const seen = new Map<string, string>();
  return rules.flatMap(({ where, rule }) => {
    const key = objectKey(rule['object-locator'], ['schema-name', 'table-name', 'table-type']);
    const first = key === undefined ? undefined : seen.get(key);
    if (key !== undefined && first === undefined) seen.set(key, where);
    return first === undefined ? [] : [warning({ ...text, where, what: what(first) })];
  });
}

/** What an action changes. Of the actions that change the same, DMS can carry out only one on an object. */
function aspectOf(action: string): string {
  if (action.startsWith('data-masking-')) return 'mask';
  return ['add-column', 'include-column', 'remove-column', 'define-primary-key', 'change-data-type', 'add-before-image-columns'].includes(action)
    ? action : 'name';
}

interface Transformed {
  readonly each: MappingRule;
  readonly action: string;
  readonly aspect: string;
  readonly key: string;
}

/** The transformations whose object and action are known, each with a key for its object. */
function transformed(rules: readonly MappingRule[]): Transformed[] {
  return rules.flatMap((each) => {
    const { rule } = each;
    const [target, action] = [asText(rule['rule-target']), asText(rule['rule-action'])];
    const locator = objectKey(rule['object-locator'], LOCATOR_NAMES);
    if (target === undefined || action === undefined || locator === undefined) return [];
    const aspect = aspectOf(action);
    if (aspect !== 'add-column') return [{ each, action, aspect, key: `${aspect === 'add-before-image-columns' ? aspect : target} ${locator}` }];
    // The object of add-column is the new column.
    const column = asText(rule.value);
    return column === undefined ? [] : [{ each, action, aspect, key: `add-column ${locator} ${column}` }];
  });
}

function checkSameObject(rules: readonly MappingRule[]): Problem[] {
  const seen = new Map<string, Transformed[]>();
  return transformed(rules).flatMap((second) => {
    const before = seen.get(second.key) ?? [];
    seen.set(second.key, [...before, second]);
    const same = before.find((first) => first.aspect === second.aspect);
    const other = before.find((first) => first.aspect !== 'mask' && second.aspect !== 'mask');
    if (same !== undefined) {
      return [error({
        code: 'transformedTwice',
        where: second.each.where,
        what: `must not have the action ${show(second.action)} for what ${same.each.where} has ${show(same.action)} for`,
        why: 'DMS carries out one action on an object, that with the lower rule-id, and leaves the other out in silence',
        mend: `Leave one of them out${second.aspect === 'name' ? ', or make the new name by the expression of a single rename rule' : ''}`,
      })];
    }
    return other === undefined ? [] : [warning({
      code: 'transformedInTwoWays',
      where: second.each.where,
      what: `has the action ${show(second.action)} for what ${other.each.where} has ${show(other.action)} for`,
      why: 'DMS documents one transformation for an object, masking aside, and the one with the lower rule-id wins',
      mend: 'Leave one of them out, or try both on one table and look at the target',
    })];
  });
}

function checkSameNewName(rules: readonly MappingRule[]): Problem[] {
  const seen = new Map<string, string>();
  return rules.flatMap(({ where, rule }) => {
    const [schema, table, name] = [locatorText(rule, 'schema-name'), locatorText(rule, 'table-name'), asText(rule.value)];
    if (rule['rule-target'] !== 'table' || rule['rule-action'] !== 'rename' || schema === undefined || name === undefined) return [];
    if (!isAbsent(rule.expression) || hasPercent(schema) || hasPercent(table)) return [];
    const key = JSON.stringify([schema, name]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, where);
    return first === undefined ? [] : [warning({
      code: 'sameTargetTable',
      where: `${where}.value`,
      what: `is the name that ${first} gives another table, ${show(name)}`,
      why: 'DMS does not support two tables of the source in one of the target',
      mend: 'Give it another name, or move the two tables by tasks of their own',
    })];
  });
}

/** A rule for many objects that comes first leaves nothing for a later rule about one of them. */
function checkShadowed(rules: readonly MappingRule[], context: TableMappingContext): Problem[] {
  const all = transformed(rules).flatMap((each) => {
    const id = asWhole(each.each.rule['rule-id']);
    const patterns = patternsOf(each.each, context);
    const adds = each.aspect.startsWith('add-') || each.aspect === 'include-column';
    return id === undefined || patterns === undefined || adds ? [] : [{ ...each, id, patterns }];
  });
  const wide = all.filter(({ each }) => LOCATOR_NAMES.some((name) => hasPercent(locatorText(each.rule, name))));
  return all.flatMap((narrow) => {
    const first = wide.find((general) => general.id < narrow.id && general.key !== narrow.key && general.aspect === narrow.aspect
      && general.each.rule['rule-target'] === narrow.each.rule['rule-target'] && coversAll(general.patterns, narrow.patterns));
    return first === undefined ? [] : [warning({
      code: 'transformationShadowed',
      where: narrow.each.where,
      what: `comes after ${first.each.where}, which has an action for every object that it matches`,
      why: 'DMS carries out the action with the lower rule-id, so this rule has no effect',
      mend: 'Give this rule the lower rule-id: put it before the other',
    })];
  });
}

function checkMaskOrder(rules: readonly MappingRule[]): Problem[] {
  const all = transformed(rules);
  const types = new Map(all.filter(({ aspect }) => aspect === 'change-data-type').map((each) => [each.key, each.each]));
  return all.filter(({ aspect }) => aspect === 'mask').flatMap(({ each, key }) => {
    const typed = types.get(key);
    const [maskId, typeId] = [asWhole(each.rule['rule-id']), asWhole(typed?.rule['rule-id'])];
    return typed === undefined || maskId === undefined || typeId === undefined || typeId < maskId ? [] : [warning({
      code: 'maskedBeforeDataType',
      where: each.where,
      what: `masks a column before ${typed.where} changes its data type`,
      why: 'DMS needs the rule for the data type to have the lower rule-id, so that the mask finds a type that it can work on',
      mend: 'Put the change-data-type rule before this one',
    })];
  });
}

/** What each mask can work on [DMS User Guide, Using data masking to hide sensitive information: Limitations]. */
const TEXTS = ['string', 'wstring'];
const NUMBERS = ['numeric', 'int1', 'int2', 'int4', 'int8', 'uint1', 'uint2', 'uint4', 'uint8'];
const MASKABLE: ReadonlyMap<string, readonly string[]> = new Map([
  ['data-masking-digits-mask', TEXTS],
  ['data-masking-digits-randomize', [...TEXTS, ...NUMBERS]],
  ['data-masking-hash-mask', TEXTS],
]);
const HASH_LENGTH = 64;

/** The type of a column that is masked is known here only where another rule gives it one. */
function checkMaskedTypes(rules: readonly MappingRule[]): Problem[] {
  const all = transformed(rules);
  const types = new Map(all.filter(({ aspect }) => aspect === 'change-data-type').map((each) => [each.key, each.each]));
  return all.flatMap(({ each, key, action }) => {
    const typed = types.get(key);
    const maskable = MASKABLE.get(action);
    const { type, length } = asObject(typed?.rule['data-type']) ?? {};
    if (typed === undefined || maskable === undefined || typeof type !== 'string') return [];
    if (!maskable.includes(type)) {
      return [error({
        code: 'maskDataType',
        where: `${typed.where}.data-type.type`,
        what: `must be ${list(maskable, 'or')} for the mask of ${each.where}, got ${show(type)}`,
        why: 'DMS cannot mask columns of other types',
        mend: 'Give the column another type, or leave the mask out',
      })];
    }
    return action !== 'data-masking-hash-mask' || (asWhole(length) ?? HASH_LENGTH) >= HASH_LENGTH ? [] : [error({
      code: 'hashMaskLength',
      where: `${typed.where}.data-type.length`,
      what: `must be ${HASH_LENGTH} or more for the mask of ${each.where}, got ${show(length)}`,
      why: `DMS puts a hash of ${HASH_LENGTH} characters in the place of the value`,
      mend: `Write ${HASH_LENGTH}`,
    })];
  });
}

function objectKey(value: unknown, names: readonly string[]): string | undefined {
  const locator = asObject(value);
  if (!locator) return undefined;
  const parts = names.map((name) => (isAbsent(locator[name]) ? null : asText(locator[name])));
  return parts.includes(undefined) ? undefined : JSON.stringify(parts);
}

type Patterns = ReadonlyMap<string, NamePattern>;

/** The names of a rule's locator as patterns; undefined where they cannot be told from here. */
export function patternsOf({ rule }: MappingRule, { sourceEngine }: TableMappingContext): Patterns | undefined {
  const locator = asObject(rule['object-locator']);
  if (!locator) return undefined;
  const kind = kindOf(sourceEngine);
  const patterns = new Map<string, NamePattern>();
  for (const name of presentMembers(locator, LOCATOR_NAMES)) {
    const text = asText(locator[name]);
    if (text === undefined || ((kind === undefined || kind === 'Oracle') && mayBeEscaped(text))) return undefined;
    patterns.set(name, new NamePattern(text));
  }
  return patterns;
}

function coversAll(general: Patterns, narrow: Patterns): boolean {
  if (general.size !== narrow.size) return false;
  return [...general].every(([name, pattern]) => {
    const other = narrow.get(name);
    return other !== undefined && pattern.covers(other);
  });
}
