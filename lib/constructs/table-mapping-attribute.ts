import { plainCopy } from '../private/table-mapping-parts';

/**
 * A value as DynamoDB knows it, with its type.
 *
 * Texts may have columns in them: `${first_name} ${last_name}`.
 */
export class DynamoDbValue {
  /** Text. */
  public static string(template: string): DynamoDbValue {
    return new DynamoDbValue('S', template);
  }

  /** A number, of up to 38 digits. */
  public static number(template: string): DynamoDbValue {
    return new DynamoDbValue('N', template);
  }

  /** Values with names. */
  public static map(members: { [name: string]: DynamoDbValue }): DynamoDbValue {
    return new DynamoDbValue('M', members);
  }

  /** Values in an order. */
  public static list(...items: DynamoDbValue[]): DynamoDbValue {
    return new DynamoDbValue('L', items);
  }

  private constructor(private readonly type: string, private readonly value: unknown) {}

  /** @internal */
  public _render(): unknown {
    return { [this.type]: renderValue(this.value) };
  }
}

function renderValue(value: unknown): unknown {
  if (value instanceof DynamoDbValue) return value._render();
  if (Array.isArray(value)) return value.map(renderValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, renderValue(member)]));
}

/**
 * An attribute of the target that is made from columns of the source.
 *
 * Values are templates: `${last_name}, ${first_name}`. DMS puts the row's values in, and formats nothing. NULL is left out.
 */
export class MappedAttribute {
  /** Text. */
  public static string(name: string, template: string): MappedAttribute {
    return new MappedAttribute(name, 'scalar', 'string', template);
  }

  /** A number, in DynamoDB. */
  public static number(name: string, template: string): MappedAttribute {
    return new MappedAttribute(name, 'scalar', 'number', template);
  }

  /**
   * An object in the messages of Kinesis or Kafka.
   *
   * @param json the object as text, such as `JSON.stringify({ address: '${home_address}' })`.
   */
  public static json(name: string, json: string): MappedAttribute {
    return new MappedAttribute(name, 'document', 'json', parsed(json));
  }

  /** A map in DynamoDB. */
  public static dynamoDbMap(name: string, members: { [name: string]: DynamoDbValue }): MappedAttribute {
    return new MappedAttribute(name, 'document', 'dynamodb-map', DynamoDbValue.map(members)._render());
  }

  /** A list in DynamoDB. */
  public static dynamoDbList(name: string, ...items: DynamoDbValue[]): MappedAttribute {
    return new MappedAttribute(name, 'document', 'dynamodb-list', DynamoDbValue.list(...items)._render());
  }

  private readonly value: unknown;

  private constructor(private readonly name: string, private readonly type: string, private readonly subType: string, value: unknown) {
    this.value = plainCopy(value);
  }

  /** @internal */
  public _render(): unknown {
    return { 'target-attribute-name': this.name, 'attribute-type': this.type, 'attribute-sub-type': this.subType, 'value': this.value };
  }
}

/** Text that is no JSON stays as it is, for the rules to tell of. */
function parsed(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return json;
  }
}
