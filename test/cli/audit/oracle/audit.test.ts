import { audit } from '../../../../lib/cli/audit/audit';
import { LOB_READING, ORACLE_AUDIT } from '../../../../lib/cli/audit/oracle/audit';
import { schemaFilter } from '../../../../lib/cli/audit/schemas';
import type { Row } from '../../../../lib/cli/audit/session';
import type { Profile } from '../../../../lib/profile/profile';
import { readProfile } from '../../../../lib/profile/read-profile';
import { OBJECT_KINDS, ORACLE_GRANTS, ORACLE_SETTINGS, TRAITS } from '../../../../lib/profile/vocabulary';
import { scriptedSession, type Answers } from '../scripted-session';

/** Rows as Oracle's documentation describes the views: ALL_TABLES, ALL_TAB_COLS, V$DATABASE, … */
const table = (name: string, over: Row = {}): Row => ({
  OWNER: 'SHOP', TABLE_NAME: name, NUM_ROWS: 10, TEMPORARY: 'N', NESTED: 'NO', IOT_TYPE: null, PARTITIONED: 'NO', COMPRESSION: 'DISABLED', COMPRESS_FOR: null, HYBRID: 'NO', ...over,
});
const column = (of: string, id: number, name: string, type: string, over: Row = {}): Row => ({
  OWNER: 'SHOP', TABLE_NAME: of, INTERNAL_COLUMN_ID: id, COLUMN_NAME: name, DATA_TYPE: type, DATA_TYPE_OWNER: null, DATA_LENGTH: 22, DATA_PRECISION: null, DATA_SCALE: null,
  CHAR_LENGTH: 0, CHAR_USED: null, NULLABLE: 'N', VIRTUAL_COLUMN: 'NO', HIDDEN_COLUMN: 'NO', IDENTITY_COLUMN: 'NO', NUM_NULLS: null, ...over,
});
const of = (name: string, over: Row): Row => ({ owner: 'SHOP', table: name, ...over });

