import type { Profile, TableFacts } from '../../profile/profile';
import { factRule, missingSettings } from './makers';
import { literal, quote } from './quoting';
import { hasTrait, isLoaded, isOlder, isOn, numberOf, rowKeys, settingOf, tableName } from './reading';
import { SQL_SERVER, type Rule, type Verdict } from './rule';

const SOURCE = 'DMS User Guide, Using a Microsoft SQL Server database as a source for AWS DMS';
const ASSESSMENTS = 'DMS User Guide, SQL Server assessments';

function isManaged({ database }: Profile): boolean {
  return database.hosting === 'rds';
}

/** Says of a table that its changes are to be tracked [same guide, Capturing data changes]. */
function enableCdc(table: TableFacts): string {
  const key = rowKeys(table).find((each) => each !== table.primaryKey);
  const index = table.primaryKey === undefined && key !== undefined ? `, @index_name = ${literal('sqlserver', key.name)}` : '';
  const net = table.primaryKey !== undefined || key !== undefined ? 1 : 0;
  return `EXEC sys.sp_cdc_enable_table @source_schema = ${literal('sqlserver', table.schema)}, @source_name = ${literal('sqlserver', table.name)}`
    + `${index}, @role_name = NULL, @supports_net_changes = ${net};`;
}

export const SQL_SERVER_CAPTURE_RULES: readonly Rule[] = [
  {
    code: 'sqlserver-cdc-database',
    engines: SQL_SERVER,
    severity: 'error',
    phase: 'cdc',
    title: 'Change data capture is off in the database',
    effect: 'On RDS DMS captures all changes by MS-CDC, elsewhere those of tables without a primary key.',
    mend: 'Enable it in the database, and for each table.',
    source: SOURCE,
    check: (profile): Verdict => {
      if (!isManaged(profile) && profile.tables.filter(isLoaded).every(({ primaryKey }) => primaryKey !== undefined)) return undefined;
      const value = settingOf(profile, 'is_cdc_enabled');
      if (value === undefined) return missingSettings('is_cdc_enabled');
      if (isOn(value) !== false) return undefined;
      const { name } = profile.database;
      return {
        items: [`is_cdc_enabled = ${value}`],
        statements: [isManaged(profile) ? `EXEC msdb.dbo.rds_cdc_enable_db ${literal('sqlserver', name)};` : `USE ${quote('sqlserver', name)}; EXEC sys.sp_cdc_enable_db;`],
      };
    },
  },
  {
    code: 'sqlserver-cdc-table',
    engines: SQL_SERVER,
    severity: 'error',
    phase: 'cdc',
    title: 'Tables are not tracked by change data capture',
    effect: 'Their changes are lost, or for tables without a primary key their updates.',
    mend: 'Enable MS-CDC for the tables; or have DMS do it, which needs its login to be allowed to.',
    prop: 'settings: { setUpMsCdcForTables: true }',
    source: SOURCE,
    check: (profile): Verdict => {
      const managed = isManaged(profile);
      const tables = profile.tables.filter((table) => isLoaded(table) && !hasTrait(table, 'tracked-by-cdc') && (managed || table.primaryKey === undefined));
      return tables.length === 0 ? undefined : { items: tables.map(tableName), statements: tables.map(enableCdc) };
    },
  },
  {
    code: 'sqlserver-no-distributor',
    engines: SQL_SERVER,
    severity: 'error',
    phase: 'cdc',
    title: 'There is no distributor',
    effect: 'For tables with a primary key DMS makes a publication (MS-REPLICATION), which needs a distributor.',
    mend: 'Configure distribution on the server (Configure Distribution in Management Studio), or track all tables by MS-CDC.',
    prop: 'settings: { ignoreMsReplicationEnablement: true }',
    source: SOURCE,
    check: (profile): Verdict => {
      if (isManaged(profile)) return undefined;
      const keyed = profile.tables.filter((table) => isLoaded(table) && table.primaryKey !== undefined);
      if (keyed.length === 0 || keyed.every((table) => hasTrait(table, 'tracked-by-cdc'))) return undefined;
      const value = settingOf(profile, 'has_distributor');
      if (value === undefined) return missingSettings('has_distributor');
      return isOn(value) === false ? { items: [`has_distributor = ${value}`] } : undefined;
    },
  },
  {
    code: 'sqlserver-cdc-polling-interval',
    engines: SQL_SERVER,
    severity: 'error',
    phase: 'cdc',
    title: 'The capture job truncates the log before DMS has read it',
    effect: 'DMS reads the transaction log itself; what the capture job has dealt with may be truncated. With a short interval a task that is stopped for a while '
      + 'does not find its place again.',
    mend: 'Set the interval to 86399 seconds, or 3599 where the version resets more than that to 5. When a task was stopped for longer than an hour: stop the job, '
      + 'resume the task, and start the job again when the latency is 0.',
    source: SOURCE,
    check: (profile): Verdict => {
      if (!isManaged(profile)) return undefined;
      const value = settingOf(profile, 'cdc_pollinginterval');
      if (value === undefined) return missingSettings('cdc_pollinginterval');
      if ((numberOf(value) ?? Infinity) >= 3599) return undefined;
      return {
        items: [`cdc_pollinginterval = ${value}`],
        statements: [
          "EXEC sys.sp_cdc_change_job @job_type = 'capture', @pollinginterval = 86399;",
          "EXEC sys.sp_cdc_stop_job 'capture';",
          "EXEC sys.sp_cdc_start_job 'capture';",
        ],
      };
    },
  },
  factRule({
    code: 'sqlserver-agent-stopped',
    engines: SQL_SERVER,
    severity: 'error',
    phase: 'cdc',
    title: 'SQL Server Agent does not run',
    setting: 'agent_status',
    isWrong: (value) => value.toUpperCase() === 'STOPPED',
    mend: 'Start the service, and have it start of itself.',
    effect: 'The jobs of replication and of MS-CDC are run by it: no changes are captured.',
    source: 'SQL Server documentation, Change data capture [the effect on DMS is derived]',
  }),
  {
    code: 'sqlserver-secondary-replica',
    engines: SQL_SERVER,
    severity: 'warning',
    phase: 'cdc',
    title: 'The server is a secondary of an availability group',
    effect: 'DMS sets up its replication on the primary: from a secondary it reads only when it is told so, and all is set up on the primary beforehand.',
    mend: 'Give the endpoint the listener of the group, or tell it that the replica is read-only.',
    prop: 'settings: { readOnlyReplica: true }',
    source: SOURCE,
    check: (profile): Verdict => {
      const role = settingOf(profile, 'availability_group_role');
      return role?.toUpperCase() === 'SECONDARY' ? { items: [`availability_group_role = ${role}`] } : undefined;
    },
  },
  factRule({
    code: 'sqlserver-max-text-repl-size',
    engines: SQL_SERVER,
    severity: 'error',
    phase: 'cdc',
    title: 'Writes of large LOBs will fail in the source',
    setting: 'max text repl size (b)',
    isWrong: (value) => numberOf(value) !== -1,
    mend: 'Set it to -1, which is no limit (RDS: in the DB parameter group).',
    more: ({ database }) => ({ statements: database.hosting === 'rds' ? [] : ["EXEC sp_configure 'max text repl size (B)', -1;", 'RECONFIGURE;'] }),
    effect: 'When a table is published or tracked by MS-CDC, the server refuses the application LOBs above this size: the source breaks, not only the migration.',
    source: `${ASSESSMENTS}; SQL Server documentation, max text repl size`,
    assessment: 'sqlserver-check-for-max-text-repl-size',
  }),
  {
    code: 'sqlserver-edition',
    engines: SQL_SERVER,
    severity: 'error',
    phase: 'cdc',
    title: 'The edition has no change data capture',
    effect: 'MS-CDC is there in Enterprise and Developer, and in Standard from 2016 SP1; Web and Express have none: DMS can do a full load only.',
    mend: 'Load without CDC, or move to another edition first.',
    source: SOURCE,
    check: (profile): Verdict => {
      const { edition } = profile.database;
      if (edition === undefined) return { missing: ['database edition'] };
      const without = /^(web|express|workgroup)/i.test(edition) || (/^standard/i.test(edition) && isOlder(profile, [13]) === true);
      return without ? { items: [`edition ${edition}, version ${profile.database.version}`] } : undefined;
    },
  },
];
