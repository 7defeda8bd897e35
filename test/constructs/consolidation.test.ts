import { Annotations, App, Stack } from 'aws-cdk-lib';
import { Annotations as Told, Match } from 'aws-cdk-lib/assertions';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, EndpointPair, MigrationTask, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase, TargetTablePrepMode, TaskSettings,
} from '../../lib';
import { importedInstance, SECRET_ARN, testSecret } from '../support/endpoints';
import { only, synthesisErrors, testStack } from '../support/stacks';

const clearing = TaskSettings.of({ fullLoad: { targetTablePrepMode: TargetTablePrepMode.DROP_AND_CREATE } });

function source(secret: secretsmanager.ISecret): SourceDatabase {
  return SourceDatabase.postgreSql({ secret, databaseName: 'app', network: DatabaseNetwork.cidr('10.20.0.0/16') });
}

/** A task of a pair of its own, with the same target each time. */
function region(stack: Stack, name: string, mappings: TableMappings, taskSettings?: TaskSettings): MigrationTask {
  const instance = importedInstance(new Stack(stack, name, { env: { account: stack.account, region: stack.region } }));
  const pair = new EndpointPair(stack, name + 'Pair', {
    instance,
    source: source(testSecret(stack, `${name}Secret`, `${SECRET_ARN.slice(0, -10)}${name}-AbCdEf`)),
    target: TargetDatabase.auroraPostgreSql({
      secret: testSecret(stack, `${name}TargetSecret`), databaseName: 'app', network: DatabaseNetwork.cidr('10.30.0.0/16'),
    }),
  });
  return new MigrationTask(stack, name + 'Task', { endpointPair: pair, tableMappings: mappings, taskSettings });
}

test('two sources that write one schema are told of, across replication instances', () => {
  const stack = testStack();
  region(stack, 'Europe', TableMappings.includeSchema('shop'));
  region(stack, 'Asia', TableMappings.includeSchema('shop'));
  expect(synthesisErrors(stack)).toEqual([]);
  Told.fromStack(stack).hasWarning('/Test/AsiaTask', Match.stringLikeRegexp('task "Test/EuropeTask" writes, too: "shop\\.%"'));
});

test('a source that drops what another one has written is refused', () => {
  const stack = testStack();
  region(stack, 'Europe', TableMappings.includeSchema('shop'));
  region(stack, 'Asia', TableMappings.includeSchema('shop'), clearing);
  expect(synthesisErrors(stack)).toEqual([expect.stringMatching(/"Test\/AsiaTask" drops or empties them .*\[sharedTablesCleared\]$/)]);
});

test('with a schema for each source there is nothing to tell, whatever is dropped', () => {
  const stack = testStack();
  region(stack, 'Europe', TableMappings.includeSchema('shop', { targetSchema: 'shop_eu', excludeTables: ['tmp_%'] }), clearing);
  region(stack, 'Asia', TableMappings.includeSchema('shop', { targetSchema: 'shop_asia' }), clearing);
  expect(synthesisErrors(stack)).toEqual([]);
  Told.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('writes, too'));
});

test('what is wanted is acknowledged', () => {
  const stack = testStack();
  region(stack, 'Europe', TableMappings.includeSchema('shop'));
  const task = region(stack, 'Asia', TableMappings.includeSchema('shop'));
  Annotations.of(task).acknowledgeWarning('cdk-dms-migrations:sharedTables', 'Keys have the region in them');
  expect(synthesisErrors(stack)).toEqual([]);
  Told.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('writes, too'));
});

test('mappings given as text are looked at, too', () => {
  const stack = testStack();
  const rule = { 'rule-type': 'selection', 'rule-id': '1', 'rule-name': 'all', 'rule-action': 'include',
    'object-locator': { 'schema-name': '%', 'table-name': '%' }, 'filters': [] };
  region(stack, 'Europe', TableMappings.fromJsonString(JSON.stringify({ rules: [rule] })));
  region(stack, 'Asia', TableMappings.includeTables('shop', ['orders']));
  expect(synthesisErrors(stack)).toEqual([]);
  Told.fromStack(stack).hasWarning('/Test/AsiaTask', Match.stringLikeRegexp('writes, too: "shop\\.orders"'));
});

test('the schema is renamed by one rule', () => {
  const stack = testStack();
  region(stack, 'Europe', TableMappings.includeSchema('shop', { targetSchema: 'shop_eu' }));
  const { rules } = JSON.parse(only(stack, 'AWS::DMS::ReplicationTask').TableMappings as string) as { rules: object[] };
  expect(rules[1]).toMatchObject({
    'rule-type': 'transformation', 'rule-target': 'schema', 'rule-action': 'rename', 'object-locator': { 'schema-name': 'shop' }, 'value': 'shop_eu',
  });
});

test('a replication stack takes several sources to its target, and several targets from its source', () => {
  const app = new App();
  const databases = new Stack(app, 'Databases', { env: { account: '111122223333', region: 'eu-west-1' } });
  const [europe, asia, central, reports] = ['Europe', 'Asia', 'Central', 'Reports'].map((id) =>
    testSecret(databases, id, `${SECRET_ARN.slice(0, -10)}${id}-AbCdEf`));
  const target = (secret: secretsmanager.ISecret): TargetDatabase =>
    TargetDatabase.auroraPostgreSql({ secret, databaseName: 'app', network: DatabaseNetwork.cidr('10.30.0.0/16') });
  const stack = new ReplicationStack(app, 'Shops', {
    env: { account: '111122223333', region: 'eu-west-1' },
    source: source(europe),
    target: target(central),
    tasks: { Europe: { tableMappings: TableMappings.includeSchema('shop', { targetSchema: 'shop_eu' }) } },
  });
  // The target of the first pair serves the second one, and the source of the first pair the third one.
  const second = stack.addEndpointPair('AsiaEndpoints', {
    source: source(asia), target: TargetDatabase.fromEndpoint(stack.endpointPair.targetEndpoint),
  });
  const third = stack.addEndpointPair('ReportEndpoints', {
    source: SourceDatabase.fromEndpoint(stack.endpointPair.sourceEndpoint), target: target(reports),
  });
  stack.addTask('Asia', { endpointPair: second, tableMappings: TableMappings.includeSchema('shop') });
  stack.addTask('Reports', { endpointPair: third, tableMappings: TableMappings.includeSchema('shop') });
  const clash = stack.addTask('Clash', { endpointPair: second, tableMappings: TableMappings.includeSchema('shop_eu') });

  const template = app.synth().getStackByName('Shops').template as { Resources: Record<string, { Type: string }> };
  expect(Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::DMS::Endpoint')).toHaveLength(4);
  expect(clash.node.metadata.map(({ data }) => String(data)).filter((text) => text.includes('writes, too'))).toEqual([
    expect.stringContaining('task "Shops/Europe" writes, too: "shop_eu.%"'),
  ]);
});
