import { type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import { Encryption } from '../../lib/constructs/encryption';
import { ReplicationInstance, type IReplicationInstance } from '../../lib/constructs/replication-instance';

export const ENDPOINT = 'AWS::DMS::Endpoint';
export const ACCOUNT = '111122223333';
export const KEY_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
export const SECRET_ARN = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:prod/app-AbCdEf`;

/** A secret that exists, without a key of its own. */
export function testSecret(scope: Construct, id = 'Secret', secretCompleteArn = SECRET_ARN): secretsmanager.ISecret {
  return secretsmanager.Secret.fromSecretAttributes(scope, id, { secretCompleteArn });
}

/** What a described database needs beside its name: a secret, a way, and a key that exists. */
export function reachable(scope: Construct, id?: string): { secret: secretsmanager.ISecret; network: DatabaseNetwork; encryption: Encryption } {
  return {
    secret: testSecret(scope, id),
    network: DatabaseNetwork.cidr('10.20.0.0/16'),
    encryption: Encryption.customerManagedKey(testKey(scope, `${id ?? 'Secret'}Key`)),
  };
}

export function testKey(scope: Construct, id = 'Key'): kms.IKey {
  return kms.Key.fromKeyArn(scope, id, KEY_ARN);
}

/** A security group that lets nothing out by itself, as that of a replication instance. */
export function closedGroup(stack: Stack, id = 'InstanceGroup', vpc: ec2.IVpc = importedVpc(stack, `${id}Vpc`)): ec2.SecurityGroup {
  return new ec2.SecurityGroup(stack, id, { vpc, allowAllOutbound: false });
}

export function importedVpc(stack: Stack, id = 'Vpc'): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, id, { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a', 'eu-west-1b'] });
}

/** A replication instance that exists and has the security groups. */
export function importedInstance(stack: Stack, securityGroups: ec2.ISecurityGroup[] = [closedGroup(stack)], vpc?: ec2.IVpc): IReplicationInstance {
  return ReplicationInstance.fromReplicationInstanceAttributes(stack, 'Instance', {
    replicationInstanceArn: `arn:aws:dms:eu-west-1:${ACCOUNT}:rep:ABC`,
    replicationInstanceIdentifier: 'migration',
    securityGroups,
    vpc,
  });
}

/** The properties of the endpoint at one end. */
export function endpointAt(stack: Stack, role: 'source' | 'target'): Record<string, unknown> {
  const found = Object.values(Template.fromStack(stack).findResources(ENDPOINT, { Properties: { EndpointType: role } }));
  if (found.length !== 1) throw new Error(`${found.length} ${role} endpoints`);
  return found[0].Properties as Record<string, unknown>;
}
