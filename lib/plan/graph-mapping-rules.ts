import { error, show, warning, type Problem } from './problem';
import { asObject, asText } from './table-mapping-reading';
import { isKnown, UNKNOWN } from './unknown';

/** Names the vocabulary of R2RML, as a document of it has to do [W3C, R2RML: RDB to RDF Mapping Language]. */
const R2RML = /http:\/\/www\.w3\.org\/ns\/r2rml#/;

/**
 * Checks what maps rows to a graph [DMS User Guide, Specifying graph-mapping rules using Gremlin and R2RML for Amazon Neptune as a target].
 *
 * @param mapping text, or the JSON value that text would be.
 */
export function checkGraphMapping(mapping: unknown): Problem[] {
  if (mapping === UNKNOWN || (typeof mapping === 'string' && R2RML.test(mapping))) return [];
  const value = typeof mapping === 'string' ? parseJson(mapping) : mapping;
  const { rules } = asObject(value) ?? {};
  if (rules === UNKNOWN) return [];
  if (!Array.isArray(rules)) {
    return [error({
      code: 'graphMappingForm',
      where: '',
      what: `must be Gremlin's JSON or R2RML, got ${show(mapping)}`,
      why: 'DMS reads how rows become a graph in these two forms',
      mend: 'Build it with GraphMapping, or write it as {"rules": [...]}',
    })];
  }
  if (rules.length === 0) {
    return [error({
      code: 'graphMappingEmpty',
      where: 'rules',
      what: 'is empty',
      why: 'DMS makes vertices and edges by rules alone',
      mend: 'Add a rule: GraphRule.vertex() or GraphRule.edge()',
    })];
  }
  const defined = new Set(rules.flatMap((rule) => definitions(rule, 'vertex_definitions').map(({ vertex_definition_id: id }) => id)));
  return rules.flatMap((rule: unknown, index) => checkRule(`rules[${index}]`, rule, defined));
}

/** The value that a text is as JSON; undefined if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function definitions(rule: unknown, member: string): Readonly<Record<string, unknown>>[] {
  const value = asObject(rule)?.[member];
  return Array.isArray(value) ? value.map((each) => asObject(each) ?? {}) : [];
}

function checkRule(where: string, rule: unknown, defined: ReadonlySet<unknown>): Problem[] {
  const { table_name: table, vertex_definitions: vertices, edge_definitions: edges } = asObject(rule) ?? {};
  if (rule === UNKNOWN) return [];
  const problems: Problem[] = [];
  if (table === undefined || table === '') {
    problems.push(error({
      code: 'graphTable',
      where: `${where}.table_name`,
      what: `must be given, got ${show(table)}`,
      why: 'DMS reads the rows of this table or view',
      mend: 'Name it as the source does',
    }));
  }
  if (vertices === undefined && edges === undefined) {
    problems.push(error({
      code: 'graphRuleEmpty',
      where,
      what: 'makes neither vertices nor edges',
      why: 'The rows of the table would go nowhere',
      mend: 'Add vertex_definitions or edge_definitions, or leave the rule out',
    }));
  }
  return [
    ...problems,
    ...definitions(rule, 'vertex_definitions').flatMap((vertex, index) =>
      checkTemplate(`${where}.vertex_definitions[${index}].vertex_id_template`, vertex.vertex_id_template)),
    ...definitions(rule, 'edge_definitions').flatMap((edge, index) => checkEdge(`${where}.edge_definitions[${index}]`, edge, defined)),
  ];
}

function checkEdge(where: string, edge: Readonly<Record<string, unknown>>, defined: ReadonlySet<unknown>): Problem[] {
  return [
    ...['from_vertex', 'to_vertex'].flatMap((end) => {
      const { vertex_id_template: template, vertex_definition_id: id } = asObject(edge[end]) ?? {};
      const known = edge[end] === UNKNOWN || id === UNKNOWN || defined.has(UNKNOWN) || defined.has(id);
      return [
        ...(edge[end] === UNKNOWN ? [] : checkTemplate(`${where}.${end}.vertex_id_template`, template)),
        ...(known ? [] : [error({
          code: 'graphVertexUndefined',
          where: `${where}.${end}.vertex_definition_id`,
          what: `is of no vertex that a rule defines, got ${show(id)}`,
          why: 'An edge begins and ends at vertices of this document',
          mend: 'Correct it, or add a rule for the vertex',
        })]),
      ];
    }),
    ...(edge.edge_id_template === UNKNOWN ? [] : checkTemplate(`${where}.edge_id_template.template`, asObject(edge.edge_id_template)?.template)),
  ];
}

function checkTemplate(where: string, template: unknown): Problem[] {
  if (template === UNKNOWN) return [];
  const text = asText(template) ?? '';
  if (!isKnown(template) || text === '') {
    return [error({
      code: 'graphTemplate',
      where,
      what: `must be given, got ${show(template)}`,
      why: 'Every vertex and edge has an identifier, which DMS makes by it',
      mend: 'Write it with columns in braces: "{employee_id}"',
    })];
  }
  return /\{[^{}]+\}/.test(text) ? [] : [warning({
    code: 'graphTemplateConstant',
    where,
    what: `has no column in it, got ${show(text)}`,
    why: 'All rows would then have the same identifier',
    mend: 'Write columns in braces: "{employee_id}"',
  })];
}
