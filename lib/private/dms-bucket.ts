import { RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledgeRule } from './acknowledge-rule';

/** Why a bucket is as it is, for whoever checks templates. */
export interface DmsBucketReasons {
  /** Why nobody needs access logs. */
  readonly logging: string;
  /** Why it needs no copy. */
  readonly replication: string;
  /** Why it is not encrypted by a key of KMS. */
  readonly encryption: string;
}

/** A bucket that DMS alone uses: private, with versions, encrypted with keys of S3, over TLS alone. It stays when its stack goes. */
export function dmsBucket(scope: Construct, { logging, replication, encryption }: DmsBucketReasons): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'Bucket', {
    encryption: s3.BucketEncryption.S3_MANAGED,
    versioned: true,
    enforceSSL: true,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  acknowledgeRule(resource, 'AwsSolutions-S1', logging);
  for (const pack of ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321']) {
    acknowledgeRule(resource, `${pack}-S3BucketLoggingEnabled`, logging);
    acknowledgeRule(resource, `${pack}-S3BucketReplicationEnabled`, replication);
    acknowledgeRule(resource, `${pack}-S3DefaultEncryptionKMS`, encryption);
  }
  return bucket;
}
