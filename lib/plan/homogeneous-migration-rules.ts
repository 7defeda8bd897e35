import { displayName, findEngine, isHomogeneous, type EngineFamily } from './engines';
import { error, list, show, warning, type Problem } from './problem';
import { isKnown, UNKNOWN } from './unknown';

/** [DMS API reference, CreateDataMigration]. */
const MAX_JOBS = 50;

/** Families that migrate with the databases' own tools [DMS User Guide, Homogeneous data migrations]. */
const FAMILIES: readonly EngineFamily[] = ['postgresql', 'mysql', 'mongodb', 'docdb'];

/** Regions that have it [DMS User Guide, Homogeneous data migrations: Supported AWS Regions]. The list grows, so that another is worth a warning. */
const REGIONS: readonly string[] = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'sa-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3',
  'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-east-1', 'ap-south-1', 'ap-south-2', 'eu-central-1', 'eu-central-2',
  'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-south-1', 'eu-south-2', 'me-central-1', 'me-south-1', 'il-central-1', 'af-south-1',
];

/** A homogeneous migration, as far as there are rules for it. */
export interface HomogeneousMigrationInput {
  readonly sourceEngine?: unknown;
  readonly targetEngine?: unknown;
  readonly migrationType: unknown;
  readonly region?: unknown;
  readonly numberOfJobs?: unknown;
  /** The document with the rules; absent if everything is migrated. */
  readonly selection?: unknown;
  readonly hasCdcStart: boolean;
  /** Whether the start is a number, of a unit that AWS's pages do not agree on. */
  readonly startsAtEpoch: boolean;
  /** The time at which the capture starts, as text, if it starts at one. */
  readonly cdcStartTime?: unknown;
  readonly slotName?: unknown;
  readonly hasCdcStop: boolean;
  /** The time at which it stops, as text. */
  readonly cdcStopTime?: unknown;
}

/** Checks a homogeneous migration. */
export function checkHomogeneousMigration(input: HomogeneousMigrationInput): Problem[] {
  return [...checkEngines(input), ...checkRegion(input), ...checkJobs(input), ...checkSelection(input), ...checkCdc(input), ...checkTimes(input)];
}

function checkEngines({ sourceEngine, targetEngine }: HomogeneousMigrationInput): Problem[] {
  if (typeof sourceEngine !== 'string' || typeof targetEngine !== 'string') return [];
  const source = findEngine(sourceEngine)?.family;
  if (source !== undefined && FAMILIES.includes(source) && isHomogeneous(sourceEngine, targetEngine)) {
    // MongoDB is no target, so what is left is DocumentDB.
    return [];
  }
  return [error({
    code: 'homogeneousEngines',
    where: 'target',
    what: `cannot be migrated to like to like: from ${displayName(sourceEngine)} to ${displayName(targetEngine)}`,
    why: 'Homogeneous data migrations go from PostgreSQL to PostgreSQL, from MySQL or MariaDB to either, and from MongoDB or DocumentDB to DocumentDB',
    mend: 'Migrate it with an EndpointPair and a MigrationTask, and its schema with a SchemaConversion',
  })];
}

function checkRegion({ region }: HomogeneousMigrationInput): Problem[] {
  if (!isKnown(region) || REGIONS.includes(String(region))) return [];
  return [warning({
    code: 'homogeneousRegion',
    where: 'env.region',
    what: `is not among the Regions that are known to have homogeneous data migrations, got ${show(region)}`,
    why: 'Where DMS does not have them, the deployment fails',
    mend: 'Look the Region up in the DMS User Guide, Homogeneous data migrations, and acknowledge this if it is there by now',
  })];
}

function checkJobs({ numberOfJobs }: HomogeneousMigrationInput): Problem[] {
  if (!isKnown(numberOfJobs) || (Number.isInteger(numberOfJobs) && Number(numberOfJobs) >= 1 && Number(numberOfJobs) <= MAX_JOBS)) return [];
  return [error({
    code: 'homogeneousJobs',
    where: 'numberOfJobs',
    what: `must be a whole number from 1 to ${MAX_JOBS}, got ${show(numberOfJobs)}`,
    why: 'DMS refuses others',
    mend: 'Give one of them, or leave it out',
  })];
}

