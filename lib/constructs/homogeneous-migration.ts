import { Resource, type IResource } from 'aws-cdk-lib';
import * as dms from 'aws-cdk-lib/aws-dms';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { checkHomogeneousMigration } from '../plan/homogeneous-migration-rules';
import { within, type Problem } from '../plan/problem';
import { DATA_MIGRATIONS, dataMigrationRole } from '../private/data-migration-role';
import { documentOfText, documentText } from '../private/document-text';
import { generatedIdentifier } from '../private/generated-identifier';
import { importedFrom } from '../private/imported-from';
import { MigrationProjectParts, PROJECT_KINDS } from '../private/migration-project';
import { nameTag } from '../private/name-tag';
import { readPropsOf } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import type { CdcStart } from './cdc-start';
import type { MigrationProjectOptions } from './migration-project-options';
import { MigrationType } from './migration-type';
import type { SourceDatabase } from './source-database';
import type { TableMappings } from './table-mappings';
import type { TargetDatabase } from './target-database';

/** A homogeneous migration, defined or imported. */
export interface IHomogeneousMigration extends IResource {
  /**
   * ARN of the data migration.
   *
   * @attribute
   */
  readonly dataMigrationArn: string;

  /** Lets the grantee do the given actions to the data migration. */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /** Lets the grantee start and stop the data migration. */
  grantControl(grantee: iam.IGrantable): iam.Grant;
}

/** Properties of a homogeneous migration. */
export interface HomogeneousMigrationProps extends MigrationProjectOptions {
  /** The database to migrate from. Its user and password come from a secret. */
  readonly source: SourceDatabase;

  /** The database to migrate to, of the same or a compatible engine. */
  readonly target: TargetDatabase;

  /**
   * What is migrated: the tables as they are, their changes, or both. DMS changes it of no migration that runs.
   *
   * @default MigrationType.FULL_LOAD
   */
  readonly migrationType?: MigrationType;

  /**
   * What is migrated: rules that include, without filters. Of MySQL and MariaDB for a full load alone.
   *
   * @default - everything
   */
  readonly selection?: TableMappings;

  /**
   * How many jobs load tables side by side, from 1 to 50.
   *
   * @default - as DMS does by default
   */
  readonly numberOfJobs?: number;

  /**
   * Whether DMS logs to CloudWatch, in a log group of its own making.
   *
   * @default true
   */
  readonly logging?: boolean;

  /**
   * Where the capture of changes begins.
   *
   * @default - where the load began
   */
  readonly cdcStart?: CdcStart;

  /**
   * When the capture of changes stops, by the clock of the source's server in UTC.
   *
   * @default - when it is stopped
   */
  readonly cdcStopTime?: Date;

  /**
   * A logical replication slot that exists. PostgreSQL only.
   *
   * @default - DMS makes one
   */
  readonly slotName?: string;

  /**
   * The role by which DMS finds the VPC, logs, and publishes metrics. `dms-data-migrations.amazonaws.com` has to be let in.
   *
   * @default - one is made
   */
  readonly serviceAccessRole?: iam.IRole;
}

const KINDS = {
  ...PROJECT_KINDS,
  selection: 'TableMappings',
  cdcStart: 'CdcStart',
  cdcStopTime: 'Date',
  serviceAccessRole: 'iam.IRole',
};

abstract class HomogeneousMigrationBase extends Resource implements IHomogeneousMigration {
  public abstract readonly dataMigrationArn: string;

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.dataMigrationArn] });
  }

  public grantControl(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'dms:StartDataMigration', 'dms:StopDataMigration');
  }
}

/**
 * A migration between databases of one kind, by their own tools: from PostgreSQL to PostgreSQL, from MySQL or MariaDB to either, from MongoDB
 * or DocumentDB to DocumentDB, Aurora included.
 *
 * It needs no replication instance, and takes secondary objects along: indexes, views, functions. There is no validation and no transformation.
 * CloudFormation makes the migration and does not start it.
 *
 * @resource AWS::DMS::DataMigration
 */
