import { error, list, show, warning, type Problem } from './problem';
import { expectEngine, kindOf, requireEngine } from './table-mapping-engines';
import { hasPercent } from './table-mapping-patterns';
import {
  asObject, asText, asWhole, checkLocator, checkMembers, checkWord, isAbsent, locatorText, presentMembers,
  type JsonObject, type MappingRule, type TableMappingContext,
} from './table-mapping-reading';
import { isKnown, UNKNOWN } from './unknown';

const MEMBERS = ['rule-type', 'rule-id', 'rule-name', 'object-locator', 'parallel-load', 'lob-settings'];
const MAX_RANGE_COLUMNS = 10;
/** DMS recommends limited LOB mode for LOBs up to 100 MB [DMS User Guide, Table and collection settings rules]. */
const MAX_RECOMMENDED_LOB_KIB = 102_400;

const DOCUMENT_MEMBERS = ['number-of-partitions', 'collection-count-from-metadata', 'max-records-skip-per-page', 'batch-size'];
/** The members that each type of parallel load reads. */
const PARALLEL_LOAD: ReadonlyMap<string, readonly string[]> = new Map([
  ['partitions-auto', DOCUMENT_MEMBERS],
  ['subpartitions-auto', []],
  ['partitions-list', ['partitions', 'subpartitions']],
  ['ranges', ['columns', 'boundaries']],
  ['none', []],
]);
const PARALLEL_LOAD_MEMBERS = [...PARALLEL_LOAD.values()].flat();

const PARALLEL_SOURCES = ['Oracle', 'SQL Server', 'MySQL', 'PostgreSQL', 'Db2', 'SAP ASE', 'MongoDB', 'DocumentDB'];
const PARALLEL_TARGETS = ['Oracle', 'SQL Server', 'MySQL', 'PostgreSQL', 'S3', 'SAP ASE', 'Redshift', 'MongoDB', 'DocumentDB'];
const LOB_ENDPOINTS = ['Oracle', 'SQL Server', 'MySQL', 'PostgreSQL', 'SAP ASE'];

/** Checks one table-settings rule [DMS User Guide, Table and collection settings rules and operations]. */
export function checkTableSettings(each: MappingRule, context: TableMappingContext): Problem[] {
  const { where, rule } = each;
  return [
    ...checkMembers(where, rule, MEMBERS),
    ...checkLocator(each, ['schema-name', 'table-name'], 'a table-settings rule'),
    ...checkExactNames(each),
    ...checkPresence(each),
    ...checkParallelLoad(`${where}.parallel-load`, rule['parallel-load'], context),
    ...checkLobSettings(`${where}.lob-settings`, rule['lob-settings'], context),
  ];
}

function checkExactNames({ where, rule }: MappingRule): Problem[] {
  return ['schema-name', 'table-name'].filter((name) => hasPercent(locatorText(rule, name))).map((name) => error({
    code: 'tableSettingsWildcard',
    where: `${where}.object-locator.${name}`,
    what: `must be an exact name, got ${show(locatorText(rule, name))}`,
    why: 'DMS refuses it: "Exact schema and table name required when using table settings rule"',
    mend: 'Write one table-settings rule for each table',
  }));
}

function checkPresence({ where, rule }: MappingRule): Problem[] {
  if (!isAbsent(rule['parallel-load']) || !isAbsent(rule['lob-settings'])) return [];
  return [warning({
    code: 'tableSettingsEmpty',
    where,
    what: 'has neither parallel-load nor lob-settings',
    why: 'A table-settings rule without either changes nothing',
    mend: 'Add one of them, or leave the rule out',
  })];
}

function checkParallelLoad(where: string, value: unknown, context: TableMappingContext): Problem[] {
  if (!isKnown(value)) return [];
  const load = asObject(value);
  const type = load?.type;
  if (!load || isAbsent(type)) {
    return [error({
      code: 'parallelLoadType',
      where: `${where}.type`,
      what: `must be ${list([...PARALLEL_LOAD.keys()], 'or')}, got ${show(type)}`,
      why: 'DMS splits a table only in a way that it is told',
      mend: 'Name the type, or leave parallel-load out',
    })];
  }
  const problems = [
    ...checkMembers(where, load, ['type', ...PARALLEL_LOAD_MEMBERS]),
    ...checkWord(`${where}.type`, type, { words: [...PARALLEL_LOAD.keys()] }),
  ];
  const read = typeof type === 'string' ? PARALLEL_LOAD.get(type) : undefined;
  if (read === undefined) return problems;
  const unused = presentMembers(load, PARALLEL_LOAD_MEMBERS).filter((name) => !read.includes(name));
  if (unused.length > 0) {
    problems.push(warning({
      code: 'parallelLoadUnused',
      where,
      what: `has ${list(unused)} with the type ${show(type)}`,
      why: 'DMS reads them with another type of parallel load',
      mend: 'Leave them out, or change the type',
    }));
  }
  if (type === 'partitions-list') problems.push(...checkPartitions(where, load, context));
  if (type === 'ranges') problems.push(...checkRanges(where, load));
  return type === 'none' ? problems : [...problems, ...checkParallelEngines(where, load, context)];
}

