import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { besides, check, column, selection } from '../support/table-mapping-documents';

type Members = Readonly<Record<string, unknown>>;

const mapping = (members: Members = {}): Members => ({
  'rule-type': 'object-mapping',
  'rule-id': '2',
  'rule-name': 'mapping',
  'object-locator': { 'schema-name': 'sales', 'table-name': 'orders' },
  'rule-action': 'map-record-to-record',
  ...members,
});
const parameters = (value: unknown): Members => mapping({ 'mapping-parameters': value });
const attribute = (members: Members = {}): Members => ({
  'target-attribute-name': 'Name', 'attribute-type': 'scalar', 'attribute-sub-type': 'string', 'value': '${name}', ...members,
});
const attributes = (...mappings: unknown[]): Members => parameters({ 'attribute-mappings': mappings });
const condition = (members: Members): Members => parameters({ 'condition-expression': members });
const toDynamoDb = (rule: Members) => check([selection(), rule], { targetEngine: 'dynamodb' });
const masked = (members: Members) => column({ 'rule-id': '3', 'rule-name': 'masked', ...members });
const typed = (dataType: unknown) => column({ 'rule-action': 'change-data-type', 'data-type': dataType });

testRules([
  {
    code: 'kafkaTopic',
    bad: () => besides(mapping({ 'kafka-target-topic': 'my topic' })),
    message: `'rules[1].kafka-target-topic' must be 1 to 249 letters, digits, dots, underscores and hyphens, got "my topic". Kafka has no topics with other names. Write the name of a topic, or leave it out for that of the endpoint. [kafkaTopic]`,
    unknown: () => besides(mapping({ 'kafka-target-topic': UNKNOWN })),
  },
  {
    code: 'mappingParameters',
    bad: () => besides(parameters([])),
    message: `'rules[1].mapping-parameters' must be an object, got []. DMS reads keys, excluded columns and attributes from its members. Write it as {"partition-key-name": "...", "exclude-columns": [...], "attribute-mappings": [...]}, or leave it out. [mappingParameters]`,
    unknown: () => besides(parameters(UNKNOWN)),
  },
  {
    code: 'mappingMemberMisspelt',
    variant: 'mapping-parameters',
    bad: () => besides(parameters({ 'exclude-column': ['note'] })),
    message: `'rules[1].mapping-parameters.exclude-column' is no member that DMS documents here. It looks like "exclude-columns", and DMS would not read it. Write "exclude-columns", or ignore this if DMS has the member now. [mappingMemberMisspelt]`,
    unknown: () => besides(parameters(UNKNOWN)),
  },
  {
    code: 'mappingWord',
    variant: 'partition-key-type',
    bad: () => besides(parameters({ 'partition-key-type': 'primarykey' })),
    message: `'rules[1].mapping-parameters.partition-key-type' must be schema-table, transaction-id, primary-key, constant or attribute-name, got "primarykey". DMS takes these words only as it documents them, in lower case. Write "primary-key". [mappingWord]`,
    unknown: () => besides(parameters({ 'partition-key-type': UNKNOWN })),
  },
  {
    code: 'partitionKeyName',
    bad: () => besides(parameters({ 'partition-key-type': 'attribute-name' })),
    message: `'rules[1].mapping-parameters.partition-key-name' must be given for the partition-key-type "attribute-name", got nothing. DMS takes the key from the attribute of this name. Name the attribute, or choose another type. [partitionKeyName]`,
    unknown: () => besides(parameters({ 'partition-key-type': 'attribute-name', 'partition-key-name': UNKNOWN })),
  },
  {
    code: 'partitionKeyConstant',
    bad: () => besides(parameters({ 'partition-key': 'all' })),
    message: `'rules[1].mapping-parameters.partition-key' must be an object with a value, got "all". DMS gives every message this key. Write it as {"value": "..."}. [partitionKeyConstant]`,
    unknown: () => besides(parameters({ 'partition-key': { value: UNKNOWN } })),
  },
  {
    code: 'sortKeyTwice',
    bad: () => besides(parameters({ 'partition-key-name': 'id', 'sort-key-name': 'id' })),
    message: `'rules[1].mapping-parameters.sort-key-name' must be another attribute than the partition key, got "id". DynamoDB refuses a key of one attribute twice. Name another attribute, or leave it out. [sortKeyTwice]`,
    unknown: () => besides(parameters({ 'partition-key-name': UNKNOWN, 'sort-key-name': UNKNOWN })),
  },
  {
    code: 'excludeColumns',
    bad: () => besides(parameters({ 'exclude-columns': 'note' })),
    message: `'rules[1].mapping-parameters.exclude-columns' must be a list of names, got "note". DMS leaves out the columns of these names. Write it as ["first_name", "last_name"]. [excludeColumns]`,
    unknown: () => besides(parameters({ 'exclude-columns': UNKNOWN })),
  },
  {
    code: 'keyNotMade',
    variant: 'excluded column',
    bad: () => toDynamoDb(parameters({ 'partition-key-name': 'id', 'exclude-columns': ['id'] })),
    message: `'rules[1].mapping-parameters.partition-key-name' is an attribute that nothing makes, "id". The column of this name is excluded, and no attribute mapping has the name. Add an attribute mapping with this name. [keyNotMade]`,
    unknown: () => toDynamoDb(parameters({ 'partition-key-name': 'id', 'exclude-columns': ['id'], 'attribute-mappings': [UNKNOWN] })),
  },
  {
    code: 'keyNotMade',
    variant: 'document',
    bad: () => besides({ ...parameters({ 'sort-key-name': 'id' }), 'rule-action': 'map-record-to-document' }),
    message: `'rules[1].mapping-parameters.sort-key-name' is an attribute that nothing makes, "id". The rule-action "map-record-to-document" puts all columns into the attribute "_doc". Add an attribute mapping with this name. [keyNotMade]`,
    unknown: () => besides({ ...parameters({ 'sort-key-name': UNKNOWN }), 'rule-action': 'map-record-to-document' }),
  },
  {
    code: 'attributeMappings',
    bad: () => besides(parameters({ 'attribute-mappings': attribute() })),
    message: `'rules[1].mapping-parameters.attribute-mappings' must be a list, got {"target-attribute-name":"Name","attribute-type":"scalar","attribute-sub-type.... DMS makes one attribute of each of its members. Write it as [{"target-attribute-name": "...", "attribute-type": "scalar", "attribute-sub-type": "string", "value": "\${...}"}]. [attributeMappings]`,
    unknown: () => besides(parameters({ 'attribute-mappings': UNKNOWN })),
  },
  {
    code: 'attributeMember',
    bad: () => besides(attributes(attribute({ value: undefined }))),
    message: `'rules[1].mapping-parameters.attribute-mappings[0].value' must be given, got nothing. DMS makes an attribute with this name and this value. Add it, or leave the mapping out. [attributeMember]`,
    unknown: () => besides(attributes(attribute({ value: UNKNOWN }))),
  },
  {
    code: 'mappingWord',
    variant: 'attribute-sub-type',
    bad: () => besides(attributes(attribute({ 'attribute-type': 'document', 'attribute-sub-type': 'dynamo-db-map', 'value': { M: {} } }))),
    message: `'rules[1].mapping-parameters.attribute-mappings[0].attribute-sub-type' must be string, number, json, dynamodb-map or dynamodb-list, got "dynamo-db-map". DMS takes these words only as it documents them, in lower case. Write "dynamodb-map". [mappingWord]`,
    unknown: () => besides(attributes(attribute({ 'attribute-sub-type': UNKNOWN }))),
  },
  {
    code: 'mappingEngineUnlisted',
    variant: 'attribute-sub-type',
    bad: () => toDynamoDb(attributes(attribute({ 'attribute-type': 'document', 'attribute-sub-type': 'json', 'value': {} }))),
    message: `'rules[1].mapping-parameters.attribute-mappings[0].attribute-sub-type' is not documented for the target engine "dynamodb". DMS lists attributes of the type "json" for Kinesis and Kafka as target. Leave it out, or try it on a small table first. [mappingEngineUnlisted]`,
    unknown: () => toDynamoDb(attributes(attribute({ 'attribute-type': 'document', 'attribute-sub-type': UNKNOWN, 'value': {} }))),
  },
  {
    code: 'attributeValue',
    bad: () => besides(attributes(attribute({ 'attribute-type': 'document', 'attribute-sub-type': 'dynamodb-map', 'value': { Phone: { S: '1' } } }))),
    message: `'rules[1].mapping-parameters.attribute-mappings[0].value' must be an object with the member "M" for the attribute-sub-type "dynamodb-map", got {"Phone":{"S":"1"}}. DMS puts the columns of a row into a template of this form. Write the value in that form, or change attribute-type and attribute-sub-type. [attributeValue]`,
    unknown: () => besides(attributes(attribute({ 'attribute-type': 'document', 'attribute-sub-type': 'dynamodb-map', 'value': UNKNOWN }))),
  },
  {
    code: 'mappedAttributeTwice',
    bad: () => besides(attributes(attribute(), attribute({ value: '${other}' }))),
    message: `'rules[1].mapping-parameters.attribute-mappings[1]' makes the same attribute as rules[1].mapping-parameters.attribute-mappings[0], "Name". DMS does not document which of the two values it takes. Leave one of them out, or give it another name. [mappedAttributeTwice]`,
    unknown: () => besides(attributes(attribute(), attribute({ 'target-attribute-name': UNKNOWN }))),
  },
  {
    code: 'conditionExpression',
    bad: () => besides(condition({ 'apply-during-cdc': true })),
    message: `'rules[1].mapping-parameters.condition-expression.expression' must be given, got nothing. DMS hands it to DynamoDB with each item. Add it, or leave the condition out. [conditionExpression]`,
    unknown: () => besides(condition({ expression: UNKNOWN })),
  },
  {
    code: 'conditionNever',
    bad: () => besides(condition({ 'expression': 'a < b', 'apply-during-cdc': false, 'apply-during-full-load': false })),
    message: `'rules[1].mapping-parameters.condition-expression' is neither for changes nor for loads. It has no effect then. Set one of them to true, or leave the condition out. [conditionNever]`,
    unknown: () => besides(condition({ 'expression': 'a < b', 'apply-during-cdc': false, 'apply-during-full-load': UNKNOWN })),
  },
  {
    code: 'conditionValues',
    bad: () => besides(condition({ 'expression': 'a < :a', 'expression-attribute-values': [{ name: ':b', value: { N: '1' } }] })),
    message: `'rules[1].mapping-parameters.condition-expression.expression-attribute-values' and the expression do not agree about :a and :b. DynamoDB refuses an expression with values that are not defined, or not used. List each as {"name": ":version", "value": {"N": "\${version}"}}. [conditionValues]`,
    unknown: () => besides(condition({ 'expression': 'a < :a', 'expression-attribute-values': [{ name: UNKNOWN, value: { N: '1' } }] })),
  },
  {
    code: 'conditionValues',
    variant: 'no list',
    bad: () => besides(condition({ 'expression': 'a < :a', 'expression-attribute-values': { ':a': { N: '1' } } })),
    message: `'rules[1].mapping-parameters.condition-expression.expression-attribute-values' must be a list, got {":a":{"N":"1"}}. DynamoDB refuses an expression with values that are not defined, or not used. List each as {"name": ":version", "value": {"N": "\${version}"}}. [conditionValues]`,
    unknown: () => besides(condition({ 'expression': 'a < :a', 'expression-attribute-values': UNKNOWN })),
  },
  {
    code: 'objectMappedTwice',
    bad: () => besides(mapping(), mapping({ 'rule-id': '3', 'rule-name': 'again' })),
    message: `'rules[2]' maps the same tables as rules[1]. DMS does not document which of two object-mapping rules it takes. Put all attributes in one rule. [objectMappedTwice]`,
    unknown: () => besides(mapping(), mapping({ 'rule-id': '3', 'rule-name': 'again', 'object-locator': UNKNOWN })),
  },
  {
    code: 'maskDataType',
    bad: () => besides(typed({ type: 'int8' }), masked({ 'rule-action': 'data-masking-digits-mask', 'value': '#' })),
    message: `'rules[1].data-type.type' must be string or wstring for the mask of rules[2], got "int8". DMS cannot mask columns of other types. Give the column another type, or leave the mask out. [maskDataType]`,
    unknown: () => besides(typed({ type: UNKNOWN }), masked({ 'rule-action': 'data-masking-digits-mask', 'value': '#' })),
  },
  {
    code: 'hashMaskLength',
    bad: () => besides(typed({ type: 'string', length: 40 }), masked({ 'rule-action': 'data-masking-hash-mask' })),
    message: `'rules[1].data-type.length' must be 64 or more for the mask of rules[2], got 40. DMS puts a hash of 64 characters in the place of the value. Write 64. [hashMaskLength]`,
    unknown: () => besides(typed({ type: 'string', length: UNKNOWN }), masked({ 'rule-action': 'data-masking-hash-mask' })),
  },
]);

