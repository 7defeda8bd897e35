import { App, Stack, type AppProps, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** A stack of its own app, in no environment unless one is given. */
export function testStack(props?: StackProps, appProps?: AppProps): Stack {
  return new Stack(new App(appProps), 'Test', props);
}

/** A VPC that exists, with two subnets of a kind. */
export function testVpc(stack: Stack, kind: 'isolated' | 'private' | 'public' = 'isolated'): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    vpcCidrBlock: '10.0.0.0/16',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    [`${kind}SubnetIds`]: ['subnet-1', 'subnet-2'],
    [`${kind}SubnetRouteTableIds`]: ['rtb-1', 'rtb-2'],
  });
}

/**
 * The template without what changes with the version of the CDK or with a handler's code: asset hashes, and the Node of the CDK's own
 * functions. So a snapshot fails for its shape alone.
 */
export function stableTemplate(stack: Stack): unknown {
  return JSON.parse(JSON.stringify(Template.fromStack(stack)).replace(/[0-9a-f]{64}/g, '<asset>').replace(/nodejs\d+\.x/g, '<node>'));
}

/** All messages of a synthesis that fails: one for each problem. */
export function synthesisErrors(stack: Stack): string[] {
  try {
    (stack.node.root as App).synth();
  } catch (error) {
    const [title, ...messages] = (error as Error).message.split('\n');
    if (!title.includes('Validation failed')) throw error;
    return messages.map((line) => line.trim());
  }
  return [];
}

/** The codes of all that a synthesis fails for. */
export function failures(define: (stack: Stack) => unknown): string[] {
  const stack = testStack();
  define(stack);
  return synthesisErrors(stack).map((message) => /\[(\w+)\]$/.exec(message)?.[1] ?? message);
}

/** The properties of each resource of a type. */
export function every(stack: Stack, type: string): Record<string, unknown>[] {
  return Object.values(Template.fromStack(stack).findResources(type)).map(({ Properties }) => Properties as Record<string, unknown>);
}

/** The properties of the only resource of a type. */
export function only(stack: Stack, type: string): Record<string, unknown> {
  const found = every(stack, type);
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}`);
  return found[0];
}
