import { ConditionalCheckFailedException, DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Store, Stored } from './surroundings';

/** {@link Store} in a DynamoDB table, whose writes can depend on what is there. */
export class SdkStore implements Store {
  private readonly client = new DynamoDBClient({});

  public constructor(private readonly tableName: string) {}

  public async read(id: string): Promise<Stored | undefined> {
    const { Item: item } = await this.client.send(new GetItemCommand({ TableName: this.tableName, Key: { id: { S: id } }, ConsistentRead: true }));
    return item && { version: Number(item.version?.N), owner: item.owner?.S ?? '', heldUntil: Number(item.heldUntil?.N), memory: item.memory?.S ?? '' };
  }

  public async write(id: string, { version, owner, heldUntil, memory }: Stored): Promise<boolean> {
    try {
      await this.client.send(new PutItemCommand({
        TableName: this.tableName,
        Item: { id: { S: id }, version: { N: String(version) }, owner: { S: owner }, heldUntil: { N: String(heldUntil) }, memory: { S: memory } },
        ...(version === 1
          ? { ConditionExpression: 'attribute_not_exists(id)' }
          : { ConditionExpression: '#v = :before', ExpressionAttributeNames: { '#v': 'version' }, ExpressionAttributeValues: { ':before': { N: String(version - 1) } } }),
      }));
      return true;
    } catch (thrown) {
      if (thrown instanceof ConditionalCheckFailedException) return false;
      throw thrown;
    }
  }

  public async remove(id: string): Promise<void> {
    await this.client.send(new DeleteItemCommand({ TableName: this.tableName, Key: { id: { S: id } } }));
  }
}
