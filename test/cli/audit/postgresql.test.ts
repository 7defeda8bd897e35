import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import type { Client } from 'pg';
import type { Io } from '../../../lib/cli/io';
import type { ColumnFacts, Profile, TableFacts } from '../../../lib/profile/profile';
import { PROFILE_SCHEMA } from '../../../lib/profile/profile-schema';
import { OBJECT_KINDS, POSTGRESQL_GRANTS, POSTGRESQL_SETTINGS, TRAITS } from '../../../lib/profile/vocabulary';
import { startPostgreSql, type PostgreSqlServer } from './postgresql-server';
import { LEFTOVER_SLOT, TRAPS } from './postgresql-traps';
import { run, type Ran } from './running';

let server: PostgreSqlServer;
let admin: Client;
let profile: Profile;

const source = (user = 'postgres', database = 'traps'): string => `postgres://${user}@127.0.0.1:${server.port}/${database}`;
const env = (): { env: Record<string, string> } => ({ env: { PGPASSWORD: server.password } });

beforeAll(async () => {
  server = await startPostgreSql();
  const first = await server.client('postgres');
  await first.query('create database traps');
  await first.end();
  admin = await server.client('traps');
  await admin.query(TRAPS);
  await admin.query(LEFTOVER_SLOT);
  profile = await audited();
}, 60_000);

afterAll(async () => {
  await admin?.end();
  await server?.stop();
}, 30_000);

async function audited(options: Parameters<typeof run>[1] = {}): Promise<Profile> {
  const ran = await run(source(), options, env());
  expect(ran).toMatchObject({ exitCode: 0 });
  return ran.profile as Profile;
}

async function rows<T>(sql: string): Promise<T[]> {
  return (await admin.query<T & object>(sql)).rows;
}

function table(schema: string, name: string, of: Profile = profile): TableFacts {
  const found = of.tables.find((each) => each.schema === schema && each.name === name);
  if (found === undefined) throw new Error(`there is no ${schema}.${name}`);
  return found;
}

const column = (name: string, of = table('app', 'users')): ColumnFacts | undefined => of.columns.find((each) => each.name === name);
const named = ({ schema, name }: TableFacts): string => `${schema}.${name}`;
const isOwn = "table_schema not in ('pg_catalog', 'information_schema')";
const LEAVES = ['events_2024', 'events_2025', 'deep_eu', 'deep_eu_24', 'deep_eu_25', 'deep_us', 'hashed_0'];

