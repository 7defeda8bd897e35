import type { Settings, SettingsFacts } from './endpoint-settings-facts';
import { error, warning, type Problem } from './problem';
import { isKnown, UNKNOWN } from './unknown';

/** [DMS API reference, MicrosoftSQLServerSettings], [DMS User Guide, Using a Microsoft SQL Server database as a source, and as a target]. */
export const SQLSERVER_SETTINGS: SettingsFacts = {
  activateSafeguard: { type: 'boolean', role: 'source', attribute: 'ActivateSafeguard' },
  alwaysOnSharedSynchedBackupIsEnabled: { type: 'boolean', role: 'source', attribute: 'AlwaysOnSharedSynchedBackupIsEnabled' },
  bcpPacketSize: { type: 'whole', min: 1, unit: 'bytes' },
  connectionTimeout: { type: 'whole', min: 1, unit: 'seconds', attribute: 'ConnectionTimeout' },
  controlTablesFileGroup: { type: 'text', role: 'target' },
  databaseName: { type: 'text' },
  enableNonSysadminWrapper: { type: 'boolean', role: 'source', attribute: 'EnableNonSysadminWrapper' },
  executeTimeout: { type: 'whole', min: 1, unit: 'seconds', attribute: 'ExecuteTimeout' },
  fatalOnSimpleModel: { type: 'boolean', role: 'source', attribute: 'FatalOnSimpleModel' },
  forceFullLob: { type: 'boolean', role: 'source', attribute: 'ForceFullLob' },
  forceLobLookup: { type: 'boolean', role: 'source' },
  ignoreMsReplicationEnablement: { type: 'boolean', role: 'source', attribute: 'ignoreMsReplicationEnablement' },
  ignoreTxnCtxValidityCheck: { type: 'boolean', role: 'source', attribute: 'ignoreTxnCtxValidityCheck' },
  multiSubnetFailover: { type: 'boolean', role: 'source', attribute: 'MultiSubnetFailover' },
  password: { type: 'text', secret: true },
  port: { type: 'whole', min: 1, max: 65_535 },
  querySingleAlwaysOnNode: { type: 'boolean', role: 'source' },
  readBackupOnly: { type: 'boolean', role: 'source' },
  readOnlyReplica: { type: 'text', role: 'source', words: ['ReadOnly', 'ReadWrite'], attribute: 'ApplicationIntent' },
  safeguardPolicy: {
    type: 'text',
    role: 'source',
    words: ['rely-on-sql-server-replication-agent', 'exclusive-automatic-truncation', 'shared-automatic-truncation'],
  },
  serverName: { type: 'text' },
  setUpMsCdcForTables: { type: 'boolean', role: 'source', attribute: 'SetUpMsCdcForTables' },
  tlogAccessMode: { type: 'text', role: 'source', words: ['BackupOnly', 'PreferBackup', 'PreferTlog', 'TlogOnly'] },
  trimSpaceInChar: { type: 'boolean', role: 'source' },
  useBcpFullLoad: { type: 'boolean', role: 'target' },
  username: { type: 'text' },
  useThirdPartyBackupDevice: { type: 'boolean', role: 'source', alias: 'Use3rdPartyBackupDevice' },
};

/** Checks what the settings of a SQL Server endpoint say together. */
export function checkSqlServerSettings(settings: Settings, onRds: boolean): Problem[] {
  return [
    ...checkReadBackupOnly(settings),
    ...checkSafeguardOff(settings),
    ...checkReadOnlyReplica(settings),
    ...(onRds ? checkRds(settings) : []),
  ];
}

function checkReadBackupOnly({ get, text, where }: Settings): Problem[] {
  const mode = text('tlogAccessMode');
  if (get('readBackupOnly') !== true || mode === undefined || mode.toLowerCase() === 'backuponly') return [];
  return [warning({
    code: 'readBackupOnlyMode',
    where: where('tlogAccessMode'),
    what: `is ${mode}, but readBackupOnly is true`,
    why: 'One says that the active transaction log is read, the other that it is not, and AWS does not say which one counts',
    mend: 'Leave one of the two out',
  })];
}

function checkSafeguardOff({ get, where }: Settings): Problem[] {
  if (get('activateSafeguard') !== false || !isKnown(get('safeguardPolicy'))) return [];
  return [warning({
    code: 'safeguardOff',
    where: where('safeguardPolicy'),
    what: 'is given, but activateSafeguard is false',
    why: 'DMS does nothing against truncation of the transaction log then',
    mend: 'Leave one of the two out',
  })];
}

/** [DMS User Guide, Using a Microsoft SQL Server database as a source, Working with a secondary availability group replica: Limitations]. */
function checkReadOnlyReplica({ get, word, where }: Settings): Problem[] {
  if (word('readOnlyReplica') !== 'readonly') return [];
  const problems: Problem[] = [];
  if (get('setUpMsCdcForTables') === true) {
    problems.push(error({
      code: 'readOnlyReplicaSetUp',
      where: where('setUpMsCdcForTables'),
      what: 'is true, but the endpoint leads to a read-only replica',
      why: 'DMS cannot turn on MS-CDC there',
      mend: 'Turn it on at the primary, and leave this out',
    }));
  }
  const safeguard = get('activateSafeguard');
  if (safeguard !== false && safeguard !== UNKNOWN) {
    problems.push(error({
      code: 'readOnlyReplicaSafeguard',
      where: where('activateSafeguard'),
      what: `is ${safeguard === undefined ? 'not given' : 'true'}, but the endpoint leads to a read-only replica`,
      why: 'DMS cannot hold a transaction open there to keep the log from being truncated',
      mend: 'Write activateSafeguard: false, and keep the log by other means',
    }));
  }
  return problems;
}

/** [DMS User Guide, Using a Microsoft SQL Server database as a source: endpoint settings]. */
function checkRds({ get, word, where }: Settings): Problem[] {
  const problems: Problem[] = [];
  if (get('readBackupOnly') === true) {
    problems.push(error({
      code: 'rdsReadBackupOnly',
      where: where('readBackupOnly'),
      what: 'is true for a database on Amazon RDS',
      why: 'RDS takes its backups in another way, and DMS cannot read them',
      mend: 'Leave it out',
    }));
  }
  if (word('safeguardPolicy') === 'exclusive-automatic-truncation') {
    problems.push(error({
      code: 'rdsExclusiveTruncation',
      where: where('safeguardPolicy'),
      what: 'is exclusive-automatic-truncation for a database on Amazon RDS',
      why: 'No user of RDS may run sp_repldone, by which DMS would mark the log as read',
      mend: 'Leave it out; DMS then relies on the Log Reader Agent',
    }));
  }
  return problems;
}
