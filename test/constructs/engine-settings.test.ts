import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Duration, Lazy, SecretValue, Size, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnEndpoint } from 'aws-cdk-lib/aws-dms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { MySqlTargetDbType, type MySqlSourceSettings, type MySqlTargetSettings } from '../../lib/constructs/mysql-settings';
import {
  OracleCharLengthSemantics, OracleLogReader, OracleNumberScale, type OracleSourceSettings, type OracleTargetSettings,
} from '../../lib/constructs/oracle-settings';
import {
  PostgreSqlDatabaseMode, PostgreSqlLongVarcharType, PostgreSqlPlugin, type PostgreSqlSourceSettings, type PostgreSqlTargetSettings,
} from '../../lib/constructs/postgresql-settings';
import {
  SqlServerSafeguardPolicy, SqlServerTlogAccessMode, type SqlServerSourceSettings, type SqlServerTargetSettings,
} from '../../lib/constructs/sqlserver-settings';
import { settingOfAttribute } from '../../lib/plan/endpoint-settings-facts';
import { checkEndpointSettings, SETTINGS } from '../../lib/plan/endpoint-settings-rules';
import { ENGINES } from '../../lib/plan/engines';
import {
  renderMySqlSource, renderMySqlTarget, renderOracleSource, renderOracleTarget, renderPostgreSqlSource, renderPostgreSqlTarget,
  renderSqlServerSource, renderSqlServerTarget,
} from '../../lib/private/render-settings';
import { markUnknown } from '../../lib/private/reporting';
import { OTHER_ENDS, type End } from '../support/engine-ends';

const stack = new Stack();

const postgreSqlSource: Required<PostgreSqlSourceSettings> = {
  afterConnectScript: 'SET lock_timeout=0',
  captureDdls: true,
  consumeMonotonicEvents: true,
  ddlArtifactsSchema: 'dms',
  disableUnicodeSourceFilter: true,
  executeTimeout: Duration.minutes(2),
  failTasksOnLobTruncation: true,
  fetchCacheSize: 5000,
  heartbeatEnable: true,
  heartbeatFrequency: Duration.hours(1),
  heartbeatSchema: 'dms',
  mapBooleanAsBoolean: true,
  mapJsonbAsClob: true,
  mapLongVarcharAs: PostgreSqlLongVarcharType.NCLOB,
  mapUnboundedNumericAsString: true,
  pluginName: PostgreSqlPlugin.TEST_DECODING,
  slotName: 'slot_1',
  trimSpaceInChar: false,
  unboundedVarcharMaxSize: Size.mebibytes(1),
};

const postgreSqlTarget: Required<PostgreSqlTargetSettings> = {
  afterConnectScript: "SET session_replication_role='replica'",
  babelfishDatabaseName: 'sales',
  connectionTimeout: Duration.seconds(30),
  databaseMode: PostgreSqlDatabaseMode.BABELFISH,
  executeTimeout: Duration.seconds(100),
  loadUsingCsv: false,
  mapBooleanAsBoolean: false,
  mapUnboundedNumericAsString: false,
  maxFileSize: Size.mebibytes(64),
};

const mySqlSource: Required<MySqlSourceSettings> = {
  afterConnectScript: 'SET a=1; SET b=2',
  cleanSourceMetadataOnMismatch: true,
  connectionTimeout: Duration.seconds(30),
  eventsPollInterval: Duration.minutes(1),
  executeTimeout: Duration.minutes(25),
  ignoreOpenXaTransactionsCheck: false,
  serverTimezone: 'US/Pacific',
  skipTableSuspensionForPartitionDdl: true,
};

const mySqlTarget: Required<MySqlTargetSettings> = {
  afterConnectScript: "SET character_set_connection='latin1'",
  connectionTimeout: Duration.seconds(30),
  initStatement: 'SET FOREIGN_KEY_CHECKS=0',
  loadUsingCsv: true,
  maxFileSize: Size.kibibytes(512),
  parallelLoadThreads: 5,
  targetDbType: MySqlTargetDbType.MULTIPLE_DATABASES,
};