function checkParallelEngines(where: string, load: JsonObject, { migrationType, sourceEngine, targetEngine }: TableMappingContext): Problem[] {
  const type = String(load.type);
  const at = `${where}.type`;
  const source = kindOf(sourceEngine);
  const problems: Problem[] = [
    ...expectEngine({ where, end: 'source', engine: sourceEngine, kinds: PARALLEL_SOURCES, feature: 'parallel load' }),
    ...expectEngine({ where, end: 'target', engine: targetEngine, kinds: PARALLEL_TARGETS, feature: 'parallel load' }),
  ];
  if (type === 'subpartitions-auto') {
    problems.push(...requireEngine({ where: at, end: 'source', engine: sourceEngine, kinds: ['Oracle'], feature: 'subpartitions' }));
  }
  const documentsOnly = source === 'MongoDB' || source === 'DocumentDB';
  if (documentsOnly && type === 'partitions-list') {
    const kinds = PARALLEL_SOURCES.filter((kind) => kind !== 'MongoDB' && kind !== 'DocumentDB' && kind !== 'PostgreSQL');
    problems.push(...requireEngine({ where: at, end: 'source', engine: sourceEngine, kinds, feature: 'lists of partitions' }));
  }
  if (source === 'PostgreSQL' && (type === 'partitions-auto' || type === 'partitions-list')) {
    const kinds = PARALLEL_SOURCES.filter((kind) => kind !== 'PostgreSQL');
    problems.push(...expectEngine({ where: at, end: 'source', engine: sourceEngine, kinds, feature: 'parallel load by partitions' }));
  }
  if (!documentsOnly && presentMembers(load, DOCUMENT_MEMBERS).length > 0) {
    const kinds = ['MongoDB', 'DocumentDB'];
    problems.push(...expectEngine({ where, end: 'source', engine: sourceEngine, kinds, feature: list(presentMembers(load, DOCUMENT_MEMBERS)) }));
  }
  if (migrationType === 'cdc') {
    problems.push(warning({
      code: 'parallelLoadWithoutLoad',
      where,
      what: 'is given in a cdc task',
      why: 'Parallel load splits the full load, and this task has none',
      mend: 'Leave it out',
    }));
  }
  return problems;
}

function checkPartitions(where: string, load: JsonObject, { sourceEngine }: TableMappingContext): Problem[] {
  const problems: Problem[] = [];
  if (presentMembers(load, ['partitions', 'subpartitions']).length === 0) {
    problems.push(error({
      code: 'partitionsMissing',
      where: `${where}.partitions`,
      what: 'must be given with the type "partitions-list"',
      why: 'DMS loads the partitions that are listed, and here none is',
      mend: 'List partitions or subpartitions, or use the type "partitions-auto"',
    }));
  }
  if (!isAbsent(load.subpartitions)) {
    const at = `${where}.subpartitions`;
    problems.push(...requireEngine({ where: at, end: 'source', engine: sourceEngine, kinds: ['Oracle'], feature: 'subpartitions' }));
  }
  for (const name of ['partitions', 'subpartitions']) {
    problems.push(...checkNames(`${where}.${name}`, load[name]));
  }
  return problems;
}

function checkNames(where: string, value: unknown): Problem[] {
  if (!isKnown(value)) return [];
  if (!Array.isArray(value) || value.length === 0 || value.some((name) => name !== UNKNOWN && typeof name !== 'string')) {
    return [error({
      code: 'parallelLoadNames',
      where,
      what: `must be a list of names, got ${show(value)}`,
      why: 'DMS reads it from a JSON array of texts with at least one in it',
      mend: 'List the names in brackets, each in quotes',
    })];
  }
  const twice = value.find((name, index) => name !== UNKNOWN && value.indexOf(name) !== index) as string | undefined;
  return twice === undefined ? [] : [error({
    code: 'parallelLoadTwice',
    where,
    what: `must name each only once, got ${show(twice)} twice`,
    why: 'Its rows would be loaded twice, which ends in duplicates or in a primary-key violation',
    mend: 'Leave one of them out',
  })];
}

function checkRanges(where: string, load: JsonObject): Problem[] {
  const { columns, boundaries } = load;
  const missing = ['columns', 'boundaries'].filter((name) => isAbsent(load[name]));
  if (missing.length > 0) {
    return [error({
      code: 'rangesMissing',
      where,
      what: `must have ${list(missing)} with the type "ranges"`,
      why: 'DMS splits the table at the boundaries, which are values of the columns',
      mend: 'Add them',
    })];
  }
  const problems = checkNames(`${where}.columns`, columns);
  if (Array.isArray(columns) && columns.length > MAX_RANGE_COLUMNS) {
    problems.push(error({
      code: 'rangesColumns',
      where: `${where}.columns`,
      what: `must name at most ${MAX_RANGE_COLUMNS} columns, got ${columns.length}`,
      why: 'DMS compares no more in one boundary',
      mend: 'Leave the least significant columns out',
    }));
  }
  if (boundaries === UNKNOWN) return problems;
  if (!Array.isArray(boundaries) || boundaries.length === 0) {
    problems.push(error({
      code: 'rangesBoundaries',
      where: `${where}.boundaries`,
      what: `must be a list of at least one boundary, got ${show(boundaries)}`,
      why: 'Without a boundary the table is one segment and is loaded by one thread',
      mend: 'Give the upper end of each segment but the last as a list of values',
    }));
    return problems;
  }
  return [...problems, ...checkBoundaries(`${where}.boundaries`, boundaries, columns)];
}