describe('against what the server says in other words', () => {
  test('has each table once, and partitions as parts of theirs', async () => {
    const told = await rows<{ name: string }>(`select table_schema || '.' || table_name as name from information_schema.tables
      where ${isOwn} and table_type in ('BASE TABLE', 'FOREIGN') union all select schemaname || '.' || matviewname from pg_matviews`);
    const expected = told.map(({ name }) => name).filter((name) => !LEAVES.includes(name.split('.')[1]));
    expect(profile.tables.map(named)).toEqual(expected.sort((a, b) => (a < b ? -1 : 1)));
    expect(expected.length).toBeGreaterThan(20);
  });

  test('counts columns as information_schema does', async () => {
    const told = await rows<{ name: string; columns: number }>(`select table_schema || '.' || table_name as name, count(*)::int as columns
      from information_schema.columns where ${isOwn} group by 1`);
    const counts = new Map(told.map(({ name, columns }) => [name, columns]));
    const counted = profile.tables.filter(({ kind }) => kind !== 'materialized-view');
    expect(counted.map((each) => [named(each), each.columnCount])).toEqual(counted.map((each) => [named(each), counts.get(named(each))]));
  });

  test('counts rows as SELECT does, after ANALYZE', async () => {
    const stored = profile.tables.filter(({ kind }) => kind !== 'foreign');
    for (const { schema, name, rows: found } of stored) {
      const from = `"${schema.replaceAll('"', '""')}"."${name.replaceAll('"', '""')}"`;
      const [{ count }] = await rows<{ count: number }>(`select count(*)::int as count from ${name === 'base' ? 'only ' : ''}${from}`);
      expect([schema, name, found]).toEqual([schema, name, count]);
    }
  });

  test('has the bytes of each table: of the files that its rows and its large values are in', async () => {
    const told = await rows<{ name: string; bytes: string }>(`select n.nspname || '.' || c.relname as name,
      (pg_stat_file(pg_relation_filepath(c.oid))).size + coalesce((pg_stat_file(pg_relation_filepath(nullif(c.reltoastrelid, 0)))).size, 0) as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'm')`);
    const bytes = new Map(told.map((each) => [each.name, Number(each.bytes)]));
    const plain = profile.tables.filter(({ kind }) => !['foreign', 'partitioned'].includes(kind));
    expect(plain.map((each) => [named(each), each.bytes])).toEqual(plain.map((each) => [named(each), bytes.get(named(each))]));
    const leaves = LEAVES.map((leaf) => bytes.get(`parts.${leaf}`)).reduce<number>((sum, each) => sum + (each ?? 0), 0);
    const partitioned = profile.tables.filter(({ kind }) => kind === 'partitioned').reduce((sum, each) => sum + (each.bytes ?? 0), 0);
    expect(partitioned).toBe(leaves);
    expect(profile.database.bytes).toBe(profile.tables.reduce((sum, each) => sum + (each.bytes ?? 0), 0));
  });

  test.each([['PRIMARY KEY', (each: TableFacts) => (each.primaryKey ? [each.primaryKey] : [])], ['FOREIGN KEY', (each: TableFacts) => each.foreignKeys]])(
    'has each %s with its columns', async (type, keysOf) => {
      const told = await rows<{ name: string; key: string; columns: string[] }>(`select c.table_schema || '.' || c.table_name as name,
        c.constraint_name as key, array_agg(k.column_name::text order by k.ordinal_position) as columns
        from information_schema.table_constraints c join information_schema.key_column_usage k using (constraint_schema, constraint_name, table_name)
        where c.constraint_type = '${type}' and c.${isOwn} group by 1, 2`);
      const expected = told.filter(({ name }) => !LEAVES.includes(name.split('.')[1]));
      const found = profile.tables.flatMap((each) => keysOf(each).map(({ name, columns }) => ({ name: named(each), key: name, columns })));
      const order = (a: { name: string; key: string }, b: { name: string; key: string }): number => (`${a.name} ${a.key}` < `${b.name} ${b.key}` ? -1 : 1);
      expect(found.sort(order)).toEqual(expected.sort(order));
    });
});