const oracleSource: Required<OracleSourceSettings> = {
  accessAlternateDirectly: false,
  additionalArchivedLogDestId: 2,
  addSupplementalLogging: true,
  allowSelectNestedTables: true,
  archivedLogDestId: 1,
  archivedLogsOnly: true,
  asmPassword: SecretValue.secretsManager('asm', { jsonField: 'asm_password' }),
  asmSecret: Secret.fromSecretNameV2(stack, 'Asm', 'asm'),
  asmServer: '10.0.0.12:1521/+ASM',
  asmUsePlsqlArray: true,
  asmUser: 'asm',
  convertTimestampWithZoneToUtc: true,
  enableHomogenousPartitionOps: true,
  enableHomogenousTablespace: true,
  escapeCharacter: '#',
  exposeViews: true,
  extraArchivedLogDestIds: [3, 4],
  failTasksOnLobTruncation: true,
  filterTransactionsOfUser: ['BATCH', 'REPORTS'],
  logReader: OracleLogReader.BINARY_READER,
  numberDatatypeScale: OracleNumberScale.of(12),
  openTransactionWindow: Duration.hours(4),
  oraclePathPrefix: '/rdsdbdata/db/ORCL_A/',
  parallelAsmReadThreads: 8,
  readAheadBlocks: 150_000,
  readTableSpaceName: true,
  replacePathPrefix: true,
  retryInterval: Duration.seconds(6),
  securityDbEncryption: SecretValue.secretsManager('tde'),
  securityDbEncryptionName: 'ORACLE.SECURITY.DB.ENCRYPTION.A',
  spatialDataOptionToGeoJsonFunctionName: 'MYSDO2GEOJSON',
  standbyDelayTime: Duration.minutes(1),
  trimSpaceInChar: true,
  useAlternateFolderForOnline: true,
  usePathPrefix: '/rdsdbdata/log/',
};

const oracleTarget: Required<OracleTargetSettings> = {
  alwaysReplaceEmptyString: false,
  charLengthSemantics: OracleCharLengthSemantics.CHAR,
  directPathNoLog: true,
  directPathParallelLoad: true,
  useDirectPathFullLoad: true,
};

const sqlServerSource: Required<SqlServerSourceSettings> = {
  activateSafeguard: false,
  alwaysOnSharedSynchedBackupIsEnabled: false,
  connectionTimeout: Duration.seconds(30),
  enableNonSysadminWrapper: true,
  executeTimeout: Duration.seconds(100),
  fatalOnSimpleModel: true,
  forceFullLob: true,
  forceLobLookup: true,
  ignoreMsReplicationEnablement: true,
  ignoreTxnCtxValidityCheck: true,
  multiSubnetFailover: true,
  querySingleAlwaysOnNode: true,
  readBackupOnly: true,
  readOnlyReplica: true,
  safeguardPolicy: SqlServerSafeguardPolicy.RELY_ON_SQL_SERVER_REPLICATION_AGENT,
  setUpMsCdcForTables: false,
  tlogAccessMode: SqlServerTlogAccessMode.BACKUP_ONLY,
  trimSpaceInChar: false,
  useThirdPartyBackupDevice: true,
};

const sqlServerTarget: Required<SqlServerTargetSettings> = {
  bcpPacketSize: Size.kibibytes(32),
  connectionTimeout: Duration.seconds(30),
  controlTablesFileGroup: 'filegroup1',
  executeTimeout: Duration.seconds(100),
  useBcpFullLoad: false,
};

