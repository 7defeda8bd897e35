import { checkHomogeneousMigration, type HomogeneousMigrationInput } from '../../lib/plan/homogeneous-migration-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const GOOD: HomogeneousMigrationInput = {
  sourceEngine: 'postgres', targetEngine: 'aurora-postgresql', migrationType: 'full-load-and-cdc', region: 'eu-west-1', hasCdcStart: false,
  startsAtEpoch: false, hasCdcStop: false,
};
const check = (input: Partial<HomogeneousMigrationInput>) => () => checkHomogeneousMigration({ ...GOOD, ...input });

const include = { 'rule-type': 'selection', 'rule-action': 'include', 'object-locator': { 'schema-name': 'sales', 'table-name': '%' }, 'filters': [] };

test.each([
  ['postgres', 'aurora-postgresql'], ['aurora-postgresql', 'postgres'], ['mysql', 'aurora'], ['mariadb', 'mysql'], ['mongodb', 'docdb'], ['docdb', 'docdb'],
])('goes from %s to %s', (sourceEngine, targetEngine) => {
  expect(check({ sourceEngine, targetEngine })()).toEqual([]);
});

test.each([['oracle', 'oracle'], ['sqlserver', 'sqlserver'], ['mysql', 'postgres'], ['engine-of-tomorrow', 'engine-of-tomorrow']])(
  'does not go from %s to %s',
  (sourceEngine, targetEngine) => {
    expect(check({ sourceEngine, targetEngine })().map(({ code }) => code)).toEqual(['homogeneousEngines']);
  },
);

test('captures changes alone from a start, of a slot, and selects', () => {
  expect(check({ migrationType: 'cdc', hasCdcStart: true, slotName: 'dms', selection: { rules: [include] }, numberOfJobs: 50 })()).toEqual([]);
  expect(check({ sourceEngine: 'mysql', targetEngine: 'aurora', migrationType: 'full-load', selection: { rules: [include] } })()).toEqual([]);
});

test('names everything in a selection that cannot be', () => {
  const rules = [include, { ...include, filters: [{}] }, { 'rule-type': 'transformation' }];
  expect(check({ selection: { rules } })()[0].what).toBe('can only include, got filters in rules[1] and a rule of type transformation in rules[2]');
});

testRules([
  {
    code: 'homogeneousEngines',
    bad: check({ sourceEngine: 'oracle', targetEngine: 'postgres' }),
    message: "'target' cannot be migrated to like to like: from Oracle to PostgreSQL. Homogeneous data migrations go from PostgreSQL to PostgreSQL, from MySQL or"
      + ' MariaDB to either, and from MongoDB or DocumentDB to DocumentDB. Migrate it with an EndpointPair and a MigrationTask, and its schema with a'
      + ' SchemaConversion. [homogeneousEngines]',
    unknown: check({ sourceEngine: UNKNOWN, targetEngine: 'postgres' }),
  },
  {
    code: 'homogeneousRegion',
    bad: check({ region: 'cn-north-1' }),
    message: "'env.region' is not among the Regions that are known to have homogeneous data migrations, got \"cn-north-1\". Where DMS does not have them, the"
      + ' deployment fails. Look the Region up in the DMS User Guide, Homogeneous data migrations, and acknowledge this if it is there by now.'
      + ' [homogeneousRegion]',
    unknown: check({ region: UNKNOWN }),
  },
  {
    code: 'homogeneousJobs',
    bad: check({ numberOfJobs: 51 }),
    message: "'numberOfJobs' must be a whole number from 1 to 50, got 51. DMS refuses others. Give one of them, or leave it out. [homogeneousJobs]",
    unknown: check({ numberOfJobs: UNKNOWN }),
  },
  {
    code: 'homogeneousSelectionEngine',
    bad: check({ sourceEngine: 'mysql', targetEngine: 'aurora', selection: { rules: [include] } }),
    message: "'selection' cannot be given for changes of MySQL and MariaDB. DMS selects in them for a full load alone (DMS User Guide, Selection rules for"
      + ' homogeneous data migrations). Leave it out, so that everything is migrated, or make the migration a full load. [homogeneousSelectionEngine]',
    unknown: check({ sourceEngine: 'mysql', targetEngine: 'aurora', selection: UNKNOWN }),
  },
  {
    code: 'homogeneousSelectionRule',
    bad: check({ selection: { rules: [{ ...include, 'rule-action': 'exclude' }] } }),
    message: "'selection' can only include, got the action exclude in rules[0]. Of table mappings, homogeneous data migrations have selection rules that include,"
      + ' and of wildcards the %. Include what is to be migrated by SelectionRule.include(), without filters. [homogeneousSelectionRule]',
    unknown: check({ selection: { rules: [{ ...include, 'rule-action': UNKNOWN }, UNKNOWN] } }),
  },
  {
    code: 'homogeneousCdcOnly',
    bad: check({ migrationType: 'full-load', hasCdcStop: true, slotName: 'dms' }),
    message: "'cdcStopTime' is given for a migration that captures no changes. A full load reads tables, and not the log. Leave cdcStopTime and slotName out, or give"
      + ' another migrationType. [homogeneousCdcOnly]',
    unknown: check({ migrationType: UNKNOWN, hasCdcStop: true }),
  },
  {
    code: 'homogeneousCdcStart',
    bad: check({ migrationType: 'cdc' }),
    message: "'cdcStart' is missing. What was changed between the load and the start of the capture would be lost without a word. Give the position in the log at"
      + ' which the tables were loaded, by CdcStart.atPosition(). [homogeneousCdcStart]',
    unknown: check({ migrationType: UNKNOWN }),
  },
  {
    code: 'homogeneousCdcEpoch',
    bad: check({ hasCdcStart: true, startsAtEpoch: true }),
    message: "'cdcStart' is given as a number. A data migration takes a time as text. Write CdcStart.atTime(), or CdcStart.atPosition(). [homogeneousCdcEpoch]",
    unknown: check({ hasCdcStart: true }),
  },
  {
    code: 'homogeneousSlot',
    bad: check({ sourceEngine: 'mysql', targetEngine: 'aurora', slotName: 'dms' }),
    message: "'slotName' is given for MySQL. Only PostgreSQL has replication slots. Leave it out. [homogeneousSlot]",
    unknown: check({ sourceEngine: UNKNOWN, slotName: UNKNOWN }),
  },
  {
    code: 'homogeneousCdcTime',
    bad: check({ hasCdcStop: true, cdcStopTime: 'Invalid Date' }),
    message: "'cdcStopTime' is no time. DMS takes a date and a time. Give it as new Date('2030-01-31T12:00:00Z'). [homogeneousCdcTime]",
    unknown: check({ hasCdcStop: true, cdcStopTime: UNKNOWN }),
  },
  {
    code: 'homogeneousCdcStartTime',
    bad: check({ hasCdcStart: true, cdcStartTime: '2030-01-31T12:00:00' }),
    message: "'cdcStart' is a time, which the log of PostgreSQL is not entered by. DMS cannot map a time to a position in it (DMS User Guide, Creating tasks for"
      + ' ongoing replication). Give the LSN by CdcStart.atPosition(), and a slot that was made at it as slotName. [homogeneousCdcStartTime]',
    unknown: check({ hasCdcStart: true, cdcStartTime: UNKNOWN }),
  },
]);
