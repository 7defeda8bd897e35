// The two servers, each with a folder of its own, on a port that is free; and their own clients, which know nothing of the audit.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CERTIFICATE, KEY } from '../test/cli/audit/certificate.mjs';

/** Neither server runs as root. */
const NOBODY = 65534;
const user = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const START_SECONDS = 60;

export async function startPostgreSql(root, folder) {
  const bin = path.join(root, 'usr/lib/postgresql/15/bin');
  const env = { ...process.env, LD_LIBRARY_PATH: path.join(root, 'usr/lib/x86_64-linux-gnu'), LC_ALL: 'C.UTF-8' };
  const data = own(folder, 'postgresql');
  const port = await freePort();
  execFileSync(path.join(bin, 'initdb'), ['-D', path.join(data, 'data'), '-U', 'postgres', '--auth=trust', '--no-sync', '-E', 'UTF8'], { env, ...user, cwd: data, stdio: 'ignore' });
  const server = spawn(path.join(bin, 'postgres'), [
    '-D', path.join(data, 'data'), '-p', String(port), '-k', data, '-c', 'listen_addresses=127.0.0.1', '-c', 'wal_level=logical', '-c', 'fsync=off',
    '-c', 'autovacuum=off', '-c', 'max_locks_per_transaction=512',
  ], { env, ...user, cwd: data, stdio: 'ignore' });
  const client = (database, args, input) => execFileSync(path.join(bin, 'psql'), [
    '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-d', database, ...args,
  ], { env, input, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['pipe', 'pipe', 'pipe'] });
  await answering(() => client('postgres', ['-c', 'select 1']));
  return {
    port,
    source: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    load: (database, sql) => client(database, ['-f', '-'], sql),
    rows: (database, sql) => lines(client(database, ['-A', '-t', '-F', '\t', '-c', sql])),
    stop: async () => ended(server, 'SIGINT'),
  };
}

export async function startMariaDb(root, folder) {
  const env = { ...process.env, LD_LIBRARY_PATH: path.join(root, 'usr/lib/x86_64-linux-gnu') };
  const data = own(folder, 'mariadb');
  const socket = path.join(data, 'socket');
  const port = await freePort();
  const base = path.join(root, 'usr');
  const files = { certificate: path.join(data, 'certificate.pem'), key: path.join(data, 'key.pem') };
  writeFileSync(files.certificate, CERTIFICATE);
  writeFileSync(files.key, KEY, { mode: 0o600 });
  if (user.uid !== undefined) chownSync(files.key, user.uid, user.gid);
  execFileSync(path.join(base, 'bin/mariadb-install-db'), [
    '--no-defaults', `--basedir=${base}`, `--datadir=${path.join(data, 'data')}`, '--auth-root-authentication-method=normal', '--skip-test-db',
  ], { env, ...user, cwd: data, stdio: 'ignore' });
  const server = spawn(path.join(base, 'sbin/mariadbd'), [
    '--no-defaults', `--basedir=${base}`, `--datadir=${path.join(data, 'data')}`, `--socket=${socket}`, `--port=${port}`, '--bind-address=127.0.0.1',
    `--plugin-dir=${path.join(base, 'lib/mysql/plugin')}`, `--lc-messages-dir=${path.join(base, 'share/mysql')}`, '--log-bin', '--binlog-format=ROW',
    '--server-id=1', '--innodb-flush-log-at-trx-commit=0', '--skip-innodb-doublewrite', '--sync-binlog=0', '--performance-schema=ON',
    '--log-bin-trust-function-creators=1', `--ssl-cert=${files.certificate}`, `--ssl-key=${files.key}`, '--innodb-flush-method=nosync',
  ], { env, ...user, cwd: data, stdio: 'ignore' });
  const client = (args, input) => execFileSync(path.join(base, 'bin/mariadb'), [
    '--no-defaults', '--default-character-set=utf8mb4', '-uroot', '-S', socket, ...args,
  ], { env, input, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['pipe', 'pipe', 'pipe'] });
  await answering(() => client(['-e', 'select 1']));
  return {
    port,
    authority: files.certificate,
    source: (database) => `mariadb://root@127.0.0.1:${port}/${database}`,
    load: (database, sql) => client([...database === undefined ? [] : [database]], sql),
    rows: (database, sql) => lines(client(['-N', '-B', ...database === undefined ? [] : [database], '-e', sql])),
    stop: async () => ended(server, 'SIGTERM'),
  };
}

function own(folder, name) {
  const whole = path.join(folder, name);
  mkdirSync(whole);
  chmodSync(folder, 0o711);
  if (user.uid !== undefined) chownSync(whole, user.uid, user.gid);
  return whole;
}

function lines(text) {
  return text.split('\n').filter((line) => line !== '').map((line) => line.split('\t'));
}

async function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answering(ask) {
  for (let seconds = 0; ; seconds++) {
    try {
      return ask();
    } catch (error) {
      if (seconds >= START_SECONDS) throw error;
      await setTimeout(1000);
    }
  }
}

async function ended(server, signal) {
  if (server.exitCode !== null) return undefined;
  const end = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  return end;
}
