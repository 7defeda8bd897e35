import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  CdcStart, DatabaseNetwork, MessageFormat, MessagePartitionKey, MigrationType, ObjectMappingRule, ReplicationStack, SelectionRule, SourceDatabase,
  TableMappings, TargetDatabase,
} from '../lib';

/**
 * Changes of a PostgreSQL database as events in a Kinesis stream, without loading what is there. The VPC exists and has an interface endpoint for
 * Kinesis.
 */
export function postgreSqlToKinesis(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/${name.toLowerCase()}-AbCdEf`);
  const vpc = ec2.Vpc.fromVpcAttributes(databases, 'Vpc', {
    vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    isolatedSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
    isolatedSubnetRouteTableIds: ['rtb-0a1b2c3d4e5f60711', 'rtb-0a1b2c3d4e5f60712'],
  });

  const endpointOf = (service: string, id: string): ec2.ISecurityGroup => ec2.SecurityGroup.fromSecurityGroupId(databases, `${service}Endpoint`, id);
  const stream = kinesis.Stream.fromStreamAttributes(databases, 'Changes', {
    streamArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders',
    encryptionKey: kms.Key.fromKeyArn(databases, 'StreamKey', 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555'),
  });

  new ReplicationStack(app, 'Events', {
    vpc,
    secretsManagerEndpoint: endpointOf('SecretsManager', 'sg-0a1b2c3d4e5f60701'),
    source: SourceDatabase.postgreSql({
      secret: secret('Source'), databaseName: 'orders', network: DatabaseNetwork.cidr('10.20.0.0/24'),
      settings: { heartbeatEnable: true, failTasksOnLobTruncation: true, slotName: 'orders_events' }, // made beforehand: no change is lost
    }),
    target: TargetDatabase.kinesis(stream, {
      network: DatabaseNetwork.securityGroups(endpointOf('Kinesis', 'sg-0a1b2c3d4e5f60703')),
      settings: { messageFormat: MessageFormat.JSON_UNFORMATTED, includeTransactionDetails: true, includeNullAndEmpty: true },
    }),
    tasks: {
      Orders: {
        migrationType: MigrationType.CDC,
        cdcStart: CdcStart.atPosition('0/16B3748'), // as pg_create_logical_replication_slot printed it
        tableMappings: TableMappings.of(
          SelectionRule.include({ schema: 'sales', table: 'orders' }),
          // All changes of one order are in one shard, in their order.
          ObjectMappingRule.kinesis({ schema: 'sales', table: 'orders', partitionKey: MessagePartitionKey.PRIMARY_KEY }),
        ),
      },
    },
  });
}

if (require.main === module) postgreSqlToKinesis(new App());
