import { canBe, defaultSslMode, displayName, engineOfRds, ENGINES, findEngine, isHomogeneous, likelyEngineName } from '../../lib/plan/engines';

test('every engine has a name, a port and settings of its own family', () => {
  expect(ENGINES.map(({ name, defaultPort, settings }) => [name, defaultPort, settings])).toEqual([
    ['postgres', 5432, 'postgreSqlSettings'],
    ['aurora-postgresql', 5432, 'postgreSqlSettings'],
    ['mysql', 3306, 'mySqlSettings'],
    ['mariadb', 3306, 'mySqlSettings'],
    ['aurora', 3306, 'mySqlSettings'],
    ['oracle', 1521, 'oracleSettings'],
    ['sqlserver', 1433, 'microsoftSqlServerSettings'],
  ]);
});

test.each([
  ['postgres', ['none', 'require', 'verify-ca', 'verify-full']],
  ['aurora', ['none', 'verify-ca', 'verify-full']],
  ['oracle', ['none', 'verify-ca']],
  ['sqlserver', ['none', 'require', 'verify-full']],
])('%s encrypts in the modes %j', (name, modes) => {
  expect(findEngine(name)?.sslModes).toEqual(modes);
});

test('what is encrypted without a certificate is so by default, and the rest is left to be decided', () => {
  expect(ENGINES.map(({ name }) => [name, defaultSslMode(name)])).toEqual([
    ['postgres', 'require'],
    ['aurora-postgresql', 'require'],
    ['mysql', undefined],
    ['mariadb', undefined],
    ['aurora', undefined],
    ['oracle', undefined],
    ['sqlserver', 'require'],
  ]);
});

test.each([
  ['redshift', false, true],
  ['kinesis', false, true],
  ['babelfish', false, true],
  ['mongodb', true, false],
  ['azuredb', true, false],
  ['docdb', true, true],
  ['s3', true, true],
  ['an-engine-of-tomorrow', true, true],
])('%s can be a source: %s, a target: %s', (name, source, target) => {
  expect([canBe(name, 'source'), canBe(name, 'target')]).toEqual([source, target]);
});

test.each([
  ['mysql', 'aurora', true],
  ['mariadb', 'mysql', true],
  ['postgres', 'aurora-postgresql', true],
  ['oracle', 'oracle', true],
  ['oracle', 'postgres', false],
  ['mysql', 'aurora-postgresql', false],
  ['db2', 'db2', true],
  ['db2', 'postgres', false],
])('%s to %s is homogeneous: %s', (source, target, expected) => {
  expect(isHomogeneous(source, target)).toBe(expected);
});

test.each([
  ['postgres', 'postgres'],
  ['aurora-postgresql', 'aurora-postgresql'],
  ['aurora-mysql', 'aurora'],
  ['aurora', 'aurora'],
  ['mysql', 'mysql'],
  ['mariadb', 'mariadb'],
  ['oracle-ee', 'oracle'],
  ['oracle-se2-cdb', 'oracle'],
  ['custom-oracle-ee', 'oracle'],
  ['sqlserver-web', 'sqlserver'],
  ['custom-sqlserver-se', 'sqlserver'],
  ['db2-se', undefined],
])('RDS %s is %s to DMS', (engineType, expected) => {
  expect(engineOfRds(engineType)).toBe(expected);
});

test('PostgreSQL alone cannot start from a time, and needs a slot for a position', () => {
  expect(ENGINES.filter(({ cdcStart }) => !cdcStart.time).map(({ name }) => name)).toEqual(['postgres', 'aurora-postgresql']);
  expect(ENGINES.filter(({ cdcStart }) => cdcStart.needsSlot).map(({ name }) => name)).toEqual(['postgres', 'aurora-postgresql']);
});

test('the example of a position has its own form', () => {
  for (const { cdcStart } of ENGINES) expect(cdcStart.positionExample).toMatch(cdcStart.positionForm);
});

test('a misspelled name leads to the right one, and others to nothing', () => {
  expect(likelyEngineName('PostgreSQL')).toBe('postgres');
  expect(likelyEngineName('aurora-mysql')).toBe('aurora');
  expect(likelyEngineName('postgres')).toBeUndefined();
});

test('an engine that is not known goes by its name', () => {
  expect(displayName('aurora')).toBe('Aurora MySQL');
  expect(displayName('db2')).toBe('db2');
});
