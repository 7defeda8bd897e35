/** Which end of a migration an endpoint is: the `EndpointType` of the API. */
export type EndpointRole = 'source' | 'target';

/** Engines that speak the same SQL and share their endpoint settings. */
export type EngineFamily = 'postgresql' | 'mysql' | 'oracle' | 'sqlserver';

/** The `SslMode` of an endpoint [DMS API reference, CreateEndpoint]. */
export type SslMode = 'none' | 'require' | 'verify-ca' | 'verify-full';

/** The member of `CfnEndpointProps` that holds an engine's settings. */
export type SettingsBlock = 'postgreSqlSettings' | 'mySqlSettings' | 'oracleSettings' | 'microsoftSqlServerSettings';

/** Where change data capture of a source can be told to start. */
export interface CdcStart {
  /** Whether a point in time can be given. */
  readonly time: boolean;
  /** The engine's own name of a position in its log. */
  readonly positionName: string;
  /** A position of that form. */
  readonly positionExample: string;
  /** The form. A date and a checkpoint of DMS itself (`checkpoint:V1#...`) can be given in the same place and have forms of their own. */
  readonly positionForm: RegExp;
  /** Whether the position has to belong to a replication slot that exists, named in the endpoint's settings. */
  readonly needsSlot: boolean;
}

/** What DMS knows of an engine. */
export interface Engine {
  /** `EngineName` [DMS API reference, CreateEndpoint]. */
  readonly name: string;
  readonly displayName: string;
  readonly family: EngineFamily;
  readonly roles: readonly EndpointRole[];
  readonly defaultPort: number;
  /** Least secure first [DMS User Guide, Using SSL with AWS DMS]. */
  readonly sslModes: readonly SslMode[];
  /**
   * Whether the endpoint names a database. The MySQL family must not: all tables of a task would go to that one
   * [DMS API reference, CreateEndpoint].
   */
  readonly databaseName: 'required' | 'unwanted';
  readonly settings: SettingsBlock;
  readonly cdcStart: CdcStart;
}

const BOTH: readonly EndpointRole[] = ['source', 'target'];

