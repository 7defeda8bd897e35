import { error, show, warning, type Problem } from './problem';
import { attributeName, checkAttributeMappings, checkCondition } from './table-mapping-attribute-rules';
import { expectEngine, kindOf } from './table-mapping-engines';
import {
  asObject, asText, checkLocator, checkMembers, checkTexts, checkWord, isAbsent, type JsonObject, type MappingRule, type TableMappingContext,
} from './table-mapping-reading';
import { isKnown, UNKNOWN } from './unknown';

const KINDS = ['DynamoDB', 'Kinesis', 'Kafka'];
const STREAMS = ['Kinesis', 'Kafka'];

/** [DMS User Guide, Using object mapping to migrate data to a Kinesis data stream]. */
const KEY_TYPES = ['schema-table', 'transaction-id', 'primary-key', 'constant', 'attribute-name'];
const PARAMETERS = [
  'partition-key-type', 'partition-key-name', 'partition-key', 'sort-key-name', 'exclude-columns', 'attribute-mappings', 'condition-expression',
];

/** Names of topics that Kafka takes [Apache Kafka, org.apache.kafka.common.internals.Topic]. */
const TOPIC = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}$/;

/** Checks one object-mapping rule [DMS User Guide, Using object mapping to migrate data, for DynamoDB, Kinesis and Kafka]. */
export function checkObjectMapping(each: MappingRule, context: TableMappingContext): Problem[] {
  const { where, rule } = each;
  const { targetEngine } = context;
  return [
    ...checkMembers(where, rule, [
      'rule-type', 'rule-id', 'rule-name', 'rule-action', 'object-locator', 'target-table-name', 'mapping-parameters', 'kafka-target-topic',
      'partition-key', // one of the guide's examples for Kafka has it here
    ]),
    ...checkWord(`${where}.rule-action`, rule['rule-action'], { words: ['map-record-to-record', 'map-record-to-document'] }),
    ...checkLocator(each, ['schema-name', 'table-name'], 'an object-mapping rule'),
    ...checkTexts(where, rule, ['target-table-name', 'kafka-target-topic']),
    ...expectEngine({ where: `${where}.rule-type`, end: 'target', engine: targetEngine, kinds: KINDS, feature: 'object mapping' }),
    ...checkTopic(each, context),
    ...checkParameters(each, context),
  ];
}

function checkTopic({ where, rule }: MappingRule, { targetEngine }: TableMappingContext): Problem[] {
  const topic = rule['kafka-target-topic'];
  const at = `${where}.kafka-target-topic`;
  if (isAbsent(topic)) return [];
  const problems = expectEngine({ where: at, end: 'target', engine: targetEngine, kinds: ['Kafka'], feature: 'topics' });
  // What DMS would put in the place of "${...}" here is not documented, so it is not judged.
  if (typeof topic !== 'string' || TOPIC.test(topic) || topic.includes('$')) return problems;
  return [...problems, error({
    code: 'kafkaTopic',
    where: at,
    what: `must be 1 to 249 letters, digits, dots, underscores and hyphens, got ${show(topic)}`,
    why: 'Kafka has no topics with other names',
    mend: 'Write the name of a topic, or leave it out for that of the endpoint',
  })];
}

function checkParameters(each: MappingRule, context: TableMappingContext): Problem[] {
  const { where, rule } = each;
  const value = rule['mapping-parameters'];
  const at = `${where}.mapping-parameters`;
  if (!isKnown(value) || value === null) return [];
  const parameters = asObject(value);
  if (parameters === undefined) {
    return [error({
      code: 'mappingParameters',
      where: at,
      what: `must be an object, got ${show(value)}`,
      why: 'DMS reads keys, excluded columns and attributes from its members',
      mend: 'Write it as {"partition-key-name": "...", "exclude-columns": [...], "attribute-mappings": [...]}, or leave it out',
    })];
  }
  return [
    ...checkMembers(at, parameters, PARAMETERS),
    ...checkTexts(at, parameters, ['partition-key-name', 'sort-key-name']),
    ...checkPartitionKey(at, parameters, context),
    ...checkSortKey(at, parameters, context),
    ...checkExcluded(at, parameters),
    ...checkAttributeMappings(`${at}.attribute-mappings`, parameters['attribute-mappings'], context),
    ...checkCondition(`${at}.condition-expression`, parameters['condition-expression'], context),
    ...checkKeysAreMade(at, rule, parameters, context),
  ];
}

