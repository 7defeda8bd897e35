import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DisableRuleCommand, EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Message, Pace } from '../../control/phase-scaling/memory';
import { SCHEDULE_DESCRIPTION } from '../../plan/phase-schedule';

/** SNS takes fewer than 100 characters of a subject, and neither line breaks nor control characters [SNS API reference, Publish]. */
const MAX_SUBJECT = 99;
const ALARMS_A_PAGE = 100;

/** Sets how often a rule calls. Its targets stay. */
export async function setPace(Name: string, pace: Pace): Promise<void> {
  await new EventBridgeClient({}).send(pace === 'off' ? new DisableRuleCommand({ Name }) : new PutRuleCommand({
    Name, State: 'ENABLED', ScheduleExpression: pace === 'hours' ? 'rate(1 hour)' : 'rate(1 minute)', Description: SCHEDULE_DESCRIPTION,
  }));
}

/** Sends a message to a topic. */
export async function publish(TopicArn: string, instanceIdentifier: string, { code, severity, subject, text }: Message): Promise<void> {
  await new SNSClient({}).send(new PublishCommand({
    TopicArn,
    Subject: subject.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, MAX_SUBJECT),
    Message: `${text}\n\nReplication instance: ${instanceIdentifier}\n`,
    MessageAttributes: {
      code: { DataType: 'String', StringValue: code },
      severity: { DataType: 'String', StringValue: severity },
    },
  }));
}

/** Those of the alarms that are in the state ALARM. */
export async function alarmsIn(names: readonly string[]): Promise<string[]> {
  const client = new CloudWatchClient({});
  const found: string[] = [];
  for (let at = 0; at < names.length; at += ALARMS_A_PAGE) {
    const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(new DescribeAlarmsCommand({
      AlarmNames: names.slice(at, at + ALARMS_A_PAGE), AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], StateValue: 'ALARM', MaxRecords: ALARMS_A_PAGE,
    }));
    found.push(...[...MetricAlarms, ...CompositeAlarms].flatMap(({ AlarmName }) => AlarmName ?? []));
  }
  return found;
}

/** Whether a stack is being deleted. */
export async function stackIsLeaving(StackName: string): Promise<boolean> {
  const { Stacks: [stack] = [] } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName }));
  return stack?.StackStatus?.startsWith('DELETE_') ?? false;
}
