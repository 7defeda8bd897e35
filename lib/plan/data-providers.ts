import type { EngineFamily } from './engines';
import { displayName, findEngine } from './engines';
import { error, show, warning, type Problem } from './problem';
import { isKnown } from './unknown';

/** The member of a data provider's settings that holds those of an engine. */
export type ProviderBlock = 'docDbSettings' | 'ibmDb2LuwSettings' | 'ibmDb2ZOsSettings' | 'mariaDbSettings' | 'microsoftSqlServerSettings' | 'mongoDbSettings'
  | 'mySqlSettings' | 'oracleSettings' | 'postgreSqlSettings' | 'redshiftSettings' | 'sybaseAseSettings';

/** What a data provider is to an engine [CloudFormation, AWS::DMS::DataProvider]. */
export interface ProviderKind {
  /** `Engine`. */
  readonly engine: string;
  readonly block: ProviderBlock;
  /** Whether its settings have a database name, and whether they need one. */
  readonly databaseName: 'required' | 'optional' | 'none';
  /** Whether its settings have an SSL mode. */
  readonly tls: boolean;
}

const POSTGRESQL = { block: 'postgreSqlSettings', databaseName: 'required', tls: true } as const;
const MYSQL = { block: 'mySqlSettings', databaseName: 'none', tls: true } as const;
const SQL_SERVER = { engine: 'sqlserver', block: 'microsoftSqlServerSettings', databaseName: 'required', tls: true } as const;

/**
 * By the names that engines of endpoints have. Serverless and Azure's engines have the names of what they are made of [derived].
 *
 * The documentation of CloudFormation writes `aurora-postgresql` and `db2-zos`; its schema takes them with underscores alone, and so did deployments
 * [schema of AWS::DMS::DataProvider in cfn-lint; hashicorp/terraform-provider-awscc issue 1635].
 */
const KINDS: Readonly<Record<string, ProviderKind>> = {
  'postgres': { engine: 'postgres', ...POSTGRESQL },
  'aurora-postgresql': { engine: 'aurora_postgresql', ...POSTGRESQL },
  'aurora-postgresql-serverless': { engine: 'aurora_postgresql', ...POSTGRESQL },
  'mysql': { engine: 'mysql', ...MYSQL },
  'gcp-mysql': { engine: 'mysql', ...MYSQL },
  'aurora': { engine: 'aurora', ...MYSQL },
  'aurora-serverless': { engine: 'aurora', ...MYSQL },
  'mariadb': { engine: 'mariadb', ...MYSQL, block: 'mariaDbSettings' },
  'oracle': { engine: 'oracle', block: 'oracleSettings', databaseName: 'required', tls: true },
  'sqlserver': SQL_SERVER,
  'azuredb': SQL_SERVER,
  'azure-sql-managed-instance': SQL_SERVER,
  'db2': { engine: 'db2', block: 'ibmDb2LuwSettings', databaseName: 'required', tls: true },
  'db2-zos': { engine: 'db2_zos', block: 'ibmDb2ZOsSettings', databaseName: 'required', tls: true },
  'sybase': { engine: 'sybase', block: 'sybaseAseSettings', databaseName: 'optional', tls: true },
  'mongodb': { engine: 'mongodb', block: 'mongoDbSettings', databaseName: 'optional', tls: true },
  'docdb': { engine: 'docdb', block: 'docDbSettings', databaseName: 'required', tls: true },
  'redshift': { engine: 'redshift', block: 'redshiftSettings', databaseName: 'required', tls: false },
};

/** What data providers make of an engine; undefined where they have none. */
export function providerKind(engineName: unknown): ProviderKind | undefined {
  return typeof engineName === 'string' && Object.hasOwn(KINDS, engineName) ? KINDS[engineName] : undefined;
}

