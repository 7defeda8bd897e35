import { Fn, RemovalPolicy, type CfnResource } from 'aws-cdk-lib';
import * as dms from 'aws-cdk-lib/aws-dms';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { settingOf } from '../plan/endpoint-settings-rules';
import { checkMigrationTask, type MigrationTaskInput } from '../plan/migration-task-rules';
import { within, type Problem } from '../plan/problem';
import { checkPairOf, checkServerless, checkServerlessPositions, type ServerlessInput } from '../plan/serverless-rules';
import type { TableMappingContext } from '../plan/table-mapping-rules';
import { dropsTables } from '../plan/table-prep';
import { UNKNOWN } from '../plan/unknown';
import { DeploymentSteps, resourcesOf } from '../private/deployment-steps';
import { putDocument } from '../private/document-text';
import { generatedResourceIdentifier } from '../private/generated-identifier';
import { importedFrom } from '../private/imported-from';
import { allowLogEncryption } from '../private/log-encryption';
import { nameTag } from '../private/name-tag';
import { neededBy, readPropsOf } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { TASK_KINDS } from '../private/task-kinds';
import { Endpoint, type IEndpoint } from './endpoint';
import { MigrationType } from './migration-type';
import { ServerlessCapacity } from './serverless-capacity';
import type { ServerlessNetwork } from './serverless-network';
import { _ServerlessReplicationBase, type IServerlessReplication } from './serverless-replication-base';
import type { ServerlessReplicationProps } from './serverless-replication-props';
import { TaskSettings } from './task-settings';

const KINDS = { ...TASK_KINDS, capacity: 'ServerlessCapacity' };

/**
 * A serverless replication: what a migration task does, on compute that DMS provides, scales and takes back by itself.
 *
 * Deployments start it, stop it before something about it or its endpoints changes, resume it afterwards, also when they fail, and stop it before it
 * is deleted. DMS tests its connections whenever it starts; a start that fails makes the deployment fail, with DMS's message and what it means.
 *
 * @resource AWS::DMS::ReplicationConfig
 */
export class ServerlessReplication extends _ServerlessReplicationBase implements ec2.IConnectable {
  /** A replication that exists, by the ARN of its configuration. */
  public static fromReplicationConfigArn(scope: Construct, id: string, replicationConfigArn: string): IServerlessReplication {
    class Import extends _ServerlessReplicationBase {
      public readonly replicationConfigArn = replicationConfigArn;
      // arn:partition:dms:region:account:replication-config:ID
      public readonly replicationConfigResourceId = Fn.select(6, Fn.split(':', String(replicationConfigArn)));
    }
    return new Import(scope, id, importedFrom(replicationConfigArn));
  }

  public readonly replicationConfigArn: string;
  public readonly replicationConfigResourceId: string;
  public readonly connections: ec2.Connections;

  /** The replication's name: what consoles and events call it. */
  public readonly replicationConfigIdentifier: string;

  /** What the replication does. */
  public readonly migrationType: MigrationType;

  private readonly units: { readonly min: number; readonly max: number };

  constructor(scope: Construct, id: string, props: ServerlessReplicationProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, 'endpointPair', 'tableMappings');
    const { sourceEndpoint, targetEndpoint, serverless } = given.endpointPair;
    const network = neededBy(this, serverless, checkPairOf('ServerlessReplication', serverless !== undefined));
    this.connections = network.connections;
    this.migrationType = given.migrationType ?? MigrationType.FULL_LOAD_AND_CDC;
    const cdc = this.migrationType !== MigrationType.FULL_LOAD;
    this.units = (given.capacity ?? ServerlessCapacity.unlimited())._decide({ tasks: 1, fullLoad: this.migrationType !== MigrationType.CDC, cdc });
    // One name for both, since DMS does not say by which of them metrics go.
    this.replicationConfigResourceId = given.resourceIdentifier ?? generatedResourceIdentifier(this);
    this.replicationConfigIdentifier = given.migrationTaskIdentifier ?? this.replicationConfigResourceId.toLowerCase();

    const resource = new dms.CfnReplicationConfig(this, 'Resource', {
      replicationConfigIdentifier: this.replicationConfigIdentifier,
      resourceIdentifier: this.replicationConfigResourceId,
      replicationType: this.migrationType,
      sourceEndpointArn: sourceEndpoint.endpointArn,
      targetEndpointArn: targetEndpoint.endpointArn,
      tableMappings: {},
      computeConfig: {
        minCapacityUnits: this.units.min,
        maxCapacityUnits: this.units.max,
        multiAz: given.multiAz ?? cdc,
        availabilityZone: given.availabilityZone,
        preferredMaintenanceWindow: given.preferredMaintenanceWindow,
        kmsKeyId: network.encryptionKey?.keyArn,
        replicationSubnetGroupId: network.replicationSubnetGroup.replicationSubnetGroupIdentifier,
        vpcSecurityGroupIds: network.connections.securityGroups.map(({ securityGroupId }) => securityGroupId),
      },
      tags: nameTag(this),
    });
    putDocument(resource, 'TableMappings', given.tableMappings._render());
    putDocument(resource, 'ReplicationSettings', settingsOf(given));
    putDocument(resource, 'SupplementalSettings', { text: given.taskData });
    if (given.removalPolicy !== undefined) resource.applyRemovalPolicy(given.removalPolicy);
    this.replicationConfigArn = resource.ref;
    // DMS makes the group at the first start, without a retention.
    if (given.createLogGroup ?? true) resource.node.addDependency(this.makeLogGroup(given, network));