const ANSWERS: Answers = [
  [/^(set|commit)/, []],
  ['product_component_version', [{ version: '19.0.0.0.0', banner: 'Oracle Database 19c Standard Edition 2 Release 19.0.0.0.0 - Production', name: 'ORCLCDB', container: 'PDB1', con_id: '3', rds: 1 }]],
  ['v$database', [{ LOG_MODE: 'ARCHIVELOG', SUPPLEMENTAL_LOG_DATA_MIN: 'YES', SUPPLEMENTAL_LOG_DATA_PK: 'NO', DATABASE_ROLE: 'PRIMARY', OPEN_MODE: 'READ WRITE', CDB: 'YES', FORCE_LOGGING: 'NO' }]],
  ['nls_database_parameters', [{ name: 'nls_characterset', value: 'AL32UTF8' }, { name: 'nls_nchar_characterset', value: 'AL16UTF16' }]],
  ['v$parameter', [{ name: 'cluster_database', value: 'FALSE' }, { name: 'max_string_size', value: 'STANDARD' }]],
  ['v$archived_log', [{ dest_id: 1 }]],
  ['v$logfile', [{ asm: 'FALSE' }]],
  ['dba_tablespaces', new Error('ORA-00942: table or view does not exist')],
  ['user_resource_limits', [{ limit: 'UNLIMITED' }]],
  ['rds_configuration', [{ name: 'archivelog retention hours', value: '24' }]],
  ['session_privs', [{ privilege: 'CREATE SESSION' }, { privilege: 'SELECT ANY TRANSACTION' }, { privilege: 'LOGMINING' }]],
  ["owner = 'SYS'", [{ name: 'V_$DATABASE' }, { name: 'V_$LOG' }, { name: 'ALL_TABLES' }]],
  ['all_users', [{ name: 'SHOP' }, { name: 'EMPTY' }]],
  ['user as "name"', [{ name: 'DMS' }]],
  ["'IOT_OVERFLOW'", [of('WIDE', {})]],
  ['all_external_tables', [of('OUTSIDE', {})]],
  ['all_mviews', [of('SUMS', {})]],
  ['from all_tables where', [
    table('ORDERS', { COMPRESSION: 'ENABLED', COMPRESS_FOR: 'QUERY HIGH' }), table('WIDE', { IOT_TYPE: 'IOT' }), table('OUTSIDE'), table('SUMS'), table('TEMP', { TEMPORARY: 'Y' }),
    table('EVENTS', { PARTITIONED: 'YES', NUM_ROWS: null }),
  ]],
  ['from dba_segments', [of('ORDERS', { bytes: 1_048_576 }), of('EVENTS', { bytes: 65_536 })]],
  ['all_tab_cols', [
    column('ORDERS', 2, 'AMOUNT', 'NUMBER'), column('ORDERS', 1, 'ID', 'NUMBER', { DATA_PRECISION: 19, DATA_SCALE: 0, IDENTITY_COLUMN: 'YES' }),
    column('ORDERS', 3, 'NOTE', 'CLOB', { NULLABLE: 'Y', NUM_NULLS: 5 }), column('ORDERS', 4, 'STATE', 'VARCHAR2', { CHAR_LENGTH: 2, CHAR_USED: 'C', DATA_LENGTH: 8 }),
    column('ORDERS', 5, 'TOTAL', 'NUMBER', { DATA_PRECISION: 12, DATA_SCALE: 2, VIRTUAL_COLUMN: 'YES' }), column('ORDERS', 6, 'PLACE', 'SDO_GEOMETRY', { DATA_TYPE_OWNER: 'MDSYS' }),
    column('ORDERS', 7, 'CARD', 'VARCHAR2', { CHAR_LENGTH: 16, CHAR_USED: 'B', DATA_LENGTH: 16 }), column('ORDERS', 8, 'AT', 'TIMESTAMP(6)', { DATA_LENGTH: 11 }),
    column('ORDERS', 9, 'ADDRESS', 'ADDRESS_T', { DATA_TYPE_OWNER: 'SHOP' }), column('ORDERS', 10, 'LONG_TEXT', 'VARCHAR2', { CHAR_LENGTH: 32767, DATA_LENGTH: 32767, CHAR_USED: 'B' }),
    column('ORDERS', 11, 'OLD', 'LONG RAW'), column('EVENTS', 1, 'AT', 'DATE'),
  ]],
  ['all_encrypted_columns', [of('ORDERS', { column: 'CARD' })]],
  ['all_cons_columns', [
    of('ORDERS', { name: 'PK_ORDERS', column: 'ID', place: 1 }), of('ORDERS', { name: 'UQ', column: 'STATE', place: 2 }), of('ORDERS', { name: 'UQ', column: 'ID', place: 1 }),
    of('ORDERS', { name: 'FK', column: 'ID', place: 1 }),
  ]],
  ['from all_constraints c left join', [
    of('ORDERS', { name: 'PK_ORDERS', type: 'P', status: 'ENABLED', validated: 'VALIDATED', index: 'PK_ORDERS', onDelete: null, referenced: null }),
    of('ORDERS', { name: 'UQ', type: 'U', status: 'DISABLED', validated: 'NOT VALIDATED', index: null, onDelete: null, referenced: null }),
    of('ORDERS', { name: 'FK', type: 'R', status: 'ENABLED', validated: 'VALIDATED', index: null, onDelete: 'CASCADE', referencedOwner: 'SHOP', referenced: 'PEOPLE' }),
  ]],
  ['all_ind_columns', [
    of('ORDERS', { name: 'PK_ORDERS', column: 'ID', place: 1 }), of('ORDERS', { name: 'UX', column: 'SYS_NC00012$', place: 1 }), of('ORDERS', { name: 'UX', column: 'STATE', place: 2 }),
  ]],
  ['from all_indexes', [
    of('ORDERS', { name: 'PK_ORDERS', uniqueness: 'UNIQUE', type: 'NORMAL', status: 'VALID' }), of('ORDERS', { name: 'IX', uniqueness: 'NONUNIQUE', type: 'NORMAL', status: 'VALID' }),
    of('ORDERS', { name: 'UX', uniqueness: 'UNIQUE', type: 'FUNCTION-BASED NORMAL', status: 'VALID' }),
  ]],
  ['all_triggers', [of('ORDERS', { name: 'T', status: 'ENABLED' })]],
  ['all_part_tables', [of('EVENTS', { method: 'RANGE', submethod: 'HASH' })]],
  ['all_part_key_columns', [of('EVENTS', { column: 'AT', place: 1 })]],
  ['all_tab_partitions', [of('EVENTS', { name: 'P1', rows: 8, composite: 'YES' })]],
  ['all_tab_subpartitions', [of('EVENTS', { name: 'P1_S2', rows: null }), of('EVENTS', { name: 'P1_S1', rows: 4 })]],
  ['all_log_groups', [of('ORDERS', { type: 'ALL COLUMN LOGGING' })]],
  ['all_policies', new Error('ORA-00942: table or view does not exist')],
  ['all_tab_privs', [of('ORDERS', {}), of('WIDE', {}), of('SUMS', {}), of('TEMP', {}), of('OUTSIDE', {})]],
  ['from all_objects', [{ kind: 'view', name: 'SHOP.V' }, { kind: 'package', name: 'SHOP.P' }]],
  ['dba_users', new Error('ORA-00942: table or view does not exist')],
  ['v$transaction', [{ oldest: '12.4' }]],
  ['dba_2pc_pending', new Error('ORA-00942: table or view does not exist')],
];

