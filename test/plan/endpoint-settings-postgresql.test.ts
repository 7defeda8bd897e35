import { checkEndpointSettings, checkSourceForCapture, type EndpointSettingsInput } from '../../lib/plan/endpoint-settings-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

type Rest = Omit<EndpointSettingsInput, 'family' | 'role'>;
const source = (rest: Rest) => checkEndpointSettings({ family: 'postgresql', role: 'source', ...rest });
const target = (rest: Rest) => checkEndpointSettings({ family: 'postgresql', role: 'target', ...rest });

testRules([
  {
    code: 'slotNameForm',
    bad: () => source({ settings: { slotName: 'My-Slot' } }),
    message: `'settings.slotName' must have 1 to 63 lower-case letters, digits and underscores, got "My-Slot". `
      + 'PostgreSQL has no other replication slots. Write the slot_name that pg_replication_slots shows, '
      + 'or leave it out and DMS makes a slot. [slotNameForm]',
    unknown: () => source({ settings: { slotName: UNKNOWN } }),
  },
  {
    code: 'heartbeatOff',
    bad: () => source({ settings: { heartbeatSchema: 'dms' } }),
    message: "'settings.heartbeatSchema' is given, but heartbeatEnable is not true. DMS writes no heartbeat then, "
      + 'and an idle source keeps its write-ahead log. Write heartbeatEnable: true, or leave it out. [heartbeatOff]',
    unknown: () => source({ settings: { heartbeatSchema: 'dms', heartbeatEnable: UNKNOWN } }),
  },
  {
    code: 'ddlArtifactsUnused',
    bad: () => source({ settings: { captureDdls: false, ddlArtifactsSchema: 'dms' } }),
    message: "'settings.ddlArtifactsSchema' is given, but captureDdls is false. DMS makes no objects in that schema then. "
      + 'Leave one of the two out. [ddlArtifactsUnused]',
    unknown: () => source({ settings: { captureDdls: UNKNOWN, ddlArtifactsSchema: 'dms' } }),
  },
  {
    code: 'babelfishModeMissing',
    bad: () => target({ settings: { babelfishDatabaseName: 'sales' } }),
    message: "'settings.babelfishDatabaseName' is given, but databaseMode is not babelfish. DMS treats the target as plain PostgreSQL then, "
      + 'and makes tables that T-SQL does not find. Set databaseMode to babelfish, or leave it out. [babelfishModeMissing]',
    unknown: () => target({ settings: { babelfishDatabaseName: 'sales', databaseMode: UNKNOWN } }),
  },
  {
    code: 'babelfishDatabaseMissing',
    bad: () => target({ settings: { databaseMode: 'babelfish' } }),
    message: "'settings.babelfishDatabaseName' is not given, but databaseMode is babelfish. DMS cannot tell which T-SQL database to write to. "
      + 'Name the T-SQL database. [babelfishDatabaseMissing]',
    unknown: () => target({ settings: { databaseMode: 'babelfish', babelfishDatabaseName: UNKNOWN } }),
  },
  {
    code: 'babelfishDatabaseReserved',
    bad: () => target({ settings: { databaseMode: 'babelfish', babelfishDatabaseName: 'babelfish_db' } }),
    message: "'settings.babelfishDatabaseName' is babelfish_db. That PostgreSQL database holds all T-SQL databases, and is none itself. "
      + "Name the T-SQL database here, and babelfish_db as the endpoint's database name. [babelfishDatabaseReserved]",
    unknown: () => target({ settings: { databaseMode: 'babelfish', babelfishDatabaseName: UNKNOWN } }),
  },
  {
    code: 'babelfishEndpointDatabase',
    bad: () => target({ settings: { databaseMode: 'babelfish', babelfishDatabaseName: 'sales' }, databaseName: 'sales' }),
    message: `'databaseName' is "sales", but databaseMode is babelfish. AWS has a Babelfish target connect to the database babelfish_db. `
      + "Write databaseName: 'babelfish_db', and the T-SQL database as babelfishDatabaseName. [babelfishEndpointDatabase]",
    unknown: () => target({ settings: { databaseMode: 'babelfish', babelfishDatabaseName: 'sales' }, databaseName: UNKNOWN }),
  },
  {
    code: 'heartbeatAdvised',
    variant: 'not given',
    bad: () => checkSourceForCapture({ family: 'postgresql', role: 'source' }),
    message: "'settings.heartbeatEnable' is not given on the source of a task that captures changes. While no table of the task changes, "
      + 'its replication slot keeps the write-ahead log of the whole server, until the disk is full. Write heartbeatEnable: true, '
      + 'if the user of DMS may make a table in the source; or acknowledge this warning. [heartbeatAdvised]',
    unknown: () => checkSourceForCapture({ family: 'postgresql', role: 'source', settings: { heartbeatEnable: UNKNOWN } }),
  },
  {
    code: 'heartbeatAdvised',
    variant: 'off',
    bad: () => checkSourceForCapture({ family: 'postgresql', role: 'source', extraConnectionAttributes: 'HeartbeatEnable=N' }),
    message: "'extraConnectionAttributes.HeartbeatEnable' is false on the source of a task that captures changes. "
      + 'While no table of the task changes, its replication slot keeps the write-ahead log of the whole server, until the disk is full. '
      + 'Write heartbeatEnable: true, if the user of DMS may make a table in the source; or acknowledge this warning. [heartbeatAdvised]',
    unknown: () => checkSourceForCapture({ family: 'postgresql', role: 'source', extraConnectionAttributes: UNKNOWN }),
  },
]);

test('takes a heartbeat with all its settings, and asks for no other', () => {
  const settings = { heartbeatEnable: true, heartbeatFrequency: 1, heartbeatSchema: 'dms' };
  expect(source({ settings })).toEqual([]);
  expect(checkSourceForCapture({ family: 'postgresql', role: 'source', settings })).toEqual([]);
});

test('asks no other engine for a heartbeat', () => {
  expect(checkSourceForCapture({ family: 'mysql', role: 'source' })).toEqual([]);
});

test('takes a Babelfish target that is set up as AWS describes it, as settings or as attributes', () => {
  const databaseName = 'babelfish_db';
  expect(target({ settings: { databaseMode: 'babelfish', babelfishDatabaseName: 'sales' }, databaseName })).toEqual([]);
  expect(target({ extraConnectionAttributes: 'DatabaseMode=Babelfish;BabelfishDatabaseName=sales;', databaseName })).toEqual([]);
});