    given.endpointPair._attachReplication({
      path: this.node.path,
      fullLoad: this.migrationType !== MigrationType.CDC,
      cdc,
      dropsTables: dropsTables(settingsOf(given).document),
    });
    const { startOnDeploy = true, stopForChanges = true, restart } = given;
    if (startOnDeploy || stopForChanges || restart !== undefined) this.deployWith(given, resource, network);
    reportProblems(this, () => [...problems, ...this.problems(given)]);
  }

  private makeLogGroup(given: ServerlessReplicationProps, { encryptionKey }: ServerlessNetwork): logs.LogGroup {
    const { logRetention, removalPolicy = RemovalPolicy.DESTROY } = given;
    const isLetIn = encryptionKey !== undefined && allowLogEncryption(this, encryptionKey, this.logGroupName);
    return new logs.LogGroup(this, 'LogGroup', {
      logGroupName: this.logGroupName,
      retention: logRetention ?? logs.RetentionDays.SIX_MONTHS,
      removalPolicy,
      ...(isLetIn && { encryptionKey }),
    });
  }

  private deployWith(given: ServerlessReplicationProps, resource: CfnResource, network: ServerlessNetwork): void {
    const { endpointPair: { sourceEndpoint, targetEndpoint }, startOnDeploy, allowReload, stopForChanges, restart } = given;
    const madeFrom = resourcesOf(sourceEndpoint, targetEndpoint);
    const task = {
      construct: this,
      resource,
      identifier: this.replicationConfigIdentifier,
      arn: this.replicationConfigArn,
      start: startOnDeploy ?? true,
      allowReload: allowReload ?? false,
      stops: stopForChanges ?? true,
      restart: restart && { name: restart._name, type: restart._type },
      madeFrom,
      endpointArns: [sourceEndpoint.endpointArn, targetEndpoint.endpointArn],
    };
    for (const steps of new Set([resource, ...madeFrom].map((each) => DeploymentSteps.of(each, network.encryptionKey)))) steps.addTask(task);
  }

  private problems(given: ServerlessReplicationProps): Problem[] {
    const { tableMappings, taskSettings = TaskSettings.of(), lobHandling, validation, cdcStart, cdcStop, ...props } = given;
    const { endpointPair: { sourceEngineName: sourceEngine, targetEngineName: targetEngine, sourceEndpoint, targetEndpoint }, restart } = props;
    const { migrationType, units } = this;
    const context = markUnknown({ migrationType, sourceEngine, targetEngine }) as TableMappingContext;
    const source = sourceEndpoint instanceof Endpoint ? sourceEndpoint._settingsInput : undefined;
    const mappings = tableMappings._render();
    const documents = [mappings.document ?? mappings.text, settingsOf(given).document];
    return [
      ...checkMigrationTask(markUnknown({
        ...context,
        identifier: props.migrationTaskIdentifier,
        resourceIdentifier: props.resourceIdentifier,
        taskData: props.taskData,
        restartName: restart?._name,
        restartType: restart?._type,
        // Whether one is missing is told below.
        cdcStartPosition: migrationType === MigrationType.CDC ? UNKNOWN : undefined,
        documentBytes: documents.reduce<number>((sum, document) => sum + JSON.stringify(JSON.stringify(document ?? '')).length, 0),
      }) as MigrationTaskInput),
      ...within('capacity', given.capacity?._problems ?? []),
      ...checkServerlessPositions({ migrationType, cdcStart, cdcStop }),
      ...checkServerless(markUnknown({
        ...context,
        minCapacityUnits: units.min,
        maxCapacityUnits: units.max,
        multiAz: props.multiAz ?? (migrationType !== MigrationType.FULL_LOAD),
        availabilityZone: props.availabilityZone,
        preferredMaintenanceWindow: props.preferredMaintenanceWindow,
        sourceSslMode: sslModeOf(sourceEndpoint),
        targetSslMode: sslModeOf(targetEndpoint),
        restartType: restart?._type,
        assessed: props.premigrationAssessment !== undefined,
        mappingRules: (mappings.document as { readonly rules?: unknown } | undefined)?.rules,
      }) as ServerlessInput),
      ...within('tableMappings', tableMappings._problems(context)),
      ...taskSettings._problems({ lobHandling, validation, stopTaskCachedChangesApplied: false }, {
        ...context,
        instanceMemoryGiB: 2 * units.min,
        lobColumns: lobHandling?._known?.columns ?? (sourceEndpoint instanceof Endpoint ? sourceEndpoint._config.lobColumns : undefined),
        largestLobKiB: lobHandling?._known?.largestKiB,
        failTasksOnLobTruncation: source && settingOf(source, 'failTasksOnLobTruncation'),
      }),
    ];
  }
}

function settingsOf({ taskSettings = TaskSettings.of(), lobHandling, validation }: ServerlessReplicationProps): ReturnType<TaskSettings['_render']> {
  return taskSettings._render({ lobHandling, validation, stopTaskCachedChangesApplied: false });
}

function sslModeOf(endpoint: IEndpoint): string | undefined {
  return endpoint instanceof Endpoint ? endpoint._sslMode : undefined;
}
