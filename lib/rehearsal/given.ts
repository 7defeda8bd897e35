import type { StackTemplate } from '../simulator/cloudformation';
import type { Account } from './account';
import type { Assembly } from './assembly';
import { RehearsalError } from './problem';

/** What tasks of an app use that is there before its first deployment, by ARN. */
export interface Given {
  readonly instances: readonly string[];
  readonly endpoints: Readonly<Record<string, 'source' | 'target'>>;
}

const TASK = 'AWS::DMS::ReplicationTask';
/** What nobody has told. */
const CLASS = 'dms.r6i.2xlarge';

/** Instances and endpoints that the templates name by ARNs, instead of defining them. */
export function givenIn({ stacks, nestedTemplates }: Assembly): Given {
  const templates: readonly StackTemplate[] = [...stacks.map(({ template }) => template), ...nestedTemplates()];
  const tasks = templates.flatMap(({ Resources }) => Object.values(Resources ?? {})).filter(({ Type }) => Type === TASK);
  const arns = (property: string): string[] => {
    const found = tasks.map(({ Properties }) => Properties?.[property]);
    return [...new Set(found.filter((value): value is string => typeof value === 'string' && /^arn:[\w-]+:dms:[\w-]+:\d+:\w+:[\w-]+$/.test(value)))].sort();
  };
  return {
    instances: arns('ReplicationInstanceArn'),
    endpoints: {
      ...Object.fromEntries(arns('SourceEndpointArn').map((arn) => [arn, 'source' as const])),
      ...Object.fromEntries(arns('TargetEndpointArn').map((arn) => [arn, 'target' as const])),
    },
  };
}

/** Region and account of what is given, if anything is. */
export function environmentOfGiven({ instances, endpoints }: Given): { readonly region?: string; readonly account?: string } {
  const [arn] = [...instances, ...Object.keys(endpoints)];
  const [, , , region, account] = arn?.split(':') ?? [];
  return arn === undefined ? {} : { region, account };
}

/** Has what is given be there, and says what is assumed of it. */
export async function bringGiven({ instances, endpoints }: Given, assembly: Assembly, { dms, agenda, chronicle }: Account): Promise<void> {
  const names = instances.length === 1 ? nameIn(assembly) : undefined;
  for (const arn of instances) {
    const id = idOf(arn);
    const ReplicationInstanceIdentifier = names ?? id.toLowerCase();
    make(dms, arn, 'CreateReplicationInstance', { ReplicationInstanceIdentifier, ReplicationInstanceClass: CLASS, ResourceIdentifier: id });
    chronicle.note('scenario', ReplicationInstanceIdentifier, `is there already; nothing is told of its class, and it is taken to be ${CLASS}`);
  }
  for (const [arn, type] of Object.entries(endpoints)) {
    const id = idOf(arn);
    make(dms, arn, 'CreateEndpoint', {
      EndpointIdentifier: id.toLowerCase(), EndpointType: type, EngineName: 'postgres', ResourceIdentifier: id,
      ServerName: 'given.example.com', Port: 5432, DatabaseName: 'given', Username: 'given', Password: 'given',
    });
    chronicle.note('scenario', id.toLowerCase(), `is there already; taken to be a ${type} of PostgreSQL`);
  }
  while (dms.inspect().instances.some(({ status }) => status !== 'available')) await agenda.advance(agenda.now + 60_000);
}

/** What the simulated DMS does not take is told as what it is. */
function make(dms: Account['dms'], arn: string, operation: string, input: object): void {
  try {
    dms.call(operation, input);
  } catch (fault) {
    throw new RehearsalError(`${arn}, which tasks use and the app does not define, cannot be simulated: ${(fault as Error).message}`);
  }
}

function idOf(arn: string): string {
  return arn.split(':').at(-1) ?? arn;
}

/** The name of the instance, which is not in its ARN, but in the environment of functions and in the dimensions of alarms. */
function nameIn({ stacks }: Assembly): string | undefined {
  const text = JSON.stringify(stacks.map(({ template }) => template));
  const places = ['"INSTANCE_IDENTIFIER":', '"InstanceIdentifier":', '"Name":"ReplicationInstanceIdentifier","Value":'];
  const found = places.map((place) => new RegExp(`${place}"([\\w-]+)"`, 'g')).flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name));
  const names = new Set(found);
  return names.size === 1 ? found[0] : undefined;
}
