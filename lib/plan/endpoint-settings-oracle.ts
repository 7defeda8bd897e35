import type { Settings, SettingsFacts } from './endpoint-settings-facts';
import { error, list, show, warning, type Problem } from './problem';
import { isKnown, UNKNOWN } from './unknown';

/** [DMS API reference, OracleSettings], [DMS User Guide, Using an Oracle database as a source for AWS DMS, and as a target]. */
export const ORACLE_SETTINGS: SettingsFacts = {
  accessAlternateDirectly: { type: 'boolean', role: 'source' },
  additionalArchivedLogDestId: { type: 'whole', role: 'source', min: 1 },
  addSupplementalLogging: { type: 'boolean', role: 'source' },
  allowSelectNestedTables: { type: 'boolean', role: 'source' },
  alwaysReplaceEmptyString: { type: 'boolean', role: 'target', attribute: 'AlwaysReplaceEmptyString' },
  archivedLogDestId: { type: 'whole', role: 'source', min: 1 },
  archivedLogsOnly: { type: 'boolean', role: 'source' },
  asmPassword: { type: 'text', role: 'source', secret: true },
  asmServer: { type: 'text', role: 'source', alias: 'asm_server' },
  asmUsePlsqlArray: { type: 'boolean', role: 'source', attribute: 'asmUsePLSQLArray' },
  asmUser: { type: 'text', role: 'source', alias: 'asm_user' },
  charLengthSemantics: { type: 'text', role: 'target', words: ['default', 'char', 'byte'] },
  convertTimestampWithZoneToUtc: { type: 'boolean', role: 'source', attribute: 'ConvertTimestampWithZoneToUTC' },
  directPathNoLog: { type: 'boolean', role: 'target' },
  directPathParallelLoad: { type: 'boolean', role: 'target' },
  enableHomogenousPartitionOps: { type: 'boolean', role: 'source', attribute: 'EnableHomogenousPartitionOps' },
  enableHomogenousTablespace: { type: 'boolean', role: 'source' },
  escapeCharacter: { type: 'text', role: 'source', attribute: 'EscapeCharacter' },
  exposeViews: { type: 'boolean', role: 'source', attribute: 'ExposeViews' },
  extraArchivedLogDestIds: { type: 'wholes', role: 'source', min: 1 },
  failTasksOnLobTruncation: { type: 'boolean', role: 'source' },
  filterTransactionsOfUser: { type: 'text', role: 'source', attribute: 'filterTransactionsOfUser' },
  // -1 is FLOAT, -2 is VARCHAR.
  numberDatatypeScale: { type: 'whole', role: 'source', min: -2, max: 38, unit: 'digits' },
  openTransactionWindow: { type: 'whole', role: 'source', min: 0, max: 240, unit: 'minutes', attribute: 'openTransactionWindow' },
  oraclePathPrefix: { type: 'text', role: 'source' },
  parallelAsmReadThreads: { type: 'whole', role: 'source', min: 2, max: 8, unit: 'threads' },
  // The user guide has 2,000,000 as the maximum, the API reference 200,000: the wider range cannot refuse what DMS takes.
  readAheadBlocks: { type: 'whole', role: 'source', min: 1000, max: 2_000_000, unit: 'blocks' },
  readTableSpaceName: { type: 'boolean', role: 'source' },
  replacePathPrefix: { type: 'boolean', role: 'source' },
  retryInterval: { type: 'whole', role: 'source', min: 1, unit: 'seconds' },
  secretsManagerOracleAsmAccessRoleArn: { type: 'text', role: 'source' },
  secretsManagerOracleAsmSecretId: { type: 'text', role: 'source' },
  securityDbEncryption: { type: 'text', role: 'source', secret: true },
  securityDbEncryptionName: { type: 'text', role: 'source' },
  spatialDataOptionToGeoJsonFunctionName: { type: 'text', role: 'source', alias: 'SpatialSdo2GeoJsonFunctionName' },
  standbyDelayTime: { type: 'whole', role: 'source', min: 0, unit: 'minutes' },
  trimSpaceInChar: { type: 'boolean', role: 'source', attribute: 'TrimSpaceInChar' },
  useAlternateFolderForOnline: { type: 'boolean', role: 'source' },
  useBFile: { type: 'boolean', role: 'source' },
  useDirectPathFullLoad: { type: 'boolean', role: 'target' },
  useLogminerReader: { type: 'boolean', role: 'source' },
  usePathPrefix: { type: 'text', role: 'source' },
};

