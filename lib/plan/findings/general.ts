import { objectRule } from './makers';
import { isLoaded } from './reading';
import { ALL, RELATIONAL, type Rule, type Verdict } from './rule';
import { familyOf } from './targets';

/** What the full load waits for before it starts [DMS User Guide, Full-load task settings: TransactionConsistencyTimeout]. */
const OPEN_TRANSACTION_SECONDS = 600;
/** [DMS User Guide, Quotas and limits; for a task UNVERIFIED] */
const TABLES_PER_TASK = 60_000;

export const GENERAL_RULES: readonly Rule[] = [
  {
    code: 'long-transaction',
    engines: RELATIONAL,
    severity: 'warning',
    phase: 'cdc',
    title: 'A transaction has been open for more than 10 minutes',
    effect: 'The start of a task with CDC waits for older transactions: in PostgreSQL the slot comes about only after them, elsewhere the load starts without them '
      + 'after 10 minutes, and their changes may be lost.',
    mend: 'Start the task when no long transaction is open, or have DMS wait for longer.',
    prop: 'taskSettings: TaskSettings.of({ fullLoad: { transactionConsistencyTimeout: Duration.hours(1) } })',
    source: 'DMS User Guide, Full-load task settings; PostgreSQL assessments',
    assessment: 'postgres-check-longrunningtxn',
    check: ({ transactions }): Verdict => {
      if (transactions?.oldestSeconds === undefined) return { missing: ['transactions oldestSeconds'] };
      const { oldestSeconds } = transactions;
      return oldestSeconds > OPEN_TRANSACTION_SECONDS ? { items: [`open for ${Math.round(oldestSeconds)} seconds`] } : undefined;
    },
  },
  {
    code: 'homogeneous-migration',
    engines: ALL,
    severity: 'note',
    title: 'Source and target are of one kind',
    effect: "AWS recommends the engine's own tools, or homogeneous data migrations of DMS: they take along what DMS tasks leave out.",
    mend: 'Weigh native replication against DMS; stay with DMS for what it alone does: filters, transformations, splitting, validation.',
    source: 'DMS User Guide, Best practices',
    check: ({ database }, { targetEngine }): Verdict => {
      if (targetEngine === undefined) return undefined;
      const family = database.engine === 'mariadb' ? 'mysql' : database.engine;
      const same = family === 'mongodb' ? targetEngine === 'docdb' : familyOf(targetEngine) === family;
      return same ? { items: [`${database.engine} ${database.version} to ${targetEngine}`] } : undefined;
    },
  },
  {
    code: 'many-tables',
    engines: ALL,
    severity: 'warning',
    title: 'There are more tables than a task should have',
    effect: 'A task reads the metadata of all its tables before it starts; with more than 60,000 it takes very long or fails.',
    mend: 'Split the tables over several tasks, and exclude those that are not needed.',
    source: 'DMS User Guide, Quotas and limits [UNVERIFIED for a single task]',
    check: ({ database, tables }, { tasks = 1 }): Verdict => {
      const count = tables.filter(isLoaded).length;
      return count > TABLES_PER_TASK * Math.max(1, tasks) ? { items: [`database ${database.name}: ${count} tables`] } : undefined;
    },
  },
  objectRule({
    code: 'objects-not-migrated',
    engines: RELATIONAL,
    severity: 'note',
    title: 'There is more than tables',
    kinds: [
      'aggregate', 'collation', 'composite-type', 'domain', 'enum-type', 'extension', 'foreign-server', 'operator', 'publication', 'range-type', 'rule',
      'subscription', 'event', 'clr-assembly', 'partition-function', 'security-policy', 'synonym', 'user-defined-type', 'xml-schema-collection',
      'database-link', 'job', 'object-type', 'package', 'queue', 'function', 'materialized-view', 'procedure', 'view',
    ],
    effect: 'DMS migrates tables with their rows and primary keys, and nothing else of the schema.',
    mend: "Create the rest in the target with the engine's own tools (pg_dump --schema-only, mysqldump --no-data, …) or with DMS Schema Conversion.",
    source: 'DMS User Guide, Troubleshooting: foreign keys and secondary indexes are missing',
  }),
  objectRule({
    code: 'sequences-not-migrated',
    engines: RELATIONAL,
    severity: 'warning',
    title: 'Sequences are not migrated',
    kinds: ['sequence'],
    effect: 'They are missing in the target, or begin anew: numbers are given out a second time after the cutover.',
    mend: "Create them in the target, and set them above the source's values at the cutover.",
    source: 'DMS User Guide, Best practices [derived]',
  }),
];
