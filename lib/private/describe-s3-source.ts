import { Lazy, Stack } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { S3SourceProps } from '../constructs/other-database-props';
import { S3ColumnType } from '../constructs/s3-source-table';
import { checkExternalTables } from '../plan/s3-source-tables';
import { callsS3 } from '../plan/service-calls';
import { checkBucket } from '../plan/service-target-rules';
import { checkKind } from '../plan/value-kinds';
import { isVersioned, ownerOf, sourceBucketAccess } from './bucket-access';
import type { DatabaseConfig } from './database-config';
import { describeService, SERVICE_KINDS, withMembers } from './describe-service';
import { listOf, readProps, withoutNulls, type MemberKinds } from './read-props';
import { asTexts, externalTables, renderS3Source } from './render-s3-settings';
import { rendered } from './rendered-settings';
import { hasTokens, markUnknown } from './reporting';

/** Files in a bucket, with the tables that they have. */
export function describeS3Source(bucket: s3.IBucket, props: S3SourceProps): DatabaseConfig {
  const { given, problems } = readProps(props, SERVICE_KINDS as MemberKinds<S3SourceProps>);
  const notBucket = checkKind('bucket', bucket, 's3.IBucket');
  if (notBucket.length > 0) return { ...describeService('source', 's3', given, [...notBucket, ...problems]), settings: rendered({}, {}) };
  const settings = withoutNulls(given.settings);
  const { expectedBucketOwner = ownerOf(bucket) } = settings;
  const tables = externalTables(given.tables);
  const text = hasTokens(tables)
    ? Lazy.uncachedString({ produce: ({ scope }) => Stack.of(scope).toJsonString(asTexts(tables)) })
    : JSON.stringify(asTexts(tables));
  return {
    ...describeService('source', 's3', given, [
      ...problems, ...checkBucket({ versioned: isVersioned(bucket) }), ...checkExternalTables(markUnknown(tables) as Record<string, unknown>),
    ]),
    settings: withMembers(renderS3Source({ ...settings, expectedBucketOwner }), { bucketName: bucket.bucketName, externalTableDefinition: text }),
    service: sourceBucketAccess({ bucket, key: bucket.encryptionKey }, settings.bucketFolder, given.accessRole),
    ...hasLobs(given) ? {} : { lobColumns: 0 },
    calls: [callsS3('reads the files of the source in it')],
    resource: bucket,
  };
}

/** Whether a column may be a LOB: of the types that files have, these two are. Tables that are given besides are not looked into. */
function hasLobs({ tables, additionalSettings }: Partial<S3SourceProps>): boolean {
  const types = listOf(tables).flatMap((table) => listOf(table?.columns).map((column) => column?.type));
  return additionalSettings !== undefined || types.some((type) => type === S3ColumnType.BLOB || type === S3ColumnType.CLOB);
}
