import { ResourceFailure } from './faults';
import { hexOf, uuidOf } from './names';
import type { DeployedResource, Engine } from './resource';
import { RESOURCE_FACTS } from './resource-facts';
import { isObject, type Properties, type Value } from './template';

// What resources are called that are not simulated: made up, in the form that the service gives it, and the same in every run.

/** How ids of EC2 begin. */
const EC2_PREFIXES: Readonly<Record<string, string>> = {
  CustomerGateway: 'cgw', EIP: 'eipalloc', FlowLog: 'fl', InternetGateway: 'igw', NatGateway: 'nat', RouteTable: 'rtb', SecurityGroup: 'sg',
  SecurityGroupEgress: 'sgr', SecurityGroupIngress: 'sgr', Subnet: 'subnet', VPC: 'vpc', VPCEndpoint: 'vpce', VPNConnection: 'vpn', VPNGateway: 'vgw',
};

/** What `Ref` gives of a new resource: the name that the template gives it, or one that is made of the generated name. */
export function physicalIdOf(engine: Engine, type: string, properties: Properties, generated: string): string {
  const identifiers = RESOURCE_FACTS[type]?.ref ?? [];
  const [service, kind] = type.split('::').slice(1);
  // Of several, only the name of a rule, which comes after its bus, names the resource.
  const identifier = identifiers.length === 1 || identifiers.at(-1) === 'Name' ? identifiers[identifiers.length - 1] : 'Id';
  const given = properties[identifier];
  if (typeof given === 'string') return given;
  if (service === 'EC2' && kind in EC2_PREFIXES) return `${EC2_PREFIXES[kind]}-0${hexOf(generated, 16)}`;
  if (type === 'AWS::KMS::Key') return uuidOf(generated);
  const name = nameGiven(type, properties) ?? generated;
  if (identifier === 'QueueUrl') return `https://sqs.${engine.region}.amazonaws.com/${engine.account}/${name}`;
  // The reference of a secret is its ARN, which ends in a hyphen and six letters [CloudFormation, AWS::SecretsManager::Secret].
  if (type === 'AWS::SecretsManager::Secret') return arnOf(engine, type, `${name}-${hexOf(generated, 6)}`);
  if (identifier.endsWith('Arn')) return arnOf(engine, type, name);
  return name;
}

/** The name that the template itself gives to a resource, if it does. */
function nameGiven(type: string, properties: Properties): string | undefined {
  const kind = type.split('::')[2];
  const given = properties[`${kind}Name`] ?? properties.Name ?? properties[`${kind}Identifier`];
  return typeof given === 'string' ? given : undefined;
}

function arnOf(engine: Engine, type: string, name: string): string {
  const { partition, region, account } = engine;
  const service = type.split('::')[1].toLowerCase();
  const form = RESOURCE_FACTS[type]?.arn ?? `arn:\${Partition}:${service}:\${Region}:\${Account}:${type.split('::')[2].toLowerCase()}/\${Name}`;
  const known: Readonly<Record<string, string>> = { Partition: partition, Region: region, Account: account };
  return form.replace(/\$\{(\w+)\}/g, (_, variable: string) => known[variable] ?? name.replace(/^\//, ''));
}

export function attributeOfPlaceholder(engine: Engine, resource: DeployedResource, attribute: string): Value {
  const { type, properties, logicalId, physicalId = '' } = resource;
  const facts = RESOURCE_FACTS[type];
  if (facts !== undefined && facts.attributes?.includes(attribute) !== true) {
    throw new ResourceFailure(`Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`);
  }
  const own = properties[attribute];
  if (own !== undefined && !isObject(own)) return own;
  if (facts?.ref.includes(attribute) === true) return physicalId;
  const name = physicalId.startsWith('arn:') ? physicalId.split(/[:/]/).at(-1) ?? '' : physicalId.split('/').at(-1) ?? '';
  if (attribute.endsWith('Arn')) return physicalId.startsWith('arn:') ? physicalId : arnOf(engine, type, physicalId.startsWith('https:') ? name : physicalId);
  if (attribute.endsWith('Name')) return name;
  if (type === 'AWS::EC2::SecurityGroup' && attribute === 'GroupId') return physicalId;
  if (type === 'AWS::EC2::VPC' && attribute === 'DefaultSecurityGroup') return `sg-0${hexOf(physicalId, 16)}`;
  if (attribute.endsWith('Port')) return typeof properties.Port === 'number' ? String(properties.Port) : '5432';
  if (attribute.endsWith('Address')) return `${name}.${hexOf(physicalId, 12)}.${engine.region}.${type.split('::')[1].toLowerCase()}.amazonaws.com`.toLowerCase();
  return `${name}-${attribute}`;
}
