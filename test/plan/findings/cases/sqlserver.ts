import { grantCase, lobOf, profileOf, settingCase, tableCase, tableOf, withColumns, type FindingCase } from './support';

const RDS = { database: { hosting: 'rds' } } as const;
const VALUE = { evidence: ['shop.orders.value'] };
const many = (length: number): FindingCase['bad'] => profileOf('sqlserver', { tables: Array.from({ length }, () => tableOf()) });

export const SQL_SERVER_CASES: readonly FindingCase[] = [
  settingCase('sqlserver-recovery-model', 'sqlserver', 'recovery_model', ['SIMPLE', 'BULK_LOGGED'], { statements: ['ALTER DATABASE [shop] SET RECOVERY FULL;'] }),
  settingCase('sqlserver-no-full-backup', 'sqlserver', 'last_full_backup_finished', ['none', '2026-11-24T01:00:00Z']),
  settingCase('sqlserver-cdc-database', 'sqlserver', 'is_cdc_enabled', ['0', '1'], {
    around: { database: { hosting: 'rds', name: "o'shop" } }, statements: ["EXEC msdb.dbo.rds_cdc_enable_db N'o''shop';"],
  }),
  settingCase('sqlserver-cdc-database', 'sqlserver', 'is_cdc_enabled', ['0', '1'], {
    around: { tables: [tableOf({ primaryKey: undefined })] }, statements: ['USE [shop]; EXEC sys.sp_cdc_enable_db;'],
  }),
  tableCase(
    'sqlserver-cdc-table', 'sqlserver',
    tableOf({ primaryKey: undefined, uniqueKeys: [{ name: 'once', columns: ['id'] }] }), tableOf(),
    { statements: ["EXEC sys.sp_cdc_enable_table @source_schema = N'shop', @source_name = N'orders', @index_name = N'once', @role_name = NULL, @supports_net_changes = 1;"] },
  ),
  tableCase('sqlserver-cdc-table', 'sqlserver', tableOf({ name: "o'rders" }), tableOf({ traits: ['tracked-by-cdc'] }), {
    around: RDS,
    statements: ["EXEC sys.sp_cdc_enable_table @source_schema = N'shop', @source_name = N'o''rders', @role_name = NULL, @supports_net_changes = 1;"],
  }),
  settingCase('sqlserver-no-distributor', 'sqlserver', 'has_distributor', ['0', '1'], { around: { tables: [tableOf()] } }),
  settingCase('sqlserver-cdc-polling-interval', 'sqlserver', 'cdc_pollinginterval', ['5', '3599'], {
    around: RDS,
    statements: [
      "EXEC sys.sp_cdc_change_job @job_type = 'capture', @pollinginterval = 86399;",
      "EXEC sys.sp_cdc_stop_job 'capture';",
      "EXEC sys.sp_cdc_start_job 'capture';",
    ],
  }),
  settingCase('sqlserver-agent-stopped', 'sqlserver', 'agent_status', ['STOPPED', 'RUNNING']),
  settingCase('sqlserver-secondary-replica', 'sqlserver', 'availability_group_role', ['SECONDARY', 'PRIMARY']),
  settingCase('sqlserver-accelerated-recovery', 'sqlserver', 'is_accelerated_database_recovery_on', ['1', '0'], {
    around: { database: { name: 'a]b' } }, statements: ['ALTER DATABASE [a]]b] SET ACCELERATED_DATABASE_RECOVERY = OFF;'],
  }),
  settingCase('sqlserver-delayed-durability', 'sqlserver', 'delayed_durability', ['ALLOWED', 'DISABLED'], {
    statements: ['ALTER DATABASE [shop] SET DELAYED_DURABILITY = DISABLED;'],
  }),
  settingCase('sqlserver-encrypted-backup', 'sqlserver', 'last_full_backup_encrypted', ['1', '0']),
  settingCase('sqlserver-backup-to-url', 'sqlserver', 'last_full_backup_to_url', ['1', '0']),
  settingCase('sqlserver-striped-backup', 'sqlserver', 'last_full_backup_stripes', ['4', '1']),
  settingCase('sqlserver-max-text-repl-size', 'sqlserver', 'max text repl size (b)', ['65536', '-1'], {
    statements: ["EXEC sp_configure 'max text repl size (B)', -1;", 'RECONFIGURE;'],
  }),
  {
    code: 'sqlserver-edition',
    bad: profileOf('sqlserver', { database: { edition: 'Standard Edition (64-bit)', version: '12.0.6024.0' } }),
    fine: profileOf('sqlserver', { database: { edition: 'Standard Edition (64-bit)', version: '13.0.5026.0' } }),
    evidence: ['edition Standard Edition (64-bit), version 12.0.6024.0'],
  },
  grantCase('sqlserver-cdc-grants', 'sqlserver', ['sysadmin', 'db_owner'], { statements: ['ALTER ROLE db_owner ADD MEMBER dms_user;'] }),
  grantCase('sqlserver-select', 'sqlserver', ['select-all-tables'], { statements: ['ALTER ROLE db_datareader ADD MEMBER dms_user;'] }),
  grantCase('sqlserver-view-definition', 'sqlserver', ['VIEW DEFINITION', 'VIEW ANY DEFINITION', 'sysadmin'], { statements: ['GRANT VIEW DEFINITION TO dms_user;'] }),
  grantCase('sqlserver-view-server-state', 'sqlserver', ['VIEW SERVER STATE', 'sysadmin'], {
    statements: ['USE [master];', 'GRANT VIEW SERVER STATE TO dms_user;'],
  }),
  grantCase('sqlserver-view-database-state', 'sqlserver', ['VIEW DATABASE STATE', 'VIEW SERVER STATE', 'sysadmin'], {
    statements: ['GRANT VIEW DATABASE STATE TO dms_user;'],
  }),
  {
    code: 'sqlserver-version',
    bad: profileOf('sqlserver', { database: { version: '8.00.2039' } }),
    fine: profileOf('sqlserver', { database: { version: '9.00.5000' } }),
    evidence: ['version 8.00.2039'],
  },
  tableCase('sqlserver-memory-optimized-table', 'sqlserver', tableOf({ kind: 'memory-optimized' }), tableOf()),
  tableCase('sqlserver-temporal-table', 'sqlserver', tableOf({ kind: 'temporal' }), tableOf(), {
    statements: ['ALTER TABLE [shop].[orders] SET (SYSTEM_VERSIONING = OFF);'],
  }),
  tableCase('sqlserver-columnstore', 'sqlserver', tableOf({ kind: 'columnstore' }), tableOf()),
  tableCase('sqlserver-external-table', 'sqlserver', tableOf({ traits: ['filetable'] }), tableOf()),
  tableCase('sqlserver-ledger-table', 'sqlserver', tableOf({ traits: ['ledger'] }), tableOf()),
  tableCase('sqlserver-row-level-security', 'sqlserver', tableOf({ traits: ['row-level-security'] }), tableOf()),
  tableCase('sqlserver-sparse-column', 'sqlserver', withColumns({ sparse: true }), withColumns({}), {
    ...VALUE, statements: ['ALTER TABLE [shop].[orders] ALTER COLUMN [value] DROP SPARSE;'],
  }),
  tableCase('sqlserver-computed-column', 'sqlserver', withColumns({ generated: 'virtual' }), withColumns({}), VALUE),
  tableCase('sqlserver-identity-column', 'sqlserver', withColumns({ identity: true }), withColumns({}), VALUE),
  tableCase('sqlserver-encrypted-column', 'sqlserver', withColumns({ protection: 'encrypted' }), withColumns({ protection: 'masked' }), VALUE),
  tableCase('sqlserver-masked-column', 'sqlserver', withColumns({ protection: 'masked' }), withColumns({ protection: 'encrypted' }), VALUE),
  tableCase('sqlserver-unsupported-type', 'sqlserver', withColumns({ type: 'sql_variant' }), withColumns({ type: 'hierarchyid' }), VALUE),
  tableCase('sqlserver-geometry-full-lob', 'sqlserver', withColumns({ type: 'geometry', lob: lobOf() }), withColumns({ type: 'geometry', lob: lobOf() }), {
    context: { lobs: { mode: 'full' } }, fineContext: { lobs: { mode: 'inline' } }, ...VALUE,
  }),
  tableCase('sqlserver-spatial-reference', 'sqlserver', withColumns({ type: 'geography' }), withColumns({ type: 'xml' }), VALUE),
  tableCase(
    'sqlserver-nullable-unique-key', 'sqlserver',
    { ...withColumns({ nullable: true }), primaryKey: undefined, uniqueKeys: [{ name: 'once', columns: ['value'] }] },
    { ...withColumns({ nullable: false }), primaryKey: undefined, uniqueKeys: [{ name: 'once', columns: ['value'] }] },
    { evidence: ['shop.orders: once'] },
  ),
  tableCase('sqlserver-special-characters', 'sqlserver', tableOf({ name: 'a;b' }), tableOf({ name: 'a b' })),
  tableCase('sqlserver-too-many-columns', 'sqlserver', tableOf({ columnCount: 1001 }), tableOf({ columnCount: 1000 })),
  { code: 'sqlserver-too-many-tables', bad: many(32_768), fine: many(32_767), evidence: ['database shop: 32768 tables with a primary key'] },
  { code: 'sqlserver-large-number-of-tables', bad: many(10_001), fine: many(10_000), evidence: ['database shop: 10001 tables with a primary key'] },
];
