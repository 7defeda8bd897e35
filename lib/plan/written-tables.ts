/**
 * Which tables of the target a task writes: what its selection rules include, under the names that its transformation rules give.
 *
 * What cannot be told is left out, so that nobody is told of a table that is not written: names by expression, escaped wildcards, patterns of which
 * a rule renames a part that cannot be named.
 */
import { mayBeEscaped, NamePattern } from './table-mapping-patterns';
import { asObject, asText, asWhole, isAbsent, locatorText, type JsonObject } from './table-mapping-reading';

/** The name of a table, or of many. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** Tables of the target that a selection rule leads to. */
export interface WrittenTables {
  /** As they are called on the target; `%` and `_` are wildcards. */
  readonly target: TableName;
  /** The one table that it is; undefined for a pattern. An underscore is taken for itself here: it is rarely meant for anything else. */
  readonly exactly?: string;
  /** What of them other rules take out, or give another name, as it would be called on the target. */
  readonly without: readonly TableName[];
  /** Whether only some rows are selected. */
  readonly filtered: boolean;
}

/** The tables that a table-mapping document writes. `UNKNOWN` may be in the place of anything. */
export function writtenTables(mappings: unknown): WrittenTables[] {
  const rules = asObject(mappings)?.rules;
  if (!Array.isArray(rules)) return [];
  const objects = rules.flatMap((rule: unknown): JsonObject[] => [asObject(rule) ?? {}]);
  const selections = objects.filter((rule) => rule['rule-type'] === 'selection');
  const renaming = new Renaming(objects);
  const excluded = selections.filter((rule) => rule['rule-action'] === 'exclude').flatMap((rule) => nameOf(rule) ?? []);
  return selections.filter((rule) => rule['rule-action'] === 'include' || rule['rule-action'] === 'explicit').flatMap((rule) => {
    const name = nameOf(rule);
    if (name === undefined || excluded.some((each) => covers(each, name))) return [];
    const filtered = Array.isArray(rule.filters) && rule.filters.length > 0;
    const special = renaming.within(name);
    const without = [...excluded, ...special];
    return [name, ...special].flatMap((each): WrittenTables[] => {
      const target = renaming.apply(each);
      if (target === undefined || excluded.some((other) => covers(other, each))) return [];
      const lessThese = without.filter((other) => other !== each && overlap(other, each) && !covers(other, each));
      return [{ target, exactly: exactName(target), without: lessThese.flatMap((other) => renaming.applyAs(each, other) ?? []), filtered }];
    });
  });
}

/** Whether it is certain that two rules lead to one table, if it is there: the one names no more than the other. */
export function meet(one: WrittenTables, other: WrittenTables): boolean {
  if (one.exactly !== undefined && other.exactly !== undefined) return one.exactly === other.exactly;
  const [narrow, wide] = covers(one.target, other.target) ? [other, one] : [one, other];
  return covers(wide.target, narrow.target) && !wide.without.some((each) => covers(each, narrow.target))
    && !narrow.without.some((each) => covers(each, narrow.target));
}

/** Of two that meet, the name that says more. */
export function narrower(one: WrittenTables, other: WrittenTables): TableName {
  return covers(one.target, other.target) ? other.target : one.target;
}

