import { App, Stack, type CfnResource } from 'aws-cdk-lib';
import { InstanceClass } from '../../../lib/constructs/instance-class';
import { MigrationTask } from '../../../lib/constructs/migration-task';
import type { MigrationTaskOptions } from '../../../lib/constructs/migration-task-props';
import { ReplicationInstance } from '../../../lib/constructs/replication-instance';
import { TableMappings } from '../../../lib/constructs/table-mappings';
import type { StackTemplate } from '../../../lib/simulator/cloudformation';
import { testVpc } from '../stacks';
import { testPair } from '../tasks';

export const STACK = 'Test';

/** Both tasks, as they are to be. */
export const RUNNING = { 'test-sales': 'running', 'test-stock': 'running' };

export interface Variation {
  readonly sales?: Partial<MigrationTaskOptions>;
  readonly stock?: Partial<MigrationTaskOptions>;
  readonly instanceClass?: InstanceClass;
  readonly withStock?: boolean;
  /** Changes resources before the template is made. */
  readonly change?: (resources: { readonly sales: CfnResource; readonly target: CfnResource }) => void;
}

/** The template of a stack with two tasks that deployments look after. */
export function twoTasks({ sales = {}, stock = {}, instanceClass = InstanceClass.R6I_LARGE, ...more }: Variation = {}): StackTemplate {
  const { withStock = true, change } = more;
  const stack = new Stack(new App(), STACK);
  const instance = new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), instanceClass });
  const endpointPair = testPair(stack, { instance, testConnections: true });
  const task = (id: string, options: Partial<MigrationTaskOptions> = {}): MigrationTask =>
    new MigrationTask(stack, id, { endpointPair, tableMappings: TableMappings.includeSchema(id.toLowerCase()), ...options });
  const made = task('Sales', sales);
  if (withStock) task('Stock', stock);
  const resourceOf = ({ node }: { readonly node: { readonly defaultChild?: unknown } }): CfnResource => node.defaultChild as CfnResource;
  change?.({ sales: resourceOf(made), target: resourceOf(endpointPair.targetEndpoint) });
  return (stack.node.root as App).synth().getStackByName(STACK).template as StackTemplate;
}
