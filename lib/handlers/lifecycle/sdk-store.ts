import { ConditionalCheckFailedException, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { NO_NOTES, type Notes } from '../../control/lifecycle/notes';
import type { Store, Stored } from './surroundings';

/** The table has one item. */
const ID = 'deployment';

/** {@link Store} in a DynamoDB table, whose writes can depend on what is there. */
export class SdkStore implements Store {
  private readonly client = new DynamoDBClient({});

  public constructor(private readonly tableName: string) {}

  public async read(): Promise<Stored> {
    const { Item: item } = await this.client.send(new GetItemCommand({ TableName: this.tableName, Key: { id: { S: ID } }, ConsistentRead: true }));
    if (item === undefined) return { version: 0, notes: NO_NOTES };
    return { version: Number(item.version?.N), notes: { ...NO_NOTES, ...JSON.parse(item.notes?.S ?? '{}') as Partial<Notes> } };
  }

  public async write({ version, notes }: Stored): Promise<boolean> {
    try {
      await this.client.send(new PutItemCommand({
        TableName: this.tableName,
        Item: { id: { S: ID }, version: { N: String(version) }, notes: { S: JSON.stringify(notes) } },
        ConditionExpression: version === 1 ? 'attribute_not_exists(id)' : '#v = :before',
        ...(version > 1 && { ExpressionAttributeNames: { '#v': 'version' }, ExpressionAttributeValues: { ':before': { N: String(version - 1) } } }),
      }));
      return true;
    } catch (thrown) {
      if (thrown instanceof ConditionalCheckFailedException) return false;
      throw thrown;
    }
  }
}