function checkBoundaries(where: string, boundaries: readonly unknown[], columns: unknown): Problem[] {
  return boundaries.flatMap((boundary, index) => {
    if (boundary === UNKNOWN || !Array.isArray(columns)) return [];
    if (Array.isArray(boundary) && boundary.length === columns.length) return [];
    return [error({
      code: 'rangesWidth',
      where: `${where}[${index}]`,
      what: `must be a list of ${columns.length} values, got ${show(boundary)}`,
      why: 'A boundary has one value for each of the columns, in their order',
      mend: `Give a value for ${list(columns.map((column) => typeof column === 'string' ? show(column) : 'each column'))}`,
    })];
  });
}

function checkLobSettings(where: string, value: unknown, { sourceEngine, targetEngine }: TableMappingContext): Problem[] {
  if (!isKnown(value)) return [];
  const settings = asObject(value);
  if (!settings) {
    return [error({
      code: 'lobSettingsShape',
      where,
      what: `must be an object with mode and bulk-max-size, got ${show(value)}`,
      why: 'DMS reads a table\'s LOB settings from a JSON object',
      mend: 'Write {"mode": "limited", "bulk-max-size": "32"}, or leave it out',
    })];
  }
  const mode = isAbsent(settings.mode) ? 'limited' : settings.mode;
  const problems = [
    ...checkMembers(where, settings, ['mode', 'bulk-max-size']),
    ...checkWord(`${where}.mode`, mode, { words: ['limited', 'unlimited', 'none'], aliases: new Map([['full', 'unlimited']]) }),
  ];
  if (mode === 'none') return problems;
  const kinds = [...LOB_ENDPOINTS, 'Db2'];
  return [
    ...problems,
    ...expectEngine({ where, end: 'source', engine: sourceEngine, kinds, feature: 'LOB settings of a table' }),
    ...expectEngine({ where, end: 'target', engine: targetEngine, kinds: LOB_ENDPOINTS, feature: 'LOB settings of a table' }),
    ...checkBulkSize(`${where}.bulk-max-size`, settings['bulk-max-size'], asText(mode)),
    ...checkCombinedMode(where, settings, { sourceEngine, targetEngine }),
  ];
}

function checkBulkSize(where: string, value: unknown, mode: string | undefined): Problem[] {
  if (value === UNKNOWN || mode === undefined || (isAbsent(value) && mode !== 'limited')) return [];
  const size = asWhole(value);
  const least = mode === 'limited' ? 1 : 0;
  if (size === undefined || size < least) {
    return [error({
      code: 'lobBulkSize',
      where,
      what: `must be a whole number of KB of at least ${least} in ${mode} LOB mode, got ${show(value)}`,
      why: mode === 'limited' ? 'DMS cuts LOBs off at this size, and refuses a limited mode without it' : 'DMS refuses other sizes',
      mend: 'Give the size of the largest LOB times three: DMS measures LOBs in their binary form',
    })];
  }
  return size <= MAX_RECOMMENDED_LOB_KIB ? [] : [warning({
    code: 'lobBulkSizeLarge',
    where,
    what: `is above ${MAX_RECOMMENDED_LOB_KIB} KB, ${show(value)}`,
    why: 'DMS reserves this much memory for each LOB of each row that it loads at once',
    mend: 'Use the mode "unlimited" with a bulk-max-size of 0 for LOBs of more than 100 MB',
  })];
}

function checkCombinedMode(where: string, settings: JsonObject, { sourceEngine, targetEngine }: TableMappingContext): Problem[] {
  const size = asWhole(settings['bulk-max-size']);
  const [source, target] = [kindOf(sourceEngine), kindOf(targetEngine)];
  if (settings.mode !== 'unlimited' || size === undefined || size === 0 || source === undefined || target === undefined) return [];
  return source === 'Db2' || source === 'SAP ASE' || target === 'SAP ASE' ? [] : [error({
    code: 'lobCombinedMode',
    where,
    what: `must have a bulk-max-size of 0 with the mode "unlimited" from ${show(sourceEngine)} to ${show(targetEngine)}, got ${size}`,
    why: 'DMS combines inline and looked-up LOBs only from Db2, and from or to SAP ASE',
    mend: 'Set it to 0, or use the mode "limited"',
  })];
}
