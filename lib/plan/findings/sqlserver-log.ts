import type { Profile } from '../../profile/profile';
import { factRule, missingSettings } from './makers';
import { quote } from './quoting';
import { isOn, numberOf, settingOf } from './reading';
import { SQL_SERVER, type Rule, type Verdict } from './rule';

const SOURCE = 'DMS User Guide, Using a Microsoft SQL Server database as a source for AWS DMS';

function isManaged({ database }: Profile): boolean {
  return database.hosting === 'rds';
}

export const SQL_SERVER_LOG_RULES: readonly Rule[] = [
  {
    code: 'sqlserver-recovery-model',
    engines: SQL_SERVER,
    severity: 'error',
    phase: 'cdc',
    title: 'The transaction log is not kept',
    effect: 'In the simple recovery model the server reuses the log at each checkpoint: DMS finds changes gone before it has read them.',
    mend: 'Set the recovery model to FULL, make a full backup, and back up the log from then on (RDS: switch automated backups on).',
    source: SOURCE,
    check: (profile): Verdict => {
      const value = settingOf(profile, 'recovery_model');
      if (value === undefined) return missingSettings('recovery_model');
      if (value.toUpperCase() !== 'SIMPLE') return undefined;
      return {
        items: [`recovery_model = ${value}`],
        statements: isManaged(profile) ? [] : [`ALTER DATABASE ${quote('sqlserver', profile.database.name)} SET RECOVERY FULL;`],
      };
    },
  },
  factRule({
    code: 'sqlserver-no-full-backup',
    engines: SQL_SERVER,
    severity: 'error',
    phase: 'cdc',
    title: 'There has never been a full backup',
    setting: 'last_full_backup_finished',
    isWrong: (value) => value === 'none',
    mend: 'Make a full backup, and back up the log from then on (RDS: switch automated backups on).',
    effect: 'Until the first full backup the log is written as in the simple recovery model: DMS captures no changes.',
    source: SOURCE,
    assessment: 'sqlserver-check-for-full-backup',
  }),
  factRule({
    code: 'sqlserver-accelerated-recovery',
    engines: SQL_SERVER,
    severity: 'error',
    phase: 'cdc',
    title: 'Accelerated database recovery is on',
    setting: 'is_accelerated_database_recovery_on',
    isWrong: (value) => isOn(value),
    mend: 'Switch it off, when nobody else is in the database.',
    more: ({ database }) => ({ statements: [`ALTER DATABASE ${quote('sqlserver', database.name)} SET ACCELERATED_DATABASE_RECOVERY = OFF;`] }),
    effect: 'DMS does not support CDC from such a database.',
    source: SOURCE,
    assessment: 'sqlserver-check-for-accelerated-data-recovery',
  }),
  factRule({
    code: 'sqlserver-delayed-durability',
    engines: SQL_SERVER,
    severity: 'error',
    phase: 'cdc',
    title: 'Transactions may be durable late',
    setting: 'delayed_durability',
    isWrong: (value) => value.toUpperCase() !== 'DISABLED',
    mend: 'Disable it.',
    more: ({ database }) => ({ statements: [`ALTER DATABASE ${quote('sqlserver', database.name)} SET DELAYED_DURABILITY = DISABLED;`] }),
    effect: 'DMS does not support delayed durability: changes may be missing.',
    source: SOURCE,
    assessment: 'sqlserver-check-for-delayed-durability',
  }),
  factRule({
    code: 'sqlserver-encrypted-backup',
    engines: SQL_SERVER,
    severity: 'warning',
    phase: 'cdc',
    title: 'Backups are encrypted',
    setting: 'last_full_backup_encrypted',
    isWrong: (value) => isOn(value),
    mend: 'Make log backups without encryption for the time of the migration, or keep the log until DMS has read it.',
    prop: 'settings: { tlogAccessMode: SqlServerTlogAccessMode.TLOG_ONLY }',
    effect: 'What DMS does not find in the log any more it looks for in log backups, and it cannot read encrypted ones.',
    source: SOURCE,
    assessment: 'sqlserver-check-for-encrypted-backups',
  }),
  factRule({
    code: 'sqlserver-backup-to-url',
    engines: SQL_SERVER,
    severity: 'warning',
    phase: 'cdc',
    title: 'Backups go to a URL',
    setting: 'last_full_backup_to_url',
    isWrong: (value) => isOn(value),
    mend: 'Make log backups to a disk for the time of the migration, or keep the log until DMS has read it.',
    prop: 'settings: { tlogAccessMode: SqlServerTlogAccessMode.TLOG_ONLY }',
    effect: 'What DMS does not find in the log any more it looks for in log backups, and it cannot read them from a URL.',
    source: SOURCE,
    assessment: 'sqlserver-check-for-backup-url',
  }),
  factRule({
    code: 'sqlserver-striped-backup',
    engines: SQL_SERVER,
    severity: 'warning',
    phase: 'cdc',
    title: 'Backups are striped',
    setting: 'last_full_backup_stripes',
    isWrong: (value) => (numberOf(value) ?? 1) > 1,
    mend: 'Make log backups to one file each for the time of the migration, or keep the log until DMS has read it.',
    prop: 'settings: { tlogAccessMode: SqlServerTlogAccessMode.TLOG_ONLY }',
    effect: 'What DMS does not find in the log any more it looks for in log backups, and it cannot read striped ones.',
    source: SOURCE,
    assessment: 'sqlserver-check-for-backup-multiple-stripes',
  }),
];
