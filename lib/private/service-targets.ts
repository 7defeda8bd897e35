import { type Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kinesis from 'aws-cdk-lib/aws-kinesis';
import type * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { writeEncrypted, type UsedBucket } from './bucket-access';
import { allow, throughService, type ServiceAccess } from './service-access';

/**
 * Writes records [DMS User Guide, Prerequisites for using a Kinesis data stream as a target]; by the key, [Kinesis Developer Guide, Permissions to
 * use user-generated KMS keys].
 */
export function streamAccess(stream: kinesis.IStream, role?: iam.IRole): ServiceAccess {
  const key = stream.encryptionKey;
  return {
    purpose: 'write records to a stream',
    role,
    statements: (stack) => [
      allow(['kinesis:DescribeStream', 'kinesis:PutRecord', 'kinesis:PutRecords'], stream.streamArn),
      ...(key === undefined ? [] : [throughService(stack, key, 'kinesis', 'kms:GenerateDataKey')]),
    ],
    wildcards: () => [],
  };
}

/** The tables that DMS writes its own errors to [DMS User Guide, Using an Amazon DynamoDB database as a target: prerequisites]. */
const OWN_TABLES = ['awsdms_apply_exceptions', 'awsdms_full_load_exceptions'];

/** Writes tables, and makes those that are missing [the same page]. */
export function tableAccess(tables: readonly dynamodb.ITable[], names: readonly string[], role?: iam.IRole): ServiceAccess {
  const keys = tables.flatMap(({ encryptionKey }) => (encryptionKey === undefined ? [] : [encryptionKey]));
  const named = (stack: Stack): string[] => [...names, ...OWN_TABLES].map((name) => stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: name }));
  return {
    purpose: 'write tables of DynamoDB',
    role,
    statements: (stack) => [
      allow([
        'dynamodb:PutItem', 'dynamodb:CreateTable', 'dynamodb:DescribeTable', 'dynamodb:DeleteTable', 'dynamodb:DeleteItem', 'dynamodb:UpdateItem',
      ], ...tables.map(({ tableArn }) => tableArn), ...named(stack)),
      allow(['dynamodb:ListTables'], '*'),
      // DynamoDB uses the key by the rights of whoever writes [DynamoDB Developer Guide, Authorizing use of a customer managed key].
      ...keys.map((key) => throughService(stack, key, 'dynamodb', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom',
        'kms:ReEncryptTo')),
    ],
    wildcards: (stack) => [
      { resource: '*', reason: 'IAM knows no narrower resource for dynamodb:ListTables' },
      ...named(stack).filter((arn) => arn.includes('*')).map((resource) => ({ resource, reason: 'Tables that DMS makes go by the names in the table mappings' })),
    ],
  };
}

/** Writes documents [DMS User Guide, Prerequisites when using Amazon OpenSearch Service as a target]. */
export function domainAccess(domain: opensearch.IDomain, role?: iam.IRole): ServiceAccess {
  const paths = `${domain.domainArn}/*`;
  return {
    purpose: 'write documents to a domain',
    role,
    statements: () => [allow(['es:ESHttpDelete', 'es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPost', 'es:ESHttpPut'], paths)],
    wildcards: () => [{ resource: paths, reason: 'What follows the ARN of a domain are the paths of its API' }],
  };
}

/**
 * Stages files that Neptune then loads, and calls Neptune [DMS User Guide, Creating an IAM service role for accessing Amazon Neptune as a target].
 *
 * @param cluster the resource identifier of the cluster, if IAM decides who may use it.
 */
export function neptuneAccess({ bucket, key }: UsedBucket, cluster: string | undefined, role?: iam.IRole): ServiceAccess {
  const objects = bucket.arnForObjects('*');
  const graph = (stack: Stack): string => stack.formatArn({ service: 'neptune-db', resource: cluster ?? '', resourceName: '*' });
  return {
    purpose: 'load graph data into Neptune',
    role,
    statements: (stack) => [
      allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], objects),
      allow(['s3:ListBucket'], bucket.bucketArn),
      ...writeEncrypted(stack, key),
    ],
    laterStatements: (stack) => (cluster === undefined ? [] : [allow(['neptune-db:*'], graph(stack))]),
    wildcards: (stack) => [
      { resource: objects, reason: 'DMS chooses the names of the files that it stages in the bucket' },
      ...(cluster === undefined ? [] : [
        { later: true, resource: graph(stack), reason: 'What follows the resource identifier of a cluster is its data' },
        { later: true, action: 'neptune-db:*', reason: 'The DMS User Guide asks for all data actions and does not say which ones it uses' },
      ]),
    ],
    // The loader of Neptune reads the bucket with the same role [same page].
    alsoFor: (stack) => new iam.ServicePrincipal('rds.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
  };
}
