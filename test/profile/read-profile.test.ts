import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Profile, TableFacts } from '../../lib/profile/profile';
import { PROFILE_SCHEMA } from '../../lib/profile/profile-schema';
import { parseProfile, readProfile, type ProfileError } from '../../lib/profile/read-profile';
import { MONGODB_GRANTS, MYSQL_SETTINGS, OBJECT_KINDS, ORACLE_GRANTS, POSTGRESQL_SETTINGS, SQL_SERVER_SETTINGS, TRAITS } from '../../lib/profile/vocabulary';
import { profileText } from '../../lib/profile/write-profile';

const users: TableFacts = {
  schema: 'app', name: 'users', kind: 'table', rows: 10, bytes: 8192, columnCount: 3,
  columns: [{ name: 'id', type: 'bigint', nullable: false, identity: true }, { name: 'note', type: 'text', nullable: true, lob: { content: 'character', basis: 'none' } }],
  primaryKey: { name: 'users_pkey', columns: ['id'] }, uniqueKeys: [], foreignKeys: [], triggers: [], traits: [],
};

const profile: Profile = {
  version: 1,
  audit: { at: '2026-01-01T00:00:00.000Z', by: 'test', seconds: 1, oneSnapshot: true, lobSizes: 'statistics', notes: [] },
  database: { engine: 'postgresql', version: '17.1', name: 'app', hosting: 'self-managed' },
  settings: { wal_level: 'logical' },
  grants: { replication: true },
  tables: [users],
  objects: [{ kind: 'view', count: 1, examples: ['app.seen'] }],
  writtenTogether: [['app.users']],
};

function problemsOf(value: unknown): string[] {
  try {
    readProfile(value);
    return [];
  } catch (error) {
    return (error as ProfileError).problems.map(({ path: where, message }) => `${where} ${message}`);
  }
}

test('reads what it writes', () => {
  expect(parseProfile(profileText(profile))).toEqual(profile);
  expect(parseProfile(`\uFEFF${profileText(profile)}`)).toEqual(profile);
});

test('a table is a line of the file', () => {
  expect(profileText({ ...profile, tables: [users, { ...users, name: 'others' }] }).split('\n').filter((line) => line.includes('"schema"'))).toHaveLength(2);
});

test('says all that is wrong at once, and where', () => {
  const wrong = {
    ...profile,
    database: { engine: 'db2', version: '1', name: 'x', hosting: 'self-managed' },
    settings: { wal_level: 3 },
    tables: [{ ...users, rows: -1, columns: [{ name: 'id', type: 'bigint', nullable: 'no', lob: { content: 'text', basis: 'none' } }] }, { ...users, traits: undefined }],
    objekts: [],
  };
  expect(problemsOf(wrong)).toEqual([
    'database.engine must be one of postgresql, mysql, mariadb, sqlserver, oracle, mongodb, is "db2"',
    'settings.wal_level must be a text, is 3',
    'tables[0].rows must be a whole number, 0 or more, is -1',
    'tables[0].columns[0].nullable must be true or false, is "no"',
    'tables[0].columns[0].lob.content must be one of character, binary, json, xml, spatial, other, is "text"',
    'tables[1].traits must be a list, is nothing',
    'objekts is not known; there are version, audit, database, settings, grants, tables, objects, changes, replication, transactions, writtenTogether',
  ]);
});

test.each([
  ['nothing at all', undefined, [' must be an object, is nothing']],
  ['a list', [], [' must be an object, is a list']],
  ['a missing member', { ...profile, audit: { ...profile.audit, at: undefined } }, ['audit.at must be a text, is nothing']],
  ['a share above 1', { ...profile, tables: [{ ...users, columns: [users.columns[0], { ...users.columns[1], lob: { content: 'xml', basis: 'scan', nullShare: 2 } }] }] },
    ['tables[0].columns[1].lob.nullShare must be a number from 0 to 1, is 2']],
  ['a setting with a name that is no word', { ...profile, settings: { 'max text repl size (b)': 1 } }, ['settings["max text repl size (b)"] must be a text, is 1']],
  ['a later version', { version: 2 }, ['version is 2, and this release reads version 1; use a newer one, or audit again with this one']],
  ['another version', { ...profile, version: 0 }, ['version must be 1, is 0']],
  ['a table that is there twice', { ...profile, tables: [users, users] }, ['tables[1] is app.users, which is tables[0] already']],
  ['a key of columns that are not there', { ...profile, tables: [{ ...users, columns: [] }] }, ['tables[0].columns must have id, of which the key users_pkey is made']],
  ['tables that are written together and do not exist', { ...profile, writtenTogether: [['app.users', 'app.gone']] },
    ['writtenTogether[0][1] is app.gone, which is none of the tables']],
])('fails for %s', (_, value, problems) => {
  expect(problemsOf(value)).toEqual(problems);
});

test('names with full stops are told apart', () => {
  expect(problemsOf({ ...profile, tables: [{ ...users, schema: 'a.b', name: 'c' }, { ...users, schema: 'a', name: 'b.c' }], writtenTogether: [] })).toEqual([]);
});

test('fails for what is no JSON', () => {
  expect(() => parseProfile('{')).toThrow(/^the profile is not JSON: /);
});

test('a message has 20 problems, and says how many more there are', () => {
  const wrong = { ...profile, tables: Array.from({ length: 30 }, () => 1) };
  expect(() => readProfile(wrong)).toThrow(/^30 problems:\n( {2}tables\[\d+\] must be an object, is 1\n){20} {2}and 10 more$/);
});

test('reads 100,000 tables', () => {
  const tables = Array.from({ length: 100_000 }, (_, index) => ({ ...users, name: `t${index}` }));
  const text = profileText({ ...profile, tables, writtenTogether: [] });
  const begun = Date.now();
  expect(parseProfile(text).tables).toHaveLength(100_000);
  // It takes about a second; the bound is for machines that do something else too.
  expect(Date.now() - begun).toBeLessThan(10_000);
});

test('the schema that is shipped is the one that is checked', () => {
  const shipped = JSON.parse(readFileSync(path.join(__dirname, '../../assets/cli/profile.schema.json'), 'utf8')) as object;
  expect(shipped).toMatchObject(JSON.parse(JSON.stringify(PROFILE_SCHEMA)) as object);
});

test('names of the vocabulary are there once, in the order of their code units where they stand in lists of settings', () => {
  for (const names of [POSTGRESQL_SETTINGS, MYSQL_SETTINGS, SQL_SERVER_SETTINGS, TRAITS, OBJECT_KINDS, ORACLE_GRANTS, MONGODB_GRANTS]) {
    expect(new Set(names).size).toBe(names.length);
  }
  expect([...POSTGRESQL_SETTINGS].sort()).toEqual([...POSTGRESQL_SETTINGS]);
  expect([...MYSQL_SETTINGS].sort()).toEqual([...MYSQL_SETTINGS]);
});
