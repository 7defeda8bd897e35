import { App, Stack, type CfnResource } from 'aws-cdk-lib';
import { EndpointPair } from '../../../lib/constructs/endpoint-pair';
import { ServerlessNetwork } from '../../../lib/constructs/serverless-network';
import { ServerlessReplication } from '../../../lib/constructs/serverless-replication';
import type { ServerlessReplicationOptions } from '../../../lib/constructs/serverless-replication-props';
import { TableMappings } from '../../../lib/constructs/table-mappings';
import type { StackTemplate } from '../../../lib/simulator/cloudformation';
import { testVpc } from '../stacks';
import { testSource, testTarget } from '../tasks';
import { STACK } from './two-tasks';

export interface ServerlessVariation {
  readonly sales?: Partial<ServerlessReplicationOptions>;
  readonly withStock?: boolean;
  /** Changes resources before the template is made. */
  readonly change?: (resources: { readonly sales: CfnResource; readonly target: CfnResource }) => void;
}

/** From PostgreSQL to Aurora PostgreSQL, by serverless replications. */
export function serverlessPair(stack: Stack): EndpointPair {
  return new EndpointPair(stack, 'Pair', {
    serverless: new ServerlessNetwork(stack, 'Serverless', { vpc: testVpc(stack) }), source: testSource(stack), target: testTarget(stack),
  });
}

/** The template of a stack with two serverless replications that deployments look after. */
export function twoReplications({ sales = {}, withStock = true, change }: ServerlessVariation = {}): StackTemplate {
  const stack = new Stack(new App(), STACK);
  const endpointPair = serverlessPair(stack);
  const replication = (id: string, options: Partial<ServerlessReplicationOptions> = {}): ServerlessReplication =>
    new ServerlessReplication(stack, id, { endpointPair, tableMappings: TableMappings.includeSchema(id.toLowerCase()), ...options });
  const made = replication('Sales', sales);
  if (withStock) replication('Stock');
  const resourceOf = ({ node }: { readonly node: { readonly defaultChild?: unknown } }): CfnResource => node.defaultChild as CfnResource;
  change?.({ sales: resourceOf(made), target: resourceOf(endpointPair.targetEndpoint) });
  return (stack.node.root as App).synth().getStackByName(STACK).template as StackTemplate;
}