/** A name as it is shown: without the brackets that make wildcards ordinary characters. */
export function plainName({ schema, table }: TableName): string {
  return [schema, table].map((name) => name.replace(/\[([%_[])\]/g, '$1')).join('.');
}

function exactName(name: TableName): string | undefined {
  return [name.schema, name.table].some((text) => /[%[]/.test(text.replace(/\[[%_[]\]/g, ''))) ? undefined : JSON.stringify([plainName(name)]);
}

/** Whether every table of the second name is one of the first. */
function covers(wide: TableName, narrow: TableName): boolean {
  return coversText(wide.table, narrow.table) && coversText(wide.schema, narrow.schema);
}

/** Most names are ordinary ones, and comparing patterns takes its time. */
function coversText(wide: string, narrow: string): boolean {
  return wide === narrow || wide === '%' || (/[%_[]/.test(wide) && pattern(wide).covers(pattern(narrow)));
}

function overlap(one: TableName, other: TableName): boolean {
  return pattern(one.schema).overlaps(pattern(other.schema)) && pattern(one.table).overlaps(pattern(other.table));
}

const patterns = new Map<string, NamePattern>();

/** The same few names are compared again and again. */
function pattern(name: string): NamePattern {
  let found = patterns.get(name);
  if (found === undefined) {
    if (patterns.size > 10_000) patterns.clear();
    found = new NamePattern(name);
    patterns.set(name, found);
  }
  return found;
}

function nameOf(rule: JsonObject): TableName | undefined {
  const [schema, table] = [locatorText(rule, 'schema-name'), locatorText(rule, 'table-name')];
  return schema === undefined || table === undefined || [schema, table].some(mayBeEscaped) ? undefined : { schema, table };
}

interface Rename {
  readonly of: 'schema' | 'table';
  readonly from: TableName;
  readonly rule: JsonObject;
}

/** The transformations of schemas and tables. Of several about one object, DMS carries out the one with the lowest id. */
class Renaming {
  private readonly renames: readonly Rename[];

  constructor(rules: readonly JsonObject[]) {
    this.renames = rules
      .filter((rule) => rule['rule-type'] === 'transformation' && ['schema', 'table'].includes(String(rule['rule-target'])))
      .filter((rule) => rule['rule-action'] !== 'define-primary-key')
      .flatMap((rule): Rename[] => {
        const of = rule['rule-target'] as 'schema' | 'table';
        const [schema, table = '%'] = [locatorText(rule, 'schema-name'), locatorText(rule, 'table-name')];
        return schema === undefined ? [] : [{ of, from: { schema, table: of === 'schema' ? '%' : table }, rule }];
      })
      .sort((one, other) => (asWhole(one.rule['rule-id']) ?? 0) - (asWhole(other.rule['rule-id']) ?? 0));
  }

  /** The names among those of a selection that have rules of their own. */
  public within(name: TableName): TableName[] {
    const inside = this.renames.flatMap(({ of, from }): TableName[] => {
      if (of === 'table') return [from];
      // A rule for a schema is about those tables of it that are selected.
      return [{ schema: from.schema, table: name.table }];
    }).filter((from) => covers(name, from) && !covers(from, name));
    return inside.filter((from, index) => inside.findIndex((each) => each.schema === from.schema && each.table === from.table) === index);
  }

  /** What tables are called on the target; undefined where it cannot be told. */
  public apply(name: TableName): TableName | undefined {
    return this.applyAs(name, name);
  }

  /** What one name becomes by the rules for another one. */
  public applyAs(rulesOf: TableName, name: TableName): TableName | undefined {
    const schema = this.rename('schema', rulesOf, name.schema);
    const table = this.rename('table', rulesOf, name.table);
    return schema === undefined || table === undefined ? undefined : { schema, table };
  }

  private rename(of: 'schema' | 'table', rulesOf: TableName, text: string): string | undefined {
    for (const { of: target, from, rule } of this.renames) {
      if (target !== of) continue;
      if (covers(from, rulesOf)) return act(rule, text);
      // What lies inside has an entry of its own; of what lies across, some is renamed and some is not.
      if (overlap(from, rulesOf) && !covers(rulesOf, of === 'schema' ? { schema: from.schema, table: rulesOf.table } : from)) return undefined;
    }
    return text;
  }
}

/** Carries out one action on a name that may have wildcards. */
function act(rule: JsonObject, text: string): string | undefined {
  const [action, value, old] = [rule['rule-action'], asText(rule.value), asText(rule['old-value'])];
  switch (action) {
    case 'convert-lowercase': return text.toLowerCase();
    case 'convert-uppercase': return text.toUpperCase();
    default:
  }
  if (value === undefined || !isAbsent(rule.expression)) return undefined;
  switch (action) {
    case 'rename': return literal(value);
    case 'add-prefix': return literal(value) + text;
    case 'add-suffix': return text + literal(value);
    case 'remove-prefix': return exchanged(text, value, '', 'start');
    case 'remove-suffix': return exchanged(text, value, '', 'end');
    case 'replace-prefix': return old === undefined ? undefined : exchanged(text, old, value, 'start');
    case 'replace-suffix': return old === undefined ? undefined : exchanged(text, old, value, 'end');
    default: return undefined;
  }
}

/** A name in which the wildcards are ordinary characters. */
function literal(name: string): string {
  return name.replace(/[%_[]/g, '[$&]');
}

/** Exchanges the beginning or the end of a name, where no wildcard is in the way. */
function exchanged(text: string, old: string, value: string, at: 'start' | 'end'): string | undefined {
  if (/[%[]/.test(at === 'start' ? text.slice(0, old.length) : text.slice(-old.length))) return undefined;
  if (at === 'start') return text.startsWith(old) ? literal(value) + text.slice(old.length) : text;
  return text.endsWith(old) ? text.slice(0, text.length - old.length) + literal(value) : text;
}
