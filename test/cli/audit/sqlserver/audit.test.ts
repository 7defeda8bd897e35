import { audit } from '../../../../lib/cli/audit/audit';
import { schemaFilter } from '../../../../lib/cli/audit/schemas';
import type { Row } from '../../../../lib/cli/audit/session';
import { LOB_READING, SQL_SERVER_AUDIT } from '../../../../lib/cli/audit/sqlserver/audit';
import type { Profile } from '../../../../lib/profile/profile';
import { readProfile } from '../../../../lib/profile/read-profile';
import { OBJECT_KINDS, SQL_SERVER_GRANTS, SQL_SERVER_SETTINGS, TRAITS } from '../../../../lib/profile/vocabulary';
import { scriptedSession, type Answers } from '../scripted-session';

/** Rows as SQL Server's documentation describes the views: sys.databases, sys.tables, sys.columns, … */
const column = (object: number, id: number, name: string, type: string, over: Row = {}): Row => ({
  object_id: object, column_id: id, name, system_type_name: type, type_name: type, max_length: 4, precision: 10, scale: 0, is_nullable: false,
  is_identity: false,
  is_computed: false, is_sparse: false, is_hidden: false, is_masked: false, encryption_type: null, generated_always_type: 0, is_user_defined: false,
  is_assembly_type: false, is_persisted: null, ...over,
});
const table = (id: number, name: string, over: Row = {}): Row => ({
  object_id: id, schema_name: 'dbo', name, selectable: 1, is_memory_optimized: false, temporal_type: 0, is_tracked_by_cdc: false, is_published: false,
  is_filetable: false, is_external: false, ledger_type: 0, ...over,
});

