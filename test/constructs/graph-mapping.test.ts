import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { GraphMapping, GraphPropertyType, GraphRule } from '../../lib/constructs/graph-mapping';
import { MigrationType } from '../../lib/constructs/migration-type';
import { type TargetDatabase } from '../../lib/constructs/target-database';
import { describeProblem } from '../../lib/plan/problem';
import { ACCOUNT } from '../support/endpoints';
import { EVERY_TARGET } from '../support/engine-databases';
import { TASK, testPair, testTask } from '../support/tasks';

// The example of the DMS User Guide, Graph-mapping rules for generating property-graph data using Gremlin.
const employees = GraphMapping.gremlin(
  GraphRule.vertex({
    table: 'nodes', definitionId: '1', idTemplate: '{emp_id}', label: 'employee', ruleName: 'vertex_mapping_rule_from_nodes',
    properties: [{ name: 'name', template: '{emp_name}' }],
  }),
  GraphRule.edge({
    table: 'nodes', from: { definitionId: '1', idTemplate: '{emp_id}' }, to: { definitionId: '1', idTemplate: '{mgr_id}' },
    label: 'reportsTo', idTemplate: '{emp_id}_{mgr_id}', properties: [{ name: 'level', template: '{level}', type: GraphPropertyType.INT }],
  }),
);

function neptuneTask(graphMapping: GraphMapping): Record<string, unknown> {
  const stack = new Stack(new App(), 'Test', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  testTask(stack, { migrationType: MigrationType.FULL_LOAD, graphMapping }, testPair(stack, { target: EVERY_TARGET.neptune[1](stack) }));
  const [task] = Object.values(Template.fromStack(stack).findResources(TASK)) as { Properties: Record<string, unknown> }[];
  return task.Properties;
}

test('vertices and edges are rendered as DMS documents them', () => {
  expect(employees._render()).toEqual({ document: { rules: [
    {
      rule_id: '1',
      rule_name: 'vertex_mapping_rule_from_nodes',
      table_name: 'nodes',
      vertex_definitions: [{
        vertex_id_template: '{emp_id}',
        vertex_label: 'employee',
        vertex_definition_id: '1',
        vertex_properties: [{ property_name: 'name', property_value_template: '{emp_name}', property_value_type: 'String' }],
      }],
    },
    {
      rule_id: '2',
      rule_name: 'edge-2',
      table_name: 'nodes',
      edge_definitions: [{
        from_vertex: { vertex_id_template: '{emp_id}', vertex_definition_id: '1' },
        to_vertex: { vertex_id_template: '{mgr_id}', vertex_definition_id: '1' },
        edge_id_template: { label: 'reportsTo', template: '{emp_id}_{mgr_id}' },
        edge_properties: [{ property_name: 'level', property_value_template: '{level}', property_value_type: 'Int' }],
      }],
    },
  ] } });
  expect(employees._problems()).toEqual([]);
});

test('reach the template as JSON', () => {
  expect(JSON.parse(neptuneTask(employees).TaskData as string)).toEqual((employees._render() as { document: unknown }).document);
});

test('R2RML reaches it as it is', () => {
  const mapping = '@prefix rr: <http://www.w3.org/ns/r2rml#>.\n\n<#TriplesMap1>\n    rr:logicalTable [ rr:tableName "nodes" ].\n';
  expect(neptuneTask(GraphMapping.r2rml(mapping)).TaskData).toBe(mapping);
});

test('a file is the same on every machine', () => {
  const directory = mkdtempSync(join(tmpdir(), 'graph-'));
  try {
    const path = join(directory, 'mapping.ttl');
    writeFileSync(path, '\uFEFF@prefix rr: <http://www.w3.org/ns/r2rml#>.\r\n');
    expect(GraphMapping.fromFile(path)._render()).toEqual({ text: '@prefix rr: <http://www.w3.org/ns/r2rml#>.\n' });
    expect(GraphMapping.fromFile(path)._problems()).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a file that is not there is told of', () => {
  expect(GraphMapping.fromFile('nowhere.json')._problems().map(describeProblem)).toEqual([
    `'' must be a file that can be read, got "nowhere.json". Reading it ended with ENOENT. Correct the path; it is taken from the directory in which the app is run. [graphMappingFile]`,
  ]);
});

test('tells where a rule is wrong, and passes what is known only at deployment', () => {
  const token = Lazy.string({ produce: () => '{id}' });
  expect(GraphMapping.gremlin(GraphRule.vertex({ table: token, definitionId: token, idTemplate: token }))._problems()).toEqual([]);
  expect(GraphMapping.gremlin()._problems().map(({ code }) => code)).toEqual(['graphMappingEmpty']);
});

test('is needed for Neptune, and for no other target', () => {
  const synthesized = (target: (stack: Stack) => TargetDatabase, graphMapping?: GraphMapping): string[] => {
    const stack = new Stack(new App(), 'Test', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    const task = testTask(stack, { migrationType: MigrationType.FULL_LOAD, graphMapping }, testPair(stack, { target: target(stack) }));
    return task.node.validate().map((message) => /\[(\w+)\]$/.exec(message)?.[1] ?? message);
  };
  expect(synthesized(EVERY_TARGET.neptune[1])).toEqual(['graphMappingMissing']);
  expect(synthesized(EVERY_TARGET.neptune[1], GraphMapping.r2rml('triples'))).toEqual(['graphMappingForm']);
  expect(synthesized(EVERY_TARGET.postgreSql[1])).toEqual([]);
});
