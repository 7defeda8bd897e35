import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { dmsBucket } from './dms-bucket';
import { dmsAnd } from './migration-project';
import { allow } from './service-access';
import { acknowledgeWildcard } from './wildcards';

/** The service that carries out conversions [DMS User Guide, Complete prerequisites for working with DMS Schema Conversion]. */
export const SCHEMA_CONVERSION = 'schema-conversion.dms.amazonaws.com';

/** A bucket as DMS Schema Conversion asks for it: with versions, and encrypted with keys of S3, since it works with no other [same page]. */
export function conversionBucket(scope: Construct): s3.Bucket {
  return dmsBucket(scope, {
    logging: 'Only DMS reads and writes it; who did so is in CloudTrail',
    replication: 'A conversion can be made again from the source',
    encryption: 'DMS Schema Conversion works with SSE-S3 alone',
  });
}

/** The role by which conversions use the bucket: what the guide asks for, and no more. */
export function conversionBucketRole(scope: Construct, bucket: s3.IBucket): iam.IRole {
  const objects = bucket.arnForObjects('*');
  const policy = new iam.ManagedPolicy(scope, 'BucketRolePolicy', {
    description: `Lets DMS keep what it converts for ${scope.node.path}`,
    statements: [
      allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], objects),
      allow(['s3:GetBucketLocation', 's3:GetBucketVersioning', 's3:ListBucket'], bucket.bucketArn),
    ],
  });
  acknowledgeWildcard(policy, objects, 'DMS chooses the names of the files that it writes to the bucket');
  return new iam.Role(scope, 'BucketRole', {
    description: `Lets DMS keep what it converts for ${scope.node.path}`,
    assumedBy: dmsAnd(Stack.of(scope), SCHEMA_CONVERSION),
    managedPolicies: [policy],
  });
}

/** How a bucket of this app is encrypted by default; undefined if it does not say, or is not of this app. */
export function encryptionOf(bucket: s3.IBucket): unknown {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) return undefined;
  const { bucketEncryption } = resource;
  const rules = Stack.of(bucket).resolve(bucketEncryption) as { serverSideEncryptionConfiguration?: EncryptionRule[] } | undefined;
  return rules?.serverSideEncryptionConfiguration?.[0]?.serverSideEncryptionByDefault?.sseAlgorithm;
}

interface EncryptionRule {
  readonly serverSideEncryptionByDefault?: { readonly sseAlgorithm?: unknown };
}
