import { checkEndpointSettings, type EndpointSettingsInput } from '../../lib/plan/endpoint-settings-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

type Rest = Omit<EndpointSettingsInput, 'family' | 'role'>;
const source = (rest: Rest) => checkEndpointSettings({ family: 'sqlserver', role: 'source', ...rest });

testRules([
  {
    code: 'readBackupOnlyMode',
    bad: () => source({ settings: { readBackupOnly: true, tlogAccessMode: 'PreferTlog' } }),
    message: "'settings.tlogAccessMode' is PreferTlog, but readBackupOnly is true. One says that the active transaction log is read, "
      + 'the other that it is not, and AWS does not say which one counts. Leave one of the two out. [readBackupOnlyMode]',
    unknown: () => source({ settings: { readBackupOnly: UNKNOWN, tlogAccessMode: 'PreferTlog' } }),
  },
  {
    code: 'safeguardOff',
    bad: () => source({ settings: { safeguardPolicy: 'exclusive-automatic-truncation' }, attributes: { ActivateSafeguard: 'false' } }),
    message: "'settings.safeguardPolicy' is given, but activateSafeguard is false. "
      + 'DMS does nothing against truncation of the transaction log then. Leave one of the two out. [safeguardOff]',
    unknown: () => source({ settings: { safeguardPolicy: 'exclusive-automatic-truncation' }, attributes: { ActivateSafeguard: UNKNOWN } }),
  },
  {
    code: 'readOnlyReplicaSetUp',
    bad: () => source({ attributes: { ActivateSafeguard: 'false', ApplicationIntent: 'ReadOnly', SetUpMsCdcForTables: 'true' } }),
    message: "'settings.setUpMsCdcForTables' is true, but the endpoint leads to a read-only replica. DMS cannot turn on MS-CDC there. "
      + 'Turn it on at the primary, and leave this out. [readOnlyReplicaSetUp]',
    unknown: () => source({ attributes: { ActivateSafeguard: 'false', ApplicationIntent: 'ReadOnly', SetUpMsCdcForTables: UNKNOWN } }),
  },
  {
    code: 'readOnlyReplicaSafeguard',
    bad: () => source({ attributes: { ApplicationIntent: 'ReadOnly' } }),
    message: "'settings.activateSafeguard' is not given, but the endpoint leads to a read-only replica. "
      + 'DMS cannot hold a transaction open there to keep the log from being truncated. Write activateSafeguard: false, '
      + 'and keep the log by other means. [readOnlyReplicaSafeguard]',
    unknown: () => source({ attributes: { ApplicationIntent: 'ReadOnly', ActivateSafeguard: UNKNOWN } }),
  },
  {
    code: 'rdsReadBackupOnly',
    bad: () => source({ settings: { readBackupOnly: true }, onRds: true }),
    message: "'settings.readBackupOnly' is true for a database on Amazon RDS. RDS takes its backups in another way, and DMS cannot read them. "
      + 'Leave it out. [rdsReadBackupOnly]',
    unknown: () => source({ settings: { readBackupOnly: UNKNOWN }, onRds: true }),
  },
  {
    code: 'rdsExclusiveTruncation',
    bad: () => source({ settings: { safeguardPolicy: 'exclusive-automatic-truncation' }, onRds: true }),
    message: "'settings.safeguardPolicy' is exclusive-automatic-truncation for a database on Amazon RDS. No user of RDS may run sp_repldone, "
      + 'by which DMS would mark the log as read. Leave it out; DMS then relies on the Log Reader Agent. [rdsExclusiveTruncation]',
    unknown: () => source({ settings: { safeguardPolicy: UNKNOWN }, onRds: true }),
  },
]);

test('takes what AWS gives for a read-only replica of an availability group', () => {
  expect(source({
    extraConnectionAttributes: 'applicationIntent=ReadOnly;multiSubnetFailover=yes;alwaysOnSharedSynchedBackupIsEnabled=false;'
      + 'activateSafeguard=false;setUpMsCdcForTables=false',
  })).toEqual([]);
});

test('takes reading backups alone, where the database is not on RDS', () => {
  expect(source({ settings: { readBackupOnly: true, tlogAccessMode: 'BackupOnly', useThirdPartyBackupDevice: true } })).toEqual([]);
});