const ANSWERS: Answers = [
  [/^set /, []],
  ["serverproperty('ProductVersion')", [{ version: '15.0.4415.2', edition: 'Standard Edition (64-bit)', engineEdition: 2, rds: 5, name: 'shop' }]],
  ['from sys.databases', [{
    name: 'shop', recovery_model_desc: 'FULL', is_cdc_enabled: true, is_published: false, is_accelerated_database_recovery_on: false, is_read_only: false,
    delayed_durability_desc: 'DISABLED', is_encrypted: false, compatibility_level: 150, collation_name: 'SQL_Latin1_General_CP1_CI_AS',
    is_read_committed_snapshot_on: true, snapshot_isolation_state_desc: 'OFF',
  }]],
  ['sys.configurations', [{ name: 'max text repl size (B)', value: '65536' }]],
  ['sys.servers', [{ distributors: 0 }]],
  ['sys.dm_server_services', new Error('VIEW SERVER STATE permission was denied')],
  ['fn_hadr_is_primary_replica', [{ isPrimary: null }]],
  ['cdc_jobs', [{ type: 'capture', pollinginterval: '5', retention: '0' }, { type: 'cleanup', pollinginterval: '0', retention: '4320' }]],
  ['backupset', []],
  ['has_perms_by_name(null', [{
    'sysadmin': 0, 'db_owner': 1, 'VIEW SERVER STATE': 0, 'VIEW ANY DEFINITION': 0, 'VIEW DEFINITION': 1, 'VIEW DATABASE STATE': 1,
  }]],
  [/^select name from sys\.schemas/, [{ name: 'dbo' }, { name: 'archive' }]],
  ['sys.security_policies', [{ kind: 'security-policy', name: 'filter', object_id: 2, is_enabled: true }]],
  [/as selectable, t\.\*/, [
    table(1, 'orders', { is_tracked_by_cdc: true }), table(2, 'people', { selectable: 0 }), table(3, 'fast', { is_memory_optimized: true }),
    table(4, 'kept', { temporal_type: 2 }), table(5, 'facts'), table(6, 'parts', { is_published: true }),
  ]],
  ['sys.allocation_units', [
    { object_id: 1, partition_number: 1, rows: '1000', bytes: '819200', compression: 'PAGE' }, { object_id: 2, partition_number: 1, rows: '0', bytes: '0', compression: 'NONE' },
    { object_id: 4, partition_number: 1, rows: '5', bytes: '8192', compression: 'NONE' }, { object_id: 5, partition_number: 1, rows: '9', bytes: '8192', compression: 'COLUMNSTORE' },
    { object_id: 6, partition_number: 2, rows: '20', bytes: '16384', compression: 'NONE' }, { object_id: 6, partition_number: 1, rows: '10', bytes: '8192', compression: 'NONE' },
  ]],
  ['from sys.columns x', [
    column(1, 2, 'note', 'nvarchar', { max_length: -1, is_nullable: true }), column(1, 1, 'id', 'int', { is_identity: true }),
    column(1, 3, 'person', 'int'), column(1, 4, 'total', 'decimal', { precision: 12, scale: 2, is_computed: true, is_persisted: true }),
    column(1, 5, 'state', 'char', { max_length: 2 }), column(1, 6, 'place', '', { type_name: 'geography', is_assembly_type: true, max_length: -1 }),
    column(1, 7, 'phone', 'varchar', { max_length: 20, is_user_defined: true, type_name: 'Phone' }),
    column(2, 1, 'id', 'int'), column(2, 2, 'ssn', 'char', { max_length: 11, encryption_type: 1 }), column(2, 3, 'mail', 'varchar', { max_length: 90, is_masked: true }),
    column(2, 4, 'rare', 'int', { is_sparse: true, is_nullable: true }), column(6, 1, 'at', 'date'), column(6, 2, 'doc', 'xml', { max_length: -1 }),
    column(4, 1, 'since', 'datetime2', { scale: 7, generated_always_type: 1, is_hidden: true }),
  ]],
  ['from sys.indexes x cross apply', [1, 5, 9, 40].map((bound, step) => ({ object_id: 1, column_name: 'id', bound: String(bound), step_number: step + 1 }))],
  ['from sys.indexes x\n  join sys.partition_schemes', [{ object_id: 6, index_id: 1, method: 'RANGE' }]],
  [/^select x\.object_id, x\.index_id, x\.name, x\.type/, [
    { object_id: 1, index_id: 1, name: 'PK_orders', type: 1, is_unique: true, is_primary_key: true, is_disabled: false, has_filter: false },
    { object_id: 1, index_id: 2, name: 'UQ_state', type: 2, is_unique: true, is_primary_key: false, is_disabled: true, has_filter: true },
    { object_id: 1, index_id: 3, name: 'IX_person', type: 2, is_unique: false, is_primary_key: false, is_disabled: false, has_filter: false },
    { object_id: 5, index_id: 1, name: 'CCI', type: 5, is_unique: false, is_primary_key: false, is_disabled: false, has_filter: false },
    { object_id: 6, index_id: 1, name: 'CIX', type: 1, is_unique: false, is_primary_key: false, is_disabled: false, has_filter: false },
  ]],
  ['from sys.index_columns x join', [
    { object_id: 1, index_id: 1, key_ordinal: 1, partition_ordinal: 0, name: 'id' }, { object_id: 1, index_id: 2, key_ordinal: 2, partition_ordinal: 0, name: 'person' },
    { object_id: 1, index_id: 2, key_ordinal: 1, partition_ordinal: 0, name: 'state' }, { object_id: 6, index_id: 1, key_ordinal: 1, partition_ordinal: 1, name: 'at' },
  ]],
  ['from sys.foreign_keys x', [
    { object_id: 1, name: 'FK_person', referenced_schema: 'dbo', referenced: 'people', on_delete: 'CASCADE', on_update: 'NO_ACTION', column_name: 'person', place: 1 },
  ]],
  ['from sys.triggers x', [{ object_id: 1, name: 'audit', is_disabled: false }, { object_id: 1, name: 'a', is_disabled: true }]],
  ['from sys.objects o', [{ kind: 'view', name: 'dbo.v' }, { kind: 'procedure', name: 'dbo.p' }, { kind: 'partition-function', name: 'by_day' }]],
  ['dm_tran_active_transactions', [{ oldest: 75 }]],
  ['dm_os_performance_counters', [{ seconds: 5, logBytes: '1000', transactions: '4' }]],
  ['dm_db_index_operational_stats', [{ schema_name: 'dbo', name: 'orders', inserted: '5', updated: '0', deleted: '0' }]],
];

