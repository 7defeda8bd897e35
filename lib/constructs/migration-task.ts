import { Fn, Resource, Stack, type CfnResource, type IResource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as dms from 'aws-cdk-lib/aws-dms';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { checkAssessment, type AssessmentInput } from '../plan/assessment-rules';
import { settingOf } from '../plan/endpoint-settings-rules';
import { classFacts } from '../plan/instance-classes';
import { INSTANCE_DIMENSION, NAMESPACE, TASK_DIMENSION, TASK_METRICS, type MetricFacts } from '../plan/metrics';
import { checkMigrationTask, type MigrationTaskInput } from '../plan/migration-task-rules';
import { within, type Problem } from '../plan/problem';
import { checkPairOf } from '../plan/serverless-rules';
import { checkSharedTables, type WritingTask } from '../plan/shared-tables-rules';
import type { TableMappingContext } from '../plan/table-mapping-rules';
import { clearsTables, dropsTables } from '../plan/table-prep';
import { checkTaskAgreement } from '../plan/task-agreement-rules';
import { writtenTables, type WrittenTables } from '../plan/written-tables';
import { AssessmentResults } from '../private/assessment-results';
import { DeploymentSteps, resourcesOf, type DeployedAssessment } from '../private/deployment-steps';
import { documentOfText, documentText } from '../private/document-text';
import { generatedIdentifier } from '../private/generated-identifier';
import { importedFrom } from '../private/imported-from';
import { nameTag } from '../private/name-tag';
import { neededBy, readPropsOf } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { readableDocument, readableMappings } from '../private/task-documents';
import { TASK_KINDS } from '../private/task-kinds';
import { writesTo } from '../private/writers';
import { Endpoint } from './endpoint';
import type { MigrationTaskProps } from './migration-task-props';
import { MigrationType } from './migration-type';
import { AssessmentSeverity, type PremigrationAssessment } from './premigration-assessment';
import { ReplicationInstance, type _InstanceTask, type IReplicationInstance } from './replication-instance';
import { TaskSettings } from './task-settings';

/** A migration task, defined or imported. */
export interface IMigrationTask extends IResource {
  /**
   * The task's ARN.
   *
   * @attribute
   */
  readonly migrationTaskArn: string;

  /** The last part of the task's ARN: what its metrics and its log stream go by. It is not the task's name. */
  readonly migrationTaskResourceId: string;

  /** The instance that the task runs on. */
  readonly replicationInstance: IReplicationInstance;

  /** Lets the grantee do the given actions to the task. */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;

  /** Lets the grantee start, resume and stop the task. */
  grantControl(grantee: iam.IGrantable): iam.Grant;

  /** Lets the grantee read how far each table of the task is. */
  grantReadTableStatistics(grantee: iam.IGrantable): iam.Grant;

  /**
   * A metric of the task.
   *
   * There are no data points while the task is stopped.
   *
   * @param metricName as in the namespace AWS/DMS.
   * @param props statistic, period and so on.
   */
  metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Share of CPU that the task may use, in percent; 0 means no limit.
   *
   * @default - Maximum over 5 minutes
   */
  metricCpuAllocated(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * CPU that the task uses, in percent of one vCPU: it can be over 100.
   *
   * @default - Average over 5 minutes
   */
  metricCpuUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Memory that the task may use, in MiB; 0 means no limit.
   *
   * @default - Maximum over 5 minutes
   */
  metricMemoryAllocated(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Memory that the task uses, in bytes.
   *
   * @default - Maximum over 5 minutes
   */
  metricMemoryUsage(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Swap that the task uses, in bytes.
   *
   * @default - Maximum over 5 minutes
   */
  metricSwapUsage(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Data read from the source during the full load, in KB a second.
   *
   * @default - Average over 5 minutes
   */
  metricFullLoadThroughputBandwidthSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Data written to the target during the full load, in KB a second.
   *
   * @default - Average over 5 minutes
   */
  metricFullLoadThroughputBandwidthTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Rows read from the source during the full load, a second.
   *
   * @default - Average over 5 minutes
   */
  metricFullLoadThroughputRowsSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Rows written to the target during the full load, a second.
   *
   * @default - Average over 5 minutes
   */
  metricFullLoadThroughputRowsTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Changes that wait to be applied.
   *
   * @default - Maximum over 5 minutes
   */
  metricCdcIncomingChanges(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Rows in memory that wait for their commit on the source.
   *
   * @default - Maximum over 5 minutes
   */
  metricCdcChangesMemorySource(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Rows in memory that wait to be committed to the target.
   *
   * @default - Maximum over 5 minutes
   */
  metricCdcChangesMemoryTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Rows on disk that wait for their commit on the source.
   *
   * @default - Maximum over 5 minutes
   */
  metricCdcChangesDiskSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Rows on disk that wait to be committed to the target.
   *
   * @default - Maximum over 5 minutes
   */
  metricCdcChangesDiskTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Changes read from the source, in KB a second.
   *
   * @default - Average over 5 minutes
   */
  metricCdcThroughputBandwidthSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Changes written to the target, in KB a second.
   *
   * @default - Average over 5 minutes
   */
  metricCdcThroughputBandwidthTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Changed rows read from the source, a second.
   *
   * @default - Average over 5 minutes
   */
  metricCdcThroughputRowsSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Changed rows written to the target, a second.
   *
   * @default - Average over 5 minutes
   */
  metricCdcThroughputRowsTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Seconds between the last change that was read and now. Grows while a transaction is open on the source; 0 when there is nothing to read.
   *
   * @default - Maximum over 5 minutes
   */
  metricCdcLatencySource(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Seconds between the first change that waits to be committed to the target and now. The whole lag is source and target together.
   *
   * @default - Maximum over 5 minutes
   */
  metricCdcLatencyTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** What is known of a task that exists. */
export interface MigrationTaskAttributes {
  /** The task's ARN. */
  readonly migrationTaskArn: string;

  /** The instance that the task runs on. */
  readonly replicationInstance: IReplicationInstance;
}

abstract class MigrationTaskBase extends Resource implements IMigrationTask {
  public abstract readonly migrationTaskArn: string;
  public abstract readonly replicationInstance: IReplicationInstance;

  public get migrationTaskResourceId(): string {
    // arn:partition:dms:region:account:task:ID
    return Fn.select(6, Fn.split(':', String(this.migrationTaskArn)));
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.migrationTaskArn] });
  }

  public grantControl(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'dms:StartReplicationTask', 'dms:StopReplicationTask');
  }

  public grantReadTableStatistics(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, 'dms:DescribeTableStatistics');
  }

  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: NAMESPACE,
      metricName,
      dimensionsMap: {
        [INSTANCE_DIMENSION]: this.replicationInstance.replicationInstanceIdentifier,
        [TASK_DIMENSION]: this.migrationTaskResourceId,
      },
      ...props,
    }).attachTo(this);
  }

  public metricCpuAllocated(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cpuAllocated, props);
  }

  public metricCpuUtilization(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cpuUtilization, props);
  }

  public metricMemoryAllocated(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.memoryAllocated, props);
  }

  public metricMemoryUsage(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.memoryUsage, props);
  }

  public metricSwapUsage(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.swapUsage, props);
  }

  public metricFullLoadThroughputBandwidthSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.fullLoadThroughputBandwidthSource, props);
  }

  public metricFullLoadThroughputBandwidthTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.fullLoadThroughputBandwidthTarget, props);
  }

  public metricFullLoadThroughputRowsSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.fullLoadThroughputRowsSource, props);
  }

  public metricFullLoadThroughputRowsTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.fullLoadThroughputRowsTarget, props);
  }

  public metricCdcIncomingChanges(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cdcIncomingChanges, props);
  }

  public metricCdcChangesMemorySource(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cdcChangesMemorySource, props);
  }

  public metricCdcChangesMemoryTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cdcChangesMemoryTarget, props);
  }

  public metricCdcChangesDiskSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cdcChangesDiskSource, props);
  }

  public metricCdcChangesDiskTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cdcChangesDiskTarget, props);
  }

  public metricCdcThroughputBandwidthSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cdcThroughputBandwidthSource, props);
  }

  public metricCdcThroughputBandwidthTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cdcThroughputBandwidthTarget, props);
  }

  public metricCdcThroughputRowsSource(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cdcThroughputRowsSource, props);
  }

  public metricCdcThroughputRowsTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cdcThroughputRowsTarget, props);
  }

  public metricCdcLatencySource(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cdcLatencySource, props);
  }

  public metricCdcLatencyTarget(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(TASK_METRICS.cdcLatencyTarget, props);
  }

  private knownMetric({ name, statistic }: MetricFacts, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(name, { statistic, ...props });
  }
}

