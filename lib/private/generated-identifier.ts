import { Lazy, Stack, type NestedStack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { makeIdentifier } from '../plan/identifiers';

/**
 * An identifier for a construct's resource, made at synthesis.
 *
 * @param construct whose stack and path the identifier is made from.
 * @param replacedWith gives the values (tokens allowed) whose change makes CloudFormation replace the resource.
 */
export function generatedIdentifier(construct: IConstruct, replacedWith: () => unknown): string {
  return Lazy.string({
    produce: () => {
      const root = outermostStack(construct);
      // What stands above the stack (app, stages) is told apart by the stack's name.
      const path = construct.node.path.slice(root.node.path.length).split('/').filter((id) => id !== '');
      return makeIdentifier({ path: [root.stackName, ...path], replacedWith: Stack.of(construct).resolve(replacedWith()) });
    },
  });
}

/** The stack that has a name at synthesis: for a nested stack, the one it is nested in at last. */
function outermostStack(construct: IConstruct): Stack {
  let stack = Stack.of(construct);
  while ((stack as NestedStack).nestedStackParent) stack = (stack as NestedStack).nestedStackParent!;
  return stack;
}