/** Checks what the settings of an Oracle endpoint say together. */
export function checkOracleSettings(settings: Settings): Problem[] {
  return [
    ...checkLogReader(settings),
    ...checkPathPrefix(settings),
    ...checkArchivedLogs(settings),
    ...checkAsm(settings),
    ...checkTde(settings),
    ...checkDirectPath(settings),
    ...checkEscapeCharacter(settings),
    ...checkFilteredUsers(settings),
  ];
}

/** What Binary Reader alone looks at. */
const BINARY_READER_ONLY: readonly string[] = [
  'accessAlternateDirectly', 'asmPassword', 'asmServer', 'asmUsePlsqlArray', 'asmUser', 'oraclePathPrefix', 'parallelAsmReadThreads',
  'readAheadBlocks', 'replacePathPrefix', 'secretsManagerOracleAsmSecretId', 'useAlternateFolderForOnline', 'usePathPrefix',
];

function checkLogReader({ get, where, given }: Settings): Problem[] {
  const logMiner = get('useLogminerReader');
  const binary = get('useBFile');
  if (logMiner === UNKNOWN || binary === UNKNOWN) return [];
  const usesLogMiner = logMiner !== false;
  const usesBinary = binary === true;
  if (usesLogMiner === usesBinary) {
    return [error({
      code: 'oracleLogReader',
      where: where(usesBinary ? 'useBFile' : 'useLogminerReader'),
      what: usesBinary
        ? `is true, but useLogminerReader is ${logMiner === undefined ? 'not false' : 'true'}`
        : `is false, but useBFile is ${binary === undefined ? 'not true' : 'false'}`,
      why: 'DMS reads the redo logs either with LogMiner or with Binary Reader, and each is chosen by both settings',
      mend: 'Set logReader, or for Binary Reader useLogminerReader: false and useBFile: true',
    })];
  }
  const unused = usesBinary ? given(['filterTransactionsOfUser']) : given(BINARY_READER_ONLY);
  if (unused.length === 0) return [];
  const [reader, other] = usesBinary ? ['Binary Reader', 'LogMiner'] : ['LogMiner', 'Binary Reader'];
  return [warning({
    code: 'oracleLogReaderUnused',
    where: where(unused[0]),
    what: `is given${unused.length > 1 ? `, with ${list(unused.slice(1))}` : ''}, but the redo logs are read with ${reader}`,
    why: `Only ${other} looks at it`,
    mend: `Read with ${other}, or leave it out`,
  })];
}

/** The five settings belong together [DMS User Guide, Configuring a CDC task to use Binary Reader with an RDS for Oracle source]. */
function checkPathPrefix({ get, where, given }: Settings): Problem[] {
  const replaces = get('replacePathPrefix');
  const missing = ['oraclePathPrefix', 'usePathPrefix'].filter((name) => get(name) === undefined);
  if (replaces === true && missing.length > 0) {
    return [error({
      code: 'pathPrefixMissing',
      where: where('replacePathPrefix'),
      what: `is true without ${list(missing)}`,
      why: 'Binary Reader needs to know which part of the path to replace, and by what',
      mend: "Give oraclePathPrefix and usePathPrefix; on Amazon RDS '/rdsdbdata/db/<database>_A/' and '/rdsdbdata/log/'",
    })];
  }
  const [prefix] = given(['oraclePathPrefix', 'usePathPrefix']);
  if (prefix === undefined || replaces === true || replaces === UNKNOWN) return [];
  return [warning({
    code: 'pathPrefixUnused',
    where: where(prefix),
    what: 'is given, but replacePathPrefix is not true',
    why: 'Binary Reader then takes the paths as the database names them',
    mend: 'Write replacePathPrefix: true, or leave it out',
  })];
}