const KINDS = { ...TASK_KINDS, graphMapping: 'GraphMapping' };

/**
 * A migration task: the tables of one endpoint pair that are loaded and kept up to date together.
 *
 * @resource AWS::DMS::ReplicationTask
 */
export class MigrationTask extends MigrationTaskBase {
  /** A task that exists. */
  public static fromMigrationTaskAttributes(scope: Construct, id: string, attrs: MigrationTaskAttributes): IMigrationTask {
    const { given } = readPropsOf(scope, attrs, { replicationInstance: 'IReplicationInstance' }, 'replicationInstance');
    class Import extends MigrationTaskBase {
      public readonly migrationTaskArn = given.migrationTaskArn;
      public readonly replicationInstance = given.replicationInstance;
    }
    return new Import(scope, id, importedFrom(given.migrationTaskArn));
  }

  public readonly migrationTaskArn: string;
  public readonly replicationInstance: IReplicationInstance;

  /** The task's name: what consoles and events call it. */
  public readonly migrationTaskIdentifier: string;

  /** What the task does. */
  public readonly migrationType: MigrationType;

  /**
   * What its instance wants to know of it.
   *
   * @internal
   */
  public readonly _facts: _InstanceTask;

  private stopsAtBoundary = false;

  constructor(scope: Construct, id: string, props: MigrationTaskProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, 'endpointPair', 'tableMappings');
    const { endpointPair: { sourceEndpoint, targetEndpoint } } = given;
    const instance = neededBy(this, given.endpointPair.instance, checkPairOf('MigrationTask', given.endpointPair.instance !== undefined));
    this.replicationInstance = instance;
    this.migrationType = given.migrationType ?? MigrationType.FULL_LOAD_AND_CDC;

