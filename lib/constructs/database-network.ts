import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { checkCidrs, isCidr } from '../plan/network-rules';
import type { Problem } from '../plan/problem';
import { readList } from '../private/read-props';
import { markUnknown } from '../private/reporting';

/**
 * How the replication instance reaches a database: what has to be opened for it.
 *
 * Exactly the database's port is opened, from the instance's security groups to whatever stands here. The rules stand with the instance
 * or with the endpoint, also those for security groups of other stacks, so that the stack of a database never comes to depend on a migration.
 */
export abstract class DatabaseNetwork {
  /** Something with security groups, such as an RDS instance, a cluster, or an EC2 instance that runs the database; or an `ec2.Peer`. */
  public static of(connectable: ec2.IConnectable): DatabaseNetwork {
    return new ConnectableNetwork([connectable]);
  }

  /** The security groups of the database. */
  public static securityGroups(...securityGroups: ec2.ISecurityGroup[]): DatabaseNetwork {
    return new ConnectableNetwork(securityGroups);
  }

  /**
   * Ranges of addresses, for what is not in AWS: on premises over VPN or Direct Connect, or in another cloud.
   *
   * The other side has to let the subnets of the replication instance in, and there have to be routes both ways.
   */
  public static cidr(...cidrs: string[]): DatabaseNetwork {
    return new CidrNetwork(cidrs);
  }

  /** Nothing is opened: the way is open already, or opened elsewhere. */
  public static unmanaged(): DatabaseNetwork {
    return new ConnectableNetwork(undefined);
  }

  /**
   * What security group rules are made with.
   *
   * @internal
   */
  public abstract _bind(): _DatabaseNetworkConfig;
}

/** @internal */
export interface _DatabaseNetworkConfig {
  readonly peers: ec2.IConnectable[];
  /** How many security groups the database is known to have, or undefined if it is not reached by them. */
  readonly securityGroups?: number;
  readonly problems: Problem[];
  /** Whether somebody else opens the way. */
  readonly unmanaged: boolean;
}

class ConnectableNetwork extends DatabaseNetwork {
  constructor(private readonly connectables: ec2.IConnectable[] | undefined) {
    super();
  }

  public _bind(): _DatabaseNetworkConfig {
    if (this.connectables === undefined) return { peers: [], problems: [], unmanaged: true };
    const { values: peers, problems } = readList('network', this.connectables, 'ec2.IConnectable');
    // A range of addresses is connectable too and has no security group to be counted.
    const isPeer = peers.some((connectable) => 'toEgressRuleConfig' in connectable && !('securityGroupId' in connectable));
    const groups = peers.reduce((sum, { connections }) => sum + connections.securityGroups.length, 0);
    return { peers, securityGroups: isPeer ? undefined : groups, problems, unmanaged: false };
  }
}

class CidrNetwork extends DatabaseNetwork {
  constructor(private readonly cidrs: string[]) {
    super();
  }

  public _bind(): _DatabaseNetworkConfig {
    // ec2.Peer throws on what is not a range; the rules tell it with everything else.
    const peers = this.cidrs.filter((cidr) => Token.isUnresolved(cidr) || isCidr(cidr))
      .map((cidr) => (!Token.isUnresolved(cidr) && cidr.includes(':') ? ec2.Peer.ipv6(cidr) : ec2.Peer.ipv4(cidr)));
    return { peers, problems: checkCidrs('network', markUnknown(this.cidrs)), unmanaged: false };
  }
}
