import { displayName, findEngine, isHomogeneous, type EngineFamily } from './engines';
import { error, listSome, show, warning, type Problem } from './problem';
import { UNKNOWN } from './unknown';

/** Who makes the schema of a target, as far as there are rules for it. */
export interface SchemaHandlingInput {
  /** Engine names of the two ends, as far as known. */
  readonly source?: unknown;
  readonly target?: unknown;
  /** Whether a task between them loads tables. */
  readonly loadsTables: boolean;
  /** The tasks that drop tables of the target before they load them. */
  readonly dropping: readonly string[];
  /** What was said of it. */
  readonly handling?: SaidOfSchema;
}

/** What was said of who makes the schema. */
export interface SaidOfSchema {
  /** Engine names of a schema conversion, as far as known. */
  readonly conversion?: { readonly source?: unknown; readonly target?: unknown };
  /** Where else it is made. */
  readonly note?: unknown;
}

/** Databases and warehouses with a schema that somebody designs. Buckets, streams, documents, keys and graphs have none. */
const RELATIONAL: readonly EngineFamily[] = ['babelfish', 'db2', 'mysql', 'oracle', 'postgresql', 'redshift', 'sqlserver', 'sybase'];

/** Checks that somebody makes what DMS does not make of a schema, and that it stays. */
export function checkSchemaHandling(input: SchemaHandlingInput): Problem[] {
  const { source, target, loadsTables, dropping, handling } = input;
  const problems = handling === undefined ? [] : checkSaid(source, target, handling);
  if (typeof source !== 'string' || typeof target !== 'string' || !isConverted(source, target) || !loadsTables) return problems;
  if (handling === undefined) return [unsaid(source, target)];
  return dropping.length === 0 ? problems : [...problems, dropped(dropping)];
}

/** Whether a schema is that of another engine on the way, from one database with a schema to another. */
function isConverted(source: string, target: string): boolean {
  const families = [source, target].map((name) => findEngine(name)?.family);
  return families.every((family) => family !== undefined && RELATIONAL.includes(family)) && !isHomogeneous(source, target);
}

/**
 * Tables and primary keys, "and in some cases unique indexes" [DMS User Guide, Troubleshooting: foreign keys and secondary indexes are missing].
 * Redshift has no indexes [Amazon Redshift Database Developer Guide, Unsupported PostgreSQL features].
 */
function unsaid(source: string, target: string): Problem {
  const indexes = findEngine(target)?.family === 'redshift' ? '' : 'secondary indexes, ';
  return warning({
    code: 'schemaUnsaid',
    where: 'schema',
    what: `is not given: from ${displayName(source)} to ${displayName(target)}, and tasks load tables`,
    why: `DMS creates tables with their primary keys alone, without ${indexes}foreign keys, defaults, views or code (DMS User Guide, Troubleshooting)`,
    mend: 'Say who makes the rest with SchemaHandling.converted() or SchemaHandling.elsewhere(), or acknowledge this if nobody needs it',
  });
}

/** [DMS User Guide, Full-load task settings: DROP_AND_CREATE]; that what hangs on a table goes with it is how databases drop tables. */
function dropped(tasks: readonly string[]): Problem {
  return warning({
    code: 'schemaDropped',
    where: 'schema',
    what: `is made by somebody else, and dropped by ${listSome(tasks)}`,
    why: 'With TargetTablePrepMode DROP_AND_CREATE, DMS drops the tables with their indexes, foreign keys and defaults, and makes its own without them',
    mend: 'Set TargetTablePrepMode.DO_NOTHING or TRUNCATE_BEFORE_LOAD, or acknowledge this if the schema is made after the load',
  });
}

function checkSaid(source: unknown, target: unknown, { conversion, note }: SaidOfSchema): Problem[] {
  return conversion === undefined ? checkNote(note) : [...checkEngine('source', source, conversion.source), ...checkEngine('target', target, conversion.target)];
}

/** Engines that are compatible have the same schema, so it is no matter which of them a conversion was made for [derived]. */
function checkEngine(end: 'source' | 'target', ofPair: unknown, ofConversion: unknown): Problem[] {
  if (typeof ofPair !== 'string' || typeof ofConversion !== 'string' || isHomogeneous(ofPair, ofConversion)) return [];
  return [error({
    code: 'schemaConversionOtherEngine',
    where: 'schema',
    what: `is a conversion whose ${end} is ${displayName(ofConversion)}, and the ${end} of the pair is ${displayName(ofPair)}`,
    why: `DMS Schema Conversion converts ${end === 'source' ? 'from' : 'to'} the engine of its own ${end}, so it is not the schema of these tables`,
    mend: 'Give the SchemaConversion of these two databases, or SchemaHandling.elsewhere()',
  })];
}

function checkNote(note: unknown): Problem[] {
  if (note === UNKNOWN || (typeof note === 'string' && note.trim() !== '')) return [];
  return [error({
    code: 'schemaElsewhere',
    where: 'schema',
    what: `must say where the schema is made, got ${show(note)}`,
    why: 'Whoever looks for a missing index has to find who makes it',
    mend: "Name it, such as SchemaHandling.elsewhere('Flyway, repository orders-schema')",
  })];
}
