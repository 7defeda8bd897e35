import type { LobColumn } from '../../../../lib/cli/audit/lob-sampling';
import { rangesBetween } from '../../../../lib/cli/audit/mysql/audit';
import { columnOf, isLob, matters } from '../../../../lib/cli/audit/mysql/columns';
import { databaseOf, settingsOf } from '../../../../lib/cli/audit/mysql/facts';
import { grantsOf, privilegesOf } from '../../../../lib/cli/audit/mysql/grants';
import { MYSQL_LOB_READING } from '../../../../lib/cli/audit/mysql/lob-reading';
import { tablesOf, type TableRows } from '../../../../lib/cli/audit/mysql/tables';
import type { Row } from '../../../../lib/cli/audit/session';

describe('grants', () => {
  const mysql8 = privilegesOf([
    'GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO `dms`@`%`',
    'GRANT SELECT ON `sales\\_%`.* TO `dms`@`%`',
    'GRANT SELECT, INSERT (`a`, `b`) ON `app`.`orders` TO `dms`@`%`',
    'GRANT SELECT (`id`) ON `app`.`people` TO `dms`@`%`',
    'GRANT `reader`@`%` TO `dms`@`%`',
  ]);

  test('what holds for the server', () => {
    expect(grantsOf(mysql8, false)).toEqual({ 'PROCESS': false, 'REPLICATION CLIENT': true, 'REPLICATION SLAVE': true, 'SELECT': false, 'SUPER': false });
    expect(grantsOf(privilegesOf(['GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION']), true)).toEqual({
      'PROCESS': true, 'REPLICATION CLIENT': true, 'REPLICATION SLAVE': true, 'SELECT': true, 'SUPER': true,
    });
  });

  test("MariaDB's BINLOG MONITOR is REPLICATION CLIENT", () => {
    expect(grantsOf(privilegesOf(['GRANT BINLOG MONITOR ON *.* TO `dms`@`%` IDENTIFIED BY PASSWORD \'*X\'']), true)).toMatchObject({ 'REPLICATION CLIENT': true, 'SUPER': false });
  });

  test.each([
    ['sales_1', 'x', true], ['salesX1', 'x', false], ['sales.1', 'x', false], ['app', 'orders', true], ['app', 'people', false], ['other', 'x', false],
  ])('SELECT on %s.%s is %s', (schema, name, may) => {
    expect(mysql8.maySelect(schema, name)).toBe(may);
  });

  test('SELECT on all', () => {
    expect(privilegesOf(['GRANT SELECT, PROCESS ON *.* TO `dms`@`%`']).maySelect('any', 'table')).toBe(true);
  });
});

describe('columns of MySQL 8', () => {
  const row = (dataType: string, over: Row = {}): Row => ({ schema: 's', table: 't', name: 'c', type: dataType, dataType, nullable: 'YES', extra: '', number: 1, ...over });

  test.each<[Row, object]>([
    [row('json'), { lob: { content: 'json', basis: 'none' } }],
    [row('bigint', { extra: 'auto_increment', nullable: 'NO', type: 'bigint unsigned' }), { identity: true, nullable: false, type: 'bigint unsigned' }],
    [row('int', { extra: 'STORED GENERATED' }), { generated: 'stored' }],
    [row('int', { extra: 'VIRTUAL GENERATED INVISIBLE' }), { generated: 'virtual', invisible: true }],
    [row('geometry'), { lob: { content: 'spatial', basis: 'none' } }],
    [row('enum', { type: "enum('a','b')" }), { typeKind: 'enum', type: "enum('a','b')" }],
    [row('decimal', { type: 'decimal(60,0)', precision: 60 }), { type: 'decimal(60,0)' }],
  ])('%j', (column, facts) => {
    expect(matters(column)).toBe(true);
    expect(columnOf(column, undefined)).toEqual({ name: 'c', type: column.dataType, nullable: true, ...facts });
  });

  test.each([row('int'), row('timestamp', { extra: 'DEFAULT_GENERATED on update CURRENT_TIMESTAMP' }), row('text'), row('decimal', { precision: 10 })])('%j has nothing to say', (column) => {
    expect(matters(column)).toBe(false);
    expect(isLob(column)).toBe(false);
  });
});

