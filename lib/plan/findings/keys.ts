import type { TableFacts } from '../../profile/profile';
import { grantSelect, SAY_WHO } from './login';
import { foreignKeyRule, keyRule, tableRule } from './makers';
import { hasTrait, isLoaded, lobColumns, numberOf, rowKeys, sorted, tableName } from './reading';
import { ALL, RELATIONAL, type Rule, type Verdict } from './rule';

const ASSESSMENTS = 'DMS User Guide, Assessments for all endpoint types';
/** What a VARCHAR key of validation must stay below [DMS User Guide, AWS DMS data validation]. */
const VALIDATION_KEY_LENGTH = 1024;

/** The length that a type says in parentheses, in characters. */
function lengthOf(type: string): number {
  return numberOf(/char[a-z0-9 ]*\((\d+)/i.exec(type)?.[1] ?? '') ?? 0;
}

function keyColumns({ primaryKey, columns }: TableFacts): TableFacts['columns'] {
  return columns.filter(({ name }) => primaryKey?.columns.includes(name) === true);
}

export const KEY_RULES: readonly Rule[] = [
  tableRule({
    code: 'table-without-key',
    engines: RELATIONAL,
    severity: 'warning',
    phase: 'cdc',
    title: 'Tables have neither primary key nor unique key',
    where: (table) => rowKeys(table).length === 0,
    effect: 'Each update and delete searches the whole table in the target; rows can come twice, nothing is validated, and changes are not applied in batches.',
    mend: 'Give the tables a primary key, in source and target.',
    source: `${ASSESSMENTS}; DMS User Guide, Troubleshooting: duplicate records`,
    assessment: 'table-with-no-primary-key-or-unique-constraint',
  }),
  tableRule({
    code: 'lob-without-key',
    engines: RELATIONAL,
    severity: 'error',
    phase: 'cdc',
    title: 'Tables with LOBs have neither primary key nor unique key',
    where: (table) => rowKeys(table).length === 0 && lobColumns(table).length > 0,
    effect: 'DMS looks LOBs up in the source by the key of their row: without one it captures no changes of LOBs.',
    mend: 'Give the tables a primary key.',
    source: `${ASSESSMENTS}; DMS User Guide, Troubleshooting: missing LOB changes`,
    assessment: 'table-with-lob-but-without-primary-key-or-unique-constraint',
  }),
  {
    code: 'lob-in-key',
    engines: RELATIONAL,
    severity: 'error',
    title: 'Primary keys have columns that DMS takes for LOBs',
    effect: 'DMS inserts a row with its LOBs empty and fills them in later: a key cannot be empty, so the insert fails.',
    mend: 'Give the key columns a type with a length, such as VARCHAR(255), or key the table by another column. In PostgreSQL, text is a LOB to DMS.',
    source: 'DMS User Guide, Troubleshooting: tasks fail when a primary key is created on a LOB column',
    assessment: 'postgres-check-pk-lob',
    check: ({ tables }): Verdict => {
      const found = tables.filter(isLoaded).flatMap((table) => keyColumns(table).filter(({ lob }) => lob !== undefined)
        .map(({ name }) => `${tableName(table)}.${name}`));
      return found.length === 0 ? undefined : { items: found };
    },
  },
  keyRule({
    code: 'invalid-key',
    engines: RELATIONAL,
    severity: 'warning',
    title: 'Keys do not hold for all rows',
    where: ({ valid }) => valid === false,
    effect: 'The key was never finished or is disabled: rows may be there twice, which the key of the target refuses; and the source may not log by it.',
    mend: 'Drop the key and create it anew, or enable and validate it.',
    source: 'DMS User Guide, Oracle assessments and PostgreSQL assessments: primary key validity',
    assessment: 'postgres-check-pk-validity',
  }),
  {
    code: 'names-differ-in-case',
    engines: ALL,
    severity: 'error',
    title: 'Names of tables differ in upper and lower case only',
    effect: 'Which table a change goes to is unpredictable; where the target folds names, both are the same table.',
    mend: 'Rename one of them, or migrate them by different tasks with a rule that renames.',
    source: 'DMS User Guide, Using a PostgreSQL database as an AWS DMS source [for other engines derived]',
    assessment: 'postgres-check-similar-table-name',
    check: ({ tables }): Verdict => {
      const groups = new Map<string, string[]>();
      for (const table of tables) {
        const folded = JSON.stringify([table.schema, table.name]).toLowerCase();
        const names = groups.get(folded) ?? [];
        names.push(tableName(table));
        groups.set(folded, names);
      }
      const similar = [...groups.values()].filter((names) => new Set(names).size > 1).flat();
      return similar.length === 0 ? undefined : { items: sorted(similar) };
    },
  },
  foreignKeyRule({
    code: 'foreign-keys',
    engines: RELATIONAL,
    severity: 'note',
    phase: 'full-load',
    title: 'Tables refer to each other',
    where: () => true,
    effect: 'DMS loads tables side by side in no order: foreign keys in the target make the load fail. In tables that DMS creates there are none.',
    mend: 'Create or enable foreign keys in the target when the load is done, or have them ignored by the session of DMS.',
    prop: "settings: { afterConnectScript: 'SET FOREIGN_KEY_CHECKS=0' } (MySQL), \"SET session_replication_role='replica'\" (PostgreSQL)",
    source: 'DMS User Guide, Best practices',
    assessment: 'mysql-check-fk-target',
  }),
  foreignKeyRule({
    code: 'cascade-in-target',
    engines: ['postgresql', 'sqlserver', 'oracle'],
    severity: 'note',
    phase: 'cdc',
    title: 'Foreign keys change other rows in cascade',
    where: ({ onDelete, onUpdate }) => onDelete !== undefined || onUpdate !== undefined,
    effect: 'The log has the rows that were changed in cascade, too. Where the target cascades as well, DMS changes rows that are gone or changed already.',
    mend: 'Leave the cascade out of the target until the cutover, or have foreign keys ignored by the session of DMS.',
    source: 'DMS User Guide, Best practices [the effect is derived]',
  }),
  tableRule({
    code: 'triggers-act-twice',
    engines: RELATIONAL,
    severity: 'warning',
    title: 'Tables have triggers that would act twice',
    where: ({ triggers }) => triggers.some(({ enabled }) => enabled),
    effect: 'What a trigger writes in the source is migrated as data. The same trigger in the target writes it again, for each row that DMS writes.',
    mend: 'Create triggers in the target disabled, and enable them at the cutover.',
    source: 'DMS User Guide, Best practices',
    assessment: 'sqlserver-check-for-triggers',
  }),
  tableRule({
    code: 'secondary-indexes',
    engines: RELATIONAL,
    severity: 'note',
    phase: 'full-load',
    title: 'Secondary indexes are not migrated',
    where: ({ secondaryIndexes }) => (secondaryIndexes ?? 0) > 0,
    effect: 'DMS creates none. In a target that has them, each row that is loaded is written to all of them; without them, changes and the application are slow.',
    mend: 'Create them in the target between the load and the changes.',
    prop: 'phaseScaling: { boundaryHook: … }',
    source: 'DMS User Guide, Best practices',
    assessment: 'mysql-check-secondary-indexes',
  }),
  tableRule({
    code: 'table-not-selectable',
    engines: ALL,
    severity: 'error',
    title: 'The login cannot read tables',
    where: (table) => hasTrait(table, 'not-selectable'),
    effect: 'DMS cannot load them; where a login sees no name either, they are missing without an error.',
    mend: `Grant SELECT on them. ${SAY_WHO}`,
    statements: (table, { database }) => grantSelect(database.engine, table),
    source: 'DMS User Guide, premigration assessments of source privileges',
    assessment: 'postgres-check-select-object-privileges',
  }),
  {
    code: 'validation-without-key',
    engines: RELATIONAL,
    severity: 'warning',
    title: 'Tables cannot be validated for want of a key',
    effect: 'DMS validates row by row, by primary or unique key: these tables are reported as "No primary key".',
    mend: 'Give the tables a primary key, or compare them by other means.',
    source: 'DMS User Guide, AWS DMS data validation',
    assessment: 'mysql-check-pk-validity',
    check: ({ tables }, { validation = false }): Verdict => {
      const found = validation ? tables.filter((table) => isLoaded(table) && rowKeys(table).length === 0) : [];
      return found.length === 0 ? undefined : { items: found.map(tableName) };
    },
  },
  {
    code: 'validation-long-key',
    engines: RELATIONAL,
    severity: 'warning',
    title: 'Keys are too long to be validated by',
    effect: 'DMS validates by keys of VARCHAR columns shorter than 1024.',
    mend: 'Shorten the key columns, or compare these tables by other means.',
    source: 'DMS User Guide, AWS DMS data validation',
    check: ({ tables }, { validation = false }): Verdict => {
      const found = validation
        ? tables.filter(isLoaded).flatMap((table) => keyColumns(table).filter(({ type }) => lengthOf(type) >= VALIDATION_KEY_LENGTH)
          .map(({ name }) => `${tableName(table)}.${name}`))
        : [];
      return found.length === 0 ? undefined : { items: found };
    },
  },
  {
    code: 'batch-apply-two-keys',
    engines: RELATIONAL,
    severity: 'warning',
    phase: 'cdc',
    title: 'Tables with both primary key and unique keys are applied in batches',
    effect: 'A batch changes the order of rows: it can break the unique key in the target, and falls back to one row at a time.',
    mend: 'Leave unique keys out of the target until the cutover, or apply the changes of these tables by transaction, in a task of their own.',
    prop: 'taskSettings: TaskSettings.of({ targetMetadata: { batchApplyEnabled: false } })',
    source: 'DMS User Guide, Target metadata task settings',
    assessment: 'postgres-check-batch-apply-target-pk-ui-simultaneously',
    check: ({ tables }, { batchApply = false }): Verdict => {
      const found = batchApply ? tables.filter((table) => isLoaded(table) && table.primaryKey !== undefined && table.uniqueKeys.length > 0) : [];
      return found.length === 0 ? undefined : { items: found.map(tableName) };
    },
  },
  {
    code: 'batch-apply-without-key',
    engines: RELATIONAL,
    severity: 'warning',
    phase: 'cdc',
    title: 'Tables without a key are applied in batches',
    effect: 'DMS applies changes in batches only where there is a primary or unique key; for these tables it falls back to one row at a time.',
    mend: 'Give the tables a primary key, or migrate them by a task of their own.',
    source: 'DMS User Guide, Target metadata task settings',
    assessment: 'postgres-check-batch-apply-target-pk-ui-absence',
    check: ({ tables }, { batchApply = false }): Verdict => {
      const found = batchApply ? tables.filter((table) => isLoaded(table) && rowKeys(table).length === 0) : [];
      return found.length === 0 ? undefined : { items: found.map(tableName) };
    },
  },
];
