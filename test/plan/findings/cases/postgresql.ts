import { grantCase, lobOf, profileOf, settingCase, tableCase, tableOf, withColumns, type FindingCase } from './support';

const RDS = { database: { hosting: 'rds' } } as const;
const NO_KEY = { primaryKey: undefined } as const;

export const POSTGRESQL_CASES: readonly FindingCase[] = [
  settingCase('postgresql-wal-level', 'postgresql', 'wal_level', ['replica', 'logical'], { statements: ["ALTER SYSTEM SET wal_level = 'logical';"] }),
  settingCase('postgresql-rds-logical-replication', 'postgresql', 'rds.logical_replication', ['off', 'on'], { around: { ...RDS, settings: { wal_level: 'logical' } } }),
  {
    code: 'postgresql-replication-slots',
    bad: profileOf('postgresql', {
      settings: { max_replication_slots: '3' },
      replication: { slots: [{ name: 'standby', active: true }, { name: 'old', active: false }] },
    }),
    fine: profileOf('postgresql', {
      settings: { max_replication_slots: '4' },
      replication: { slots: [{ name: 'standby', active: true }, { name: 'old', active: false }] },
    }),
    context: { tasks: 2 },
    evidence: ['max_replication_slots = 3', 'replication slot old (not active)', 'replication slot standby'],
    statements: ['ALTER SYSTEM SET max_replication_slots = 4;'],
  },
  {
    code: 'postgresql-wal-senders',
    bad: profileOf('postgresql', { settings: { max_wal_senders: '2' }, replication: { slots: [], streams: 2 } }),
    fine: profileOf('postgresql', { settings: { max_wal_senders: '3' }, replication: { slots: [], streams: 2 } }),
    evidence: ['max_wal_senders = 2'],
    statements: ['ALTER SYSTEM SET max_wal_senders = 3;'],
  },
  settingCase('postgresql-wal-sender-timeout-short', 'postgresql', 'wal_sender_timeout', ['5s', '10s'], {
    statements: ['ALTER SYSTEM SET wal_sender_timeout = 60000;', 'SELECT pg_reload_conf();'],
  }),
  settingCase('postgresql-wal-sender-timeout-long', 'postgresql', 'wal_sender_timeout', ['10min', '0'], {
    statements: ['ALTER SYSTEM SET wal_sender_timeout = 60000;', 'SELECT pg_reload_conf();'],
  }),
  settingCase('postgresql-idle-in-transaction-timeout', 'postgresql', 'idle_in_transaction_session_timeout', ['1min', '0'], {
    statements: ['ALTER SYSTEM SET idle_in_transaction_session_timeout = 0;', 'SELECT pg_reload_conf();'],
  }),
  settingCase('postgresql-slot-wal-limit', 'postgresql', 'max_slot_wal_keep_size', ['10GB', '-1'], {
    statements: ['ALTER SYSTEM SET max_slot_wal_keep_size = -1;', 'SELECT pg_reload_conf();'],
  }),
  settingCase('postgresql-logical-decoding-memory', 'postgresql', 'logical_decoding_work_mem', ['64MB', '256MB'], {
    statements: ["ALTER SYSTEM SET logical_decoding_work_mem = '256MB';", 'SELECT pg_reload_conf();'],
  }),
  settingCase('postgresql-worker-processes', 'postgresql', 'max_worker_processes', ['8', '15'], {
    around: { settings: { max_logical_replication_workers: '4', autovacuum_max_workers: '3', max_parallel_workers: '8' } },
    evidence: ['autovacuum_max_workers = 3', 'max_logical_replication_workers = 4', 'max_parallel_workers = 8', 'max_worker_processes = 8'],
    statements: ['ALTER SYSTEM SET max_worker_processes = 15;'],
  }),
  {
    code: 'postgresql-idle-slot',
    bad: profileOf('postgresql', { replication: { slots: [{ name: "it's", active: false, retainedBytes: 5000 }, { name: 'used', active: true }] } }),
    fine: profileOf('postgresql', { replication: { slots: [{ name: 'used', active: true }] } }),
    evidence: ["replication slot it's (keeps 5000 bytes)"],
    statements: ["SELECT pg_drop_replication_slot('it''s');"],
  },
  {
    code: 'postgresql-prepared-transactions',
    bad: profileOf('postgresql', { transactions: { prepared: 2 } }),
    fine: profileOf('postgresql', { transactions: { prepared: 0 } }),
    evidence: ['prepared transactions: 2'],
  },
  settingCase('postgresql-pglogical', 'postgresql', 'shared_preload_libraries', ['pg_stat_statements', 'pg_stat_statements,pglogical']),
  settingCase('postgresql-statement-timeout', 'postgresql', 'statement_timeout', ['30s', '0'], {
    statements: ['ALTER SYSTEM SET statement_timeout = 0;', 'SELECT pg_reload_conf();'],
  }),
  settingCase('postgresql-transaction-timeout', 'postgresql', 'transaction_timeout', ['1h', '0'], {
    statements: ['ALTER SYSTEM SET transaction_timeout = 0;', 'SELECT pg_reload_conf();'],
  }),
  settingCase('postgresql-idle-session-timeout', 'postgresql', 'idle_session_timeout', ['1d', '0'], {
    statements: ['ALTER SYSTEM SET idle_session_timeout = 0;', 'SELECT pg_reload_conf();'],
  }),
  settingCase('postgresql-idle-slot-timeout', 'postgresql', 'idle_replication_slot_timeout', ['1d', '0'], {
    statements: ['ALTER SYSTEM SET idle_replication_slot_timeout = 0;', 'SELECT pg_reload_conf();'],
  }),
  settingCase('postgresql-read-only-sessions', 'postgresql', 'default_transaction_read_only', ['on', 'off'], {
    statements: ["ALTER SYSTEM SET default_transaction_read_only = 'off';", 'SELECT pg_reload_conf();'],
  }),
  {
    code: 'postgresql-read-replica',
    bad: profileOf('postgresql', { database: { version: '15.3', readOnly: true } }),
    fine: profileOf('postgresql', { database: { version: '16.4', readOnly: true } }),
    evidence: ['database shop is read-only, version 15.3'],
  },
  {
    code: 'postgresql-read-replica-16',
    bad: profileOf('postgresql', { database: { version: '16.4', readOnly: true } }),
    fine: profileOf('postgresql', { database: { version: '16.4', readOnly: false } }),
    evidence: ['database shop is read-only, version 16.4'],
  },
  {
    code: 'postgresql-large-object',
    bad: profileOf('postgresql', { objects: [{ kind: 'large-object', count: 3, examples: ['16403', '16404'] }] }),
    fine: profileOf('postgresql', { objects: [{ kind: 'large-object', count: 0, examples: [] }] }),
    evidence: ['large-object 16403', 'large-object 16404', 'large-object: 3 in all'],
  },
  {
    code: 'postgresql-event-trigger',
    bad: profileOf('postgresql', { objects: [{ kind: 'event-trigger', count: 1, examples: ['awsdms_intercept_ddl'] }] }),
    fine: profileOf('postgresql', { objects: [{ kind: 'extension', count: 1, examples: ['plpgsql'] }] }),
    evidence: ['event-trigger awsdms_intercept_ddl'],
  },
  settingCase('postgresql-no-tls', 'postgresql', 'ssl', ['off', 'on'], { statements: ["ALTER SYSTEM SET ssl = 'on';", 'SELECT pg_reload_conf();'] }),
  grantCase('postgresql-cdc-grants', 'postgresql', ['superuser'], { statements: ['ALTER ROLE dms_user SUPERUSER;'] }),
  grantCase('postgresql-cloud-grants', 'postgresql', ['replication'], {
    around: { database: { hosting: 'google-cloud' } }, statements: ['ALTER ROLE dms_user REPLICATION;'],
  }),
  grantCase('postgresql-rds-grants', 'postgresql', ['rds_superuser', 'rds_replication'], {
    around: RDS, statements: ['GRANT rds_superuser TO dms_user;', 'GRANT rds_replication TO dms_user;'],
  }),
  grantCase('postgresql-select', 'postgresql', ['select-all-tables'], {
    around: { tables: [tableOf({ schema: 'Odd"one' })] },
    statements: ['GRANT USAGE ON SCHEMA "Odd""one" TO dms_user;', 'GRANT SELECT ON ALL TABLES IN SCHEMA "Odd""one" TO dms_user;'],
  }),
  {
    code: 'postgresql-version',
    bad: profileOf('postgresql', { database: { version: '9.3.25' } }),
    fine: profileOf('postgresql', { database: { version: '9.4.26' } }),
    evidence: ['version 9.3.25'],
  },
  tableCase('postgresql-no-replica-identity', 'postgresql', tableOf({ ...NO_KEY, name: 'Log"s', replicaIdentity: 'default' }), tableOf({ ...NO_KEY, replicaIdentity: 'full' }), {
    statements: ['ALTER TABLE "shop"."Log""s" REPLICA IDENTITY FULL;'],
  }),
  tableCase('postgresql-no-replica-identity', 'postgresql', tableOf({ replicaIdentity: 'nothing' }), tableOf({ replicaIdentity: 'default' }), {
    statements: ['ALTER TABLE "shop"."orders" REPLICA IDENTITY DEFAULT;'],
  }),
  tableCase('postgresql-replica-identity-full', 'postgresql', tableOf({ replicaIdentity: 'full' }), tableOf({ replicaIdentity: 'default' })),
  tableCase('postgresql-unlogged-table', 'postgresql', tableOf({ kind: 'unlogged' }), tableOf(), { statements: ['ALTER TABLE "shop"."orders" SET LOGGED;'] }),
  tableCase('postgresql-partitioned-table', 'postgresql', tableOf({ kind: 'partitioned' }), tableOf()),
  tableCase('postgresql-inherited-table', 'postgresql', tableOf({ kind: 'inherited' }), tableOf()),
  tableCase('postgresql-foreign-table', 'postgresql', tableOf({ kind: 'foreign' }), tableOf()),
  tableCase('postgresql-materialized-view', 'postgresql', tableOf({ kind: 'materialized-view' }), tableOf()),
  tableCase(
    'postgresql-array-without-key', 'postgresql',
    { ...withColumns({ type: 'integer[]', lob: lobOf({ content: 'other' }) }), ...NO_KEY }, withColumns({ type: 'integer[]', lob: lobOf({ content: 'other' }) }),
  ),
  tableCase('postgresql-unbounded-numeric', 'postgresql', withColumns({ type: 'numeric' }), withColumns({ type: 'numeric(10,2)' }), { evidence: ['shop.orders.value'] }),
  tableCase('postgresql-wide-numeric', 'postgresql', withColumns({ type: 'numeric(39,2)' }), withColumns({ type: 'numeric(38,2)' }), { evidence: ['shop.orders.value'] }),
  tableCase('postgresql-postgis-column', 'postgresql', withColumns({ type: 'geometry(Point,4326)' }), withColumns({ type: 'point' }), {
    context: { targetEngine: 'mysql' }, evidence: ['shop.orders.value'],
  }),
  tableCase('postgresql-postgis-column', 'postgresql', withColumns({ type: 'public.geography' }), withColumns({ type: 'geography' }), {
    context: { targetEngine: 's3' }, fineContext: { targetEngine: 'aurora-postgresql-serverless' }, evidence: ['shop.orders.value'],
  }),
  tableCase('postgresql-generated-column', 'postgresql', withColumns({ generated: 'stored' }), withColumns({}), { evidence: ['shop.orders.value'] }),
  tableCase('postgresql-identity-column', 'postgresql', withColumns({ identity: true }), withColumns({}), { evidence: ['shop.orders.value'] }),
  tableCase('postgresql-boolean-to-sqlserver', 'postgresql', withColumns({ type: 'boolean' }), withColumns({ type: 'boolean' }), {
    context: { targetEngine: 'sqlserver' }, fineContext: { targetEngine: 'oracle' }, evidence: ['shop.orders.value'],
  }),
  tableCase(
    'postgresql-unique-expression', 'postgresql',
    tableOf({ uniqueKeys: [{ name: 'once', columns: [], expression: true }] }), tableOf({ uniqueKeys: [{ name: 'once', columns: ['value'] }] }),
    { evidence: ['shop.orders: once'] },
  ),
  tableCase('postgresql-extension-table', 'postgresql', tableOf({ traits: ['extension-member'] }), tableOf()),
  tableCase('postgresql-row-level-security', 'postgresql', tableOf({ traits: ['row-level-security'] }), tableOf()),
];
