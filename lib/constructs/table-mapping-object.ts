import { listOf, withoutNulls } from '../private/read-props';
import { plainCopy, ruleHead, type RuleParts } from '../private/table-mapping-parts';
import type { DynamoDbValue, MappedAttribute } from './table-mapping-attribute';
import { TableMappingRule, type TableMappingRuleOptions } from './table-mapping-rule';

/** What becomes of the columns that are not excluded. */
export enum RecordMapping {
  /** Each is an attribute of its own. */
  RECORD = 'map-record-to-record',
  /** All are in one attribute, `_doc`. */
  DOCUMENT = 'map-record-to-document',
}

/** What mappings of rows to items and messages have in common. */
export interface ObjectMappingOptions extends TableMappingRuleOptions {
  /** Schema; `%` and `_` are wildcards. */
  readonly schema: string;

  /** Table; `%` and `_` are wildcards. */
  readonly table: string;

  /**
   * What becomes of the columns that are not excluded.
   *
   * @default RecordMapping.RECORD
   */
  readonly mapping?: RecordMapping;

  /**
   * Columns that are not carried over by themselves; attributes may still be made from them. Names are case-sensitive.
   *
   * @default - none
   */
  readonly excludeColumns?: string[];

  /**
   * Attributes that are made from columns. A column which is not excluded is carried over besides.
   *
   * @default - none
   */
  readonly attributes?: MappedAttribute[];
}

/** When DynamoDB writes an item. */
export interface DynamoDbCondition {
  /** A condition expression of DynamoDB, such as `attribute_not_exists(version) OR version <= :version`. */
  readonly expression: string;

  /**
   * Values of the names in the expression that begin with a colon: `{ ':version': DynamoDbValue.number('${version}') }`.
   *
   * @default - none
   */
  readonly values?: { [name: string]: DynamoDbValue };

  /**
   * Whether it holds for changes.
   *
   * @default - DMS's: false
   */
  readonly applyDuringCdc?: boolean;

  /**
   * Whether it holds while tables are loaded.
   *
   * @default - DMS's: true
   */
  readonly applyDuringFullLoad?: boolean;
}

/** How rows become items of a DynamoDB table. */
export interface DynamoDbMappingProps extends ObjectMappingOptions {
  /** Name of the DynamoDB table. DMS makes it if it does not exist. */
  readonly targetTableName: string;

  /**
   * The attribute that is the partition key.
   *
   * @default - the primary key of the source's table, which has to be of one column then
   */
  readonly partitionKeyName?: string;

  /**
   * The attribute that is the sort key.
   *
   * @default - none
   */
  readonly sortKeyName?: string;

  /**
   * When items are written.
   *
   * @default - always
   */
  readonly condition?: DynamoDbCondition;
}

/**
 * What the messages about a row have as their key: Kinesis and Kafka keep messages with the same key in one shard or partition, in their order.
 *
 * Messages about tables and tasks themselves have keys of their own, whatever is said here.
 */
export class MessagePartitionKey {
  /** Schema and table: all changes of a table stay in their order, and use one shard or partition. */
  public static readonly SCHEMA_TABLE = new MessagePartitionKey({ 'partition-key-type': 'schema-table' });
  /** The primary key of the row. */
  public static readonly PRIMARY_KEY = new MessagePartitionKey({ 'partition-key-type': 'primary-key' });
  /** The transaction that the change belongs to. */
  public static readonly TRANSACTION_ID = new MessagePartitionKey({ 'partition-key-type': 'transaction-id' });

  /** The value of an attribute, which is a column or is made from columns. */
  public static attribute(name: string): MessagePartitionKey {
    return new MessagePartitionKey({ 'partition-key-type': 'attribute-name', 'partition-key-name': name });
  }

  /** The same for all rows: they stay in their order, and use one shard or partition. */
  public static constant(value: string): MessagePartitionKey {
    return new MessagePartitionKey({ 'partition-key': { value } });
  }

  private constructor(private readonly parameters: Record<string, unknown>) {}

  /** @internal */
  public _render(): Record<string, unknown> {
    return this.parameters;
  }
}

/** How rows become messages of a Kinesis stream. */
export interface KinesisMappingProps extends ObjectMappingOptions {
  /**
   * What messages have as their key.
   *
   * @default - DMS's: schema and table, and the primary key where the task applies changes in parallel
   */
  readonly partitionKey?: MessagePartitionKey;

  /**
   * A name in the place of the source's table.
   *
   * @default - the source's
   */
  readonly targetTableName?: string;
}

/** How rows become messages of a Kafka topic. */
export interface KafkaMappingProps extends KinesisMappingProps {
  /**
   * The topic, from engine 3.4.6 on.
   *
   * @default - that of the endpoint
   */
  readonly topic?: string;
}

/** A rule for how the rows of a table become items of DynamoDB, or messages of Kinesis or Kafka. */
export class ObjectMappingRule extends TableMappingRule {
  /** Rows become items of a DynamoDB table. */
  public static dynamoDb(props: DynamoDbMappingProps): ObjectMappingRule {
    const { targetTableName, partitionKeyName, sortKeyName, condition } = withoutNulls(props);
    return new ObjectMappingRule(props, { 'target-table-name': targetTableName }, {
      'partition-key-name': partitionKeyName,
      'sort-key-name': sortKeyName,
      'condition-expression': condition === undefined ? undefined : renderCondition(condition),
    });
  }

  /** Rows become messages of a Kinesis stream. */
  public static kinesis(props: KinesisMappingProps): ObjectMappingRule {
    const { targetTableName, partitionKey } = withoutNulls(props);
    return new ObjectMappingRule(props, { 'target-table-name': targetTableName }, partitionKey?._render?.());
  }

  /** Rows become messages of a Kafka topic. */
  public static kafka(props: KafkaMappingProps): ObjectMappingRule {
    const { targetTableName, partitionKey, topic } = withoutNulls(props);
    return new ObjectMappingRule(props, { 'kafka-target-topic': topic, 'target-table-name': targetTableName }, partitionKey?._render?.());
  }

  private readonly members: Record<string, unknown>;
  private readonly words: string[];

  private constructor(props: ObjectMappingOptions, target: Record<string, unknown>, keys: Record<string, unknown> = {}) {
    super();
    const { schema, table, mapping = RecordMapping.RECORD, excludeColumns, attributes } = withoutNulls(props);
    const parameters = plainCopy({
      ...keys,
      'exclude-columns': excludeColumns,
      'attribute-mappings': attributes === undefined ? undefined : listOf(attributes).map((attribute) => attribute?._render?.()),
    }) as object;
    this.members = plainCopy({
      ...ruleHead('object-mapping', withoutNulls(props)),
      'rule-action': mapping,
      'object-locator': { 'schema-name': schema, 'table-name': table },
      ...target,
      'mapping-parameters': Object.keys(parameters).length === 0 ? undefined : parameters,
    }) as Record<string, unknown>;
    this.words = ['map', schema, table];
  }

  /** @internal */
  public _parts(): RuleParts {
    return { members: this.members, words: this.words };
  }
}

function renderCondition(condition: DynamoDbCondition): unknown {
  const { expression, values, applyDuringCdc, applyDuringFullLoad } = withoutNulls(condition);
  const given = Object.entries(withoutNulls(values));
  return {
    expression,
    'expression-attribute-values': given.length === 0 ? undefined : given.map(([name, value]) => ({ name, value: value?._render?.() })),
    'apply-during-cdc': applyDuringCdc,
    'apply-during-full-load': applyDuringFullLoad,
  };
}
