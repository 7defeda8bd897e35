import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { onPremisesPostgreSql } from '../../../bin/samples/on-premises-postgresql';
import { DEFAULT_BEHAVIOUR } from '../../../lib/simulator/behaviour';
import type { DeployedStack, Properties, StackTemplate } from '../../../lib/simulator/cloudformation';
import { RESOURCE_FACTS } from '../../../lib/simulator/cloudformation/resource-facts';
import { Account, failing, inOrder, succeed, type Answering } from './support';

// The sample of this project, deployed as its users would deploy it.

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
const DATABASE = 'OrdersDatabase';
const MIGRATION = 'OrdersMigration';
const templates = synthesized();

function synthesized(): Record<typeof DATABASE | typeof MIGRATION, StackTemplate> {
  const app = new App({ context });
  onPremisesPostgreSql(app);
  const assembly = app.synth();
  const templateOf = (name: string): StackTemplate => assembly.getStackByName(name).template as StackTemplate;
  return { [DATABASE]: templateOf(DATABASE), [MIGRATION]: templateOf(MIGRATION) };
}

/** What a provider of classes tells the instance. */
const answering: Answering = (request) => {
  const { Part: part, FullLoadClass: instanceClass } = request.ResourceProperties;
  const answer = succeed(request);
  return part === 'Class' && answer !== undefined ? { ...answer, Data: { InstanceClass: instanceClass } } : answer;
};

/** Both stacks deployed, with the times that DMS takes. */
async function deployed(): Promise<Account> {
  const account = new Account({ dmsOptions: { behaviour: { durations: DEFAULT_BEHAVIOUR.durations } } });
  account.answering = answering;
  for (const name of [DATABASE, MIGRATION] as const) {
    expect(await account.deployer.deploy(name, templates[name])).toMatchObject({ succeeded: true, status: 'CREATE_COMPLETE' });
  }
  return account;
}

function idOf(type: string, { resources }: DeployedStack): string | undefined {
  return Object.values(resources).find((each) => each.type === type)?.logicalId;
}

/** The template of the migration with other properties of the first resource of a type. */
function changed(type: string, change: Properties): StackTemplate {
  const [id, definition] = Object.entries(templates[MIGRATION].Resources).find(([, each]) => each.Type === type) ?? [''];
  if (definition === undefined) throw new Error(`there is no ${type}`);
  const { [MIGRATION]: { Resources, ...rest } } = templates;
  return { ...rest, Resources: { ...Resources, [id]: { ...definition, Properties: { ...definition.Properties, ...change } } } };
}

/** What is left of DMS. */
function leftInDms({ dms }: Account): number {
  const lists = ['DescribeReplicationInstances', 'DescribeReplicationTasks', 'DescribeEndpoints', 'DescribeReplicationSubnetGroups'];
  return lists.flatMap((operation) => Object.values(dms.call(operation)) as object[][]).flat().length;
}

test('is deployed from nothing, each resource of DMS after what it needs', async () => {
  const { dms, changes, told, deployer } = await deployed();
  const created = changes.filter((each) => each.startsWith('Create'));
  expect(created.slice().sort()).toEqual([
    'CreateEndpoint', 'CreateEndpoint', 'CreateReplicationInstance', 'CreateReplicationSubnetGroup', 'CreateReplicationTask', 'CreateReplicationTask',
  ]);
  expect(created.indexOf('CreateReplicationSubnetGroup')).toBeLessThan(created.indexOf('CreateReplicationInstance'));
  expect(created.slice(-2)).toEqual(['CreateReplicationTask', 'CreateReplicationTask']);
  expect(told.every((each) => each.startsWith('Create '))).toBe(true);
  expect(dms.call('DescribeReplicationInstances')).toMatchObject({
    ReplicationInstances: [{ ReplicationInstanceStatus: 'available', ReplicationInstanceClass: 'dms.c6i.2xlarge', AllocatedStorage: 163, MultiAZ: true, PubliclyAccessible: false }],
  });
  const { outputs, resources } = deployer.stack(MIGRATION) as DeployedStack;
  expect(outputs.InstanceArn.value).toMatch(/^arn:aws:dms:us-east-1:123456789012:rep:[A-Z0-9]{26}$/);
  expect(Object.values(resources).filter(({ status }) => status !== 'CREATE_COMPLETE')).toEqual([]);
});

test('takes as long as an instance and its tasks do, side by side', async () => {
  const { dms } = await deployed();
  const minutes = (dms.now - Date.UTC(2026, 0, 5)) / 60_000;
  expect(minutes).toBeGreaterThan(5);
  expect(minutes).toBeLessThan(12);
});

test('is deployed in the same way every time', async () => {
  const [one, other] = [await deployed(), await deployed()];
  expect(other.deployer.events).toEqual(one.deployer.events);
  expect(other.requests).toEqual(one.requests);
});

