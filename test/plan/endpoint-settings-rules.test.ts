import fc from 'fast-check';
import { checkEndpointSettings, type EndpointSettingsInput } from '../../lib/plan/endpoint-settings-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

function check(family: EndpointSettingsInput['family'], role: EndpointSettingsInput['role'], rest: Omit<EndpointSettingsInput, 'family' | 'role'>) {
  return checkEndpointSettings({ family, role, ...rest });
}

const BINARY_READER = { useLogminerReader: false, useBFile: true };

testRules([
  {
    code: 'settingsShape',
    bad: () => check('postgresql', 'source', { settings: 'heartbeatEnable=true' }),
    message: `'settings' must be an object, got "heartbeatEnable=true". CloudFormation takes the settings of an engine as members of an object. `
      + 'Write { name: value }. [settingsShape]',
    unknown: () => check('postgresql', 'source', { settings: UNKNOWN }),
  },
  {
    code: 'settingUnknown',
    variant: 'a slip of the pen',
    bad: () => check('postgresql', 'source', { settings: { hartbeatEnable: true } }),
    message: "'settings.hartbeatEnable' is not known to this library as a setting of this engine. "
      + 'The CDK leaves out of the template what it does not know either. Write heartbeatEnable. [settingUnknown]',
    unknown: () => check('postgresql', 'source', { settings: UNKNOWN }),
  },
  {
    code: 'settingUnknown',
    variant: 'nothing like it',
    bad: () => check('mysql', 'source', { settings: { tomorrowsSetting: 1 } }),
    message: "'settings.tomorrowsSetting' is not known to this library as a setting of this engine. "
      + 'The CDK leaves out of the template what it does not know either. Make sure that CloudFormation has it, '
      + 'or write it as an extra connection attribute. [settingUnknown]',
    unknown: () => check('mysql', 'source', { settings: UNKNOWN }),
  },
  {
    code: 'settingNotInCloudFormation',
    bad: () => check('postgresql', 'source', { settings: { mapJsonbAsClob: true } }),
    message: "'settings.mapJsonbAsClob' is no property that CloudFormation has for this engine. It would not be in the template, "
      + 'so DMS would never see it. Write it as an extra connection attribute: MapJsonbAsClob=<value>. [settingNotInCloudFormation]',
    unknown: () => check('postgresql', 'source', { settings: UNKNOWN }),
  },
  {
    code: 'settingOfOtherEnd',
    variant: 'in the block',
    bad: () => check('postgresql', 'target', { settings: { slotName: 'slot_1' } }),
    message: "'settings.slotName' is a setting of a source, and this is a target. AWS documents it for source endpoints alone, "
      + 'so it has no effect here. Set it on the source endpoint. [settingOfOtherEnd]',
    unknown: () => check('postgresql', 'target', { settings: UNKNOWN }),
  },
  {
    code: 'settingOfOtherEnd',
    variant: 'as an attribute',
    bad: () => check('sqlserver', 'target', { extraConnectionAttributes: 'SetUpMsCdcForTables=true' }),
    message: "'extraConnectionAttributes.SetUpMsCdcForTables' is a setting of a source, and this is a target. "
      + 'AWS documents it for source endpoints alone, so it has no effect here. Set it on the source endpoint. [settingOfOtherEnd]',
    unknown: () => check('sqlserver', 'target', { extraConnectionAttributes: UNKNOWN }),
  },
  {
    code: 'settingType',
    variant: 'a boolean',
    bad: () => check('oracle', 'source', { settings: { addSupplementalLogging: 'Y' } }),
    message: `'settings.addSupplementalLogging' must be true or false, got "Y". DMS refuses values of another type. Write it so, `
      + 'without quotes unless it is text. [settingType]',
    unknown: () => check('oracle', 'source', { settings: { addSupplementalLogging: UNKNOWN } }),
  },
  {
    code: 'settingType',
    variant: 'a number',
    bad: () => check('mysql', 'target', { settings: { parallelLoadThreads: '4' } }),
    message: `'settings.parallelLoadThreads' must be a number, got "4". DMS refuses values of another type. Write it so, `
      + 'without quotes unless it is text. [settingType]',
    unknown: () => check('mysql', 'target', { settings: { parallelLoadThreads: UNKNOWN } }),
  },
  {
    code: 'settingType',
    variant: 'text',
    bad: () => check('postgresql', 'source', { settings: { slotName: 1 } }),
    message: "'settings.slotName' must be text, got 1. DMS refuses values of another type. Write it so, without quotes unless it is text. "
      + '[settingType]',
    unknown: () => check('postgresql', 'source', { settings: { slotName: UNKNOWN } }),
  },
  {
    code: 'settingType',
    variant: 'a list',
    bad: () => check('oracle', 'source', { settings: { archivedLogDestId: 1, extraArchivedLogDestIds: 2 } }),
    message: "'settings.extraArchivedLogDestIds' must be a list of numbers, got 2. DMS refuses values of another type. Write it so, "
      + 'without quotes unless it is text. [settingType]',
    unknown: () => check('oracle', 'source', { settings: { archivedLogDestId: 1, extraArchivedLogDestIds: UNKNOWN } }),
  },
  {
    code: 'settingRange',
    variant: 'from, to',
    bad: () => check('oracle', 'source', { settings: { numberDatatypeScale: 39 } }),
    message: "'settings.numberDatatypeScale' must be a whole number of digits from -2 to 38, got 39. DMS takes no other values. Set it so, "
      + "or leave it out for DMS's default. [settingRange]",
    unknown: () => check('oracle', 'source', { settings: { numberDatatypeScale: UNKNOWN } }),
  },
  {
    code: 'settingRange',
    variant: 'no maximum, a fraction',
    bad: () => check('postgresql', 'source', { settings: { heartbeatEnable: true, heartbeatFrequency: 0.5 } }),
    message: "'settings.heartbeatFrequency' must be a whole number of minutes, 1 or more, got 0.5. DMS takes no other values. Set it so, "
      + "or leave it out for DMS's default. [settingRange]",
    unknown: () => check('postgresql', 'source', { settings: { heartbeatEnable: true, heartbeatFrequency: UNKNOWN } }),
  },
  {
    code: 'settingRange',
    variant: 'typed, rendered as an attribute',
    bad: () => check('oracle', 'source', { attributes: { openTransactionWindow: '241' } }),
    message: "'settings.openTransactionWindow' must be a whole number of minutes from 0 to 240, got 241. DMS takes no other values. Set it so, "
      + "or leave it out for DMS's default. [settingRange]",
    unknown: () => check('oracle', 'source', { attributes: { openTransactionWindow: UNKNOWN } }),
  },
  {
    code: 'settingRange',
    variant: 'in the text',
    bad: () => check('mysql', 'source', { extraConnectionAttributes: 'eventsPollInterval=90' }),
    message: "'extraConnectionAttributes.eventsPollInterval' must be a whole number of seconds from 1 to 60, got 90. DMS takes no other values. "
      + "Set it so, or leave it out for DMS's default. [settingRange]",
    unknown: () => check('mysql', 'source', { extraConnectionAttributes: UNKNOWN }),
  },
  {
    code: 'settingRange',
    variant: 'in a list',
    bad: () => check('oracle', 'source', { settings: { archivedLogDestId: 1, extraArchivedLogDestIds: [2, 0] } }),
    message: "'settings.extraArchivedLogDestIds[1]' must be a whole number, 1 or more, got 0. DMS takes no other values. Set it so, "
      + "or leave it out for DMS's default. [settingRange]",
    unknown: () => check('oracle', 'source', { settings: { archivedLogDestId: 1, extraArchivedLogDestIds: [2, UNKNOWN] } }),
  },
  {
    code: 'settingWord',
    variant: 'nothing like it',
    bad: () => check('postgresql', 'source', { settings: { pluginName: 'wal2json' } }),
    message: `'settings.pluginName' is "wal2json", which this library does not know. DMS is documented to take no-preference, `
      + 'pglogical or test-decoding. Make sure that DMS takes it. [settingWord]',
    unknown: () => check('postgresql', 'source', { settings: { pluginName: UNKNOWN } }),
  },
  {
    code: 'settingWord',
    variant: 'a slip of the pen',
    bad: () => check('sqlserver', 'source', { settings: { tlogAccessMode: 'BackupsOnly' } }),
    message: `'settings.tlogAccessMode' is "BackupsOnly", which this library does not know. DMS is documented to take BackupOnly, PreferBackup, `
      + 'PreferTlog or TlogOnly. Write BackupOnly. [settingWord]',
    unknown: () => check('sqlserver', 'source', { settings: { tlogAccessMode: UNKNOWN } }),
  },
  {
    code: 'attributeSemicolon',
    bad: () => check('mysql', 'target', { attributes: { Initstmt: 'SET a=1; SET b=2' } }),
    message: `'settings.initStatement' must have no semicolon, got "SET a=1; SET b=2". It is rendered as an extra connection attribute, `
      + 'which ends at the first semicolon. Leave the semicolon out; a script of several statements can be an afterConnectScript. '
      + '[attributeSemicolon]',
    unknown: () => check('mysql', 'target', { attributes: { Initstmt: UNKNOWN } }),
  },
  {
    code: 'attributeDoublesSetting',
    variant: 'a setting of CloudFormation',
    bad: () => check('postgresql', 'source', { settings: { executeTimeout: 60 }, extraConnectionAttributes: 'ExecuteTimeout=100' }),
    message: "'extraConnectionAttributes.ExecuteTimeout' is given beside 'settings.executeTimeout'. Both are the same setting, "
      + 'and only one can count. Leave the attribute out. [attributeDoublesSetting]',
    unknown: () => check('postgresql', 'source', { settings: { executeTimeout: 60 }, extraConnectionAttributes: UNKNOWN }),
  },
  {
    code: 'attributeDoublesSetting',
    variant: 'a typed attribute',
    bad: () => check('sqlserver', 'source', { attributes: { SetUpMsCdcForTables: 'true' }, extraConnectionAttributes: 'setUpMsCdcForTables=false' }),
    message: "'extraConnectionAttributes.setUpMsCdcForTables' is given beside 'settings.setUpMsCdcForTables'. Both are the same setting, "
      + 'and only one can count. Leave the attribute out. [attributeDoublesSetting]',
    unknown: () => check('sqlserver', 'source', { attributes: { SetUpMsCdcForTables: 'true' }, extraConnectionAttributes: UNKNOWN }),
  },
  {
    code: 'attributeTypo',
    bad: () => check('sqlserver', 'source', { extraConnectionAttributes: 'setUpMsCdcForTable=true' }),
    message: "'extraConnectionAttributes.setUpMsCdcForTable' looks like SetUpMsCdcForTables. "
      + 'DMS ignores or refuses attributes that it does not know. Write SetUpMsCdcForTables. [attributeTypo]',
    unknown: () => check('sqlserver', 'source', { extraConnectionAttributes: UNKNOWN }),
  },
  {
    code: 'settingReadable',
    bad: () => check('oracle', 'source', { settings: { ...BINARY_READER, asmUser: 'asm', asmServer: 'db:1521/+ASM', asmPassword: 'hunter2' } }),
    message: "'settings.asmPassword' is in plain text. Whoever may read the template or the stack then has it. "
      + 'Take it from a secret of Secrets Manager. [settingReadable]',
    unknown: () => check('oracle', 'source', { settings: { ...BINARY_READER, asmUser: 'asm', asmServer: 'db:1521/+ASM', asmPassword: UNKNOWN } }),
  },
]);

