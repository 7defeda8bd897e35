import { Token, type SecretValue } from 'aws-cdk-lib';
import type { MySqlSettings, MySqlSourceSettings, MySqlTargetSettings } from '../constructs/mysql-settings';
import { OracleLogReader, type OracleSourceSettings, type OracleTargetSettings } from '../constructs/oracle-settings';
import type { PostgreSqlSettings, PostgreSqlSourceSettings, PostgreSqlTargetSettings } from '../constructs/postgresql-settings';
import type { SqlServerSettings, SqlServerSourceSettings, SqlServerTargetSettings } from '../constructs/sqlserver-settings';
import { bytes, kibibytes, minutes, seconds } from './amounts';
import { listOf, readProps } from './read-props';
import { rendered, type AttributeValue, type RenderedSettings } from './rendered-settings';

export type { RenderedSettings } from './rendered-settings';

// Attributes are spelled as the user guide's pages spell them; DMS does not look at their case [derived: the guide itself has
// useLogMinerReader and useLogminerReader, slotName and SlotName].

export function renderPostgreSqlSource(given: PostgreSqlSourceSettings = {}): RenderedSettings {
  return rendered({
    ...postgreSqlSettings(given),
    captureDdls: given.captureDdls,
    ddlArtifactsSchema: given.ddlArtifactsSchema,
    failTasksOnLobTruncation: given.failTasksOnLobTruncation,
    heartbeatEnable: given.heartbeatEnable,
    heartbeatFrequency: minutes(given.heartbeatFrequency),
    heartbeatSchema: given.heartbeatSchema,
    pluginName: given.pluginName,
    slotName: given.slotName,
  }, {
    ...postgreSqlAttributes(given),
    ConsumeMonotonicEvents: given.consumeMonotonicEvents,
    DisableUnicodeSourceFilter: given.disableUnicodeSourceFilter,
    fetchCacheSize: given.fetchCacheSize,
    MapJsonbAsClob: given.mapJsonbAsClob,
    MapLongVarcharAs: capitals(given.mapLongVarcharAs),
    TrimSpaceInChar: given.trimSpaceInChar,
    unboundedVarcharMaxSize: bytes(given.unboundedVarcharMaxSize),
  });
}

export function renderPostgreSqlTarget(given: PostgreSqlTargetSettings = {}): RenderedSettings {
  return rendered({
    ...postgreSqlSettings(given),
    babelfishDatabaseName: given.babelfishDatabaseName,
    databaseMode: given.databaseMode,
    maxFileSize: kibibytes(given.maxFileSize),
  }, {
    ...postgreSqlAttributes(given),
    ConnectionTimeout: seconds(given.connectionTimeout),
    loadUsingCSV: given.loadUsingCsv,
  });
}

function postgreSqlSettings(given: PostgreSqlSettings): Record<string, unknown> {
  return {
    afterConnectScript: given.afterConnectScript,
    executeTimeout: seconds(given.executeTimeout),
    mapBooleanAsBoolean: given.mapBooleanAsBoolean,
  };
}

function postgreSqlAttributes(given: PostgreSqlSettings): Record<string, AttributeValue> {
  return { MapUnboundedNumericAsString: given.mapUnboundedNumericAsString };
}

export function renderMySqlSource(given: MySqlSourceSettings = {}): RenderedSettings {
  return rendered({
    afterConnectScript: given.afterConnectScript,
    cleanSourceMetadataOnMismatch: given.cleanSourceMetadataOnMismatch,
    eventsPollInterval: seconds(given.eventsPollInterval),
    serverTimezone: given.serverTimezone,
  }, {
    ...mySqlAttributes(given),
    ExecuteTimeout: seconds(given.executeTimeout),
    IgnoreOpenXaTransactionsCheck: given.ignoreOpenXaTransactionsCheck,
    skipTableSuspensionForPartitionDdl: given.skipTableSuspensionForPartitionDdl,
  });
}

export function renderMySqlTarget(given: MySqlTargetSettings = {}): RenderedSettings {
  return rendered({
    afterConnectScript: given.afterConnectScript,
    maxFileSize: kibibytes(given.maxFileSize),
    parallelLoadThreads: given.parallelLoadThreads,
    targetDbType: given.targetDbType,
  }, {
    ...mySqlAttributes(given),
    Initstmt: given.initStatement,
    loadUsingCSV: given.loadUsingCsv,
  });
}

function mySqlAttributes(given: MySqlSettings): Record<string, AttributeValue> {
  return { ConnectionTimeout: seconds(given.connectionTimeout) };
}

