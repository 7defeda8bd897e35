// Audits the schemas of real software on real servers, PostgreSQL and MariaDB from Debian, and counts what the audit has found against what the
// servers' own clients count. Nothing of the packages is kept in this repository.
//
//   npm run test:db
//   TEST_DB_PACKAGES=<folder> npm run test:db    keeps the packages there; without it, in the system's folder for temporary files
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mariaDbChecks, postgreSqlChecks } from './checks.mjs';
import { fillMariaDb, fillPostgreSql } from './fill.mjs';
import { unpackedPackages } from './packages.mjs';
import { MARIADB_SCHEMAS, POSTGRESQL_SCHEMAS, readerIn } from './schemas.mjs';
import { startMariaDb, startPostgreSql } from './servers.mjs';

const command = path.join(path.dirname(fileURLToPath(import.meta.url)), '../bin/dms-migrations.mjs');
/** A schema in which hardly a row could be made would prove little. */
const LEAST_FILLED = 0.85;
const [passed, failed] = [[], []];

const root = unpackedPackages();
const folder = mkdtempSync(path.join(tmpdir(), 'dms-migrations-servers-'));
const servers = [];
try {
  await test('postgresql', await started(startPostgreSql), POSTGRESQL_SCHEMAS, fillPostgreSql, postgreSqlChecks);
  const mariaDb = await started(startMariaDb);
  await test('mariadb', mariaDb, MARIADB_SCHEMAS, fillMariaDb, mariaDbChecks);
  testTls(mariaDb);
  testChanges(mariaDb);
  testLittleLogin(mariaDb);
} finally {
  for (const server of servers) await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
for (const line of failed) console.log(`FAILED ${line}`);
console.log(`${passed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 && passed.length > 0 ? 0 : 1;

async function started(start) {
  const server = await start(root, folder);
  servers.push(server);
  return server;
}

async function test(engine, server, schemas, fill, checksOf) {
  for (const [name, statements] of Object.entries(schemas)) {
    server.load(engine === 'postgresql' ? 'postgres' : undefined, `create database ${name};`);
    // Some packages have their database's name filled in when they are installed.
    server.load(name, statements(readerIn(root)).replaceAll('XXX_DBNAME_XXX', name));
    fill(server, name);
    const profile = audited(server.source(name));
    const results = checksOf(server, name, profile);
    for (const [what, counted, found] of results) record(`${engine} ${name}: ${what}`, counted, found);
    const filled = results.filter(([what, counted]) => what.startsWith('rows of ') && counted > 0).length;
    record(`${engine} ${name}: enough tables have rows`, true, filled >= LEAST_FILLED * profile.tables.length);
    record(`${engine} ${name}: is all read`, '', profile.audit.notes.join(' '));
    console.log(`${engine} ${name}: ${profile.tables.length} tables, ${filled} with rows, ${results.length} facts compared, audited in ${profile.audit.seconds} s`);
  }
}

/** The certificate is one for localhost. */
function testTls({ port, authority }) {
  const exitCode = (host, ...options) => spawnSync(process.execPath, [command, 'audit', `mariadb://root@${host}:${port}/pdns`, '--changes', '0', ...options]).status;
  record('mariadb: --tls verify-full with its authority', 0, exitCode('localhost', '--tls', 'verify-full', '--ca', authority));
  record('mariadb: --tls verify-full without it', 3, exitCode('localhost', '--tls', 'verify-full'));
  record('mariadb: --tls verify-full for an address', 1, exitCode('127.0.0.1', '--tls', 'verify-full', '--ca', authority));
  record('mariadb: --tls require', 0, exitCode('127.0.0.1', '--tls', 'require'));
}

/** Rows that are written between two looks are seen in the binary log. */
function testChanges(server) {
  server.load('pdns', 'create event busy on schedule every 1 second do insert into comments (domain_id, name, type, modified_at, comment)'
    + " select 1, 'x', 'A', 1, repeat('y', 1000) from seq_1_to_100; set global event_scheduler = on");
  const { changes, tables, objects } = audited(server.source('pdns'), ['--changes', '3']);
  server.load('pdns', 'set global event_scheduler = off; drop event busy');
  const { insertsPerSecond } = tables.find(({ name }) => name === 'comments').changes;
  record('mariadb: bytes of the binary log a second', true, changes.logBytesPerSecond > 50_000 && changes.logBytesPerSecond < 500_000);
  record('mariadb: commits a second', true, changes.transactionsPerSecond > 0.5 && changes.transactionsPerSecond < 3);
  record('mariadb: rows inserted a second', true, insertsPerSecond > 50 && insertsPerSecond < 200);
  record('mariadb: the event', 'pdns.busy', objects.find(({ kind }) => kind === 'event')?.examples.join());
}

/** A login that may do little has a profile that says so. */
function testLittleLogin(server) {
  server.load('pdns', "create user little@'127.0.0.1'; create user little@localhost; grant select on pdns.domains to little@localhost, little@'127.0.0.1';"
    + " grant insert on pdns.records to little@localhost, little@'127.0.0.1'");
  const { tables, grants, transactions, audit } = audited(server.source('pdns').replace('root@', 'little@'), []);
  record('mariadb little: tables', 'domains records', tables.map(({ name }) => name).join(' '));
  record('mariadb little: cannot be read', 'records', tables.filter(({ traits }) => traits.includes('not-selectable')).map(({ name }) => name).join());
  record('mariadb little: grants', '', Object.keys(grants).filter((name) => grants[name]).join());
  record('mariadb little: knows nothing of transactions', undefined, transactions.oldestSeconds);
  record('mariadb little: says so', true, audit.notes.some((note) => note.startsWith('Open transactions could not be read')));
}

function audited(source, options = ['--lob-sizes', 'scan', '--changes', '0']) {
  const file = path.join(folder, 'profile.json');
  execFileSync(process.execPath, [command, 'audit', source, ...options, '-o', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  return JSON.parse(readFileSync(file, 'utf8'));
}

function record(what, counted, found) {
  if (Object.is(counted, found)) passed.push(what);
  else failed.push(`${what}: the server says ${counted}, the profile ${found}`);
}