test.each([
  ['postgresql', 'target', 'maxFileSize', 1, 1_048_576],
  ['postgresql', 'source', 'unboundedVarcharMaxSize', 1, 10_485_760],
  ['mysql', 'source', 'eventsPollInterval', 1, 60],
  ['mysql', 'target', 'parallelLoadThreads', 1, 5],
  ['mysql', 'target', 'maxFileSize', 1, 1_048_576],
  ['oracle', 'source', 'openTransactionWindow', 0, 240],
  ['oracle', 'source', 'parallelAsmReadThreads', 2, 8],
  ['oracle', 'source', 'readAheadBlocks', 1000, 2_000_000],
  ['oracle', 'source', 'numberDatatypeScale', -2, 38],
] as const)('%s %s: %s goes from %d to %d', (family, role, name, min, max) => {
  const codes = (value: number) => check(family, role, { extraConnectionAttributes: `${name}=${value}` }).map(({ code }) => code);
  expect([min - 1, min, max, max + 1].map((value) => codes(value).includes('settingRange'))).toEqual([true, false, false, true]);
});

test.each(['executeTimeout', 'heartbeatFrequency', 'fetchCacheSize'])('%s is at least 1', (name) => {
  const problems = (value: number) => check('postgresql', 'source', { extraConnectionAttributes: `heartbeatEnable=true;${name}=${value}` });
  expect(problems(0).map(({ code }) => code)).toEqual(['settingRange']);
  expect(problems(1)).toEqual([]);
});

