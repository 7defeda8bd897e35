import { Resource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { allow, throughService, type ServiceAccess, type Wildcard } from './service-access';

/** A bucket that may be used, and the key of what is in it. */
export interface UsedBucket {
  readonly bucket: s3.IBucket;
  readonly key?: kms.IKey;
}

const OBJECTS = 'DMS chooses the names of the files that it reads or writes in the bucket';

/** Reads files [DMS User Guide, Prerequisites when using Amazon S3 as a source for AWS DMS]. */
export function sourceBucketAccess({ bucket, key }: UsedBucket, folder: string | undefined, role?: iam.IRole): ServiceAccess {
  const objects = bucket.arnForObjects(folder === undefined || folder === '' ? '*' : `${withoutSlashes(folder)}/*`);
  return {
    purpose: 'read files in a bucket',
    role,
    statements: (stack) => [
      allow(['s3:GetObject', ...(isVersioned(bucket) ? ['s3:GetObjectVersion'] : [])], objects),
      allow(['s3:ListBucket'], bucket.bucketArn),
      ...(key === undefined ? [] : [throughService(stack, key, 's3', 'kms:Decrypt')]),
    ],
    wildcards: () => [{ resource: objects, reason: OBJECTS }],
  };
}

/** What an S3 target asks for beside writing files. */
export interface TargetBucketUse {
  readonly setsAcl: boolean;
  readonly catalogs: boolean;
}

/** Writes files [DMS User Guide, Prerequisites for using Amazon S3 as a target; and Security, for access control lists]. */
export function targetBucketAccess({ bucket, key }: UsedBucket, { setsAcl, catalogs }: TargetBucketUse, role?: iam.IRole): ServiceAccess {
  const objects = bucket.arnForObjects('*');
  return {
    purpose: 'write files to a bucket',
    role,
    statements: (stack) => [
      allow(['s3:PutObject', 's3:DeleteObject', 's3:PutObjectTagging', ...(setsAcl ? ['s3:PutObjectAcl'] : [])], objects),
      allow(['s3:ListBucket'], bucket.bucketArn),
      ...(catalogs ? catalogStatements(stack, bucket) : []),
      ...writeEncrypted(stack, key),
    ],
    wildcards: (stack) => [{ resource: objects, reason: OBJECTS }, ...(catalogs ? catalogWildcards(stack) : [])],
  };
}

/**
 * Stages files that Redshift then reads: what `AmazonDMSRedshiftS3Role` allows on buckets of DMS's own, on the given one, without making and
 * deleting it [DMS User Guide, Creating the IAM roles to use with the AWS CLI and AWS DMS API].
 */
export function stagingBucketAccess({ bucket, key }: UsedBucket, role?: iam.IRole): ServiceAccess {
  const objects = bucket.arnForObjects('*');
  return {
    purpose: 'stage files in a bucket',
    role,
    statements: (stack) => [
      allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject'], objects),
      allow(['s3:GetBucketLocation', 's3:ListBucket'], bucket.bucketArn),
      ...writeEncrypted(stack, key),
    ],
    wildcards: () => [{ resource: objects, reason: OBJECTS }],
    // Redshift is no DMS resource and sends the ARN of the database user as external ID [Redshift Management Guide,
    // authorizing-redshift-service-database-users]. Whether it does so for DMS is not documented, so it counts only if it is sent.
    alsoFor: (stack) => new iam.ServicePrincipal('redshift.amazonaws.com', {
      conditions: { StringLikeIfExists: { 'sts:ExternalId': `arn:${stack.partition}:redshift:${stack.region}:${stack.account}:dbuser:*` } },
    }),
  };
}

/** S3 encrypts by the rights of whoever writes, and decrypts the parts of large files to join them [S3 User Guide, Multipart upload and SSE-KMS]. */
export function writeEncrypted(stack: Stack, key: kms.IKey | undefined): iam.PolicyStatement[] {
  return key === undefined ? [] : [throughService(stack, key, 's3', 'kms:Decrypt', 'kms:GenerateDataKey')];
}

/** [DMS User Guide, Using AWS Glue Data Catalog with an Amazon S3 target for AWS DMS]. */
function catalogStatements(stack: Stack, bucket: s3.IBucket): iam.PolicyStatement[] {
  return [
    allow(['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'], bucket.bucketArn),
    allow(['s3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'], bucket.arnForObjects('*')),
    allow([
      'glue:CreateDatabase', 'glue:GetDatabase', 'glue:CreateTable', 'glue:DeleteTable', 'glue:UpdateTable', 'glue:GetTable',
      'glue:BatchCreatePartition', 'glue:CreatePartition', 'glue:UpdatePartition', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition',
    ], ...catalogArns(stack)),
    allow(['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:CreateWorkGroup'], workGroups(stack)),
  ];
}

function catalogWildcards(stack: Stack): Wildcard[] {
  const reason = 'DMS makes a database, tables and a work group with names of its own for each task';
  return [...catalogArns(stack).slice(1), workGroups(stack)].map((resource) => ({ resource, reason }));
}

function catalogArns(stack: Stack): string[] {
  return ['catalog', 'database/*', 'table/*'].map((resource) => `arn:${stack.partition}:glue:${stack.region}:${stack.account}:${resource}`);
}

function workGroups(stack: Stack): string {
  return `arn:${stack.partition}:athena:${stack.region}:${stack.account}:workgroup/glue_catalog_generation_for_task_*`;
}

/**
 * The account that a bucket has to belong to, where it is known and not only supposed: an import is taken to be in the account of its stack.
 */
export function ownerOf(bucket: s3.IBucket): string | undefined {
  const { account } = bucket.env;
  const isSure = Resource.isOwnedResource(bucket) || (!Token.isUnresolved(account) && account !== Stack.of(bucket).account);
  return isSure ? account : undefined;
}

/** Whether this app defines the bucket with versions. */
export function isVersioned(bucket: s3.IBucket): boolean {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) return false;
  const configuration: unknown = Stack.of(bucket).resolve(resource.versioningConfiguration);
  return typeof configuration === 'object' && configuration !== null && 'status' in configuration && configuration.status === 'Enabled';
}

function withoutSlashes(folder: string): string {
  return Token.isUnresolved(folder) ? folder : String(folder).replace(/^\/+|\/+$/g, '');
}