const scope = { ...schemaFilter(undefined), lobSizes: 'statistics', rangesFromRows: 1000, statementSeconds: 10 } as const;
const clock = { now: () => 0, sleep: async () => undefined };
const audited = async (answers: Answers): Promise<Profile> => audit(scriptedSession(answers), ORACLE_AUDIT, { scope, changeSeconds: 0, by: 'test' }, clock, () => undefined);

describe('Oracle', () => {
  let profile: Profile;
  beforeAll(async () => { profile = await audited(ANSWERS); });

  test('gives a profile that can be read, with names of the vocabulary', () => {
    expect(() => readProfile(JSON.parse(JSON.stringify(profile)))).not.toThrow();
    expect(Object.keys(profile.settings).filter((name) => !(ORACLE_SETTINGS as readonly string[]).includes(name))).toEqual([]);
    expect(Object.keys(profile.grants).filter((name) => !(ORACLE_GRANTS as readonly string[]).includes(name))).toEqual([]);
    expect(profile.tables.flatMap(({ traits }) => traits).filter((name) => !(TRAITS as readonly string[]).includes(name))).toEqual([]);
    expect(profile.objects.map(({ kind }) => kind).filter((kind) => !(OBJECT_KINDS as readonly string[]).includes(kind))).toEqual([]);
  });

  test('the database, its settings, and what the login may do', () => {
    expect(profile.database).toEqual({
      engine: 'oracle', version: '19.0.0.0.0', name: 'PDB1', hosting: 'rds', edition: 'Standard Edition 2 Release 19.0.0.0.0', readOnly: false, characterSet: 'AL32UTF8',
    });
    expect(profile.settings).toEqual({
      'archived_log_dest_id': '1', 'cdb': 'YES', 'cluster_database': 'FALSE', 'con_id': '3', 'database_role': 'PRIMARY', 'force_logging': 'NO', 'idle_time': 'UNLIMITED',
      'log_mode': 'ARCHIVELOG', 'max_string_size': 'STANDARD', 'nls_characterset': 'AL32UTF8', 'nls_nchar_characterset': 'AL16UTF16', 'open_mode': 'READ WRITE',
      'rds.archivelog_retention_hours': '24', 'redo_in_asm': 'FALSE', 'supplemental_log_data_min': 'YES', 'supplemental_log_data_pk': 'NO',
    });
    expect(profile.grants).toMatchObject({
      'CREATE SESSION': true, 'LOGMINING': true, 'SELECT ANY TABLE': false, 'select-all-tables': false, 'V_$DATABASE': true, 'V_$ARCHIVED_LOG': false, 'ALL_TABLES': true,
    });
    expect(Object.keys(profile.grants)).toHaveLength(ORACLE_GRANTS.length);
    expect(profile.transactions).toEqual({ oldestSeconds: 12 });
  });

  test('what could not be read is a note', () => {
    expect(profile.audit.notes).toEqual([
      'Encrypted tablespaces could not be read: ORA-00942: table or view does not exist',
      'Policies could not be read: ORA-00942: table or view does not exist',
      'Accounts without a login could not be read: ORA-00942: table or view does not exist',
      'Prepared transactions could not be read: ORA-00942: table or view does not exist',
      'Sizes of CLOB and NCLOB columns, where there are any, are in characters: Oracle does not tell their bytes.',
    ]);
  });

  test('a table with all that it may have', () => {
    expect(profile.tables.find(({ name }) => name === 'ORDERS')).toEqual({
      schema: 'SHOP', name: 'ORDERS', kind: 'table', rows: 10, bytes: 1_048_576, columnCount: 11,
      columns: [
        { name: 'ID', type: 'NUMBER(19)', nullable: false, identity: true },
        { name: 'AMOUNT', type: 'NUMBER', nullable: false },
        { name: 'NOTE', type: 'CLOB', nullable: true, lob: { content: 'character', basis: 'statistics', nullShare: 0.5 } },
        { name: 'STATE', type: 'VARCHAR2(2 CHAR)', nullable: false },
        { name: 'TOTAL', type: 'NUMBER(12,2)', nullable: false, generated: 'virtual' },
        { name: 'PLACE', type: 'SDO_GEOMETRY', nullable: false, lob: { content: 'spatial', basis: 'none' } },
        { name: 'CARD', type: 'VARCHAR2(16)', nullable: false, protection: 'encrypted' },
        { name: 'ADDRESS', type: 'SHOP.ADDRESS_T', typeKind: 'composite', nullable: false },
        { name: 'LONG_TEXT', type: 'VARCHAR2(32767)', nullable: false },
        { name: 'OLD', type: 'LONG RAW', nullable: false, lob: { content: 'binary', basis: 'none' } },
      ],
      primaryKey: { name: 'PK_ORDERS', columns: ['ID'] },
      uniqueKeys: [{ name: 'UQ', columns: ['ID', 'STATE'], valid: false }, { name: 'UX', columns: ['STATE'], expression: true }],
      secondaryIndexes: 1,
      foreignKeys: [{ name: 'FK', columns: ['ID'], references: 'SHOP.PEOPLE', onDelete: 'cascade' }],
      triggers: [{ name: 'T', enabled: true }],
      traits: ['compressed-hcc', 'supplemental-log-all'],
    });
  });

  test('kinds of tables, and partitions on two levels', () => {
    expect(profile.tables.map(({ name, kind, traits }) => [name, kind, ...traits])).toEqual([
      ['EVENTS', 'partitioned', 'not-selectable'], ['ORDERS', 'table', 'compressed-hcc', 'supplemental-log-all'], ['OUTSIDE', 'foreign', 'external'],
      ['SUMS', 'materialized-view'], ['TEMP', 'temporary'], ['WIDE', 'index-organized', 'iot-overflow'],
    ]);
    expect(profile.tables[0].partitioning).toEqual({
      method: 'range', columns: ['AT'], subpartitions: true, partitions: [{ name: 'P1_S1', rows: 4 }, { name: 'P1_S2' }],
    });
    expect(profile.tables[0]).not.toHaveProperty('rows');
  });

  test('other objects, and schemas without a table', () => {
    expect(profile.objects).toEqual([
      { kind: 'empty-schema', count: 1, examples: ['EMPTY'] }, { kind: 'global-temporary-table', count: 1, examples: ['SHOP.TEMP'] },
      { kind: 'package', count: 1, examples: ['SHOP.P'] }, { kind: 'view', count: 1, examples: ['SHOP.V'] },
    ]);
  });

  test('sizes by statistics, for a login that sees no segments', async () => {
    const { tables, audit: { notes } } = await audited([
      ['from dba_segments', new Error('ORA-00942')], ['t.blocks', [of('ORDERS', { bytes: 16_384 })]], ...ANSWERS,
    ]);
    expect(tables.find(({ name }) => name === 'ORDERS')?.bytes).toBe(16_384);
    expect(notes).toContain('Sizes of tables are those of statistics, without LOBs; for whole ones, grant SELECT on DBA_SEGMENTS, DBA_LOBS and DBA_INDEXES.');
  });

  test('fails for a version whose catalogue is too old', async () => {
    await expect(audited([['product_component_version', [{ version: '11.2.0.4.0' }]], ...ANSWERS])).rejects.toThrow(
      "Oracle 11.2.0.4.0 cannot be audited: its catalogue is older than Oracle 12c's");
  });

  test('changes nothing', async () => {
    const session = scriptedSession(ANSWERS);
    await audit(session, ORACLE_AUDIT, { scope, changeSeconds: 0, by: 'test' }, clock, () => undefined);
    expect(session.asked[0]).toBe('set transaction read only');
    expect(session.asked.filter((sql) => !/^(select|set transaction read only|commit)/.test(sql))).toEqual([]);
    expect(session.asked.filter((sql) => sql.includes('owner in (:n0, :n1)')).length).toBeGreaterThan(10);
  });

  test('a statement for sizes of LOBs: what cannot be measured is left out', () => {
    const [orders] = profile.tables.filter(({ name }) => name === 'ORDERS');
    const lobs = orders.columns.filter((each) => each.lob !== undefined) as Parameters<typeof LOB_READING.statement>[1];
    const readable = lobs.filter((each) => LOB_READING.canRead?.(each));
    expect(readable.map(({ name }) => name)).toEqual(['NOTE']);
    expect(LOB_READING.statement({ ...orders, rows: 1_000_000 }, readable, 10_000)).toContain(
      'from (select dbms_lob.getlength("NOTE") as b0 from "SHOP"."ORDERS" sample block (1.000000) where rownum <= 20000)');
  });
});
