import { readFileSync } from 'node:fs';
import { Token } from 'aws-cdk-lib';
import { error, show, within, type Problem } from '../plan/problem';
import { asWhole } from '../plan/table-mapping-reading';
import { checkTableMappings, type TableMappingContext } from '../plan/table-mapping-rules';
import { UNKNOWN } from '../plan/unknown';
import { checkKind } from '../plan/value-kinds';
import { listOf, withoutNulls } from '../private/read-props';
import { hasTokens, markUnknown } from '../private/reporting';
import { plainCopy, type RuleParts } from '../private/table-mapping-parts';
import type { TableMappingRule } from './table-mapping-rule';
import { SelectionRule, type TableType } from './table-mapping-selection';
import { TransformationRule } from './table-mapping-transformation';

/** Longest that a generated rule name may be before it is numbered [choice]. */
const MAX_GENERATED_NAME = 60;

/** How a schema is included. */
export interface IncludeSchemaOptions {
  /**
   * Tables to leave out; `%` and `_` are wildcards.
   *
   * @default - none
   */
  readonly excludeTables?: string[];

  /**
   * Whether tables, views or both are moved.
   *
   * @default - tables
   */
  readonly tableType?: TableType;

  /**
   * What the schema is called on the target. Where several sources come together in one target, each takes a name of its own.
   *
   * @default - as on the source
   */
  readonly targetSchema?: string;
}

/**
 * Which tables a task moves, and what it changes on the way.
 *
 * Rules are numbered in their order, and of two transformations of one object DMS carries out the first.
 */
export abstract class TableMappings {
  /** Rules, of which at least one has to include something. */
  public static of(...rules: TableMappingRule[]): TableMappings {
    return new RuleMappings(rules);
  }

  /** Every table of a schema. */
  public static includeSchema(schema: string, options: IncludeSchemaOptions = {}): TableMappings {
    const { excludeTables, tableType, targetSchema } = withoutNulls(options);
    return TableMappings.of(
      SelectionRule.include({ schema, tableType }),
      ...listOf(excludeTables).map((table) => SelectionRule.exclude({ schema, table, tableType })),
      ...(targetSchema === undefined ? [] : [TransformationRule.schema(schema).rename(targetSchema)]),
    );
  }

  /** Some tables of a schema; `%` and `_` are wildcards. */
  public static includeTables(schema: string, tables: string[]): TableMappings {
    return TableMappings.of(...listOf(tables).map((table) => SelectionRule.include({ schema, table })));
  }

  /**
   * A table-mapping document as it stands, `{"rules": [...]}`.
   *
   * The text is passed on to the last space, so that a task which has it already is taken over without a change. It is checked like any other.
   */
  public static fromJsonString(json: string): TableMappings {
    return new TextMappings(json);
  }

  /**
   * A file with a table-mapping document, read now.
   *
   * It is passed on without the white space between its members, and so the same on every machine.
   */
  public static fromFile(path: string): TableMappings {
    return new FileMappings(path);
  }

  /**
   * The document as it goes to the template: as data, in which tokens may be, or as text where it has to stay as it is.
   *
   * @internal
   */
  public abstract _render(): _RenderedTableMappings;

  /**
   * All that is wrong with it, seen from the document: `rules[0].rule-action`.
   *
   * @internal
   */
  public abstract _problems(context: TableMappingContext): Problem[];
}

/** @internal */
export interface _RenderedTableMappings {
  readonly document?: unknown;
  readonly text?: string;
}

class RuleMappings extends TableMappings {
  private readonly rules: readonly TableMappingRule[];
  private numbered?: NumberedRules;

  constructor(rules: readonly TableMappingRule[]) {
    super();
    this.rules = [...rules];
  }

  public _render(): _RenderedTableMappings {
    return { document: { rules: [...this.number().rules] } };
  }

