import { App, CfnDeletionPolicy, Duration, NestedStack, RemovalPolicy, Stack, type CfnResource } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as rds from 'aws-cdk-lib/aws-rds';
import { CdcStart } from '../../lib/constructs/cdc-start';
import { EndpointPair } from '../../lib/constructs/endpoint-pair';
import { InstanceClass } from '../../lib/constructs/instance-class';
import { MigrationTask } from '../../lib/constructs/migration-task';
import type { MigrationTaskOptions } from '../../lib/constructs/migration-task-props';
import { MigrationType } from '../../lib/constructs/migration-type';
import { PhaseScaling } from '../../lib/constructs/phase-scaling';
import { ReplicationInstance } from '../../lib/constructs/replication-instance';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TaskRestart } from '../../lib/constructs/task-restart';
import { TaskSettings } from '../../lib/constructs/task-settings';
import { readDeployedTask } from '../../lib/plan/deployed-task';
import { closedGroup, importedInstance, testSecret } from '../support/endpoints';
import { every, failures, testStack, testVpc } from '../support/stacks';
import { TASK, testPair, testSource, testTarget, testTask } from '../support/tasks';

const STEP = 'Custom::DmsDeployment';
const MANAGED = { startOnDeploy: true, stopForChanges: true };

interface Made {
  readonly stack: Stack;
  readonly instance: ReplicationInstance;
  readonly pair: EndpointPair;
  readonly task: MigrationTask;
}

function make(options: Partial<MigrationTaskOptions> = {}, instanceClass = InstanceClass.R6I_LARGE, stack = testStack()): Made {
  const instance = new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), instanceClass });
  const pair = testPair(stack, { instance, testConnections: true });
  const task = new MigrationTask(stack, 'Sales', { endpointPair: pair, tableMappings: TableMappings.includeSchema('sales'), ...MANAGED, ...options });
  return { stack, instance, pair, task };
}

interface Step {
  readonly Part: string;
  readonly Tasks?: Readonly<Record<string, string>>;
  readonly Inputs?: readonly unknown[];
  readonly Restarts?: unknown;
  readonly Connections?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly PatienceSeconds?: string;
}

function steps(stack: Stack): Readonly<Record<string, Step>> {
  return Object.fromEntries((every(stack, STEP) as unknown as Step[]).map((step) => [step.Part, step]));
}

function dependenciesOf(stack: Stack, type: string): string[] {
  const found = Object.values(Template.fromStack(stack).findResources(type)) as { DependsOn?: string[] }[];
  return found.flatMap(({ DependsOn = [] }) => DependsOn);
}

test('a stack has three steps, whose order is: stop, change instance and endpoints, test, change tasks, start', () => {
  const { stack } = make();
  expect(Object.keys(steps(stack)).sort()).toEqual(['After', 'Before', 'Connections']);
  const named = (part: string): string => Object.keys(Template.fromStack(stack).findResources(STEP, { Properties: { Part: part } }))[0];
  for (const type of ['AWS::DMS::ReplicationInstance', 'AWS::DMS::Endpoint', TASK]) expect(dependenciesOf(stack, type)).toContain(named('Before'));
  expect(dependenciesOf(stack, TASK)).toContain(named('Connections'));
  const [after] = Object.values(Template.fromStack(stack).findResources(STEP, { Properties: { Part: 'After' } })) as { DependsOn: string[] }[];
  expect(after.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^Sales/), expect.stringMatching(/TasksPermissions1/)]));
});

test('they know the tasks by the paths of their constructs', () => {
  const { stack, task } = make({ allowReload: true, removalPolicy: RemovalPolicy.RETAIN });
  expect(Object.keys(steps(stack).Before.Tasks ?? {})).toEqual(['Sales']);
  expect(readDeployedTask(steps(stack).Before.Tasks?.Sales ?? '')).toEqual({
    identifier: task.migrationTaskIdentifier,
    definition: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    inputs: steps(stack).Before.Inputs?.map((_, place) => place),
    start: true,
    allowReload: true,
    kept: true,
  });
  expect(steps(stack).After).toEqual({ ...steps(stack).Before, Part: 'After' });
});

