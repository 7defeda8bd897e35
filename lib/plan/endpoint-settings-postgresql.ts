import type { Settings, SettingsFacts } from './endpoint-settings-facts';
import { error, show, warning, type Problem } from './problem';
import { isKnown, UNKNOWN } from './unknown';

/** [DMS API reference, PostgreSQLSettings], [DMS User Guide, Using a PostgreSQL database as an AWS DMS source, and as a target]. */
export const POSTGRESQL_SETTINGS: SettingsFacts = {
  afterConnectScript: { type: 'text' },
  babelfishDatabaseName: { type: 'text', role: 'target' },
  captureDdls: { type: 'boolean', role: 'source' },
  connectionTimeout: { type: 'whole', min: 1, unit: 'seconds', attribute: 'ConnectionTimeout' },
  consumeMonotonicEvents: { type: 'boolean', role: 'source', attribute: 'ConsumeMonotonicEvents' },
  databaseMode: { type: 'text', role: 'target', words: ['default', 'babelfish'] },
  ddlArtifactsSchema: { type: 'text', role: 'source' },
  disableUnicodeSourceFilter: { type: 'boolean', role: 'source', attribute: 'DisableUnicodeSourceFilter' },
  executeTimeout: { type: 'whole', min: 1, unit: 'seconds' },
  failTasksOnLobTruncation: { type: 'boolean', role: 'source' },
  fetchCacheSize: { type: 'whole', role: 'source', min: 1, unit: 'rows', attribute: 'fetchCacheSize' },
  heartbeatEnable: { type: 'boolean', role: 'source' },
  heartbeatFrequency: { type: 'whole', role: 'source', min: 1, unit: 'minutes' },
  heartbeatSchema: { type: 'text', role: 'source' },
  loadUsingCsv: { type: 'boolean', role: 'target', attribute: 'loadUsingCSV' },
  mapBooleanAsBoolean: { type: 'boolean' },
  mapJsonbAsClob: { type: 'boolean', role: 'source', attribute: 'MapJsonbAsClob' },
  mapLongVarcharAs: { type: 'text', role: 'source', words: ['wstring', 'clob', 'nclob'], attribute: 'MapLongVarcharAs' },
  mapUnboundedNumericAsString: { type: 'boolean', attribute: 'MapUnboundedNumericAsString' },
  maxFileSize: { type: 'whole', role: 'target', min: 1, max: 1_048_576, unit: 'KiB' },
  pluginName: { type: 'text', role: 'source', words: ['no-preference', 'pglogical', 'test-decoding'] },
  slotName: { type: 'text', role: 'source' },
  trimSpaceInChar: { type: 'boolean', role: 'source', attribute: 'TrimSpaceInChar' },
  unboundedVarcharMaxSize: { type: 'whole', role: 'source', min: 1, max: 10_485_760, unit: 'bytes', attribute: 'unboundedVarcharMaxSize' },
};

/** Checks what the settings of a PostgreSQL endpoint say together. */
export function checkPostgreSqlSettings(settings: Settings, databaseName: unknown): Problem[] {
  return [
    ...checkSlotName(settings),
    ...checkHeartbeatOff(settings),
    ...checkDdlArtifacts(settings),
    ...checkBabelfish(settings, databaseName),
  ];
}

/** The form of a replication slot's name [PostgreSQL documentation, Replication slots: Manipulating replication slots]. */
function checkSlotName({ text, where }: Settings): Problem[] {
  const name = text('slotName');
  if (name === undefined || /^[a-z0-9_]{1,63}$/.test(name)) return [];
  return [error({
    code: 'slotNameForm',
    where: where('slotName'),
    what: `must have 1 to 63 lower-case letters, digits and underscores, got ${show(name)}`,
    why: 'PostgreSQL has no other replication slots',
    mend: 'Write the slot_name that pg_replication_slots shows, or leave it out and DMS makes a slot',
  })];
}