const ENDS: readonly End[] = [
  { name: 'PostgreSQL source', all: postgreSqlSource, render: renderPostgreSqlSource, family: 'postgresql', role: 'source' },
  { name: 'PostgreSQL target', all: postgreSqlTarget, render: renderPostgreSqlTarget, family: 'postgresql', role: 'target' },
  { name: 'MySQL source', all: mySqlSource, render: renderMySqlSource, family: 'mysql', role: 'source' },
  { name: 'MySQL target', all: mySqlTarget, render: renderMySqlTarget, family: 'mysql', role: 'target' },
  { name: 'Oracle source', all: oracleSource, render: renderOracleSource, family: 'oracle', role: 'source' },
  { name: 'Oracle target', all: oracleTarget, render: renderOracleTarget, family: 'oracle', role: 'target' },
  { name: 'SQL Server source', all: sqlServerSource, render: renderSqlServerSource, family: 'sqlserver', role: 'source' },
  { name: 'SQL Server target', all: sqlServerTarget, render: renderSqlServerTarget, family: 'sqlserver', role: 'target' },
  ...OTHER_ENDS,
];

describe('what is rendered', () => {
  test('for a PostgreSQL source, seconds, minutes and KiB where DMS wants them', () => {
    expect(renderPostgreSqlSource(postgreSqlSource)).toEqual({
      settings: {
        afterConnectScript: 'SET lock_timeout=0',
        captureDdls: true,
        ddlArtifactsSchema: 'dms',
        executeTimeout: 120,
        failTasksOnLobTruncation: true,
        heartbeatEnable: true,
        heartbeatFrequency: 60,
        heartbeatSchema: 'dms',
        mapBooleanAsBoolean: true,
        pluginName: 'test-decoding',
        slotName: 'slot_1',
      },
      attributes: {
        ConsumeMonotonicEvents: 'true',
        DisableUnicodeSourceFilter: 'true',
        fetchCacheSize: '5000',
        MapJsonbAsClob: 'true',
        MapLongVarcharAs: 'NCLOB',
        MapUnboundedNumericAsString: 'true',
        TrimSpaceInChar: 'false',
        unboundedVarcharMaxSize: '1048576',
      },
    });
  });

  test('for a PostgreSQL target', () => {
    expect(renderPostgreSqlTarget(postgreSqlTarget)).toEqual({
      settings: {
        afterConnectScript: "SET session_replication_role='replica'",
        babelfishDatabaseName: 'sales',
        databaseMode: 'babelfish',
        executeTimeout: 100,
        mapBooleanAsBoolean: false,
        maxFileSize: 65_536,
      },
      attributes: { ConnectionTimeout: '30', loadUsingCSV: 'false', MapUnboundedNumericAsString: 'false' },
    });
  });

  test('for MySQL', () => {
    expect(renderMySqlSource(mySqlSource)).toEqual({
      settings: { afterConnectScript: 'SET a=1; SET b=2', cleanSourceMetadataOnMismatch: true, eventsPollInterval: 60, serverTimezone: 'US/Pacific' },
      attributes: {
        ConnectionTimeout: '30',
        ExecuteTimeout: '1500',
        IgnoreOpenXaTransactionsCheck: 'false',
        skipTableSuspensionForPartitionDdl: 'true',
      },
    });
    expect(renderMySqlTarget(mySqlTarget)).toEqual({
      settings: {
        afterConnectScript: "SET character_set_connection='latin1'",
        maxFileSize: 512,
        parallelLoadThreads: 5,
        targetDbType: 'multiple-databases',
      },
      attributes: { ConnectionTimeout: '30', Initstmt: 'SET FOREIGN_KEY_CHECKS=0', loadUsingCSV: 'true' },
    });
  });

  test('for an Oracle source, both flags of its log reader, and references in the place of passwords', () => {
    const { settings, attributes, asmSecret } = renderOracleSource(oracleSource);
    expect(stack.resolve(settings)).toEqual({
      accessAlternateDirectly: false,
      additionalArchivedLogDestId: 2,
      addSupplementalLogging: true,
      allowSelectNestedTables: true,
      archivedLogDestId: 1,
      archivedLogsOnly: true,
      asmPassword: '{{resolve:secretsmanager:asm:SecretString:asm_password::}}',
      asmServer: '10.0.0.12:1521/+ASM',
      asmUser: 'asm',
      enableHomogenousTablespace: true,
      extraArchivedLogDestIds: [3, 4],
      failTasksOnLobTruncation: true,
      numberDatatypeScale: 12,
      oraclePathPrefix: '/rdsdbdata/db/ORCL_A/',
      parallelAsmReadThreads: 8,
      readAheadBlocks: 150_000,
      readTableSpaceName: true,
      replacePathPrefix: true,
      retryInterval: 6,
      securityDbEncryption: '{{resolve:secretsmanager:tde:SecretString:::}}',
      securityDbEncryptionName: 'ORACLE.SECURITY.DB.ENCRYPTION.A',
      spatialDataOptionToGeoJsonFunctionName: 'MYSDO2GEOJSON',
      standbyDelayTime: 1,
      useAlternateFolderForOnline: true,
      useBFile: true,
      useLogminerReader: false,
      usePathPrefix: '/rdsdbdata/log/',
    });
    expect(attributes).toEqual({
      asmUsePLSQLArray: 'true',
      ConvertTimestampWithZoneToUTC: 'true',
      EnableHomogenousPartitionOps: 'true',
      EscapeCharacter: '#',
      ExposeViews: 'true',
      filterTransactionsOfUser: 'BATCH,REPORTS',
      openTransactionWindow: '240',
      TrimSpaceInChar: 'true',
    });
    expect(asmSecret).toBe(oracleSource.asmSecret);
  });

  test('for an Oracle target', () => {
    expect(renderOracleTarget(oracleTarget)).toEqual({
      settings: { charLengthSemantics: 'char', directPathNoLog: true, directPathParallelLoad: true, useDirectPathFullLoad: true },
      attributes: { AlwaysReplaceEmptyString: 'false' },
    });
  });

  test("for SQL Server, the ODBC driver's words where they go to the driver", () => {
    expect(renderSqlServerSource(sqlServerSource)).toEqual({
      settings: {
        forceLobLookup: true,
        querySingleAlwaysOnNode: true,
        readBackupOnly: true,
        safeguardPolicy: 'rely-on-sql-server-replication-agent',
        tlogAccessMode: 'BackupOnly',
        trimSpaceInChar: false,
        useThirdPartyBackupDevice: true,
      },
      attributes: {
        ActivateSafeguard: 'false',
        AlwaysOnSharedSynchedBackupIsEnabled: 'false',
        ApplicationIntent: 'ReadOnly',
        ConnectionTimeout: '30',
        EnableNonSysadminWrapper: 'true',
        ExecuteTimeout: '100',
        FatalOnSimpleModel: 'true',
        ForceFullLob: 'true',
        ignoreMsReplicationEnablement: 'true',
        ignoreTxnCtxValidityCheck: 'true',
        MultiSubnetFailover: 'Yes',
        SetUpMsCdcForTables: 'false',
      },
    });
    expect(renderSqlServerTarget(sqlServerTarget)).toEqual({
      settings: { bcpPacketSize: 32_768, controlTablesFileGroup: 'filegroup1', useBcpFullLoad: false },
      attributes: { ConnectionTimeout: '30', ExecuteTimeout: '100' },
    });
    expect(renderSqlServerSource({ readOnlyReplica: false, multiSubnetFailover: false }).attributes)
      .toEqual({ ApplicationIntent: 'ReadWrite', MultiSubnetFailover: 'No' });
  });

  test('for LogMiner said in words, the one flag', () => {
    expect(renderOracleSource({ logReader: OracleLogReader.LOG_MINER }).settings).toEqual({ useLogminerReader: true });
  });

  test('for NUMBER columns, the numbers by which DMS knows float and varchar', () => {
    expect(OracleNumberScale.FLOAT.scale).toBe(-1);
    expect(OracleNumberScale.VARCHAR.scale).toBe(-2);
  });
});

