import type { Client } from 'pg';
import { FULL_LOAD_AND_CDC, type FindingContext } from '../../../lib/plan/findings/context';
import type { Findings } from '../../../lib/plan/findings/finding';
import { findingsOf } from '../../../lib/plan/findings/findings';
import { RULES } from '../../../lib/plan/findings/rules';
import type { Profile } from '../../../lib/profile/profile';
import { MORE_TRAPS, UNFINISHED_INDEX, WRONG_OPTIONS } from './postgresql-misconfigured';
import { startPostgreSql, type PostgreSqlServer } from './postgresql-server';
import { TRAPS } from './postgresql-traps';
import { run } from './running';

/** Who has audited: somebody who may do all, the login of DMS, which may do little, or the first again when the server was a standby. */
type Audited = 'owner' | 'dms' | 'standby';

/** With all evidence, so that what is found is found for what was laid; and in which migration, if not in one of full load and changes. */
type Provoked = readonly [code: string, by: Audited, evidence: unknown, context?: Partial<FindingContext>];

const ALL_OPTIONS: Partial<FindingContext> = { lobs: { mode: 'inline' }, batchApply: true, validation: true };
const NO_LOBS: Partial<FindingContext> = { lobs: { mode: 'none' } };
const target = (targetEngine: string): Partial<FindingContext> => ({ targetEngine, lobs: { mode: 'inline' } });

