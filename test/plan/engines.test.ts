import { canBe, defaultSslMode, displayName, engineOfRds, ENGINES, findEngine, hasSslModes, isHomogeneous, likelyEngineName } from '../../lib/plan/engines';

test('every engine has its ends, a port and the settings of its own', () => {
  expect(ENGINES.map(({ name, roles, defaultPort, settings }) => [name, roles.join(), defaultPort, settings])).toEqual([
    ['postgres', 'source,target', 5432, 'postgreSqlSettings'],
    ['aurora-postgresql', 'source,target', 5432, 'postgreSqlSettings'],
    ['mysql', 'source,target', 3306, 'mySqlSettings'],
    ['mariadb', 'source,target', 3306, 'mySqlSettings'],
    ['aurora', 'source,target', 3306, 'mySqlSettings'],
    ['oracle', 'source,target', 1521, 'oracleSettings'],
    ['sqlserver', 'source,target', 1433, 'microsoftSqlServerSettings'],
    ['aurora-postgresql-serverless', 'source,target', 5432, 'postgreSqlSettings'],
    ['aurora-serverless', 'source,target', 3306, 'mySqlSettings'],
    ['gcp-mysql', 'source', 3306, 'gcpMySqlSettings'],
    ['azuredb', 'source', 1433, 'microsoftSqlServerSettings'],
    ['azure-sql-managed-instance', 'source', 1433, 'microsoftSqlServerSettings'],
    ['db2', 'source,target', 50_000, 'ibmDb2Settings'],
    ['db2-zos', 'source', 446, 'ibmDb2Settings'],
    ['sybase', 'source,target', 5000, 'sybaseSettings'],
    ['mongodb', 'source', 27_017, 'mongoDbSettings'],
    ['docdb', 'source,target', 27_017, 'docDbSettings'],
    ['s3', 'source,target', undefined, 's3Settings'],
    ['redshift', 'target', 5439, 'redshiftSettings'],
    ['redshift-serverless', 'target', 5439, 'redshiftSettings'],
    ['dynamodb', 'target', undefined, 'dynamoDbSettings'],
    ['kinesis', 'target', undefined, 'kinesisSettings'],
    ['kafka', 'target', undefined, 'kafkaSettings'],
    ['opensearch', 'target', 443, 'elasticsearchSettings'],
    ['elasticsearch', 'target', 443, 'elasticsearchSettings'],
    ['neptune', 'target', 8182, 'neptuneSettings'],
    ['redis', 'target', 6379, 'redisSettings'],
    ['babelfish', 'target', 1433, undefined],
  ]);
});

test.each([
  ['postgres', ['none', 'require', 'verify-ca', 'verify-full']],
  ['aurora', ['none', 'verify-ca', 'verify-full']],
  ['oracle', ['none', 'verify-ca']],
  ['sqlserver', ['none', 'require', 'verify-full']],
  ['gcp-mysql', ['none', 'verify-ca']],
  ['db2', ['none', 'verify-ca']],
  ['sybase', ['none', 'verify-full']],
  ['mongodb', ['none', 'require', 'verify-full']],
  ['docdb', ['none', 'verify-full']],
  ['redshift', ['none']],
  ['s3', ['none']],
])('%s encrypts in the modes %j', (name, modes) => {
  expect(findEngine(name)?.sslModes).toEqual(modes);
});

test('what is encrypted without a certificate is so by default, and the rest is left to be decided, unless there is no choice', () => {
  const namesOf = (engines: typeof ENGINES): string[] => engines.map(({ name }) => name);
  expect(namesOf(ENGINES.filter(({ name }) => defaultSslMode(name) === 'require'))).toEqual([
    'postgres', 'aurora-postgresql', 'sqlserver', 'aurora-postgresql-serverless', 'azuredb', 'azure-sql-managed-instance', 'mongodb', 'babelfish',
  ]);
  expect(namesOf(ENGINES.filter((engine) => defaultSslMode(engine.name) === undefined && hasSslModes(engine)))).toEqual([
    'mysql', 'mariadb', 'aurora', 'oracle', 'aurora-serverless', 'gcp-mysql', 'db2', 'db2-zos', 'sybase', 'docdb',
  ]);
});

test('changes are captured of all sources and applied to all targets, but of and to these', () => {
  expect(ENGINES.filter(({ fullLoadOnly }) => fullLoadOnly !== undefined).map(({ name }) => name)).toEqual([
    'aurora-serverless', 'azuredb', 'db2-zos', 'neptune', 'babelfish',
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
  ['dms-transfer', true, false],
  ['timestream', false, true],
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
  ['db2-zos', 'db2', false],
  ['mongodb', 'docdb', true],
  ['docdb', 'docdb', true],
  ['gcp-mysql', 'aurora', true],
  ['azuredb', 'sqlserver', true],
  ['a-new-one', 'a-new-one', true],
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
  ['db2-se', 'db2'],
  ['db2-ae', 'db2'],
  ['an-engine-of-tomorrow', undefined],
])('RDS %s is %s to DMS', (engineType, expected) => {
  expect(engineOfRds(engineType)).toBe(expected);
});

test('PostgreSQL alone cannot start from a time, and needs a slot for a position', () => {
  const postgreSql = ['postgres', 'aurora-postgresql', 'aurora-postgresql-serverless'];
  expect(ENGINES.filter(({ cdcStart }) => cdcStart?.time === false).map(({ name }) => name)).toEqual(postgreSql);
  expect(ENGINES.filter(({ cdcStart }) => cdcStart?.needsSlot).map(({ name }) => name)).toEqual(postgreSql);
});

test('the example of a position has its own form', () => {
  const starts = ENGINES.flatMap(({ cdcStart }) => cdcStart ?? []);
  expect(starts.length).toBeGreaterThan(7);
  for (const { positionExample, positionForm } of starts) expect(positionExample).toMatch(positionForm);
});

test('a misspelled name leads to the right one, and others to nothing', () => {
  expect(likelyEngineName('PostgreSQL')).toBe('postgres');
  expect(likelyEngineName('aurora-mysql')).toBe('aurora');
  expect(likelyEngineName('postgres')).toBeUndefined();
});

test('an engine that is not known goes by its name', () => {
  expect(displayName('aurora')).toBe('Aurora MySQL');
  expect(displayName('timestream')).toBe('timestream');
});
