import { findLogin, type PasswordWorld } from '../../../lib/cli/audit/login';
import { loginInMyCnf, passwordInPgpass } from '../../../lib/cli/audit/password-files';
import { isLocal, placeOf, readSource, type Source } from '../../../lib/cli/audit/source';

describe('the source', () => {
  test.each<[string, Source]>([
    ['postgres://dms@db.example.com/app', { engine: 'postgresql', host: 'db.example.com', port: 5432, database: 'app', user: 'dms' }],
    ['postgresql://db:6000/app', { engine: 'postgresql', host: 'db', port: 6000, database: 'app' }],
    ['mysql://db', { engine: 'mysql', host: 'db', port: 3306 }],
    ['mariadb://dms%40corp@[::1]:3307/a%20b', { engine: 'mysql', host: '::1', port: 3307, database: 'a b', user: 'dms@corp' }],
    ['sqlserver://db/app', { engine: 'sqlserver', host: 'db', port: 1433, database: 'app' }],
    ['oracle://dms@db:1522/ORCLPDB1', { engine: 'oracle', host: 'db', port: 1522, database: 'ORCLPDB1', user: 'dms' }],
    ['postgres://dms@/app?host=/var/run/postgresql', { engine: 'postgresql', socket: '/var/run/postgresql', port: 5432, database: 'app', user: 'dms' }],
    ['mysql:///app?socket=/run/mysqld/mysqld.sock', { engine: 'mysql', socket: '/run/mysqld/mysqld.sock', port: 3306, database: 'app' }],
  ])('%s', (text, source) => {
    expect(readSource(text)).toEqual(source);
  });

  test.each([
    ['db2://x/y', /^there is no engine db2; /],
    ['db.example.com', /^the source must be a URL: /],
    ['postgres://db', /^the source names no database; /],
    ['postgres:///app', /^the source has no host; /],
    ['postgres://db/app?sslmode=off', /^the source may have no sslmode behind its "\?"/],
    ['postgres://db/app?host=run', /^the socket run must be a path/],
  ])('fails for %s', (text, message) => {
    expect(() => readSource(text)).toThrow(message);
  });

  test('fails for a password, and does not repeat it', () => {
    expect(() => readSource('postgres://dms:hunter2@db/app')).toThrow(/^the source must be without a password: others on this machine can read a command line/);
    for (const text of ['postgres://dms:hunter2@db/app', 'nonsense dms:hunter2@db', 'postgres://dms:hunter2@db:port/app', 'x://dms:hunter2@db/app']) {
      expect(() => readSource(text)).toThrow(/^(?!.*hunter2)/);
    }
  });

  test('what is local', () => {
    const local = ['postgres://localhost/a', 'postgres://127.0.0.1/a', 'mysql://[::1]', 'postgres:///a?host=/run'].map((text) => isLocal(readSource(text)));
    expect(local).toEqual([true, true, true, true]);
    expect(isLocal(readSource('postgres://db/a'))).toBe(false);
    expect(placeOf(readSource('mysql://[::1]'))).toBe('[::1]:3306');
  });
});

describe('password files', () => {
  const source = readSource('postgres://dms@db:5433/app');

  test.each([
    ['db:5433:app:dms:secret', 'secret'],
    ['other:5433:app:dms:wrong\n*:*:*:dms:second', 'second'],
    ['# db:5433:app:dms:no\ndb:5433:*:*:with\\:colon and \\\\', 'with:colon and \\'],
    ['db:5433:app:dms:rest:of:it', 'rest:of:it'],
    ['db:5432:app:dms:wrong port', undefined],
    ['db:5433', undefined],
  ])('.pgpass %j', (text, password) => {
    expect(passwordInPgpass(text, source)).toBe(password);
  });

  test.each([
    ['[client]\nuser = dms\npassword = secret', { user: 'dms', password: 'secret' }],
    ['[client]\npassword="with space # and \\\\"', { password: 'with space # and \\' }],
    ["[client]\npassword = 'it' # a comment", { password: 'it' }],
    ['[client]\npassword = it # a comment', { password: 'it' }],
    ['[mysqld]\npassword=no\n[mysql]\nuser=other', { user: 'other' }],
    ['password=outside', {}],
  ])('.my.cnf %j', (text, login) => {
    expect(loginInMyCnf(text)).toEqual(login);
  });
});

describe('where a password comes from', () => {
  const world = (over: Partial<PasswordWorld>): PasswordWorld => ({
    env: {}, home: '/home/me', readPrivateFile: () => undefined, secret: async () => { throw new Error('unexpected'); }, ask: undefined, ...over,
  });
  const postgresql = readSource('postgres://dms@db/app');
  const file = (path: string, text: string, othersMayRead = false): Partial<PasswordWorld> => ({
    readPrivateFile: (asked) => (asked === path ? { text, othersMayRead } : undefined),
  });

  test('the secret first, then the environment, then the file', async () => {
    const all = { ...file('/home/me/.pgpass', '*:*:*:*:of the file'), env: { PGPASSWORD: 'of the environment' }, secret: async () => '{"username":"u","password":"of the secret"}' };
    expect(await findLogin(postgresql, 'arn', world(all))).toEqual({ user: 'dms', password: 'of the secret' });
    expect(await findLogin(readSource('postgres://db/app'), 'arn', world(all))).toEqual({ user: 'u', password: 'of the secret' });
    expect(await findLogin(postgresql, undefined, world(all))).toEqual({ user: 'dms', password: 'of the environment' });
    expect(await findLogin(postgresql, undefined, world({ ...all, env: {} }))).toEqual({ user: 'dms', password: 'of the file' });
    expect(await findLogin(postgresql, undefined, world({}))).toEqual({ user: 'dms' });
  });

  test('each engine has its variables', async () => {
    const env = { PGPASSWORD: 'p', MYSQL_PWD: 'm' };
    const passwords = ['postgres://db/a', 'mysql://db', 'sqlserver://db/a', 'oracle://db/a'].map(async (text) => (await findLogin(readSource(text), undefined, world({ env }))).password);
    expect(await Promise.all(passwords)).toEqual(['p', 'm', undefined, undefined]);
    expect((await findLogin(readSource('oracle://db/a'), undefined, world({ env: { DMS_AUDIT_PASSWORD: 'own' } }))).password).toBe('own');
  });

  test('the user of .my.cnf goes with its password', async () => {
    const cnf = file('/home/me/.my.cnf', '[client]\nuser=other\npassword=p');
    expect(await findLogin(readSource('mysql://db'), undefined, world(cnf))).toEqual({ user: 'other', password: 'p' });
    expect(await findLogin(readSource('mysql://dms@db'), undefined, world(cnf))).toEqual({ user: 'dms' });
  });

  test('fails for a file that others may read', async () => {
    await expect(findLogin(postgresql, undefined, world(file('/home/me/.pgpass', '*:*:*:*:p', true)))).rejects.toThrow(
      '/home/me/.pgpass can be read by others on this machine, so its password is not used: chmod 600 /home/me/.pgpass');
  });

  test.each([
    ['not json: hunter2', 'the secret is not JSON; it must have "username" and "password", as Amazon RDS writes it'],
    ['{"username":"u"}', 'the secret has no text "password"'],
    ['null', 'the secret has no text "password"'],
  ])('fails for the secret %j, and does not show it', async (text, message) => {
    await expect(findLogin(postgresql, 'arn', world({ secret: async () => text }))).rejects.toThrow(new RegExp(`^${message}$`));
  });
});
