import {
  checkExtraConnectionAttributes, parseExtraConnectionAttributes, renderExtraConnectionAttributes,
} from '../../lib/plan/extra-connection-attributes';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

testRules([
  {
    code: 'attributesShape',
    bad: () => checkExtraConnectionAttributes({ executeTimeout: 60 }),
    message: `'extraConnectionAttributes' must be text, got {"executeTimeout":60}. CloudFormation takes one text with all attributes. `
      + "Write 'name=value;name=value'. [attributesShape]",
    unknown: () => checkExtraConnectionAttributes(UNKNOWN),
  },
  {
    code: 'attributeForm',
    variant: 'no value',
    bad: () => checkExtraConnectionAttributes('executeTimeout=60;heartbeatEnable'),
    message: `'extraConnectionAttributes' must be 'name=value' between semicolons, got "heartbeatEnable". DMS refuses what is not such a pair, `
      + "and ends a value at the first semicolon. Write 'name=value;name=value'; where a value has semicolons of its own, "
      + "as a script of several statements, use the engine's settings. [attributeForm]",
    unknown: () => checkExtraConnectionAttributes(UNKNOWN),
  },
  {
    code: 'attributeForm',
    variant: 'a script of several statements',
    bad: () => checkExtraConnectionAttributes('afterConnectScript=SET a=1;SET b=2'),
    message: `'extraConnectionAttributes' must be 'name=value' between semicolons, got "SET b=2". DMS refuses what is not such a pair, `
      + "and ends a value at the first semicolon. Write 'name=value;name=value'; where a value has semicolons of its own, "
      + "as a script of several statements, use the engine's settings. [attributeForm]",
    unknown: () => checkExtraConnectionAttributes(UNKNOWN),
  },
  {
    code: 'attributeSeparator',
    bad: () => checkExtraConnectionAttributes('parallelLoadThreads=1 maxFileSize=512'),
    message: `'extraConnectionAttributes' has no semicolon before 'maxFileSize', got "parallelLoadThreads=1 maxFileSize=512". `
      + "DMS takes all that follows 'parallelLoadThreads=' up to the next semicolon for one value. Put a semicolon before 'maxFileSize', "
      + 'and nothing else. [attributeSeparator]',
    unknown: () => checkExtraConnectionAttributes(UNKNOWN),
  },
  {
    code: 'attributeSpace',
    bad: () => checkExtraConnectionAttributes('executeTimeout=60; fetchCacheSize=10'),
    message: `'extraConnectionAttributes' has white space between attributes, in "executeTimeout=60; fetchCacheSize=10". `
      + 'AWS asks for semicolons without white space; an attribute may not be recognised. Leave the white space out. [attributeSpace]',
    unknown: () => checkExtraConnectionAttributes(UNKNOWN),
  },
  {
    code: 'attributeTwice',
    bad: () => checkExtraConnectionAttributes('executeTimeout=60;ExecuteTimeout=90'),
    message: "'extraConnectionAttributes.ExecuteTimeout' is given twice. One of the values would be lost. Leave one out. [attributeTwice]",
    unknown: () => checkExtraConnectionAttributes(UNKNOWN),
  },
  {
    code: 'attributeSecret',
    bad: () => checkExtraConnectionAttributes('asm_user=dms;asm_password=hunter2'),
    message: "'extraConnectionAttributes.asm_password' has a password in plain text. Whoever may read the template, "
      + 'the stack or the endpoint then has it. Give it in a secret, or as a dynamic reference: {{resolve:secretsmanager:...}}. '
      + '[attributeSecret]',
    unknown: () => checkExtraConnectionAttributes(UNKNOWN),
  },
]);

test('joins attributes by semicolons, without spaces', () => {
  expect(renderExtraConnectionAttributes({ fetchCacheSize: 5000, MapJsonbAsClob: true, MapLongVarcharAs: 'CLOB' }))
    .toBe('fetchCacheSize=5000;MapJsonbAsClob=true;MapLongVarcharAs=CLOB');
});

test("puts the user's own text last, whether or not there is anything before it", () => {
  expect(renderExtraConnectionAttributes({ fetchCacheSize: 5000 }, 'MapJsonbAsClob=true;')).toBe('fetchCacheSize=5000;MapJsonbAsClob=true;');
  expect(renderExtraConnectionAttributes({}, 'MapJsonbAsClob=true')).toBe('MapJsonbAsClob=true');
  expect(renderExtraConnectionAttributes({})).toBe('');
});

test('reads back what was rendered, values with equals signs included', () => {
  expect(parseExtraConnectionAttributes('Initstmt=SET FOREIGN_KEY_CHECKS=0;executeTimeout=60;')).toEqual([
    { name: 'Initstmt', value: 'SET FOREIGN_KEY_CHECKS=0' },
    { name: 'executeTimeout', value: '60' },
  ]);
});

// Each as AWS's own pages have it.
test.each([
  'useLogminerReader=N;useBfile=Y;accessAlternateDirectly=false;useAlternateFolderForOnline=true;oraclePathPrefix=/rdsdbdata/db/ORCL_A/',
  'useLogMinerReader=N;useBfile=Y;asm_user=dms;asm_server=10.0.0.12:1521/+ASM;',
  'PluginName=PGLOGICAL;slotName=slot_1;',
  'Initstmt=SET FOREIGN_KEY_CHECKS=0;',
  'Initstmt= SET AUTOCOMMIT=1',
  "afterConnectScript=SET session_replication_role='replica'",
  'securityDbEncryptionName=ORACLE.SECURITY.DB.ENCRYPTION.AWGDC9glSk8Xv+3bVveiVSgAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  '',
])('takes %p', (text) => {
  expect(checkExtraConnectionAttributes(text)).toEqual([]);
});

test('takes a password that is a dynamic reference', () => {
  expect(checkExtraConnectionAttributes('asm_password={{resolve:secretsmanager:asm:SecretString:asm_password}}')).toEqual([]);
});