describe('what is rendered for other engines', () => {
  const settingsOf = (name: string): unknown => {
    const { all, render } = ENDS.find((end) => end.name === name)!;
    return render(all);
  };

  test('for S3, KiB, bytes and seconds where DMS wants them', () => {
    expect(settingsOf('S3 target')).toMatchObject({
      settings: {
        cdcMaxBatchInterval: 120, cdcMinFileSize: 65_536, dataPageSize: 524_288, dictPageSizeLimit: 2_097_152, maxFileSize: 524_288,
        rowGroupLength: 20_000, compressionType: 'gzip', parquetVersion: 'parquet-2-0', datePartitionSequence: 'YYYYMMDDHH', cannedAclForObjects: 'bucket-owner-full-control',
      },
      attributes: {},
    });
    expect(settingsOf('S3 source')).toEqual({
      settings: {
        bucketFolder: 'exports', cdcPath: 'changes', csvDelimiter: ';', csvNullValue: '-', csvRowDelimiter: '\r\n', expectedBucketOwner: '111122223333',
        ignoreHeaderRows: 1, rfc4180: false,
      },
      attributes: {},
    });
  });

  test('for Kafka, bytes', () => {
    expect(settingsOf('Kafka target')).toMatchObject({ settings: { messageMaxBytes: 524_288, topic: 'orders', messageFormat: 'json-unformatted' } });
  });

  test('for MongoDB, a number and a flag as text, and for DocumentDB as they are', () => {
    expect(settingsOf('MongoDB source')).toEqual({
      settings: { authMechanism: 'scram_sha_1', authSource: 'users', docsToInvestigate: '500', extractDocId: 'false', nestingLevel: 'one' },
      attributes: { ReplicateShardCollections: 'true', UseUpdateLookUp: 'true', socketTimeoutMS: '60000' },
    });
    expect(settingsOf('DocumentDB source')).toEqual({
      settings: { docsToInvestigate: 500, extractDocId: false, nestingLevel: 'one' },
      attributes: { ReplicateShardCollections: 'true', UseUpdateLookUp: 'true' },
    });
  });

  test('for Db2, KiB and milliseconds', () => {
    expect(settingsOf('Db2 source')).toEqual({
      settings: { currentLsn: '0000000000051D2A', maxKBytesPerRead: 128, setDataCaptureChanges: false },
      attributes: { StartFromContext: 'timestamp:2026-03-01T00:00:00' },
    });
    expect(settingsOf('Db2 target')).toEqual({
      settings: { keepCsvFiles: true, loadTimeout: 1_800_000, maxFileSize: 32_768, writeBufferSize: 2048 }, attributes: {},
    });
  });

  test('for SAP ASE, attributes alone', () => {
    expect(settingsOf('SAP ASE source')).toEqual({
      settings: {}, attributes: { charset: 'utf8', driver: 'Adaptive Server Enterprise 16.03.06', enableReplication: 'false' },
    });
  });

  test('for Redshift and Neptune, milliseconds and KiB; for OpenSearch, seconds', () => {
    expect(settingsOf('Redshift target')).toMatchObject({
      settings: { connectionTimeout: 30_000, loadTimeout: 600_000, maxFileSize: 262_144, writeBufferSize: 2000 },
    });
    expect(settingsOf('Neptune target')).toEqual({
      settings: { errorRetryDuration: 1000, iamAuthEnabled: true, maxFileSize: 524_288, maxRetryCount: 10 }, attributes: {},
    });
    expect(settingsOf('OpenSearch target')).toEqual({ settings: { errorRetryDuration: 300, fullLoadErrorPercentage: 20 }, attributes: {} });
  });
});

