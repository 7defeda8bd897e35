import { App, Stack, Stage } from 'aws-cdk-lib';
import { CfnReplicationTask } from 'aws-cdk-lib/aws-dms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { synthesizeTasks } from '../../bench/rehearse/many-tasks';
import { BoundaryHook, DatabaseNetwork, InstanceClass, MigrationType, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase } from '../../lib';
import { rehearse } from '../../lib/rehearsal';
import { newDirectory } from './assemblies';

function migration(scope: Stage, hook?: (stack: Stack) => BoundaryHook): ReplicationStack {
  const given = new Stack(scope, 'Given', { env: { account: '111122223333', region: 'eu-central-1' } });
  const database = (name: string): Parameters<typeof SourceDatabase.postgreSql>[0] => ({
    secret: secretsmanager.Secret.fromSecretNameV2(given, name, `${name}-database`), databaseName: 'app', network: DatabaseNetwork.cidr('10.20.0.0/16'),
  });
  return new ReplicationStack(scope, 'Migration', {
    env: { account: '111122223333', region: 'eu-central-1' },
    source: SourceDatabase.postgreSql(database('source')),
    target: TargetDatabase.auroraPostgreSql(database('target')),
    phaseScaling: { fullLoadClass: InstanceClass.R6I_2XLARGE, cdcClass: InstanceClass.R6I_LARGE, ...hook && { boundaryHook: hook(given) } },
    tasks: {
      Both: { tableMappings: TableMappings.includeSchema('both') },
      Once: { tableMappings: TableMappings.includeSchema('once'), migrationType: MigrationType.FULL_LOAD },
    },
  });
}

function indexes(stack: Stack): BoundaryHook {
  return BoundaryHook.fromFunction(new lambda.Function(stack, 'Indexes', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => { throw new Error("is not run"); };'),
  }));
}

test('hooks run at the boundary of tasks that go on, and tasks wait for them', async () => {
  const app = new App({ outdir: newDirectory() });
  migration(app, indexes);
  const { problems, timeline, instances, calls } = await rehearse(app.synth().directory, { days: 0.05, hooks: { seconds: 1200 } });
  expect(problems).toEqual([]);
  const hooks = timeline.filter(({ kind }) => kind === 'hook');
  expect(hooks.map(({ text }) => text)).toEqual(['starts', 'ends: SUCCEEDED']);
  expect(hooks[1].at - hooks[0].at).toBe(1_200_000);
  const resumed = timeline.filter(({ kind, subject, text }) => kind === 'task' && subject.includes('both') && text === 'starting').at(-1);
  expect(resumed?.at).toBeGreaterThan(hooks[1].at);
  expect(instances[0].hours.map((each) => each.class)).toEqual(['dms.r6i.2xlarge', 'dms.r6i.large']);
  expect(calls.some(({ action, outcome }) => action === 'states:StartExecution' && outcome === 'ok')).toBe(true);
}, 60_000);

test('a hook that fails is told, and the migration goes on', async () => {
  const app = new App({ outdir: newDirectory() });
  migration(app, indexes);
  const { problems, notifications, tasks } = await rehearse(app.synth().directory, { days: 0.05, hooks: { ends: 'FAILED' } });
  expect(problems).toEqual([]);
  expect(notifications.at(-1)?.subject).toMatch(/^Boundary hook of DMS task migration-both-[0-9a-f]{8} failed$/);
  expect(tasks.map(({ status, stage }) => `${status} ${stage}`)).toEqual(['running cdc', 'stopped load']);
}, 60_000);

test('stages, and the account and Region that a stack names', async () => {
  const app = new App({ outdir: newDirectory() });
  migration(new Stage(app, 'Production'));
  const { problems, deployments, dmsCalls } = await rehearse(app.synth().directory, { days: 0.05 });
  expect(problems).toEqual([]);
  expect(deployments.map(({ stack }) => stack)).toEqual(['Production-Migration']);
  expect(JSON.stringify(dmsCalls)).toContain('arn:aws:dms:eu-central-1:111122223333:task:');
}, 60_000);

test('instances and endpoints that are there already', async () => {
  const app = new App({ outdir: newDirectory() });
  const stack = new Stack(app, 'Adopting');
  const arn = (kind: string, id: string): string => `arn:aws:dms:eu-west-1:111122223333:${kind}:${id}`;
  new CfnReplicationTask(stack, 'Task', {
    migrationType: 'full-load-and-cdc', tableMappings: '{"rules":[]}', replicationTaskIdentifier: 'adopted', replicationInstanceArn: arn('rep', 'THERE'),
    sourceEndpointArn: arn('endpoint', 'FROM'), targetEndpointArn: arn('endpoint', 'TO'),
  });
  const { problems, tasks, instances, changes, timeline } = await rehearse(app.synth().directory, { days: 0.05 });
  expect(problems).toEqual([]);
  expect(tasks).toMatchObject([{ name: 'adopted', instance: 'there', stage: 'cdc' }]);
  expect(instances).toMatchObject([{ name: 'there', class: 'dms.r6i.2xlarge' }]);
  expect(changes[0].operation).toBe('CreateReplicationTask');
  expect(timeline[0]).toMatchObject({ subject: 'there', text: 'is there already; nothing is told of its class, and it is taken to be dms.r6i.2xlarge' });
}, 60_000);

test('tasks in nested stacks', async () => {
  const { problems, tasks, deployments } = await rehearse(synthesizeTasks(75, newDirectory()), { days: 0.05 });
  expect(problems).toEqual([]);
  expect(tasks.map(({ stage }) => stage)).toEqual(Array.from({ length: 75 }, () => 'cdc'));
  expect(deployments.map(({ stack, status }) => `${stack} ${status}`)).toEqual(['Migration1 CREATE_COMPLETE']);
}, 120_000);
