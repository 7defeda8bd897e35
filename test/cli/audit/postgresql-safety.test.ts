import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Client } from 'pg';
import { audit } from '../../../lib/cli/audit/audit';
import { driver } from '../../../lib/cli/audit/open-postgresql';
import { POSTGRESQL_AUDIT } from '../../../lib/cli/audit/postgresql/audit';
import { schemaFilter } from '../../../lib/cli/audit/schemas';
import type { Session } from '../../../lib/cli/audit/session';
import type { Profile } from '../../../lib/profile/profile';
import { startPostgreSql, type PostgreSqlServer } from './postgresql-server';
import { run } from './running';

const COMMAND = path.join(__dirname, '../../../bin/dms-migrations.mjs');
const SCHEMA = "create schema app; create table app.one (id int primary key, body text); insert into app.one values (1, 'x'); analyze";

let server: PostgreSqlServer;
let admin: Client;
let folder: string;
let secrets: Server;

beforeAll(async () => {
  server = await startPostgreSql();
  admin = await server.client('postgres');
  await admin.query(SCHEMA);
  folder = mkdtempSync(path.join(tmpdir(), 'audit-safety-'));
  // AWS Secrets Manager, as far as GetSecretValue goes.
  secrets = createServer((_, response) => {
    response.end(JSON.stringify({ SecretString: JSON.stringify({ username: 'postgres', password: server.password }) }));
  });
  await new Promise<void>((resolve) => void secrets.listen(0, '127.0.0.1', resolve));
}, 60_000);

afterAll(async () => {
  await admin?.end();
  await server?.stop();
  await new Promise((resolve) => void secrets?.close(resolve));
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

interface Shipped {
  readonly exitCode: number | null;
  readonly said: string;
  readonly file: string;
}

/** The command as it is shipped, with nothing of this process' environment that could hold a password. */
async function shipped(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Shipped> {
  const output = path.join(folder, 'profile.json');
  rmSync(output, { force: true });
  const child = spawn(process.execPath, [COMMAND, 'audit', ...args, '--changes', '0', '-o', output], {
    env: { PATH: process.env.PATH ?? '', HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => { said += String(chunk); });
  child.stderr.on('data', (chunk) => { said += String(chunk); });
  const exitCode = await new Promise<number | null>((resolve) => void child.once('close', resolve));
  return { exitCode, said, file: existsSync(output) ? readFileSync(output, 'utf8') : '' };
}

describe('a password is neither said nor written', () => {
  const at = (database: string): string => `postgres://postgres@127.0.0.1:${server.port}/${database}`;
  const pgpass = (): string => {
    const file = path.join(folder, '.pgpass');
    writeFileSync(file, `127.0.0.1:*:*:postgres:${server.password}\n`);
    chmodSync(file, 0o600);
    return file;
  };
  const ways: [string, () => { args?: readonly string[]; env?: Record<string, string> }][] = [
    ['PGPASSWORD', () => ({ env: { PGPASSWORD: server.password } })],
    ['DMS_AUDIT_PASSWORD', () => ({ env: { DMS_AUDIT_PASSWORD: server.password } })],
    ['~/.pgpass', () => ({ env: { PGPASSFILE: pgpass() } })],
    ['--secret', () => ({
      args: ['--secret', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:source-AbCdEf'],
      env: {
        AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
      },
    })],
  ];

  test.each(ways)('%s', async (_, way) => {
    const { args = [], env = {} } = way();
    const good = await shipped([at('postgres'), ...args], env);
    expect(good).toMatchObject({ exitCode: 0, file: expect.stringContaining('"app"') });
    const bad = await shipped([at('no_such_database'), ...args], env);
    expect(bad).toMatchObject({ exitCode: 3, said: expect.stringContaining('no_such_database'), file: '' });
    expect([good, bad].filter(({ said, file }) => `${said}${file}`.includes(server.password))).toEqual([]);
  });

  test('in the URL it is refused, with the reason, and not repeated', async () => {
    const { exitCode, said, file } = await shipped([`postgres://postgres:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/postgres`], {});
    expect({ exitCode, file }).toEqual({ exitCode: 1, file: '' });
    expect(said).toMatch(/the source must be without a password: others on this machine can read a command line/);
    expect([server.password, encodeURIComponent(server.password)].filter((each) => said.includes(each))).toEqual([]);
  });
});

/** The audit, with something done at the moment before it asks for columns, and once more when it reads rows, after its snapshot. */
async function auditWith(atColumns: (session: Session) => Promise<void>, atRows: (session: Session) => Promise<void>): Promise<Profile> {
  const session = await driver.open({
    source: { engine: 'postgresql', host: '127.0.0.1', port: server.port, database: 'postgres' },
    login: { user: 'postgres', password: server.password }, tls: 'off', connectSeconds: 10, statementSeconds: 60,
  });
  const watched = (ask: Session['query']): Session['query'] => async (sql, values) => {
    if (sql.includes('a.attidentity')) await atColumns(session);
    if (sql.includes('percentile_disc')) await atRows(session);
    return ask(sql, values);
  };
  const scope = { ...schemaFilter('app'), lobSizes: 'scan', rangesFromRows: 1_000_000, statementSeconds: 60 } as const;
  const clock = { now: Date.now, sleep: async () => Promise.resolve() };
  const profile = await audit(
    { ...session, query: watched(session.query), attempt: watched(session.attempt) }, POSTGRESQL_AUDIT, { scope, changeSeconds: 0, by: 'test' },
    clock, () => undefined,
  );
  await session.close();
  return profile;
}

describe('in the session of the audit', () => {
  test('a superuser can write nothing, neither in the snapshot nor after it', async () => {
    const refused: string[] = [];
    const write = async (session: Session): Promise<void> => {
      await session.attempt('insert into app.one values (2)').catch(({ message }: Error) => refused.push(message));
    };
    await auditWith(write, write);
    expect(refused).toEqual(Array(2).fill('cannot execute INSERT in a read-only transaction'));
  });

  test('a table that is made meanwhile is in none of its parts', async () => {
    const { tables } = await auditWith(async () => {
      await admin.query('create table app.later (id int primary key); alter table app.one add column later json');
    }, async () => undefined);
    await admin.query('drop table app.later; alter table app.one drop column later');
    expect(tables.map(({ name, columnCount, columns }) => [name, columnCount, columns.map((each) => each.name)])).toEqual([['one', 2, ['id', 'body']]]);
  });
});

describe('a table that somebody has locked', () => {
  const noteOf = async (timeout: number): Promise<readonly string[] | undefined> => {
    const other = await server.client('postgres');
    await other.query('begin; lock table app.one in access exclusive mode');
    const source = `postgres://postgres@127.0.0.1:${server.port}/postgres`;
    const ran = await run(source, { lobSizes: 'scan', schemas: 'app', timeout }, { env: { PGPASSWORD: server.password } });
    await other.query('rollback');
    await other.end();
    return ran.profile?.audit.notes;
  };

  test('is waited for no longer than 3 seconds, by a scan too', async () => {
    expect(await noteOf(60)).toContain('Sizes of LOBs in app.one (1 of 1 tables) could not be read: canceling statement due to lock timeout');
  });

  test('is waited for no longer than --timeout', async () => {
    expect(await noteOf(1)).toContain('Sizes of LOBs in app.one (1 of 1 tables) could not be read: canceling statement due to statement timeout');
  });
});
