import { ServiceFault, textIn, type Cloud, type Input, type Operation } from './service';

type Attribute = Readonly<Record<string, unknown>>;
type Item = Readonly<Record<string, Attribute>>;

/** Items of tables, by the name of the table and the key of the item. */
export type Tables = Map<string, Map<string, Item>>;

const on = ({ TableName }: Input, { arns }: Cloud): string[] => [arns.of('dynamodb', `table/${String(TableName)}`)];

/** DynamoDB: single items, with conditions on their writes. */
export const DYNAMODB: Readonly<Record<string, Operation>> = {
  GetItem: { resources: on, run: (input, cloud) => {
    const item = tableOf(input, cloud).get(keyOf(input, input.Key as Item, cloud));
    // What an eventually consistent read gives is anybody's guess.
    if (input.ConsistentRead !== true) throw new ServiceFault('ValidationException', 'only consistent reads are simulated');
    return item === undefined ? {} : { Item: item };
  } },
  PutItem: { resources: on, run: (input, cloud) => {
    const item = input.Item as Item;
    write(input, cloud, item, (table, key) => table.set(key, item));
    return {};
  } },
  DeleteItem: { resources: on, run: (input, cloud) => {
    write(input, cloud, input.Key as Item, (table, key) => table.delete(key));
    return {};
  } },
};

function tableOf(input: Input, { tables, resources }: Cloud): Map<string, Item> {
  const name = textIn(input, 'TableName');
  if (resources.find('AWS::DynamoDB::Table', name) === undefined) throw new ServiceFault('ResourceNotFoundException', 'Requested resource not found');
  const table = tables.get(name) ?? new Map<string, Item>();
  tables.set(name, table);
  return table;
}

function keyOf(input: Input, item: Item, { resources }: Cloud): string {
  const schema = resources.find('AWS::DynamoDB::Table', textIn(input, 'TableName'))?.properties.KeySchema as readonly { readonly AttributeName: string }[] | undefined;
  return JSON.stringify((schema ?? []).map(({ AttributeName }) => item[AttributeName]));
}

function write(input: Input, cloud: Cloud, item: Item, act: (table: Map<string, Item>, key: string) => void): void {
  const table = tableOf(input, cloud);
  const key = keyOf(input, item, cloud);
  const { ConditionExpression: condition } = input;
  if (typeof condition === 'string' && !condition.split(/ AND /i).every((part) => holds(part.trim(), input, table.get(key)))) {
    throw new ServiceFault('ConditionalCheckFailedException', 'The conditional request failed');
  }
  act(table, key);
}

/** `attribute_exists(a)`, `attribute_not_exists(a)` and `a = :b` [DynamoDB Developer Guide, Condition and filter expressions]. */
function holds(condition: string, { ExpressionAttributeNames: names, ExpressionAttributeValues: values }: Input, item: Item | undefined): boolean {
  const attribute = (name: string): Attribute | undefined => item?.[(names as Record<string, string> | undefined)?.[name] ?? name];
  const [, not, existing] = /^attribute_(not_)?exists\s*\(\s*([#\w]+)\s*\)$/.exec(condition) ?? [];
  if (existing !== undefined) return (attribute(existing) === undefined) === (not !== undefined);
  const [, name, value] = /^([#\w]+)\s*=\s*(:\w+)$/.exec(condition) ?? [];
  if (name === undefined) throw new ServiceFault('ValidationException', `the condition ${condition} is not simulated`);
  return item !== undefined && JSON.stringify(attribute(name)) === JSON.stringify((values as Item | undefined)?.[value]);
}
