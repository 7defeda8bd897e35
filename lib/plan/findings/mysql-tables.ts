import { columnRule, foreignKeyRule, generatedColumnRule, keyRule, missingSettings, tableRule } from './makers';
import { quote, quoteTable } from './quoting';
import { columnName, hasTrait, lobColumns, numberOf, settingOf, tableName } from './reading';
import { MYSQL, type Rule, type Verdict } from './rule';
import { familyOf } from './targets';

const SOURCE = 'DMS User Guide, Using a MySQL-compatible database as a source for AWS DMS';
const ASSESSMENTS = 'DMS User Guide, MySQL assessments';

export const MYSQL_TABLE_RULES: readonly Rule[] = [
  tableRule({
    code: 'mysql-storage-engine',
    engines: MYSQL,
    severity: 'warning',
    title: 'Tables are not InnoDB',
    where: ({ storageEngine }) => storageEngine !== undefined && storageEngine.toLowerCase() !== 'innodb',
    effect: 'Other engines know no transactions: the load reads no consistent state while they are written to. DMS creates target tables as InnoDB.',
    statements: (table) => [`ALTER TABLE ${quoteTable('mysql', table)} ENGINE = InnoDB;`],
    mend: 'Convert the tables, or stop writing to them during the load; create the target tables by hand where the engine matters.',
    source: SOURCE,
    assessment: 'mysql-check-table-storage-engine',
  }),
  tableRule({
    code: 'mysql-partitioned-table',
    engines: MYSQL,
    severity: 'warning',
    title: 'Tables are partitioned',
    where: ({ partitioning }) => partitioning !== undefined,
    effect: 'A table that DMS creates has no partitions. A change of partitions during CDC suspends the table.',
    mend: 'Create the tables in the target beforehand and truncate them instead of dropping; have changes of partitions skipped.',
    prop: 'settings: { skipTableSuspensionForPartitionDdl: true }',
    source: SOURCE,
    assessment: 'mysql-check-table-partition',
  }),
  tableRule({
    code: 'mariadb-system-versioned-table',
    engines: ['mariadb'],
    severity: 'error',
    title: 'System-versioned tables are not supported',
    where: (table) => table.kind === 'temporal' || hasTrait(table, 'system-versioned'),
    effect: 'DMS supports no temporal tables of MariaDB, neither as source nor as target.',
    mend: 'Exclude the tables, and migrate them by another way.',
    source: SOURCE,
  }),
  columnRule({
    code: 'mysql-auto-increment',
    engines: MYSQL,
    severity: 'warning',
    title: 'AUTO_INCREMENT is not migrated',
    where: ({ identity }) => identity === true,
    effect: 'Columns of target tables that DMS creates lack it: inserts fail after the cutover.',
    mend: 'Create the tables in the target beforehand, or add AUTO_INCREMENT before the cutover.',
    source: SOURCE,
    assessment: 'mysql-check-auto-increment',
  }),
  columnRule({
    code: 'mysql-invisible-column',
    engines: MYSQL,
    severity: 'error',
    title: 'Invisible columns are not migrated',
    where: ({ invisible }) => invisible === true,
    effect: 'DMS reads what SELECT * shows: the values of these columns never reach the target.',
    mend: 'Make the columns visible for the migration (MariaDB: MODIFY with the whole definition, without INVISIBLE).',
    statements: ({ name }, table, { database: { engine } }) => (engine === 'mariadb'
      ? []
      : [`ALTER TABLE ${quoteTable('mysql', table)} ALTER COLUMN ${quote('mysql', name)} SET VISIBLE;`]),
    source: `${ASSESSMENTS} [the effect is derived]`,
    assessment: 'mysql-check-invisible-columns',
  }),
  tableRule({
    code: 'mysql-generated-invisible-key',
    engines: ['mysql'],
    severity: 'warning',
    title: 'The primary key is one that MySQL made and hides',
    where: (table) => hasTrait(table, 'generated-invisible-primary-key'),
    effect: 'The key my_row_id is invisible, and invisible columns are not migrated: the target table has no key.',
    mend: 'Make the key visible for the migration, or give the tables a primary key of their own.',
    statements: (table) => [`ALTER TABLE ${quoteTable('mysql', table)} ALTER COLUMN \`my_row_id\` SET VISIBLE;`],
    source: `${ASSESSMENTS}; MySQL Reference Manual, Generated invisible primary keys [the effect on DMS is derived]`,
    assessment: 'mysql-check-invisible-columns',
  }),
  generatedColumnRule({
    code: 'mysql-generated-column',
    engines: MYSQL,
    source: `${ASSESSMENTS} [the effect is derived]`,
    assessment: 'mysql-check-generated-columns',
  }),
  foreignKeyRule({
    code: 'mysql-cascade',
    engines: MYSQL,
    severity: 'error',
    phase: 'cdc',
    title: 'What foreign keys change in cascade is not in the binary log',
    where: ({ onDelete, onUpdate }) => onDelete !== undefined || onUpdate !== undefined,
    effect: 'InnoDB changes the rows of the child table without an entry in the binary log: they stay as they are in the target.',
    mend: 'Create the same foreign keys in the target and enable them when the load is done, so that they act there, too; or have the application change the rows.',
    source: `${ASSESSMENTS}; MySQL Reference Manual, InnoDB and MySQL replication`,
    assessment: 'mysql-check-cascade-constraints',
  }),
  keyRule({
    code: 'mysql-prefix-key',
    engines: MYSQL,
    severity: 'warning',
    title: 'Unique keys cover the beginning of a column',
    where: ({ partial, expression }) => partial === true || expression === true,
    effect: 'DMS does not create such indexes in the target, and they are no key for it.',
    mend: 'Create them in the target by hand, and give the table a key on whole columns if it has no other.',
    source: SOURCE,
  }),
  {
    code: 'mysql-mixed-case-names',
    engines: MYSQL,
    severity: 'error',
    phase: 'cdc',
    title: 'Table names have upper case on a server that does not tell cases apart',
    effect: 'DMS captures no changes of tables with mixed-case names where file names are case-insensitive, as on Windows and macOS.',
    mend: 'Rename the tables to lower case.',
    source: SOURCE,
    check: (profile): Verdict => {
      const value = settingOf(profile, 'lower_case_table_names');
      if (value === undefined) return missingSettings('lower_case_table_names');
      if (value !== '2') return undefined;
      const mixed = profile.tables.filter(({ name }) => name !== name.toLowerCase());
      return mixed.length === 0 ? undefined : { items: mixed.map(tableName) };
    },
  },
  {
    code: 'mysql-packet-smaller-than-lob',
    engines: MYSQL,
    severity: 'error',
    title: 'LOBs are larger than a packet may be',
    effect: 'A row does not fit into max_allowed_packet: the connection breaks and the table fails.',
    mend: 'Set max_allowed_packet above the largest LOB, up to 1 GiB, in the source and, where that is MySQL, in the target.',
    source: ASSESSMENTS,
    assessment: 'mysql-check-max-allowed-packet-lob',
    check: (profile): Verdict => {
      const value = settingOf(profile, 'max_allowed_packet');
      if (value === undefined) return missingSettings('max_allowed_packet');
      const limit = numberOf(value) ?? Infinity;
      const larger = profile.tables.flatMap((table) => lobColumns(table)
        .filter(({ lob }) => (lob?.maxBytes ?? 0) >= limit)
        .map((column) => columnName(table, column)));
      return larger.length === 0 ? undefined : { items: [`max_allowed_packet = ${value}`, ...larger] };
    },
  },
  columnRule({
    code: 'mysql-spatial-to-other-engine',
    engines: MYSQL,
    severity: 'warning',
    title: 'Spatial columns become bytes',
    where: ({ lob }, { context: { targetEngine } }) => lob?.content === 'spatial' && targetEngine !== undefined && familyOf(targetEngine) !== 'mysql',
    effect: "DMS takes them for BLOB: another engine gets MySQL's own binary form, and no geometry.",
    mend: 'Convert them in the target (the bytes are an SRID and then WKB), or migrate a text form in a column of its own.',
    source: `${SOURCE}, data types [the form of the bytes: MySQL Reference Manual, Supported spatial data formats]`,
  }),
  columnRule({
    code: 'mysql-zero-date',
    engines: MYSQL,
    severity: 'warning',
    title: 'Dates may be zero',
    where: ({ type }, { profile, context: { targetEngine } }) => {
      const mode = settingOf(profile, 'sql_mode');
      return mode !== undefined && !/NO_ZERO_DATE|TRADITIONAL/i.test(mode) && targetEngine !== undefined && familyOf(targetEngine) !== 'mysql'
        && /^(date|datetime|timestamp)\b/i.test(type);
    },
    effect: 'sql_mode lets 0000-00-00 in, which no other engine has: such rows fail in the target, or arrive as NULL, which a NOT NULL column refuses.',
    mend: 'Look for such values, and set them to NULL; have the columns nullable in the target.',
    source: `${SOURCE}, data types`,
  }),
  columnRule({
    code: 'mysql-time-zone',
    engines: MYSQL,
    severity: 'warning',
    title: 'The server does not keep time in UTC',
    where: ({ type }, { profile }) => {
      const setting = settingOf(profile, 'time_zone');
      const zone = setting === 'SYSTEM' ? settingOf(profile, 'system_time_zone') : setting;
      return zone !== undefined && !/^(utc|gmt|\+00:00|etc\/utc)$/i.test(zone) && /^timestamp\b/i.test(type);
    },
    effect: 'DMS converts TIMESTAMP to UTC in the target.',
    mend: 'Tell the endpoint the time zone of the server, and have the application expect what arrives.',
    prop: "settings: { serverTimezone: 'Europe/Berlin' }",
    source: `${SOURCE}; DMS API reference, MySQLSettings`,
  }),
];