const scope = { ...schemaFilter(undefined), lobSizes: 'statistics', rangesFromRows: 1000, statementSeconds: 10 } as const;
const clock = { now: () => 0, sleep: async () => undefined };

describe('SQL Server', () => {
  let profile: Profile;
  beforeAll(async () => {
    const session = scriptedSession(ANSWERS);
    profile = await audit(session, SQL_SERVER_AUDIT, { scope, changeSeconds: 0, by: 'test' }, clock, () => undefined);
  });

  test('gives a profile that can be read, with names of the vocabulary', () => {
    expect(() => readProfile(JSON.parse(JSON.stringify(profile)))).not.toThrow();
    expect(Object.keys(profile.settings).filter((name) => !(SQL_SERVER_SETTINGS as readonly string[]).includes(name))).toEqual([]);
    expect(Object.keys(profile.grants).filter((name) => !(SQL_SERVER_GRANTS as readonly string[]).includes(name))).toEqual([]);
    expect(profile.tables.flatMap(({ traits }) => traits).filter((name) => !(TRAITS as readonly string[]).includes(name))).toEqual([]);
    expect(profile.objects.map(({ kind }) => kind).filter((kind) => !(OBJECT_KINDS as readonly string[]).includes(kind))).toEqual([]);
  });

  test('the database, its settings, and what the login may do', () => {
    expect(profile.database).toEqual({
      engine: 'sqlserver', version: '15.0.4415.2', name: 'shop', hosting: 'rds', edition: 'Standard Edition (64-bit)', readOnly: false,
      characterSet: 'SQL_Latin1_General_CP1_CI_AS',
    });
    expect(profile.settings).toEqual({
      'cdc_pollinginterval': '5', 'cdc_retention': '4320', 'collation_name': 'SQL_Latin1_General_CP1_CI_AS', 'compatibility_level': '150', 'delayed_durability': 'DISABLED',
      'has_distributor': '0', 'is_accelerated_database_recovery_on': '0', 'is_cdc_enabled': '1', 'is_encrypted': '0', 'is_published': '0',
      'is_read_committed_snapshot_on': '1', 'is_read_only': '0', 'last_full_backup_finished': 'none', 'max text repl size (b)': '65536', 'recovery_model': 'FULL',
      'snapshot_isolation_state': 'OFF',
    });
    expect(profile.grants).toEqual({
      'db_owner': true, 'select-all-tables': false, 'sysadmin': false, 'VIEW ANY DEFINITION': false, 'VIEW DATABASE STATE': true, 'VIEW DEFINITION': true,
      'VIEW SERVER STATE': false,
    });
    expect(profile.transactions).toEqual({ oldestSeconds: 75 });
  });

  test('what could not be read is a note', () => {
    expect(profile.audit.notes).toEqual([
      'The agent could not be read: VIEW SERVER STATE permission was denied',
      'The server keeps no statistics of LOBs, so their sizes are not known; --lob-sizes sample reads some rows of each table.',
    ]);
  });

  test('a table with all that it may have', () => {
    expect(profile.tables.find(({ name }) => name === 'orders')).toEqual({
      schema: 'dbo', name: 'orders', kind: 'table', rows: 1000, bytes: 819_200, columnCount: 7,
      columns: [
        { name: 'id', type: 'int', nullable: false, identity: true },
        { name: 'note', type: 'nvarchar(max)', nullable: true, lob: { content: 'character', basis: 'none' } },
        { name: 'person', type: 'int', nullable: false },
        { name: 'total', type: 'decimal(12,2)', nullable: false, generated: 'stored' },
        { name: 'state', type: 'char(2)', nullable: false },
        { name: 'place', type: 'geography', nullable: false, lob: { content: 'spatial', basis: 'none' } },
        { name: 'phone', type: 'Phone', typeKind: 'domain', baseType: 'varchar(20)', nullable: false },
      ],
      primaryKey: { name: 'PK_orders', columns: ['id'] },
      uniqueKeys: [{ name: 'UQ_state', columns: ['state', 'person'], partial: true, valid: false }],
      secondaryIndexes: 1,
      foreignKeys: [{ name: 'FK_person', columns: ['person'], references: 'dbo.people', onDelete: 'cascade' }],
      triggers: [{ name: 'a', enabled: false }, { name: 'audit', enabled: true }],
      ranges: { column: 'id', bounds: ['5', '9'] },
      traits: ['compressed', 'tracked-by-cdc'],
    });
  });

  test('kinds of tables, and columns that are protected', () => {
    expect(profile.tables.map(({ name, kind }) => [name, kind])).toEqual([
      ['facts', 'columnstore'], ['fast', 'memory-optimized'], ['kept', 'temporal'], ['orders', 'table'], ['parts', 'partitioned'], ['people', 'table'],
    ]);
    expect(profile.tables.find(({ name }) => name === 'people')).toMatchObject({
      columns: [{ name: 'ssn', protection: 'encrypted' }, { name: 'mail', protection: 'masked' }, { name: 'rare', sparse: true }], traits: ['not-selectable', 'row-level-security'],
    });
    expect(profile.tables.find(({ name }) => name === 'parts')).toMatchObject({
      rows: 30, bytes: 24_576, traits: ['published'],
      partitioning: { method: 'range', columns: ['at'], partitions: [{ name: '1', rows: 10, bytes: 8192 }, { name: '2', rows: 20, bytes: 16_384 }] },
    });
    expect(profile.tables.find(({ name }) => name === 'fast')).not.toHaveProperty('rows');
    expect(profile.tables.find(({ name }) => name === 'kept')?.columns).toEqual([
      { name: 'since', type: 'datetime2(7)', nullable: false, generated: 'stored', invisible: true },
    ]);
  });

  test('other objects, and schemas without a table', () => {
    expect(profile.objects).toEqual([
      { kind: 'empty-schema', count: 1, examples: ['archive'] }, { kind: 'partition-function', count: 1, examples: ['by_day'] },
      { kind: 'procedure', count: 1, examples: ['dbo.p'] }, { kind: 'security-policy', count: 1, examples: ['filter'] }, { kind: 'view', count: 1, examples: ['dbo.v'] },
    ]);
  });

  test('names of schemas are parameters', async () => {
    const session = scriptedSession(ANSWERS);
    await audit(session, SQL_SERVER_AUDIT, { scope, changeSeconds: 0, by: 'test' }, clock, () => undefined);
    expect(session.asked.filter((sql) => sql.includes(':names'))).toEqual([]);
    expect(session.asked.filter((sql) => sql.includes('s.name in (@p0, @p1)')).length).toBeGreaterThan(8);
    expect(session.asked.filter((sql) => /\b(insert|update|delete|create|alter|drop|exec|grant)\s/i.test(sql.replace(/on (delete|update)/gi, '')))).toEqual([]);
  });

  test('a statement for sizes of LOBs', () => {
    const [orders] = profile.tables.filter(({ name }) => name === 'orders');
    const columns = orders.columns.filter((each) => each.lob !== undefined) as Parameters<typeof LOB_READING.statement>[1];
    expect(LOB_READING.statement({ ...orders, name: 'a]b' }, columns, 10_000)).toContain(
      'from (select datalength([note]) as b0, datalength([place]) as b1 from [dbo].[a]]b] tablesample (10000 rows)) sampled');
    expect(LOB_READING.statement(orders, columns, undefined)).not.toContain('tablesample');
  });
});