describe.each(ENDS.map((end) => [end.name, end] as const))('%s', (_, { all, render, family, role }) => {
  test('renders nothing that was not said', () => {
    expect(render({})).toEqual({ settings: {}, attributes: {} });
  });

  test.each(Object.entries(all))('renders %s', (name, value) => {
    const { settings, attributes, asmSecret } = render({ [name]: value });
    expect(Object.keys(settings).length + Object.keys(attributes).length + (asmSecret === undefined ? 0 : 1)).toBeGreaterThan(0);
  });

  test('renders only what the rules know, at the end where they know it', () => {
    const { settings, attributes } = render(all);
    const problems = checkEndpointSettings({ family, role, settings: markUnknown(settings), attributes: markUnknown(attributes) });
    const codes = ['settingUnknown', 'settingOfOtherEnd', 'settingNotInCloudFormation', 'settingType', 'settingRange', 'settingWord'];
    expect(problems.filter(({ code }) => codes.includes(code))).toEqual([]);
    expect(Object.keys(attributes).filter((attribute) => settingOfAttribute(SETTINGS[family], attribute) === undefined)).toEqual([]);
  });
});

const findBlock = (family: End['family']): string | undefined => ENGINES.find((engine) => engine.family === family)?.settings;

describe('every property that CloudFormation has', () => {
  const typings = readFileSync(join(dirname(require.resolve('aws-cdk-lib/aws-dms')), 'lib/dms.generated.d.ts'), 'utf8');
  const secret = ['secretsManagerAccessRoleArn', 'secretsManagerSecretId'];

  const propertiesOf = (property: string): string[] => {
    const body = new RegExp(`interface ${property} \\{([\\s\\S]*?)\\n    \\}`).exec(typings)?.[1] ?? '';
    return [...body.matchAll(/^ +readonly (\w+)\??:/gm)].map(([, name]) => name);
  };
  const address = ['databaseName', 'password', 'port', 'serverName', 'username'];
  const accessRole = ['serviceAccessRoleArn'];
  const encryption = ['encryptionMode', 'serverSideEncryptionKmsKeyId'];

  /**
   * For each block the families whose settings render to it, and what they leave out: the endpoint fills in secret, role, address, bucket and
   * stream, or other props of the database do; some blocks repeat the endpoint's own address.
   */
  const BLOCKS: Readonly<Record<string, { readonly family: End['family']; readonly leftOut: readonly string[]; readonly notIn?: readonly string[] }>> = {
    DocDbSettingsProperty: { family: 'docdb', leftOut: secret },
    DynamoDbSettingsProperty: { family: 'dynamodb', leftOut: accessRole },
    ElasticsearchSettingsProperty: { family: 'opensearch', leftOut: [...accessRole, 'endpointUri'] },
    GcpMySQLSettingsProperty: { family: 'mysql', leftOut: [...secret, ...address], notIn: ['targetDbType'] },
    IbmDb2SettingsProperty: { family: 'db2', leftOut: secret },
    KafkaSettingsProperty: {
      family: 'kafka',
      leftOut: [
        'broker', 'saslPassword', 'saslUserName', 'securityProtocol', 'sslCaCertificateArn', 'sslClientCertificateArn', 'sslClientKeyArn',
        'sslClientKeyPassword',
      ],
    },
    KinesisSettingsProperty: { family: 'kinesis', leftOut: [...accessRole, 'streamArn'] },
    MicrosoftSqlServerSettingsProperty: { family: 'sqlserver', leftOut: [...secret, ...address] },
    MongoDbSettingsProperty: { family: 'mongodb', leftOut: [...secret, ...address, 'authType'] },
    MySqlSettingsProperty: { family: 'mysql', leftOut: secret },
    NeptuneSettingsProperty: { family: 'neptune', leftOut: [...accessRole, 's3BucketFolder', 's3BucketName'] },
    OracleSettingsProperty: { family: 'oracle', leftOut: [...secret, 'secretsManagerOracleAsmAccessRoleArn', 'secretsManagerOracleAsmSecretId'] },
    PostgreSqlSettingsProperty: { family: 'postgresql', leftOut: secret },
    RedisSettingsProperty: {
      family: 'redis',
      leftOut: ['authPassword', 'authType', 'authUserName', 'port', 'serverName', 'sslCaCertificateArn', 'sslSecurityProtocol'],
    },
    RedshiftSettingsProperty: { family: 'redshift', leftOut: [...secret, ...accessRole, ...encryption, 'bucketName'] },
    S3SettingsProperty: { family: 's3', leftOut: [...accessRole, ...encryption, 'bucketName', 'externalTableDefinition'] },
    SybaseSettingsProperty: { family: 'sybase', leftOut: secret },
  };

  test('is in a settings block that this library knows', () => {
    const endpoint = /interface CfnEndpointProps \{([\s\S]*?)\n\}/.exec(typings)?.[1] ?? '';
    const blocks = [...endpoint.matchAll(/CfnEndpoint\.(\w+SettingsProperty)/g)].map(([, name]) => name);
    expect(blocks.length).toBe(17);
    expect([...new Set(blocks)].sort()).toEqual(Object.keys(BLOCKS).sort());
  });

  test.each(Object.entries(BLOCKS))('of %s can be set, or is filled in', (property, { family, leftOut, notIn = [] }) => {
    const rendered = ENDS.filter((end) => end.family === family).flatMap(({ all, render }) => Object.keys(render(all).settings));
    const known = [...rendered, ...leftOut].filter((name) => !notIn.includes(name));
    expect([...new Set(known)].sort()).toEqual(propertiesOf(property).sort());
    expect(rendered.filter((name) => leftOut.includes(name))).toEqual([]);
    // A raw member is judged by these, also where it is filled in.
    expect([...leftOut, ...rendered].filter((name) => !Object.hasOwn(SETTINGS[family], name) && !name.startsWith('secretsManager')
      && !(family === 'mysql' && address.includes(name)))).toEqual([]);
  });

  // The L1 refuses values of another type, and leaves out what it does not know.
  test.each(ENDS.map((end) => [end.name, end] as const))('has the type that CloudFormation wants, for a %s', (_, { all, render, family, role }) => {
    const { settings } = render(all);
    const scope = new Stack();
    const block = findBlock(family);
    if (block === undefined || Object.keys(settings).length === 0) return;
    new CfnEndpoint(scope, 'Endpoint', { endpointType: role, engineName: 'any', [block]: settings });
    const { Properties: properties } = Template.fromStack(scope).findResources('AWS::DMS::Endpoint').Endpoint as { Properties: Record<string, object> };
    const [written] = Object.values<object>(properties).filter((value) => typeof value === 'object');
    expect(Object.keys(written).length).toBe(Object.keys(settings).length);
  });
});

