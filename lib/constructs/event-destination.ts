import { Names } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { objectTemplate, sentenceTemplate, type EventMessage, type EventTemplate } from '../plan/event-messages';
import { checkEventDestination } from '../plan/migration-events-rules';
import type { Problem } from '../plan/problem';
import { checkKind } from '../plan/value-kinds';
import { allowEvents } from '../private/key-policies';
import { allowPublishing } from '../private/topic-policies';

/**
 * A destination as rules have it.
 *
 * @internal
 */
export interface _EventTarget {
  readonly arn: string;
  readonly template: (message: EventMessage) => EventTemplate;
}

/**
 * Where events of DMS go.
 *
 * EventBridge tries for 24 hours to deliver an event, and then gives it up; its metric `FailedInvocations` counts that.
 */
export abstract class EventDestination {
  /**
   * A topic gets each event as one sentence, for people: what, where, when, DMS's own message, and a link to the console.
   *
   * The policies of the topic and of its key are extended where this app defines them. As that replaces the policy by which SNS lets the
   * account's CloudWatch alarms in, these are let in again. EventBridge allows no conditions in the policy of a topic, so it is let in as a whole.
   *
   * @param topic a standard topic.
   */
  public static topic(topic: sns.ITopic): EventDestination {
    return new TopicDestination(topic);
  }

  /**
   * A queue gets each event as a JSON object, for programs:
   *
   * ```json
   * {
   *   "severity": "critical", "text": "CRITICAL: DMS task orders-sales in account ...", "source": "task", "name": "orders-sales",
   *   "resource": "arn:aws:dms:...", "eventId": "DMS-EVENT-0078", "eventType": "REPLICATION_TASK_FAILED", "time": "2026-01-31T12:00:00Z",
   *   "event": { "detail": { "detailMessage": "..." }, "...": "..." }
   * }
   * ```
   *
   * where `name` is empty if it is not known, `eventId` if the event has none, and `event` is the event as it came.
   *
   * @param queue a standard queue. The policies of it and of its key are extended where this app defines them.
   */
  public static queue(queue: sqs.IQueue): EventDestination {
    return new QueueDestination(queue);
  }

  /**
   * A Lambda function gets the same object as a queue, as its event.
   *
   * @param fn the function. EventBridge is allowed to invoke it.
   */
  public static function(fn: IFunction): EventDestination {
    return new FunctionDestination(fn);
  }

  /**
   * What is wrong with it.
   *
   * @internal
   */
  public abstract _problems(): Problem[];

  /**
   * Lets rules in; undefined if there is nothing to send to.
   *
   * @param ruleArns a pattern of their ARNs.
   * @internal
   */
  public abstract _bind(scope: Construct, ruleArns: string): _EventTarget | undefined;
}

class TopicDestination extends EventDestination {
  private letIn = true;
  private letInByKey = true;

  constructor(private readonly topic: sns.ITopic) {
    super();
  }

  public _problems(): Problem[] {
    const problems = checkKind('topic', this.topic, 'sns.ITopic');
    if (problems.length > 0) return problems;
    const { topic, letIn, letInByKey } = this;
    return checkEventDestination({ kind: 'topic', path: topic.node.path, fifo: topic.fifo, letIn, letInByKey });
  }

  public _bind(): _EventTarget | undefined {
    const { topic } = this;
    if (checkKind('topic', topic, 'sns.ITopic').length > 0) return undefined;
    // "You can't use Condition blocks in Amazon SNS topic policies for EventBridge" [EventBridge User Guide, Using resource-based policies].
    this.letIn = allowPublishing(topic, 'events.amazonaws.com').statementAdded;
    if (topic.masterKey !== undefined) this.letInByKey = allowEvents(topic.masterKey);
    return { arn: topic.topicArn, template: sentenceTemplate };
  }
}

class QueueDestination extends EventDestination {
  private letIn = true;
  private letInByKey = true;

  constructor(private readonly queue: sqs.IQueue) {
    super();
  }

  public _problems(): Problem[] {
    const problems = checkKind('queue', this.queue, 'sqs.IQueue');
    if (problems.length > 0) return problems;
    const { queue, letIn, letInByKey } = this;
    return checkEventDestination({ kind: 'queue', path: queue.node.path, fifo: queue.fifo, letIn, letInByKey });
  }

  public _bind(_scope: Construct, ruleArns: string): _EventTarget | undefined {
    const { queue } = this;
    if (checkKind('queue', queue, 'sqs.IQueue').length > 0) return undefined;
    this.letIn = queue.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnLike: { 'aws:SourceArn': ruleArns } },
    })).statementAdded;
    if (queue.encryptionMasterKey !== undefined) this.letInByKey = allowEvents(queue.encryptionMasterKey);
    return { arn: queue.queueArn, template: objectTemplate };
  }
}

class FunctionDestination extends EventDestination {
  constructor(private readonly fn: IFunction) {
    super();
  }

  public _problems(): Problem[] {
    return checkKind('fn', this.fn, 'lambda.IFunction');
  }

  public _bind(scope: Construct, ruleArns: string): _EventTarget | undefined {
    const { fn } = this;
    if (this._problems().length > 0) return undefined;
    new CfnPermission(scope, `${Names.nodeUniqueId(fn.node)}Permission`, {
      action: 'lambda:InvokeFunction', functionName: fn.functionArn, principal: 'events.amazonaws.com', sourceArn: ruleArns,
    });
    return { arn: fn.functionArn, template: objectTemplate };
  }
}
