import { readFileSync } from 'node:fs';
import { checkGraphMapping } from '../plan/graph-mapping-rules';
import { error, show, type Problem } from '../plan/problem';
import { checkKind } from '../plan/value-kinds';
import { listOf, withoutNulls } from '../private/read-props';
import { markUnknown } from '../private/reporting';
import { plainCopy } from '../private/table-mapping-parts';

/** Types of properties in a graph of Neptune. */
export enum GraphPropertyType {
  /** True or false. */
  BOOL = 'Bool',
  /** A whole number of 1 byte. */
  BYTE = 'Byte',
  /** A whole number of 2 bytes. */
  SHORT = 'Short',
  /** A whole number of 4 bytes. */
  INT = 'Int',
  /** A whole number of 8 bytes. */
  LONG = 'Long',
  /** A number of 4 bytes. */
  FLOAT = 'Float',
  /** A number of 8 bytes. */
  DOUBLE = 'Double',
  /** Text. */
  STRING = 'String',
  /** A date, with or without a time. */
  DATE = 'Date',
}

/** A property of a vertex or an edge. */
export interface GraphProperty {
  /** Name of the property. */
  readonly name: string;

  /** What its value is made from: text, and columns in braces, `{first_name} {last_name}`. */
  readonly template: string;

  /**
   * Type of the property.
   *
   * @default GraphPropertyType.STRING
   */
  readonly type?: GraphPropertyType;
}

/** What graph rules have in common. */
export interface GraphRuleOptions {
  /** The table or view that is read, one row after the other. */
  readonly table: string;

  /**
   * Name of the rule.
   *
   * @default - made from what the rule is about
   */
  readonly ruleName?: string;

  /**
   * Properties.
   *
   * @default - none
   */
  readonly properties?: GraphProperty[];
}

/** A vertex as edges name it. */
export interface GraphVertexReference {
  /** The `definitionId` of the vertex. */
  readonly definitionId: string;

  /** What the vertex's identifier is made from, in the row of the edge: `{manager_id}`. */
  readonly idTemplate: string;
}

/** How a row becomes a vertex. */
export interface GraphVertexProps extends GraphRuleOptions {
  /** What the rules for edges call the vertex. */
  readonly definitionId: string;

  /** What the vertex's identifier is made from: text, and columns in braces, `{employee_id}`. */
  readonly idTemplate: string;

  /**
   * Label of the vertex.
   *
   * @default - none: another rule makes the vertex, and this one gives it more properties
   */
  readonly label?: string;
}

/** How a row becomes an edge. */
export interface GraphEdgeProps extends GraphRuleOptions {
  /** Where the edge begins. */
  readonly from: GraphVertexReference;

  /** Where the edge ends. */
  readonly to: GraphVertexReference;

  /** Label of the edge. */
  readonly label: string;

  /** What the edge's identifier is made from: `{employee_id}_{manager_id}`. */
  readonly idTemplate: string;
}

/** How the rows of one table become vertices or edges. */
export class GraphRule {
  /** Rows become vertices. */
  public static vertex(props: GraphVertexProps): GraphRule {
    const { definitionId, idTemplate, label, ...rule } = withoutNulls(props);
    return new GraphRule('vertex', rule, (properties) => ({
      vertex_definitions: [{
        vertex_id_template: idTemplate, vertex_label: label, vertex_definition_id: definitionId, vertex_properties: properties,
      }],
    }));
  }

  /** Rows become edges. */
  public static edge(props: GraphEdgeProps): GraphRule {
    const { from, to, label, idTemplate, ...rule } = withoutNulls(props);
    return new GraphRule('edge', rule, (properties) => ({
      edge_definitions: [{
        from_vertex: renderReference(from),
        to_vertex: renderReference(to),
        edge_id_template: { label, template: idTemplate },
        edge_properties: properties,
      }],
    }));
  }

  private readonly members: unknown;

  private constructor(
    private readonly kind: string,
    { table, ruleName, properties }: GraphRuleOptions,
    definitions: (properties: unknown) => object,
  ) {
    const given = properties === undefined ? undefined : listOf(properties).map(renderProperty);
    this.members = plainCopy({ rule_name: ruleName, table_name: table, ...definitions(given) });
  }

  /** @internal */
  public _render(index: number): unknown {
    return { rule_id: String(index + 1), rule_name: `${this.kind}-${index + 1}`, ...this.members as object };
  }
}

function renderReference(vertex: GraphVertexReference): unknown {
  const { definitionId, idTemplate } = withoutNulls(vertex);
  return { vertex_id_template: idTemplate, vertex_definition_id: definitionId };
}

function renderProperty(property: GraphProperty): unknown {
  const { name, template, type = GraphPropertyType.STRING } = withoutNulls(property);
  return { property_name: name, property_value_template: template, property_value_type: type };
}

/** How rows become a graph of Neptune, which every task that migrates to it needs beside its table mappings. */
export class GraphMapping {
  /** A property graph, for Gremlin. */
  public static gremlin(...rules: GraphRule[]): GraphMapping {
    const problems = rules.flatMap((rule, index) => checkKind(`rules[${index}]`, rule, 'GraphRule'));
    return new GraphMapping({ document: { rules: problems.length > 0 ? [] : rules.map((rule, index) => rule._render(index)) } }, problems);
  }

  /**
   * Triples of RDF, for SPARQL.
   *
   * @param mapping a document of the W3C's language R2RML. DMS knows no inverse expressions, joins and views of it.
   */
  public static r2rml(mapping: string): GraphMapping {
    return new GraphMapping({ text: mapping }, []);
  }

  /** A file with one or the other, read now. */
  public static fromFile(path: string): GraphMapping {
    try {
      return new GraphMapping({ text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '').replace(/\r\n/g, '\n') }, []);
    } catch (failure) {
      return new GraphMapping({ text: '' }, [error({
        code: 'graphMappingFile',
        where: '',
        what: `must be a file that can be read, got ${show(path)}`,
        why: `Reading it ended with ${(failure as NodeJS.ErrnoException).code ?? String(failure)}`,
        mend: 'Correct the path; it is taken from the directory in which the app is run',
      })]);
    }
  }

  private constructor(private readonly rendered: _RenderedGraphMapping, private readonly problems: Problem[]) {}

  /** @internal */
  public _render(): _RenderedGraphMapping {
    return this.rendered;
  }

  /** @internal */
  public _problems(): Problem[] {
    const { document, text } = this.rendered;
    return this.problems.length > 0 ? this.problems : checkGraphMapping(markUnknown(document ?? text));
  }
}

/** @internal */
export interface _RenderedGraphMapping {
  readonly document?: unknown;
  readonly text?: string;
}
