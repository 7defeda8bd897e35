import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';

/**
 * Lets alarms of this account send to topics that a key encrypts [SNS Developer Guide, Enable compatibility between event sources from AWS
 * services and encrypted topics].
 *
 * @returns whether the key's policy could be changed; that of an imported key cannot.
 */
export function allowAlarms(scope: IConstruct, key: kms.IKey): boolean {
  const { statementAdded } = key.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'], // in a key's own policy: this key
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  }), true);
  return statementAdded;
}

/**
 * Lets rules of EventBridge send to topics and queues that a key encrypts.
 *
 * Without a condition on where it comes from: for EventBridge that "is not supported", and nothing would arrive [SNS Developer Guide, Enable
 * compatibility between event sources from AWS services and encrypted topics].
 *
 * @returns whether the key's policy could be changed.
 */
export function allowEvents(key: kms.IKey): boolean {
  return allowService(key, 'events.amazonaws.com');
}

/**
 * Lets event subscriptions of DMS of this account send to topics that a key encrypts. The condition is the one that SNS names for all services
 * but EventBridge; for DMS nobody has verified it.
 *
 * @returns whether the key's policy could be changed.
 */
export function allowDmsEvents(scope: IConstruct, key: kms.IKey): boolean {
  return allowService(key, 'dms.amazonaws.com', { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } });
}

function allowService(key: kms.IKey, service: string, conditions: Record<string, object> = {}): boolean {
  const { statementAdded } = key.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(service)],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'], // in a key's own policy: this key
    conditions,
  }), true);
  return statementAdded;
}

/** What a role needs of a key to use what it encrypts, through the services named alone. */
export function useOfKey(scope: IConstruct, key: kms.IKey, services: readonly string[]): iam.PolicyStatement {
  const { region } = Stack.of(scope);
  return new iam.PolicyStatement({
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    resources: [key.keyArn],
    // In China the names may end in the partition's own suffix [unverified].
    conditions: {
      StringEquals: { 'kms:ViaService': services.flatMap((service) => [`${service}.${region}.amazonaws.com`, `${service}.${region}.${Aws.URL_SUFFIX}`]) },
    },
  });
}