test("passes the guide's own examples", () => {
  const constant = mapping({
    'rule-action': 'map-record-to-document',
    'mapping-parameters': {
      'partition-key': { value: 'ConstantPartitionKey' },
      'exclude-columns': ['FirstName'],
      'attribute-mappings': [
        { 'attribute-name': 'CustomerName', 'value': '${FirstName},${LastName}' },
        { 'attribute-name': 'ContactDetails', 'value': { Home: { Phone: '${HomePhone}' } } },
      ],
    },
  });
  expect(check([selection(), constant], { targetEngine: 'kinesis' })).toEqual([]);
  expect(check([selection(), mapping({ 'kafka-target-topic': 'orders', 'partition-key': { value: 'all' } })], { targetEngine: 'kafka' })).toEqual([]);
});

test('a key that nothing makes stops a synthesis for DynamoDB alone', () => {
  const rule = parameters({ 'partition-key-type': 'attribute-name', 'partition-key-name': 'id', 'exclude-columns': ['id'] });
  expect(check([selection(), rule], { targetEngine: 'kafka' }).map(({ severity }) => severity)).toEqual(['warning']);
  expect(toDynamoDb(parameters({ 'partition-key-name': 'id', 'exclude-columns': ['id'] })).map(({ severity }) => severity)).toEqual(['error']);
});

test.each([
  ['data-masking-digits-randomize', { type: 'numeric', precision: 10 }],
  ['data-masking-hash-mask', { type: 'wstring', length: '100' }],
])('lets %s work on %j', (action, dataType) => {
  expect(besides(typed(dataType), masked({ 'rule-action': action })).map(({ code }) => code)).toEqual([]);
});
