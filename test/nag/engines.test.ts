import type { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Endpoint } from '../../lib/constructs/endpoint';
import type { EndpointDatabase } from '../../lib/constructs/endpoint-database';
import { S3CannedAcl } from '../../lib/constructs/s3-settings';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { EVERY_SOURCE, EVERY_TARGET } from '../support/engine-databases';
import { testStack } from '../support/stacks';
import { acknowledged, findings, PACKS } from './packs';

const DATABASES: readonly [string, (stack: Stack) => EndpointDatabase][] = [
  ...Object.entries(EVERY_SOURCE).map(([name, [, make]]) => [`SourceDatabase.${name}`, make] as [string, (stack: Stack) => EndpointDatabase]),
  ...Object.entries(EVERY_TARGET).map(([name, [, make]]) => [`TargetDatabase.${name}`, make] as [string, (stack: Stack) => EndpointDatabase]),
  ['an S3 target with a catalog', (stack) => TargetDatabase.s3(Bucket.fromBucketName(stack, 'Bucket', 'lake'), {
    settings: { glueCatalogGeneration: true, cannedAclForObjects: S3CannedAcl.BUCKET_OWNER_FULL_CONTROL },
  })],
];

function define(make: (stack: Stack) => EndpointDatabase): Stack {
  const stack = testStack();
  new Endpoint(stack, 'Endpoint', { database: make(stack) });
  return stack;
}

describe.each(PACKS)('%s', (_, pack) => {
  test('finds nothing in the endpoint of any engine', () => {
    expect(DATABASES.flatMap(([name, make]) => findings(pack, define(make)).map((finding) => `${name}: ${finding}`))).toEqual([]);
  });
});

/** The wildcards that are acknowledged: what DMS chooses the names of, and lists. */
const ACKNOWLEDGED: Readonly<Record<string, number>> = {
  'SourceDatabase.s3': 1,
  'TargetDatabase.dynamoDb': 2,
  'TargetDatabase.elasticsearch': 1,
  'TargetDatabase.neptune': 3,
  'TargetDatabase.openSearch': 1,
  'TargetDatabase.redshift': 1,
  'TargetDatabase.redshiftServerless': 1,
  'TargetDatabase.s3': 1,
  'an S3 target with a catalog': 4,
};

test('nothing is acknowledged but wildcards that cannot be avoided', () => {
  const counts = DATABASES.map(([name, make]) => [name, acknowledged(define(make)).length] as const).filter(([, count]) => count > 0);
  expect(Object.fromEntries(counts)).toEqual(ACKNOWLEDGED);
});
