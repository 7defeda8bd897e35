import { checkDataProvider, providerKind, type DataProviderInput } from '../../lib/plan/data-providers';
import { ENGINES } from '../../lib/plan/engines';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const GOOD: DataProviderInput = {
  where: 'source', engineName: 'postgres', isEndpoint: false, hasSecret: true, serverName: 'db.example.com', port: 5432, databaseName: 'app', sslMode: 'require',
};
const check = (input: Partial<DataProviderInput>) => () => checkDataProvider({ ...GOOD, ...input });

test('takes what is right', () => {
  expect(checkDataProvider(GOOD)).toEqual([]);
  expect(checkDataProvider({ ...GOOD, engineName: 'mysql', databaseName: undefined })).toEqual([]);
});

test('knows the data providers that CloudFormation lists, and no others', () => {
  const engines = new Set(ENGINES.flatMap(({ name }) => providerKind(name)?.engine ?? []));
  expect([...engines].sort()).toEqual([
    'aurora', 'aurora_postgresql', 'db2', 'db2_zos', 'docdb', 'mariadb', 'mongodb', 'mysql', 'oracle', 'postgres', 'redshift', 'sqlserver', 'sybase',
  ]);
  expect(providerKind('constructor')).toBeUndefined();
});

testRules([
  {
    code: 'dataProviderEndpoint',
    bad: check({ isEndpoint: true, engineName: undefined }),
    message: "'source' is an endpoint that exists. A migration project connects by data providers, which have nothing in common with endpoints. Describe the"
      + ' database itself, as SourceDatabase.postgreSql() or fromDatabaseInstance() does. [dataProviderEndpoint]',
    unknown: check({ engineName: UNKNOWN }),
  },
  {
    code: 'dataProviderEngine',
    bad: check({ engineName: 'kafka' }),
    message: "'source' is of an engine that data providers do not have, got \"kafka\". CloudFormation refuses it. Migrate it with an EndpointPair and a"
      + ' MigrationTask. [dataProviderEngine]',
    unknown: check({ engineName: UNKNOWN }),
  },
  {
    code: 'dataProviderSecret',
    bad: check({ hasSecret: false }),
    message: "'source' has no secret with its credentials. A migration project takes user and password from Secrets Manager alone. Put 'username' and"
      + " 'password' into a secret and give it as 'secret'. [dataProviderSecret]",
    unknown: check({ serverName: UNKNOWN }),
  },
  {
    code: 'dataProviderServer',
    bad: check({ serverName: '' }),
    message: "'source' has no server name. A data provider needs one, and nothing is known that has it. Give it as 'sourceServerName'. [dataProviderServer]",
    unknown: check({ serverName: UNKNOWN }),
  },
  {
    code: 'dataProviderDatabase',
    bad: check({ databaseName: undefined }),
    message: "'source' has no database name. CloudFormation refuses a data provider for PostgreSQL without one. Give it as 'databaseName'. [dataProviderDatabase]",
    unknown: check({ databaseName: UNKNOWN }),
  },
  {
    code: 'dataProviderPort',
    bad: check({ port: 8081 }),
    message: "'source' has port 8081. DMS cannot use that port for its data migrations (DMS User Guide, Homogeneous data migrations: Limitations). Have the"
      + ' database listen on another port. [dataProviderPort]',
    unknown: check({ port: UNKNOWN }),
  },
  {
    code: 'dataProviderUnencrypted',
    bad: check({ sslMode: 'none' }),
    message: "'source' is connected to without TLS. Whoever is on the way can read and change the data. Leave tls out for a connection that is encrypted, or give"
      + ' Tls.verifyCa() or Tls.verifyFull(). [dataProviderUnencrypted]',
    unknown: check({ sslMode: UNKNOWN }),
  },
  {
    code: 'dataProviderDocumentDbTls',
    bad: check({ engineName: 'docdb', sslMode: 'verify-full' }),
    message: "'source' has an SSL mode that its data provider does not have, got \"verify-full\". For DocumentDB a data migration has none and require alone (DMS"
      + ' User Guide, Using an Amazon DocumentDB database as a target). Write Tls.require(), or leave it out. [dataProviderDocumentDbTls]',
    unknown: check({ engineName: 'docdb', sslMode: UNKNOWN }),
  },
]);
