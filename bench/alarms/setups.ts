import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, EndpointPair, InstanceClass, LagAlarms, MigrationTask, MigrationType, PhaseScaling, ReplicationInstance, SourceDatabase,
  TableMappings, TargetDatabase, Tls, Validation, type IMigrationTask, type LagAlarmsOptions,
} from '../../lib';
import type { AlarmDefinition } from '../../lib/simulator/cloudwatch/alarm-definitions';
import { resolveValue, type Template } from './resolve-template';
import type { SetupName } from './scenarios';

/** A task of a setup. */
export interface SetupTask {
  readonly name: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly migrationType: 'full-load' | 'full-load-and-cdc';
}

/** A rule of EventBridge, as far as it is looked at; one that has its input transformed tells somebody. */
export interface Rule {
  readonly EventPattern?: object;
  readonly Targets: readonly { readonly InputTransformer?: object }[];
}

/** Alarms as CloudFormation would make them, and the names that the story needs. */
export interface Setup {
  readonly alarms: Readonly<Record<string, AlarmDefinition>>;
  readonly rules: readonly Rule[];
  readonly instanceIdentifier: string;
  readonly sourceIdentifier: string;
  readonly tasks: readonly SetupTask[];
  readonly instanceArn: string;
  /** Whether events of the tasks call the monitor: for those that it knows. */
  readonly hearsTasks: boolean;
}

const REGION = 'eu-west-1';
const ACCOUNT = '111122223333';

/** What a scenario plays in: a stack with alarms, synthesized. */
export function makeSetup(name: SetupName): Setup {
  const stack = new Stack(new App(), 'Migration', { env: { account: ACCOUNT, region: REGION } });
  const { alarms, tasks, instanceIdentifier, sourceIdentifier } = SETUPS[name](stack);
  const { Resources } = (stack.node.root as App).synth().getStackByName('Migration').template as Template;
  const paths = pathsOf(stack, alarms);
  const refer = (logicalId: string, attribute?: string): string => paths.get(logicalId) ?? arnOf(logicalId, Resources[logicalId]?.Type, attribute);
  const resolved = (type: string): [string, Record<string, unknown>][] => Object.entries(Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([logicalId, { Properties }]) => [logicalId, resolveValue(Properties, refer) as Record<string, unknown>]);
  const ofAlarms = [...resolved('AWS::CloudWatch::Alarm'), ...resolved('AWS::CloudWatch::CompositeAlarm')].filter(([logicalId]) => paths.has(logicalId));
  return {
    alarms: Object.fromEntries(ofAlarms.map(([logicalId, properties]) => [paths.get(logicalId)!, properties as unknown as AlarmDefinition])),
    rules: resolved('AWS::Events::Rule').map(([, properties]) => properties as unknown as Rule),
    instanceIdentifier,
    sourceIdentifier,
    hearsTasks: name !== 'imported',
    tasks: tasks.map((task) => {
      const arn = stack.resolve(task.migrationTaskArn) as { Ref: string } | string;
      const resolvedArn = typeof arn === 'string' ? arn : refer(arn.Ref);
      return { name: task.node.id, arn: resolvedArn, resourceId: resolvedArn.split(':')[6], migrationType: name === 'loadOnly' ? 'full-load' : 'full-load-and-cdc' };
    }),
    instanceArn: resolveValue(stack.resolve(alarms.instance.replicationInstanceArn), refer) as string,
  };
}

interface Defined {
  readonly alarms: LagAlarms;
  readonly tasks: readonly IMigrationTask[];
  readonly instanceIdentifier: string;
  readonly sourceIdentifier: string;
}

