import { checkEndpointSettings, type EndpointSettingsInput } from '../../lib/plan/endpoint-settings-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

type Rest = Omit<EndpointSettingsInput, 'family' | 'role'>;
const source = (rest: Rest) => checkEndpointSettings({ family: 'oracle', role: 'source', ...rest });
const target = (rest: Rest) => checkEndpointSettings({ family: 'oracle', role: 'target', ...rest });

const BINARY_READER = { useLogminerReader: false, useBFile: true };

testRules([
  {
    code: 'oracleLogReader',
    variant: 'both',
    bad: () => source({ settings: { useBFile: true } }),
    message: "'settings.useBFile' is true, but useLogminerReader is not false. "
      + 'DMS reads the redo logs either with LogMiner or with Binary Reader, and each is chosen by both settings. Set logReader, '
      + 'or for Binary Reader useLogminerReader: false and useBFile: true. [oracleLogReader]',
    unknown: () => source({ settings: { useBFile: true, useLogminerReader: UNKNOWN } }),
  },
  {
    code: 'oracleLogReader',
    variant: 'none',
    bad: () => source({ settings: { useBFile: false, useLogminerReader: false } }),
    message: "'settings.useLogminerReader' is false, but useBFile is false. DMS reads the redo logs either with LogMiner or with Binary Reader, "
      + 'and each is chosen by both settings. Set logReader, or for Binary Reader useLogminerReader: false and useBFile: true. '
      + '[oracleLogReader]',
    unknown: () => source({ settings: { useBFile: UNKNOWN, useLogminerReader: false } }),
  },
  {
    code: 'oracleLogReader',
    variant: 'none, as attributes',
    bad: () => source({ extraConnectionAttributes: 'useLogminerReader=N' }),
    message: "'extraConnectionAttributes.useLogminerReader' is false, but useBFile is not true. "
      + 'DMS reads the redo logs either with LogMiner or with Binary Reader, and each is chosen by both settings. Set logReader, '
      + 'or for Binary Reader useLogminerReader: false and useBFile: true. [oracleLogReader]',
    unknown: () => source({ extraConnectionAttributes: UNKNOWN }),
  },
  {
    code: 'oracleLogReaderUnused',
    variant: 'Binary Reader only',
    bad: () => source({ settings: { parallelAsmReadThreads: 4, readAheadBlocks: 5000 } }),
    message: "'settings.parallelAsmReadThreads' is given, with readAheadBlocks, but the redo logs are read with LogMiner. "
      + 'Only Binary Reader looks at it. Read with Binary Reader, or leave it out. [oracleLogReaderUnused]',
    unknown: () => source({ settings: { parallelAsmReadThreads: 4, readAheadBlocks: 5000, useBFile: UNKNOWN } }),
  },
  {
    code: 'oracleLogReaderUnused',
    variant: 'LogMiner only',
    bad: () => source({ settings: BINARY_READER, attributes: { filterTransactionsOfUser: 'BATCH' } }),
    message: "'settings.filterTransactionsOfUser' is given, but the redo logs are read with Binary Reader. Only LogMiner looks at it. "
      + 'Read with LogMiner, or leave it out. [oracleLogReaderUnused]',
    unknown: () => source({ settings: BINARY_READER, attributes: { filterTransactionsOfUser: UNKNOWN } }),
  },
  {
    code: 'pathPrefixMissing',
    bad: () => source({ settings: { ...BINARY_READER, replacePathPrefix: true, usePathPrefix: '/rdsdbdata/log/' } }),
    message: "'settings.replacePathPrefix' is true without oraclePathPrefix. Binary Reader needs to know which part of the path to replace, "
      + "and by what. Give oraclePathPrefix and usePathPrefix; on Amazon RDS '/rdsdbdata/db/<database>_A/' and '/rdsdbdata/log/'. "
      + '[pathPrefixMissing]',
    unknown: () => source({ settings: { ...BINARY_READER, replacePathPrefix: true, usePathPrefix: '/rdsdbdata/log/', oraclePathPrefix: UNKNOWN } }),
  },
  {
    code: 'pathPrefixUnused',
    bad: () => source({ settings: { ...BINARY_READER, usePathPrefix: '/rdsdbdata/log/' } }),
    message: "'settings.usePathPrefix' is given, but replacePathPrefix is not true. "
      + 'Binary Reader then takes the paths as the database names them. Write replacePathPrefix: true, or leave it out. [pathPrefixUnused]',
    unknown: () => source({ settings: { ...BINARY_READER, usePathPrefix: '/rdsdbdata/log/', replacePathPrefix: UNKNOWN } }),
  },
  {
    code: 'archivedLogDestMissing',
    bad: () => source({ settings: { additionalArchivedLogDestId: 2 } }),
    message: "'settings.additionalArchivedLogDestId' is given without archivedLogDestId. AWS asks for both; DMS would read destination 1 first, "
      + 'whatever it is in your database. Give archivedLogDestId as well: dest_id in v$archived_log. [archivedLogDestMissing]',
    unknown: () => source({ settings: { additionalArchivedLogDestId: 2, archivedLogDestId: UNKNOWN } }),
  },
  {
    code: 'archivedLogDestTwice',
    bad: () => source({ settings: { archivedLogDestId: 2, extraArchivedLogDestIds: [2, 3] } }),
    message: "'settings.extraArchivedLogDestIds' has 2, which is archivedLogDestId already. After a switchover, "
      + 'DMS would look for the logs where they no longer come. Name the destination on the standby. [archivedLogDestTwice]',
    unknown: () => source({ settings: { archivedLogDestId: UNKNOWN, extraArchivedLogDestIds: [2, 3] } }),
  },
  {
    code: 'asmTwice',
    bad: () => source({ settings: { ...BINARY_READER, asmUser: 'asm', secretsManagerOracleAsmSecretId: 'asm-secret' } }),
    message: "'settings.asmUser' is given beside a secret for ASM. DMS takes one or the other, never both. Leave out asmUser, "
      + 'so that the secret is used. [asmTwice]',
    unknown: () => source({ settings: { ...BINARY_READER, asmUser: UNKNOWN, secretsManagerOracleAsmSecretId: 'asm-secret' } }),
  },
  {
    code: 'asmIncomplete',
    bad: () => source({ settings: { ...BINARY_READER, asmUser: 'asm' } }),
    message: "'settings.asmUser' is given without asmPassword and asmServer. Binary Reader needs address, user and password to read logs on ASM. "
      + 'Give asmSecret in the place of all three. [asmIncomplete]',
    unknown: () => source({ settings: { ...BINARY_READER, asmUser: 'asm', asmServer: UNKNOWN, asmPassword: UNKNOWN } }),
  },
  {
    code: 'tdeIncomplete',
    bad: () => source({ settings: { securityDbEncryptionName: 'ORACLE.SECURITY.DB.ENCRYPTION.A' } }),
    message: "'settings.securityDbEncryptionName' is given without securityDbEncryption. "
      + 'DMS decrypts redo logs with a TDE key by its name and its password together. Give securityDbEncryption as well. [tdeIncomplete]',
    unknown: () => source({ settings: { securityDbEncryptionName: 'ORACLE.SECURITY.DB.ENCRYPTION.A', securityDbEncryption: UNKNOWN } }),
  },
  {
    code: 'directPathOff',
    bad: () => target({ settings: { directPathNoLog: true, useDirectPathFullLoad: false } }),
    message: "'settings.directPathNoLog' is true, but useDirectPathFullLoad is false. It applies to direct-path loads alone. "
      + 'Leave useDirectPathFullLoad out, or leave this out. [directPathOff]',
    unknown: () => target({ settings: { directPathNoLog: true, useDirectPathFullLoad: UNKNOWN } }),
  },
  {
    code: 'escapeCharacterForm',
    bad: () => source({ attributes: { EscapeCharacter: '%' } }),
    message: `'settings.escapeCharacter' must be one character, neither a wildcard (%, _, [, ]) nor a semicolon, got "%". `
      + "DMS could not tell it from the wildcards of a table mapping, or from the end of the attribute. Take another character, such as '#'. "
      + '[escapeCharacterForm]',
    unknown: () => source({ attributes: { EscapeCharacter: UNKNOWN } }),
  },
  {
    code: 'filteredUserCase',
    bad: () => source({ attributes: { filterTransactionsOfUser: 'batch,REPORTS' } }),
    message: `'settings.filterTransactionsOfUser' must be in capitals, got "batch,REPORTS". DMS compares the names as Oracle stores them, `
      + 'and would replicate the transactions of these users. Write "BATCH,REPORTS". [filteredUserCase]',
    unknown: () => source({ attributes: { filterTransactionsOfUser: UNKNOWN } }),
  },
]);

test('takes the five settings that AWS gives for Binary Reader on Amazon RDS', () => {
  expect(source({
    settings: {
      ...BINARY_READER,
      accessAlternateDirectly: false,
      useAlternateFolderForOnline: true,
      oraclePathPrefix: '/rdsdbdata/db/ORCL_A/',
      usePathPrefix: '/rdsdbdata/log/',
      replacePathPrefix: true,
    },
  })).toEqual([]);
});

test('takes ASM from a secret, and a primary with two standbys', () => {
  expect(source({
    settings: {
      ...BINARY_READER,
      secretsManagerOracleAsmSecretId: 'asm-secret',
      secretsManagerOracleAsmAccessRoleArn: 'arn:aws:iam::111122223333:role/dms',
      parallelAsmReadThreads: 6,
      readAheadBlocks: 150_000,
      archivedLogDestId: 1,
      extraArchivedLogDestIds: [2, 3],
    },
    attributes: { asmUsePLSQLArray: 'true' },
  })).toEqual([]);
});
