import type { RemovalPolicy } from 'aws-cdk-lib';
import type { CdcStart, CdcStop } from './cdc-start';
import type { EndpointPair } from './endpoint-pair';
import type { GraphMapping } from './graph-mapping';
import type { LobHandling } from './lob-handling';
import type { MigrationType } from './migration-type';
import type { PremigrationAssessment } from './premigration-assessment';
import type { TableMappings } from './table-mappings';
import type { TaskRestart } from './task-restart';
import type { TaskSettings } from './task-settings';
import type { Validation } from './validation';

/** What a migration task does, apart from where. */
export interface MigrationTaskOptions {
  /** Which tables are migrated, and how they change on the way. */
  readonly tableMappings: TableMappings;

  /**
   * Whether tables are loaded, changes captured, or both. DMS can never change it: another type means another task.
   *
   * @default MigrationType.FULL_LOAD_AND_CDC
   */
  readonly migrationType?: MigrationType;

  /**
   * Settings of the task.
   *
   * @default - task logs are on, in the detail that Security Hub asks for (DMS.7, DMS.8); all else as DMS has it
   */
  readonly taskSettings?: TaskSettings;

  /**
   * How large objects are carried.
   *
   * @default - as in `taskSettings`, or else as DMS has it: limited to 32 KiB, and truncated beyond
   */
  readonly lobHandling?: LobHandling;

  /**
   * Whether DMS compares the rows of source and target.
   *
   * @default - as in `taskSettings`, or else not
   */
  readonly validation?: Validation;

  /**
   * Where in the source's log a task of type CDC begins.
   *
   * @default - where the log stands when the task is started
   */
  readonly cdcStart?: CdcStart;

  /**
   * Where the task stops capturing changes.
   *
   * @default - it goes on until it is stopped
   */
  readonly cdcStop?: CdcStop;

  /**
   * How rows become a graph. Every task that migrates to Neptune needs it.
   *
   * @default - as in `taskData`, or else none
   */
  readonly graphMapping?: GraphMapping;

  /**
   * What DMS calls task data, as text: what maps rows to a graph, for Neptune. With `graphMapping` it is not needed.
   *
   * @default - none
   */
  readonly taskData?: string;

  /**
   * The task's name, in lower case. A replacement would meet its own name: better leave it out.
   *
   * @default - generated
   */
  readonly migrationTaskIdentifier?: string;

  /**
   * The end of the task's ARN, at most 31 characters. Changing it replaces the task.
   *
   * @default - DMS generates one
   */
  readonly resourceIdentifier?: string;

  /**
   * Whether the task is started by the deployment that makes it, once its connections are tested. One that was stopped by hand stays so.
   *
   * @default true
   */
  readonly startOnDeploy?: boolean;

  /**
   * Whether deployments stop the task before something about it, its endpoints or its instance changes, and resume it afterwards, also when they
   * fail; and stop it before it is deleted. CloudFormation can change neither a task that runs nor its endpoints.
   *
   * @default true
   */
  readonly stopForChanges?: boolean;

  /**
   * Whether a change may replace the task, and so load all its tables again. Otherwise a deployment of a task with `startOnDeploy` or
   * `stopForChanges` fails that would do so, before it has touched anything: after a change that replaces the instance or an endpoint, too.
   *
   * @default false
   */
  readonly allowReload?: boolean;

  /**
   * Has a task that has run already start from the beginning once more, in the deployment in which this has a new name. Otherwise it is only ever
   * resumed, and a changed `cdcStart`, or a transformation that alters tables in the target, has no effect on it.
   *
   * @default - the task is resumed
   */
  readonly restart?: TaskRestart;

  /**
   * Has DMS assess the task before its first start, which comes only if it passes; otherwise the deployment fails with what has not passed.
   *
   * @default - the task is not assessed
   */
  readonly premigrationAssessment?: PremigrationAssessment;

  /**
   * What happens to the task when it leaves the template. Its position in the source's log goes with it.
   *
   * @default - CloudFormation's: it is deleted
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Properties of a migration task. */
export interface MigrationTaskProps extends MigrationTaskOptions {
  /** Source, target, and the instance between them. */
  readonly endpointPair: EndpointPair;
}
