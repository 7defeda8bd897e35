import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';

/**
 * Lets a service publish to a topic.
 *
 * @returns whether the topic's policy could be changed, and what has to be there before it counts.
 */
export function allowPublishing(topic: sns.ITopic, service: string, conditions: Record<string, object> = {}): iam.AddToResourcePolicyResult {
  const result = topic.addToResourcePolicy(publishing(topic, service, conditions));
  // A policy of its own takes the place of the one by which SNS lets the account's alarms in. They would fall silent.
  if (result.statementAdded) {
    topic.addToResourcePolicy(publishing(topic, 'cloudwatch.amazonaws.com', { StringEquals: { 'aws:SourceAccount': Stack.of(topic).account } }));
  }
  return result;
}

function publishing(topic: sns.ITopic, service: string, conditions: Record<string, object>): iam.PolicyStatement {
  return new iam.PolicyStatement({ principals: [new iam.ServicePrincipal(service)], actions: ['sns:Publish'], resources: [topic.topicArn], conditions });
}
