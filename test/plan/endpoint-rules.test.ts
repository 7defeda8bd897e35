import {
  checkEndpoint, checkEndpointPair, checkExistingEndpoint, endpointExists, type EndpointInput,
} from '../../lib/plan/endpoint-rules';
import { ENGINES } from '../../lib/plan/engines';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const GOOD: EndpointInput = {
  role: 'source',
  engineName: 'postgres',
  databaseName: 'app',
  tls: { sslMode: 'require' },
  credentials: { secret: true, twice: false, accessRole: false },
};

function check(changes: Partial<EndpointInput>): ReturnType<typeof checkEndpoint> {
  return checkEndpoint({ ...GOOD, ...changes });
}

function withPassword(password: unknown, changes: Partial<EndpointInput> = {}): ReturnType<typeof checkEndpoint> {
  return check({ credentials: { secret: false, twice: false, accessRole: false, password }, serverName: 'db.example.com', ...changes });
}

test('an endpoint with what its engine logs in with and TLS has no problems, with any engine', () => {
  for (const { name, roles, databaseName, sslModes, login } of ENGINES) {
    const [strongest] = [...sslModes].reverse();
    const tls = sslModes.includes('require')
      ? { sslMode: 'require' }
      : { sslMode: strongest, certificateArn: 'arn:aws:dms:eu-west-1:111122223333:cert:X' };
    const credentials = { secret: login === 'secret', twice: false, accessRole: false, password: login === 'password' ? UNKNOWN : undefined };
    expect(check({
      role: roles[0],
      engineName: name,
      databaseName: databaseName === 'required' ? 'app' : undefined,
      tls: sslModes.length > 1 ? tls : undefined,
      credentials,
      serverName: 'db.example.com',
    })).toEqual([]);
  }
});

test('an engine that this library does not know can be described in general', () => {
  expect(check({ engineName: 'engine-of-tomorrow', isGeneric: true, settingsBlock: 'EngineOfTomorrowSettings' })).toEqual([]);
});

test('a database that lets everybody in needs no credentials, but an address', () => {
  const credentials = { needed: false, secret: false, twice: false, accessRole: false };
  expect(check({ engineName: 'mongodb', role: 'source', credentials, serverName: 'db.example.com', addressNeeded: true })).toEqual([]);
});

test('an endpoint of which everything is known only at deployment has no problems', () => {
  expect(checkEndpoint({
    role: 'target',
    engineName: UNKNOWN,
    databaseName: UNKNOWN,
    targetDbType: UNKNOWN,
    tls: { sslMode: UNKNOWN, certificateArn: UNKNOWN },
    credentials: { secret: false, twice: false, accessRole: false, password: UNKNOWN },
    serverName: UNKNOWN,
    port: UNKNOWN,
    endpointIdentifier: UNKNOWN,
    resourceIdentifier: UNKNOWN,
  })).toEqual([]);
});

test('an SSL mode that is left out on purpose is left alone', () => {
  expect(check({ engineName: 'oracle', tls: {} })).toEqual([]);
});

test('a database of the MySQL family can be named where all tables are to go to that one', () => {
  const mySql = { role: 'target', engineName: 'mysql', tls: { sslMode: 'none' }, databaseName: 'app' } as const;
  expect(check({ ...mySql, targetDbType: 'specific-database' })).toEqual([]);
  expect(check({ ...mySql, targetDbType: 'SPECIFIC_DATABASE' })).toEqual([]);
});

test('identifiers are checked', () => {
  expect(check({ endpointIdentifier: '9_Bad--Name-', resourceIdentifier: 'x'.repeat(32) }).map(({ where, code }) => [where, code])).toEqual([
    ['endpointIdentifier', 'identifierForm'],
    ['resourceIdentifier', 'resourceIdentifierForm'],
  ]);
});

test('settings of its own engine are in order', () => {
  expect(check({ engineName: 'sqlserver', settingsGiven: ['sqlServerSettings'] })).toEqual([]);
  expect(check({ settingsGiven: ['postgreSqlSettings'] })).toEqual([]);
});

test('databases that differ in anything are two', () => {
  expect(checkEndpointPair({ source: { server: 'a', databaseName: 'x' }, target: { server: 'a', databaseName: 'y' } })).toEqual([]);
  expect(checkEndpointPair({ source: { server: 'a', databaseName: 'x' }, target: { server: 'b', databaseName: 'x' } })).toEqual([]);
  expect(checkEndpointPair({ source: {}, target: {} })).toEqual([]);
});