const PROVOKED: readonly Provoked[] = [
  ['lob-in-key', 'owner', [`Odd "Näme".:?* 'täble'.Ünï "code"`, 'app.lob_key.k', 'parts.deep.region']],
  ['lob-truncated', 'owner', ['app.bodies.huge (up to 103516 KiB)', 'app.bodies.note (up to 196 KiB)', 'app.bodies.picture (up to 1954 KiB)']],
  ['lob-without-key', 'owner', ['app.full_identity', 'app.no_key', 'app.tags_without_key', 'parts.child']],
  ['names-differ-in-case', 'owner', ['app.Orders', 'app.orders']],
  ['postgresql-array-without-key', 'owner', ['app.tags_without_key']],
  ['postgresql-large-object', 'owner', ['large-object: 3 in all']],
  ['postgresql-no-replica-identity', 'owner', ['app.no_identity', 'app.no_key', 'app.tags_without_key', 'app.twins', 'parts.child']],
  ['postgresql-no-tls', 'owner', ['ssl = off']],
  ['postgresql-prepared-transactions', 'owner', ['prepared transactions: 1']],
  ['postgresql-replication-slots', 'owner', ['max_replication_slots = 1', 'replication slot leftover (not active)']],
  ['postgresql-unbounded-numeric', 'owner', ['app.users.amount']],
  ['postgresql-unlogged-table', 'owner', ['app.scratch']],
  ['postgresql-wal-level', 'owner', ['wal_level = replica']],
  ['postgresql-wal-sender-timeout-short', 'owner', ['wal_sender_timeout = 5s']],
  ['postgresql-wal-senders', 'owner', ['max_wal_senders = 0']],
  ['invalid-key', 'owner', ['app.twins: twins_by_a']],
  ['lob-beyond-limited-mode', 'owner', ['app.bodies.huge (up to 103516 KiB)']],
  ['lob-size-unknown', 'dms', [`Odd "Näme".:?* 'täble'.Ünï "code"`, 'app.secured.v', 'hidden.locked_away.v']],
  ['postgresql-generated-column', 'owner', ['app.users.search', 'app.users.total']],
  ['postgresql-identity-column', 'owner', ['app.users.id']],
  ['postgresql-idle-slot', 'owner', ['replication slot leftover']],
  ['postgresql-inherited-table', 'owner', ['parts.child']],
  ['postgresql-partitioned-table', 'owner', ['parts.deep', 'parts.events', 'parts.hashed']],
  ['postgresql-slot-wal-limit', 'owner', ['max_slot_wal_keep_size = 1GB']],
  ['postgresql-unique-expression', 'owner', ['app.odd_indexes: odd_expression']],
  ['postgresql-wide-numeric', 'owner', ['app.users.huge']],
  ['postgresql-worker-processes', 'owner', [
    'autovacuum_max_workers = 3', 'max_logical_replication_workers = 4', 'max_parallel_workers = 8', 'max_worker_processes = 2',
  ]],
  ['sequences-not-migrated', 'owner', ['sequence app.numbers', 'sequence app.users_id_seq']],
  ['table-without-key', 'owner', ['app.full_identity', 'app.no_key', 'app.tags_without_key', 'app.twins', 'parts.child']],
  ['triggers-act-twice', 'owner', ['app.orders']],
  ['cascade-in-target', 'owner', ['app.orders: orders_parent', 'app.orders: orders_user_id_fkey']],
  ['foreign-keys', 'owner', ['app.orders: orders_parent', 'app.orders: orders_user_id_fkey']],
  ['lob-few-large-values', 'owner', ['app.bodies.note (up to 196 KiB)', 'app.bodies.picture (up to 1954 KiB)']],
  ['lob-json', 'owner', ['app.users.doc (up to 1 KiB)', 'app.users.extra (up to 1 KiB)']],
  ['objects-not-migrated', 'owner', expect.arrayContaining(['extension hstore'])],
  ['postgresql-event-trigger', 'owner', ['event-trigger watch']],
  ['postgresql-extension-table', 'owner', ['app.of_extension']],
  ['postgresql-foreign-table', 'owner', ['app.outside']],
  ['postgresql-logical-decoding-memory', 'owner', ['logical_decoding_work_mem = 64MB']],
  ['postgresql-materialized-view', 'owner', ['app.counted']],
  ['postgresql-pglogical', 'owner', ['shared_preload_libraries = ']],
  ['postgresql-replica-identity-full', 'owner', ['app.full_identity']],
  ['secondary-indexes', 'owner', ['app.odd_indexes']],
  ['postgresql-cdc-grants', 'dms', ['grant superuser']],
  ['postgresql-row-level-security', 'dms', ['app.secured']],
  ['table-not-selectable', 'dms', [`Odd "Näme".:?* 'täble'`, 'hidden.locked_away']],
  ['postgresql-idle-in-transaction-timeout', 'dms', ['idle_in_transaction_session_timeout = 5min']],
  ['postgresql-idle-session-timeout', 'dms', ['idle_session_timeout = 10min']],
  ['postgresql-read-only-sessions', 'dms', ['default_transaction_read_only = on']],
  ['postgresql-statement-timeout', 'dms', ['statement_timeout = 1h']],
  ['postgresql-transaction-timeout', 'dms', ['transaction_timeout = 2h']],
  ['postgresql-wal-sender-timeout-long', 'dms', ['wal_sender_timeout = 10min']],
  ['postgresql-read-replica-16', 'standby', [expect.stringMatching(/^database wrong is read-only, version 17\.\d+$/)]],
  ['lob-batch-apply', 'owner', expect.arrayContaining(['app.users.doc (up to 1 KiB)']), ALL_OPTIONS],
  ['batch-apply-two-keys', 'owner', ['app.odd_indexes', 'app.users'], ALL_OPTIONS],
  ['batch-apply-without-key', 'owner', ['app.full_identity', 'app.no_key', 'app.tags_without_key', 'app.twins', 'parts.child'], ALL_OPTIONS],
  ['lob-not-nullable-in-target', 'owner', [
    `Odd "Näme".:?* 'täble'.Ünï "code"`, 'app.bodies.picture', 'app.lob_key.k', 'app.users.extra', 'parts.deep.region', 'parts.events.region',
  ], ALL_OPTIONS],
  ['validation-long-key', 'owner', ['app.long_key.k'], ALL_OPTIONS],
  ['validation-without-key', 'owner', ['app.full_identity', 'app.no_key', 'app.tags_without_key', 'app.twins', 'parts.child'], ALL_OPTIONS],
  ['lob-not-migrated', 'owner', expect.arrayContaining(['app.users.doc (up to 1 KiB)']), NO_LOBS],
  ['homogeneous-migration', 'owner', [expect.stringMatching(/^postgresql 17\.\d+ to postgres$/)], target('postgres')],
  ['lob-full-mode-target', 'owner', expect.arrayContaining(['app.users.doc (up to 1 KiB)']), target('redshift')],
  ['lob-redshift', 'owner', [
    'app.bodies.huge (up to 103516 KiB)', 'app.bodies.note (up to 196 KiB)', 'app.bodies.picture (up to 1954 KiB)',
  ], target('redshift')],
  ['postgresql-postgis-column', 'owner', ['app.places.shape'], target('redshift')],
  ['lob-kinesis', 'owner', ['app.bodies.huge (up to 103516 KiB)', 'app.bodies.picture (up to 1954 KiB)'], target('kinesis')],
  ['lob-binary-dynamodb', 'owner', [
    'app.bodies.picture (up to 1954 KiB)', 'app.large_values.body (up to 8 KiB)', 'app.lob_key.v (up to 1 KiB)',
    'app.places.shape', 'app.users.area', 'app.users.photo (up to 1 KiB)',
  ], target('dynamodb')],
  ['postgresql-boolean-to-sqlserver', 'owner', ['app.users.flag'], target('sqlserver')],
  ['lob-no-lobs-in-target', 'owner', expect.arrayContaining(['app.users.doc (up to 1 KiB)']), target('opensearch')],
];