/** [DMS User Guide, Selection rules for homogeneous data migrations]. */
function checkSelection({ selection, sourceEngine, migrationType }: HomogeneousMigrationInput): Problem[] {
  if (!isKnown(selection)) return [];
  const problems: Problem[] = [];
  if (findEngine(sourceEngine)?.family === 'mysql' && migrationType !== 'full-load') {
    problems.push(error({
      code: 'homogeneousSelectionEngine',
      where: 'selection',
      what: 'cannot be given for changes of MySQL and MariaDB',
      why: 'DMS selects in them for a full load alone (DMS User Guide, Selection rules for homogeneous data migrations)',
      mend: 'Leave it out, so that everything is migrated, or make the migration a full load',
    }));
  }
  const { rules } = selection as { readonly rules?: unknown };
  const odd = (Array.isArray(rules) ? rules as unknown[] : [])
    .map((rule, index) => ({ index, oddity: oddityOf(rule) }))
    .filter(({ oddity }) => oddity !== undefined);
  if (odd.length > 0) {
    problems.push(error({
      code: 'homogeneousSelectionRule',
      where: 'selection',
      what: `can only include, got ${list(odd.map(({ index, oddity }) => `${oddity} in rules[${index}]`))}`,
      why: 'Of table mappings, homogeneous data migrations have selection rules that include, and of wildcards the %',
      mend: 'Include what is to be migrated by SelectionRule.include(), without filters',
    }));
  }
  return problems;
}

function oddityOf(rule: unknown): string | undefined {
  if (typeof rule !== 'object' || rule === null) return undefined;
  const { 'rule-type': type, 'rule-action': action, filters } = rule as Record<string, unknown>;
  if (isKnown(type) && type !== 'selection') return `a rule of type ${String(type)}`;
  if (isKnown(action) && action !== 'include') return `the action ${String(action)}`;
  return Array.isArray(filters) && filters.length > 0 ? 'filters' : undefined;
}

function checkCdc({ migrationType, hasCdcStart, startsAtEpoch, slotName, hasCdcStop, sourceEngine }: HomogeneousMigrationInput): Problem[] {
  const problems: Problem[] = [];
  const given = [...(hasCdcStart ? ['cdcStart'] : []), ...(hasCdcStop ? ['cdcStopTime'] : []), ...(slotName === undefined ? [] : ['slotName'])];
  if (migrationType === 'full-load' && given.length > 0) {
    problems.push(error({
      code: 'homogeneousCdcOnly',
      where: given[0],
      what: 'is given for a migration that captures no changes',
      why: 'A full load reads tables, and not the log',
      mend: `Leave ${list(given)} out, or give another migrationType`,
    }));
  }
  if (startsAtEpoch) {
    problems.push(error({
      code: 'homogeneousCdcEpoch',
      where: 'cdcStart',
      what: 'is given as a number',
      why: 'A data migration takes a time as text',
      mend: 'Write CdcStart.atTime(), or CdcStart.atPosition()',
    }));
  }
  const engine = findEngine(sourceEngine);
  if (migrationType === 'cdc' && !hasCdcStart && sourceEngine !== UNKNOWN && engine?.family !== 'mongodb' && engine?.family !== 'docdb') {
    problems.push(error({
      code: 'homogeneousCdcStart',
      where: 'cdcStart',
      what: 'is missing',
      why: 'What was changed between the load and the start of the capture would be lost without a word',
      mend: 'Give the position in the log at which the tables were loaded, by CdcStart.atPosition()',
    }));
  }
  if (slotName !== undefined && engine !== undefined && engine.family !== 'postgresql') {
    problems.push(error({
      code: 'homogeneousSlot',
      where: 'slotName',
      what: `is given for ${engine.displayName}`,
      why: 'Only PostgreSQL has replication slots',
      mend: 'Leave it out',
    }));
  }
  return problems;
}

function checkTimes({ sourceEngine, cdcStartTime, cdcStopTime }: HomogeneousMigrationInput): Problem[] {
  const problems = Object.entries({ cdcStart: cdcStartTime, cdcStopTime }).filter(([, time]) => time === 'Invalid Date').map(([where]) => error({
    code: 'homogeneousCdcTime',
    where,
    what: 'is no time',
    why: 'DMS takes a date and a time',
    mend: "Give it as new Date('2030-01-31T12:00:00Z')",
  }));
  const engine = findEngine(sourceEngine);
  if (isKnown(cdcStartTime) && engine?.family === 'postgresql') {
    problems.push(error({
      code: 'homogeneousCdcStartTime',
      where: 'cdcStart',
      what: `is a time, which the log of ${engine.displayName} is not entered by`,
      why: 'DMS cannot map a time to a position in it (DMS User Guide, Creating tasks for ongoing replication)',
      mend: 'Give the LSN by CdcStart.atPosition(), and a slot that was made at it as slotName',
    }));
  }
  return problems;
}