/** Forms of native start points [DMS User Guide, Creating tasks for ongoing replication]; the exact forms are those the engines print. */
const CDC_START: Record<EngineFamily, CdcStart> = {
  // PostgreSQL cannot map a time to a position, so a start time is refused [same page].
  postgresql: { time: false, positionName: 'LSN', positionExample: '4AF/B00000D0', positionForm: /^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/i, needsSlot: true },
  mysql: {
    time: true,
    positionName: 'binlog file and position',
    positionExample: 'mysql-bin-changelog.000024:373',
    positionForm: /^[^:\s]+\.\d+:\d+$/,
    needsSlot: false,
  },
  oracle: { time: true, positionName: 'SCN', positionExample: '1234567890', positionForm: /^\d+$/, needsSlot: false },
  sqlserver: {
    time: true,
    positionName: 'LSN',
    positionExample: '00000014:00000061:0001',
    positionForm: /^[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{4}$/i,
    needsSlot: false,
  },
};

type FamilyFacts = Pick<Engine, 'family' | 'roles' | 'defaultPort' | 'sslModes' | 'databaseName' | 'settings' | 'cdcStart'>;

const POSTGRESQL: FamilyFacts = {
  family: 'postgresql',
  roles: BOTH,
  defaultPort: 5432,
  sslModes: ['none', 'require', 'verify-ca', 'verify-full'],
  databaseName: 'required',
  settings: 'postgreSqlSettings',
  cdcStart: CDC_START.postgresql,
};

const MYSQL: FamilyFacts = {
  family: 'mysql',
  roles: BOTH,
  defaultPort: 3306,
  sslModes: ['none', 'verify-ca', 'verify-full'],
  databaseName: 'unwanted',
  settings: 'mySqlSettings',
  cdcStart: CDC_START.mysql,
};

const ORACLE: FamilyFacts = {
  family: 'oracle',
  roles: BOTH,
  defaultPort: 1521,
  sslModes: ['none', 'verify-ca'],
  databaseName: 'required',
  settings: 'oracleSettings',
  cdcStart: CDC_START.oracle,
};

const SQL_SERVER: FamilyFacts = {
  family: 'sqlserver',
  roles: BOTH,
  defaultPort: 1433,
  sslModes: ['none', 'require', 'verify-full'],
  databaseName: 'required',
  settings: 'microsoftSqlServerSettings',
  cdcStart: CDC_START.sqlserver,
};

/** The engines that this library has typed databases for. */
export const ENGINES: readonly Engine[] = [
  { name: 'postgres', displayName: 'PostgreSQL', ...POSTGRESQL },
  { name: 'aurora-postgresql', displayName: 'Aurora PostgreSQL', ...POSTGRESQL },
  { name: 'mysql', displayName: 'MySQL', ...MYSQL },
  { name: 'mariadb', displayName: 'MariaDB', ...MYSQL },
  { name: 'aurora', displayName: 'Aurora MySQL', ...MYSQL },
  { name: 'oracle', displayName: 'Oracle', ...ORACLE },
  { name: 'sqlserver', displayName: 'SQL Server', ...SQL_SERVER },
];

/**
 * Engines of DMS that are only ever one end [DMS User Guide, Sources and Targets for data migration].
 *
 * They have no typed databases here yet, and can come in as existing endpoints.
 */
const ONE_WAY: Record<EndpointRole, readonly string[]> = {
  source: ['azuredb', 'azure-sql-managed-instance', 'db2-zos', 'dms-transfer', 'gcp-mysql', 'mongodb'],
  target: [
    'babelfish', 'dynamodb', 'elasticsearch', 'kafka', 'kinesis', 'neptune', 'opensearch', 'redis', 'redshift', 'redshift-serverless',
  ],
};

/** What people call engines, and what DMS calls them. */
const MISSPELLED: Record<string, string> = {
  'postgresql': 'postgres',
  'aurora-postgres': 'aurora-postgresql',
  'aurora-mysql': 'aurora',
  'sql-server': 'sqlserver',
  'mssql': 'sqlserver',
  'documentdb': 'docdb',
};

/** What is known of an engine, if anything is. */
export function findEngine(engineName: unknown): Engine | undefined {
  return ENGINES.find(({ name }) => name === engineName);
}

/** What an engine is called in sentences. */
export function displayName(engineName: string): string {
  return findEngine(engineName)?.displayName ?? engineName;
}

/** Whether DMS has the engine at that end, as far as known: an engine that is not known may be. */
export function canBe(engineName: string, role: EndpointRole): boolean {
  const engine = findEngine(engineName);
  return engine === undefined ? !ONE_WAY[role === 'source' ? 'target' : 'source'].includes(engineName) : engine.roles.includes(role);
}

/** The name that was probably meant by one that DMS does not have. */
export function likelyEngineName(engineName: string): string | undefined {
  return MISSPELLED[engineName.toLowerCase()];
}

/**
 * Whether a migration stays within one family of engines.
 *
 * AWS calls a migration homogeneous when both engines are the same or compatible, such as MySQL to Aurora MySQL
 * [AWS DMS product page]. MariaDB counts as compatible with MySQL, whose settings and protocol it shares [derived].
 */
export function isHomogeneous(sourceEngineName: string, targetEngineName: string): boolean {
  const source = findEngine(sourceEngineName);
  const target = findEngine(targetEngineName);
  if (source === undefined || target === undefined) return sourceEngineName === targetEngineName;
  return source.family === target.family;
}

/**
 * The strongest mode that needs no certificate, which is the one to use when nothing is said.
 *
 * Undefined where the engine encrypts only with a certificate (MySQL family, Oracle): then somebody has to decide.
 */
export function defaultSslMode(engineName: unknown): SslMode | undefined {
  return findEngine(engineName)?.sslModes.includes('require') ? 'require' : undefined;
}

/**
 * The DMS engine of an RDS or Aurora engine type, such as `aurora-mysql` or `oracle-ee-cdb`.
 *
 * [RDS API reference, CreateDBInstance and CreateDBCluster, Engine]
 */
export function engineOfRds(engineType: string): string | undefined {
  switch (engineType) {
    case 'postgres':
    case 'mysql':
    case 'mariadb':
    case 'aurora-postgresql':
      return engineType;
    case 'aurora':
    case 'aurora-mysql':
      return 'aurora';
    default:
      if (/^(custom-)?oracle-/.test(engineType)) return 'oracle';
      if (/^(custom-)?sqlserver-/.test(engineType)) return 'sqlserver';
      return undefined;
  }
}
