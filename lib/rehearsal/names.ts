import type { Assembly } from './assembly';

/** What a scenario can name, by kind. */
export interface Names {
  readonly tasks: readonly string[];
  readonly endpoints: readonly string[];
  readonly instances: readonly string[];
}

const PROPERTIES: Readonly<Record<keyof Names, readonly [type: string, property: string]>> = {
  tasks: ['AWS::DMS::ReplicationTask', 'ReplicationTaskIdentifier'],
  endpoints: ['AWS::DMS::Endpoint', 'EndpointIdentifier'],
  instances: ['AWS::DMS::ReplicationInstance', 'ReplicationInstanceIdentifier'],
};

/** Names that the templates give to tasks, endpoints and instances, nested stacks included. */
export function namesIn(assemblies: readonly Assembly[]): Names {
  const templates = assemblies.flatMap(({ stacks, nestedTemplates }) => [...stacks.map(({ template }) => template), ...nestedTemplates()]);
  const of = (kind: keyof Names): string[] => {
    const [type, property] = PROPERTIES[kind];
    const resources = templates.flatMap(({ Resources }) => Object.values(Resources ?? {}));
    const found = resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties?.[property]);
    return [...new Set(found.filter((name): name is string => typeof name === 'string').map((name) => name.toLowerCase()))].sort();
  };
  return { tasks: of('tasks'), endpoints: of('endpoints'), instances: of('instances') };
}

/** The one name that is meant: it is the text itself, or the only one that has it in it. */
export function meantBy(given: string, names: readonly string[]): string | undefined {
  const text = given.toLowerCase();
  if (names.includes(text)) return text;
  const candidates = names.filter((name) => name.includes(text));
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** Says why a name means nothing, or not one thing. */
export function unknownName(kind: string, given: string, names: readonly string[]): string {
  const candidates = names.filter((name) => name.includes(given.toLowerCase()));
  if (candidates.length > 1) return `'${given}' is part of the names of ${candidates.length} ${kind}: ${candidates.slice(0, 5).join(', ')}`;
  return `there is no '${given}' among the ${kind}${names.length === 0 ? ', of which there are none' : `: ${names.slice(0, 10).join(', ')}`}`;
}
