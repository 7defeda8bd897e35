import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct, IConstruct } from 'constructs';

/**
 * Lets CloudWatch Logs encrypt log groups with a key.
 *
 * The condition is the one that CloudWatch Logs asks for [CloudWatch Logs User Guide, Encrypt log data using AWS KMS].
 *
 * @param logGroupName may end in a wildcard.
 * @returns whether the key's policy could be changed; that of an imported key cannot.
 */
export function allowLogEncryption(scope: IConstruct, key: kms.IKey, logGroupName: string): boolean {
  const stack = Stack.of(scope);
  const { statementAdded } = key.addToResourcePolicy(new iam.PolicyStatement({
    // In China its name ends in the partition's own suffix [aws-cdk-lib, region-info].
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.${Aws.URL_SUFFIX}`)],
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'], // in a key's own policy: this key
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
      },
    },
  }), true);
  return statementAdded;
}

/** Keys that may do, and what a key of its own is for. */
export interface LogKeys {
  readonly given?: kms.IKey;
  readonly ofInstance?: kms.IKey;
  readonly description: string;
}

/** The key that was given, or the instance's own if its policy can be extended, or else a new one. */
export function keyForLogs(scope: Construct, logGroupName: string, { given, ofInstance, description }: LogKeys): kms.IKey {
  const key = given ?? ofInstance;
  const isLetIn = key !== undefined && allowLogEncryption(scope, key, logGroupName);
  if (key !== undefined && (isLetIn || given !== undefined)) return key;
  const own = new kms.Key(scope, 'Key', { description, enableKeyRotation: true });
  allowLogEncryption(scope, own, logGroupName);
  return own;
}