describe('traps', () => {
  test('has the columns that matter, and says why', () => {
    expect(table('app', 'users').columns.map(({ name }) => name)).toEqual([
      'id', 'mail', 'price', 'mood', 'note', 'photo', 'doc', 'extra', 'tags', 'parts', 'attributes', 'nick', 'amount', 'huge', 'anything', 'period',
      'old', 'x', 'search', 'total', 'place', 'area', 'flag', 'gap', 'cash', 'addr',
    ]);
    expect(table('app', 'users').columnCount).toBe(31);
    expect(column('id')).toEqual({ name: 'id', type: 'bigint', nullable: false, identity: true });
    expect(column('mail')).toMatchObject({ type: 'app.work_email', typeKind: 'domain', baseType: 'text', lob: { content: 'character' } });
    expect(column('price')).toEqual({ name: 'price', type: 'app.price', typeKind: 'domain', baseType: 'numeric(12,2)', nullable: true });
    expect(column('total')).toEqual({ name: 'total', type: 'numeric(10,2)', nullable: true, generated: 'stored' });
    expect(column('amount')).toEqual({ name: 'amount', type: 'numeric', nullable: true });
    expect(column('anything')).toEqual({ name: 'anything', type: 'character varying', nullable: true });
    const kinds = { mood: 'enum', tags: 'array', parts: 'composite', attributes: 'extension', nick: 'extension', period: 'range' };
    expect(Object.fromEntries(Object.keys(kinds).map((name) => [name, column(name)?.typeKind]))).toEqual(kinds);
    const contents = { photo: 'binary', doc: 'json', extra: 'json', tags: 'other', parts: 'other', attributes: 'character', x: 'xml', area: 'spatial', search: 'character' };
    expect(Object.fromEntries(Object.keys(contents).map((name) => [name, column(name)?.lob?.content]))).toEqual(contents);
    expect(['mood', 'period', 'old', 'place', 'gap', 'cash', 'addr'].filter((name) => column(name)?.lob !== undefined)).toEqual([]);
  });

  test('a dropped column is no column', () => {
    expect(table('app', 'dropped_column')).toMatchObject({ columnCount: 2, columns: [{ name: 'a' }, { name: 'c' }] });
  });

  test('kinds of tables', () => {
    const kinds: [string, string, TableFacts['kind']][] = [
      ['app', 'scratch', 'unlogged'], ['app', 'outside', 'foreign'], ['app', 'counted', 'materialized-view'], ['parts', 'events', 'partitioned'],
      ['parts', 'child', 'inherited'], ['parts', 'base', 'table'],
    ];
    expect(kinds.map(([schema, name]) => [schema, name, table(schema, name).kind])).toEqual(kinds);
    expect(table('app', 'outside')).toEqual({
      schema: 'app', name: 'outside', kind: 'foreign', columnCount: 1, uniqueKeys: [], secondaryIndexes: 0, foreignKeys: [], triggers: [], traits: [],
      columns: [{ name: 'line', type: 'text', nullable: true, lob: { content: 'character', basis: 'none' } }],
    });
  });

  test('replica identities', () => {
    const identities = { no_key: 'default', full_identity: 'full', no_identity: 'nothing', index_identity: 'index' };
    expect(Object.fromEntries(Object.keys(identities).map((name) => [name, table('app', name).replicaIdentity]))).toEqual(identities);
    expect(table('app', 'no_key').primaryKey).toBeUndefined();
  });

  test('a primary key that is a LOB, and unique indexes that do not tell rows apart', () => {
    expect(table('app', 'lob_key')).toMatchObject({ primaryKey: { columns: ['k'] }, columns: [{ name: 'k', lob: { content: 'character' } }, { name: 'v' }] });
    expect(table('app', 'odd_indexes')).toMatchObject({
      secondaryIndexes: 2,
      uniqueKeys: [
        { name: 'odd_expression', columns: ['b'], expression: true }, { name: 'odd_include', columns: ['c'] },
        { name: 'odd_partial', columns: ['b'], partial: true },
      ],
    });
  });

  test('cascades and triggers', () => {
    expect(table('app', 'orders')).toMatchObject({
      foreignKeys: [
        { name: 'orders_parent', columns: ['parent'], references: 'app.orders', onDelete: 'set-default' },
        { name: 'orders_user_id_fkey', columns: ['user_id'], references: 'app.users', onDelete: 'cascade', onUpdate: 'set-null' },
      ],
      triggers: [{ name: 'asleep', enabled: false }, { name: 'touch', enabled: true }],
    });
  });

  test('partitions on two levels', () => {
    expect(table('parts', 'events').partitioning).toMatchObject({ method: 'range', columns: ['at'], partitions: [{ name: 'events_2024' }, { name: 'events_2025' }] });
    expect(table('parts', 'deep').partitioning).toMatchObject({
      method: 'list', columns: ['region'], subpartitions: true, partitions: [{ name: 'deep_eu_24' }, { name: 'deep_eu_25' }, { name: 'deep_us', rows: 250 }],
    });
    expect(table('parts', 'hashed').partitioning).toMatchObject({ method: 'hash', columns: ['id'] });
  });

  test('ranges are of about as many rows', async () => {
    const { column: name, bounds } = table('parts', 'events').ranges ?? { column: '', bounds: [] };
    expect(name).toBe('id');
    expect(bounds).toHaveLength(31);
    const counts = await rows<{ count: number }>(`select count(*)::int as count from parts.events
      group by width_bucket(id, array[${bounds.join(', ')}]::bigint[])`);
    expect(counts).toHaveLength(32);
    expect(Math.max(...counts.map(({ count }) => count))).toBeLessThan(2 * 1000 / 32);
  });

  test('names with quotes, spaces and letters of other alphabets', () => {
    expect(table('Odd "Näme"', ":?* 'täble'")).toMatchObject({ primaryKey: { columns: ['Ünï "code"'] }, columns: [{ name: 'Ünï "code"', type: 'text' }] });
  });

  test('what is no table', () => {
    const counts = {
      'aggregate': 1, 'composite-type': 1, 'domain': 3, 'empty-schema': 2, 'enum-type': 1, 'event-trigger': 1, 'extension': 3, 'foreign-server': 1,
      'function': 2, 'large-object': 3, 'materialized-view': 1, 'procedure': 1, 'publication': 1, 'rule': 1, 'sequence': 2, 'view': 1,
    };
    expect(Object.fromEntries(profile.objects.map(({ kind, count }) => [kind, count]))).toEqual(counts);
    expect(profile.objects.find(({ kind }) => kind === 'empty-schema')?.examples).toEqual(['nothing', 'public']);
  });

  test('slots that keep the log', () => {
    expect(profile.replication).toMatchObject({ slots: [{ name: 'leftover', plugin: 'test_decoding', active: false }], streams: 0 });
    expect(profile.replication?.slots[0].retainedBytes).toBeGreaterThan(0);
  });

  test('settings as the login has them, and grants', () => {
    expect(profile.settings).toMatchObject({ wal_level: 'logical', wal_sender_timeout: '1min', max_slot_wal_keep_size: '-1', statement_timeout: '0' });
    expect(profile.settings).toMatchObject({ default_transaction_read_only: 'off', logical_decoding_work_mem: '64MB' });
    expect(profile.grants).toEqual({ 'bypassrls': true, 'create-schema': true, 'pg_monitor': true, 'replication': true, 'select-all-tables': true, 'superuser': true });
  });

  test('all names are those of the vocabulary', () => {
    expect(Object.keys(profile.settings).filter((name) => !(POSTGRESQL_SETTINGS as readonly string[]).includes(name))).toEqual([]);
    expect(Object.keys(profile.grants).filter((name) => !(POSTGRESQL_GRANTS as readonly string[]).includes(name))).toEqual([]);
    expect(profile.objects.map(({ kind }) => kind).filter((name) => !(OBJECT_KINDS as readonly string[]).includes(name))).toEqual([]);
    expect(profile.tables.flatMap(({ traits }) => traits).filter((name) => !(TRAITS as readonly string[]).includes(name))).toEqual([]);
    expect(Object.keys(profile).filter((name) => !Object.hasOwn(PROFILE_SCHEMA.properties, name))).toEqual([]);
  });

  test('gives the same tables again', async () => {
    expect((await audited()).tables).toEqual(profile.tables);
  });
});

