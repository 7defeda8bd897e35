import { grantCase, lobOf, profileOf, settingCase, tableCase, tableOf, withColumns, type FindingCase } from './support';

const RDS = { database: { hosting: 'rds' } } as const;
const VALUE = { evidence: ['shop.orders.value'] };

export const MYSQL_CASES: readonly FindingCase[] = [
  settingCase('mysql-log-bin', 'mysql', 'log_bin', ['OFF', 'ON']),
  settingCase('mysql-binlog-format', 'mysql', 'binlog_format', ['MIXED', 'ROW'], { statements: ["SET GLOBAL binlog_format = 'ROW';"] }),
  settingCase('mysql-binlog-row-image', 'mysql', 'binlog_row_image', ['MINIMAL', 'FULL'], { statements: ["SET GLOBAL binlog_row_image = 'FULL';"] }),
  settingCase('mysql-binlog-checksum', 'mariadb', 'binlog_checksum', ['CRC32', 'NONE'], { statements: ["SET GLOBAL binlog_checksum = 'NONE';"] }),
  settingCase('mysql-server-id', 'mysql', 'server_id', ['0', '1'], { statements: ['SET GLOBAL server_id = 1;'] }),
  settingCase('mysql-binlog-expiry', 'mysql', 'binlog_expire_logs_seconds', ['3600', '86400'], { statements: ['SET GLOBAL binlog_expire_logs_seconds = 259200;'] }),
  settingCase('mysql-binlog-retention-hours', 'mysql', 'rds.binlog_retention_hours', ['NULL', '24'], {
    around: RDS, statements: ["CALL mysql.rds_set_configuration('binlog retention hours', 72);"],
  }),
  settingCase('mysql-log-replica-updates', 'mariadb', 'log_slave_updates', ['OFF', 'ON'], { around: { database: { readOnly: true } } }),
  {
    code: 'mysql-aurora-reader',
    bad: profileOf('mysql', { database: { hosting: 'aurora', readOnly: true } }),
    fine: profileOf('mysql', { database: { hosting: 'aurora', readOnly: false } }),
    evidence: ['database shop is read-only'],
  },
  settingCase('mysql-binlog-compression', 'mysql', 'binlog_transaction_compression', ['ON', 'OFF'], {
    statements: ["SET GLOBAL binlog_transaction_compression = 'OFF';"],
  }),
  settingCase('mariadb-binlog-compression', 'mariadb', 'log_bin_compress', ['ON', 'OFF'], { statements: ["SET GLOBAL log_bin_compress = 'OFF';"] }),
  settingCase('mysql-partial-json', 'mysql', 'binlog_row_value_options', ['PARTIAL_JSON', ''], { statements: ["SET GLOBAL binlog_row_value_options = '';"] }),
  settingCase('mysql-binlog-do-db', 'mysql', 'binlog_do_db', ['shop', '']),
  settingCase('mysql-binlog-ignore-db', 'mysql', 'binlog_ignore_db', ['shop', '']),
  {
    code: 'mysql-xa-transactions',
    bad: profileOf('mysql', { transactions: { prepared: 1 } }),
    fine: profileOf('mysql', { transactions: { prepared: 0 } }),
    evidence: ['prepared transactions: 1'],
  },
  settingCase('mysql-net-read-timeout', 'mysql', 'net_read_timeout', ['30', '300'], { statements: ['SET GLOBAL net_read_timeout = 300;'] }),
  settingCase('mysql-net-write-timeout', 'mysql', 'net_write_timeout', ['60', '300'], { statements: ['SET GLOBAL net_write_timeout = 300;'] }),
  settingCase('mysql-wait-timeout', 'mysql', 'wait_timeout', ['60', '28800'], { statements: ['SET GLOBAL wait_timeout = 300;'] }),
  settingCase('mysql-statement-time-limit', 'mysql', 'max_execution_time', ['60000', '0'], { statements: ['SET GLOBAL max_execution_time = 0;'] }),
  settingCase('mysql-statement-time-limit', 'mariadb', 'max_statement_time', ['60.000000', '0.000000'], { statements: ['SET GLOBAL max_statement_time = 0;'] }),
  settingCase('mysql-requires-tls', 'mysql', 'require_secure_transport', ['ON', 'OFF']),
  grantCase('mysql-replication-grants', 'mysql', ['REPLICATION CLIENT', 'REPLICATION SLAVE'], {
    statements: ["GRANT REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO 'dms_user'@'%';"],
  }),
  grantCase('mysql-select', 'mysql', ['SELECT'], {
    around: { tables: [tableOf({ schema: 'a`b' })] }, statements: ["GRANT SELECT ON `a``b`.* TO 'dms_user'@'%';"],
  }),
  {
    code: 'mysql-version',
    bad: profileOf('mysql', { database: { version: '5.1.73-log' } }),
    fine: profileOf('mysql', { database: { version: '5.5.62' } }),
    evidence: ['version 5.1.73-log'],
  },
  {
    code: 'mariadb-version',
    bad: profileOf('mariadb', { database: { version: '10.0.23-MariaDB' } }),
    fine: profileOf('mariadb', { database: { version: '10.0.24-MariaDB' } }),
    evidence: ['version 10.0.23-MariaDB'],
  },
  tableCase('mysql-storage-engine', 'mysql', tableOf({ storageEngine: 'MyISAM' }), tableOf({ storageEngine: 'InnoDB' }), {
    statements: ['ALTER TABLE `shop`.`orders` ENGINE = InnoDB;'],
  }),
  tableCase('mysql-partitioned-table', 'mysql', tableOf({ partitioning: { method: 'range', columns: ['id'], partitions: [{ name: 'p0' }] } }), tableOf()),
  tableCase('mariadb-system-versioned-table', 'mariadb', tableOf({ traits: ['system-versioned'] }), tableOf()),
  tableCase('mysql-auto-increment', 'mysql', withColumns({ identity: true }), withColumns({}), VALUE),
  tableCase('mysql-invisible-column', 'mariadb', withColumns({ invisible: true }), withColumns({}), VALUE),
  tableCase('mysql-invisible-column', 'mysql', withColumns({ invisible: true }), withColumns({}), {
    ...VALUE, statements: ['ALTER TABLE `shop`.`orders` ALTER COLUMN `value` SET VISIBLE;'],
  }),
  tableCase('mysql-generated-invisible-key', 'mysql', tableOf({ name: 'o`s', traits: ['generated-invisible-primary-key'] }), tableOf(), {
    statements: ['ALTER TABLE `shop`.`o``s` ALTER COLUMN `my_row_id` SET VISIBLE;'],
  }),
  tableCase('mysql-generated-column', 'mysql', withColumns({ generated: 'virtual' }), withColumns({}), VALUE),
  tableCase(
    'mysql-cascade', 'mysql',
    tableOf({ foreignKeys: [{ name: 'customer', columns: ['value'], references: 'shop.customers', onDelete: 'cascade' }] }),
    tableOf({ foreignKeys: [{ name: 'customer', columns: ['value'], references: 'shop.customers' }] }),
    { evidence: ['shop.orders: customer'] },
  ),
  tableCase(
    'mysql-prefix-key', 'mysql',
    tableOf({ uniqueKeys: [{ name: 'beginning', columns: ['value'], partial: true }] }), tableOf({ uniqueKeys: [{ name: 'whole', columns: ['value'] }] }),
    { evidence: ['shop.orders: beginning'] },
  ),
  tableCase('mysql-mixed-case-names', 'mysql', tableOf({ name: 'Orders' }), tableOf(), { around: { settings: { lower_case_table_names: '2' } } }),
  tableCase(
    'mysql-packet-smaller-than-lob', 'mysql',
    withColumns({ lob: lobOf({ maxBytes: 70_000_000 }) }), withColumns({ lob: lobOf({ maxBytes: 60_000_000 }) }),
    { around: { settings: { max_allowed_packet: '67108864' } }, evidence: ['max_allowed_packet = 67108864', 'shop.orders.value'] },
  ),
  tableCase('mysql-spatial-to-other-engine', 'mysql', withColumns({ type: 'point', lob: lobOf({ content: 'spatial' }) }), withColumns({ type: 'point', lob: lobOf({ content: 'spatial' }) }), {
    context: { targetEngine: 'aurora-postgresql' }, fineContext: { targetEngine: 'aurora' }, ...VALUE,
  }),
  tableCase('mysql-zero-date', 'mysql', withColumns({ type: 'datetime' }), withColumns({ type: 'int' }), {
    context: { targetEngine: 'postgres' }, around: { settings: { sql_mode: 'STRICT_TRANS_TABLES' } }, ...VALUE,
  }),
  tableCase('mysql-time-zone', 'mysql', withColumns({ type: 'timestamp' }), withColumns({ type: 'datetime' }), {
    around: { settings: { time_zone: 'SYSTEM', system_time_zone: 'CET' } }, ...VALUE,
  }),
];
