import { App, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, DmsCertificate, DynamoDbValue, LobHandling, MappedAttribute, ObjectMappingRule, ReplicationStack, SelectionRule,
  SourceDatabase, TableMappings, TargetDatabase, Tls,
} from '../lib';

/**
 * MySQL to DynamoDB: a customer becomes an item, and the columns of the address a map in it. The VPC exists and has a gateway endpoint for
 * DynamoDB.
 */
export function mySqlToDynamoDb(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/${name.toLowerCase()}-AbCdEf`);
  const vpc = ec2.Vpc.fromVpcAttributes(databases, 'Vpc', {
    vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    isolatedSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
    isolatedSubnetRouteTableIds: ['rtb-0a1b2c3d4e5f60711', 'rtb-0a1b2c3d4e5f60712'],
  });

  new ReplicationStack(app, 'Migration', {
    vpc,
    secretsManagerEndpoint: ec2.SecurityGroup.fromSecurityGroupId(databases, 'SecretsManagerEndpoint', 'sg-0a1b2c3d4e5f60701'),
    source: SourceDatabase.mySql({
      secret: secret('Source'), network: DatabaseNetwork.cidr('10.20.0.0/24'),
      tls: Tls.verifyCa(DmsCertificate.fromCertificateArn(databases, 'Authority', 'arn:aws:dms:eu-west-1:111122223333:cert:RDSEUWEST1')),
    }),
    target: TargetDatabase.dynamoDb({
      // The table exists, with the capacity for the load.
      tables: [dynamodb.Table.fromTableArn(databases, 'Customers', 'arn:aws:dynamodb:eu-west-1:111122223333:table/customers')],
      network: DatabaseNetwork.of(ec2.Peer.prefixList('pl-6fa54006')), // of DynamoDB in eu-west-1
    }),
    tasks: {
      Customers: {
        lobHandling: LobHandling.none(), // the table has none
        tableMappings: TableMappings.of(
          SelectionRule.include({ schema: 'shop', table: 'customer' }),
          ObjectMappingRule.dynamoDb({
            schema: 'shop', table: 'customer', targetTableName: 'customers', partitionKeyName: 'customer_id',
            excludeColumns: ['id', 'street', 'city'],
            attributes: [
              MappedAttribute.string('customer_id', 'customer#${id}'),
              MappedAttribute.dynamoDbMap('address', { street: DynamoDbValue.string('${street}'), city: DynamoDbValue.string('${city}') }),
            ],
          }),
        ),
      },
    },
  });
}

if (require.main === module) mySqlToDynamoDb(new App());