test("takes the user guide's spelling of words, of truth values and of lists", () => {
  expect(check('mysql', 'target', { settings: { targetDbType: 'MULTIPLE_DATABASES' } })).toEqual([]);
  expect(check('sqlserver', 'source', { settings: { safeguardPolicy: 'EXCLUSIVE_AUTOMATIC_TRUNCATION' } })).toEqual([]);
  expect(check('oracle', 'source', { extraConnectionAttributes: 'useLogMinerReader=N;useBfile=Y' })).toEqual([]);
  expect(check('oracle', 'source', { extraConnectionAttributes: 'archivedLogDestId=1;ExtraArchivedLogDestIds=[2,3,4]' })).toEqual([]);
});

test('lets pass attributes that AWS has and does not document', () => {
  expect(check('sqlserver', 'source', { extraConnectionAttributes: 'cdcTimeout=3600' })).toEqual([]);
});

test("knows the members that an endpoint adds for its secret, and SQL Server's own", () => {
  const secretsManagerSecretId = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf';
  const settings = { secretsManagerSecretId, secretsManagerAccessRoleArn: 'arn:aws:iam::111122223333:role/dms' };
  expect(check('mysql', 'source', { settings })).toEqual([]);
  const address = { serverName: 'db', port: 1433, databaseName: 'sales', username: 'dms' };
  expect(check('sqlserver', 'target', { settings: { ...settings, ...address } })).toEqual([]);
});