export class HomogeneousMigration extends HomogeneousMigrationBase implements ec2.IConnectable {
  /** A migration that exists, by the ARN of its data migration. */
  public static fromDataMigrationArn(scope: Construct, id: string, dataMigrationArn: string): IHomogeneousMigration {
    class Import extends HomogeneousMigrationBase {
      public readonly dataMigrationArn = dataMigrationArn;
    }
    return new Import(scope, id, importedFrom(dataMigrationArn));
  }

  public readonly dataMigrationArn: string;

  /** ARN of the migration project that it belongs to. */
  public readonly migrationProjectArn: string;

  /** ARN of the instance profile: where it runs. */
  public readonly instanceProfileArn: string;

  /** The role by which DMS finds the VPC, logs, and publishes metrics. */
  public readonly serviceAccessRole: iam.IRole;

  /** The security groups that reach the databases. */
  public readonly connections: ec2.Connections;

  constructor(scope: Construct, id: string, props: HomogeneousMigrationProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, 'vpc', 'source', 'target');
    const { source, target, selection, numberOfJobs, logging, slotName, cdcStart, cdcStopTime } = given;
    const migrationType = given.migrationType ?? MigrationType.FULL_LOAD;
    const parts = new MigrationProjectParts(this, {
      options: given,
      source: { database: source, serverName: given.sourceServerName },
      target: { database: target, serverName: given.targetServerName },
      principal: DATA_MIGRATIONS,
    });
    this.connections = parts.connections;
    this.instanceProfileArn = parts.instanceProfileArn;
    this.migrationProjectArn = parts.project.attrMigrationProjectArn;
    this.serviceAccessRole = given.serviceAccessRole ?? dataMigrationRole(this);

    const rendered = selection?._render();
    const cdc = {
      ...startOf(cdcStart?._position),
      cdcStopTime: stopText(cdcStopTime),
      slotName,
    };
    const resource = new dms.CfnDataMigration(this, 'Resource', {
      dataMigrationName: generatedIdentifier(this, undefined),
      dataMigrationType: migrationType,
      migrationProjectIdentifier: this.migrationProjectArn,
      serviceAccessRoleArn: this.serviceAccessRole.roleArn,
      dataMigrationSettings: {
        cloudwatchLogsEnabled: logging ?? true,
        numberOfJobs,
        selectionRules: rendered && documentText(this, rendered),
      },
      sourceDataSettings: Object.values(cdc).every((value) => value === undefined) ? undefined : [cdc],
      tags: nameTag(this),
    });
    resource.node.addDependency(this.serviceAccessRole);
    this.dataMigrationArn = resource.attrDataMigrationArn;

    reportProblems(this, () => [
      ...problems,
      ...parts.findProblems(),
      ...this.problemsOf(selection),
      ...checkHomogeneousMigration({
        sourceEngine: markUnknown(source._describe()?.engineName),
        targetEngine: markUnknown(target._describe()?.engineName),
        migrationType: markUnknown(migrationType),
        region: markUnknown(this.stack.region),
        numberOfJobs: markUnknown(numberOfJobs),
        selection: rendered && markUnknown(documentOfText(rendered)),
        hasCdcStart: cdcStart !== undefined,
        startsAtEpoch: cdcStart?._time !== undefined,
        cdcStartTime: markUnknown(cdc.cdcStartTime),
        hasCdcStop: cdcStopTime !== undefined,
        cdcStopTime: cdc.cdcStopTime,
        slotName: markUnknown(slotName),
      }),
    ]);
  }

  private problemsOf(selection: TableMappings | undefined): Problem[] {
    return selection === undefined ? [] : within('selection', selection._problems({}));
  }
}

/** What `CdcStart.atTime()` renders has a property of its own here. */
function startOf(start: string | undefined): Pick<dms.CfnDataMigration.SourceDataSettingsProperty, 'cdcStartPosition' | 'cdcStartTime'> {
  return start !== undefined && /^\d{4}-\d\d-\d\dT|^Invalid Date$/.test(start) ? { cdcStartTime: start } : { cdcStartPosition: start };
}

function stopText(time: Date | undefined): string | undefined {
  if (time === undefined) return undefined;
  return time instanceof Date && !Number.isNaN(time.getTime()) ? time.toISOString().slice(0, 19) : 'Invalid Date';
}
