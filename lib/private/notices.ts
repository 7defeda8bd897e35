import { Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { allowAlarms } from './key-policies';

/**
 * The key that encrypts what is told: the one that was given, or the instance's own if this app defines it, for the policy of another cannot
 * be extended; or else a new one.
 */
export function keyForNotices(scope: Construct, what: string, given: kms.IKey | undefined, ofInstance: kms.IKey | undefined): kms.IKey {
  const key = given ?? ofInstance;
  const isLetIn = key !== undefined && allowAlarms(scope, key);
  if (key !== undefined && (isLetIn || given !== undefined)) return key;
  const own = new kms.Key(scope, 'Key', { description: what, enableKeyRotation: true });
  allowAlarms(scope, own);
  return own;
}

/** An encrypted topic that alarms of this account may send to. */
export function noticeTopic(scope: Construct, key: kms.IKey): sns.Topic {
  const topic = new sns.Topic(scope, 'Topic', { masterKey: key, enforceSSL: true });
  // A policy of its own takes the place of the one by which SNS lets alarms in.
  topic.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  }));
  return topic;
}

/** Has an alarm send to a topic. */
export function notify(topic: sns.ITopic): cloudwatch.IAlarmAction {
  return { bind: () => ({ alarmActionArn: topic.topicArn }) };
}
