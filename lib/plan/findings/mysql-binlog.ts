import type { Profile } from '../../profile/profile';
import { factRule, missingSettings, settingRule } from './makers';
import { isOn, numberOf, settingOf } from './reading';
import { MYSQL, type Rule, type Verdict } from './rule';

const SOURCE = 'DMS User Guide, Using a MySQL-compatible database as a source for AWS DMS';
const DAY_SECONDS = 86_400;

function isManaged({ database }: Profile): boolean {
  return database.hosting === 'rds' || database.hosting === 'aurora';
}

function isOff(value: string): boolean {
  return isOn(value) === false;
}

export const MYSQL_BINLOG_RULES: readonly Rule[] = [
  settingRule({
    code: 'mysql-log-bin',
    engines: MYSQL,
    severity: 'error',
    phase: 'cdc',
    title: 'There is no binary log',
    setting: 'log_bin',
    isWrong: isOff,
    change: { to: 'ON', restart: true, managed: { name: 'binlog_format', to: 'ROW' } },
    advice: 'On RDS the binary log is written only while automated backups are on: set a backup retention of at least 1 day.',
    effect: 'DMS reads changes from the binary log; without one the task fails when changes are to be captured.',
    source: SOURCE,
  }),
  settingRule({
    code: 'mysql-binlog-format',
    engines: MYSQL,
    severity: 'error',
    phase: 'cdc',
    title: 'The binary log has statements in the place of rows',
    setting: 'binlog_format',
    isWrong: (value) => value.toUpperCase() !== 'ROW',
    change: { to: 'ROW' },
    advice: 'Sessions that are connected go on in the old format: have them connect again (MariaDB: restart the server).',
    effect: 'DMS cannot replay statements: changes are lost or applied in part, and the target differs from the source.',
    source: SOURCE,
    assessment: 'mysql-check-binlog-format',
  }),
  settingRule({
    code: 'mysql-binlog-row-image',
    engines: MYSQL,
    severity: 'error',
    phase: 'cdc',
    title: 'The binary log has parts of rows only',
    setting: 'binlog_row_image',
    since: [5, 6, 2],
    isWrong: (value) => value.toUpperCase() !== 'FULL',
    change: { to: 'FULL' },
    effect: 'DMS needs all columns of a changed row; without them changes are lost or fail in the target.',
    source: SOURCE,
    assessment: 'mysql-check-binlog-image',
  }),
  settingRule({
    code: 'mysql-binlog-checksum',
    engines: MYSQL,
    severity: 'warning',
    phase: 'cdc',
    title: 'Events of the binary log have checksums',
    setting: 'binlog_checksum',
    isWrong: (value) => value.toUpperCase() !== 'NONE',
    change: { to: 'NONE' },
    effect: 'The guide wants NONE. What DMS does with checksums is not documented; for Cloud SQL it lets CRC32 stand.',
    source: SOURCE,
  }),
  settingRule({
    code: 'mysql-server-id',
    engines: MYSQL,
    severity: 'error',
    phase: 'cdc',
    title: 'The server has no id',
    setting: 'server_id',
    isWrong: (value) => numberOf(value) === 0,
    change: { to: '1' },
    effect: 'A server with id 0 refuses those who want to read its binary log.',
    source: SOURCE,
    assessment: 'mysql-check-server-id',
  }),
  {
    code: 'mysql-binlog-expiry',
    engines: MYSQL,
    severity: 'error',
    phase: 'cdc',
    title: 'The binary log is deleted within a day',
    effect: 'A task that is late, or was stopped for so long, finds its place in the log gone, and all tables have to be loaded again.',
    mend: 'Keep the binary log for at least a day, better for longer than the full load takes.',
    source: SOURCE,
    assessment: 'mysql-check-expire-logs-days',
    check: (profile): Verdict => {
      if (isManaged(profile)) return undefined; // there it is `binlog retention hours` that counts
      const seconds = settingOf(profile, 'binlog_expire_logs_seconds');
      const days = settingOf(profile, 'expire_logs_days');
      if (seconds === undefined && days === undefined) return missingSettings('binlog_expire_logs_seconds', 'expire_logs_days');
      // 0 means never; with both set, MySQL 8.0 takes the seconds and MariaDB keeps them equal.
      const kept = (numberOf(seconds ?? '0') ?? 0) || (numberOf(days ?? '0') ?? 0) * DAY_SECONDS;
      if (kept === 0 || kept >= DAY_SECONDS) return undefined;
      return {
        items: [...seconds === undefined ? [] : [`binlog_expire_logs_seconds = ${seconds}`], ...days === undefined ? [] : [`expire_logs_days = ${days}`]],
        statements: [seconds === undefined ? 'SET GLOBAL expire_logs_days = 3;' : `SET GLOBAL binlog_expire_logs_seconds = ${3 * DAY_SECONDS};`],
      };
    },
  },
  {
    code: 'mysql-binlog-retention-hours',
    engines: MYSQL,
    severity: 'error',
    phase: 'cdc',
    title: 'RDS deletes the binary log as soon as it can',
    effect: 'A task that is late, or was stopped, finds its place in the log gone, and all tables have to be loaded again.',
    mend: 'Set the retention to at least 24 hours, better to more than the full load takes, and watch the free storage.',
    source: SOURCE,
    assessment: 'mysql-check-binlog-retention-time',
    check: (profile): Verdict => {
      if (!isManaged(profile)) return undefined;
      const value = settingOf(profile, 'rds.binlog_retention_hours');
      if (value === undefined) return missingSettings('rds.binlog_retention_hours');
      const hours = value.toUpperCase() === 'NULL' || value === '' ? 0 : numberOf(value);
      if (hours === undefined || hours >= 24) return undefined;
      return { items: [`rds.binlog_retention_hours = ${value}`], statements: ["CALL mysql.rds_set_configuration('binlog retention hours', 72);"] };
    },
  },
  {
    code: 'mysql-log-replica-updates',
    engines: MYSQL,
    severity: 'error',
    phase: 'cdc',
    title: 'A replica does not log what it gets from its source',
    effect: 'The binary log of the replica has only what was written on it directly: DMS sees no changes.',
    mend: 'Set log_replica_updates (log_slave_updates before MySQL 8.0.26 and in MariaDB) to ON and restart the replica, or migrate from its source.',
    source: SOURCE,
    assessment: 'mysql-check-database-role',
    check: (profile): Verdict => {
      if (profile.database.readOnly !== true) return undefined;
      const name = (['log_replica_updates', 'log_slave_updates'] as const).find((each) => settingOf(profile, each) !== undefined);
      if (name === undefined) return missingSettings('log_replica_updates', 'log_slave_updates');
      const value = settingOf(profile, name) ?? '';
      return isOff(value) ? { items: [`${name} = ${value}`] } : undefined;
    },
  },
  {
    code: 'mysql-aurora-reader',
    engines: MYSQL,
    severity: 'error',
    phase: 'cdc',
    title: 'An Aurora reader has no binary log',
    effect: 'DMS can do a full load from a reader, and no CDC.',
    mend: 'Give the endpoint the writer: the cluster endpoint.',
    source: SOURCE,
    assessment: 'mysql-check-aurora-read-only',
    check: ({ database }): Verdict => (database.hosting === 'aurora' && database.readOnly === true ? { items: [`database ${database.name} is read-only`] } : undefined),
  },
  settingRule({
    code: 'mysql-binlog-compression',
    engines: ['mysql'],
    severity: 'error',
    phase: 'cdc',
    title: 'Transactions in the binary log are compressed',
    setting: 'binlog_transaction_compression',
    since: [8, 0, 20],
    isWrong: (value) => isOn(value),
    change: { to: 'OFF' },
    effect: 'DMS does not read compressed transactions.',
    source: SOURCE,
    assessment: 'mysql-check-binlog-compression',
  }),
  settingRule({
    code: 'mariadb-binlog-compression',
    engines: ['mariadb'],
    severity: 'error',
    phase: 'cdc',
    title: 'Events in the binary log are compressed',
    setting: 'log_bin_compress',
    since: [10, 2, 3],
    isWrong: (value) => isOn(value),
    change: { to: 'OFF' },
    effect: "Compressed events are MariaDB's own. The guide refuses compressed binary logs.",
    source: `${SOURCE} [for MariaDB's setting derived]`,
    assessment: 'mysql-check-binlog-compression',
  }),
  settingRule({
    code: 'mysql-partial-json',
    engines: ['mysql'],
    severity: 'error',
    phase: 'cdc',
    title: 'Updates of JSON columns are logged in part',
    setting: 'binlog_row_value_options',
    since: [8, 0, 3],
    isWrong: (value) => value.toUpperCase().includes('PARTIAL_JSON'),
    change: { to: '' },
    effect: 'The binary log has an event of its own for partial updates, and not the whole document, which DMS needs.',
    source: 'MySQL Reference Manual, Replication of JSON documents [the effect on DMS is derived]',
  }),
  ...(['binlog_do_db', 'binlog_ignore_db'] as const).map((setting) => factRule({
    code: `mysql-${setting.replaceAll('_', '-')}`,
    engines: MYSQL,
    severity: 'error',
    phase: 'cdc',
    title: 'The binary log leaves databases out',
    setting,
    isWrong: (value) => value.trim() !== '',
    mend: `Remove ${setting.replaceAll('_', '-')} from the server's option file, and restart the server.`,
    effect: 'Changes of databases that the filter leaves out are not in the binary log, and never reach the target.',
    source: 'MySQL Reference Manual, Binary logging options [the effect on DMS is derived]',
  })),
  {
    code: 'mysql-xa-transactions',
    engines: MYSQL,
    severity: 'warning',
    phase: 'cdc',
    title: 'XA transactions are open',
    effect: 'What was prepared before the capture starts may be lost.',
    mend: 'End what XA RECOVER shows before the task starts. Where the application uses XA all the time: let DMS check for it, which needs XA_RECOVER_ADMIN.',
    prop: 'settings: { ignoreOpenXaTransactionsCheck: false }',
    source: SOURCE,
    check: ({ transactions }): Verdict => {
      if (transactions?.prepared === undefined) return { missing: ['transactions prepared'] };
      return transactions.prepared > 0 ? { items: [`prepared transactions: ${transactions.prepared}`] } : undefined;
    },
  },
];