function checkHeartbeatOff({ get, where, given }: Settings): Problem[] {
  const enabled = get('heartbeatEnable');
  const [without] = given(['heartbeatFrequency', 'heartbeatSchema']);
  if (without === undefined || enabled === true || enabled === UNKNOWN) return [];
  return [warning({
    code: 'heartbeatOff',
    where: where(without),
    what: 'is given, but heartbeatEnable is not true',
    why: 'DMS writes no heartbeat then, and an idle source keeps its write-ahead log',
    mend: 'Write heartbeatEnable: true, or leave it out',
  })];
}

function checkDdlArtifacts({ get, where, given }: Settings): Problem[] {
  if (get('captureDdls') !== false || given(['ddlArtifactsSchema']).length === 0) return [];
  return [warning({
    code: 'ddlArtifactsUnused',
    where: where('ddlArtifactsSchema'),
    what: 'is given, but captureDdls is false',
    why: 'DMS makes no objects in that schema then',
    mend: 'Leave one of the two out',
  })];
}

/** [DMS User Guide, Using Babelfish for Aurora PostgreSQL as a target]. */
const BABELFISH_DATABASE = 'babelfish_db';

function checkBabelfish({ get, word, where }: Settings, databaseName: unknown): Problem[] {
  const name = get('babelfishDatabaseName');
  if (get('databaseMode') === UNKNOWN) return [];
  if (word('databaseMode') !== 'babelfish') {
    if (!isKnown(name)) return [];
    return [warning({
      code: 'babelfishModeMissing',
      where: where('babelfishDatabaseName'),
      what: 'is given, but databaseMode is not babelfish',
      why: 'DMS treats the target as plain PostgreSQL then, and makes tables that T-SQL does not find',
      mend: 'Set databaseMode to babelfish, or leave it out',
    })];
  }
  const problems: Problem[] = [];
  if (name === undefined) {
    problems.push(error({
      code: 'babelfishDatabaseMissing',
      where: where('babelfishDatabaseName'),
      what: 'is not given, but databaseMode is babelfish',
      why: 'DMS cannot tell which T-SQL database to write to',
      mend: 'Name the T-SQL database',
    }));
  }
  if (name === BABELFISH_DATABASE) {
    problems.push(error({
      code: 'babelfishDatabaseReserved',
      where: where('babelfishDatabaseName'),
      what: `is ${BABELFISH_DATABASE}`,
      why: 'That PostgreSQL database holds all T-SQL databases, and is none itself',
      mend: `Name the T-SQL database here, and ${BABELFISH_DATABASE} as the endpoint's database name`,
    }));
  }
  if (isKnown(databaseName) && databaseName !== BABELFISH_DATABASE) {
    problems.push(warning({
      code: 'babelfishEndpointDatabase',
      where: 'databaseName',
      what: `is ${show(databaseName)}, but databaseMode is babelfish`,
      why: `AWS has a Babelfish target connect to the database ${BABELFISH_DATABASE}`,
      mend: `Write databaseName: '${BABELFISH_DATABASE}', and the T-SQL database as babelfishDatabaseName`,
    }));
  }
  return problems;
}

/**
 * For the source of a task that captures changes: whether an idle source would keep its log.
 *
 * A logical slot moves on only when a change reaches it [DMS User Guide, Using a PostgreSQL database as an AWS DMS source, HeartbeatEnable].
 */
export function checkPostgreSqlHeartbeat({ get, where }: Settings): Problem[] {
  const enabled = get('heartbeatEnable');
  if (enabled === true || enabled === UNKNOWN) return [];
  return [warning({
    code: 'heartbeatAdvised',
    where: where('heartbeatEnable'),
    what: `is ${enabled === undefined ? 'not given' : 'false'} on the source of a task that captures changes`,
    why: 'While no table of the task changes, its replication slot keeps the write-ahead log of the whole server, until the disk is full',
    mend: 'Write heartbeatEnable: true, if the user of DMS may make a table in the source; or acknowledge this warning',
  })];
}