describe('transactions', () => {
  test('says how long the oldest is open, and how many are prepared', async () => {
    const other = await server.client('traps');
    await other.query('begin');
    await other.query('insert into app.scratch values (1)');
    await admin.query('begin; insert into app.scratch values (2)');
    await admin.query("prepare transaction 'waits'");
    await new Promise((resolve) => void setTimeout(resolve, 1100));
    const { transactions } = await audited();
    await other.query('rollback');
    await other.end();
    await admin.query("rollback prepared 'waits'");
    expect(transactions).toEqual({ oldestSeconds: expect.any(Number), prepared: 1 });
    expect(transactions?.oldestSeconds).toBeGreaterThanOrEqual(1);
    expect((await audited()).transactions).toMatchObject({ prepared: 0 });
  });

  test('does not wait for a table that somebody has locked', async () => {
    const other = await server.client('traps');
    await other.query('begin');
    await other.query('lock table app.users in access exclusive mode');
    const { audit, tables } = await audited();
    await other.query('rollback');
    await other.end();
    expect(audit.notes).toEqual([
      'Sizes of tables could not be read: canceling statement due to lock timeout',
      'Sizes of tables are those of the last VACUUM or ANALYZE; tables that had none have no size.',
    ]);
    expect(tables).toHaveLength(profile.tables.length);
    expect(tables.find(({ name }) => name === 'users')?.bytes).toBeGreaterThan(500_000);
    expect(tables.find(({ name }) => name === 'empty_table')?.bytes).toBeUndefined();
  });
});

