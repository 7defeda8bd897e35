import type { Profile, TableFacts } from '../../profile/profile';
import type { SettingName } from '../../profile/vocabulary';
import { factRule, missingSettings } from './makers';
import { quoteColumns, quoteTable } from './quoting';
import { hasTrait, isLoaded, isOlder, numberOf, rowKeys, settingOf, tableName } from './reading';
import { ORACLE, type Rule, type Verdict } from './rule';

const SOURCE = 'DMS User Guide, Using an Oracle database as a source for AWS DMS';
const ASSESSMENTS = 'DMS User Guide, Oracle assessments';

function isManaged({ database }: Profile): boolean {
  return database.hosting === 'rds';
}

function is(profile: Profile, name: SettingName, wanted: string): boolean {
  return settingOf(profile, name)?.toUpperCase() === wanted;
}

/** Whether the redo log tells the row of an update by what identifies it [same guide, Setting up supplemental logging]. */
function isLogged(profile: Profile, table: TableFacts): boolean {
  if (hasTrait(table, 'supplemental-log-all') || is(profile, 'supplemental_log_data_all', 'YES')) return true;
  if (table.primaryKey !== undefined) return hasTrait(table, 'supplemental-log-pk') || hasTrait(table, 'supplemental-log-group') || is(profile, 'supplemental_log_data_pk', 'YES');
  if (rowKeys(table).length > 0) return hasTrait(table, 'supplemental-log-ui') || hasTrait(table, 'supplemental-log-group') || is(profile, 'supplemental_log_data_ui', 'YES');
  return false;
}

function addLogging(table: TableFacts): string {
  const alter = `ALTER TABLE ${quoteTable('oracle', table)} ADD SUPPLEMENTAL LOG`;
  if (table.primaryKey !== undefined) return `${alter} DATA (PRIMARY KEY) COLUMNS;`;
  const [key] = rowKeys(table);
  return key === undefined ? `${alter} DATA (ALL) COLUMNS;` : `${alter} GROUP DMS_KEY (${quoteColumns('oracle', key.columns)}) ALWAYS;`;
}

export const ORACLE_LOG_RULES: readonly Rule[] = [
  {
    code: 'oracle-archivelog',
    engines: ORACLE,
    severity: 'error',
    phase: 'cdc',
    title: 'Redo logs are not archived',
    effect: 'The database overwrites its redo logs: DMS finds changes gone before it has read them.',
    mend: 'Switch ARCHIVELOG mode on, which restarts the database (RDS: set a backup retention of at least 1 day).',
    source: SOURCE,
    assessment: 'oracle-check-archivelog-mode',
    check: (profile): Verdict => {
      const value = settingOf(profile, 'log_mode');
      if (value === undefined) return missingSettings('log_mode');
      if (value.toUpperCase() !== 'NOARCHIVELOG') return undefined;
      return {
        items: [`log_mode = ${value}`],
        statements: isManaged(profile) ? [] : ['SHUTDOWN IMMEDIATE;', 'STARTUP MOUNT;', 'ALTER DATABASE ARCHIVELOG;', 'ALTER DATABASE OPEN;'],
      };
    },
  },
  {
    code: 'oracle-supplemental-logging',
    engines: ORACLE,
    severity: 'error',
    phase: 'cdc',
    title: 'There is no supplemental logging in the database',
    effect: 'The redo log does not tell rows apart: DMS refuses to start capturing.',
    mend: 'Add minimal supplemental logging in the database, and that of the key for each table.',
    prop: 'settings: { addSupplementalLogging: true } (tables only)',
    source: SOURCE,
    assessment: 'oracle-supplemental-db-level',
    check: (profile): Verdict => {
      const value = settingOf(profile, 'supplemental_log_data_min');
      if (value === undefined) return missingSettings('supplemental_log_data_min');
      if (value.toUpperCase() !== 'NO') return undefined;
      return {
        items: [`supplemental_log_data_min = ${value}`],
        statements: [isManaged(profile) ? "EXEC rdsadmin.rdsadmin_util.alter_supplemental_logging('ADD');" : 'ALTER DATABASE ADD SUPPLEMENTAL LOG DATA;'],
      };
    },
  },
  {
    code: 'oracle-table-supplemental-logging',
    engines: ORACLE,
    severity: 'error',
    phase: 'cdc',
    title: 'Tables have no supplemental logging of their key',
    effect: 'The redo log does not have the key of updated rows: the table fails, or is suspended. Without any key all columns have to be logged.',
    mend: 'Add supplemental logging of the key to each table; or have DMS do it, which needs its login to be allowed to alter them.',
    prop: 'settings: { addSupplementalLogging: true }',
    source: SOURCE,
    assessment: 'oracle-validate-supplemental-logging-for-pk',
    check: (profile): Verdict => {
      const tables = profile.tables.filter((table) => isLoaded(table) && table.kind !== 'nested' && !isLogged(profile, table));
      return tables.length === 0 ? undefined : { items: tables.map(tableName), statements: tables.map(addLogging) };
    },
  },
  {
    code: 'oracle-archivelog-retention',
    engines: ORACLE,
    severity: 'error',
    phase: 'cdc',
    title: 'RDS deletes archived redo logs within a day',
    effect: 'A task that is late, or was stopped, finds its place in the log gone, and all tables have to be loaded again.',
    mend: 'Keep them for at least 24 hours, better for longer than the full load takes, and watch the free storage.',
    source: SOURCE,
    assessment: 'oracle-check-archivelog-retention-rds',
    check: (profile): Verdict => {
      if (!isManaged(profile)) return undefined;
      const value = settingOf(profile, 'rds.archivelog_retention_hours');
      if (value === undefined) return missingSettings('rds.archivelog_retention_hours');
      const hours = numberOf(value);
      if (hours === undefined || hours >= 24) return undefined;
      return {
        items: [`rds.archivelog_retention_hours = ${value}`],
        statements: ["EXEC rdsadmin.rdsadmin_util.set_configuration('archivelog retention hours', 72);", 'COMMIT;'],
      };
    },
  },
  factRule({
    code: 'oracle-idle-time',
    engines: ORACLE,
    severity: 'warning',
    title: 'The database ends idle sessions of the login',
    setting: 'idle_time',
    isWrong: (value) => numberOf(value) !== undefined,
    mend: 'Have no limit in the profile of the login: ALTER PROFILE … LIMIT IDLE_TIME UNLIMITED.',
    effect: 'Sessions of DMS are idle while it writes to the target: when they are ended, the task starts over or fails.',
    source: `${ASSESSMENTS} [the effect is derived]`,
  }),
  {
    code: 'oracle-express-edition',
    engines: ORACLE,
    severity: 'error',
    phase: 'cdc',
    title: 'Express Edition has no CDC',
    effect: 'From 18c on DMS does not support CDC from Oracle Database XE.',
    mend: 'Load without CDC, or move to another edition first.',
    source: SOURCE,
    assessment: 'oracle-check-cdc-support-express-edition',
    check: (profile): Verdict => {
      const { edition } = profile.database;
      if (edition === undefined) return { missing: ['database edition'] };
      return /express|^xe$/i.test(edition) && isOlder(profile, [18]) === false ? { items: [`edition ${edition}, version ${profile.database.version}`] } : undefined;
    },
  },
];
