/** Which end of a migration an endpoint is: the `EndpointType` of the API. */
export type EndpointRole = 'source' | 'target';

/** Families of engines that Amazon RDS runs. */
export type RdsFamily = 'postgresql' | 'mysql' | 'oracle' | 'sqlserver' | 'db2';

/** Engines that speak the same language and share their endpoint settings. */
export type EngineFamily = RdsFamily
  | 'babelfish' | 'docdb' | 'dynamodb' | 'kafka' | 'kinesis' | 'mongodb' | 'neptune' | 'opensearch' | 'redis' | 'redshift' | 's3' | 'sybase';

/** The `SslMode` of an endpoint [DMS API reference, CreateEndpoint]. */
export type SslMode = 'none' | 'require' | 'verify-ca' | 'verify-full';

/** The member of `CfnEndpointProps` that holds an engine's settings. */
export type SettingsBlock = 'docDbSettings' | 'dynamoDbSettings' | 'elasticsearchSettings' | 'gcpMySqlSettings' | 'ibmDb2Settings' | 'kafkaSettings'
  | 'kinesisSettings' | 'microsoftSqlServerSettings' | 'mongoDbSettings' | 'mySqlSettings' | 'neptuneSettings' | 'oracleSettings' | 'postgreSqlSettings'
  | 'redisSettings' | 'redshiftSettings' | 's3Settings' | 'sybaseSettings';

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
  /** Absent where DMS calls an API of AWS, or takes the port from an address. */
  readonly defaultPort?: number;
  /** Least secure first [DMS User Guide, Using SSL with AWS DMS]. With `none` alone, the engine encrypts of itself or by a setting of its own. */
  readonly sslModes: readonly SslMode[];
  /**
   * Whether the endpoint names a database. The MySQL family must not: all tables of a task would go to that one
   * [DMS API reference, CreateEndpoint].
   */
  readonly databaseName: 'required' | 'optional' | 'unwanted';
  /** Where its credentials are: in a secret or the endpoint itself, in the endpoint alone, or somewhere of the engine's own. */
  readonly login: 'secret' | 'password' | 'own';
  /** Absent where CloudFormation has none. */
  readonly settings?: SettingsBlock;
  /** Where capture can be told to start; absent if that is not documented in a form that can be checked. */
  readonly cdcStart?: CdcStart;
  /**
   * Why it takes part in full loads alone, as a source if it can be one; a full sentence without its full stop. Absent if changes are captured or
   * applied.
   */
  readonly fullLoadOnly?: string;
}

const BOTH: readonly EndpointRole[] = ['source', 'target'];
const SOURCE: readonly EndpointRole[] = ['source'];
const TARGET: readonly EndpointRole[] = ['target'];