describe('sizes of LOBs', () => {
  test('by statistics, values that were moved out of the row are counted', () => {
    expect(table('app', 'large_values').columns[1].lob).toMatchObject({ content: 'binary', basis: 'statistics', nullShare: 0 });
    expect(table('app', 'large_values').columns[1].lob?.averageBytes).toBeGreaterThan(8000);
  });

  test('a table that was never analyzed has sizes of nothing', async () => {
    await admin.query("create table app.fresh (id int primary key, body text); insert into app.fresh values (1, 'x')");
    const [, body] = table('app', 'fresh', await audited()).columns;
    await admin.query('drop table app.fresh');
    expect(body.lob).toEqual({ content: 'character', basis: 'none' });
  });

  test('none: nothing is said', async () => {
    const columns = (await audited({ lobSizes: 'none' })).tables.flatMap((each) => each.columns);
    expect(new Set(columns.map(({ lob }) => lob?.basis))).toEqual(new Set([undefined, 'none']));
  });

  test('a scan has the server read each row', async () => {
    const scanned = await audited({ lobSizes: 'scan' });
    const [told] = await rows<Record<string, number>>(`select max(octet_length(photo)) as max, avg(octet_length(photo))::float8 as average,
      percentile_disc(0.99) within group (order by octet_length(photo)) as p99 from app.users`);
    const { lob } = column('photo', table('app', 'users', scanned)) ?? {};
    expect(lob).toEqual({
      content: 'binary', basis: 'scan', rowsRead: 2000, nullShare: 0.75, averageBytes: Number(told.average.toPrecision(4)), p99Bytes: told.p99, maxBytes: told.max,
    });
    expect(table('app', 'users', scanned)).toMatchObject({ rows: 2000, rowsExact: true });
    expect(column('doc', table('app', 'users', scanned))?.lob).toMatchObject({ basis: 'scan', maxBytes: '{"n" : 1999}'.length });
    expect(scanned.audit).toMatchObject({ lobSizes: 'scan', notes: [] });
  });

  test('a sample of a large table reads a part of it', async () => {
    await admin.query(`create table app.many as select i as id, repeat('x', i % 700) as body from generate_series(1, 60000) i; analyze app.many`);
    const { lob } = column('body', table('app', 'many', await audited({ lobSizes: 'sample' }))) ?? {};
    await admin.query('drop table app.many');
    expect(lob?.basis).toBe('sample');
    expect(lob?.rowsRead).toBeGreaterThan(5000);
    expect(lob?.rowsRead).toBeLessThan(20_001);
    expect(lob?.averageBytes).toBeGreaterThan(300);
    expect(lob?.averageBytes).toBeLessThan(400);
  });
});