/** A data provider, as far as there are rules for it. */
export interface DataProviderInput {
  /** The prop that describes it: `source`. */
  readonly where: string;
  readonly engineName?: unknown;
  /** Whether it is an endpoint that exists. */
  readonly isEndpoint: boolean;
  readonly hasSecret: boolean;
  readonly serverName?: unknown;
  readonly port?: unknown;
  readonly databaseName?: unknown;
  /** How the connection is encrypted; absent if somebody has to say. */
  readonly sslMode?: unknown;
}

/** Checks that a data provider can be made. */
export function checkDataProvider(input: DataProviderInput): Problem[] {
  const { where, engineName, isEndpoint } = input;
  if (isEndpoint) {
    return [error({
      code: 'dataProviderEndpoint',
      where,
      what: 'is an endpoint that exists',
      why: 'A migration project connects by data providers, which have nothing in common with endpoints',
      mend: 'Describe the database itself, as SourceDatabase.postgreSql() or fromDatabaseInstance() does',
    })];
  }
  const kind = providerKind(engineName);
  if (kind !== undefined) return checkSettings(kind, input);
  if (!isKnown(engineName)) return [];
  return [error({
    code: 'dataProviderEngine',
    where,
    what: `is of an engine that data providers do not have, got ${show(engineName)}`,
    why: 'CloudFormation refuses it',
    mend: 'Migrate it with an EndpointPair and a MigrationTask',
  })];
}

function checkSettings(kind: ProviderKind, { where, engineName, hasSecret, serverName, port, databaseName, sslMode }: DataProviderInput): Problem[] {
  const name = displayName(String(engineName));
  const problems: Problem[] = [];
  if (!hasSecret) {
    problems.push(error({
      code: 'dataProviderSecret',
      where,
      what: 'has no secret with its credentials',
      why: 'A migration project takes user and password from Secrets Manager alone',
      mend: "Put 'username' and 'password' into a secret and give it as 'secret'",
    }));
  } else if (serverName === undefined || serverName === '') {
    problems.push(error({
      code: 'dataProviderServer',
      where,
      what: 'has no server name',
      why: 'A data provider needs one, and nothing is known that has it',
      mend: `Give it as '${where}ServerName'`,
    }));
  }
  if (kind.databaseName === 'required' && (databaseName === undefined || databaseName === '')) {
    problems.push(error({
      code: 'dataProviderDatabase',
      where,
      what: 'has no database name',
      why: `CloudFormation refuses a data provider for ${name} without one`,
      mend: "Give it as 'databaseName'",
    }));
  }
  if (port === PROXY_PORT) {
    problems.push(error({
      code: 'dataProviderPort',
      where,
      what: `has port ${PROXY_PORT}`,
      why: 'DMS cannot use that port for its data migrations (DMS User Guide, Homogeneous data migrations: Limitations)',
      mend: 'Have the database listen on another port',
    }));
  }
  if (kind.tls && sslMode === 'none') {
    problems.push(warning({
      code: 'dataProviderUnencrypted',
      where,
      what: 'is connected to without TLS',
      why: 'Whoever is on the way can read and change the data',
      mend: 'Leave tls out for a connection that is encrypted, or give Tls.verifyCa() or Tls.verifyFull()',
    }));
  }
  if (family(engineName) === 'docdb' && isKnown(sslMode) && sslMode !== 'none' && sslMode !== 'require') {
    problems.push(error({
      code: 'dataProviderDocumentDbTls',
      where,
      what: `has an SSL mode that its data provider does not have, got ${show(sslMode)}`,
      why: 'For DocumentDB a data migration has none and require alone (DMS User Guide, Using an Amazon DocumentDB database as a target)',
      mend: 'Write Tls.require(), or leave it out',
    }));
  }
  return problems;
}

/** [DMS User Guide, Homogeneous data migrations: Limitations]. */
const PROXY_PORT = 8081;

function family(engineName: unknown): EngineFamily | undefined {
  return findEngine(engineName)?.family;
}
