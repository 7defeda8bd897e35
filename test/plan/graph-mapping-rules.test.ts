import { checkGraphMapping } from '../../lib/plan/graph-mapping-rules';
import { checkMigrationTask } from '../../lib/plan/migration-task-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

type Members = Readonly<Record<string, unknown>>;

const vertex = (members: Members = {}): Members => ({ vertex_id_template: '{id}', vertex_definition_id: 'order', vertex_label: 'order', ...members });
const end = (members: Members = {}): Members => ({ vertex_id_template: '{id}', vertex_definition_id: 'order', ...members });
const edge = (members: Members = {}): Members => ({
  from_vertex: end(), to_vertex: end(), edge_id_template: { label: 'of', template: '{id}' }, ...members,
});
const vertices = (members: Members = {}): Members => ({ rule_id: '1', rule_name: 'v', table_name: 'orders', vertex_definitions: [vertex()], ...members });
const edges = (members: Members = {}): Members => ({ rule_id: '2', rule_name: 'e', table_name: 'orders', edge_definitions: [edge(members)] });
const check = (...rules: unknown[]) => checkGraphMapping({ rules });

testRules([
  {
    code: 'graphMappingForm',
    bad: () => checkGraphMapping('rows'),
    message: `'' must be Gremlin's JSON or R2RML, got "rows". DMS reads how rows become a graph in these two forms. Build it with GraphMapping, or write it as {"rules": [...]}. [graphMappingForm]`,
    unknown: () => checkGraphMapping(UNKNOWN),
  },
  {
    code: 'graphMappingEmpty',
    bad: () => check(),
    message: `'rules' is empty. DMS makes vertices and edges by rules alone. Add a rule: GraphRule.vertex() or GraphRule.edge(). [graphMappingEmpty]`,
    unknown: () => checkGraphMapping({ rules: UNKNOWN }),
  },
  {
    code: 'graphTable',
    bad: () => check(vertices({ table_name: '' })),
    message: `'rules[0].table_name' must be given, got "". DMS reads the rows of this table or view. Name it as the source does. [graphTable]`,
    unknown: () => check(vertices({ table_name: UNKNOWN })),
  },
  {
    code: 'graphRuleEmpty',
    bad: () => check(vertices({ vertex_definitions: undefined })),
    message: `'rules[0]' makes neither vertices nor edges. The rows of the table would go nowhere. Add vertex_definitions or edge_definitions, or leave the rule out. [graphRuleEmpty]`,
    unknown: () => check(UNKNOWN),
  },
  {
    code: 'graphTemplate',
    bad: () => check(vertices({ vertex_definitions: [vertex({ vertex_id_template: undefined })] })),
    message: `'rules[0].vertex_definitions[0].vertex_id_template' must be given, got nothing. Every vertex and edge has an identifier, which DMS makes by it. Write it with columns in braces: "{employee_id}". [graphTemplate]`,
    unknown: () => check(vertices({ vertex_definitions: [vertex({ vertex_id_template: UNKNOWN })] })),
  },
  {
    code: 'graphTemplateConstant',
    bad: () => check(vertices(), edges({ edge_id_template: { label: 'of', template: 'edge' } })),
    message: `'rules[1].edge_definitions[0].edge_id_template.template' has no column in it, got "edge". All rows would then have the same identifier. Write columns in braces: "{employee_id}". [graphTemplateConstant]`,
    unknown: () => check(vertices(), edges({ edge_id_template: UNKNOWN })),
  },
  {
    code: 'graphVertexUndefined',
    bad: () => check(vertices(), edges({ to_vertex: end({ vertex_definition_id: 'customer' }) })),
    message: `'rules[1].edge_definitions[0].to_vertex.vertex_definition_id' is of no vertex that a rule defines, got "customer". An edge begins and ends at vertices of this document. Correct it, or add a rule for the vertex. [graphVertexUndefined]`,
    unknown: () => check(vertices(), edges({ to_vertex: end({ vertex_definition_id: UNKNOWN }), from_vertex: UNKNOWN })),
  },
  {
    code: 'graphMappingMissing',
    bad: () => checkMigrationTask({ migrationType: 'full-load', targetEngine: 'neptune' }),
    message: `'graphMapping' is not given, and the target is Neptune. DMS makes vertices and edges of rows by it (DMS User Guide, Specifying supplemental data for task settings). Give GraphMapping.gremlin(...) or GraphMapping.r2rml(...). [graphMappingMissing]`,
    unknown: () => checkMigrationTask({ migrationType: 'full-load', targetEngine: 'neptune', graphMapping: UNKNOWN }),
  },
]);

test('passes vertices, edges between them, and R2RML', () => {
  expect(check(vertices(), edges())).toEqual([]);
  expect(checkGraphMapping(JSON.stringify({ rules: [vertices()] }))).toEqual([]);
  expect(checkGraphMapping('@prefix rr: <http://www.w3.org/ns/r2rml#>.\n<#TriplesMap1> rr:logicalTable [ rr:tableName "nodes" ].')).toEqual([]);
});

test('a graph mapping and task data are two answers', () => {
  const both = { migrationType: 'full-load', targetEngine: 'neptune', graphMapping: { document: {} }, taskData: JSON.stringify({ rules: [vertices()] }) };
  expect(checkMigrationTask(both).map(({ code }) => code)).toEqual(['twoAnswers']);
});