describe('the definition of a task', () => {
  const definitionOf = ({ stack }: Made): unknown => readDeployedTask(steps(stack).Before.Tasks?.Sales ?? '').definition;

  test('is the same in every synthesis', () => {
    expect(definitionOf(make())).toBe(definitionOf(make()));
  });

  test('changes with the task, its endpoints and its instance', () => {
    const others = [
      make({ tableMappings: TableMappings.includeSchema('other') }),
      make({ taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: 3 } }) }),
      make({}, InstanceClass.R6I_XLARGE),
    ];
    const endpoint = make();
    (endpoint.pair.targetEndpoint.node.defaultChild as CfnResource).addPropertyOverride('ExtraConnectionAttributes', 'x=1');
    expect(new Set([make(), ...others, endpoint].map(definitionOf)).size).toBe(5);
  });

  test('has beside it the values that are known only at deployment, and none that comes later', () => {
    const { stack } = make();
    const inputs = JSON.stringify(steps(stack).Before.Inputs);
    expect(inputs).toMatch(/InstanceSecurityGroup/);
    for (const type of ['AWS::DMS::ReplicationInstance', 'AWS::DMS::Endpoint', TASK]) {
      for (const id of Object.keys(Template.fromStack(stack).findResources(type))) expect(inputs).not.toContain(id);
    }
  });

  test('stays as it is where the task is not to be stopped', () => {
    expect(definitionOf(make({ stopForChanges: false }))).toBe('unwatched');
  });
});

test('a restart is known by the path of its task, with the position that it is from', () => {
  expect(steps(make().stack).After.Restarts).toBeUndefined();
  const { stack } = make({ restart: TaskRestart.reload('one'), startOnDeploy: false, stopForChanges: false });
  expect(steps(stack).Before.Restarts).toEqual({ Sales: { Name: 'one', Type: 'reload-target' } });
  const other = testStack();
  testTask(other, { restart: TaskRestart.fromCdcStart('two'), migrationType: MigrationType.CDC, cdcStart: CdcStart.atPosition('checkpoint:V1#1') },
    testPair(other, { source: testSource(other, { settings: { slotName: 'sales' } }) }));
  expect(steps(other).After.Restarts).toEqual({ Task: { Name: 'two', Type: 'start-replication', CdcStartPosition: 'checkpoint:V1#1' } });
});

test('without a word, deployments look after a task and its connections', () => {
  const stack = testStack();
  const endpointPair = new EndpointPair(stack, 'Pair', { instance: importedInstance(stack), source: testSource(stack), target: testTarget(stack) });
  new MigrationTask(stack, 'Sales', { endpointPair, tableMappings: TableMappings.includeSchema('sales') });
  const { Before: before, Connections: connections, After: after } = steps(stack);
  expect(before).toEqual({ ...after, Part: 'Before' });
  expect(after.Tasks).toEqual({ Sales: expect.stringMatching(/^test-sales-[0-9a-f]{8} [0-9a-f]{16} start inputs=0,1,2$/) as string });
  expect(Object.keys(connections.Connections as object)).toEqual(['Pair source', 'Pair target']);
});

test('if told to, they leave both to themselves', () => {
  const stack = testStack();
  testTask(stack);
  Template.fromStack(stack).resourceCountIs(STEP, 0);
});

test('a connection is proven with the engine that it is to, and as patiently as it is said', () => {
  const stack = testStack();
  const instance = new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) });
  testPair(stack, { instance, testConnections: true, connectionPatience: Duration.minutes(20) });
  expect(steps(stack).Connections).toMatchObject({
    PatienceSeconds: '1200',
    Connections: {
      'Pair source': { Role: 'source', EngineName: 'postgres', InstanceArn: { Ref: expect.stringMatching(/^Instance/) as string } },
      'Pair target': { Role: 'target', EngineName: 'aurora-postgresql' },
    },
  });
  expect(Object.keys(steps(stack))).not.toContain('After');
});

test('connections are tested when the database is there that the same stack makes', () => {
  const stack = testStack();
  const vpc = testVpc(stack);
  const database = new rds.DatabaseInstance(stack, 'Database', {
    vpc, vpcSubnets: { subnets: vpc.isolatedSubnets }, engine: rds.DatabaseInstanceEngine.POSTGRES, securityGroups: [closedGroup(stack)],
  });
  const instance = new ReplicationInstance(stack, 'Instance', { vpc });
  const source = SourceDatabase.fromDatabaseInstance(database, { secret: testSecret(stack, 'Login'), databaseName: 'app' });
  new EndpointPair(stack, 'Pair', { instance, source, target: testTarget(stack), testConnections: true });
  expect(dependenciesOf(stack, STEP)).toEqual(expect.arrayContaining([expect.stringMatching(/^Database/)]));
});

