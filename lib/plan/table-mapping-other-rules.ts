import { error, show, type Problem } from './problem';
import { expectEngine } from './table-mapping-engines';
import {
  asObject, checkLocator, checkMembers, checkTexts, checkWord, presentMembers, type MappingRule, type TableMappingContext,
} from './table-mapping-reading';
import { UNKNOWN } from './unknown';

/** An S3 object has at most ten tags, of 128 and 256 characters [Amazon S3 User Guide, Categorizing your storage using tags]. */
const MAX_TAGS = 10;
const MAX_TAG_KEY = 128;
const MAX_TAG_VALUE = 256;

/** Checks one post-processing rule [DMS User Guide, Amazon S3 object tagging]. */
export function checkPostProcessing(each: MappingRule, { targetEngine }: TableMappingContext): Problem[] {
  const { where, rule } = each;
  return [
    ...checkMembers(where, rule, ['rule-type', 'rule-id', 'rule-name', 'rule-action', 'object-locator', 'tag-set']),
    ...checkWord(`${where}.rule-action`, rule['rule-action'], { words: ['add-tag'] }),
    ...checkLocator(each, ['schema-name', 'table-name'], 'a post-processing rule'),
    ...expectEngine({ where: `${where}.rule-type`, end: 'target', engine: targetEngine, kinds: ['S3'], feature: 'post-processing rules' }),
    ...(rule['rule-action'] === 'add-tag' ? checkTags(`${where}.tag-set`, rule['tag-set']) : []),
  ];
}

function checkTags(where: string, tags: unknown): Problem[] {
  if (tags === UNKNOWN) return [];
  if (!Array.isArray(tags) || tags.length === 0 || tags.length > MAX_TAGS) {
    return [error({
      code: 'tagSet',
      where,
      what: `must be a list of 1 to ${MAX_TAGS} tags, got ${Array.isArray(tags) ? tags.length : show(tags)}`,
      why: 'An S3 object has no more tags than that',
      mend: 'List the tags as {"key": "...", "value": "..."}',
    })];
  }
  return tags.flatMap((tag: unknown, index) => {
    if (tag === UNKNOWN) return [];
    const { key, value } = asObject(tag) ?? {};
    return fits(key, 1, MAX_TAG_KEY) && fits(value, 0, MAX_TAG_VALUE) ? [] : [error({
      code: 'tag',
      where: `${where}[${index}]`,
      what: `must have a key of 1 to ${MAX_TAG_KEY} and a value of up to ${MAX_TAG_VALUE} characters, got ${show(tag)}`,
      why: 'S3 refuses other tags, and with them the object',
      mend: 'Shorten the tag, or add what is missing',
    })];
  });
}

function fits(text: unknown, least: number, most: number): boolean {
  return text === UNKNOWN || (typeof text === 'string' && text.length >= least && text.length <= most);
}

/** Checks one validation rule [DMS User Guide, AWS DMS data validation]. */
export function checkValidationRule(each: MappingRule): Problem[] {
  const { where, rule } = each;
  const functions = ['source-function', 'target-function'];
  const problems = [
    ...checkMembers(where, rule, ['rule-type', 'rule-id', 'rule-name', 'rule-target', 'rule-action', 'object-locator', ...functions]),
    ...checkWord(`${where}.rule-action`, rule['rule-action'], { words: ['override-validation-function'] }),
    ...checkWord(`${where}.rule-target`, rule['rule-target'], { words: ['column'] }),
    ...checkLocator(each, ['schema-name', 'table-name', 'column-name'], 'a validation rule'),
    ...checkTexts(where, rule, functions),
  ];
  if (rule['rule-action'] === 'override-validation-function' && presentMembers(rule, functions).length === 0) {
    problems.push(error({
      code: 'validationFunction',
      where,
      what: 'must have a source-function or a target-function',
      why: 'The rule exists to put a function in the place of the one that DMS compares the column by',
      mend: 'Add one of them, with ${column-name} for the column',
    }));
  }
  return problems;
}
