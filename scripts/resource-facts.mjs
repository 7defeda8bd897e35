// Writes lib/simulator/cloudformation/resource-facts.ts: what CloudFormation's resource schemas say of the types that our templates use,
// as far as a deployment depends on it. Taken from @aws-cdk/aws-service-spec, from which the CDK's own L1 constructs are made.
//
//   node scripts/resource-facts.mjs           writes the file
//   node scripts/resource-facts.mjs --print   prints it
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';

const FILE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../lib/simulator/cloudformation/resource-facts.ts');

/** Types of which something is deployed; of DMS, all. */
const OF_SERVICES = {
  CloudWatch: ['Alarm', 'CompositeAlarm', 'Dashboard'],
  DynamoDB: ['Table'],
  EC2: [
    'CustomerGateway', 'EIP', 'FlowLog', 'InternetGateway', 'NatGateway', 'Route', 'RouteTable', 'SecurityGroup', 'SecurityGroupEgress',
    'SecurityGroupIngress', 'Subnet', 'SubnetRouteTableAssociation', 'VPC', 'VPCEndpoint', 'VPCGatewayAttachment', 'VPNConnection',
    'VPNConnectionRoute', 'VPNGateway', 'VPNGatewayRoutePropagation',
  ],
  Events: ['EventBus', 'Rule'],
  IAM: ['InstanceProfile', 'ManagedPolicy', 'Policy', 'Role'],
  KMS: ['Alias', 'Key'],
  Lambda: ['Alias', 'EventInvokeConfig', 'EventSourceMapping', 'Function', 'LayerVersion', 'Permission', 'Version'],
  Logs: ['LogGroup', 'LogStream', 'MetricFilter', 'ResourcePolicy', 'SubscriptionFilter'],
  RDS: ['DBCluster', 'DBClusterParameterGroup', 'DBInstance', 'DBParameterGroup', 'DBSubnetGroup'],
  S3: ['Bucket', 'BucketPolicy'],
  SNS: ['Subscription', 'Topic', 'TopicPolicy'],
  SQS: ['Queue', 'QueuePolicy'],
  SSM: ['Parameter'],
  Scheduler: ['Schedule'],
  SecretsManager: ['ResourcePolicy', 'RotationSchedule', 'Secret', 'SecretTargetAttachment'],
  StepFunctions: ['StateMachine'],
};
const TYPES = Object.entries(OF_SERVICES).flatMap(([service, names]) => names.map((name) => `AWS::${service}::${name}`));

const database = await loadAwsServiceSpec();
const facts = {};
for (const resource of [...database.all('resource')].sort(byType)) {
  const type = resource.cloudFormationType;
  if (!TYPES.includes(type) && !type.startsWith('AWS::DMS::')) continue;
  facts[type] = {
    createOnly: namesOf(resource.properties, ({ causesReplacement }) => causesReplacement === 'yes'),
    sometimesCreateOnly: namesOf(resource.properties, ({ causesReplacement }) => causesReplacement === 'maybe'),
    ref: resource.cfnRefIdentifier ?? resource.primaryIdentifier ?? [],
    attributes: Object.keys(resource.attributes).sort(),
    ...resource.arnTemplate !== undefined && { arn: resource.arnTemplate },
  };
}
const missing = TYPES.filter((type) => facts[type] === undefined);
if (missing.length > 0) throw new Error(`there is no ${missing.join(', ')} in @aws-cdk/aws-service-spec`);

const text = `// Made by scripts/resource-facts.mjs from @aws-cdk/aws-service-spec; change that, and not this.

/** What CloudFormation's schema says of a type of resource. */
export interface ResourceFacts {
  /** Properties whose change replaces the resource. */
  readonly createOnly?: readonly string[];
  /** Properties whose change does so under conditions that are not told. */
  readonly sometimesCreateOnly?: readonly string[];
  /** Properties or attributes that \`Ref\` is made of. */
  readonly ref: readonly string[];
  /** What \`Fn::GetAtt\` can give. */
  readonly attributes?: readonly string[];
  /** The form of its ARN. */
  readonly arn?: string;
}

export const RESOURCE_FACTS: Readonly<Record<string, ResourceFacts>> = {
${Object.entries(facts).map(([type, fact]) => `  '${type}': {\n${wrapped(fact)}  },\n`).join('')}};
`;

if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(FILE, text);

function byType(one, other) {
  return one.cloudFormationType < other.cloudFormationType ? -1 : 1;
}

function namesOf(properties, wanted) {
  return Object.keys(properties).filter((name) => wanted(properties[name])).sort();
}

/** The members that have something in them, as many on a line as there is room for. */
function wrapped(fact) {
  const written = Object.entries(fact).filter(([, value]) => value.length > 0).map(([name, value]) => {
    return `${name}: ${typeof value === 'string' ? quoted(value) : `[${value.map(quoted).join(', ')}]`},`;
  });
  const lines = [];
  for (const member of written) {
    if (lines.length > 0 && lines.at(-1).length + member.length < 145) lines[lines.length - 1] += ` ${member}`;
    else lines.push(member);
  }
  return lines.map((line) => `    ${line}\n`).join('');
}

function quoted(text) {
  return `'${text}'`;
}