const SETUPS: Readonly<Record<SetupName, (stack: Stack) => Defined>> = {
  migration: (stack) => define(stack, { phases: true }),
  loadOnly: (stack) => define(stack, { migrationType: MigrationType.FULL_LOAD }),
  burstable: (stack) => define(stack, { instanceClass: InstanceClass.T3_MEDIUM }),
  binlog: (stack) => define(stack, { engine: rds.DatabaseInstanceEngine.MYSQL, alarms: { sourceLogRetention: Duration.hours(24) } }),
  imported: (stack) => {
    const instance = ReplicationInstance.fromReplicationInstanceAttributes(stack, 'Instance', {
      replicationInstanceArn: `arn:aws:dms:${REGION}:${ACCOUNT}:rep:THERE`, replicationInstanceIdentifier: 'there',
    });
    const task = (id: string): IMigrationTask => MigrationTask.fromMigrationTaskAttributes(stack, id, {
      migrationTaskArn: `arn:aws:dms:${REGION}:${ACCOUNT}:task:${id.toUpperCase()}`, replicationInstance: instance,
    });
    // They run on it, but the alarms are not told of them.
    const tasks = [task('Orders'), task('Lines')];
    return { alarms: new LagAlarms(stack, 'Alarms', { instance }), tasks, instanceIdentifier: 'there', sourceIdentifier: 'none' };
  },
};

interface Variation {
  readonly phases?: boolean;
  readonly migrationType?: MigrationType;
  readonly instanceClass?: InstanceClass;
  readonly engine?: rds.IInstanceEngine;
  readonly alarms?: LagAlarmsOptions;
}

function define(stack: Stack, variation: Variation): Defined {
  const { phases = false, migrationType, instanceClass = InstanceClass.R6I_LARGE, engine = rds.DatabaseInstanceEngine.POSTGRES, alarms } = variation;
  const group = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1', { mutable: false });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1', availabilityZones: ['eu-west-1a', 'eu-west-1b'], isolatedSubnetIds: ['subnet-1', 'subnet-2'], isolatedSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
  });
  const secret = secretsmanager.Secret.fromSecretAttributes(stack, 'Secret', { secretCompleteArn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:app-AbCdEf` });
  const database = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
    instanceIdentifier: 'orders', instanceEndpointAddress: 'orders.example.com', port: 5432, securityGroups: [group], engine,
  });
  const instance = new ReplicationInstance(stack, 'Instance', {
    vpc, storage: Size.gibibytes(200), securityGroups: [group], replicationInstanceIdentifier: 'migration', ...(!phases && { instanceClass }),
  });
  const network = DatabaseNetwork.securityGroups(group);
  const pair = new EndpointPair(stack, 'Pair', {
    instance,
    source: SourceDatabase.fromDatabaseInstance(database, { secret, databaseName: 'orders', ...(engine === rds.DatabaseInstanceEngine.MYSQL && { tls: Tls.none() }) }),
    target: TargetDatabase.auroraPostgreSql({ secret, databaseName: 'orders', network }),
    secretsManagerEndpoint: group,
  });
  const task = (id: string): MigrationTask => new MigrationTask(stack, id, {
    endpointPair: pair, migrationType, tableMappings: TableMappings.includeSchema(id.toLowerCase()), validation: id === 'Orders' ? Validation.enabled() : undefined,
  });
  const tasks = [task('Orders'), task('Lines')];
  if (phases) new PhaseScaling(stack, 'Phases', { instance, fullLoadClass: InstanceClass.R6I_4XLARGE, cdcClass: InstanceClass.R6I_LARGE });
  const encryptionKey = new kms.Key(stack, 'Key');
  return { alarms: new LagAlarms(stack, 'Alarms', { encryptionKey, ...alarms, instance }), tasks, instanceIdentifier: 'migration', sourceIdentifier: 'orders' };
}

/** Paths of alarms below the construct that made them, by logical id. */
function pathsOf(stack: Stack, alarms: LagAlarms): Map<string, string> {
  const made = alarms.node.findAll().filter((each) => each instanceof cloudwatch.CfnAlarm || each instanceof cloudwatch.CfnCompositeAlarm);
  return new Map(made.map((each) => [
    stack.getLogicalId(each), each.node.path.slice(alarms.node.path.length + 1).replace(/\/Resource$/, ''),
  ]));
}

function arnOf(logicalId: string, type: string | undefined, attribute: string | undefined): string {
  if (type === 'AWS::DMS::ReplicationTask') return `arn:aws:dms:${REGION}:${ACCOUNT}:task:${logicalId.toUpperCase()}`;
  if (type === 'AWS::DMS::ReplicationInstance') return `arn:aws:dms:${REGION}:${ACCOUNT}:rep:${logicalId.toUpperCase()}`;
  return `${logicalId}${attribute === undefined ? '' : `.${attribute}`}`;
}
