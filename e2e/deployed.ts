import type { Dms } from '../lib/simulator';
import type { Resource } from './cdk';
import { contains, expectEqual, Unexpected } from './checking';

/** How DMS describes what a template has. */
const DESCRIBED: Readonly<Record<string, { readonly list: string; readonly identifier: string }>> = {
  'AWS::DMS::Certificate': { list: 'Certificates', identifier: 'CertificateIdentifier' },
  'AWS::DMS::Endpoint': { list: 'Endpoints', identifier: 'EndpointIdentifier' },
  'AWS::DMS::ReplicationInstance': { list: 'ReplicationInstances', identifier: 'ReplicationInstanceIdentifier' },
  'AWS::DMS::ReplicationSubnetGroup': { list: 'ReplicationSubnetGroups', identifier: 'ReplicationSubnetGroupIdentifier' },
  'AWS::DMS::ReplicationTask': { list: 'ReplicationTasks', identifier: 'ReplicationTaskIdentifier' },
};

type Properties = Readonly<Record<string, unknown>>;

/** Everything of one kind that there is in DMS, by its identifier. */
export function describeAll(dms: Dms, type: string): Record<string, Properties> {
  const { list, identifier } = DESCRIBED[type];
  const all = (dms.call(`Describe${list}`) as Record<string, Properties[]>)[list];
  return Object.fromEntries(all.map((each) => [String(each[identifier]), each]));
}

/** Every resource of DMS in a template is there, with all that the template says literally. */
export function expectDeployed(dms: Dms, template: Record<string, Resource>): void {
  for (const type of Object.keys(DESCRIBED)) {
    const found = describeAll(dms, type);
    const wanted = Object.values(template).filter((resource) => resource.Type === type).map(({ Properties: properties }) => properties);
    for (const properties of wanted) {
      const name = String(properties[DESCRIBED[type].identifier]);
      for (const [property, value] of Object.entries(properties)) {
        const asked = asDescribed(property, literal(value));
        if (asked === undefined || property === 'Tags' || property === 'SubnetIds') continue;
        const there = asDescribed(property, found[name]?.[spelled(property)]);
        if (!contains(there, asked)) throw new Unexpected(`${property} of ${name}\n  expected: ${JSON.stringify(asked)}\n  found:    ${JSON.stringify(there)}`);
      }
    }
    const names = wanted.map((properties) => String(properties[DESCRIBED[type].identifier])).sort();
    expectEqual(`${type} as in the template`, Object.keys(found).filter((name) => names.includes(name)).sort(), names);
  }
}

/** The part of a value that CloudFormation does not compute. */
function literal(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return Array.isArray(value) ? undefined : value;
  if (Object.keys(value).some((name) => name === 'Ref' || name.startsWith('Fn::'))) return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, literal(each)] as const).filter(([, each]) => each !== undefined));
}

function spelled(property: string): string {
  return property.replace('PostgreSqlSettings', 'PostgreSQLSettings').replace('MySqlSettings', 'MySQLSettings');
}

/** Documents are compared by what they say, and types of endpoints are told in capitals. */
function asDescribed(property: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (property === 'EndpointType') return value.toUpperCase();
  return property === 'TableMappings' || property === 'ReplicationTaskSettings' ? JSON.parse(value) : value;
}
