import { error, list, show, warning, type Problem } from './problem';
import { expectEngine } from './table-mapping-engines';
import { asObject, asText, checkMembers, checkTexts, checkWord, isAbsent, type JsonObject, type TableMappingContext } from './table-mapping-reading';
import { isKnown, UNKNOWN } from './unknown';

const MEMBERS = ['target-attribute-name', 'attribute-name', 'attribute-type', 'attribute-sub-type', 'value'];

/** What stands at the top of a document in DynamoDB's own format, and the targets of each form [the User Guide's examples have no others]. */
const DOCUMENTS: ReadonlyMap<string, { readonly kinds: readonly string[]; readonly top?: string }> = new Map([
  ['json', { kinds: ['Kinesis', 'Kafka'] }],
  ['dynamodb-map', { kinds: ['DynamoDB'], top: 'M' }],
  ['dynamodb-list', { kinds: ['DynamoDB'], top: 'L' }],
]);

/** The name of the attribute that a mapping makes; the guide has it by two names. */
export function attributeName(mapping: unknown): string | undefined {
  const { 'target-attribute-name': name, 'attribute-name': other } = asObject(mapping) ?? {};
  return asText(isAbsent(name) ? other : name);
}

/** Checks `attribute-mappings` [DMS User Guide, Using object mapping to migrate data, for DynamoDB, Kinesis and Kafka: attribute mapping]. */
export function checkAttributeMappings(where: string, value: unknown, context: TableMappingContext): Problem[] {
  if (!isKnown(value)) return [];
  if (!Array.isArray(value)) {
    return [error({
      code: 'attributeMappings',
      where,
      what: `must be a list, got ${show(value)}`,
      why: 'DMS makes one attribute of each of its members',
      mend: 'Write it as [{"target-attribute-name": "...", "attribute-type": "scalar", "attribute-sub-type": "string", "value": "${...}"}]',
    })];
  }
  const mappings: readonly unknown[] = value;
  return [
    ...mappings.flatMap((mapping, index) => checkAttribute(`${where}[${index}]`, mapping, context)),
    ...checkNames(where, mappings),
  ];
}

function checkAttribute(where: string, value: unknown, { targetEngine }: TableMappingContext): Problem[] {
  if (value === UNKNOWN) return [];
  const mapping = asObject(value) ?? {};
  const subType = asText(mapping['attribute-sub-type']);
  const { kinds = undefined } = DOCUMENTS.get(subType ?? '') ?? {};
  const missing = [
    ...(isAbsent(mapping['target-attribute-name']) && isAbsent(mapping['attribute-name']) ? ['target-attribute-name'] : []),
    ...(isAbsent(mapping.value) ? ['value'] : []),
  ];
  return [
    ...missing.map((name) => error({
      code: 'attributeMember',
      where: `${where}.${name}`,
      what: `must be given, got ${show(mapping[name])}`,
      why: 'DMS makes an attribute with this name and this value',
      mend: 'Add it, or leave the mapping out',
    })),
    ...checkMembers(where, mapping, MEMBERS),
    ...checkTexts(where, mapping, ['target-attribute-name', 'attribute-name']),
    ...checkWord(`${where}.attribute-type`, mapping['attribute-type'], { words: ['scalar', 'document'] }),
    ...checkWord(`${where}.attribute-sub-type`, mapping['attribute-sub-type'], { words: ['string', 'number', ...DOCUMENTS.keys()] }),
    ...(kinds === undefined ? [] : expectEngine({
      where: `${where}.attribute-sub-type`, end: 'target', engine: targetEngine, kinds, feature: `attributes of the type ${show(subType)}`,
    })),
    ...checkValue(where, mapping, subType),
  ];
}

