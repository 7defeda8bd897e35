import { checkSchemaConversion, type SchemaConversionInput } from '../../lib/plan/schema-conversion-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const GOOD: SchemaConversionInput = { sourceEngine: 'oracle', targetEngine: 'postgres', bucketEncryption: 'AES256', isUnversioned: false };
const check = (input: Partial<SchemaConversionInput>) => () => checkSchemaConversion({ ...GOOD, ...input });

test('takes what is right', () => {
  expect(check({ transformationRules: '{"rules": []}' })()).toEqual([]);
  expect(check({ bucketEncryption: undefined })()).toEqual([]);
});

test.each(['{', '3', 'null'])('takes no %s for rules', (transformationRules) => {
  expect(check({ transformationRules })().map(({ code }) => code)).toEqual(['schemaConversionTransformations']);
});

testRules([
  {
    code: 'schemaConversionSameEngine',
    bad: check({ targetEngine: 'oracle' }),
    message: "'target' is of the same kind as the source: from Oracle to Oracle. The database's own tools copy its schema as it is, where a conversion may change"
      + ' it. Use a HomogeneousMigration, or copy the schema with a dump. [schemaConversionSameEngine]',
    unknown: check({ targetEngine: UNKNOWN }),
  },
  {
    code: 'schemaConversionBucketEncryption',
    bad: check({ bucketEncryption: 'aws:kms' }),
    message: "'bucket' must be encrypted with keys of S3, got \"aws:kms\". DMS Schema Conversion has no access to a bucket with any other encryption (DMS User"
      + ' Guide, Complete prerequisites for working with DMS Schema Conversion). Give a bucket with s3.BucketEncryption.S3_MANAGED, or leave it out and one is'
      + ' made. [schemaConversionBucketEncryption]',
    unknown: check({ bucketEncryption: UNKNOWN }),
  },
  {
    code: 'schemaConversionBucketVersions',
    bad: check({ isUnversioned: true }),
    message: "'bucket' keeps no versions. DMS asks for a bucket with versions (DMS User Guide, Complete prerequisites for working with DMS Schema Conversion)."
      + ' Give it versioned: true, or leave the bucket out and one is made. [schemaConversionBucketVersions]',
    unknown: check({ bucketEncryption: UNKNOWN }),
  },
  {
    code: 'schemaConversionTransformations',
    bad: check({ transformationRules: 'lowercase' }),
    message: "'transformationRules' must be a JSON object, got \"lowercase\". DMS refuses anything else. Export the rules of a migration project from the console,"
      + ' and give that text. [schemaConversionTransformations]',
    unknown: check({ transformationRules: UNKNOWN }),
  },
]);
