import { App, Stack } from 'aws-cdk-lib';
import { CfnEndpoint } from 'aws-cdk-lib/aws-dms';
import { EndpointPair } from '../../lib/constructs/endpoint-pair';
import { GraphMapping, GraphRule } from '../../lib/constructs/graph-mapping';
import { MigrationTask } from '../../lib/constructs/migration-task';
import { MigrationType } from '../../lib/constructs/migration-type';
import { ReplicationInstance } from '../../lib/constructs/replication-instance';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { ACCOUNT, closedGroup } from '../support/endpoints';
import { EVERY_SOURCE, EVERY_TARGET } from '../support/engine-databases';
import { UNMANAGED } from '../support/tasks';

/** Not factories of a description: what is made from something else, which tests of their own cover. */
const NOT_DESCRIBED = ['fromDatabaseCluster', 'fromDatabaseInstance', 'fromEndpoint'];

const LOADS_ONLY = ['auroraServerlessMySql', 'azureSqlDatabase', 'db2ZOs'];
const LOADED_ONLY = ['babelfish', 'neptune'];
const NOT_RELATIONAL = ['documentDb', 'fromDocumentDbCluster', 'mongoDb', 's3'];

const GRAPH = GraphMapping.gremlin(GraphRule.vertex({ table: 'orders', definitionId: 'order', idTemplate: '{id}', label: 'order' }));

/** Why a pair cannot be migrated with a load and changes after it, as DMS documents it; nothing where it can. */
function documented(source: string, target: string): string[] {
  return [
    ...(LOADS_ONLY.includes(source) ? ['fullLoadOnly'] : []),
    ...(LOADED_ONLY.includes(target) ? ['fullLoadOnly'] : []),
    ...(target === 'neptune' && NOT_RELATIONAL.includes(source) ? ['graphSource'] : []),
  ];
}

/** What one pair comes to. */
interface Outcome {
  readonly errors: string[];
  readonly engines: unknown[];
}

function define(app: App, id: string, source: string, target: string, migrationType: MigrationType): Stack {
  const stack = new Stack(app, id, { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const instance = ReplicationInstance.fromReplicationInstanceAttributes(stack, 'Instance', {
    replicationInstanceArn: `arn:aws:dms:eu-west-1:${ACCOUNT}:rep:ABC`,
    replicationInstanceIdentifier: 'migration',
    securityGroups: [closedGroup(stack)],
  });
  const endpointPair = new EndpointPair(stack, 'Pair', {
    instance, source: EVERY_SOURCE[source][1](stack), target: EVERY_TARGET[target][1](stack), testConnections: false,
  });
  new MigrationTask(stack, 'Task', {
    endpointPair, migrationType, tableMappings: TableMappings.includeSchema('sales'), graphMapping: target === 'neptune' ? GRAPH : undefined, ...UNMANAGED,
  });
  return stack;
}

/** All targets for one source. The rules are asked directly, as a synthesis asks them: it takes much longer. */
function outcomes(source: string, migrationType: MigrationType): [target: string, outcome: Outcome][] {
  const app = new App();
  const stacks = Object.keys(EVERY_TARGET).map((target) => define(app, target, source, target, migrationType));
  return stacks.map((stack) => [stack.node.id, {
    errors: stack.node.findAll().flatMap(({ node }) => node.validate()).map((message) => /\[(\w+)\]$/.exec(message)?.[1] ?? message),
    engines: stack.node.findAll().filter((each): each is CfnEndpoint => each instanceof CfnEndpoint).map(({ engineName }) => engineName),
  }]);
}

test('each factory of a description has a place in the matrix', () => {
  const factories = (of: object): string[] => Object.getOwnPropertyNames(of)
    .filter((name) => typeof Reflect.get(of, name) === 'function' && !NOT_DESCRIBED.includes(name)).sort();
  expect(factories(SourceDatabase)).toEqual(Object.keys(EVERY_SOURCE).sort());
  expect(factories(TargetDatabase)).toEqual(Object.keys(EVERY_TARGET).sort());
});

test.each(Object.entries(EVERY_SOURCE))('from %s, each target can be reached, or fails for what DMS documents', (source, [engine]) => {
  const both = outcomes(source, MigrationType.FULL_LOAD_AND_CDC);
  expect(both).toHaveLength(Object.keys(EVERY_TARGET).length);
  for (const [target, { errors, engines }] of both) {
    expect([target, errors]).toEqual([target, documented(source, target)]);
    expect(engines).toEqual([engine, EVERY_TARGET[target][0]]);
  }
});

test.each(Object.keys(EVERY_SOURCE))('from %s, a load alone reaches each target but graphs of what is no relational database', (source) => {
  for (const [target, { errors }] of outcomes(source, MigrationType.FULL_LOAD)) {
    expect([target, errors]).toEqual([target, documented(source, target).filter((code) => code !== 'fullLoadOnly')]);
  }
});

test('each source and each target synthesizes', () => {
  const app = new App();
  const [sources, targets] = [Object.keys(EVERY_SOURCE), Object.keys(EVERY_TARGET)];
  for (const source of sources) define(app, `From-${source}`, source, 'postgreSql', MigrationType.FULL_LOAD);
  for (const target of targets) define(app, `To-${target}`, 'postgreSql', target, MigrationType.FULL_LOAD);
  expect(app.synth().stacks).toHaveLength(sources.length + targets.length);
});
