import { CfnResource, Stack } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import type { GeneratedPassword } from '../plan/endpoint-rules';

/** How the password of a secret is generated, if this app defines the secret so. */
export function generatedPassword(secret: secretsmanager.ISecret): GeneratedPassword | undefined {
  // What attaches a secret to its database stands below the secret and passes for it.
  const resource = ownResource(secret) ?? ownResource(secret.node.scope);
  return resource && Stack.of(resource).resolve(resource.generateSecretString) as GeneratedPassword | undefined;
}

function ownResource(construct: IConstruct | undefined): secretsmanager.CfnSecret | undefined {
  const child = construct?.node.tryFindChild('Resource');
  return CfnResource.isCfnResource(child) && child.cfnResourceType === 'AWS::SecretsManager::Secret' ? child as secretsmanager.CfnSecret : undefined;
}
