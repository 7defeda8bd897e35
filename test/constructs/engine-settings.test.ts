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
import { settingOfAttribute, type SettingsFacts } from '../../lib/plan/endpoint-settings-facts';
import { MYSQL_SETTINGS } from '../../lib/plan/endpoint-settings-mysql';
import { ORACLE_SETTINGS } from '../../lib/plan/endpoint-settings-oracle';
import { POSTGRESQL_SETTINGS } from '../../lib/plan/endpoint-settings-postgresql';
import { checkEndpointSettings, type EndpointSettingsInput } from '../../lib/plan/endpoint-settings-rules';
import { SQLSERVER_SETTINGS } from '../../lib/plan/endpoint-settings-sqlserver';
import {
  renderMySqlSource, renderMySqlTarget, renderOracleSource, renderOracleTarget, renderPostgreSqlSource, renderPostgreSqlTarget,
  renderSqlServerSource, renderSqlServerTarget, type RenderedSettings,
} from '../../lib/private/render-settings';
import { markUnknown } from '../../lib/private/reporting';

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

interface End {
  readonly name: string;
  readonly all: object;
  readonly render: (settings: object) => RenderedSettings;
  readonly family: EndpointSettingsInput['family'];
  readonly role: EndpointSettingsInput['role'];
}

const FACTS: Record<End['family'], SettingsFacts> = {
  postgresql: POSTGRESQL_SETTINGS,
  mysql: MYSQL_SETTINGS,
  oracle: ORACLE_SETTINGS,
  sqlserver: SQLSERVER_SETTINGS,
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
    expect(Object.keys(attributes).filter((attribute) => settingOfAttribute(FACTS[family], attribute) === undefined)).toEqual([]);
  });
});

describe('every property that CloudFormation has', () => {
  const typings = readFileSync(join(dirname(require.resolve('aws-cdk-lib/aws-dms')), 'lib/dms.generated.d.ts'), 'utf8');
  const secret = ['secretsManagerAccessRoleArn', 'secretsManagerSecretId'];

  // Left out, with the reason: the endpoint fills in the secret and its role; SQL Server's block repeats the endpoint's own address.
  test.each([
    ['PostgreSqlSettingsProperty', 'postgresql', secret],
    ['MySqlSettingsProperty', 'mysql', secret],
    ['OracleSettingsProperty', 'oracle', [...secret, 'secretsManagerOracleAsmAccessRoleArn', 'secretsManagerOracleAsmSecretId']],
    ['MicrosoftSqlServerSettingsProperty', 'sqlserver', [...secret, 'databaseName', 'password', 'port', 'serverName', 'username']],
  ] as const)('of %s can be set', (property, family, filledInByTheEndpoint) => {
    const body = new RegExp(`interface ${property} \\{([\\s\\S]*?)\\n    \\}`).exec(typings)?.[1] ?? '';
    const properties = [...body.matchAll(/^ +readonly (\w+)\??:/gm)].map(([, name]) => name);
    const rendered = ENDS.filter((end) => end.family === family).flatMap(({ all, render }) => Object.keys(render(all).settings));

    expect(properties.length).toBeGreaterThan(8);
    expect([...new Set([...rendered, ...filledInByTheEndpoint])].sort()).toEqual(properties.sort());
  });

  // The L1 refuses values of another type, and leaves out what it does not know.
  test.each(ENDS.map((end) => [end.name, end] as const))('has the type that CloudFormation wants, for a %s', (_, { all, render, family, role }) => {
    const { settings } = render(all);
    const scope = new Stack();
    new CfnEndpoint(scope, 'Endpoint', {
      endpointType: role,
      engineName: 'any',
      postgreSqlSettings: family === 'postgresql' ? settings : undefined,
      mySqlSettings: family === 'mysql' ? settings : undefined,
      oracleSettings: family === 'oracle' ? settings : undefined,
      microsoftSqlServerSettings: family === 'sqlserver' ? settings : undefined,
    });
    const { Properties: properties } = Template.fromStack(scope).findResources('AWS::DMS::Endpoint').Endpoint as { Properties: Record<string, object> };
    const [block] = Object.values<object>(properties).filter((value) => typeof value === 'object');
    expect(Object.keys(block).length).toBe(Object.keys(settings).length);
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
