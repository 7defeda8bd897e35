import { DB2_SETTINGS } from './endpoint-settings-db2';
import {
  asSetting, member, plainWord, readSettings, settingOfAttribute, type SettingFacts, type SettingsFacts, type SettingsPlaces,
} from './endpoint-settings-facts';
import { KAFKA_SETTINGS } from './endpoint-settings-kafka';
import { KINESIS_SETTINGS } from './endpoint-settings-kinesis';
import { checkDocumentSettings, DOCUMENT_DB_SETTINGS, MONGODB_SETTINGS } from './endpoint-settings-mongodb';
import { checkMySqlSettings, MYSQL_SETTINGS } from './endpoint-settings-mysql';
import { checkOracleSettings, ORACLE_SETTINGS } from './endpoint-settings-oracle';
import { checkPostgreSqlHeartbeat, checkPostgreSqlSettings, POSTGRESQL_SETTINGS } from './endpoint-settings-postgresql';
import { REDIS_SETTINGS } from './endpoint-settings-redis';
import { checkRedshiftSettings, REDSHIFT_SETTINGS } from './endpoint-settings-redshift';
import { checkS3ForCapture, checkS3Settings, S3_SETTINGS } from './endpoint-settings-s3';
import { DYNAMODB_SETTINGS, NEPTUNE_SETTINGS, OPENSEARCH_SETTINGS } from './endpoint-settings-services';
import { checkSqlServerSettings, SQLSERVER_SETTINGS } from './endpoint-settings-sqlserver';
import { SYBASE_SETTINGS } from './endpoint-settings-sybase';
import type { EndpointRole, EngineFamily } from './engines';
import { checkExtraConnectionAttributes, parseExtraConnectionAttributes } from './extra-connection-attributes';
import { error, list, show, warning, type Problem } from './problem';
import { probablyMeant } from './table-mapping-reading';
import { isKnown, UNKNOWN } from './unknown';

/** The settings of one endpoint as they will be in the template, and what the rules need to know beside them. */
export interface EndpointSettingsInput extends SettingsPlaces {
  readonly family: EngineFamily;
  readonly role: EndpointRole;
  /** The endpoint's database name; the rules about it are left out with the member. */
  readonly databaseName?: unknown;
  /** Whether the database is on Amazon RDS or Aurora, where that is known. */
  readonly onRds?: boolean;
}

/** The settings of each family of engines. */
export const SETTINGS: Readonly<Record<EngineFamily, SettingsFacts>> = {
  babelfish: {},
  db2: DB2_SETTINGS,
  docdb: DOCUMENT_DB_SETTINGS,
  dynamodb: DYNAMODB_SETTINGS,
  kafka: KAFKA_SETTINGS,
  kinesis: KINESIS_SETTINGS,
  mongodb: MONGODB_SETTINGS,
  mysql: MYSQL_SETTINGS,
  neptune: NEPTUNE_SETTINGS,
  opensearch: OPENSEARCH_SETTINGS,
  oracle: ORACLE_SETTINGS,
  postgresql: POSTGRESQL_SETTINGS,
  redis: REDIS_SETTINGS,
  redshift: REDSHIFT_SETTINGS,
  s3: S3_SETTINGS,
  sqlserver: SQLSERVER_SETTINGS,
  sybase: SYBASE_SETTINGS,
};

/** Members of every settings block that the endpoint itself fills in. */
const SECRET_MEMBERS: readonly string[] = ['secretsManagerAccessRoleArn', 'secretsManagerSecretId'];

/** Checks the settings of an endpoint, typed or raw, in the settings block and in the extra connection attributes. */
export function checkEndpointSettings(input: EndpointSettingsInput): Problem[] {
  const { settings, attributes, extraConnectionAttributes } = input;
  if (isKnown(settings) && (typeof settings !== 'object' || Array.isArray(settings))) return [settingsShape(settings)];
  return [
    ...Object.keys(isKnown(settings) ? settings : {}).flatMap((name) => checkMember(input, name)),
    ...checkTypedAttributes(input, attributes),
    ...checkExtraConnectionAttributes(extraConnectionAttributes),
    ...parseExtraConnectionAttributes(extraConnectionAttributes).flatMap(({ name, value }) => checkAttribute(input, name, value)),
    ...checkTogether(input),
  ];
}