test('changes: bytes of the log a second, and rows of each table', async () => {
  await admin.query('create table app.busy (a int, b text)');
  const writing = setInterval(() => void admin.query("insert into app.busy select i, repeat('y', 100) from generate_series(1, 50) i"), 50);
  const { changes, tables, audit } = await audited({ changes: 2 });
  clearInterval(writing);
  await admin.query('drop table app.busy');
  expect(audit.notes).toEqual([]);
  expect(changes?.seconds).toBeGreaterThan(1.9);
  expect(changes?.logBytesPerSecond).toBeGreaterThan(50_000);
  expect(changes?.transactionsPerSecond).toBeGreaterThan(5);
  const rates = tables.find(({ name }) => name === 'busy')?.changes;
  expect(rates?.insertsPerSecond).toBeGreaterThan(200);
  expect(rates?.insertsPerSecond).toBeLessThan(1500);
  expect(tables.find(({ name }) => name === 'users')?.changes).toEqual({ insertsPerSecond: 0, updatesPerSecond: 0, deletesPerSecond: 0 });
}, 20_000);

describe('a login with little', () => {
  const asReader = async (options = {}): Promise<Ran> => run(source('reader'), options, env());

  test('has a whole profile all the same, and notes what it lacks', async () => {
    const { profile: found } = await asReader();
    expect(found?.tables.map(named)).toEqual(profile.tables.map(named));
    expect(found?.grants).toEqual({ 'bypassrls': false, 'create-schema': false, 'pg_monitor': false, 'replication': false, 'select-all-tables': false, 'superuser': false });
    expect(table('hidden', 'locked_away', found).traits).toEqual(['not-selectable']);
    expect(table('app', 'secured', found).traits).toEqual(['row-level-security']);
    expect(found?.transactions).toEqual({ prepared: 0 });
    expect(found?.settings).not.toHaveProperty('shared_preload_libraries');
    expect(found?.audit.notes).toEqual(["Open transactions could not be read: the login does not see others' activity; grant it pg_read_all_stats."]);
  });

  test('--schemas takes in and leaves out', async () => {
    const { profile: found } = await asReader({ schemas: 'app,p*,!pub*' });
    expect([...new Set(found?.tables.map(({ schema }) => schema))]).toEqual(['app', 'parts']);
    expect(found?.grants['select-all-tables']).toBe(true);
    expect(await asReader({ schemas: 'sales' })).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('error: --schemas sales fits none of the schemas that the login sees: Odd "Näme", app, hidden, nothing, parts, public'),
    });
  });

  test('a wrong password', async () => {
    expect(await run(source('reader'), {}, { env: { PGPASSWORD: 'wrong' } })).toMatchObject({
      exitCode: 3, out: '', err: `error: 127.0.0.1:${server.port} does not let reader in: password authentication failed for user "reader"\n`,
    });
  });

  test('no password, and nobody to ask; or somebody', async () => {
    expect(await run(source('reader'))).toMatchObject({
      exitCode: 1, err: expect.stringContaining('asks for a password, and there is none: set DMS_AUDIT_PASSWORD or PGPASSWORD, in ~/.pgpass, give --secret'),
    });
    const asked: string[] = [];
    const { exitCode } = await run(source('reader'), {}, {
      ask: async (question) => {
        asked.push(question);
        return server.password;
      },
    });
    expect({ exitCode, asked }).toEqual({ exitCode: 0, asked: [`Password of reader at 127.0.0.1:${server.port}: `] });
  });

  test('the password of ~/.pgpass', async () => {
    const readPrivateFile = (file: string) => (file === '/nowhere/.pgpass' ? { text: `127.0.0.1:*:traps:reader:${server.password}\n`, othersMayRead: false } : undefined);
    expect(await run(source('reader'), {}, { readPrivateFile })).toMatchObject({ exitCode: 0 });
  });

  test('user and password of a secret', async () => {
    const secret = async (arn: string): Promise<string> => JSON.stringify({ username: 'reader', password: server.password, port: arn.length });
    expect(await run(`postgres://127.0.0.1:${server.port}/traps`, { secret: 'arn:x' }, { secret })).toMatchObject({ exitCode: 0 });
  });
});

