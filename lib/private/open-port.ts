import { Resource, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

/**
 * Lets what has the first connections connect to each peer.
 *
 * The rules stand beside the security group of the first side, wherever the peer stands: the CDK sees to that, and to each rule being made
 * only once. But where the peer stands in the stack of `scope` and the first side in another, as with one replication instance for many
 * stacks, that other stack would come to depend on this one, which depends on it. There, and only there, the rules stand in this stack.
 */
export function openPort(scope: Construct, from: ec2.Connections, peers: readonly ec2.IConnectable[], port: ec2.Port, description: string): void {
  for (const peer of peers) {
    const side = standsIn(Stack.of(scope), peer)
      ? new ec2.Connections({ securityGroups: from.securityGroups.map((group) => seenFrom(Stack.of(scope), group)) })
      : from;
    side.allowTo(peer, port, description);
  }
}

function standsIn(stack: Stack, peer: ec2.IConnectable): boolean {
  return peer.connections.securityGroups.some((group) =>
    Stack.of(group) === stack && (Resource.isOwnedResource(group) || Token.isUnresolved(group.securityGroupId)));
}

/** The security group itself, or, if it stands in another stack, an import of it (one per stack), whose rules stand here. */
function seenFrom(stack: Stack, group: ec2.ISecurityGroup): ec2.ISecurityGroup {
  const other = Stack.of(group);
  if (other === stack || !Resource.isOwnedResource(group)) return group;
  const id = `${other.node.id}${group.node.path.slice(other.node.path.length)}`.replaceAll('/', ':');
  const imported = stack.node.tryFindChild(id) as ec2.ISecurityGroup | undefined;
  return imported ?? ec2.SecurityGroup.fromSecurityGroupId(stack, id, group.securityGroupId, { allowAllOutbound: group.allowAllOutbound });
}
