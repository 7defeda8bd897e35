import type { NeededService } from './vpc-endpoint-rules';

// The services of AWS that an instance calls from its own subnets since engine 3.4.7 [DMS User Guide, Configuring VPC endpoints as AWS DMS source
// and target endpoints], by the ends of their VPC endpoints' names.

const BY_PREFIX_LIST = "Give 'network' of that database: DatabaseNetwork.of(ec2.Peer.prefixList('pl-...')), the Region's prefix list of the service, "
  + 'or DatabaseNetwork.unmanaged() if the way is open';

const BY_INSTANCE = "Let the instance out to it: instance.connections.allowTo(ec2.Peer.prefixList('pl-...'), ec2.Port.tcp(443)), with the Region's prefix list of "
  + "the service ('network' is the way to the cluster)";

/** S3, as a database of its own. */
export function callsS3(use: string): NeededService {
  return {
    service: 's3',
    use,
    addedBy: "vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 })",
    openedBy: BY_PREFIX_LIST,
  };
}

/** S3, for files that are staged for a cluster, which has the `network` of the database to itself. */
export function stagesInS3(use: string): NeededService {
  return { ...callsS3(use), openedBy: BY_INSTANCE };
}

/** DynamoDB. */
export function callsDynamoDb(use: string): NeededService {
  return {
    service: 'dynamodb',
    use,
    addedBy: "vpc.addGatewayEndpoint('DynamoDb', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB })",
    openedBy: BY_PREFIX_LIST,
  };
}

/** Kinesis. */
export function callsKinesis(use: string): NeededService {
  return {
    service: 'kinesis-streams',
    use,
    addedBy: "vpc.addInterfaceEndpoint('Kinesis', { service: ec2.InterfaceVpcEndpointAwsService.KINESIS_STREAMS })",
    openedBy: "Give 'network' of that database: DatabaseNetwork.of() with the VPC endpoint (ec2.Peer.anyIpv4() if the way is a NAT gateway), "
      + 'or DatabaseNetwork.unmanaged() if the way is open',
  };
}