    const tableMappings = documentText(this, given.tableMappings._render()) ?? '';
    this.stopsAtBoundary = this.mayStop && instance instanceof ReplicationInstance && instance._stopsTasks;
    const settings = this.settingsText(given);
    const createOnly = {
      replicationInstanceArn: instance.replicationInstanceArn,
      sourceEndpointArn: sourceEndpoint.endpointArn,
      targetEndpointArn: targetEndpoint.endpointArn,
      resourceIdentifier: given.resourceIdentifier,
    };
    this.migrationTaskIdentifier = given.migrationTaskIdentifier
      ?? generatedIdentifier(this, [given.endpointPair._identity, given.resourceIdentifier]);

    const resource = new dms.CfnReplicationTask(this, 'Resource', {
      ...createOnly,
      migrationType: this.migrationType,
      replicationTaskIdentifier: this.migrationTaskIdentifier,
      tableMappings,
      replicationTaskSettings: settings,
      cdcStartPosition: given.cdcStart?._position,
      cdcStartTime: given.cdcStart?._time,
      cdcStopPosition: given.cdcStop?._position,
      taskData: given.graphMapping === undefined ? given.taskData : documentText(this, given.graphMapping._render()),
      tags: nameTag(this),
    });
    if (given.removalPolicy !== undefined) resource.applyRemovalPolicy(given.removalPolicy);
    this.migrationTaskArn = resource.ref;