describe('what is known only at deployment', () => {
  test('stays a token, also where a number becomes part of a text', () => {
    const { settings, attributes } = renderPostgreSqlSource({
      executeTimeout: Duration.seconds(Lazy.number({ produce: () => 77 })),
      fetchCacheSize: Lazy.number({ produce: () => 4321 }),
      slotName: Lazy.string({ produce: () => 'slot_9' }),
    });
    expect(Token.isUnresolved(settings.executeTimeout)).toBe(true);
    expect(stack.resolve({ settings, attributes })).toEqual({
      settings: { executeTimeout: 77, slotName: 'slot_9' },
      attributes: { fetchCacheSize: '4321' },
    });
  });

  test('is not judged', () => {
    const { settings, attributes } = renderOracleSource({
      openTransactionWindow: Duration.minutes(Lazy.number({ produce: () => 999 })),
      parallelAsmReadThreads: Lazy.number({ produce: () => 99 }),
      logReader: OracleLogReader.BINARY_READER,
    });
    const known = { settings: markUnknown(settings), attributes: markUnknown(attributes) };
    expect(checkEndpointSettings({ family: 'oracle', role: 'source', ...known })).toEqual([]);
  });
});

test('keeps fractions, for the rules to report', () => {
  const { settings } = renderPostgreSqlSource({ heartbeatEnable: true, heartbeatFrequency: Duration.seconds(90) });
  expect(checkEndpointSettings({ family: 'postgresql', role: 'source', settings }).map(({ where, what }) => `${where} ${what}`))
    .toEqual(['settings.heartbeatFrequency must be a whole number of minutes, 1 or more, got 1.5']);
});
