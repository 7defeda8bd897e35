import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnEndpoint } from 'aws-cdk-lib/aws-dms';
import { DatabaseEngine } from '../../lib/constructs/database-engine';
import { EndpointPair } from '../../lib/constructs/endpoint-pair';
import { GraphMapping, GraphRule } from '../../lib/constructs/graph-mapping';
import { MigrationTask } from '../../lib/constructs/migration-task';
import { MigrationType } from '../../lib/constructs/migration-type';
import { ReplicationInstance } from '../../lib/constructs/replication-instance';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { ENGINES, type EndpointRole } from '../../lib/plan/engines';
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

/** `EngineName` as the API takes it [DMS API reference, CreateEndpoint]. */
const API_ENGINES = [
  'mysql', 'oracle', 'postgres', 'mariadb', 'aurora', 'aurora-postgresql', 'opensearch', 'redshift', 's3', 'db2', 'db2-zos', 'azuredb', 'sybase', 'dynamodb',
  'mongodb', 'kinesis', 'kafka', 'elasticsearch', 'docdb', 'sqlserver', 'neptune', 'babelfish', 'redshift-serverless', 'aurora-serverless',
  'aurora-postgresql-serverless', 'gcp-mysql', 'azure-sql-managed-instance', 'redis', 'dms-transfer',
];

/** Engines without a factory. */
const WITHOUT_FACTORY: Readonly<Record<string, string>> = { 'dms-transfer': 'CloudFormation has no DmsTransferSettings' };

const enginesOf = (databases: Readonly<Record<string, readonly [engine: string, ...unknown[]]>>): string[] =>
  Object.values(databases).map(([engine]) => engine);

test('each engine that CloudFormation and the API name has a factory', () => {
  const typings = readFileSync(join(dirname(require.resolve('aws-cdk-lib/aws-dms')), 'lib/dms.generated.d.ts'), 'utf8');
  const inTypings = /\*Valid values\* : ([^\n]*`neptune`[^\n]*)/.exec(typings)?.[1].match(/(?<=`)[a-z0-9-]+(?=`)/g) ?? [];
  expect(inTypings.length).toBeGreaterThan(20);
  const known = new Set([...enginesOf(EVERY_SOURCE), ...enginesOf(EVERY_TARGET), ...Object.keys(WITHOUT_FACTORY)]);
  expect([...inTypings, ...API_ENGINES].filter((engine) => !known.has(engine))).toEqual([]);
});

test('each engine has a factory at each end where it can stand, and a constant', () => {
  const ends = (role: EndpointRole): string[] => ENGINES.filter(({ roles }) => roles.includes(role)).map(({ name }) => name).sort();
  const made = (engines: string[]): string[] => [...new Set(engines)].filter((engine) => engine !== 'engine-of-tomorrow').sort();
  expect(made(enginesOf(EVERY_SOURCE))).toEqual(ends('source'));
  expect(made(enginesOf(EVERY_TARGET))).toEqual(ends('target'));
  const constants = Object.values(DatabaseEngine).flatMap((each: unknown) => (each instanceof DatabaseEngine ? [each.engineName] : []));
  expect(constants.sort()).toEqual(ENGINES.map(({ name }) => name).sort());
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