    const { document } = this.renderedSettings(given);
    this._facts = {
      task: this,
      path: this.node.path,
      fullLoad: this.migrationType !== MigrationType.CDC,
      cdc: this.migrationType !== MigrationType.FULL_LOAD,
      validated: isValidated(document),
      dropsTables: dropsTables(document),
      identifier: this.migrationTaskIdentifier,
      arn: this.migrationTaskArn,
      endpointArns: [sourceEndpoint.endpointArn, targetEndpoint.endpointArn],
      sourceEngineName: given.endpointPair.sourceEngineName,
      sourceLog: given.endpointPair._sourceLog,
      stopAtBoundary: () => {
        if (this.stopsAtBoundary || !this.mayStop) return;
        this.stopsAtBoundary = true;
        // Settings that somebody has put in their place stay.
        if (resource.replicationTaskSettings === settings) resource.replicationTaskSettings = this.settingsText(given);
      },
    };
    given.endpointPair._attachTask(this._facts);
    const { startOnDeploy = true, stopForChanges = true, restart } = given;
    if (startOnDeploy || stopForChanges || restart !== undefined) this.deployWith(given, resource);
    const { target } = given.endpointPair._databases;
    const writing = this.writing(given);
    const earlier = target === undefined ? [] : writesTo(this, target, writing);
    reportProblems(this, () => [...problems, ...checkSharedTables(writing, earlier), ...this.problems(given, [tableMappings, resource.replicationTaskSettings ?? ''])]);
  }

  /** Has deployments of each stack that something about the task stands in look after it. */
  private deployWith(given: MigrationTaskProps, resource: CfnResource): void {
    const { endpointPair: { sourceEndpoint, targetEndpoint }, startOnDeploy, allowReload, stopForChanges, restart, cdcStart } = given;
    const instance = this.replicationInstance;
    const keyOfInstance = instance instanceof ReplicationInstance ? instance.encryptionKey : undefined;
    const madeFrom = resourcesOf(instance, sourceEndpoint, targetEndpoint);
    const task = {
      construct: this,
      resource,
      identifier: this.migrationTaskIdentifier,
      arn: this.migrationTaskArn,
      start: startOnDeploy ?? true,
      allowReload: allowReload ?? false,
      stops: stopForChanges ?? true,
      assessment: this.assessment(given),
      restart: restart && { name: restart._name, type: restart._type, cdcStartPosition: cdcStart?._position },
      madeFrom,
      endpointArns: [sourceEndpoint.endpointArn, targetEndpoint.endpointArn],
      instanceArn: instance.replicationInstanceArn,
    };
    for (const steps of new Set([resource, ...madeFrom].map((each) => DeploymentSteps.of(each, keyOfInstance)))) steps.addTask(task);
  }

  private assessment({ premigrationAssessment, startOnDeploy = true }: MigrationTaskProps): DeployedAssessment | undefined {
    if (premigrationAssessment === undefined || !startOnDeploy) return undefined;
    const { bucket, folder, include, exclude, failOn } = premigrationAssessment._options;
    return {
      results: AssessmentResults.in(this, bucket),
      folder: folder ?? this.migrationTaskIdentifier,
      include,
      exclude,
      failOn: failOn ?? AssessmentSeverity.FAILED,
    };
  }

  /** What other tasks that write to the same database want to know. The tables are looked for when there is such a task. */
  private writing(given: MigrationTaskProps): WritingTask {
    const mappings = given.tableMappings._render();
    let tables: readonly WrittenTables[] | undefined;
    return {
      path: this.node.path,
      source: given.endpointPair._databases.source,
      fullLoad: this.migrationType !== MigrationType.CDC,
      cdc: this.migrationType !== MigrationType.FULL_LOAD,
      clearsTables: clearsTables(this.renderedSettings(given).document),
      get tables() { return tables ??= writtenTables(markUnknown(documentOfText(mappings))); },
    };
  }

  /** The stop at the end of the load is for tasks that go on after it. */
  private get mayStop(): boolean {
    return this.migrationType === MigrationType.FULL_LOAD_AND_CDC;
  }

  private renderedSettings({ taskSettings = defaultSettings(), lobHandling, validation }: MigrationTaskProps): ReturnType<TaskSettings['_render']> {
    return taskSettings._render({ lobHandling, validation, stopTaskCachedChangesApplied: this.stopsAtBoundary });
  }

  private settingsText(given: MigrationTaskProps): string | undefined {
    return documentText(this, this.renderedSettings(given));
  }

  private problems(given: MigrationTaskProps, documents: string[]): Problem[] {
    const { tableMappings, taskSettings = defaultSettings(), lobHandling, validation, ...props } = given;
    const { endpointPair: { sourceEngineName: sourceEngine, targetEngineName: targetEngine, sourceEndpoint, targetEndpoint } } = props;
    const { migrationType } = this;
    const context = markUnknown({ migrationType, sourceEngine, targetEngine }) as TableMappingContext;
    const source = sourceEndpoint instanceof Endpoint ? sourceEndpoint._settingsInput : undefined;
    return [
      ...checkMigrationTask(markUnknown({
        ...context,
        identifier: props.migrationTaskIdentifier,
        resourceIdentifier: props.resourceIdentifier,
        cdcStartPosition: props.cdcStart?._position,
        cdcStartTime: props.cdcStart?._time,
        cdcStopPosition: props.cdcStop?._position,
        taskData: props.taskData,
        graphMapping: props.graphMapping?._render(),
        restartName: props.restart?._name,
        restartType: props.restart?._type,
        sourceHasSlotName: source && settingOf(source, 'slotName') !== undefined,
        documentBytes: documents.reduce((sum, text) => sum + JSON.stringify(text).length, 0),
      }) as MigrationTaskInput),
      ...within('premigrationAssessment', this.assessmentProblems(props.premigrationAssessment, props.startOnDeploy)),
      ...within('tableMappings', tableMappings._problems(context)),
      ...within('graphMapping', props.graphMapping?._problems() ?? []),
      ...checkTaskAgreement({
        tableMappings: readableMappings(tableMappings._render()),
        taskSettings: readableDocument(this.renderedSettings(given)),
        writableTables: targetEndpoint instanceof Endpoint ? markUnknown(targetEndpoint._writableTables) : undefined,
      }),
      ...taskSettings._problems({ lobHandling, validation, stopTaskCachedChangesApplied: this.stopsAtBoundary }, {
        ...context,
        instanceMemoryGiB: this.instanceMemoryGiB(),
        lobColumns: lobHandling?._known?.columns ?? (sourceEndpoint instanceof Endpoint ? sourceEndpoint._config.lobColumns : undefined),
        largestLobKiB: lobHandling?._known?.largestKiB,
        failTasksOnLobTruncation: source && settingOf(source, 'failTasksOnLobTruncation'),
      }),
    ];
  }

  private assessmentProblems(assessment: PremigrationAssessment | undefined, startOnDeploy: unknown): Problem[] {
    if (assessment === undefined) return [];
    const { _options: { bucket, ...options }, _problems: problems } = assessment;
    const places = { bucketRegion: bucket?.env.region, region: Stack.of(this).region };
    return [...problems, ...checkAssessment(markUnknown({ ...options, ...places, startOnDeploy }) as AssessmentInput)];
  }

  /** Memory of the instance while tables are loaded, if the class is one that is known. */
  private instanceMemoryGiB(): number | undefined {
    if (!(this.replicationInstance instanceof ReplicationInstance)) return undefined;
    return classFacts(this.replicationInstance._sizingDecision().fullLoadClass)?.memoryGiB;
  }
}

let settingsOfMost: TaskSettings | undefined;

/** What a task has that says nothing of its settings: the same for all of them. */
function defaultSettings(): TaskSettings {
  return settingsOfMost ??= TaskSettings.of();
}

function isValidated(settings: unknown): boolean {
  return (settings as { ValidationSettings?: { EnableValidation?: unknown } } | undefined)?.ValidationSettings?.EnableValidation === true;
}