/** For the source of a task that captures changes: tells what that needs, and warns of what would make the source keep its log. */
export function checkSourceForCapture(input: EndpointSettingsInput): Problem[] {
  switch (input.family) {
    case 'postgresql': return checkPostgreSqlHeartbeat(readSettings(POSTGRESQL_SETTINGS, input));
    case 's3': return checkS3ForCapture(readSettings(S3_SETTINGS, input));
    default: return [];
  }
}

/** What an endpoint says of a setting, typed or raw, in whichever place: undefined if nothing. */
export function settingOf(input: EndpointSettingsInput, name: string): unknown {
  return readSettings(SETTINGS[input.family], input).get(name);
}

function checkTogether(input: EndpointSettingsInput): Problem[] {
  const settings = readSettings(SETTINGS[input.family], input);
  const databaseName = Object.hasOwn(input, 'databaseName') ? input.databaseName : UNKNOWN;
  switch (input.family) {
    case 'postgresql': return checkPostgreSqlSettings(settings, databaseName);
    case 'mysql': return checkMySqlSettings(settings, databaseName);
    case 'oracle': return checkOracleSettings(settings);
    case 'sqlserver': return checkSqlServerSettings(settings, input.onRds === true);
    case 'redshift': return checkRedshiftSettings(settings);
    case 's3': return checkS3Settings(settings, input.role);
    case 'docdb':
    case 'mongodb': return checkDocumentSettings(settings);
    default: return [];
  }
}

function settingsShape(settings: unknown): Problem {
  return error({
    code: 'settingsShape',
    where: 'settings',
    what: `must be an object, got ${show(settings)}`,
    why: 'CloudFormation takes the settings of an engine as members of an object',
    mend: 'Write { name: value }',
  });
}

function checkMember(input: EndpointSettingsInput, name: string): Problem[] {
  const facts = SETTINGS[input.family];
  const where = `settings.${name}`;
  const value = member(input.settings, name);
  if (value === undefined || SECRET_MEMBERS.includes(name)) return [];
  if (!Object.hasOwn(facts, name)) return [settingUnknown(facts, where, name)];
  const { attribute } = facts[name];
  if (attribute !== undefined) {
    return [error({
      code: 'settingNotInCloudFormation',
      where,
      what: 'is no property that CloudFormation has for this engine',
      why: 'It would not be in the template, so DMS would never see it',
      mend: `Write it as an extra connection attribute: ${attribute}=<value>`,
    })];
  }
  return checkValue(input, where, facts[name], value);
}

function settingUnknown(facts: SettingsFacts, where: string, name: string): Problem {
  const properties = Object.keys(facts).filter((known) => facts[known].attribute === undefined);
  const meant = probablyMeant(name, [...properties, ...SECRET_MEMBERS]);
  return warning({
    code: 'settingUnknown',
    where,
    what: 'is not known to this library as a setting of this engine',
    why: 'The CDK leaves out of the template what it does not know either',
    mend: meant === undefined ? 'Make sure that CloudFormation has it, or write it as an extra connection attribute' : `Write ${meant}`,
  });
}

/** Typed settings that are rendered as attributes: their values, told by the names that the user wrote. */
function checkTypedAttributes(input: EndpointSettingsInput, attributes: unknown): Problem[] {
  if (!isKnown(attributes)) return [];
  const facts = SETTINGS[input.family];
  return Object.keys(attributes).flatMap((attribute) => {
    const name = settingOfAttribute(facts, attribute);
    if (name === undefined) return [];
    const value = member(attributes, attribute);
    const where = `settings.${name}`;
    if (typeof value === 'string' && value.includes(';')) {
      return [error({
        code: 'attributeSemicolon',
        where,
        what: `must have no semicolon, got ${show(value)}`,
        why: 'It is rendered as an extra connection attribute, which ends at the first semicolon',
        mend: 'Leave the semicolon out; a script of several statements can be an afterConnectScript',
      })];
    }
    return checkValue(input, where, facts[name], asSetting(facts[name], value));
  });
}

function checkAttribute(input: EndpointSettingsInput, attribute: string, value: string): Problem[] {
  const facts = SETTINGS[input.family];
  const where = `extraConnectionAttributes.${attribute}`;
  const name = settingOfAttribute(facts, attribute);
  if (name === undefined) return checkTypo(facts, where, attribute);
  const typed = facts[name].attribute === undefined ? member(input.settings, name) : member(input.attributes, facts[name].attribute);
  if (typed !== undefined) {
    return [error({
      code: 'attributeDoublesSetting',
      where,
      what: `is given beside 'settings.${name}'`,
      why: 'Both are the same setting, and only one can count',
      mend: 'Leave the attribute out',
    })];
  }
  return checkValue(input, where, facts[name], asSetting(facts[name], value));
}