test('is left alone by a second deployment of the same', async () => {
  const account = await deployed();
  const { changes } = account;
  account.forget();
  expect(await account.deployer.deploy(MIGRATION, templates[MIGRATION])).toMatchObject({ succeeded: true, changed: false, status: 'CREATE_COMPLETE', events: [] });
  expect(await account.deployer.deploy(MIGRATION, { ...templates[MIGRATION], Description: 'new' } as StackTemplate))
    .toMatchObject({ succeeded: true, changed: true, status: 'UPDATE_COMPLETE' });
  expect(account.changes).toEqual(changes);
  expect(account.requests).toEqual([]);
});

test('is updated where it has changed, and nowhere else', async () => {
  const account = await deployed();
  const before = account.changes.length;
  const result = await account.deployer.deploy(MIGRATION, changed('AWS::DMS::ReplicationInstance', { AllocatedStorage: 200 }));
  expect(result).toMatchObject({ succeeded: true, status: 'UPDATE_COMPLETE' });
  expect(account.changes.slice(before)).toEqual(['ModifyReplicationInstance']);
  expect(account.dms.call('DescribeReplicationInstances')).toMatchObject({ ReplicationInstances: [{ AllocatedStorage: 200 }] });
  expect(inOrder(result.events, 'UPDATE_COMPLETE')).toEqual([idOf('AWS::DMS::ReplicationInstance', result.stack)]);
});

test('stays half changed when DMS refuses to take a change back', async () => {
  const account = await deployed();
  const before = account.deployer.stack(MIGRATION) as DeployedStack;
  const [last] = Object.values(before.resources).filter(({ type, properties }) => type === 'Custom::DmsPhaseScaling' && properties.Part === 'Watch');
  const given = changed('AWS::DMS::ReplicationInstance', { AllocatedStorage: 200 });
  account.answering = failing(({ ResourceProperties }) => ResourceProperties.New !== undefined, answering);
  const definition = given.Resources[last.logicalId];
  const Resources = { ...given.Resources, [last.logicalId]: { ...definition, Properties: { ...definition.Properties, New: 'property' } } };
  // Storage cannot be taken away again [DMS API, ModifyReplicationInstance].
  const result = await account.deployer.deploy(MIGRATION, { ...given, Resources });
  expect(result).toMatchObject({ succeeded: false, status: 'UPDATE_ROLLBACK_FAILED', reason: `The following resource(s) failed to update: [${last.logicalId}]. ` });
  expect(result.stack.statusReason).toBe(`The following resource(s) failed to update: [${idOf('AWS::DMS::ReplicationInstance', before)}]. `);
});

test('is as it was when a change that can be taken back has been', async () => {
  const account = await deployed();
  const before = account.deployer.stack(MIGRATION) as DeployedStack;
  const given = changed('AWS::DMS::ReplicationInstance', { PreferredMaintenanceWindow: 'mon:03:00-mon:04:00' });
  const Resources = {
    ...given.Resources,
    Late: {
      Type: 'Custom::Late', Properties: { ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:x' },
      DependsOn: Object.keys(given.Resources).filter((id) => given.Resources[id].Type === 'AWS::DMS::ReplicationInstance'),
    },
  };
  account.answering = failing(({ LogicalResourceId, RequestType }) => LogicalResourceId === 'Late' && RequestType === 'Create', answering);
  const result = await account.deployer.deploy(MIGRATION, { ...given, Resources });
  expect(result).toMatchObject({ succeeded: false, status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'The following resource(s) failed to create: [Late]. ' });
  expect(account.changes.slice(-2)).toEqual(['ModifyReplicationInstance', 'ModifyReplicationInstance']);
  expect(account.dms.call('DescribeReplicationInstances')).toMatchObject({ ReplicationInstances: [{ PreferredMaintenanceWindow: 'sun:03:00-sun:04:00' }] });
  const facts = ({ resources }: DeployedStack): object => Object.fromEntries(Object.values(resources)
    .map(({ logicalId, physicalId, properties, attributes }) => [logicalId, { physicalId, properties, attributes }]));
  expect(facts(result.stack)).toEqual(facts(before));
});

test('is destroyed in the reverse order, after what it exports to', async () => {
  const account = await deployed();
  expect(await account.deployer.destroy(DATABASE)).toMatchObject({ succeeded: false, status: 'DELETE_FAILED', reason: expect.stringContaining('in use by OrdersMigration') });
  const result = await account.deployer.destroy(MIGRATION);
  expect(result).toMatchObject({ succeeded: true, status: 'DELETE_COMPLETE' });
  const types = inOrder(result.events, 'DELETE_COMPLETE').map((id) => templates[MIGRATION].Resources[id].Type)
    .filter((type) => type.startsWith('AWS::DMS::Replication'));
  expect(types).toEqual(['AWS::DMS::ReplicationTask', 'AWS::DMS::ReplicationTask', 'AWS::DMS::ReplicationInstance', 'AWS::DMS::ReplicationSubnetGroup']);
  expect(await account.deployer.destroy(DATABASE)).toMatchObject({ succeeded: true });
  expect(leftInDms(account)).toBe(0);
  expect(account.deployer.stack(MIGRATION)).toBeUndefined();
});

test('has no type of which nothing is known', () => {
  const types = new Set(Object.values(templates).flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type)));
  expect([...types].filter((type) => type.startsWith('AWS::') && !Object.hasOwn(RESOURCE_FACTS, type))).toEqual([]);
});