describe('no connection', () => {
  test('no such database', async () => {
    expect(await run(source('reader', 'other'), {}, env())).toMatchObject({
      exitCode: 3, err: `error: 127.0.0.1:${server.port} has no database other for reader: database "other" does not exist\n`,
    });
  });

  test('nothing listens', async () => {
    expect(await run('postgres://reader@127.0.0.1:1/app', {}, env())).toMatchObject({ exitCode: 3, err: expect.stringMatching(/^error: nothing listens at 127\.0\.0\.1:1; /) });
  });

  test('a host without an address', async () => {
    expect(await run('postgres://reader@no-such-host.invalid/app', {}, env())).toMatchObject({ exitCode: 3, err: expect.stringMatching(/^error: no address is known for the host no-such-host/) });
  });

  test('a server without TLS gets no password', async () => {
    expect(await run(source('reader'), { tls: 'verify-full' }, env())).toMatchObject({
      exitCode: 3, err: `error: 127.0.0.1:${server.port} does not offer TLS, and nothing is sent to it in the clear unless you say --tls off (The server does not support SSL connections)\n`,
    });
  });
});

describe('TLS', () => {
  const reload = async (ssl: 'on' | 'off'): Promise<void> => {
    await admin.query(`alter system set ssl = ${ssl}`);
    await admin.query('select pg_reload_conf()');
    await new Promise((resolve) => void setTimeout(resolve, 300));
  };
  const at = (host: string): string => `postgres://reader@${host}:${server.port}/traps`;
  const withCa = (): Partial<Io> => ({ readFile: () => server.certificate });

  beforeAll(async () => reload('on'));
  afterAll(async () => reload('off'));

  test('verify-full takes a certificate whose authority is known, for the host that it names', async () => {
    expect(await run(at('localhost'), { tls: 'verify-full', ca: 'ca.pem' }, env(), withCa())).toMatchObject({ exitCode: 0 });
  });

  test('and no other', async () => {
    expect(await run(at('localhost'), { tls: 'verify-full' }, env())).toMatchObject({
      exitCode: 3,
      err: expect.stringMatching(/^error: the certificate of localhost:\d+ was not accepted: self-signed certificate; give the certificate of its/),
    });
    expect(await run(at('127.0.0.1'), { tls: 'verify-full', ca: 'ca.pem' }, env(), withCa())).toMatchObject({
      exitCode: 3, err: expect.stringMatching(/was not accepted: Hostname\/IP does not match certificate's altnames: .*is the host the name in it\?/),
    });
  });

  test('require encrypts, whoever answers', async () => {
    expect(await run(at('127.0.0.1'), { tls: 'require' }, env())).toMatchObject({ exitCode: 0 });
  });
});

test('the command that is shipped writes the same', async () => {
  const command = path.join(__dirname, '../../../bin/dms-migrations.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [command, 'audit', source(), '--changes', '0'], {
    env: { ...process.env, PGPASSWORD: server.password }, maxBuffer: 2 ** 26,
  });
  const shipped = JSON.parse(stdout) as Profile;
  const here = await audited();
  expect({ ...shipped, audit: here.audit, transactions: here.transactions, replication: here.replication, database: here.database })
    .toEqual(JSON.parse(JSON.stringify(here)));
});

test('Ctrl-C ends it, and nothing is written', async () => {
  const ran = await run(source(), { changes: 60 }, env(), { interrupted: new Promise((resolve) => void setTimeout(resolve, 300)) });
  expect(ran).toMatchObject({ exitCode: 130, out: '', err: expect.stringMatching(/Interrupted; nothing was written\.\n$/) });
});

test('says how far it is, and what came of it', async () => {
  const { err } = await run(source('reader'), {}, env());
  expect(err.split('\n')).toEqual(expect.arrayContaining(['reading tables', 'reading columns', 'reading prepared transactions']));
  expect(err).toMatch(/profile: postgresql 17\.\d+, 23 tables, 0\.00 GiB, read in [\d.]+ s\nnote: Open transactions could not be read/);
});
