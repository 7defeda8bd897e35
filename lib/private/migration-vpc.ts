import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { allowLogEncryption } from './log-encryption';

/**
 * A VPC for a migration: isolated subnets in two zones, with the endpoints through which DMS reaches AWS services from there.
 *
 * From engine 3.4.7 on a replication instance uses the VPC's own routes for S3 and Secrets Manager [DMS User Guide, CHAP_VPC_Endpoints].
 */
export function makeMigrationVpc(scope: Construct, id: string, key: kms.IKey): ec2.Vpc {
  const vpc = new ec2.Vpc(scope, id, {
    maxAzs: 2,
    natGateways: 0,
    subnetConfiguration: [{ name: 'Migration', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    restrictDefaultSecurityGroup: true,
    gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
  });
  const securityGroup = new ec2.SecurityGroup(vpc, 'SecretsManagerSecurityGroup', {
    vpc,
    description: 'VPC endpoint of Secrets Manager',
    allowAllOutbound: false,
  });
  // Not open to the whole VPC: each instance that needs it is let in by its security group.
  vpc.addInterfaceEndpoint('SecretsManager', {
    service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
    securityGroups: [securityGroup],
    open: false,
  });
  addFlowLog(vpc, key);
  return vpc;
}

function addFlowLog(vpc: ec2.Vpc, key: kms.IKey): void {
  const encrypted = allowLogEncryption(vpc, key, '*');
  const logGroup = new logs.LogGroup(vpc, 'FlowLogs', {
    retention: logs.RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(encrypted && { encryptionKey: key }),
  });
  const role = new iam.Role(vpc, 'FlowLogRole', {
    assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com'),
    managedPolicies: [new iam.ManagedPolicy(vpc, 'FlowLogPolicy', {
      statements: [new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
        resources: [logGroup.logGroupArn],
      })],
    })],
  });
  vpc.addFlowLog('FlowLog', {
    destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup, role.withoutPolicyUpdates()),
  });
}