/** Forms of native start points [DMS User Guide, Creating tasks for ongoing replication]; the exact forms are those the engines print. */
const CDC_START: Record<Exclude<RdsFamily, 'db2'>, CdcStart> = {
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

type FamilyFacts = Omit<Engine, 'name' | 'displayName'>;

const POSTGRESQL: FamilyFacts = {
  family: 'postgresql',
  roles: BOTH,
  defaultPort: 5432,
  sslModes: ['none', 'require', 'verify-ca', 'verify-full'],
  databaseName: 'required',
  login: 'secret',
  settings: 'postgreSqlSettings',
  cdcStart: CDC_START.postgresql,
};

const MYSQL: FamilyFacts = {
  family: 'mysql',
  roles: BOTH,
  defaultPort: 3306,
  sslModes: ['none', 'verify-ca', 'verify-full'],
  databaseName: 'unwanted',
  login: 'secret',
  settings: 'mySqlSettings',
  cdcStart: CDC_START.mysql,
};

const ORACLE: FamilyFacts = {
  family: 'oracle',
  roles: BOTH,
  defaultPort: 1521,
  sslModes: ['none', 'verify-ca'],
  databaseName: 'required',
  login: 'secret',
  settings: 'oracleSettings',
  cdcStart: CDC_START.oracle,
};

const SQL_SERVER: FamilyFacts = {
  family: 'sqlserver',
  roles: BOTH,
  defaultPort: 1433,
  sslModes: ['none', 'require', 'verify-full'],
  databaseName: 'required',
  login: 'secret',
  settings: 'microsoftSqlServerSettings',
  cdcStart: CDC_START.sqlserver,
};

/** [DMS User Guide, Using IBM Db2 for Linux, Unix, Windows, and Amazon RDS database as a source; Using SSL]; the port is Db2's own [derived]. */
const DB2: FamilyFacts = {
  family: 'db2',
  roles: BOTH,
  defaultPort: 50_000,
  sslModes: ['none', 'verify-ca'],
  databaseName: 'required',
  login: 'secret',
  settings: 'ibmDb2Settings',
};

/** Ports and modes: [DMS API reference, SybaseSettings], [DMS User Guide, Using SSL]. */
const SYBASE: FamilyFacts = {
  family: 'sybase',
  roles: BOTH,
  defaultPort: 5000,
  sslModes: ['none', 'verify-full'],
  databaseName: 'required',
  login: 'secret',
  settings: 'sybaseSettings',
};

/** Without a database name, all databases of the server can be read [DMS User Guide, Using MongoDB as a source: migrating multiple databases]. */
const MONGODB: FamilyFacts = {
  family: 'mongodb',
  roles: SOURCE,
  defaultPort: 27_017,
  sslModes: ['none', 'require', 'verify-full'],
  databaseName: 'optional',
  login: 'secret',
  settings: 'mongoDbSettings',
};

/** The guide shows TLS with verify-full alone [DMS User Guide, Connecting to Amazon DocumentDB using TLS]. */
const DOCUMENT_DB: FamilyFacts = {
  family: 'docdb',
  roles: BOTH,
  defaultPort: 27_017,
  sslModes: ['none', 'verify-full'],
  databaseName: 'optional',
  login: 'secret',
  settings: 'docDbSettings',
};

/** What DMS reaches by an API of AWS, over HTTPS, with a role. */
function service(family: EngineFamily, settings: SettingsBlock, roles: readonly EndpointRole[] = TARGET): FamilyFacts {
  return { family, roles, sslModes: ['none'], databaseName: 'unwanted', login: 'own', settings };
}

/** Encrypts of itself; an SSL mode cannot be set [DMS User Guide, Using SSL with AWS DMS]. */
const REDSHIFT: FamilyFacts = {
  family: 'redshift',
  roles: TARGET,
  defaultPort: 5439,
  sslModes: ['none'],
  databaseName: 'required',
  login: 'secret',
  settings: 'redshiftSettings',
};

const OPENSEARCH: FamilyFacts = { ...service('opensearch', 'elasticsearchSettings'), defaultPort: 443 };

// Of PostgreSQL the same is said of Serverless v1 alone, and the name does not tell the version
// [DMS User Guide, Using a PostgreSQL database as an AWS DMS source: Limitations].
const SERVERLESS_LOADS_ONLY = 'DMS captures no changes of Aurora MySQL Serverless, whose parameters cannot be set as it needs them (DMS User Guide, Using a '
  + 'MySQL-compatible database as a source)';

/** The engines that this library has typed databases for. */
export const ENGINES: readonly Engine[] = [
  { name: 'postgres', displayName: 'PostgreSQL', ...POSTGRESQL },
  { name: 'aurora-postgresql', displayName: 'Aurora PostgreSQL', ...POSTGRESQL },
  { name: 'mysql', displayName: 'MySQL', ...MYSQL },
  { name: 'mariadb', displayName: 'MariaDB', ...MYSQL },
  { name: 'aurora', displayName: 'Aurora MySQL', ...MYSQL },
  { name: 'oracle', displayName: 'Oracle', ...ORACLE },
  { name: 'sqlserver', displayName: 'SQL Server', ...SQL_SERVER },
  { name: 'aurora-postgresql-serverless', displayName: 'Aurora PostgreSQL Serverless', ...POSTGRESQL },
  { name: 'aurora-serverless', displayName: 'Aurora MySQL Serverless', ...MYSQL, fullLoadOnly: SERVERLESS_LOADS_ONLY },
  // [DMS User Guide, Using Google Cloud for MySQL as a source]: no verify-full.
  { name: 'gcp-mysql', displayName: 'Google Cloud SQL for MySQL', ...MYSQL, roles: SOURCE, sslModes: ['none', 'verify-ca'], settings: 'gcpMySqlSettings' },
  {
    name: 'azuredb',
    displayName: 'Azure SQL Database',
    ...SQL_SERVER,
    roles: SOURCE,
    fullLoadOnly: 'DMS does not support change data capture with Azure SQL Database (DMS User Guide, Using Microsoft Azure SQL database as a source)',
  },
  { name: 'azure-sql-managed-instance', displayName: 'Azure SQL Managed Instance', ...SQL_SERVER, roles: SOURCE },
  { name: 'db2', displayName: 'Db2 LUW', ...DB2 },
  {
    name: 'db2-zos',
    displayName: 'Db2 for z/OS',
    ...DB2,
    roles: SOURCE,
    defaultPort: 446, // DRDA's own [derived]
    fullLoadOnly: 'DMS supports full load tasks alone with Db2 for z/OS (DMS User Guide, Using IBM Db2 for z/OS databases as a source)',
  },
  { name: 'sybase', displayName: 'SAP ASE', ...SYBASE },
  { name: 'mongodb', displayName: 'MongoDB', ...MONGODB },
  { name: 'docdb', displayName: 'DocumentDB', ...DOCUMENT_DB },
  { name: 's3', displayName: 'S3', ...service('s3', 's3Settings', BOTH) },
  { name: 'redshift', displayName: 'Redshift', ...REDSHIFT },
  { name: 'redshift-serverless', displayName: 'Redshift Serverless', ...REDSHIFT },
  { name: 'dynamodb', displayName: 'DynamoDB', ...service('dynamodb', 'dynamoDbSettings') },
  { name: 'kinesis', displayName: 'Kinesis', ...service('kinesis', 'kinesisSettings') },
  { name: 'kafka', displayName: 'Kafka', ...service('kafka', 'kafkaSettings') },
  { name: 'opensearch', displayName: 'OpenSearch', ...OPENSEARCH },
  { name: 'elasticsearch', displayName: 'Elasticsearch', ...OPENSEARCH },
  {
    name: 'neptune',
    displayName: 'Neptune',
    ...service('neptune', 'neptuneSettings'),
    defaultPort: 8182,
    fullLoadOnly: 'DMS supports full load tasks alone with Neptune (DMS User Guide, Using Amazon Neptune as a target)',
  },
  { name: 'redis', displayName: 'Redis', ...service('redis', 'redisSettings'), defaultPort: 6379 },
  {
    // Its modes are not documented; SQL Server's are used, whose protocol it speaks [derived].
    name: 'babelfish',
    displayName: 'Babelfish',
    family: 'babelfish',
    roles: TARGET,
    defaultPort: 1433,
    sslModes: SQL_SERVER.sslModes,
    databaseName: 'required',
    login: 'password',
    fullLoadOnly: 'DMS supports full load tasks alone with Babelfish (DMS User Guide, Using Babelfish as a target)',
  },
];

/** Engines that can be one end alone and have no typed database here: CloudFormation has no settings for them [DMS API reference, CreateEndpoint]. */
const ONE_WAY: Record<EndpointRole, readonly string[]> = { source: ['dms-transfer'], target: ['timestream'] };

/** Whether DMS's API alone has the settings that an endpoint of the engine needs. */
export function isNotInCloudFormation(engineName: string): boolean {
  return Object.values(ONE_WAY).some((names) => names.includes(engineName));
}

/** What people call engines, and what DMS calls them. */
const MISSPELLED: Record<string, string> = {
  'postgresql': 'postgres',
  'aurora-postgres': 'aurora-postgresql',
  'aurora-mysql': 'aurora',
  'sql-server': 'sqlserver',
  'mssql': 'sqlserver',
  'documentdb': 'docdb',
  'sap-ase': 'sybase',
  'msk': 'kafka',
  'elasticache': 'redis',
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
  if (source === undefined || target === undefined || source.family === 'db2') return sourceEngineName === targetEngineName;
  // DocumentDB speaks MongoDB's protocol, and AWS migrates between the two natively [DMS User Guide, Homogeneous data migrations].
  const compatible = (family: EngineFamily): EngineFamily => (family === 'docdb' ? 'mongodb' : family);
  return compatible(source.family) === compatible(target.family);
}

/**
 * The strongest mode that needs no certificate, which is the one to use when nothing is said.
 *
 * Undefined where the engine encrypts only with a certificate (MySQL family, Oracle): then somebody has to decide; and where there is no choice.
 */
export function defaultSslMode(engineName: unknown): SslMode | undefined {
  return findEngine(engineName)?.sslModes.includes('require') ? 'require' : undefined;
}

/** Whether it has to be said how the connection is encrypted. */
export function hasSslModes({ sslModes }: Engine): boolean {
  return sslModes.length > 1;
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
      if (/^db2-/.test(engineType)) return 'db2';
      return undefined;
  }
}