function checkPartitionKey(where: string, parameters: JsonObject, { targetEngine }: TableMappingContext): Problem[] {
  const type = parameters['partition-key-type'];
  const constant = parameters['partition-key'];
  const problems = checkWord(`${where}.partition-key-type`, type, { words: KEY_TYPES });
  if (!isAbsent(type)) {
    problems.push(...expectEngine({ where: `${where}.partition-key-type`, end: 'target', engine: targetEngine, kinds: STREAMS, feature: 'types of partition keys' }));
  }
  if (type === 'attribute-name' && (isAbsent(parameters['partition-key-name']) || parameters['partition-key-name'] === '')) {
    problems.push(error({
      code: 'partitionKeyName',
      where: `${where}.partition-key-name`,
      what: `must be given for the partition-key-type "attribute-name", got ${show(parameters['partition-key-name'])}`,
      why: 'DMS takes the key from the attribute of this name',
      mend: 'Name the attribute, or choose another type',
    }));
  }
  if (isKnown(constant) && constant !== null) {
    const { value } = asObject(constant) ?? {};
    if (value !== UNKNOWN && (typeof value !== 'string' || value === '')) {
      problems.push(error({
        code: 'partitionKeyConstant',
        where: `${where}.partition-key`,
        what: `must be an object with a value, got ${show(constant)}`,
        why: 'DMS gives every message this key',
        mend: 'Write it as {"value": "..."}',
      }));
    }
  }
  return problems;
}

function checkSortKey(where: string, parameters: JsonObject, { targetEngine }: TableMappingContext): Problem[] {
  const name = parameters['sort-key-name'];
  if (isAbsent(name)) return [];
  const at = `${where}.sort-key-name`;
  const problems = expectEngine({ where: at, end: 'target', engine: targetEngine, kinds: ['DynamoDB'], feature: 'sort keys' });
  if (isKnown(name) && name === parameters['partition-key-name']) {
    problems.push(error({
      code: 'sortKeyTwice',
      where: at,
      what: `must be another attribute than the partition key, got ${show(name)}`,
      why: 'DynamoDB refuses a key of one attribute twice',
      mend: 'Name another attribute, or leave it out',
    }));
  }
  return problems;
}

function checkExcluded(where: string, parameters: JsonObject): Problem[] {
  const columns = parameters['exclude-columns'];
  if (!isKnown(columns) || columns === null) return [];
  return Array.isArray(columns) && columns.every((column) => column === UNKNOWN || typeof column === 'string') ? [] : [error({
    code: 'excludeColumns',
    where: `${where}.exclude-columns`,
    what: `must be a list of names, got ${show(columns)}`,
    why: 'DMS leaves out the columns of these names',
    mend: 'Write it as ["first_name", "last_name"]',
  })];
}

/** A key is an attribute that DMS writes: a column that is carried over as one, or what is made by a mapping. */
function checkKeysAreMade(where: string, rule: JsonObject, parameters: JsonObject, { targetEngine }: TableMappingContext): Problem[] {
  const mappings = parameters['attribute-mappings'] ?? [];
  const excluded = parameters['exclude-columns'] ?? [];
  const action = rule['rule-action'];
  if (!Array.isArray(mappings) || !Array.isArray(excluded) || mappings.some((mapping) => attributeName(mapping) === undefined)) return [];
  const made = mappings.map(attributeName);
  return ['partition-key-name', 'sort-key-name'].flatMap((member) => {
    const name = asText(parameters[member]);
    if (name === undefined || name === '' || made.includes(name)) return [];
    const inDocument = action === 'map-record-to-document';
    if (!inDocument && !excluded.includes(name)) return [];
    const text = {
      code: 'keyNotMade',
      where: `${where}.${member}`,
      what: `is an attribute that nothing makes, ${show(name)}`,
      why: inDocument
        ? 'The rule-action "map-record-to-document" puts all columns into the attribute "_doc"'
        : 'The column of this name is excluded, and no attribute mapping has the name',
      mend: 'Add an attribute mapping with this name',
    };
    // DynamoDB takes no item without its keys; what DMS does where a message has none is not documented.
    return [kindOf(targetEngine) === 'DynamoDB' ? error(text) : warning(text)];
  });
}