test('the class of phase scaling is asked for when tasks are stopped, whichever is defined first', () => {
  for (const isFirst of [true, false]) {
    const stack = testStack();
    const instance = new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) });
    const scale = (): PhaseScaling => new PhaseScaling(stack, 'Scaling', { instance, fullLoadClass: InstanceClass.R6I_4XLARGE, cdcClass: InstanceClass.R6I_LARGE });
    if (isFirst) scale();
    new MigrationTask(stack, 'Sales', { endpointPair: testPair(stack, { instance }), tableMappings: TableMappings.includeSchema('sales'), ...MANAGED });
    if (!isFirst) scale();
    Template.fromStack(stack).hasResource('Custom::DmsPhaseScaling', {
      Properties: { Part: 'Class' }, DependsOn: Match.arrayWith([Match.stringLikeRegexp('^DmsDeploymentBefore')]),
    });
  }
});

test('tasks in nested stacks are looked after from the outermost one', () => {
  const { stack, pair } = make();
  const nested = new NestedStack(stack, 'More');
  new MigrationTask(nested, 'Stock', { endpointPair: pair, tableMappings: TableMappings.includeSchema('stock'), ...MANAGED });
  expect(Object.keys(steps(stack).After.Tasks ?? {})).toEqual(['More/Stock', 'Sales']);
  Template.fromStack(nested).resourceCountIs(STEP, 0);
  Template.fromStack(nested).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['dms:StartReplicationTask', 'dms:StopReplicationTask'], Resource: [{ Ref: Match.stringLikeRegexp('^Stock') }] }] },
  });
});

test('a task in another stack is stopped by that of its endpoints when these change, and started by its own', () => {
  const app = new App();
  const { stack, pair } = make({}, undefined, new Stack(app, 'Base'));
  const later = new Stack(app, 'Later');
  new MigrationTask(later, 'Stock', { endpointPair: pair, tableMappings: TableMappings.includeSchema('stock'), ...MANAGED });
  expect(steps(stack).Before.Tasks).toMatchObject({ 'Later/Stock': expect.stringMatching(/^\S+ [0-9a-f]{16} kept/) as string });
  expect(steps(later).After.Tasks).toMatchObject({ Stock: expect.stringMatching(/^\S+ [0-9a-f]{16} start$/) as string });
});

test('the function may do to tasks and connections what it has to, and to no others', () => {
  const { stack } = make();
  const statements = every(stack, 'AWS::IAM::ManagedPolicy').flatMap(({ PolicyDocument }) => (PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] }).Statement);
  const dms = statements.filter(({ Action }) => JSON.stringify(Action).includes('dms:'));
  expect(dms.filter(({ Resource }) => Resource === '*').map(({ Action }) => Action)).toEqual([['dms:DescribeConnections', 'dms:DescribeReplicationTasks']]);
  expect(dms.map(({ Action }) => Action)).toEqual(expect.arrayContaining([['dms:StartReplicationTask', 'dms:StopReplicationTask'], ['dms:TestConnection']]));
});

test('400 tasks fit into their steps and policies', () => {
  const { stack, pair } = make();
  const nested = [0, 1].map((number) => new NestedStack(stack, `Nested${number}`));
  for (let number = 0; number < 400; number++) {
    new MigrationTask(nested[number % 2], `Task${number}`, { endpointPair: pair, tableMappings: TableMappings.includeSchema(`s${number}`), ...MANAGED });
  }
  expect(Object.keys(steps(stack).Before.Tasks ?? {})).toHaveLength(401);
  // A change brings the old ones, too, and Lambda takes 256 KB in an asynchronous invocation [Lambda quotas; by now it is 1 MB].
  for (const step of Object.values(steps(stack))) expect(2 * Buffer.byteLength(JSON.stringify(step))).toBeLessThan(128_000);
  expect(every(nested[0], 'AWS::IAM::ManagedPolicy').every(({ PolicyDocument }) => JSON.stringify(PolicyDocument).length < 6144)).toBe(true);
});

test('fails for a patience that CloudFormation does not have', () => {
  expect(failures((stack) => testPair(stack, { testConnections: true, connectionPatience: Duration.hours(2), source: testSource(stack) }))).toEqual(['connectionPatience']);
});

test('a task that is kept is not stopped when it leaves', () => {
  const { stack, task } = make();
  (task.node.defaultChild as CfnResource).cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  expect(readDeployedTask(steps(stack).Before.Tasks?.Sales ?? '').kept).toBe(true);
});