function checkValue(where: string, mapping: JsonObject, subType: string | undefined): Problem[] {
  const { value } = mapping;
  if (!isKnown(value) || value === null || subType === undefined) return [];
  const form = DOCUMENTS.get(subType);
  const { top } = form ?? {};
  const content = asObject(value);
  const fits = form === undefined ? typeof value === 'string' : content !== undefined && (top === undefined || Object.hasOwn(content, top));
  if (fits || (form === undefined && !['string', 'number'].includes(subType))) return [];
  const wanted = form === undefined ? 'text' : top === undefined ? 'a JSON object' : `an object with the member ${show(top)}`;
  return [error({
    code: 'attributeValue',
    where: `${where}.value`,
    what: `must be ${wanted} for the attribute-sub-type ${show(subType)}, got ${show(value)}`,
    why: 'DMS puts the columns of a row into a template of this form',
    mend: 'Write the value in that form, or change attribute-type and attribute-sub-type',
  })];
}

function checkNames(where: string, mappings: readonly unknown[]): Problem[] {
  const seen = new Map<string, number>();
  return mappings.flatMap((mapping, index) => {
    const name = attributeName(mapping);
    const first = name === undefined ? undefined : seen.get(name);
    if (name !== undefined && first === undefined) seen.set(name, index);
    return first === undefined ? [] : [warning({
      code: 'mappedAttributeTwice',
      where: `${where}[${index}]`,
      what: `makes the same attribute as ${where}[${first}], ${show(name)}`,
      why: 'DMS does not document which of the two values it takes',
      mend: 'Leave one of them out, or give it another name',
    })];
  });
}

/** Checks `condition-expression` [DMS User Guide, Using custom condition expressions with object mapping]. */
export function checkCondition(where: string, value: unknown, { targetEngine }: TableMappingContext): Problem[] {
  if (!isKnown(value)) return [];
  const condition = asObject(value) ?? {};
  const values = condition['expression-attribute-values'];
  const problems = [
    ...checkMembers(where, condition, [
      'expression', 'expression-attribute-values', 'expression-attribute-names', 'apply-during-cdc', 'apply-during-full-load',
    ]),
    ...checkTexts(where, condition, ['expression']),
    ...expectEngine({ where, end: 'target', engine: targetEngine, kinds: ['DynamoDB'], feature: 'condition expressions' }),
  ];
  const { expression } = condition;
  if (isAbsent(expression) || expression === '') {
    problems.push(error({
      code: 'conditionExpression',
      where: `${where}.expression`,
      what: `must be given, got ${show(expression)}`,
      why: 'DMS hands it to DynamoDB with each item',
      mend: 'Add it, or leave the condition out',
    }));
  }
  if (condition['apply-during-cdc'] === false && condition['apply-during-full-load'] === false) {
    problems.push(warning({
      code: 'conditionNever',
      where,
      what: 'is neither for changes nor for loads',
      why: 'It has no effect then',
      mend: 'Set one of them to true, or leave the condition out',
    }));
  }
  return typeof expression !== 'string' || values === UNKNOWN ? problems : [...problems, ...checkConditionValues(where, expression, values ?? [])];
}

/** DynamoDB refuses an expression with values that are not defined, and one with values that it does not use [DynamoDB API reference, PutItem]. */
function checkConditionValues(where: string, expression: string, values: unknown): Problem[] {
  const used = new Set(expression.match(/:\w+/g));
  const defined = Array.isArray(values) ? values.map((value) => (value === UNKNOWN ? UNKNOWN : asObject(value)?.name)) : undefined;
  if (defined?.includes(UNKNOWN) === true) return [];
  const names = (defined ?? []).map((name) => (typeof name === 'string' ? name : show(name)));
  const wrong = [...[...used].filter((name) => !names.includes(name)), ...names.filter((name) => !used.has(name))];
  return defined !== undefined && wrong.length === 0 ? [] : [error({
    code: 'conditionValues',
    where: `${where}.expression-attribute-values`,
    what: defined === undefined ? `must be a list, got ${show(values)}` : `and the expression do not agree about ${list(wrong)}`,
    why: 'DynamoDB refuses an expression with values that are not defined, or not used',
    mend: 'List each as {"name": ":version", "value": {"N": "${version}"}}',
  })];
}