test('an existing endpoint at its own end has no problems', () => {
  expect(checkExistingEndpoint({ role: 'source', engineName: 'docdb', madeAs: 'source' })).toEqual([]);
});

test('passwords that leave out what breaks connection strings are in order, whichever way they do', () => {
  const credentials = { secret: true, twice: false, accessRole: false };
  expect(check({ credentials: { ...credentials, generated: { excludeCharacters: '"@;.:+' } } })).toEqual([]);
  expect(check({ credentials: { ...credentials, generated: { excludePunctuation: true } } })).toEqual([]);
});

testRules([
  {
    code: 'engineMissing',
    bad: () => check({ engineName: undefined }),
    message: "'engine' cannot be told from the imported resource. DMS needs the engine of an endpoint, and an import has it only if it was given. "
      + "Give 'engine' where it is imported, or here: engine: DatabaseEngine.POSTGRESQL. [engineMissing]",
    unknown: () => check({ engineName: UNKNOWN }),
  },
  {
    code: 'engineUnsupported',
    variant: 'of RDS',
    bad: () => check({ engineName: undefined, rdsEngineType: 'rds-of-tomorrow' }),
    message: "'engine' cannot be described by this library yet, got \"rds-of-tomorrow\". It knows the engines that have a factory, "
      + 'and not where the credentials of others go. Describe it by SourceDatabase.of() or TargetDatabase.of(). '
      + '[engineUnsupported]',
    unknown: () => check({ engineName: undefined, rdsEngineType: UNKNOWN }),
  },
  {
    code: 'engineUnsupported',
    variant: 'of DMS',
    bad: () => check({ engineName: 'timestream' }),
    message: "'engine' cannot be described by this library yet, got \"timestream\". It knows the engines that have a factory, "
      + 'and not where the credentials of others go. Describe it by SourceDatabase.of() or TargetDatabase.of(). '
      + '[engineUnsupported]',
    unknown: () => check({ engineName: UNKNOWN }),
  },
  {
    code: 'engineRole',
    variant: 'source',
    bad: () => checkExistingEndpoint({ role: 'source', engineName: 'redshift' }),
    message: "'engine' cannot be a source, got \"redshift\". DMS has Redshift as a target only. Use an engine that can stand at this end. [engineRole]",
    unknown: () => checkExistingEndpoint({ role: 'source', engineName: UNKNOWN }),
  },
  {
    code: 'engineRole',
    variant: 'target',
    bad: () => checkExistingEndpoint({ role: 'target', engineName: 'mongodb' }),
    message: "'engine' cannot be a target, got \"mongodb\". DMS has MongoDB as a source only. Use an engine that can stand at this end. [engineRole]",
    unknown: () => checkExistingEndpoint({ role: 'target', engineName: UNKNOWN }),
  },
  {
    code: 'engineNameUnlikely',
    bad: () => checkExistingEndpoint({ role: 'source', engineName: 'postgresql' }),
    message: "'engine' is no engine name of DMS, got \"postgresql\". DMS would refuse the endpoint, or take its settings for those of another engine. "
      + 'Write "postgres". [engineNameUnlikely]',
    unknown: () => checkExistingEndpoint({ role: 'source', engineName: UNKNOWN }),
  },
  {
    code: 'databaseNameMissing',
    bad: () => check({ engineName: 'sqlserver', databaseName: '' }),
    message: "'databaseName' is not given. DMS connects to one database of SQL Server, and takes its name from the endpoint, never from the secret. "
      + 'Give the name of the database to migrate. [databaseNameMissing]',
    unknown: () => check({ engineName: 'sqlserver', databaseName: UNKNOWN }),
  },
  {
    code: 'databaseNameMissing',
    variant: 'Oracle',
    bad: () => check({ engineName: 'oracle', databaseName: undefined }),
    message: "'databaseName' is not given. DMS connects to one database of Oracle, and takes its name from the endpoint, never from the secret. "
      + 'Give the SID or the service name. [databaseNameMissing]',
    unknown: () => check({ engineName: 'oracle', databaseName: UNKNOWN }),
  },
  {
    code: 'databaseNameUnwanted',
    variant: 'source',
    bad: () => check({ engineName: 'mysql', databaseName: 'app' }),
    message: "'databaseName' is given for MySQL, got \"app\". DMS then has all tables of a task in that one database, whatever schema they come from. "
      + 'Leave it out, and select the schemas in the table mappings. [databaseNameUnwanted]',
    unknown: () => check({ engineName: 'mysql', databaseName: UNKNOWN }),
  },
  {
    code: 'databaseNameUnwanted',
    variant: 'target',
    bad: () => check({ role: 'target', engineName: 'aurora', databaseName: 'app', targetDbType: 'multiple-databases' }),
    message: "'databaseName' is given for Aurora MySQL, got \"app\". DMS then has all tables of a task in that one database, whatever schema they come "
      + "from. Leave it out, or set 'targetDbType' to specific-database if it is meant so. [databaseNameUnwanted]",
    unknown: () => check({ role: 'target', engineName: 'aurora', databaseName: 'app', targetDbType: UNKNOWN }),
  },
  {
    code: 'tlsUndecided',
    variant: 'MySQL family',
    bad: () => check({ engineName: 'mariadb', databaseName: undefined, tls: undefined }),
    message: "'tls' must be decided for MariaDB. DMS encrypts the connection to MariaDB only if it has the certificate of the server's authority. "
      + 'Give Tls.verifyCa() or Tls.verifyFull() with a DmsCertificate, or say Tls.none() if the connection may be readable. [tlsUndecided]',
    unknown: () => check({ engineName: 'mariadb', databaseName: undefined, tls: { sslMode: UNKNOWN } }),
  },
  {
    code: 'tlsUndecided',
    variant: 'Oracle',
    bad: () => check({ engineName: 'oracle', tls: undefined }),
    message: "'tls' must be decided for Oracle. DMS encrypts the connection to Oracle only if it has the certificate of the server's authority. "
      + 'Give Tls.verifyCa() with a DmsCertificate, or say Tls.none() if the connection may be readable. [tlsUndecided]',
    unknown: () => check({ engineName: UNKNOWN, tls: undefined }),
  },
  {
    code: 'sslModeUnsupported',
    bad: () => check({ engineName: 'mysql', databaseName: undefined, tls: { sslMode: 'require' } }),
    message: "'tls' must be none, verify-ca or verify-full for MySQL, got require. DMS does not have other modes for that engine. "
      + 'Use Tls.verifyCa() or Tls.verifyFull(). [sslModeUnsupported]',
    unknown: () => check({ engineName: 'mysql', databaseName: undefined, tls: { sslMode: UNKNOWN } }),
  },
  {
    code: 'sslModeUnsupported',
    variant: 'SQL Server',
    bad: () => check({ engineName: 'sqlserver', tls: { sslMode: 'verify-ca', certificateArn: 'arn' } }),
    message: "'tls' must be none, require or verify-full for SQL Server, got verify-ca. DMS does not have other modes for that engine. "
      + 'Use Tls.require() or Tls.verifyFull(). [sslModeUnsupported]',
    unknown: () => check({ engineName: 'sqlserver', tls: { sslMode: UNKNOWN, certificateArn: 'arn' } }),
  },
  {
    code: 'certificateMissing',
    bad: () => check({ tls: { sslMode: 'verify-full' } }),
    message: "'tls' is verify-full without a certificate. DMS verifies the server against the certificate of its authority and has none of its own. "
      + 'Give one: Tls.verifyFull() with a DmsCertificate. [certificateMissing]',
    unknown: () => check({ tls: { sslMode: 'verify-full', certificateArn: UNKNOWN } }),
  },
  {
    code: 'certificateUnused',
    bad: () => check({ tls: { sslMode: 'require', certificateArn: 'arn' } }),
    message: "'tls' is require with a certificate. Only verify-ca and verify-full look at a certificate, so the server would not be verified. "
      + 'Use Tls.verifyCa(certificate) or Tls.verifyFull(certificate), or leave the certificate out. [certificateUnused]',
    unknown: () => check({ tls: { sslMode: UNKNOWN, certificateArn: 'arn' } }),
  },
  {
    code: 'credentialsTwice',
    bad: () => check({ credentials: { secret: true, twice: true, accessRole: false, password: '{{resolve:secretsmanager:x}}' } }),
    message: "'credentials' are given beside 'secret'. DMS takes a secret or a password, never both, and only one secret. "
      + "Leave out 'credentials', so that the secret is used. [credentialsTwice]",
    unknown: () => check({ credentials: { secret: true, twice: false, accessRole: false } }),
  },
  {
    code: 'credentialsMissing',
    bad: () => check({ credentials: { secret: false, twice: false, accessRole: false } }),
    message: "'secret' is not given. DMS needs a user name and a password to connect. "
      + 'Give a secret with the members username, password, host and port, all in lower case. [credentialsMissing]',
    unknown: () => withPassword(UNKNOWN),
  },
  {
    code: 'accessRoleUnused',
    bad: () => check({ credentials: { secret: false, twice: false, accessRole: true, password: UNKNOWN }, serverName: 'db' }),
    message: "'accessRole' is given without a secret. DMS takes on the role only to read a secret. "
      + "Leave it out, or give 'secret' in the place of the password. [accessRoleUnused]",
    unknown: () => withPassword(UNKNOWN),
  },
  {
    code: 'serverNameMissing',
    bad: () => withPassword(UNKNOWN, { serverName: undefined }),
    message: "'credentials' have no server name. Without a secret, the address of the database has to be in the endpoint. "
      + "Give 'serverName' to DatabaseCredentials.fromPassword(). [serverNameMissing]",
    unknown: () => withPassword(UNKNOWN, { serverName: UNKNOWN }),
  },
  {
    code: 'serverNameMissing',
    variant: 'without a login',
    bad: () => check({
      role: 'source', engineName: 'mongodb', addressNeeded: true, credentials: { needed: false, secret: false, twice: false, accessRole: false },
    }),
    message: "'serverName' is not given. Without a secret, the address of the database has to be in the endpoint. Give 'serverName'. [serverNameMissing]",
    unknown: () => check({
      role: 'source', engineName: 'mongodb', addressNeeded: true, serverName: UNKNOWN,
      credentials: { needed: false, secret: false, twice: false, accessRole: false },
    }),
  },
  {
    code: 'secretUnsupported',
    variant: 'Babelfish',
    bad: () => check({ role: 'target', engineName: 'babelfish' }),
    message: "'secret' is given for Babelfish. DMS reads no secrets for Babelfish. Give credentials: DatabaseCredentials.fromPassword(), with references to "
      + 'the members of the secret. [secretUnsupported]',
    unknown: () => check({ role: 'target', engineName: UNKNOWN }),
  },
  {
    code: 'secretUnsupported',
    variant: 'Redis',
    bad: () => check({ role: 'target', engineName: 'redis', databaseName: undefined }),
    message: "'secret' is given for Redis. DMS reads no secrets for Redis. Leave it out, and give what the engine logs in with in its settings. "
      + '[secretUnsupported]',
    unknown: () => check({ role: 'target', engineName: UNKNOWN }),
  },
  {
    code: 'portMissing',
    bad: () => check({ engineName: 'engine-of-tomorrow', isGeneric: true, opensPort: true, settingsBlock: 'X' }),
    message: '\'port\' is not given for the engine "engine-of-tomorrow". It has to be opened for the replication instance, and this library does not know '
      + "the engine's own. Give it, or DatabaseNetwork.unmanaged() if the way is open. [portMissing]",
    unknown: () => check({ engineName: UNKNOWN, isGeneric: true, opensPort: true, settingsBlock: 'X' }),
  },
  {
    code: 'engineNotInCloudFormation',
    bad: () => check({ role: 'target', engineName: 'timestream', isGeneric: true, settingsBlock: 'TimestreamSettings' }),
    message: '\'engine\' is "timestream", which CloudFormation has no settings for. DMS has the engine in its API alone, and refuses an endpoint without '
      + 'its settings. Make the endpoint by the API, and take it in by fromEndpoint(); or ignore this if CloudFormation has the settings now. '
      + '[engineNotInCloudFormation]',
    unknown: () => check({ role: 'target', engineName: UNKNOWN, isGeneric: true }),
  },
  {
    code: 'settingsBlockMissing',
    bad: () => check({ engineName: 'engine-of-tomorrow', isGeneric: true }),
    message: '\'settingsBlock\' is not given for the engine "engine-of-tomorrow". CloudFormation takes the secret as a member of the settings of the '
      + "engine, and this library does not know their name. Give the name of CloudFormation's property: settingsBlock: 'RedisSettings'. "
      + '[settingsBlockMissing]',
    unknown: () => check({ engineName: UNKNOWN, isGeneric: true }),
  },
  {
    code: 'passwordSsmSecure',
    bad: () => withPassword('{{resolve:ssm-secure:/db/password:1}}'),
    message: "'credentials' take the password from a secure parameter of Systems Manager. CloudFormation does not resolve those in a DMS endpoint. "
      + "Give a secret of Secrets Manager as 'secret'. [passwordSsmSecure]",
    unknown: () => withPassword(UNKNOWN),
  },
  {
    code: 'passwordReadable',
    bad: () => withPassword('geheim'),
    message: "'credentials' have the password in plain text. Whoever may read the template or the stack then has it. "
      + "Give a secret of Secrets Manager as 'secret'. [passwordReadable]",
    unknown: () => withPassword('{{resolve:secretsmanager:arn:SecretString:password::}}'),
  },
  {
    code: 'passwordCharacters',
    bad: () => check({ credentials: { secret: true, twice: false, accessRole: false, generated: { excludeCharacters: '"@/:;' } } }),
    message: "'secret' may have . or + in its generated password. DMS puts the password into a connection string that those characters break, "
      + "so the endpoint fails with some passwords, and not with others. Add ';.:+' to 'excludeCharacters' where the secret is generated, "
      + 'and where it is rotated. [passwordCharacters]',
    unknown: () => check({ credentials: { secret: true, twice: false, accessRole: false, generated: { excludeCharacters: UNKNOWN } } }),
  },
  {
    code: 'portRange',
    bad: () => check({ port: 65536 }),
    message: "'port' must be a whole number from 1 to 65535, got 65536. There are no other TCP ports. "
      + "Set it in that range, or leave it out for the engine's own. [portRange]",
    unknown: () => check({ port: UNKNOWN }),
  },
  {
    code: 'settingsOfOtherEngine',
    bad: () => check({ engineName: 'sqlserver', settingsGiven: ['sqlServerSettings', 'mySqlSettings'] }),
    message: "'mySqlSettings' does not belong to SQL Server. DMS would ignore or refuse it. Give 'sqlServerSettings', or leave it out. "
      + '[settingsOfOtherEngine]',
    unknown: () => check({ engineName: UNKNOWN, settingsGiven: ['mySqlSettings'] }),
  },
  {
    code: 'sameDatabase',
    bad: () => checkEndpointPair({ source: { server: 'a', databaseName: 'x' }, target: { server: 'a', databaseName: 'x' } }),
    message: "'target' is the same database as the source. A task that captures changes would read what it writes, for ever, unless tables or schemas "
      + 'are renamed. Give another database, or rename schemas in the table mappings. [sameDatabase]',
    unknown: () => [
      ...checkEndpointPair({ source: { server: UNKNOWN }, target: { server: UNKNOWN } }),
      ...checkEndpointPair({ source: { server: 'a', databaseName: UNKNOWN }, target: { server: 'a', databaseName: UNKNOWN } }),
    ],
  },
  {
    code: 'endpointRole',
    bad: () => checkExistingEndpoint({ role: 'source', engineName: 'postgres', madeAs: 'target' }),
    message: "'endpoint' is a target endpoint. DMS uses an endpoint at the end it was made for, and here a source is needed. "
      + 'Make a source endpoint for the database. [endpointRole]',
    unknown: () => checkExistingEndpoint({ role: 'source', engineName: UNKNOWN }),
  },
  {
    code: 'endpointEngineMissing',
    bad: () => checkExistingEndpoint({ role: 'source' }),
    message: "'engine' of the imported endpoint is not known. What a task may do depends on the engine, and an ARN does not tell it. "
      + "Give 'engine' beside the endpoint: engine: DatabaseEngine.POSTGRESQL. [endpointEngineMissing]",
    unknown: () => checkExistingEndpoint({ role: 'source', engineName: UNKNOWN }),
  },
  {
    code: 'endpointExists',
    bad: () => [endpointExists()],
    message: "'database' is an endpoint that exists already. A second endpoint cannot be made from it, as its credentials and address are not known. "
      + 'Use the existing endpoint itself, or describe the database by its engine: SourceDatabase.postgreSql(). [endpointExists]',
    unknown: () => check({ engineName: UNKNOWN }),
  },
]);
