import { Resource, type IResource } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { checkSchemaConversion } from '../plan/schema-conversion-rules';
import { isVersioned } from '../private/bucket-access';
import { importedFrom } from '../private/imported-from';
import { MigrationProjectParts, PROJECT_KINDS } from '../private/migration-project';
import { readPropsOf } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { conversionBucket, conversionBucketRole, encryptionOf, SCHEMA_CONVERSION } from '../private/schema-conversion-bucket';
import type { MigrationProjectOptions } from './migration-project-options';
import type { SourceDatabase } from './source-database';
import type { TargetDatabase } from './target-database';

/** A schema conversion, defined or imported. */
export interface ISchemaConversion extends IResource {
  /**
   * ARN of the migration project.
   *
   * @attribute
   */
  readonly migrationProjectArn: string;
}

/** Properties of a schema conversion. */
export interface SchemaConversionProps extends MigrationProjectOptions {
  /** The database whose schema is converted. Its user and password come from a secret. */
  readonly source: SourceDatabase;

  /** The database that gets the converted schema. */
  readonly target: TargetDatabase;

  /**
   * Where DMS keeps assessment reports and converted code: with versions, and encrypted with keys of S3, for DMS Schema Conversion works with no
   * other encryption.
   *
   * @default - one is made, which stays when the stack is deleted
   */
  readonly bucket?: s3.IBucket;

  /**
   * The role by which DMS uses the bucket. `schema-conversion.dms.amazonaws.com` and the Region's own DMS have to be let in.
   *
   * @default - one is made, for that bucket
   */
  readonly bucketRole?: iam.IRole;

  /**
   * How objects are named in the target, as JSON that a migration project takes.
   *
   * @default - as DMS names them by default
   */
  readonly transformationRules?: string;

  /**
   * What the project is for.
   *
   * @default - says which construct it belongs to
   */
  readonly description?: string;
}

const KINDS = {
  ...PROJECT_KINDS,
  bucket: 's3.IBucket',
  bucketRole: 'iam.IRole',
};

/**
 * A project of DMS Schema Conversion: it converts the schema of a database for one of another engine.
 *
 * Deployments make the project and convert nothing. That is done in the console, or by `aws dms start-metadata-model-conversion`, since somebody has
 * to look at what could not be converted.
 *
 * @resource AWS::DMS::MigrationProject
 */
export class SchemaConversion extends Resource implements ISchemaConversion, ec2.IConnectable {
  /** A project that exists, by its ARN. */
  public static fromMigrationProjectArn(scope: Construct, id: string, migrationProjectArn: string): ISchemaConversion {
    class Import extends Resource implements ISchemaConversion {
      public readonly migrationProjectArn = migrationProjectArn;
    }
    return new Import(scope, id, importedFrom(migrationProjectArn));
  }

  public readonly migrationProjectArn: string;

  /** ARN of the instance profile: where it runs. */
  public readonly instanceProfileArn: string;

  /** Where DMS keeps assessment reports and converted code. */
  public readonly bucket: s3.IBucket;

  /** The role by which DMS uses the bucket. */
  public readonly bucketRole: iam.IRole;

  /** The security groups that reach the databases. */
  public readonly connections: ec2.Connections;

  /**
   * The engines of the two ends, as far as known.
   *
   * @internal
   */
  public readonly _engines: { readonly source?: unknown; readonly target?: unknown };

  constructor(scope: Construct, id: string, props: SchemaConversionProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, 'vpc', 'source', 'target');
    const { source, target, transformationRules, description } = given;
    this.bucket = given.bucket ?? conversionBucket(this);
    this.bucketRole = given.bucketRole ?? conversionBucketRole(this, this.bucket);
    const parts = new MigrationProjectParts(this, {
      options: given,
      source: { database: source, serverName: given.sourceServerName },
      target: { database: target, serverName: given.targetServerName },
      principal: SCHEMA_CONVERSION,
      attributes: {
        description: description ?? `Schema conversion of ${this.node.path}`,
        schemaConversionApplicationAttributes: { s3BucketPath: this.bucket.s3UrlForObject(), s3BucketRoleArn: this.bucketRole.roleArn },
        transformationRules,
      },
    });
    this.node.defaultChild = parts.project;
    parts.project.node.addDependency(this.bucketRole);
    this.connections = parts.connections;
    this.instanceProfileArn = parts.instanceProfileArn;
    this.migrationProjectArn = parts.project.attrMigrationProjectArn;

    const engines = { source: markUnknown(source._describe()?.engineName), target: markUnknown(target._describe()?.engineName) };
    this._engines = engines;
    reportProblems(this, () => [
      ...problems,
      ...parts.findProblems(),
      ...checkSchemaConversion({
        sourceEngine: engines.source,
        targetEngine: engines.target,
        bucketEncryption: markUnknown(encryptionOf(this.bucket)),
        isUnversioned: this.bucket.node.defaultChild instanceof s3.CfnBucket && !isVersioned(this.bucket),
        transformationRules: markUnknown(transformationRules),
      }),
    ]);
  }
}