/** Findings that no server can be brought to here, and why. */
const NOT_PROVOKED: Readonly<Record<string, string>> = {
  'long-transaction': 'a transaction would have to be open for 10 minutes; that its age is told is tested in postgresql.test.ts',
  'many-tables': 'it takes more than 60,000 tables; bench/audit has 10,000',
  'postgresql-cloud-grants': 'only servers of Google and Azure have the settings that tell them',
  'postgresql-idle-slot-timeout': 'the setting comes with PostgreSQL 18, and this is 17',
  'postgresql-rds-grants': 'only Amazon RDS has the settings that tell it',
  'postgresql-rds-logical-replication': 'only Amazon RDS has the settings that tell it',
  'postgresql-read-replica': 'it is of PostgreSQL 15 and earlier, and this is 17',
  'postgresql-select': 'the audit knows for each table whether the login can read it: table-not-selectable says which',
  'postgresql-version': 'it is of PostgreSQL 9.3 and earlier, which the audit refuses',
};

let server: PostgreSqlServer;
const profiles = new Map<Audited, Profile>();

async function audited(user: string): Promise<Profile> {
  const ran = await run(`postgres://${user}@127.0.0.1:${server.port}/wrong`, { lobSizes: 'scan' }, { env: { PGPASSWORD: server.password } });
  expect(ran).toMatchObject({ exitCode: 0 });
  return ran.profile as Profile;
}

beforeAll(async () => {
  server = await startPostgreSql(...WRONG_OPTIONS);
  const first = await server.client('postgres');
  await first.query('create database wrong');
  await first.end();
  const admin: Client = await server.client('wrong');
  await admin.query(TRAPS);
  await admin.query(MORE_TRAPS);
  await expect(admin.query(UNFINISHED_INDEX)).rejects.toThrow('could not create unique index');
  await admin.query("select pg_create_physical_replication_slot('leftover')");
  await admin.query('begin');
  await admin.query('insert into app.empty_table values (1)');
  await admin.query("prepare transaction 'waits'");
  profiles.set('owner', await audited('postgres'));
  profiles.set('dms', await audited('dms'));
  await admin.end();
  await server.becomeStandby();
  profiles.set('standby', await audited('postgres'));
}, 60_000);

afterAll(async () => server?.stop(), 30_000);

function findingsIn(by: Audited, context: Partial<FindingContext> = {}): Findings {
  return findingsOf(profiles.get(by) as Profile, { ...FULL_LOAD_AND_CDC, ...context });
}

// Not test.each: where a row has fewer members than the test has parameters, the last is a callback that has to be called.
for (const [code, by, evidence, context] of PROVOKED) {
  test(code, () => {
    expect(findingsIn(by, context).findings.find((each) => each.code === code)).toMatchObject({ evidence });
  });
}

test('each finding of PostgreSQL is provoked, or there is a reason why not', () => {
  const codes = RULES.filter(({ engines }) => engines.includes('postgresql')).map(({ code }) => code);
  const told = [...PROVOKED.map(([code]) => code), ...Object.keys(NOT_PROVOKED)];
  expect(told.sort()).toEqual([...codes].sort());
});

test('whoever may do all has a profile that each rule can be judged by', () => {
  expect(findingsIn('owner', ALL_OPTIONS).unjudged).toEqual([]);
  expect(findingsIn('standby', ALL_OPTIONS).unjudged).toEqual([]);
});

test('what the login may not see is not judged, and not taken for fine', () => {
  const { unjudged } = findingsIn('dms');
  expect(unjudged.map(({ code, missing }) => [code, missing])).toEqual([
    ['long-transaction', ['transactions oldestSeconds']], ['postgresql-pglogical', ['setting shared_preload_libraries']],
  ]);
});

test('a scan leaves no size open but those of tables that the login cannot read in full', () => {
  expect(findingsIn('owner').passed).toContain('lob-size-unknown');
  const secured = profiles.get('dms')?.tables.find(({ name }) => name === 'secured');
  expect(secured?.columns.find(({ name }) => name === 'v')?.lob).toEqual({ content: 'character', basis: 'none' });
});

test('all is well of a table that has no trap', () => {
  const found = findingsIn('owner').findings.flatMap(({ evidence }) => evidence).filter((item) => /\.(empty_table|ranged)\b/.test(item));
  expect(found).toEqual([]);
});