export function renderOracleSource(settingsGiven: OracleSourceSettings = {}): RenderedSettings {
  const { given, problems } = readProps(settingsGiven, { asmSecret: 'secretsmanager.ISecret' });
  const { settings, attributes } = rendered({
    accessAlternateDirectly: given.accessAlternateDirectly,
    additionalArchivedLogDestId: given.additionalArchivedLogDestId,
    addSupplementalLogging: given.addSupplementalLogging,
    allowSelectNestedTables: given.allowSelectNestedTables,
    archivedLogDestId: given.archivedLogDestId,
    archivedLogsOnly: given.archivedLogsOnly,
    asmPassword: secret(given.asmPassword),
    asmServer: given.asmServer,
    asmUser: given.asmUser,
    enableHomogenousTablespace: given.enableHomogenousTablespace,
    extraArchivedLogDestIds: given.extraArchivedLogDestIds,
    failTasksOnLobTruncation: given.failTasksOnLobTruncation,
    numberDatatypeScale: given.numberDatatypeScale?.scale,
    oraclePathPrefix: given.oraclePathPrefix,
    parallelAsmReadThreads: given.parallelAsmReadThreads,
    readAheadBlocks: given.readAheadBlocks,
    readTableSpaceName: given.readTableSpaceName,
    replacePathPrefix: given.replacePathPrefix,
    retryInterval: seconds(given.retryInterval),
    securityDbEncryption: secret(given.securityDbEncryption),
    securityDbEncryptionName: given.securityDbEncryptionName,
    spatialDataOptionToGeoJsonFunctionName: given.spatialDataOptionToGeoJsonFunctionName,
    standbyDelayTime: minutes(given.standbyDelayTime),
    useAlternateFolderForOnline: given.useAlternateFolderForOnline,
    usePathPrefix: given.usePathPrefix,
    ...logReader(given.logReader),
  }, {
    asmUsePLSQLArray: given.asmUsePlsqlArray,
    ConvertTimestampWithZoneToUTC: given.convertTimestampWithZoneToUtc,
    EnableHomogenousPartitionOps: given.enableHomogenousPartitionOps,
    EscapeCharacter: given.escapeCharacter,
    ExposeViews: given.exposeViews,
    filterTransactionsOfUser: given.filterTransactionsOfUser && listOf(given.filterTransactionsOfUser).join(','),
    openTransactionWindow: minutes(given.openTransactionWindow),
    TrimSpaceInChar: given.trimSpaceInChar,
  });
  return { settings, attributes, ...(problems.length > 0 && { problems }), ...(given.asmSecret !== undefined && { asmSecret: given.asmSecret }) };
}

/** The two flags exclude each other, and DMS wants both of them for Binary Reader. */
function logReader(reader: OracleLogReader | undefined): Record<string, unknown> {
  switch (reader) {
    case undefined: return {};
    case OracleLogReader.LOG_MINER: return { useLogminerReader: true };
    case OracleLogReader.BINARY_READER: return { useLogminerReader: false, useBFile: true };
  }
}

export function renderOracleTarget(given: OracleTargetSettings = {}): RenderedSettings {
  return rendered({
    charLengthSemantics: given.charLengthSemantics,
    directPathNoLog: given.directPathNoLog,
    directPathParallelLoad: given.directPathParallelLoad,
    useDirectPathFullLoad: given.useDirectPathFullLoad,
  }, {
    AlwaysReplaceEmptyString: given.alwaysReplaceEmptyString,
  });
}

export function renderSqlServerSource(given: SqlServerSourceSettings = {}): RenderedSettings {
  return rendered({
    forceLobLookup: given.forceLobLookup,
    querySingleAlwaysOnNode: given.querySingleAlwaysOnNode,
    readBackupOnly: given.readBackupOnly,
    safeguardPolicy: given.safeguardPolicy,
    tlogAccessMode: given.tlogAccessMode,
    trimSpaceInChar: given.trimSpaceInChar,
    useThirdPartyBackupDevice: given.useThirdPartyBackupDevice,
  }, {
    ...sqlServerAttributes(given),
    ActivateSafeguard: given.activateSafeguard,
    AlwaysOnSharedSynchedBackupIsEnabled: given.alwaysOnSharedSynchedBackupIsEnabled,
    // These two go to the ODBC driver, which has words of its own.
    ApplicationIntent: choose(given.readOnlyReplica, 'ReadOnly', 'ReadWrite'),
    MultiSubnetFailover: choose(given.multiSubnetFailover, 'Yes', 'No'),
    EnableNonSysadminWrapper: given.enableNonSysadminWrapper,
    FatalOnSimpleModel: given.fatalOnSimpleModel,
    ForceFullLob: given.forceFullLob,
    ignoreMsReplicationEnablement: given.ignoreMsReplicationEnablement,
    ignoreTxnCtxValidityCheck: given.ignoreTxnCtxValidityCheck,
    SetUpMsCdcForTables: given.setUpMsCdcForTables,
  });
}

export function renderSqlServerTarget(given: SqlServerTargetSettings = {}): RenderedSettings {
  return rendered({
    bcpPacketSize: bytes(given.bcpPacketSize),
    controlTablesFileGroup: given.controlTablesFileGroup,
    useBcpFullLoad: given.useBcpFullLoad,
  }, sqlServerAttributes(given));
}

function sqlServerAttributes(given: SqlServerSettings): Record<string, AttributeValue> {
  return { ConnectionTimeout: seconds(given.connectionTimeout), ExecuteTimeout: seconds(given.executeTimeout) };
}

function choose(value: boolean | undefined, yes: string, no: string): string | undefined {
  if (value === undefined) return undefined;
  return value ? yes : no;
}

/** In capitals, as the user guide spells it; a token stays as it is. */
function capitals(word: string | undefined): string | undefined {
  return typeof word === 'string' && !Token.isUnresolved(word) ? word.toUpperCase() : word;
}

/** In the template it is a reference to the secret, not its value. */
function secret(value: SecretValue | undefined): string | undefined {
  return value?.unsafeUnwrap?.() ?? value as string | undefined;
}
