import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

const ASSETS = path.join(__dirname, '../../../assets/cli');
const COMMAND = path.join(__dirname, '../../../bin/dms-migrations.mjs');

function audit(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, 'audit', ...args], {
    encoding: 'utf8', env: { ...process.env, DMS_AUDIT_PASSWORD: 'hunter2', AWS_EC2_METADATA_DISABLED: 'true' },
  });
  return { status, stdout, stderr };
}

test.each(['postgres', 'mysql', 'sqlserver', 'oracle'])('%s: a port at which nothing listens', (engine) => {
  const { status, stdout, stderr } = audit(`${engine}://dms@127.0.0.1:1/app`, '--tls', 'off');
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toMatch(/^error: nothing listens at 127\.0\.0\.1:1; is it the right port, and does the server listen on that address\? \(/);
  expect(stderr).not.toContain('hunter2');
});

test.each(['postgres', 'mysql', 'sqlserver', 'oracle'])('%s: a host without an address', (engine) => {
  const { status, stderr } = audit(`${engine}://dms@no-such-host.invalid/app`);
  expect({ status, stderr: stderr.slice(0, 71) }).toEqual({ status: 3, stderr: 'error: no address is known for the host no-such-host.invalid; is it spelled'.slice(0, 71) });
});

test('a secret that cannot be read', () => {
  const { status, stderr } = audit('postgres://127.0.0.1:1/app', '--secret', 'nonsense of no region');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: the secret nonsense of no region cannot be read: /m);
});

test('drivers are beside the command, not in it', () => {
  const drivers = readdirSync(path.join(__dirname, '../../../lib/cli/audit')).filter((file) => /^(open|sdk)-/.test(file)).map((file) => file.replace('.ts', '.js'));
  expect(drivers.filter((file) => !existsSync(path.join(ASSETS, file)))).toEqual([]);
  const command = readFileSync(path.join(ASSETS, 'index.js'), 'utf8');
  expect(['node_modules/pg/', 'node_modules/mysql2/', 'node_modules/tedious/', 'node_modules/oracledb/', 'client-secrets-manager/dist'].filter((part) => command.includes(part))).toEqual([]);
});

test('licences of what is bundled', () => {
  const text = readFileSync(path.join(ASSETS, 'LICENSES.txt'), 'utf8');
  const entries = text.split(`${'-'.repeat(80)}\n`);
  const names = entries.map((entry) => entry.trim().split(' ')[0]);
  expect(names).toEqual(expect.arrayContaining(['@aws-sdk/client-secrets-manager', 'commander', 'mysql2', 'oracledb', 'pg', 'tedious']));
  expect(entries.filter((entry) => /\((GPL|AGPL|LGPL|UNLICENSED|see below)/.test(entry.split('\n')[0])).map((entry) => entry.split('\n')[0])).toEqual([]);
});