function checkArchivedLogs({ get, where, given }: Settings): Problem[] {
  const [more] = given(['additionalArchivedLogDestId', 'extraArchivedLogDestIds']);
  const first = get('archivedLogDestId');
  const problems: Problem[] = [];
  if (more !== undefined && first === undefined) {
    problems.push(warning({
      code: 'archivedLogDestMissing',
      where: where(more),
      what: 'is given without archivedLogDestId',
      why: 'AWS asks for both; DMS would read destination 1 first, whatever it is in your database',
      mend: 'Give archivedLogDestId as well: dest_id in v$archived_log',
    }));
  }
  const extra: unknown = get('extraArchivedLogDestIds');
  const others: unknown[] = [get('additionalArchivedLogDestId'), ...(Array.isArray(extra) ? extra as unknown[] : [])];
  if (more !== undefined && isKnown(first) && others.includes(first)) {
    problems.push(warning({
      code: 'archivedLogDestTwice',
      where: where(more),
      what: `has ${show(first)}, which is archivedLogDestId already`,
      why: 'After a switchover, DMS would look for the logs where they no longer come',
      mend: 'Name the destination on the standby',
    }));
  }
  return problems;
}

/** Either in clear text or in a secret, never both [DMS API reference, OracleSettings, SecretsManagerOracleAsmSecretId]. */
function checkAsm({ get, where, given }: Settings): Problem[] {
  const clear = ['asmUser', 'asmPassword', 'asmServer'];
  const there = clear.filter((name) => get(name) !== undefined);
  if (there.length === 0 || there.every((name) => get(name) === UNKNOWN)) return [];
  if (given(['secretsManagerOracleAsmSecretId']).length > 0) {
    return [error({
      code: 'asmTwice',
      where: where(there[0]),
      what: 'is given beside a secret for ASM',
      why: 'DMS takes one or the other, never both',
      mend: `Leave out ${list(there)}, so that the secret is used`,
    })];
  }
  const missing = clear.filter((name) => get(name) === undefined);
  if (missing.length === 0) return [];
  return [error({
    code: 'asmIncomplete',
    where: where(there[0]),
    what: `is given without ${list(missing)}`,
    why: 'Binary Reader needs address, user and password to read logs on ASM',
    mend: 'Give asmSecret in the place of all three',
  })];
}

function checkTde({ get, where }: Settings): Problem[] {
  const pair = ['securityDbEncryptionName', 'securityDbEncryption'];
  const there = pair.filter((name) => get(name) !== undefined);
  if (there.length !== 1) return [];
  const [missing] = pair.filter((name) => name !== there[0]);
  return [error({
    code: 'tdeIncomplete',
    where: where(there[0]),
    what: `is given without ${missing}`,
    why: 'DMS decrypts redo logs with a TDE key by its name and its password together',
    mend: `Give ${missing} as well`,
  })];
}

function checkDirectPath({ get, where }: Settings): Problem[] {
  const unused = ['directPathNoLog', 'directPathParallelLoad'].filter((name) => get(name) === true);
  if (get('useDirectPathFullLoad') !== false || unused.length === 0) return [];
  return [warning({
    code: 'directPathOff',
    where: where(unused[0]),
    what: 'is true, but useDirectPathFullLoad is false',
    why: 'It applies to direct-path loads alone',
    mend: 'Leave useDirectPathFullLoad out, or leave this out',
  })];
}

function checkEscapeCharacter({ text, where }: Settings): Problem[] {
  const character = text('escapeCharacter');
  if (character === undefined || /^[^%_[\];]$/.test(character)) return [];
  return [error({
    code: 'escapeCharacterForm',
    where: where('escapeCharacter'),
    what: `must be one character, neither a wildcard (%, _, [, ]) nor a semicolon, got ${show(character)}`,
    why: 'DMS could not tell it from the wildcards of a table mapping, or from the end of the attribute',
    mend: "Take another character, such as '#'",
  })];
}

function checkFilteredUsers({ text, where }: Settings): Problem[] {
  const users = text('filterTransactionsOfUser');
  if (users === undefined || users === users.toUpperCase()) return [];
  return [error({
    code: 'filteredUserCase',
    where: where('filterTransactionsOfUser'),
    what: `must be in capitals, got ${show(users)}`,
    why: 'DMS compares the names as Oracle stores them, and would replicate the transactions of these users',
    mend: `Write ${show(users.toUpperCase())}`,
  })];
}
