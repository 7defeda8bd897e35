import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, ReplicationStack, S3ColumnType, SourceDatabase, TableMappings, TargetDatabase } from '../lib';

/**
 * CSV files in S3 to Aurora PostgreSQL: the columns are typed here, since the files have only text. Files of a full load are below `exports/`,
 * files of changes that come later below `exports/changes/`.
 */
export function s3ToAurora(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:payments/${name.toLowerCase()}-AbCdEf`);
  const bucket = s3.Bucket.fromBucketAttributes(databases, 'Exports', {
    bucketName: 'example-partner-exports',
    encryptionKey: kms.Key.fromKeyArn(databases, 'ExportsKey', 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555'),
  });

  new ReplicationStack(app, 'Import', {
    source: SourceDatabase.s3(bucket, {
      network: DatabaseNetwork.of(ec2.Peer.prefixList('pl-6da54004')), // of S3 in eu-west-1, for the stack's gateway endpoint
      settings: { bucketFolder: 'exports', cdcPath: 'changes', ignoreHeaderRow: true },
      tables: [{
        schema: 'partner',
        name: 'payments', // exports/partner/payments/LOAD001.csv and so on
        columns: [
          { name: 'id', type: S3ColumnType.INT8, primaryKey: true },
          { name: 'paid_on', type: S3ColumnType.DATE },
          { name: 'amount', type: S3ColumnType.numeric(12, 2) },
          { name: 'reference', type: S3ColumnType.string(140), nullable: true },
        ],
      }],
    }),
    target: TargetDatabase.auroraPostgreSql({
      secret: secret('Aurora'), databaseName: 'payments', network: DatabaseNetwork.cidr('10.30.0.0/24'),
    }),
    tasks: { Payments: { tableMappings: TableMappings.includeSchema('partner') } },
  });
}

if (require.main === module) s3ToAurora(new App());
