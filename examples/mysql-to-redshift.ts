import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, DmsCertificate, LobHandling, ReplicationStack, SchemaHandling, SourceDatabase, TableMappings, TargetDatabase, TaskSettings, Tls,
} from '../lib';

/**
 * MySQL to a warehouse in Redshift. DMS stages files in a bucket and has Redshift copy them; changes are applied in batches, for Redshift is slow
 * row by row.
 */
export function mySqlToRedshift(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:warehouse/${name.toLowerCase()}-AbCdEf`);
  const staging = s3.Bucket.fromBucketAttributes(databases, 'Staging', {
    bucketName: 'example-warehouse-staging',
    encryptionKey: kms.Key.fromKeyArn(databases, 'StagingKey', 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555'),
  });

  const stack = new ReplicationStack(app, 'Warehouse', {
    source: SourceDatabase.mySql({
      secret: secret('Shop'), network: DatabaseNetwork.cidr('10.20.0.0/24'),
      tls: Tls.verifyCa(DmsCertificate.fromCertificateArn(databases, 'Authority', 'arn:aws:dms:eu-west-1:111122223333:cert:RDSEUWEST1')),
    }),
    target: TargetDatabase.redshift({
      secret: secret('Redshift'), databaseName: 'warehouse', bucket: staging, network: DatabaseNetwork.cidr('10.30.0.0/24'),
      settings: { acceptAnyDate: true, dateFormat: 'auto' }, // MySQL's 0000-00-00 becomes NULL
    }),
    schema: SchemaHandling.elsewhere('Views and sort keys: dbt, repository warehouse'),
    tasks: {
      Shop: {
        tableMappings: TableMappings.includeSchema('shop'),
        lobHandling: LobHandling.none(), // the tables have none
        taskSettings: TaskSettings.of({ targetMetadata: { batchApplyEnabled: true } }),
      },
    },
  });
  // The way to the bucket: the stack's own VPC has a gateway endpoint for S3; this is the prefix list of S3 in eu-west-1.
  stack.replicationInstance.connections.allowTo(ec2.Peer.prefixList('pl-6da54004'), ec2.Port.tcp(443), 'DMS to staged files');
}

if (require.main === module) mySqlToRedshift(new App());