describe('tables', () => {
  const empty: TableRows = { tables: [], columns: [], indexes: [], foreignKeyColumns: [], foreignKeyActions: [], triggers: [], partitions: [] };
  const table = (over: Row = {}): Row => ({ schema: 's', name: 't', type: 'BASE TABLE', engine: 'InnoDB', rows: '12', bytes: '16384', rowFormat: 'Dynamic', options: '', ...over });
  const only = (rows: Partial<TableRows>) => tablesOf({ ...empty, ...rows })[0];

  test('a table of several pages is not empty, whatever is counted', () => {
    expect(only({ tables: [table({ rows: 0, bytes: 1_000_000 })] })).not.toHaveProperty('rows');
    expect(only({ tables: [table({ rows: 0 })] })).toMatchObject({ rows: 0 });
    expect(only({ tables: [table({ engine: 'MyISAM', rows: 3 })] })).toMatchObject({ rows: 3, rowsExact: true });
  });

  test('the primary key that MySQL makes itself', () => {
    const found = only({
      tables: [table()],
      columns: [{ schema: 's', table: 't', name: 'my_row_id', type: 'bigint unsigned', dataType: 'bigint', nullable: 'NO', extra: 'auto_increment INVISIBLE', number: 1 }],
      indexes: [{ schema: 's', table: 't', name: 'PRIMARY', nonUnique: 0, type: 'BTREE', column: 'my_row_id', place: 1, prefix: null }],
    });
    expect(found).toMatchObject({ traits: ['generated-invisible-primary-key'], primaryKey: { name: 'PRIMARY', columns: ['my_row_id'] }, columns: [{ invisible: true }] });
  });

  test('functional key parts, and what is compressed', () => {
    const index = (place: number, column: string | null): Row => ({ schema: 's', table: 't', name: 'u', nonUnique: 0, type: 'BTREE', column, place, prefix: null });
    expect(only({ tables: [table({ options: 'COMPRESSION="zlib"' })], indexes: [index(2, null), index(1, 'a')] })).toMatchObject({
      uniqueKeys: [{ name: 'u', columns: ['a'], expression: true }], traits: ['compressed'],
    });
  });

  test('subpartitions', () => {
    const part = (name: string, subpartition: string): Row => ({ schema: 's', table: 't', name, subpartition, method: 'RANGE', expression: 'year(`at`)', rows: 5, bytes: 16_384 });
    expect(only({ tables: [table()], partitions: [part('p1', 'p1sp1'), part('p1', 'p1sp0')] })).toMatchObject({
      kind: 'partitioned', partitioning: { method: 'range', columns: ['at'], subpartitions: true, partitions: [{ name: 'p1sp0' }, { name: 'p1sp1' }] },
    });
  });
});

test('settings that are no variables', () => {
  expect(settingsOf([{ Variable_name: 'log_bin', Value: 'ON' }], [{ Binlog_Do_DB: 'app', Binlog_Ignore_DB: '' }], [{ name: 'binlog retention hours', value: null }])).toEqual({
    'binlog_do_db': 'app', 'binlog_ignore_db': '', 'log_bin': 'ON', 'rds.binlog_retention_hours': 'NULL',
  });
});

test.each([
  [{ version: '8.0.36', comment: 'Source distribution', basedir: '/rdsdbbin/mysql/' }, false, 'mysql', 'rds'],
  [{ version: '8.0.mysql_aurora.3.05.2', comment: 'Source distribution', basedir: '/rdsdbbin/oscar/' }, true, 'mysql', 'aurora'],
  [{ version: '8.0.31-google', comment: '(Google)', basedir: '/usr/' }, false, 'mysql', 'google-cloud'],
  [{ version: '10.6.14-MariaDB-log', comment: 'managed by https://aws.amazon.com/rds/', basedir: '/rdsdbbin/mariadb/' }, false, 'mariadb', 'rds'],
  [{ version: '8.4.0', comment: 'MySQL Community Server - GPL', basedir: '/usr/' }, false, 'mysql', 'self-managed'],
])('who runs %j', (server, aurora, engine, hosting) => {
  expect(databaseOf({ server: { ...server, name: 'app' }, aurora }, ['app'], [])).toMatchObject({ engine, hosting });
});

test('ranges of a column that counts', () => {
  const { ranges } = rangesBetween('id', 1, 3201);
  expect(ranges?.bounds).toHaveLength(31);
  expect(ranges?.bounds.slice(0, 2)).toEqual(['101', '201']);
  expect(rangesBetween('id', 1, 20)).toEqual({});
  expect(rangesBetween('id', undefined, undefined)).toEqual({});
  expect(rangesBetween('id', 1, Number.MAX_SAFE_INTEGER + 1)).toEqual({});
});

test('a sample is the first and the last rows by the primary key', () => {
  const column: LobColumn = { name: 'a`b', type: 'longblob', nullable: true, lob: { content: 'binary', basis: 'none' } };
  const [keyed] = tablesOf({
    tables: [{ schema: 's', name: 't' }], columns: [], foreignKeyColumns: [], foreignKeyActions: [], triggers: [], partitions: [],
    indexes: [{ schema: 's', table: 't', name: 'PRIMARY', nonUnique: 0, column: 'id', place: 1 }],
  });
  expect(MYSQL_LOB_READING.statement(keyed, [column], 100)).toContain(
    '(select octet_length(`a``b`) as b0 from `s`.`t` order by `id` asc limit 50) union all (select octet_length(`a``b`) as b0 from `s`.`t` order by `id` desc limit 50)');
  expect(MYSQL_LOB_READING.statement({ ...keyed, primaryKey: undefined }, [column], 100)).toContain('from `s`.`t` limit 100)');
  expect(MYSQL_LOB_READING.statement(keyed, [column], undefined)).not.toContain('limit');
});