  public _problems(context: TableMappingContext): Problem[] {
    const { parts, rules } = this.number();
    return [
      ...parts.flatMap(({ problem }, index) => (problem ? within(`rules[${index}]`, [problem]) : [])),
      ...check({ rules: rules.map((rule, index) => (parts[index].problem ? UNKNOWN : markUnknown(rule))) }, context),
    ];
  }

  /** Done once: it is asked for the template, for its size and for the rules. */
  private number(): NumberedRules {
    if (this.numbered === undefined) {
      const parts = this.rules.map(partsOf);
      this.numbered = { parts, rules: assign(parts) };
    }
    return this.numbered;
  }
}

/** Rules as they were given, and with their ids and names. */
interface NumberedRules {
  readonly parts: readonly RuleParts[];
  readonly rules: readonly unknown[];
}

function partsOf(rule: TableMappingRule): RuleParts {
  const [problem] = checkKind('', rule, 'TableMappingRule');
  return problem === undefined ? rule._parts() : { members: {}, words: [], problem };
}

class TextMappings extends TableMappings {
  constructor(private readonly json: string) {
    super();
  }

  public _render(): _RenderedTableMappings {
    const document = parse(this.json);
    return document !== undefined && hasTokens(document) ? { document } : { text: this.json };
  }

  public _problems(context: TableMappingContext): Problem[] {
    return checkText(this.json, context);
  }
}

class FileMappings extends TableMappings {
  private readonly text: string | undefined;
  private readonly failure: string | undefined;

  constructor(private readonly path: string) {
    super();
    try {
      this.text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    } catch (failure) {
      this.failure = (failure as NodeJS.ErrnoException).code ?? String(failure);
    }
  }

  public _render(): _RenderedTableMappings {
    const document = parse(this.text ?? '');
    return document === undefined ? { text: this.text ?? '' } : { document };
  }

  public _problems(context: TableMappingContext): Problem[] {
    return this.text !== undefined ? checkText(this.text, context) : [error({
      code: 'mappingsFile',
      where: '',
      what: `must be a file that can be read, got ${show(this.path)}`,
      why: `Reading it ended with ${this.failure}`,
      mend: 'Correct the path; it is taken from the directory in which the app is run',
    })];
  }
}

function check(document: unknown, context: TableMappingContext): Problem[] {
  return checkTableMappings(document, markUnknown(context) as TableMappingContext);
}

function checkText(text: string, context: TableMappingContext): Problem[] {
  const document = parse(text);
  if (document !== undefined) return check(markUnknown(document), context);
  return Token.isUnresolved(text) ? [] : [error({
    code: 'mappingsJson',
    where: '',
    what: `must be JSON, got ${show(text)}`,
    why: 'DMS refuses anything else as "Invalid Table Mappings document"',
    mend: 'Mend the text, or build it with JSON.stringify',
  })];
}

function parse(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** Gives ids and names to the rules that have none: the same for the same rules, and none that another rule was given. */
function assign(parts: readonly RuleParts[]): unknown[] {
  const ids = new Set(parts.map(({ members }) => asWhole(members['rule-id'])));
  const names = new Set(parts.map(({ members }) => members['rule-name']));
  let id = 1;
  return parts.map(({ members, words }) => {
    const given = members['rule-id'] ?? undefined;
    if (given === undefined) while (ids.has(id)) id += 1;
    const ruleId = given ?? String(id++);
    const ruleName = members['rule-name'] ?? uniqueName(words, names);
    return plainCopy({ ...members, 'rule-id': ruleId, 'rule-name': ruleName });
  });
}

function uniqueName(words: readonly string[], names: Set<unknown>): string {
  // What a token is called differs from run to run, so it takes no part.
  const known = words.filter((word) => !Token.isUnresolved(word)).map((word) => (word === '%' ? 'all' : word));
  const base = known.join('-').replace(/[^A-Za-z0-9]+/g, '-').slice(0, MAX_GENERATED_NAME).replace(/^-|-$/g, '') || 'rule';
  let name = base;
  for (let count = 2; names.has(name); count++) name = `${base}-${count}`;
  names.add(name);
  return name;
}