/** DMS has more attributes than AWS documents, so only near misses are told. */
function checkTypo(facts: SettingsFacts, where: string, attribute: string): Problem[] {
  const names = Object.keys(facts).map((name) => facts[name].attribute ?? name);
  const meant = probablyMeant(attribute, names);
  if (meant === undefined) return [];
  return [warning({
    code: 'attributeTypo',
    where,
    what: `looks like ${meant}`,
    why: 'DMS ignores or refuses attributes that it does not know',
    mend: `Write ${meant}`,
  })];
}

function checkValue({ role }: EndpointSettingsInput, where: string, facts: SettingFacts, value: unknown): Problem[] {
  return [...checkRole(role, where, facts), ...checkType(where, facts, value), ...checkReadable(where, facts, value)];
}

function checkRole(role: EndpointRole, where: string, facts: SettingFacts): Problem[] {
  if (facts.role === undefined || facts.role === role) return [];
  return [warning({
    code: 'settingOfOtherEnd',
    where,
    what: `is a setting of a ${facts.role}, and this is a ${role}`,
    why: `AWS documents it for ${facts.role} endpoints alone, so it has no effect here`,
    mend: `Set it on the ${facts.role} endpoint`,
  })];
}

function checkType(where: string, facts: SettingFacts, given: unknown): Problem[] {
  const value = facts.asText === true ? asSetting(facts, given) : given;
  switch (facts.type) {
    case 'boolean': return isKnown(value) && typeof value !== 'boolean' ? [settingType(where, 'true or false', value)] : [];
    case 'text': return checkText(where, facts, value);
    case 'whole': return checkWhole(where, facts, value);
    case 'wholes': return checkWholes(where, facts, value);
  }
}

function checkText(where: string, { words }: SettingFacts, value: unknown): Problem[] {
  if (!isKnown(value)) return [];
  if (typeof value !== 'string') return [settingType(where, 'text', value)];
  if (words === undefined || words.some((word) => plainWord(word) === plainWord(value))) return [];
  const meant = probablyMeant(value, words);
  return [warning({
    code: 'settingWord',
    where,
    what: `is ${show(value)}, which this library does not know`,
    why: `DMS is documented to take ${list(words, 'or')}`,
    mend: meant === undefined ? 'Make sure that DMS takes it' : `Write ${meant}`,
  })];
}

function checkWhole(where: string, facts: SettingFacts, value: unknown): Problem[] {
  if (!isKnown(value)) return [];
  if (typeof value !== 'number') return [settingType(where, 'a number', value)];
  const { min = -Infinity, max = Infinity, unit } = facts;
  if (Number.isInteger(value) && value >= min && value <= max) return [];
  const number = unit === undefined ? 'a whole number' : `a whole number of ${unit}`;
  return [error({
    code: 'settingRange',
    where,
    what: `must be ${number}${max === Infinity ? `, ${min} or more` : ` from ${min} to ${max}`}, got ${show(value)}`,
    why: 'DMS takes no other values',
    mend: "Set it so, or leave it out for DMS's default",
  })];
}

function checkWholes(where: string, facts: SettingFacts, value: unknown): Problem[] {
  if (!isKnown(value)) return [];
  // As an extra connection attribute, a list is text: '[2,3]'.
  if (typeof value === 'string' && /^\[?\d+(,\d+)*\]?$/.test(value)) return [];
  if (!Array.isArray(value)) return [settingType(where, 'a list of numbers', value)];
  return value.flatMap((each, index) => checkWhole(`${where}[${index}]`, facts, each));
}

function checkReadable(where: string, { secret = false }: SettingFacts, value: unknown): Problem[] {
  if (!secret || typeof value !== 'string' || value.startsWith('{{resolve:')) return [];
  return [warning({
    code: 'settingReadable',
    where,
    what: 'is in plain text',
    why: 'Whoever may read the template or the stack then has it',
    mend: 'Take it from a secret of Secrets Manager',
  })];
}

function settingType(where: string, wanted: string, value: unknown): Problem {
  return error({
    code: 'settingType',
    where,
    what: `must be ${wanted}, got ${show(value)}`,
    why: 'DMS refuses values of another type',
    mend: 'Write it so, without quotes unless it is text',
  });
}
