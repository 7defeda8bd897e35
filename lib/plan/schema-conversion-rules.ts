import { displayName, isHomogeneous } from './engines';
import { error, show, warning, type Problem } from './problem';
import { isKnown } from './unknown';

/** A schema conversion, as far as there are rules for it. */
export interface SchemaConversionInput {
  readonly sourceEngine?: unknown;
  readonly targetEngine?: unknown;
  /** How the bucket is encrypted by default: `AES256`, `aws:kms`; absent if that is not known. */
  readonly bucketEncryption?: unknown;
  /** Whether the bucket is known to keep no versions. */
  readonly isUnversioned: boolean;
  readonly transformationRules?: unknown;
}

const PAGE = 'DMS User Guide, Complete prerequisites for working with DMS Schema Conversion';

/** Checks a schema conversion. */
export function checkSchemaConversion(input: SchemaConversionInput): Problem[] {
  return [...checkEngines(input), ...checkBucket(input), ...checkTransformations(input)];
}

function checkEngines({ sourceEngine, targetEngine }: SchemaConversionInput): Problem[] {
  if (typeof sourceEngine !== 'string' || typeof targetEngine !== 'string' || !isHomogeneous(sourceEngine, targetEngine)) return [];
  return [warning({
    code: 'schemaConversionSameEngine',
    where: 'target',
    what: `is of the same kind as the source: from ${displayName(sourceEngine)} to ${displayName(targetEngine)}`,
    why: "The database's own tools copy its schema as it is, where a conversion may change it",
    mend: 'Use a HomogeneousMigration, or copy the schema with a dump',
  })];
}

function checkBucket({ bucketEncryption, isUnversioned }: SchemaConversionInput): Problem[] {
  const problems: Problem[] = [];
  if (isKnown(bucketEncryption) && bucketEncryption !== 'AES256') {
    problems.push(error({
      code: 'schemaConversionBucketEncryption',
      where: 'bucket',
      what: `must be encrypted with keys of S3, got ${show(bucketEncryption)}`,
      why: `DMS Schema Conversion has no access to a bucket with any other encryption (${PAGE})`,
      mend: 'Give a bucket with s3.BucketEncryption.S3_MANAGED, or leave it out and one is made',
    }));
  }
  if (isUnversioned) {
    problems.push(warning({
      code: 'schemaConversionBucketVersions',
      where: 'bucket',
      what: 'keeps no versions',
      why: `DMS asks for a bucket with versions (${PAGE})`,
      mend: 'Give it versioned: true, or leave the bucket out and one is made',
    }));
  }
  return problems;
}

function checkTransformations({ transformationRules }: SchemaConversionInput): Problem[] {
  if (!isKnown(transformationRules)) return [];
  try {
    const document: unknown = JSON.parse(String(transformationRules));
    if (typeof document === 'object' && document !== null) return [];
  } catch {
    // told below
  }
  return [error({
    code: 'schemaConversionTransformations',
    where: 'transformationRules',
    what: `must be a JSON object, got ${show(transformationRules)}`,
    why: 'DMS refuses anything else',
    mend: 'Export the rules of a migration project from the console, and give that text',
  })];
}
