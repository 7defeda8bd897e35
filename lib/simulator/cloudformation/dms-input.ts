import { isDeepStrictEqual } from 'node:util';
import { isList, isObject, type Properties, type Value } from './template';

/** Members of DMS's API that CloudFormation spells in another way [CloudFormation, AWS::DMS::Endpoint; API, CreateEndpoint]. */
const MEMBERS: Readonly<Record<string, string>> = {
  IbmDb2Settings: 'IBMDb2Settings',
  MicrosoftSqlServerSettings: 'MicrosoftSQLServerSettings',
  MySqlSettings: 'MySQLSettings',
  PostgreSqlSettings: 'PostgreSQLSettings',
};

const NUMBERS = ['AllocatedStorage', 'CdcStartTime', 'Port'];
const FLAGS = ['AllowMajorVersionUpgrade', 'AutoMinorVersionUpgrade', 'MultiAZ', 'PubliclyAccessible'];

/** Properties as the input of a call; a parameter is a text, and becomes what the schema of the resource says. */
export function inputOf(properties: Properties): Record<string, Value> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => {
    if (NUMBERS.includes(name)) return [name, Number(value)];
    if (FLAGS.includes(name)) return [name, String(value) === 'true'];
    return [MEMBERS[name] ?? name, value];
  }));
}

/** Those of the properties that an update changes; a property that is taken away keeps its value in DMS, which has no call for that. */
export function changed(before: Properties, after: Properties): Properties {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => !isDeepStrictEqual(before[name], value)));
}

export function without(properties: Properties, ...names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}

/** Tags by their keys. */
export function tagsOf({ Tags: tags }: Properties): ReadonlyMap<string, string> {
  const pairs = isList(tags) ? tags.filter(isObject) : [];
  return new Map(pairs.map(({ Key, Value: value }) => [String(Key), String(value)]));
}

/** Properties with the tags of the stack, unless they have tags of that key [CloudFormation User Guide, Resource tag]. */
export function withStackTags(properties: Properties, stackTags: Properties): Properties {
  const tags = new Map([...Object.entries(stackTags).map(([key, value]) => [key, String(value)] as const), ...tagsOf(properties)]);
  return tags.size === 0 ? properties : { ...properties, Tags: [...tags].map(([Key, value]) => ({ Key, Value: value })) };
}
