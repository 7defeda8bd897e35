import { App, Size, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, DmsCertificate, KafkaSecurity, LobHandling, MessagePartitionKey, ObjectMappingRule, ReplicationStack, SelectionRule,
  SourceDatabase, TableMappings, TargetDatabase, Tls,
} from '../lib';

/** MySQL to Amazon MSK: rows and changes as JSON, a topic for each table. DMS logs in by SCRAM; it has no IAM access control for MSK. */
export function mySqlToKafka(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/${name.toLowerCase()}-AbCdEf`);

  new ReplicationStack(app, 'Events', {
    source: SourceDatabase.mySql({
      secret: secret('Source'), network: DatabaseNetwork.cidr('10.20.0.0/24'),
      tls: Tls.verifyCa(DmsCertificate.fromCertificateArn(databases, 'Authority', 'arn:aws:dms:eu-west-1:111122223333:cert:RDSEUWEST1')),
    }),
    target: TargetDatabase.kafka({
      brokers: ['b-1.shop.abcdef.c2.kafka.eu-west-1.amazonaws.com:9096', 'b-2.shop.abcdef.c2.kafka.eu-west-1.amazonaws.com:9096'],
      network: DatabaseNetwork.cidr('10.30.0.0/24'),
      security: KafkaSecurity.saslScram({
        secret: secretsmanager.Secret.fromSecretCompleteArn(
          databases, 'Msk', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_shop-AbCdEf',
        ),
      }),
      settings: { topic: 'shop', messageMaxBytes: Size.bytes(1_000_000) }, // not more than message.max.bytes of the brokers
    }),
    tasks: {
      Shop: {
        lobHandling: LobHandling.none(), // the tables have none
        tableMappings: TableMappings.of(
          SelectionRule.include({ schema: 'shop', table: 'orders' }),
          SelectionRule.include({ schema: 'shop', table: 'customers' }),
          ObjectMappingRule.kafka({ schema: 'shop', table: 'orders', topic: 'shop.orders', partitionKey: MessagePartitionKey.PRIMARY_KEY }),
          ObjectMappingRule.kafka({ schema: 'shop', table: 'customers', topic: 'shop.customers', partitionKey: MessagePartitionKey.PRIMARY_KEY }),
        ),
      },
    },
  });
}

if (require.main === module) mySqlToKafka(new App());
