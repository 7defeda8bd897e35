import { warning, type Problem } from './problem';

/** A service of AWS that a replication instance calls by itself. */
export interface NeededService {
  /** The end of the VPC endpoint's service name: `secretsmanager`. */
  readonly service: string;
  /** What it is needed for, to follow "The instance": `reads the credentials of the source from it`. */
  readonly use: string;
  /** The line of CDK code that adds the VPC endpoint. */
  readonly addedBy: string;
  /** How its port is opened, as a full sentence without its full stop. */
  readonly openedBy: string;
}

/** Secrets Manager, as VPC endpoints name it. */
export const SECRETS_MANAGER = 'secretsmanager';

/** Secrets Manager, for the credentials of the given ends. */
export function secretsManager(ends: readonly string[]): NeededService {
  return {
    service: SECRETS_MANAGER,
    use: `fetches the credentials of the ${ends.join(' and the ')} from it`,
    addedBy: "vpc.addInterfaceEndpoint('SecretsManager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER })",
    openedBy: "Give the VPC endpoint as 'secretsManagerEndpoint' of the endpoint pair (ec2.Peer.anyIpv4() if the way is a NAT gateway)",
  };
}

/** What is known of a replication instance's way to AWS services. */
export interface ServiceAccessInput {
  readonly where: string;
  /** What the instance calls. Since engine 3.4.7 it does so from its own subnets [DMS User Guide, Configuring VPC endpoints]. */
  readonly needed: readonly NeededService[];
  /** Whether none of its subnets has a route out of the VPC; undefined if that is not known. */
  readonly isolated?: boolean;
  /** The services that the VPC has endpoints for; undefined if that is not known. */
  readonly present?: readonly string[];
  /** The services that the instance's security groups let it connect to, as far as known. */
  readonly open: readonly string[];
}

/** Checks that the instance gets through to the AWS services it needs: that there is a way, and that its security group lets it out. */
export function checkServiceAccess({ where, needed, isolated, present, open }: ServiceAccessInput): Problem[] {
  return needed.flatMap((service) => {
    if (isolated === true && present !== undefined && !present.includes(service.service)) return [missing(where, service)];
    return open.includes(service.service) ? [] : [closed(where, service)];
  });
}

function missing(where: string, { service, use, addedBy }: NeededService): Problem {
  return warning({
    code: 'vpcEndpointMissing',
    where,
    what: `stands in isolated subnets of a VPC without an endpoint for ${service}`,
    why: `The instance ${use}, has no other way there, and the connection test fails`,
    mend: `Add ${addedBy} before the endpoint pair`,
  });
}

function closed(where: string, { service, use, openedBy }: NeededService): Problem {
  return warning({
    code: 'serviceClosed',
    where,
    what: `has security groups that are not known to let it connect to ${service} (port 443)`,
    why: `The instance ${use}, and the connection test fails without it`,
    mend: openedBy,
  });
}
