import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, ReplicationStack, S3DataFormat, SourceDatabase, TableMappings, TargetDatabase } from '../lib';

/** PostgreSQL to a data lake: Parquet files in S3, changes in folders by date, each row with what became of it and when. */
export function postgreSqlToS3(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/${name.toLowerCase()}-AbCdEf`);
  const lake = s3.Bucket.fromBucketAttributes(databases, 'Lake', {
    bucketName: 'example-orders-lake',
    encryptionKey: kms.Key.fromKeyArn(databases, 'LakeKey', 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555'),
  });

  new ReplicationStack(app, 'Lake', {
    source: SourceDatabase.postgreSql({
      secret: secret('Source'), databaseName: 'orders', network: DatabaseNetwork.cidr('10.20.0.0/24'), settings: { heartbeatEnable: true, failTasksOnLobTruncation: true },
    }),
    target: TargetDatabase.s3(lake, {
      // The stack's own VPC has a gateway endpoint for S3; this is the prefix list of S3 in eu-west-1.
      network: DatabaseNetwork.of(ec2.Peer.prefixList('pl-6da54004')),
      settings: {
        bucketFolder: 'orders',
        dataFormat: S3DataFormat.PARQUET,
        timestampColumnName: 'changed_at',
        includeOpForFullLoad: true, // so that loaded files and files of changes have the same columns
        datePartitionEnabled: true,
        cdcMaxBatchInterval: Duration.minutes(5), // a file every 5 minutes, or
        cdcMinFileSize: Size.mebibytes(128), // when there is this much: small files make queries slow
      },
    }),
    tasks: { Orders: { tableMappings: TableMappings.includeSchema('sales') } },
  });
}

if (require.main === module) postgreSqlToS3(new App());