const families = ['postgresql', 'mysql', 'oracle', 'sqlserver'] as const;

test('never throws, whatever it is given', () => {
  const name = fc.constantFrom(
    'slotName', 'databaseMode', 'targetDbType', 'serverTimezone', 'useBFile', 'asmPassword', 'extraArchivedLogDestIds', 'safeguardPolicy',
    'readBackupOnly', 'tlogAccessMode', 'executeTimeout', 'MapLongVarcharAs', 'filterTransactionsOfUser', 'ApplicationIntent', '__proto__',
  );
  const block = fc.oneof(fc.dictionary(name, fc.anything()), fc.anything());
  const attributes = fc.oneof(fc.array(fc.tuple(name, fc.string())).map((pairs) => pairs.map((pair) => pair.join('=')).join(';')), fc.anything());
  fc.assert(fc.property(fc.constantFrom(...families), fc.constantFrom('source', 'target'), block, block, attributes, (family, role, ...rest) => {
    const [settings, typed, text] = rest;
    expect(Array.isArray(check(family, role, { settings, attributes: typed, extraConnectionAttributes: text, onRds: true }))).toBe(true);
  }));
});

test.each(families)('says nothing of %s settings that are known only at deployment', (family) => {
  const all = { settings: UNKNOWN, attributes: UNKNOWN, extraConnectionAttributes: UNKNOWN, databaseName: UNKNOWN, onRds: true };
  expect([...check(family, 'source', all), ...check(family, 'target', all)]).toEqual([]);
});
