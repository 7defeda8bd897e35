import { Lazy, type App, type Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { MigrationTaskOptions } from '../../lib/constructs/migration-task-props';
import { DynamoDbValue, MappedAttribute } from '../../lib/constructs/table-mapping-attribute';
import { ColumnDataType } from '../../lib/constructs/table-mapping-column';
import { MessagePartitionKey, ObjectMappingRule, RecordMapping } from '../../lib/constructs/table-mapping-object';
import { PostProcessingRule } from '../../lib/constructs/table-mapping-post-processing';
import type { TableMappingRule } from '../../lib/constructs/table-mapping-rule';
import { SelectionRule } from '../../lib/constructs/table-mapping-selection';
import { TransformationRule } from '../../lib/constructs/table-mapping-transformation';
import { ValidationRule } from '../../lib/constructs/table-mapping-validation';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { TaskSettings } from '../../lib/constructs/task-settings';
import { ACCOUNT } from '../support/endpoints';
import { failures, testStack } from '../support/stacks';
import { testPair, testTask } from '../support/tasks';

const mappings = (rule: TableMappingRule) => TableMappings.of(SelectionRule.include({ schema: 'test' }), rule);
const render = (rule: TableMappingRule) => (mappings(rule)._render().document as { rules: unknown[] }).rules[1];
const codes = (rule: TableMappingRule, targetEngine: string) => mappings(rule)._problems({ targetEngine }).map(({ code }) => code);

const customer = { schema: 'test', table: 'customer' };

describe('rows of DynamoDB', () => {
  // The example of the DMS User Guide, Using attribute mapping with object mapping, with a condition besides.
  const rule = ObjectMappingRule.dynamoDb({
    ...customer,
    targetTableName: 'customer_t',
    partitionKeyName: 'CustomerName',
    sortKeyName: 'StoreId',
    excludeColumns: ['FirstName', 'LastName', 'HomePhone'],
    attributes: [
      MappedAttribute.string('CustomerName', '${FirstName},${LastName}'),
      MappedAttribute.number('StoreId', '${StoreId}'),
      MappedAttribute.dynamoDbMap('ContactDetails', {
        Name: DynamoDbValue.string('${FirstName}'),
        Home: DynamoDbValue.map({ Phone: DynamoDbValue.string('${HomePhone}') }),
      }),
      MappedAttribute.dynamoDbList('Phones', DynamoDbValue.number('${HomePhone}'), DynamoDbValue.list(DynamoDbValue.string('${WorkPhone}'))),
    ],
    condition: {
      expression: 'attribute_not_exists(version) OR version <= :version',
      values: { ':version': DynamoDbValue.number('${version}') },
      applyDuringCdc: true,
    },
  });

  test('are rendered as DMS documents them', () => {
    expect(render(rule)).toEqual({
      'rule-type': 'object-mapping',
      'rule-id': '2',
      'rule-name': 'map-test-customer',
      'rule-action': 'map-record-to-record',
      'object-locator': { 'schema-name': 'test', 'table-name': 'customer' },
      'target-table-name': 'customer_t',
      'mapping-parameters': {
        'partition-key-name': 'CustomerName',
        'sort-key-name': 'StoreId',
        'condition-expression': {
          'expression': 'attribute_not_exists(version) OR version <= :version',
          'expression-attribute-values': [{ name: ':version', value: { N: '${version}' } }],
          'apply-during-cdc': true,
        },
        'exclude-columns': ['FirstName', 'LastName', 'HomePhone'],
        'attribute-mappings': [
          { 'target-attribute-name': 'CustomerName', 'attribute-type': 'scalar', 'attribute-sub-type': 'string', 'value': '${FirstName},${LastName}' },
          { 'target-attribute-name': 'StoreId', 'attribute-type': 'scalar', 'attribute-sub-type': 'number', 'value': '${StoreId}' },
          {
            'target-attribute-name': 'ContactDetails',
            'attribute-type': 'document',
            'attribute-sub-type': 'dynamodb-map',
            'value': { M: { Name: { S: '${FirstName}' }, Home: { M: { Phone: { S: '${HomePhone}' } } } } },
          },
          {
            'target-attribute-name': 'Phones',
            'attribute-type': 'document',
            'attribute-sub-type': 'dynamodb-list',
            'value': { L: [{ N: '${HomePhone}' }, { L: [{ S: '${WorkPhone}' }] }] },
          },
        ],
      },
    });
  });

  test('pass for DynamoDB, and are told of for another target', () => {
    expect(codes(rule, 'dynamodb')).toEqual([]);
    expect(codes(rule, 'kinesis')).toEqual(['mappingEngineUnlisted', 'mappingEngineUnlisted', 'mappingEngineUnlisted', 'mappingEngineUnlisted']);
  });

  test('need a key that is made where all columns are in one document', () => {
    const keyed = (...attributes: MappedAttribute[]) => ObjectMappingRule.dynamoDb({
      ...customer, mapping: RecordMapping.DOCUMENT, targetTableName: 'customer', partitionKeyName: 'id', attributes,
    });
    expect(codes(keyed(), 'dynamodb')).toEqual(['keyNotMade']);
    expect(codes(keyed(MappedAttribute.string('id', '${id}')), 'dynamodb')).toEqual([]);
  });

  test('go to tables that the role of the target may write', () => {
    const found = (target: (stack: Stack) => TargetDatabase, targetTableName: string) => {
      const stack = testStack();
      const tableMappings = mappings(ObjectMappingRule.dynamoDb({ ...customer, targetTableName }));
      const task = testTask(stack, { tableMappings }, testPair(stack, { target: target(stack) }));
      (stack.node.root as App).synth();
      return task.node.metadata.map(({ data }) => String(data)).filter((message) => message.includes('[tableNotWritable]')).length;
    };
    const named = () => TargetDatabase.dynamoDb({ tableNames: ['sales_*'] });
    const ownRole = (stack: Stack) => TargetDatabase.dynamoDb({
      tableNames: ['sales_*'], accessRole: Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/dms`),
    });
    const owned = (stack: Stack) => TargetDatabase.dynamoDb({ tables: [new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } })] });
    expect(found(named, 'orders')).toBe(1);
    expect(found(named, 'sales_orders')).toBe(0);
    expect(found(ownRole, 'orders')).toBe(0);
    expect(found(owned, 'orders')).toBe(0);
  });

  test('may go to another table and nothing more', () => {
    expect(render(ObjectMappingRule.dynamoDb({ ...customer, targetTableName: 'customer_t', ruleId: 9, ruleName: 'mine' }))).toEqual({
      'rule-type': 'object-mapping',
      'rule-id': '9',
      'rule-name': 'mine',
      'rule-action': 'map-record-to-record',
      'object-locator': { 'schema-name': 'test', 'table-name': 'customer' },
      'target-table-name': 'customer_t',
    });
  });
});

describe('messages', () => {
  test.each([
    ['the schema and table', MessagePartitionKey.SCHEMA_TABLE, { 'partition-key-type': 'schema-table' }],
    ['the primary key', MessagePartitionKey.PRIMARY_KEY, { 'partition-key-type': 'primary-key' }],
    ['the transaction', MessagePartitionKey.TRANSACTION_ID, { 'partition-key-type': 'transaction-id' }],
    ['an attribute', MessagePartitionKey.attribute('CustomerName'), { 'partition-key-type': 'attribute-name', 'partition-key-name': 'CustomerName' }],
    ['a constant', MessagePartitionKey.constant('all'), { 'partition-key': { value: 'all' } }],
  ])('have %s as their key', (_, partitionKey, parameters) => {
    const rule = ObjectMappingRule.kinesis({ ...customer, partitionKey });
    expect(render(rule)).toMatchObject({ 'mapping-parameters': parameters });
    expect(codes(rule, 'kinesis')).toEqual([]);
    expect(codes(rule, 'kafka')).toEqual([]);
  });

  test('of Kafka go to a topic of their own, with an object made of columns', () => {
    const rule = ObjectMappingRule.kafka({
      ...customer,
      topic: 'customers',
      targetTableName: 'CustomerData',
      mapping: RecordMapping.DOCUMENT,
      attributes: [MappedAttribute.json('ContactDetails', JSON.stringify({ home: { phone: '${homephone}' } }))],
    });
    expect(render(rule)).toEqual({
      'rule-type': 'object-mapping',
      'rule-id': '2',
      'rule-name': 'map-test-customer',
      'rule-action': 'map-record-to-document',
      'object-locator': { 'schema-name': 'test', 'table-name': 'customer' },
      'kafka-target-topic': 'customers',
      'target-table-name': 'CustomerData',
      'mapping-parameters': {
        'attribute-mappings': [{
          'target-attribute-name': 'ContactDetails', 'attribute-type': 'document', 'attribute-sub-type': 'json', 'value': { home: { phone: '${homephone}' } },
        }],
      },
    });
    expect(codes(rule, 'kafka')).toEqual([]);
    expect(codes(rule, 'kinesis')).toEqual(['mappingEngineUnlisted']);
  });

  test('tell of text that is no JSON', () => {
    expect(codes(ObjectMappingRule.kafka({ ...customer, attributes: [MappedAttribute.json('a', '{')] }), 'kafka')).toEqual(['attributeValue']);
  });

  test('do not change with what they were made from', () => {
    const excludeColumns = ['note'];
    const rule = ObjectMappingRule.kinesis({ ...customer, excludeColumns });
    excludeColumns.push('name');
    expect(render(rule)).toMatchObject({ 'mapping-parameters': { 'exclude-columns': ['note'] } });
  });
});

test('tags of S3 objects are rendered as DMS documents them', () => {
  const rule = PostProcessingRule.addTags({ ...customer, tags: { 'dw-schema-name': '${schema-name}', 'dw-table': 'my_${table-name}' } });
  expect(render(rule)).toEqual({
    'rule-type': 'post-processing',
    'rule-id': '2',
    'rule-name': 'tags-test-customer',
    'rule-action': 'add-tag',
    'object-locator': { 'schema-name': 'test', 'table-name': 'customer' },
    'tag-set': [{ key: 'dw-schema-name', value: '${schema-name}' }, { key: 'dw-table', value: 'my_${table-name}' }],
  });
  expect(codes(rule, 's3')).toEqual([]);
  expect(codes(rule, 'kinesis')).toEqual(['mappingEngineUnlisted']);
});

test('columns may be compared by functions', () => {
  const rule = ValidationRule.overrideFunction({
    ...customer, column: '%', ofDataType: ColumnDataType.datetime(), sourceFunction: 'REPLACE(${column-name}, chr(0), chr(32))', targetFunction: '${column-name}',
  });
  expect(render(rule)).toEqual({
    'rule-type': 'validation',
    'rule-id': '2',
    'rule-name': 'validate-test-customer-all',
    'rule-target': 'column',
    'object-locator': { 'schema-name': 'test', 'table-name': 'customer', 'column-name': '%', 'data-type': 'datetime' },
    'rule-action': 'override-validation-function',
    'source-function': 'REPLACE(${column-name}, chr(0), chr(32))',
    'target-function': '${column-name}',
  });
  expect(codes(rule, 'oracle')).toEqual([]);
  expect(codes(ValidationRule.overrideFunction({ ...customer, column: 'note' }), 'oracle')).toEqual(['validationFunction']);
});

test('before images are asked for once, by a rule or by the settings', () => {
  const rule = TransformationRule.table('test', 'customer').addBeforeImageColumns();
  const taskSettings = TaskSettings.of({ beforeImage: { fieldName: 'before' } });
  const codesOf = (options: Partial<MigrationTaskOptions>) => failures((stack) => testTask(stack, options));
  expect(codesOf({ tableMappings: mappings(rule), taskSettings })).toEqual(['beforeImageTwice']);
  expect(codesOf({ tableMappings: TableMappings.fromJsonString(JSON.stringify(mappings(rule)._render().document)), taskSettings })).toEqual(['beforeImageTwice']);
  expect(codesOf({ tableMappings: mappings(rule) })).toEqual([]);
  expect(codesOf({ tableMappings: TableMappings.includeSchema('test'), taskSettings })).toEqual([]);
});

test('what is known only at deployment passes', () => {
  const token = () => Lazy.string({ produce: () => 'x' });
  const rule = ObjectMappingRule.dynamoDb({
    schema: token(), table: token(), targetTableName: token(), partitionKeyName: token(), sortKeyName: token(), excludeColumns: [token()],
    attributes: [MappedAttribute.string(token(), token()), MappedAttribute.dynamoDbMap('a', { b: DynamoDbValue.string(token()) })],
    condition: { expression: token(), values: { ':a': DynamoDbValue.string(token()) } },
  });
  expect(codes(rule, 'dynamodb')).toEqual([]);
  expect(codes(PostProcessingRule.addTags({ ...customer, tags: { a: token() } }), 's3')).toEqual([]);
});
