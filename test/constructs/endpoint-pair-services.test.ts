import type { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import type { ServiceEndpointOptions } from '../../lib/constructs/database-props';
import { Encryption } from '../../lib/constructs/encryption';
import { EndpointPair } from '../../lib/constructs/endpoint-pair';
import { ReplicationInstance } from '../../lib/constructs/replication-instance';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { testSecret } from '../support/endpoints';
import { every, testStack } from '../support/stacks';
import { testSource } from '../support/tasks';

const encryption = Encryption.awsManagedKey();
const toStream = (stack: Stack, options: ServiceEndpointOptions = {}): TargetDatabase =>
  TargetDatabase.kinesis(new kinesis.Stream(stack, 'Stream'), { encryption, ...options });
const toBucket = (stack: Stack, options: ServiceEndpointOptions = {}): TargetDatabase =>
  TargetDatabase.s3(s3.Bucket.fromBucketName(stack, 'Bucket', 'lake'), { encryption, ...options });

/** A VPC without a way out, with an interface endpoint for Secrets Manager and what is given beside it. */
function make(target: (stack: Stack) => TargetDatabase, add: (vpc: ec2.Vpc) => unknown = () => undefined): Stack {
  const stack = testStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  vpc.addInterfaceEndpoint('SecretsManager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER });
  add(vpc);
  new EndpointPair(stack, 'Pair', {
    instance: new ReplicationInstance(stack, 'Instance', { vpc, encryption }),
    source: testSource(stack, { encryption }),
    target: target(stack),
    testConnections: false,
  });
  return stack;
}

const S3_ENDPOINT = (vpc: ec2.Vpc): unknown => vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
const KINESIS_ENDPOINT = (vpc: ec2.Vpc): unknown => vpc.addInterfaceEndpoint('Kinesis', { service: ec2.InterfaceVpcEndpointAwsService.KINESIS_STREAMS });

function egress(stack: Stack): unknown[] {
  const inline = every(stack, 'AWS::EC2::SecurityGroup').flatMap(({ SecurityGroupEgress: rules = [] }) => rules as unknown[]);
  return [...inline, ...every(stack, 'AWS::EC2::SecurityGroupEgress')];
}

function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue())
    .map(({ entry: { data } }) => String(data)).filter((text) => /vpcEndpointMissing|serviceClosed/.test(text));
}

test('opens the interface endpoint of a service that the target is', () => {
  const stack = make(toStream, KINESIS_ENDPOINT);
  expect(egress(stack)).toEqual(expect.arrayContaining([expect.objectContaining({ Description: 'DMS to kinesis-streams', FromPort: 443, ToPort: 443 })]));
  expect(warnings(stack)).toEqual([]);
});

test('warns where there is no way to the service', () => {
  expect(warnings(make(toStream))).toEqual([expect.stringContaining(
    "'instance' stands in isolated subnets of a VPC without an endpoint for kinesis-streams. The instance writes the records of the target to it, has no "
    + "other way there, and the connection test fails. Add vpc.addInterfaceEndpoint('Kinesis', { service: "
    + 'ec2.InterfaceVpcEndpointAwsService.KINESIS_STREAMS }) before the endpoint pair. [vpcEndpointMissing]',
  )]);
  expect(warnings(make(toBucket))).toEqual([expect.stringContaining('without an endpoint for s3')]);
});

test('warns where the way to a gateway endpoint is closed, which has no security group to open', () => {
  expect(warnings(make(toBucket, S3_ENDPOINT))).toEqual([expect.stringContaining(
    "'instance' has security groups that are not known to let it connect to s3 (port 443). The instance writes the files of the target to it, and the "
    + "connection test fails without it. Give 'network' of that database: DatabaseNetwork.of(ec2.Peer.prefixList('pl-...')), the Region's prefix list of the "
    + 'service, or DatabaseNetwork.unmanaged() if the way is open. [serviceClosed]',
  )]);
});

test('says how to let the instance out to files that are staged for a cluster, whose network is that of the cluster', () => {
  const network = DatabaseNetwork.cidr('10.1.0.0/16');
  const stack = make((scope) => TargetDatabase.redshift({
    secret: testSecret(scope, 'Warehouse'), databaseName: 'app', network, bucket: s3.Bucket.fromBucketName(scope, 'Bucket', 'staging'), encryption,
  }), S3_ENDPOINT);
  expect(warnings(stack)).toEqual([expect.stringContaining(
    "Let the instance out to it: instance.connections.allowTo(ec2.Peer.prefixList('pl-...'), ec2.Port.tcp(443)), with the Region's prefix list of the service "
    + "('network' is the way to the cluster). [serviceClosed]",
  )]);
});

test('opens what is said to be the way', () => {
  const stack = make((scope) => toBucket(scope, { network: DatabaseNetwork.of(ec2.Peer.prefixList('pl-6da54004')) }), S3_ENDPOINT);
  expect(egress(stack)).toEqual(expect.arrayContaining([
    expect.objectContaining({ DestinationPrefixListId: 'pl-6da54004', FromPort: 443, ToPort: 443, Description: 'DMS to S3' }),
  ]));
  expect(warnings(stack)).toEqual([]);
});

test('leaves alone what is opened elsewhere', () => {
  const stack = make((scope) => toBucket(scope, { network: DatabaseNetwork.unmanaged() }), S3_ENDPOINT);
  expect(JSON.stringify(egress(stack))).not.toContain('DMS to s3');
  expect(warnings(stack)).toEqual([]);
});
